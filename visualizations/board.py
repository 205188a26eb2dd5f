"""What the explorer draws: an answer of ``queries.explore`` with a person's steps replayed, every card and line with its place.

Owns the JSON form that the page draws. Refuses words of the page: kinds, relations and dates are told as they are, and named there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from vanmach.graph.ontology import Relation, relation
from vanmach.visualizations.layout import CARD_H, CARD_W, Place, Slot
from vanmach.visualizations.tier import tier
from vanmach.visualizations.timeline import UNDATED, Band, head, timeline
from vanmach.visualizations.unfolding import Group, Step, Unfolded, unfold
from vanmach.visualizations.wires import GLYPH, Box, wires

JSON = dict[str, Any]
_TOLD = ("date", "status", "issuer")  # of the members of a stack, for the filters
_NAME, _UNDATED_NAME = 200.0, 280.0  # the widest names of lanes in either language
_RIM = 12.0  # between the outermost line or label and the rim of the picture
_LETTER, _PAD = 6.3, 26.0  # the width of a letter of a label, and of its glyph with the blanks around it


def board(
    answer: Mapping[str, Any],
    steps: Sequence[Step] = (),
    *,
    depth: int = 1,
    lang: str = "vi",
    changes: Mapping[str, str] | None = None,
) -> JSON:
    """``{root, cards, stacks, drawers, lines, bands, years, box, card, shown, total, truncated}``; places are middles of cards.

    Lines run the way influence does: from the document that was there first to the one that acts on it; ``reverse`` tells that the label is
    the relation's reverse one. A drawer holds what came out of a stack: one ``line`` leads to its head and stands for those of its cards,
    which are ``quiet``, that is drawn for a chosen card only. ``changes`` tells what happened to some of the nodes since another day. For
    208-QĐ/TW in the catalogue: it and the regulations before it, oldest on the left.
    """
    unfolded = unfold(answer, steps, depth)
    nodes = {str(node["id"]): node for node in answer["nodes"]}
    standing = unfolded.cards
    inside = _inside(unfolded, set(standing))
    batches = [[_slot(key, unfolded, nodes) for key in batch] for batch in unfolded.batches]
    placed = timeline(batches, unfolded.drawn, {*standing, *map(head, inside)})
    places = {key: placed.places[key] for key in standing}
    heads = {head(batch): placed.places[head(batch)] for batch in inside}
    lines = [_edge_line(edge, lang) for edge in answer["edges"] if edge["from"] in places and edge["to"] in places]
    lines += [_stack_line(*unfolded.stacks[key], key, lang) for key in standing if key in unfolded.stacks]
    lines = [line for line in lines if line["source"] in places and line["target"] in places]
    hidden = _hidden(answer, unfolded, places)
    badges = [_badge(place) for id_, place in places.items() if hidden[id_] or id_ in unfolded.opened]
    drawers = [_drawer(unfolded.drawn[batch], batch, ids, heads[head(batch)], lang) for batch, ids in inside.items()]
    held = {id_: (drawer["parent"], drawer["relation"]) for drawer in drawers for id_ in drawer["ids"]}
    for line in lines:
        ends = line["source"], line["target"]
        line["quiet"] = next((end for end in ends if end in held and held[end][1] == line["type"] and held[end][0] in ends), None)
    loud = [line for line in lines if line["quiet"] is None] + [drawer["line"] for drawer in drawers]
    names = [_name(band, placed.left) for band in placed.bands if band.left is None]
    reach = [placed.left + _RIM, placed.right - _RIM]
    # Quiet lines are looked at one by one: they run without regard to the others, and have no words.
    for some in (loud, [line for line in lines if line["quiet"]]):
        pairs = [(line["source"], line["target"], line["width"]) for line in some]
        for line, wire in zip(some, wires(pairs, places | heads, [*badges, *names], words=some is loud), strict=True):
            line |= {"path": wire.path, "tip": wire.tip, "label": wire.label, "worded": wire.worded}
            reach += wire.reach(line.pop("width"))
    cards = [
        {
            "node": {key: value for key, value in nodes[id_].items() if key != "hidden"},
            "tier": tier(nodes[id_]),
            "x": place.x,
            "y": place.y,
            "hidden": hidden[id_],
            "brought": sum(parent == id_ and child in places for child, parent in unfolded.parents.items()),
            "opened": id_ in unfolded.opened,
            "change": (changes or {}).get(id_),
        }
        for id_, place in places.items()
        if id_ in nodes
    ]
    stacks = [
        _stack(*unfolded.stacks[key], unfolded, key, nodes) | {"x": places[key].x, "y": places[key].y}
        for key in standing
        if key in unfolded.stacks
    ]
    return {
        "root": answer["root"],
        "cards": cards,
        "stacks": stacks,
        "drawers": drawers,
        "lines": lines,
        "bands": [
            {"tier": b.tier, "top": b.top, "bottom": b.bottom, "left": b.left, "right": b.right, "opened_from": _brought(b.batch, unfolded)}
            for b in placed.bands
        ],
        "years": [{"year": year, "x": x} for year, x in placed.years],
        "box": {"left": min(reach) - _RIM, "top": placed.top, "right": max(reach) + _RIM, "bottom": placed.bottom},
        "card": {"width": CARD_W, "height": CARD_H},
        "shown": len(cards),
        "total": answer["total"],
        "truncated": answer["truncated"],
    }


def _inside(unfolded: Unfolded, standing: set[str]) -> dict[int, list[str]]:
    """For each batch that came out of a stack what still stands of it."""
    held = {batch: [id_ for id_ in unfolded.batches[batch] if id_ in standing] for batch in unfolded.drawn}
    return {batch: ids for batch, ids in held.items() if ids}


def _brought(batch: int | None, unfolded: Unfolded) -> str | None:
    """The card that a drawer without a head was opened from."""
    if batch is None or batch in unfolded.drawn:
        return None
    return next((unfolded.parents[key] for key in unfolded.batches[batch] if key in unfolded.parents), None)


def _slot(key: str, unfolded: Unfolded, nodes: Mapping[str, Any]) -> Slot:
    """A card as the layout knows it; a stack stands where the middle one of its members would."""
    if key in unfolded.stacks:
        group, members = unfolded.stacks[key]
        return Slot(key, nodes[members[len(members) // 2]].get("date"), tier(nodes[members[0]]), (group.parent,))
    parent = unfolded.parents[key]
    return Slot(key, nodes[key].get("date"), tier(nodes[key]), (parent,) if parent else ())


def _name(band: Band, left: float) -> Box:
    """The room of the name of a lane, where the picture begins."""
    width = _UNDATED_NAME if band.tier == UNDATED else _NAME
    return left + width / 2, band.top + 14.5, width, 21


def _badge(card: Place) -> Box:
    """The room of the +n at the lower right of a card, as ``explorer/cards.js`` draws it."""
    return card.x + CARD_W / 2 - 25, card.y + CARD_H / 2 + 6.5, 42, 27


def _ends(kind: Relation, from_: str, to: str) -> JSON:
    return {"source": to, "target": from_, "reverse": True} if kind.family else {"source": from_, "target": to, "reverse": False}


def _width(kind: Relation, lang: str, reverse: bool, more: int = 0) -> float:
    return max(GLYPH, _PAD + _LETTER * (len(kind.label(lang, reverse, "")) + more))


def _edge_line(edge: Mapping[str, Any], lang: str) -> JSON:
    kind = relation(edge["type"])
    ends = _ends(kind, edge["from"], edge["to"])
    about = {key: edge.get(key) for key in ("id", "type", "modality", "confidence", "verified", "valid_from")}
    return about | ends | {"count": 1, "width": _width(kind, lang, ends["reverse"])}


def _stack_line(group: Group, members: Sequence[str], key: str, lang: str) -> JSON:
    """The one line of many alike: to a stack, or to the head of a drawer."""
    kind = relation(group.relation)
    ends = _ends(kind, key, group.parent) if group.end == "in" else _ends(kind, group.parent, key)
    about = {"id": key, "type": group.relation, "modality": "done", "confidence": None, "verified": True, "valid_from": None}
    return about | ends | {"count": len(members), "width": _width(kind, lang, ends["reverse"], 4), "quiet": None}


def _stack(group: Group, members: Sequence[str], unfolded: Unfolded, key: str, nodes: Mapping[str, Any]) -> JSON:
    left = unfolded.left(key)
    return {
        "key": key,
        "parent": group.parent,
        "relation": group.relation,
        "end": group.end,
        "doc_kind": group.doc_kind,
        "tier": group.tier,
        "count": len(left),
        "members": [{"id": id_, **{name: nodes[id_].get(name) for name in _TOLD}} for id_ in left],
    }


def _drawer(group: Group, batch: int, ids: Sequence[str], at: Place, lang: str) -> JSON:
    """The head of a drawer; ``closes`` is the step that puts it away."""
    return {
        "key": head(batch),
        "closes": group.key.replace("+", "-", 1),
        "parent": group.parent,
        "relation": group.relation,
        "end": group.end,
        "doc_kind": group.doc_kind,
        "tier": group.tier,
        "ids": list(ids),
        "line": _stack_line(group, ids, head(batch), lang),
        "x": at.x,
        "y": at.y,
    }


def _hidden(answer: Mapping[str, Any], unfolded: Unfolded, places: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """For each card how many of its relations are not drawn, by relation; what a stack of its own holds is drawn as that stack."""
    hidden: dict[str, Counter[str]] = defaultdict(Counter)
    for node in answer["nodes"]:
        hidden[str(node["id"])].update(node.get("hidden") or {})
    stacked: dict[str, set[str]] = defaultdict(set)
    for key, (group, _) in unfolded.stacks.items():
        if key in places:
            stacked[group.parent].update(unfolded.left(key))
    for edge in answer["edges"]:
        ends = edge["from"], edge["to"]
        for own, other in (ends, ends[::-1]):
            if (own not in places or other not in places) and other not in stacked[own]:
                hidden[own][edge["type"]] += 1
    return {id_: dict(sorted(counts.items())) for id_, counts in hidden.items()} | {id_: {} for id_ in places if id_ not in hidden}
