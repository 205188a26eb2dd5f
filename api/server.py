"""Runs the HTTP API under uvicorn, in this process or in several, until it is told to stop; running requests are finished first."""

from __future__ import annotations

import json
import logging
import os
import signal
import socket
import sys
import tempfile
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import FrameType

import uvicorn
from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI
from uvicorn.supervisors import Multiprocess

from vanmach.api.http import create_app
from vanmach.api.language import say
from vanmach.api.limits import access
from vanmach.api.settings import Settings
from vanmach.graph.errors import InputError
from vanmach.graph.store import open_store

SERVED = "VANMACH_SERVED"  # what a worker is to serve; set by the process that starts it
# That ask the store in one worker: they share one Python, and more of them only wait for each other.
THREADS = 4
PATIENCE = 5  # seconds beyond the limit of an answer that a stop waits for running ones


@dataclass(frozen=True, slots=True)
class Serving:
    """What is served where: the options of ``vanmach serve``."""

    store: str
    host: str = "127.0.0.1"
    port: int = 8000
    open_page: bool = False
    workers: int = 1
    proxy: str | None = None  # addresses and networks whose X-Forwarded-For is believed; none by default
    root_path: str = ""  # under which a proxy shows this server
    log: bool = False
    settings: Settings = field(default_factory=Settings)


def run(serving: Serving) -> None:
    """Serves until interrupted; port 0 takes a free one. The address is printed once the socket listens."""
    # A store that cannot be opened is told before anything listens; each worker opens its own.
    open_store(serving.store).close_store()
    host, port = serving.host, serving.port
    try:
        listener = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise InputError(f"cannot listen on {host}:{port}: {error.strerror}; choose another with --port (0 takes a free one)") from error
    # Passed on to every connection: else the end of an answer waits for the other side to confirm its beginning, 40 ms and more.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    address = f"http://{f'[{host}]' if ':' in host else host}:{listener.getsockname()[1]}{serving.root_path}"
    print(say(f"Vanmach ở {address} (Ctrl+C để ngừng)", f"Vanmach at {address} (Ctrl+C to stop)"), flush=True)
    if serving.open_page:
        webbrowser.open(address)
    os.environ[SERVED] = json.dumps({"store": serving.store, "log": serving.log, "settings": asdict(serving.settings)}, default=str)
    config = uvicorn.Config(
        "vanmach.api.server:served",
        factory=True,
        workers=serving.workers,
        log_level="warning",
        access_log=False,
        server_header=False,
        root_path=serving.root_path,
        proxy_headers=serving.proxy is not None,
        forwarded_allow_ips=serving.proxy,
        timeout_graceful_shutdown=round(serving.settings.seconds) + PATIENCE,
    )
    # uvicorn ends by sending itself the signal that stopped it, once all is done.
    signal.signal(signal.SIGTERM, _ended)
    if serving.workers == 1:
        uvicorn.Server(config).run(sockets=[listener])
        return
    with tempfile.TemporaryDirectory(prefix="vanmach-") as counts:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = counts  # where workers put their counts together
        Multiprocess(config, sockets=[listener]).run()


def _ended(number: int, frame: FrameType | None) -> None:
    sys.exit(0)


def served() -> FastAPI:
    """The application of one worker, by what the environment says; it opens its store and closes it at the end."""
    told = json.loads(os.environ[SERVED])
    given = told["settings"]
    settings = Settings(**{**given, "cors": tuple(given["cors"]), "keys": Path(given["keys"])})
    if told["log"]:
        access.addHandler(logging.StreamHandler(sys.stderr))
        access.setLevel(logging.INFO)
        access.propagate = False
    store = open_store(told["store"])

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        current_default_thread_limiter().total_tokens = THREADS
        yield
        store.close_store()

    return create_app(store, settings, life)
