"""Statements, references, decisions, nodes and edges as JSON text and back. Owns the stored form, nothing else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from vanmach.graph.model import Decision, Edge, Node, Quote, Record, Reference, Source, Statement


def encode(thing: Source | Reference | Statement | Decision | Node | Edge) -> str:
    """The JSON of one value, without what is null or empty.

    >>> encode(Decision("s#d1", "35-ct-tw.xii", 0.9))
    '{"confidence":0.9,"node":"35-ct-tw.xii","reference":"s#d1","resolved":true}'
    """
    data = {k: v for k, v in asdict(thing).items() if v not in (None, "", (), {})}
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def source(text: str) -> Source:
    """A source from its JSON."""
    return Source(**json.loads(text))


def reference(text: str) -> Reference:
    """A reference from its JSON."""
    data = json.loads(text)
    return Reference(**{**data, "aliases": tuple(data.get("aliases", ()))})


def statement(text: str) -> Statement:
    """A statement from its JSON."""
    data: dict[str, Any] = json.loads(text)
    evidence = data.pop("evidence")
    return Statement(**data, evidence=Quote(**evidence) if "quote" in evidence else Record(**{"url": None, **evidence}))


def decision(text: str) -> Decision:
    """A decision from its JSON."""
    data = json.loads(text)
    return Decision(**{**data, "candidates": _pairs(data)})


def node(text: str) -> Node:
    """A node from its JSON."""
    data = json.loads(text)
    return Node(**{**data, "aliases": tuple(data.get("aliases", ())), "candidates": _pairs(data)})


def edge(text: str) -> Edge:
    """An edge from its JSON."""
    data = json.loads(text)
    return Edge(**{**data, "statements": tuple(data.get("statements", ()))})


def _pairs(data: Mapping[str, Any]) -> tuple[tuple[str, float], ...]:
    return tuple((name, score) for name, score in data.get("candidates", ()))
