"""Holds that no two cards overlap, that a later date never stands left of an earlier one, and that equal input gives an equal picture."""

from __future__ import annotations

import random
from datetime import date
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vanmach.visualizations.layout import CARD_H, CARD_W, Slot, layout, ordinal
from vanmach.visualizations.tier import TIERS

DATES = st.one_of(
    st.none(),
    st.dates(min_value=date(1930, 2, 3)).map(str),
    st.sampled_from(["2025", "2025-03", "2025-03-14", "2025-03-15", "không rõ", "2025-13-01", ""]),
)
SLOTS = st.lists(st.tuples(DATES, st.sampled_from(TIERS)), max_size=40).map(
    lambda made: [Slot(f"n{index}", date, tier, (f"n{index - 1}",)) for index, (date, tier) in enumerate(made)]
)


def check(slots: list[Slot]) -> None:
    made = layout(slots)
    assert set(made.places) == {slot.key for slot in slots}
    for (one, a), (other, b) in combinations(made.places.items(), 2):
        assert not a.overlaps(b), (one, other)
    dated = sorted((day, made.places[slot.key].x) for slot in slots if (day := ordinal(slot.date)) is not None)
    assert all(x <= next_x and (day < next_day) == (x < next_x) for (day, x), (next_day, next_x) in pairwise(dated))
    lanes = {lane.tier: lane for lane in made.lanes}
    for slot in slots:
        place, lane = made.places[slot.key], lanes[slot.tier]
        assert lane.top <= place.y - CARD_H / 2
        assert place.y + CARD_H / 2 <= lane.bottom
        assert made.left <= place.x - CARD_W / 2
        assert place.x + CARD_W / 2 <= made.right
        if made.undated is not None:
            assert (place.x < made.undated) == (ordinal(slot.date) is None)
    assert [year for year, _ in made.years] == sorted({year for year, _ in made.years})


@given(SLOTS)
@settings(max_examples=150, deadline=None)
def test_cards_keep_apart_and_in_order(slots: list[Slot]) -> None:
    check(slots)


@pytest.mark.parametrize("n", [1, 2, 16, 60, 150, 400])
@pytest.mark.parametrize("seed", range(4))
def test_no_overlap_in_crowds(n: int, seed: int) -> None:
    chance = random.Random(seed)
    years = chance.choices(range(1997, 2027), k=6)  # busy and empty stretches
    slots = [
        Slot(
            f"n{index}",
            None if chance.random() < 0.08 else f"{chance.choice(years)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
            chance.choice(TIERS),
        )
        for index in range(n)
    ]
    check(slots)
    shuffled = slots[:]
    chance.shuffle(shuffled)
    assert layout(shuffled).places == layout(slots).places


def test_everything_on_one_day_and_nothing_dated() -> None:
    check([Slot(f"n{index}", "2025-07-01", "local") for index in range(34)])
    check([Slot(f"n{index}", None, "local") for index in range(34)])


def test_quiet_years_shrink_and_busy_quarters_widen() -> None:
    quiet = layout([Slot("a", "1990-01-01", "central"), Slot("b", "2020-01-01", "state")])
    assert quiet.places["b"].x - quiet.places["a"].x < CARD_W
    busy = layout([Slot(f"n{day}", f"2025-07-{day:02}", "local") for day in range(1, 31)])
    assert max(place.x for place in busy.places.values()) - min(place.x for place in busy.places.values()) > 3 * CARD_W
