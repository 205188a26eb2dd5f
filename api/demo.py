"""The demonstration: catalogue and sample texts into a fresh store, two lineages, one page. Ends by itself."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

import typer

from vanmach.api import render
from vanmach.api.language import current, say
from vanmach.graph.store import Store, open_store
from vanmach.loaders import ingest
from vanmach.loaders.packed import expand
from vanmach.queries.calendar import today
from vanmach.queries.lineage import lineage
from vanmach.queries.search import find
from vanmach.queries.stats import stats
from vanmach.visualizations.page import lineage_page


def run(out: Path) -> None:
    """Makes ``out/graph.db`` anew and writes ``out/lineage.html`` beside it."""
    out.mkdir(parents=True, exist_ok=True)
    database = out / "graph.db"
    for leftover in ("graph.db", "graph.db-wal", "graph.db-shm"):
        (out / leftover).unlink(missing_ok=True)
    store = open_store(f"sqlite:///{database}")
    try:
        _show(store, out, database)
    finally:
        store.close_store()


def _show(store: Store, out: Path, database: Path) -> None:
    ingest.load_catalogue(store)
    with as_file(files("vanmach.loaders").joinpath("samples")) as samples:
        report = ingest.load_files(store, expand([samples]))
    counts = stats(store)
    typer.echo(
        say(
            f"Đã nạp danh mục và {report.sources['new']} bài mẫu: {counts['nodes']} nút, {counts['edges']} cạnh.",
            f"Loaded the catalogue and {report.sources['new']} sample texts: {counts['nodes']} nodes, {counts['edges']} edges.",
        )
    )
    charter = lineage(store, find(store, "208-QĐ/TW").id, direction="up", family="succession", depth=20)
    _print(
        say("Quy định thi hành Điều lệ Đảng, từ 2026 ngược về 1997", "Regulations on carrying out the Party Charter, 2026 back to 1997"),
        charter,
    )
    kinds = [_known(e) for e in charter["edges"] if e["type"] == "supersedes"]
    quoted, sourced, recalled = (kinds.count(k) for k in ("quote", "source", "recall"))
    typer.echo(
        say(
            f"{len(kinds)} lần thay thế: {quoted} có lời văn, {sourced} chỉ có bản ghi có nguồn, {recalled} chỉ theo trí nhớ.",
            f"{len(kinds)} replacements: {quoted} with a quote, {sourced} by a sourced record only, {recalled} recalled only.",
        )
    )
    _print(
        say("Chỉ thị 35-CT/TW khóa XII (theo các bài mẫu)", "Directive 35-CT/TW, term XII (from the sample texts)"),
        lineage(store, find(store, "35-CT/TW khóa XII").id),
    )
    page = out / "lineage.html"
    page.write_text(lineage_page(charter, lang=current(), generated=today(), version=store.version()), "utf-8")
    typer.echo("")
    typer.echo(say(f"Trang xem được cả khi ngắt mạng: {page}", f"A page that opens offline too: {page}"))
    typer.echo(
        say(
            f"Mở máy chủ: vanmach serve --open --store sqlite:///{database}",
            f"Open the server: vanmach serve --open --store sqlite:///{database}",
        )
    )


def _print(title: str, answer: render.JSON) -> None:
    typer.echo("")
    typer.echo(f"── {title}")
    for line in render.lineage_tree(answer):
        typer.echo(line)


def _known(edge: render.JSON) -> str:
    """The strongest kind of proof behind an edge."""
    found = {"quote" if e["type"] == "quote" else e["known_by"] for e in edge["evidence"]}
    return next((k for k in ("quote", "source") if k in found), "recall")
