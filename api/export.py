"""The whole graph in each of its forms, written to a file or folder for other programs and spreadsheets. Owns which forms there are."""

from __future__ import annotations

import csv
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO, Any, NamedTuple

from pydantic_core import to_json

from vanmach.api.language import say
from vanmach.graph.errors import InputError
from vanmach.graph.store import View
from vanmach.queries.tables import EDGE, EVIDENCE, NODE, edge_rows, harmless, node_rows
from vanmach.queries.whole import edges_of, everything, nodes_of, whole


def write_csv(view: View, folder: Path, quotes: bool = True) -> dict[Path, int]:
    """Writes ``nodes.csv``, ``edges.csv`` and ``evidence.csv`` (UTF-8 with a mark, so that Excel reads the accents); rows by file."""
    folder.mkdir(parents=True, exist_ok=True)
    edges, evidence = [], []
    for edge, proofs in edge_rows(view, quotes):
        edges.append(edge)
        evidence += proofs
    return {
        folder / "nodes.csv": _write(folder / "nodes.csv", NODE, node_rows(view)),
        folder / "edges.csv": _write(folder / "edges.csv", EDGE, edges),
        folder / "evidence.csv": _write(folder / "evidence.csv", EVIDENCE, evidence),
    }


def _json_lines(view: View, file: IO[bytes], quotes: bool) -> None:
    for line in everything(view, quotes):
        file.write(to_json(line) + b"\n")


def _xlsx(view: View, file: IO[bytes], quotes: bool) -> None:
    from vanmach.api.workbook import write_workbook

    write_workbook(view, file, quotes)


def _graphml(view: View, file: IO[bytes], quotes: bool) -> None:
    from vanmach.queries.networks import to_graphml

    answer = {"nodes": nodes_of(view), "edges": edges_of(view, quotes)}
    file.write(to_graphml(answer, {"source": "Vanmach", "version": view.version()}).encode("utf-8"))


def _gexf(view: View, file: IO[bytes], quotes: bool) -> None:
    from vanmach.queries.gexf import write_gexf

    write_gexf(nodes_of(view), edges_of(view, quotes), file)


def _jsonld(view: View, file: IO[bytes], quotes: bool) -> None:
    from vanmach.queries import rdf

    rdf.write_jsonld(rdf.described(whole(view, quotes), view.sources()), file)


def _turtle(view: View, file: IO[bytes], quotes: bool) -> None:
    from vanmach.queries import rdf

    rdf.write_turtle(rdf.described(whole(view, quotes), view.sources()), file)


def _shacl(view: View, file: IO[bytes], quotes: bool) -> None:
    from vanmach.queries import rdf
    from vanmach.queries.shapes import shapes

    rdf.write_turtle(shapes(), file)


def _cypher(view: View, file: IO[bytes], quotes: bool) -> None:
    from vanmach.graph.cypher_script import write_script

    write_script(nodes_of(view), edges_of(view, quotes), file)


def _neo4j(view: View, folder: Path, quotes: bool) -> dict[Path, int]:
    from vanmach.graph.neo4j_import import write

    if not quotes:
        raise InputError(say("một kho không giữ được gì thiếu lời văn chứng minh", "a store keeps nothing without the words that prove it"))
    return write(view, folder)


class Format(NamedTuple):
    """A form in which the graph leaves as one file; ``write`` is told whether the sources' words go along.

    A form of several files has ``folder``, which writes them and counts their rows; as one file they are packed.
    """

    media_type: str
    ending: str
    write: Callable[[View, IO[bytes], bool], None] | None
    vi: str
    en: str
    folder: Callable[[View, Path, bool], dict[Path, int]] | None = None

    def to_file(self, view: View, file: IO[bytes], quotes: bool) -> None:
        """Writes the graph as one file."""
        if self.write is not None:
            self.write(view, file, quotes)
        elif self.folder is not None:
            with tempfile.TemporaryDirectory(prefix="vanmach-") as folder, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
                self.folder(view, Path(folder), quotes)
                for path in sorted(Path(folder).iterdir()):
                    packed.write(path, path.name)


_SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = {
    "csv": Format("application/zip", "zip", None, "bảng nodes, edges, evidence", "tables nodes, edges, evidence", write_csv),
    "xlsx": Format(_SHEETS, "xlsx", _xlsx, "các bảng ấy trong một sổ Excel", "the same tables as one Excel workbook"),
    "jsonl": Format(
        "application/jsonl", "jsonl", _json_lines, "mỗi dòng một vật; vanmach load nạp lại", "a thing a line; vanmach load reads it back"
    ),
    "graphml": Format("application/graphml+xml", "graphml", _graphml, "yEd, networkx, igraph", "yEd, networkx, igraph"),
    "gexf": Format("application/gexf+xml", "gexf", _gexf, "Gephi, có trục thời gian", "Gephi, with its timeline"),
    "jsonld": Format("application/ld+json", "jsonld", _jsonld, "dữ liệu liên kết: ELI, ORG, PROV", "linked data: ELI, ORG, PROV"),
    "turtle": Format("text/turtle", "ttl", _turtle, "như jsonld, dạng Turtle", "as jsonld, in Turtle"),
    "shacl": Format(
        "text/turtle", "shacl.ttl", _shacl, "khuôn SHACL cho turtle, jsonld", "the SHACL shapes that turtle and jsonld keep to"
    ),
    "cypher": Format("application/x-cypher-query", "cypher", _cypher, "lệnh cho cypher-shell", "statements for cypher-shell"),
    "neo4j": Format(
        "application/zip",
        "neo4j.zip",
        None,
        "cả kho cho neo4j-admin database import",
        "the whole store for neo4j-admin database import",
        _neo4j,
    ),
}


def write_file(view: View, path: Path, form: Format, *, quotes: bool = True) -> None:
    """Writes one file; a broken-off export leaves no half file in place of a whole one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".tmp", delete=False) as file:
        try:
            form.to_file(view, file, quotes)
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
        with os.fdopen(handle, "w", encoding="utf-8-sig", errors="replace", newline="") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            for row in rows:
                writer.writerow(harmless(row))
                count += 1
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return count
