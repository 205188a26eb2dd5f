"""Which lines of a page belong to its article, and which line breaks are only wrapping.

Owns menus, login notices, captions of hosts, lists of recipients; refuses to judge sentences.
"""

from __future__ import annotations

import re
from functools import cache

from vanmach.loaders import lexicon

Line = tuple[int, str]  # where a line begins in the page, and its characters
Piece = tuple[int | None, str]  # the same, or a break between two lines, which stands nowhere

STAMP = re.compile(
    r"^(?:(?:thứ [a-zà-ỹ]+|chủ nhật),? ?)?(?:\d{1,2}:\d{2},? ?)?(?:ngày )?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}(?:,? ?-? ?\d{1,2}:\d{2}.*)?$"
)
TIMED = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4},? ?-? ?\d{1,2}[:h]\d{2}(?!\d)|\d{1,2}:\d{2},? ?-? ?(?:ngày )?\d{1,2}/\d{1,2}/\d{4}")
RECIPIENTS = re.compile(r"nơi nhận ?:?")
SIGNATURE = re.compile(
    r"^(?:T/M|TM\.?|K/T|KT\.?|T/L|TL\.?|T\.U\.Q)\b|^(?:BÍ THƯ|TRƯỞNG BAN|PHÓ|CHỦ TỊCH|CHÁNH|CHỦ NHIỆM|THƯỜNG TRỰC|"
    r"BỘ TRƯỞNG|GIÁM ĐỐC|CỤC TRƯỞNG|THỦ TƯỚNG|HIỆU TRƯỞNG)"
)
ASKED = re.compile(
    r"(?:Ngày (?:ban hành|ký|hiệu lực|có hiệu lực|áp dụng|hợp nhất)\s*:?|(?:^|\s)ngày)$"
)  # what stands before a day that is no stamp
PREAMBLE = re.compile(r"[-+ ]*(?:Căn cứ|Theo đề nghị|Thực hiện|Xét)\s")  # such a line ends with a mark, or is wrapped
LIST_ITEM = re.compile(r"^[-+•]")
CLOSED = tuple('.:;!?…)”"')
WRAP = 110  # no line of a wrapped text is longer
NARROW = 60  # lines that are all shorter than this are verses, tables, lists
TIGHT = 0.78  # a line of a wrapped text that ends before this part of the longest line ended on purpose


@cache
def _furniture() -> tuple[frozenset[str], tuple[str, ...], frozenset[str]]:
    """Whole lines, beginnings of lines, and the lines after which nothing belongs to the article."""
    furniture = lexicon.section("furniture")
    return frozenset(furniture["whole"]), tuple(furniture["starts"]), frozenset(furniture["tail"])


def _is_furniture(low: str) -> bool:
    whole, starts, _ = _furniture()
    return (
        low.strip(" .-#") in whole
        or low in whole
        or low.startswith(starts)
        or bool(STAMP.match(low))
        or (len(low) < 90 and bool(TIMED.search(low)))
    )


def kept(lines: list[Line]) -> tuple[list[Line], list[str]]:
    """The lines of the article, and the dropped ones as strings. ``Phản hồi`` ends an article, ``Nơi nhận:`` a list up to the signature."""
    tail = _furniture()[2]
    out: list[Line] = []
    dropped: list[str] = []
    recipients = False
    seen = 0
    before = ""
    for number, line in enumerate(lines):
        text = line[1].strip()
        low = text.casefold()
        if seen > 200 and low.strip(" .:-#") in tail:
            dropped.extend(filter(None, (rest.strip() for _, rest in lines[number:])))
            break
        if RECIPIENTS.match(low):
            recipients = True
        elif recipients and text and (SIGNATURE.match(text) or len(text) > 160):
            recipients = False
        if recipients or (_is_furniture(low) and not (STAMP.match(low) and ASKED.search(before))):
            dropped.append(text)
            out.append((line[0], ""))
            continue
        before = text or before
        seen += len(text)
        out.append(_without_marks(line))
    return out, dropped


def _without_marks(line: Line) -> Line:
    """A line without the ``#`` of a heading and without leading blanks."""
    at, text = line
    bare = text.lstrip(" #")
    return at + len(text) - len(bare), bare


def _is_wrapped(lines: list[str]) -> bool:
    """Whether a text breaks its lines at about 80 columns."""
    total = sum(map(len, lines))
    return max(map(len, lines), default=0) >= NARROW and sum(len(line) for line in lines if len(line) > WRAP) < 0.2 * total


GOES_ON = re.compile(r"[a-zà-ỹđ]{2,} ")


def joined(lines: list[Line]) -> list[Piece]:
    """All lines that say anything, as pieces of one text: a break that only wraps becomes a blank, a real one stays a line feed."""
    strings = [line.strip() for _, line in lines]
    wrapped = _is_wrapped([s for s in strings if s])
    tight = TIGHT * min(WRAP, max(map(len, strings), default=0))
    out: list[Piece] = []
    before, blank = "", False  # the last line that says anything, and whether an empty one stands behind it
    for line, after in zip(lines, strings, strict=True):
        if not after:
            blank = True
            continue
        if out:
            # A sentence may go on behind an empty line, but only in the middle of itself.
            near = not blank or (GOES_ON.match(after) and before[-1:].islower() and " " in before)
            soft = near and not LIST_ITEM.match(after) and not SIGNATURE.match(after) and _is_soft(before, after, wrapped, tight)
            out.append((None, " " if soft else "\n"))
        out.append(line)
        before, blank = after, False
    return out


ABOUT = re.compile(r"\bvề$")
HANGING = re.compile(
    r"(?:\bsố|\bngày|\bcủa|\btháng|\bnăm|\bthay thế|\bbãi bỏ|\btheo|\bvà|\bthực hiện|\btại|\bban hành|\bbổ sung|\bhướng dẫn|"
    r"\bBan|\bBộ|\bSở|\bỦy ban|\bvới|\bcác|\bcho|\bdo)$"
)


def _is_soft(before: str, after: str, wrapped: bool, tight: float) -> bool:
    if before.isupper() and after.isupper():
        return True
    if after[0].islower() and not before.endswith(CLOSED):
        return True
    if HANGING.search(before[-12:]):
        return True
    if PREAMBLE.match(before) and not before.endswith((*CLOSED, ",", "/")):
        return True
    if not wrapped:
        return False
    if before.endswith(",") or ABOUT.search(before[-4:]):
        return True
    return len(before) + 1 + len(after.split(" ", 1)[0]) > tight and not before.endswith((".", ":", ";"))
