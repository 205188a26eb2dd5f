"""A first load's way into the SQLite file. Owns when its rows go in and when its indexes are made, no SQL of a table.

Indexes are made once a table has all its rows, by a thread of its own: SQLite sorts without the interpreter, so what follows is worked out
meanwhile. A connection does one thing at a time; what is to be written meanwhile waits in line.

Sorted in one go, the pages of an index are full to the brim, and SQLite has no fill factor: each entry that comes later would part three of
them. So some are parted here, once, where it costs least.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import apsw

Rows = Sequence[Sequence[Any]]

MOST = 1_000_000  # rows that may wait in line
EACH = 199  # one of so many entries is put into an index once more, and taken out: a page holds some hundred


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
        asked = "select type, name, tbl_name, sql from sqlite_master where type in ('index', 'trigger') and sql is not null"
        kept = [tuple(map(str, row)) for row in connection.execute(asked).fetchall()]
        indexes, triggers = ([(table, sql) for kind, _, table, sql in kept if kind == what] for what in ("index", "trigger"))
        loose = [(table, sql) for table in dict(indexes) for sql in _loosening(connection, table)]
        for what, name, *_ in kept:
            connection.execute(f"drop {what} {name}")
        for table, sql in (*indexes, *loose, *triggers, *(after or {}).items()):
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


def _loosening(connection: apsw.Connection, table: str) -> list[str]:
    """What leaves room in the pages of the indexes of a table: some rows once more, each behind itself, and gone again."""
    indexed = "select i.name from pragma_index_list(?1) l, pragma_index_info(l.name) i"
    columns = f"select name, type = 'TEXT' and name in ({indexed}) from pragma_table_info(?1) where not pk"
    found = [(str(name), bool(moved)) for name, moved in connection.execute(columns, (table,))]
    if not any(moved for _, moved in found):
        return []
    names = ", ".join(name for name, _ in found)
    behind = ", ".join(f"{name} || '~'" if moved else name for name, moved in found)
    return [  # "or ignore": an id may end so; what was not put in is not counted, nor taken out
        f"insert or ignore into {table} ({names}) select {behind} from {table} where rowid % {EACH} = 0",
        f"delete from {table} where rowid > (select max(rowid) from {table}) - changes()",
    ]
