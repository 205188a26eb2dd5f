"""The JSON forms as models of the HTTP API, for validation and OpenAPI. The forms themselves are made in ``queries/forms.py``."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

StatusName = Literal["in_force", "amended", "superseded", "repealed", "expired", "not_yet", "unknown"]


class Form(BaseModel):
    """Base of all forms: nothing unnamed passes."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class Label(Form):
    """A node named in passing."""

    id: str
    label: str


class Candidate(Form):
    """A node that an open reference may mean."""

    id: str
    confidence: float


class Node(Form):
    """A document, body, person or event; keys without a value are null."""

    id: Annotated[str, Field(examples=["35-ct-tw.xiii"])]
    kind: Literal["document", "body", "person", "event"]
    doc_kind: str | None
    label: Annotated[str, Field(examples=["Chỉ thị 35-CT/TW"])]
    symbol: str | None
    title: str | None
    date: Annotated[str | None, Field(description="ISO, possibly partial", examples=["2024-06-14"])]
    effective_from: str | None
    term: Annotated[str | None, Field(description="term of the Central Committee", examples=["XIII"])]
    issuer: Label | None
    status: Annotated[StatusName | None, Field(description="of a document, today; null for all else")]
    status_since: str | None
    status_basis: Literal["edge", "unverified", "date", "catalogue"] | None
    aliases: list[str]
    resolved: bool
    verified: bool
    candidates: list[Candidate]


class LineageNode(Node):
    """A node with what is not shown of it, by relation."""

    hidden: dict[str, int]


class Quote(Form):
    """The words of a source, ``[start, end)`` in code points of its text."""

    type: Literal["quote"]
    source: str
    source_title: str | None
    start: int
    end: int
    quote: str
    rule: str
    confidence: float


class Record(Form):
    """A row of a table, with how it is known."""

    type: Literal["record"]
    source: str
    table: str
    row: str
    known_by: str
    url: str | None
    rule: str
    confidence: float


Evidence = Annotated[Quote | Record, Field(discriminator="type")]


class Edge(Form):
    """A relation between two nodes with all its evidence."""

    id: str
    type: Annotated[str, Field(examples=["supersedes"])]
    from_: Annotated[str, Field(alias="from")]
    to: str
    modality: Literal["done", "planned"]
    confidence: float
    verified: bool
    valid_from: str | None
    valid_from_basis: str | None
    props: dict[str, str]
    evidence: list[Evidence]


class Lineage(Form):
    """A lineage; ``truncated`` tells whether depth or limit cut anything."""

    root: str
    nodes: list[LineageNode]
    edges: list[Edge]
    truncated: bool


class RelationAt(Form):
    """An edge at a node, with the node at its other end."""

    edge: Edge
    other: Node


class Relations(Form):
    """A page of the relations at one node; ``next`` is the cursor of the next page, null on the last."""

    of: str
    relations: list[RelationAt]
    next: str | None


class AlsoStated(Form):
    """Another value that some source gives."""

    value: str
    evidence: list[Evidence]


class Property(Form):
    """A property with its evidence and the values stated elsewhere."""

    name: str
    value: str | None
    evidence: list[Evidence]
    also_stated: list[AlsoStated]


class Shown(Node):
    """A node with everything around it."""

    relations: list[RelationAt]
    properties: list[Property]


class Hit(Form):
    """A search hit; ``matched`` says by what."""

    node: Node
    score: float
    matched: str


class Search(Form):
    """Search hits, best first."""

    query: str
    hits: list[Hit]


class Documents(Form):
    """A page of documents; ``next`` is the cursor of the next page, null on the last."""

    documents: list[Node]
    next: str | None


class Stats(Form):
    """How much the store holds."""

    sources: int
    statements: int
    nodes: int
    edges: int
    by_kind: dict[str, int]
    by_relation: dict[str, int]


class Term(Form):
    """A kind with its names, and the term of a standard that it matches."""

    name: str
    vi: str
    en: str
    standard: str | None


class Relation(Form):
    """A relation as the ontology declares it: labels both ways, what may stand at its ends, what it does to validity."""

    name: str
    vi: str
    vi_reverse: str
    en: str
    en_reverse: str
    from_: Annotated[list[str], Field(alias="from")]
    to: list[str]
    family: str | None
    validity: str | None
    standard: str | None
    glyph: str
    props: list[str]


class Schema(Form):
    """The ontology."""

    kinds: list[Term]
    doc_kinds: list[Term]
    event_kinds: list[Term]
    relations: list[Relation]


class Source(Form):
    """A text, a table or a person that the graph was told by."""

    id: Annotated[str, Field(examples=["5d0f9c1b2a3e4d5f"])]
    kind: Literal["text", "catalogue", "person"]
    title: str
    uri: str | None
    publisher: str | None
    published: Annotated[str | None, Field(description="ISO, possibly partial", examples=["2024-06-14"])]
    loaded_at: str | None
    sha256: Annotated[str, Field(description="of its content")]


class SourceWhole(Source):
    """A source with the length of its text in code points, null where it is a table."""

    characters: int | None


class Sources(Form):
    """A page of sources; ``next`` is the cursor of the next page, null on the last."""

    sources: list[Source]
    next: str | None


class States(Form):
    """How many sources came out how."""

    new: int
    unchanged: int
    changed: int
    failed: int


class StatementCounts(Form):
    """How many statements came and went."""

    added: int
    retracted: int


class Failure(Form):
    """What could not be read, and why."""

    path: str
    reason: str


class Report(Form):
    """What a load did, and how much the graph holds after it."""

    sources: States
    statements: StatementCounts
    nodes: int
    edges: int
    failures: list[Failure]


class Retracted(Form):
    """A source that was taken out, and how many statements went with it."""

    source: str
    retracted: int


class ReviewEnd(Form):
    """A node that a review speaks of."""

    id: str
    label: str


class Review(Form):
    """What a person said: of the edge ``a`` - ``type`` - ``b``, whose id is the review's, or of two nodes (``type`` is null)."""

    id: str
    verdict: Literal["accept", "reject", "same-as", "not-same"]
    type: str | None
    modality: Literal["done", "planned"] | None
    a: ReviewEnd
    b: ReviewEnd
    person: str
    at: Annotated[str, Field(description="ISO, UTC", examples=["2026-11-26T08:00:00+00:00"])]
    note: str | None


class Reviews(Form):
    """All reviews, latest first."""

    reviews: list[Review]


class State(Form):
    """Whether the server is well."""

    status: Literal["ok"]


class Ready(State):
    """Whether the store answers, and at which version of the graph."""

    version: str


class Problem(BaseModel):
    """An error (RFC 9457)."""

    model_config = ConfigDict(extra="allow")

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    candidates: list[dict[str, Any]] | None = None
    nearest: list[dict[str, Any]] | None = None
