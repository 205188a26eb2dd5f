"""The fast way into an empty Neo4j: all that a first load keeps, as CSV files for ``neo4j-admin database import``.

Owns the form of these files, and the command that reads them. Decides nothing: the rows come out of ``ledger.load_all``, to which the
files are an empty store; so a graph that was imported is the one that a load would have made.
"""

from __future__ import annotations

import json
import shlex
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, cast

from vanmach.graph import codec, ledger, neo4j_rows, neo4j_schema, ontology
from vanmach.graph.model import Decision, Edge, Node, Reference, Review, Source, Statement
from vanmach.graph.neo4j_rows import QUOTED, Props
from vanmach.graph.project import Tally
from vanmach.graph.store import Transaction, View, Writer

_KINDS = {
    **dict.fromkeys(("told", "weight", "begins", "ends", "schema", "version"), "long"),
    **dict.fromkeys(("open", "resolved", "verified"), "boolean"),
    **dict.fromkeys(("aliases", "names", "sources", "quotes"), "string[]"),
    "confidence": "double",
}
_BETWEEN = "\x1f"  # stands between the things of a list
_DECLARED = sorted({name for relation in ontology.relations().values() for name in relation.props})
_COLUMNS: dict[str, tuple[str, ...]] = {
    "Thing": (*(name for name in Node.__slots__ if name != "id"), "stem", "names", "words", "known_from"),
    "Source": (*Source.__slots__, "known_from"),
    "Text": ("sha256", "text"),
    "Reference": neo4j_rows.REFERENCE,
    "Statement": (*neo4j_rows.STATEMENT, "edge"),
    "Decision": neo4j_rows.DECISION,
    "Review": (*Review.__slots__, "known_from"),
    "Tally": ("thing", "counted"),
    "Vanmach": ("id", "schema", "version", "clock"),
    "edges": (*neo4j_rows.RELATIONSHIP, *_DECLARED, "sources", "quotes"),
}
# What else the importer must be told of a row, before its properties.
_HEADS = {"Thing": ("id:ID(Thing)", ":LABEL"), "edges": (":START_ID(Thing)", ":END_ID(Thing)", ":TYPE")}


def write(view: View, folder: Path) -> dict[Path, int]:
    """Writes all that sources and people say in a View as CSV files into a folder, and ``import.sh``, which reads them; rows by file.

    It runs where the server is stopped and its database empty; the first program that opens the store afterwards makes constraints and
    indexes. What was known earlier and has ended is left behind.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with view.snapshot(), _files(folder) as files:
        filled = _Filled(files, view.reviews())
        ledger.load_all(cast(Writer, filled), view.readings())
    command = " ".join(map(shlex.quote, arguments(Path())))
    (folder / "import.sh").write_text(f'#!/bin/sh\ncd "$(dirname "$0")" && exec neo4j-admin {command} "$@"\n', "utf-8")
    return {folder / f"{name}.csv": filled.rows[name] for name in _COLUMNS}


def arguments(folder: Path) -> list[str]:
    """What ``neo4j-admin`` is told to read the files of a folder."""
    nodes = [f"--nodes={'' if name in _HEADS else name + '='}{folder / f'{name}.csv'}" for name in _COLUMNS if name != "edges"]
    form = ["--array-delimiter=U+001F", "--multiline-fields=true", "--read-buffer-size=64m", "--id-type=string"]
    return ["database", "import", "full", "neo4j", *nodes, f"--relationships={folder / 'edges.csv'}", *form]


@contextmanager
def _files(folder: Path) -> Iterator[dict[str, IO[str]]]:
    with ExitStack() as ends:
        files: dict[str, IO[str]] = {
            name: ends.enter_context((folder / f"{name}.csv").open("w", encoding="utf-8", newline="")) for name in _COLUMNS
        }
        for name, columns in _COLUMNS.items():
            typed = [f"{column}:{_KINDS[column]}" if column in _KINDS else column for column in columns]
            files[name].write(",".join((*_HEADS.get(name, ()), *typed)) + "\n")
        # What is written last, once it is known what stands behind which edge.
        spools = {name: folder / f"{name}.part" for name in ("Statement", "edges")}
        for name, path in spools.items():
            ends.callback(path.unlink)
            files[f"{name}.part"] = ends.enter_context(path.open("w+", encoding="utf-8"))
        yield files


def _field(value: Any) -> str:
    """A value as the importer reads it: nothing at all is null."""
    if value is None:
        return ""
    if isinstance(value, bool | int | float):
        return str(value).lower()
    text = value if isinstance(value, str) else _BETWEEN.join(v.replace(_BETWEEN, " ") for v in value)
    return f'"{text.replace(chr(34), chr(34) * 2)}"'


class _Filled:
    """The files as an empty store and its one transaction: of both the part that a first load asks for."""

    def __init__(self, files: dict[str, IO[str]], reviews: list[Review]) -> None:
        self._files, self._reviews = files, reviews
        self.rows: Counter[str] = Counter()
        self._now = datetime.now(UTC).isoformat(timespec="microseconds")
        self._voices: dict[str, list[str]] = defaultdict(list)  # sources by the hash of their text
        self._stands: dict[str, str] = {}  # behind which edge each statement stands

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        yield cast(Transaction, self)
        self._finish()

    def _row(self, name: str, props: Mapping[str, Any], *head: Any) -> None:
        self.rows[name] += 1
        self._files[name].write(",".join([*map(_field, head), *(_field(props.get(column)) for column in _COLUMNS[name])]) + "\n")

    def _spool(self, name: str, *row: Any) -> None:
        self._files[f"{name}.part"].write(json.dumps(row) + "\n")

    def _spooled(self, name: str) -> Iterator[Any]:
        self._files[f"{name}.part"].seek(0)
        return map(json.loads, self._files[f"{name}.part"])

    def _finish(self) -> None:
        shown: dict[str, list[tuple[str, str, str, str | None]]] = defaultdict(list)
        for (props,) in self._spooled("Statement"):
            edge = self._stands.get(props["id"])
            self._row("Statement", props | {"edge": edge})
            if edge:
                behind = shown[edge]
                behind.append((props["source"], props["id"], props.get("said_in", props["source"]), props.get("quote")))
                if len(behind) > 4 * QUOTED:
                    behind[:] = sorted(behind)[:QUOTED]
        for props, *head in self._spooled("edges"):
            behind = sorted(shown[props["id"]])[:QUOTED]
            sources, quotes = list(dict.fromkeys(s for _, _, s, _ in behind)), [q for *_, q in behind if q is not None]
            self._row("edges", props | {"sources": sources, "quotes": quotes}, *head)
        for review in self._reviews:
            self._row("Review", neo4j_rows.review_props(review, self._now))
        # Its schema is that of a database without constraints and indexes: who opens it makes them.
        self._row("Vanmach", {"id": "graph", "schema": 0, "version": 1, "clock": self._now})

    def empty(self) -> bool:
        return True

    def in_bulk(self) -> AbstractContextManager[None]:
        return nullcontext()

    def put_sources(self, sources: Iterable[tuple[Source, str | None]]) -> None:
        for source, text in sources:
            self._row("Source", neo4j_rows.source_props(source, self._now))
            if text is not None and source.sha256 not in self._voices:
                self._row("Text", {"sha256": source.sha256, "text": text})
            self._voices[source.sha256].append(source.id)

    def put(self, references: Iterable[tuple[Reference, codec.Stated]], statements: Iterable[Statement]) -> None:
        for r, found in references:
            self._row("Reference", neo4j_rows.reference_props(r, found, self._now))
        for s in statements:
            self._spool("Statement", neo4j_rows.statement_props(s, self._now))

    def reviews(self) -> list[Review]:
        return self._reviews

    def copied(self) -> dict[str, str]:
        return {id_: sha256 for sha256, ids in self._voices.items() if len(ids) > 1 for id_ in ids}

    def decide(self, decisions: Iterable[tuple[Decision, str]]) -> None:
        for d, source in decisions:
            self._row("Decision", neo4j_rows.decision_props(d, source, self._now))

    def put_nodes(self, nodes: Iterable[Node]) -> None:
        for n in nodes:
            self._row("Thing", neo4j_rows.node_props(n, self._now), n.id, neo4j_schema.labels(n))

    def put_tallies(self, tallies: Mapping[str, Tally], before: Mapping[str, Tally]) -> None:
        for thing, counted in tallies.items():
            self._row("Tally", {"thing": thing, "counted": json.dumps(counted, ensure_ascii=False)})

    def put_edges(self, edges: Iterable[Edge]) -> None:
        for e in edges:
            self._spool("edges", neo4j_rows.edge_props(e, self._now), e.from_, e.to, neo4j_schema.type_of(e.type))

    def link(self, links: Iterable[tuple[str, str, str]], _: Iterable[Props]) -> None:
        for edge, _source, statement in links:
            self._stands[statement] = edge
