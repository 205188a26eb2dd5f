"""Routes of the graph itself: documents, nodes, edges, lineage, search, what it is made of and how much there is."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query

from vanmach.api import schemas
from vanmach.api.declared import (
    LINEAGE,
    NOT_BLANK,
    RELATIONS,
    AsOf,
    Body,
    Depth,
    Family,
    From,
    Kind,
    Page,
    Term,
    To,
    Verified,
    Way,
    cursor_query,
    names_pattern,
)
from vanmach.api.deps import GraphRoute, Id, StoreDep
from vanmach.api.parameters import names
from vanmach.api.problems import MISSING, UNCLEAR
from vanmach.graph import ontology
from vanmach.graph.errors import NotFound
from vanmach.graph.history import as_known, instant
from vanmach.queries.documents import documents as documents_of
from vanmach.queries.forms import edge_forms
from vanmach.queries.lineage import lineage as lineage_of
from vanmach.queries.neighbours import neighbours
from vanmach.queries.search import find
from vanmach.queries.search import search as search_for
from vanmach.queries.show import show
from vanmach.queries.stats import stats as stats_of

JSON = dict[str, Any]
_PLACE = r"^[a-z_]+\|[01]\|[0-9]{4}(-[0-9]{2}){0,2}\|[0-9a-f]{1,64}$"


def router() -> APIRouter:
    """The routes, to be put under ``/api/v1``."""
    routes = APIRouter(route_class=GraphRoute, tags=["graph"])

    @routes.get("/documents", response_model=schemas.Documents, responses=UNCLEAR, summary="Documents by id, page by page")
    def documents(
        store: StoreDep,
        kind: Kind = None,
        issuer: Body = None,
        term: Term = None,
        status: Annotated[schemas.StatusName | None, Query(title="Status", description="today's status")] = None,
        from_: From = None,
        to: To = None,
        cursor: Annotated[str | None, cursor_query(examples=["35-ct-tw.xii"])] = None,
        limit: Page = 50,
    ) -> JSON:
        return documents_of(
            store,
            kind=kind,
            issuer=find(store, issuer).id if issuer else None,
            term=term,
            status=status,
            from_=from_,
            to=to,
            after=cursor,
            limit=limit,
        )

    # Before the node itself, whose id may hold any slash.
    @routes.get(
        "/nodes/{id:path}/relations",
        response_model=schemas.Relations,
        responses=UNCLEAR,
        summary="The relations at one node, page by page",
    )
    def relations(
        store: StoreDep,
        id: Id,
        direction: Annotated[Literal["out", "in", "both"], Query(title="Direction", description="out of the node, or into it")] = "both",
        relations: Annotated[
            str | None,
            Query(title="Relations", description="names, separated by commas", examples=["issues,holds"], pattern=names_pattern(RELATIONS)),
        ] = None,
        verified: Verified = False,
        cursor: Annotated[str | None, cursor_query(pattern=_PLACE)] = None,
        limit: Page = 50,
    ) -> JSON:
        id_ = find(store, id).id
        return neighbours(store, id_, direction=direction, relations=names(relations), verified=verified, after=cursor, limit=limit)

    @routes.get("/nodes/{id:path}", response_model=schemas.Shown, responses=UNCLEAR, summary="One node with everything around it")
    def node(store: StoreDep, id: Id) -> JSON:
        return show(store, find(store, id).id)

    @routes.get(
        "/lineage/{id:path}",
        response_model=schemas.Lineage,
        responses=UNCLEAR,
        summary="What a document rests on or replaces, and the reverse",
    )
    def lineage(
        store: StoreDep,
        id: Id,
        direction: Way = "both",
        depth: Depth = 10,
        family: Family = None,
        relations: Annotated[
            str | None,
            Query(
                title="Relations", description="names, separated by commas", examples=["supersedes,amends"], pattern=names_pattern(LINEAGE)
            ),
        ] = None,
        as_of: AsOf = None,
        known_at: Annotated[
            str | None,
            Query(
                title="Known at",
                description="by what was known at this time (ISO, UTC unless told otherwise); takes as long as loading all of it anew",
                examples=["2026-11-25T10:00:00Z"],
                min_length=10,
                max_length=40,
                json_schema_extra={"format": "date-time"},
            ),
        ] = None,
        verified: Verified = False,
        limit: Annotated[int, Query(title="Limit", description="at most so many nodes", ge=1, le=5000)] = 500,
    ) -> JSON:
        with as_known(store, instant(known_at)) if known_at else nullcontext(store) as known:
            return lineage_of(
                known,
                find(known, id).id,
                direction=direction,
                depth=depth,
                family=family,
                relations=names(relations),
                as_of=as_of,
                verified=verified,
                limit=limit,
            )

    @routes.get("/edges/{id}", response_model=schemas.Edge, responses=MISSING, summary="One edge with all its evidence")
    def edge(
        store: StoreDep,
        id: Annotated[str, Path(title="Edge", description="its id", examples=["198ac4c1c580a303"], min_length=1, max_length=64)],
    ) -> JSON:
        found = store.edge(id)
        if found is None:
            raise NotFound(id, hint=f"no edge {id!r}; ids of edges stand in /lineage and /nodes")
        return edge_forms(store, [found])[0]

    @routes.get("/search", response_model=schemas.Search, summary="Symbols, titles and names; accents do not matter")
    def search(
        store: StoreDep,
        q: Annotated[
            str,
            Query(
                title="Query",
                description="a symbol in any spelling, a title, a name",
                min_length=1,
                max_length=300,
                pattern=NOT_BLANK,
                examples=["35 ct tw"],
            ),
        ],
        kind: Annotated[
            Literal["document", "body", "person", "event"] | None, Query(title="Kind of node", description="one kind only")
        ] = None,
        limit: Annotated[int, Query(title="Limit", description="at most so many hits", ge=1, le=200)] = 20,
    ) -> JSON:
        return search_for(store, q, kind=kind, limit=limit)

    @routes.get("/schema", response_model=schemas.Schema, summary="The ontology: kinds and relations with their labels")
    def schema() -> JSON:
        return {
            "kinds": [_term(t) for t in ontology.kinds().values()],
            "doc_kinds": [_term(t) for t in ontology.doc_kinds().values()],
            "event_kinds": [_term(t) for t in ontology.event_kinds().values()],
            "relations": [_relation(r) for r in ontology.relations().values()],
        }

    @routes.get("/stats", response_model=schemas.Stats, summary="How much the store holds")
    def stats(store: StoreDep) -> JSON:
        return stats_of(store)

    return routes


def _term(term: ontology.Term) -> JSON:
    return {"name": term.name, "vi": term.vi, "en": term.en, "standard": term.standard}


def _relation(relation: ontology.Relation) -> JSON:
    return {
        "name": relation.name,
        "vi": relation.vi,
        "vi_reverse": relation.vi_reverse,
        "en": relation.en,
        "en_reverse": relation.en_reverse,
        "from": sorted(relation.from_),
        "to": sorted(relation.to),
        "family": relation.family,
        "validity": relation.validity,
        "standard": relation.standard,
        "glyph": relation.glyph,
        "props": list(relation.props),
    }
