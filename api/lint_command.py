"""The command that reads over a draft: ``vanmach lint``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vanmach.api import answers
from vanmach.api.cli import DEFAULT_STORE, Format, FormatOption, LangOption, StoreOption, app, existing, opened, put, put_json
from vanmach.api.language import say
from vanmach.api.parameters import day, names
from vanmach.queries.faults import FAULTS
from vanmach.queries.lint import lint as lint_draft


@app.command(
    help=say(
        "Soát viện dẫn trong một dự thảo: số ký hiệu không có, sai ngày, sai cơ quan, sai loại, đã hết hiệu lực, thiếu khóa; "
        "mỗi lỗi kèm chỗ, bằng chứng và cách viết đề nghị. Có lỗi thì mã thoát là 1.",
        "Check the citations of a draft: unknown symbol, wrong date, issuer or type word, ended, term missing; each with its place, "
        "the proof and the wording proposed. Exit 1 where anything was found.",
    ),
    epilog=say(
        "Ví dụ: vanmach lint du-thao.txt --on 1-9-2026 --skip unknown", "Example: vanmach lint draft.txt --on 1-9-2026 --skip unknown"
    ),
)
def lint(
    draft: Annotated[Path, typer.Argument(metavar="DRAFT", help=say("tệp dự thảo, - là đầu vào chuẩn", "the draft, - is standard input"))],
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="DATE", help=say("tính đến ngày (mặc định: ngày của dự thảo)", "as of a day (default: the draft's)")),
    ] = None,
    skip: Annotated[
        str | None, typer.Option("--skip", metavar="a,b", help=say("bỏ qua loại lỗi: ", "leave out: ") + ", ".join(FAULTS))
    ] = None,
    store: StoreOption = DEFAULT_STORE,
    form: FormatOption = Format.text,
    lang: LangOption = None,
) -> None:
    from vanmach.loaders.read import read_file
    from vanmach.loaders.statements import to_statements

    existing([draft])
    reading = to_statements(read_file(draft))
    with opened(store) as kept, kept.snapshot():
        answer = lint_draft(kept, reading, on=day(on), skip=names(skip) or ())
    put_json(answer) if form == Format.json else put(answers.lint(answer, str(draft)))
    if answer["findings"]:
        raise typer.Exit(1)
