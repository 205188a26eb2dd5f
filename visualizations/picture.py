"""What a lineage picture shows, before anyone draws it: cards with places, lines with curves, counts. Page and SVG draw the same picture.

Owns the reading of the JSON form of a lineage answer. Refuses to compute a status: an answer that gives none shows none.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vanmach.graph.errors import InputError
from vanmach.graph.ontology import Relation, doc_kinds, kinds, relation
from vanmach.visualizations.layout import Layout, Place, Slot, layout
from vanmach.visualizations.route import Curve, point, room, route
from vanmach.visualizations.tier import Tier, tier
from vanmach.visualizations.words import day, plain, word

MOST_CARDS = 400
ENDED = frozenset({"superseded", "repealed", "expired"})
_WORDED = 40  # with more lines than this only glyphs stand on them; legend and tooltip hold the words
_MARK_CHARACTERS, _MARK_SIZE = 14, (92, 34)
_ROUTED = 300  # beyond this many lines crossings cannot be avoided, only paid for


@dataclass(frozen=True, slots=True)
class Card:
    """A node as drawn. ``key`` is ours and safe in ids and selectors; ``node`` is the JSON form it came from."""

    key: str
    node: Mapping[str, Any]
    place: Place
    tier: Tier
    head: str
    title: str
    kind: str
    issuer: str
    status: str
    date: str
    ended: bool
    ended_on: str
    unverified: bool
    unresolved: bool
    root: bool
    hidden: int

    @property
    def unsure(self) -> bool:
        """Whether the card is thin and carries a question mark."""
        return self.unverified or self.unresolved


@dataclass(frozen=True, slots=True)
class Line:
    """An edge as drawn: from the older card to the newer one, read with the reverse label."""

    key: str
    edge: Mapping[str, Any]
    relation: Relation
    older: Card
    newer: Card
    curve: Curve
    phrase: str
    worded: bool
    unverified: bool
    planned: bool

    @property
    def mark(self) -> tuple[str, ...]:
        """What stands on the line, row by row: glyph, a question mark where it is not sure, and the reverse label where there is room."""
        glyph = self.relation.glyph + ("?" if self.unsure else "")
        if not self.worded:
            return (glyph,)
        rows = [glyph]
        for part in self.phrase.split():
            if len(rows[-1]) + len(part) < _MARK_CHARACTERS or rows == [glyph]:
                rows[-1] += f" {part}"
            else:
                rows.append(part)
        return tuple(rows)

    @property
    def unsure(self) -> bool:
        """Whether the line is thin and carries a question mark."""
        return self.unverified or self.planned


@dataclass(frozen=True, slots=True)
class Picture:
    """All that is drawn. ``total`` counts what is shown and what the answer says is still folded away."""

    lang: str
    cards: tuple[Card, ...]
    lines: tuple[Line, ...]
    layout: Layout
    root: Card | None
    total: int
    hidden: int
    truncated: bool

    @property
    def relations(self) -> tuple[Relation, ...]:
        """The relations that occur, each once, in the order of their first line."""
        return tuple({line.relation.name: line.relation for line in self.lines}.values())

    def count(self, name: str) -> int:
        """How many lines show one relation."""
        return sum(line.relation.name == name for line in self.lines)


def picture(answer: Mapping[str, Any], lang: str = "vi") -> Picture:
    """Read a lineage answer in its JSON form; InputError where it lacks a part or an edge leads nowhere.

    >>> picture({"root": None, "nodes": [], "edges": [], "truncated": False}).cards
    ()
    """
    word(lang, "lineage")  # an unknown language stops here
    try:
        given: Sequence[Mapping[str, Any]] = answer["nodes"]
        given_edges: Sequence[Mapping[str, Any]] = answer["edges"]
        known = {str(node["id"]): node for node in given}
        for edge in given_edges:
            if edge["from"] not in known or edge["to"] not in known:
                raise InputError(f"edge {edge['id']} leads from {edge['from']} to {edge['to']}, but the answer has no such node")
        kept = _nearest(answer["root"], known, given_edges)
        placed, cards = _cards([known[id_] for id_ in kept], given_edges, str(answer["root"]), lang)
    except KeyError as missing:
        raise InputError(f"this is no lineage answer: it has no {missing}") from None
    by_id = {str(card.node["id"]): card for card in cards}
    lines = _lines([edge for edge in given_edges if edge["from"] in by_id and edge["to"] in by_id], by_id, lang)
    hidden = sum(card.hidden for card in by_id.values())
    cut = len(given) - len(kept)
    return Picture(
        lang=lang,
        cards=tuple(by_id.values()),
        lines=lines,
        layout=placed,
        root=by_id.get(str(answer["root"])),
        total=len(given) + hidden,
        hidden=hidden,
        truncated=bool(answer.get("truncated")) or cut > 0,
    )


def _nearest(root: Any, known: Mapping[str, Mapping[str, Any]], edges: Sequence[Mapping[str, Any]]) -> list[str]:
    """At most MOST_CARDS ids, those nearest to the root, in the order of the answer."""
    if len(known) <= MOST_CARDS:
        return list(known)
    beside: dict[str, list[str]] = defaultdict(list)
    for edge in edges:
        beside[edge["from"]].append(edge["to"])
        beside[edge["to"]].append(edge["from"])
    reached: dict[str, None] = {}
    for start in (root, *known):  # those that no path reaches come last
        queue = deque([start] if start in known and start not in reached else [])
        while queue and len(reached) < MOST_CARDS:
            at = queue.popleft()
            if at not in reached:
                reached[at] = None
                queue.extend(beside[at])
    return [id_ for id_ in known if id_ in reached]


def _cards(nodes: Sequence[Mapping[str, Any]], edges: Sequence[Mapping[str, Any]], root: str, lang: str) -> tuple[Layout, list[Card]]:
    keys = {node["id"]: f"n{index}" for index, node in enumerate(nodes)}
    follows: dict[str, list[str]] = defaultdict(list)
    ended_on: dict[str, str] = {}
    for edge in sorted(edges, key=lambda edge: str(edge.get("valid_from") or "9")):
        if edge["from"] in keys and edge["to"] in keys:
            follows[edge["from"]].append(keys[edge["to"]])
        if relation(edge["type"]).validity == "ends" and edge.get("modality") != "planned" and edge.get("valid_from"):
            ended_on.setdefault(edge["to"], edge["valid_from"])
    slots = [Slot(keys[node["id"]], node.get("date"), tier(node), tuple(follows[node["id"]])) for node in nodes]
    placed = layout(slots)
    made: list[Card] = []
    for node, slot in zip(nodes, slots, strict=True):
        ended = node.get("status") in ENDED
        named = doc_kinds().get(node.get("doc_kind") or "") or kinds().get(node.get("kind") or "")
        card = Card(
            key=slot.key,
            node=node,
            place=placed.places[slot.key],
            tier=slot.tier,
            head=plain(str(node.get("symbol") or node.get("label") or node["id"])) or slot.key,
            title=str(node.get("title") or node.get("label") or ""),
            issuer=str((node.get("issuer") or {}).get("label") or ""),
            status=str(node.get("status") or ""),
            kind=(named.vi if lang == "vi" else named.en) if named else "",
            date=day(lang, node.get("date")) or word(lang, "undated"),
            ended=ended,
            ended_on=day(lang, ended_on.get(node["id"])) if ended else "",
            unverified=not node.get("verified", True),
            unresolved=not node.get("resolved", True),
            root=str(node["id"]) == root,
            hidden=sum((node.get("hidden") or {}).values()),
        )
        made.append(card)
    return placed, made


def _lines(edges: Sequence[Mapping[str, Any]], cards: Mapping[str, Card], lang: str) -> tuple[Line, ...]:
    places = [card.place for card in cards.values()]
    labels: list[Place] = []
    taken: dict[frozenset[str], list[Curve]] = defaultdict(list)
    made: list[Line] = []
    for index, edge in enumerate(edges):
        newer, older = cards[edge["from"]], cards[edge["to"]]
        pair = frozenset((newer.key, older.key))
        curve = route(older.place, newer.place, places if len(edges) <= _ROUTED else (), taken[pair])
        taken[pair].append(curve)
        kind = relation(edge["type"])
        middle = point(curve, older.place, newer.place, 0.5)
        worded = len(edges) <= _WORDED and room(middle, *_MARK_SIZE, places, labels)
        if worded:
            labels.append(middle)
        made.append(
            Line(
                key=f"e{index}",
                edge=edge,
                relation=kind,
                older=older,
                newer=newer,
                curve=curve,
                phrase=kind.label(lang, reverse=True),
                worded=worded,
                unverified=not edge.get("verified"),
                planned=edge.get("modality") == "planned",
            )
        )
    return tuple(made)
