"""Errors as problem+json (RFC 9457), and as the OpenAPI document declares them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from vanmach.api import schemas
from vanmach.api.settings import API
from vanmach.graph.errors import Ambiguous, InputError, NotFound, OntologyError, StoreError
from vanmach.graph.store import Store
from vanmach.queries.forms import node_forms

MEDIA_TYPE = "application/problem+json"
STATUS = {NotFound: 404, Ambiguous: 300, InputError: 422, OntologyError: 422, StoreError: 503}

Responses = dict[int | str, dict[str, Any]]
REFUSED: Responses = {
    413: {"model": schemas.Problem, "description": "The request holds more than this server takes"},
    422: {"model": schemas.Problem, "description": "A parameter or the body cannot be used"},
    429: {"model": schemas.Problem, "description": "Too many requests; `Retry-After` tells when to come again"},
    503: {"model": schemas.Problem, "description": "The store does not answer, or not in time"},
}
UNREADABLE: Responses = {400: {"model": schemas.Problem, "description": "The body is no JSON in UTF-8"}}
MISSING: Responses = {404: {"model": schemas.Problem, "description": "There is none of this id"}}
UNCLEAR: Responses = {
    300: {"model": schemas.Problem, "description": "Several nodes answer to the reference; `candidates` holds them"},
    308: {"description": "The node was merged into another: `Location` leads there"},
    404: {"model": schemas.Problem, "description": "No node answers to the reference; `nearest` holds those like it"},
}


def problem(status: int, title: str, detail: str, extra: Mapping[str, Any] | None = None) -> JSONResponse:
    """An error as problem+json."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, **(extra or {})}
    return JSONResponse(body, status, media_type=MEDIA_TYPE)


async def known(request: Request, error: Exception) -> Response:
    """An error that the project raised on purpose; a reference to a node that was merged leads on to what it is now."""
    status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 400)
    if isinstance(error, NotFound | Ambiguous):
        return await run_in_threadpool(_unclear, request, error, status)
    return problem(status, type(error).__name__, str(error))


def _unclear(request: Request, error: NotFound | Ambiguous, status: int) -> Response:
    store: Store = request.app.state.store
    if isinstance(error, NotFound) and request.method == "GET" and (now := store.moved(error.ref)):
        return RedirectResponse(_led_on(request, error.ref, now), 308)
    name, key = ("ambiguous", "candidates") if isinstance(error, Ambiguous) else ("not_found", "nearest")
    detail = str(error)
    if detail == error.ref:
        words = {"ambiguous": "several nodes answer to {!r}: see candidates", "not_found": "no node answers to {!r}: see nearest"}
        detail = words[name].format(error.ref)
    return problem(status, type(error).__name__, detail, {"error": name, "ref": error.ref, key: node_forms(store, error.nodes)})


def _led_on(request: Request, was: str, now: str) -> str:
    """The path and query of a request with one reference in place of another."""
    path, query = request.scope["path"], request.url.query
    if request.path_params.get("id") == was:
        before, _, after = path.rpartition(was)
        path = before + now + after
    else:
        query = urlencode([(key, now if value == was else value) for key, value in request.query_params.multi_items()])
    return quote(path) + (f"?{query}" if query else "")


async def invalid(request: Request, error: Exception) -> Response:
    """A parameter or a body that does not fit."""
    assert isinstance(error, RequestValidationError)
    detail = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
    return problem(422, "InputError", detail)


async def refused(request: Request, error: Exception) -> Response:
    """No such route, no such method, no key."""
    assert isinstance(error, HTTPException)
    answer = problem(error.status_code, "Refused", str(error.detail))
    answer.headers.update(error.headers or {})
    if error.status_code == 405:
        # The router names the methods of the first route at this path alone, and knows no prefix.
        paths = request.app.openapi()["paths"]
        at = getattr(request.scope.get("route"), "path_format", "")
        exactly = request.scope["path"].removeprefix(request.scope.get("root_path", ""))
        ways = paths.get(exactly) or next((ways for path, ways in paths.items() if path.removeprefix(API) == at), None)
        if ways:
            answer.headers["allow"] = ", ".join(sorted(method.upper() for method in ways))
    return answer


async def broken(request: Request, error: Exception) -> Response:
    """A mistake of ours: nothing of it is told but that it happened; the log has the rest."""
    return problem(500, "Broken", "the server met an error of its own; its log tells more")
