"""The commands of the command line, thin: each opens the store, asks a query or a loader, and prints.

The readers of texts are imported by the commands that read: to the others they would cost half of their start.
"""

from __future__ import annotations

import json
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from vanmach.api import render
from vanmach.api.cli import (
    DEFAULT_STORE,
    Format,
    FormatOption,
    LangOption,
    RefArgument,
    StoreOption,
    app,
    existing,
    named,
    note,
    opened,
    put,
    put_json,
    unclear,
)
from vanmach.api.export import FORMATS, write_file
from vanmach.api.language import current, say
from vanmach.api.progress import progress
from vanmach.graph import ledger
from vanmach.graph.errors import Ambiguous, InputError, NotFound
from vanmach.graph.history import as_known, instant
from vanmach.graph.store import Store
from vanmach.queries.calendar import parse_day, today
from vanmach.queries.lineage import Way
from vanmach.queries.lineage import lineage as lineage_of
from vanmach.queries.search import search as search_for
from vanmach.queries.show import show as show_node
from vanmach.queries.stats import stats as stats_of

if TYPE_CHECKING:
    from vanmach.loaders.ingest import Report
    from vanmach.loaders.packed import Piece

Paths = Annotated[
    list[Path],
    typer.Argument(
        metavar="PATH...",
        help=say(
            "tệp hoặc thư mục (.txt, .md, .html, .docx, .pdf, .jsonl, .jsonl.gz, .zip gồm các tệp ấy), - là đầu vào chuẩn",
            "files or folders (.txt, .md, .html, .docx, .pdf, .jsonl, .jsonl.gz, .zip of these), - is standard input",
        ),
    ),
]
JobsOption = Annotated[int, typer.Option("--jobs", min=1, max=64, help=say("số tiến trình cùng đọc", "processes that read"))]
OutOption = Annotated[Path | None, typer.Option("--out", help=say("ghi vào đây thay vì in ra", "write here instead of printing"))]


@app.command(
    help=say(
        "Nạp danh mục và bài mẫu, in một chuỗi kế thừa, vẽ trang xem.",
        "Load the catalogue and sample texts, print a lineage, draw its page.",
    )
)
def demo(
    out: Annotated[Path, typer.Option("--out", help=say("thư mục kết quả", "folder of the results"))] = Path("vanmach-demo"),
    lang: LangOption = None,
) -> None:
    from vanmach.api.demo import run

    run(out)


@app.command(
    help=say(
        "In những gì mỗi văn bản nói (JSON trao đổi); không đụng đến kho.",
        "Print what each text says (interchange JSON); touches no store.",
    ),
    epilog=say("Ví dụ: vanmach extract bai.txt | jq .relations", "Example: vanmach extract article.txt | jq .relations"),
)
def extract(
    paths: Paths,
    form: Annotated[Format, typer.Option("--format", help=say("json hay text", "json or text"))] = Format.json,
    out: Annotated[
        Path | None, typer.Option("--out", help=say("thư mục cho nhiều tệp: DIR/TÊN.json", "folder for several files: DIR/NAME.json"))
    ] = None,
    jobs: JobsOption = 1,
    scheduler: Annotated[
        str | None,
        typer.Option(
            "--scheduler",
            metavar="tcp://HOST:8786",
            help=say("giao việc đọc cho cụm Dask tại đây (docs/scale.md)", "let the Dask cluster there read (docs/scale.md)"),
        ),
    ] = None,
    lang: LangOption = None,
) -> None:
    from vanmach.loaders import ingest
    from vanmach.loaders.packed import expand, holds_many

    if scheduler is not None and jobs != 1:
        raise InputError(say("--jobs hoặc --scheduler, không cả hai", "--jobs or --scheduler, not both"))
    files = list(expand(existing(paths)))
    if (len(files) != 1 or holds_many(files[0])) and out is None:
        raise InputError(
            say(
                f"{len(files)} tệp cần --out THƯ_MỤC; một tệp thì in ra màn hình",
                f"{len(files)} files need --out DIR; a single one goes to stdout",
            )
            if len(files) != 1
            else say(
                f"{str(files[0])!r} gồm nhiều văn bản, cần --out THƯ_MỤC; một văn bản thì in ra màn hình",
                f"{str(files[0])!r} holds many texts and needs --out DIR; a single one goes to stdout",
            )
        )
    read = failed = 0
    taken: dict[str, str] = {}
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
    with progress(files, quiet=out is None) as done:
        for piece, answer in ingest.extract_files(files, jobs, scheduler):
            done(piece.size)
            read += 1
            if isinstance(answer, str):
                note(f"{piece.name}: {answer}")
                failed += 1
            elif out is not None:
                (out / _name(piece, taken)).write_text(json.dumps(answer, ensure_ascii=False, indent=1) + "\n", "utf-8")
            elif form == Format.json:
                put_json(answer)
            else:
                put(_said(answer))
    if failed:
        raise typer.Exit(2 if failed == read else 1)


def _name(piece: Piece, taken: dict[str, str]) -> str:
    """NAME.json for a text; where two share a name, the later one keeps its ending too (NAME.html.json)."""
    full = piece.file_name
    free = [n for n in (f"{Path(full).stem}.json", f"{full}.json") if n not in taken]
    if not free:
        raise InputError(f"{piece.name} and {taken[f'{full}.json']} would both become {full}.json; extract them apart")
    taken[free[0]] = piece.name
    return free[0]


def _said(answer: dict[str, Any]) -> list[str]:
    names = {x["id"]: x.get("name") or x["mentions"][0]["surface"] for s in ("documents", "bodies", "people", "events") for x in answer[s]}
    lines = [answer["source"]["title"] or answer["text"], ""]
    for section in ("documents", "bodies", "people", "events"):
        lines += [f"{section}:", *(f"  {names[x['id']]} ({len(x['mentions'])})" for x in answer[section])]
    planned = say(" (dự kiến)", " (planned)")
    relations = [
        f"  {names[r['from']]} — {r['type']}{planned if r['modality'] == 'planned' else ''} → {names[r['to']]}" for r in answer["relations"]
    ]
    return [*lines, "relations:", *relations]


@app.command(
    help=say(
        "Đọc văn bản vào kho; nạp lại cùng một bài không thêm gì. Nhận cả thứ mà export (.jsonl) và extract (.json) đã ghi.",
        "Read texts into the store; loading the same text again adds nothing. Takes what export (.jsonl) and extract (.json) wrote, too.",
    ),
    epilog=say("Ví dụ: vanmach load bai/ quy-dinh.txt", "Example: vanmach load articles/ regulation.txt"),
)
def load(
    paths: Paths, jobs: JobsOption = 1, store: StoreOption = DEFAULT_STORE, form: FormatOption = Format.text, lang: LangOption = None
) -> None:
    from vanmach.loaders import ingest
    from vanmach.loaders.formats import SUFFIXES
    from vanmach.loaders.packed import expand

    files = list(expand(existing(paths)))
    if not files:
        raise InputError(say("không có tệp văn bản nào ở đó: ", "no file of texts there: ") + ", ".join(SUFFIXES))
    with opened(store, make=True) as kept, progress(files) as done:
        report = ingest.load_files(kept, files, done, jobs)
        _report(kept, report, form)
    if report.failures:
        raise typer.Exit(2 if report.sources["failed"] == sum(report.sources.values()) else 1)


@app.command(help=say("Nạp các bảng của dự án như một nguồn.", "Load the project's own tables as one more source."))
def catalogue(store: StoreOption = DEFAULT_STORE, form: FormatOption = Format.text, lang: LangOption = None) -> None:
    from vanmach.loaders import ingest

    with opened(store, make=True) as kept:
        _report(kept, ingest.load_catalogue(kept), form)


def _report(store: Store, report: Report, form: Format) -> None:
    for path, reason in report.failures:
        note(f"{path}: {reason}")
    reported(store, report, form)


def reported(store: Store, report: Report, form: Format) -> None:
    """Prints what a load did, and how much there is now."""
    answer = report.form(store.counts())
    if form == Format.json:
        put_json(answer)
        return
    states = {
        "new": say("mới", "new"),
        "unchanged": say("không đổi", "unchanged"),
        "changed": say("đã đổi", "changed"),
        "failed": say("hỏng", "failed"),
    }
    put(
        render.pairs(
            [
                (say("nguồn", "sources"), ", ".join(f"{n} {states[s]}" for s, n in report.sources.items() if n) or "0"),
                (say("mệnh đề", "statements"), f"+{report.added} −{report.retracted}"),
                (say("nút", "nodes"), answer["nodes"]),
                (say("cạnh", "edges"), answer["edges"]),
            ]
        )
    )


@app.command(help=say("Tìm theo ký hiệu, tên, không cần dấu.", "Search symbols, titles and names; accents do not matter."))
def search(
    text: Annotated[str, typer.Argument(metavar="TEXT")],
    kind: Annotated[Literal["document", "body", "person", "event"] | None, typer.Option("--kind")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=200)] = 20,
    store: StoreOption = DEFAULT_STORE,
    form: FormatOption = Format.text,
    lang: LangOption = None,
) -> None:
    with opened(store) as kept:
        answer = search_for(kept, text, kind=kind, limit=limit)
    put_json(answer) if form == Format.json else put(render.hits(answer))


@app.command(help=say("Một nút với mọi quan hệ và bằng chứng.", "One node with all its relations and their evidence."))
def show(ref: RefArgument, store: StoreOption = DEFAULT_STORE, form: FormatOption = Format.text, lang: LangOption = None) -> None:
    with opened(store) as kept:
        try:
            answer = show_node(kept, named(kept, ref).id)
        except (NotFound, Ambiguous) as error:
            raise unclear(kept, error, form) from None
    put_json(answer) if form == Format.json else put(render.shown(answer))


@app.command(
    help=say(
        "Văn bản dựa vào đâu, thay thế văn bản nào, và ngược lại; từng bước kèm bằng chứng.",
        "What a document rests on or replaces, and what rests on it or replaces it; each step with its proof.",
    ),
    epilog=say(
        "Ví dụ: vanmach lineage 208-QĐ/TW --direction up --family succession",
        "Example: vanmach lineage 208-QĐ/TW --direction up --family succession",
    ),
)
def lineage(
    ref: RefArgument,
    direction: Annotated[
        Way, typer.Option("--direction", help=say("lên nguồn, xuống nhánh, cả hai", "up to sources, down to followers, both"))
    ] = "both",
    depth: Annotated[int, typer.Option("--depth", min=0, max=50, help=say("số bước", "how many steps"))] = 10,
    family: Annotated[
        Literal["ground", "succession"] | None,
        typer.Option("--family", help=say("căn cứ hay kế thừa", "ground or succession")),
    ] = None,
    relations: Annotated[
        str | None, typer.Option("--relations", metavar="a,b", help=say("chỉ những quan hệ này", "these relations only"))
    ] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help=say("tại ngày", "as of a day"))] = None,
    known_at: Annotated[
        str | None, typer.Option("--known-at", metavar="TIME", help=say("theo những gì biết đến lúc ấy", "by what was known at a time"))
    ] = None,
    verified: Annotated[bool, typer.Option("--verified", help=say("chỉ quan hệ đã kiểm chứng", "proven edges only"))] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, max=5000, help=say("nhiều nhất bao nhiêu nút", "at most so many nodes"))] = 500,
    form: Annotated[
        Literal["tree", "json", "graphml", "html", "svg"], typer.Option("--format", help=say("dạng kết quả", "form of the answer"))
    ] = "tree",
    out: OutOption = None,
    store: StoreOption = DEFAULT_STORE,
    lang: LangOption = None,
) -> None:
    with opened(store) as now, as_known(now, instant(known_at)) if known_at else nullcontext(now) as kept:
        try:
            root = named(kept, ref).id
        except (NotFound, Ambiguous) as error:
            raise unclear(kept, error, Format.json if form == "json" else Format.text) from None
        answer = lineage_of(
            kept,
            root,
            direction=direction,
            depth=depth,
            family=family,
            relations=relations.split(",") if relations else None,
            as_of=parse_day(as_of) if as_of else None,
            verified=verified,
            limit=limit,
        )
        text = _drawn(answer, form, kept.version())
    if out is None:
        typer.echo(text)
    else:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(text + "\n", "utf-8")
        note(say(f"đã ghi {out}", f"wrote {out}"))


def _drawn(answer: dict[str, Any], form: str, version: str) -> str:
    if form == "json":
        return json.dumps(answer, ensure_ascii=False, indent=1)
    if form == "tree":
        return "\n".join(render.lineage_tree(answer))
    if form == "graphml":
        from vanmach.queries.networks import to_graphml

        return to_graphml(answer)
    if form == "svg":
        from vanmach.visualizations.svg import lineage_svg

        return lineage_svg(answer, lang=current())
    from vanmach.visualizations.page import lineage_page

    return lineage_page(answer, lang=current(), generated=today(), version=version)


@app.command(help=say("Trong kho có bao nhiêu.", "How much the store holds."))
def stats(store: StoreOption = DEFAULT_STORE, form: FormatOption = Format.text, lang: LangOption = None) -> None:
    with opened(store) as kept:
        answer = stats_of(kept)
    if form == Format.json:
        put_json(answer)
        return
    put(
        render.pairs(
            [(k, v) for k, v in answer.items() if isinstance(v, int)] + [*answer["by_kind"].items(), *answer["by_relation"].items()]
        )
    )


@app.command(
    help=say("Suy lại mọi quyết định, nút và cạnh từ các mệnh đề.", "Derive all decisions, nodes and edges anew from the statements.")
)
def rebuild(store: StoreOption = DEFAULT_STORE, form: FormatOption = Format.text, lang: LangOption = None) -> None:
    with opened(store) as kept:
        changed = ledger.rebuild(kept)
    if form == Format.json:
        put_json({"changed": changed})
    else:
        typer.echo(say(f"{changed} thay đổi", f"{changed} changed"))


def _forms() -> str:
    return "; ".join(f"{name}: {say(form.vi, form.en)}" for name, form in FORMATS.items())


@app.command(
    help=say(f"Xuất cả đồ thị. Các dạng – {_forms()}.", f"Export the whole graph. Forms – {_forms()}."),
    epilog=say("Ví dụ: vanmach export --format gexf --out do-thi.gexf", "Example: vanmach export --format gexf --out graph.gexf"),
)
def export(
    out: Annotated[
        Path, typer.Option("--out", help=say("tệp kết quả; csv, neo4j: một thư mục", "the file to write; csv, neo4j: a folder"))
    ],
    form: Annotated[
        Literal["csv", "xlsx", "jsonl", "graphml", "gexf", "jsonld", "turtle", "shacl", "cypher", "neo4j"], typer.Option("--format")
    ] = "csv",
    without_quotes: Annotated[
        bool, typer.Option("--without-quotes", help=say("không kèm lời văn của nguồn", "leave the sources' words out"))
    ] = False,
    store: StoreOption = DEFAULT_STORE,
    lang: LangOption = None,
) -> None:
    chosen = FORMATS[form]
    with opened(store) as kept, kept.snapshot():
        if chosen.folder is not None:
            for path, rows in chosen.folder(kept, out, not without_quotes).items():
                note(f"{path}: {rows}")
        else:
            write_file(kept, out, chosen, quotes=not without_quotes)
            note(say(f"đã ghi {out}", f"wrote {out}"))
