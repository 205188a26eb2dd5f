"""Answers as networkx graphs, the currency of analysis, and back; and as GraphML. Owns what of an answer is a node and what an edge."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

import networkx

from vanmach.graph.store import View
from vanmach.queries.tables import NODE, verbatim
from vanmach.queries.whole import whole

JSON = dict[str, Any]
_FLAT = ("aliases", "candidates", "hidden", "props", "evidence")  # lists and objects, which GraphML has no form for: as JSON text


def to_networkx(answer: Mapping[str, Any]) -> networkx.MultiDiGraph:
    """Any answer as a ``MultiDiGraph``: its nodes and edges (from → to, keyed by id), wherever they stand in it; their keys are attributes.

    ``to_networkx(lineage(view, "45-ct-tw.xiii")).nodes["45-ct-tw.xiii"]["date"]`` is ``"2025-04-14"``. What else a lineage says stands in
    ``graph.graph``.
    """
    graph = networkx.MultiDiGraph(**{k: v for k, v in answer.items() if k in ("root", "truncated")})
    edges = []
    for form in _forms(answer):
        if "from" in form:
            edges.append(form)
        else:
            graph.add_node(form["id"], **{k: v for k, v in form.items() if k not in ("id", "relations", "properties")})
    for edge in edges:  # after the nodes, which keep the order of the answer so
        graph.add_edge(edge["from"], edge["to"], key=edge["id"], **{k: v for k, v in edge.items() if k not in ("id", "from", "to")})
    return graph


def from_networkx(graph: networkx.MultiDiGraph) -> JSON:
    """A graph of ``to_networkx``, or a part of one, as an answer that every picture and file is made of: ``{nodes, edges, …}``.

    Nodes stand by day and id, edges by id, as in a lineage.
    """
    nodes = [{"id": id_, **data} for id_, data in graph.nodes(data=True)]  # a part of a graph tells them in any order
    edges = [{"id": key, "from": a, "to": b, **data} for a, b, key, data in graph.edges(keys=True, data=True)]
    return {
        **graph.graph,
        "nodes": sorted(nodes, key=lambda n: (n.get("date") or "9999", n["id"])),
        "edges": sorted(edges, key=lambda e: str(e["id"])),
    }


def whole_graph(view: View) -> networkx.MultiDiGraph:
    """Everything that a store holds, in the form of ``to_networkx``."""
    found: dict[str, list[JSON]] = {"node": [], "edge": []}
    for thing in whole(view):
        for kind, form in thing.items():
            found[kind].append(form)
    return to_networkx({"nodes": found["node"], "edges": found["edge"]})


def _forms(value: Any) -> Iterator[JSON]:
    """The forms of nodes and edges in an answer, whatever its own form."""
    if isinstance(value, Mapping):
        if {"id", "kind", "label"} <= value.keys() or {"id", "type", "from", "to", "evidence"} <= value.keys():
            yield dict(value)
        value = value.values()
    if not isinstance(value, str | int | float | None):
        for inner in value:
            yield from _forms(inner)


def to_graphml(answer: Mapping[str, Any], about: Mapping[str, str] | None = None) -> str:
    """An answer as GraphML text, which ``from_graphml`` reads again; ``about`` is told of the whole graph.

    Values are text, numbers and booleans; lists and objects stand as JSON; what is unknown is left out; ``quote`` is the first of all.
    """
    graph = networkx.MultiDiGraph(**about or {})
    for node in answer["nodes"]:
        issuer = {"issuer": node["issuer"]["id"], "issuer_label": verbatim(node["issuer"]["label"])} if node["issuer"] else {}
        graph.add_node(node["id"], **{k: v for k, v in _flat(node).items() if k != "id"} | issuer)
    for edge in answer["edges"]:
        flat = {k: v for k, v in _flat(edge).items() if k not in ("id", "from", "to")}
        quotes = [e["quote"] for e in edge["evidence"] if e["type"] == "quote" and e["quote"]]
        graph.add_edge(edge["from"], edge["to"], key=edge["id"], **flat | ({"quote": verbatim(quotes[0])} if quotes else {}))
    out = io.BytesIO()
    networkx.write_graphml_xml(graph, out, encoding="utf-8")
    return out.getvalue().decode("utf-8")


def from_graphml(text: str) -> JSON:
    """The answer of which ``to_graphml`` made this text: ``{nodes, edges}``."""
    graph = networkx.parse_graphml(text, force_multigraph=True)
    for _, data in graph.nodes(data=True):
        label = data.pop("issuer_label", None)
        data |= _full(data) | {"issuer": {"id": data["issuer"], "label": label} if label is not None else None}
        data |= {k: None for k in (*NODE, "status_since", "status_basis") if k != "id" and k not in data}
    for *_, data in graph.edges(data=True):
        data.pop("quote", None)
        data |= {"valid_from": None, "valid_from_basis": None} | _full(data)
    return {k: v for k, v in from_networkx(graph).items() if k in ("nodes", "edges")}


def _flat(form: Mapping[str, Any]) -> JSON:
    plain = {k: verbatim(v) if isinstance(v, str) else v for k, v in form.items() if isinstance(v, str | bool | int | float)}
    return plain | {k: verbatim(json.dumps(form[k], ensure_ascii=False)) for k in _FLAT if form.get(k) is not None}


def _full(flat: Mapping[str, Any]) -> JSON:
    return {k: json.loads(v) if k in _FLAT else v for k, v in flat.items()}
