"""Files, folders and archives into a store: each text is read whole, then kept in one transaction; a bad one is named and the rest go on.

A file is a text, or what ``vanmach export`` or ``vanmach extract`` wrote (``.jsonl``, ``.json``).

Is handed a Writer; opens no store itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from vanmach.graph import ledger
from vanmach.graph.errors import InputError, OntologyError
from vanmach.graph.model import Review
from vanmach.graph.store import Counts, Read, Writer
from vanmach.loaders.catalogue import catalogue
from vanmach.loaders.formats import page_in, read_file, read_page
from vanmach.loaders.interchange import Extraction, to_json
from vanmach.loaders.packed import Piece, is_export, pieces
from vanmach.loaders.resolved import resolved
from vanmach.loaders.statements import Reading, to_statements
from vanmach.loaders.workers import each

INTERCHANGE = ".json"  # taken by name only: in a folder it lies beside the text that it is of


@dataclass(slots=True)
class Report:
    """What a load did: sources by state, statements added and retracted, and the files that could not be read with their reasons."""

    sources: dict[str, int] = field(default_factory=lambda: {"new": 0, "unchanged": 0, "changed": 0, "failed": 0})
    added: int = 0
    retracted: int = 0
    failures: list[tuple[str, str]] = field(default_factory=list)

    def count(self, done: ledger.Loaded) -> None:
        """Adds the outcome of one source."""
        self.sources[done.state] += 1
        self.added += done.added
        self.retracted += done.retracted

    def fail(self, name: str, reason: str) -> None:
        """Names a text that could not be read."""
        self.sources["failed"] += 1
        self.failures.append((name, reason))

    def add(self, other: Report) -> None:
        """Adds what another load did."""
        self.sources = {state: n + other.sources[state] for state, n in self.sources.items()}
        self.added += other.added
        self.retracted += other.retracted
        self.failures += other.failures

    def form(self, counts: Counts) -> dict[str, Any]:
        """The report as JSON, with how many nodes and edges there are now."""
        return {
            "sources": self.sources,
            "statements": {"added": self.added, "retracted": self.retracted},
            "nodes": counts.nodes,
            "edges": counts.edges,
            "failures": [{"path": path, "reason": reason} for path, reason in self.failures],
        }


def load_files(writer: Writer, paths: Iterable[Path], progress: Callable[[int], None] = lambda _: None, jobs: int = 1) -> Report:
    """Loads texts, read by ``jobs`` processes and kept by this one, then exported graphs; ``progress`` is told of bytes that are done."""
    report, paths = Report(), list(paths)
    graphs = [p for p in paths if is_export(p)]
    for piece, reading in each(_read, pieces(p for p in paths if p not in graphs), jobs):
        if isinstance(reading, str):
            report.fail(piece.name, reading)
        else:
            _try(report, piece.name, partial(keep, writer, reading, report))
        progress(piece.size)
    for path in graphs:
        _try(report, str(path), partial(_load_exported, writer, path, report))
        progress(path.stat().st_size)
    return report


def _try(report: Report, name: str, work: Callable[[], None]) -> None:
    """Does a piece of work; what a file says that cannot be is told as its failure."""
    try:
        work()
    except (InputError, OntologyError) as error:
        report.fail(name, str(error))


def _load_exported(writer: Writer, path: Path, report: Report) -> None:
    """Keeps all that an exported file says in one transaction: all of it or nothing."""
    from vanmach.loaders.exported import exported  # what checks it takes as long to start as all else

    reviews: list[Review] = []

    def readings() -> Iterator[Read]:
        for thing in exported(path):
            if isinstance(thing, Review):
                reviews.append(thing)
            else:
                yield thing.source, thing.text, thing.references, thing.statements

    for done in ledger.load_all(writer, readings()):
        report.count(done)
    for review in reviews:
        ledger.review(writer, review)


def extract_files(paths: Iterable[Path], jobs: int = 1, scheduler: str | None = None) -> Iterator[tuple[Piece, dict[str, Any] | str]]:
    """What each text says (``extract``), read by ``jobs`` processes; a text in place of the answer says why it could not be read.

    With ``scheduler``, the address of a Dask scheduler, its workers read instead.
    """
    if scheduler is None:
        return each(_extracted, pieces(paths), jobs)
    from vanmach.loaders import cluster  # an extra that most do without

    return cluster.each(extract_data, pieces(paths), scheduler)


def read_piece(piece: Piece) -> Extraction:
    """What one text says; InputError where it cannot be read."""
    if piece.failed:
        raise InputError(piece.failed)
    return read_file(piece.path) if piece.data is None else read_page(page_in(piece.text_name, piece.data))


def _read(piece: Piece) -> Reading | str:
    try:
        return to_statements(_said(piece))
    except InputError as error:
        return str(error)


def _said(piece: Piece) -> Extraction:
    if piece.data is not None or piece.path.suffix.lower() != INTERCHANGE:
        return read_piece(piece)
    from vanmach.loaders.interchange_read import read_interchange  # what checks it takes as long to start as all else

    return read_interchange(piece.path)


def _extracted(piece: Piece) -> dict[str, Any] | str:
    try:
        return _form(read_piece(piece), piece.text_name)
    except InputError as error:
        return str(error)


def load_catalogue(writer: Writer) -> Report:
    """Loads the project's own tables."""
    report = Report()
    keep(writer, catalogue(), report)
    return report


def extract(path: Path) -> dict[str, Any]:
    """What one text says, as interchange JSON, with what its references most likely mean under ``resolved``."""
    return _form(read_file(path), path.name)


def extract_data(name: str, data: bytes) -> dict[str, Any]:
    """The same of the bytes of a file called ``name``."""
    return _form(read_page(page_in(name, data)), name)


def _form(extraction: Extraction, name: str) -> dict[str, Any]:
    reading = to_statements(extraction)
    meant = resolved(reading.references)
    return to_json(extraction, name, {id_: meant[reference] for id_, reference in reading.ids.items()})


def keep(writer: Writer, reading: Reading, report: Report) -> None:
    """Keeps one reading and counts what it did."""
    report.count(ledger.load(writer, reading.source, reading.text, reading.references, reading.statements))
