"""How reading spreads over processes and over a Dask cluster on this machine: ``python tests/benchmarks/spreading.py [FOLDER] [WORKERS]``.

FOLDER holds ``.txt`` files (400 of 8 KB made of the sample texts, if none is given). Prints texts a second read by one process, by WORKERS
(two) processes, and by as many Dask workers that are started here on loopback, with what they cost; and whether all read the same.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from distributed import Client

from vanmach.loaders.ingest import expand, extract_files

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def cluster(workers: int) -> Iterator[str]:
    """A scheduler with workers on loopback; its address."""
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
            yield address
        finally:
            for process in reversed(started):
                process.terminate()
            for process in started:
                process.wait(30)


def timed(name: str, paths: list[Path], **how: Any) -> tuple[float, list[str]]:
    """Seconds, and what was read."""
    begun = time.perf_counter()
    found = [json.dumps(answer) for _, answer in extract_files(paths, **how)]
    seconds = time.perf_counter() - begun
    size = sum(p.stat().st_size for p in paths) / 1e6
    print(f"{name:24} {len(paths) / seconds:8.0f} texts/s  {size / seconds:6.2f} MB/s  {seconds:6.1f} s", flush=True)
    return seconds, found


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
        print(f"{len(paths)} texts, {os.cpu_count()} cores; load {os.getloadavg()[0]:.1f}")
        one, alone = timed("one process", paths)
        many, spread = timed(f"--jobs {workers}", paths, jobs=workers)
        with cluster(workers) as address:
            dask, sent = timed(f"{workers} Dask workers", paths, scheduler=address)
        print(f"--jobs {workers}: x{one / many:.2f}; Dask: x{one / dask:.2f}; the same: {alone == spread == sent}")


if __name__ == "__main__":
    main()
