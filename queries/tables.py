"""The whole graph as rows of tables: nodes, edges, and the evidence of each edge. Owns their columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
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
    for batch in batches(view.all_nodes()):
        yield from map(node_row, node_forms(view, batch))


def edge_rows(view: View) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """One row an edge, by id, with the rows of its evidence."""
    for batch in batches(view.all_edges()):
        for form in edge_forms(view, batch):
            yield edge_row(form), evidence_rows(form)


def node_row(form: Mapping[str, Any]) -> dict[str, Any]:
    """The row of one node in its JSON form."""
    issuer = form["issuer"]["id"] if form["issuer"] else None
    return {**{k: form[k] for k in NODE}, "issuer": issuer, "aliases": " ; ".join(form["aliases"])}


def edge_row(form: Mapping[str, Any]) -> dict[str, Any]:
    """The row of one edge in its JSON form."""
    return {**{k: form[k] for k in EDGE}, "props": "; ".join(f"{k}={v}" for k, v in form["props"].items())}


def evidence_rows(form: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of the evidence of one edge in its JSON form."""
    return [{**{k: e.get(k) for k in EVIDENCE}, "edge": form["id"]} for e in form["evidence"]]


def verbatim(text: str) -> str:
    r"""Text as it was, less only what no file can hold: NUL and its like, and lone surrogates.

    >>> verbatim("dòng một\ndòng hai\x00")
    'dòng một\ndòng hai'
    """
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs", "Cn"))


def batches(items: Iterable[T]) -> Iterator[list[T]]:
    """The same, some hundreds at a time."""
    found = iter(items)
    while batch := list(islice(found, _BATCH)):
        yield batch
