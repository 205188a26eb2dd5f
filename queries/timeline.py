"""What happened when: to a document, in a body, on a topic (``timeline``)."""

from __future__ import annotations

from typing import Any

from vanmach.graph.errors import InputError, NotFound
from vanmach.graph.model import Edge, Node
from vanmach.graph.store import Direction, View
from vanmach.queries.forms import edge_forms, node_forms
from vanmach.queries.search import search

SIDES: tuple[Direction, ...] = ("out", "in")


def timeline(view: View, id_: str, *, from_: str | None = None, to: str | None = None, limit: int = 200) -> dict[str, Any]:
    """The dated facts of one node, oldest first: ``{of, entries, truncated}``.

    An entry is ``{date, what, node, edge}``: ``what`` is ``issued`` or ``in_force`` (its own days), ``begins`` or ``ends`` (a
    body's, a post's), or ``related`` (what happened on the day of a relation, with the node at the other end). Undated facts come
    last. For a body the documents it issued and the posts held in it, for a document what it replaced, amended, and what was done with it.
    """
    nodes = view.nodes([id_])
    if id_ not in nodes:
        raise NotFound(id_)
    edges = {e.id: e for end in SIDES for e in view.edges([id_], end)}
    facts: list[tuple[str, str, str, Edge | None]] = []
    for day, what in _own(nodes[id_]):
        facts.append((day, what, id_, None))
    others = view.nodes({_other(e, id_) for e in edges.values()})
    for edge in edges.values():
        other = _other(edge, id_)
        if edge.type == "holds":
            facts.append(
                (edge.props.get("start") or edge.valid_from or "", "begins" if edge.props.get("start") else "related", other, edge)
            )
            if edge.valid_to:
                facts.append((edge.valid_to, "ends", other, edge))
        else:
            facts.append((edge.valid_from or others[other].date or "", "related", other, edge))
    return _answer(view, id_, facts, {**others, **nodes}, from_, to, limit)


def topic(view: View, query: str, *, from_: str | None = None, to: str | None = None, limit: int = 200) -> dict[str, Any]:
    """The documents and events on a topic, oldest first, in the form of ``timeline``: ``topic(view, "tinh giản biên chế")``."""
    hits = [h["node"]["id"] for h in search(view, query, limit=200)["hits"] if h["node"]["kind"] in ("document", "event")]
    nodes = view.nodes(hits)
    facts: list[tuple[str, str, str, Edge | None]] = [
        (day, what, n.id, None) for n in nodes.values() for day, what in _own(n) if what != "in_force"
    ]
    return _answer(view, query, facts, nodes, from_, to, limit)


def _own(node: Node) -> list[tuple[str, str]]:
    if node.kind == "body":
        days = [(node.valid_from, "begins"), (node.valid_to, "ends")]
    else:
        days = [(node.date, "issued" if node.kind == "document" else "takes_place")]
        if node.effective_from and node.effective_from != node.date:
            days.append((node.effective_from, "in_force"))
    return [(day, what) for day, what in days if day]


def _other(edge: Edge, id_: str) -> str:
    return edge.to if edge.from_ == id_ else edge.from_


def _answer(
    view: View,
    of: str,
    facts: list[tuple[str, str, str, Edge | None]],
    nodes: dict[str, Node],
    from_: str | None,
    to: str | None,
    limit: int,
) -> dict[str, Any]:
    if limit < 1:
        raise InputError(f"limit {limit} is out of range: at least 1")
    within = [f for f in facts if (from_ is None or f[0] >= from_) and (to is None or f[0][:10] <= to) and (f[0] or not (from_ or to))]
    within.sort(key=lambda f: (f[0] or "9999", f[1], f[2], f[3].id if f[3] else ""))
    shown = within[:limit]
    forms = {f["id"]: f for f in node_forms(view, [nodes[i] for i in sorted({n for _, _, n, _ in shown})])}
    drawn = {e["id"]: e for e in edge_forms(view, [e for _, _, _, e in shown if e])}
    entries = [{"date": d or None, "what": w, "node": forms[n], "edge": drawn[e.id] if e else None} for d, w, n, e in shown]
    return {"of": of, "entries": entries, "truncated": len(within) > limit}
