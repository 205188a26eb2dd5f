"""The store of many: a graph in a Neo4j database. Owns the Cypher of reading; ``neo4j_write.py`` that of writing.

Each answer is one round trip. Inside ``snapshot`` all answers are of one version of the graph; where another one comes meanwhile,
what is left to read is read from what was known before (``history.py``): Neo4j itself shows each question the newest.
"""

from __future__ import annotations

import heapq
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cache, partial, wraps
from operator import attrgetter
from typing import Any, Concatenate, ParamSpec, TypeVar

import neo4j

from vanmach.graph import codec, history, neo4j_rows
from vanmach.graph.finding import fitting, names_of, settled_first, words
from vanmach.graph.identity import fold, parse_query
from vanmach.graph.model import Edge, Node, Reference, Review, Source, Statement
from vanmach.graph.neo4j_connection import Connection
from vanmach.graph.neo4j_rows import columns, edge_columns, node_map, source_map
from vanmach.graph.neo4j_schema import NAMES, TYPES, WORDS, label, type_of, types
from vanmach.graph.neo4j_write import LIVE_EDGES, Neo4jTransaction
from vanmach.graph.ontology import kinds
from vanmach.graph.store import Around, Counts, Direction, Reach, Read, Store, Transaction

_PAGE = 1_000  # things handed out at a time where all are asked for
_STATEMENT = columns("s", codec.STATEMENT)
_BEHIND = "COLLECT { MATCH (s:Statement) WHERE s.source IS NOT NULL AND s.edge = r.id RETURN s.id }"
_EDGE = f"[{edge_columns()}, {_BEHIND}]"
_FOUND = "CALL db.index.fulltext.queryNodes($index, $query, {limit: $most}) YIELD node AS n"

P = ParamSpec("P")
R = TypeVar("R")


class _Moved(Exception):
    """The graph is another than at the moment that a thread reads."""


class _Moment(threading.local):
    """The moment that this thread reads, if it holds on to one."""

    version: str | None = None
    clock: str = ""
    past: Store | None = None  # what was known then, once there is something newer
    ends: ExitStack


def _of_one_moment(read: Callable[Concatenate[Neo4jStore, P], R]) -> Callable[Concatenate[Neo4jStore, P], R]:
    """A question that is put to the past where the graph has moved on."""

    @wraps(read)
    def answered(self: Neo4jStore, /, *args: P.args, **given: P.kwargs) -> R:
        if self.moment.past is None:
            try:
                return read(self, *args, **given)
            except _Moved:
                self.turn_back()
        found: R = getattr(self.moment.past, read.__name__)(*args, **given)
        return found

    return answered


class Neo4jStore:
    """A graph in a Neo4j database; threads may share it."""

    def __init__(self, url: str) -> None:
        self.connection = Connection(url)
        self.moment = _Moment()

    def __repr__(self) -> str:
        return f"Neo4jStore({self.connection.address.shown!r})"

    def close_store(self) -> None:
        """Closes all connections."""
        self.connection.close()

    def _all(self, cypher: str, **given: Any) -> list[Any]:
        found, version, _ = self.connection.read(cypher, **given)
        if self.moment.version not in (None, version):
            raise _Moved
        return found

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """What this thread reads inside is of one moment."""
        if self.moment.version is not None:
            yield
            return
        _, version, clock = self.connection.read("RETURN 1 AS x")
        try:
            with ExitStack() as ends:
                self.moment.version, self.moment.clock, self.moment.ends = version, clock, ends
                yield
        finally:
            self.moment.version = self.moment.past = None

    def turn_back(self) -> None:
        """Makes ready what was known at this thread's moment; whatever is written while it is read, is dated later."""
        if self.moment.past is not None:
            return
        version, self.moment.version = self.moment.version, None
        try:
            self.moment.past = self.moment.ends.enter_context(history.as_known(self, self.moment.clock))
        finally:
            self.moment.version = version

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """One change; a second one waits for it."""
        with self.connection.told(), self.connection.session() as session, session.begin_transaction() as began:
            tx = Neo4jTransaction(began)
            yield tx
            tx.finish()
            began.commit()

    def change(self, work: Callable[[Transaction], R]) -> R:
        """One change, done again where the server was lost or asks for it."""

        def whole(began: neo4j.ManagedTransaction) -> R:
            tx = Neo4jTransaction(began)
            done = work(tx)
            tx.finish()
            return done

        return self.connection.write(whole)

    def version(self) -> str:
        """The number of changes so far."""
        return self.moment.version or self.connection.read("RETURN 1 AS x")[1]

    @_of_one_moment
    def nodes(self, ids: Iterable[str]) -> dict[str, Node]:
        """Live nodes by id."""
        found = self._all(f"MATCH (n:Thing) WHERE n.id IN $ids RETURN {node_map()} AS x", ids=list(ids))
        return {n.id: n for n in sorted(map(neo4j_rows.node, found), key=attrgetter("id"))}

    @_of_one_moment
    def edges(self, ids: Iterable[str], direction: Direction, types: Sequence[str] | None = None) -> list[Edge]:
        """Live edges at a set of nodes."""
        end = "a" if direction == "out" else "b"
        found = self._all(f"MATCH (a:Thing)-[r{_only(types)}]->(b:Thing) WHERE {end}.id IN $ids RETURN {_EDGE} AS x", ids=list(ids))
        return sorted((neo4j_rows.edge(*row) for row in found), key=attrgetter("id"))

    @_of_one_moment
    def around(self, ids: Iterable[str], types: Sequence[str], against: Sequence[str], counted: Sequence[str]) -> Around:
        """All about a set of nodes."""
        ((nodes, issuers, edges, acting, degrees, sources),) = self._all(
            surrounding(tuple(types), tuple(against), tuple(counted)), ids=list(ids)
        )
        statements = {s[0]: codec.statement(s) for _, said in edges for s in said}
        return Around(
            {n.id: n for n in map(neo4j_rows.node, nodes)},
            {n.id: n for n in map(neo4j_rows.node, issuers)},
            sorted((neo4j_rows.edge(row, [s[0] for s in said]) for row, said in edges), key=attrgetter("id")),
            sorted(map(neo4j_rows.edge, acting), key=attrgetter("id")),
            {id_: {type_: n for type_, n in zip(counted, found, strict=True) if n} for id_, found in degrees},
            statements,
            {s.id: s for s in map(neo4j_rows.source, sources)},
        )

    @_of_one_moment
    def edge(self, id_: str) -> Edge | None:
        """One live edge."""
        found = self._all(f"{LIVE_EDGES} RETURN {_EDGE} AS x", ids=[id_])
        return neo4j_rows.edge(*found[0]) if found else None

    @_of_one_moment
    def statements(self, edges: Iterable[Edge]) -> dict[str, Statement]:
        """Live statements behind edges."""
        ids = [s for e in edges for s in e.statements]
        found = self._all(f"MATCH (s:Statement) WHERE s.id IN $ids RETURN {_STATEMENT} AS x ORDER BY s.id", ids=ids)
        return {row[0]: codec.statement(row) for row in found}

    @_of_one_moment
    def properties(self, node: str) -> list[tuple[Reference, Statement]]:
        """What sources say of a node itself."""
        found = self._all(
            "MATCH (d:Decision) WHERE d.source IS NOT NULL AND d.node = $node MATCH (r:Reference {id: d.reference}) "
            "MATCH (s:Statement {subject: r.id}) WHERE s.object IS NULL "
            f"RETURN [{columns('r', codec.REFERENCE)}, {_STATEMENT}] AS x ORDER BY s.id",
            node=node,
        )
        return [(codec.reference(r), codec.statement(s)) for r, s in found]

    @_of_one_moment
    def reach(
        self, root: str, ends: Sequence[Direction], depth: int, types: Sequence[str], as_of: str | None, verified: bool, most: int
    ) -> list[Reach]:
        """What is reached each way, in one statement."""
        asked = reaching(tuple(ends), depth, tuple(types), as_of is not None, verified)
        (found,) = self._all(asked, root=root, day=as_of, most=most + 1)
        return [Reach(dict(steps) or {root: 0}, len(steps) <= most) for steps in found]

    @_of_one_moment
    def step(self, nodes: Iterable[str], end: Direction, types: Sequence[str], as_of: str | None, verified: bool) -> list[str]:
        """What one step leads to, by the first edge that does."""
        left, right = ("-", "->") if end == "out" else ("<-", "-")
        return self._all(
            f"MATCH (a:Thing){left}[r{_only(types)}]{right}(b:Thing) WHERE a.id IN $ids {_shows('r', as_of is not None, verified)} "
            "WITH b.id AS id, min(coalesce(r.valid_from, '9999') + ' ' + r.id) AS first RETURN id AS x ORDER BY first",
            ids=list(nodes),
            day=as_of,
        )

    @_of_one_moment
    def resolve(self, ref: str) -> list[Node]:
        """Nodes that a reference names: by id, else by symbol, else by a whole name."""
        ref = ref.strip()
        if exact := self.nodes([ref]):
            return list(exact.values())
        if query := parse_query(ref):
            stem = f"{query.series}:{query.number}:{query.organ or ''}"
            asked = f"MATCH (n:Thing) WHERE n.stem {'=' if query.organ else 'STARTS WITH'} $stem RETURN {node_map()} AS x"
            found = sorted(map(neo4j_rows.node, self._all(asked, stem=stem)), key=lambda n: (n.date is not None, n.date or "", n.id))
            if found := fitting(found, query):
                return found
        name = fold(ref)
        return settled_first(n for n in self._found(NAMES, _escaped(name), None, _PAGE) if name in names_of(n))

    def _found(self, index: str, query: str, kind: str | None, most: int) -> list[Node]:
        if not query:
            return []
        only = "" if kind is None else "WHERE n.kind = $kind"
        asked = f"{_FOUND} WITH n {only} RETURN {node_map()} AS x"
        return [neo4j_rows.node(x) for x in self._all(asked, index=index, query=query, kind=kind, most=most)]

    @_of_one_moment
    def candidates(self, query: str, kind: str | None = None, limit: int = 200) -> list[Node]:
        """Nodes that a search may mean: by reference, then names that begin so, then the folded words, each as a prefix."""
        found = {n.id: n for n in self.resolve(query) if kind in (None, n.kind)}
        folded = fold(query)
        asked = words(folded)
        if asked and len(found) < limit:
            wide = limit if kind is None else 10 * limit  # of what is found those of other kinds are left out
            begin = self._found(NAMES, f"{_escaped(folded)}*", kind, wide)[: limit // 4]
            for node in (*begin, *self._found(WORDS, " AND ".join(f"({w} OR {w}*)" for w in asked), kind, wide)):
                found.setdefault(node.id, node)
        return list(found.values())[:limit]

    @_of_one_moment
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
        given = {"kind": kind, "issuer": issuer, "term": term, "first": from_, "last": to and to + "~", "after": after or ""}
        tests = {
            "kind": "n.doc_kind = $kind",
            "issuer": "n.issuer = $issuer",
            "term": "n.term = $term",
            "first": "n.date >= $first",
            "last": "n.date <= $last",
        }
        where = " AND ".join(["n.id > $after", *(test for name, test in tests.items() if given[name])])
        asked = f"MATCH (n:{label('document')}) WHERE {where} RETURN {node_map()} AS x ORDER BY n.id LIMIT $most"
        return [neo4j_rows.node(x) for x in self._all(asked, most=limit, **given)]

    @_of_one_moment
    def source(self, id_: str) -> Source | None:
        """One live source."""
        found = self.sources([id_])
        return found[0] if found else None

    @_of_one_moment
    def sources(self, ids: Iterable[str] | None = None) -> list[Source]:
        """Live sources, by id: these, or all."""
        only = "" if ids is None else "WHERE s.id IN $ids"
        asked = f"MATCH (s:Source) {only} RETURN {source_map()} AS x ORDER BY s.id"
        return [neo4j_rows.source(x) for x in self._all(asked, ids=list(ids or ()))]

    @_of_one_moment
    def text(self, source: str) -> str | None:
        """The text of a live source."""
        found: list[str] = self._all("MATCH (s:Source {id: $id}) MATCH (t:Text {sha256: s.sha256}) RETURN t.text AS x", id=source)
        return found[0] if found else None

    @_of_one_moment
    def counts(self) -> Counts:
        """How much is live, as the server keeps count of it."""
        by_kind = ", ".join(f"{kind}: COUNT {{ (:{label(kind)}) }}" for kind in kinds())
        by_type = ", ".join(f"{name}: COUNT {{ ()-[:{type_}]->() }}" for type_, name in TYPES.items())
        asked = f"RETURN [COUNT {{ (:Source) }}, COUNT {{ (:Statement) }}, {{{by_kind}}}, {{{by_type}}}] AS x"
        ((sources, statements, *found),) = self._all(asked)
        nodes, edges = ({name: n for name, n in sorted(counted.items()) if n} for counted in found)
        return Counts(sources, statements, sum(nodes.values()), sum(edges.values()), nodes, edges)

    def all_nodes(self) -> Iterator[Node]:
        """Every live node, a page at a time."""
        return self._pages(self._page, "all_nodes")

    def _page(self, after: str) -> list[Node]:
        asked = f"MATCH (n:Thing) WHERE n.id > $after RETURN {node_map()} AS x ORDER BY n.id LIMIT {_PAGE}"
        return [neo4j_rows.node(x) for x in self._all(asked, after=after)]

    def all_edges(self) -> Iterator[Edge]:
        """Every live edge, a page at a time of each relation."""
        each = [self._pages(partial(self._edge_page, name), "all_edges", name) for name in self.counts().by_relation]
        return heapq.merge(*each, key=attrgetter("id"))

    def _edge_page(self, name: str, after: str) -> list[Edge]:
        asked = f"MATCH (a)-[r:{type_of(name)}]->(b) WHERE r.id > $after WITH r, a, b ORDER BY r.id LIMIT {_PAGE} RETURN {_EDGE} AS x"
        return [neo4j_rows.edge(*row) for row in self._all(asked, after=after)]

    def _pages(self, page: Callable[[str], list[Any]], name: str, type_: str | None = None) -> Iterator[Any]:
        after = ""
        while self.moment.past is None:
            try:
                found = page(after)
            except _Moved:
                self.turn_back()
                break
            yield from found
            if len(found) < _PAGE:
                return
            after = found[-1].id
        for thing in getattr(self.moment.past, name)():
            if thing.id > after and type_ in (None, getattr(thing, "type", None)):
                yield thing

    def reviews(self, at: str | None = None) -> list[Review]:
        """Reviews as known at a time, by id."""
        return [neo4j_rows.review(x) for x in self._known("Review", "", neo4j_rows.review_map("x"), at)]

    def readings(self, at: str | None = None) -> Iterator[Read]:
        """Each source with what it said, one after the other."""
        for found in self._known("Source", "", source_map("x"), at):
            source = neo4j_rows.source(found)
            text, *_ = self.connection.read("MATCH (t:Text {sha256: $sha256}) RETURN t.text AS x", sha256=source.sha256)
            references = self._known("Reference", "x.source = $source", columns("x", codec.REFERENCE), at, source=source.id)
            statements = self._known("Statement", "x.source = $source", columns("x", codec.STATEMENT), at, source=source.id)
            yield source, text[0] if text else None, list(map(codec.reference, references)), list(map(codec.statement, statements))

    def _known(self, kept: str, where: str, told: str, at: str | None, **given: Any) -> list[Any]:
        """What was known at a time (that of the moment this thread reads, if it holds one), by id: what lives, and what has ended since."""
        at = at or (self.moment.clock if self.moment.version else None)
        tests = [where] if where else []
        if not at:
            only = f"WHERE {where}" if where else ""
            return self.connection.read(f"MATCH (x:{kept}) {only} WITH x ORDER BY x.id RETURN {told} AS x", **given)[0]
        then = " AND ".join([*tests, "x.known_from <= $at"])
        live = f"MATCH (x:{kept}) WHERE {then} RETURN x.id AS id, {told} AS told"
        ended = f"MATCH (x:Ended{kept}) WHERE {then} AND x.known_to > $at RETURN x.id AS id, {told} AS told"
        return self.connection.read(f"CALL () {{ {live} UNION ALL {ended} }} RETURN told AS x ORDER BY id", at=at, **given)[0]

    @_of_one_moment
    def moved(self, id_: str) -> str | None:
        """Where an id without a node leads now."""
        asked = "MATCH (was:EndedDecision {node: $id}) MATCH (now:Decision {reference: was.reference}) RETURN DISTINCT now.node AS x"
        found: list[str] = self._all(asked, id=id_)
        return found[0] if len(found) == 1 and found[0] != id_ else None


def _only(relations: Sequence[str] | None) -> str:
    return "" if relations is None else f":{types(relations)}"


def _shows(r: str, dated: bool, verified: bool) -> str:
    """Which relationships show as of ``$day``."""
    day = f" AND ({r}.valid_from IS NULL OR {r}.valid_from <= $day) AND ({r}.valid_to IS NULL OR {r}.valid_to > $day)"
    return (day if dated else "") + (f" AND {r}.verified" if verified else "")


@cache
def reaching(ends: Sequence[Direction], depth: int, relations: Sequence[str], dated: bool, verified: bool) -> str:
    """The statement of a lineage: breadth first, each node by the least of its steps (``VarLengthExpand(Pruning,BFS)``)."""
    shows = f"WHERE all(r IN relationships(p) WHERE true{_shows('r', dated, verified)})" if dated or verified else ""
    calls = []
    for i, end in enumerate(ends):
        left, right = ("-", "->") if end == "out" else ("<-", "-")
        calls.append(
            f"CALL () {{ MATCH p = (a:Thing {{id: $root}}){left}[:{types(relations)}*0..{depth}]{right}(m) {shows} "
            f"WITH m.id AS id, min(length(p)) AS steps ORDER BY steps LIMIT $most RETURN collect([id, steps]) AS r{i} }}"
        )
    return f"{' '.join(calls)} RETURN [{', '.join(f'r{i}' for i in range(len(ends)))}] AS x"


@cache
def surrounding(relations: Sequence[str], against: Sequence[str], counted: Sequence[str]) -> str:
    """The statement that asks for all about the nodes ``$ids``."""
    degrees = ", ".join(f"COUNT {{ (n)-[:{type_of(name)}]-() }}" for name in counted)
    said = f"COLLECT {{ MATCH (s:Statement) WHERE s.source IS NOT NULL AND s.edge = r.id RETURN {_STATEMENT} }}"
    where = _STATEMENT_COLUMNS.index("said_in"), _STATEMENT_COLUMNS.index("source")
    return (
        f"CALL () {{ MATCH (n:Thing) WHERE n.id IN $ids RETURN collect({node_map()}) AS nodes, collect(DISTINCT n.issuer) AS bodies, "
        f"collect([n.id, [{degrees}]]) AS degrees }} "
        f"CALL (bodies) {{ MATCH (n:Thing) WHERE n.id IN bodies RETURN collect({node_map()}) AS issuers }} "
        f"CALL () {{ MATCH (a:Thing)-[r:{types(relations)}]->(b:Thing) WHERE a.id IN $ids AND b.id IN $ids "
        f"RETURN collect([{edge_columns()}, {said}]) AS edges }} "
        f"CALL () {{ MATCH (a:Thing)-[r:{types(against)}]->(b:Thing) WHERE b.id IN $ids RETURN collect({edge_columns()}) AS acting }} "
        f"CALL (edges) {{ UNWIND edges AS e UNWIND e[1] AS said WITH DISTINCT coalesce(said[{where[0]}], said[{where[1]}]) AS id "
        f"MATCH (s:Source {{id: id}}) RETURN collect({source_map()}) AS sources }} "
        "RETURN [nodes, issuers, edges, acting, degrees, sources] AS x"
    )


_STATEMENT_COLUMNS = codec.STATEMENT.split(", ")


def _escaped(name: str) -> str:
    """A name as one word of Lucene's language."""
    return "".join(c if c.isalnum() else f"\\{c}" for c in name)
