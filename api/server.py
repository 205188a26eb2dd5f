"""Runs the HTTP API under uvicorn."""

from __future__ import annotations

import socket
import webbrowser

import uvicorn

from vanmach.api.http import create_app
from vanmach.api.language import say
from vanmach.graph.errors import InputError
from vanmach.graph.store import open_store


def run(url: str, host: str, port: int, *, open_page: bool = False) -> None:
    """Serves until interrupted; port 0 takes a free one. The address is printed once the socket listens."""
    store = open_store(url)
    try:
        listener = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        store.close_store()
        raise InputError(f"cannot listen on {host}:{port}: {error.strerror}; choose another with --port (0 takes a free one)") from error
    address = f"http://{f'[{host}]' if ':' in host else host}:{listener.getsockname()[1]}"
    print(say(f"Vanmach ở {address} (Ctrl+C để ngừng)", f"Vanmach at {address} (Ctrl+C to stop)"), flush=True)
    if open_page:
        webbrowser.open(address)
    try:
        uvicorn.Server(uvicorn.Config(create_app(store), log_level="warning", server_header=False)).run(sockets=[listener])
    finally:
        store.close_store()
