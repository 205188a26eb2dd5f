"""What routes share: the store, and how a node is named in a path."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, Path, Request

from vanmach.api import schemas
from vanmach.graph.store import Store


def _store(request: Request) -> Store:
    store: Store = request.app.state.store
    return store


StoreDep = Annotated[Store, Depends(_store)]
Id = Annotated[
    str,
    Path(title="Node", description="an id, a symbol, or an alias", examples=["35-ct-tw.xiii", "45-CT/TW"], min_length=1, max_length=300),
]
UNCLEAR: dict[int | str, dict[str, Any]] = {
    300: {"model": schemas.Problem, "description": "Several nodes answer to the reference"},
    404: {"model": schemas.Problem, "description": "No node answers to it"},
}
