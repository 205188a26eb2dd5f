"""A load that is killed, runs out of disk or may not write: nothing that was kept is lost, nothing half-written shows, one clear line."""

from __future__ import annotations

import os
import random
import resource
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests import killing
from vanmach.graph.store import examine


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return killing.write_texts(tmp_path_factory.mktemp("texts"), 60)


@pytest.fixture(scope="module")
def uninterrupted(texts: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], float]:
    """What an undisturbed load leaves, and how long it takes."""
    url = f"sqlite:///{tmp_path_factory.mktemp('whole') / 'graph.db'}"
    begun = time.perf_counter()
    subprocess.run(killing.command("load", texts, "--store", url), check=True, capture_output=True)
    lasts = time.perf_counter() - begun
    whole = killing.loaded(url)
    assert len(whole["sources"]) == 60
    assert len(whole["edges"]) > 60
    return whole, lasts


def test_ten_kills(texts: Path, uninterrupted: tuple[dict[str, Any], float], tmp_path: Path) -> None:
    hits, chance = 0, random.Random(6)
    for i in range(10):
        hits += killing.hold(texts, tmp_path / f"{i}.db", uninterrupted[0], chance, uninterrupted[1])
        if hits >= 10:
            return
    assert hits >= 5, "hardly a kill came in time to hit anything"


def limited(size: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def test_a_full_disk(texts: Path, uninterrupted: tuple[dict[str, Any], float], tmp_path: Path) -> None:
    path = tmp_path / "graph.db"
    some = tmp_path / "some"
    some.mkdir()
    for file in sorted(texts.iterdir())[:20]:
        shutil.copy(file, some)
    subprocess.run(killing.command("load", some, "--store", f"sqlite:///{path}"), check=True, capture_output=True)
    before = killing.loaded(f"sqlite:///{path}")
    for room in (0, 40_000, 120_000):
        command = killing.command("load", texts, "--store", f"sqlite:///{path}")
        size = path.stat().st_size + room
        ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", preexec_fn=limited(size))
        assert ran.returncode == 2
        (line,) = ran.stderr.strip().splitlines()
        assert line.startswith("vanmach: the store could not be written")
        assert "nothing of this change was kept" in line
        after = killing.loaded(f"sqlite:///{path}")
        assert before["sources"].items() <= after["sources"].items()
        assert all(said == uninterrupted[0]["sources"][id_] for id_, said in after["sources"].items())
        assert [f for f in examine(f"sqlite:///{path}") if f.wrong] == []
    subprocess.run(killing.command("load", texts, "--store", f"sqlite:///{path}"), check=True, capture_output=True)
    assert killing.loaded(f"sqlite:///{path}") == uninterrupted[0]


def bound(command: list[str]) -> list[str]:
    """The command under the rules of file modes, which do not bind root."""
    return ["setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override", *command] if os.geteuid() == 0 else command


def test_a_file_that_may_only_be_read(texts: Path, tmp_path: Path) -> None:
    folder = tmp_path / "shelf"
    folder.mkdir()
    path = folder / "graph.db"
    url = f"sqlite:///{path}"
    subprocess.run(killing.command("load", texts, "--store", url), check=True, capture_output=True)
    before = path.read_bytes()
    for name in ("graph.db-wal", "graph.db-shm"):
        (folder / name).unlink(missing_ok=True)
    path.chmod(0o444)
    folder.chmod(0o555)
    try:
        for arguments in (("load", texts), ("catalogue",), ("rebuild",)):
            ran = subprocess.run(bound(killing.command(*arguments, "--store", url)), capture_output=True, text=True, encoding="utf-8")
            assert ran.returncode == 2
            (line,) = ran.stderr.strip().splitlines()
            assert "read" in line
            assert str(path) in line
        ran = subprocess.run(bound(killing.command("stats", "--store", url)), capture_output=True, text=True, encoding="utf-8")
        assert ran.returncode == 0, ran.stderr
        assert path.read_bytes() == before
    finally:
        folder.chmod(0o755)
        path.chmod(0o644)


def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    try:
        command = bound(killing.command("catalogue", "--store", f"sqlite:///{tmp_path / 'new.db'}"))
        ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    finally:
        tmp_path.chmod(0o755)
    assert ran.returncode == 2
    (line,) = ran.stderr.strip().splitlines()
    assert "cannot open the store" in line
    assert "name another file" in line
