"""The tools that assistants have over the Model Context Protocol: the same queries and JSON forms as over HTTP. Reads only."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from importlib.metadata import version
from typing import Annotated, Any, Literal, ParamSpec

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field

from vanmach.api.parameters import day, names
from vanmach.api.render import node_line
from vanmach.graph import ontology
from vanmach.graph.errors import Ambiguous, NotFound, UnclearReference, VanmachError
from vanmach.graph.store import Store
from vanmach.queries.citations import resolve as resolve_all
from vanmach.queries.forms import node_forms
from vanmach.queries.lineage import lineage as lineage_of
from vanmach.queries.paths import paths
from vanmach.queries.search import find
from vanmach.queries.search import search as search_for
from vanmach.queries.show import show as show_node
from vanmach.queries.sources import passage
from vanmach.queries.status_on import status as status_on

JSON = dict[str, Any]
P = ParamSpec("P")
INSTRUCTIONS = """A knowledge graph of Vietnamese texts on Party building: documents, bodies, people and events, and how they are tied.
Name a thing by id (35-ct-tw.xiii), by symbol with its term or year (35-CT/TW khóa XIII) or by name; a symbol alone may be borne by several
documents, and the error then lists them. Every edge has evidence: a quote (source, start, end), which the tool "quote" shows where it
stands, or a record (a row of a table; known_by "recall" is only remembered and proves nothing). Say what the evidence says, name its
source, and tell what is unverified."""
READS = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)

Ref = Annotated[str, Field(min_length=1, max_length=300, description="an id, a symbol with its term or year, or a name")]
Day = Annotated[str | None, Field(description="a day: 2025-03-01 or 1-3-2025", max_length=10)]
Verified = Annotated[bool, Field(description="proven edges only: a quote or a sourced record stands behind them")]


def server(store: Store) -> MCPServer:
    """A server of tools over one store, which it does not close."""
    tools = MCPServer("vanmach", "Vanmach", instructions=INSTRUCTIONS, version=version("vanmach"), log_level="WARNING")

    def tool(ask: Callable[P, JSON]) -> Callable[P, JSON]:
        """Makes a tool of a question: all it reads is of one moment, and what goes wrong is told in words that say what to do."""

        @wraps(ask)
        def asked(*args: P.args, **given: P.kwargs) -> JSON:
            try:
                with store.snapshot():
                    return ask(*args, **given)
            except UnclearReference as error:
                raise ToolError(_unclear(store, error)) from error
            except VanmachError as error:
                raise ToolError(str(error)) from error

        tools.add_tool(asked, annotations=READS)
        return asked

    def id_of(ref: str) -> str:
        try:
            return find(store, ref).id
        except NotFound:
            now = store.moved(ref)
            if now is None:
                raise
            return now

    @tool
    def search(
        query: Annotated[str, Field(min_length=1, max_length=300, description="a symbol in any spelling, words of a title, a name")],
        kind: Annotated[Literal["document", "body", "person", "event"] | None, Field(description="one kind only")] = None,
        limit: Annotated[int, Field(ge=1, le=100, description="at most so many hits")] = 10,
    ) -> JSON:
        """Find documents, bodies, people and events by symbol, title or name; accents do not matter."""
        return search_for(store, query, kind=kind, limit=limit)

    @tool
    def show(ref: Ref) -> JSON:
        """One thing with all its relations, its properties, and the evidence for each. A body such as Bộ Chính trị has hundreds."""
        return show_node(store, id_of(ref))

    @tool
    def lineage(
        ref: Ref,
        direction: Annotated[
            Literal["up", "down", "both"], Field(description="up: what it rests on or replaces; down: what rests on or replaces it")
        ] = "both",
        depth: Annotated[int, Field(ge=0, le=50, description="how many steps")] = 3,
        family: Annotated[
            Literal["ground", "succession"] | None, Field(description="ground: what it rests on; succession: what it replaces or changes")
        ] = None,
        relations: Annotated[str | None, Field(description="names, separated by commas: supersedes,amends")] = None,
        as_of: Day = None,
        verified: Verified = False,
        limit: Annotated[int, Field(ge=1, le=1000, description="at most so many nodes")] = 100,
    ) -> JSON:
        """What a document rests on, replaces, amends or carries out, and what does so to it, each step with the words that prove it."""
        return lineage_of(
            store,
            id_of(ref),
            direction=direction,
            depth=depth,
            family=family,
            relations=names(relations),
            as_of=day(as_of),
            verified=verified,
            limit=limit,
        )

    @tool
    def status(ref: Ref, on: Day = None) -> JSON:
        """Whether a document is in force on a day (today, if none is given), since when, and what amended, replaced or repealed it."""
        return status_on(store, id_of(ref), day(on))

    @tool
    def path(
        a: Ref,
        b: Ref,
        documents: Annotated[bool, Field(description="over documents only")] = False,
        longest: Annotated[int, Field(ge=1, le=12, description="at most so many steps")] = 6,
        count: Annotated[int, Field(ge=1, le=20, description="how many paths")] = 3,
        verified: Verified = False,
    ) -> JSON:
        """How two things hang together: the shortest paths between them, as edges with evidence and as a sentence."""
        only = ontology.family() if documents else None
        return paths(store, id_of(a), id_of(b), longest=longest, count=count, relations=only, verified=verified)

    @tool
    def resolve(
        citations: Annotated[list[Annotated[str, Field(max_length=300)]], Field(max_length=200, description="as texts write them")],
    ) -> JSON:
        """Which documents a list of citations means: an id each, or the candidates where several fit."""
        return resolve_all(store, citations)

    @tool
    def quote(
        source: Annotated[str, Field(min_length=1, max_length=100, description="id of a source, as evidence gives it")],
        start: Annotated[int, Field(ge=0, description="as evidence gives it")],
        end: Annotated[int, Field(ge=1, description="as evidence gives it")],
        around: Annotated[int, Field(ge=0, le=5000, description="characters before and after")] = 300,
    ) -> JSON:
        """The words of a source at a place, with what stands around them, so that a quote can be read where it stands."""
        return passage(store, source, start, end, around=around)

    return tools


def _unclear(store: Store, error: UnclearReference) -> str:
    """What a reference may have meant, one a line."""
    said = str(error)
    if said == error.ref:
        several = f"{said!r} names {len(error.nodes)} things: ask again with the id of one"
        said = several if isinstance(error, Ambiguous) else f"nothing in the store is called {said!r}"
        said += "" if isinstance(error, Ambiguous) or not error.nodes else "; nearest are"
    return "\n".join([said, *(f"  {node_line(form)}" for form in node_forms(store, error.nodes))])
