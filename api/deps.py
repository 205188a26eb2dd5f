"""What routes share: the store, how a node is named in a path, and the kind of route that answers from the graph."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from functools import wraps
from typing import Annotated, Any

from fastapi import Depends, Path, Request
from fastapi.responses import Response
from fastapi.routing import APIRoute
from pydantic_core import to_json

from vanmach.api.declared import NOT_BLANK
from vanmach.graph.store import Store
from vanmach.queries.calendar import today


async def _store(request: Request) -> Store:
    store: Store = request.app.state.store
    return store


StoreDep = Annotated[Store, Depends(_store)]
Id = Annotated[
    str,
    Path(
        title="Node",
        description="an id, a symbol, or an alias",
        examples=["35-ct-tw.xiii", "45-CT/TW"],
        min_length=1,
        max_length=300,
        pattern=NOT_BLANK,
    ),
]
_asked: ContextVar[Request] = ContextVar("asked")


class GraphRoute(APIRoute):
    """A route that answers from the graph: all that it reads is of one moment, whose version is the answer's ETag.

    What it returns is written as JSON once. The response model stands in the OpenAPI document, and tests hold the answers to it;
    FastAPI would check each answer against it anew, at several times the cost of making it.
    """

    def __init__(self, path: str, endpoint: Callable[..., Any], **given: Any) -> None:
        super().__init__(path, _of_one_moment(endpoint), **given)

    def get_route_handler(self) -> Callable[[Request], Awaitable[Response]]:  # type: ignore[override]
        """The handler that FastAPI calls; it lets the endpoint's thread know what was asked."""
        handle = super().get_route_handler()

        async def asked(request: Request) -> Response:
            _asked.set(request)
            return await handle(request)

        return asked


def _of_one_moment(endpoint: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(endpoint)
    def answered(**given: Any) -> Response:
        request = _asked.get()
        store: Store = request.app.state.store
        with store.snapshot():
            if request.method != "GET":
                return written(endpoint(**given))
            tag = tag_of(store.version(), today())
            response = not_modified(request, tag) or written(endpoint(**given))
        response.headers["etag"] = tag
        response.headers["cache-control"] = "no-cache"
        return response

    return answered


def written(answer: Any) -> Response:
    """An answer as JSON; a response stays as it is."""
    return answer if isinstance(answer, Response) else Response(to_json(answer), media_type="application/json")


def not_modified(request: Request, tag: str) -> Response | None:
    """304 where the asker has this version of the answer already."""
    have = [t.strip().removeprefix("W/") for t in request.headers.get("if-none-match", "").split(",")]
    return Response(status_code=304) if tag.removeprefix("W/") in have or "*" in have else None


def tag_of(*parts: Any) -> str:
    """The weak ETag of an answer: of the graph's version and the day, for the status of a document moves with the day."""
    return 'W/"' + "-".join(map(str, parts)) + '"'
