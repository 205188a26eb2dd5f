"""The graph as it was known before later texts, retractions and reviews."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from tests.graph.test_ledger import FIRST, graph, keep
from tests.graph.test_review import CITING, REJECT
from vanmach.graph import ledger
from vanmach.graph.errors import InputError
from vanmach.graph.history import as_known, instant
from vanmach.graph.store import Store


def now() -> str:
    time.sleep(0.002)
    return datetime.now(UTC).isoformat(timespec="microseconds")


def test_each_moment_comes_back_as_it_was(store: Store) -> None:
    moments = [(now(), graph(store), [])]
    for act in (
        lambda: keep(store, CITING),
        lambda: keep(store, FIRST),
        lambda: ledger.review(store, REJECT),
        lambda: ledger.retract(store, "a"),
        lambda: ledger.withdraw(store, REJECT.id),
    ):
        act()
        moments.append((now(), graph(store), store.reviews()))
    for at, then, reviews in moments:
        with as_known(store, at) as past:
            assert graph(past) == then
            assert past.reviews() == reviews
            assert ledger.rebuild(past) == 0


def test_what_is_known_now_can_be_read_whole(store: Store) -> None:
    keep(store, FIRST)
    ((source, text, references, statements),) = store.readings()
    assert (source, text) == (FIRST.source, FIRST.text)
    assert sorted(references, key=lambda r: r.id) == sorted(FIRST.references, key=lambda r: r.id)
    assert sorted(statements, key=lambda s: s.id) == sorted(FIRST.statements, key=lambda s: s.id)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("2026-11-25", "2026-11-25T17:00:00.000000+00:00"),
        ("2026-11-25T10:00", "2026-11-25T03:00:00.000000+00:00"),
        ("2026-11-25T10:00:00Z", "2026-11-25T10:00:00.000000+00:00"),
    ],
)
def test_a_time_as_people_write_it(text: str, kept: str) -> None:
    assert instant(text) == kept


def test_what_is_no_time_is_refused() -> None:
    with pytest.raises(InputError, match="is no time"):
        instant("hôm qua")
