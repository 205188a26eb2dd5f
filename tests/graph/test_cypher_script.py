"""The Cypher script on a real server: it makes the graph, and nothing more when run twice; no word of a source is run."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from neo4j import Driver, GraphDatabase

from tests.readings import HOSTILE, document, hostile, reading
from vanmach.graph import ledger
from vanmach.graph.cypher_script import write_script
from vanmach.graph.store import Store, open_store
from vanmach.queries.whole import edges_of, nodes_of


@pytest.fixture
def driver(neo4j_url: str) -> Iterator[Driver]:
    with GraphDatabase.driver(neo4j_url) as opened:
        yield opened


@pytest.fixture
def odd(tmp_path: Path) -> Iterator[Store]:
    """A store of hostile words and of two documents."""
    store = open_store(f"sqlite:///{tmp_path / 'graph.db'}")
    more = reading("m", [(document("m", "07-KH/TW", date="2024-03-01"), "implements", document("m", "06-NQ/TW", date="2023-02-01"))])
    for said in (hostile(), more):
        ledger.load(store, said.source, said.text, said.references, said.statements)
    yield store
    store.close_store()


def statements(store: Store, quotes: bool = True) -> list[str]:
    """The statements of the script, as cypher-shell takes them apart."""
    out = io.BytesIO()
    write_script(nodes_of(store), edges_of(store, quotes), out)
    return out.getvalue().decode().removesuffix(";\n").split(";\n")


def test_a_server_that_runs_the_script_holds_the_graph(driver: Driver, odd: Store) -> None:
    for _ in range(2):
        for statement in statements(odd):
            driver.execute_query(statement)  # type: ignore[arg-type]
    counts = odd.counts()
    assert driver.execute_query("MATCH (n:Thing) RETURN count(n) AS n").records[0]["n"] == counts.nodes
    assert driver.execute_query("MATCH ()-[r]->() RETURN count(r) AS n").records[0]["n"] == counts.edges
    asked = "MATCH (a:Document:Plan)-[r:IMPLEMENTS]->(b:Resolution) RETURN a.symbol, a.date, a.title, r.quotes, r.verified, b.id"
    assert [r.values() for r in driver.execute_query(asked).records] == [
        ["07-KH/TW", "2024-03-01", None, ["07-KH/TW implements 06-NQ/TW"], True, "06-nq-tw.xiii"]
    ]
    held = driver.execute_query("MATCH (p:Person)-[r:HOLDS]->(:Body {id: 'ban-kiem-tra'}) RETURN p.label AS name, r").records
    assert {r["r"]["quotes"][0] for r in held} == {r["r"]["position"] for r in held} == set(HOSTILE)
    assert {r["name"] for r in held} == {n.label for n in odd.all_nodes() if n.kind == "person"}
    labels = {
        r["label"] for r in driver.execute_query("CALL db.labels() YIELD label MATCH (n) WHERE label IN labels(n) RETURN label").records
    }
    assert {"Thing", "Document", "Plan", "Resolution", "Person", "Body"} <= labels


def test_ids_are_unique_before_anything_is_merged_by_them(odd: Store) -> None:
    made = statements(odd)
    assert [n for n, s in enumerate(made) if s.startswith("CREATE CONSTRAINT")] == [0]
    assert not [s for s in made if "\n" in s]


def test_without_quotes_no_words_leave(odd: Store) -> None:
    assert "07-KH/TW implements 06-NQ/TW" in "".join(statements(odd))
    assert "07-KH/TW implements 06-NQ/TW" not in "".join(statements(odd, quotes=False))
