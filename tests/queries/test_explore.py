"""Holds how far is looked around a node, what of it is told, and that the newest documents are found in stores of any age."""

from __future__ import annotations

from typing import Any

import pytest

from vanmach.graph.errors import InputError, NotFound
from vanmach.graph.store import Store
from vanmach.queries import recent as recent_module
from vanmach.queries.explore import explore
from vanmach.queries.recent import recent


def ids(answer: dict[str, Any]) -> list[str]:
    return [node["id"] for node in answer["nodes"]]


@pytest.fixture
def numbered(small: Store) -> dict[str, str]:
    """The ids of documents 1 to 5."""
    return {node.symbol[1]: node.id for node in small.all_nodes() if node.symbol}


def test_one_step_around(small: Store, numbered: dict[str, str]) -> None:
    answer = explore(small, numbered["1"])
    assert set(ids(answer)) == {numbered[n] for n in "1234"}  # 5 only replaces 4: two steps
    assert (answer["total"], answer["truncated"]) == (4, False)
    assert {edge["type"] for edge in answer["edges"]} == {"implements", "based_on", "supersedes"}
    hidden = {node["id"]: node["hidden"] for node in answer["nodes"]}
    assert hidden[numbered["4"]] == {"supersedes": 1}
    assert hidden[numbered["2"]] == {"cites": 1}


def test_directions_and_depth(small: Store, numbered: dict[str, str]) -> None:
    assert set(ids(explore(small, numbered["4"], direction="up"))) == {numbered[n] for n in "134"}
    assert set(ids(explore(small, numbered["4"], direction="down"))) == {numbered[n] for n in "45"}
    assert set(ids(explore(small, numbered["1"], depth=2))) == {numbered[n] for n in "12345"}
    with pytest.raises(InputError):
        explore(small, numbered["1"], depth=4)


def test_what_was_opened_comes_too_and_cites_on_request(small: Store, numbered: dict[str, str]) -> None:
    opened = explore(small, numbered["1"], [(numbered["4"], "")])
    assert numbered["5"] in ids(opened)
    assert not any(edge["type"] == "cites" for edge in opened["edges"])
    cited = explore(small, numbered["1"], [(numbered["2"], "cites")])
    assert [edge["from"] for edge in cited["edges"] if edge["type"] == "cites"] == [numbered["2"]]
    assert explore(small, numbered["1"], [("khong-co", "")])["nodes"] == explore(small, numbered["1"])["nodes"]


def test_a_limit_is_told(small: Store, numbered: dict[str, str]) -> None:
    answer = explore(small, numbered["1"], limit=1)
    assert (len(answer["nodes"]), answer["total"], answer["truncated"]) == (2, 4, True)


def test_as_of_a_day_and_confirmed_only(small: Store, numbered: dict[str, str]) -> None:
    assert set(ids(explore(small, numbered["1"], as_of="2022-02-15"))) == {numbered[n] for n in "12"}
    assert len(explore(small, numbered["1"], verified=True)["nodes"]) == 4


def test_a_body_shows_what_it_issued(small: Store, numbered: dict[str, str]) -> None:
    answer = explore(small, "bo-chinh-tri")
    assert set(ids(answer)) == {"bo-chinh-tri", numbered["1"]}
    with pytest.raises(NotFound):
        explore(small, "khong-co")


def test_the_newest_first(small: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recent_module, "today", lambda: "2023-06-01")
    assert [node["date"] for node in recent(small, limit=3)["documents"]] == ["2023-05-01", "2022-03-01", "2022-02-01"]
    monkeypatch.setattr(recent_module, "today", lambda: "1930-02-03")
    assert recent(small)["documents"] == []
