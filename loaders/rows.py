"""Rows of characters that know where each stood in the text as it was given. Cut and joined like strings, without a look at each one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Row(NamedTuple):
    """Characters, and where each began and ended in the raw text."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def cut(self, start: int, end: int | None = None) -> Row:
        """The characters of ``[start, end)``."""
        return Row(self.text[start:end], self.starts[start:end], self.ends[start:end])

    def without(self, runs: Iterable[re.Match[str]]) -> Row:
        """The row without some runs of characters."""
        out = Rows()
        here = 0
        for run in runs:
            out.add(self.cut(here, run.start()))
            here = run.end()
        out.add(self.cut(here))
        return out.joined()


EMPTY = Row("", (), ())


class Rows:
    """Rows being joined to one."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._starts: list[int] = []
        self._ends: list[int] = []

    def add(self, row: Row) -> None:
        """Puts a row behind those before."""
        self._text.append(row.text)
        self._starts.extend(row.starts)
        self._ends.extend(row.ends)

    def sign(self, char: str) -> None:
        """Puts a character there that the raw text does not have, right behind the last one."""
        at = self._ends[-1]
        self.add(Row(char, (at,), (at,)))

    def __bool__(self) -> bool:
        return bool(self._starts)

    def joined(self) -> Row:
        """All of them as one."""
        return Row("".join(self._text), self._starts, self._ends)
