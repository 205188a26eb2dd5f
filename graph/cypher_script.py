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
_ROWS = 200  # a statement: large ones take the server long to parse
_ESCAPED = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_NODE = ("doc_kind", "label", "symbol", "title", "date", "effective_from", "term", "status", "aliases", "resolved", "verified")
_EDGE = ("modality", "confidence", "verified", "valid_from")


def write_script(nodes: Iterable[JSON], edges: Iterable[JSON], file: IO[bytes]) -> None:
    """Writes nodes and edges, in their JSON forms, as statements that end with ``;`` and a new line; no line is broken but there."""
    for statement in _statements(nodes, edges):
        file.write(f"{statement};\n".encode())


def _statements(nodes: Iterable[JSON], edges: Iterable[JSON]) -> Iterator[str]:
    for kind in ontology.kinds():
        yield f"CREATE CONSTRAINT {kind}_id IF NOT EXISTS FOR (n:{camel(kind)}) REQUIRE n.id IS UNIQUE"
    kinds: dict[str, str] = {}
    groups: dict[str, list[JSON]] = defaultdict(list)
    for node in nodes:
        kinds[node["id"]] = camel(node["kind"])
        more = f":{camel(node['doc_kind'])}" if node["doc_kind"] else ""
        head = f"MERGE (n:{kinds[node['id']]} {{id: row.id}}) SET n += row.props" + (f", n{more}" if more else "")
        issuer = node["issuer"]["id"] if node["issuer"] else None
        groups[head].append({"id": node["id"], "props": {k: node[k] for k in _NODE} | {"issuer": issuer}})
        yield from _full(groups, head)
    yield from _rest(groups)
    for edge in edges:
        a, b, type_ = kinds[edge["from"]], kinds[edge["to"]], ontology.relation(edge["type"]).name.upper()
        head = f"MATCH (a:{a} {{id: row.from}}) MATCH (b:{b} {{id: row.to}}) MERGE (a)-[r:{type_} {{id: row.id}}]->(b) SET r += row.props"
        props = {k: edge[k] for k in _EDGE} | dict(edge["props"])
        props["sources"] = list(dict.fromkeys(e["source"] for e in edge["evidence"]))
        props["quotes"] = [e["quote"] for e in edge["evidence"] if e["type"] == "quote" and e["quote"]]
        groups[head].append({"id": edge["id"], "from": edge["from"], "to": edge["to"], "props": props})
        yield from _full(groups, head)
    yield from _rest(groups)


def _full(groups: dict[str, list[JSON]], head: str) -> Iterator[str]:
    if len(groups[head]) >= _ROWS:
        yield f"UNWIND {literal(groups.pop(head))} AS row {head}"


def _rest(groups: dict[str, list[JSON]]) -> Iterator[str]:
    for head in list(groups):
        yield f"UNWIND {literal(groups.pop(head))} AS row {head}"


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
