"""The command ``vanmach eval``: how well texts are read, against hand-made labels."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from vanmach.api.cli import Format, FormatOption, LangOption, app, note, put, put_json
from vanmach.api.language import say
from vanmach.loaders import evaluate
from vanmach.loaders.score import Item


@app.command(
    name="eval",
    help=say(
        "Chấm việc đọc theo nhãn làm tay: TÊN.json bên cạnh TÊN.txt.",
        "Score the reading against hand-made labels: NAME.json beside NAME.txt.",
    ),
    epilog=say(
        "Ví dụ: vanmach eval nhan/ --save truoc.json; sửa luật; vanmach eval nhan/ --against truoc.json",
        "Example: vanmach eval labels/ --save before.json; change a rule; vanmach eval labels/ --against before.json",
    ),
)
def evaluation(
    gold: Annotated[Path, typer.Argument(metavar="GOLD_DIR", exists=True, file_okay=False)],
    save: Annotated[Path | None, typer.Option("--save", help=say("giữ lượt chấm này", "keep this run"))] = None,
    against: Annotated[Path | None, typer.Option("--against", help=say("so với lượt đã giữ", "compare with a kept run"))] = None,
    errors: Annotated[bool, typer.Option("--errors", help=say("kể từng lỗi", "list every fault"))] = False,
    form: FormatOption = Format.text,
    lang: LangOption = None,
) -> None:
    from vanmach.loaders import ingest

    before = evaluate.saved(against) if against else None
    items = evaluate.score_folder(gold, ingest.extract)
    gained, lost = evaluate.changes(before, items) if before is not None else ([], [])
    if form == Format.json:
        put_json(_json(items, gained, lost))
    else:
        put(_table(items))
        if errors:
            put(f"{i.text}: {i.outcome} {i.slice} {i.what}" for i in sorted(items) if i.outcome != "right")
        if before is not None:
            put([say(f"được thêm {len(gained)}, mất {len(lost)}", f"gained {len(gained)}, lost {len(lost)}")])
            put(f"+ {i.text}: {i.outcome} {i.slice} {i.what}" for i in gained)
            put(f"- {i.text}: {i.outcome} {i.slice} {i.what}" for i in lost)
    if save:
        evaluate.save(items, save)
        note(say(f"đã giữ {save}", f"kept {save}"))


def _table(items: list[Item]) -> Iterator[str]:
    def shown(value: float | None) -> str:
        return "    –" if value is None else f"{value:.3f}"

    for row in evaluate.slices(items):
        interval = f"{row.interval[0]:.2f}–{row.interval[1]:.2f}" if row.interval else "–"
        counts = say(
            f"({row.right} đúng, {row.spurious} thừa, {row.missed} sót)",
            f"({row.right} right, {row.spurious} spurious, {row.missed} missed)",
        )
        yield f"{row.name:26} P {shown(row.precision)}  R {shown(row.recall)}  F1 {shown(row.f1)}  [{interval}]  {counts}"
    for name, right, wrong in evaluate.attributes(items):
        yield f"{name:26} {right / (right + wrong):6.1%}  ({right}/{right + wrong})"


def _json(items: list[Item], gained: list[Item], lost: list[Item]) -> dict[str, Any]:
    return {
        "slices": {
            r.name: {
                "right": r.right,
                "spurious": r.spurious,
                "missed": r.missed,
                "precision": r.precision,
                "recall": r.recall,
                "f1": r.f1,
                "interval": r.interval,
            }
            for r in evaluate.slices(items)
        },
        "attributes": {name: {"right": right, "wrong": wrong} for name, right, wrong in evaluate.attributes(items)},
        "gained": [[i.text, i.slice, i.outcome, i.what] for i in gained],
        "lost": [[i.text, i.slice, i.outcome, i.what] for i in lost],
    }
