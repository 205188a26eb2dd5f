"""Routes of the questions: status, current, impact, timeline, paths, gaps and their kin, with their models beside them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from fastapi import Body as Sent
from pydantic import AfterValidator, Field

from vanmach.api.declared import Body, From, Kind, Limit, On, Term, To, Verified, day_query, ref_query
from vanmach.api.deps import GraphRoute, Id, StoreDep
from vanmach.api.parameters import day
from vanmach.api.problems import UNCLEAR, UNREADABLE
from vanmach.api.schemas import Edge, Evidence, Form, Label, Node, StatusName
from vanmach.graph import ontology
from vanmach.queries.citations import resolve as resolve_all
from vanmach.queries.compare import compare as compare_days
from vanmach.queries.gaps import gaps as gaps_of
from vanmach.queries.impact import impact as impact_of
from vanmach.queries.paths import paths as paths_between
from vanmach.queries.people import people as people_of
from vanmach.queries.rank import rank as rank_of
from vanmach.queries.search import find
from vanmach.queries.status_on import status as status_on
from vanmach.queries.succession import current as current_of
from vanmach.queries.timeline import timeline as timeline_of
from vanmach.queries.timeline import topic
from vanmach.queries.truths import authority as authority_of
from vanmach.queries.truths import truths as truths_of

JSON = dict[str, Any]


class Reason(Form):
    """What told a status: the acting document, its relation, its day and the words."""

    node: Node
    relation: str
    date: str | None
    evidence: list[Evidence]


class Status(Form):
    """The status of a document on a day."""

    id: str
    on: str
    status: StatusName | None
    since: str | None
    basis: Literal["edge", "unverified", "date", "catalogue"] | None
    by: list[Reason]


class Current(Form):
    """What stands in a document's place."""

    id: str
    on: str
    current: list[str]
    nodes: list[Node]
    edges: list[Edge]


class ByBody(Form):
    """How many documents of which kinds one body issued."""

    body: Label | None
    kinds: dict[str, int]


class Impact(Form):
    """What rests on a document."""

    root: str
    on: str
    nodes: list[Node]
    edges: list[Edge]
    by_body: list[ByBody]
    loses_ground: list[str]
    truncated: bool


class Entry(Form):
    """A dated fact."""

    date: str | None
    what: Literal["issued", "in_force", "begins", "ends", "takes_place", "related"]
    node: Node
    edge: Edge | None


class Timeline(Form):
    """Dated facts, oldest first."""

    of: str
    entries: list[Entry]
    truncated: bool


class Sentence(Form):
    """One sentence in two languages."""

    vi: str
    en: str


class FoundPath(Form):
    """One path, in its order."""

    edges: list[Edge]
    sentence: Sentence


class Paths(Form):
    """The shortest paths between two nodes."""

    from_: Annotated[str, Field(alias="from")]
    to: str
    nodes: list[Node]
    paths: list[FoundPath]
    truncated: bool


class Cell(Form):
    """Whether a body carried out a document: by what, when, after how many days."""

    document: str
    body: str
    by: str | None
    date: str | None
    lag_days: int | None


class Gaps(Form):
    """A matrix of document × body."""

    documents: list[Node]
    bodies: list[Node]
    cells: list[Cell]
    truncated: bool


class Change(Form):
    """A document whose status differs between two days."""

    node: Node
    before: StatusName
    after: StatusName
    since: str | None
    by: list[Edge]


class Compare(Form):
    """What differs between two days; ``acting`` are the documents that ended or changed others."""

    from_: Annotated[str, Field(alias="from")]
    to: str
    added: list[Node]
    ended: list[Change]
    changed: list[Change]
    acting: list[Node]
    truncated: bool


class Post(Form):
    """A post that a person held in a body; ``certain`` is false where its time is not known."""

    person: Node
    body: Node
    position: str | None
    start: str | None
    end: str | None
    former: bool
    certain: bool
    edge: Edge


class Signature(Form):
    """A document that a person signed."""

    person: Node
    document: Node
    edge: Edge


class People(Form):
    """Posts and signatures."""

    of: str | None
    on: str | None
    posts: list[Post]
    signed: list[Signature]
    truncated: bool


class Overreach(Form):
    """A document changed by a body that may not."""

    edge: Edge
    document: Node
    by: Node
    issuer: Label | None
    actor: Label | None


class Authority(Form):
    """All such documents."""

    findings: list[Overreach]
    truncated: bool


class Impossible(Form):
    """Something that cannot be right: which truth it breaks, by which edge (null for an order of numbers), and the nodes at its ends."""

    truth: Literal["authority", "backwards", "post_ends_before_it_begins", "number_order"]
    edge: Edge | None
    nodes: list[Node]


class Truths(Form):
    """All such findings."""

    findings: list[Impossible]
    truncated: bool


class Scored(Form):
    """A document with its score."""

    node: Node
    score: float


class Ranked(Form):
    """Documents by what rests on them."""

    measure: Literal["pagerank", "betweenness"]
    hits: list[Scored]


class Resolved(Form):
    """A citation with what it means, or may mean."""

    citation: str
    id: str | None
    node: Node | None
    candidates: list[Node]


class ResolvedList(Form):
    """Citations in the order they came."""

    citations: list[Resolved]


class Citations(Form):
    """Citations as people write them."""

    citations: Annotated[
        list[Annotated[str, Field(max_length=300)]], Field(max_length=1000, examples=[["35-CT/TW khóa XIII", "35 ct tw 2019"]])
    ]


def router() -> APIRouter:
    """The routes, to be put under ``/api/v1``."""
    routes = APIRouter(route_class=GraphRoute, tags=["questions"])

    @routes.get("/status/{id:path}", response_model=Status, responses=UNCLEAR, summary="The status of a document on a day, and why")
    def status(store: StoreDep, id: Id, on: On = None) -> JSON:
        return status_on(store, find(store, id).id, on)

    @routes.get("/current/{id:path}", response_model=Current, responses=UNCLEAR, summary="What stands in a document's place, to the end")
    def current(store: StoreDep, id: Id, on: On = None, verified: Verified = False) -> JSON:
        return current_of(store, find(store, id).id, on=on, verified=verified)

    @routes.get("/impact/{id:path}", response_model=Impact, responses=UNCLEAR, summary="What rests on a document")
    def impact(
        store: StoreDep,
        id: Id,
        depth: Annotated[int, Query(title="Depth", description="how many steps", ge=1, le=50)] = 5,
        on: On = None,
        verified: Verified = False,
        limit: Limit = 500,
    ) -> JSON:
        return impact_of(store, find(store, id).id, depth=depth, on=on, verified=verified, limit=limit)

    @routes.get("/timeline/{id:path}", response_model=Timeline, responses=UNCLEAR, summary="What happened when, to one node")
    def timeline(store: StoreDep, id: Id, from_: From = None, to: To = None, limit: Limit = 200) -> JSON:
        return timeline_of(store, find(store, id).id, from_=from_, to=to, limit=limit)

    @routes.get("/timeline", response_model=Timeline, summary="What happened when, on a topic")
    def on_topic(
        store: StoreDep,
        q: Annotated[str, ref_query("Topic", "words of titles and names", "tinh giản biên chế")],
        from_: From = None,
        to: To = None,
        limit: Limit = 200,
    ) -> JSON:
        return topic(store, q, from_=from_, to=to, limit=limit)

    @routes.get("/paths", response_model=Paths, responses=UNCLEAR, summary="How two things hang together")
    def paths(
        store: StoreDep,
        from_: Annotated[str, ref_query("From", "where the path begins", "208-qd-tw.xiv", alias="from")],
        to: Annotated[str, ref_query("To", "where it ends; another node", "29-qd-tw.viii")],
        longest: Annotated[int, Query(title="Longest", description="at most so many steps", ge=1, le=12)] = 6,
        count: Annotated[int, Query(title="Count", description="how many paths", ge=1, le=50)] = 3,
        documents: Annotated[bool, Query(title="Documents", description="over documents only")] = False,
        verified: Verified = False,
    ) -> JSON:
        ends = find(store, from_).id, find(store, to).id
        only = ontology.family() if documents else None
        return paths_between(store, *ends, longest=longest, count=count, relations=only, verified=verified)

    @routes.get("/gaps", response_model=Gaps, responses=UNCLEAR, summary="Who carried out what, after how long, and who has not")
    def gaps(
        store: StoreDep,
        issuer: Body = None,
        kind: Kind = None,
        term: Term = None,
        verified: Verified = False,
        limit: Limit = 200,
    ) -> JSON:
        body = find(store, issuer).id if issuer else None
        return gaps_of(store, issuer=body, kind=kind, term=term, verified=verified, limit=limit)

    @routes.get("/compare", response_model=Compare, responses=UNCLEAR, summary="The graph on two days")
    def compare(
        store: StoreDep,
        from_: Annotated[
            str, day_query("One day", "ISO; days in either order are compared from the earlier on", alias="from"), AfterValidator(day)
        ],
        to: Annotated[str, day_query("The other day", "ISO", example="2025-07-01"), AfterValidator(day)],
        issuer: Body = None,
        kind: Kind = None,
        limit: Limit = 500,
    ) -> JSON:
        body = find(store, issuer).id if issuer else None
        return compare_days(store, from_, to, issuer=body, kind=kind, limit=limit)

    @routes.get("/people", response_model=People, responses=UNCLEAR, summary="Who held which post; who signed what")
    def people(
        store: StoreDep,
        ref: Annotated[str | None, ref_query("Of", "a body, a person or a document", "ban-bi-thu")] = None,
        on: On = None,
        verified: Verified = False,
        limit: Limit = 200,
    ) -> JSON:
        return people_of(store, find(store, ref).id if ref else None, on=on, verified=verified, limit=limit)

    @routes.get("/authority", response_model=Authority, summary="Documents amended or ended by a body that may not")
    def authority(store: StoreDep, verified: Verified = False, limit: Limit = 200) -> JSON:
        return authority_of(store, verified=verified, limit=limit)

    @routes.get("/truths", response_model=Truths, summary="What the graph says that cannot be right")
    def truths(store: StoreDep, limit: Limit = 500) -> JSON:
        return truths_of(store, limit=limit)

    @routes.get("/rank", response_model=Ranked, summary="Which documents most rests on")
    def rank(
        store: StoreDep,
        measure: Annotated[Literal["pagerank", "betweenness"], Query(title="Measure")] = "pagerank",
        family: Annotated[Literal["ground", "succession"] | None, Query(title="Family")] = None,
        kind: Kind = None,
        limit: Annotated[int, Query(title="Limit", ge=1, le=500)] = 20,
    ) -> JSON:
        return rank_of(store, measure=measure, family=family, kind=kind, limit=limit)

    @routes.post("/resolve", response_model=ResolvedList, responses=UNREADABLE, summary="A list of citations to ids")
    def resolve(store: StoreDep, asked: Annotated[Citations, Sent()]) -> JSON:
        return resolve_all(store, asked.citations)

    return routes
