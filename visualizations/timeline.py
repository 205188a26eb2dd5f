"""Where cards stand when they come in batches: the first is laid out at leisure, each later one finds room beside it. Pure, draws nothing.

A card once placed never moves, whatever comes after it. In lanes days keep their order from left to right; a lane grows a little at the
rim of the picture. An opened stack, and what no lane has room for, stands in a drawer below: columns in the order of days. Undated
cards have a band of their own, each beside the card it belongs to.
"""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from vanmach.visualizations.layout import CARD_H, CARD_W, Place, Slot, layout, ordinal, years
from vanmach.visualizations.tier import TIERS

GAP, ROW = 30, CARD_H + 30
HEAD, PAD = 30, 20
UNDATED, DRAWER = "undated", "drawer"
_MORE = 2  # rows that a lane at the rim grows for one batch; what needs more stands better in a drawer
_COLUMNS = (4, 7)  # of a drawer: as many as the picture above is wide, at least and at most
_FRAME = 18  # between the rim of a drawer and its cards
_WIDE = 4 * (CARD_W + GAP)  # so far from the card it hangs on may an undated card stand before a new row begins


@dataclass(frozen=True, slots=True)
class Band:
    """A strip of one tier or of undated cards, as wide as the picture; or a drawer, with the batch it holds and its sides."""

    tier: str
    top: float
    bottom: float
    batch: int | None = None
    left: float | None = None
    right: float | None = None


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
    batch: int | None = None
    left: float = 0.0
    right: float = 0.0
    headed: bool = True  # a name of its own stands above its first row

    @property
    def top(self) -> float:
        return self.rows[0] - CARD_H / 2 - (HEAD if self.headed else _FRAME)

    @property
    def bottom(self) -> float:
        return self.rows[-1] + CARD_H / 2 + (PAD if self.batch is None else _FRAME)


@dataclass(slots=True)
class _Growing:
    places: dict[str, Place] = field(default_factory=dict)
    strips: list[_Strip] = field(default_factory=list)
    scale: list[tuple[int, float]] = field(default_factory=list)
    taken: dict[float, list[float]] = field(default_factory=lambda: defaultdict(list))  # row -> where cards stand, sorted


def head(batch: int) -> str:
    """The key of the card that heads the drawer of a batch.

    >>> head(2)
    '=2'
    """
    return f"={batch}"


def timeline(batches: Sequence[Sequence[Slot]], stacks: Collection[int] = (), standing: Collection[str] | None = None) -> Timeline:
    """Place every card; ``stacks`` are the batches that came out of a stack, ``standing`` what is still seen (all, unless told).

    Bands and bounds are told of what stands alone: what was put away keeps its place and takes no room.

    >>> first = [Slot("a", "1997-06-02", "politburo"), Slot("b", "2001-11-16", "politburo", ("a",))]
    >>> alone, more = timeline([first]), timeline([first, [Slot("c", "1999", "state", ("a",))]])
    >>> more.places["a"] == alone.places["a"], more.places["c"].x < more.places["b"].x
    (True, True)
    """
    growing = _Growing()
    for index, batch in enumerate(batches):
        dated = [slot for slot in batch if ordinal(slot.date) is not None]
        rest: list[Slot] = []
        if index == 0:
            _found(growing, dated)
        elif index in stacks:
            rest = list(batch)
        else:
            _add_all(growing, dated, rest)
        if index not in stacks:
            rest += [slot for slot in batch if ordinal(slot.date) is None and not _add_undated(growing, slot, _MORE if index else 99)]
        if rest:
            _drawer(growing, rest, index, index in stacks)
    return _finished(growing, standing)


def _found(growing: _Growing, slots: Sequence[Slot]) -> None:
    """The first batch: the layout of a whole picture, its rows packed."""
    laid = layout(slots)
    top = 0.0
    new_rows: dict[float, float] = {}
    for lane in laid.lanes:
        rows = sorted({laid.places[slot.key].y for slot in slots if slot.tier == lane.tier})
        middles = [top + HEAD + CARD_H / 2 + ROW * index for index in range(len(rows))]
        new_rows |= dict(zip(rows, middles, strict=True))
        growing.strips.append(_Strip(lane.tier, middles))
        top = growing.strips[-1].bottom
    for slot in slots:
        at = laid.places[slot.key]
        _put(growing, slot.key, at.x, new_rows[at.y])
    growing.scale = sorted({(ordinal(slot.date) or 0, laid.places[slot.key].x) for slot in slots})


def _drawer(growing: _Growing, slots: Sequence[Slot], batch: int, stack: bool) -> None:
    """Cards in columns below all that is there, in the order of days, near the card they hang on; those of a stack behind its head."""
    xs = [place.x for place in growing.places.values()]
    left, right = min(xs, default=0.0), max(xs, default=0.0)
    step = CARD_W + GAP
    cells = len(slots) + stack
    columns = min(cells, max(_COLUMNS[0], min(_COLUMNS[1], int((right - left) / step + 1.3))))
    rows = -(-cells // columns)
    beside = next((growing.places[key] for slot in slots for key in slot.after if key in growing.places), Place(left, 0.0))
    start = min(max(left, beside.x - step * (columns - 1) / 2), max(left, right - step * (columns - 1)))
    above = growing.strips[-1].bottom if growing.strips else 0.0
    first = above + PAD + (_FRAME if stack else HEAD) + CARD_H / 2
    middles = [first + (CARD_H + GAP) * row for row in range(rows)]
    keys = [head(batch)] if stack else []
    keys += [slot.key for slot in sorted(slots, key=lambda slot: (ordinal(slot.date) or math.inf, slot.key))]
    for index, key in enumerate(keys):
        _put(growing, key, start + step * (index % columns), middles[index // columns])
    side = CARD_W / 2 + _FRAME
    tier = slots[0].tier if stack else DRAWER
    growing.strips.append(_Strip(tier, middles, batch, start - side, start + step * (columns - 1) + side, not stack))


def _put(growing: _Growing, key: str, x: float, row: float) -> None:
    growing.places[key] = Place(x, row)
    insort(growing.taken[row], x)


def _free(growing: _Growing, row: float, x: float) -> bool:
    there = growing.taken.get(row, [])
    at = bisect_left(there, x)
    return all(abs(other - x) >= CARD_W + GAP for other in there[max(0, at - 1) : at + 1])


def _add_all(growing: _Growing, slots: Sequence[Slot], rest: list[Slot]) -> None:
    """Later cards into their lanes; ``rest`` takes those that no lane has room for."""
    grown: dict[str, int] = defaultdict(int)
    for slot in sorted(slots, key=lambda slot: (ordinal(slot.date) or 0, slot.key)):
        before = sum(len(strip.rows) for strip in growing.strips)
        if not _add(growing, slot, grown[slot.tier] < _MORE):
            rest.append(slot)
        grown[slot.tier] += sum(len(strip.rows) for strip in growing.strips) - before


def _add(growing: _Growing, slot: Slot, may_grow: bool) -> bool:
    day = ordinal(slot.date) or 0
    x = _x(growing.scale, day)
    rows = [row for strip in growing.strips if strip.tier == slot.tier and strip.batch is None for row in strip.rows]
    if growing.scale and rows and not any(_free(growing, row, x) for row in rows):
        first, last = growing.scale[0], growing.scale[-1]
        # Right of all, or left of all, the scale is still open: rather wider than higher.
        if not first[0] <= day <= last[0]:
            side = 1 if day > last[0] else -1
            x = min((_next_free(growing, row, x, side) for row in rows), key=lambda at: abs(at - x))
        else:
            x = _aside(growing, rows, x, day)
    near = _near(growing, slot)
    row = _row(growing, slot.tier, x, near, may_grow)
    if row is None:
        return False
    _put(growing, slot.key, x, row)
    if not any(known == day for known, _ in growing.scale):
        insort(growing.scale, (day, x))
    return True


def _aside(growing: _Growing, rows: Sequence[float], x: float, day: int) -> float:
    """The nearest place with room between the days before and after; ``x`` where there is none, or where the day stands already."""
    at = bisect_left(growing.scale, (day, -math.inf))
    if growing.scale[at][0] == day:
        return x
    left, right = growing.scale[at - 1][1], growing.scale[at][1]
    beside = [other + way * (CARD_W + GAP) for row in rows for other in growing.taken.get(row, []) for way in (1, -1)]
    room = [spot for spot in beside if left <= spot <= right and any(_free(growing, row, spot) for row in rows)]
    return min(room, key=lambda spot: (abs(spot - x), spot), default=x)


def _add_undated(growing: _Growing, slot: Slot, more: int) -> bool:
    """In the band of undated cards, at or right of the card it hangs on: as near as there is room, rather wider than higher."""
    beside = next((growing.places[key] for key in slot.after if key in growing.places), None)
    x = beside.x if beside else (growing.scale[0][1] if growing.scale else 0.0)
    rows = [row for strip in growing.strips if strip.tier == UNDATED for row in strip.rows]
    spots = [(_first_free(growing, row, x), row) for row in rows]
    near = [spot for spot in spots if spot[0] - x <= _WIDE]
    if near:
        _put(growing, slot.key, *min(near))
        return True
    row = _row(growing, UNDATED, x, beside.y if beside else 0.0, len(rows) <= more)
    if row is not None:
        _put(growing, slot.key, x, row)
    return row is not None


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


def _row(growing: _Growing, tier: str, x: float, near: float, may_grow: bool) -> float | None:
    """A row of the tier with room at ``x``, the nearest; else a new one at the rim of the picture; None where there is neither."""
    own = [strip for strip in growing.strips if strip.tier == tier and strip.batch is None]
    free = [row for strip in own for row in strip.rows if _free(growing, row, x)]
    if free:
        return min(free, key=lambda row: (abs(row - near), row))
    strips = growing.strips
    if own:
        if not may_grow:
            return None
        if strips[-1] is own[0]:
            own[0].rows.append(own[0].rows[-1] + ROW)
            return own[0].rows[-1]
        if strips[0] is own[0]:
            own[0].rows.insert(0, own[0].rows[0] - ROW)
            return own[0].rows[0]
        return None
    order = (*TIERS, UNDATED)
    lanes = [strip for strip in strips if strip.batch is None]
    if strips and len(lanes) == len(strips) and all(order.index(tier) < order.index(strip.tier) for strip in lanes):
        # A card, a foot, a head and half a card above the uppermost row.
        strips.insert(0, _Strip(tier, [strips[0].rows[0] - CARD_H - HEAD - PAD]))
        return strips[0].rows[0]
    row = strips[-1].bottom + HEAD + CARD_H / 2 + (0 if strips[-1].batch is None else PAD) if strips else HEAD + CARD_H / 2
    strips.append(_Strip(tier, [row]))
    return row


def _finished(growing: _Growing, standing: Collection[str] | None) -> Timeline:
    seen = [place for key, place in growing.places.items() if standing is None or key in standing]
    rows = {place.y for place in seen}
    for strip in growing.strips:
        strip.rows = [row for row in strip.rows if row in rows]
    bands = tuple(
        Band(strip.tier, strip.top, strip.bottom)
        if strip.batch is None
        else Band(strip.tier, strip.top, strip.bottom, strip.batch, strip.left, strip.right)
        for strip in growing.strips
        if strip.rows
    )
    xs = [place.x for place in seen] or [0.0]
    left, right = min(xs) - CARD_W / 2 - 40, max(xs) + CARD_W / 2 + 40
    top, bottom = (bands[0].top, bands[-1].bottom) if bands else (0.0, 0.0)
    return Timeline(growing.places, bands, years(growing.scale), left, right, top, bottom)
