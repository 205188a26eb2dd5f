"""Finds where a pattern can begin by the words that open it: a text is cut into words once, then each pattern is tried at those alone.

A pattern of many alternatives tried at every character is what reading would spend most of its time on.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache

WORD = re.compile(r"\w+")


@lru_cache(maxsize=4)
def starts(plain: str) -> dict[str, list[int]]:
    """Word -> where it begins in the text, in order. The grammars of one text share it."""
    found: dict[str, list[int]] = {}
    for match in WORD.finditer(plain):
        word = match.group()
        if word in found:
            found[word].append(match.start())
        else:
            found[word] = [match.start()]
    return found


def first_word(phrase: str) -> str:
    """The first word of a phrase: ``first_word("t.ư đảng")`` is ``t``."""
    match = WORD.search(phrase)
    return match.group() if match else ""


def opening(phrases: Iterable[str]) -> frozenset[str]:
    """The first words of phrases, with a small and with a capital first letter.

    >>> sorted(opening(["phó trưởng ban", "Bí thư"]))
    ['Bí', 'Phó', 'bí', 'phó']
    """
    first = set(map(first_word, phrases)) - {""}
    return frozenset(form for w in first for form in (w, w[0].lower() + w[1:], w[0].upper() + w[1:]))


class Scanner:
    """A pattern that begins with one of some words, at the start of a word: ``finditer`` as ``re`` has it, and quick."""

    def __init__(self, pattern: str, first: Iterable[str]) -> None:
        self.pattern = re.compile(pattern)
        self.first = tuple(dict.fromkeys(first))

    def finditer(self, plain: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Matches from left to right inside ``[start, end)``, none overlapping."""
        at = starts(plain)
        stop = len(plain) if end is None else end
        places = sorted(p for word in self.first if word in at for p in at[word])
        last = start
        for place in places[bisect_left(places, start) :] if start else places:
            if place >= stop:
                return
            if place >= last and (match := self.pattern.match(plain, place, stop)):
                last = max(match.end(), place + 1)
                yield match
