"""Loads, retracts and rebuilds: one transaction each, in which statements are kept and decisions, nodes and edges follow from them.

Owns the order of the change (append or close, resolve the touched blocks, project the touched nodes and edges). Knows no engine.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from vanmach.graph import ontology
from vanmach.graph.errors import NotFound, OntologyError
from vanmach.graph.model import Decision, Edge, Node, Reference, Source, Statement, edge_id
from vanmach.graph.naming import block_of
from vanmach.graph.project import project_edge, project_node
from vanmach.graph.resolve import resolve
from vanmach.graph.store import Transaction, Writer


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: ``state`` is new, unchanged or changed; the rest are counts of statements."""

    state: str
    added: int = 0
    retracted: int = 0


@dataclass(slots=True)
class _Touched:
    references: set[str] = field(default_factory=set)
    statements: set[str] = field(default_factory=set)
    blocks: set[str] = field(default_factory=set)
    nodes: set[str] = field(default_factory=set)


def load(writer: Writer, source: Source, text: str | None, references: Sequence[Reference], statements: Sequence[Statement]) -> Loaded:
    """Keeps what a source says, in place of what it said before; loading the same again changes nothing."""
    _check(references, statements)
    with writer.transaction() as tx:
        known = tx.source(source.id)
        old_refs, old_said = tx.references_of(source.id), tx.statements_of(source.id)
        refs, said = {r.id: r for r in references}, {s.id: s for s in statements}
        new_refs = [r for r in references if old_refs.get(r.id) != r]
        new_said = [s for s in statements if old_said.get(s.id) != s]
        gone_refs, gone_said = old_refs.keys() - refs.keys(), old_said.keys() - said.keys()
        same = known is not None and replace(known, loaded_at=None) == replace(source, loaded_at=None)
        if same and not (new_refs or new_said or gone_refs or gone_said):
            return Loaded("unchanged")
        tx.put_source(source, text)
        stale_refs, stale_said = (
            gone_refs | {r.id for r in new_refs if r.id in old_refs},
            gone_said | {s.id for s in new_said if s.id in old_said},
        )
        touched = _Touched(references={r.id for r in new_refs} | stale_refs, statements={s.id for s in new_said} | stale_said)
        for s in [*new_said, *(old_said[i] for i in stale_said)]:
            touched.references |= {s.subject, *([s.object] if s.object else [])}
        touched.blocks = {block_of(r) for r in new_refs} | {block_of(old_refs[r]) for r in stale_refs}
        tx.close(stale_refs, stale_said)
        tx.put([(r, block_of(r)) for r in new_refs], new_said)
        _derive(tx, touched, gone_refs)
        added = len([s for s in new_said if s.id not in old_said])
        return Loaded("changed" if known else "new", added, len(gone_said))


def retract(writer: Writer, source: str) -> Loaded:
    """Ends a source and all it said; what it had settled is open again."""
    with writer.transaction() as tx:
        if tx.source(source) is None:
            raise NotFound(source, hint=f"no source {source!r}; list them with: vanmach sources")
        refs, said = tx.references_of(source), tx.statements_of(source)
        touched = _Touched(set(refs), set(said), {block_of(r) for r in refs.values()})
        tx.close(refs, said)
        tx.close_source(source)
        _derive(tx, touched, set(refs))
        return Loaded("retracted", 0, len(said))


def rebuild(writer: Writer) -> int:
    """Derives all decisions, nodes and edges anew; returns how many had to change (none, if all is well)."""
    with writer.transaction() as tx:
        touched = _Touched()
        for source in tx.all_sources():
            touched.references |= tx.references_of(source.id).keys()
            touched.statements |= {s.id for s in tx.statements_of(source.id).values() if s.object}
        touched.blocks = set(tx.all_blocks())
        return _derive(tx, touched, set())


def _check(references: Sequence[Reference], statements: Sequence[Statement]) -> None:
    """An unknown relation or kind stops the load before anything is written."""
    kinds = {r.id: r.kind for r in references}
    for ref in references:
        if ref.kind not in ontology.kinds() or (ref.doc_kind and ref.doc_kind not in ontology.doc_kinds()):
            raise OntologyError(f"{ref.id}: unknown kind {ref.kind!r} or document kind {ref.doc_kind!r}; see graph/ontology.toml")
    for s in statements:
        if s.object is None:
            continue
        relation = ontology.relation(s.predicate)
        ends = kinds.get(s.subject), kinds.get(s.object)
        if ends[0] not in relation.from_ or ends[1] not in relation.to:
            raise OntologyError(
                f"{s.id}: {s.predicate} cannot tie {ends[0]} {s.subject!r} to {ends[1]} {s.object!r}; see graph/ontology.toml"
            )
    for id_, count in Counter(s.id for s in statements).items():
        if count > 1:
            raise OntologyError(f"statement id {id_} given {count} times by one source")


def _derive(tx: Transaction, touched: _Touched, gone: Iterable[str]) -> int:
    """Follows a change of statements through decisions, nodes and edges; returns how many of them it changed."""
    moved = _decide(tx, touched, set(gone))
    relations = {s.id: s for s in tx.relations_of(touched.references | moved)}
    changed = _project_nodes(tx, touched, relations.values())
    return len(moved) + changed + _project_edges(tx, touched, relations)


def _decide(tx: Transaction, touched: _Touched, gone: set[str]) -> set[str]:
    new: dict[str, Decision] = {}
    for refs in tx.block(touched.blocks).values():
        new |= {d.reference: d for d in resolve(refs)}
    old = tx.decisions(new.keys() | gone | touched.references)
    moved = [d for r, d in new.items() if old.get(r) != d]
    tx.decide(moved, gone & old.keys())
    touched.nodes = {old[r].node for r in touched.references | gone if r in old}
    touched.nodes |= {d.node for d in moved} | {old[d.reference].node for d in moved if d.reference in old}
    touched.nodes |= {new[r].node for r in touched.references if r in new}
    return {d.reference for d in moved} | gone


def _project_nodes(tx: Transaction, touched: _Touched, relations: Iterable[Statement]) -> int:
    # The issuer of a document is read from its statements, so a document whose issuer moved is touched too.
    issued = [s for s in relations if s.predicate == "issues" and s.object]
    ends = tx.decisions({s.object for s in issued if s.object})
    touched.nodes |= {d.node for d in ends.values()}
    members = tx.references_at(touched.nodes)
    refs = [r for found in members.values() for r in found]
    ids = {r.id for r in refs}
    decisions = tx.decisions(ids)
    properties: dict[str, list[Statement]] = defaultdict(list)
    for s in tx.properties_of(ids):
        properties[s.subject].append(s)
    issues: dict[str, list[Statement]] = defaultdict(list)
    for s in tx.relations_of({r.id for r in refs if r.kind == "document"}):
        if s.predicate == "issues" and s.object in ids:
            issues[s.object].append(s)
    bodies = tx.decisions({s.subject for found in issues.values() for s in found})
    new = {
        node: project_node(
            node,
            [(r, decisions[r.id]) for r in sorted(found, key=lambda r: r.id)],
            [s for r in found for s in properties[r.id]],
            [(s, bodies[s.subject].node) for r in found for s in issues[r.id] if s.subject in bodies],
        )
        for node, found in members.items()
        if found
    }
    old = tx.live_nodes(touched.nodes)
    changed = [n for id_, n in new.items() if old.get(id_) != n]
    gone = old.keys() - new.keys()
    tx.put_nodes(changed, gone)
    # An edge takes its day from its acting document: where that moved, the edge is made anew.
    touched.nodes = {n.id for n in changed if _day(old.get(n.id)) != _day(n)}
    return len(changed) + len(gone)


def _day(node: Node | None) -> tuple[str | None, str | None]:
    return (node.effective_from, node.date) if node else (None, None)


def _project_edges(tx: Transaction, touched: _Touched, relations: dict[str, Statement]) -> int:
    moving = touched.statements | relations.keys()
    before = tx.edges_of_statements(moving)
    affected = set(before.values()) | tx.edges_at(touched.nodes)
    behind = tx.behind(affected)
    others = {s for found in behind.values() for s in found} - touched.statements - relations.keys()
    said = relations | {s.id: s for s in tx.relations_by_id(others)}
    ends = tx.decisions({s.subject for s in said.values()} | {s.object for s in said.values() if s.object})
    groups: dict[str, list[Statement]] = defaultdict(list)
    pairs: dict[str, tuple[str, str]] = {}
    for s in said.values():
        if not s.object or s.subject not in ends or s.object not in ends:
            continue
        pair = ends[s.subject].node, ends[s.object].node
        if pair[0] == pair[1]:
            continue  # no relation ties a node to itself; the statement is kept all the same
        id_ = edge_id(s.predicate, *pair, s.modality)
        groups[id_].append(s)
        pairs[id_] = pair
    joined = groups.keys() - affected
    for id_, found in tx.behind(joined).items():
        have = {s.id for s in groups[id_]}
        groups[id_] += tx.relations_by_id([s for s in found if s not in have and s not in moving])
    nodes = tx.live_nodes({n for pair in pairs.values() for n in pair})
    sources = {s.id: s for s in (tx.source(i) for i in {s.source for found in groups.values() for s in found}) if s}
    new: dict[str, Edge] = {id_: project_edge(id_, pairs[id_], found, nodes, sources) for id_, found in groups.items()}
    old = tx.live_edges(affected | new.keys())
    changed = [e for id_, e in new.items() if old.get(id_) != e]
    gone = old.keys() - new.keys()
    tx.put_edges(changed, gone)
    return len(changed) + len(gone)
