"""Answers and the whole graph as networkx graphs, GraphML and GEXF, and back; read by networkx, as other programs would."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx
import pytest

from tests.readings import HOSTILE, hostile
from vanmach.graph import ledger
from vanmach.graph.store import Store, open_store
from vanmach.queries.gexf import listed, write_gexf
from vanmach.queries.lineage import lineage
from vanmach.queries.networks import from_graphml, from_networkx, to_graphml, to_networkx, whole_graph
from vanmach.queries.paths import paths
from vanmach.queries.show import show
from vanmach.queries.tables import as_meant, harmless, verbatim
from vanmach.visualizations.svg import lineage_svg


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store of hostile words."""
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('odd') / 'graph.db'}")
    said = hostile()
    ledger.load(store, said.source, said.text, said.references, said.statements)
    yield store
    store.close_store()


def test_a_lineage_goes_to_networkx_and_back(small: Store) -> None:
    answer = lineage(small, "04-kh-tw.xiii")
    graph = to_networkx(answer)
    assert isinstance(graph, networkx.MultiDiGraph)
    assert graph.nodes["04-kh-tw.xiii"]["date"] == "2023-05-01"
    assert graph.nodes["05-kh-tw.xiii"]["title"] is None  # nothing is left out
    assert networkx.has_path(graph, "05-kh-tw.xiii", "01-nq-tw.xiii")  # from the newer to the older
    assert from_networkx(graph) == answer


def test_a_part_of_a_graph_can_be_drawn(small: Store) -> None:
    graph = to_networkx(lineage(small, "04-kh-tw.xiii"))
    part = from_networkx(graph.subgraph(["04-kh-tw.xiii", "03-kh-tw.xiii"]))  # networkx tells a part in any order
    assert [n["id"] for n in part["nodes"]] == ["03-kh-tw.xiii", "04-kh-tw.xiii"]
    assert [e["type"] for e in part["edges"]] == ["supersedes"]
    drawn = lineage_svg(part, lang="vi")
    assert "04-KH/TW" in drawn
    assert "02-KH/TW" not in drawn


def test_other_answers_are_graphs_too(small: Store) -> None:
    shown = show(small, "01-nq-tw.xiii")
    graph = to_networkx(shown)
    assert set(graph) == {"01-nq-tw.xiii", *(r["other"]["id"] for r in shown["relations"])}
    assert {k for *_, k in graph.edges(keys=True)} == {r["edge"]["id"] for r in shown["relations"]}
    found = paths(small, "05-kh-tw.xiii", "01-nq-tw.xiii")
    assert to_networkx(found).number_of_edges() == len({e["id"] for p in found["paths"] for e in p["edges"]}) > 0


def test_the_whole_graph_is_all_that_there_is(small: Store) -> None:
    graph, counts = whole_graph(small), small.counts()
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (counts.nodes, counts.edges)


def test_graphml_and_back(small: Store) -> None:
    answer = lineage(small, "04-kh-tw.xiii")
    again = from_graphml(to_graphml(answer))
    assert again["nodes"] == answer["nodes"]
    assert again["edges"] == answer["edges"]


def test_hostile_words_in_graphml(odd: Store) -> None:
    answer = from_networkx(whole_graph(odd))
    again = from_graphml(to_graphml(answer))
    said = json.loads(verbatim(json.dumps(answer, ensure_ascii=False)))
    assert [n["label"] for n in again["nodes"]] == [verbatim(n["label"]) for n in answer["nodes"]]
    assert [e["props"] for e in again["edges"]] == [e["props"] for e in said["edges"]]
    assert {e["evidence"][0]["quote"] for e in said["edges"]} == {json.loads(verbatim(json.dumps(w, ensure_ascii=False))) for w in HOSTILE}


def _gexf(answer: dict[str, Any]) -> networkx.MultiDiGraph:
    out = io.BytesIO()
    write_gexf(answer["nodes"], answer["edges"], out)
    return networkx.MultiDiGraph(networkx.read_gexf(io.BytesIO(out.getvalue())))


def test_gexf_keeps_lists_days_and_what_is_unknown(catalogue_store: Store) -> None:
    answer = lineage(catalogue_store, "45-ct-tw.xiii")
    graph = _gexf(answer)
    for node in answer["nodes"]:
        read = graph.nodes[node["id"]]
        assert read["label"] == node["label"]
        assert read.get("title") == node["title"]
        assert read.get("date") == node["date"]
        assert read.get("start") == (node["effective_from"] or node["date"])  # the timeline of Gephi
        assert read.get("effective_from") == node["effective_from"]
        assert read["verified"] is node["verified"]
        assert read.get("aliases") == (listed(node["aliases"]) if node["aliases"] else None)
    read_edges = {data["id"]: (a, b, data) for a, b, data in graph.edges(data=True)}
    assert {e["id"]: (e["from"], e["to"]) for e in answer["edges"]} == {k: (a, b) for k, (a, b, _) in read_edges.items()}
    for edge in answer["edges"]:
        data = read_edges[edge["id"]][2]
        assert (data["type"], data["confidence"], data.get("start")) == (edge["type"], edge["confidence"], edge["valid_from"])


def test_hostile_words_in_gexf(odd: Store) -> None:
    answer = from_networkx(whole_graph(odd))
    graph = _gexf(answer)
    assert {n: data["label"] for n, data in graph.nodes(data=True)} == {n["id"]: verbatim(n["label"]) for n in answer["nodes"]}
    quotes = {data["id"]: data["quotes"] for *_, data in graph.edges(data=True)}
    assert quotes == {e["id"]: listed([e["evidence"][0]["quote"]]) for e in answer["edges"]}


@pytest.mark.parametrize("word", HOSTILE)
def test_no_cell_is_a_formula_and_none_is_lost(word: str) -> None:
    (cell,) = harmless({"title": word}).values()
    assert cell[:1] not in tuple("=+-@\t\r＝＋－＠")
    assert as_meant(cell) == word


def test_back_to_the_whole_from_a_file(small: Store, tmp_path: Path) -> None:
    answer = from_networkx(whole_graph(small))
    file = tmp_path / "graph.graphml"
    file.write_text(to_graphml(answer), "utf-8")
    assert from_graphml(file.read_text("utf-8")) == answer
