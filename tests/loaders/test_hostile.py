"""Hostile and broken files: each is refused by one clear line, or read without harm, in bounded time and memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.loaders import hostile

MOST_SECONDS = 12  # of the processor, for one file; none is larger than 10 MB once it is let in
MOST_MEMORY = 500  # MB of the process that reads; what reads apart has its own bound

# Reads each file as `vanmach extract` does and tells what came of it, how long it took and how much memory there was in use at most.
WATCHED = r"""
import json, re, resource, sys
from pathlib import Path
from vanmach.loaders import ingest

def spent():
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))

def most():  # ru_maxrss would begin with what the process that started this one had used
    return int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) >> 10

for path in map(Path, sys.argv[1:]):
    before = spent()
    said = [(piece.name, answer if isinstance(answer, str) else None) for piece, answer in ingest.extract_files([path])]
    print(json.dumps([path.name, said, spent() - before, most()]), flush=True)
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, str | None]]:
    folder = tmp_path_factory.mktemp("hostile")
    out = {}
    for name, make, says in hostile.files():
        make(folder / name)
        out[name] = (folder / name, says)
    return out


def test_hostile_files_are_refused_or_read_without_harm(made: dict[str, tuple[Path, str | None]]) -> None:
    assert len(made) >= 30
    before = sorted(made["empty.txt"][0].parent.parent.rglob("*"))
    command = [sys.executable, "-c", WATCHED, *(str(path) for path, _ in made.values())]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600)
    assert ran.stderr == ""
    told = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [name for name, *_ in told] == list(made)
    wrong = []
    for name, said, seconds, memory in told:
        says = made[name][1]
        reasons = [reason for _, reason in said if reason]
        if seconds > MOST_SECONDS or memory > MOST_MEMORY:
            wrong.append(f"{name}: {seconds:.1f} s, {memory} MB")
        if says is None and reasons:
            wrong.append(f"{name} is refused: {reasons}")
        if says is not None and not any(says in reason for reason in reasons):
            wrong.append(f"{name}: {said[-3:]} does not say {says!r}")
        if any("\n" in line or len(line) > 400 or not line.isprintable() for piece, reason in said for line in (piece, reason or "")):
            wrong.append(f"{name} is not told in one clear line: {said[:3]}")
    assert not wrong, "\n".join(wrong)
    assert sorted(made["empty.txt"][0].parent.parent.rglob("*")) == before


def test_a_folder_of_links_and_pipes_is_passed_by(tmp_path: Path) -> None:
    from vanmach.loaders.packed import expand

    (tmp_path / "tin.txt").write_text(hostile.TEXT, "utf-8")
    os.symlink(tmp_path / "loop.txt", tmp_path / "loop.txt")
    os.symlink(tmp_path, tmp_path / "again")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "~$tin.docx").write_bytes(b"\0" * 162)
    assert list(expand([tmp_path])) == [tmp_path / "tin.txt"]
