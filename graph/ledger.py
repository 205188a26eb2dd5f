"""Loads, retracts and rebuilds: one transaction each, in which statements are kept and decisions, nodes and edges follow from them.

Owns what is a change of a source and in which order it is kept. What follows from it is in ``derive.py``. Knows no engine.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from vanmach.graph import ontology
from vanmach.graph.codec import stated
from vanmach.graph.derive import Change, chunks, derive_all
from vanmach.graph.errors import NotFound, OntologyError
from vanmach.graph.first import First
from vanmach.graph.model import Reference, Review, Source, Statement
from vanmach.graph.review import Reviewed
from vanmach.graph.store import Read, Transaction, Writer

AT_ONCE = 16  # texts that are looked up together


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: ``state`` is new, unchanged or changed; the rest are counts of statements."""

    state: str
    added: int = 0
    retracted: int = 0


def load(writer: Writer, source: Source, text: str | None, references: Sequence[Reference], statements: Sequence[Statement]) -> Loaded:
    """Keeps what a source says, in place of what it said before; loading the same again changes nothing."""
    _check(references, statements)

    def work(tx: Transaction) -> Loaded:
        change = Change(tx)
        done = _keep(tx, change, (source, text, references, statements), tx.sources([source.id]).get(source.id))
        change.follow()
        return done

    return writer.change(work)


def load_all(writer: Writer, readings: Iterable[Read]) -> list[Loaded]:
    """Keeps what many sources say, in one transaction: all or nothing. Into an empty store this is much faster than one by one.

    ``readings`` are read as they are needed, so that they need not fit into memory; but of a first load what follows
    from them is made out in memory (see ``first.py``).
    """
    with _uncollected(), writer.transaction() as tx:
        if tx.empty():
            with tx.in_bulk():
                return _fill(tx, readings)
        change = Change(tx)
        out = []
        given: dict[str, Source] = {}
        for chunk in chunks(readings, AT_ONCE):
            found = tx.sources([source.id for source, *_ in chunk])
            for reading in chunk:
                _check(reading[2], reading[3])
                id_ = reading[0].id
                out.append(_keep(tx, change, reading, given.get(id_) or found.get(id_)))
                given[id_] = reading[0]
        change.follow()
        return out


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for cycles meanwhile: millions of values are made and none of them is part of one; it took a third of the time."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


def _fill(tx: Transaction, readings: Iterable[Read]) -> list[Loaded]:
    out, seen, first = [], set(), First(tx)
    for source, text, references, statements in readings:
        _check(references, statements)
        if source.id in seen:
            raise OntologyError(f"source {source.id} is given twice; load its versions one after the other")
        seen.add(source.id)
        tx.put_sources([(source, text)])
        first.add(source, references, statements)
        out.append(Loaded("new", len(statements)))
    first.derive()
    return out


def _keep(tx: Transaction, change: Change, reading: Read, known: Source | None) -> Loaded:
    """``known``: the source as it is, if it is there."""
    source, text, references, statements = reading
    if known is None:
        change.begin(source, text, references, statements)
        return Loaded("new", len(statements))
    change.settle()
    old_refs, old_said = tx.references_of(source.id), tx.statements_of(source.id)
    refs, said = {r.id: r for r in references}, {s.id: s for s in statements}
    new_refs = [r for r in references if old_refs.get(r.id) != r]
    new_said = [s for s in statements if old_said.get(s.id) != s]
    gone_refs, gone_said = old_refs.keys() - refs.keys(), old_said.keys() - said.keys()
    same = replace(known, loaded_at=None) == replace(source, loaded_at=None)
    if same and not (new_refs or new_said or gone_refs or gone_said):
        return Loaded("unchanged")
    stale_refs = gone_refs | {r.id for r in new_refs if r.id in old_refs}
    stale_said = gone_said | {s.id for s in new_said if s.id in old_said}
    touched_refs = [*new_refs, *(old_refs[r] for r in stale_refs)]
    touched_said = [*new_said, *(old_said[i] for i in stale_said)]
    if known.published != source.published:
        touched_said = [*statements, *old_said.values()]  # an edge may bear the day of its source
    change.touch(source, {source.sha256, known.sha256}, old_refs.keys(), old_said.values(), touched_refs, touched_said)
    tx.put_sources([(source, text)])
    tx.close(source.id, stale_refs, stale_said)
    tx.put([(r, stated(r)) for r in new_refs], new_said)
    added = len([s for s in new_said if s.id not in old_said])
    return Loaded("changed", added, len(gone_said))


def retract(writer: Writer, source: str) -> Loaded:
    """Ends a source and all it said; what it had settled is open again."""

    def work(tx: Transaction) -> Loaded:
        known = tx.sources([source]).get(source)
        if known is None:
            raise NotFound(source, hint=f"no source {source!r}; list them with: vanmach sources")
        refs, said = tx.references_of(source), tx.statements_of(source)
        change = Change(tx)
        change.touch(known, [known.sha256], refs.keys(), said.values(), refs.values(), said.values())
        tx.close(source, refs, said)
        tx.close_source(source)
        change.follow()
        return Loaded("retracted", 0, len(said))

    return writer.change(work)


def review(writer: Writer, verdict: Review) -> None:
    """Keeps what a person says of an edge or of two nodes, in place of an earlier word on the same; it outlives reloads."""
    writer.change(lambda tx: _judge(tx, verdict, gone=False))


def withdraw(writer: Writer, id_: str) -> None:
    """Ends a review: what it had changed is as the sources have it again."""

    def work(tx: Transaction) -> None:
        found = next((r for r in tx.reviews() if r.id == id_), None)
        if found is None:
            raise NotFound(id_, hint=f"no review {id_!r}; list them with: vanmach review list")
        _judge(tx, found, gone=True)

    writer.change(work)


def _judge(tx: Transaction, verdict: Review, gone: bool) -> None:
    about = [verdict, *(r for r in tx.reviews() if r.id == verdict.id)]
    before = Reviewed(tx.reviews())
    if gone:
        tx.close_review(verdict.id)
    else:
        tx.put_review(verdict)
    change = Change(tx)
    # Not only what means one of the two nodes now: what reviews had sent elsewhere may come back.
    nodes = {n for r in about if not r.type for end in (r.a, r.b) for n in (end, before.meant(end))}
    change.review({r.id for r in about if r.type}, tx.deciding(nodes) if nodes else ())
    change.follow()


class _Undone(Exception):
    """Ends a transaction of which nothing is to be kept."""


def rebuild(writer: Writer, dry: bool = False) -> int:
    """Derives all decisions, nodes and edges anew; returns how many had to change (none, if all is well). ``dry`` changes nothing."""

    def work(tx: Transaction) -> int:
        changed = derive_all(tx) + tx.reindex()
        if dry:
            raise _Undone(changed)
        return changed

    try:
        return writer.change(work)
    except _Undone as undone:
        return int(undone.args[0])


def _check(references: Sequence[Reference], statements: Sequence[Statement]) -> None:
    """An unknown relation or kind stops the load before anything is written."""
    kinds = {r.id: r.kind for r in references}
    known, doc_kinds = ontology.kinds(), ontology.doc_kinds()
    for ref in references:
        if ref.kind not in known or (ref.doc_kind and ref.doc_kind not in doc_kinds):
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
    if len({s.id for s in statements}) < len(statements):
        id_, count = Counter(s.id for s in statements).most_common(1)[0]
        raise OntologyError(f"statement id {id_} given {count} times by one source")
