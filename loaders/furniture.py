"""Which lines of a page belong to its article, and which line breaks are only wrapping.

Owns menus, login notices, captions of hosts, lists of recipients; refuses to judge sentences.
"""

from __future__ import annotations

import re
from operator import itemgetter

from vanmach.loaders import lexicon

Line = list[tuple[str, int, int]]

STAMP = re.compile(
    r"^(?:(?:thứ [a-zà-ỹ]+|chủ nhật),? ?)?(?:\d{1,2}:\d{2},? ?)?(?:ngày )?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}(?:,? ?-? ?\d{1,2}:\d{2}.*)?$", re.I
)
TIMED = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4},? ?-? ?\d{1,2}[:h]\d{2}(?!\d)|\d{1,2}:\d{2},? ?-? ?(?:ngày )?\d{1,2}/\d{1,2}/\d{4}")
RECIPIENTS = re.compile(r"^nơi nhận ?:?", re.I)
SIGNATURE = re.compile(r"^(?:T/M|TM\.?|K/T|KT\.?|T/L|TL\.?|T\.U\.Q)\b|^(?:BÍ THƯ|TRƯỞNG BAN|PHÓ|CHỦ TỊCH|CHÁNH|CHỦ NHIỆM|THƯỜNG TRỰC)")
ASKED = re.compile(
    r"(?:Ngày (?:ban hành|ký|hiệu lực|có hiệu lực|áp dụng|hợp nhất)\s*:?|(?:^|\s)ngày)$"
)  # what stands before a day that is no stamp
PREAMBLE = re.compile(r"[-+ ]*(?:Căn cứ|Theo đề nghị|Thực hiện|Xét)\s")  # such a line ends with a mark, or is wrapped
LIST_ITEM = re.compile(r"^[-+•]")
CLOSED = tuple('.:;!?…)”"')
WRAP = 110  # no line of a wrapped text is longer
NARROW = 60  # lines that are all shorter than this are verses, tables, lists
TIGHT = 0.78  # a line of a wrapped text that ends before this part of the longest line ended on purpose


def _string(line: Line) -> str:
    return "".join(map(itemgetter(0), line)).strip()


def _is_furniture(line: str) -> bool:
    low = line.casefold()
    bare = low.strip(" .-#")
    furniture = lexicon.section("furniture")
    return (
        bare in furniture["whole"]
        or low in furniture["whole"]
        or low.startswith(tuple(furniture["starts"]))
        or bool(STAMP.match(low))
        or (len(low) < 90 and bool(TIMED.search(low)))
    )


def kept(lines: list[Line]) -> tuple[list[Line], list[str]]:
    """The lines of the article, and the dropped ones as strings. ``Phản hồi`` ends an article, ``Nơi nhận:`` a list up to the signature."""
    tail = set(lexicon.section("furniture")["tail"])
    out: list[Line] = []
    dropped: list[str] = []
    recipients = False
    seen = 0
    before = ""
    for number, line in enumerate(lines):
        text = _string(line)
        if seen > 200 and text.casefold().strip(" .:-#") in tail:
            dropped.extend(filter(None, map(_string, lines[number:])))
            break
        if RECIPIENTS.match(text):
            recipients = True
        elif recipients and text and (SIGNATURE.match(text) or len(text) > 160):
            recipients = False
        if recipients or (_is_furniture(text) and not (STAMP.match(text.casefold()) and ASKED.search(before))):
            dropped.append(text)
            out.append([])
            continue
        before = text or before
        seen += len(text)
        out.append(_without_marks(line))
    return out, dropped


def _without_marks(line: Line) -> Line:
    """A line without the ``#`` of a heading and without leading blanks."""
    at = 0
    while at < len(line) and line[at][0] in " #":
        at += 1
    return line[at:]


def _is_wrapped(lines: list[str]) -> bool:
    """Whether a text breaks its lines at about 80 columns."""
    total = sum(map(len, lines))
    return max(map(len, lines), default=0) >= NARROW and sum(len(line) for line in lines if len(line) > WRAP) < 0.2 * total


def joined(lines: list[Line]) -> Line:
    """All lines as one row of characters: a break that only wraps becomes a blank, a real one stays a line feed."""
    strings = [_string(line) for line in lines]
    wrapped = _is_wrapped([s for s in strings if s])
    tight = TIGHT * min(WRAP, max(map(len, strings), default=0))
    out: Line = []
    for number, line in enumerate(lines):
        if number and out:
            before, after = strings[number - 1], strings[number]
            soft = (
                bool(before and after)
                and not LIST_ITEM.match(after)
                and not SIGNATURE.match(after)
                and _is_soft(before, after, wrapped, tight)
            )
            at = out[-1][2]
            out.append((" " if soft else "\n", at, at))
        out.extend(line)
    return out


def _is_soft(before: str, after: str, wrapped: bool, tight: float) -> bool:
    if before.isupper() and after.isupper():
        return True
    if after[0].islower() and not before.endswith(CLOSED):
        return True
    if re.search(
        r"(?:\bsố|\bngày|\bcủa|\btháng|\bnăm|\bthay thế|\bbãi bỏ|\btheo|\bvà|\bthực hiện|\btại|\bban hành|\bbổ sung|\bhướng dẫn)$", before
    ):
        return True
    if PREAMBLE.match(before) and not before.endswith((*CLOSED, ",", "/")):
        return True
    if not wrapped:
        return False
    if re.search(r"(?:\bvề|,)$", before):
        return True
    return len(before) + 1 + len(after.split(" ", 1)[0]) > tight and not before.endswith((".", ":", ";"))
