"""The whole graph as rows of tables: nodes, edges, and the evidence of each edge. Owns their columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from vanmach.graph.model import Edge, Node
from vanmach.graph.store import View
from vanmach.queries.forms import edge_forms, node_forms

NODE = (
    "id",
    "kind",
    "doc_kind",
    "label",
    "symbol",
    "title",
    "date",
    "effective_from",
    "term",
    "issuer",
    "status",
    "resolved",
    "verified",
    "aliases",
)
EDGE = ("id", "type", "from", "to", "modality", "confidence", "verified", "valid_from", "props")
EVIDENCE = ("edge", "type", "source", "source_title", "start", "end", "quote", "table", "row", "known_by", "url", "rule", "confidence")
_BATCH = 500
T = TypeVar("T", Node, Edge)


def node_rows(view: View) -> Iterator[dict[str, Any]]:
    """One row a node, by id."""
    for batch in _batches(view.all_nodes()):
        for form in node_forms(view, batch):
            issuer = form["issuer"]["id"] if form["issuer"] else None
            yield {**{k: form[k] for k in NODE}, "issuer": issuer, "aliases": " ; ".join(form["aliases"])}


def edge_rows(view: View) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """One row an edge, by id, with the rows of its evidence."""
    for batch in _batches(view.all_edges()):
        for form in edge_forms(view, batch):
            props = "; ".join(f"{k}={v}" for k, v in form["props"].items())
            yield (
                {**{k: form[k] for k in EDGE}, "props": props},
                [{**{k: e.get(k) for k in EVIDENCE}, "edge": form["id"]} for e in form["evidence"]],
            )


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    found = iter(items)
    while batch := list(islice(found, _BATCH)):
        yield batch
