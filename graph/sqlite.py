"""The embedded store: one SQLite file, WAL, one writer and many readers. Owns the SQL of reading; ``sqlite_write.py`` that of writing."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

from vanmach.graph import codec
from vanmach.graph.errors import StoreError
from vanmach.graph.identity import fold, parse_query
from vanmach.graph.model import Edge, Node, Reference, Source, Statement
from vanmach.graph.sqlite_write import SQLiteTransaction, transaction
from vanmach.graph.store import Counts, Direction, Transaction

SCHEMA_VERSION = "1"


class SQLiteStore:
    """A graph in one file. Reading opens one read-only connection per thread; writing takes the one writer connection in turn."""

    def __init__(self, path: str) -> None:
        self._path = Path(path)
        self._local = threading.local()
        self._readers: list[sqlite3.Connection] = []
        self._lock = threading.RLock()
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._writer = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False, timeout=30)
            self._prepare()
        except (sqlite3.Error, OSError) as error:
            raise StoreError(
                f"cannot open the store {str(self._path)!r}: {error}; name another file with --store sqlite:///FILE.db"
            ) from error

    def _prepare(self) -> None:
        self._writer.execute("pragma journal_mode = wal")
        self._writer.execute("pragma synchronous = normal")
        if self._writer.execute("select count(*) from sqlite_master where name = 'meta'").fetchone()[0]:
            found = self._writer.execute("select value from meta where key = 'schema'").fetchone()
            if found is None or found[0] != SCHEMA_VERSION:
                raise StoreError(f"{str(self._path)!r} has schema {found and found[0]}, this program reads {SCHEMA_VERSION}")
            return
        if self._writer.execute("select count(*) from sqlite_master").fetchone()[0]:
            raise StoreError(f"{str(self._path)!r} is a database of something else; name another file with --store sqlite:///FILE.db")
        self._writer.execute("begin immediate")
        for sql in files("vanmach.graph").joinpath("schema.sql").read_text("utf-8").split(";\n"):
            if sql.strip():
                self._writer.execute(sql)
        self._writer.executemany("insert into meta values (?, ?)", [("schema", SCHEMA_VERSION), ("version", "0"), ("clock", "")])
        self._writer.execute("commit")

    def close_store(self) -> None:
        """Closes all connections."""
        with self._lock:
            for reader in self._readers:
                reader.close()
            self._readers.clear()
            self._local = threading.local()
            self._writer.close()

    def _read(self, sql: str, *args: object) -> list[tuple[str, ...]]:
        reader: sqlite3.Connection | None = getattr(self._local, "reader", None)
        if reader is None:
            reader = sqlite3.connect(
                f"file:{quote(str(self._path.resolve()))}?mode=ro", uri=True, isolation_level=None, check_same_thread=False
            )
            self._local.reader = reader
            with self._lock:
                self._readers.append(reader)
        return reader.execute(sql, args).fetchall()

    def _column(self, sql: str, *args: object) -> list[str]:
        # One row that holds them all: reading row by row gives up the interpreter lock at each, and does not scale over threads.
        found = self._read(f"select json_group_array(x) from ({sql})", *args)[0][0]
        values: list[str] = json.loads(found)
        return values

    def transaction(self) -> AbstractContextManager[Transaction]:
        """The one transaction that writes; a second one waits for it."""
        return transaction(self._writer, self._lock)

    def version(self) -> str:
        """The number of changes so far."""
        return self._read("select value from meta where key = 'version'")[0][0]

    def nodes(self, ids: Iterable[str]) -> dict[str, Node]:
        """Live nodes by id."""
        found = self._column(
            "select data as x from node where known_to is null and id in (select value from json_each(?)) order by id", _array(ids)
        )
        return {n.id: n for n in map(codec.node, found)}

    def edges(self, ids: Iterable[str], direction: Direction, types: Sequence[str] | None = None) -> list[Edge]:
        """Live edges at a set of nodes."""
        end = "src" if direction == "out" else "dst"
        only = "" if types is None else "and type in (select value from json_each(?))"
        args = [_array(ids)] + ([] if types is None else [_array(types)])
        sql = f"select data as x from edge where known_to is null and {end} in (select value from json_each(?)) {only} order by id"
        return [codec.edge(x) for x in self._column(sql, *args)]

    def edge(self, id_: str) -> Edge | None:
        """One live edge."""
        found = self._read("select data from edge where id = ? and known_to is null", id_)
        return codec.edge(found[0][0]) if found else None

    def statements(self, ids: Iterable[str]) -> dict[str, Statement]:
        """Live statements by id."""
        found = self._column(
            "select data as x from statement where known_to is null and id in (select value from json_each(?)) order by id", _array(ids)
        )
        return {s.id: s for s in map(codec.statement, found)}

    def properties(self, node: str) -> list[tuple[Reference, Statement]]:
        """What sources say of a node itself."""
        refs = {
            r.id: r
            for r in map(
                codec.reference,
                self._column(
                    "select r.data as x from decision d join reference r on r.id = d.reference and r.known_to is null "
                    "where d.node = ? and d.known_to is null order by r.id",
                    node,
                ),
            )
        }
        found = self._column(
            "select data as x from statement where known_to is null and object is null "
            "and subject in (select value from json_each(?)) order by id",
            _array(refs),
        )
        return [(refs[s.subject], s) for s in map(codec.statement, found)]

    def resolve(self, ref: str) -> list[Node]:
        """Nodes that a reference names: by id, else by symbol, else by a whole name."""
        ref = ref.strip()
        if exact := self.nodes([ref]):
            return list(exact.values())
        if query := parse_query(ref):
            stem = f"{query.series}:{query.number}:"
            if query.organ:
                found = self._by_stem("stem = ?", stem + query.organ)
            else:
                found = self._by_stem("stem >= ? and stem < ?", stem, stem + "\uffff")
            found = [
                n for n in found if (not query.term or n.term == query.term) and (not query.year or (n.date or "").startswith(query.year))
            ]
            if found:
                return [n for n in found if n.resolved] or found
        ids = self._column("select node as x from alias where name = ? order by node", fold(ref))
        return sorted(self.nodes(ids).values(), key=lambda n: (not n.resolved, n.id))

    def _by_stem(self, where: str, *args: str) -> list[Node]:
        found = self._column(f"select data as x from node where known_to is null and {where} order by date, id", *args)
        return [codec.node(x) for x in found]

    def candidates(self, query: str, kind: str | None = None, limit: int = 200) -> list[Node]:
        """Nodes that a search may mean: by reference, then by the folded words, each as a prefix."""
        found = {n.id: n for n in self.resolve(query) if kind in (None, n.kind)}
        words = [w for w in "".join(c if c.isalnum() else " " for c in fold(query)).split() if w]
        if words and len(found) < limit:
            match = " ".join(f'"{w}"*' for w in words)
            only = "" if kind is None else "and n.kind = ?"
            args = [match] + ([] if kind is None else [kind])
            sql = (
                "select n.data as x from search s join node n on n.rowid = s.rowid where search match ? and n.known_to is null "
                f"{only} order by s.rank, n.id limit {int(limit)}"
            )
            for text in self._column(sql, *args):
                node = codec.node(text)
                found.setdefault(node.id, node)
        return list(found.values())[:limit]

    def documents(
        self,
        *,
        kind: str | None = None,
        issuer: str | None = None,
        term: str | None = None,
        from_: str | None = None,
        to: str | None = None,
        after: str | None = None,
        limit: int = 50,
    ) -> list[Node]:
        """A page of documents by id."""
        tests = [
            ("doc_kind = ?", kind),
            ("issuer = ?", issuer),
            ("term = ?", term),
            ("date >= ?", from_),
            ("date <= ?", to and to + "~"),
            ("id > ?", after),
        ]
        where = " and ".join(["known_to is null", "kind = 'document'", *(test for test, value in tests if value)])
        sql = f"select data as x from node where {where} order by id limit {int(limit)}"
        return [codec.node(x) for x in self._column(sql, *(value for _, value in tests if value))]

    def source(self, id_: str) -> Source | None:
        """One live source."""
        found = self._read("select data from source where id = ? and known_to is null", id_)
        return codec.source(found[0][0]) if found else None

    def sources(self) -> list[Source]:
        """All live sources, by id."""
        return [codec.source(x) for x in self._column("select data as x from source where known_to is null order by id")]

    def text(self, source: str) -> str | None:
        """The text of a live source."""
        found = self._read(
            "select t.text from source s join source_text t on t.sha256 = s.sha256 where s.id = ? and s.known_to is null", source
        )
        return found[0][0] if found else None

    def counts(self) -> Counts:
        """How much is live."""

        def live(table: str) -> int:
            return int(self._read(f"select count(*) from {table} where known_to is null")[0][0])

        kinds = Counter(
            {k: int(n) for k, n in self._read("select kind, count(*) from node where known_to is null group by kind order by kind")}
        )
        types = Counter(
            {k: int(n) for k, n in self._read("select type, count(*) from edge where known_to is null group by type order by type")}
        )
        return Counts(live("source"), live("statement"), live("node"), live("edge"), by_kind=dict(kinds), by_relation=dict(types))

    def all_nodes(self) -> Iterator[Node]:
        """Every live node."""
        for (text,) in self._read("select data from node where known_to is null order by id"):
            yield codec.node(text)

    def all_edges(self) -> Iterator[Edge]:
        """Every live edge."""
        for (text,) in self._read("select data from edge where known_to is null order by id"):
            yield codec.edge(text)


def _array(values: Iterable[str]) -> str:
    return json.dumps(sorted(values), ensure_ascii=False)


__all__ = ["SQLiteStore", "SQLiteTransaction"]
