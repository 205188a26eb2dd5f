"""Chosen nodes with the relations among them, as an answer in the form of a lineage: what a person looks at, to be taken along."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from vanmach.graph import ontology
from vanmach.graph.errors import NotFound
from vanmach.graph.store import View
from vanmach.queries.forms import edge_forms, node_forms
from vanmach.queries.lineage import Filter


def chosen(
    view: View,
    root: str,
    ids: Sequence[str],
    *,
    relations: Sequence[str] | None = None,
    as_of: str | None = None,
    verified: bool = False,
) -> dict[str, Any]:
    """``{root, nodes, edges, truncated}`` of the nodes that are there, with every relation among them, or those named, and all evidence.

    For 208-QĐ/TW and 129-QĐ/TW: the two and the replacement between them, with the words that tell it.
    """
    nodes = view.nodes({root, *ids})
    if root not in nodes:
        raise NotFound(root)
    types = tuple(ontology.relations()) if relations is None else tuple(ontology.relation(name).name for name in relations)
    keep = Filter(types, as_of, verified)
    edges = [e for e in view.edges(nodes, "out", types) if e.to in nodes and keep.shows(e)] if types else []
    forms = node_forms(view, sorted(nodes.values(), key=lambda n: (n.date or "9999", n.id)), as_of)
    return {
        "root": root,
        "nodes": [form | {"hidden": {}} for form in forms],
        "edges": edge_forms(view, sorted(edges, key=lambda e: e.id)),
        "truncated": False,
    }
