"""What follows from statements: decisions, then nodes, then edges; of what a change touches, or of everything.

Owns the order and the extent of that. A thing that many sources speak of keeps its tally, so that one more text costs no second look
at all the others; whatever path led there, the outcome is a function of the live statements alone (``rebuild`` holds it).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TypeVar

from vanmach.graph import ontology
from vanmach.graph.codec import Stated, candidates_text, stated
from vanmach.graph.model import Decision, Edge, Modality, Node, Reference, Source, Statement, edge_id, said_weight
from vanmach.graph.project import (
    Day,
    Said,
    Tally,
    acting_end,
    edge_keeps,
    edge_said_once,
    grouped,
    node_keeps,
    project_edge,
    project_node,
    reference_said,
    shifted,
    statement_said,
    tally,
    voices,
)
from vanmach.graph.resolve import Known, decide, is_open, known, settled, shifts
from vanmach.graph.review import Reviewed
from vanmach.graph.store import Drawn, Member, Transaction

MANY = 8  # voices from which on a thing keeps its tally
ALONE = known(())  # what a block knows in which every reference names its node itself
ACTING = {end: [r.name for r in ontology.relations().values() if r.acting == end] for end in ("from", "to")}
CHUNK = 4_000  # things written at a time where all is derived
LETTERS = 10_000_000  # of texts that may wait to be written

T = TypeVar("T")
UNDATED: Day = (None, None)
Group = tuple[str, str, str, Modality]  # type, from, to, modality: what an edge is told by


class Change:
    """A change of some sources: first all that is touched, before it is written; then ``follow``."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._reviewed = Reviewed(tx.reviews())
        self._judged: set[str] = set()  # edges that a review has come to or left
        self._references: set[str] = set()
        self._statements: dict[str, Statement] = {}
        self._said: dict[str, Statement] = {}  # what the sources said before
        self._touched: set[str] = set()
        self._blocks: set[str] = set()
        self._known: dict[str, Known] = {}  # what those touched blocks knew before in which others may have to be decided anew
        self._sources: set[str] = set()  # whose voices before are taken down already
        self._new: dict[str, Source] = {}  # those that said nothing before: what they say is at hand
        self._first: dict[str, tuple[Reference, Stated]] = {}  # their references
        self._come: list[tuple[Source, str | None]] = []  # what waits to be written
        self._put: list[tuple[Reference, Stated]] = []
        self._say: list[Statement] = []
        self._letters = 0  # of the texts that wait
        self._texts: set[str] = set()  # whose copies have not been looked for
        self._nodes: dict[str, list[Said]] = defaultdict(list)  # what they said of things with a tally
        self._edges: dict[str, list[Said]] = defaultdict(list)
        self._many: set[str] = set()  # things that kept a tally before
        self._looked: set[str] = set()  # things of which one was looked for

    def review(self, edges: Iterable[str], references: Iterable[Reference]) -> None:
        """Edges and references that are to be looked at anew, for a review has come or gone; nothing said of them changes."""
        self._judged |= set(edges)
        self._references |= {r.id for r in references}

    def begin(self, source: Source, text: str | None, references: Iterable[Reference], statements: Iterable[Statement]) -> None:
        """Takes down and writes a source that was not there before, and what it says; what many say is written at once."""
        put = [(r, stated(r)) for r in references]
        said = list(statements)
        self._new[source.id] = source
        self._first |= {r.id: (r, found) for r, found in put}
        self._references |= {r.id for r, _ in put}
        self._statements |= {s.id: s for s in said}
        self._sources.add(source.id)
        self._touched.add(source.id)
        self._come.append((source, text))
        self._put += put
        self._say += said
        self._letters += len(text or "")
        self._texts.add(source.sha256)
        if len(self._put) > CHUNK or self._letters > LETTERS:
            self.settle()

    def settle(self) -> None:
        """Writes what waits to be written, once it is taken down what was there before."""
        if not self._texts:
            return
        come, put, say, texts = self._come, self._put, self._say, self._texts
        self._come, self._put, self._say, self._texts, self._letters = [], [], [], set(), 0
        self._look({found.block for _, found in put})
        self._tx.put_sources(come)
        self._tx.put(put, say)
        self._copied(texts)

    def touch(
        self,
        source: Source,
        texts: Iterable[str],
        references: Collection[str],
        statements: Collection[Statement],
        touched: Iterable[Reference],
        said: Iterable[Statement],
    ) -> None:
        """Takes down what a source said before (``references``, ``statements``); ``touched`` and ``said`` will end, begin or change."""
        self.settle()
        touched = list(touched)
        if self._new.pop(source.id, None):  # the same once more in one change
            self._first = {id_: own for id_, own in self._first.items() if own[0].source != source.id}
        self._look({stated(r).block for r in touched})
        self._references |= {r.id for r in touched}
        self._statements |= {s.id: s for s in said}
        if source.id not in self._touched:
            self._touched.add(source.id)
            self._said |= {s.id: s for s in statements}
        if source.id not in self._sources:  # as a copy of one before it spoke already, with the voice that it had
            self._sources.add(source.id)
            self._spoke(source.id, references, statements)
        self._copied(texts)

    def _look(self, blocks: set[str]) -> None:
        """Takes down what blocks know in which others may have to be decided anew."""
        blocks -= self._blocks
        self._blocks |= blocks
        hanging = self._tx.open_blocks(blocks) | {b for b in blocks if shifts(b)}
        facts = self._tx.facts(hanging)
        self._known |= {b: known(facts.get(b, ())) for b in hanging}

    def _copied(self, texts: Iterable[str]) -> None:
        """Takes down what other sources with these texts said: they speak with the same voice."""
        for copy in set(self._tx.copies(texts)) - self._sources:
            self._sources.add(copy)
            self._spoke(copy, self._tx.references_of(copy), self._tx.statements_of(copy).values())

    def _spoke(self, source: str, references: Iterable[str], statements: Iterable[Statement]) -> None:
        meant = {r: d.node for r, d in self._tx.decisions(references).items()}
        self._before(set(meant.values()), set(_stands(statements, meant).values()), {source})

    def _before(self, nodes: set[str], edges: set[str], sources: set[str]) -> None:
        """Takes down what some sources say of these things, where a tally of them is kept."""
        many = self._tallied(nodes | edges)
        if not many:
            return
        for things, found in (
            (self._nodes, self._tx.said_of(nodes & many, sources)),
            (self._edges, _said(self._tx.drawn(edges & many, sources))),
        ):
            for thing, rows in grouped(self._voiced(found)).items():
                things[thing] += rows

    def _tallied(self, things: set[str]) -> set[str]:
        """Those of these things that kept a tally before the change."""
        if missing := things - self._looked:
            self._looked |= missing
            self._many |= self._tx.tallied(missing)
        return things & self._many

    def follow(self) -> int:
        """Follows the change through decisions, nodes and edges; returns how many of them it changed."""
        self.settle()
        tx = self._tx
        if not self._references and not self._statements and not self._judged:
            return 0
        blocks, knows = self._members()
        members = {m.id: m for found in blocks.values() for m in found}
        old = tx.decisions((members.keys() | self._references) - self._first.keys())
        anew = (d for b, found in blocks.items() for d in decided(found, knows.get(b, ALONE), self._reviewed))
        moved = {d.reference: d for d in anew if old.get(d.reference) != d}
        again = moved.keys() & old.keys()
        gone = (self._references - members.keys()) & old.keys()
        # Relations that may tie other nodes now: at references that are touched or mean something else, and those touched themselves.
        ends = {end for s in self._statements.values() for end in (s.subject, s.object) if end}
        at = self._references | moved.keys() | ends
        relations = {s.id: s for s in self._statements.values() if s.object and s.source in self._new}
        relations |= {s.id: s for s in tx.relations_of(at - self._first.keys())}
        at |= {s.object for s in relations.values() if s.predicate == "issues" and s.object}  # whose issuer that may be
        more = at | {e for s in relations.values() for e in (s.subject, s.object) if e}
        old |= tx.decisions(more - old.keys() - self._first.keys())
        was = {r: d.node for r, d in old.items()}
        means = {r: node for r, node in was.items() if r not in gone} | {r: d.node for r, d in moved.items()}
        nodes = {node for r in at for node in (was.get(r), means.get(r)) if node}
        other = {node for r in at - self._first.keys() for node in (was.get(r), means.get(r)) if node}
        before = {id_: s for id_, s in relations.items() if s.source not in self._touched}
        before |= {id_: s for id_, s in self._said.items() if id_ in relations or id_ in self._statements}
        stood, stands = _stands(before.values(), was), _stands(relations.values(), means)
        others = {members[r].source for r in moved} - self._sources
        self._before(nodes, set(stood.values()) | set(stands.values()), others)
        self._sources |= others

        tx.decide([(d, members[r].source) for r, d in moved.items()], again | gone)
        changed, days = self._nodes_follow(nodes, other, moved)
        tx.link(
            [(edge, relations[s].source, s) for s, edge in stands.items() if stood.get(s) != edge],
            [(edge, before[s].source, s) for s, edge in stood.items() if stands.get(s) != edge],
        )
        said = [self._first_drawn(s, stands[s.id], means) for s in relations.values() if s.id in stands and s.source in self._new]
        edges = set(stood.values()) | self._judged | {edge for s, edge in stands.items() if relations[s].source not in self._new}
        dated = tx.edges_at(days, ACTING["from"], ACTING["to"])
        return len(moved) + len(gone) + changed + self._edges_follow(said, edges, dated)

    def _first_said(self, decisions: Mapping[str, Decision]) -> list[Said]:
        """What the new sources say of nodes: as ``Transaction.said_of`` would tell it, but without asking."""
        said: list[Said] = []
        for id_, (ref, _) in self._first.items():
            meant = decisions[id_]
            said += reference_said(
                meant.node, ref.source, ref.kind, ref.aliases, meant.resolved, None if meant.resolved else candidates_text(meant)
            )
        for s in self._statements.values():
            if s.source not in self._new:
                continue
            if s.object is None:
                if d := decisions.get(s.subject):
                    said.append((d.node, s.source, s.predicate, s.value or "", said_weight(s)))
            elif s.predicate == "issues" and s.modality == "done":
                said.append((decisions[s.object].node, s.source, "issuer", decisions[s.subject].node, said_weight(s)))
        return said

    def _first_drawn(self, s: Statement, edge: str, means: Mapping[str, str]) -> Drawn:
        """The same of edges (``Transaction.drawn``)."""
        a, b, published = means[s.subject], means[s.object or ""], self._new[s.source].published
        return Drawn(edge, s.predicate, a, b, s.modality, s.source, s.id, s.confidence, said_weight(s), s.props, published)

    def _voiced(self, said: Iterable[Said]) -> Iterable[Said]:
        """What is said, by the voices of this moment."""
        said = list(said)
        return voiced(said, self._tx.copied({row[1] for row in said}))

    def _members(self) -> tuple[dict[str, list[Member]], dict[str, Known]]:
        """The references to decide anew, and what their blocks know: those touched, and those that may mean something else by it now."""
        touched = self._tx.members({}, self._references - self._first.keys())
        for r, facts_of in self._first.values():
            touched.setdefault(facts_of.block, []).append(Member(r.id, r.source, facts_of.bare, r.text_date, r.context))
        hanging = self._known.keys() | {b for b, found in touched.items() if shifts(b) or any(is_open(m.facts) for m in found)}
        facts = self._tx.facts(hanging)
        now = {b: known(facts.get(b, ())) for b in hanging}
        shaken: dict[str, list[Reference]] = {}
        for block, before in self._known.items():
            if before != now[block]:
                shaken[block] = [
                    f for f in facts.get(block, ()) if (found := settled(f, now[block])) is None or settled(f, before) != found
                ]
        for block, others in (self._tx.members(shaken, ()) if shaken else {}).items():
            members = touched.setdefault(block, [])
            there = {m.id for m in members}
            members += [m for m in others if m.id not in there]
        return touched, now

    def _nodes_follow(self, nodes: set[str], other: set[str], decisions: Mapping[str, Decision]) -> tuple[int, set[str]]:
        """Projects these nodes; returns how many changed, and those whose day did. Of all but the ``other`` only new sources speak anew."""
        tx = self._tx
        many, old = self._tallied(nodes), tx.live_nodes(nodes)
        said = grouped(self._voiced(self._first_said(decisions)))
        same = {n for n in said.keys() & old.keys() if n not in other and n not in self._nodes and node_keeps(old[n], said[n])}
        tx.count_in({n: tally(said[n]) for n in same & many})
        kept = tx.tallies(many - same)
        # A node that is new has only new sources to speak of it.
        asked = {n for n in nodes - many - same if n in old or n in other}
        said = {n: rows for n, rows in said.items() if n not in same and n not in asked}
        for row in self._voiced(tx.said_of(asked) + tx.said_of(kept.keys(), self._sources - self._new.keys())):
            said.setdefault(row[0], []).append(row)
        new = {id_: project_node(id_, found) for id_, found in self._tallies(said, kept, self._nodes, "kind").items() if found}
        changed = [n for id_, n in new.items() if old.get(id_) != n]
        gone = old.keys() - new.keys() - same
        tx.put_nodes(changed, {n.id for n in changed if n.id in old} | gone)
        return len(changed) + len(gone), {n.id for n in changed if n.id in old and day_of(old[n.id]) != day_of(n)}

    def _edges_follow(self, first: list[Drawn], edges: set[str], dated: set[str]) -> int:
        """Projects edges: those of which only new sources speak anew, others of which something else is said, and those of whose acting
        document only the day is another.
        """
        tx = self._tx
        found: dict[str, list[Drawn]] = defaultdict(list)
        for d in first:
            found[d.edge].append(d)
        kept, unmoved = (tx.tallies(self._tallied(of)) for of in (edges | found.keys(), dated - edges - found.keys()))
        old = tx.live_edges(edges | found.keys() | dated)
        alone = found.keys() - edges - dated - kept.keys()
        same = {e for e in alone & old.keys() if edge_keeps(old[e], _said(found[e]))}
        asked = {e for e in edges | found.keys() | dated if e not in alone or e in old or self._reviewed.judges(e)}
        asked -= kept.keys() | unmoved.keys() | same
        of_new = {e: rows for e, rows in found.items() if e not in asked and e not in same}
        once = [rows[0] for e, rows in of_new.items() if e not in kept and len(rows) == 1 and not rows[0].props]
        for d in once:
            del of_new[d.edge]
        drawn = tx.drawn(asked) + [d for rows in of_new.values() for d in rows]
        drawn += tx.drawn(kept.keys(), self._sources - self._new.keys())
        tallies = self._tallies(grouped(self._voiced(_said(drawn))), kept, self._edges, "confidence") | unmoved
        groups = {e.id: (e.type, e.from_, e.to, e.modality) for e in old.values()} | {d.edge: d[1:5] for d in drawn}
        told = {id_: (groups[id_], counted) for id_, counted in tallies.items() if counted}
        of_all = [group[:3] for group, _ in told.values()] + [d[1:4] for d in once]
        days = tx.days({end for type_, *ends in of_all if (end := acting_end(type_, ends))})
        changed, gone = edges_of(told, {e: was for e, was in old.items() if e not in same}, self._reviewed, days)
        changed += [
            edge_said_once(d.edge, d.type, d[2:4], d.modality, d.confidence, d.weight, d.published, acting_day(d.type, d[2:4], days))
            for d in once
        ]
        tx.put_edges(changed, {e.id for e in changed if e.id in old} | gone)
        return len(changed) + len(gone)

    def _tallies(self, said: dict[str, list[Said]], kept: dict[str, Tally], before: dict[str, list[Said]], name: str) -> dict[str, Tally]:
        """The tallies of things: of those that keep one it moves on, of the others it is taken; a thing that many speak of keeps it."""
        moved = {thing: shifted(counted, tally(before.get(thing, ())), tally(said.pop(thing, ()))) for thing, counted in kept.items()}
        taken = {thing: tally(rows) for thing, rows in said.items()}
        self._tx.put_tallies(moved | {thing: counted for thing, counted in taken.items() if voices(counted, name) > MANY}, kept)
        return moved | taken


def derive_all(tx: Transaction) -> int:
    """Derives everything anew from the statements; returns how much had to change."""
    days: dict[str, Day] = {}
    reviewed, voice, orphans = Reviewed(tx.reviews()), tx.copied(), tx.ids("tally")
    changed = _all_decisions(tx, reviewed) + _all_nodes(tx, days, orphans, voice) + _all_edges(tx, days, orphans, voice, reviewed)
    tx.put_tallies({thing: {} for thing in orphans}, tx.tallies(orphans))
    return changed + len(orphans)


def _all_decisions(tx: Transaction, reviewed: Reviewed) -> int:
    def found() -> Iterator[tuple[Decision, str]]:
        for _, members in tx.every_block():
            block = known({id(m.facts): m.facts for m in members}.values())
            yield from zip(decided(members, block, reviewed), [m.source for m in members], strict=True)

    changed = 0
    for chunk in chunks(found()):
        old = tx.decisions(d.reference for d, _ in chunk)
        chunk = [(d, source) for d, source in chunk if old.get(d.reference) != d]
        tx.decide(chunk, [d.reference for d, _ in chunk if d.reference in old])
        changed += len(chunk)
    return changed


def decided(members: Iterable[Member], block: Known, reviewed: Reviewed) -> Iterator[Decision]:
    """The decisions on members of a block, in their order."""
    clear: dict[int, tuple[str, float, str] | None] = {}
    judged = bool(reviewed)
    for m in members:
        key = id(m.facts)  # one object for all that state the same
        if key not in clear:
            clear[key] = settled(m.facts, block)
        found = clear[key]
        decision = Decision(m.id, found[0], found[1], True, found[2]) if found else decide(m.whole(), block)
        yield reviewed.decision(decision, m.whole) if judged else decision


def _all_nodes(tx: Transaction, days: dict[str, Day], orphans: set[str], voice: Mapping[str, str]) -> int:
    """Projects every node; ``days`` takes the day of each document, ``orphans`` loses those whose tally is that of a node."""

    def found() -> Iterator[tuple[str, Tally]]:
        for node, said in groupby(tx.every_said(), itemgetter(0)):
            yield node, tally(voiced(said, voice))

    changed, gone = 0, tx.ids("node")
    for chunk in chunks(found()):
        nodes = [project_node(node, counted) for node, counted in chunk]
        days |= {n.id: day_of(n) for n in nodes if n.kind == "document"}
        seen = {n.id for n in nodes}
        gone -= seen
        orphans -= seen
        old = tx.live_nodes(seen)
        nodes = [n for n in nodes if old.get(n.id) != n]
        tx.put_nodes(nodes, [n.id for n in nodes if n.id in old])
        changed += len(nodes) + _tallies_again(tx, chunk, "kind")
    tx.put_nodes((), gone)
    return changed + len(gone)


def _all_edges(tx: Transaction, days: Mapping[str, Day], orphans: set[str], voice: Mapping[str, str], reviewed: Reviewed) -> int:
    changed, gone, unlinked = 0, tx.ids("edge"), tx.ids("linked")
    for chunk in chunks((id_, list(rows)) for id_, rows in groupby(tx.draw_all(), itemgetter(0))):
        tallies = [(id_, tally(voiced(_said(rows), voice))) for id_, rows in chunk]
        seen = {id_ for id_, _ in chunk}
        gone -= seen
        orphans -= seen
        unlinked -= seen
        old = tx.live_edges(seen)
        found = {id_: (rows[0][1:5], counted) for (id_, rows), (_, counted) in zip(chunk, tallies, strict=True)}
        edges, rejected = edges_of(found, old, reviewed, days)
        gone |= rejected
        tx.put_edges(edges, [e.id for e in edges if e.id in old])
        stood, links = tx.linked(seen), [(d.edge, d.source, d.statement) for _, rows in chunk for d in rows]
        links, strays = [link for link in links if link not in stood], stood.difference(links)
        tx.link(links, strays)
        changed += len(edges) + len(links) + len(strays) + _tallies_again(tx, tallies, "confidence")
    tx.put_edges((), gone)
    strays = tx.linked(unlinked)
    tx.link((), strays)
    return changed + len(gone) + len(strays)


def _tallies_again(tx: Transaction, found: list[tuple[str, Tally]], name: str) -> int:
    """Keeps the tallies of things that many speak of; counts those that were kept otherwise."""
    kept = tx.tallies(thing for thing, _ in found)
    right = {thing: counted for thing, counted in found if thing in kept or voices(counted, name) > MANY}
    wrong = {thing: counted for thing, counted in right.items() if thing in kept and kept[thing] != counted}
    tx.put_tallies({thing: counted for thing, counted in right.items() if thing not in kept} | wrong, kept)
    return len(wrong)


def edges_of(
    found: Mapping[str, tuple[Group, Tally]], old: Mapping[str, Edge], reviewed: Reviewed, days: Mapping[str, Day]
) -> tuple[list[Edge], set[str]]:
    """Edges that are not as they were, and those that are no more; ``days`` are those of the acting documents."""
    changed, gone = [], set(old)
    for id_, ((type_, from_, to, modality), said) in found.items():
        ends = from_, to
        day = acting_day(type_, ends, days)
        if edge := reviewed.edge(project_edge(id_, type_, ends, modality, said, day)):
            gone.discard(id_)
            if old.get(id_) != edge:
                changed.append(edge)
    return changed, gone


def _edge(s: Statement, means: Mapping[str, str]) -> str | None:
    """The edge behind which a relation statement stands; None where it ties a node to itself: kept, but no edge."""
    a, b = means.get(s.subject), means.get(s.object or "")
    return edge_id(s.predicate, a, b, s.modality) if a and b and a != b else None


def _stands(statements: Iterable[Statement], means: Mapping[str, str]) -> dict[str, str]:
    """The edge behind which each relation statement stands, by what its references mean."""
    return {s.id: edge for s in statements if s.object and (edge := _edge(s, means))}


def _said(drawn: Iterable[Drawn]) -> Iterator[Said]:
    for d in drawn:
        yield from statement_said(d.edge, d.source, d.confidence, d.weight, d.props, d.published)


def voiced(said: Iterable[Said], voice: Mapping[str, str]) -> Iterable[Said]:
    """What is said, by voices: sources with the same text have one, so that a copy adds no support."""
    return ((thing, voice.get(source, source), name, value, w) for thing, source, name, value, w in said) if voice else said


def acting_day(type_: str, ends: Sequence[str], days: Mapping[str, Day]) -> Day:
    """The day that an edge bears of its acting document."""
    return days.get(acting_end(type_, ends) or "", UNDATED)


def day_of(node: Node | None) -> Day:
    """From when a document is effective, and its date."""
    return (node.effective_from, node.date) if node else (None, None)


def chunks(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """The same, some thousands at a time."""
    chunk: list[T] = []
    for item in items:
        chunk.append(item)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
