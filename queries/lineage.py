"""Lineage: what a document rests on or replaces, and what rests on it or replaces it, level by level over the View.

Owns the walk and its honesty: what is left out for the limit, the depth or a filter is counted, never dropped in silence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, TypeGuard

from vanmach.graph import ontology
from vanmach.graph.errors import InputError
from vanmach.graph.model import Edge
from vanmach.graph.store import Around, Direction, Reach, Reaching, View
from vanmach.queries.forms import edge_form, node_form
from vanmach.queries.status import acting, statuses_from

Way = Literal["up", "down", "both"]
MAX_DEPTH = 50
ENDS: dict[Way, tuple[Direction, ...]] = {"up": ("out",), "down": ("in",), "both": ("out", "in")}


@dataclass(frozen=True, slots=True)
class Filter:
    """Which edges a lineage runs over: relations by name, a day as of which they show, proven ones only."""

    relations: tuple[str, ...]
    as_of: str | None = None
    verified: bool = False

    def shows(self, edge: Edge) -> bool:
        """Whether an edge is part of the lineage; one of unknown day shows, flagged by its missing ``valid_from``."""
        if self.verified and not edge.verified:
            return False
        if self.as_of is None:
            return True
        return (edge.valid_from is None or edge.valid_from <= self.as_of) and (edge.valid_to is None or self.as_of < edge.valid_to)


def relations_of(family: str | None, relations: Sequence[str] | None) -> tuple[str, ...]:
    """The relations a lineage runs over: those named, else a family's, else both families'.

    >>> relations_of("succession", None)[:2]
    ('supersedes', 'repeals')
    """
    if relations:
        named = [ontology.relation(name) for name in relations]
        if stray := [r.name for r in named if r.family is None]:
            lines = ", ".join(r.name for r in ontology.relations().values() if r.family)
            raise InputError(f"{', '.join(stray)}: no relation of a lineage; choose among {lines}")
        return tuple(r.name for r in named)
    return ontology.family(family)


@cache
def _counted() -> tuple[str, ...]:
    return tuple(r.name for r in ontology.relations().values() if r.family)


def lineage(
    view: View,
    root: str,
    *,
    direction: Way = "both",
    depth: int = 10,
    family: str | None = None,
    relations: Sequence[str] | None = None,
    as_of: str | None = None,
    verified: bool = False,
    limit: int = 500,
) -> dict[str, Any]:
    """The lineage of the node ``root`` as ``{root, nodes, edges, truncated}``.

    ``direction``: *up* follows edges from → to (what it rests on or replaces), *down* the other way; *both* does each on its own, so
    that a sibling ("another plan of the same resolution") is not drawn in. All lineage edges among the nodes shown are there.
    ``limit`` bounds the nodes; what limit or depth cut is told by ``truncated``, what is not shown by each node's ``hidden`` counts.
    For 208-QĐ/TW, ``direction="up"``, ``family="succession"``: nine replacements back to 29-QĐ/TW of 1997.
    """
    if depth < 0 or depth > MAX_DEPTH:
        raise InputError(f"depth {depth} is out of range: 0 to {MAX_DEPTH}")
    if limit < 1:
        raise InputError(f"limit {limit} is out of range: at least 1")
    keep = Filter(relations_of(family, relations), as_of, verified)
    with view.snapshot():
        shown, truncated = _reached(view, root, ENDS[direction], depth, keep, limit)
        found = view.around(shown, keep.relations, acting(), _counted())
    edges = [e for e in found.edges if keep.shows(e)]
    hidden = hidden_of(found, edges)
    status = statuses_from(found.nodes.values(), found.against, as_of)
    forms = []
    for node in sorted(found.nodes.values(), key=lambda n: (n.date or "9999", n.id)):
        form = node_form(node, found.issuers, status.get(node.id))
        form["hidden"] = hidden.get(node.id, {})
        forms.append(form)
    drawn = [edge_form(e, found.statements, found.sources) for e in edges]
    return {"root": root, "nodes": forms, "edges": drawn, "truncated": truncated}


def hidden_of(found: Around, shown: Sequence[Edge]) -> dict[str, dict[str, int]]:
    """For each node how many edges of each relation are not shown, whatever hides them."""
    left = {node: dict(counts) for node, counts in found.degrees.items()}
    for e in shown:
        left[e.from_][e.type] -= 1
        left[e.to][e.type] -= 1
    return {node: {type_: n for type_, n in sorted(counts.items()) if n} for node, counts in left.items()}


def _reached(view: View, root: str, ends: Sequence[Direction], depth: int, keep: Filter, limit: int) -> tuple[set[str], bool]:
    """The nodes to show, and whether the limit or the depth cut anything.

    A store that follows edges by itself is asked first, one step further than shown: levels that it knows whole need no look at edges.
    """
    shown, left = {root}, []
    reach = view.reach(root, ends, depth + 1, keep.relations, keep.as_of, keep.verified, limit) if _reaches(view) else None
    if reach and all(r.whole and max(r.steps.values(), default=0) <= depth for r in reach):
        found = shown.union(*(r.steps for r in reach))
        if len(found) <= limit:  # mostly all is known, and there is room for it
            return found, False
    for i, end in enumerate(ends):
        left.append(_walk(view, root, end, depth, keep, limit, shown, _levels(reach[i]) if reach else []))
    return shown, any(_hides(view, out, end, keep, shown) for end, out in zip(ends, left, strict=True))


def _reaches(view: View) -> TypeGuard[Reaching]:
    return _reaching(type(view))


@cache  # looked up by name each time, a fiftieth of a lineage went into it
def _reaching(kind: type) -> bool:
    return issubclass(kind, Reaching)


def _levels(found: Reach) -> list[set[str]]:
    """What is one step away, two steps away, ..., as far as it is known whole; an empty level ends what ends."""
    levels: list[set[str]] = [set() for _ in range(max(found.steps.values(), default=0) + 1)]
    for node, step in found.steps.items():
        if step:
            levels[step - 1].add(node)
    return levels if found.whole else levels[:-2]


def _hides(view: View, left: set[str], end: Direction, keep: Filter, shown: set[str]) -> bool:
    """Whether what was left out one way leads to anything that is not shown: what is left out up may be shown for being down."""
    done = set(left)
    while left:
        if not left <= shown:
            return True
        left = {e.to if end == "out" else e.from_ for e in view.edges(left, end, keep.relations) if keep.shows(e)} - done
        done |= left
    return False


def _walk(
    view: View, root: str, end: Direction, depth: int, keep: Filter, limit: int, shown: set[str], levels: Sequence[set[str]]
) -> set[str]:
    """Adds to ``shown`` what is reached breadth first, level by level; returns what the limit or the depth left out next.

    ``levels`` are those known; of one that does not fit any more, whom to show is told by the days of the edges.
    """
    level, done = {root}, {root}
    for step in range(depth + 1):
        fresh = levels[step] if step < len(levels) else None
        if fresh is None or (step < depth and len(fresh - shown) > limit - len(shown)):
            ordered = [n for n in _next(view, level, end, keep) if n not in done]
            new = [n for n in ordered if n not in shown]
            room = limit - len(shown)
            if step < depth and len(new) > room:
                shown.update(new[:room])
                return set(new[room:])
            fresh = set(ordered)
        if step == depth or not fresh:
            return fresh
        shown |= fresh
        level = fresh
        done |= level
    return set()


def _next(view: View, level: set[str], end: Direction, keep: Filter) -> list[str]:
    """What the edges from a level lead to, those that show first before the others."""
    if _reaches(view):
        return view.step(level, end, keep.relations, keep.as_of, keep.verified)
    found = [e for e in view.edges(level, end, keep.relations) if keep.shows(e)]
    found.sort(key=lambda e: (e.valid_from or "9999", e.id))
    return list(dict.fromkeys(e.to if end == "out" else e.from_ for e in found))
