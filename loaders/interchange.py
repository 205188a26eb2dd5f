"""What one text says, in the interchange form (docs/interchange.md): entities with their mentions, and relations with their words.

Owns the shapes between reading and statements, and their JSON. Offsets are code points of the text as it was given, ``[start, end)``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Modality = Literal["done", "planned"]


@dataclass(slots=True)
class Mention:
    """A place in the text that names an entity."""

    start: int
    end: int
    surface: str


@dataclass(slots=True)
class Document:
    """A document as this text names it; nothing in it comes from elsewhere."""

    id: str
    kind: str
    symbol: str | None = None
    number: int | None = None
    date: str | None = None
    issuer: str | None = None  # id of a body of the same text
    term: str | None = None
    nickname_of: str | None = None  # id of an event of the same text
    title: str | None = None
    draft: bool = False
    self: bool = False
    digest: bool = False
    effective_from: str | None = None
    date_partial: str | None = None  # year or month alone, where the text gives no full date
    date_inferred: bool = False  # the text leaves the year out; it is that of the article
    proof: dict[str, tuple[int, int]] = field(
        default_factory=dict
    )  # the words that state a property (date, term, title), where not the mention
    mentions: list[Mention] = field(default_factory=list)


@dataclass(slots=True)
class Body:
    """An organisation named as such; ``name`` is its full form."""

    id: str
    name: str
    part_of: str | None = None
    mentions: list[Mention] = field(default_factory=list)


@dataclass(slots=True)
class Person:
    """A person, without honorifics and ranks."""

    id: str
    name: str
    mentions: list[Mention] = field(default_factory=list)


@dataclass(slots=True)
class Event:
    """A congress, plenum, conference or session."""

    id: str
    kind: str
    name: str
    date: str | None = None
    term: str | None = None
    number: int | None = None
    mentions: list[Mention] = field(default_factory=list)


@dataclass(slots=True)
class Relation:
    """``from_`` stands in relation ``type`` to ``to``, by the words ``[start, end)``, found by ``rule`` at ``confidence``."""

    type: str
    from_: str
    to: str
    start: int
    end: int
    modality: Modality = "done"
    props: dict[str, Any] = field(default_factory=dict)
    rule: str = ""
    confidence: float = 1.0


@dataclass(slots=True)
class Cited:
    """A numbered citation where it stands, with what that place itself says; ``reach`` is the end of its date, issuer and subject.

    ``word``, ``date`` and ``issuers`` are values (kind of document, ISO day, ids of bodies) with their spans; no part of the form as JSON.
    """

    document: str
    start: int
    end: int
    reach: int
    word: tuple[str, int, int] | None = None
    date: tuple[str, int, int] | None = None
    issuers: list[tuple[str, int, int]] = field(default_factory=list)
    past: bool = False  # its sentence ends or reviews the document


@dataclass(slots=True)
class Extraction:
    """Everything one text says."""

    text: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    uri: str | None = None
    documents: list[Document] = field(default_factory=list)
    bodies: list[Body] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    cited: list[Cited] = field(default_factory=list)


def to_json(extraction: Extraction, name: str, resolved: Mapping[str, Mapping[str, Any]] | None = None) -> dict[str, Any]:
    """The interchange JSON of one text called ``name``; every key of the form is present, unknown values are null.

    ``resolved`` says by id (d1, b1 …) what is known from elsewhere.
    """

    def elsewhere(id_: str) -> dict[str, Any]:
        return {"resolved": dict(resolved[id_])} if resolved and id_ in resolved else {}

    def mentions(found: Iterable[Mention]) -> list[dict[str, Any]]:
        return [{"start": m.start, "end": m.end, "surface": m.surface} for m in found]

    return {
        "text": name,
        "source": {
            "title": extraction.title,
            "publisher": extraction.publisher,
            "published": extraction.published,
            **({"uri": extraction.uri} if extraction.uri else {}),
        },
        "documents": [
            {
                "id": d.id,
                "kind": d.kind,
                "symbol": d.symbol,
                "number": d.number,
                "date": d.date,
                "issuer": d.issuer,
                "term": d.term,
                "nickname_of": d.nickname_of,
                "title": d.title,
                "draft": d.draft,
                **({"self": True} if d.self else {}),
                **({"digest": True} if d.digest else {}),
                **({"effective_from": d.effective_from} if d.effective_from else {}),
                **({"date_partial": d.date_partial} if d.date_partial and not d.date else {}),
                **({"date_inferred": True} if d.date_inferred else {}),
                **({"proof": {name: list(span) for name, span in d.proof.items()}} if d.proof else {}),
                "mentions": mentions(d.mentions),
                **elsewhere(d.id),
            }
            for d in extraction.documents
        ],
        "bodies": [
            {"id": b.id, "name": b.name, "part_of": b.part_of, "mentions": mentions(b.mentions), **elsewhere(b.id)}
            for b in extraction.bodies
        ],
        "people": [{"id": p.id, "name": p.name, "mentions": mentions(p.mentions), **elsewhere(p.id)} for p in extraction.people],
        "events": [
            {
                "id": e.id,
                "kind": e.kind,
                "name": e.name,
                "date": e.date,
                **({"term": e.term} if e.term else {}),
                **({"number": e.number} if e.number else {}),
                "mentions": mentions(e.mentions),
            }
            for e in extraction.events
        ],
        "relations": [
            {
                "type": r.type,
                "from": r.from_,
                "to": r.to,
                "evidence": {"start": r.start, "end": r.end},
                "modality": r.modality,
                "props": r.props,
                "rule": r.rule,
                "confidence": r.confidence,
            }
            for r in extraction.relations
        ],
    }
