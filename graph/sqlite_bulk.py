"""A first load's way into the SQLite file. Owns when its rows go in and when its indexes are made, no SQL of a table.

Indexes are made once a table has all its rows, by a thread of its own: SQLite sorts without the interpreter, so what follows is worked out
meanwhile. A connection does one thing at a time; what is to be written meanwhile waits in line.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import apsw

Rows = Sequence[Sequence[Any]]

MOST = 1_000_000  # rows that may wait in line


class Bulk:
    """Rows and indexes on their way into an empty store, in the order in which they came."""

    def __init__(self, connection: apsw.Connection, after: Mapping[str, str] | None = None) -> None:
        """``after``: by table, a statement that is run once its indexes are made."""
        self._connection = connection
        self._line: deque[tuple[str, Rows | None]] = deque()  # statements; without rows: one that is left to the thread
        self._waiting = 0
        self._beside: Future[None] | None = None
        self._thread = ThreadPoolExecutor(1, "vanmach-indexes")
        self._indexes: dict[str, list[str]] = defaultdict(list)
        kept = "select type, name, tbl_name, sql from sqlite_master where type in ('index', 'trigger') and sql is not null"
        for what, name, table, sql in connection.execute(kept).fetchall():
            connection.execute(f"drop {what} {name}")
            self._indexes[str(table)].append(str(sql))
        for table, sql in (after or {}).items():
            self._indexes[table].append(sql)

    def write(self, sql: str, rows: Rows) -> None:
        """Runs a statement for each row, in its turn."""
        if not rows:
            return
        self._line.append((sql, rows))
        self._waiting += len(rows)
        self._go_on(wait=self._waiting > MOST)

    def full(self, *tables: str) -> None:
        """Nothing more comes into these tables: their indexes can be made."""
        self._line.extend((sql, None) for table in tables for sql in self._indexes.pop(table, ()))
        self._go_on(wait=False)

    def settle(self) -> None:
        """All that waits in line is done when this returns."""
        self._go_on(wait=True)

    def end(self) -> None:
        """Makes the indexes that are left."""
        self.full(*list(self._indexes))
        self.settle()

    def leave(self) -> None:
        """Lets the connection go, whatever became of the work."""
        self._thread.shutdown(cancel_futures=True)

    def _go_on(self, wait: bool) -> None:
        while wait or self._beside is None or self._beside.done():
            if self._beside is not None:
                self._beside.result()
                self._beside = None
            if not self._line:
                return
            sql, rows = self._line.popleft()
            if rows is None:
                self._beside = self._thread.submit(self._make, sql)
            else:
                self._waiting -= len(rows)
                self._connection.executemany(sql, rows)

    def _make(self, sql: str) -> None:
        self._connection.execute(sql)
