"""A draft's citations against the graph (``lint``): its faults in their JSON form, each with place, proof and proposed wording."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from vanmach.graph.errors import InputError
from vanmach.graph.store import View
from vanmach.queries.calendar import today
from vanmach.queries.faults import FAULTS, Checker, Draft, Found
from vanmach.queries.forms import node_forms

JSON = dict[str, Any]


def lint(view: View, draft: Draft, *, on: str | None = None, skip: Iterable[str] = ()) -> JSON:
    """What is wrong with the citations of a draft on a day: ``{on, citations, checked, findings}``.

    Without ``on`` the day is the draft's own, else that of its publication, else today. A finding is ``{fault, severity, start, end, line,
    column, text, message: {vi, en}, proposed, node, candidates, by, evidence, also_at}``: ``[start, end)`` is what ``proposed`` would
    take the place of, ``by`` what ended the document (as in ``status``), ``evidence`` what proves the fact that the draft gets wrong,
    ``also_at`` further places with the same fault. ``severity`` is ``error`` (proven), ``warning`` (only remembered, ended, or unclear)
    or ``note`` (not in the store: nothing is proven). Faults in ``skip`` are left out; InputError for one that is none.
    "Chỉ thị số 45-CT/TW, ngày 15-4-2025" is a ``wrong_date``: the day is 14-4-2025.
    """
    skipped = frozenset(skip)
    if unknown := skipped - set(FAULTS):
        raise InputError(f"unknown fault {', '.join(sorted(unknown))}; there are: {', '.join(FAULTS)}")
    own = next((r.date for r in draft.references if r.self_ and r.date and len(r.date) == 10), None)
    published = draft.source.published if len(draft.source.published or "") == 10 else None
    day = on or own or published or today()
    checker = Checker(view, draft, day)
    found = sorted((f for f in checker.faults() if f.fault not in skipped), key=lambda f: (f.start, f.end, FAULTS.index(f.fault)))
    return {
        "on": day,
        "citations": sum(not c.reference.self_ for c in draft.citations),
        "checked": sum(map(len, checker.places.values())),
        "findings": [_form(view, f, checker.text, day) for f in found],
    }


def _form(view: View, found: Found, text: str, day: str) -> JSON:
    return {
        "fault": found.fault,
        "severity": "error" if found.proven else "note" if found.fault == "unknown" else "warning",
        **_place(text, found.start, found.end),
        "text": text[found.start : found.end],
        "message": {"vi": found.vi, "en": found.en},
        "proposed": found.proposed,
        "node": node_forms(view, [found.node], day)[0] if found.node else None,
        "candidates": node_forms(view, found.candidates, day),
        "by": list(found.by),
        "evidence": list(found.evidence),
        "also_at": [_place(text, *span) for span in found.also],
    }


def _place(text: str, start: int, end: int) -> JSON:
    return {"start": start, "end": end, "line": text.count("\n", 0, start) + 1, "column": start - text.rfind("\n", 0, start)}
