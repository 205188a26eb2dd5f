"""The questions of docs/cypher.md, put to real servers: they answer what the page shows, and no other than our own questions find."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import neo4j
import pytest

from tests import cypher, neo4j_server
from vanmach.graph.store import Store, open_store
from vanmach.queries.lineage import lineage
from vanmach.queries.paths import paths
from vanmach.queries.status import statuses

pytestmark = pytest.mark.skipif(neo4j_server.missing() is not None, reason=str(neo4j_server.missing()))


class Asked(NamedTuple):
    """The store behind a server, the answers by number of the question, and the page with these answers."""

    store: Store
    answers: list[cypher.Rows]
    page: str


@pytest.fixture(scope="module", params=neo4j_server.RELEASES)
def asked(request: pytest.FixtureRequest) -> Iterator[Asked]:
    url = neo4j_server.emptied(request.param)
    cypher.fill(url)
    answers: list[cypher.Rows] = [[]]
    with neo4j.GraphDatabase.driver(url) as driver:

        def ask(question: str) -> cypher.Rows:
            answers.append(cypher.answer(driver, question))
            return answers[-1]

        page = cypher.renewed(cypher.PAGE.read_text("utf-8"), ask)
    store = open_store(url)
    yield Asked(store, answers, page)
    store.close_store()


def test_the_page_shows_what_the_server_answers(asked: Asked) -> None:
    assert len(asked.answers) == 1 + 10
    assert asked.page == cypher.PAGE.read_text("utf-8"), "make pages renews it"


def test_a_document_is_found_as_our_own_questions_find_it(asked: Asked) -> None:
    store, answers = asked.store, asked.answers
    found = {row["id"] for row in answers[1]}
    assert {"35-ct-tw.xiii", "45-ct-tw.xiii"} < found
    assert found <= {n.id for n in store.candidates("đại hội đảng bộ", "document")}
    assert {row["id"] for row in answers[2]} == {n.id for n in store.resolve("35-CT/TW")}
    assert all(store.nodes([row["id"]])[row["id"]].date == row["date"] for row in answers[2])


def test_what_came_before_it_is_its_lineage_and_the_words_are_its_evidence(asked: Asked) -> None:
    store, answers = asked.store, asked.answers
    up = lineage(store, "208-qd-tw.xiv", direction="up", relations=["supersedes"], depth=20)
    earlier = [(n["label"], n["date"]) for n in up["nodes"] if n["id"] != "208-qd-tw.xiv"]
    assert sorted((row["document"], row["date"]) for row in answers[3]) == sorted(earlier)
    assert [row["step"] for row in answers[3]] == list(range(1, len(earlier) + 1))
    assert sum(row["verified"] for row in answers[3]) == sum(e["verified"] for e in up["edges"])
    near = lineage(store, "45-ct-tw.xiii", direction="up", relations=["supersedes"], depth=1)
    quotes = {p["quote"] for e in near["edges"] for p in e["evidence"] if p["type"] == "quote"}
    assert {row["words"] for row in answers[4]} == quotes
    assert len(quotes) == 2


def test_what_was_in_force_is_what_its_status_says(asked: Asked) -> None:
    store = asked.store
    charter = [n for n in store.all_nodes() if n.kind == "document" and (n.title or "").startswith("thi hành Điều lệ Đảng")]
    on_that_day = statuses(store, charter, "2025-08-01")
    assert len(charter) == 10
    assert [row["id"] for row in asked.answers[5]] == [id_ for id_, found in on_that_day.items() if found.status == "in_force"]


def test_a_way_is_as_short_as_ours(asked: Asked) -> None:
    (first, *_) = paths(asked.store, "298-qd-tw.xiii", "29-qd-tw.xii", count=1)["paths"]
    assert len(asked.answers[8]) == len(first["edges"])
