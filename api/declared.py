"""Parameters that several routes share, as the HTTP API declares them: title, description, limits, examples."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import Query
from pydantic import AfterValidator

from vanmach.api.parameters import day, doc_kind
from vanmach.graph import ontology

# A sign that no language of patterns takes for a blank: they differ in a few.
NOT_BLANK = r"[^\s\x1c-\x1f\x85\ufeff]"


def day_query(title: str, description: str, **given: Any) -> Any:
    """A day in the query string. Programs write it in ISO, which the schema says; people may write it as in texts (14-6-2024)."""
    example = given.pop("example", "2025-03-01")
    schema = {"format": "date"}
    return Query(title=title, description=description, examples=[example], min_length=8, max_length=10, json_schema_extra=schema, **given)


def ref_query(title: str, description: str, example: str, **given: Any) -> Any:
    """A reference in the query string: an id, a symbol or a name."""
    return Query(title=title, description=description, examples=[example], min_length=1, max_length=300, pattern=NOT_BLANK, **given)


def names_pattern(allowed: tuple[str, ...]) -> str:
    """The pattern of names separated by commas."""
    one = "|".join(allowed)
    return rf"^({one})(,({one}))*$"


LINEAGE = tuple(r.name for r in ontology.relations().values() if r.family)
RELATIONS = tuple(ontology.relations())

On = Annotated[str | None, day_query("Day", "a day, ISO; today if none"), AfterValidator(day)]
AsOf = Annotated[str | None, day_query("As of", "only what had begun and not ended by this day", example="2024-06-14"), AfterValidator(day)]
Since = Annotated[
    str | None, day_query("Since", "an earlier day: each card tells what happened to it since", example="2024-01-01"), AfterValidator(day)
]
From = Annotated[str | None, day_query("From", "on or after this day", alias="from", example="2024-01-01"), AfterValidator(day)]
To = Annotated[str | None, day_query("To", "on or before this day", example="2024-12-31"), AfterValidator(day)]
Verified = Annotated[bool, Query(title="Verified", description="proven edges only: a quote or a sourced record stands behind them")]
Kind = Annotated[
    str | None,
    Query(
        title="Kind",
        description="kind of document (see /schema)",
        examples=["resolution"],
        max_length=40,
        json_schema_extra={"enum": list(ontology.doc_kinds())},
    ),
    AfterValidator(doc_kind),
]
Body = Annotated[str | None, ref_query("Body", "id or name of the issuing body", "bo-chinh-tri")]
Term = Annotated[
    str | None, Query(title="Term", description="term of the Central Committee", examples=["XIII"], min_length=1, max_length=10)
]
Limit = Annotated[int, Query(title="Limit", description="at most so many rows", ge=1, le=5000)]
Page = Annotated[int, Query(title="Page", description="how many of them on a page", ge=1, le=500)]
Depth = Annotated[int, Query(title="Depth", description="how many steps", ge=0, le=50)]
Family = Annotated[
    Literal["ground", "succession"] | None,
    Query(title="Family", description="ground: what a document rests on; succession: what it replaces or changes"),
]
Way = Annotated[
    Literal["up", "down", "both"],
    Query(title="Direction", description="up: what it rests on or replaces; down: what rests on it or replaces it"),
]
Language = Annotated[Literal["vi", "en"], Query(title="Language", description="language of the page")]


def cursor_query(**given: Any) -> Any:
    """The place where the next page begins."""
    return Query(title="Cursor", description="the `next` of the page before", min_length=1, max_length=400, **given)
