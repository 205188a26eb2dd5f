"""Reads what ``vanmach export --format jsonl`` wrote: sources with all they say, and people's reviews, as they were in another store.

The file comes from outside: every value is checked here before anything of it is kept. Lines of nodes and edges are passed over, for they
follow from the readings.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from vanmach.graph import ontology
from vanmach.graph.errors import InputError, OntologyError
from vanmach.graph.model import Quote, Reference, Review, Source, Statement, review_id
from vanmach.graph.project import PROPERTIES


class Said(NamedTuple):
    """A source with all it says."""

    source: Source
    references: list[Reference]
    statements: list[Statement]
    text: str | None = None


_LINES: dict[str, TypeAdapter[Any]] = {
    "node": TypeAdapter(Any),
    "edge": TypeAdapter(Any),
    "reading": TypeAdapter(Said),
    "review": TypeAdapter(Review),
}
_LINE = TypeAdapter(dict[str, Any])


def exported(path: Path) -> Iterator[Said | Review]:
    """Readings and reviews of an exported file, in its order; InputError names the line that is none, or says that there are none."""
    found = False
    said: set[str] = set()
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if not line.strip():
                    continue
                try:
                    thing = _thing(line)
                    if isinstance(thing, Said):
                        _check(thing, said)
                except (ValidationError, InputError, OntologyError) as error:
                    raise InputError(f"line {number}: {_reason(error)}; export the graph again, or take the line out") from None
                if thing is not None:
                    found = True
                    yield thing
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}") from error
    if not found:
        raise InputError("holds no readings: it was exported without quotes, or is no export; export again: vanmach export --format jsonl")


def _thing(line: bytes) -> Said | Review | None:
    data = _LINE.validate_json(line)
    (kind,) = data if len(data) == 1 else ("",)
    if kind not in _LINES:
        raise InputError(f"neither of {', '.join(_LINES)} but {', '.join(map(repr, data))[:80] or 'nothing'}")
    if kind in ("node", "edge"):
        return None
    thing: Said | Review = _LINES[kind].validate_python(data[kind])
    if isinstance(thing, Review):
        _judged(thing)
    return thing


def _reason(error: ValidationError | InputError | OntologyError) -> str:
    if not isinstance(error, ValidationError):
        return str(error)
    first = error.errors()[0]
    return f"{'.'.join(map(str, first['loc'])) or 'the line'}: {first['msg']}"


def _judged(review: Review) -> None:
    if review.type is not None:
        ontology.relation(review.type)
    if (review.type is None) != (review.verdict in ("same-as", "not-same")):
        raise InputError(f"review {review.id!r}: {review.verdict} judges {'two nodes' if review.type else 'an edge'}")
    if review.id != review_id(review.a, review.b, review.type, review.modality):
        raise InputError(f"review {review.id!r} is not of what it judges")


def _check(reading: Said, said: set[str]) -> None:
    """Whether a reading holds together: nothing in it is of another source, nothing quoted is not there, nothing is said twice."""
    source = reading.source
    if not source.id:
        raise InputError("a source without an id")
    if reading.text is not None and hashlib.sha256(reading.text.encode()).hexdigest() != source.sha256:
        raise InputError(f"source {source.id}: its text is not that of its sha256")
    references = {r.id for r in reading.references}
    for r in reading.references:
        if r.source != source.id or not r.id.startswith(f"{source.id}#"):
            raise InputError(f"reference {r.id!r} is not of source {source.id!r}")
    if len(references) < len(reading.references):
        raise InputError(f"source {source.id}: a reference is there twice")
    for s in reading.statements:
        if s.source != source.id or s.subject not in references or (s.object is not None and s.object not in references):
            raise InputError(f"statement {s.id!r} is not of source {source.id!r}, or of things that it does not name")
        if s.object is None and (s.predicate not in PROPERTIES or s.value is None):
            raise InputError(f"statement {s.id!r} states no property that is known: {s.predicate!r}")
        if not 0 <= s.confidence <= 1:
            raise InputError(f"statement {s.id!r}: a confidence of {s.confidence}, which lies between 0 and 1")
        if s.id in said:
            raise InputError(f"statement {s.id!r} is there twice")
        said.add(s.id)
        e = s.evidence
        if isinstance(e, Quote) and e.source == source.id and (reading.text is None or reading.text[e.start : e.end] != e.quote):
            raise InputError(f"statement {s.id!r}: the quote does not stand at {e.start}-{e.end} of its text")
