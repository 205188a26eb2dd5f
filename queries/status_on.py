"""The status of one document on a day, with the documents and the words that tell it."""

from __future__ import annotations

from typing import Any

from vanmach.graph.errors import NotFound
from vanmach.graph.store import View
from vanmach.queries.calendar import today
from vanmach.queries.forms import edge_forms, node_forms
from vanmach.queries.status import statuses


def status(view: View, id_: str, on: str | None = None) -> dict[str, Any]:
    """The status of one document on a day with what tells it: ``{id, on, status, since, basis, by: [{node, relation, evidence}]}``.

    ``by`` holds the documents that ended or changed it and their words. For 22-QĐ/TW khóa XIII: ``not_yet`` on 1-1-2021, ``in_force``
    on 1-1-2022, ``amended`` on 1-3-2025, ``superseded`` today. Only documents have a status: for others it is null.
    """
    nodes = view.nodes([id_])
    if id_ not in nodes:
        raise NotFound(id_)
    day = on or today()
    found = statuses(view, nodes.values(), day).get(id_)
    edges = [e for i in (found.edges if found else ()) if (e := view.edge(i))]
    acting = view.nodes({e.from_ for e in edges})
    forms = {f["id"]: f for f in node_forms(view, acting.values(), day)}
    by = [
        {"node": forms[form["from"]], "relation": form["type"], "date": form["valid_from"], "evidence": form["evidence"]}
        for form in edge_forms(view, edges)
    ]
    return {
        "id": id_,
        "on": day,
        "status": found.status if found else None,
        "since": found.since if found else None,
        "basis": found.basis if found else None,
        "by": by,
    }
