"""Who has carried out what, and who has not: a matrix of document × body (``gaps``)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from vanmach.graph.model import Node
from vanmach.graph.store import View
from vanmach.queries.forms import node_forms

KINDS = ("resolution", "directive", "conclusion")
CARRYING_OUT = ("implements", "guides")


def gaps(
    view: View,
    *,
    issuer: str | None = None,
    kind: str | None = None,
    term: str | None = None,
    bodies: Sequence[str] | None = None,
    verified: bool = False,
    limit: int = 200,
) -> dict[str, Any]:
    """For each document which body carried it out, by what and how many days later: ``{documents, bodies, cells, truncated}``.

    ``documents``: resolutions, directives and conclusions (or one ``kind``) of an issuer and a term, by day. ``bodies``: those given, else
    every body that carried out one of them. A cell is ``{document, body, by, date, lag_days}``: ``by`` is the first document of that
    body which carries it out (or the body itself where a text only says that it did); a cell without ``by`` is a gap: *none is known*,
    which is not *there is none*.
    """
    found = _documents(view, (kind,) if kind else KINDS, issuer, term, limit + 1)
    rows = found[:limit]
    ids = {n.id for n in rows}
    acts = [e for e in view.edges(ids, "in", CARRYING_OUT) if e.modality == "done" and (e.verified or not verified)]
    actors = view.nodes({e.from_ for e in acts})
    by: dict[tuple[str, str], list[Node]] = defaultdict(list)
    for edge in acts:
        actor = actors.get(edge.from_)
        body = None if actor is None else actor.id if actor.kind == "body" else actor.issuer
        if actor is not None and body is not None:
            by[edge.to, body].append(actor)
    columns = view.nodes(bodies if bodies is not None else {body for _, body in by})
    order = sorted(columns.values(), key=lambda n: (-sum(1 for d in ids if (d, n.id) in by), n.id))
    cells = [_cell(row, body.id, by.get((row.id, body.id), [])) for row in rows for body in order]
    return {
        "documents": node_forms(view, rows),
        "bodies": node_forms(view, order),
        "cells": cells,
        "truncated": len(found) > limit,
    }


def _documents(view: View, kinds: Sequence[str], issuer: str | None, term: str | None, limit: int) -> list[Node]:
    found: list[Node] = []
    for kind in kinds:
        after = None
        while page := view.documents(kind=kind, issuer=issuer, term=term, after=after, limit=500):
            found += [n for n in page if n.resolved]
            after = page[-1].id
    return sorted(found, key=lambda n: (n.date or "9999", n.id))[:limit]


def _cell(document: Node, body: str, by: Sequence[Node]) -> dict[str, Any]:
    # A document of the body tells more than the bare word that it acted; the first one tells the lag.
    first = min(by, key=lambda n: (n.kind == "body", n.date or "9999", n.id), default=None)
    day = first.date if first is not None and first.kind == "document" else None
    return {
        "document": document.id,
        "body": body,
        "by": first.id if first else None,
        "date": day,
        "lag_days": _days(document.date, day),
    }


def _days(start: str | None, end: str | None) -> int | None:
    if not start or not end or len(start) != 10 or len(end) != 10:
        return None
    return (date.fromisoformat(end) - date.fromisoformat(start)).days
