"""Where the name of a place ends: ``UBND tỉnh Bình Định``, ``Huyện ủy Kim Thành``, but ``UBND tỉnh Nguyễn Văn A`` has no place.

Owns provinces and the cut between a place and a person's name behind it.
"""

from __future__ import annotations

import re
from functools import cache

from vanmach.loaders import lexicon

CAP = rf"[{lexicon.UP}][\wÀ-ỹ'’]*"
RUN = re.compile(rf"(?: |(?<= [HQP]\.)|(?<= T[XPp]\.))(?:(?:TP|Tp)\.?\s*)?{CAP}(?: (?:- )?{CAP}){{0,5}}")
NUMBERED = re.compile(r" (?:(?:[Qq]uận|[Pp]hường) )?(?:số\s+)?\d{1,3}(?![\d/.-])")
NAMES = lexicon.either(lexicon.words("places", "provinces")).replace(r" \- ", r" ?\- ?")
PROVINCE = re.compile(rf"(?: |(?<= T[Pp]\.))(?P<name>{NAMES})(?![\wÀ-ỹ])")
LEVEL = re.compile(
    r"(?<=[\wÀ-ỹ]) (?:H|Q|P|TX|TP|Tp)\.(?=\s?[A-ZĐ])|"
    r" (?:tỉnh|thành phố|TP\.?|Tp\.?|huyện|quận|xã|phường|thị xã|thị trấn|đặc khu|tp\.?|TX|Tỉnh|Thành phố|Huyện|Quận|Xã|"
    r"Phường)(?![\wÀ-ỹ])"
)


@cache
def surnames() -> frozenset[str]:
    """Surnames that begin a person's name."""
    return frozenset(lexicon.section("people")["surnames"])


@cache
def common_surnames() -> frozenset[str]:
    """Surnames that hardly ever begin the name of a district or commune when two syllables follow."""
    return frozenset(lexicon.section("people")["common"])


def province(plain: str, at: int) -> int:
    """End of the province named at ``at`` (after a blank), or ``at``."""
    match = PROVINCE.match(plain, at)
    return match.end() if match else at


def local(plain: str, at: int, *, person_may_follow: bool = True) -> int:
    """End of the place named at ``at``: a province, else a short run of capitals before a person's name; ``at`` where there is none."""
    if (end := province(plain, at)) > at:
        return end
    if match := NUMBERED.match(plain, at):
        return match.end()
    match = RUN.match(plain, at)
    if not match:
        return at
    run = list(re.finditer(CAP, match.group()))
    syllables = [m.group() for m in run]
    cut = len(syllables)
    for number, syllable in enumerate(syllables):
        rest = len(syllables) - number - 1
        if syllable in common_surnames() and rest >= 1 and (number or rest >= 2) and person_may_follow:
            cut = number
            break
    if cut == 0:
        return at
    cut = min(cut, 3)
    return at + run[cut - 1].end()


def level(plain: str, at: int) -> int:
    """End of ``tỉnh``, ``huyện``, ``xã`` ... at ``at`` (after a blank), or ``at``."""
    match = LEVEL.match(plain, at)
    return match.end() if match else at
