"""The HTTP API: ``create_app(store)``. Puts routes, errors, limits and headers together; what is answered comes from the routes."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.cors import CORSMiddleware
from fastapi.middleware.gzip import GZipMiddleware
from prometheus_client import CollectorRegistry
from starlette.exceptions import HTTPException
from starlette.types import Lifespan

from vanmach.api import (
    openapi,
    problems,
    routes_ask,
    routes_changes,
    routes_explorer,
    routes_export,
    routes_files,
    routes_graph,
    routes_lint,
    routes_pages,
    routes_reconcile,
    routes_texts,
    routes_write,
)
from vanmach.api.keyring import Keys
from vanmach.api.limits import Headers, Limits, Watch
from vanmach.api.settings import API, Settings
from vanmach.graph.errors import VanmachError
from vanmach.graph.store import Store

DEFAULTS = Settings()


def create_app(store: Store, settings: Settings = DEFAULTS, lifespan: Lifespan[FastAPI] | None = None) -> FastAPI:
    """An application over one store, which it does not close."""
    app = FastAPI(
        title="Vanmach",
        version=version("vanmach"),
        summary="Vietnamese texts on Party building as a knowledge graph, every edge with the words that prove it.",
        description=openapi.DESCRIPTION,
        openapi_tags=openapi.TAGS,
        # FastAPI's own documentation pages ask two outside hosts; ours is in routes_pages.py.
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        responses=problems.REFUSED,
        generate_unique_id_function=openapi.operation,
        lifespan=lifespan,
    )
    app.state.store = store
    app.state.keys = Keys(settings.keys)
    app.state.registry = CollectorRegistry()
    for routes in (routes_graph, routes_ask, routes_changes, routes_texts, routes_lint, routes_write, routes_export, routes_files):
        app.include_router(routes.router(), prefix=API)
    app.include_router(routes_explorer.questions(), prefix=API)
    app.include_router(routes_reconcile.router())
    app.include_router(routes_pages.router())
    app.include_router(routes_explorer.pages())
    app.openapi = openapi.described(app)  # type: ignore[method-assign]
    app.add_exception_handler(VanmachError, problems.known)
    app.add_exception_handler(RequestValidationError, problems.invalid)
    app.add_exception_handler(HTTPException, problems.refused)
    app.add_exception_handler(Exception, problems.broken)
    # The last one added is the first one asked.
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    if settings.cors:
        allowed: dict[str, Any] = {"allow_methods": ["GET", "POST", "DELETE"], "allow_headers": ["*"], "expose_headers": ["etag"]}
        app.add_middleware(CORSMiddleware, allow_origins=settings.cors, **allowed)
    app.add_middleware(Limits, settings=settings)
    app.add_middleware(Headers)
    app.add_middleware(routes_reconcile.ForAll)
    app.add_middleware(Watch, registry=app.state.registry)
    return app
