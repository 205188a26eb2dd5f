"""What a store keeps in mind of what stands around nodes: the same as if it were asked for the first time, whatever happened meanwhile."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.readings import HOSTILE, body, document, reading
from vanmach.graph import ledger, ontology, sqlite_around
from vanmach.graph.errors import StoreError
from vanmach.graph.model import Quote, Record
from vanmach.graph.sqlite import SQLiteStore
from vanmach.graph.store import Around, Direction, Store, open_store
from vanmach.loaders.statements import Reading
from vanmach.queries.lineage import lineage

RELATIONS = tuple(ontology.relations())
ENDS: tuple[Direction, ...] = ("out", "in")
OLD = document("a", "35-CT/TW", date="2019-05-30")
NEW = document("a", "45-CT/TW", date="2025-04-14")


def keep(store: Store, said: Reading) -> None:
    ledger.load(store, said.source, said.text, said.references, said.statements)


def asked(store: Store) -> Around:
    return store.around([n.id for n in store.all_nodes()], RELATIONS, ("supersedes",), RELATIONS)


def afresh(url: str) -> Around:
    store = open_store(url)
    found = asked(store)
    store.close_store()
    return found


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A body that issued more than is kept in mind of a node, and a document of which very long words are quoted."""
    url = f"sqlite:///{tmp_path / 'graph.db'}"
    store = open_store(url)
    many = [(body("a", "Bộ Chính trị"), "issues", document("a", f"{n}-KL/TW", date="2024-02-01")) for n in range(1, 81)]
    said = reading("a", [*many, (NEW, "supersedes", OLD)])
    for n, s in enumerate(said.statements):
        if s.predicate == "supersedes":
            said.statements[n] = replace(s, evidence=Quote("a", 0, 9000, "rất dài " * 1000))
    keep(store, said)
    store.close_store()
    return url


def test_asked_again_it_says_the_same(url: str) -> None:
    store = open_store(url)
    first = asked(store)
    assert asked(store) == first == afresh(url)
    assert len(first.edges) == 81
    assert len(first.against) == 1
    few = ["bo-chinh-tri", "35-ct-tw.xii"]
    assert isinstance(store, SQLiteStore)
    assert store._local.surroundings._out[RELATIONS]["bo-chinh-tri"] is None  # more than is kept in mind
    assert store.around(few, RELATIONS, ("supersedes",), RELATIONS).edges == []  # of what it knows only what lies between these
    store.close_store()


def test_what_another_program_writes_is_seen(url: str) -> None:
    store, other = open_store(url), open_store(url)
    before = asked(store)
    said = reading("b", [(document("b", "12-KH/TW", date="2025-06-01"), "implements", document("b", "45-CT/TW", date="2025-04-14"))])
    keep(other, said)
    after = asked(store)
    assert len(after.edges) == len(before.edges) + 1
    assert after == afresh(url)
    ledger.retract(other, "b")
    assert asked(store) == before
    other.close_store()
    store.close_store()


def reads(store: SQLiteStore, monkeypatch: pytest.MonkeyPatch, broken: int | None = None) -> list[str]:
    """What is read from now on; the ``broken``-th of it cannot be read."""
    store.version()  # the connection is there, with what it keeps in mind
    found: list[str] = []
    read = store._local.surroundings._read

    def told(sql: str, *args: object) -> list[tuple[Any, ...]]:
        found.append(sql)
        if len(found) == broken:
            raise StoreError("the disk cannot be read")
        return read(sql, *args)  # type: ignore[no-any-return]

    monkeypatch.setattr(store._local.surroundings, "_read", told)
    return found


@pytest.mark.parametrize("broken", range(1, 6))
def test_an_answer_that_broke_off_leaves_nothing_behind(url: str, broken: int, monkeypatch: pytest.MonkeyPatch) -> None:
    store = SQLiteStore(url.removeprefix("sqlite:///"))
    ids = [n.id for n in store.all_nodes()]
    reads(store, monkeypatch, broken)
    with pytest.raises(StoreError, match="cannot be read"):
        store.around(ids, RELATIONS, ("supersedes",), RELATIONS)
    assert store.around(ids, RELATIONS, ("supersedes",), RELATIONS) == afresh(url)
    store.close_store()


@pytest.fixture
def hub(tmp_path: Path) -> str:
    """Conclusions that follow each other, the last resting on the first too; 80 plans implement the one in the middle.

    That the last rests on the first is only remembered, and no more so from a day on.
    """
    url = f"sqlite:///{tmp_path / 'hub.db'}"
    store = open_store(url)
    chain = [document("a", f"{n}-KL/TW", date=f"2024-0{n}-01") for n in range(1, 6)]
    plans = [document("a", f"{n}-KH/TW", date="2024-06-01") for n in range(1, 81)]
    said = reading(
        "a",
        [
            *((late, "supersedes", early) for early, late in pairwise(chain)),
            (chain[-1], "based_on", chain[0]),
            *((p, "implements", chain[2]) for p in plans),
        ],
    )
    for n, s in enumerate(said.statements):
        if s.predicate == "based_on":
            said.statements[n] = replace(s, evidence=Record("a", "ties", "1", "recall"), props={"end": "2024-07-01"})
    keep(store, said)
    (remembered,) = store.edges(["05-kl-tw.xiii"], "out", ["based_on"])
    assert not remembered.verified
    assert remembered.valid_to == "2024-07-01"
    store.close_store()
    return url


@pytest.mark.parametrize("verified", [False, True])
@pytest.mark.parametrize("as_of", [None, "2024-03-01", "2024-06-30", "2024-07-01"])
@pytest.mark.parametrize("most", [500, 2])
def test_steps_in_mind_lead_where_the_file_leads(hub: str, as_of: str | None, verified: bool, most: int) -> None:
    store = SQLiteStore(hub.removeprefix("sqlite:///"))
    for _ in range(2):
        for root in [*(n.id for n in store.all_nodes()), *HOSTILE, "\x1e", "\x1f"]:
            for depth, types in ((0, RELATIONS), (1, RELATIONS), (2, ("supersedes",)), (10, RELATIONS)):
                for end, found in zip(ENDS, store.reach(root, ENDS, depth, types, as_of, verified, most), strict=True):
                    assert found == store._reached(root, end, depth, types, as_of, verified, most)
    store.close_store()


def test_of_more_than_are_asked_for_the_search_stops(hub: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store = SQLiteStore(hub.removeprefix("sqlite:///"))
    read = reads(store, monkeypatch)
    surroundings = store._local.surroundings
    assert surroundings.reach("05-kl-tw.xiii", ("out",), 10, RELATIONS, None, False, 2) == [None]
    assert len(read) == 2  # of the first step there are more already
    assert surroundings.reach("03-kl-tw.xiii", ENDS, 10, RELATIONS, None, False, 500)[1] is None  # a hub
    store.close_store()


def test_a_hub_is_read_once_where_it_rests_on_few(hub: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store = SQLiteStore(hub.removeprefix("sqlite:///"))
    read = reads(store, monkeypatch)
    first = lineage(store, "80-kh-tw.xiii")
    assert len(read) > 2
    read.clear()
    assert lineage(store, "80-kh-tw.xiii") == first
    assert read == ["pragma data_version"] * 2
    assert {n["id"] for n in first["nodes"]} == {"01-kl-tw.xiii", "02-kl-tw.xiii", "03-kl-tw.xiii", "80-kh-tw.xiii"}
    store.close_store()


def test_steps_are_of_the_moment_of_the_snapshot(hub: str) -> None:
    store, other = open_store(hub), open_store(hub)
    before = lineage(store, "80-kh-tw.xiii")
    with store.snapshot():
        assert lineage(store, "80-kh-tw.xiii") == before
        keep(
            other,
            reading("b", [(document("b", "90-KH/TW", date="2025-06-01"), "implements", document("b", "80-KH/TW", date="2024-06-01"))]),
        )
        assert lineage(store, "80-kh-tw.xiii") == before
    assert len(lineage(store, "80-kh-tw.xiii")["nodes"]) == len(before["nodes"]) + 1
    ledger.retract(other, "b")
    assert lineage(store, "80-kh-tw.xiii") == before
    other.close_store()
    store.close_store()


def test_memory_of_steps_has_a_bound(hub: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_around, "_MOST", 20)
    store = SQLiteStore(hub.removeprefix("sqlite:///"))
    for node in store.all_nodes():
        store.reach(node.id, ("in",), 1, RELATIONS, None, False, 500)
        assert sum(map(len, store._local.surroundings._ways.values())) <= 21
    for node in store.all_nodes():
        (found,) = store.reach(node.id, ("in",), 10, RELATIONS, None, False, 500)
        assert found == store._reached(node.id, "in", 10, RELATIONS, None, False, 500)
    store.close_store()


def test_who_changes_an_answer_changes_no_other(hub: str) -> None:
    store = open_store(hub)
    first = lineage(store, "80-kh-tw.xiii")
    kept = deepcopy(first)
    for thing in (*first["nodes"], *first["edges"], *(e for edge in first["edges"] for e in edge["evidence"])):
        for value in thing.values():
            if isinstance(value, list | dict):
                value.clear()
        thing.clear()
    for found in store.reach("80-kh-tw.xiii", ENDS, 10, RELATIONS, None, False, 500):
        assert isinstance(found.steps, dict)
        found.steps.clear()
    assert lineage(store, "80-kh-tw.xiii") == kept
    store.close_store()


@pytest.mark.parametrize("broken", range(1, 5))
def test_steps_that_broke_off_leave_nothing_behind(hub: str, broken: int, monkeypatch: pytest.MonkeyPatch) -> None:
    store = SQLiteStore(hub.removeprefix("sqlite:///"))
    reads(store, monkeypatch, broken)
    with pytest.raises(StoreError, match="cannot be read"):
        store.reach("80-kh-tw.xiii", ENDS, 10, RELATIONS, None, False, 500)
    up, down = store.reach("80-kh-tw.xiii", ENDS, 10, RELATIONS, None, False, 500)
    assert up.steps == {"80-kh-tw.xiii": 0, "03-kl-tw.xiii": 1, "02-kl-tw.xiii": 2, "01-kl-tw.xiii": 3}
    assert down.steps == {"80-kh-tw.xiii": 0}
    store.close_store()
