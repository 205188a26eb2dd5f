"""Holds what a picture shows of an answer: direction, marks, counts, limits."""

from __future__ import annotations

from typing import Any

import pytest

from vanmach.graph.errors import InputError, OntologyError
from vanmach.visualizations.layout import Place
from vanmach.visualizations.network import network
from vanmach.visualizations.picture import MOST_CARDS, picture
from vanmach.visualizations.route import Curve, leaves, point, route


def test_the_older_stands_left_and_the_line_reads_in_reverse(statute: dict[str, Any]) -> None:
    shown = picture(statute)
    assert len(shown.cards) == 10
    assert len(shown.lines) == 9
    for line in shown.lines:
        assert line.older.place.x < line.newer.place.x
        assert line.edge["from"] == line.newer.node["id"]
        assert line.phrase == "được thay thế bởi"
    assert shown.root is not None
    assert shown.root.head == "208-QĐ/TW"
    assert (shown.total, shown.hidden, shown.truncated) == (14, 4, False)


def test_ended_cards_say_since_when(statute: dict[str, Any]) -> None:
    first, *_, last = picture(statute).cards
    assert (first.ended, first.ended_on) == (True, "16/11/2001")
    assert (last.ended, last.ended_on) == (False, "")


def test_marks_of_unsure_and_planned_lines(statute: dict[str, Any]) -> None:
    statute["edges"][3]["modality"] = "planned"
    shown = picture(statute)
    unverified, sure, _, planned, *_ = shown.lines
    assert unverified.mark[0].startswith("✕?")
    assert planned.mark[0].startswith("✕?")
    assert sure.mark[0].startswith("✕ ")
    drawn = network(shown)
    assert [edge["width"] for edge in drawn["edges"][:4]] == [1, 2.2, 2.2, 1]
    # A planned act ends nothing: the card says that it ended, for the answer does, but not since when.
    assert shown.cards[3].ended_on == ""


def test_vis_network_gets_places_and_no_physics(statute: dict[str, Any]) -> None:
    shown = picture(statute)
    drawn = network(shown)
    assert drawn["options"]["physics"] == {"enabled": False}
    for node, card in zip(drawn["nodes"], shown.cards, strict=True):
        assert (node["id"], node["x"], node["y"], node["physics"]) == (card.key, card.place.x, card.place.y, False)
        assert "title" not in node
    for edge, line in zip(drawn["edges"], shown.lines, strict=True):
        assert (edge["from"], edge["to"], edge["arrows"]) == (line.older.key, line.newer.key, "to")
        assert "title" not in edge


def test_at_most_400_cards_those_nearest_to_the_root(crowd: Any) -> None:
    answer = crowd(MOST_CARDS + 40)
    for node in answer["nodes"]:
        node["hidden"] = {}
    shown = picture(answer)
    assert len(shown.cards) == MOST_CARDS
    assert shown.truncated
    assert shown.total == MOST_CARDS + 40
    assert shown.root is not None


def test_what_is_no_lineage_answer_is_refused(statute: dict[str, Any]) -> None:
    with pytest.raises(InputError, match="edges"):
        picture({"root": "x", "nodes": []})
    with pytest.raises(InputError, match="language"):
        picture(statute, "fr")
    statute["edges"][0]["type"] = "ignores"
    with pytest.raises(OntologyError, match="ignores"):
        picture(statute)
    statute["edges"][0] |= {"type": "supersedes", "to": "nowhere"}
    with pytest.raises(InputError, match="nowhere"):
        picture(statute)


def test_lines_go_round_cards_and_apart_from_each_other() -> None:
    start, end = Place(0, 0), Place(600, 0)
    assert route(start, end, []) == Curve("straight")
    around = route(start, end, [Place(300, 0)])
    assert around.form in ("cw", "ccw")
    second = route(start, end, [Place(300, 0)], [around])
    assert second != around
    for curve in (Curve("straight"), Curve("cubic", 0.5), around):
        assert point(curve, start, end, 0) == start
        assert point(curve, start, end, 1) == end
        assert 0 < leaves(curve, start, end, at_end=False) < leaves(curve, start, end, at_end=True) < 1
