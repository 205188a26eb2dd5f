"""Answers, or the whole graph, as GEXF for Gephi, written one thing after the other. Owns which key has which type there.

networkx writes GEXF too, but stops at None and takes a list for spells of time: here what is unknown is left out, a list is a
``liststring``, and a full day is also the start of a node or edge, so that Gephi's timeline works.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import IO, Any
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from vanmach.queries.tables import verbatim

JSON = Mapping[str, Any]
NODE = {
    **dict.fromkeys(("kind", "doc_kind", "symbol", "title", "date", "effective_from", "term", "issuer", "issuer_label"), "string"),
    **dict.fromkeys(("status", "status_since"), "string"),
    "aliases": "liststring",
    **dict.fromkeys(("resolved", "verified"), "boolean"),
    "candidates": "liststring",
}
EDGE = {
    **dict.fromkeys(("type", "modality"), "string"),
    "confidence": "double",
    "verified": "boolean",
    **dict.fromkeys(("valid_from", "valid_from_basis", "props"), "string"),
    **dict.fromkeys(("sources", "quotes"), "liststring"),
}


def write_gexf(nodes: Iterable[JSON], edges: Iterable[JSON], file: IO[bytes]) -> None:
    """Writes nodes and edges, in their JSON forms, as a GEXF 1.3 file of a directed graph."""
    out = XMLGenerator(file, "utf-8", short_empty_elements=True)
    out.startDocument()
    _begin(out, "gexf", {"xmlns": "http://gexf.net/1.3", "version": "1.3"})
    _begin(out, "meta")
    _text(out, "creator", "Vanmach")
    out.endElement("meta")
    _begin(out, "graph", {"defaultedgetype": "directed", "mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"})
    for class_, columns in (("node", NODE), ("edge", EDGE)):
        _begin(out, "attributes", {"class": class_, "mode": "static"})
        for name, type_ in columns.items():
            _empty(out, "attribute", {"id": name, "title": name, "type": type_})
        out.endElement("attributes")
    _begin(out, "nodes")
    for node in nodes:
        issuer = node["issuer"] or {"id": None, "label": None}
        values = {**node, "issuer": issuer["id"], "issuer_label": issuer["label"], "candidates": [c["id"] for c in node["candidates"]]}
        _element(out, "node", {"id": node["id"], "label": node["label"]}, node["effective_from"] or node["date"], NODE, values)
    out.endElement("nodes")
    _begin(out, "edges")
    for edge in edges:
        proofs = edge["evidence"]
        values = {
            **edge,
            "props": json.dumps(edge["props"], ensure_ascii=False) if edge["props"] else None,
            "sources": list(dict.fromkeys(p["source"] for p in proofs)),
            "quotes": [p["quote"] for p in proofs if p["type"] == "quote" and p["quote"]],
        }
        ends = {"id": edge["id"], "source": edge["from"], "target": edge["to"], "label": edge["type"], "kind": edge["type"]}
        _element(out, "edge", ends, edge["valid_from"], EDGE, values)
    out.endElement("edges")
    out.endElement("graph")
    out.endElement("gexf")
    out.endDocument()


def _element(out: XMLGenerator, name: str, own: Mapping[str, str], start: str | None, columns: Mapping[str, str], values: JSON) -> None:
    day = {"start": start} if start is not None and is_day(start) else {}
    _begin(out, name, {k: verbatim(v) for k, v in own.items()} | day)
    _begin(out, "attvalues")
    for column, type_ in columns.items():
        value = values[column]
        if value is not None and value != []:
            _empty(out, "attvalue", {"for": column, "value": _said(value, type_)})
    out.endElement("attvalues")
    out.endElement(name)


def _said(value: Any, type_: str) -> str:
    if type_ == "liststring":
        return listed(value)
    return str(value).lower() if type_ == "boolean" else verbatim(str(value))


def listed(values: Iterable[str]) -> str:
    r"""A list as Gephi reads it: each in double quotes, these and backslashes escaped.

    >>> listed(["Chỉ thị 35", 'gọi là "35"'])
    '["Chỉ thị 35", "gọi là \\"35\\""]'
    """
    return "[" + ", ".join('"' + verbatim(v).replace("\\", "\\\\").replace('"', '\\"') + '"' for v in values) + "]"


def is_day(text: str | None) -> bool:
    """Whether a text is a full day of the calendar.

    >>> [is_day(d) for d in ("2024-06-14", "2024-06", "2023-02-31", None)]
    [True, False, False, False]
    """
    try:
        return bool(text) and len(text or "") == 10 and bool(date.fromisoformat(text or ""))
    except ValueError:
        return False


def _begin(out: XMLGenerator, name: str, attributes: Mapping[str, str] | None = None) -> None:
    out.startElement(name, AttributesImpl(dict(attributes or {})))


def _empty(out: XMLGenerator, name: str, attributes: Mapping[str, str]) -> None:
    _begin(out, name, attributes)
    out.endElement(name)


def _text(out: XMLGenerator, name: str, text: str) -> None:
    _begin(out, name, {})
    out.characters(text)
    out.endElement(name)
