"""How much there is."""

from __future__ import annotations

from typing import Any

from vanmach.graph.store import View


def stats(view: View) -> dict[str, Any]:
    """Counts of live sources, statements, nodes and edges, by kind and by relation."""
    counts = view.counts()
    return {
        "sources": counts.sources,
        "statements": counts.statements,
        "nodes": counts.nodes,
        "edges": counts.edges,
        "by_kind": dict(counts.by_kind),
        "by_relation": dict(counts.by_relation),
    }
