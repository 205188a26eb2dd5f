"""A list of citations, as people write them, to ids (``resolve``)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from vanmach.graph.errors import Ambiguous, NotFound
from vanmach.graph.store import View
from vanmach.queries.forms import node_forms
from vanmach.queries.search import find


def resolve(view: View, citations: Iterable[str]) -> dict[str, Any]:
    """One answer a citation, in order: ``{citations: [{citation, id, node, candidates}]}``; blank ones are left out.

    ``id`` is null where none or several answer to it; ``candidates`` then holds what it may mean. ``35-CT/TW khóa XIII`` gives
    ``35-ct-tw.xiii``, ``35-CT/TW`` alone gives its candidates.
    """
    out = []
    for citation in (c.strip() for c in citations):
        if not citation:
            continue
        try:
            node, candidates = find(view, citation), ()
        except (Ambiguous, NotFound) as error:
            node, candidates = None, error.nodes  # type: ignore[assignment]
        out.append(
            {
                "citation": citation,
                "id": node.id if node else None,
                "node": node_forms(view, [node])[0] if node else None,
                "candidates": node_forms(view, candidates),
            }
        )
    return {"citations": out}
