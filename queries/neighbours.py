"""The relations at one node, page by page: for nodes with too many of them to be shown whole (a body that issued thousands)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from vanmach.graph import ontology
from vanmach.graph.errors import InputError, NotFound
from vanmach.graph.model import Edge
from vanmach.graph.store import Direction, View
from vanmach.queries.forms import edge_forms, node_forms

SIDES: dict[str, tuple[Direction, ...]] = {"out": ("out",), "in": ("in",), "both": ("out", "in")}
_MARK = "|"


def neighbours(
    view: View,
    id_: str,
    *,
    direction: Literal["out", "in", "both"] = "both",
    relations: Sequence[str] | None = None,
    verified: bool = False,
    after: str | None = None,
    limit: int = 50,
) -> dict[str, Any]:
    """A page of the edges at a node, each with its other end: ``{of, relations: [{edge, other}], next}``.

    Sorted by relation, those out of the node first, then by day and id. ``next`` is the cursor of the next page (``after``), null on the
    last; it names a place in this order, so edges that come or go meanwhile neither repeat nor hide others. For ``bo-chinh-tri``:
    what it issues, then who held which post there. InputError for a relation that is none and a cursor that no page gave.
    """
    if id_ not in view.nodes([id_]):
        raise NotFound(id_)
    if limit < 1:
        raise InputError(f"limit {limit} is out of range: at least 1")
    types = None if relations is None else tuple(ontology.relation(name).name for name in relations)
    edges = {e.id: e for side in SIDES[direction] for e in view.edges([id_], side, types) if e.verified or not verified}
    start = _place(after)
    order = sorted((key, e) for e in edges.values() if (key := _key(e, id_)) > start)
    page = [e for _, e in order[:limit]]
    others = view.nodes({_other(e, id_) for e in page})
    forms = {f["id"]: f for f in node_forms(view, others.values())}
    drawn = [{"edge": f, "other": forms[_other(e, id_)]} for f, e in zip(edge_forms(view, page), page, strict=True)]
    return {"of": id_, "relations": drawn, "next": _MARK.join(order[limit - 1][0]) if len(order) > limit else None}


def _key(edge: Edge, of: str) -> tuple[str, ...]:
    return edge.type, "0" if edge.from_ == of else "1", edge.valid_from or "9999", edge.id


def _place(cursor: str | None) -> tuple[str, ...]:
    if cursor is None:
        return ()
    place = tuple(cursor.split(_MARK))
    if len(place) != 4:
        raise InputError(f"{cursor!r} is no cursor; take the `next` of the page before")
    return place


def _other(edge: Edge, of: str) -> str:
    return edge.to if edge.from_ == of else edge.from_
