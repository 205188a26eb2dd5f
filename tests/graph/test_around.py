"""What a store keeps in mind of what stands around nodes: the same as if it were asked for the first time, whatever happened meanwhile."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.readings import body, document, reading
from vanmach.graph import ledger, ontology
from vanmach.graph.errors import StoreError
from vanmach.graph.model import Quote
from vanmach.graph.sqlite import SQLiteStore
from vanmach.graph.store import Around, Store, open_store
from vanmach.loaders.statements import Reading

RELATIONS = tuple(ontology.relations())
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


@pytest.mark.parametrize("broken", range(1, 6))
def test_an_answer_that_broke_off_leaves_nothing_behind(url: str, broken: int, monkeypatch: pytest.MonkeyPatch) -> None:
    store = SQLiteStore(url.removeprefix("sqlite:///"))
    ids, count = [n.id for n in store.all_nodes()], 0
    store.version()  # the connection is there, with what it keeps in mind
    read = store._local.surroundings._read

    def breaks(sql: str, *args: object) -> list[tuple[Any, ...]]:
        nonlocal count
        count += 1
        if count == broken:
            raise StoreError("the disk cannot be read")
        return read(sql, *args)  # type: ignore[no-any-return]

    monkeypatch.setattr(store._local.surroundings, "_read", breaks)
    with pytest.raises(StoreError, match="cannot be read"):
        store.around(ids, RELATIONS, ("supersedes",), RELATIONS)
    assert store.around(ids, RELATIONS, ("supersedes",), RELATIONS) == afresh(url)
    store.close_store()
