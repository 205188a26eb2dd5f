"""What rests on a document, and what would lose its ground if it ended: ``impact``."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from vanmach.graph import ontology
from vanmach.graph.errors import InputError
from vanmach.graph.model import Edge
from vanmach.graph.store import View
from vanmach.queries.calendar import today
from vanmach.queries.forms import edge_forms, node_forms


def impact(view: View, id_: str, *, depth: int = 5, on: str | None = None, verified: bool = False, limit: int = 500) -> dict[str, Any]:
    """What rests on ``id_``, step by step: ``{root, on, nodes, edges, by_body, loses_ground, truncated}``.

    ``by_body`` counts the documents by who issued them and of what kind they are (``{body: {id, label} or null, kinds: {plan: 3}}``).
    ``loses_ground`` names those which rest on nothing else: every document that they carry out, guide or are based on would be gone too.
    A plan that also carries out another resolution keeps its ground.
    """
    if depth < 1 or limit < 1:
        raise InputError(f"depth {depth} and limit {limit} must be at least 1")
    day = on or today()
    ground = ontology.family("ground")
    shown, level = {id_}, {id_}
    edges: dict[str, Edge] = {}
    truncated = False
    for _ in range(depth):
        found = [e for e in view.edges(level, "in", ground) if _shows(e, day, verified)]
        fresh = sorted({e.from_ for e in found} - shown)
        truncated |= len(shown) + len(fresh) > limit + 1
        level = set(fresh[: max(0, limit + 1 - len(shown))])
        shown |= level
        edges |= {e.id: e for e in found if e.from_ in shown}
        if not level:
            break
    else:
        truncated |= any(_shows(e, day, verified) and e.from_ not in shown for e in view.edges(level, "in", ground))
    nodes = view.nodes(shown)
    forms = node_forms(view, sorted(nodes.values(), key=lambda n: (n.date or "9999", n.id)), day)
    return {
        "root": id_,
        "on": day,
        "nodes": forms,
        "edges": edge_forms(view, sorted(edges.values(), key=lambda e: e.id)),
        "by_body": _by_body([f for f in forms if f["id"] != id_ and f["kind"] == "document"]),
        "loses_ground": sorted(_groundless(view, id_, shown - {id_}, ground, day, verified)),
        "truncated": truncated,
    }


def _shows(edge: Edge, day: str, verified: bool) -> bool:
    return edge.modality == "done" and (edge.verified or not verified) and (edge.valid_from is None or edge.valid_from <= day)


def _by_body(forms: list[dict[str, Any]]) -> list[dict[str, Any]]:
    kinds: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    bodies = {f["issuer"]["id"] if f["issuer"] else "": f["issuer"] for f in forms}
    for form in forms:
        kinds[form["issuer"]["id"] if form["issuer"] else ""][form["doc_kind"] or "other"] += 1
    order = sorted(kinds, key=lambda b: (-sum(kinds[b].values()), b))
    return [{"body": bodies[b], "kinds": dict(sorted(kinds[b].items()))} for b in order]


def _groundless(view: View, root: str, resting: set[str], ground: tuple[str, ...], day: str, verified: bool) -> set[str]:
    """Those of ``resting`` whose every ground is the root or another that loses its own."""
    under: dict[str, set[str]] = defaultdict(set)
    for edge in view.edges(resting, "out", ground):
        if _shows(edge, day, verified):
            under[edge.from_].add(edge.to)
    gone = {root}
    while fresh := {n for n in resting - gone if under[n] and under[n] <= gone}:
        gone |= fresh
    return gone - {root}
