"""Where cards stand when they come in batches: the first is laid out at leisure, each later one finds room beside it. Pure, draws nothing.

A card once placed never moves, whatever comes after it. Days keep their order from left to right. A lane grows at the rim of the
picture; between other lanes it is full at some time, and goes on below as a second band of the same tier. Undated cards have a band of
their own, each beside the card it belongs to.
"""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from vanmach.visualizations.layout import CARD_H, CARD_W, Place, Slot, layout, ordinal, years
from vanmach.visualizations.tier import TIERS

GAP, ROW = 30, CARD_H + 30
HEAD, PAD = 30, 20
SCREEN = 520  # a small picture gets spare rows up to this height, for what will be opened
UNDATED = "undated"
_WIDE = 4 * (CARD_W + GAP)  # so far from the card it hangs on may an undated card stand before a new row begins


@dataclass(frozen=True, slots=True)
class Band:
    """A strip of one tier (or of undated cards); ``again`` where an upper one was full."""

    tier: str
    top: float
    bottom: float
    again: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    """Places by key, bands from top to bottom, years as (year, x), and the outer bounds."""

    places: Mapping[str, Place]
    bands: tuple[Band, ...]
    years: tuple[tuple[int, float], ...]
    left: float
    right: float
    top: float
    bottom: float


@dataclass(slots=True)
class _Strip:
    tier: str
    rows: list[float]  # the middles of its rows
    again: bool = False


@dataclass(slots=True)
class _Growing:
    places: dict[str, Place] = field(default_factory=dict)
    strips: list[_Strip] = field(default_factory=list)
    scale: list[tuple[int, float]] = field(default_factory=list)
    taken: dict[float, list[float]] = field(default_factory=lambda: defaultdict(list))  # row -> where cards stand, sorted


def timeline(batches: Sequence[Sequence[Slot]]) -> Timeline:
    """Place every card of every batch.

    >>> first = [Slot("a", "1997-06-02", "politburo"), Slot("b", "2001-11-16", "politburo", ("a",))]
    >>> alone, more = timeline([first]), timeline([first, [Slot("c", "1999", "state", ("a",))]])
    >>> more.places["a"] == alone.places["a"], more.places["c"].x < more.places["b"].x
    (True, True)
    """
    growing = _Growing()
    for index, batch in enumerate(batches):
        dated = [slot for slot in batch if ordinal(slot.date) is not None]
        if index == 0:
            _found(growing, dated)
        else:
            for slot in sorted(dated, key=lambda slot: (ordinal(slot.date) or 0, slot.key)):
                _add(growing, slot)
        for slot in batch:
            if ordinal(slot.date) is None:
                _add_undated(growing, slot)
    return _finished(growing)


def _found(growing: _Growing, slots: Sequence[Slot]) -> None:
    """The first batch: the layout of a whole picture, with rows to spare where it is small."""
    laid = layout(slots)
    used = {lane.tier: sorted({laid.places[slot.key].y for slot in slots if slot.tier == lane.tier}) for lane in laid.lanes}
    height = sum(HEAD + PAD + ROW * len(rows) for rows in used.values())
    spare = 1 if used and height < SCREEN else 0
    top = 0.0
    new_rows: dict[float, float] = {}
    for lane, rows in used.items():
        many = len(rows) + spare
        middles = [top + HEAD + CARD_H / 2 + ROW * index for index in range(many)]
        new_rows |= dict(zip(rows, middles, strict=False))
        growing.strips.append(_Strip(lane, middles))
        top = middles[-1] + CARD_H / 2 + PAD
    for slot in slots:
        at = laid.places[slot.key]
        _put(growing, slot.key, at.x, new_rows[at.y])
    growing.scale = sorted({(ordinal(slot.date) or 0, laid.places[slot.key].x) for slot in slots})


def _put(growing: _Growing, key: str, x: float, row: float) -> None:
    growing.places[key] = Place(x, row)
    insort(growing.taken[row], x)


def _free(growing: _Growing, row: float, x: float) -> bool:
    there = growing.taken.get(row, [])
    at = bisect_left(there, x)
    return all(abs(other - x) >= CARD_W + GAP for other in there[max(0, at - 1) : at + 1])


def _add(growing: _Growing, slot: Slot) -> None:
    day = ordinal(slot.date) or 0
    x = _x(growing.scale, day)
    rows = [row for strip in growing.strips if strip.tier == slot.tier for row in strip.rows]
    # Right of all, or left of all, the scale is still open: rather wider than higher.
    if (
        growing.scale
        and rows
        and not growing.scale[0][0] <= day <= growing.scale[-1][0]
        and not any(_free(growing, row, x) for row in rows)
    ):
        side = 1 if day > growing.scale[-1][0] else -1
        x = min((_next_free(growing, row, x, side) for row in rows), key=lambda at: abs(at - x))
    near = _near(growing, slot)
    row = _row(growing, slot.tier, x, near)
    _put(growing, slot.key, x, row)
    if not any(known == day for known, _ in growing.scale):
        insort(growing.scale, (day, x))


def _add_undated(growing: _Growing, slot: Slot) -> None:
    """In the band of undated cards, at or right of the card it hangs on: as near as there is room, rather wider than higher."""
    beside = next((growing.places[key] for key in slot.after if key in growing.places), None)
    x = beside.x if beside else (growing.scale[0][1] if growing.scale else 0.0)
    rows = [row for strip in growing.strips if strip.tier == UNDATED for row in strip.rows]
    spots = [(_first_free(growing, row, x), row) for row in rows]
    near = [spot for spot in spots if spot[0] - x <= _WIDE]
    if near:
        _put(growing, slot.key, *min(near))
    else:
        _put(growing, slot.key, x, _row(growing, UNDATED, x, beside.y if beside else 0.0))


def _first_free(growing: _Growing, row: float, x: float) -> float:
    """The first place at or right of ``x`` where a row has room."""
    for other in growing.taken.get(row, []):
        if abs(other - x) < CARD_W + GAP:
            x = other + CARD_W + GAP
    return x


def _x(scale: Sequence[tuple[int, float]], day: int) -> float:
    """Where a day stands on a scale that is fixed between its days and open at both ends."""
    if not scale:
        return 0.0
    if day < scale[0][0]:
        return scale[0][1] - _stretch(scale[0][0] - day)
    if day > scale[-1][0]:
        return scale[-1][1] + _stretch(day - scale[-1][0])
    at = bisect_left(scale, (day, -math.inf))
    if scale[at][0] == day:
        return scale[at][1]
    (before, left), (after, right) = scale[at - 1], scale[at]
    return left + (right - left) * (day - before) / (after - before)


def _stretch(days: int) -> float:
    return 14 + 90 * (1 - math.exp(-days / 240))


def _next_free(growing: _Growing, row: float, x: float, side: int) -> float:
    there = growing.taken.get(row, [])
    return x if _free(growing, row, x) else (max(there) + CARD_W + GAP if side > 0 else min(there) - CARD_W - GAP)


def _near(growing: _Growing, slot: Slot) -> float:
    return next((growing.places[key].y for key in slot.after if key in growing.places), 0.0)


def _row(growing: _Growing, tier: str, x: float, near: float) -> float:
    """A row of the tier with room at ``x``, the nearest; else a new one at the rim of the picture."""
    own = [strip for strip in growing.strips if strip.tier == tier]
    free = [row for strip in own for row in strip.rows if _free(growing, row, x)]
    if free:
        return min(free, key=lambda row: (abs(row - near), row))
    strips = growing.strips
    if own and strips[-1].tier == tier:
        strips[-1].rows.append(strips[-1].rows[-1] + ROW)
        return strips[-1].rows[-1]
    if own and strips[0].tier == tier:
        strips[0].rows.insert(0, strips[0].rows[0] - ROW)
        return strips[0].rows[0]
    order = (*TIERS, UNDATED)
    if strips and not own and all(order.index(tier) < order.index(strip.tier) for strip in strips):
        # A card, a foot, a head and half a card above the uppermost row.
        strips.insert(0, _Strip(tier, [strips[0].rows[0] - CARD_H - HEAD - PAD]))
        return strips[0].rows[0]
    row = strips[-1].rows[-1] + CARD_H + PAD + HEAD if strips else HEAD + CARD_H / 2
    strips.append(_Strip(tier, [row], bool(own)))
    return row


def _finished(growing: _Growing) -> Timeline:
    bands = tuple(
        Band(strip.tier, strip.rows[0] - CARD_H / 2 - HEAD, strip.rows[-1] + CARD_H / 2 + PAD, strip.again) for strip in growing.strips
    )
    xs = [place.x for place in growing.places.values()] or [0.0]
    left, right = min(xs) - CARD_W / 2 - 40, max(xs) + CARD_W / 2 + 40
    return Timeline(
        growing.places,
        bands,
        years(growing.scale),
        left,
        right,
        bands[0].top if bands else 0.0,
        bands[-1].bottom if bands else 0.0,
    )
