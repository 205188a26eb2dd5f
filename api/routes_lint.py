"""The route that reads over a draft: ``POST /lint``. Nothing of it is kept."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter
from fastapi import Body as Sent
from fastapi.responses import Response
from pydantic import Field

from vanmach.api.deps import StoreDep, written
from vanmach.api.problems import UNREADABLE
from vanmach.api.routes_ask import Reason
from vanmach.api.routes_texts import ISO_DAY, TextSent
from vanmach.api.schemas import Evidence, Form, Node
from vanmach.loaders.read import read
from vanmach.loaders.statements import to_statements
from vanmach.queries.faults import Fault
from vanmach.queries.lint import lint as lint_draft

JSON = dict[str, Any]


class Place(Form):
    """A place in the text, ``[start, end)`` in code points; line and column count from 1."""

    start: int
    end: int
    line: int
    column: int


class Message(Form):
    """What is wrong, in two languages."""

    vi: str
    en: str


class Finding(Place):
    """A fault of a citation: ``text`` is what ``proposed`` would take the place of, ``by`` what ended the document."""

    fault: Fault
    severity: Literal["error", "warning", "note"]
    text: str
    message: Message
    proposed: str | None
    node: Node | None
    candidates: list[Node]
    by: list[Reason]
    evidence: list[Evidence]
    also_at: list[Place]


class Lint(Form):
    """The faults of a draft as of a day, in the order of the text; ``checked`` of its ``citations`` say enough to be looked up."""

    on: str
    citations: int
    checked: int
    findings: list[Finding]


class DraftSent(TextSent):
    """A draft to be read over."""

    on: Annotated[
        str | None,
        Field(max_length=10, pattern=ISO_DAY, description="as of this day, ISO; else the draft's own, else today", examples=["2026-09-01"]),
    ] = None
    skip: Annotated[list[Fault], Field(max_length=10, description="faults to leave out", examples=[["unknown"]])] = []  # noqa: RUF012


def router() -> APIRouter:
    """The route, to be put under ``/api/v1``."""
    routes = APIRouter(tags=["texts"])

    @routes.post("/lint", response_model=Lint, responses=UNREADABLE, summary="What is wrong with the citations of a draft")
    def lint(store: StoreDep, sent: Annotated[DraftSent, Sent()]) -> Response:
        # Read before the moment of the store is held.
        reading = to_statements(read(sent.text, title=sent.title, publisher=sent.publisher, published=sent.published))
        with store.snapshot():
            return written(lint_draft(store, reading, on=sent.on, skip=sent.skip))

    return routes
