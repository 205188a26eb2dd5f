"""The route of the whole graph as a file."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import IO, Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response, StreamingResponse

from vanmach.api.deps import GraphRoute, StoreDep
from vanmach.api.export import FORMATS
from vanmach.api.problems import problem

_CHUNK = 1 << 18


def router() -> APIRouter:
    """The route, to be put under ``/api/v1``."""
    routes = APIRouter(route_class=GraphRoute, tags=["export"])
    one = threading.Lock()  # each takes disk and time: one after the other

    @routes.get(
        "/export",
        response_class=StreamingResponse,
        responses={200: {"content": {form.media_type: {} for form in FORMATS.values()}, "description": "The file"}},
        summary="The whole graph as one file",
    )
    def export(
        store: StoreDep,
        format: Annotated[
            str,
            Query(
                title="Format",
                description="; ".join(f"{name}: {form.en}" for name, form in FORMATS.items()) + "; those of several files as a zip",
                json_schema_extra={"enum": list(FORMATS)},
                pattern=f"^({'|'.join(FORMATS)})$",
            ),
        ] = "csv",
        quotes: Annotated[bool, Query(title="Quotes", description="with the words of the sources")] = True,
    ) -> Response:
        if not one.acquire(blocking=False):
            refused = problem(503, "Busy", "another export is being made; ask again in a minute")
            refused.headers["retry-after"] = "60"
            return refused
        try:
            form = FORMATS[format]
            file = TemporaryFile()  # noqa: SIM115 - it lives until it is sent
            try:
                form.to_file(store, file, quotes)
            except BaseException:
                file.close()
                raise
        finally:
            one.release()
        size = file.tell()
        file.seek(0)
        headers = {"content-length": str(size), "content-disposition": f'attachment; filename="vanmach.{form.ending}"'}
        return StreamingResponse(_parts(file), media_type=form.media_type, headers=headers)

    return routes


def _parts(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while part := file.read(_CHUNK):
            yield part
