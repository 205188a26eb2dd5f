"""The graph as a script of Cypher statements, for ``cypher-shell`` and Neo4j Browser: constraints, then nodes, then relationships.

Owns how values are written in the language, so that no text of a source is ever read as a part of it. Run twice, it changes nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any

from vanmach.graph import ontology

JSON = Mapping[str, Any]
ANY = "Thing"  # the label of every node, whose ids are unique
_ROWS = 200  # a statement: large ones take the server long to parse
_ESCAPED = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_NODE = ("doc_kind", "label", "symbol", "title", "date", "effective_from", "term", "status", "aliases", "resolved", "verified")
_EDGE = ("modality", "confidence", "verified", "valid_from")


def write_script(nodes: Iterable[JSON], edges: Iterable[JSON], file: IO[bytes]) -> None:
    """Writes nodes and edges, in their JSON forms, as statements that end with ``;`` and a new line; no line is broken but there."""
    for statement in _statements(nodes, edges):
        file.write(f"{statement};\n".encode())


def _statements(nodes: Iterable[JSON], edges: Iterable[JSON]) -> Iterator[str]:
    yield f"CREATE CONSTRAINT vanmach_thing IF NOT EXISTS FOR (n:{ANY}) REQUIRE n.id IS UNIQUE"
    groups: dict[str, list[JSON]] = defaultdict(list)
    for node in nodes:
        head = f"MERGE (n:{ANY} {{id: row.id}}) SET n += row.props, n:{':'.join(labels(node))}"
        groups[head].append({"id": node["id"], "props": node_props(node)})
        yield from _full(groups, head)
    yield from _rest(groups)
    for edge in edges:
        ends = f"MATCH (a:{ANY} {{id: row.from}}) MATCH (b:{ANY} {{id: row.to}})"
        head = f"{ends} MERGE (a)-[r:{relationship(edge)} {{id: row.id}}]->(b) SET r += row.props"
        groups[head].append({"id": edge["id"], "from": edge["from"], "to": edge["to"], "props": edge_props(edge)})
        yield from _full(groups, head)
    yield from _rest(groups)


def _full(groups: dict[str, list[JSON]], head: str) -> Iterator[str]:
    if len(groups[head]) >= _ROWS:
        yield f"UNWIND {literal(groups.pop(head))} AS row {head}"


def _rest(groups: dict[str, list[JSON]]) -> Iterator[str]:
    for head in list(groups):
        yield f"UNWIND {literal(groups.pop(head))} AS row {head}"


def labels(node: JSON) -> list[str]:
    """The labels of a node besides ``ANY``: its kind, then its kind of document."""
    return [camel(name) for name in (node["kind"], node["doc_kind"]) if name]


def relationship(edge: JSON) -> str:
    """The type of a relationship; OntologyError for a relation that is none."""
    return ontology.relation(edge["type"]).name.upper()


def node_props(node: JSON) -> dict[str, Any]:
    """The properties of a node besides its id."""
    return {k: node[k] for k in _NODE} | {"issuer": node["issuer"]["id"] if node["issuer"] else None}


def edge_props(edge: JSON) -> dict[str, Any]:
    """The properties of a relationship besides its id, with the sources and the words that prove it."""
    quotes = [e["quote"] for e in edge["evidence"] if e["type"] == "quote" and e["quote"]]
    sources = list(dict.fromkeys(e["source"] for e in edge["evidence"]))
    return {k: edge[k] for k in _EDGE} | dict(edge["props"]) | {"sources": sources, "quotes": quotes}


def camel(name: str) -> str:
    """The label of a kind.

    >>> camel("ministerial_circular")
    'MinisterialCircular'
    """
    return "".join(part.capitalize() for part in name.split("_"))


def literal(value: Any) -> str:
    r"""A value as Cypher writes it.

    >>> literal({"id": "35-ct-tw.xiii", "title": "Chỉ thị \\ 'mới'", "verified": True, "term": None})
    "{id: '35-ct-tw.xiii', title: 'Chỉ thị \\\\ \\'mới\\'', verified: true, term: null}"
    """
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return f"'{''.join(map(_letter, value))}'"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{_key(k)}: {literal(v)}' for k, v in value.items())}}}"
    return f"[{', '.join(map(literal, value))}]"


def _letter(c: str) -> str:
    if c in _ESCAPED:
        return _ESCAPED[c]
    # Ends of lines of every kind, and what no text can hold.
    return f"\\u{ord(c):04X}" if c < " " or "\x7f" <= c <= "\x9f" or c in "\u2028\u2029" else "\ufffd" if "\ud800" <= c <= "\udfff" else c


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name) else f"`{name.replace('`', '``')}`"
