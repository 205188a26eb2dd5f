"""Holds what opening and closing do: stacks of many alike, at most 60 cards at the start and 30 a step, nothing lost on the way."""

from __future__ import annotations

from typing import Any

import pytest

from tests.visualizations.conftest import edge, node
from vanmach.graph.errors import InputError
from vanmach.visualizations.board import board
from vanmach.visualizations.unfolding import FIRST, MOST_ALIKE, NEXT, step, unfold

STACK = "+implements,in,plan,local:goc"


def star(n: int, kind: str = "plan", issuers: int = 1, start: int = 0) -> dict[str, Any]:
    """A resolution and ``n`` documents that implement it, of so many provinces' kinds."""
    kinds = ["plan", "notice", "programme", "scheme", "report", "dispatch", "circular", "submission", "outline", "guideline", "rules"]
    nodes = [
        node("goc", date="2024-01-05", doc_kind="resolution", symbol="57-NQ/TW", issuer={"id": "bo-chinh-tri", "label": "Bộ Chính trị"})
    ]
    edges = []
    for index in range(start, start + n):
        doc_kind = kind if issuers == 1 else kinds[index % issuers]
        issuer = {"id": "tinh-uy-an-binh", "label": "Tỉnh ủy An Bình"}
        nodes.append(node(f"k{index:03}", date=f"2024-{2 + index % 10:02}-10", doc_kind=doc_kind, symbol=f"{index}-KH/TU", issuer=issuer))
        edges.append(edge(f"e{index:03}", "implements", f"k{index:03}", "goc", valid_from=f"2024-{2 + index % 10:02}-10"))
    return {"root": "goc", "nodes": nodes, "edges": edges, "total": n + 1, "truncated": False}


def test_six_alike_stand_alone_and_seven_become_a_stack() -> None:
    assert len(unfold(star(MOST_ALIKE), []).cards) == MOST_ALIKE + 1
    assert unfold(star(MOST_ALIKE + 1), []).cards == ["goc", STACK]


def test_a_stack_opens_thirty_at_a_time_until_it_is_empty() -> None:
    answer = star(70)
    counts = [len(unfold(answer, [step(STACK)] * times).cards) for times in range(5)]
    assert counts == [2, 2 + NEXT, 2 + 2 * NEXT, 1 + 70, 1 + 70]
    assert board(answer, [step(STACK)])["stacks"][0]["count"] == 40


def test_at_most_sixty_cards_at_the_start() -> None:
    answer = star(66, issuers=11)
    assert len(unfold(answer, []).cards) == FIRST
    assert board(answer)["cards"][0]["hidden"] == {"implements": 66 - (FIRST - 1)}
    opened = board(answer, [step("+implements:goc")])
    assert (opened["shown"], opened["cards"][0]["hidden"]) == (67, {})


def test_what_is_closed_comes_back_as_it_was() -> None:
    answer = star(9)
    answer["nodes"].append(node("con", date="2025-01-01", doc_kind="notice", symbol="1-TB/HU"))
    answer["edges"].append(edge("x", "implements", "con", "k003", valid_from="2025-01-01"))
    steps = [step(STACK), step("+:k003")]
    there = unfold(answer, steps)
    assert "con" in there.cards
    assert "con" not in unfold(answer, [*steps, step("-:k003")]).cards
    again = unfold(answer, [*steps, step("-:k003"), step("+:k003")])
    assert again.cards == there.cards
    assert again.opened == {"k003"}
    assert unfold(answer, [*steps, step("-:goc")]).cards == ["goc"]
    assert "con" not in unfold(answer, [*steps, step("-:goc"), step("+:goc")]).cards


def test_a_stack_is_put_away_and_comes_back_as_it_was() -> None:
    answer = star(40)
    answer["nodes"].append(node("con", date="2025-01-01", doc_kind="notice", symbol="1-TB/HU"))
    answer["edges"].append(edge("x", "implements", "con", "k000", valid_from="2025-01-01"))
    close = step(STACK.replace("+", "-", 1))
    steps = [step(STACK), step("+:k000")]
    there, away = board(answer, steps), board(answer, [*steps, close])
    assert "con" in {card["node"]["id"] for card in there["cards"]}
    assert [card["node"]["id"] for card in away["cards"]] == ["goc"]
    assert [(stack["key"], stack["count"]) for stack in away["stacks"]] == [(STACK, 40)]
    assert (away["drawers"], away["box"]) == ([], board(answer)["box"])
    again = board(answer, [*steps, close, step(STACK)])
    # What was opened out of one of its cards stays away until it is opened again.
    places = {card["node"]["id"]: (card["x"], card["y"]) for card in there["cards"] if card["node"]["id"] != "con"}
    assert {card["node"]["id"]: (card["x"], card["y"]) for card in again["cards"]} == places
    assert again["stacks"][0]["count"] == 10
    assert unfold(answer, [close]).cards == unfold(answer, []).cards


def test_one_line_leads_to_a_drawer_and_those_of_its_cards_are_quiet() -> None:
    answer = star(11)
    answer["edges"].append(edge("x", "supersedes", "k004", "k001", valid_from="2025-01-01"))
    made = board(answer, [step(STACK)])
    (drawer,) = made["drawers"]
    assert (drawer["closes"], drawer["parent"], len(drawer["ids"])) == (STACK.replace("+", "-", 1), "goc", 11)
    assert (drawer["line"]["source"], drawer["line"]["target"], drawer["line"]["count"]) == ("goc", drawer["key"], 11)
    assert drawer["line"]["label"]
    quiet = {line["quiet"]: line for line in made["lines"] if line["quiet"]}
    assert quiet.keys() == set(drawer["ids"])
    assert all((line["source"], line["target"], line["label"]) == ("goc", id_, None) for id_, line in quiet.items())
    assert [line["id"] for line in made["lines"] if not line["quiet"]] == ["x"]
    (band,) = (band for band in made["bands"] if band["left"] is not None)
    assert (band["tier"], band["opened_from"]) == ("local", None)


def test_places_do_not_depend_on_later_steps() -> None:
    answer = star(40)
    first, then = board(answer, [step(STACK)]), board(answer, [step(STACK), step(STACK)])
    places = {card["node"]["id"]: (card["x"], card["y"]) for card in then["cards"]}
    assert all(places[card["node"]["id"]] == (card["x"], card["y"]) for card in first["cards"])


@pytest.mark.parametrize(
    "text", ["", "goc", "*:goc", "+:", "+loves:goc", "+implements,up,plan,local:goc", "+implements,in:goc", "+:" + "x" * 301]
)
def test_what_is_no_step_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        step(text)


def test_steps_on_what_is_not_there_change_nothing() -> None:
    answer = star(3)
    strange = [step("+:ai-do"), step("-:ai-do"), step("+implements,in,law,state:goc")]
    assert unfold(answer, strange).cards == unfold(answer, []).cards
