"""Sentences of a plain text, as spans. Owns abbreviations that end in a full stop; refuses grammar."""

from __future__ import annotations

import re
from bisect import bisect_right

from vanmach.loaders.lexicon import UP

END = re.compile(rf"[\n.!?…](?:(?<=\n)|[.!?…]*[”\"’)]*(?=\s+[“\"‘(]?[{UP}+\-•0-9]|\n|$))")
SHORT = re.compile(r"(?:\b(?:TP|Tp|GS|PGS|TS|ThS|Th|BS|KS|tr|St|T|P|Q|H|Ô|No|vs|TX|Mr|[A-ZĐ])|(?:^|\n)[0-9IVX]{1,5}|\b[0-9]\.[0-9]{1,2})$")


LONGEST = 1500  # what a person writes stays below; beyond it a pattern that looks both ways would cost too much


def _seam(plain: str, start: int) -> int:
    """Where a sentence without end is cut: behind the last semicolon, comma or blank that is near enough."""
    for sign in (";", ",", " "):
        at = plain.rfind(sign, start + LONGEST // 2, start + LONGEST)
        if at > 0:
            return at + 1
    return start + LONGEST


def split(plain: str) -> list[tuple[int, int]]:
    """Spans of the sentences, in order, without the blanks around them; a line feed always ends one."""
    spans: list[tuple[int, int]] = []
    start = 0

    def add(end: int) -> None:
        a, b = start, end
        while a < b and plain[a].isspace():
            a += 1
        while b > a and plain[b - 1].isspace():
            b -= 1
        while b - a > LONGEST:
            cut = _seam(plain, a)
            spans.append((a, cut))
            a = cut
            while a < b and plain[a].isspace():
                a += 1
        if a < b:
            spans.append((a, b))

    for match in END.finditer(plain):
        if match.group()[0] == "." and SHORT.search(plain[max(start, match.start() - 8) : match.start()]):
            continue
        add(match.end())
        start = match.end()
    add(len(plain))
    return spans


def number_at(spans: list[tuple[int, int]], offset: int) -> int:
    """Index of the sentence that holds ``offset`` (or of the last one before it)."""
    return max(0, bisect_right(spans, (offset, 1 << 60)) - 1)
