"""Routes that write: texts into the graph and out of it, and what people say of it. Each asks for a key, and writes under its name."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Path, Request
from fastapi import Body as Sent
from fastapi.responses import Response
from pydantic import Field

from vanmach.api import schemas
from vanmach.api.declared import NOT_BLANK
from vanmach.api.deps import GraphRoute, StoreDep
from vanmach.api.keys import NEEDS_KEY, Writer
from vanmach.api.limits import rooted
from vanmach.api.problems import MISSING, UNCLEAR, UNREADABLE, Responses
from vanmach.api.routes_texts import MOST_CHARACTERS, ISODay, SourceId, TextSent
from vanmach.api.schemas import Form
from vanmach.api.settings import API
from vanmach.graph import ledger
from vanmach.graph.errors import InputError
from vanmach.graph.store import Store
from vanmach.loaders import ingest
from vanmach.loaders.formats import page_in, read_page
from vanmach.loaders.interchange import Extraction
from vanmach.loaders.read import read
from vanmach.loaders.statements import to_statements
from vanmach.queries.calendar import now
from vanmach.queries.reviews import judge_edge, judge_nodes, review_form, reviews
from vanmach.queries.search import find

JSON = dict[str, Any]
ADDRESS = r"^https?://[!-~]+$"
Address = Annotated[
    str | None,
    Field(
        min_length=1,
        max_length=2000,
        pattern=ADDRESS,
        description="where the text is published: a text sent again under the same address takes the place of the one before",
        examples=["https://example.org/tin/45-ct-tw"],
    ),
]
Why = Annotated[str | None, Field(max_length=2000, description="why", examples=["Điều 12 chỉ dẫn chiếu, không thay thế"])]
NodeRef = Annotated[str, Field(min_length=1, max_length=300, pattern=NOT_BLANK, description="an id, a symbol or a name")]
KEPT: Responses = {
    **NEEDS_KEY,
    **UNREADABLE,
    200: {"model": schemas.Report, "description": "The source was known, under the address that `Location` names"},
}


class TextKept(TextSent):
    """A text to be kept, as plain text or Markdown."""

    uri: Address = None


class PageKept(Form):
    """A web page to be kept: its article is found, and its title, publisher, day and address where it tells them."""

    html: Annotated[
        str,
        Field(
            max_length=MOST_CHARACTERS,
            pattern=r"^[^\x00]*>[^<>\x00]*[0-9A-Za-zÀ-ỹ][^<>\x00]*<[^\x00]*$",
            description="the page",
            examples=["<article><h1>Về công tác cán bộ</h1><p>Bộ Chính trị ban hành Chỉ thị số 45-CT/TW, ngày 14-4-2025.</p></article>"],
        ),
    ]
    uri: Address = None
    name: Annotated[str, Field(max_length=200, description="what to call it in messages")] = "page"
    title: Annotated[str | None, Field(max_length=500, description="where the page does not tell it")] = None
    publisher: Annotated[str | None, Field(max_length=200, description="where the page does not tell it")] = None
    published: ISODay = None


class EdgeJudged(Form):
    """What a person says of an edge: accepted, it counts as proven; rejected, it shows no more."""

    edge: Annotated[str, Field(min_length=1, max_length=64, description="its id", examples=["198ac4c1c580a303"])]
    verdict: Literal["accept", "reject"]
    note: Why = None


class NodesJudged(Form):
    """What a person says of two nodes: that ``a`` is ``b``, of which it becomes another name, or that it is not."""

    a: Annotated[NodeRef, Field(examples=["35-CT/TW khóa XIII"])]
    b: Annotated[NodeRef, Field(examples=["35-ct-tw.xii"])]
    verdict: Literal["same-as", "not-same"]
    note: Why = None


ReviewId = Annotated[str, Path(title="Review", description="its id", examples=["198ac4c1c580a303"], min_length=1, max_length=64)]


def router() -> APIRouter:
    """The routes, to be put under ``/api/v1``."""
    routes = APIRouter()
    # No GraphRoute where something is written: a moment held by the reader would not hold what was just written.
    asking = APIRouter(route_class=GraphRoute, tags=["reviews"])

    @routes.post(
        "/sources",
        tags=["texts"],
        status_code=201,
        response_model=schemas.Report,
        responses=KEPT,
        summary="A text into the graph",
    )
    def add_text(request: Request, response: Response, store: StoreDep, key: Writer, sent: Annotated[TextKept, Sent()]) -> JSON:
        found = read(sent.text, title=sent.title, publisher=sent.publisher, published=sent.published)
        found.uri = sent.uri
        return kept(request, response, store, found)

    @routes.post(
        "/sources/page",
        tags=["texts"],
        status_code=201,
        response_model=schemas.Report,
        responses=KEPT,
        summary="The article of a web page into the graph",
    )
    def add_page(request: Request, response: Response, store: StoreDep, key: Writer, sent: Annotated[PageKept, Sent()]) -> JSON:
        found = read_page(page_in("page.html", sent.html.encode("utf-8")))
        found.title, found.publisher = found.title or sent.title, found.publisher or sent.publisher
        found.published, found.uri = found.published or sent.published, sent.uri or found.uri
        return kept(request, response, store, found)

    @routes.delete(
        "/sources/{id}",
        tags=["texts"],
        response_model=schemas.Retracted,
        responses=NEEDS_KEY | MISSING,
        summary="A source out of the graph, with all it said",
    )
    def retract_source(store: StoreDep, key: Writer, id: SourceId) -> JSON:
        return {"source": id, "retracted": ledger.retract(store, id).retracted}

    @asking.get("/reviews", response_model=schemas.Reviews, summary="What people said of the graph, latest first")
    def all_reviews(store: StoreDep) -> JSON:
        return reviews(store)

    @routes.post(
        "/reviews",
        tags=["reviews"],
        status_code=201,
        response_model=schemas.Review,
        responses=NEEDS_KEY | UNREADABLE | MISSING,
        summary="Accept or reject an edge",
    )
    def review(store: StoreDep, key: Writer, sent: Annotated[EdgeJudged, Sent()]) -> JSON:
        verdict = judge_edge(store, sent.edge, sent.verdict, person=key.name, at=now(), note=sent.note)
        ledger.review(store, verdict)
        return review_form(store, verdict)

    @routes.post(
        "/reviews/nodes",
        tags=["reviews"],
        status_code=201,
        response_model=schemas.Review,
        responses=NEEDS_KEY
        | UNREADABLE
        | UNCLEAR
        | {409: {"model": schemas.Problem, "description": "The two are one node already, or of different kinds"}},
        summary="Tell two nodes to be the same, or not",
    )
    def review_nodes(store: StoreDep, key: Writer, sent: Annotated[NodesJudged, Sent()]) -> JSON:
        a, b = find(store, sent.a).id, find(store, sent.b).id
        try:
            verdict = judge_nodes(store, a, b, sent.verdict, person=key.name, at=now(), note=sent.note)
        except InputError as error:  # well said, but not of these nodes
            raise HTTPException(409, str(error)) from error
        ledger.review(store, verdict)
        return review_form(store, verdict)

    @routes.delete(
        "/reviews/{id}",
        tags=["reviews"],
        response_model=schemas.Review,
        responses=NEEDS_KEY | MISSING,
        summary="Take a review back; the answer is what it was",
    )
    def withdraw_review(store: StoreDep, key: Writer, id: ReviewId) -> JSON:
        was = [review_form(store, r) for r in store.reviews() if r.id == id]
        ledger.withdraw(store, id)
        return was[0]

    routes.include_router(asking)
    return routes


def kept(request: Request, response: Response, store: Store, found: Extraction) -> JSON:
    """Keeps what a text says, and answers with the report and the address of its source."""
    reading, report = to_statements(found), ingest.Report()
    ingest.keep(store, reading, report)
    response.status_code = 201 if report.sources["new"] else 200
    response.headers["location"] = rooted(request.scope, f"{API}/sources/{reading.source.id}")
    return report.form(store.counts())
