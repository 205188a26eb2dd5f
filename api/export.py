"""Writes the whole graph for other programs and spreadsheets: as tables in a folder, or as one file."""

from __future__ import annotations

import csv
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO, Any, NamedTuple

from pydantic_core import to_json

from vanmach.graph.store import View
from vanmach.queries.tables import EDGE, EVIDENCE, NODE, edge_rows, node_rows
from vanmach.queries.whole import whole


def write_csv(view: View, folder: Path, *, quotes: bool = True) -> dict[Path, int]:
    """Writes ``nodes.csv``, ``edges.csv`` and ``evidence.csv`` (UTF-8 with a mark, so that Excel reads the accents); rows by file."""
    folder.mkdir(parents=True, exist_ok=True)
    edges, evidence = [], []
    for edge, proofs in edge_rows(view):
        edges.append(edge)
        evidence += proofs if quotes else [{**p, "quote": None} for p in proofs]
    return {
        folder / "nodes.csv": _write(folder / "nodes.csv", NODE, node_rows(view)),
        folder / "edges.csv": _write(folder / "edges.csv", EDGE, edges),
        folder / "evidence.csv": _write(folder / "evidence.csv", EVIDENCE, evidence),
    }


def _zipped_csv(view: View, file: IO[bytes], quotes: bool) -> None:
    with tempfile.TemporaryDirectory(prefix="vanmach-") as folder, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in write_csv(view, Path(folder), quotes=quotes):
            packed.write(path, path.name)


def _json_lines(view: View, file: IO[bytes], quotes: bool) -> None:
    for line in whole(view, quotes=quotes):
        file.write(to_json(line) + b"\n")


class Format(NamedTuple):
    """A form in which the graph leaves as one file; ``write`` is told whether the sources' words go along."""

    media_type: str
    ending: str
    write: Callable[[View, IO[bytes], bool], None]


FORMATS = {
    "csv": Format("application/zip", "zip", _zipped_csv),
    "jsonl": Format("application/jsonl", "jsonl", _json_lines),
}


def write_file(view: View, path: Path, form: Format, *, quotes: bool = True) -> None:
    """Writes one file; a broken-off export leaves no half file in place of a whole one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".tmp", delete=False) as file:
        try:
            form.write(view, file, quotes)
            file.close()
            Path(file.name).replace(path)
        except BaseException:
            file.close()
            Path(file.name).unlink(missing_ok=True)
            raise


def _write(path: Path, columns: tuple[str, ...], rows: Iterable[dict[str, Any]]) -> int:
    # Beside and renamed, so a broken-off export leaves no half file in place of a whole one.
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    count = 0
    try:
        with os.fdopen(handle, "w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            for row in rows:
                writer.writerow(row)
                count += 1
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return count
