"""What the graph says that cannot be right: kept as it was said, and flagged. ``truths`` lists it, ``authority`` is one of its tests.

Owns the tests of docs/model: who may end a document, that numbers follow days, that nothing is ended before it was there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from vanmach.graph.identity import parse_symbol
from vanmach.graph.model import Edge, Node
from vanmach.graph.store import View
from vanmach.queries.forms import edge_forms, node_forms

ENDING = ("supersedes", "repeals", "amends")
# Between its sessions these lead what belongs to the Central Committee, the first of them also the second.
STANDING = ("bo-chinh-tri", "ban-bi-thu")
COMMITTEE = "ban-chap-hanh-trung-uong-dang"
_BATCH = 500


def authority(view: View, *, verified: bool = False, limit: int = 200) -> dict[str, Any]:
    """Documents replaced, repealed or amended by a body that may not: ``{findings: [{edge, document, by, issuer, actor}], truncated}``.

    Only the issuer, a body above it (``part_of``, step by step) or one that took its place (``succeeds``) may. Where either issuer is
    unknown nothing is said.
    """
    edges = [e for e in view.all_edges() if e.type in ENDING and e.modality == "done" and (e.verified or not verified)]
    nodes = _nodes(view, edges)
    may = _Order(view)
    found = [e for e in edges if (a := nodes[e.from_].issuer) and (b := nodes[e.to].issuer) and not may.over(a, b)]
    found.sort(key=lambda e: (e.valid_from or "9999", e.id))
    shown = found[:limit]
    forms = {f["id"]: f for f in node_forms(view, [nodes[i] for i in sorted({i for e in shown for i in (e.from_, e.to)})])}
    drawn = {e["id"]: e for e in edge_forms(view, shown)}
    findings = [
        {
            "edge": drawn[e.id],
            "document": forms[e.to],
            "by": forms[e.from_],
            "issuer": forms[e.to]["issuer"],
            "actor": forms[e.from_]["issuer"],
        }
        for e in shown
    ]
    return {"findings": findings, "truncated": len(found) > limit}


def truths(view: View, *, limit: int = 500) -> dict[str, Any]:
    """All that breaks a truth of the model: ``{findings: [{truth, edge, nodes}], truncated}``.

    ``truth``: ``authority`` (a body ends or amends what is not its own), ``backwards`` (a document ends one of a later day),
    ``post_ends_before_it_begins``, ``number_order`` (inside type, code and term a higher number has an earlier day).
    """
    may = _Order(view)
    edges = [e for e in view.all_edges() if e.modality == "done" and (e.type in ENDING or e.type == "holds")]
    nodes = _nodes(view, edges)
    broken: list[tuple[str, Edge | None, list[str]]] = []
    for edge in edges:
        a, b = nodes[edge.from_], nodes[edge.to]
        if edge.type == "holds":
            if edge.props.get("start") and edge.valid_to and edge.props["start"] > edge.valid_to:
                broken.append(("post_ends_before_it_begins", edge, [a.id, b.id]))
            continue
        if a.issuer and b.issuer and not may.over(a.issuer, b.issuer):
            broken.append(("authority", edge, [a.id, b.id]))
        if edge.type != "amends" and a.date and b.date and a.date < b.date[: len(a.date)]:
            broken.append(("backwards", edge, [a.id, b.id]))
    broken += [("number_order", None, [one.id, two.id]) for one, two in _disorder(view)]
    shown = broken[:limit]
    named = view.nodes({n for _, _, ids in shown for n in ids})
    forms = {f["id"]: f for f in node_forms(view, [named[i] for i in sorted(named)])}
    drawn = {e["id"]: e for e in edge_forms(view, [e for _, e, _ in shown if e])}
    findings = [{"truth": truth, "edge": drawn[edge.id] if edge else None, "nodes": [forms[i] for i in ids]} for truth, edge, ids in shown]
    return {"findings": findings, "truncated": len(broken) > limit}


class _Order:
    """Which body stands over which: itself, those it is part of, and those that took their place."""

    def __init__(self, view: View) -> None:
        self._above: dict[str, set[str]] = defaultdict(set)
        for edge in view.all_edges():
            if edge.modality != "done":
                continue
            if edge.type == "part_of":
                self._above[edge.from_].add(edge.to)
                if edge.to == COMMITTEE and edge.from_ != STANDING[0]:
                    self._above[edge.from_].update(STANDING)
            elif edge.type == "succeeds":
                self._above[edge.to].add(edge.from_)

    def over(self, actor: str, owner: str) -> bool:
        """Whether ``actor`` may change what ``owner`` issued."""
        seen, level = {owner}, {owner}
        while level and actor not in seen:
            level = {up for body in level for up in self._above[body]} - seen
            seen |= level
        return actor in seen


def _nodes(view: View, edges: Iterable[Edge]) -> dict[str, Node]:
    return view.nodes({i for e in edges for i in (e.from_, e.to)})


def _disorder(view: View) -> Iterator[tuple[Node, Node]]:
    """Neighbours by number in one series of one term whose days run the other way."""
    series: dict[tuple[str, str, str], list[tuple[int, Node]]] = defaultdict(list)
    after = None
    while page := view.documents(after=after, limit=_BATCH):
        for node in page:
            symbol = parse_symbol(node.symbol or "")
            if symbol and symbol.central and node.term and node.date and len(node.date) == 10 and symbol.number.isdigit():
                series[symbol.type, symbol.organ, node.term].append((int(symbol.number), node))
        after = page[-1].id
    for members in series.values():
        members.sort(key=lambda m: (m[0], m[1].id))
        for (_, one), (_, two) in pairwise(members):
            if (one.date or "") > (two.date or "") and one.symbol != two.symbol:
                yield one, two
