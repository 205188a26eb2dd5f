"""The HTTP API: ``create_app(store)``. Routes are thin: parameters in, a query, its answer out. Errors are problem+json (RFC 9457)."""

from __future__ import annotations

from importlib.metadata import version
from typing import Annotated, Any, Literal

from fastapi import APIRouter, FastAPI, Path, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.cors import CORSMiddleware
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from vanmach.api import problems, routes_ask, schemas
from vanmach.api.deps import UNCLEAR, Id, StoreDep
from vanmach.api.limits import Limits, Settings, Watch, not_modified, tag_of
from vanmach.api.parameters import doc_kind
from vanmach.graph import ontology
from vanmach.graph.errors import NotFound, VanmachError
from vanmach.graph.store import Store
from vanmach.queries.calendar import parse_day, today
from vanmach.queries.forms import edge_forms, node_forms
from vanmach.queries.lineage import lineage as lineage_of
from vanmach.queries.search import find
from vanmach.queries.search import search as search_for
from vanmach.queries.show import show
from vanmach.queries.stats import stats as stats_of
from vanmach.visualizations.home import home_page
from vanmach.visualizations.page import lineage_page

JSON = dict[str, Any]
DEFAULTS = Settings()
# Pages carry their own policy for scripts; nothing may be framed or sniffed.
HEADERS = {"x-content-type-options": "nosniff", "x-frame-options": "DENY", "referrer-policy": "no-referrer"}


def create_app(store: Store, settings: Settings = DEFAULTS) -> FastAPI:
    """An application over one store, which it does not close."""
    app = FastAPI(
        title="Vanmach",
        version=version("vanmach"),
        description="Vietnamese texts on Party building as a knowledge graph, every edge with the words that prove it.",
        # FastAPI's own documentation pages ask two outside hosts; the OpenAPI document itself asks none.
        docs_url=None,
        redoc_url=None,
        responses={422: {"model": schemas.Problem, "description": "A parameter cannot be used"}},
    )
    app.state.store = store
    app.state.registry = CollectorRegistry()
    app.include_router(_routes())
    app.include_router(routes_ask.router(), prefix="/api/v1")
    app.include_router(_pages())
    app.add_exception_handler(VanmachError, problems.known)
    app.add_exception_handler(RequestValidationError, problems.invalid)
    app.add_exception_handler(HTTPException, problems.refused)

    @app.middleware("http")
    async def headers(request: Request, call_next: Any) -> Response:
        tag = tag_of(await run_in_threadpool(store.version), today()) if _cacheable(request) else None
        response: Response = (tag and not_modified(request, tag)) or await call_next(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if tag and response.status_code in (200, 304):
            response.headers["etag"] = tag
            response.headers["cache-control"] = "no-cache"
        return response

    # The last one added is the first one asked.
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    if settings.cors:
        app.add_middleware(CORSMiddleware, allow_origins=settings.cors, allow_methods=["GET", "POST"], allow_headers=["*"])
    app.add_middleware(Limits, settings=settings)
    app.add_middleware(Watch, registry=app.state.registry)
    return app


def _cacheable(request: Request) -> bool:
    """Answers about the graph alone: they change with its version and the day, with nothing else."""
    return request.method == "GET" and request.url.path.startswith("/api/")


AsOf = Annotated[str | None, Query(description="a day, ISO or d-m-yyyy", examples=["2024-06-14"], max_length=10)]


def _routes() -> APIRouter:
    router = APIRouter(prefix="/api/v1")

    @router.get("/documents", response_model=schemas.Documents, summary="Documents by id, page by page")
    def documents(
        store: StoreDep,
        kind: Annotated[str | None, Query(description="kind of document", examples=["directive"])] = None,
        issuer: Annotated[str | None, Query(description="id of the issuing body", examples=["bo-chinh-tri"])] = None,
        term: Annotated[str | None, Query(examples=["XIII"])] = None,
        from_: Annotated[str | None, Query(alias="from", description="dated on or after this day")] = None,
        to: Annotated[str | None, Query(description="dated on or before this day")] = None,
        cursor: Annotated[str | None, Query(description="the `next` of the page before")] = None,
        limit: Annotated[int, Query(ge=1, le=500)] = 50,
    ) -> JSON:
        days = {"from_": from_ and parse_day(from_), "to": to and parse_day(to)}
        found = store.documents(kind=doc_kind(kind), issuer=issuer, term=term, after=cursor, limit=limit + 1, **days)
        page = found[:limit]
        return {"documents": node_forms(store, page), "next": page[-1].id if len(found) > limit else None}

    @router.get("/nodes/{id:path}", response_model=schemas.Shown, responses=UNCLEAR, summary="One node with everything around it")
    def node(store: StoreDep, id: Id) -> JSON:
        return show(store, find(store, id).id)

    @router.get(
        "/lineage/{id:path}",
        response_model=schemas.Lineage,
        responses=UNCLEAR,
        summary="What a document rests on or replaces, and the reverse",
    )
    def lineage(
        store: StoreDep,
        id: Id,
        direction: Literal["up", "down", "both"] = "both",
        depth: Annotated[int, Query(ge=0, le=50)] = 10,
        family: Literal["ground", "succession"] | None = None,
        relations: Annotated[str | None, Query(description="names, separated by commas", examples=["supersedes,amends"])] = None,
        as_of: AsOf = None,
        verified: bool = False,
        limit: Annotated[int, Query(ge=1, le=5000)] = 500,
    ) -> JSON:
        return lineage_of(
            store,
            find(store, id).id,
            direction=direction,
            depth=depth,
            family=family,
            relations=relations.split(",") if relations else None,
            as_of=parse_day(as_of) if as_of else None,
            verified=verified,
            limit=limit,
        )

    @router.get("/edges/{id}", response_model=schemas.Edge, responses={404: UNCLEAR[404]}, summary="One edge with all its evidence")
    def edge(store: StoreDep, id: Annotated[str, Path(examples=["198ac4c1c580a303"])]) -> JSON:
        found = store.edge(id)
        if found is None:
            raise NotFound(id, hint=f"no edge {id!r}; ids of edges stand in /lineage and /nodes")
        return edge_forms(store, [found])[0]

    @router.get("/search", response_model=schemas.Search, summary="Symbols, titles and names; accents do not matter")
    def search(
        store: StoreDep,
        q: Annotated[str, Query(min_length=1, max_length=300, examples=["35 ct tw"])],
        kind: Literal["document", "body", "person", "event"] | None = None,
        limit: Annotated[int, Query(ge=1, le=200)] = 20,
    ) -> JSON:
        return search_for(store, q, kind=kind, limit=limit)

    @router.get("/schema", summary="The ontology: kinds and relations with their labels")
    def schema() -> JSON:
        return {
            "kinds": [_term(t) for t in ontology.kinds().values()],
            "doc_kinds": [_term(t) for t in ontology.doc_kinds().values()],
            "event_kinds": [_term(t) for t in ontology.event_kinds().values()],
            "relations": [
                {
                    "name": r.name,
                    "vi": r.vi,
                    "vi_reverse": r.vi_reverse,
                    "en": r.en,
                    "en_reverse": r.en_reverse,
                    "from": sorted(r.from_),
                    "to": sorted(r.to),
                    "family": r.family,
                    "validity": r.validity,
                    "standard": r.standard,
                    "glyph": r.glyph,
                    "props": list(r.props),
                }
                for r in ontology.relations().values()
            ],
        }

    @router.get("/stats", response_model=schemas.Stats, summary="How much the store holds")
    def stats(store: StoreDep) -> JSON:
        return stats_of(store)

    return router


def _term(term: ontology.Term) -> JSON:
    return {"name": term.name, "vi": term.vi, "en": term.en, "standard": term.standard}


def _pages() -> APIRouter:
    router = APIRouter()

    @router.get("/healthz", tags=["operation"], summary="Whether the server runs")
    async def healthz() -> JSON:
        return {"status": "ok"}

    @router.get("/readyz", tags=["operation"], responses={503: {"model": schemas.Problem}}, summary="Whether the store answers")
    def readyz(store: StoreDep) -> JSON:
        return {"status": "ok", "version": store.version()}

    @router.get("/metrics", tags=["operation"], response_class=PlainTextResponse, summary="Counts for Prometheus")
    def metrics(request: Request) -> Response:
        return Response(generate_latest(request.app.state.registry), media_type=CONTENT_TYPE_LATEST)

    @router.get("/", response_class=HTMLResponse, include_in_schema=False)
    def home(store: StoreDep, q: Annotated[str, Query(max_length=300)] = "", lang: Literal["vi", "en"] = "vi") -> HTMLResponse:
        hits = search_for(store, q, kind="document")["hits"] if q.strip() else []
        return HTMLResponse(home_page(q, hits, stats_of(store), lang=lang))

    @router.get("/pages/lineage/{id:path}", response_class=HTMLResponse, summary="A lineage as a standalone page")
    def page(
        store: StoreDep,
        id: Id,
        lang: Literal["vi", "en"] = "vi",
        direction: Literal["up", "down", "both"] = "both",
        depth: Annotated[int, Query(ge=0, le=50)] = 10,
        family: Literal["ground", "succession"] | None = None,
        as_of: AsOf = None,
        verified: bool = False,
    ) -> Response:
        root = find(store, id).id
        if root != id:
            return RedirectResponse(f"/pages/lineage/{root}", 308)
        day = parse_day(as_of) if as_of else None
        answer = lineage_of(store, root, direction=direction, depth=depth, family=family, as_of=day, verified=verified, limit=400)
        return HTMLResponse(lineage_page(answer, lang=lang, generated=today(), version=store.version()))

    return router
