"""Errors as problem+json (RFC 9457)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.requests import Request

from vanmach.graph.errors import Ambiguous, InputError, NotFound, StoreError
from vanmach.graph.store import Store
from vanmach.queries.forms import node_forms

STATUS = {NotFound: 404, Ambiguous: 300, InputError: 422, StoreError: 503}


def problem(status: int, title: str, detail: str, extra: Mapping[str, Any] | None = None) -> JSONResponse:
    """An error as problem+json."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, **(extra or {})}
    return JSONResponse(body, status, media_type="application/problem+json")


async def known(request: Request, error: Exception) -> JSONResponse:
    """An error that the project raised on purpose."""
    status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 400)
    extra: dict[str, Any] = {}
    if isinstance(error, NotFound | Ambiguous):
        store: Store = request.app.state.store
        name, key = ("ambiguous", "candidates") if isinstance(error, Ambiguous) else ("not_found", "nearest")
        extra = {"error": name, "ref": error.ref, key: node_forms(store, error.nodes)}
    return problem(status, type(error).__name__, str(error), extra)


async def invalid(request: Request, error: Exception) -> JSONResponse:
    """A parameter or a body that does not fit."""
    assert isinstance(error, RequestValidationError)
    detail = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
    return problem(422, "InputError", detail)


async def refused(request: Request, error: Exception) -> JSONResponse:
    """No such route, no such method."""
    assert isinstance(error, HTTPException)
    answer = problem(error.status_code, "Refused", str(error.detail))
    answer.headers.update(error.headers or {})
    return answer
