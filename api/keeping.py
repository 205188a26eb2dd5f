"""The commands that keep a store safe: backup, restore, doctor. Thin: what they do is done by ``graph/store.py``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vanmach.api.cli import DEFAULT_STORE, Format, FormatOption, LangOption, StoreOption, app, needed, put, put_json
from vanmach.api.language import say
from vanmach.graph import store as stores
from vanmach.graph.errors import InputError

ForceOption = Annotated[bool, typer.Option("--force", help=say("ghi đè cái đang có", "overwrite what is there"))]


@app.command(
    help=say(
        "Chép kho ra một tệp, đúng như tại một thời điểm; người khác vẫn đọc và ghi được.",
        "Copy the store to a file, as it is at one moment; others may read and write meanwhile.",
    ),
    epilog=say("Ví dụ: vanmach backup sao-luu/2026-11-25.db", "Example: vanmach backup copies/2026-11-25.db"),
)
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    force: ForceOption = False,
    store: StoreOption = DEFAULT_STORE,
    form: FormatOption = Format.text,
    lang: LangOption = None,
) -> None:
    needed(store)
    if file.exists() and not force:
        raise InputError(
            say(
                f"{str(file)!r} đã có; chọn tên khác hoặc thêm --force",
                f"{str(file)!r} is there already; choose another name or add --force",
            )
        )
    size = stores.backup(store, file)
    if form == Format.json:
        put_json({"file": str(file), "bytes": size})
    else:
        put([say(f"đã chép {size / 1e6:.1f} MB vào {file}", f"copied {size / 1e6:.1f} MB to {file}")])


@app.command(
    help=say("Đưa bản sao trở lại vào kho; thay tất cả những gì kho đang giữ.", "Put a copy back; it replaces all that the store holds."),
    epilog=say("Ví dụ: vanmach restore sao-luu/2026-11-25.db --force", "Example: vanmach restore copies/2026-11-25.db --force"),
)
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    force: ForceOption = False,
    store: StoreOption = DEFAULT_STORE,
    form: FormatOption = Format.text,
    lang: LangOption = None,
) -> None:
    target = Path(stores.path_of(store)) if stores.in_file(store) else None
    if target and target.exists() and target.stat().st_size and not force:
        raise InputError(
            say(
                f"kho {str(target)!r} đang giữ dữ liệu; thêm --force để thay, hoặc vanmach backup trước",
                f"the store {str(target)!r} holds something; add --force to replace it, or run vanmach backup before",
            )
        )
    stores.restore(file, store)
    kept = stores.open_store(store)
    try:
        counts = kept.counts()
    finally:
        kept.close_store()
    if form == Format.json:
        put_json({"store": stores.shown(store), "sources": counts.sources, "nodes": counts.nodes, "edges": counts.edges})
    else:
        put(
            [
                say(
                    f"đã khôi phục {store}: {counts.sources} nguồn, {counts.nodes} nút, {counts.edges} cạnh",
                    f"restored {store}: {counts.sources} sources, {counts.nodes} nodes, {counts.edges} edges",
                )
            ]
        )


def _names() -> dict[str, str]:
    return {
        "file": say("tệp", "file"),
        "schema": say("phiên bản lược đồ", "version of the schema"),
        "log": say("nhật ký WAL", "log (WAL)"),
        "statements": say("mệnh đề có nguồn và hai đầu", "statements have their source and ends"),
        "references": say("mỗi chỉ dẫn có một quyết định", "references have one decision each"),
        "decisions": say("quyết định có chỉ dẫn và nút", "decisions have their reference and node"),
        "nodes": say("nút có chỉ dẫn", "nodes have references"),
        "edges": say("cạnh có hai nút và bằng chứng", "edges have both nodes and evidence"),
        "evidence": say("bằng chứng có cạnh và mệnh đề", "evidence has its edge and statement"),
        "degrees": say("số cạnh của nút", "counts of edges at nodes"),
        "search": say("chỉ mục tìm kiếm", "search index"),
        "rebuild": say("suy lại không đổi gì", "a rebuild changes nothing"),
    }


def _advice(name: str, store: str) -> str:
    if name == "file":
        return say("khôi phục bản sao: vanmach restore FILE --force", "put a copy back: vanmach restore FILE --force")
    if name == "schema":
        return say(
            f"chép tệp lại trước, rồi nâng cấp: vanmach rebuild --store {store}",
            f"copy the file first, then bring it up to date: vanmach rebuild --store {store}",
        )
    if name == "log":
        return say("đóng các chương trình đang mở kho", "end the programs that hold the store open")
    return say(f"suy lại: vanmach rebuild --store {store}", f"derive anew: vanmach rebuild --store {store}")


@app.command(
    help=say(
        "Kiểm tra kho: tệp, các bảng khớp nhau, tìm kiếm, và suy lại có đổi gì không; không sửa gì.",
        "Examine the store: its file, whether its tables agree, search, and what a rebuild would change; mends nothing.",
    )
)
def doctor(store: StoreOption = DEFAULT_STORE, form: FormatOption = Format.text, lang: LangOption = None) -> None:
    needed(store)
    findings = stores.examine(store)
    store = stores.shown(store)
    wrong = [f for f in findings if f.wrong]
    if form == Format.json:
        put_json({"healthy": not wrong, "findings": [{"name": f.name, "wrong": f.wrong, "detail": f.detail} for f in findings]})
    else:
        names = _names()
        for f in findings:
            mark = f"✗ {f.wrong}" if f.wrong else "✓"
            put([f"{mark:4} {names[f.name]}{f' ({f.detail})' if f.detail else ''}"])
        for advice in dict.fromkeys(_advice(f.name, store) for f in wrong):
            put([f"→ {advice}"])
    if wrong:
        raise typer.Exit(1)
