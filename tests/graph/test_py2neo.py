"""Answers as py2neo subgraphs, into a real server and out of it again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from py2neo import Graph, Subgraph

from tests.readings import document, hostile, reading
from vanmach.graph import ledger
from vanmach.graph.py2neo_subgraph import from_graph, merge, to_subgraph
from vanmach.graph.store import open_store
from vanmach.queries.networks import from_networkx, whole_graph


@pytest.fixture
def graph(neo4j_url: str) -> Iterator[Graph]:
    opened = Graph(neo4j_url, auth=None)
    yield opened
    opened.service.connector.close()  # py2neo leaves its connections to the collector


@pytest.fixture(scope="module")
def answer(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Hostile words; and two documents tied twice by the same relation, done and planned."""
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('py2neo') / 'graph.db'}")
    new, old = document("m", "07-KH/TW", date="2024-03-01"), document("m", "06-KH/TW", date="2023-02-01")
    done = reading("m", [(new, "supersedes", old)])
    planned = replace(done.statements[-1], id="planned", modality="planned")
    ledger.load(store, done.source, done.text, done.references, [*done.statements, planned])
    odd = hostile()
    ledger.load(store, odd.source, odd.text, odd.references, odd.statements)
    found = from_networkx(whole_graph(store))
    store.close_store()
    return found


def told(subgraph: Subgraph) -> tuple[dict[str, Any], dict[str, Any]]:
    """Nodes and relationships by id."""
    nodes = {n["id"]: (set(n.labels), dict(n)) for n in subgraph.nodes}
    edges = {r["id"]: (type(r).__name__, r.start_node["id"], r.end_node["id"], dict(r)) for r in subgraph.relationships}
    return nodes, edges


def test_a_subgraph_is_the_answer(answer: dict[str, Any]) -> None:
    nodes, edges = told(to_subgraph(answer))
    assert set(nodes) == {n["id"] for n in answer["nodes"]}
    assert nodes["07-kh-tw.xiii"][0] == {"Thing", "Document", "Plan"}
    assert nodes["07-kh-tw.xiii"][1]["symbol"] == "07-KH/TW"
    assert {k: e[:3] for k, e in edges.items()} == {e["id"]: (e["type"].upper(), e["from"], e["to"]) for e in answer["edges"]}
    assert sorted(e[3]["modality"] for e in edges.values() if e[0] == "SUPERSEDES") == ["done", "planned"]


def test_merged_twice_it_is_there_once_and_comes_out_as_it_went_in(graph: Graph, answer: dict[str, Any]) -> None:
    subgraph = to_subgraph(answer)
    for _ in range(2):
        merge(graph, to_subgraph(answer))
    assert told(from_graph(graph, [n["id"] for n in answer["nodes"]])) == told(subgraph)
    assert graph.evaluate("MATCH (n:Thing) RETURN count(n)") == len(answer["nodes"])
    assert graph.evaluate("MATCH ()-[r]->() RETURN count(r)") == len(answer["edges"])


def test_a_merge_that_breaks_off_leaves_nothing(graph: Graph, answer: dict[str, Any]) -> None:
    broken = to_subgraph(answer)
    next(iter(broken.relationships))["position"] = object()
    with pytest.raises(TypeError):
        merge(graph, broken)
    assert graph.evaluate("MATCH (n:Thing) RETURN count(n)") == 0


def test_a_part_is_taken_out_by_its_ids(graph: Graph, answer: dict[str, Any]) -> None:
    merge(graph, to_subgraph(answer))
    part = from_graph(graph, ["07-kh-tw.xiii", "06-kh-tw.xiii", "khong-co"])
    assert {n["id"] for n in part.nodes} == {"07-kh-tw.xiii", "06-kh-tw.xiii"}
    assert len(part.relationships) == 2
