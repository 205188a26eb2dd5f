"""Search and references: candidates come from the store, their order is made here, once for every store."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from vanmach.graph.errors import Ambiguous, InputError, NotFound
from vanmach.graph.identity import fold, parse_query
from vanmach.graph.model import Node
from vanmach.graph.store import View
from vanmach.queries.collation import collation_key
from vanmach.queries.forms import node_forms

# A year or a day that stands by itself: not that of a symbol (30/2020/NĐ-CP).
WHEN = re.compile(
    r"(?<![\w/.-])(?:(?:ngày|ngay|năm|nam)\s+)?(?:(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.])?(?P<year>(?:19|20)\d\d)(?![\w/.-])"
)
_folded = lru_cache(maxsize=1 << 14)(fold)  # what one search finds, the next often finds again


def find(view: View, ref: str) -> Node:
    """The one node that a person means by an id, a symbol or a name; Ambiguous or NotFound otherwise.

    ``35-CT/TW`` is ambiguous (khóa XII, XIII …), ``35-CT/TW khóa XIII`` and ``35 ct tw 2024`` are not.
    """
    if not ref.strip():
        raise InputError("an empty reference: give an id, a symbol like 35-CT/TW, or a name")
    found = view.resolve(ref)
    if len(found) == 1:
        return found[0]
    if found:
        raise Ambiguous(ref, found)
    raise NotFound(ref, [hit for _, _, hit in ranked(view, ref, None)[:5]])


def search(view: View, query: str, *, kind: str | None = None, limit: int = 20) -> dict[str, Any]:
    """Nodes that answer a query, best first: ``{query, hits: [{node, score, matched}]}``. Accents, đ/d, dashes and blanks do not matter."""
    if not query.strip():
        raise InputError("an empty query: type a symbol, a title or a name")
    found = ranked(view, query, kind)[:limit]
    forms = node_forms(view, [node for _, _, node in found])
    return {"query": query, "hits": [{"node": f, "score": s, "matched": m} for (s, m, _), f in zip(found, forms, strict=True)]}


def ranked(view: View, query: str, kind: str | None = None) -> list[tuple[float, str, Node]]:
    """Nodes that may answer a query, best first, each with its score (1 is exact) and what matched."""
    scored = _scored(view, query, kind)
    rest, when = _dated(query)
    if when:
        known = {node.id for *_, node in scored}
        scored += [hit for hit in _scored(view, rest, kind) if hit[2].id not in known and (hit[2].date or "").startswith(when)]
    return sorted(scored, key=lambda t: (-t[0], -_recency(t[2]), collation_key(t[2].label), t[2].id))


def _scored(view: View, query: str, kind: str | None) -> list[tuple[float, str, Node]]:
    exact = {n.id for n in view.resolve(query)} if parse_query(query) else set()
    return [(*_score(node, query, exact), node) for node in view.candidates(query, kind)]


def _dated(query: str) -> tuple[str, str]:
    """``thi hành Điều lệ 2021`` without its year or day, and that as dates begin; blank where there is none, or nothing else."""
    match = WHEN.search(query)
    rest = f"{query[: match.start()]} {query[match.end() :]}".strip() if match else ""
    if not match or not rest:
        return query, ""
    return rest, match["year"] + (f"-{match['month']:0>2}-{match['day']:0>2}" if match["day"] else "")


def _score(node: Node, query: str, exact: set[str]) -> tuple[float, str]:
    wanted = fold(query)
    if node.id in exact or node.id == query:
        return 1.0, "symbol" if node.symbol else "id"
    label, title = _folded(node.label), _folded(node.title or "")
    if wanted in (label, title):
        return 0.95, "label" if wanted == label else "title"
    for points, name, text in ((0.8, "label", label), (0.7, "title", title), (0.6, "alias", " | ".join(map(_folded, node.aliases)))):
        if wanted in text:
            # Of names that hold the query, the shorter says less besides.
            return round(points + 0.1 * len(wanted) / max(len(text), 1), 3), name
    words = wanted.split()
    hit = sum(w in f"{label} {title}" for w in words) / len(words)
    return round(0.5 * hit, 3), "words"


def _recency(node: Node) -> int:
    return int((node.date or "0").replace("-", "").ljust(8, "0")[:8])
