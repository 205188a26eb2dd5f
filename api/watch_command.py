"""The command that keeps a folder loaded: ``vanmach watch``, until it is stopped."""

from __future__ import annotations

import signal
import time
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from vanmach.api.cli import DEFAULT_STORE, Format, FormatOption, LangOption, StoreOption, app, existing, note, opened
from vanmach.api.commands import reported
from vanmach.api.language import say
from vanmach.graph.errors import InputError, StoreError
from vanmach.graph.store import Store

if TYPE_CHECKING:
    from vanmach.loaders.ingest import Report
    from vanmach.loaders.watch import Watch

LONGEST = 60.0  # seconds between two tries while the store cannot be written


@app.command(
    help=say(
        "Nạp những văn bản xuất hiện hoặc đổi trong một thư mục, cho đến khi bị ngừng (Ctrl+C); rồi in tổng kết. "
        "Tệp bị xóa thì nguồn vẫn còn: rút bằng vanmach retract.",
        "Load what appears or changes in a folder until it is stopped (Ctrl+C), then print a summary. "
        "A file that is deleted leaves its source: retract it with vanmach retract.",
    ),
    epilog=say("Ví dụ: vanmach watch bai/ --store sqlite:///kho.db", "Example: vanmach watch articles/ --store sqlite:///graph.db"),
)
def watch(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help=say("thư mục", "the folder"))],
    interval: Annotated[
        float,
        typer.Option(
            "--interval",
            min=0.05,
            max=3600,
            help=say(
                "số giây giữa hai lần nhìn; tệp đứng yên qua hai lần mới nạp", "seconds between looks; a file is loaded once it rests"
            ),
        ),
    ] = 1.0,
    store: StoreOption = DEFAULT_STORE,
    form: FormatOption = Format.text,
    lang: LangOption = None,
) -> None:
    from vanmach.loaders.ingest import Report
    from vanmach.loaders.watch import Watch

    existing([folder])
    if not folder.is_dir():
        raise InputError(
            say(
                f"{str(folder)!r} không phải thư mục; nạp tệp bằng: vanmach load",
                f"{str(folder)!r} is no folder; load a file with: vanmach load",
            )
        )
    total = Report()
    before = signal.signal(signal.SIGTERM, _stopped)
    try:
        with opened(store, make=True) as kept:
            note(say(f"Đang trông {folder} (Ctrl+C để ngừng)", f"Watching {folder} (Ctrl+C to stop)"))
            try:
                _look_on(Watch(folder), kept, interval, total)
            except KeyboardInterrupt:
                note(say("đã ngừng", "stopped"))
            reported(kept, total, form)
    finally:
        signal.signal(signal.SIGTERM, before)
    if total.failures:
        raise typer.Exit(1)


def _stopped(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _look_on(seen: Watch, kept: Store, interval: float, total: Report) -> None:
    """Looks and loads for ever; what the store could not keep is tried again, ever later."""
    wait = interval
    while True:
        wait = interval if _load(seen, kept, total) else min(2 * wait, LONGEST)
        time.sleep(wait)


def _load(seen: Watch, kept: Store, total: Report) -> bool:
    """Loads what rests; whether the store could keep it."""
    from vanmach.loaders.ingest import load_files

    settled = seen.settled()
    for at, path in enumerate(settled):
        try:
            done = load_files(kept, [path])
        except StoreError as error:
            note(f"{path}: {error}")
            for left in settled[at:]:
                seen.again(left)
            return False
        total.add(done)
        for name, reason in done.failures:
            note(f"{name}: {reason}")
        state = next((s for s, n in done.sources.items() if n), "")
        if state in ("new", "changed"):
            words = {"new": say("mới", "new"), "changed": say("đã đổi", "changed")}[state]
            note(f"{path}: {words}, +{done.added} −{done.retracted}")
    if settled:
        note(say(f"đã xem {len(settled)} văn bản", f"looked at {len(settled)} texts"))
    return True
