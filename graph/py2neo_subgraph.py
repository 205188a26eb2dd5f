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

from vanmach.graph.cypher_script import ANY, edge_props, labels, node_props, relationship


def to_subgraph(answer: Mapping[str, Any]) -> Subgraph:
    """An answer with ``nodes`` and ``edges`` as a ``Subgraph``: 45-CT/TW is a node ``:Document:Directive {id: "45-ct-tw.xiii"}``."""
    nodes: dict[str, Node] = {}
    for form in answer["nodes"]:
        node = Node(ANY, *labels(form), id=form["id"], **node_props(form))
        node.__primarylabel__, node.__primarykey__ = ANY, "id"
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
    nodes: dict[frozenset[str], list[dict[str, Any]]] = defaultdict(list)
    for node in subgraph.nodes:
        nodes[frozenset(node.labels)].append(dict(node))
    edges: dict[str, list[tuple[str, dict[str, Any], str]]] = defaultdict(list)
    for edge in subgraph.relationships:
        edges[type(edge).__name__].append((edge.start_node["id"], dict(edge), edge.end_node["id"]))
    work = graph.begin()
    try:
        for found, data in nodes.items():
            merge_nodes(work, data, (ANY, "id"), labels=found)
        for type_, ties in edges.items():
            merge_relationships(work, ties, (type_, "id"), start_node_key=(ANY, "id"), end_node_key=(ANY, "id"))
        graph.commit(work)
    except BaseException:
        graph.rollback(work)
        raise


def from_graph(graph: Graph, ids: Iterable[str]) -> Subgraph:
    """What a server holds of the nodes with these ids, and of the relationships among them."""
    wanted = list(ids)
    nodes = [row["n"] for row in graph.run(f"MATCH (n:{ANY}) WHERE n.id IN $ids RETURN n", ids=wanted)]
    among = f"MATCH (a:{ANY})-[r]->(b:{ANY}) WHERE a.id IN $ids AND b.id IN $ids RETURN r"
    return Subgraph(nodes, [row["r"] for row in graph.run(among, ids=wanted)])
