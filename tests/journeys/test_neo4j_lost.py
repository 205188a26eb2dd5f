"""A Neo4j server that asks for a password, is stopped, started and killed during a load: no secret shows, nothing is lost or doubled."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import killing, neo4j_server
from tests.graph.test_contract import keep
from tests.graph.test_neo4j import said
from vanmach.graph.errors import StoreError
from vanmach.graph.store import examine, open_store, shown

pytestmark = pytest.mark.skipif(neo4j_server.missing() is not None, reason=str(neo4j_server.missing()))
PASSWORD = "dung-mat-khau"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[neo4j_server.Neo4jServer]:
    """A server of this module's own."""
    with neo4j_server.Neo4jServer(tmp_path_factory.mktemp("neo4j"), password=PASSWORD) as started:
        yield started


@pytest.fixture
def url(server: neo4j_server.Neo4jServer, monkeypatch: pytest.MonkeyPatch) -> str:
    """The store on it, emptied; the password stands in the environment."""
    monkeypatch.setenv("VANMACH_NEO4J_PASSWORD", PASSWORD)
    neo4j_server.empty(server)
    return server.url


def test_a_password_is_never_shown(server: neo4j_server.Neo4jServer, caplog: pytest.LogCaptureFixture) -> None:
    """Not by what fails, by logs at their loudest, by the list of processes, by what stands for the store."""
    right, wrong = PASSWORD, "sai-mat-khau"
    caplog.set_level(logging.DEBUG)
    url = server.url.replace("://", f"://neo4j:{right}@")
    store = open_store(url)
    assert right not in repr(store) + repr(vars(store)["connection"])
    store.close_store()
    with pytest.raises(StoreError) as refused:
        open_store(server.url.replace("://", f"://neo4j:{wrong}@"))
    assert "VANMACH_NEO4J_PASSWORD" in str(refused.value)
    with pytest.raises(StoreError, match="VANMACH_NEO4J_PASSWORD"):
        open_store(server.url)
    assert shown(f"--store={url}") == f"--store={server.url}"
    code = "from vanmach.api.cli import main; main()"
    command = [sys.executable, "-c", code, "serve", "--port", "0", "--store", url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as serving:
        assert serving.stdout is not None
        told = serving.stdout.readline()
        assert "http://" in told, told
        listed = Path(f"/proc/{serving.pid}/cmdline").read_text()
        serving.terminate()
        told += serving.stdout.read()
    assert server.url in listed
    begun = time.monotonic()
    failed = subprocess.run(
        [sys.executable, "-c", code, "stats", "--store", url.replace(right, wrong)], capture_output=True, text=True, encoding="utf-8"
    )
    assert time.monotonic() - begun < 20  # it is not tried for the half minute that a lost server is
    assert failed.returncode == 2
    assert len(failed.stderr.strip().splitlines()) == 1
    for text in (listed, told, failed.stderr, failed.stdout, str(refused.value), repr(refused.value.__cause__), caplog.text):
        assert right not in text
        assert wrong not in text
    assert os.environ.get("VANMACH_NEO4J_PASSWORD") is None


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return killing.write_texts(tmp_path_factory.mktemp("texts"), 16)


@pytest.fixture(scope="module")
def whole(texts: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What an undisturbed load leaves, in a file."""
    kept = f"sqlite:///{tmp_path_factory.mktemp('whole') / 'graph.db'}"
    subprocess.run(killing.command("load", texts, "--store", kept), check=True, capture_output=True)
    return killing.loaded(kept)


def loading(texts: Path, url: str) -> subprocess.Popen[str]:
    """A load in a process of its own, some sources of which are kept when this returns."""
    command = killing.command("load", texts, "--store", url, "--format", "json")
    load = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")
    store = open_store(url)
    while load.poll() is None and store.counts().sources < 3:
        time.sleep(0.05)
    store.close_store()
    assert load.poll() is None, load.communicate()
    return load


def test_a_load_outlives_a_restart(server: neo4j_server.Neo4jServer, url: str, texts: Path, whole: dict[str, object]) -> None:
    load = loading(texts, url)
    server.stop()
    server.start()
    out, err = load.communicate(timeout=120)
    if load.returncode:  # the server was lost in the one moment in which nobody can know whether a change was kept
        (line,) = err.strip().splitlines()
        assert "do it again" in line
        subprocess.run(killing.command("load", texts, "--store", url), check=True, capture_output=True)
    else:
        assert '"new": 16' in out
    assert killing.loaded(url) == whole


def test_nothing_acknowledged_is_lost_when_the_server_is_killed(
    server: neo4j_server.Neo4jServer, url: str, texts: Path, whole: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And where it does not come back, the load ends with one clear line."""
    monkeypatch.setenv("VANMACH_NEO4J_PATIENCE", "2")
    kept: list[str] = []

    def write() -> None:
        store = open_store(url)
        try:
            for i in range(10_000):
                keep(store, said(f"t{i}"))
                kept.append(f"t{i}")
        except StoreError as error:
            kept.append(f"ended: {error}")
        finally:
            store.close_store()

    writer = threading.Thread(target=write)
    writer.start()
    while len(kept) < 20:
        assert writer.is_alive(), kept
        time.sleep(0.02)
    server.stop(kill=True)
    writer.join()
    *acknowledged, last = kept
    assert last.startswith("ended: the store")
    server.start()
    store = open_store(url)
    found = {s.id for s in store.sources()}
    store.close_store()
    assert set(acknowledged) <= found
    assert len(found) <= len(acknowledged) + 1
    assert [f for f in examine(url) if f.wrong] == []

    neo4j_server.empty(server)
    load = loading(texts, url)
    server.stop(kill=True)
    _, err = load.communicate(timeout=60)
    assert load.returncode == 2
    (line,) = err.strip().splitlines()
    assert f"{url!r}" in line
    assert PASSWORD not in line
    server.start()
    subprocess.run(killing.command("load", texts, "--store", url), check=True, capture_output=True)
    assert killing.loaded(url) == whole
