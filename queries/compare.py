"""The graph on two days: what was added, what ended, what changed (``compare``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal

from vanmach.graph.model import Node
from vanmach.graph.store import View
from vanmach.queries.forms import edge_forms, node_forms
from vanmach.queries.status import Status, statuses

ENDED = ("superseded", "repealed", "expired")
_PAGE = 500
Change = Literal["added", "ended", "changed"]


def compare(view: View, from_: str, to: str, *, issuer: str | None = None, kind: str | None = None, limit: int = 500) -> dict[str, Any]:
    """What differs between two days: ``{from, to, added, ended, changed, acting, truncated}``.

    ``added``: documents dated after the first day and no later than the second. ``ended`` and ``changed`` are
    ``{node, before, after, since, by}``: ended are those in force on the first day and superseded, repealed or expired on the second;
    changed are the others whose status differs, such as amended ones. ``by`` are the edges that did it, ``acting``
    the documents they come from. Days in either order are compared from the earlier to the later.
    """
    from_, to = sorted((from_, to))
    added: list[Node] = []
    ended: list[tuple[Node, Status, Status]] = []
    changed: list[tuple[Node, Status, Status]] = []
    for page in _pages(view, kind, issuer, to):
        before, after = statuses(view, page, from_), statuses(view, page, to)
        for node in page:
            one, two = before[node.id], after[node.id]
            change = _change(node, one, two, from_)
            if change == "added":
                added.append(node)
            elif change:
                (ended if change == "ended" else changed).append((node, one, two))
    cut = max(len(added), len(ended), len(changed)) > limit
    left, differing = _changes(view, ended[:limit], to), _changes(view, changed[:limit], to)
    acting = view.nodes({edge["from"] for item in (*left, *differing) for edge in item["by"]})
    return {
        "from": from_,
        "to": to,
        "added": node_forms(view, sorted(added, key=lambda n: (n.date or "", n.id))[:limit], to),
        "ended": left,
        "changed": differing,
        "acting": node_forms(view, [acting[id_] for id_ in sorted(acting)], to),
        "truncated": cut,
    }


def changes(view: View, ids: Iterable[str], from_: str, to: str | None = None) -> dict[str, Change]:
    """What happened to each of some nodes after one day and until another (today): ``added``, ``ended``, ``changed``; others are left out.

    For 35-CT/TW of term XII between 2024-01-01 and 2025-01-01: ``{"35-ct-tw.xii": "ended"}``.
    """
    nodes = list(view.nodes(ids).values())
    before, after = statuses(view, nodes, from_), statuses(view, nodes, to)
    found = {n.id: _change(n, before.get(n.id), after.get(n.id), from_) for n in nodes}
    return {id_: change for id_, change in found.items() if change}


def _change(node: Node, before: Status | None, after: Status | None, day: str) -> Change | None:
    if node.date and node.date > day:
        return "added"
    if before is None or after is None or before.status == after.status:
        return None
    return "ended" if after.status in ENDED else "changed"


def _pages(view: View, kind: str | None, issuer: str | None, to: str) -> Iterator[list[Node]]:
    after = None
    while page := view.documents(kind=kind, issuer=issuer, to=to, after=after, limit=_PAGE):
        yield page
        after = page[-1].id


def _changes(view: View, found: list[tuple[Node, Status, Status]], to: str) -> list[dict[str, Any]]:
    found = sorted(found, key=lambda t: (t[2].since or "9999", t[0].id))
    forms = node_forms(view, [n for n, _, _ in found], to)
    edges = {id_: e for id_ in {i for _, _, s in found for i in s.edges} if (e := view.edge(id_))}
    drawn = {e["id"]: e for e in edge_forms(view, list(edges.values()))}
    return [
        {"node": form, "before": a.status, "after": b.status, "since": b.since, "by": [drawn[i] for i in b.edges if i in drawn]}
        for form, (_, a, b) in zip(forms, found, strict=True)
    ]
