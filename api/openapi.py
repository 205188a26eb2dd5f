"""The OpenAPI document: what it says of itself, its tags, its names of operations, and errors as the media type they are sent in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute

from vanmach.api.problems import MEDIA_TYPE

DESCRIPTION = """Nodes are named by id (`35-ct-tw.xiii`), symbol (`35-CT/TW khóa XIII`) or alias. A reference that several nodes
answer to is refused with status 300 and its candidates; an id that was merged into another leads on with status 308.

Answers carry an `ETag` of the graph's version: send it back as `If-None-Match` to be told 304 while nothing has changed. Lists come
page by page: send `next` back as `cursor`. Errors are `application/problem+json` (RFC 9457). Writing needs a key:
`Authorization: Bearer vm_…`.
"""
TAGS = [
    {"name": "graph", "description": "Documents, bodies, people, events and the relations between them."},
    {"name": "questions", "description": "What researchers ask of the graph."},
    {"name": "changes", "description": "What the graph learned since a time: a feed for programs and readers."},
    {"name": "texts", "description": "What the graph was told by, word for word; and what a text of your own says."},
    {"name": "reviews", "description": "What people say of the graph: it stands over what rules found, and outlives every reload."},
    {"name": "export", "description": "The whole graph for other programs."},
    {"name": "reconciliation", "description": "Cells of a table to nodes: the Reconciliation API 0.2, which OpenRefine speaks."},
    {"name": "pages", "description": "Answers as pages for people."},
    {"name": "operation", "description": "For those who run the server."},
]


def operation(route: APIRoute) -> str:
    """The name of an operation, and so of a client's function: that of the endpoint."""
    return route.name


def described(app: FastAPI) -> Callable[[], dict[str, Any]]:
    """The maker of an application's document; errors are moved to the media type that they are sent in."""
    make = app.openapi

    def made() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = make()
            answers = (a for path in document["paths"].values() for way in path.values() for a in way["responses"].items())
            for status, answer in answers:
                if status >= "300" and "content" in answer:
                    # FastAPI puts the model of an error under the media type of the answer that did not come.
                    answer["content"] = {MEDIA_TYPE: next(iter(answer["content"].values()))}
        return app.openapi_schema or {}

    return made
