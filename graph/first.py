"""A first load: what an empty store is told, kept in mind in short until all is there, then derived and written once.

Owns no rule: decisions, nodes and edges are made by the same functions as in ``derive.py``, of the same statements; only nothing is read
back, for nothing else is there. Meanwhile an edge with its statements takes about 1.3 KB of memory (five million edges: 6.7 GB).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from vanmach.graph.codec import candidates_text, stated
from vanmach.graph.derive import MANY, Group, acting_day, chunks, day_of, decided, edges_of, voiced
from vanmach.graph.model import Decision, Edge, Modality, Reference, Source, Statement, edge_id, said_weight
from vanmach.graph.project import (
    Day,
    Said,
    Tally,
    edge_said_once,
    project_node,
    reference_said,
    statement_said,
    tally,
    voices,
)
from vanmach.graph.resolve import known
from vanmach.graph.review import Reviewed
from vanmach.graph.store import Member, Transaction

Relation = tuple[str, str, str, Modality, str, str, float, int, Mapping[str, str], str | None]  # see First.add


class First:
    """All that the sources of a first load say."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._blocks: dict[str, list[Member]] = defaultdict(list)
        self._properties: dict[str, list[Said]] = defaultdict(list)  # by reference, which stands for the thing
        self._relations: list[Relation] = []

    def add(self, source: Source, references: Iterable[Reference], statements: Iterable[Statement]) -> None:
        """Takes down a source and writes what it says."""
        put = [(r, stated(r)) for r in references]
        self._tx.put(put, statements)
        for r, found in put:
            self._blocks[found.block].append(Member(r.id, r.source, found.bare, r.text_date, r.context))
        for s in statements:
            w = said_weight(s)
            if s.object is None:
                self._properties[s.subject].append((s.subject, s.source, s.predicate, s.value or "", w))
            else:
                row = (s.predicate, s.subject, s.object, s.modality, s.source, s.id, s.confidence, w, s.props, source.published)
                self._relations.append(row)

    def derive(self) -> None:
        """Derives and writes decisions, nodes and edges."""
        reviewed, voice = Reviewed(self._tx.reviews()), self._tx.copied()
        meant, means = self._decide(reviewed)
        days = self._nodes(meant, means, voice)
        meant.clear()
        self._edges(means, days, reviewed, voice)

    def _decide(self, reviewed: Reviewed) -> tuple[dict[str, list[tuple[Member, Decision]]], dict[str, str]]:
        """Which references mean which node; and which node each of them means."""
        meant: dict[str, list[tuple[Member, Decision]]] = defaultdict(list)
        means: dict[str, str] = {}

        def found() -> Iterator[tuple[Decision, str]]:
            for members in self._blocks.values():
                block = known({id(m.facts): m.facts for m in members}.values())
                for m, d in zip(members, decided(members, block, reviewed), strict=True):
                    meant[d.node].append((m, d))
                    means[m.id] = d.node
                    yield d, m.source

        self._tx.decide(found())
        self._blocks.clear()
        return meant, means

    def _nodes(
        self, meant: Mapping[str, list[tuple[Member, Decision]]], means: Mapping[str, str], voice: Mapping[str, str]
    ) -> dict[str, Day]:
        """Projects all nodes; returns the day of each document."""
        issuers: dict[str, list[Said]] = defaultdict(list)
        for type_, subject, object_, modality, source, _, _, w, _, _ in self._relations:
            if type_ == "issues" and modality == "done":
                issuers[means[object_]].append((means[object_], source, "issuer", means[subject], w))
        days: dict[str, Day] = {}

        def said(node: str, found: Iterable[tuple[Member, Decision]]) -> list[Said]:
            rows: list[Said] = []
            for m, d in found:
                candidates = None if d.resolved else candidates_text(d)
                rows += reference_said(node, m.source, m.facts.kind, m.facts.aliases, d.resolved, candidates)
                rows += self._properties.get(m.id, ())
            return rows + issuers.get(node, [])

        for chunk in chunks((node, tally(voiced(said(node, found), voice))) for node, found in meant.items()):
            nodes = [project_node(node, counted) for node, counted in chunk]
            days |= {n.id: day_of(n) for n in nodes if n.kind == "document"}
            self._tx.put_nodes(nodes)
            self._tx.put_tallies({node: counted for node, counted in chunk if voices(counted, "kind") > MANY}, {})
        self._properties.clear()
        return days

    def _edges(self, means: Mapping[str, str], days: Mapping[str, Day], reviewed: Reviewed, voice: Mapping[str, str]) -> None:
        """Projects all edges."""
        groups: dict[Group, list[Relation]] = {}
        for row in self._relations:
            a, b = means[row[1]], means[row[2]]
            if a == b:
                continue  # kept, but no edge
            group = (row[0], a, b, row[3])
            if (rows := groups.get(group)) is None:
                groups[group] = [row]
            else:
                rows.append(row)
        self._relations.clear()
        links: list[tuple[str, str, str]] = []
        for chunk in chunks(groups.items()):
            found: dict[str, tuple[Group, Tally]] = {}
            once: list[Edge] = []
            for group, rows in chunk:
                id_ = edge_id(*group)
                links += [(id_, row[4], row[5]) for row in rows]
                if len(rows) == 1 and not rows[0][8]:
                    once.append(_said_once(id_, group, rows[0], days))
                else:
                    said = (x for r in rows for x in statement_said(id_, r[4], r[6], r[7], r[8], r[9]))
                    found[id_] = (group, tally(voiced(said, voice)))
            edges, _ = edges_of(found, {}, reviewed, days)
            edges += [edge for e in once if (edge := reviewed.edge(e))]
            self._tx.put_edges(edges)
            self._tx.put_tallies({id_: counted for id_, (_, counted) in found.items() if voices(counted, "confidence") > MANY}, {})
        groups.clear()
        self._tx.link(links, ())


def _said_once(id_: str, group: Group, row: Relation, days: Mapping[str, Day]) -> Edge:
    type_, from_, to, modality = group
    *_, confidence, w, _, published = row
    return edge_said_once(id_, type_, (from_, to), modality, confidence, w, published, acting_day(type_, (from_, to), days))
