"""What the references of one text most likely mean, by the text itself and the project's catalogue; no store is asked.

Goes under ``resolved`` of the interchange form, never into what the text says.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import Any

from vanmach.graph.identity import parse_symbol, term_of
from vanmach.graph.model import Decision, Reference
from vanmach.graph.naming import block_of
from vanmach.graph.resolve import resolve
from vanmach.loaders.catalogue import catalogue


@cache
def _known() -> dict[str, list[Reference]]:
    blocks: dict[str, list[Reference]] = defaultdict(list)
    for reference in catalogue().references:
        blocks[block_of(reference)].append(reference)
    return dict(blocks)


def resolved(references: list[Reference]) -> dict[str, dict[str, Any]]:
    """For each reference ``{id, symbol, date, term, issuer, confidence, candidates}``; ``id`` is null where it stays open."""
    blocks: dict[str, list[Reference]] = defaultdict(list)
    for reference in references:
        blocks[block_of(reference)].append(reference)
    out: dict[str, dict[str, Any]] = {}
    for key, cited in blocks.items():
        members = [*_known().get(key, ()), *cited]
        decisions = {d.reference: d for d in resolve(members)}
        known: dict[str, list[Reference]] = defaultdict(list)
        for member in members:
            known[decisions[member.id].node].append(member)
        for reference in cited:
            out[reference.id] = _form(decisions[reference.id], known[decisions[reference.id].node])
    return out


def _form(decision: Decision, members: list[Reference]) -> dict[str, Any]:
    said = {
        name: next((value for m in members if (value := getattr(m, name))), None) if decision.resolved else None
        for name in ("symbol", "date", "term", "issuer")
    }
    symbol = parse_symbol(said["symbol"] or "")
    return {
        "id": decision.node if decision.resolved else None,
        **said,
        "term": said["term"] or (term_of(said["date"]) if symbol and symbol.central else None),
        "confidence": decision.confidence,
        "candidates": [{"id": node, "confidence": confidence} for node, confidence in decision.candidates],
    }
