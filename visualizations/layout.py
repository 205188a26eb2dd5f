"""Where each card stands: x by date on an elastic scale, y by lane. Pure and deterministic; owns no drawing.

The scale: quiet stretches shrink to a few points, busy ones widen until every card has room. A later date never stands left of an
earlier one, equal dates share their x, and no two cards overlap: a lane grows rows instead. Undated cards have a column of their own.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date
from itertools import groupby, pairwise

from vanmach.visualizations.tier import TIERS, Tier

CARD_W, CARD_H = 170, 46
_LANE_PAD, _LANE_HEAD = 18, 30
_WIDTH_WANTED, _SHAPE_WANTED = 1240.0, 2.1
_UNDATED_ROWS = 6


@dataclass(frozen=True, slots=True)
class Slot:
    """What the layout needs to know of a card; ``after`` names the cards it follows from."""

    key: str
    date: str | None
    tier: Tier
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """The centre of a card."""

    x: float
    y: float

    def overlaps(self, other: Place) -> bool:
        """Whether two cards at these places share any point."""
        return abs(self.x - other.x) < CARD_W and abs(self.y - other.y) < CARD_H


@dataclass(frozen=True, slots=True)
class Lane:
    """The band of one tier."""

    tier: Tier
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Places by key, lanes from top to bottom, first days of years, the right edge of the undated column, and the outer bounds."""

    places: Mapping[str, Place]
    lanes: tuple[Lane, ...]
    years: tuple[tuple[int, float], ...]
    undated: float | None
    left: float
    right: float
    bottom: float


def ordinal(date: str | None) -> int | None:
    """The day number of an ISO date; a partial one stands in its middle, what is no date is None.

    >>> ordinal("2024-03") == ordinal("2024-03-15")
    True
    """
    parts = (date or "").split("-")
    filled = {1: [*parts, "07", "01"], 2: [*parts, "15"], 3: parts}.get(len(parts), [])
    try:
        return Date.fromisoformat("-".join(filled)).toordinal()
    except ValueError:
        return None


def layout(slots: Sequence[Slot]) -> Layout:
    """Place every card.

    >>> layout([Slot("a", "1997-06-02", "politburo"), Slot("b", "2001-11-16", "politburo", ("a",))]).places["a"]
    Place(x=0.0, y=53.0)
    """
    few = len(slots) <= 6
    # Few cards: one row with room for the words between them. More: rows, as few as keep the picture near the shape of a screen.
    tried = [_attempt(slots, rows, 118 if few else 26, 62 if len(slots) <= 14 else 26) for rows in range(1 if few else 2, 13)]
    fits = (made for made in tried if made.right - made.left <= max(_WIDTH_WANTED, _SHAPE_WANTED * made.bottom))
    return next(fits, min(tried, key=lambda made: made.right - made.left))


def _attempt(slots: Sequence[Slot], rows: int, gap: int, row_gap: int) -> Layout:
    dated = sorted((day, slot.key, slot) for slot in slots if (day := ordinal(slot.date)) is not None)
    xs: dict[str, float] = {}
    row_of: dict[str, int] = {}
    ends: dict[Tier, list[float]] = defaultdict(lambda: [-math.inf] * rows)  # where each row of a lane is free again
    scale: list[tuple[int, float]] = []
    for day, group in groupby(dated, key=lambda entry: entry[0]):
        by_lane: dict[Tier, list[Slot]] = defaultdict(list)
        for _, _, slot in group:
            by_lane[slot.tier].append(slot)
        x = scale[-1][1] + 14 + 56 * (1 - math.exp((scale[-1][0] - day) / 240)) if scale else 0.0
        for lane, cards in by_lane.items():
            ends[lane].extend([-math.inf] * (len(cards) - len(ends[lane])))
            x = max(x, sorted(ends[lane])[len(cards) - 1] + gap + CARD_W / 2)
        for lane, cards in by_lane.items():
            for slot in cards:
                free = [row for row, end in enumerate(ends[lane]) if end + gap + CARD_W / 2 <= x]
                near = [row_of[key] for key in slot.after if key in row_of]
                row = min(free, key=lambda r: (min((abs(r - other) for other in near), default=r), r))
                ends[lane][row], row_of[slot.key], xs[slot.key] = x + CARD_W / 2, row, x
        scale.append((day, x))
    undated = _undated(slots, xs, row_of, gap)
    lanes, places = _lanes(slots, xs, row_of, CARD_H + row_gap)
    edge = list(xs.values()) or [0.0]
    left, right = min(edge) - CARD_W / 2 - 24, max(edge) + CARD_W / 2 + 24
    return Layout(places, lanes, years(scale), undated, left, right, lanes[-1].bottom if lanes else 0.0)


def _undated(slots: Sequence[Slot], xs: dict[str, float], row_of: dict[str, int], gap: int) -> float | None:
    by_lane: dict[Tier, list[Slot]] = defaultdict(list)
    for slot in sorted((slot for slot in slots if slot.key not in xs), key=lambda slot: slot.key):
        by_lane[slot.tier].append(slot)
    start = -CARD_W - gap - 50.0 if xs else 0.0
    for cards in by_lane.values():
        for index, slot in enumerate(cards):
            xs[slot.key] = start - (index // _UNDATED_ROWS) * (CARD_W + gap)
            row_of[slot.key] = index % _UNDATED_ROWS
    return start + CARD_W / 2 + 25 if by_lane else None


def _lanes(
    slots: Sequence[Slot], xs: Mapping[str, float], row_of: Mapping[str, int], pitch: int
) -> tuple[tuple[Lane, ...], dict[str, Place]]:
    lanes: list[Lane] = []
    places: dict[str, Place] = {}
    top = 0.0
    for tier in TIERS:
        here = [slot.key for slot in slots if slot.tier == tier]
        if not here:
            continue
        for key in here:
            places[key] = Place(xs[key], top + _LANE_HEAD + CARD_H / 2 + row_of[key] * pitch)
        bottom = max(places[key].y for key in here) + CARD_H / 2 + _LANE_PAD
        lanes.append(Lane(tier, top, bottom))
        top = bottom
    return tuple(lanes), places


def years(scale: Sequence[tuple[int, float]]) -> tuple[tuple[int, float], ...]:
    """Where years begin, between the dates that the cards have; none where two labels would touch."""
    marks: list[tuple[int, float]] = []
    for (day, x), (next_day, next_x) in pairwise(scale):
        for year in range(Date.fromordinal(day).year + 1, Date.fromordinal(next_day).year + 1):
            at = x + (next_x - x) * (Date(year, 1, 1).toordinal() - day) / (next_day - day)
            if not marks or at - marks[-1][1] >= 64:
                marks.append((year, at))
    return tuple(marks)
