"""Routes of files: what text a Word file, a PDF, a page or a text in any encoding holds; and such a file into the graph."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi import Body as Sent
from fastapi.responses import Response

from vanmach.api import schemas
from vanmach.api.declared import NOT_BLANK
from vanmach.api.deps import StoreDep
from vanmach.api.keys import Writer
from vanmach.api.problems import UNREADABLE
from vanmach.api.routes_texts import ISO_DAY, MOST_CHARACTERS
from vanmach.api.routes_write import ADDRESS, KEPT, kept
from vanmach.api.schemas import Form
from vanmach.graph.errors import InputError
from vanmach.loaders.formats import page_in, read_page
from vanmach.loaders.html import Page

JSON = dict[str, Any]
# Open to what is sent: which form a file has is told by its first bytes.
FileSent = Annotated[
    bytes, Sent(media_type="application/octet-stream", min_length=1, description="the file as it is: .docx .pdf .html .txt .md")
]
Name = Annotated[
    str,
    Query(
        title="Name",
        description="of the file, with its ending",
        examples=["chi-thi-45.docx"],
        min_length=1,
        max_length=200,
        pattern=NOT_BLANK,
    ),
]


class TextOfFile(Form):
    """The text of a file, and what a page declares of itself."""

    text: str
    title: str | None
    publisher: str | None
    published: str | None
    uri: str | None


def router() -> APIRouter:
    """The routes, to be put under ``/api/v1``."""
    routes = APIRouter(tags=["texts"])

    @routes.post("/texts", response_model=TextOfFile, responses=UNREADABLE, summary="The text of a file; nothing is kept")
    def text_of_file(name: Name, sent: FileSent) -> JSON:
        page = _page(name, sent)
        return {key: getattr(page, key) for key in TextOfFile.model_fields}

    @routes.post(
        "/sources/file",
        status_code=201,
        response_model=schemas.Report,
        responses=KEPT,
        summary="A file into the graph: Word, PDF, page or text",
    )
    def add_file(
        request: Request,
        response: Response,
        store: StoreDep,
        key: Writer,
        name: Name,
        sent: FileSent,
        uri: Annotated[str | None, Query(min_length=1, max_length=2000, pattern=ADDRESS, description="where it is published")] = None,
        title: Annotated[str | None, Query(max_length=500, description="where the file does not tell it")] = None,
        publisher: Annotated[str | None, Query(max_length=200, description="where the file does not tell it")] = None,
        published: Annotated[
            str | None, Query(max_length=10, pattern=ISO_DAY, description="its day, where the file does not tell it")
        ] = None,
    ) -> JSON:
        page = _page(name, sent)
        known = Page(page.text, page.title or title, page.publisher or publisher, page.published or published, uri or page.uri)
        return kept(request, response, store, read_page(known))

    return routes


def _page(name: str, sent: bytes) -> Page:
    page = page_in(name, sent)
    if len(page.text) > MOST_CHARACTERS:
        raise InputError(
            f"its text has {len(page.text):,} characters; the most is {MOST_CHARACTERS:,}: split it, or load it by vanmach load"
        )
    return page
