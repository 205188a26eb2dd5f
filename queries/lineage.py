"""Lineage: what a document rests on or replaces, and what rests on it or replaces it, level by level over the View.

Owns the walk and its honesty: what is left out for the limit, the depth or a filter is counted, never dropped in silence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from vanmach.graph import ontology
from vanmach.graph.errors import InputError
from vanmach.graph.model import Edge
from vanmach.graph.store import Around, Direction, Reaching, View
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
        every = tuple(r.name for r in ontology.relations().values() if r.family)
        found = view.around(shown, keep.relations, acting(), every)
    edges = [e for e in found.edges if keep.shows(e)]
    hidden = _hidden(found, edges)
    status = statuses_from(found.nodes.values(), found.against, as_of)
    forms = []
    for node in sorted(found.nodes.values(), key=lambda n: (n.date or "9999", n.id)):
        form = node_form(node, found.issuers, status.get(node.id))
        form["hidden"] = hidden.get(node.id, {})
        forms.append(form)
    drawn = [edge_form(e, found.statements, found.sources) for e in edges]
    return {"root": root, "nodes": forms, "edges": drawn, "truncated": truncated}


def _hidden(found: Around, shown: Sequence[Edge]) -> dict[str, dict[str, int]]:
    """For each node how many edges of each relation are not shown, whatever hides them."""
    drawn = Counter((node, e.type) for e in shown for node in (e.from_, e.to))
    left = {node: {type_: n - drawn[node, type_] for type_, n in sorted(counts.items())} for node, counts in found.degrees.items()}
    return {node: {type_: n for type_, n in counts.items() if n} for node, counts in left.items()}


def _reached(view: View, root: str, ends: Sequence[Direction], depth: int, keep: Filter, limit: int) -> tuple[set[str], bool]:
    """The nodes to show, and whether the limit or the depth cut anything.

    A store that follows edges by itself is asked first, one step further than shown; its answer holds where it is whole and the limit cuts
    nothing. Else the walk goes level by level, which alone knows whom to leave out.
    """
    shown, left = {root}, []
    if isinstance(view, Reaching):
        for found in view.reach(root, ends, depth + 1, keep.relations, keep.as_of, keep.verified, limit):
            shown.update(n for n, step in found.steps.items() if step <= depth)
            left.append(found.steps.keys() - {n for n, step in found.steps.items() if step <= depth})
            if not found.whole or len(shown) > limit:
                break
        else:
            return shown, any(_hides(view, out, end, keep, shown) for end, out in zip(ends, left, strict=True))
        shown = {root}
    left = [_walk(view, root, end, depth, keep, limit, shown) for end in ends]
    return shown, any(_hides(view, out, end, keep, shown) for end, out in zip(ends, left, strict=True))


def _hides(view: View, left: set[str], end: Direction, keep: Filter, shown: set[str]) -> bool:
    """Whether what was left out one way leads to anything that is not shown: what is left out up may be shown for being down."""
    done = set(left)
    while left:
        if not left <= shown:
            return True
        left = {e.to if end == "out" else e.from_ for e in view.edges(left, end, keep.relations) if keep.shows(e)} - done
        done |= left
    return False


def _walk(view: View, root: str, end: Direction, depth: int, keep: Filter, limit: int, shown: set[str]) -> set[str]:
    """Adds to ``shown`` what is reached breadth first, one round trip a level; returns what the limit or the depth left out next."""
    level, done = {root}, {root}
    for step in range(depth + 1):
        found = [e for e in view.edges(level, end, keep.relations) if keep.shows(e)]
        found.sort(key=lambda e: (e.valid_from or "9999", e.id))
        fresh = dict.fromkeys(n for n in ((e.to if end == "out" else e.from_) for e in found) if n not in done)
        if step == depth or not fresh:
            return set(fresh)
        new = [n for n in fresh if n not in shown]
        room = limit - len(shown)
        shown.update(new[:room])
        if len(new) > room:
            return set(new[room:])
        level = set(fresh)
        done |= level
    return set()
