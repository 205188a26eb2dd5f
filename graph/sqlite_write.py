"""Writes to the SQLite file: one transaction, whole or not at all. Owns its SQL; the rules of a change are in ``ledger.py``."""

from __future__ import annotations

import json
import threading
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any, Literal

import apsw

from vanmach.graph import codec, sqlite_aids
from vanmach.graph.errors import StoreError
from vanmach.graph.finding import names_of, stem_of
from vanmach.graph.model import Decision, Edge, Node, Reference, Review, Source, Statement
from vanmach.graph.project import Said, Tally, reference_said
from vanmach.graph.sqlite_bulk import Bulk, Rows
from vanmach.graph.store import Drawn, Member

# Three queries tell what is said of nodes: references decided to mean them, their properties, who issued them. For some nodes the way
# leads from the decisions to what they decide; for all nodes from there to the decisions, along the tables, and is sorted afterwards.
_NAMED = (
    "select d.node, r.source, r.facts, d.resolved, case when d.resolved then null else d.candidates end",
    "reference r",
    "r.id = d.reference and r.known_to is null",
    "",
)
_PROPERTIES = (
    "select d.node, s.source, s.predicate, coalesce(s.value, ''), s.weight",
    "statement s",
    "s.subject = d.reference and s.known_to is null and s.object is null",
    "",
)
_ISSUERS = (
    "select d.node, s.source, 'issuer', b.node, s.weight",
    "statement s",
    "s.object = d.reference and s.known_to is null and s.object is not null and s.predicate = 'issues' and s.modality = 'done'",
    "cross join decision b on b.reference = s.subject and b.known_to is null",
)


def _of_some(query: tuple[str, str, str, str], only: str) -> str:
    columns, table, on, more = query
    return f"{columns} from decision d cross join {table} on {on} {more} where d.known_to is null {only}"


def _of_all(query: tuple[str, str, str, str]) -> str:
    columns, table, on, more = query
    return f"{columns} from {table} cross join decision d on {on} and d.known_to is null {more} order by d.node"


_IN = "in (select value from json_each(?))"
_CHANGING = "doc_kind, term, date, issuer, data, known_from"  # of a node that keeps its row; kind and stem, by which it is found, seldom do
_EDGE = f"{codec.EDGE}, known_from"
_KEPT = 5  # columns of an edge that its id tells
_EDGE_CHANGING = ", ".join(_EDGE.split(", ")[_KEPT:])


@contextmanager
def transaction(connection: apsw.Connection, lock: threading.RLock) -> Iterator[SQLiteTransaction]:
    """A transaction on the writer connection: kept when the block ends well, undone when it raises."""
    with lock:
        try:
            connection.execute("begin immediate")
        except apsw.Error as error:
            raise StoreError(f"the store is busy or cannot be written: {error}; try again, or end the program that holds it") from error
        try:
            tx = SQLiteTransaction(connection)
            yield tx
            tx.finish()
            connection.execute("commit")
        except BaseException as error:
            if connection.in_transaction:  # a full disk may have undone it already
                connection.execute("rollback")
            if isinstance(error, apsw.Error):
                raise StoreError(f"the store could not be written: {error}; nothing of this change was kept") from error
            raise


class SQLiteTransaction:
    """The primitives of a change (see ``store.Transaction``)."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._bulk: Bulk | None = None  # while nothing of what is put can have been there before
        self._last_row = -1  # of the table of nodes; not looked up yet
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
        return self._db.execute(sql, [_array(ids) for ids in sets]).fetchall()

    def _many(self, sql: str, rows: Rows) -> None:
        if self._bulk:
            self._bulk.write(sql, rows)
        else:
            self._db.executemany(sql, rows)

    def _full(self, *tables: str) -> None:
        if self._bulk:
            self._bulk.full(*tables)

    def _end(self, table: str, key: str, ids: Iterable[str]) -> None:
        if not self._bulk and (array := _array(ids)) != "[]":
            self._db.execute(f"update {table} set known_to = ? where known_to is null and {key} {_IN}", (self._now, array))

    def empty(self) -> bool:
        """Whether nothing was ever kept here."""
        return self._one("select 1 from source limit 1") is None

    @contextmanager
    def in_bulk(self) -> Iterator[None]:
        """Indexes are made once all is there: a table is full when the next layer begins."""
        self._last_row = 0
        self._bulk = bulk = Bulk(self._connection, {"edge": sqlite_aids.DEGREES})
        try:
            yield
            bulk.end()
        finally:
            self._bulk = None
            bulk.leave()

    def source(self, id_: str) -> Source | None:
        """The live source with this id."""
        found = self._one("select data from source where id = ? and known_to is null", id_)
        return codec.source(found) if found else None

    def all_sources(self) -> Iterator[Source]:
        """Every live source."""
        yield from [codec.source(x) for (x,) in self._all("select data from source where known_to is null order by id")]

    def put_source(self, source: Source, text: str | None) -> None:
        """Adds a source, or its new version, and keeps its text."""
        self._db.execute("update source set known_to = ? where known_to is null and id = ?", (self._now, source.id))
        self._db.execute("insert into source values (?, ?, ?, ?, null)", (source.id, codec.encode(source), source.sha256, self._now))
        if text is not None:
            self._db.execute("insert or ignore into source_text values (?, ?)", (source.sha256, text))

    def close_source(self, id_: str) -> None:
        """Ends a source."""
        self._end("source", "id", [id_])

    def references_of(self, source: str) -> dict[str, Reference]:
        """Live references of a source."""
        rows = self._db.execute(f"select {codec.REFERENCE} from reference where source = ? and known_to is null", (source,))
        return {row[0]: codec.reference(row) for row in rows}

    def statements_of(self, source: str) -> dict[str, Statement]:
        """Live statements of a source: those at its references."""
        columns = ", ".join(f"s.{c}" for c in codec.STATEMENT.split(", "))
        rows = self._db.execute(
            f"select {columns} from reference r cross join statement s on s.subject = r.id and s.known_to is null "
            "where r.source = ?1 and r.known_to is null and s.source = ?1",
            (source,),
        )
        return {row[0]: codec.statement(row) for row in rows}

    def put(self, references: Iterable[tuple[Reference, codec.Stated]], statements: Iterable[Statement]) -> None:
        """Adds references and statements."""
        now = self._now
        self._insert("reference", [codec.reference_row(r, facts, now) for r, facts in references])
        self._insert("statement", [codec.statement_row(s, now) for s in statements])

    def _insert(self, table: str, rows: Sequence[codec.Row]) -> None:
        if rows:
            self._many(f"insert into {table} values ({', '.join('?' * len(rows[0]))}, null)", rows)

    def close(self, source: str, references: Iterable[str], statements: Iterable[str]) -> None:
        """Ends references of a source and statements at its references."""
        if (array := _array(statements)) != "[]":  # only relations have an index by id
            self._db.execute(
                "update statement set known_to = ?1 where known_to is null and subject in (select id from reference where source = ?2 and "
                f"known_to is null) and +id {_IN.replace('?', '?3')}",
                (self._now, source, array),
            )
        self._end("reference", "id", references)

    def open_blocks(self, blocks: Iterable[str]) -> set[str]:
        """Blocks with an open reference."""
        sql = (
            "select value from json_each(?) where exists "
            "(select 1 from reference r where r.block = value and r.known_to is null and r.open)"
        )
        return {block for (block,) in self._all(sql, blocks)}

    def facts(self, blocks: Iterable[str]) -> dict[str, list[Reference]]:
        """Different facts by block, by leaps along the index: one step for each, however many references state it."""
        sql = (
            "with recursive wanted (block) as (select value from json_each(?)), leap (block, told) as ("
            "select block, (select min(r.told) from reference r where r.block in (wanted.block) and r.known_to is null) from wanted "
            "union all select block, (select min(r.told) from reference r where r.block in (leap.block) and r.told > leap.told "
            "and r.known_to is null) from leap where told is not null) "
            "select block, (select r.facts from reference r where r.block in (leap.block) and r.told in (leap.told) "
            "and r.known_to is null limit 1) from leap where told is not null"
        )
        found: dict[str, list[Reference]] = defaultdict(list)
        for block, text in self._all(sql, blocks):
            found[block].append(codec.bare(text))
        return dict(found)

    def members(self, blocks: Mapping[str, Iterable[Reference]], references: Iterable[str]) -> dict[str, list[Member]]:
        """Live references by block."""
        columns = f"select block, {codec.REFERENCE} from reference where known_to is null and"
        rows = set(self._all(f"{columns} id {_IN}", references))
        for block, facts in blocks.items():
            wanted = json.dumps([codec.stated(f).told for f in facts])
            rows.update(self._db.execute(f"{columns} block = ? and told {_IN}", (block, wanted)))
        found: dict[str, list[Member]] = defaultdict(list)
        for row in sorted(rows, key=itemgetter(0, 1)):
            found[row[0]].append(_member(row))
        return dict(found)

    def every_block(self) -> Iterator[tuple[str, list[Member]]]:
        """Every block with its live references."""
        rows = self._db.execute(f"select block, {codec.REFERENCE} from reference where known_to is null order by block, told")
        for block, found in groupby(rows, itemgetter(0)):
            yield block, [_member(row) for row in found]

    def decisions(self, references: Iterable[str]) -> dict[str, Decision]:
        """Live decisions."""
        rows = self._all(f"select {codec.DECISION} from decision where known_to is null and reference {_IN}", references)
        return {row[0]: codec.decision(row) for row in rows}

    def decide(self, decisions: Iterable[tuple[Decision, str]], drop: Iterable[str] = ()) -> None:
        """Ends decisions, writes others."""
        self._full("reference", "statement")
        self._end("decision", "reference", drop)
        now = self._now
        self._insert("decision", [codec.decision_row(d, source, now) for d, source in decisions])

    def deciding(self, nodes: Iterable[str]) -> list[Reference]:
        """References that mean these nodes."""
        sql = (
            f"select {', '.join(f'r.{c}' for c in codec.REFERENCE.split(', '))} from decision d cross join reference r "
            f"on r.id = d.reference and r.known_to is null where d.known_to is null and d.node {_IN}"
        )
        return [codec.reference(row) for row in self._all(sql, nodes)]

    def reviews(self) -> list[Review]:
        """Live reviews."""
        return [codec.review(x) for (x,) in self._all("select data from review where known_to is null order by id")]

    def put_review(self, review: Review) -> None:
        """Keeps a review."""
        self._end("review", "id", [review.id])
        self._db.execute("insert into review values (?, ?, ?, null)", (review.id, codec.encode(review), self._now))

    def close_review(self, id_: str) -> None:
        """Ends a review."""
        self._end("review", "id", [id_])

    def copies(self, hashes: Iterable[str]) -> list[str]:
        """Live sources with these texts."""
        return [x for (x,) in self._all(f"select id from source where sha256 {_IN} and known_to is null order by id", hashes)]

    def copied(self, sources: Iterable[str] | None = None) -> dict[str, str]:
        """Live sources that share their text."""
        if sources is None:
            return dict(
                self._all(
                    "select id, sha256 from source where known_to is null and sha256 in "
                    "(select sha256 from source where known_to is null group by sha256 having count(*) > 1)"
                )
            )
        return dict(
            self._all(
                f"select s.id, s.sha256 from source s where s.known_to is null and s.id {_IN} and exists "
                "(select 1 from source o where o.sha256 = s.sha256 and o.id <> s.id and o.known_to is null)",
                sources,
            )
        )

    def relations_of(self, references: Iterable[str]) -> list[Statement]:
        """Live relation statements at these references."""
        of = f"select {codec.STATEMENT} from statement where known_to is null and object is not null and"
        references = set(references)
        return [codec.statement(row) for row in self._all(f"{of} subject {_IN} union {of} object {_IN}", references, references)]

    def said_of(self, nodes: Iterable[str], sources: Iterable[str] | None = None) -> list[Said]:
        """What is said of these nodes."""
        sets = [set(nodes)] if sources is None else [set(nodes), set(sources)]
        if not sets[0]:
            return []
        only = f"and d.node {_IN}" + ("" if sources is None else f" and d.source {_IN}")
        said = [row for query in (_PROPERTIES, _ISSUERS) for row in self._all(_of_some(query, only), *sets)]
        return said + [x for row in self._all(_of_some(_NAMED, only), *sets) for x in _named(row)]

    def every_said(self) -> Iterator[Said]:
        """What is said of every node, node by node."""
        named, *others = [self._db.execute(_of_all(query)) for query in (_NAMED, _PROPERTIES, _ISSUERS)]
        heads = [next(rows, None) for rows in others]
        for node, found in groupby(named, itemgetter(0)):
            for row in found:
                yield from _named(row)
            for i, rows in enumerate(others):
                head = heads[i]
                while head is not None and head[0] == node:
                    yield head
                    head = next(rows, None)
                heads[i] = head

    def linked(self, edges: Iterable[str]) -> set[tuple[str, str, str]]:
        """What stands behind these edges."""
        return set(self._all(f"select edge, source, statement from edge_statement where edge {_IN}", edges))

    def link(self, links: Iterable[tuple[str, str, str]], drop: Iterable[tuple[str, str, str]]) -> None:
        """Puts statements behind edges."""
        self._full("edge")
        self._many("delete from edge_statement where edge = ? and source = ? and statement = ?", list(drop))
        self._many("insert into edge_statement values (?, ?, ?)", sorted(links))  # in the order of the tree

    def drawn(self, edges: Iterable[str], sources: Iterable[str] | None = None) -> list[Drawn]:
        """Statements behind these edges."""
        sets = [set(edges)] if sources is None else [set(edges), set(sources)]
        if not sets[0]:
            return []
        rows = self._all(
            "select l.edge, s.predicate, a.node, b.node, s.modality, s.source, s.id, s.confidence, s.weight, s.props, "
            "json_extract(o.data, '$.published') from edge_statement l "
            "cross join statement s on s.id = l.statement and s.known_to is null and s.object is not null "
            "cross join decision a on a.reference = s.subject and a.known_to is null "
            "cross join decision b on b.reference = s.object and b.known_to is null "
            "left join source o on o.id = s.source and o.known_to is null "
            f"where l.edge {_IN}" + ("" if sources is None else f" and l.source {_IN}"),
            *sets,
        )
        return [_drawn(row) for row in rows]

    def draw_all(self) -> Iterator[Drawn]:
        """Every relation statement with its edge, edge by edge."""
        published = dict(self._all("select id, json_extract(data, '$.published') from source where known_to is null"))
        rows = self._db.execute(
            "select edge_id(s.predicate, a.node, b.node, s.modality) as edge, s.predicate, a.node, b.node, s.modality, s.source, s.id, "
            "s.confidence, s.weight, s.props from statement s "
            "cross join decision a on a.reference = s.subject and a.known_to is null "
            "cross join decision b on b.reference = s.object and b.known_to is null "
            "where s.known_to is null and s.object is not null and a.node <> b.node order by edge, s.source, s.id"
        )
        for edge, type_, a, b, modality, source, statement, confidence, w, props in rows:
            yield Drawn(
                edge, type_, a, b, modality, source, statement, confidence, w, json.loads(props) if props else {}, published.get(source)
            )

    def tallied(self, things: Iterable[str]) -> set[str]:
        """Things with a tally."""
        sql = "select asked.value from json_each(?) asked where exists (select 1 from tally t where t.thing = asked.value)"
        return {thing for (thing,) in self._all(sql, things)}

    def tallies(self, things: Iterable[str]) -> dict[str, Tally]:
        """Tallies that are kept."""
        found: dict[str, Tally] = {}
        for thing, name, value, *counts in self._all(f"select * from tally where thing {_IN}", things):
            found.setdefault(thing, {}).setdefault(name, {})[value] = counts
        return found

    def put_tallies(self, tallies: Mapping[str, Tally], before: Mapping[str, Tally]) -> None:
        """Writes tallies in place of those before, line by line: of a long one little changes."""
        gone, rows = [], []
        for thing, counted in tallies.items():
            was = before.get(thing, {})
            for name in counted.keys() | was.keys():
                new, old = counted.get(name, {}), was.get(name, {})
                if new is not old:
                    gone += [(thing, name, value) for value in old if value not in new]
                    rows += [(thing, name, value, *counts) for value, counts in new.items() if old.get(value) != counts]
        self._many("delete from tally where thing = ? and name = ? and value = ?", gone)
        self._many("insert or replace into tally values (?, ?, ?, ?, ?, ?, ?)", sorted(rows))

    def count_in(self, come: Mapping[str, Tally]) -> None:
        """Adds voices, line by line."""
        rows = [(t, n, v, *counts) for t, counted in come.items() for n, values in counted.items() for v, counts in values.items()]
        more = ", ".join(f"n{w} = n{w} + excluded.n{w}" for w in range(4))
        self._many(f"insert into tally values (?, ?, ?, ?, ?, ?, ?) on conflict do update set {more}", sorted(rows))

    def live_nodes(self, ids: Iterable[str]) -> dict[str, Node]:
        """Nodes as they are now."""
        rows = self._all(f"select data from node where known_to is null and id {_IN}", ids)
        return {n.id: n for n in (codec.node(x) for (x,) in rows)}

    def days(self, documents: Iterable[str]) -> dict[str, tuple[str | None, str | None]]:
        """Days of live documents."""
        sql = f"select id, json_extract(data, '$.effective_from'), date from node where known_to is null and kind = 'document' and id {_IN}"
        return {id_: (effective, date) for id_, effective, date in self._all(sql, documents)}

    def live_edges(self, ids: Iterable[str]) -> dict[str, Edge]:
        """Edges as they are now."""
        return {row[0]: codec.edge(row) for row in self._all(f"select {codec.EDGE} from edge where known_to is null and id {_IN}", ids)}

    def edges_at(self, nodes: Iterable[str], out: Iterable[str], into: Iterable[str]) -> set[str]:
        """Live edges at these nodes."""
        nodes = set(nodes)
        if not nodes:
            return set()
        found = [
            self._all(f"select id from edge where known_to is null and {end} {_IN} and type {_IN}", nodes, types)
            for end, types in (("src", out), ("dst", into))
        ]
        return {id_ for rows in found for (id_,) in rows}

    def ids(self, what: Literal["node", "edge", "tally", "linked"]) -> set[str]:
        """Ids of all of a kind."""
        distinct = {"tally": "select distinct thing from tally", "linked": "select distinct edge from edge_statement"}
        sql = distinct.get(what, f"select id from {what} where known_to is null")
        return {x for (x,) in self._all(sql)}

    def put_nodes(self, nodes: Iterable[Node], drop: Iterable[str] = ()) -> None:
        """Ends nodes, writes others with their names and search text; one that is another than before keeps its row."""
        self._full("decision")
        ended = set(drop)
        live = f"select id, rowid, data from node where known_to is null and id {_IN}"
        was = {id_: (row, codec.node(data)) for id_, row, data in self._all(live, ended)} if ended else {}
        new, changed, refiled = [], [], []
        named: list[tuple[int, str, list[str]]] = []
        unnamed: list[tuple[int, Node]] = []
        for n in nodes:
            stem, names = stem_of(n), names_of(n)
            own = (n.doc_kind, n.term, n.date, n.issuer, codec.encode(n), self._now)
            if n.id not in was:
                row = self._last_row = self._next_row()
                new.append((row, n.id, n.kind, stem, *own))
                named.append((row, n.id, names))
                continue
            row, old = was.pop(n.id)
            changed.append((*own, row))
            if (old.kind, stem_of(old)) != (n.kind, stem):
                refiled.append((n.kind, stem, row))
            if names_of(old) != names:
                unnamed.append((row, old))
                named.append((row, n.id, names))
        unnamed += was.values()
        self._many("delete from search where rowid = ?", [(row,) for row, _ in unnamed])
        self._many("delete from alias where name = ? and node = ?", [(name, n.id) for _, n in unnamed for name in names_of(n)])
        self._end("node", "id", was)
        self._many(f"insert into node (rowid, id, kind, stem, {_CHANGING}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", new)
        if changed:
            self._lay_aside("node", f"id, kind, stem, {_CHANGING}", "rowid", [row for *_, row in changed])
            self._last_row = -1  # what was laid aside took rows of its own
            self._many(f"update node set ({_CHANGING}) = (?, ?, ?, ?, ?, ?) where rowid = ?", changed)
            self._many("update node set (kind, stem) = (?, ?) where rowid = ?", refiled)
        self._many("insert or ignore into alias values (?, ?)", sorted((name, id_) for _, id_, names in named for name in names))
        self._many("insert into search (rowid, text) values (?, ?)", [(row, " \n ".join(names)) for row, _, names in named])

    def _next_row(self) -> int:
        if self._last_row < 0:
            self._last_row = int(self._one("select coalesce(max(rowid), 0) from node") or 0)
        return self._last_row + 1

    def _lay_aside(self, table: str, columns: str, key: str, of: Sequence[str] | Sequence[int]) -> None:
        """Keeps live rows as they were until now in rows of their own: they themselves are about to change."""
        self._db.execute(
            f"insert into {table} ({columns}, known_to) select {columns}, ?1 from {table} where known_to is null and {key} "
            f"{_IN.replace('?', '?2')}",
            (self._now, _encode(of)),
        )

    def reindex(self) -> int:
        """Mends what helps to find nodes and edges, where it is not right; returns how much was not."""
        return sqlite_aids.mend(self._db)

    def put_edges(self, edges: Iterable[Edge], drop: Iterable[str] = ()) -> None:
        """Ends edges, writes others; one that is another than before keeps its row."""
        self._full("node")
        rows = {e.id: codec.edge_row(e, self._now) for e in edges}
        ended = set(drop)
        changed = sorted(ended & rows.keys())
        if changed:
            self._lay_aside("edge", _EDGE, "id", changed)
            told = [(*row[_KEPT:], id_) for id_ in changed if (row := rows.pop(id_))]
            self._many(f"update edge set ({_EDGE_CHANGING}) = (?, ?, ?, ?, ?, ?, ?) where known_to is null and id = ?", told)
            ended.difference_update(changed)
        self._count([row[1:4] for row in rows.values()], ended)
        self._end("edge", "id", ended)
        self._insert("edge", list(rows.values()))

    def _count(self, come: Iterable[Sequence[str]], gone: Iterable[str]) -> None:
        """Keeps the counts of edges at nodes right: of those that come (type, from, to) and those with the ids ``gone``."""
        if self._bulk:
            return  # all are counted in the end
        counts: Counter[tuple[str, str]] = Counter()
        for type_, *ends in come:
            counts.update((end, type_) for end in ends)
        if gone := set(gone):
            for type_, *ends in self._all(f"select type, src, dst from edge where known_to is null and id {_IN}", gone):
                counts.subtract((end, type_) for end in ends)
        rows = sorted((node, type_, n) for (node, type_), n in counts.items() if n)
        self._many("insert into degree values (?, ?, ?) on conflict do update set n = n + excluded.n", rows)


_encode = json.JSONEncoder(ensure_ascii=False).encode


def _array(values: Iterable[str]) -> str:
    return _encode(sorted(values))


def _member(row: tuple[Any, ...]) -> Member:
    _, id_, source, facts, text_date, context = row
    return Member(id_, source, codec.bare(facts), text_date, context)


def _named(row: tuple[Any, ...]) -> Iterator[Said]:
    node, source, facts, resolved, candidates = row
    ref = codec.bare(facts)
    return reference_said(node, source, ref.kind, ref.aliases, bool(resolved), candidates)


def _drawn(row: tuple[Any, ...]) -> Drawn:
    edge, type_, a, b, modality, source, statement, confidence, w, props, published = row
    return Drawn(edge, type_, a, b, modality, source, statement, confidence, w, json.loads(props) if props else {}, published)
