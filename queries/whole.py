"""The whole graph, one thing after the other, in the forms of the doors: for programs that take it all, and to be loaded again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from vanmach.graph.model import Edge, Node, Quote, Reference, Review, Source, Statement
from vanmach.graph.store import View
from vanmach.queries.forms import edge_forms, node_forms

JSON = dict[str, Any]
_BATCH = 500
T = TypeVar("T", Node, Edge)


def nodes_of(view: View) -> Iterator[JSON]:
    """Every node by id, in its JSON form."""
    for nodes in _batches(view.all_nodes()):
        yield from node_forms(view, nodes)


def edges_of(view: View, quotes: bool = True) -> Iterator[JSON]:
    """Every edge by id, in its JSON form; without ``quotes`` the sources' words are null."""
    for edges in _batches(view.all_edges()):
        for form in edge_forms(view, edges):
            if not quotes:
                form["evidence"] = [{**e, "quote": None} if e["type"] == "quote" else e for e in form["evidence"]]
            yield form


def whole(view: View, quotes: bool = True) -> Iterator[JSON]:
    """Every node as ``{"node": …}``, then every edge as ``{"edge": …}``."""
    yield from ({"node": form} for form in nodes_of(view))
    yield from ({"edge": form} for form in edges_of(view, quotes))


def everything(view: View, quotes: bool = True) -> Iterator[JSON]:
    """The same, then what it follows from: each source with its text and all it says as ``{"reading": …}``, each ``{"review": …}``.

    Of these the same graph is made again. Without ``quotes`` they are left out: a reading is the words of its source.
    """
    yield from whole(view, quotes)
    if not quotes:
        return
    for source, text, references, statements in view.readings():
        said = {"references": [_told(r) for r in references], "statements": [_said(s) for s in statements]}
        yield {"reading": {"source": _told(source), "text": text, **said}}
    yield from ({"review": _told(review)} for review in view.reviews())


def _told(thing: Source | Reference | Review) -> JSON:
    """What is known of a value."""
    return {name: value for name in thing.__slots__ if (value := getattr(thing, name)) not in (None, (), False)}


def _said(statement: Statement) -> JSON:
    evidence = {name: getattr(statement.evidence, name) for name in statement.evidence.__slots__}
    told = {name: getattr(statement, name) for name in Statement.__slots__}
    told |= {
        "evidence": {"type": "quote" if isinstance(statement.evidence, Quote) else "record", **evidence},
        "props": dict(statement.props),
    }
    return {name: value for name, value in told.items() if value is not None}


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    """The same, some hundreds at a time."""
    found = iter(items)
    while batch := list(islice(found, _BATCH)):
        yield batch
