"""Turns what one text says (interchange form) into references and statements of a source. Owns the ids of both; knows no store."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from vanmach.graph.model import Citation, Modality, Quote, Reference, Source, Statement, digest
from vanmach.graph.naming import block_of, document_id
from vanmach.loaders.interchange import Body, Document, Event, Extraction, Mention, Person

CONTEXT = 250  # characters on either side of a citation that may tell its subject
CONTEXT_MENTIONS = 5


@dataclass(slots=True)
class Reading:
    """One source with all it says, ready for a Writer."""

    source: Source
    text: str | None
    references: list[Reference] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)  # of the interchange form (d1) -> of the reference
    citations: list[Citation] = field(default_factory=list)  # the numbered ones, in the order of the text


def source_of(extraction: Extraction) -> Source:
    """The source that a text is: known by its address, else by title, publisher and day, else by its content; never by its path."""
    sha256 = hashlib.sha256(extraction.text.encode("utf-8", "surrogatepass")).hexdigest()
    if extraction.uri:
        known_by = ("uri", extraction.uri)
    elif extraction.title and extraction.publisher and extraction.published:
        known_by = ("title", "\n".join((extraction.title, extraction.publisher, extraction.published)))
    else:
        known_by = ("sha256", sha256)
    return Source(
        id=digest(*known_by),
        kind="text",
        title=extraction.title or "?",
        sha256=sha256,
        uri=extraction.uri,
        publisher=extraction.publisher,
        published=extraction.published,
    )


def to_statements(extraction: Extraction) -> Reading:
    """References and statements of one text; equal texts give equal ones, wherever they were read from."""
    reading = Reading(source_of(extraction), extraction.text)
    maker = _Maker(extraction, reading)
    maker.entities()
    maker.relations()
    maker.citations()
    return reading


class _Maker:
    def __init__(self, extraction: Extraction, reading: Reading) -> None:
        self.x = extraction
        self.out = reading
        self.day = own_day(extraction)
        self.ids = reading.ids
        self.surface: dict[str, str] = {}
        self.seen: Counter[str] = Counter()
        self.told: Counter[tuple[str, ...]] = Counter()

    def entities(self) -> None:
        names = {b.id: b.name for b in self.x.bodies} | {e.id: e.name for e in self.x.events}
        for document in self.x.documents:
            self._document(document, names)
        for group, kind in ((self.x.bodies, "b"), (self.x.people, "p"), (self.x.events, "e")):
            for entity in group:
                self._named(entity, kind)

    def relations(self) -> None:
        for r in self.x.relations:
            quote = self._quote(r.start, r.end)
            props = {k: str(v) if v is not True else "true" for k, v in sorted(r.props.items()) if v not in (None, "", False)}
            self._say(r.type, r.from_, quote, to=r.to, modality=r.modality, props=props, rule=r.rule, confidence=r.confidence)

    def citations(self) -> None:
        references = {r.id: r for r in self.out.references}
        names = {b.id: b.name for b in self.x.bodies}
        for c in self.x.cited:
            issuers = tuple((names[id_], start, end) for id_, start, end in c.issuers)
            self.out.citations.append(Citation(references[self.ids[c.document]], c.start, c.end, c.reach, c.word, c.date, issuers, c.past))

    def _reference(self, key: str, prefix: str, said: tuple[str, ...], first: Mention) -> str:
        base = f"{self.out.source.id}#{prefix}{digest(*said)[:10]}"
        self.seen[base] += 1
        self.ids[key] = base if self.seen[base] == 1 else f"{base}.{self.seen[base]}"
        self.surface[key] = " ".join(first.surface.split())
        return self.ids[key]

    def _document(self, d: Document, names: Mapping[str, str]) -> None:
        first = d.mentions[0]
        event = names.get(d.nickname_of or "")
        said = (
            d.kind,
            d.symbol or str(d.number or ""),
            d.term or "",
            event or "",
            (d.title or "") if not d.symbol and d.number is None else "",
        )
        reference = Reference(
            id=self._reference(d.id, "d", said, first),
            source=self.out.source.id,
            kind="document",
            surface=self.surface[d.id],
            name=d.title,
            doc_kind=d.kind,
            symbol=d.symbol,
            number=None if d.number is None else str(d.number),
            term=d.term,
            date=d.date or d.date_partial,
            effective_from=d.effective_from,
            issuer=names.get(d.issuer or ""),
            event=event,
            self_=d.self,
            draft=d.draft,
            text_date=self.day,
        )
        if block_of(reference).startswith("d:") and document_id(reference) is None:
            reference = replace(reference, context=self._context(d))
        self.out.references.append(reference)
        properties = {
            "doc_kind": d.kind,
            "symbol": d.symbol,
            "number": reference.number,
            "title": d.title,
            "date": d.date,
            "term": d.term,
            "effective_from": d.effective_from,
            "draft": "true" if d.draft else None,
            "name": None if d.symbol or d.number is not None else self.surface[d.id],
        }
        for name, value in properties.items():
            if value:
                start, end = d.proof.get(name, (first.start, first.end))
                self._say(name, d.id, self._quote(start, end), value=value)

    def _context(self, d: Document) -> str:
        """The words around the first mentions of a document, and the heading of the text."""
        pieces = [self.x.title or ""]
        for mention in d.mentions[:CONTEXT_MENTIONS]:
            start, end = max(0, mention.start - CONTEXT), mention.end + CONTEXT
            pieces += [self.x.text[start : mention.start], self.x.text[mention.end : end]]
        return " … ".join(" ".join(p.split()) for p in pieces)

    def _named(self, entity: Body | Person | Event, prefix: str) -> None:
        first = entity.mentions[0]
        event = entity if isinstance(entity, Event) else None
        reference = Reference(
            id=self._reference(entity.id, prefix, (entity.name, (event.date or "") if event else ""), first),
            source=self.out.source.id,
            kind="body" if prefix == "b" else "person" if prefix == "p" else "event",
            surface=self.surface[entity.id],
            name=entity.name,
            event_kind=event.kind if event else None,
            number=str(event.number) if event and event.number else None,
            term=event.term if event else None,
            date=event.date if event else None,
            text_date=self.day,
        )
        self.out.references.append(reference)
        for name, value in {"name": entity.name, "date": reference.date, "term": reference.term}.items():
            if value:
                self._say(name, entity.id, self._quote(first.start, first.end), value=value)

    def _quote(self, start: int, end: int) -> Quote:
        return Quote(self.out.source.id, start, end, self.x.text[start:end])

    def _say(
        self,
        predicate: str,
        subject: str,
        quote: Quote,
        *,
        to: str | None = None,
        value: str | None = None,
        modality: Modality = "done",
        props: Mapping[str, str] | None = None,
        rule: str = "",
        confidence: float = 1.0,
    ) -> None:
        other = self.surface[to] if to else value or ""
        words = " ".join(quote.quote.split())
        key = (self.out.source.id, predicate, self.surface[subject], other, modality, words)
        nth = self.told[key]
        self.told[key] += 1
        self.out.statements.append(
            Statement(
                id=digest(*key, str(nth)),
                source=self.out.source.id,
                predicate=predicate,
                subject=self.ids[subject],
                evidence=quote,
                object=self.ids[to] if to else None,
                value=value,
                modality=modality,
                props=dict(props or {}),
                rule=rule,
                confidence=confidence,
            )
        )


def own_day(extraction: Extraction) -> str | None:
    """The day a text was written: as published, else no earlier than the latest day it tells of (then the end of that month).

    It bounds what the text can have cited: a document of a later day is none of them.
    """
    if extraction.published:
        return extraction.published
    told = [d.date for d in extraction.documents if d.date] + [e.date for e in extraction.events if e.date]
    days = [d for d in told if len(d) == 10]
    return f"{max(days)[:7]}-31" if days else None
