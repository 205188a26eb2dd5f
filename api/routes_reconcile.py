"""The Reconciliation API 0.2 at ``/reconcile``, as OpenRefine speaks it: manifest, queries, suggestions, previews.

Owns its forms, and that the pages of every site may ask these routes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.metadata import version
from typing import Annotated, Any, Literal
from urllib.parse import parse_qs, quote

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic_core import to_json
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from vanmach.api.declared import NOT_BLANK
from vanmach.api.deps import GraphRoute, StoreDep
from vanmach.api.limits import path_of, rooted
from vanmach.api.problems import MISSING
from vanmach.api.schemas import Form
from vanmach.graph.errors import InputError, NotFound
from vanmach.graph.model import Reference
from vanmach.graph.store import Store
from vanmach.loaders.read import read
from vanmach.loaders.statements import to_statements
from vanmach.queries import reconcile as asked
from vanmach.queries.forms import node_forms
from vanmach.visualizations.preview import HEIGHT, POLICY, WIDTH, preview

JSON = dict[str, Any]
PATH = "/reconcile"
MOST = 50  # queries in a batch
MOST_CANDIDATES = 50
Words = Annotated[str, Field(max_length=500)]


class Entity(BaseModel):
    """A thing as a value: reconciled before, in another column."""

    id: Words
    name: Words | None = None


Value = str | bool | int | float | Entity


class Mapped(BaseModel):
    """A column: its property, and what stands in it."""

    model_config = ConfigDict(extra="forbid")

    pid: Literal["symbol", "date", "term", "issuer", "title"]
    v: Value | Annotated[list[Value], Field(max_length=20)]


class Asked(BaseModel):
    """One query: words, or properties, or both."""

    model_config = ConfigDict(extra="forbid")

    query: Words = ""
    type: Words | Annotated[list[Words], Field(max_length=50)] | None = None
    limit: Annotated[float, Field(ge=1)] = 10
    properties: Annotated[list[Mapped], Field(max_length=20)] = []
    type_strict: Literal["any", "should", "all"] = "any"


class TypeOf(Form):
    """A type, with those above it."""

    id: str
    name: str
    broader: list[TypeOf] = []  # noqa: RUF012


class Feature(Form):
    """What a score is made of: how well the words fit, and whether each property does."""

    id: str
    value: bool | float


class Candidate(Form):
    """Something that a cell may mean."""

    id: str
    name: str
    description: str
    type: list[TypeOf]
    score: float
    match: bool
    features: list[Feature]


class Candidates(Form):
    """What one cell may mean, best first."""

    result: list[Candidate]


class Suggested(Form):
    """A thing, a type or a property whose name was begun."""

    id: str
    name: str
    description: str | None = None
    notable: list[TypeOf] | None = None
    broader: list[TypeOf] | None = None


class Suggestions(Form):
    """What begins so."""

    result: list[Suggested]


_BATCH = TypeAdapter(dict[str, Asked])
_CALLBACK = r"^[A-Za-z_$][A-Za-z0-9_$.]{0,99}$"
Callback = Annotated[
    str | None,
    Query(title="Callback", description="JSONP: the function that the answer is handed to", pattern=_CALLBACK, examples=["jQuery123"]),
]
Prefix = Annotated[str, Query(title="Prefix", description="what was typed so far", max_length=300)]
Skip = Annotated[int, Query(title="Cursor", description="how many suggestions to leave out", ge=0, le=10_000)]
_QUERIES = '{"q0": {"query": "35-CT/TW", "type": "document", "properties": [{"pid": "term", "v": "XIII"}]}}'


_STRING = {"type": "string", "contentMediaType": "application/json", "examples": [_QUERIES], "description": "queries by name, as JSON"}
_FORM = {
    "requestBody": {
        "required": True,
        "content": {
            "application/x-www-form-urlencoded": {
                "schema": {"type": "object", "required": ["queries"], "properties": {"queries": _STRING}},
            }
        },
    }
}
_SCRIPT: dict[int | str, dict[str, Any]] = {200: {"content": {"text/javascript": {}}}}


class ForAll:
    """Lets the pages of every site ask these routes, and these alone, as the specification wants it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._open = CORSMiddleware(app, allow_origins=["*"], allow_methods=["GET", "POST"], allow_headers=["*"])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        ours = scope["type"] == "http" and (path_of(scope) == PATH or path_of(scope).startswith(f"{PATH}/"))
        await (self._open if ours else self._app)(scope, receive, send)


async def _form(request: Request) -> str:
    """The queries of a form; no other part of it is read."""
    sent = parse_qs((await request.body()).decode("utf-8", "replace"), keep_blank_values=True)
    if "queries" not in sent:
        raise InputError("no queries: send them as the field queries of a form (application/x-www-form-urlencoded)")
    return sent["queries"][0]


def router() -> APIRouter:
    """The routes, to be put at the top."""
    routes = APIRouter(route_class=GraphRoute, prefix=PATH, tags=["reconciliation"])

    @routes.get("", responses=_SCRIPT, response_model=JSON, summary="What this service offers; with queries, their candidates")
    def manifest(
        request: Request,
        store: StoreDep,
        queries: Annotated[str | None, Query(title="Queries", description="queries by name, as JSON", examples=[_QUERIES])] = None,
        callback: Callback = None,
    ) -> Response:
        return _sent(_manifest(request) if queries is None else _answers(store, queries), callback)

    @routes.post("", response_model=dict[str, Candidates], openapi_extra=_FORM, summary="Candidates for the cells of a table")
    def reconcile(store: StoreDep, queries: Annotated[str, Depends(_form)]) -> JSON:
        return _answers(store, queries)

    @routes.get("/suggest/entity", responses=_SCRIPT, response_model=Suggestions, summary="Documents, bodies and people by a beginning")
    def suggest_entity(store: StoreDep, prefix: Prefix, cursor: Skip = 0, callback: Callback = None) -> Response:
        return _sent({"result": asked.suggest(store, prefix, cursor)}, callback)

    @routes.get("/suggest/type", responses=_SCRIPT, response_model=Suggestions, summary="Types by a beginning")
    def suggest_type(prefix: Prefix, cursor: Skip = 0, callback: Callback = None) -> Response:
        return _sent({"result": asked.types(prefix)[cursor:]}, callback)

    @routes.get("/suggest/property", responses=_SCRIPT, response_model=Suggestions, summary="Properties by a beginning")
    def suggest_property(prefix: Prefix, cursor: Skip = 0, callback: Callback = None) -> Response:
        return _sent({"result": asked.properties(prefix)[cursor:]}, callback)

    @routes.get("/preview", response_class=HTMLResponse, responses=MISSING, summary="One thing in a few lines, for a frame")
    def preview_page(
        request: Request,
        store: StoreDep,
        id: Annotated[
            str, Query(title="Node", description="its id", examples=["45-ct-tw.xiii"], min_length=1, max_length=300, pattern=NOT_BLANK)
        ],
        lang: Annotated[Literal["vi", "en"], Query(title="Language", description="language of the page")] = "vi",
    ) -> Response:
        nodes = store.nodes([store.moved(id) or id])
        if not nodes:
            raise NotFound(id)
        (form,) = node_forms(store, nodes.values())
        page = preview(form, rooted(request.scope, f"/?id={quote(form['id'], safe='')}"), lang)
        return HTMLResponse(page, headers={"content-security-policy": POLICY})

    return routes


def _manifest(request: Request) -> JSON:
    base = str(request.base_url).rstrip("/")
    service = {name: {"service_url": base, "service_path": f"{PATH}/suggest/{name}"} for name in ("entity", "type", "property")}
    return {
        "versions": ["0.2"],
        "name": "Vanmach: văn bản, cơ quan, nhân sự về xây dựng Đảng",
        "identifierSpace": f"{base}/api/v1/nodes/",
        "schemaSpace": f"{base}/api/v1/schema",
        "documentation": f"{base}/docs",
        "serviceVersion": version("vanmach"),
        "defaultTypes": [{"id": t["id"], "name": t["name"]} for t in asked.types() if t["id"] in asked.KINDS],
        "view": {"url": f"{base}/?id={{{{id}}}}"},
        "preview": {"url": f"{base}{PATH}/preview?id={{{{id}}}}", "width": WIDTH, "height": HEIGHT},
        "suggest": service,
        "batchSize": MOST,
    }


def _answers(store: Store, queries: str) -> JSON:
    """Candidates for each query of a batch; each is answered by itself."""
    try:
        batch = _BATCH.validate_json(queries)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise InputError(f"queries{f'.{where}' if where else ''}: {first['msg']}; send {_QUERIES}") from None
    if len(batch) > MOST:
        raise HTTPException(413, f"{len(batch)} queries, at most {MOST} in a batch: send them in several")
    if empty := next((name for name, q in batch.items() if not q.model_fields_set & {"query", "properties"}), None):
        raise InputError(f"queries.{empty}: neither query nor properties; give one of them")
    return {name: {"result": asked.candidates(store, _cell(q))} for name, q in batch.items()}


def _cell(query: Asked) -> asked.Cell:
    words = query.query
    wanted = [query.type] if isinstance(query.type, str) else query.type or []
    columns = tuple((p.pid, tuple(map(_text, p.v if isinstance(p.v, list) else [p.v]))) for p in query.properties)
    limit = min(int(query.limit), MOST_CANDIDATES)
    return asked.Cell(words, tuple(wanted), query.type_strict == "all", limit, columns, _reference(words))


def _text(value: Value) -> str:
    if isinstance(value, Entity):
        return value.id
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _reference(words: str) -> Reference | None:
    """The document that the words cite, where they cite one by number and say more than that."""
    cited = {c.reference.id: c.reference for c in to_statements(read(words)).citations} if re.search(r"\d", words) else {}
    return next(iter(cited.values())) if len(cited) == 1 else None


def _sent(answer: Mapping[str, Any], callback: str | None) -> Response:
    body = to_json(answer)
    if callback is None:
        return Response(body, media_type="application/json")
    # The comment keeps what begins the answer out of the asker's hands; U+2028 and 2029 end a line in older scripts.
    script = (
        b"/**/" + callback.encode("ascii") + b"(" + body.replace(b"\xe2\x80\xa8", b"\\u2028").replace(b"\xe2\x80\xa9", b"\\u2029") + b");"
    )
    return Response(script, media_type="text/javascript")
