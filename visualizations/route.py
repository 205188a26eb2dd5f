"""How a line runs from card to card without crossing others: picks one of the curves that vis-network and SVG both can draw.

Owns the geometry of lines. The formulas are those of vis-network 10 (``cubicBezier`` with horizontal force, ``curvedCW``, ``curvedCCW``),
so that page and SVG show the same picture.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from vanmach.visualizations.layout import CARD_H, CARD_W, Place

Form = Literal["straight", "cubic", "cw", "ccw"]
_STEPS = 18
_TURNS: tuple[Form, Form] = ("cw", "ccw")


@dataclass(frozen=True, slots=True)
class Curve:
    """A form and its roundness, between the centres of two cards."""

    form: Form
    roundness: float = 0.0


_CANDIDATES = (
    Curve("straight"),
    Curve("cubic", 0.5),
    *(Curve(form, roundness) for roundness in (0.12, 0.22, 0.34) for form in _TURNS),
)


def controls(curve: Curve, start: Place, end: Place) -> tuple[Place, ...]:
    """The control points between start and end: none for a straight line, one for a quadratic curve, two for a cubic one."""
    if curve.form == "straight":
        return ()
    dx, dy = end.x - start.x, end.y - start.y
    if curve.form == "cubic":
        return Place(start.x + curve.roundness * dx, start.y), Place(end.x - curve.roundness * dx, end.y)
    turn = curve.roundness if curve.form == "cw" else -curve.roundness
    angle = math.atan2(-dy, dx) + (turn * 0.5 + 0.5) * math.pi
    reach = (curve.roundness * 0.5 + 0.5) * math.hypot(dx, dy)
    return (Place(start.x + reach * math.sin(angle), start.y + reach * math.cos(angle)),)


def point(curve: Curve, start: Place, end: Place, t: float) -> Place:
    """The point of the curve at ``t`` between 0 (start) and 1 (end)."""
    knots = [start, *controls(curve, start, end), end]
    while len(knots) > 1:  # de Casteljau
        knots = [Place(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t) for a, b in pairwise(knots)]
    return knots[0]


def leaves(curve: Curve, start: Place, end: Place, at_end: bool) -> float:
    """The ``t`` at which the curve leaves the card at its start, or enters the card at its end."""
    card = end if at_end else start
    outside, inside = (0.5, 1.0) if at_end else (0.5, 0.0)
    for _ in range(24):
        middle = (outside + inside) / 2
        if _inside(point(curve, start, end, middle), card, 0):
            inside = middle
        else:
            outside = middle
    return outside


def route(start: Place, end: Place, cards: Iterable[Place], taken: Sequence[Curve] = ()) -> Curve:
    """The plainest curve that crosses the fewest cards; ``taken`` are the curves of other lines between the same two cards.

    >>> route(Place(0, 0), Place(600, 0), [Place(300, 0)])
    Curve(form='cw', roundness=0.22)
    """
    low_x, high_x = sorted((start.x, end.x))
    low_y, high_y = sorted((start.y, end.y))
    bulge = math.hypot(end.x - start.x, end.y - start.y) / 2 + CARD_W
    near = [c for c in cards if low_x - bulge < c.x < high_x + bulge and low_y - bulge < c.y < high_y + bulge and c not in (start, end)]

    def cost(curve: Curve) -> int:
        path = [point(curve, start, end, step / _STEPS) for step in range(1, _STEPS)]
        return sum(any(_inside(at, card, 6) for at in path) for card in near) + 3 * (curve in taken)

    return min(_CANDIDATES, key=cost)


def room(at: Place, width: float, height: float, cards: Iterable[Place], labels: Iterable[Place]) -> bool:
    """Whether a label of this size, centred here, touches neither a card nor another such label."""
    free_of_cards = all(abs(at.x - c.x) > (CARD_W + width) / 2 or abs(at.y - c.y) > (CARD_H + height) / 2 for c in cards)
    return free_of_cards and all(abs(at.x - o.x) > width or abs(at.y - o.y) > height for o in labels)


def _inside(at: Place, card: Place, margin: float) -> bool:
    return abs(at.x - card.x) <= CARD_W / 2 + margin and abs(at.y - card.y) <= CARD_H / 2 + margin
