"""What stands around a node, for looking around step by step: its neighbours to a depth, and those of the nodes that were opened besides.

Owns how far is looked. Refuses to choose what is drawn of it: folding and capping are the picture's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from vanmach.graph import ontology
from vanmach.graph.errors import InputError, NotFound
from vanmach.graph.model import Edge
from vanmach.graph.store import Direction, View
from vanmach.queries.forms import edge_form, node_form
from vanmach.queries.lineage import ENDS, Filter, Way, hidden_of
from vanmach.queries.status import acting, statuses_from

DEEPEST = 3


def explore(
    view: View,
    root: str,
    opened: Sequence[tuple[str, str]] = (),
    *,
    direction: Way = "both",
    depth: int = 1,
    as_of: str | None = None,
    verified: bool = False,
    limit: int = 300,
) -> dict[str, Any]:
    """A node and what is around it as ``{root, nodes: [node + hidden], edges, total, truncated}``.

    ``opened`` names nodes by id, each with a relation or "" for all of a lineage: their neighbours come too, whichever way. From a document
    only relations of lineages are followed; from a body, a person or an event all. ``limit`` bounds what one node brings, ``total``
    counts all that was found before it cut. For 208-QĐ/TW: what it replaces, what it rests on, who implements it.
    """
    if not 1 <= depth <= DEEPEST:
        raise InputError(f"depth {depth} is out of range: 1 to {DEEPEST}")
    with view.snapshot():
        start = view.nodes([root]).get(root)
        if start is None:
            raise NotFound(root)
        declared = ontology.relations().values()
        every = tuple(r.name for r in declared if r.family or start.kind != "document")
        keep = Filter(ontology.family() if start.kind == "document" else every, as_of, verified)
        known = {root}
        found = _around(view, known, {root}, ENDS[direction], keep, depth, limit)
        for id_, relation in opened:
            wanted = Filter((ontology.relation(relation).name,) if relation else keep.relations, as_of, verified)
            found |= _around(view, known, {id_}, ENDS["both"], wanted, 1, limit)
            if relation and relation not in keep.relations:
                keep = Filter((*keep.relations, relation), as_of, verified)
        around = view.around(known, keep.relations, acting(), every)
    edges = [e for e in around.edges if keep.shows(e)]
    hidden = hidden_of(around, edges)
    status = statuses_from(around.nodes.values(), around.against, as_of)
    nodes = [
        node_form(n, around.issuers, status.get(n.id)) | {"hidden": hidden.get(n.id, {})}
        for n in sorted(around.nodes.values(), key=lambda n: (n.date or "9999", n.id))
    ]
    drawn = [edge_form(e, around.statements, around.sources) for e in edges]
    total = len(known | found)
    return {"root": root, "nodes": nodes, "edges": drawn, "total": total, "truncated": total > len(nodes)}


def _around(view: View, known: set[str], level: set[str], ends: Iterable[Direction], keep: Filter, depth: int, limit: int) -> set[str]:
    """Adds to ``known`` what is reached from ``level``, the surest and newest first where the limit cuts; returns all that was found."""
    found: set[str] = set()
    for end in ends:
        at, room = level, limit
        for _ in range(depth):
            edges = [e for e in view.edges(at, end, keep.relations) if keep.shows(e)]
            edges.sort(key=_newest_last)
            reached = dict.fromkeys(_far(e, end) for e in reversed(edges))
            found |= reached.keys()
            new = [n for n in reached if n not in known][:room]
            room -= len(new)
            known.update(new)
            at = reached.keys() & known
    return found


def _far(edge: Edge, end: Direction) -> str:
    return edge.to if end == "out" else edge.from_


def _newest_last(edge: Edge) -> tuple[bool, str, str]:
    return edge.verified, edge.valid_from or "", edge.id
