"""Status on a day: begun, changed, ended, lapsed; never by what is planned or cannot be."""

from __future__ import annotations

import pytest

from vanmach.graph.store import Store
from vanmach.queries.status import statuses


def status(store: Store, id_: str, on: str) -> tuple[str, str | None, str | None]:
    found = statuses(store, store.nodes([id_]).values(), on)[id_]
    return found.status, found.since, found.basis


@pytest.mark.parametrize(
    ("id_", "day", "expected"),
    [
        ("35-ct-tw.xiii", "2024-06-13", ("not_yet", "2024-06-14", "date")),
        ("35-ct-tw.xiii", "2024-12-31", ("in_force", "2024-06-14", "date")),
        ("35-ct-tw.xiii", "2025-02-01", ("amended", "2025-01-18", "edge")),
        ("35-ct-tw.xiii", "2025-04-14", ("superseded", "2025-04-14", "edge")),
        ("294-qd-tw.xiii", "2026-11-25", ("superseded", "2026-04-08", "unverified")),
        ("208-qd-tw.xiv", "2026-11-25", ("in_force", "2026-07-26", "date")),
        ("35-ct-tw.xii", "2024-06-14", ("expired", "2024-06-14", "unverified")),  # renewed by that of the next term
    ],
)
def test_on_a_day(catalogue_store: Store, id_: str, day: str, expected: tuple[str, str | None, str | None]) -> None:
    assert status(catalogue_store, id_, day) == expected


def test_planned_ends_nothing(small: Store) -> None:
    assert status(small, "04-kh-tw.xiii", "2026-01-01") == ("in_force", "2023-05-01", "date")


def test_bodies_have_none(catalogue_store: Store) -> None:
    assert statuses(catalogue_store, catalogue_store.nodes(["bo-chinh-tri"]).values()) == {}
