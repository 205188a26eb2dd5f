"""Holds that a card once placed never moves, that no two overlap, that days keep their order and lanes their cards, however cards come."""

from __future__ import annotations

import random
from datetime import date
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vanmach.visualizations.layout import CARD_H, CARD_W, Slot, ordinal
from vanmach.visualizations.tier import TIERS
from vanmach.visualizations.timeline import UNDATED, timeline

DATES = st.one_of(
    st.none(), st.dates(min_value=date(1930, 2, 3)).map(str), st.sampled_from(["2025", "2025-03", "2025-03-14", "2025-03-15", "không rõ"])
)


@st.composite
def coming(draw: st.DrawFn) -> list[list[Slot]]:
    """Up to five batches of up to twelve cards, each card hanging on an earlier one."""
    batches: list[list[Slot]] = []
    keys: list[str] = []
    for size in draw(st.lists(st.integers(0, 12), min_size=1, max_size=5)):
        batch = []
        for _ in range(size):
            after = (draw(st.sampled_from(keys)),) if keys else ()
            batch.append(Slot(f"n{len(keys)}", draw(DATES), draw(st.sampled_from(TIERS)), after))
            keys.append(batch[-1].key)
        batches.append(batch)
    return batches


def check(batches: list[list[Slot]]) -> None:
    made = timeline(batches)
    slots = {slot.key: slot for batch in batches for slot in batch}
    assert made.places.keys() == slots.keys()
    for (one, a), (other, b) in combinations(made.places.items(), 2):
        assert not a.overlaps(b), (one, other)
    dated = sorted((day, made.places[key].x) for key, slot in slots.items() if (day := ordinal(slot.date)) is not None)
    assert all(x <= next_x + 1e-6 for (_, x), (_, next_x) in pairwise(dated))
    assert all(above.bottom <= below.top + 1e-6 for above, below in pairwise(made.bands))
    for key, slot in slots.items():
        at = made.places[key]
        tier = UNDATED if ordinal(slot.date) is None else slot.tier
        inside = [band for band in made.bands if band.top <= at.y - CARD_H / 2 and at.y + CARD_H / 2 <= band.bottom]
        assert [band.tier for band in inside] == [tier]
        assert made.left <= at.x - CARD_W / 2
        assert at.x + CARD_W / 2 <= made.right
    for count in range(len(batches)):
        before = timeline(batches[:count]).places if count else {}
        assert all(made.places[key] == place for key, place in before.items())


@given(coming())
@settings(max_examples=150, deadline=None)
def test_cards_keep_apart_in_order_and_in_their_places(batches: list[list[Slot]]) -> None:
    check(batches)


@pytest.mark.parametrize("n", [16, 60, 150])
@pytest.mark.parametrize("parts", [1, 2, 5])
@pytest.mark.parametrize("seed", range(3))
def test_crowds_that_come_in_parts(n: int, parts: int, seed: int) -> None:
    chance = random.Random(seed)
    slots = [
        Slot(
            f"n{index}",
            None if chance.random() < 0.1 else f"{chance.choice((1997, 2018, 2024, 2025, 2025))}-{chance.randint(1, 12):02}-07",
            chance.choice(TIERS),
            (f"n{chance.randrange(index)}",) if index else (),
        )
        for index in range(n)
    ]
    size = -(-n // parts)
    check([slots[start : start + size] for start in range(0, n, size)])


def test_many_of_one_day_come_later() -> None:
    check([[Slot("a", "2024-06-14", "politburo")], [Slot(f"n{i}", "2024-07-01", "local", ("a",)) for i in range(30)]])


def test_later_ones_older_and_younger_than_all_widen_the_picture() -> None:
    first = [Slot("a", "2010-01-01", "party"), Slot("b", "2012-01-01", "party", ("a",))]
    later = [Slot(f"o{i}", f"19{60 + i}-01-01", "party", ("a",)) for i in range(4)]
    later += [Slot(f"y{i}", f"20{20 + i}-01-01", "party", ("b",)) for i in range(4)]
    made = timeline([first, later])
    check([first, later])
    assert made.places["o0"].x < made.places["a"].x < made.places["b"].x < made.places["y3"].x


def test_a_full_lane_between_others_goes_on_below() -> None:
    first = [Slot("c", "2020-01-01", "central"), Slot("p", "2020-01-01", "party"), Slot("l", "2020-01-01", "local")]
    made = timeline([first, [Slot(f"n{i}", "2020-01-01", "party", ("p",)) for i in range(4)]])
    assert [(band.tier, band.again) for band in made.bands] == [("central", False), ("party", False), ("local", False), ("party", True)]
