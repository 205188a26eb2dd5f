"""The embedded store: one SQLite file, WAL, one writer and many readers. Owns the SQL of reading; ``sqlite_write.py`` that of writing.

Every answer is read as one row that holds it all: reading row by row gives up the interpreter lock at each, and does not scale over
threads. In a recursive query ``x in (r.n)`` keeps to the index where ``x = r.n`` may not.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import apsw

from vanmach.graph import codec, sqlite_file, sqlite_record
from vanmach.graph.errors import StoreError
from vanmach.graph.finding import fitting, settled_first, words
from vanmach.graph.identity import fold, parse_query
from vanmach.graph.model import Edge, Node, Reference, Review, Source, Statement
from vanmach.graph.sqlite_around import Surroundings
from vanmach.graph.sqlite_lists import IN, array
from vanmach.graph.sqlite_write import SQLiteTransaction, transaction
from vanmach.graph.store import Around, Cause, Counts, Direction, Entry, Reach, Read, Transaction, What

T = TypeVar("T")

_PAGE = 1_000  # things handed out at a time where all are asked for


def _columns(columns: str, table: str) -> str:
    return ", ".join(f"{table}.{c}" for c in columns.split(", "))


_EDGE = (
    f"json_array({_columns(codec.EDGE, 'e')}, (select group_concat(l.statement, ' ') from edge_statement l where l.edge = e.id)) as x "
    "from edge e where e.known_to is null and"
)


def _shows(day: str, dated: bool, verified: bool) -> str:
    """Which edges show as of a day (the parameter with this name)."""
    shows = f"and (e.valid_from is null or e.valid_from <= {day}) and (e.valid_to is null or e.valid_to > {day})"
    return (shows if dated else f"and {day} is null") + (" and e.verified" if verified else "")


@cache
def _step(end: Direction, dated: bool, verified: bool) -> str:
    here, there = ("src", "dst") if end == "out" else ("dst", "src")
    plus = "+" if end == "out" else ""
    return (
        f"select json_group_array(n) from (select e.{there} as n from edge e where e.{here} in (select value from json_each(?1)) "
        f"and {plus}e.type in (select value from json_each(?2)) and e.known_to is null {_shows('?3', dated, verified)} "
        f"group by n order by min(coalesce(e.valid_from, '9999') || ' ' || e.id))"
    )


@cache
def _reach(end: Direction, dated: bool, verified: bool) -> str:
    here, there = ("src", "dst") if end == "out" else ("dst", "src")
    # Few ways lead out, and they are quicker read than looked up by type.
    of_type = """instr(?2, '"' || e.type || '"')""" if end == "out" else "e.type in (select value from json_each(?2))"
    return (
        f"with recursive reach (n, d) as (select ?1, 0 union select e.{there}, r.d + 1 from reach r cross join edge e "
        f"on e.{here} in (r.n) and {of_type} and e.known_to is null "
        f"{_shows('?5', dated, verified)} "
        "where r.d < ?3 limit ?4) select json_group_array(json_array(n, d)) from reach"
    )


class SQLiteStore:
    """A graph in one file. Reading opens one read-only connection per thread; the one that writes is opened when first needed."""

    def __init__(self, path: str) -> None:
        self._path = Path(path)
        self._local = threading.local()
        self._readers: list[apsw.Connection] = []
        self._lock = threading.RLock()
        self._writer: apsw.Connection | None = None
        if not self._path.is_file() or self._path.stat().st_size == 0:
            self._writer = sqlite_file.writer(self._path, self._lock)
        try:
            sqlite_file.schema(self._reader(checked=False), self._path)
        except (apsw.Error, OSError) as error:
            self.close_store()
            raise sqlite_file.cannot_open(self._path, error) from error

    def close_store(self) -> None:
        """Closes all connections."""
        with self._lock:
            for reader in self._readers:
                reader.close()
            self._readers.clear()
            self._local = threading.local()
            if self._writer is not None:
                self._writer.close()
                self._writer = None

    def _reader(self, checked: bool = True) -> apsw.Connection:
        reader: apsw.Connection | None = getattr(self._local, "reader", None)
        if reader is None:
            reader = sqlite_file.reader(self._path)
            self._local.reader, self._local.checked = reader, False
            self._local.surroundings = Surroundings(self._read)
            with self._lock:
                self._readers.append(reader)
        if checked and not self._local.checked:
            sqlite_file.current(reader, self._path)
            self._local.checked = True
        return reader

    def _read(self, sql: str, *args: object) -> list[tuple[Any, ...]]:
        try:
            return self._reader().execute(sql, args).fetchall()
        except apsw.Error as error:
            raise self._unread(error) from error

    def _surroundings(self) -> Surroundings:
        self._reader()
        surroundings: Surroundings = self._local.surroundings
        return surroundings

    def _unread(self, error: apsw.Error) -> StoreError:
        return StoreError(f"the store {str(self._path)!r} cannot be read: {error}; see: vanmach doctor")

    def _column(self, sql: str, *args: object) -> list[Any]:
        found: list[Any] = codec.decode(self._read(f"select json_group_array(x) from ({sql})", *args)[0][0])
        return found

    def _rows(self, sql: str, *args: object) -> list[Any]:
        """Columns ``x`` of JSON, in the order of the query."""
        found: list[Any] = codec.decode(self._read(f"select json_group_array(json(x)) from ({sql})", *args)[0][0])
        return found

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """What this thread reads inside is of one moment."""
        try:
            reader = self._reader()
            outer = reader.in_transaction
            if not outer:
                reader.execute("begin")
        except apsw.Error as error:
            raise self._unread(error) from error
        try:
            yield
        finally:
            if not outer:
                with suppress(apsw.Error):  # nothing was written that could be lost, and what broke was told already
                    reader.execute("rollback")

    def transaction(self) -> AbstractContextManager[Transaction]:
        """The one transaction that writes; a second one waits for it."""
        with self._lock:
            if self._writer is None:
                self._writer = sqlite_file.writer(self._path, self._lock)
            return transaction(self._writer, self._lock)

    def change(self, work: Callable[[Transaction], T]) -> T:
        """One change; a file is not lost meanwhile."""
        with self.transaction() as tx:
            return work(tx)

    def version(self) -> str:
        """The number of changes so far."""
        return str(self._read("select value from meta where key = 'version'")[0][0])

    def nodes(self, ids: Iterable[str]) -> dict[str, Node]:
        """Live nodes by id."""
        found = map(codec.node, self._rows(f"select data as x from node where known_to is null and id {IN} order by id", array(ids)))
        return {n.id: n for n in found}

    def edges(self, ids: Iterable[str], direction: Direction, types: Sequence[str] | None = None) -> list[Edge]:
        """Live edges at a set of nodes."""
        end = "src" if direction == "out" else "dst"
        only = "" if types is None else f"and e.type {IN}"
        args = [array(ids)] + ([] if types is None else [array(types)])
        return [_edge(x) for x in self._rows(f"select {_EDGE} e.{end} {IN} {only} order by e.id", *args)]

    def around(self, ids: Iterable[str], types: Sequence[str], against: Sequence[str], counted: Sequence[str]) -> Around:
        """All about a set of nodes."""
        return self._surroundings().around(ids, types, against, counted)

    def edge(self, id_: str) -> Edge | None:
        """One live edge."""
        found = self._rows(f"select {_EDGE} e.id = ?", id_)
        return _edge(found[0]) if found else None

    def statements(self, edges: Iterable[Edge]) -> dict[str, Statement]:
        """Live statements behind edges."""
        sql = (
            f"select json_array({_columns(codec.STATEMENT, 's')}) as x from edge_statement l cross join statement s on s.id = l.statement "
            f"and s.known_to is null and s.object is not null where l.edge {IN} order by s.id"
        )
        return {s.id: s for s in map(codec.statement, self._rows(sql, array(e.id for e in edges)))}

    def properties(self, node: str) -> list[tuple[Reference, Statement]]:
        """What sources say of a node itself."""
        found = self._rows(
            f"select json_array(json_array({_columns(codec.REFERENCE, 'r')}), json_array({_columns(codec.STATEMENT, 's')})) as x "
            "from decision d cross join reference r on r.id = d.reference and r.known_to is null "
            "cross join statement s on s.subject = r.id and s.known_to is null and s.object is null "
            "where d.node = ? and d.known_to is null order by s.id",
            node,
        )
        return [(codec.reference(r), codec.statement(s)) for r, s in found]

    def reach(
        self, root: str, ends: Sequence[Direction], depth: int, types: Sequence[str], as_of: str | None, verified: bool, most: int
    ) -> list[Reach]:
        """What is reached each way, over what is in mind where that goes."""
        walked = self._surroundings().reach(root, ends, depth, types, as_of, verified, most)
        return [found or self._reached(root, end, depth, types, as_of, verified, most) for end, found in zip(ends, walked, strict=True)]

    def _reached(self, root: str, end: Direction, depth: int, types: Sequence[str], as_of: str | None, verified: bool, most: int) -> Reach:
        """What is reached one way, in one query; breadth first, so the first step that leads to a node is the least."""
        rows = 2 * most  # a node may be reached at several steps
        steps = codec.decode(self._read(_reach(end, as_of is not None, verified), root, array(types), depth, rows, as_of)[0][0])
        # Of the steps that lead to a node the last one told here is the least.
        return Reach(dict(reversed(steps)), len(steps) < rows)

    def step(self, nodes: Iterable[str], end: Direction, types: Sequence[str], as_of: str | None, verified: bool) -> list[str]:
        """What one step leads to, by the first edge that does."""
        sql = _step(end, as_of is not None, verified)
        found: list[str] = codec.decode(self._read(sql, array(nodes), array(types), as_of)[0][0])
        return found

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
            if found := fitting(found, query):
                return found
        ids = self._column("select node as x from alias where name = ? order by node", fold(ref))
        return settled_first(self.nodes(ids).values())

    def _by_stem(self, where: str, *args: str) -> list[Node]:
        return [
            codec.node(x) for x in self._rows(f"select data as x from node where known_to is null and {where} order by date, id", *args)
        ]

    def candidates(self, query: str, kind: str | None = None, limit: int = 200) -> list[Node]:
        """Nodes that a search may mean: by reference, then names that begin so, then the folded words, each as a prefix."""
        found = {n.id: n for n in self.resolve(query) if kind in (None, n.kind)}
        folded = fold(query)
        asked = words(folded)
        if not asked or len(found) >= limit:
            return list(found.values())[:limit]
        match = " ".join(f'"{w}"*' for w in asked)
        only = "" if kind is None else "and n.kind = ?2"
        args = [] if kind is None else [kind]
        begin = (
            "select n.data as x from alias a cross join node n on n.id = a.node and n.known_to is null "
            f"where a.name >= ?1 and a.name < ?1 || char(0x10ffff) {only} limit {int(limit) // 4}"
        )
        # Ranking all that match a common word takes long; of so many the first few hundred are as good as any.
        some = f"select rowid from search where search match ?1 limit {10 * int(limit)}"
        ranked = f"select rowid, rank from search where search match ?1 {{}} order by rank limit {int(limit)}"
        matched = self._column(f"select rowid as x from ({some})", match)
        narrow = ranked.format("") if len(matched) < 10 * limit else f"select rowid, 0 as rank from ({some})"
        holds = (
            f"select n.data as x from ({narrow}) s cross join node n on n.rowid = s.rowid and n.known_to is null where 1 {only} "
            f"order by s.rank, n.id limit {int(limit)}"
        )
        for sql, first in ((begin, folded), (holds, match)):
            for data in self._rows(sql, first, *args):
                node = codec.node(data)
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
        return [codec.node(x) for x in self._rows(sql, *(value for _, value in tests if value))]

    def source(self, id_: str) -> Source | None:
        """One live source."""
        found = self._read("select data from source where id = ? and known_to is null", id_)
        return codec.source(found[0][0]) if found else None

    def sources(self, ids: Iterable[str] | None = None) -> list[Source]:
        """Live sources, by id: these, or all."""
        only, args = ("", []) if ids is None else (f"and id {IN}", [array(ids)])
        return [codec.source(x) for x in self._column(f"select data as x from source where known_to is null {only} order by id", *args)]

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

        def by(column: str, table: str) -> Mapping[str, int]:
            return dict(self._read(f"select {column}, count(*) from {table} where known_to is null group by {column} order by {column}"))

        with self.snapshot():
            return Counts(
                live("source"), live("statement"), live("node"), live("edge"), by_kind=by("kind", "node"), by_relation=by("type", "edge")
            )

    def all_nodes(self) -> Iterator[Node]:
        """Every live node, a page at a time."""
        return map(codec.node, self._pages("select data as x, id from node where known_to is null and id > ? order by id limit ?"))

    def all_edges(self) -> Iterator[Edge]:
        """Every live edge, a page at a time."""
        return map(_edge, self._pages(f"select {_EDGE} e.id > ? order by e.id limit ?"))

    def reviews(self, at: str | None = None) -> list[Review]:
        """Reviews as known at a time, by id."""
        then, args = _known(at)
        return [codec.review(x) for x in self._column(f"select data as x from review where {then} order by id", *args)]

    def readings(self, at: str | None = None) -> Iterator[Read]:
        """Each source with what it said, one after the other."""
        then, args = _known(at)
        for data in self._column(f"select data as x from source where {then} order by id", *args):
            source = codec.source(data)
            text = self._column("select text as x from source_text where sha256 = ?", source.sha256)
            columns = f"select json_array({codec.REFERENCE}) as x from reference where source = ?2 and {then} order by id"
            references = [codec.reference(x) for x in self._rows(columns, at or "", source.id)]
            columns = f"select json_array({codec.STATEMENT}) as x from statement where source = ?2 and {then} order by id"
            statements = [codec.statement(x) for x in self._rows(columns, at or "", source.id)]
            yield source, text[0] if text else None, references, statements

    def moved(self, id_: str) -> str | None:
        """Where an id without a node leads now: the one node that what once meant it means."""
        found = self._column(
            "select distinct now.node as x from decision was cross join decision now on now.reference = was.reference "
            "and now.known_to is null where was.node = ? and was.known_to is not null",
            id_,
        )
        return str(found[0]) if len(found) == 1 and found[0] != id_ else None

    def record(self, after: tuple[str, str, str], until: str, limit: int, what: Sequence[What], newest: bool = False) -> list[Entry]:
        """What came, changed and went."""
        return sqlite_record.record(self._read, after, until, limit, what, newest)

    def lost(self, edge: Edge, at: str) -> list[Statement]:
        """What stood behind an edge until then."""
        return sqlite_record.lost(self._read, edge, at)

    def went(self, ids: Iterable[str], instants: Iterable[str]) -> dict[str, Node]:
        """Nodes that ended then."""
        return sqlite_record.went(self._read, ids, instants)

    def causes(self, instants: Iterable[str], most: int) -> list[Cause]:
        """What was written then."""
        return sqlite_record.causes(self._read, instants, most)

    def _pages(self, sql: str) -> Iterator[Any]:
        after = ""
        while rows := self._rows(sql, after, _PAGE):
            yield from rows
            last = rows[-1]
            after = last["id"] if isinstance(last, dict) else last[0]


def _known(at: str | None) -> tuple[str, list[str]]:
    """The condition under which a row was known at a time, and what it needs; ``?1`` is that time."""
    return ("known_to is null", []) if at is None else ("known_from <= ?1 and (known_to is null or known_to > ?1)", [at])


def _edge(row: list[Any]) -> Edge:
    *columns, statements = row
    return codec.edge(columns, tuple(sorted(statements.split(" "))) if statements else ())


__all__ = ["SQLiteStore", "SQLiteTransaction"]
