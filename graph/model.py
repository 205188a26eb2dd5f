"""What a thing is: sources, references, statements, decisions, nodes and edges, as frozen values.

Owns the shapes that every other room speaks of. Refuses all I/O.

The three layers (docs/house.md): a *statement* is what a source says in its own words about *references* (things as the
source names them); a *decision* says which node a reference means; an *edge* is what the statements say once their
references are replaced by nodes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, NamedTuple

Kind = Literal["document", "body", "person", "event"]
Modality = Literal["done", "planned"]
SourceKind = Literal["text", "catalogue", "person"]


def digest(*parts: str) -> str:
    """Short stable hash of some strings (16 hexadecimal digits).

    >>> digest("supersedes", "37-qd-tw.xiii", "47-qd-tw.xi", "done")
    '198ac4c1c580a303'
    """
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Source:
    """A text (or table) that was loaded: ``prov:Entity``.

    ``id`` is the hash of its canonical address, else of title, publisher and date, else of its content; never of its path.
    ``published`` is an ISO date, possibly partial (``2024-03``).
    """

    id: str
    kind: SourceKind
    title: str
    sha256: str
    uri: str | None = None
    publisher: str | None = None
    published: str | None = None
    loaded_at: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A thing as one source names it: what was cited, as far as that source gives it. Never an id of the graph.

    ``Quy định số 138 ngày 1-12-2023 của Ban Bí thư`` is ``Reference(kind="document", doc_kind="regulation", number="138",
    date="2023-12-01", issuer="Ban Bí thư")``. Dates are ISO, possibly partial. ``text_date`` is the source's own day, which bounds
    what it can have cited.
    """

    id: str
    source: str
    kind: Kind
    surface: str
    name: str | None = None  # body, person, event: full name; document: title
    doc_kind: str | None = None
    symbol: str | None = None  # as officially written: 35-CT/TW
    number: str | None = None
    term: str | None = None  # of the Central Committee: XIII
    date: str | None = None
    effective_from: str | None = None
    issuer: str | None = None  # name of the body, as the source gives it
    place: str | None = None  # province or body whose series the number belongs to
    event: str | None = None  # name of the event that a document is named after
    event_kind: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    self_: bool = False  # the source is this document
    draft: bool = False
    text_date: str | None = None
    context: str | None = None  # words around an open citation, which may tell its subject
    aliases: tuple[str, ...] = ()


Told = tuple[str, int, int]  # a value that a text gives, with the span ``[start, end)`` that gives it


@dataclass(frozen=True, slots=True)
class Citation:
    """A place of a text that cites a numbered document: which one, as the whole text tells of it, and what this very place says of it.

    ``[start, end)`` is the citation to the end of its number, ``reach`` the end of what belongs to it. ``word`` is the kind of document by
    the word before the number, ``date`` a day (ISO, possibly partial), ``issuers`` names of bodies; ``past``: its sentence ends or
    reviews the document.
    """

    reference: Reference
    start: int
    end: int
    reach: int
    word: Told | None = None
    date: Told | None = None
    issuers: tuple[Told, ...] = ()
    past: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """Evidence: the words of a source, ``[start, end)`` in code points of its text as it was given."""

    source: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Record:
    """Evidence: a row of a table, with how it is known (``source``, ``mixed`` or ``recall``)."""

    source: str
    table: str
    row: str
    known_by: str
    url: str | None = None


Evidence = Quote | Record


def verifies(evidence: Evidence) -> bool:
    """Whether an evidence proves anything: a quote and a sourced record do, a recalled record does not."""
    return isinstance(evidence, Quote) or evidence.known_by == "source"


_WEIGHTS = {"source": 3, "mixed": 1}


def said_weight(statement: Statement) -> int:
    """How much a statement weighs where two values compete: by a sourced record 3, a quote 2, a mixed record 1, a recalled one 0.

    A sourced record was checked by a person; a quote was read by a rule; a recalled row is only remembered. What verifies weighs 2 or
    more. But a quoted property that its source may correct (confidence below 1) weighs 1: where the text below a portal's table tells
    another day, the text prevails.
    """
    evidence = statement.evidence
    if isinstance(evidence, Quote):
        return 1 if statement.object is None and statement.confidence < 1 else 2
    return _WEIGHTS.get(evidence.known_by, 0)


@dataclass(frozen=True, slots=True)
class Statement:
    """One source says that ``subject`` stands in relation ``predicate`` to ``object``, or has property ``predicate`` = ``value``.

    ``subject`` and ``object`` are ids of references. ``id`` is the hash of source, predicate, surfaces, quote and how many equal ones
    came before it, so an inserted line changes nothing.
    """

    id: str
    source: str
    predicate: str
    subject: str
    evidence: Evidence
    object: str | None = None
    value: str | None = None
    modality: Modality = "done"
    props: Mapping[str, str] = field(default_factory=dict)
    rule: str = ""
    confidence: float = 1.0


class Decision(NamedTuple):  # there are as many as references, and a frozen dataclass takes longer to make
    """Which node a reference means. Unresolved ones get a node of their own and keep the ranked candidates."""

    reference: str
    node: str
    confidence: float
    resolved: bool = True
    reason: str = ""
    candidates: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """A thing of the graph. ``label`` is what a person reads; keys without a value are None."""

    id: str
    kind: Kind
    label: str
    doc_kind: str | None = None
    symbol: str | None = None
    title: str | None = None
    date: str | None = None
    effective_from: str | None = None
    term: str | None = None
    issuer: str | None = None  # id of the issuing body
    catalogue_status: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    aliases: tuple[str, ...] = ()
    resolved: bool = True
    verified: bool = True
    candidates: tuple[tuple[str, float], ...] = ()


class Edge(NamedTuple):  # light, as decisions are
    """Statements of one type between two nodes with one modality. ``id`` is the hash of (type, from, to, modality)."""

    id: str
    type: str
    from_: str
    to: str
    modality: Modality
    confidence: float
    verified: bool
    valid_from: str | None = None
    valid_from_basis: str | None = None  # effective | document | stated | published
    valid_to: str | None = None
    props: Mapping[str, str] = MappingProxyType({})
    statements: tuple[str, ...] = ()


Verdict = Literal["accept", "reject", "same-as", "not-same"]


@dataclass(frozen=True, slots=True)
class Review:
    """What a person says of the graph, which outlives every reload: ``accept`` or ``reject`` an edge, two nodes are the same or are not.

    ``a`` and ``b`` are the ends of the edge (with its ``type`` and ``modality``), or the two nodes: ``same-as`` makes ``a`` another name of
    ``b``; ``not-same`` keeps what is cited as ``a`` from being taken for ``b``. ``at`` is the time, ISO.
    """

    id: str
    verdict: Verdict
    a: str
    b: str
    person: str
    at: str
    type: str | None = None
    modality: Modality | None = None
    note: str | None = None


def review_id(a: str, b: str, type_: str | None, modality: str | None) -> str:
    """Id of what is judged: a later review of the same takes the place of the one before."""
    return edge_id(type_, a, b, modality or "done") if type_ else digest("nodes", *sorted((a, b)))


def edge_id(type_: str, from_: str, to: str, modality: str) -> str:
    """Id of the edge that these four make."""
    return digest(type_, from_, to, modality)
