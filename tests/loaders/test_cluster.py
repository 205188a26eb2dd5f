"""Texts read by a real Dask scheduler with two worker processes on loopback, equal to what one process reads; and what may go wrong."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import Client

from tests.api.conftest import run
from tests.loaders.cluster_work import deadly, who_works
from vanmach.graph.errors import InputError
from vanmach.loaders import cluster
from vanmach.loaders.ingest import extract_files

WORKERS = 2


@pytest.fixture
def samples(root: Path) -> list[Path]:
    """The sample texts."""
    return sorted((root / "loaders" / "samples").glob("*.txt"))


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class Cluster:
    """A scheduler and its workers, each a process; ``python`` is the command that runs them."""

    def __init__(self, folder: Path, python: list[str], workers: int) -> None:
        self.address = f"tcp://127.0.0.1:{_free_port()}"
        self.processes = []
        # The workers find what this module sends; who dies once is given up.
        told = {"PYTHONPATH": str(Path(__file__).parents[2]), "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
        knowing = {**os.environ, **told}
        with (folder / "log").open("wb") as log:
            begin = [*python, "scheduler", "--host", self.address, "--no-dashboard", "--no-show"]
            self.processes.append(subprocess.Popen(begin, stdout=log, stderr=log, cwd=folder, env=knowing, start_new_session=True))
            for _ in range(workers):
                join = [*python, "worker", self.address, "--nthreads", "1", "--no-dashboard", "--no-nanny"]
                join += ["--local-directory", str(folder), "--death-timeout", "60"]
                self.processes.append(subprocess.Popen(join, stdout=log, stderr=log, cwd=folder, env=knowing, start_new_session=True))
        end = time.monotonic() + 60
        while True:
            try:
                with Client(self.address, timeout=2, set_as_default=False) as client:
                    client.wait_for_workers(workers, timeout=60)
                return
            except OSError:
                assert time.monotonic() < end, (folder / "log").read_text()

    def end(self) -> None:
        """Ends them and the processes that they started; what they would still say to each other matters to nobody."""
        for process in self.processes:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture(scope="module")
def processes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler with two workers."""
    started = Cluster(tmp_path_factory.mktemp("dask"), [sys.executable, "-m", "dask"], WORKERS)
    yield started
    started.end()


@pytest.fixture
def scheduler(processes: Cluster) -> str:
    """Its address."""
    return processes.address


def test_a_cluster_reads_what_one_process_reads(scheduler: str, tmp_path: Path, samples: list[Path]) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    for path in samples:
        for n in range(2):
            (texts / f"{path.stem}-{n}.txt").write_text(f"Tin số {n}.\n" + path.read_text("utf-8"), "utf-8")
    (texts / "hỏng.txt").write_bytes(b"%PDF-1.7\x00")
    (texts / "trang.html").write_text(
        "<html><body><article><p>Chỉ thị số 45-CT/TW thay thế Chỉ thị số 35-CT/TW.</p></article></body></html>"
    )
    here = run("extract", texts, "--out", tmp_path / "here")
    there = run("extract", texts, "--out", tmp_path / "there", "--scheduler", scheduler)
    assert (here.code, there.code) == (1, 1)
    read = {p.name: p.read_bytes() for p in (tmp_path / "here").iterdir()}
    assert len(read) == 9
    assert {p.name: p.read_bytes() for p in (tmp_path / "there").iterdir()} == read
    assert "hỏng.txt: the file is binary" in there.err


def test_the_workers_share_the_work(scheduler: str, samples: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_MOST", 2)
    who = [answer for _, answer in cluster.each(who_works, samples * 4, scheduler)]
    assert len(who) == 16
    assert len(set(who)) == WORKERS


def test_other_code_is_refused(scheduler: str, samples: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "files", lambda package: tmp_path)
    cluster.fingerprint.cache_clear()
    with pytest.raises(InputError, match="has another version of Vanmach"):
        list(extract_files(samples, scheduler=scheduler))
    cluster.fingerprint.cache_clear()


def test_workers_without_the_program_are_refused(samples: list[Path], tmp_path: Path) -> None:
    # -S leaves out the .pth files, and with them the editable install.
    paths = [sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
    bare = [sys.executable, "-I", "-S", "-c", f"import sys; sys.path += {paths!r}; from dask.__main__ import main; main()"]
    without = Cluster(tmp_path, bare, 1)
    try:
        with pytest.raises(InputError, match=r"No module named 'vanmach'.*install this version of Vanmach there"):
            list(extract_files(samples, scheduler=without.address))
    finally:
        without.end()


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nowhere", "ftp://127.0.0.1:21", "tcp://127.0.0.1:99999", "tcp://[::1"])
def test_no_scheduler_is_one_clear_line(address: str, samples: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", 1)
    ran = run("extract", samples[0], "--scheduler", address)
    assert ran.code == 2
    assert "no Dask scheduler answers at" in ran.err
    assert ran.err.count("\n") == 1
    assert run("extract", samples[0], "--scheduler", address, "--jobs", "2").code == 2


def test_a_text_on_which_workers_die_is_named_and_the_rest_is_read(samples: list[Path], tmp_path: Path) -> None:
    mortal = Cluster(tmp_path, [sys.executable, "-m", "dask"], 2)  # one dies of both texts together, one of the deadly text alone
    try:
        answers = {path.name: answer for path, answer in cluster.each(deadly, samples[1:3], mortal.address)}
    finally:
        mortal.end()
    assert answers.pop("nhan-su-va-chu-ky.txt").startswith("every worker that read it died")
    assert list(answers) == list(answers.values()) == [samples[1].name]


def test_a_lost_scheduler_is_one_clear_line(processes: Cluster, samples: list[Path]) -> None:
    """The last of the module: it ends the cluster."""
    answers = extract_files(samples * 200, scheduler=processes.address)
    next(answers)
    for process in processes.processes:
        process.kill()
    with pytest.raises(InputError, match="lost the Dask scheduler"):
        list(answers)
