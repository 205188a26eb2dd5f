"""Which predicted entity is which hand-labelled one: one to one, best fit first. Owns what counts as the same.

Entities are in the interchange form (docs/interchange.md), as dicts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from vanmach.graph.identity import parse_symbol
from vanmach.loaders.text import tones

JSON = Mapping[str, Any]
SECTIONS = ("documents", "bodies", "people", "events")
_DEGREE = {"phó", "quyền", "khuyết"}  # a deputy, acting or alternate post is not the post itself


def fold(text: str | None) -> str:
    """Text with case, dashes, quotes, blanks and the placement of tone marks made plain; accents stay.

    >>> fold("Ủy ban  “Hoà – Bình”")
    'ủy ban hòa - bình'
    """
    plain = tones((text or "").casefold().replace("ð", "đ"))
    return re.sub(r"[\s“”\"'«»()]+", " ", re.sub(r"[‐‑‒–—−]", "-", plain)).strip()


def words(text: str | None) -> set[str]:
    """The folded words of a text."""
    return set(re.findall(r"\w+", fold(text)))


def similar(a: str | None, b: str | None) -> float:
    """Share of common words among all words of both, 0 to 1."""
    one, two = words(a), words(b)
    return len(one & two) / len(one | two) if one and two else 0.0


def same_post(a: str | None, b: str | None) -> bool:
    """Whether two names of a post mean one.

    >>> same_post("Phó Trưởng Ban", "Phó Trưởng ban thường trực"), same_post("Phó Trưởng Ban", "Trưởng Ban")
    (True, False)
    """
    return (_DEGREE & words(a)) == (_DEGREE & words(b)) and similar(a, b) >= 0.5


def shared(a: JSON, b: JSON) -> float:
    """Common part of two spans over their union."""
    common = min(a["end"], b["end"]) - max(a["start"], b["start"])
    return common / (max(a["end"], b["end"]) - min(a["start"], b["start"])) if common > 0 else 0.0


def inside(a: JSON, b: JSON) -> bool:
    """Whether span a lies within the longer span b."""
    return bool(b["start"] <= a["start"] and a["end"] <= b["end"] and a["end"] - a["start"] < b["end"] - b["start"])


def symbol_key(symbol: str | None) -> str:
    """Under which two printings of a symbol are one: QĐi is QĐ, leading zeros and dashes do not count."""
    parsed = parse_symbol(symbol or "")
    return f"{parsed.number}-{parsed.series}/{parsed.organ}/{parsed.year or ''}" if parsed else fold(symbol).replace(" ", "")


def fit(section: str, gold: JSON, found: JSON) -> float:
    """How well a found entity fits a labelled one; 0 is no fit."""
    span = max((shared(m, n) for m in gold["mentions"] for n in found.get("mentions", ())), default=0.0)
    if section == "people":
        return 2.0 if fold(gold["name"]) == fold(found.get("name")) else 0.0
    if section == "documents":
        if gold["kind"] != found.get("kind") or (gold.get("term") and found.get("term") and gold["term"] != found["term"]):
            return 0.0
        if gold.get("symbol"):
            return 2.0 + span if symbol_key(gold["symbol"]) == symbol_key(found.get("symbol")) else 0.0
        if gold.get("number") is not None:
            return 1.0 + span if gold["number"] == found.get("number") and span > 0 else 0.0
        return span if span >= 0.5 else 0.0
    same = fold(gold["name"]) == fold(found.get("name"))
    if same and span > 0:
        return 2.0 + span
    return span if span >= 0.6 else (1.5 if same else 0.0)


def align(section: str, gold: Sequence[JSON], found: Sequence[JSON]) -> dict[str, str]:
    """Ids of found entities to ids of labelled ones, each used once, the best fits first."""
    pairs = sorted(((fit(section, g, p), g["id"], p["id"]) for g in gold for p in found), key=lambda t: (-t[0], t[1], t[2]))
    taken: dict[str, str] = {}
    used: set[str] = set()
    for points, gold_id, found_id in pairs:
        if points > 0 and gold_id not in used and found_id not in taken:
            used.add(gold_id)
            taken[found_id] = gold_id
    return taken
