"""Holds that a card once placed never moves, that no two overlap, that days keep their order in lanes and drawers, however cards come."""

from __future__ import annotations

import random
from collections.abc import Collection
from datetime import date
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vanmach.visualizations.layout import CARD_H, CARD_W, Slot, ordinal
from vanmach.visualizations.tier import TIERS
from vanmach.visualizations.timeline import DRAWER, UNDATED, Timeline, head, timeline

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


def check(batches: list[list[Slot]], stacks: Collection[int] = ()) -> Timeline:
    made = timeline(batches, stacks)
    slots = {slot.key: slot for batch in batches for slot in batch}
    heads = {head(batch) for batch in stacks if batch < len(batches) and batches[batch]}
    assert made.places.keys() == slots.keys() | heads
    for (one, a), (other, b) in combinations(made.places.items(), 2):
        assert not a.overlaps(b), (one, other)
    assert all(above.bottom <= below.top + 1e-6 for above, below in pairwise(made.bands))
    dated = []
    for key, at in made.places.items():
        (band,) = (band for band in made.bands if band.top <= at.y - CARD_H / 2 and at.y + CARD_H / 2 <= band.bottom)
        assert made.left <= at.x - CARD_W / 2
        assert at.x + CARD_W / 2 <= made.right
        if band.left is not None and band.right is not None:
            assert band.left < at.x - CARD_W / 2 < at.x + CARD_W / 2 < band.right
            assert key in {head(band.batch or 0), *(slot.key for slot in batches[band.batch or 0])}
            continue
        assert band.tier == (UNDATED if ordinal(slots[key].date) is None else slots[key].tier)
        if (day := ordinal(slots[key].date)) is not None:
            dated.append((day, at.x))
    assert all(x <= next_x + 1e-6 for (_, x), (_, next_x) in pairwise(sorted(dated)))
    for band in made.bands:
        within = sorted((at.y, at.x, key) for key, at in made.places.items() if band.top < at.y < band.bottom) if band.batch else []
        days = [ordinal(slots[key].date) or 10**9 for _, _, key in within if key not in heads]
        assert days == sorted(days)
    for count in range(len(batches)):
        before = timeline(batches[:count], stacks).places if count else {}
        assert all(made.places[key] == place for key, place in before.items())
    return made


@given(coming())
@settings(max_examples=150, deadline=None)
def test_cards_keep_apart_in_order_and_in_their_places(batches: list[list[Slot]]) -> None:
    check(batches)
    check(batches, {1, 3})


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


def test_what_a_full_lane_between_others_has_no_room_for_stands_in_a_drawer() -> None:
    first = [Slot("c", "2020-01-01", "central"), Slot("p", "2020-01-01", "party"), Slot("l", "2020-01-01", "local")]
    made = check([first, [Slot(f"n{i}", "2020-01-01", "party", ("p",)) for i in range(4)]])
    assert [band.tier for band in made.bands] == ["central", "party", "local", DRAWER]
    assert len({made.places[f"n{i}"].y for i in range(4)}) == 1


@pytest.mark.parametrize(("cards", "rows"), [(7, 2), (11, 3), (30, 8)])
def test_an_opened_stack_is_as_wide_as_the_picture_and_no_tower(cards: int, rows: int) -> None:
    first = [Slot("a", "2019-01-01", "politburo"), Slot("b", "2024-06-14", "politburo", ("a",)), Slot("s", "2024-07-01", "local", ("b",))]
    made = check([first, [Slot(f"n{i}", "2024-07-01", "local", ("b",)) for i in range(cards)]], {1})
    drawer = made.bands[-1]
    assert (drawer.tier, len({made.places[f"n{i}"].y for i in range(cards)})) == ("local", rows)
    assert made.places[head(1)].x == min(made.places[f"n{i}"].x for i in range(cards))


def test_a_lane_at_the_rim_grows_by_two_rows_and_no_more() -> None:
    later = [Slot(f"n{i}", "2020-01-01", "party", ("p",)) for i in range(9)]
    made = check([[Slot("p", "2020-01-01", "party")], later])
    assert made.bands[0].bottom - made.bands[0].top == 30 + 46 + 2 * 76 + 20
    assert len({made.places[f"n{i}"].y for i in range(9)}) == 2 + 2


def test_rows_are_packed() -> None:
    made = timeline([[Slot("a", "2019-01-01", "politburo"), Slot("b", "2024-06-14", "politburo", ("a",))]])
    assert made.bottom - made.top == 30 + CARD_H + 20


def test_what_was_put_away_takes_no_room() -> None:
    batches = [[Slot("a", "2019-01-01", "politburo")], [Slot(f"n{i}", "2024-07-01", "local", ("a",)) for i in range(9)]]
    alone, away = timeline(batches[:1]), timeline(batches, {1}, {"a"})
    assert (away.bands, away.bottom, away.right) == (alone.bands, alone.bottom, alone.right)


def test_a_day_between_two_others_slides_to_where_there_is_room() -> None:
    first = [Slot("a", "2018-01-01", "politburo"), Slot("b", "2018-02-01", "local"), Slot("c", "2022-01-01", "local")]
    places = check([first, [Slot("d", "2018-03-01", "politburo", ("a",))]]).places
    assert places["d"].y == places["a"].y
    assert places["d"].x - places["a"].x >= CARD_W
