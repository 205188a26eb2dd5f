"""Sources, references, statements, decisions, nodes and edges as properties in Neo4j, and back. Owns that form.

What a researcher asks for stands in properties of its own; what no query looks into (props, candidates, facts) is JSON.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from vanmach.graph import codec, ontology
from vanmach.graph.finding import names_of, stem_of, words
from vanmach.graph.model import Decision, Edge, Node, Reference, Review, Source, Statement

Props = dict[str, Any]
QUOTED = 10  # quotes and sources that an edge shows; all of them stand with its statements

_TRUTHS = frozenset(("open", "resolved", "verified"))
REFERENCE = ("id", "source", "block", "told", "facts", "open", "text_date", "context", "known_from")
STATEMENT = (*codec.STATEMENT.split(", "), "known_from")
DECISION = ("reference", "source", "node", "confidence", "resolved", "reason", "candidates", "known_from")
_EDGE = (*codec.EDGE.split(", "), "known_from")
RELATIONSHIP = tuple(name for name in _EDGE if name not in ("type", "src", "dst"))


def columns(of: str, names: str) -> str:
    """Some properties as a list.

    >>> columns("r", "id, source")
    '[r.id, r.source]'
    """
    return f"[{', '.join(f'{of}.{name}' for name in names.split(', '))}]"


def edge_columns(r: str = "r", a: str = "a", b: str = "b") -> str:
    """The columns EDGE of a relationship between two nodes."""
    whole = {"type": f"type({r})", "src": f"{a}.id", "dst": f"{b}.id"}
    return f"[{', '.join(whole.get(name, f'{r}.{name}') for name in codec.EDGE.split(', '))}]"


def _map(of: str, made: type) -> str:
    return f"{of} {{{', '.join(f'.{name}' for name in made.__slots__)}}}"  # type: ignore[attr-defined]


def node_map(of: str = "n") -> str:
    """All that makes a node."""
    return _map(of, Node)


def source_map(of: str = "s") -> str:
    """All that makes a source."""
    return _map(of, Source)


def review_map(of: str = "r") -> str:
    """All that makes a review."""
    return _map(of, Review)


def node(found: Mapping[str, Any]) -> Node:
    """A node from its map."""
    data = {name: value for name, value in found.items() if value is not None}
    if "aliases" in data:
        data["aliases"] = tuple(data["aliases"])
    return codec.node(data if "candidates" not in data else data | {"candidates": json.loads(data["candidates"])})


def source(found: Mapping[str, Any]) -> Source:
    """A source from its map."""
    return Source(**{name: value for name, value in found.items() if value is not None})


def review(found: Mapping[str, Any]) -> Review:
    """A review from its map."""
    return Review(**{name: value for name, value in found.items() if value is not None})


def edge(row: Sequence[Any], statements: Sequence[str] = ()) -> Edge:
    """An edge from its columns."""
    id_, type_, *rest = row
    return codec.edge((id_, type_.lower(), *rest), sorted(statements))


def node_props(n: Node, now: str) -> Props:
    """A node as it is kept, with what it is found by."""
    names = names_of(n)
    found = codec.filled(n) | {"names": names, "words": " ".join(w for name in names for w in words(name)), "known_from": now}
    if n.candidates:
        found["candidates"] = json.dumps(n.candidates, ensure_ascii=False)
    if n.aliases:
        found["aliases"] = list(n.aliases)
    if stem := stem_of(n):
        found["stem"] = stem
    return found


def source_props(s: Source, now: str) -> Props:
    """A source as it is kept."""
    return _named(Source.__slots__, [getattr(s, name) for name in Source.__slots__]) | {"known_from": now}


def review_props(r: Review, now: str) -> Props:
    """A review as it is kept."""
    return _named(Review.__slots__, [getattr(r, name) for name in Review.__slots__]) | {"known_from": now}


def reference_props(r: Reference, found: codec.Stated, now: str) -> Props:
    """A reference as it is kept."""
    return _named(REFERENCE, codec.reference_row(r, found, now))


def statement_props(s: Statement, now: str) -> Props:
    """A statement as it is kept."""
    return _named(STATEMENT, codec.statement_row(s, now))


def decision_props(d: Decision, source_: str, now: str) -> Props:
    """A decision as it is kept."""
    return _named(DECISION, codec.decision_row(d, source_, now))


def edge_props(e: Edge, now: str) -> Props:
    """The properties of a relationship; what its relation declares stands in properties of its own too."""
    row = _named(_EDGE, codec.edge_row(e, now))
    found = {name: row[name] for name in RELATIONSHIP if name in row}
    return found | {name: e.props[name] for name in ontology.relation(e.type).props if e.props.get(name)}


def _named(names: Sequence[str], row: Sequence[Any]) -> Props:
    return {name: bool(value) if name in _TRUTHS else value for name, value in zip(names, row, strict=True) if value is not None}
