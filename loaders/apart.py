"""Word files, PDFs and large web pages are each read in a process of its own, which ends at a bound of time and memory.

Owns the bounds and what is said when one is met; what a file holds is read by ``word``, ``pdf`` and ``html``.
"""

from __future__ import annotations

import importlib
import json
import signal
import subprocess
import sys
from typing import Any, Literal

from vanmach.graph.errors import InputError

MEMORY = 1 << 30  # bytes
SECONDS, PER_SECOND = 5, 200_000  # a file gets these seconds, and one more for so many of its bytes
PATIENCE = 20  # times as long may it take by the clock, for others may use the machine


_READERS = {"word": "text", "pdf": "text", "html": "fields"}  # by module


def read(form: Literal["word", "pdf", "html"], data: bytes) -> Any:
    """What the reader of a form makes of a file: ``read("pdf", Path("chi-thi-45.pdf").read_bytes())`` is its text. Or InputError."""
    seconds = SECONDS + len(data) // PER_SECOND
    command = [sys.executable, "-P", "-m", __name__, form, str(seconds)]
    too_long = f"it takes more than {seconds} s to read; save its text as .txt and load that"
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds * PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        raise InputError(too_long) from None
    if -done.returncode in (getattr(signal, "SIGXCPU", None), signal.SIGKILL if sys.platform != "win32" else None):
        raise InputError(too_long)
    if done.returncode:
        raise InputError("its reader broke off: the file is damaged, or made to do harm; save its text as .txt and load that")
    said = json.loads(done.stdout)
    if "error" in said:
        raise InputError(said["error"])
    return said["found"]


def _bounded(seconds: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such bounds; the clock is left
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _main() -> None:
    form, seconds = sys.argv[1], int(sys.argv[2])
    _bounded(seconds)
    try:
        reader = getattr(importlib.import_module(f"vanmach.loaders.{form}"), _READERS[form])
        said = {"found": reader(sys.stdin.buffer.read())}
    except InputError as error:
        said = {"error": str(error)}
    except MemoryError:
        said = {"error": f"it takes more than {MEMORY >> 20} MB of memory to read; save its text as .txt and load that"}
    except RecursionError:
        said = {"error": "its parts lie too deep in one another; save its text as .txt and load that"}
    sys.stdout.buffer.write(json.dumps(said).encode("ascii"))


if __name__ == "__main__":
    _main()
