"""The route of the feed: what the graph learned since a time, as JSON page by page or as Atom."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from vanmach.api import feed
from vanmach.api.declared import Language, Page, cursor_query
from vanmach.api.deps import GraphRoute, StoreDep
from vanmach.api.schemas import Edge, Evidence, Form, Node, Source
from vanmach.queries.changes import CURSOR, WHAT
from vanmach.queries.changes import changes as changes_of

JSON = dict[str, Any]


class Sentence(Form):
    """One sentence in two languages."""

    vi: str
    en: str


class Cause(Form):
    """A source or a review that was written at that instant."""

    what: Literal["source", "review"]
    change: Literal["added", "changed", "ended"]
    id: str
    title: str
    note: str | None


class Change(Form):
    """What became of one thing; one of ``node``, ``edge`` and ``source`` is not null."""

    at: str
    change: Literal["added", "changed", "ended"]
    what: Literal["edge", "node", "source"]
    id: str
    sentence: Sentence
    before: JSON | None
    evidence: list[Evidence]
    causes: list[Cause]
    node: Node | None
    edge: Edge | None
    source: Source | None


class Changes(Form):
    """A page of changes, oldest first; ``cursor`` is where a later call goes on, ``next`` the same where there is more already."""

    since: str | None
    changes: list[Change]
    nodes: list[Node]
    next: str | None
    cursor: str | None


Since = Annotated[
    str | None,
    Query(
        title="Since",
        description="what came to be known from this day or time on (ISO; without a zone that of Việt Nam)",
        min_length=10,
        max_length=40,
        examples=["2026-11-20T08:00:00Z"],
        json_schema_extra={"format": "date-time"},
    ),
]


def router() -> APIRouter:
    """The route, to be put under ``/api/v1``."""
    routes = APIRouter(route_class=GraphRoute, tags=["changes"])

    @routes.get(
        "/changes",
        response_model=Changes,
        responses={200: {"content": {feed.MEDIA_TYPE: {}}, "description": "A page of changes, or the newest as a feed"}},
        summary="What the graph learned since a time",
    )
    def changes(
        request: Request,
        store: StoreDep,
        since: Since = None,
        what: Annotated[Literal["edge", "node", "source"] | None, Query(title="What", description="one kind of things only")] = None,
        cursor: Annotated[str | None, cursor_query(pattern=CURSOR)] = None,
        limit: Page = 100,
        format: Annotated[
            Literal["json", "atom"],
            Query(title="Format", description="json: page by page, oldest first; atom: the newest, for feed readers"),
        ] = "json",
        lang: Language = "vi",
    ) -> JSON | Response:
        only = (what,) if what else WHAT
        answer = changes_of(store, since=since, after=cursor, what=only, limit=limit, newest=format == "atom")
        if format == "json":
            return answer
        base = str(request.base_url).rstrip("/")
        return Response(feed.atom(answer, base, str(request.url), lang), media_type=feed.MEDIA_TYPE)

    return routes
