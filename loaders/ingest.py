"""Files and folders into a store: each is read whole, then kept in one transaction; a bad one is named and the rest go on.

Is handed a Writer; opens no store itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from vanmach.graph import ledger
from vanmach.graph.errors import InputError
from vanmach.graph.store import Counts, Writer
from vanmach.loaders.catalogue import catalogue
from vanmach.loaders.interchange import to_json
from vanmach.loaders.read import read_file
from vanmach.loaders.resolved import resolved
from vanmach.loaders.statements import Reading, to_statements
from vanmach.loaders.workers import each

SUFFIXES = (".txt", ".md", ".html", ".htm")


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


def expand(paths: Iterable[Path]) -> Iterator[Path]:
    """Files as given, and the texts inside folders, sorted; a path that does not exist is passed on, to fail by name."""
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
        else:
            yield path


def load_files(writer: Writer, paths: Iterable[Path], progress: Callable[[Path], None] = lambda _: None, jobs: int = 1) -> Report:
    """Loads texts, read by ``jobs`` processes and kept by this one; ``progress`` is told of each file when it is done."""
    report = Report()
    for path, reading in each(_read, paths, jobs):
        if isinstance(reading, str):
            report.sources["failed"] += 1
            report.failures.append((str(path), reading))
        else:
            keep(writer, reading, report)
        progress(path)
    return report


def extract_files(paths: Iterable[Path], jobs: int = 1) -> Iterator[tuple[Path, dict[str, Any] | str]]:
    """What each text says (``extract``), read by ``jobs`` processes; a text in place of the answer says why a file could not be read."""
    return each(_extracted, paths, jobs)


def _read(path: Path) -> Reading | str:
    try:
        return to_statements(read_file(path))
    except InputError as error:
        return str(error)


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
    extraction = read_file(path)
    reading = to_statements(extraction)
    meant = resolved(reading.references)
    return to_json(extraction, path.name, {id_: meant[reference] for id_, reference in reading.ids.items()})


def keep(writer: Writer, reading: Reading, report: Report) -> None:
    """Keeps one reading and counts what it did."""
    report.count(ledger.load(writer, reading.source, reading.text, reading.references, reading.statements))
