"""Vietnamese order, days as typed, and the graph as tables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanmach.graph.errors import InputError
from vanmach.graph.store import Store
from vanmach.queries.calendar import parse_day, today
from vanmach.queries.collation import collation_key
from vanmach.queries.tables import edge_rows, node_rows


def test_d_with_a_stroke_comes_after_d() -> None:
    words = ["Ê", "Đ", "D", "ư", "u", "â", "ă", "a", "ơ", "ô", "o"]
    assert sorted(words, key=collation_key) == ["a", "ă", "â", "D", "Đ", "Ê", "o", "ô", "ơ", "u", "ư"]
    assert sorted(["ma", "mạ", "mã", "mả", "má", "mà"], key=collation_key) == ["ma", "mà", "mả", "mã", "má", "mạ"]


@given(st.lists(st.text()))
def test_any_text_has_a_place(words: list[str]) -> None:
    backwards = words[::-1]
    assert sorted(words, key=collation_key) == sorted(backwards, key=collation_key)


@pytest.mark.parametrize("typed", ["2024-06-14", "14-6-2024", "14/06/2024", "14.6.2024", " 14-6-2024 "])
def test_days_as_typed(typed: str) -> None:
    assert parse_day(typed) == "2024-06-14"


@pytest.mark.parametrize("typed", ["", "31-2-2024", "2024", "mai", "14-6-24"])
def test_what_is_no_day(typed: str) -> None:
    with pytest.raises(InputError, match="is not a day"):
        parse_day(typed)


def test_today_is_a_day() -> None:
    assert parse_day(today()) == today()


def test_the_whole_graph_as_rows(small: Store) -> None:
    nodes, edges = list(node_rows(small)), list(edge_rows(small))
    counts = small.counts()
    assert (len(nodes), len(edges)) == (counts.nodes, counts.edges)
    assert all(proofs for _, proofs in edges)
