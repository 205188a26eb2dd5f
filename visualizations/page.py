"""One lineage as one standalone HTML file: picture, tables and evidence, with no request to anywhere.

Owns what leaves through the template. Every text of a source is hostile until escaped: Jinja2 escapes all of it, the data block escapes
what could end it, and the policy in the page lets one script run, by its hash.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from vanmach.graph.ontology import Relation, relation
from vanmach.queries.tables import verbatim
from vanmach.visualizations.assets import policy, script, style, template
from vanmach.visualizations.network import network
from vanmach.visualizations.palette import DARK, LIGHT, TIER
from vanmach.visualizations.picture import Card, Line, Picture, picture
from vanmach.visualizations.svg import drawn
from vanmach.visualizations.words import day, plain, sentence, share, word, words

_LONG_QUOTE = 900


def lineage_page(answer: Mapping[str, Any], *, lang: str = "vi", generated: str, version: str) -> str:
    """A lineage answer in its JSON form as one HTML page that opens from a file, offline; InputError where it is no such answer.

    ``generated`` is the day of making, ``version`` the graph's; both stand in the page and in its data.

    >>> empty = {"root": None, "nodes": [], "edges": [], "truncated": False}
    >>> lineage_page(empty, generated="2026-11-25", version="7")[:15]
    '<!doctype html>'
    """
    shown = picture(answer, lang)
    return (
        _environment()
        .from_string(template("lineage.html"))
        .render(
            lang=lang,
            words=words(lang),
            picture=shown,
            root=shown.root,
            title=" – ".join(filter(None, (shown.root.head[:200] if shown.root else "", word(lang, "lineage")))),
            showing=word(lang, "showing", n=len(shown.cards), m=shown.total),
            showing_with=word(lang, "showing_with", h=shown.hidden) if shown.hidden else "",
            still=Markup(drawn(shown)),
            made_by=word(lang, "made_by", version=version, generated=day(lang, generated)),
            generated=generated,
            version=version,
            sources=_sources(shown),
            style=Markup(style()),
            script=Markup(script()),
            policy=policy(script()),
            data=Markup(_data(shown, generated, version)),
        )
    )


def _environment() -> Environment:
    def finalize(value: Any) -> Any:
        return verbatim(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    environment = Environment(autoescape=True, undefined=StrictUndefined, finalize=finalize, trim_blocks=True, lstrip_blocks=True)
    environment.filters.update(
        day=lambda iso, lang: day(lang, iso),
        plain=plain,
        share=share,
        web=web_address,
        says=_says,
        facts=_facts,
        hidden=_hidden,
        long=lambda quote: len(quote) > _LONG_QUOTE,
    )
    return environment


def web_address(url: str | None) -> str | None:
    """The address if a reader may follow it, else None: a ``javascript:`` in a table row stays text.

    >>> web_address("https://example.org/a"), web_address("javascript:alert(1)")
    ('https://example.org/a', None)
    """
    return url if url and re.fullmatch(r"https?://[^\s\"'<>\\]+", url, re.ASCII | re.IGNORECASE) else None


def _says(line: Line, lang: str, reverse: bool) -> str:
    one, other = (line.older, line.newer) if reverse else (line.newer, line.older)
    return sentence(line.relation, lang, _named(one), _named(other), reverse)


def _named(card: Card) -> str:
    return f"{card.head} ({card.date})"


def _facts(card: Card, lang: str) -> list[tuple[str, str]]:
    """What is known of a card, as pairs of word and value, without those that are unknown."""
    node = card.node
    status = words(lang).get(f"status_{card.status}", card.status)
    pairs = (
        ("kind", card.kind),
        ("date", card.date),
        ("effective", day(lang, node.get("effective_from"))),
        ("term", str(node.get("term") or "")),
        ("issuer", card.issuer),
        ("status", f"✕ {status} {card.ended_on}".strip() if card.ended else status),
        ("aliases", "; ".join(node.get("aliases") or ())),
    )
    return [(word(lang, key), value) for key, value in pairs if value]


def _hidden(card: Card, lang: str) -> list[str]:
    kinds: list[tuple[Relation, int]] = [(relation(name), count) for name, count in sorted((card.node.get("hidden") or {}).items())]
    return [f"+{count} {kind.glyph} {kind.label(lang)}" for kind, count in kinds]


def _sources(shown: Picture) -> list[str]:
    """The sources that the evidence names, each once, by title where it has one."""
    named = (str(e.get("source_title") or e.get("source") or "") for line in shown.lines for e in line.edge.get("evidence") or ())
    return sorted({plain(name) for name in named} - {""})


def _data(shown: Picture, generated: str, version: str) -> str:
    layout = shown.layout
    lanes = [
        {"tier": lane.tier, "label": word(shown.lang, f"tier_{lane.tier}"), "top": lane.top, "bottom": lane.bottom} for lane in layout.lanes
    ]
    keys = ("unverified", "planned", "undated", "unresolved", "hidden")
    content = {
        "meta": {"source": "Vanmach", "version": version, "generated": generated, "shown": len(shown.cards), "total": shown.total},
        "network": network(shown),
        "layout": {
            "lanes": lanes,
            "years": layout.years,
            "undated": layout.undated,
            "left": layout.left,
            "right": layout.right,
            "bottom": layout.bottom,
        },
        "themes": [
            {"colours": LIGHT, "tiers": {tier: colours[:2] for tier, colours in TIER.items()}},
            {"colours": DARK, "tiers": {tier: colours[2:] for tier, colours in TIER.items()}},
        ],
        "words": {key: word(shown.lang, key) for key in keys},
        "root": shown.root.key if shown.root else None,
    }
    # ASCII only: line separators and lone surrogates become escapes too; then nothing in it can end the block or open a comment.
    text = json.dumps(content, ensure_ascii=True, separators=(",", ":"))
    return text.replace("&", r"\u0026").replace("<", r"\u003c").replace(">", r"\u003e")
