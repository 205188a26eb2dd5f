"""Reads the interchange form (docs/interchange.md) back: what ``vanmach extract`` wrote of a text, or a person labelled in it.

The form has no text of its own, only its name: the text is looked for beside it. Everything is checked against that text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from vanmach.graph.errors import InputError
from vanmach.loaders.html import read_page
from vanmach.loaders.interchange import Body, Document, Event, Extraction, Mention, Person, Relation
from vanmach.loaders.text import decode

_LISTS = {"documents": Document, "bodies": Body, "people": Person, "events": Event}
_ADAPTERS: dict[str, TypeAdapter[Any]] = {name: TypeAdapter(list[form]) for name, form in _LISTS.items()}  # type: ignore[valid-type]
_RELATION = TypeAdapter(Relation)
_FORM = TypeAdapter(dict[str, Any])
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def read_interchange(path: Path) -> Extraction:
    """What ``bai.json`` says of the text whose name it gives, which lies beside it; InputError says what does not fit."""
    try:
        form = _FORM.validate_json(path.read_bytes())
        name = form["text"]
        text = path.parent / Path(name).name
        if not text.is_file():
            raise InputError(f"its text {text.name!r} is not beside it; put both into one folder")
        return from_json(form, _words(text))
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise InputError(f"not in the interchange form: {'.'.join(map(str, first['loc'])) or 'the file'}: {first['msg']}") from None
    except (KeyError, TypeError) as error:
        raise InputError(f"not in the interchange form (docs/interchange.md): {error}") from None


def _words(path: Path) -> str:
    data = path.read_bytes()
    return read_page(data).text if path.suffix.lower() in (".html", ".htm") else decode(data)


def from_json(form: dict[str, Any], text: str) -> Extraction:
    """The extraction of which ``to_json`` made this form, of the same text."""
    found = {name: adapter.validate_python(form[name]) for name, adapter in _ADAPTERS.items()}
    source = form["source"]
    extraction = Extraction(text, source["title"], source["publisher"], source["published"], source.get("uri"), **found)
    extraction.relations = [_RELATION.validate_python({**r, **r["evidence"], "from_": r["from"]}) for r in form["relations"]]
    for wrong in _wrong(extraction):
        raise InputError(wrong)
    return extraction


def _wrong(x: Extraction) -> Iterator[str]:
    """What of an extraction does not fit its text, or itself."""
    entities: list[Document | Body | Person | Event] = [*x.documents, *x.bodies, *x.people, *x.events]
    ids = {e.id for e in entities}
    if len(ids) < len(entities):
        yield "an id is given to two things"
    for e in entities:
        if not e.mentions:
            yield f"{e.id} is mentioned nowhere"
        proofs = [Mention(a, b, x.text[a:b]) for a, b in e.proof.values()] if isinstance(e, Document) else []
        for m in (*e.mentions, *proofs):
            if not 0 <= m.start < m.end <= len(x.text) or x.text[m.start : m.end] != m.surface:
                yield f"{e.id}: {m.surface!r} does not stand at {m.start}-{m.end} of the text"
    for r in x.relations:
        if {r.from_, r.to} - ids:
            yield f"{r.type} ties {r.from_!r} to {r.to!r}, of which one is not there"
        if not (0 <= r.start < r.end <= len(x.text) and 0 <= r.confidence <= 1):
            yield f"{r.type} of {r.from_} and {r.to}: its place {r.start}-{r.end} or its confidence {r.confidence} is none"
    days = [x.published, *(d for e in x.documents for d in (e.date, e.date_partial, e.effective_from)), *(e.date for e in x.events)]
    yield from (f"{day!r} is no day, month or year (2024-06-14, 2024-06, 2024)" for day in days if day and not _DAY.fullmatch(day))
