"""Holds the form that the page draws: lines run the way influence does, badges count what is not drawn, places are finite."""

from __future__ import annotations

import json
from typing import Any

from tests.visualizations.conftest import edge, node
from vanmach.visualizations.board import board


def test_lines_run_from_what_was_there_first(statute: dict[str, Any]) -> None:
    made = board(statute | {"total": 10}, depth=3)
    dates = {card["node"]["id"]: card["node"]["date"] for card in made["cards"]}
    places = {card["node"]["id"]: card["x"] for card in made["cards"]}
    assert made["lines"]
    for line in made["lines"]:
        assert dates[line["source"]] < dates[line["target"]]
        assert places[line["source"]] < places[line["target"]]
        assert line["reverse"]


def test_a_body_that_issues_stands_at_the_beginning_of_its_line() -> None:
    answer = {
        "root": "bo-chinh-tri",
        "nodes": [node("bo-chinh-tri", kind="body", doc_kind=None), node("57-nq-tw", date="2024-12-22")],
        "edges": [edge("e", "issues", "bo-chinh-tri", "57-nq-tw")],
        "total": 2,
        "truncated": False,
    }
    (line,) = board(answer)["lines"]
    assert (line["source"], line["target"], line["reverse"]) == ("bo-chinh-tri", "57-nq-tw", False)
    assert {band["tier"] for band in board(answer)["bands"]} == {"undated", "other"}


def test_badges_count_what_is_not_drawn(statute: dict[str, Any]) -> None:
    made = board(statute | {"total": 14})
    cards = {card["node"]["id"]: card for card in made["cards"]}
    assert cards.keys() == {"208-qd-tw.xiv", "20-qd-tw.xiv"}
    assert cards["208-qd-tw.xiv"]["hidden"] == {"guides": 1, "implements": 3}
    assert cards["20-qd-tw.xiv"]["hidden"] == {"supersedes": 1}
    assert (made["shown"], made["total"]) == (2, 14)


def test_it_is_json_of_finite_numbers(statute: dict[str, Any]) -> None:
    assert json.loads(json.dumps(board(statute | {"total": 10}, depth=3), allow_nan=False))["root"] == "208-qd-tw.xiv"


def test_a_root_alone() -> None:
    made = board({"root": "mot-minh", "nodes": [node("mot-minh")], "edges": [], "total": 1, "truncated": False})
    assert (made["shown"], made["lines"], len(made["bands"])) == (1, [], 1)
