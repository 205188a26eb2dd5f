"""The newest documents, for a page that greets people."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from vanmach.graph.store import View
from vanmach.queries.calendar import today
from vanmach.queries.forms import node_forms

_WINDOWS = (7, 30, 120, 500, 2_000, 10_000, 40_000)  # days back; a store keeps documents by id, not by day
_MOST = 500


def recent(view: View, *, limit: int = 8) -> dict[str, Any]:
    """The newest documents up to today that carry a symbol, newest first: ``{documents: [node]}``.

    Looks back a week, then a month and so on, so that a large store is not read whole.
    """
    last = date.fromisoformat(today())
    for days in _WINDOWS:
        first = last - timedelta(days=min(days, last.toordinal() - 1))
        page = view.documents(from_=str(first), to=str(last), limit=_MOST)
        found = [n for n in page if n.symbol and n.resolved]
        if len(found) >= limit or len(page) == _MOST:
            break
    found.sort(key=lambda n: (n.date or "", n.id), reverse=True)
    return {"documents": node_forms(view, found[:limit])}
