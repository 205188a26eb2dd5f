"""The route of what a person looks at, as a file to take along."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Path
from fastapi import Body as Sent
from fastapi.responses import Response
from pydantic import Field

from vanmach.api.declared import RELATIONS
from vanmach.api.deps import GraphRoute, StoreDep
from vanmach.api.files import FILES, About
from vanmach.api.problems import UNCLEAR, UNREADABLE
from vanmach.api.routes_texts import ISO_DAY
from vanmach.api.schemas import Form
from vanmach.queries.calendar import today
from vanmach.queries.chosen import chosen
from vanmach.queries.search import find
from vanmach.visualizations.picture import MOST_CARDS

NodeId = Annotated[str, Field(min_length=1, max_length=300)]
RelationName = Annotated[str, Field(max_length=60, json_schema_extra={"enum": list(RELATIONS)}, pattern=f"^({'|'.join(RELATIONS)})$")]
Format = Annotated[
    str,
    Path(
        title="Format",
        description="html: a page that opens offline; csv: a zip of tables",
        json_schema_extra={"enum": list(FILES)},
        pattern=f"^({'|'.join(FILES)})$",
    ),
]


class Chosen(Form):
    """Nodes to be written with the relations among them."""

    root: Annotated[str, Field(min_length=1, max_length=300, description="what it is about: an id", examples=["208-qd-tw.xiv"])]
    nodes: Annotated[
        list[NodeId], Field(max_length=MOST_CARDS, description="ids; those unknown are left out", examples=[["29-qd-tw.viii"]])
    ]
    relations: Annotated[list[RelationName] | None, Field(max_length=60, description="these only; all of them if null")] = None
    as_of: Annotated[str | None, Field(max_length=10, pattern=ISO_DAY, description="a day, ISO", examples=["2024-06-14"])] = None
    verified: Annotated[bool, Field(strict=True, description="proven edges only")] = False
    lang: Annotated[Literal["vi", "en"], Field(description="of the page and the spreadsheet")] = "vi"


def router() -> APIRouter:
    """The route, to be put under ``/api/v1``."""
    routes = APIRouter(route_class=GraphRoute, tags=["export"])

    @routes.post(
        "/files/{format}",
        response_class=Response,
        responses=UNCLEAR
        | UNREADABLE
        | {200: {"content": {form.media_type.split(";")[0]: {} for form in FILES.values()}, "description": "The file"}},
        summary="Chosen nodes and the relations among them as a file",
    )
    def file(
        store: StoreDep,
        format: Format,
        sent: Annotated[Chosen, Sent()],
    ) -> Response:
        root = find(store, sent.root).id
        answer = chosen(store, root, sent.nodes, relations=sent.relations, as_of=sent.as_of, verified=sent.verified)
        form = FILES[format]
        content = form.write(answer, About(root, store.version(), today(), sent.lang))
        return Response(
            content, media_type=form.media_type, headers={"content-disposition": f'attachment; filename="vanmach.{form.ending}"'}
        )

    return routes
