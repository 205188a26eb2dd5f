"""A folder looked at again and again: which texts are new or changed, and at rest. Owns what was seen; reads and loads nothing."""

from __future__ import annotations

import os
from pathlib import Path

from vanmach.loaders.ingest import expand

_Looks = dict[Path, tuple[int, int]]


class Watch:
    """Texts below a folder, handed out once they have not changed between two looks, so that a file still being written can be finished."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._last: _Looks = {}
        self._taken: _Looks = {}

    def settled(self) -> list[Path]:
        """Texts that are at rest and were not handed out as they are now, in the order of their names."""
        now = self._look()
        found = [path for path, look in now.items() if self._last.get(path) == look and self._taken.get(path) != look]
        self._taken |= {path: now[path] for path in found}
        self._last = now
        return found

    def again(self, path: Path) -> None:
        """Hands a text out once more: it could not be kept."""
        self._taken.pop(path, None)

    def _look(self) -> _Looks:
        out: _Looks = {}
        for path in expand([self._folder]):
            try:
                found = os.stat(path)
            except OSError:
                continue  # it went between being listed and being looked at
            out[path] = (found.st_mtime_ns, found.st_size)
        return out
