"""What took a document's place, followed to the end: ``current``."""

from __future__ import annotations

from typing import Any

from vanmach.graph.model import Edge
from vanmach.graph.store import View
from vanmach.queries.calendar import today
from vanmach.queries.forms import edge_forms, node_forms

REPLACING = ("supersedes", "renews")
ENDING = (*REPLACING, "repeals")


def current(view: View, id_: str, *, on: str | None = None, verified: bool = False) -> dict[str, Any]:
    """What stands in the place of ``id_`` on a day (today, if none is given): ``{id, on, current, nodes, edges}``.

    ``current`` holds the ids at the end of every chain of replacements: the document itself where nothing replaced it, several where
    its matter was parted, none where
    the last of a chain was repealed or had lapsed and nothing took its place. ``edges`` are the steps, from the document on.
    For 29-QĐ/TW of 1997 it is 208-QĐ/TW, nine steps later.
    """
    day = on or today()
    seen, level = {id_}, {id_}
    steps: dict[str, Edge] = {}
    while level:
        found = [e for e in view.edges(level, "in", ENDING) if _acts(e, day, verified)]
        steps |= {e.id: e for e in sorted(found, key=lambda e: (e.valid_from or "9999", e.id)) if e.id not in steps}
        level = {e.from_ for e in found if e.type in REPLACING} - seen
        seen |= level
    replaced = {e.to for e in steps.values()}
    nodes = view.nodes(seen | {e.from_ for e in steps.values()})
    ends = sorted(n for n in seen if n not in replaced and n in nodes)
    forms = node_forms(view, sorted(nodes.values(), key=lambda n: (n.date or "9999", n.id)), day)
    return {"id": id_, "on": day, "current": ends, "nodes": forms, "edges": edge_forms(view, list(steps.values()))}


def _acts(edge: Edge, day: str, verified: bool) -> bool:
    """Whether an edge had replaced its target by that day; a planned act replaces nothing."""
    if edge.modality != "done" or (verified and not edge.verified):
        return False
    return edge.valid_from is None or edge.valid_from <= day
