"""Work on many files spread over a Dask cluster, in the files' order. Refuses workers that would read otherwise than this program.

Files are read here and their bytes sent along, so that workers need no common folder. What a worker runs is this program's own code,
installed there; it is compared before anything is sent.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from functools import cache
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from vanmach.graph.errors import InputError
from vanmach.loaders.read import file_data

if TYPE_CHECKING:
    from distributed import Client

T = TypeVar("T")
_AHEAD = 4  # files in hand for each thread of the cluster
_PATIENCE = 10  # seconds until a scheduler or its first worker must have answered


def each(work: Callable[[str, bytes], T], paths: Iterable[Path], scheduler: str) -> Iterator[tuple[Path, T | str]]:
    """Each path with what ``work`` makes of its name and bytes on the cluster at ``scheduler``, or with the reason why it could not.

    ``scheduler`` is an address like ``tcp://10.0.0.5:8786``; InputError where nobody answers there or a worker has other code.
    """
    try:
        from distributed import Client, KilledWorker
    except ImportError:
        raise InputError("--scheduler needs Dask: pip install 'vanmach[cluster]'") from None
    try:
        client = Client(scheduler, timeout=_PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TypeError) as error:
        raise InputError(f"no Dask scheduler answers at {scheduler!r} ({type(error).__name__}); start one: dask scheduler") from None
    with client:
        threads = _workers(client, scheduler)
        rest = iter(paths)
        waiting: deque[tuple[Path, object]] = deque((p, _sent(client, work, p)) for p in islice(rest, threads * _AHEAD))
        while waiting:
            path, future = waiting.popleft()
            if isinstance(future, str):
                yield path, future
            else:
                try:
                    yield path, future.result()  # type: ignore[attr-defined]
                except InputError as error:
                    yield path, str(error)
                except KilledWorker:
                    yield path, "every worker that read it died; read it here, without --scheduler, or give the workers more memory"
                except (OSError, CancelledError) as error:
                    raise InputError(f"lost the Dask scheduler at {scheduler!r} ({type(error).__name__}); start again") from None
            waiting.extend((p, _sent(client, work, p)) for p in islice(rest, 1))


def _sent(client: Client, work: Callable[[str, bytes], T], path: Path) -> object:
    """The answer to come; or, for a file that cannot be opened here, the reason."""
    try:
        return client.submit(work, path.name, file_data(path), pure=False)
    except InputError as error:
        return str(error)


def _workers(client: Client, scheduler: str) -> int:
    """How many threads the cluster has; InputError where it has none, or any that would run other code."""
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError:
        raise InputError(f"the scheduler at {scheduler!r} has no worker; start some: dask worker {scheduler} --nthreads 1") from None
    try:
        # The scheduler unpacks what is sent on to the workers, and needs the code as they do.
        there = {**client.run(fingerprint), "scheduler": client.run_on_scheduler(fingerprint)}  # type: ignore[no-untyped-call]
    except Exception as error:  # what cannot be unpacked there, Dask tells as a bare Exception
        said = " ".join(str(error).split())
        raise InputError(f"{scheduler!r} or a worker of it cannot read: {said}; install this version of Vanmach there") from None
    if other := sorted(process for process, code in there.items() if code != fingerprint()):
        raise InputError(f"{other[0]} of {scheduler!r} has another version of Vanmach, which may read otherwise; install this one there")
    return sum(client.nthreads().values())  # type: ignore[no-untyped-call]


@cache
def fingerprint() -> str:
    """The hash of all code and tables by which a text is read: where it is equal, so is what is read."""
    found = hashlib.sha256()
    for floor in ("graph", "loaders"):
        folder = Path(str(files(f"vanmach.{floor}")))
        for path in sorted(p for p in folder.rglob("*") if p.suffix in (".py", ".toml", ".csv") and p.is_file()):
            found.update(f"{floor}/{path.relative_to(folder).as_posix()}\0".encode())
            found.update(path.read_bytes())
    return found.hexdigest()
