"""Files and folders into a store: each is read whole, then kept in one transaction; a bad one is named and the rest go on.

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
from vanmach.loaders.interchange import Extraction, to_json
from vanmach.loaders.read import file_data, read_data, read_file
from vanmach.loaders.resolved import resolved
from vanmach.loaders.statements import Reading, to_statements
from vanmach.loaders.workers import each

SUFFIXES = (".txt", ".md", ".html", ".htm")
EXPORTED = ".jsonl"
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

    def fail(self, path: Path, reason: str) -> None:
        """Names a file that could not be read."""
        self.sources["failed"] += 1
        self.failures.append((str(path), reason))

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


def expand(paths: Iterable[Path], more: tuple[str, ...] = ()) -> Iterator[Path]:
    """Files as given, and the texts inside folders, sorted; a path that does not exist is passed on, to fail by name.

    ``more`` are endings of other files that are taken from folders too.
    """
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.suffix.lower() in (*SUFFIXES, *more) and p.is_file())
        else:
            yield path


def load_files(writer: Writer, paths: Iterable[Path], progress: Callable[[Path], None] = lambda _: None, jobs: int = 1) -> Report:
    """Loads texts, read by ``jobs`` processes and kept by this one, then exported graphs; ``progress`` is told of each file done."""
    report, paths = Report(), list(paths)
    for path, reading in each(_read, [p for p in paths if p.suffix.lower() != EXPORTED], jobs):
        if isinstance(reading, str):
            report.fail(path, reading)
        else:
            _try(report, path, partial(keep, writer, reading, report))
        progress(path)
    for path in (p for p in paths if p.suffix.lower() == EXPORTED):
        _try(report, path, partial(_load_exported, writer, path, report))
        progress(path)
    return report


def _try(report: Report, path: Path, work: Callable[[], None]) -> None:
    """Does a piece of work; what a file says that cannot be is told as its failure."""
    try:
        work()
    except (InputError, OntologyError) as error:
        report.fail(path, str(error))


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


def extract_files(paths: Iterable[Path], jobs: int = 1, scheduler: str | None = None) -> Iterator[tuple[Path, dict[str, Any] | str]]:
    """What each text says (``extract``), read by ``jobs`` processes; a text in place of the answer says why a file could not be read.

    With ``scheduler``, the address of a Dask scheduler, its workers read instead.
    """
    if scheduler is None:
        return each(_extracted, paths, jobs)
    from vanmach.loaders import cluster  # an extra that most do without

    return cluster.each(extract_data, paths, scheduler)


def _read(path: Path) -> Reading | str:
    try:
        return to_statements(_said(path))
    except InputError as error:
        return str(error)


def _said(path: Path) -> Extraction:
    if path.suffix.lower() != INTERCHANGE:
        return read_file(path)
    from vanmach.loaders.interchange_read import read_interchange  # what checks it takes as long to start as all else

    return read_interchange(path)


def _extracted(path: Path) -> dict[str, Any] | str:
    try:
        return extract(path)
    except InputError as error:
        return str(error)


def load_catalogue(writer: Writer) -> Report:
    """Loads the project's own tables."""
    report = Report()
    keep(writer, catalogue(), report)
    return report


def extract(path: Path) -> dict[str, Any]:
    """What one text says, as interchange JSON, with what its references most likely mean under ``resolved``."""
    return extract_data(path.name, file_data(path))


def extract_data(name: str, data: bytes) -> dict[str, Any]:
    """The same of the bytes of a file called ``name``."""
    extraction = read_data(data, Path(name).suffix)
    reading = to_statements(extraction)
    meant = resolved(reading.references)
    return to_json(extraction, name, {id_: meant[reference] for id_, reference in reading.ids.items()})


def keep(writer: Writer, reading: Reading, report: Report) -> None:
    """Keeps one reading and counts what it did."""
    report.count(ledger.load(writer, reading.source, reading.text, reading.references, reading.statements))
