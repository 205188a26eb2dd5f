"""The feed of changes: every load, correction and retraction is told once, in order, with what proves it, and stays as it was told."""

from __future__ import annotations

from typing import Any

import pytest

from tests.readings import body, document, reading
from vanmach.graph import ledger
from vanmach.graph.errors import InputError, StoreError
from vanmach.graph.model import Review
from vanmach.graph.networkx_view import NetworkxView, as_graph
from vanmach.graph.store import Store, open_store
from vanmach.loaders.statements import Reading
from vanmach.queries.changes import changes
from vanmach.queries.reviews import judge_edge

OLD, NEW = document("a", "35-CT/TW", date="2024-06-14"), document("a", "45-CT/TW", date="2025-04-14")


@pytest.fixture
def store(tmp_path: Any) -> Any:
    opened = open_store(f"sqlite:///{tmp_path / 'graph.db'}")
    yield opened
    opened.close_store()


def keep(store: Store, said: Reading) -> None:
    ledger.load(store, said.source, said.text, said.references, said.statements)


def said(answer: dict[str, Any], what: str = "edge") -> list[tuple[str, str]]:
    return [(c["change"], c["sentence"]["en"].split(": ", 1)[1]) for c in answer["changes"] if c["what"] == what]


FIRST = reading("a", [(NEW, "supersedes", OLD), (body("a", "Bộ Chính trị"), "issues", NEW)], published="2025-04-15")


def test_a_load_adds_with_evidence_and_cause(store: Store) -> None:
    keep(store, FIRST)
    answer = changes(store)
    assert sorted(said(answer)) == [
        ("added", "Bộ Chính trị issues Chỉ thị 45-CT/TW"),
        ("added", "Chỉ thị 45-CT/TW supersedes Chỉ thị 35-CT/TW"),
    ]
    assert sorted(said(answer, "node")) == [("added", "Bộ Chính trị"), ("added", "Chỉ thị 35-CT/TW"), ("added", "Chỉ thị 45-CT/TW")]
    assert said(answer, "source") == [("added", "Bài a")]
    edge = next(c for c in answer["changes"] if c["what"] == "edge" and c["edge"]["type"] == "supersedes")
    assert edge["evidence"] == edge["edge"]["evidence"]
    assert edge["evidence"][0]["quote"] == "45-CT/TW supersedes 35-CT/TW"
    assert edge["causes"] == [{"what": "source", "change": "added", "id": "a", "title": "Bài a", "note": None}]
    ends = {n["id"]: n["status"] for n in answer["nodes"]}
    assert ends["35-ct-tw.xiii"] == "superseded"
    node = next(c for c in answer["changes"] if c["id"] == "45-ct-tw.xiii")
    assert {e["quote"] for e in node["evidence"]} == {"lời"}


def test_loading_the_same_again_is_no_change(store: Store) -> None:
    keep(store, FIRST)
    cursor = changes(store)["cursor"]
    keep(store, FIRST)
    later = changes(store, after=cursor)
    assert (later["changes"], later["next"], later["cursor"]) == ([], None, cursor)


def test_what_a_retraction_ends_is_told_with_the_words_that_had_proven_it(store: Store) -> None:
    keep(store, FIRST)
    cursor = changes(store)["cursor"]
    ledger.retract(store, "a")
    later = changes(store, after=cursor)
    assert [c["change"] for c in later["changes"]] == ["ended"] * 6
    assert ("ended", "Chỉ thị 45-CT/TW supersedes Chỉ thị 35-CT/TW") in said(later)
    edge = next(c for c in later["changes"] if c["what"] == "edge" and c["edge"]["type"] == "supersedes")
    assert [e["quote"] for e in edge["evidence"]] == ["45-CT/TW supersedes 35-CT/TW"]
    assert edge["causes"] == [{"what": "source", "change": "ended", "id": "a", "title": "Bài a", "note": None}]
    assert said(later, "source") == [("ended", "Bài a")]


def test_what_another_source_corrects_is_told_with_its_old_value(store: Store) -> None:
    vague = document("a", "45-CT/TW", term="XIII")
    keep(store, reading("a", [(vague, "supersedes", OLD)]))
    cursor = changes(store)["cursor"]
    keep(store, reading("b", [(document("b", "45-CT/TW", date="2025-04-14"), "cites", document("b", "35-CT/TW", date="2024-06-14"))]))
    later = changes(store, after=cursor, what=["node"])
    changed = [(c["id"], c["before"], c["node"]["date"]) for c in later["changes"] if c["change"] == "changed"]
    assert changed == [("45-ct-tw.xiii", {"date": None}, "2025-04-14")]


def test_a_review_is_told_as_the_cause(store: Store) -> None:
    keep(store, FIRST)
    first = changes(store)
    id_ = next(c["id"] for c in first["changes"] if c["what"] == "edge" and c["edge"]["type"] == "supersedes")
    verdict = judge_edge(store, id_, "reject", person="Lan", at="2026-11-26T08:00:00+00:00", note="chỉ dẫn chiếu")
    ledger.review(store, verdict)
    rejected = changes(store, after=first["cursor"])
    (ended,) = (c for c in rejected["changes"] if c["what"] == "edge")
    assert (ended["change"], ended["id"], ended["evidence"]) == ("ended", id_, [])  # the source still says it
    assert ended["causes"] == [{"what": "review", "change": "added", "id": id_, "title": "reject: Lan", "note": "chỉ dẫn chiếu"}]
    assert isinstance(verdict, Review)
    ledger.withdraw(store, id_)
    back = changes(store, after=rejected["cursor"])
    (again,) = (c for c in back["changes"] if c["what"] == "edge")
    assert (again["change"], again["causes"][0]["change"]) == ("added", "ended")


def test_pages_are_the_whole_and_what_was_told_stays(store: Store) -> None:
    def told(**given: Any) -> list[tuple[str, str, str, str]]:
        return [(c["at"], c["change"], c["what"], c["id"]) for c in changes(store, **given)["changes"]]

    for n, name in enumerate("abc"):
        keep(
            store,
            reading(name, [(document(name, "45-CT/TW", date="2025-04-14"), "cites", document(name, f"{n + 10}-KL/TW", date="2022-01-01"))]),
        )
    keep(store, reading("b", [(document("b", "45-CT/TW", date="2025-04-14"), "supersedes", document("b", "11-KL/TW", date="2022-01-01"))]))
    whole = told()
    assert len(whole) == len(set(whole)) > 10
    assert whole == sorted(whole, key=lambda c: (c[0], c[2], c[3]))
    for size in (1, 2, 3, 7):
        paged, after = [], None
        while True:
            page = changes(store, after=after, limit=size)
            paged += [(c["at"], c["change"], c["what"], c["id"]) for c in page["changes"]]
            after = page["next"]
            if after is None:
                break
        assert paged == whole, size
    assert told(newest=True, limit=3) == whole[::-1][:3]
    middle = whole[len(whole) // 2][0]
    assert told(since=middle) == [c for c in whole if c[0] >= middle]
    assert told(until=middle) == [c for c in whole if c[0] <= middle]
    ledger.retract(store, "c")
    assert told()[: len(whole)] == whole


def test_what_cannot_be_asked(store: Store) -> None:
    keep(store, FIRST)
    for given in ({"after": "2"}, {"after": "2026-01-01|poem|x"}, {"since": "soon"}, {"limit": 0}):
        with pytest.raises(InputError):
            changes(store, **given)  # type: ignore[arg-type]
    with pytest.raises(StoreError, match="keeps no record"):
        changes(NetworkxView(as_graph(store)))
