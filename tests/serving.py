"""A server as people run it: ``vanmach serve`` as a process of its own, for the tests that ask one."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import httpx2

# What an OpenAPI document cannot say: which strings are the JSON of a batch, which bytes a Word file, which choices bear each other.
NOT_SAID = """[[operations]]
include-path = ["/reconcile", "/api/v1/texts", "/api/v1/sources/file", "/api/v1/export"]
checks.positive_data_acceptance.enabled = false
warnings = false
"""
Process = subprocess.Popen[str]


def command(*arguments: object) -> list[str]:
    """The command line as another process runs it."""
    return [sys.executable, "-c", "from vanmach.api.cli import main; main()", *map(str, arguments)]


@contextmanager
def served(store_url: str, *options: str, errors: IO[str] | int = subprocess.PIPE) -> Iterator[tuple[Process, httpx2.Client]]:
    """A server with options, and a client of it; told to stop at the end, so that it ends its workers too.

    What it says on stderr goes to ``errors``: a file, where it may say more than a pipe holds.
    """
    started = command("serve", "--port", "0", "--store", store_url, "--lang", "en", *options)
    process = subprocess.Popen(started, stdout=subprocess.PIPE, stderr=errors, text=True, encoding="utf-8")
    try:
        assert process.stdout
        address = re.search(r"http://127\.0\.0\.1:\d+\S*", process.stdout.readline())
        assert address
        with httpx2.Client(base_url=address[0], timeout=30) as client:
            yield process, client
    finally:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=60)


def tried(url: str, cases: int, folder: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Has schemathesis try every route of a server against its OpenAPI document, by all its checks."""
    Path(folder, "schemathesis.toml").write_text(NOT_SAID, "utf-8")
    program = [sys.executable, "-m", "schemathesis.cli", "run", f"{url}/openapi.json", "--max-examples", str(cases)]
    how = ["--phases", "examples,coverage,fuzzing", "--continue-on-failure", "--generation-database", "none", "--no-color"]
    return subprocess.run([*program, *how, *options], cwd=folder, capture_output=True, text=True, encoding="utf-8")
