"""Answers as ``py2neo.Subgraph``, for programs that use py2neo, and the way into a ``py2neo.Graph`` and out of it again.

py2neo's authors ended it in 2023; its last version, 2021.2.4, still works with Neo4j 5 but for its ``graph.schema``. New programs take the
official driver. An extra: ``pip install 'vanmach[py2neo]'``. Labels, types and properties are those of the Cypher script.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from py2neo import Graph, Node, Relationship, Subgraph
from py2neo.bulk import merge_nodes, merge_relationships

from vanmach.graph.cypher_script import edge_props, labels, node_props, relationship


def to_subgraph(answer: Mapping[str, Any]) -> Subgraph:
    """An answer with ``nodes`` and ``edges`` as a ``Subgraph``: 45-CT/TW is a node ``:Document:Directive {id: "45-ct-tw.xiii"}``."""
    nodes: dict[str, Node] = {}
    for form in answer["nodes"]:
        node = Node(*labels(form), id=form["id"], **node_props(form))
        node.__primarylabel__, node.__primarykey__ = labels(form)[0], "id"
        nodes[form["id"]] = node
    edges = [
        Relationship.type(relationship(form))(nodes[form["from"]], nodes[form["to"]], id=form["id"], **edge_props(form))
        for form in answer["edges"]
    ]
    return Subgraph(nodes.values(), edges)


def merge(graph: Graph, subgraph: Subgraph) -> None:
    """Puts a ``Subgraph`` into a server, in one transaction: what is there already by its id is renewed, nothing is there twice.

    ``graph.merge(subgraph)`` of py2neo takes two relationships of one type between the same nodes (done, and planned) for one.
    """
    nodes: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for node in subgraph.nodes:
        first = node.__primarylabel__
        nodes[first, *sorted(set(node.labels) - {first})].append(dict(node))
    edges: dict[tuple[str, str, str], list[tuple[str, dict[str, Any], str]]] = defaultdict(list)
    for edge in subgraph.relationships:
        a, b = edge.start_node, edge.end_node
        edges[type(edge).__name__, a.__primarylabel__, b.__primarylabel__].append((a["id"], dict(edge), b["id"]))
    work = graph.begin()
    try:
        for (first, *more), found in nodes.items():
            merge_nodes(work, found, (first, "id"), labels={first, *more})
        for (type_, a, b), data in edges.items():
            merge_relationships(work, data, (type_, "id"), start_node_key=(a, "id"), end_node_key=(b, "id"))
        graph.commit(work)
    except BaseException:
        graph.rollback(work)
        raise


def from_graph(graph: Graph, ids: Iterable[str]) -> Subgraph:
    """What a server holds of the nodes with these ids, and of the relationships among them."""
    wanted = list(ids)
    nodes = [row["n"] for row in graph.run("MATCH (n) WHERE n.id IN $ids RETURN n", ids=wanted)]
    among = "MATCH (a)-[r]->(b) WHERE a.id IN $ids AND b.id IN $ids RETURN r"
    return Subgraph(nodes, [row["r"] for row in graph.run(among, ids=wanted)])
