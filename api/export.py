"""Writes the graph to files for other programs and spreadsheets."""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from vanmach.graph.store import View
from vanmach.queries.tables import EDGE, EVIDENCE, NODE, edge_rows, node_rows


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
