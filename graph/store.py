"""The ports of the house: a View to read the graph, a Writer to change it. Every store stands behind these two.

Owns the promises, no engine. ``open_store`` turns a store's URL into one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, NamedTuple, Protocol, TypeVar, runtime_checkable
from urllib.parse import unquote

from vanmach.graph.codec import Stated
from vanmach.graph.errors import StoreError
from vanmach.graph.model import Decision, Edge, Modality, Node, Reference, Review, Source, Statement
from vanmach.graph.project import Said, Tally

T = TypeVar("T")
Read = tuple[Source, str | None, Sequence[Reference], Sequence[Statement]]
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

    def snapshot(self) -> AbstractContextManager[None]:
        """What this thread reads inside is of one moment, whatever is written meanwhile."""

    def version(self) -> str:
        """Changes with every change of the graph; the ETag of its answers."""

    def nodes(self, ids: Iterable[str]) -> dict[str, Node]:
        """The nodes with these ids."""

    def edges(self, ids: Iterable[str], direction: Direction, types: Sequence[str] | None = None) -> list[Edge]:
        """All edges out of (or into) a *set* of nodes, in one round trip; ``types`` keeps some relations only."""

    def around(self, ids: Iterable[str], types: Sequence[str], against: Sequence[str], counted: Sequence[str]) -> Around:
        """Everything that drawing a set of nodes takes, in one round trip: see ``Around``."""

    def edge(self, id_: str) -> Edge | None:
        """One edge."""

    def statements(self, edges: Iterable[Edge]) -> dict[str, Statement]:
        """The statements behind these edges, by id."""

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

    def sources(self, ids: Iterable[str] | None = None) -> list[Source]:
        """Live sources: these, or all."""

    def text(self, source: str) -> str | None:
        """The text of a source as it was given, so that every quote can be read where it stands."""

    def counts(self) -> Counts:
        """How much there is."""

    def all_nodes(self) -> Iterator[Node]:
        """Every node, by id."""

    def all_edges(self) -> Iterator[Edge]:
        """Every edge, by id."""

    def reviews(self, at: str | None = None) -> list[Review]:
        """What people said of edges and nodes, by id: now, or as known at a time."""

    def readings(self, at: str | None = None) -> Iterator[Read]:
        """Each source with all it says: now, or as known at a time (ISO, UTC)."""

    def moved(self, id_: str) -> str | None:
        """The node that an id without a node once named, where all that meant it means one node now: old links keep working."""


class Around(NamedTuple):
    """Some nodes with what ties them and what proves it."""

    nodes: Mapping[str, Node]
    issuers: Mapping[str, Node]  # the bodies that issued them
    edges: Sequence[Edge]  # of ``types`` with both ends among the nodes, by id
    against: Sequence[Edge]  # of the types ``against`` into the nodes, by id; without the statements behind them
    degrees: Mapping[str, Mapping[str, int]]  # how many edges of each type in ``counted`` each node has, in and out together
    statements: Mapping[str, Statement]  # behind ``edges``
    sources: Mapping[str, Source]  # that these statements quote


class Reach(NamedTuple):
    """Nodes by the least number of steps that lead to them (the root by 0), and whether those are all that there are."""

    steps: Mapping[str, int]
    whole: bool


@runtime_checkable
class Reaching(Protocol):
    """A View that follows edges by itself, faster than level by level; the answer is the same."""

    def reach(
        self, root: str, ends: Sequence[Direction], depth: int, types: Sequence[str], as_of: str | None, verified: bool, most: int
    ) -> list[Reach]:
        """For each direction, what the edges that show lead to within ``depth`` steps.

        The search may stop after ``most`` nodes, and then says so (``whole``).
        """

    def step(self, nodes: Iterable[str], end: Direction, types: Sequence[str], as_of: str | None, verified: bool) -> list[str]:
        """What the edges that show lead to from these nodes, by the first of them: by the day from which it shows, then by id."""


What = Literal["edge", "node", "source"]
Thing = Edge | Node | Source


class Entry(NamedTuple):
    """What became of a thing at an instant: it came (``was`` is None), it changed, or it went (``now`` is None)."""

    at: str
    what: What
    id: str
    now: Thing | None
    was: Thing | None


class Cause(NamedTuple):
    """What was written at an instant, so that other things came, changed or went: a source or a review, as it was then or before."""

    at: str
    now: Source | Review | None
    was: Source | Review | None


@runtime_checkable
class Recording(Protocol):
    """A View that can tell what came, changed and went when (it was known: see ``history.py``). What was once told stays true."""

    def record(self, after: tuple[str, str, str], until: str, limit: int, what: Sequence[What], newest: bool = False) -> list[Entry]:
        """Up to ``limit`` entries after an instant, kind and id, and no later than ``until``, in that order; or the newest first.

        Edges carry the statements that stand behind them now.
        """

    def lost(self, edge: Edge, at: str) -> list[Statement]:
        """The statements that stood behind an edge and ended at an instant."""

    def went(self, ids: Iterable[str], instants: Iterable[str]) -> dict[str, Node]:
        """Those of the nodes with these ids that ended at one of these instants, as they last were."""

    def causes(self, instants: Iterable[str], most: int) -> list[Cause]:
        """What was written at these instants, up to ``most`` sources and as many reviews at each."""


class Member(NamedTuple):
    """A reference as a member of its block. ``facts`` is one and the same object for all that state the same."""

    id: str
    source: str
    facts: Reference
    text_date: str | None
    context: str | None

    def whole(self) -> Reference:
        """The reference itself."""
        return replace(self.facts, id=self.id, source=self.source, text_date=self.text_date, context=self.context)


class Drawn(NamedTuple):
    """A relation statement seen through the decisions on its ends: it stands behind ``edge``."""

    edge: str
    type: str
    from_: str
    to: str
    modality: Modality
    source: str
    statement: str
    confidence: float
    weight: int
    props: Mapping[str, str]
    published: str | None  # the day of the source


class Transaction(Protocol):
    """One change of the graph, whole or not at all. The rules of the change live in ``ledger.py``; a store only keeps.

    All that is read is live. ``nodes``, ``edges`` and the like take sets of any size; ``sources=None`` means every source.
    """

    def empty(self) -> bool:
        """Whether nothing was ever kept here."""

    def sources(self, ids: Iterable[str]) -> dict[str, Source]:
        """The sources with these ids."""

    def put_sources(self, sources: Iterable[tuple[Source, str | None]]) -> None:
        """Adds sources with their texts, or their new versions; none is given twice."""

    def close_source(self, id_: str) -> None:
        """Ends a source; nothing is deleted, it is dated."""

    def all_sources(self) -> Iterator[Source]:
        """Every source."""

    def references_of(self, source: str) -> dict[str, Reference]:
        """References of a source."""

    def statements_of(self, source: str) -> dict[str, Statement]:
        """Statements of a source."""

    def put(self, references: Iterable[tuple[Reference, Stated]], statements: Iterable[Statement]) -> None:
        """Adds references (each with its facts) and statements, or their new versions."""

    def close(self, source: str, references: Iterable[str], statements: Iterable[str]) -> None:
        """Ends references and statements of a source."""

    def open_blocks(self, blocks: Iterable[str]) -> set[str]:
        """Those of these blocks that have a reference whose meaning hangs on the others (``resolve.is_open``)."""

    def facts(self, blocks: Iterable[str]) -> dict[str, list[Reference]]:
        """The different facts that the references of these blocks state (bare references), without reading every reference."""

    def members(self, blocks: Mapping[str, Iterable[Reference]], references: Iterable[str]) -> dict[str, list[Member]]:
        """By block, those of its references that state one of these facts, and the references with these ids."""

    def every_block(self) -> Iterator[tuple[str, list[Member]]]:
        """Every block with its references."""

    def decisions(self, references: Iterable[str]) -> dict[str, Decision]:
        """Decisions on these references."""

    def decide(self, decisions: Iterable[tuple[Decision, str]], drop: Iterable[str] = ()) -> None:
        """Ends the decisions on the references ``drop``, then writes some (each with the source of its reference)."""

    def relations_of(self, references: Iterable[str]) -> list[Statement]:
        """Relation statements with one of these references at either end."""

    def said_of(self, nodes: Iterable[str], sources: Iterable[str] | None = None) -> list[Said]:
        """What references decided to mean these nodes, their properties and who issued them say (see ``project.reference_said``)."""

    def every_said(self) -> Iterator[Said]:
        """The same of every node, node by node."""

    def deciding(self, nodes: Iterable[str]) -> list[Reference]:
        """The references decided to mean these nodes."""

    def reviews(self) -> list[Review]:
        """Live reviews."""

    def put_review(self, review: Review) -> None:
        """Keeps a review in place of the one before on the same."""

    def close_review(self, id_: str) -> None:
        """Ends a review."""

    def copies(self, hashes: Iterable[str]) -> list[str]:
        """Ids of the sources with one of these very texts."""

    def copied(self, sources: Iterable[str] | None = None) -> dict[str, str]:
        """Of these sources (or of all) those whose text another has too, with the hash of it: they speak with one voice."""

    def linked(self, edges: Iterable[str]) -> set[tuple[str, str, str]]:
        """What stands behind these edges: (edge, source, statement)."""

    def link(self, links: Iterable[tuple[str, str, str]], drop: Iterable[tuple[str, str, str]]) -> None:
        """Puts statements behind edges: (edge, source, statement), after taking others away (``drop``)."""

    def drawn(self, edges: Iterable[str], sources: Iterable[str] | None = None) -> list[Drawn]:
        """The statements that stand behind these edges."""

    def draw_all(self) -> Iterator[Drawn]:
        """Every relation statement seen through the decisions as they are now, edge by edge."""

    def tallied(self, things: Iterable[str]) -> set[str]:
        """Those of these nodes and edges of which a tally is kept."""

    def tallies(self, things: Iterable[str]) -> dict[str, Tally]:
        """Tallies kept of nodes and edges that many sources speak of."""

    def put_tallies(self, tallies: Mapping[str, Tally], before: Mapping[str, Tally]) -> None:
        """Writes tallies in place of those kept ``before`` of the same things; an empty one is dropped."""

    def count_in(self, come: Mapping[str, Tally]) -> None:
        """Adds voices to tallies that are kept, which need not be read for that."""

    def live_nodes(self, ids: Iterable[str]) -> dict[str, Node]:
        """Nodes as they are now."""

    def days(self, documents: Iterable[str]) -> dict[str, tuple[str | None, str | None]]:
        """From when each of these documents is effective, and its date; other nodes are left out."""

    def live_edges(self, ids: Iterable[str]) -> dict[str, Edge]:
        """Edges as they are now, without their statements."""

    def edges_at(self, nodes: Iterable[str], out: Iterable[str], into: Iterable[str]) -> set[str]:
        """Ids of the edges of the types ``out`` out of these nodes, and of the types ``into`` into them."""

    def ids(self, what: Literal["node", "edge", "tally", "linked"]) -> set[str]:
        """Ids of all nodes, of all edges, of all things with a tally, or of all edges behind which something stands."""

    def put_nodes(self, nodes: Iterable[Node], drop: Iterable[str] = ()) -> None:
        """Ends the nodes called ``drop``, then writes some."""

    def put_edges(self, edges: Iterable[Edge], drop: Iterable[str] = ()) -> None:
        """Ends the edges called ``drop``, then writes some."""

    def reindex(self) -> int:
        """Mends what helps to find nodes and edges (search, names, counts), where it is not right; returns how much was not."""

    def in_bulk(self) -> AbstractContextManager[None]:
        """Much is going to be put into an empty store, nothing of it twice: what slows that down may wait until the block ends."""


class Writer(Protocol):
    """Changes the graph, one transaction at a time."""

    def transaction(self) -> AbstractContextManager[Transaction]:
        """A transaction that is kept when the block ends well, and undone when it raises."""

    def change(self, work: Callable[[Transaction], T]) -> T:
        """The same for work that may be done twice: a store behind a network does it again where the server was lost meanwhile."""


class Store(View, Writer, Protocol):
    """Both ports, and an end."""

    def close_store(self) -> None:
        """Lets go of files and connections."""


class Finding(NamedTuple):
    """What an examination of a store found: ``name`` is what was looked at, ``wrong`` how many things there are not right."""

    name: str
    wrong: int
    detail: str = ""


NEO4J = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")


_LETS_IN = re.compile(r"\b((?:neo4j|bolt)(?:\+ssc|\+s)?://)([^/\s@]*(?::[^/\s@]*)?)@")


def shown(text: str) -> str:
    """A text as it may be shown: the URLs of stores in it without user and password.

    >>> shown("--store=neo4j://lan:mat-khau@graph.example.vn:7687/neo4j")
    '--store=neo4j://graph.example.vn:7687/neo4j'
    """
    return _LETS_IN.sub(r"\1", text)


def lets_in(text: str) -> tuple[str, str] | None:
    """User and password in a URL, if it has a password.

    >>> lets_in("neo4j://lan:m%40t@graph.example.vn:7687/neo4j"), lets_in("neo4j://graph.example.vn")
    (('lan', 'm@t'), None)
    """
    found = _LETS_IN.search(text)
    user, mark, password = found[2].partition(":") if found else ("", "", "")
    return (unquote(user) or "neo4j", unquote(password)) if mark else None


def in_file(url: str) -> bool:
    """Whether a store is a file of this machine; StoreError for a URL of no store."""
    if url.partition("://")[0] in NEO4J:
        return False
    return bool(path_of(url))


def path_of(url: str) -> str:
    """The file behind an embedded store; StoreError for any other URL.

    >>> path_of("sqlite:///data/vanmach.db")
    'data/vanmach.db'
    """
    if url.startswith("sqlite:///") and len(url) > len("sqlite:///"):
        return url.removeprefix("sqlite:///")
    raise StoreError(f"no store for {shown(url)!r}: use sqlite:///path.db or neo4j://host:7687/database")


def is_there(url: str) -> bool:
    """Whether a store was made already; one on a server always is. StoreError for a URL of no store.

    >>> is_there("sqlite:///chua-co.db")
    False
    """
    return not in_file(url) or Path(path_of(url)).exists()


def _file_of(url: str, instead: str) -> Path:
    """The file of a store; of one on a server StoreError says what to do instead."""
    if in_file(url):
        return Path(path_of(url))
    raise StoreError(f"{shown(url)!r} is on a server, and kept safe there: stop it, then {instead} (docs/neo4j.md)")


def backup(url: str, to: Path) -> int:
    """Copies a store to a file as it is at one moment, while others read and write it; returns the size of the copy in bytes."""
    from vanmach.graph import sqlite_file

    return sqlite_file.backup(_file_of(url, f"neo4j-admin database dump neo4j --to-path={to.parent}"), to)


def restore(copy: Path, url: str) -> None:
    """Puts a copy in the place of all that a store holds."""
    from vanmach.graph import sqlite_file

    path = _file_of(url, f"neo4j-admin database load neo4j --from-path={copy.parent} --overwrite-destination")
    sqlite_file.restore(copy, path)


def examine(url: str) -> list[Finding]:
    """Looks whether a store is whole: its file or schema, what its parts say of each other, and that a rebuild would change nothing."""
    if in_file(url):
        from vanmach.graph import sqlite_check

        return sqlite_check.examine(Path(path_of(url)))
    from vanmach.graph import neo4j_check

    return neo4j_check.examine(url)


def open_store(url: str) -> Store:
    """Opens ``sqlite:///path.db``, making it where it is not there yet, or ``neo4j://host:7687/database``; StoreError for any other URL.

    >>> open_store("mysql://localhost")
    Traceback (most recent call last):
    vanmach.graph.errors.StoreError: no store for 'mysql://localhost': use sqlite:///path.db or neo4j://host:7687/database
    """
    if in_file(url):
        from vanmach.graph.sqlite import SQLiteStore

        return SQLiteStore(path_of(url))
    from vanmach.graph.neo4j_store import Neo4jStore

    return Neo4jStore(url)
