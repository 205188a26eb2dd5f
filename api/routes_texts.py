"""Routes of texts: the sources of the graph, word for word; and what a text of one's own says, which is not kept."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path
from fastapi import Body as Sent
from fastapi.responses import PlainTextResponse, Response
from pydantic import Field

from vanmach.api import schemas
from vanmach.api.declared import NOT_BLANK, Page, cursor_query
from vanmach.api.deps import GraphRoute, StoreDep, written
from vanmach.api.problems import MISSING, UNREADABLE
from vanmach.api.schemas import Form
from vanmach.loaders.interchange import to_json
from vanmach.loaders.read import read
from vanmach.loaders.resolved import resolved
from vanmach.loaders.statements import to_statements
from vanmach.queries import sources as asked

JSON = dict[str, Any]
# Of a text to be read while its sender waits; a long law has about 200,000. Escaped as JSON, at 12 bytes each, they are no body too large.
MOST_CHARACTERS = 400_000
SourceId = Annotated[
    str,
    Path(title="Source", description="its id, as in the evidence of edges", examples=["5d0f9c1b2a3e4d5f"], min_length=1, max_length=100),
]
ISO_DAY = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
ISODay = Annotated[
    str | None,
    Field(
        max_length=10,
        pattern=ISO_DAY,
        description="its day, ISO, where the text does not tell it; days without a year are of this year",
        examples=["2025-04-15"],
    ),
]


class Span(Form):
    """A place in the text, ``[start, end)`` in code points of the text as it was given."""

    start: int
    end: int


class Mention(Span):
    """A place that names an entity."""

    surface: str


class Meaning(Form):
    """What a reference most likely means, by the project's catalogue; ``id`` is null where that stays open."""

    id: str | None
    symbol: str | None = None
    date: str | None = None
    term: str | None = None
    issuer: str | None = None
    confidence: float
    candidates: list[JSON]


class Named(Form):
    """Something that the text names."""

    id: str
    mentions: list[Mention]


class DocumentNamed(Named):
    """A document as this text names it."""

    kind: str
    symbol: str | None
    number: int | None
    date: str | None
    issuer: str | None
    term: str | None
    nickname_of: str | None
    title: str | None
    draft: bool
    self: bool = False
    digest: bool = False
    effective_from: str | None = None
    date_partial: str | None = None
    date_inferred: bool = False
    proof: Annotated[dict[str, tuple[int, int]], Field(default_factory=dict)]
    resolved: Meaning | None = None


class BodyNamed(Named):
    """An organisation; ``name`` in full."""

    name: str
    part_of: str | None
    resolved: Meaning | None = None


class PersonNamed(Named):
    """A person, without honorifics and ranks."""

    name: str
    resolved: Meaning | None = None


class EventNamed(Named):
    """A congress, plenum, conference or session."""

    kind: str
    name: str
    date: str | None
    term: str | None = None
    number: int | None = None


class Said(Form):
    """A relation that the text states, with its words and the rule that found it."""

    type: str
    from_: Annotated[str, Field(alias="from")]
    to: str
    evidence: Span
    modality: Literal["done", "planned"]
    props: JSON
    rule: str
    confidence: float


class About(Form):
    """Where the text says it comes from."""

    title: str | None
    publisher: str | None
    published: str | None
    uri: str | None = None


class Extracted(Form):
    """The interchange form: what one text says."""

    text: str
    source: About
    documents: list[DocumentNamed]
    bodies: list[BodyNamed]
    people: list[PersonNamed]
    events: list[EventNamed]
    relations: list[Said]


class TextSent(Form):
    """A text to be read."""

    text: Annotated[
        str,
        Field(
            min_length=1,
            max_length=MOST_CHARACTERS,
            pattern=NOT_BLANK,
            description="its words, as they stand",
            examples=["Bộ Chính trị ban hành Chỉ thị số 45-CT/TW, ngày 14-4-2025."],
        ),
    ]
    name: Annotated[str, Field(max_length=200, description="what to call it in the answer", examples=["tin.txt"])] = "text"
    title: Annotated[str | None, Field(max_length=500, description="where the text does not tell it")] = None
    publisher: Annotated[str | None, Field(max_length=200, description="where the text does not tell it")] = None
    published: ISODay = None


def router() -> APIRouter:
    """The routes, to be put under ``/api/v1``."""
    routes = APIRouter(route_class=GraphRoute, tags=["texts"])

    @routes.get("/sources", response_model=schemas.Sources, summary="Sources by id, page by page")
    def sources(store: StoreDep, cursor: Annotated[str | None, cursor_query()] = None, limit: Page = 50) -> JSON:
        return asked.sources(store, after=cursor, limit=limit)

    @routes.get("/sources/{id}", response_model=schemas.SourceWhole, responses=MISSING, summary="One source")
    def source(store: StoreDep, id: SourceId) -> JSON:
        return asked.source(store, id)

    @routes.get(
        "/sources/{id}/text",
        response_class=PlainTextResponse,
        responses=MISSING,
        summary="The text of a source; every quote is a slice of it",
    )
    def source_text(store: StoreDep, id: SourceId) -> Response:
        return PlainTextResponse(asked.text(store, id))

    # No GraphRoute: it asks no store, and a long reading must not hold on to a moment of it.
    reading = APIRouter(tags=["texts"])

    @reading.post("/extract", response_model=Extracted, responses=UNREADABLE, summary="What a text says; nothing is kept")
    def extract(sent: Annotated[TextSent, Sent()]) -> Response:
        found = read(sent.text, title=sent.title, publisher=sent.publisher, published=sent.published)
        said = to_statements(found)
        meant = resolved(said.references)
        return written(to_json(found, sent.name, {id_: meant[reference] for id_, reference in said.ids.items()}))

    routes.include_router(reading)
    return routes
