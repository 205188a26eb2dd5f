"""One transaction at work in the SQLite file: its connection, its instant, rows on their way in and out. Owns no SQL of what is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import apsw

from vanmach.graph import codec, sqlite_aids
from vanmach.graph.sqlite_bulk import Bulk, Rows
from vanmach.graph.sqlite_lists import IN, array


class Work:
    """What every primitive of a transaction is made of."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._bulk: Bulk | None = None  # while nothing of what is put can have been there before
        last = self._one("select value from meta where key = 'clock'")
        now = datetime.now(UTC)
        if last:
            # Two changes never share an instant, so [known_from, known_to) of a row is never empty.
            now = max(now, datetime.fromisoformat(last) + timedelta(microseconds=1))
        self._now = now.isoformat(timespec="microseconds")
        self._changes = connection.total_changes()

    @property
    def _db(self) -> apsw.Connection:
        """The connection, with all done that was put."""
        if self._bulk:
            self._bulk.settle()
        return self._connection

    def finish(self) -> None:
        """Counts the change, if anything was written."""
        if self._db.total_changes() > self._changes:
            self._db.execute("update meta set value = ? where key = 'clock'", (self._now,))
            self._db.execute("update meta set value = value + 1 where key = 'version'")

    def _one(self, sql: str, *args: object) -> str | None:
        found = self._db.execute(sql, args).fetchone()
        return found[0] if found else None

    def _all(self, sql: str, *sets: Iterable[str]) -> list[tuple[Any, ...]]:
        return self._db.execute(sql, [array(ids) for ids in sets]).fetchall()

    def _many(self, sql: str, rows: Rows) -> None:
        if self._bulk:
            self._bulk.write(sql, rows)
        else:
            self._db.executemany(sql, rows)

    def _full(self, *tables: str) -> None:
        if self._bulk:
            self._bulk.full(*tables)

    def _end(self, table: str, key: str, ids: Iterable[str]) -> None:
        if not self._bulk and (ended := array(ids)) != "[]":
            self._db.execute(f"update {table} set known_to = ? where known_to is null and {key} {IN}", (self._now, ended))

    def _insert(self, table: str, rows: Sequence[codec.Row]) -> None:
        if rows:
            self._many(f"insert into {table} values ({', '.join('?' * len(rows[0]))}, null)", rows)

    def empty(self) -> bool:
        """Whether nothing was ever kept here."""
        return self._one("select 1 from source limit 1") is None

    @contextmanager
    def in_bulk(self) -> Iterator[None]:
        """Indexes are made once all is there: a table is full when the next layer begins."""
        self._bulk = bulk = Bulk(self._connection, {"edge": sqlite_aids.DEGREES})
        try:
            yield
            bulk.end()
        finally:
            self._bulk = None
            bulk.leave()
