"""The whole graph, one thing after the other, in the forms of the doors: for programs that take it all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vanmach.graph.store import View
from vanmach.queries.forms import edge_forms, node_forms
from vanmach.queries.tables import batches


def whole(view: View, *, quotes: bool = True) -> Iterator[dict[str, Any]]:
    """Every node by id as ``{"node": …}``, then every edge by id as ``{"edge": …}``; without ``quotes`` the sources' words are null."""
    for nodes in batches(view.all_nodes()):
        yield from ({"node": form} for form in node_forms(view, nodes))
    for edges in batches(view.all_edges()):
        for form in edge_forms(view, edges):
            if not quotes:
                form["evidence"] = [{**e, "quote": None} if e["type"] == "quote" else e for e in form["evidence"]]
            yield {"edge": form}
