"""The documents, page by page, by kind, issuer, term, day and status."""

from __future__ import annotations

from typing import Any

from vanmach.graph.errors import InputError
from vanmach.graph.store import View
from vanmach.queries.forms import node_forms

_BATCH = 500


def documents(
    view: View,
    *,
    kind: str | None = None,
    issuer: str | None = None,
    term: str | None = None,
    status: str | None = None,
    from_: str | None = None,
    to: str | None = None,
    after: str | None = None,
    limit: int = 50,
) -> dict[str, Any]:
    """A page of documents by id: ``{documents: [node], next}``; ``next`` is the cursor of the next page, null on the last.

    ``issuer`` is the id of a body, ``from_`` and ``to`` are days, ``status`` is today's, which is computed: a rare one is looked for
    through all that the other conditions leave. ``documents(view, kind="directive", term="XIII", status="superseded")``.
    """
    if limit < 1:
        raise InputError(f"limit {limit} is out of range: at least 1")
    found: list[dict[str, Any]] = []
    batch = limit + 1 if status is None else _BATCH
    while len(found) <= limit:
        page = view.documents(kind=kind, issuer=issuer, term=term, from_=from_, to=to, after=after, limit=batch)
        found += [f for f in node_forms(view, page) if status in (None, f["status"])]
        if len(page) < batch:
            break
        after = page[-1].id
    return {"documents": found[:limit], "next": found[limit - 1]["id"] if len(found) > limit else None}
