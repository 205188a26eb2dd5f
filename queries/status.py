"""The status of documents on a day, computed from the edges that end or change them; never stored.

Owns the order of the tests. The catalogue's own word on a status is one more statement, used only for a lapse that no edge tells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from vanmach.graph import ontology
from vanmach.graph.model import Edge, Node
from vanmach.graph.store import View
from vanmach.queries.calendar import today


@dataclass(frozen=True, slots=True)
class Status:
    """``status`` is in_force, amended, superseded, repealed, expired, not_yet or unknown.

    ``basis``: ``edge`` (those in ``edges``), ``unverified`` (those, but none is proven), ``date`` (begun, nothing known against it) or
    ``catalogue`` (only its word).
    """

    status: str
    since: str | None = None
    edges: tuple[str, ...] = ()
    basis: str | None = None


@cache
def acting() -> tuple[str, ...]:
    """The relations that end or change the document into which they lead."""
    return tuple(r.name for r in ontology.relations().values() if r.validity in ("ends", "amends", "lapses") and "document" in r.to)


def statuses(view: View, nodes: Iterable[Node], on: str | None = None) -> dict[str, Status]:
    """The status of each document among ``nodes`` on a day (today in Việt Nam, if none is given)."""
    documents = [n for n in nodes if n.kind == "document"]
    return statuses_from(documents, view.edges([n.id for n in documents], "in", acting()) if documents else [], on)


def statuses_from(nodes: Iterable[Node], edges: Iterable[Edge], on: str | None = None) -> dict[str, Status]:
    """The same from the edges that act on these nodes, where they are at hand."""
    day = on or today()
    against: dict[str, list[Edge]] = defaultdict(list)
    for edge in edges:
        if edge.modality == "done":
            against[edge.to].append(edge)
    return {n.id: _status(n, against.get(n.id, ()), day) for n in nodes if n.kind == "document"}


def _status(node: Node, against: Sequence[Edge], day: str) -> Status:
    begun = node.effective_from or node.date
    if begun and begun > day:
        return Status("not_yet", begun, basis="date")
    if not against and not node.catalogue_status:
        return Status("in_force", begun, basis="date") if begun else Status("unknown")
    # What acts before a document was there cannot have ended it: kept as stated, but no reason for a status.
    possible = [e for e in against if e.valid_from is None or node.date is None or e.valid_from >= node.date]
    now = sorted((e for e in possible if e.valid_from is None or e.valid_from <= day), key=lambda e: (e.valid_from or "9999", e.id))
    for type_, name in (("supersedes", "superseded"), ("repeals", "repealed"), ("renews", "expired"), ("amends", "amended")):
        found = [e for e in now if e.type == type_]
        if found:
            return Status(name, found[0].valid_from, tuple(e.id for e in found), "edge" if any(e.verified for e in found) else "unverified")
    if node.catalogue_status == "expired":
        return Status("expired", basis="catalogue")
    if node.catalogue_status in ("superseded", "abolished") and not against:
        # Known to have ended, but by what and when no edge tells.
        return Status("superseded" if node.catalogue_status == "superseded" else "repealed", basis="catalogue")
    return Status("in_force", begun, basis="date") if begun else Status("unknown")
