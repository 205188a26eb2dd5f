"""A bar on stderr for long work over files: how much is done, how fast in megabytes a second, how long it will take."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

from vanmach.api.language import say


@contextmanager
def progress(files: Sequence[Path], quiet: bool = False) -> Iterator[Callable[[Path], None]]:
    """Yields what is to be told of each file when it is done; draws nothing where nobody looks (a pipe, or ``quiet``)."""
    sizes = {path: path.stat().st_size if path.is_file() else 0 for path in files}
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=quiet or not console.is_terminal) as bar:
        counted = bar.add_task(say("đã đọc", "read"), total=sum(sizes.values()) or 1)
        yield lambda path: bar.advance(counted, sizes.get(path, 0))
