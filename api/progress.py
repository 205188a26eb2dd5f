"""A bar on stderr for long work over files: how much is done, how fast in megabytes a second, how long it will take."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

from vanmach.api.language import say


@contextmanager
def progress(files: Sequence[Path], quiet: bool = False) -> Iterator[Callable[[int], None]]:
    """Yields what is to be told of the bytes that are done; draws nothing where nobody looks (a pipe, or ``quiet``)."""
    total = sum(path.stat().st_size for path in files if path.is_file())
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=quiet or not console.is_terminal) as bar:
        counted = bar.add_task(say("đã đọc", "read"), total=total or 1)
        yield lambda size: bar.advance(counted, size)
