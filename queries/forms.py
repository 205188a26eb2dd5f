"""The JSON forms of nodes, edges and evidence, the same at every door. Owns their keys; a key without a value is null."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from vanmach.graph.model import Edge, Node, Quote, Source, Statement
from vanmach.graph.store import View
from vanmach.queries.status import Status, statuses

JSON = dict[str, Any]


def node_forms(view: View, nodes: Iterable[Node], on: str | None = None) -> list[JSON]:
    """Nodes in their JSON form, with the issuer's label and the status on a day (today, if none is given), in the order they came."""
    nodes = list(nodes)
    issuers = view.nodes({n.issuer for n in nodes if n.issuer})
    found = statuses(view, nodes, on)
    return [node_form(n, issuers, found.get(n.id)) for n in nodes]


def node_form(node: Node, issuers: Mapping[str, Node], status: Status | None) -> JSON:
    """One node in its JSON form."""
    issuer = issuers.get(node.issuer or "")
    return {
        "id": node.id,
        "kind": node.kind,
        "doc_kind": node.doc_kind,
        "label": node.label,
        "symbol": node.symbol,
        "title": node.title,
        "date": node.date,
        "effective_from": node.effective_from,
        "term": node.term,
        "issuer": {"id": issuer.id, "label": issuer.label} if issuer else None,
        "status": status.status if status else None,
        "status_since": status.since if status else None,
        "status_basis": status.basis if status else None,
        "aliases": list(node.aliases),
        "resolved": node.resolved,
        "verified": node.verified,
        "candidates": [{"id": id_, "confidence": confidence} for id_, confidence in node.candidates],
    }


def edge_forms(view: View, edges: Sequence[Edge]) -> list[JSON]:
    """Edges in their JSON form, each with all its evidence."""
    said = view.statements(edges)
    quoted = {s.evidence.source for s in said.values() if isinstance(s.evidence, Quote)}
    sources = {s.id: s for s in view.sources(quoted)} if quoted else {}
    return [edge_form(e, said, sources) for e in edges]


def edge_form(edge: Edge, said: Mapping[str, Statement], sources: Mapping[str, Source]) -> JSON:
    """One edge in its JSON form."""
    statements = [said[s] for s in edge.statements if s in said]
    if len(statements) > 1:
        statements.sort(key=lambda s: (isinstance(s.evidence, Quote) is False, s.source, s.id))
    return {
        "id": edge.id,
        "type": edge.type,
        "from": edge.from_,
        "to": edge.to,
        "modality": edge.modality,
        "confidence": edge.confidence,
        "verified": edge.verified,
        "valid_from": edge.valid_from,
        "valid_from_basis": edge.valid_from_basis,
        "props": dict(edge.props),
        "evidence": [evidence_form(s, sources) for s in statements],
    }


def evidence_form(statement: Statement, sources: Mapping[str, Source]) -> JSON:
    """The words or the row that prove a statement, with the rule that found it."""
    evidence = statement.evidence
    found = {"rule": statement.rule, "confidence": statement.confidence}
    if isinstance(evidence, Quote):
        source = sources.get(evidence.source)
        return {
            "type": "quote",
            "source": evidence.source,
            "source_title": source.title if source else None,
            "start": evidence.start,
            "end": evidence.end,
            "quote": evidence.quote,
            **found,
        }
    return {
        "type": "record",
        "source": evidence.source,
        "table": evidence.table,
        "row": evidence.row,
        "known_by": evidence.known_by,
        "url": evidence.url,
        **found,
    }
