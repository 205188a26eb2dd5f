"""Pages for people, and what those who run the server ask: health, readiness, counts."""

from __future__ import annotations

import os
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from vanmach.api import docs_page, schemas
from vanmach.api.declared import AsOf, Depth, Family, Language, Verified, Way
from vanmach.api.deps import Id, StoreDep
from vanmach.api.limits import rooted
from vanmach.api.problems import UNCLEAR
from vanmach.queries.calendar import today
from vanmach.queries.lineage import lineage as lineage_of
from vanmach.queries.search import find
from vanmach.visualizations.page import lineage_page

JSON = dict[str, Any]


def router() -> APIRouter:
    """The routes, to be put at the top."""
    routes = APIRouter()

    @routes.get("/healthz", tags=["operation"], response_model=schemas.State, summary="Whether the server runs")
    async def healthz() -> JSON:
        return {"status": "ok"}

    @routes.get("/readyz", tags=["operation"], response_model=schemas.Ready, summary="Whether the store answers")
    def readyz(store: StoreDep) -> JSON:
        return {"status": "ok", "version": store.version()}

    @routes.get("/metrics", tags=["operation"], response_class=PlainTextResponse, summary="Counts for Prometheus, of all workers")
    def metrics(request: Request) -> Response:
        registry: CollectorRegistry = request.app.state.registry
        if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
            registry = CollectorRegistry()
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)

    @routes.get(
        "/pages/lineage/{id:path}",
        tags=["pages"],
        response_class=HTMLResponse,
        responses=UNCLEAR,
        summary="A lineage as a standalone page",
    )
    def page(
        request: Request,
        store: StoreDep,
        id: Id,
        lang: Language = "vi",
        direction: Way = "both",
        depth: Depth = 10,
        family: Family = None,
        as_of: AsOf = None,
        verified: Verified = False,
    ) -> Response:
        root = find(store, id).id
        if root != id:
            query = f"?{request.url.query}" if request.url.query else ""
            return RedirectResponse(rooted(request.scope, f"/pages/lineage/{root}") + query, 308)
        with store.snapshot():
            answer = lineage_of(store, root, direction=direction, depth=depth, family=family, as_of=as_of, verified=verified, limit=400)
            return HTMLResponse(lineage_page(answer, lang=lang, generated=today(), version=store.version()))

    @routes.get("/docs", include_in_schema=False)
    async def docs(request: Request) -> Response:
        return HTMLResponse(docs_page.page(rooted(request.scope, "")), headers={"content-security-policy": docs_page.POLICY})

    @routes.get("/docs/{file}", include_in_schema=False)
    def docs_file(file: Annotated[str, Path(max_length=100)]) -> Response:
        content, media_type = docs_page.part(file)
        return Response(content, media_type=media_type, headers={"cache-control": "public, max-age=86400"})

    return routes
