"""The explorer: its page, the files of the page, and the two questions that only it asks."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import StringConstraints

from vanmach.api.declared import AsOf, Language, Since, Verified, Way
from vanmach.api.deps import GraphRoute, Id, StoreDep, not_modified, tag_of
from vanmach.api.limits import rooted
from vanmach.api.problems import UNCLEAR
from vanmach.api.schemas import Form, Label, Node, StatusName
from vanmach.queries.compare import changes
from vanmach.queries.explore import DEEPEST
from vanmach.queries.explore import explore as look_around
from vanmach.queries.recent import recent as recent_of
from vanmach.queries.search import find
from vanmach.visualizations import explorer_page
from vanmach.visualizations.board import board
from vanmach.visualizations.unfolding import MOST_STEPS, STEP, step

JSON = dict[str, Any]
Steps = Annotated[
    list[Annotated[str, StringConstraints(max_length=400, pattern=STEP)]],
    Query(
        title="Steps",
        description="what was opened (`+RELATION:ID`, `+:ID`, a stack by its key) and closed (`-:ID`), in order",
        examples=[["+implements:208-qd-tw.xiv"]],
        max_length=MOST_STEPS,
    ),
]


class Card(Form):
    """A node with the middle of its card; ``hidden`` counts relations that are not drawn, ``brought`` the cards that hang on it.

    ``change`` tells what happened to it between the days ``since`` and ``as_of``.
    """

    node: Node
    tier: str
    x: float
    y: float
    hidden: dict[str, int]
    brought: int
    opened: bool
    change: Literal["added", "ended", "changed"] | None = None


class Member(Form):
    """What filters ask of a node within a stack."""

    id: str
    date: str | None
    status: StatusName | None
    issuer: Label | None


class Stack(Form):
    """More than six siblings alike, as one card; ``key`` is the step that opens it."""

    key: str
    parent: str
    relation: str
    end: Literal["in", "out"]
    doc_kind: str
    tier: str
    count: int
    members: list[Member]
    x: float
    y: float


class Line(Form):
    """An edge, or a stack's share of edges, as drawn: the way influence runs, with paths in SVG's own words.

    ``quiet`` names the card that it is drawn for when that is chosen: the line of a drawer stands for it.
    """

    id: str
    type: str
    modality: Literal["done", "planned"]
    confidence: float | None
    verified: bool
    valid_from: str | None
    source: str
    target: str
    reverse: bool
    count: int
    path: str
    tip: str
    label: tuple[float, float] | None
    worded: bool
    quiet: str | None


class Drawer(Form):
    """The head of cards that came out of a stack; ``closes`` is the step that puts them away."""

    key: str
    closes: str
    parent: str
    relation: str
    end: Literal["in", "out"]
    doc_kind: str
    tier: str
    ids: list[str]
    line: Line
    x: float
    y: float


class Band(Form):
    """A strip of one tier, or of undated cards; with ``left`` and ``right`` a drawer, ``opened_from`` a card where it has no head."""

    tier: str
    top: float
    bottom: float
    left: float | None
    right: float | None
    opened_from: str | None


class Year(Form):
    """Where a year begins."""

    year: int
    x: float


class Box(Form):
    """The outer bounds."""

    left: float
    top: float
    right: float
    bottom: float


class Size(Form):
    """Of a card."""

    width: float
    height: float


class Board(Form):
    """What stands around a node, with places."""

    root: str
    cards: list[Card]
    stacks: list[Stack]
    drawers: list[Drawer]
    lines: list[Line]
    bands: list[Band]
    years: list[Year]
    box: Box
    card: Size
    shown: int
    total: int
    truncated: bool


class Recent(Form):
    """The newest documents."""

    documents: list[Node]


def questions() -> APIRouter:
    """The explorer's own questions, to be put under ``/api/v1``."""
    routes = APIRouter(route_class=GraphRoute, tags=["graph"])

    @routes.get("/explore/{id:path}", response_model=Board, responses=UNCLEAR, summary="What stands around a node, laid out for a picture")
    def explore(
        store: StoreDep,
        id: Id,
        open: Steps = [],  # noqa: B006 - FastAPI makes each request its own
        direction: Way = "both",
        depth: Annotated[int, Query(title="Depth", description="how many steps around the node", ge=1, le=DEEPEST)] = 1,
        as_of: AsOf = None,
        since: Since = None,
        verified: Verified = False,
        lang: Language = "vi",
    ) -> JSON:
        steps = [step(text) for text in open]
        opened = [(done.id, done.relation) for done in steps if not done.closes]
        root = find(store, id).id
        answer = look_around(store, root, opened, direction=direction, depth=depth, as_of=as_of, verified=verified)
        known = (str(node["id"]) for node in answer["nodes"])
        return board(answer, steps, depth=depth, lang=lang, changes=changes(store, known, since, as_of) if since else None)

    @routes.get("/recent", response_model=Recent, summary="The newest documents")
    def recent(store: StoreDep, limit: Annotated[int, Query(title="Limit", ge=1, le=50)] = 8) -> JSON:
        return recent_of(store, limit=limit)

    return routes


def pages() -> APIRouter:
    """The page and its files, to be put at the top."""
    routes = APIRouter()

    @routes.get("/", response_class=HTMLResponse, include_in_schema=False)
    async def explorer(request: Request) -> HTMLResponse:
        headers = {"content-security-policy": explorer_page.POLICY, "cache-control": "no-cache"}
        return HTMLResponse(explorer_page.page(rooted(request.scope, "")), headers=headers)

    @routes.get("/explorer/{file}", include_in_schema=False)
    def explorer_file(request: Request, file: Annotated[str, Path(max_length=100)]) -> Response:
        found = explorer_page.part(file)
        tag = tag_of(found.tag)
        response = not_modified(request, tag) or Response(found.content, media_type=found.media_type)
        response.headers["etag"] = tag
        response.headers["cache-control"] = "no-cache"  # asked again each time, answered with 304: an update shows at once
        return response

    return routes
