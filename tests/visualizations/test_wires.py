"""Holds that lines of the explorer run around cards and that labels touch nothing, counted from the drawn paths themselves."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from itertools import combinations, pairwise
from typing import Any

import pytest

from vanmach.visualizations.layout import CARD_H, CARD_W, Place, Slot
from vanmach.visualizations.tier import tier
from vanmach.visualizations.timeline import timeline
from vanmach.visualizations.wires import GLYPH, LABEL_H, wires

WORDS = 120.0  # as wide as "được triển khai bởi"


def along(path: str) -> list[tuple[float, float]]:
    """Points of an SVG path, close together."""
    points: list[tuple[float, float]] = []
    for command, numbers in re.findall(r"([MLQC])([^MLQC]*)", path):
        values = [float(v) for v in numbers.split()]
        knots = [*points[-1:], *zip(values[::2], values[1::2], strict=True)]
        if command == "M":
            points += knots
            continue
        for step in range(1, 41):
            level = knots
            while len(level) > 1:
                level = [(x + (x2 - x) * step / 40, y + (y2 - y) * step / 40) for (x, y), (x2, y2) in pairwise(level)]
            points += level
    return points


def inside(point: tuple[float, float], card: Place) -> bool:
    return abs(point[0] - card.x) < CARD_W / 2 and abs(point[1] - card.y) < CARD_H / 2


def drawn(crowd: Callable[..., Any], n: int, parts: int, seed: int) -> tuple[list[tuple[str, str]], Mapping[str, Place], list[Any]]:
    answer = crowd(n, seed)
    follows: dict[str, list[str]] = {}
    for edge in answer["edges"]:
        follows.setdefault(edge["from"], []).append(edge["to"])
    slots = [Slot(node["id"], node["date"], tier(node), tuple(follows.get(node["id"], ()))) for node in answer["nodes"]]
    random.Random(seed).shuffle(slots)
    size = -(-n // parts)
    places = timeline([slots[start : start + size] for start in range(0, n, size)]).places
    pairs = [(edge["to"], edge["from"]) for edge in answer["edges"]]
    return pairs, places, wires([(*pair, WORDS) for pair in pairs], places)


@pytest.mark.parametrize("n", [16, 60, 150])
@pytest.mark.parametrize("parts", [1, 4])
@pytest.mark.parametrize("seed", [1, 7])
def test_lines_cross_no_cards_and_labels_touch_nothing(crowd: Callable[..., Any], n: int, parts: int, seed: int) -> None:
    pairs, places, made = drawn(crowd, n, parts, seed)
    crossing = 0
    for (source, target), wire in zip(pairs, made, strict=True):
        others = [place for key, place in places.items() if key not in (source, target)]
        crossing += any(inside(point, card) for point in along(wire.path) for card in others)
    assert crossing <= len(pairs) / 10
    boxes = [(*wire.label, WORDS if wire.worded else GLYPH) for wire in made if wire.label]
    assert len(boxes) >= 0.9 * len(made)
    for (x, y, wide), (other_x, other_y, other_wide) in combinations(boxes, 2):
        assert abs(x - other_x) >= (wide + other_wide) / 2 or abs(y - other_y) >= LABEL_H
    for x, y, wide in boxes:
        assert all(abs(x - c.x) >= (wide + CARD_W) / 2 or abs(y - c.y) >= (LABEL_H + CARD_H) / 2 for c in places.values())


def test_lines_begin_and_end_at_the_rims_of_their_cards(crowd: Callable[..., Any]) -> None:
    pairs, places, made = drawn(crowd, 60, 4, 3)
    for (source, target), wire in zip(pairs, made, strict=True):
        for key, (x, y) in ((source, along(wire.path)[0]), (target, along(wire.path)[-1])):
            card = places[key]
            on_side = abs(abs(x - card.x) - CARD_W / 2) < 0.6 and abs(y - card.y) <= CARD_H / 2
            on_rim = abs(abs(y - card.y) - CARD_H / 2) < 0.6 and abs(x - card.x) <= CARD_W / 2
            assert on_side or on_rim, (source, target, wire.path)


def test_a_label_keeps_off_badges() -> None:
    places = {"a": Place(0, 0), "b": Place(400, 0)}
    free, kept_off = wires([("a", "b", 60)], places)[0], wires([("a", "b", 60)], places, [(200, 0, 44, 24)])[0]
    assert free.label == (200, 0)
    assert kept_off.label
    assert abs(kept_off.label[0] - 200) >= (44 + 60) / 2


def test_equal_input_gives_equal_lines(crowd: Callable[..., Any]) -> None:
    assert [w.path for w in drawn(crowd, 60, 1, 5)[2]] == [w.path for w in drawn(crowd, 60, 1, 5)[2]]
