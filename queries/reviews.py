"""What people said of the graph, and how such a word is made. What it does is ``graph/review.py``'s."""

from __future__ import annotations

from typing import Any

from vanmach.graph.errors import InputError, NotFound
from vanmach.graph.model import Review, Verdict, review_id
from vanmach.graph.store import View


def reviews(view: View) -> dict[str, Any]:
    """All reviews, latest first: ``{reviews: [{id, verdict, type, modality, a: {id, label}, b: {id, label}, person, at, note}]}``."""
    found = sorted(view.reviews(), key=lambda r: (r.at, r.id), reverse=True)
    return {"reviews": [review_form(view, r) for r in found]}


def review_form(view: View, review: Review) -> dict[str, Any]:
    """One review in its JSON form; a node that is no more is labelled by its id."""
    nodes = view.nodes({review.a, review.b})
    ends = {name: {"id": id_, "label": nodes[id_].label if id_ in nodes else id_} for name, id_ in (("a", review.a), ("b", review.b))}
    return {
        "id": review.id,
        "verdict": review.verdict,
        "type": review.type,
        "modality": review.modality,
        **ends,
        "person": review.person,
        "at": review.at,
        "note": review.note,
    }


def judge_edge(view: View, edge: str, verdict: Verdict, *, person: str, at: str, note: str | None = None) -> Review:
    """``accept`` or ``reject`` of an edge by its id; also of one that was rejected before and shows no more."""
    if found := view.edge(edge):
        return Review(edge, verdict, found.from_, found.to, _named(person), at, found.type, found.modality, note)
    if earlier := next((r for r in view.reviews() if r.id == edge and r.type), None):
        return Review(edge, verdict, earlier.a, earlier.b, _named(person), at, earlier.type, earlier.modality, note)
    raise NotFound(edge, hint=f"no edge {edge!r}; ids of edges stand in: vanmach show REF --format json")


def judge_nodes(view: View, a: str, b: str, verdict: Verdict, *, person: str, at: str, note: str | None = None) -> Review:
    """``same-as`` or ``not-same`` of two nodes of one kind."""
    nodes = view.nodes({a, b})
    if a == b:
        raise InputError(f"a node is itself: give two different ones, not {a} twice")
    if nodes[a].kind != nodes[b].kind:
        raise InputError(f"{a} is a {nodes[a].kind}, {b} a {nodes[b].kind}: they cannot be the same")
    return Review(review_id(a, b, None, None), verdict, a, b, _named(person), at, note=note)


def _named(person: str) -> str:
    if not person.strip():
        raise InputError("a review needs a name: who says so?")
    return person.strip()
