"""A fresh store of each engine for the contract suite."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from tests import neo4j_server
from vanmach.graph.networkx_view import NetworkxView, as_graph
from vanmach.graph.store import Store, View, open_store

Viewer = Callable[[Store], View]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path / 'graph.db'}")
    yield opened
    opened.close_store()


def _on_server(name: str, _: Path) -> Store:
    if lack := neo4j_server.missing():
        pytest.skip(lack)
    return open_store(neo4j_server.emptied(name))


# A store that can be written to joins here: name -> how a fresh one is opened below a folder.
STORES: dict[str, Callable[[Path], Store]] = {
    "sqlite": lambda folder: open_store(f"sqlite:///{folder / 'graph.db'}"),
    **{name: partial(_on_server, name) for name in neo4j_server.RELEASES},
}
# Whatever reads joins here: name -> the View of what a store holds.
VIEWS: dict[str, Viewer] = {"itself": lambda store: store, "networkx": lambda store: NetworkxView(as_graph(store, texts=True))}


@contextmanager
def opened(engine: str, folder: Path) -> Iterator[Store]:
    fresh = STORES[engine](folder)
    try:
        yield fresh
    finally:
        fresh.close_store()
