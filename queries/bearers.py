"""The documents that bear a cited number, and which of them a citation means. Owns the choice for a draft that is read over, which knows
more than its reader may; how a reference of a kept text is decided is ``graph/resolve.py``'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from vanmach.graph.finding import names_of
from vanmach.graph.identity import Symbol, fold, organ_of, parse_symbol, series, term_of, type_code
from vanmach.graph.model import Edge, Node, Reference, Statement
from vanmach.graph.naming import document_id
from vanmach.graph.store import View

ALIKE = 0.4  # share of words that two wordings of one subject have in common
_ONE_SERIES = {"qd", "qdi", "qyd"}


@dataclass(frozen=True, slots=True)
class Bearer:
    """A known document with what sources other than the draft say of it."""

    node: Node
    said: Sequence[Statement]

    def stated(self, name: str) -> list[Statement]:
        """What they say of one property."""
        return [s for s in self.said if s.predicate == name]

    def dated(self, day: str) -> bool:
        """Whether any of them gives this day (a month or year alone agrees with the days in it)."""
        return any(agree(day, s.value or "") for s in self.stated("date"))


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a citation means: one document (``one``), one of ``several``, or none that is known (``others`` bear the number)."""

    one: Bearer | None = None
    several: Sequence[Bearer] = ()
    others: Sequence[Bearer] = ()


def agree(a: str, b: str) -> bool:
    """Whether two days, possibly partial, can be one: ``2024`` and ``2024-06-14``."""
    return bool(a and b) and (a.startswith(b) or b.startswith(a))


def checkable(reference: Reference) -> bool:
    """Whether a citation says enough to be looked up: a symbol, or a number with an issuer whose documents bear one."""
    return bool(reference.symbol) or bool(reference.number and organ_of(reference.issuer))


def bearers(view: View, reference: Reference, draft: str) -> list[Bearer]:
    """The settled documents with the number, type and organ of a citation, oldest first; what only ``draft`` speaks of is none."""
    symbol = parse_symbol(reference.symbol or "")
    if symbol:
        asked = f"{symbol.number}{f'/{symbol.year}' if symbol.year else ''}-{symbol.type}/{symbol.organ}"
    elif reference.symbol:
        asked = reference.symbol
    else:
        asked = f"{reference.number}-{series(reference.doc_kind, None)}/{organ_of(reference.issuer)}"
    found = {n.id: n for n in view.resolve(asked)}
    if id_ := document_id(reference):
        found |= view.nodes([id_])
    wanted = type_code(reference.doc_kind, symbol)
    kept = [n for n in found.values() if n.kind == "document" and n.resolved and _one_series(wanted, n)]
    out = []
    for node in sorted(kept, key=lambda n: (n.date or "9999", n.id)):
        said = [s for r, s in view.properties(node.id) if r.source != draft]
        if said:
            out.append(Bearer(node, said))
    return out


def _one_series(wanted: str, node: Node) -> bool:
    """Quyết định and Quy định share a series; a decision on people (QĐNS) has its own."""
    own = type_code(node.doc_kind, parse_symbol(node.symbol or ""))
    return own == wanted or {own, wanted} <= _ONE_SERIES or "vb" in (own, wanted)


def issuing(view: View, nodes: Iterable[Node]) -> dict[str, list[Edge]]:
    """By document, the edges that tell who issued it; what is only planned is none."""
    out: dict[str, list[Edge]] = {n.id: [] for n in nodes if n.kind == "document"}
    for edge in view.edges(list(out), "in", ["issues"]) if out else ():
        if edge.modality == "done":
            out[edge.to].append(edge)
    return out


def issuers(view: View, nodes: Sequence[Node]) -> dict[str, list[Node]]:
    """By document, the bodies that issued it."""
    edges = issuing(view, nodes)
    bodies = view.nodes({e.from_ for found in edges.values() for e in found})
    return {id_: [bodies[e.from_] for e in found if e.from_ in bodies] for id_, found in edges.items()}


def meaning(reference: Reference, known: Sequence[Bearer], day: str, issued_by: Mapping[str, Sequence[Node]]) -> Meaning:
    """Which of the bearers of its number a citation means, for a text of a day; ``issued_by`` are the issuers of each."""
    told = reference.date
    if told and (one := _only([b for b in known if b.dated(told)], reference)):
        return Meaning(one)
    if told and len(told) == 10:
        near = sorted(((_nearness(reference, b, known), b.node.id, b) for b in known), key=lambda t: (-t[0], t[1]))
        return Meaning(near[0][2]) if near and near[0][0] >= 2 else Meaning(others=known)
    fitting = [
        b
        for b in known
        if not (b.node.date and b.node.date > day)
        and not (reference.term and b.node.term and reference.term != b.node.term)
        and not (told and b.stated("date") and not b.dated(told))
    ]
    if len(fitting) < 2:
        return Meaning(fitting[0]) if fitting else Meaning(others=known)
    about = [b for b in fitting if subject_alike(reference.name, b.node.title)] or fitting
    body = fold(reference.issuer or "")
    named = [b for b in about if any(body in names_of(n) for n in issued_by[b.node.id])] if body else []
    found = named or about
    return Meaning(found[0]) if len(found) == 1 else Meaning(several=found)


def _only(found: Sequence[Bearer], reference: Reference) -> Bearer | None:
    """Of bearers of one day (a year alone leaves several) the one whose subject is told."""
    if len(found) > 1:
        found = [b for b in found if subject_alike(reference.name, b.node.title)]
    return found[0] if len(found) == 1 else None


def _nearness(reference: Reference, bearer: Bearer, known: Sequence[Bearer]) -> int:
    """How much speaks for a bearer whose day is another: its subject, most of the day, the committee's term (which numbers once)."""
    node, told = bearer.node, reference.date or ""
    if not node.date or len(node.date) < 10:
        return 2 if node.term and node.term == term_of(told) else 0
    equal = sum(a == b for a, b in zip(told.split("-"), node.date.split("-"), strict=True))
    own = parse_symbol(node.symbol or "")
    points = 3 if subject_alike(reference.name, node.title) else 0
    points += 2 if equal == 2 else 0
    points += 2 if _scope(own, node, told) else 0
    return points


def _scope(symbol: Symbol | None, node: Node, told: str) -> bool:
    """Whether a document of that day would bear the same number only if it were the same."""
    if symbol is None:
        return False
    if symbol.year:
        return True
    return bool(symbol.central and node.term and node.term == term_of(told))


def subject_alike(a: str | None, b: str | None) -> bool:
    """Whether two wordings tell one subject: ``thi hành Điều lệ Đảng`` and ``thi hành Điều lệ Đảng (khóa XIV)``."""
    one, two = (set(re.findall(r"[a-z0-9]{2,}", fold(text or ""))) for text in (a, b))
    return bool(one and two) and len(one & two) >= ALIKE * min(len(one), len(two)) and len(one & two) >= ALIKE * len(one | two) / 1.6
