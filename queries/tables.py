"""The whole graph as rows of tables: nodes, edges, and the evidence of each edge. Owns their columns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from vanmach.graph.store import View
from vanmach.queries.whole import edges_of, nodes_of

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


def node_rows(view: View) -> Iterator[dict[str, Any]]:
    """One row a node, by id."""
    yield from map(node_row, nodes_of(view))


def edge_rows(view: View, quotes: bool = True) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """One row an edge, by id, with the rows of its evidence; without ``quotes`` the sources' words are null."""
    for form in edges_of(view, quotes):
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


_FORMULA = re.compile("'*[=+\\-@\t\r＝＋－＠]")  # what makes spreadsheets calculate; after what was put before it already


def harmless(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row whose texts no spreadsheet takes for a formula: ``=1+1`` stands as ``'=1+1``. ``as_meant`` takes that back.

    >>> harmless({"title": "=HYPERLINK(1)", "label": "Chỉ thị 35-CT/TW", "start": -1})
    {'title': "'=HYPERLINK(1)", 'label': 'Chỉ thị 35-CT/TW', 'start': -1}
    """
    return {k: f"'{v}" if isinstance(v, str) and _FORMULA.match(v) else v for k, v in row.items()}


def as_meant(cell: str) -> str:
    """The text that a cell of a harmless row stands for."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def verbatim(text: str) -> str:
    r"""Text as it was, less only what no file can hold: NUL and its like, and lone surrogates.

    >>> verbatim("dòng một\ndòng hai\x00")
    'dòng một\ndòng hai'
    """
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs", "Cn"))
