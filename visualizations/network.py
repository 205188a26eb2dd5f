"""The picture as data for vis-network, put together by pyvis. Owns what vis-network is told.

pyvis is the builder only: its pages ask a CDN and run scripts from titles, so its ``show``, ``write_html``, ``heading`` and
``select_menu`` are never used. Labels and titles are left out on purpose: the page draws cards and tooltips itself, as text.
"""

from __future__ import annotations

import json
from typing import Any

from pyvis.network import Network

from vanmach.visualizations.layout import CARD_H, CARD_W
from vanmach.visualizations.palette import TIER, relation_colour
from vanmach.visualizations.picture import Picture
from vanmach.visualizations.route import Curve
from vanmach.visualizations.words import plain, sentence

_OPTIONS: dict[str, Any] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"dragNodes": False, "hover": True, "selectConnectedEdges": False, "tooltipDelay": 150},
    "nodes": {"physics": False, "fixed": True},
    "edges": {"chosen": True, "selectionWidth": 1.6, "hoverWidth": 0.8, "arrows": {"to": {"enabled": True, "scaleFactor": 0.62}}},
}


def network(picture: Picture) -> dict[str, Any]:
    """``{nodes, edges, options}`` as vis-network takes them, with what the page needs to draw cards and tooltips.

    Nodes have the ids ``n0, n1, …`` and edges ``e0, e1, …``: an id of the graph may be any text, and vis-network uses ids as keys.
    """
    net = Network(directed=True)
    net.set_options(json.dumps(_OPTIONS))
    for card in picture.cards:
        net.add_node(
            card.key,
            label=card.head[:200],
            shape="custom",
            color=TIER[card.tier][0],
            x=card.place.x,
            y=card.place.y,
            physics=False,
            size=CARD_H,
            card={
                "date": card.date,
                "kind": card.kind,
                "tier": card.tier,
                "ended": card.ended,
                "endedOn": card.ended_on,
                "unsure": card.unsure,
                "root": card.root,
                "hidden": card.hidden,
                "title": _short(plain(card.title)),
            },
        )
    for line in picture.lines:
        light, dark = relation_colour(line.relation.name)
        net.add_edge(
            line.older.key,
            line.newer.key,
            id=line.key,
            label="\n".join(line.mark),
            width=1 if line.unsure else 2.2,
            smooth=_smooth(line.curve),
            tints=[light, dark],
            says=[
                sentence(line.relation, picture.lang, line.older.head[:120], line.newer.head[:120], reverse=True),
                sentence(line.relation, picture.lang, line.newer.head[:120], line.older.head[:120]),
            ],
            unverified=line.unverified,
            planned=line.planned,
        )
    nodes, edges, _, _, _, options = net.get_network_data()
    return {"nodes": nodes, "edges": edges, "options": json.loads(options), "card": [CARD_W, CARD_H]}


def _short(text: str, most: int = 240) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _smooth(curve: Curve) -> Any:
    if curve.form == "straight":
        return False
    names = {"cubic": "cubicBezier", "cw": "curvedCW", "ccw": "curvedCCW"}
    return {"enabled": True, "type": names[curve.form], "roundness": curve.roundness, "forceDirection": "horizontal"}
