"""One lineage as a static SVG: the picture of the page, for ``--format svg`` and for documents. No script, no style sheet, no request.

Owns its own drawing; cards, places and curves are those of ``picture``. Light ground only, so that it reads wherever it is laid.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from vanmach.visualizations.layout import CARD_H, CARD_W, Place
from vanmach.visualizations.palette import LIGHT, TIER, relation_colour
from vanmach.visualizations.picture import Card, Line, Picture, picture
from vanmach.visualizations.route import controls, leaves, point
from vanmach.visualizations.words import plain, sentence, word

_HEAD, _FOOT = 34, 40
_FACE = "'Be Vietnam Pro', 'Noto Sans', 'DejaVu Sans', system-ui, sans-serif"


def lineage_svg(answer: Mapping[str, Any], *, lang: str = "vi") -> str:
    """A lineage answer in its JSON form as one SVG text; InputError where it is no such answer.

    >>> lineage_svg({"root": None, "nodes": [], "edges": [], "truncated": False})[:4]
    '<svg'
    """
    return drawn(picture(answer, lang))


def drawn(shown: Picture) -> str:
    """The SVG of a picture that was already read."""
    where, lang = shown.layout, shown.lang
    width, height = where.right - where.left, where.bottom + _HEAD + _FOOT
    title = f"{word(lang, 'lineage')} {shown.root.head if shown.root else ''}".strip()
    lines = (_line(line, lang) for line in shown.lines)
    body = "\n".join([*_ground(shown), *lines, *map(_mark, shown.lines), *map(_card, shown.cards), *_legend(shown)])
    box = f'viewBox="{where.left:g} {-_HEAD} {width:g} {height:g}" width="{width:g}" height="{height:g}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {box} role="img" aria-labelledby="svg-title" font-family="{_FACE}" font-size="12">\n'
        f'<title id="svg-title">{escape(title)}</title>\n{body}\n</svg>\n'
    )


def _ground(shown: Picture) -> Iterator[str]:
    where = shown.layout
    left, width = where.left, where.right - where.left
    yield _box(left, -_HEAD, width, where.bottom + _HEAD + _FOOT, LIGHT["surface"])
    for lane in where.lanes:
        ink, band = TIER[lane.tier][:2]
        yield _box(left, lane.top, width, lane.bottom - lane.top, band)
        yield _text(left + 10, lane.top + 19, word(shown.lang, f"tier_{lane.tier}"), ink, 'font-weight="600"')
    for year, x in where.years:
        yield f'<path d="M{x:.1f} 0V{where.bottom:g}" stroke="{LIGHT["grid"]}"/>'
        yield _text(x, -12, str(year), LIGHT["muted"], 'text-anchor="middle"')
    if where.undated is not None:
        yield f'<path d="M{where.undated:.1f} 0V{where.bottom:g}" stroke="{LIGHT["grid"]}" stroke-width="2"/>'
        yield _text(where.undated - 25 - CARD_W / 2, -12, word(shown.lang, "undated"), LIGHT["muted"], 'text-anchor="middle"')


def _line(line: Line, lang: str) -> str:
    start, end, curve = line.older.place, line.newer.place, line.curve
    tip = point(curve, start, end, leaves(curve, start, end, at_end=True))
    before = point(curve, start, end, leaves(curve, start, end, at_end=True) - 0.03)
    knots = [*controls(curve, start, end), end]
    path = f"M{_at(start)}" + {1: "L", 2: "Q", 3: "C"}[len(knots)] + " ".join(map(_at, knots))
    colour = relation_colour(line.relation.name)[0]
    says = sentence(line.relation, lang, line.older.head, line.newer.head, True)
    return (
        f'<g stroke="{colour}" fill="none"><title>{escape(plain(says)[:400])}</title>'
        f'<path d="{path}" stroke-width="{1 if line.unsure else 2.2}"/><path d="{_arrow(tip, before)}" fill="{colour}" stroke="none"/></g>'
    )


def _arrow(tip: Place, before: Place, size: float = 9) -> str:
    dx, dy = tip.x - before.x, tip.y - before.y
    length = (dx * dx + dy * dy) ** 0.5 or 1
    dx, dy = dx / length * size, dy / length * size
    return f"M{_at(tip)}L{tip.x - dx - dy / 2.4:.1f} {tip.y - dy + dx / 2.4:.1f}L{tip.x - dx + dy / 2.4:.1f} {tip.y - dy - dx / 2.4:.1f}Z"


def _mark(line: Line) -> str:
    at = point(line.curve, line.older.place, line.newer.place, 0.5)
    wide = max(map(len, line.mark)) * 5.9 + 6
    top = at.y - len(line.mark) * 6.5
    rows = "".join(
        _text(at.x, top + 10 + 13 * index, row, relation_colour(line.relation.name)[0], 'text-anchor="middle" font-size="11"')
        for index, row in enumerate(line.mark)
    )
    return _box(at.x - wide / 2, top, wide, 13 * len(line.mark), LIGHT["surface"]) + rows


def _card(card: Card) -> str:
    left, top = card.place.x - CARD_W / 2, card.place.y - CARD_H / 2
    ink = TIER[card.tier][0]
    thick = 2.5 if card.root else 0.8 if card.unsure else 1.4
    head = _cut(card.head, 15 if card.unsure else 17)
    second = f"{card.date} ✕ {card.ended_on}".strip() if card.ended else " · ".join(filter(None, (card.date, card.kind)))
    struck = ' text-decoration="line-through"' if card.ended else ""
    parts = [
        f"<g><title>{escape(' – '.join(filter(None, (card.head, plain(card.title)[:400]))))}</title>",
        f'<rect x="{left:g}" y="{top:g}" width="{CARD_W}" height="{CARD_H}" rx="6" fill="{LIGHT["surface"]}" '
        f'stroke="{ink}" stroke-width="{thick}"/>',
        _box(left + 1, top + 5, 7 if card.root else 4, CARD_H - 10, ink),
        _text(left + 14, top + 20, head, LIGHT["muted" if card.ended else "ink"], f'font-weight="600" font-size="14"{struck}'),
        _text(left + 14, top + 37, _cut(second, 22 if card.hidden else 26), LIGHT["muted"], 'font-size="11.5"'),
    ]
    if card.unsure:
        parts.append(_text(left + CARD_W - 14, top + 20, "?", ink, 'font-weight="600" font-size="14"'))
    if card.hidden:
        parts.append(_text(left + CARD_W - 7, top + 37, f"+{card.hidden}", ink, 'font-weight="600" font-size="11" text-anchor="end"'))
    return "".join([*parts, "</g>"])


def _legend(shown: Picture) -> Iterator[str]:
    x, y = shown.layout.left + 10, shown.layout.bottom + 25
    for kind in shown.relations:
        label = f"{kind.glyph} {kind.label(shown.lang, reverse=True)}"
        if x + len(label) * 7 > shown.layout.right - 190:
            break
        yield _text(x, y, label, relation_colour(kind.name)[0])
        x += len(label) * 7 + 18
    note = word(shown.lang, "showing", n=len(shown.cards), m=shown.total)
    if any(line.unsure for line in shown.lines):
        note = f"? {word(shown.lang, 'unverified')} · {note}"
    yield _text(shown.layout.right - 10, y, note, LIGHT["muted"], 'text-anchor="end"')


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _at(place: Place) -> str:
    return f"{place.x:.1f} {place.y:.1f}"


def _box(x: float, y: float, width: float, height: float, fill: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill={quoteattr(fill)}/>'


def _text(x: float, y: float, text: str, fill: str, more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{fill}" {more}>{escape(text)}</text>'
