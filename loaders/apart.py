"""Word and PDF files are read in a process of its own, which ends at a bound of time and memory, whatever the file makes its reader do.

Owns the bounds and what is said when one is met; what a file holds is read by ``word`` and ``pdf``.
"""

from __future__ import annotations

import importlib
import json
import signal
import subprocess
import sys
from typing import Literal

from vanmach.graph.errors import InputError

MEMORY = 1 << 30  # bytes
SECONDS, PER_SECOND = 10, 200_000  # a file gets these seconds, and one more for so many of its bytes
PATIENCE = 20  # times as long may it take by the clock, for others may use the machine


def text_of(form: Literal["word", "pdf"], data: bytes) -> str:
    """The text of a file, or InputError: ``text_of("pdf", Path("chi-thi-45.pdf").read_bytes())``."""
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
    text: str = said["text"]
    return text


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
        said = {"text": importlib.import_module(f"vanmach.loaders.{form}").text(sys.stdin.buffer.read())}
    except InputError as error:
        said = {"error": str(error)}
    except MemoryError:
        said = {"error": f"it takes more than {MEMORY >> 20} MB of memory to read; save its text as .txt and load that"}
    except RecursionError:
        said = {"error": "its parts lie too deep in one another; save its text as .txt and load that"}
    sys.stdout.buffer.write(json.dumps(said).encode("ascii"))


if __name__ == "__main__":
    _main()
