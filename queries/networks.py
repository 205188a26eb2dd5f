"""Answers as networkx graphs, the currency of analysis."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import networkx

from vanmach.queries.tables import verbatim


def to_networkx(answer: Mapping[str, Any], about: Mapping[str, str] | None = None) -> networkx.MultiDiGraph:
    """A lineage (or any answer with ``nodes`` and ``edges``) as a ``MultiDiGraph``: edges from → to, keyed by their id.

    Values are text, numbers and booleans only, so that every networkx writer takes them; what is unknown is left out.
    ``about`` is told of the whole graph.
    """
    graph = networkx.MultiDiGraph(**about or {})
    for node in answer["nodes"]:
        flat = _flat(node)
        if node["issuer"]:
            flat["issuer"] = node["issuer"]["id"]
        graph.add_node(flat.pop("id"), **flat)
    for edge in answer["edges"]:
        flat = {k: v for k, v in _flat(edge).items() if k not in ("from", "to", "id")}
        quotes = [e["quote"] for e in edge["evidence"] if e["type"] == "quote"]
        if quotes:
            flat["quote"] = verbatim(quotes[0])
        graph.add_edge(edge["from"], edge["to"], key=edge["id"], **flat)
    return graph


def _flat(form: Mapping[str, Any]) -> dict[str, Any]:
    return {k: verbatim(v) if isinstance(v, str) else v for k, v in form.items() if isinstance(v, str | bool | int | float)}


def to_graphml(answer: Mapping[str, Any], about: Mapping[str, str] | None = None) -> str:
    """The same graph as GraphML text, with letters as letters."""
    out = io.BytesIO()
    networkx.write_graphml_xml(to_networkx(answer, about), out, encoding="utf-8")
    return out.getvalue().decode("utf-8")
