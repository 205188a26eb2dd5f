"""The ports of the house: a View to read the graph, a Writer to change it. Every store stands behind these two.

Owns the promises, no engine. ``open_store`` turns a store's URL into one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Literal, Protocol

from vanmach.graph.errors import StoreError
from vanmach.graph.model import Decision, Edge, Node, Reference, Source, Statement

Direction = Literal["out", "in"]


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a store holds: live sources, statements, nodes and edges."""

    sources: int
    statements: int
    nodes: int
    edges: int
    by_kind: Mapping[str, int] = field(default_factory=dict)
    by_relation: Mapping[str, int] = field(default_factory=dict)


class View(Protocol):
    """Reads the live graph. Answers are sorted by id unless told otherwise; ids that name nothing are left out."""

    def version(self) -> str:
        """Changes with every change of the graph; the ETag of its answers."""

    def nodes(self, ids: Iterable[str]) -> dict[str, Node]:
        """The nodes with these ids."""

    def edges(self, ids: Iterable[str], direction: Direction, types: Sequence[str] | None = None) -> list[Edge]:
        """All edges out of (or into) a *set* of nodes, in one round trip; ``types`` keeps some relations only."""

    def edge(self, id_: str) -> Edge | None:
        """One edge."""

    def statements(self, ids: Iterable[str]) -> dict[str, Statement]:
        """The statements with these ids (those behind an edge: ``edge.statements``)."""

    def properties(self, node: str) -> list[tuple[Reference, Statement]]:
        """What sources say of a node's own properties, each with the reference it was said of."""

    def resolve(self, ref: str) -> list[Node]:
        """Nodes that an id, an alias or an exact symbol names; several where a symbol is shared."""

    def candidates(self, query: str, kind: str | None = None, limit: int = 200) -> list[Node]:
        """Up to ``limit`` nodes that may answer a search: exact symbol, prefix, folded full text. Unranked."""

    def documents(
        self,
        *,
        kind: str | None = None,
        issuer: str | None = None,
        term: str | None = None,
        from_: str | None = None,
        to: str | None = None,
        after: str | None = None,
        limit: int = 50,
    ) -> list[Node]:
        """A page of document nodes by id, after the id ``after``."""

    def source(self, id_: str) -> Source | None:
        """One live source."""

    def sources(self) -> list[Source]:
        """All live sources."""

    def text(self, source: str) -> str | None:
        """The text of a source as it was given, so that every quote can be read where it stands."""

    def counts(self) -> Counts:
        """How much there is."""

    def all_nodes(self) -> Iterator[Node]:
        """Every node, by id."""

    def all_edges(self) -> Iterator[Edge]:
        """Every edge, by id."""


class Transaction(Protocol):
    """One change of the graph, whole or not at all. The rules of the change live in ``ledger.py``; a store only keeps."""

    def source(self, id_: str) -> Source | None:
        """The live source with this id."""

    def put_source(self, source: Source, text: str | None) -> None:
        """Adds a source, or its new version."""

    def close_source(self, id_: str) -> None:
        """Ends a source; nothing is deleted, it is dated."""

    def references_of(self, source: str) -> dict[str, Reference]:
        """Live references of a source."""

    def statements_of(self, source: str) -> dict[str, Statement]:
        """Live statements of a source."""

    def put(self, references: Iterable[tuple[Reference, str]], statements: Iterable[Statement]) -> None:
        """Adds references (each with its block) and statements, or their new versions."""

    def close(self, references: Iterable[str], statements: Iterable[str]) -> None:
        """Ends references and statements."""

    def block(self, keys: Iterable[str]) -> dict[str, list[Reference]]:
        """Live references of these blocks, by block."""

    def all_blocks(self) -> Iterator[str]:
        """Every block that has a live reference."""

    def decisions(self, references: Iterable[str]) -> dict[str, Decision]:
        """Live decisions on these references."""

    def decide(self, decisions: Iterable[Decision], drop: Iterable[str]) -> None:
        """Writes decisions in place of those before; ends those on the references ``drop``."""

    def references_at(self, nodes: Iterable[str]) -> dict[str, list[Reference]]:
        """Live references decided to these nodes, by node."""

    def properties_of(self, references: Iterable[str]) -> list[Statement]:
        """Live property statements of these references."""

    def relations_of(self, references: Iterable[str]) -> list[Statement]:
        """Live relation statements with one of these references at either end."""

    def relations_by_id(self, ids: Iterable[str]) -> list[Statement]:
        """Live relation statements with these ids."""

    def edges_of_statements(self, ids: Iterable[str]) -> dict[str, str]:
        """The edge that each of these statements stands behind now."""

    def edges_at(self, nodes: Iterable[str]) -> set[str]:
        """Ids of the live edges at these nodes."""

    def behind(self, edges: Iterable[str]) -> dict[str, list[str]]:
        """Ids of the statements that stand behind these edges now."""

    def live_nodes(self, ids: Iterable[str]) -> dict[str, Node]:
        """Nodes as they are now."""

    def live_edges(self, ids: Iterable[str]) -> dict[str, Edge]:
        """Edges as they are now."""

    def put_nodes(self, nodes: Iterable[Node], drop: Iterable[str]) -> None:
        """Writes nodes in place of those before; ends those called ``drop``."""

    def put_edges(self, edges: Iterable[Edge], drop: Iterable[str]) -> None:
        """Writes edges (with the statements behind them) in place of those before; ends those called ``drop``."""

    def all_sources(self) -> Iterator[Source]:
        """Every live source."""


class Writer(Protocol):
    """Changes the graph, one transaction at a time."""

    def transaction(self) -> AbstractContextManager[Transaction]:
        """A transaction that is kept when the block ends well, and undone when it raises."""


class Store(View, Writer, Protocol):
    """Both ports, and an end."""

    def close_store(self) -> None:
        """Lets go of files and connections."""


def open_store(url: str) -> Store:
    """Opens ``sqlite:///path.db``, making it where it is not there yet; StoreError for any other URL.

    >>> open_store("mysql://localhost")
    Traceback (most recent call last):
    vanmach.graph.errors.StoreError: no store for 'mysql://localhost': use sqlite:///path.db
    """
    from vanmach.graph.sqlite import SQLiteStore

    if url.startswith("sqlite:///"):
        return SQLiteStore(url.removeprefix("sqlite:///"))
    raise StoreError(f"no store for {url!r}: use sqlite:///path.db")
