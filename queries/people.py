"""Who held which post on a day, and who signed what (``people``)."""

from __future__ import annotations

from typing import Any

from vanmach.graph.errors import NotFound
from vanmach.graph.model import Edge
from vanmach.graph.store import View
from vanmach.queries.collation import collation_key
from vanmach.queries.forms import edge_forms, node_forms


def people(view: View, id_: str | None = None, *, on: str | None = None, verified: bool = False, limit: int = 200) -> dict[str, Any]:
    """Posts and signatures: ``{of, on, posts, signed, truncated}``.

    A post is ``{person, body, position, start, end, former, certain, edge}``, a signature ``{person, document, edge}``.

    ``id_`` is a body (who held posts in it), a person (their posts and what they signed) or a document (who signed it); without it, all
    posts. ``on`` keeps the posts held on that day: those whose stated time holds it, and those of unknown time that were not said to be
    over (``certain`` is false then). Posts are in the order of the alphabet of their bodies and people.
    """
    if id_ is not None and id_ not in view.nodes([id_]):
        raise NotFound(id_)
    holds = _edges(view, id_, "holds")
    signs = _edges(view, id_, "signs") if id_ is not None else []
    kept = [e for e in holds if (e.verified or not verified) and (on is None or _held(e, on) is not None)]
    nodes = view.nodes({n for e in (*kept, *signs) for n in (e.from_, e.to)})
    kept.sort(key=lambda e: (collation_key(nodes[e.to].label), collation_key(nodes[e.from_].label), e.props.get("start") or "", e.id))
    shown = kept[:limit]
    forms = {f["id"]: f for f in node_forms(view, [nodes[n] for n in sorted(nodes)], on)}
    drawn = {e["id"]: e for e in edge_forms(view, [*shown, *signs])}
    posts = [
        {
            "person": forms[e.from_],
            "body": forms[e.to],
            "position": e.props.get("position"),
            "start": e.props.get("start"),
            "end": e.valid_to or e.props.get("end"),
            "former": e.props.get("former") == "true",
            "certain": True if on is None else bool(_held(e, on)),
            "edge": drawn[e.id],
        }
        for e in shown
    ]
    signed = [
        {"person": forms[e.from_], "document": forms[e.to], "edge": drawn[e.id]}
        for e in sorted(signs, key=lambda e: (nodes[e.to].date or "9999", e.id))
    ]
    return {"of": id_, "on": on, "posts": posts, "signed": signed, "truncated": len(kept) > limit}


def _edges(view: View, id_: str | None, type_: str) -> list[Edge]:
    if id_ is None:
        return [e for e in view.all_edges() if e.type == type_]
    return list({e.id: e for e in (*view.edges([id_], "out", [type_]), *view.edges([id_], "in", [type_]))}.values())


def _held(edge: Edge, day: str) -> bool | None:
    """Whether the post was held that day: True by stated days, False where nothing tells, None where it was not."""
    start, end = edge.props.get("start"), edge.valid_to or edge.props.get("end")
    if (start and start > day) or (end and end <= day):
        return None
    if edge.props.get("former") == "true" and not (start and end):
        return None  # said to be over already, and nothing says when
    return bool(start)
