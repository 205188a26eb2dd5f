"""Where the characters of a string stood in the text as it was given, kept as runs: most texts are a handful of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True)
class Runs:
    """Runs of characters: the n-th of one stands n behind its first. A sign that the text does not have is a run of no width."""

    size: int = 0
    at: list[int] = field(default_factory=list)  # of the string, where each run begins
    starts: list[int] = field(default_factory=list)  # of the text, the span of its first character
    ends: list[int] = field(default_factory=list)

    def add(self, length: int, start: int, end: int) -> None:
        """Append a run of this length whose first character is ``[start, end)`` of the text."""
        follows = self.at and start == self.starts[-1] + self.size - self.at[-1]
        if not (follows and end - start == self.ends[-1] - self.starts[-1] == 1):
            self.at.append(self.size)
            self.starts.append(start)
            self.ends.append(end)
        self.size += length

    def of(self, at: int) -> tuple[int, int]:
        """Where one character stood."""
        run = bisect_right(self.at, at) - 1
        behind = at - self.at[run]
        return self.starts[run] + behind, self.ends[run] + behind

    def within(self, low: int, high: int) -> Iterator[tuple[int, int, int]]:
        """The runs of ``[low, high)``, ready to be added elsewhere."""
        run = bisect_right(self.at, low) - 1
        while low < high:
            stop = min(high, self.at[run + 1] if run + 1 < len(self.at) else self.size)
            behind = low - self.at[run]
            yield stop - low, self.starts[run] + behind, self.ends[run] + behind
            low, run = stop, run + 1
