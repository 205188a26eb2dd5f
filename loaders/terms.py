"""Terms and ordinals: ``khóa XIII``, ``khóa 13``, ``lần thứ tư``. Owns numbers in words and Roman figures."""

from __future__ import annotations

import re

ROMAN = r"(?:X{1,2}(?:IX|IV|V?I{0,3})|IX|IV|VI{0,3}|I{1,3})"
IN_WORDS = {
    "nhất": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
    "mười một": 11, "mười hai": 12, "mười ba": 13, "mười bốn": 14, "mười lăm": 15,
}  # fmt: skip
WORD = "|".join(f"[{w[0]}{w[0].upper()}]{w[1:]}" for w in sorted(IN_WORDS, key=len, reverse=True))
NUMBER = rf"(?:{ROMAN}(?![A-Za-zÀ-ỹ])|\d{{1,2}}(?!\d)|(?:{WORD})(?!\w))"
NUMBERS = rf"{NUMBER}(?:\s*(?:,|và|;)\s*{NUMBER})*"
LIST = rf"{NUMBER}(?:\s*(?:,|và|;)\s*(?:khóa\s+)?{NUMBER})*"
OF_THE_PARTY = ("Bộ Chính trị", "Ban Bí thư", "Ban Chấp hành Trung ương")  # whose terms are those of the national congresses
TERM = re.compile(rf"\s*,?\s*\(?\s*(?:các\s+)?(?:khóa|khoa|Khóa|KHÓA)\s+(?P<terms>{LIST})(?:\s*\))?")


def number(token: str) -> int:
    """``4``, ``IV`` and ``tư`` are 4; 0 where it is no number."""
    token = token.strip()
    if not token:
        return 0
    if token.isdigit():
        return int(token)
    if token.casefold() in IN_WORDS:
        return IN_WORDS[token.casefold()]
    total, values = 0, {"I": 1, "V": 5, "X": 10}
    for here, following in zip(token, [*token[1:], ""], strict=True):
        if here not in values:
            return 0
        total += -values[here] if following and values.get(following, 0) > values[here] else values[here]
    return total


def roman(token: str) -> str:
    """The Roman figure of a term: ``13`` -> ``XIII``, ``xiii`` -> ``XIII``."""
    rest, out = number(token.upper() if not token.isdigit() and token not in IN_WORDS else token), ""
    for size, figure in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while rest >= size:
            out, rest = out + figure, rest - size
    return out


def after(plain: str, at: int) -> tuple[str, int] | None:
    """The term that follows at ``at``, with its end: ``của Ban Chấp hành Trung ương khóa XII`` -> ``XII``."""
    match = TERM.match(plain, at)
    if not match:
        return None
    first = re.split(r"\s*(?:,|và|;)\s*", match["terms"])
    return (roman(first[0]), match.end()) if len(first) == 1 and roman(first[0]) else None
