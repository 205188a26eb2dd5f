"""Work on many texts spread over processes, in their order, with few of them in memory at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from typing import TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")
_AHEAD = 4  # texts in hand for each process: enough to keep it busy, few enough to bound memory by the largest texts


def each(work: Callable[[Item], Made], items: Iterable[Item], jobs: int = 1) -> Iterator[tuple[Item, Made]]:
    """Each item with what ``work`` makes of it; ``jobs`` processes share the work, one alone does it here.

    ``work`` is a function of a module, so that another process finds it.
    """
    if jobs <= 1:
        for item in items:
            yield item, work(item)
        return
    rest = iter(items)
    # Started afresh rather than forked: a fork would copy whatever locks and connections this process holds.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        waiting: deque[tuple[Item, Future[Made]]] = deque((i, pool.submit(work, i)) for i in islice(rest, jobs * _AHEAD))
        while waiting:
            item, future = waiting.popleft()
            yield item, future.result()
            for following in islice(rest, 1):
                waiting.append((following, pool.submit(work, following)))
