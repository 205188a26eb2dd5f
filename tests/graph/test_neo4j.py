"""What is Neo4j's own: addresses and passwords, what a database looks like to whoever asks it, what doctor finds, moments."""

from __future__ import annotations

import time

import neo4j
import pytest

from tests.graph.test_contract import keep
from tests.readings import body, document, reading
from vanmach.graph import ledger, ontology
from vanmach.graph.errors import StoreError
from vanmach.graph.model import Review, edge_id
from vanmach.graph.neo4j_connection import Address, address
from vanmach.graph.neo4j_store import Neo4jStore
from vanmach.graph.store import Transaction, examine, open_store
from vanmach.loaders.statements import Reading


def said(name: str, day: str = "2019-05-30") -> Reading:
    own, other = document(name, "35-CT/TW", date=day), document(name, "21-NQ/TW", date="2016-06-01")
    return reading(name, [(own, "implements", other), (body(name, "Bộ Chính trị"), "issues", own)])


def test_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VANMACH_NEO4J_PASSWORD", raising=False)
    for scheme in ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"):
        assert address(f"{scheme}://graph.example.vn/van-mach") == (Address(f"{scheme}://graph.example.vn:7687", "van-mach"), None)
    assert address("bolt://[::1]:7000") == (Address("bolt://[::1]:7000", None), None)
    monkeypatch.setenv("VANMACH_NEO4J_PASSWORD", "mật khẩu")
    assert address("neo4j://graph.example.vn")[1] == ("neo4j", "mật khẩu")
    monkeypatch.setenv("VANMACH_NEO4J_USER", "lan")
    assert address("neo4j://graph.example.vn")[1] == ("lan", "mật khẩu")
    assert address("neo4j://mai@graph.example.vn")[1] == ("mai", "mật khẩu")
    assert address("neo4j://mai:b%2F%40@graph.example.vn")[1] == ("mai", "b/@")
    for url in ("neo4j://", "neo4j://host:port", "neo4j://host/a/b", "neo4j://host/a?x=1"):
        with pytest.raises(StoreError, match="neo4j://host:7687/database"):
            address(url)


def test_a_server_that_is_not_there() -> None:
    begun = time.monotonic()
    with pytest.raises(StoreError, match=r"'bolt://127\.0\.0\.1:9' cannot be reached: is the server running") as error:
        open_store("bolt://lan:mat-khau@127.0.0.1:9")
    assert time.monotonic() - begun < 20  # it is not tried for the half minute that a lost server is
    assert "mat-khau" not in str(error.value)


def test_the_routed_scheme_and_the_schema_of_the_ontology(neo4j_url: str) -> None:
    store = open_store(neo4j_url.replace("bolt", "neo4j"))
    keep(store, said("a"))
    assert store.counts().edges == 2
    store.close_store()
    with neo4j.GraphDatabase.driver(neo4j_url) as driver:
        made = driver.execute_query("SHOW CONSTRAINTS YIELD labelsOrTypes, properties, type RETURN labelsOrTypes[0], properties[0]").records
        unique = {tuple(record.values()) for record in made}
        assert {(kind.capitalize(), "id") for kind in ontology.kinds()} <= unique
        assert {(relation.upper(), "id") for relation in ontology.relations()} <= unique
        (record,) = driver.execute_query(
            "MATCH (b:Body)-[i:ISSUES]->(d:Document:Directive {symbol: '35-CT/TW'})-[r:IMPLEMENTS]->(n:Document:Resolution) "
            "RETURN b.label, d.date, r.quotes, r.sources, r.valid_from, n.id"
        ).records
        assert record.values() == ["Bộ Chính trị", "2019-05-30", [_quote(said("a"))], ["a"], "2019-05-30", "21-nq-tw.xii"]
        alone = driver.execute_query("MATCH (x:Statement|Reference|Source|Text|Vanmach) WHERE (x)--() RETURN count(x) AS n").records
        assert alone[0]["n"] == 0


def _quote(text: Reading) -> str:
    (found,) = [s.evidence for s in text.statements if s.predicate == "implements"]
    return getattr(found, "quote", "")


def test_a_database_of_something_else_is_left_alone(neo4j_url: str) -> None:
    with neo4j.GraphDatabase.driver(neo4j_url) as driver:
        driver.execute_query("MATCH (m:Vanmach) DELETE m")
        driver.execute_query("CREATE (:Film {title: 'Mùi đu đủ xanh'})")
        with pytest.raises(StoreError, match="holds something else"):
            open_store(neo4j_url)
        driver.execute_query("MATCH (f:Film) DELETE f")
        driver.execute_query("CREATE (:Vanmach {id: 'graph', schema: 99, version: 0, clock: ''})")
        with pytest.raises(StoreError, match="schema 99, this program knows 1"):
            open_store(neo4j_url)
        driver.execute_query("MATCH (m:Vanmach) DELETE m")
    open_store(neo4j_url).close_store()


def test_what_has_ended_is_dated(neo4j_url: str) -> None:
    store = open_store(neo4j_url)
    keep(store, said("a"))
    keep(store, said("a", day="2019-05-31"))
    ledger.retract(store, "a")
    assert store.counts().nodes == 0
    with neo4j.GraphDatabase.driver(neo4j_url) as driver:
        found = driver.execute_query(
            "MATCH (x:EndedThing|EndedEdge|EndedStatement|EndedDecision) RETURN labels(x)[0] AS of, count(*) AS n, "
            "count(CASE WHEN x.known_from < x.known_to THEN 1 END) AS dated ORDER BY of"
        ).records
        assert all(record["n"] == record["dated"] > 0 for record in found)
        assert len(found) == 4
        assert driver.execute_query("MATCH (x:Thing|Statement|Decision|Gone) RETURN count(x) AS n").records[0]["n"] == 0
    store.close_store()


def test_nothing_of_a_change_that_fails_is_kept(neo4j_url: str) -> None:
    store = open_store(neo4j_url)
    keep(store, said("a"))
    before = store.counts(), store.version()

    def ends_and_fails(tx: Transaction) -> None:
        tx.close_source("a")
        raise RuntimeError

    def ends_and_is_refused(tx: Transaction) -> None:
        tx.close_source("a")
        tx.decide([(d, "x" * 9000) for d in tx.decisions(tx.references_of("a")).values()])

    with pytest.raises(RuntimeError):
        store.change(ends_and_fails)
    with pytest.raises(StoreError, match="refuses"):
        store.change(ends_and_is_refused)
    assert (store.counts(), store.version()) == before
    store.close_store()


def test_a_load_of_what_is_there_is_no_change(neo4j_url: str) -> None:
    store = open_store(neo4j_url)
    keep(store, said("a"))
    version = store.version()
    assert keep(store, said("a")).state == "unchanged"
    assert store.version() == version
    store.close_store()


@pytest.mark.parametrize("wrong", ["statements", "references", "decisions", "nodes", "edges", "evidence", "rebuild", "schema"])
def test_doctor_finds_what_is_wrong(neo4j_url: str, wrong: str) -> None:
    store = open_store(neo4j_url)
    keep(store, said("a"))
    ends = ("bo-chinh-tri", "35-ct-tw.xii")
    ledger.review(store, Review(edge_id("issues", *ends, "done"), "reject", *ends, "Lan", "2026-01-01", "issues", "done"))
    store.close_store()
    assert [f for f in examine(neo4j_url) if f.wrong] == []
    harm = {
        "statements": "MATCH (s:Source) DELETE s",
        "references": "MATCH (d:Decision {node: 'bo-chinh-tri'}) DELETE d",
        "decisions": "MATCH (n:Thing {id: 'bo-chinh-tri'}) DETACH DELETE n",
        "nodes": "CREATE (:Thing:Body {id: 'x', kind: 'body', label: 'x', resolved: true, verified: true})",
        "edges": "MATCH (s:Statement {predicate: 'implements'}) SET s.edge = null",
        "evidence": "MATCH ()-[r:IMPLEMENTS]->() DELETE r",
        "rebuild": "MATCH (n:Thing {id: 'bo-chinh-tri'}) SET n.names = ['khác']",
        "schema": "DROP INDEX vanmach_thing_0",
    }
    with neo4j.GraphDatabase.driver(neo4j_url) as driver:
        driver.execute_query(harm[wrong])
        try:
            found = {f.name: f for f in examine(neo4j_url)}
        finally:
            driver.execute_query("CREATE INDEX vanmach_thing_0 IF NOT EXISTS FOR (x:Thing) ON (x.stem)")
    assert found[wrong].wrong
    if wrong == "rebuild":
        mended = open_store(neo4j_url)
        assert ledger.rebuild(mended) == 1
        assert [n.id for n in mended.resolve("Bộ Chính trị")] == ["bo-chinh-tri"]
        mended.close_store()
        assert [f for f in examine(neo4j_url) if f.wrong] == []


def test_a_moment_holds_while_another_program_writes(neo4j_url: str) -> None:
    reader, writer = open_store(neo4j_url), open_store(neo4j_url)
    keep(writer, said("a"))
    with reader.snapshot():
        edges, version = list(reader.all_edges()), reader.version()
        keep(writer, said("b", day="2021-05-30"))
        ledger.retract(writer, "a")
        assert reader.version() == version
        assert list(reader.all_edges()) == edges
        assert [e.id for e in reader.edges(["35-ct-tw.xii"], "out")] == [e.id for e in edges if e.type == "implements"]
        with reader.snapshot():
            assert reader.text("a") == said("a").text
            assert [s.id for s in reader.sources()] == ["a"]
            assert [n.id for n in reader.resolve("35-CT/TW")] == ["35-ct-tw.xii"]
        assert [r[0].id for r in reader.readings()] == ["a"]
    assert [s.id for s in reader.sources()] == ["b"]
    for store in (reader, writer):
        store.close_store()


def test_every_first_question_is_answered_in_one_round_trip(neo4j_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(neo4j_url)
    keep(store, said("a"))
    assert isinstance(store, Neo4jStore)
    asked: list[str] = []
    read = store.connection.read
    monkeypatch.setattr(store.connection, "read", lambda cypher, **given: (asked.append(cypher), read(cypher, **given))[1])
    for question in (
        lambda: store.around(["35-ct-tw.xii", "21-nq-tw.xii"], ["implements"], ["supersedes"], ["implements", "issues"]),
        lambda: store.reach("35-ct-tw.xii", ("out", "in"), 10, ["implements"], "2020-01-01", True, 500),
        lambda: store.edges(["35-ct-tw.xii"], "out"),
        lambda: store.counts(),
    ):
        asked.clear()
        question()
        assert len(asked) == 1
    store.close_store()
