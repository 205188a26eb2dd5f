"""Answers as networkx graphs, the currency of analysis."""

from __future__ import annotations

import io
from typing import Any

import networkx


def to_networkx(answer: dict[str, Any]) -> networkx.MultiDiGraph:
    """A lineage (or any answer with ``nodes`` and ``edges``) as a ``MultiDiGraph``: edges from → to, keyed by their id.

    Values are text, numbers and booleans only, so that every networkx writer takes them; what is unknown is left out.
    """
    graph = networkx.MultiDiGraph()
    for node in answer["nodes"]:
        flat = {k: v for k, v in node.items() if isinstance(v, str | bool | int | float)}
        if node["issuer"]:
            flat["issuer"] = node["issuer"]["id"]
        graph.add_node(flat.pop("id"), **flat)
    for edge in answer["edges"]:
        flat = {k: v for k, v in edge.items() if isinstance(v, str | bool | int | float) and k not in ("from", "to", "id")}
        quotes = [e["quote"] for e in edge["evidence"] if e["type"] == "quote"]
        if quotes:
            flat["quote"] = quotes[0]
        graph.add_edge(edge["from"], edge["to"], key=edge["id"], **flat)
    return graph


def to_graphml(answer: dict[str, Any]) -> str:
    """The same graph as GraphML text, with letters as letters."""
    out = io.BytesIO()
    networkx.write_graphml_xml(to_networkx(answer), out, encoding="utf-8")
    return out.getvalue().decode("utf-8")
