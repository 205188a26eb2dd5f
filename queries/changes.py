"""What the graph learned since a time: what was added, what changed, what ended, each with its evidence (``changes``).

Owns the feed along the axis of knowing: when a source was read, corrected or taken back. What took effect on which day is ``compare.py``'s.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from vanmach.graph.errors import InputError, StoreError
from vanmach.graph.history import instant
from vanmach.graph.model import Edge, Node, Review, Source
from vanmach.graph.store import Cause, Entry, Recording, Thing, View, What
from vanmach.queries.forms import edge_forms, evidence_form, node_forms
from vanmach.queries.paths import clause
from vanmach.queries.sources import source_form

JSON = dict[str, Any]
WHAT: tuple[What, ...] = ("edge", "node", "source")
# Where a page ended: instant, kind and id.
CURSOR = r"^[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]\.[0-9]{6}\+00:00\|(edge|node|source)\|.{1,300}$"
_EVER = "9999"
_CAUSES = 5
# Of a form what follows from other things than the row itself.
_DERIVED = frozenset(("status", "status_since", "status_basis", "evidence", "issuer"))


def changes(
    view: View,
    *,
    since: str | None = None,
    after: str | None = None,
    until: str | None = None,
    what: Sequence[What] = WHAT,
    limit: int = 100,
    newest: bool = False,
) -> JSON:
    """A page of what came to be known: ``{since, changes, nodes, next, cursor}``, oldest first (or ``newest`` first, without pages).

    ``since`` and ``until`` are ISO days or times, ``after`` the ``next`` or ``cursor`` of an earlier page. A change is ``{at, change, what,
    id, sentence: {vi, en}, before, evidence, causes, node | edge | source}``: ``change`` is ``added``, ``changed`` or ``ended``, the thing
    is as it was from then on (or last was), ``before`` holds the old values of what changed, ``causes`` the sources and reviews
    written at that instant. ``nodes`` are the ends of the edges. ``next`` is null on the last page; ``cursor`` is where a later
    call goes on, so that nothing is told twice or missed.
    """
    if not isinstance(view, Recording):
        raise StoreError(
            "this store keeps no record of when things came and went; the feed of changes is told by a store in a file (sqlite:///path.db)"
        )
    if limit < 1:
        raise InputError(f"limit {limit} is out of range: at least 1")
    begin = _place(after) if after else (instant(since, begins=True) if since else "", "", "")
    end = instant(until) if until else _EVER
    found = view.record(begin, end, limit + 1, what, newest)
    page = found[:limit]
    edges = [thing for e in page if isinstance(thing := e.now or e.was, Edge)]
    instants = {e.at for e in page}
    ids = {n for e in edges for n in (e.from_, e.to)}
    now = view.nodes(ids)
    ends = {**view.went(ids - now.keys(), instants), **now}
    because = _because(view, instants)
    last = "|".join((page[-1].at, page[-1].what, page[-1].id)) if page else after
    return {
        "since": since,
        "changes": [_change(view, entry, ends, because[entry.at]) for entry in page],
        "nodes": node_forms(view, [now[n] for n in sorted(now)]),
        "next": last if len(found) > limit and not newest else None,
        "cursor": last,
    }


def _place(cursor: str) -> tuple[str, str, str]:
    if not re.fullmatch(CURSOR, cursor):
        raise InputError(f"{cursor!r} is no cursor: take the next or cursor of an earlier answer")
    at, kind, id_ = cursor.split("|", 2)
    return at, kind, id_


def _change(view: View, entry: Entry, ends: Mapping[str, Node], causes: Sequence[JSON]) -> JSON:
    thing, was = entry.now or entry.was, entry.was
    assert thing
    change = "changed" if entry.now and was else "added" if entry.now else "ended"
    form = _form(view, thing)
    if change == "ended" and isinstance(thing, Edge):
        form["evidence"] = _lost(view, thing, entry.at)
    before = _form(view, was) if change == "changed" and was else {}
    return {
        "at": entry.at,
        "change": change,
        "what": entry.what,
        "id": entry.id,
        "sentence": _sentence(thing, ends, change),
        "before": {k: v for k, v in before.items() if k not in _DERIVED and v != form[k]} if before else None,
        "evidence": form["evidence"] if isinstance(thing, Edge) else _said_of(view, thing) if isinstance(thing, Node) and entry.now else [],
        "causes": list(causes),
        "node": form if entry.what == "node" else None,
        "edge": form if entry.what == "edge" else None,
        "source": form if entry.what == "source" else None,
    }


def _form(view: View, thing: Thing) -> JSON:
    if isinstance(thing, Edge):
        return edge_forms(view, [thing])[0]
    return node_forms(view, [thing])[0] if isinstance(thing, Node) else source_form(thing)


def _lost(view: View, edge: Edge, at: str) -> list[JSON]:
    """What had proven an edge until it ended."""
    assert isinstance(view, Recording)
    said = view.lost(edge, at)
    sources = {s.id: s for s in view.sources({s.evidence.source for s in said})}
    return [evidence_form(s, sources) for s in said]


def _said_of(view: View, node: Node) -> list[JSON]:
    """What proves a node: what sources say of itself, the first of each property."""
    first = {s.predicate: s for _, s in reversed(view.properties(node.id))}
    sources = {s.id: s for s in view.sources({s.evidence.source for s in first.values()})}
    return [evidence_form(first[name], sources) for name in sorted(first)]


_WORDS = {"added": ("thêm", "added"), "changed": ("thay đổi", "changed"), "ended": ("không còn", "no longer")}


def _sentence(thing: Thing, ends: Mapping[str, Node], change: str) -> JSON:
    words = dict(zip(("vi", "en"), _WORDS[change], strict=True))
    if isinstance(thing, Edge):
        a, b = (ends[n].label if n in ends else n for n in (thing.from_, thing.to))
        return {lang: f"{word}: {a} {clause(thing, b, lang, False)}" for lang, word in words.items()}
    return {lang: f"{word}: {thing.label if isinstance(thing, Node) else thing.title}" for lang, word in words.items()}


def _because(view: View, instants: Iterable[str]) -> dict[str, list[JSON]]:
    assert isinstance(view, Recording)
    out: dict[str, list[JSON]] = defaultdict(list)
    for cause in view.causes(instants, _CAUSES):
        out[cause.at].append(_cause(cause))
    return out


def _cause(cause: Cause) -> JSON:
    thing = cause.now or cause.was
    change = "changed" if cause.now and cause.was else "added" if cause.now else "ended"
    if isinstance(thing, Review):
        return {"what": "review", "change": change, "id": thing.id, "title": f"{thing.verdict}: {thing.person}", "note": thing.note}
    assert isinstance(thing, Source)
    return {"what": "source", "change": change, "id": thing.id, "title": thing.title, "note": None}
