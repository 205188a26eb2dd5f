"""How reading spreads over processes and over a Dask cluster on this machine: ``python tests/benchmarks/spreading.py [FOLDER] [WORKERS]``.

FOLDER holds ``.txt`` files (400 of 7 KB made of the sample texts, if none is given). Prints how long one process takes to read them, two
(WORKERS) processes, and as many Dask workers that are started here on loopback, and whether all read the same. On a busy machine what each
process worked ("CPU") tells more: how much of it stays with the one that sends bounds how far the work spreads.
"""

from __future__ import annotations

import json
import os
import resource
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
from distributed import Client

from vanmach.loaders.ingest import extract_files
from vanmach.loaders.packed import expand

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def cluster(workers: int) -> Iterator[tuple[str, list[psutil.Process]]]:
    """A scheduler with workers on loopback: its address, and the workers."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{found.getsockname()[1]}"
    dask = [sys.executable, "-m", "dask"]
    with tempfile.TemporaryDirectory() as folder:
        commands = [[*dask, "scheduler", "--host", address, "--no-dashboard", "--no-show"]]
        join = ["--nthreads", "1", "--no-dashboard", "--no-nanny", "--local-directory", folder]
        commands += [[*dask, "worker", address, *join]] * workers
        started = [subprocess.Popen(c, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder) for c in commands]
        try:
            while True:
                try:
                    with Client(address, timeout=2, set_as_default=False) as client:
                        client.wait_for_workers(workers, timeout=60)
                    break
                except OSError:
                    time.sleep(0.2)
            yield address, [psutil.Process(process.pid) for process in started[1:]]
        finally:
            for process in reversed(started):
                process.terminate()
            for process in started:
                process.wait(30)


def timed(name: str, paths: list[Path], workers: Callable[[], float], **how: Any) -> tuple[float, list[str]]:
    """How long it took, and what was read; ``workers`` tells what the other processes have worked until now."""
    begun, here, there = time.perf_counter(), time.process_time(), workers()
    found = [json.dumps(answer) for _, answer in extract_files(paths, **how)]
    seconds, here, there = time.perf_counter() - begun, time.process_time() - here, workers() - there
    print(f"{name:18} {seconds:6.1f} s  {len(paths) / seconds:5.0f} texts/s   CPU here {here:5.1f} s, workers {there:5.1f} s", flush=True)
    return here, found


def ended() -> float:
    """What processes have worked that this one started and that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Prints the figures."""
    workers = int(sys.argv[2]) if len(sys.argv) > 2 else 2
    with tempfile.TemporaryDirectory() as folder:
        if len(sys.argv) > 1:
            paths = list(expand([Path(sys.argv[1])]))
        else:
            samples = [path.read_text("utf-8") for path in sorted((ROOT / "loaders" / "samples").glob("*.txt"))]
            paths = [Path(folder) / f"{n}.txt" for n in range(400)]
            for n, path in enumerate(paths):
                path.write_text("\n\n".join([f"Bản tin số {n}", *samples, *samples]), "utf-8")
        size = sum(p.stat().st_size for p in paths) / 1e6
        print(f"{len(paths)} texts of {size:.1f} MB, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        one, alone = timed("one process", paths, lambda: 0.0)
        _, spread = timed(f"--jobs {workers}", paths, ended, jobs=workers)
        with cluster(workers) as (address, processes):
            sends, sent = timed(f"{workers} Dask workers", paths, lambda: sum(sum(p.cpu_times()[:2]) for p in processes), scheduler=address)
        print(f"all read the same: {alone == spread == sent}")
        print(
            f"sending takes {sends / one:.1%} of reading: it fills up at about {one / sends:.0f} workers, unless the scheduler does before"
        )


if __name__ == "__main__":
    main()
