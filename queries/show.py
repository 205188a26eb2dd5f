"""One node with everything around it: its relations both ways and what sources say of itself."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from vanmach.graph.errors import NotFound
from vanmach.graph.model import Statement
from vanmach.graph.project import PROPERTIES, best
from vanmach.graph.store import Direction, View
from vanmach.queries.forms import edge_forms, evidence_form, node_forms


def show(view: View, id_: str) -> dict[str, Any]:
    """A node with ``relations: [{edge, other}]`` and ``properties: [{name, value, evidence, also_stated}]``; NotFound if there is none."""
    nodes = view.nodes([id_])
    if id_ not in nodes:
        raise NotFound(id_)
    sides: tuple[Direction, ...] = ("out", "in")
    edges = {e.id: e for end in sides for e in view.edges([id_], end)}
    forms = edge_forms(view, list(edges.values()))
    others = view.nodes({e.to if e.from_ == id_ else e.from_ for e in edges.values()})
    other_forms = {f["id"]: f for f in node_forms(view, others.values())}
    relations = [{"edge": f, "other": other_forms[f["to"] if f["from"] == id_ else f["from"]]} for f in forms]
    relations.sort(key=lambda r: (r["edge"]["type"], r["edge"]["from"] != id_, r["other"]["date"] or "9999", r["other"]["id"]))
    return {**node_forms(view, nodes.values())[0], "relations": relations, "properties": _properties(view, id_)}


def _properties(view: View, id_: str) -> list[dict[str, Any]]:
    said: dict[str, list[Statement]] = defaultdict(list)
    for _, statement in view.properties(id_):
        said[statement.predicate].append(statement)
    sources = {s.id: s for s in view.sources({s.evidence.source for found in said.values() for s in found})}
    out = []
    for name in (n for n in PROPERTIES if n in said):
        shown = best(said[name])
        values: dict[str, list[Any]] = defaultdict(list)
        for s in sorted(said[name], key=lambda s: s.id):
            values[s.value or ""].append(evidence_form(s, sources))
        out.append(
            {
                "name": name,
                "value": shown,
                "evidence": values.pop(shown or ""),
                "also_stated": [{"value": v, "evidence": e} for v, e in sorted(values.items())],
            }
        )
    return out
