"""The doors over a store made the way a person makes it: catalogue and sample texts loaded by the command line."""

from __future__ import annotations

import io
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

import httpx2
import pytest
import uvicorn

from tests import serving
from vanmach.api.cli import main
from vanmach.api.http import create_app
from vanmach.graph.store import open_store


class Ran(NamedTuple):
    """What a command left: its exit code and both streams."""

    code: int
    out: str
    err: str


def run(*arguments: str | Path) -> Ran:
    """Runs the command line in this process."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as ended:
        main([str(a) for a in arguments])
    return Ran(int(ended.value.code or 0), out.getvalue(), err.getvalue())


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    from vanmach.api import language

    monkeypatch.setattr(language, "_current", "en")


@pytest.fixture(scope="session")
def samples(root: Path) -> Path:
    return root / "loaders" / "samples"


@pytest.fixture(scope="session")
def store_url(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('api') / 'graph.db'}"
    assert run("catalogue", "--store", url).code == 0
    assert run("load", samples, "--store", url).code == 0
    return url


@pytest.fixture(scope="session")
def client(store_url: str) -> Iterator[httpx2.Client]:
    """A client of a real server on a free port."""
    store = open_store(store_url)
    listener = socket.create_server(("127.0.0.1", 0))
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    server = uvicorn.Server(uvicorn.Config(create_app(store), log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    with httpx2.Client(base_url=f"http://127.0.0.1:{listener.getsockname()[1]}", timeout=30) as opened:
        yield opened
    server.should_exit = True
    thread.join()
    store.close_store()


@pytest.fixture
def fresh(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'fresh.db'}"


@pytest.fixture(scope="session")
def command() -> Callable[..., list[str]]:
    """The command as another process runs it."""
    return serving.command
