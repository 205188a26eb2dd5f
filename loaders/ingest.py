"""Files, folders and archives into a store: each text is read whole, then kept in one transaction; a bad one is named and the rest go on.

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
from vanmach.loaders.encodings import mended
from vanmach.loaders.formats import page_in, read_file, read_page
from vanmach.loaders.html import Page
from vanmach.loaders.interchange import Extraction, to_json
from vanmach.loaders.packed import Piece, pieces
from vanmach.loaders.resolved import resolved
from vanmach.loaders.statements import Reading, to_statements
from vanmach.loaders.workers import each


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
    """Loads texts, read by ``jobs`` processes and kept by this one; ``progress`` is told of bytes when they are done."""
    report = Report()
    for piece, reading in each(_read, pieces(paths), jobs):
        if isinstance(reading, str):
            report.sources["failed"] += 1
            report.failures.append((piece.name, reading))
        else:
            keep(writer, reading, report)
        progress(piece.size)
    return report


def extract_files(paths: Iterable[Path], jobs: int = 1) -> Iterator[tuple[Piece, dict[str, Any] | str]]:
    """What each text says (``extract``), read by ``jobs`` processes; a text in place of the answer says why it could not be read."""
    return each(_extracted, pieces(paths), jobs)


def read_piece(piece: Piece) -> Extraction:
    """What one text says; InputError where it cannot be read."""
    if piece.failed:
        raise InputError(piece.failed)
    if piece.said:
        return read_page(Page(**{**piece.said, "text": mended(piece.said["text"])}))
    return read_file(piece.path) if piece.data is None else read_page(page_in(piece.file_name, piece.data))


def _read(piece: Piece) -> Reading | str:
    try:
        return to_statements(read_piece(piece))
    except InputError as error:
        return str(error)


def _extracted(piece: Piece) -> dict[str, Any] | str:
    try:
        return _form(read_piece(piece), piece.path.name if piece.member is None else f"{piece.path.name}!{piece.member}")
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


def _form(extraction: Extraction, name: str) -> dict[str, Any]:
    reading = to_statements(extraction)
    meant = resolved(reading.references)
    return to_json(extraction, name, {id_: meant[reference] for id_, reference in reading.ids.items()})


def keep(writer: Writer, reading: Reading, report: Report) -> None:
    """Keeps one reading and counts what it did."""
    report.count(ledger.load(writer, reading.source, reading.text, reading.references, reading.statements))
