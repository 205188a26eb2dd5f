"""A small store of invented documents, and one with the project's own catalogue, each made once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.readings import body, document, reading
from vanmach.graph import ledger
from vanmach.graph.store import Store, open_store
from vanmach.loaders.catalogue import catalogue


@pytest.fixture(scope="session")
def catalogue_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('catalogue') / 'graph.db'}")
    known = catalogue()
    ledger.load(store, known.source, known.text, known.references, known.statements)
    yield store
    store.close_store()


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Resolution 1 is carried out by plans 2 and 3; 3 is replaced by 4, which rests on 1 too; 5 will replace 4.

    1-NQ/TW (2021) ◀ 2-KH/TW (2022); 1-NQ/TW ◀ 3-KH/TW (2022) ◀ 4-KH/TW (2023) ◁ 5-KH/TW (planned, 2024).
    """
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('small') / 'graph.db'}")
    one, two, three, four, five = (
        document("s", f"0{n}-{t}/TW", date=date)
        for n, t, date in (
            (1, "NQ", "2021-06-01"),
            (2, "KH", "2022-02-01"),
            (3, "KH", "2022-03-01"),
            (4, "KH", "2023-05-01"),
            (5, "KH", "2024-07-01"),
        )
    )
    said = reading(
        "s",
        [
            (two, "implements", one),
            (three, "implements", one),
            (four, "supersedes", three),
            (four, "based_on", one),
            (five, "supersedes", four),
            (two, "cites", three),
            (body("s", "Bộ Chính trị"), "issues", one),
        ],
        published="2024-01-15",
    )
    planned = [
        s
        if s.predicate != "supersedes" or s.subject != five.id
        else type(s)(**{**{k: getattr(s, k) for k in s.__slots__}, "modality": "planned"})
        for s in said.statements
    ]
    ledger.load(store, said.source, said.text, said.references, planned)
    yield store
    store.close_store()
