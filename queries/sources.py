"""What the graph was told by: its sources, page by page, and one with the length of its text."""

from __future__ import annotations

from typing import Any

from vanmach.graph.errors import InputError, NotFound
from vanmach.graph.model import Source
from vanmach.graph.store import View


def sources(view: View, *, after: str | None = None, limit: int = 50) -> dict[str, Any]:
    """A page of live sources by id: ``{sources: [source], next}``; ``next`` is the cursor of the next page, null on the last.

    A source is ``{id, kind, title, uri, publisher, published, loaded_at, sha256}``; the catalogue is one of them, and so is each text.
    """
    if limit < 1:
        raise InputError(f"limit {limit} is out of range: at least 1")
    found = [s for s in view.sources() if after is None or s.id > after]
    page = found[:limit]
    return {"sources": [source_form(s) for s in page], "next": page[-1].id if len(found) > limit else None}


def source(view: View, id_: str) -> dict[str, Any]:
    """One source with ``characters``, the length of its text in code points (null where it is a table); NotFound if there is none."""
    found = _found(view, id_)
    text = view.text(id_)
    return {**source_form(found), "characters": None if text is None else len(text)}


def text(view: View, id_: str) -> str:
    """The text of a source as it was given, so that ``text(view, quote["source"])[start:end]`` is a quote's own words.

    NotFound where there is no such source, or where it is a table and has no text.
    """
    _found(view, id_)
    words = view.text(id_)
    if words is None:
        raise NotFound(id_, hint=f"the source {id_!r} is a table and has no text; its rows stand as records in the evidence")
    return words


def passage(view: View, id_: str, start: int, end: int, *, around: int = 200) -> dict[str, Any]:
    """The words of a source at ``[start, end)`` with what stands around them: ``{source, start, end, quote, before, after}``.

    For the place of a quote it gives the quote's own words, so that they can be read where they stand. InputError for a place that the
    text does not have.
    """
    words = text(view, id_)
    if not 0 <= start < end <= len(words):
        raise InputError(f"the source {id_!r} has {len(words)} characters: no place [{start}, {end}) in it")
    return {
        "source": source_form(_found(view, id_)),
        "start": start,
        "end": end,
        "quote": words[start:end],
        "before": words[max(0, start - around) : start],
        "after": words[end : end + around],
    }


def source_form(found: Source) -> dict[str, Any]:
    """One source in its JSON form."""
    return {
        "id": found.id,
        "kind": found.kind,
        "title": found.title,
        "uri": found.uri,
        "publisher": found.publisher,
        "published": found.published,
        "loaded_at": found.loaded_at,
        "sha256": found.sha256,
    }


def _found(view: View, id_: str) -> Source:
    found = view.source(id_)
    if found is None:
        raise NotFound(
            id_, hint=f"no source {id_!r}; ids of sources stand in the evidence of edges, and all of them in the list of sources"
        )
    return found
