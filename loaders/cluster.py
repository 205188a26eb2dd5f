"""Work on many files spread over a Dask cluster, in the files' order. Refuses workers that would read otherwise than this program.

Files are read here and their bytes sent along, so that workers need no common folder. What a worker runs is this program's own code,
installed there; it is compared before anything is sent.
"""

from __future__ import annotations

import hashlib
import socket
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from functools import cache
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from vanmach.graph.errors import InputError
from vanmach.loaders.read import file_data

if TYPE_CHECKING:
    from distributed import Client, Future

T = TypeVar("T")
File = tuple[Path, bytes | str]
_AHEAD = 3  # errands in hand for each thread of the cluster
_ERRAND, _MOST = 100_000, 50  # bytes and files of an errand: sending one takes about 5 ms, reading it much longer
_PATIENCE = 10  # seconds until a scheduler or its first worker must have answered


def each(work: Callable[[str, bytes], T], paths: Iterable[Path], scheduler: str) -> Iterator[tuple[Path, T | str]]:
    """Each path with what ``work`` makes of its name and bytes on the cluster at ``scheduler``, or with the reason why it could not.

    ``scheduler`` is an address like ``tcp://10.0.0.5:8786``; InputError where nobody answers there or a worker has other code.
    """
    try:
        from distributed import Client, KilledWorker
    except ImportError:
        raise InputError("--scheduler needs Dask: pip install 'vanmach[cluster]'") from None
    _answers(scheduler)
    try:
        client = Client(scheduler, timeout=_PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TypeError) as error:
        raise InputError(f"no Dask scheduler answers at {scheduler!r} ({type(error).__name__}); start one: dask scheduler") from None
    with client:
        threads = _workers(client, scheduler)
        batches = _batches(paths)
        waiting = deque((batch, _sent(client, work, batch)) for batch in islice(batches, threads * _AHEAD))
        while waiting:
            batch, future = waiting.popleft()
            try:
                answers = future.result()
            except KilledWorker:
                answers = [_alone(client, work, file) for file in batch]
            except (OSError, CancelledError) as error:
                raise InputError(f"lost the Dask scheduler at {scheduler!r} ({type(error).__name__}); start again") from None
            yield from ((path, answer) for (path, _), answer in zip(batch, answers, strict=True))
            waiting.extend((batch, _sent(client, work, batch)) for batch in islice(batches, 1))


def _answers(scheduler: str) -> None:
    """Whether anybody listens at an address; InputError where not. A client of Dask that finds nobody does not always end by itself."""
    try:
        parts = urlsplit(scheduler)
        if parts.scheme not in ("tcp", "tls") or not parts.hostname or not parts.port:
            raise InputError(f"no Dask scheduler answers at {scheduler!r}: an address is tcp://HOST:PORT, or tls://HOST:PORT")
        socket.create_connection((parts.hostname, parts.port), _PATIENCE).close()
    except (OSError, ValueError) as error:
        raise InputError(f"no Dask scheduler answers at {scheduler!r} ({type(error).__name__}); start one: dask scheduler") from None


def _batches(paths: Iterable[Path]) -> Iterator[list[File]]:
    """Files with their bytes, or with the reason why they cannot be opened; many small ones are one errand."""
    batch: list[File] = []
    size = 0
    for path in paths:
        try:
            data: bytes | str = file_data(path)
        except InputError as error:
            data = str(error)
        batch.append((path, data))
        size += len(data)
        if size >= _ERRAND or len(batch) >= _MOST:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _sent(client: Client, work: Callable[[str, bytes], T], batch: list[File]) -> Future[list[T | str]]:
    """The answers to come."""
    sent: Future[list[T | str]] = client.submit(read_all, work, [(path.name, data) for path, data in batch], pure=False)
    return sent


def _alone(client: Client, work: Callable[[str, bytes], T], file: File) -> T | str:
    """The answer to one file of an errand on which workers died: it may not be this one on which they did."""
    from distributed import KilledWorker

    try:
        return _sent(client, work, [file]).result()[0]
    except KilledWorker:
        return "every worker that read it died; read it here, without --scheduler, or give the workers more memory"


def read_all(work: Callable[[str, bytes], T], batch: list[tuple[str, bytes | str]]) -> list[T | str]:
    """What a worker does: each file read, or the reason why it cannot be."""
    out: list[T | str] = []
    for name, data in batch:
        try:
            out.append(data if isinstance(data, str) else work(name, data))
        except InputError as error:
            out.append(str(error))
    return out


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
