"""Work on many files spread over processes, in the files' order, with few of them in memory at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
_AHEAD = 4  # files in hand for each process: enough to keep it busy, few enough to bound memory by the largest texts


def each(work: Callable[[Path], T], paths: Iterable[Path], jobs: int = 1) -> Iterator[tuple[Path, T]]:
    """Each path with what ``work`` makes of it; ``jobs`` processes share the work, one alone does it here.

    ``work`` is a function of a module, so that another process finds it.
    """
    if jobs <= 1:
        for path in paths:
            yield path, work(path)
        return
    rest = iter(paths)
    # Started afresh rather than forked: a fork would copy whatever locks and connections this process holds.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        waiting: deque[tuple[Path, Future[T]]] = deque((p, pool.submit(work, p)) for p in islice(rest, jobs * _AHEAD))
        while waiting:
            path, future = waiting.popleft()
            yield path, future.result()
            for following in islice(rest, 1):
                waiting.append((following, pool.submit(work, following)))
