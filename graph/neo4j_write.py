"""Writes to Neo4j: the primitives of one change (see ``store.Transaction``). Owns its Cypher; the rules of a change are in ``ledger.py``.

One change writes at a time: it holds the lock of the one node ``Vanmach`` to its end. What ends bears another label from then on.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from operator import attrgetter
from typing import Any, Literal

import neo4j

from vanmach.graph import codec, neo4j_rows, neo4j_schema
from vanmach.graph.derive import chunks
from vanmach.graph.model import Decision, Edge, Node, Reference, Review, Source, Statement, edge_id
from vanmach.graph.neo4j_rows import columns, edge_columns
from vanmach.graph.neo4j_schema import TYPES, type_of, types
from vanmach.graph.project import Said, Tally, reference_said, shifted
from vanmach.graph.store import Drawn, Member

_PAGE = 2_000  # nodes or blocks told of at a time

_NAMED = (
    "MATCH (d:Decision) WHERE d.source IS NOT NULL AND d.node IN $nodes {} MATCH (r:Reference {{id: d.reference}}) "
    "RETURN [d.node, r.source, r.facts, d.resolved, CASE WHEN d.resolved THEN null ELSE d.candidates END] AS x"
)
_STATED = (
    "MATCH (d:Decision) WHERE d.source IS NOT NULL AND d.node IN $nodes {0} MATCH (s:Statement {{subject: d.reference}}) "
    "WHERE s.object IS NULL RETURN [d.node, s.source, s.predicate, coalesce(s.value, ''), s.weight] AS x UNION ALL "
    "MATCH (d:Decision) WHERE d.source IS NOT NULL AND d.node IN $nodes {0} MATCH (s:Statement {{object: d.reference}}) "
    "WHERE s.predicate = 'issues' AND s.modality = 'done' MATCH (b:Decision {{reference: s.subject}}) "
    "RETURN [d.node, s.source, 'issuer', b.node, s.weight] AS x"
)
_DRAWN = (
    "MATCH (a:Decision {reference: s.subject}) MATCH (b:Decision {reference: s.object}) OPTIONAL MATCH (o:Source {id: s.source}) "
    "RETURN [s.edge, s.predicate, a.node, b.node, s.modality, s.source, s.id, s.confidence, s.weight, s.props, o.published] AS x"
)
_MEMBER = f"RETURN [r.block, {columns('r', codec.REFERENCE)}] AS x"
_STATEMENT = columns("s", codec.STATEMENT)
# The planner makes of it a look-up by id in the index of each type.
LIVE_EDGES = f"MATCH (a)-[r:{'|'.join(TYPES)}]->(b) WHERE r.id IN $ids"


class Neo4jTransaction:
    """The primitives of a change, inside one transaction of the server."""

    def __init__(self, tx: neo4j.Transaction | neo4j.ManagedTransaction) -> None:
        self._tx = tx
        (last,) = self._all("MATCH (m:Vanmach {id: 'graph'}) SET m.writing = true WITH m RETURN m.clock AS x")
        now = datetime.now(UTC)
        if last:
            # Two changes never share an instant, so [known_from, known_to) of a row is never empty.
            now = max(now, datetime.fromisoformat(last) + timedelta(microseconds=1))
        self._now = now.isoformat(timespec="microseconds")
        self._changed = False
        self._fresh = False  # nothing of what is put can have been there before
        self._stood: dict[str, str] = {}  # behind which edge statements stood that this change has ended: their new versions do too
        self._shown: set[str] = set()  # edges whose sources and quotes may be others now

    def finish(self) -> None:
        """Lets edges show what stands behind them and counts the change, if anything was written."""
        for ids in chunks(sorted(self._shown)):
            self._show(ids)
        self._write("MATCH (n:Gone) DETACH DELETE n")
        clock = ", m.clock = $now, m.version = m.version + 1" if self._changed else ""
        self._tx.run(f"MATCH (m:Vanmach) SET m.writing = null{clock}", now=self._now).consume()

    def _show(self, edges: list[str]) -> None:
        first = "MATCH (s:Statement) WHERE s.source IS NOT NULL AND s.edge = edge RETURN s.predicate AS type LIMIT 1"
        asked = f"UNWIND $edges AS edge CALL (edge) {{ {first} }} RETURN [type, edge] AS x"
        by_type: dict[str, list[str]] = defaultdict(list)
        for type_, edge in self._all(asked, edges=edges):
            by_type[type_of(type_)].append(edge)
        for name, ids in by_type.items():
            self._write(
                f"UNWIND $ids AS id MATCH ()-[r:{name} {{id: id}}]->() CALL (id) {{ MATCH (s:Statement) WHERE s.edge = id "
                f"AND s.source IS NOT NULL WITH s ORDER BY s.edge, s.source, s.id LIMIT {neo4j_rows.QUOTED} "
                "RETURN collect(DISTINCT coalesce(s.said_in, s.source)) AS sources, collect(s.quote) AS quotes } "
                "SET r.sources = sources, r.quotes = quotes",
                ids=ids,
            )

    def _all(self, cypher: str, **given: Any) -> list[Any]:
        return [record[0] for record in self._tx.run(cypher, given)]

    def _write(self, cypher: str, **given: Any) -> None:
        if self._tx.run(cypher, given | {"now": self._now}).consume().counters.contains_updates:
            self._changed = True

    def _put(self, cypher: str, rows: Iterable[Any]) -> None:
        for batch in chunks(rows):
            self._write(f"UNWIND $rows AS row {cypher}", rows=batch)

    def _end(self, label: str, key: str, ids: Iterable[str]) -> None:
        if not self._fresh:
            ended = f"SET x:Ended{label}, x.known_to = $now REMOVE x:{label}"
            for batch in chunks(set(ids)):
                self._write(f"MATCH (x:{label}) WHERE x.{key} IN $ids {ended}", ids=batch)

    def empty(self) -> bool:
        """Whether nothing was ever kept here."""
        return not self._all("MATCH (s:Source|EndedSource) RETURN 1 AS x LIMIT 1")

    @contextmanager
    def in_bulk(self) -> Iterator[None]:
        """Nothing is looked for that might have been there."""
        self._fresh = True
        yield
        self._fresh = False

    def sources(self, ids: Iterable[str]) -> dict[str, Source]:
        """Live sources with these ids."""
        found = self._all(f"MATCH (s:Source) WHERE s.id IN $ids RETURN {neo4j_rows.source_map()} AS x", ids=list(ids))
        return {s.id: s for s in map(neo4j_rows.source, found)}

    def all_sources(self) -> Iterator[Source]:
        """Every live source."""
        yield from map(neo4j_rows.source, self._all(f"MATCH (s:Source) RETURN {neo4j_rows.source_map()} AS x ORDER BY s.id"))

    def put_sources(self, sources: Iterable[tuple[Source, str | None]]) -> None:
        """Adds sources, or their new versions, and keeps their texts."""
        put = list(sources)
        self._end("Source", "id", [s.id for s, _ in put])
        self._put("CREATE (s:Source) SET s = row", (neo4j_rows.source_props(s, self._now) for s, _ in put))
        texts = ([s.sha256, text] for s, text in put if text is not None)
        self._put("MERGE (t:Text {sha256: row[0]}) ON CREATE SET t.text = row[1]", texts)

    def close_source(self, id_: str) -> None:
        """Ends a source."""
        self._end("Source", "id", [id_])

    def references_of(self, source: str) -> dict[str, Reference]:
        """Live references of a source."""
        asked = f"MATCH (r:Reference {{source: $source}}) RETURN {columns('r', codec.REFERENCE)} AS x"
        return {row[0]: codec.reference(row) for row in self._all(asked, source=source)}

    def statements_of(self, source: str) -> dict[str, Statement]:
        """Live statements of a source."""
        asked = f"MATCH (s:Statement {{source: $source}}) RETURN {_STATEMENT} AS x"
        return {row[0]: codec.statement(row) for row in self._all(asked, source=source)}

    def put(self, references: Iterable[tuple[Reference, codec.Stated]], statements: Iterable[Statement]) -> None:
        """Adds references and statements."""
        self._put("CREATE (r:Reference) SET r = row", (neo4j_rows.reference_props(r, found, self._now) for r, found in references))
        said = [neo4j_rows.statement_props(s, self._now) for s in statements]
        for props in said:
            if edge := self._stood.pop(props["id"], None):
                props["edge"] = edge
        self._put("CREATE (s:Statement) SET s = row", said)

    def close(self, source: str, references: Iterable[str], statements: Iterable[str]) -> None:
        """Ends references and statements."""
        statements = set(statements)
        asked = "MATCH (s:Statement) WHERE s.id IN $ids AND s.edge IS NOT NULL RETURN [s.id, s.edge] AS x"
        self._stood |= dict(self._all(asked, ids=list(statements)))
        self._shown |= set(self._stood.values())
        self._end("Reference", "id", references)
        self._end("Statement", "id", statements)

    def open_blocks(self, blocks: Iterable[str]) -> set[str]:
        """Blocks with an open reference."""
        asked = "UNWIND $blocks AS block WITH block WHERE EXISTS { (:Reference {block: block, open: true}) } RETURN block AS x"
        return set(self._all(asked, blocks=list(blocks)))

    def facts(self, blocks: Iterable[str]) -> dict[str, list[Reference]]:
        """Different facts by block: their hashes out of the index alone, then one reference of each."""
        asked = (
            "UNWIND $blocks AS block CALL (block) { MATCH (r:Reference) WHERE r.block = block AND r.told IS NOT NULL "
            "RETURN DISTINCT r.told AS told } CALL (block, told) { MATCH (r:Reference {block: block, told: told}) "
            "RETURN r.facts AS facts LIMIT 1 } RETURN [block, facts] AS x"
        )
        found: dict[str, list[Reference]] = defaultdict(list)
        for block, text in self._all(asked, blocks=list(blocks)):
            found[block].append(codec.bare(text))
        return dict(found)

    def members(self, blocks: Mapping[str, Iterable[Reference]], references: Iterable[str]) -> dict[str, list[Member]]:
        """Live references by block."""
        rows = self._all(f"MATCH (r:Reference) WHERE r.id IN $ids {_MEMBER}", ids=list(references))
        wanted = [[block, [codec.stated(f).told for f in facts]] for block, facts in blocks.items()]
        if wanted:
            rows += self._all(f"UNWIND $wanted AS w MATCH (r:Reference) WHERE r.block = w[0] AND r.told IN w[1] {_MEMBER}", wanted=wanted)
        found: dict[str, dict[str, Member]] = defaultdict(dict)
        for block, row in rows:
            found[block][row[0]] = _member(row)
        return {block: [members[id_] for id_ in sorted(members)] for block, members in sorted(found.items())}

    def every_block(self) -> Iterator[tuple[str, list[Member]]]:
        """Every block with its live references, some blocks at a time."""
        for blocks in chunks(self._all("MATCH (r:Reference) RETURN DISTINCT r.block AS x"), _PAGE):
            found: dict[str, list[Member]] = defaultdict(list)
            for block, row in self._all(f"MATCH (r:Reference) WHERE r.told IS NOT NULL AND r.block IN $blocks {_MEMBER}", blocks=blocks):
                found[block].append(_member(row))
            yield from found.items()

    def decisions(self, references: Iterable[str]) -> dict[str, Decision]:
        """Live decisions."""
        asked = f"MATCH (d:Decision) WHERE d.reference IN $ids RETURN {columns('d', codec.DECISION)} AS x"
        return {row[0]: codec.decision(row) for row in self._all(asked, ids=list(references))}

    def decide(self, decisions: Iterable[tuple[Decision, str]], drop: Iterable[str] = ()) -> None:
        """Ends decisions, writes others."""
        self._end("Decision", "reference", drop)
        self._put("CREATE (d:Decision) SET d = row", (neo4j_rows.decision_props(d, source, self._now) for d, source in decisions))

    def deciding(self, nodes: Iterable[str]) -> list[Reference]:
        """References that mean these nodes."""
        asked = (
            "MATCH (d:Decision) WHERE d.source IS NOT NULL AND d.node IN $nodes MATCH (r:Reference {id: d.reference}) "
            f"RETURN {columns('r', codec.REFERENCE)} AS x ORDER BY r.id"
        )
        return [codec.reference(row) for row in self._all(asked, nodes=list(nodes))]

    def reviews(self) -> list[Review]:
        """Live reviews."""
        return [neo4j_rows.review(x) for x in self._all(f"MATCH (r:Review) RETURN {neo4j_rows.review_map()} AS x ORDER BY r.id")]

    def put_review(self, review: Review) -> None:
        """Keeps a review."""
        self._end("Review", "id", [review.id])
        self._write("CREATE (r:Review) SET r = $props", props=neo4j_rows.review_props(review, self._now))

    def close_review(self, id_: str) -> None:
        """Ends a review."""
        self._end("Review", "id", [id_])

    def copies(self, hashes: Iterable[str]) -> list[str]:
        """Live sources with these texts."""
        return self._all("MATCH (s:Source) WHERE s.sha256 IN $hashes RETURN s.id AS x ORDER BY s.id", hashes=list(hashes))

    def copied(self, sources: Iterable[str] | None = None) -> dict[str, str]:
        """Live sources that share their text."""
        only = "" if sources is None else "s.id IN $ids AND"
        other = "EXISTS { MATCH (o:Source {sha256: s.sha256}) WHERE o.id <> s.id }"
        asked = f"MATCH (s:Source) WHERE {only} {other} RETURN [s.id, s.sha256] AS x"
        return dict(self._all(asked, ids=list(sources or ())))

    def relations_of(self, references: Iterable[str]) -> list[Statement]:
        """Live relation statements at these references."""
        of = f"MATCH (s:Statement) WHERE s.{{}} IN $ids AND s.object IS NOT NULL RETURN {_STATEMENT} AS x"
        found = self._all(f"{of.format('subject')} UNION {of.format('object')}", ids=list(references))
        return [codec.statement(row) for row in found]

    def said_of(self, nodes: Iterable[str], sources: Iterable[str] | None = None) -> list[Said]:
        """What is said of these nodes."""
        given = {"nodes": list(nodes), "sources": None if sources is None else list(sources)}
        if not given["nodes"]:
            return []
        only = "" if sources is None else "AND d.source IN $sources"
        said: list[Said] = [tuple(row) for row in self._all(_STATED.format(only), **given)]
        for node, source, facts, resolved, candidates in self._all(_NAMED.format(only), **given):
            ref = codec.bare(facts)
            said += reference_said(node, source, ref.kind, ref.aliases, resolved, candidates)
        return said

    def every_said(self) -> Iterator[Said]:
        """What is said of every node, some nodes at a time."""
        for nodes in chunks(self._all("MATCH (d:Decision) WHERE d.node IS NOT NULL RETURN DISTINCT d.node AS x"), _PAGE):
            by_node: dict[str, list[Said]] = defaultdict(list)
            for said in self.said_of(nodes):
                by_node[said[0]].append(said)
            for rows in by_node.values():
                yield from rows

    def linked(self, edges: Iterable[str]) -> set[tuple[str, str, str]]:
        """What stands behind these edges."""
        asked = "MATCH (s:Statement) WHERE s.source IS NOT NULL AND s.edge IN $ids RETURN [s.edge, s.source, s.id] AS x"
        return {tuple(row) for row in self._all(asked, ids=list(edges))}

    def link(self, links: Iterable[tuple[str, str, str]], drop: Iterable[tuple[str, str, str]]) -> None:
        """Puts statements behind edges: a statement stands behind one at most."""
        for rows, value, when in ((drop, "null", "WHERE s.edge = row[0] "), (links, "row[0]", "")):
            batch = [list(row) for row in rows]
            self._shown |= {row[0] for row in batch}
            self._put(f"MATCH (s:Statement {{id: row[2]}}) {when}SET s.edge = {value}", batch)

    def drawn(self, edges: Iterable[str], sources: Iterable[str] | None = None) -> list[Drawn]:
        """Statements behind these edges."""
        given = {"edges": list(edges), "sources": None if sources is None else list(sources)}
        if not given["edges"]:
            return []
        only = "" if sources is None else "AND s.source IN $sources"
        return [
            _drawn(row)
            for row in self._all(f"MATCH (s:Statement) WHERE s.source IS NOT NULL AND s.edge IN $edges {only} {_DRAWN}", **given)
        ]

    def draw_all(self) -> Iterator[Drawn]:
        """Every relation statement with its edge, edge by edge; they are sorted here, for no server knows how an edge is named."""
        found = []
        for row in self._all(f"MATCH (s:Statement) WHERE s.object IS NOT NULL {_DRAWN}"):
            _, type_, a, b, modality, *_ = row
            if a != b:
                found.append(_drawn([edge_id(type_, a, b, modality), *row[1:]]))
        yield from sorted(found, key=attrgetter("edge", "source", "statement"))

    def tallied(self, things: Iterable[str]) -> set[str]:
        """Things with a tally."""
        return set(self._all("MATCH (t:Tally) WHERE t.thing IN $ids RETURN t.thing AS x", ids=list(things)))

    def tallies(self, things: Iterable[str]) -> dict[str, Tally]:
        """Tallies that are kept."""
        asked = "MATCH (t:Tally) WHERE t.thing IN $ids RETURN [t.thing, t.counted] AS x"
        return {thing: json.loads(counted) for thing, counted in self._all(asked, ids=list(things))}

    def put_tallies(self, tallies: Mapping[str, Tally], before: Mapping[str, Tally]) -> None:
        """Writes tallies in place of those before."""
        if gone := [thing for thing, counted in tallies.items() if not counted]:
            self._write("MATCH (t:Tally) WHERE t.thing IN $ids DELETE t", ids=gone)
        rows = [[thing, json.dumps(counted, ensure_ascii=False)] for thing, counted in tallies.items() if counted]
        self._put("MERGE (t:Tally {thing: row[0]}) SET t.counted = row[1]", rows)

    def count_in(self, come: Mapping[str, Tally]) -> None:
        """Adds voices: a tally is one value here, so it is read."""
        kept = self.tallies(come)
        self.put_tallies({thing: shifted(counted, {}, come[thing]) for thing, counted in kept.items()}, kept)

    def live_nodes(self, ids: Iterable[str]) -> dict[str, Node]:
        """Nodes as they are now."""
        found = self._all(f"MATCH (n:Thing) WHERE n.id IN $ids RETURN {neo4j_rows.node_map()} AS x", ids=list(ids))
        return {n.id: n for n in map(neo4j_rows.node, found)}

    def days(self, documents: Iterable[str]) -> dict[str, tuple[str | None, str | None]]:
        """Days of live documents."""
        asked = "MATCH (n:Document) WHERE n.id IN $ids RETURN [n.id, n.effective_from, n.date] AS x"
        return {id_: (effective, date) for id_, effective, date in self._all(asked, ids=list(documents))}

    def live_edges(self, ids: Iterable[str]) -> dict[str, Edge]:
        """Edges as they are now."""
        ids = list(ids)
        found = self._all(f"{LIVE_EDGES} RETURN {edge_columns()} AS x", ids=ids) if ids else []
        return {row[0]: neo4j_rows.edge(row) for row in found}

    def edges_at(self, nodes: Iterable[str], out: Iterable[str], into: Iterable[str]) -> set[str]:
        """Live edges at these nodes."""
        given = list(nodes)
        asked = (f"MATCH (n:Thing)-[r:{types(out)}]->() WHERE n.id IN $ids RETURN r.id AS x UNION "
                 f"MATCH (n:Thing)<-[r:{types(into)}]-() WHERE n.id IN $ids RETURN r.id AS x")  # fmt: skip
        return set(self._all(asked, ids=given)) if given else set()

    def ids(self, what: Literal["node", "edge", "tally", "linked"]) -> set[str]:
        """Ids of all of a kind."""
        asked = {
            "node": "MATCH (n:Thing) RETURN n.id AS x",
            "edge": "MATCH ()-[r]->() RETURN r.id AS x",
            "tally": "MATCH (t:Tally) RETURN t.thing AS x",
            "linked": "MATCH (s:Statement) WHERE s.edge IS NOT NULL RETURN DISTINCT s.edge AS x",
        }
        return set(self._all(asked[what]))

    def put_nodes(self, nodes: Iterable[Node], drop: Iterable[str] = ()) -> None:
        """Ends nodes, writes others in place of those that bear their ids: their relationships stay."""
        rows = [[n.id, neo4j_schema.labels(n), neo4j_rows.node_props(n, self._now)] for n in nodes]
        if not self._fresh and (ended := set(drop)):
            kept = "CREATE (o:EndedThing) SET o = properties(n), o.known_to = $now"
            self._write(f"MATCH (n:Thing) WHERE n.id IN $ids {kept}", ids=list(ended))
            # Its relationships are ended after it: until then it is out of sight.
            gone = list(ended - {row[0] for row in rows})
            self._write(f"MATCH (n:Thing) WHERE n.id IN $ids SET n:Gone REMOVE n:Thing:{':'.join(neo4j_schema.LABELS)}", ids=gone)
        every = f"REMOVE n:{':'.join(neo4j_schema.LABELS)}" if drop else ""
        self._put(f"MERGE (n:Thing {{id: row[0]}}) {every} SET n = row[2], n:$(row[1])", rows)

    def reindex(self) -> int:
        """Mends what nodes are found by, where it is not right; returns how much was not."""
        found_by = ("stem", "names", "words")
        wrong = []
        for found, *has in self._all(f"MATCH (n:Thing) RETURN [{neo4j_rows.node_map()}, n.stem, n.names, n.words] AS x"):
            props = neo4j_rows.node_props(neo4j_rows.node(found), self._now)
            if [props.get(name) for name in found_by] != has:
                wrong.append([found["id"], {name: props.get(name) for name in found_by}])
        self._put("MATCH (n:Thing {id: row[0]}) SET n += row[1]", wrong)
        return len(wrong)

    def put_edges(self, edges: Iterable[Edge], drop: Iterable[str] = ()) -> None:
        """Ends edges, writes others."""
        if not self._fresh and (ended := list(drop)):
            kept = "CREATE (o:EndedEdge) SET o = properties(r), o.type = type(r), o.src = a.id, o.dst = b.id, o.known_to = $now"
            self._write(f"{LIVE_EDGES} {kept} DELETE r", ids=ended)
        by_type: dict[str, list[Any]] = defaultdict(list)
        for e in edges:
            by_type[e.type].append([e.from_, e.to, neo4j_rows.edge_props(e, self._now)])
            self._shown.add(e.id)
        for name, rows in by_type.items():
            ends = "MATCH (a:Thing {id: row[0]}) MATCH (b:Thing {id: row[1]})"
            self._put(f"{ends} CREATE (a)-[r:{type_of(name)}]->(b) SET r = row[2]", rows)


def _member(row: list[Any]) -> Member:
    id_, source, facts, text_date, context = row
    return Member(id_, source, codec.bare(facts), text_date, context)


def _drawn(row: list[Any]) -> Drawn:
    edge, type_, a, b, modality, source, statement, confidence, w, props, published = row
    return Drawn(edge, type_, a, b, modality, source, statement, confidence, w, json.loads(props) if props else {}, published)
