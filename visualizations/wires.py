"""How a line of the explorer runs from card to card, and where its words stand: around cards, in the channels between rows.

Owns the geometry of lines and labels. Refuses to move a card. A line that can run plainly does; one that cannot takes the channel that
crosses the fewest cards. Lines of one card share a channel as one bundle, those of others get a track of their own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import hypot

from vanmach.visualizations.layout import CARD_H, CARD_W, Place

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # its middle, width and height
_Way = tuple[float, tuple[Point, ...], tuple[tuple[float, float, float], ...]]  # cost, points, where it runs in which channel
_MARGIN = 3.0
_OUT = 11.0  # how far a line runs straight out of a card before it may turn
_TRACKS = (0.0, 5.0, -5.0, 10.0, -10.0)
_ROUND = 9.0
_TURN = 30.0  # how long a way round is worth one turn less
GLYPH = 20.0  # the width of a label that is a glyph alone
LABEL_H = 16.0
# Where along a line its label may stand, the best first.
_SPOTS = (0.5, 0.62, 0.38, 0.74, 0.26, 0.84, 0.16, 0.9, 0.44, 0.56, 0.68, 0.32, 0.8, 0.2, 0.1, 0.94, 0.06)


@dataclass(frozen=True, slots=True)
class Wire:
    """A line as drawn: points of a path with round corners (or of a curve), its tip with the side it comes from, and its label."""

    points: tuple[Point, ...]
    curved: bool
    crosses: int
    label: Point | None = None
    worded: bool = False

    @property
    def path(self) -> str:
        """The line as the ``d`` of an SVG path."""
        if self.curved:
            return "M{:g} {:g}C{:g} {:g} {:g} {:g} {:g} {:g}".format(*(round(v, 1) for point in self.points for v in point))
        return _rounded(self.points)

    def reach(self, width: float) -> tuple[float, ...]:
        """How far left and right it goes, with its label of such a width if it has words."""
        half = (width if self.worded else GLYPH) / 2
        return *(x for x, _ in self.points), *((self.label[0] - half, self.label[0] + half) if self.label else ())

    @property
    def tip(self) -> str:
        """The arrow head as the ``d`` of an SVG path."""
        (bx, by), (x, y) = self.points[-2:]
        length = hypot(x - bx, y - by) or 1
        dx, dy = (x - bx) / length * 8, (y - by) / length * 8
        return f"M{x:.1f} {y:.1f}L{x - dx - dy * 0.5:.1f} {y - dy + dx * 0.5:.1f}L{x - dx + dy * 0.5:.1f} {y - dy - dx * 0.5:.1f}Z"


@dataclass(slots=True)
class Ground:
    """The cards by rows, for asking quickly what a line would cross."""

    rows: list[float] = field(default_factory=list)
    cards: dict[float, list[float]] = field(default_factory=dict)
    channels: list[float] = field(default_factory=list)

    @classmethod
    def of(cls, places: Iterable[Place]) -> Ground:
        """The ground that these cards make."""
        cards: dict[float, list[float]] = defaultdict(list)
        for place in places:
            cards[place.y].append(place.x)
        rows = sorted(cards)
        for xs in cards.values():
            xs.sort()
        half = CARD_H / 2 + 14
        between = [(above + below) / 2 for above, below in pairwise(rows) if below - above > CARD_H + 8]
        # A wide gap (the rim of a lane) has room at both of its sides.
        wide = [y for above, below in pairwise(rows) if below - above > CARD_H + 40 for y in (above + half, below - half)]
        ends = [rows[0] - half, rows[-1] + half] if rows else []
        return cls(rows, dict(cards), sorted({*between, *wide, *ends}))

    def ways(self, start: float, end: float) -> list[float]:
        """The channels from one height to another, in the order in which a line meets them; one at least."""
        low, high = sorted((start, end))
        there = self.channels[bisect_left(self.channels, low) : bisect_right(self.channels, high)]
        if not there:
            there = [min(self.channels, key=lambda y: abs(y - start))]
        return there if start <= end else there[::-1]

    def crossed(self, one: Point, other: Point) -> int:
        """How many cards a straight piece, level or upright, touches."""
        (x1, x2), (y1, y2) = sorted((one[0], other[0])), sorted((one[1], other[1]))
        reach = CARD_H / 2 + _MARGIN
        count = 0
        for row in self.rows[bisect_left(self.rows, y1 - reach) : bisect_right(self.rows, y2 + reach)]:
            there = self.cards[row]
            side = CARD_W / 2 + _MARGIN
            count += bisect_right(there, x2 + side) - bisect_left(there, x1 - side)
        return count


def wires(
    pairs: Sequence[tuple[str, str, float]], places: Mapping[str, Place], badges: Sequence[Box] = (), *, words: bool = True
) -> list[Wire]:
    """One wire for each (from card, to card, width of its words), in their order; labels touch no card, none of ``badges`` and no other.

    Without ``words`` none has a label.

    >>> made = wires([("a", "b", 60)], {"a": Place(0, 0), "b": Place(400, 0)})[0]
    >>> made.path, made.crosses, made.worded
    ('M85 0L315 0', 0, True)
    """
    ground = Ground.of(places.values())
    ports = _ports(pairs, places)
    tracks: dict[float, list[tuple[float, float, str, float]]] = defaultdict(list)
    made = []
    for index, (source, target, _) in enumerate(pairs):
        made.append(_wire(ground, source, places[source], places[target], ports[index], tracks))
    if not words:
        return made
    return _labelled(made, pairs, [*badges, *((place.x, place.y, CARD_W, CARD_H) for place in places.values())])


def _ports(pairs: Sequence[tuple[str, str, float]], places: Mapping[str, Place]) -> list[float]:
    """How far above or below the middle of its side each line meets its target: in the order in which they come."""
    into: dict[str, list[int]] = defaultdict(list)
    for index, (_, target, _) in enumerate(pairs):
        into[target].append(index)
    ports = [0.0] * len(pairs)
    for indexes in into.values():
        indexes.sort(key=lambda i: (places[pairs[i][0]].y, places[pairs[i][0]].x))
        step = min(9.0, 32 / max(1, len(indexes) - 1))
        for rank, index in enumerate(indexes):
            ports[index] = (rank - (len(indexes) - 1) / 2) * step
    return ports


def _wire(
    ground: Ground, source: str, start: Place, end: Place, port: float, tracks: dict[float, list[tuple[float, float, str, float]]]
) -> Wire:
    side = 1 if end.x >= start.x else -1
    a, b = (start.x + side * CARD_W / 2, start.y), (end.x - side * CARD_W / 2, end.y + port)
    room = side * (b[0] - a[0])
    if room >= 24:
        if start.y == end.y and ground.crossed((a[0] + side * 5, a[1]), (b[0] - side * 5, a[1])) == 0:
            return Wire((a, b), False, 0) if port == 0 else _curve(a, b)
        curve = _curve(a, b)
        if room >= 60 and abs(b[1] - a[1]) < 3 * room and _curve_crosses(ground, curve, start, end) == 0:
            return curve
    elif abs(end.x - start.x) < CARD_W - 24:
        down = 1 if end.y > start.y else -1
        x = (start.x + end.x) / 2
        upright = ((x, start.y + down * CARD_H / 2), (x, end.y - down * CARD_H / 2))
        if ground.crossed((x, upright[0][1] + down * 4), (x, upright[1][1] - down * 4)) == 0:
            return Wire(upright, False, 0)
    exits = [(a, a[0] + side * _OUT)]
    if room < 24:
        down = 1 if end.y > start.y else -1
        back = (start.x - side * CARD_W / 2, start.y)
        exits += [((start.x, start.y + down * CARD_H / 2), start.x), (back, back[0] - side * _OUT)]
    return _through_channels(ground, source, exits, b, b[0] - side * _OUT, tracks)


def _curve(a: Point, b: Point) -> Wire:
    bend = (b[0] - a[0]) / 2
    return Wire((a, (a[0] + bend, a[1]), (b[0] - bend, b[1]), b), True, 0)


def _curve_crosses(ground: Ground, curve: Wire, start: Place, end: Place) -> int:
    along = [at(curve, step / 24) for step in range(25)]
    return sum(ground.crossed(p, p) > (p in ((start.x, start.y), (end.x, end.y))) for p in along[2:-2])


def _through_channels(
    ground: Ground,
    source: str,
    exits: Sequence[tuple[Point, float]],
    b: Point,
    in_: float,
    tracks: dict[float, list[tuple[float, float, str, float]]],
) -> Wire:
    """The best way from one of the exits of a card (a point of its rim, and how far out a line may turn) to a point of another's."""
    best: _Way | None = None
    for a, out in exits:
        low, high = sorted((a[1], b[1]))
        for y in (y for y in ground.channels if low - 2 * CARD_H <= y <= high + 2 * CARD_H):
            best = _better(best, ground, (a, (out, a[1]), (out, y), (in_, y), (in_, b[1]), b), ((y, out, in_),))
    for a, out in exits:
        if best is not None and best[0] < 1000:
            break
        ways = ground.ways(a[1], b[1])
        xs = [out, *_stairs(ground, ways, out, in_), in_]
        turns = [p for y, (x1, x2) in zip(ways, pairwise(xs), strict=True) for p in ((x1, y), (x2, y))]
        used = tuple((y, x1, x2) for y, (x1, x2) in zip(ways, pairwise(xs), strict=True) if x1 != x2)
        best = _better(best, ground, (a, (out, a[1]), *turns, (in_, b[1]), b), used)
    if best is None:
        return _curve(exits[0][0], b)
    cost, points, used = best
    moved = {y: _track(tracks[y], source, *sorted((x1, x2))) for y, x1, x2 in used}
    shifted = tuple((x, y + moved.get(y, 0.0)) if 0 < i < len(points) - 1 else (x, y) for i, (x, y) in enumerate(points))
    return Wire(shifted, False, int(cost // 1000))


def _better(best: _Way | None, ground: Ground, points: tuple[Point, ...], used: tuple[tuple[float, float, float], ...]) -> _Way:
    """The better of two ways: it crosses fewer cards, is shorter, turns less."""
    length = sum(abs(x2 - x1) + abs(y2 - y1) for (x1, y1), (x2, y2) in pairwise(points)) / 100
    if best is not None and best[0] <= length:
        return best
    # The first and last pieces leave and enter the two cards themselves.
    crossed = sum(ground.crossed(one, other) for one, other in pairwise(points[1:-1]) if one != other)
    turns = sum(not _straight(a, b, c) for a, b, c in zip(points, points[1:], points[2:], strict=False))
    cost = 1000 * crossed + length + turns
    return (cost, points, used) if best is None or cost < best[0] else best


def _stairs(ground: Ground, ways: Sequence[float], out: float, in_: float) -> list[float]:
    """Where a line goes through between each two channels on its way: straight on where it can, else past the card in its way.

    Keeps the best few ways row by row; between two cards of a row there is always room.
    """
    beam: list[tuple[float, float, list[float]]] = [(0.0, out, [])]
    for y, next_y in pairwise(ways):
        grown: dict[float, tuple[float, float, list[float]]] = {}
        towards = _gaps(ground, y, next_y, in_)
        for cost, here, path in beam:
            for x in {*_gaps(ground, y, next_y, here), *towards}:
                new = cost + abs(x - here) + (_TURN if x != here else 0)
                if x not in grown or new < grown[x][0]:
                    grown[x] = new, x, [*path, x]
        beam = sorted(grown.values(), key=lambda way: way[0] + abs(way[1] - in_))[:5]
    return min(beam, key=lambda way: way[0] + abs(way[1] - in_))[2]


def _gaps(ground: Ground, y: float, next_y: float, x: float) -> list[float]:
    """``x`` where a line may go down there, else the nearest ways past the cards that stand in its way, left and right."""
    if not ground.crossed((x, y), (x, next_y)):
        return [x]
    low, high = sorted((y, next_y))
    reach = CARD_W / 2 + _MARGIN
    found = []
    for row in ground.rows[bisect_left(ground.rows, low) : bisect_right(ground.rows, high)]:
        there = ground.cards[row]
        for card in there[bisect_left(there, x - reach) : bisect_right(there, x + reach)]:
            found += [card - CARD_W / 2 - _OUT, card + CARD_W / 2 + _OUT]
    return found


def _track(taken: list[tuple[float, float, str, float]], source: str, low: float, high: float) -> float:
    """The track of a channel that no line of another card uses here; the one used least where all are."""

    def clashes(track: float) -> int:
        return sum(own == track and who != source and start < high + 6 and low - 6 < stop for start, stop, who, own in taken)

    track = min(_TRACKS, key=lambda t: (clashes(t), abs(t)))
    taken.append((low, high, source, track))
    return track


def at(wire: Wire, t: float) -> Point:
    """The point of a wire at ``t`` between 0 (start) and 1 (end); of a broken line by its length."""
    if wire.curved:
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = wire.points
        s = 1 - t
        k = (s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t)
        return k[0] * ax + k[1] * bx + k[2] * cx + k[3] * dx, k[0] * ay + k[1] * by + k[2] * cy + k[3] * dy
    lengths = [abs(x2 - x1) + abs(y2 - y1) for (x1, y1), (x2, y2) in pairwise(wire.points)]
    left = t * sum(lengths)
    for ((x1, y1), (x2, y2)), length in zip(pairwise(wire.points), lengths, strict=True):
        if left <= length and length:
            return x1 + (x2 - x1) * left / length, y1 + (y2 - y1) * left / length
        left -= length
    return wire.points[-1]


def _labelled(made: list[Wire], pairs: Sequence[tuple[str, str, float]], taken: Sequence[Box]) -> list[Wire]:
    """Gives each wire its words where they fit, else its glyph alone, else nothing: the panel and the table say it in any case."""
    labels: list[Box] = []
    done = []
    for wire, (_, _, width) in zip(made, pairs, strict=True):
        spots = [at(wire, t) for t in _SPOTS]
        boxes = ((x, y, wide, LABEL_H) for wide in (width, GLYPH) for x, y in spots)
        box = next(
            (b for b in boxes if not any(_touch(b, other) for other in labels) and not any(_touch(b, other) for other in taken)), None
        )
        if box:
            labels.append(box)
        done.append(Wire(wire.points, wire.curved, wire.crosses, box[:2] if box else None, bool(box and box[2] == width)))
    return done


def _touch(one: Box, other: Box) -> bool:
    return abs(one[0] - other[0]) < (one[2] + other[2]) / 2 + 3 and abs(one[1] - other[1]) < (one[3] + other[3]) / 2 + 2


def _rounded(points: Sequence[Point]) -> str:
    """A broken line with round corners."""
    kept = [points[0]]
    for point, after in pairwise(points[1:]):
        if point != kept[-1] and not _straight(kept[-1], point, after):
            kept.append(point)
    kept.append(points[-1])
    drawn = [f"M{kept[0][0]:g} {kept[0][1]:g}"]
    for before, corner, after in zip(kept, kept[1:], kept[2:], strict=False):
        one, two = _towards(corner, before), _towards(corner, after)
        drawn.append(f"L{one[0]:.1f} {one[1]:.1f}Q{corner[0]:.1f} {corner[1]:.1f} {two[0]:.1f} {two[1]:.1f}")
    drawn.append(f"L{kept[-1][0]:g} {kept[-1][1]:g}")
    return "".join(drawn)


def _straight(a: Point, b: Point, c: Point) -> bool:
    return (a[0] == b[0] == c[0]) or (a[1] == b[1] == c[1])


def _towards(corner: Point, other: Point) -> Point:
    length = abs(other[0] - corner[0]) + abs(other[1] - corner[1])
    part = min(_ROUND, length / 2) / length if length else 0
    return corner[0] + (other[0] - corner[0]) * part, corner[1] + (other[1] - corner[1]) * part
