"""What has been found so far in one text: entities, where they stand, and relations, in plain offsets.

Owns identities inside the text and their final numbering; refuses to find anything.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from vanmach.loaders import precision
from vanmach.loaders.interchange import Body, Cited, Document, Event, Extraction, Mention, Modality, Person, Relation
from vanmach.loaders.text import Text

Sort = Literal["D", "B", "P", "E"]
Entity = Document | Body | Person | Event
TYPE_WORD = re.compile(r"[^\d(]*?[^\d(\s*_](?=[\s*_]*(?:\(|\d|[sS][ốổ]\b|SỐ\b))")
SORTS: dict[type, Sort] = {Document: "D", Body: "B", Person: "P", Event: "E"}


@dataclass(slots=True)
class Hit:
    """A mention in plain offsets. ``reach`` is the end of what belongs to it: date, issuer, term and title of a citation."""

    start: int
    end: int
    id: str
    sort: Sort
    reach: int = 0
    core: int = 0  # the same without the subject: date, issuer and term
    role: str = ""  # "post": inside the title of a post; "issuer": after "của" behind a citation; "name": inside a name
    scope: str = ""  # the article of a document that is meant: "khoản 2 Điều 5"
    kind: str | None = None  # of a numbered citation: what its type word says, empty where it has none
    date: tuple[str, int, int] | None = None  # of a numbered citation: its day with its span
    past: bool = False  # of a numbered citation: its sentence ends or reviews it
    issuers: Sequence[Hit] = ()  # of a numbered citation: the bodies named behind it


@dataclass(slots=True)
class Notebook:
    """Entities of one text by provisional id, their hits, and the relations between them."""

    text: Text
    entities: dict[str, Entity] = field(default_factory=dict)
    hits: list[Hit] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    issued: set[str] = field(default_factory=set)
    count: int = 0
    noted: dict[tuple[str, str, str, Any], Relation] = field(default_factory=dict)

    def add(self, entity: Entity) -> str:
        """Take a new entity in; it gets a provisional id."""
        self.count += 1
        entity.id = f"{SORTS[type(entity)]}{self.count}"
        self.entities[entity.id] = entity
        return entity.id

    def hit(self, id_: str, start: int, end: int, reach: int = 0, role: str = "") -> Hit:
        """Note that the entity is named at ``[start, end)``."""
        found = Hit(start, end, id_, SORTS[type(self.entities[id_])], max(reach, end), end, role)
        self.hits.append(found)
        return found

    def of(self, sort: Sort) -> Iterator[Hit]:
        """Hits of one sort in the order of the text."""
        return (h for h in sorted(self.hits, key=lambda h: (h.start, -h.end)) if h.sort == sort)

    def documents(self) -> list[Document]:
        """All documents."""
        return [e for e in self.entities.values() if isinstance(e, Document)]

    def bodies(self) -> list[Body]:
        """All bodies."""
        return [e for e in self.entities.values() if isinstance(e, Body)]

    def people(self) -> list[Person]:
        """All people."""
        return [e for e in self.entities.values() if isinstance(e, Person)]

    def events(self) -> list[Event]:
        """All events."""
        return [e for e in self.entities.values() if isinstance(e, Event)]

    def document(self, id_: str) -> Document:
        """The document with this provisional id."""
        found = self.entities[id_]
        assert isinstance(found, Document)
        return found

    def body(self, id_: str) -> Body:
        """The body with this provisional id."""
        found = self.entities[id_]
        assert isinstance(found, Body)
        return found

    def relate(
        self,
        type_: str,
        from_: str,
        to: str,
        start: int,
        end: int,
        rule: str,
        *,
        modality: Modality = "done",
        props: dict[str, Any] | None = None,
    ) -> None:
        """Note a relation once; a second proof of the same changes nothing, but a done one replaces a planned one."""
        confidence = precision.confidence(rule)
        key = (type_, from_, to, _post(props))
        if r := self.noted.get(key):
            said = props or {}
            if type_ != "amends":  # an amendment is of a part anyhow
                _widen(r.props, said)
            weaker = RANK.get(said.get("role", ""), 0) < RANK.get(r.props.get("role", ""), 0)
            for name, value in said.items():
                if name == "scope" and type_ != "amends":
                    continue
                if name not in r.props:
                    r.props[name] = value
                elif name == "role" and RANK.get(value, 0) > RANK.get(r.props[name], 0):
                    r.props[name] = value
                    r.start, r.end, r.rule, r.confidence = start, end, rule, confidence  # the proof of the stronger role
            if (r.modality == "planned" and modality == "done") or (r.modality == modality and confidence > r.confidence and not weaker):
                r.modality, r.start, r.end, r.rule, r.confidence = modality, start, end, rule, confidence
        elif from_ != to:
            r = self.noted[key] = Relation(type_, from_, to, start, end, modality, dict(props or {}), rule, confidence)
            self.relations.append(r)

    def merge(self, kept: str, gone: str) -> None:
        """Make two entities one."""
        if kept == gone:
            return
        for h in self.hits:
            if h.id == gone:
                h.id = kept
        for r in self.relations:
            r.from_, r.to = (kept if r.from_ == gone else r.from_), (kept if r.to == gone else r.to)
        self.noted = {(r.type, r.from_, r.to, _post(r.props)): r for r in self.relations}
        for e in self.entities.values():
            if isinstance(e, Document) and e.issuer == gone:
                e.issuer = kept
            if isinstance(e, Document) and e.nickname_of == gone:
                e.nickname_of = kept
            if isinstance(e, Body) and e.part_of == gone:
                e.part_of = kept
        del self.entities[gone]

    def finish(self, title: str | None, publisher: str | None, published: str | None) -> Extraction:
        """The extraction: raw offsets, ids in the order of first mention, relations whose ends are both there."""
        out = Extraction(self.text.raw, title, publisher, published)
        first: dict[str, int] = {}
        places: dict[str, set[tuple[int, int]]] = {}
        for h in self.hits:
            first[h.id] = min(first.get(h.id, h.start), h.start)
            places.setdefault(h.id, set()).add((h.start, h.end))
        names: dict[str, str] = {}
        count = {"D": 0, "B": 0, "P": 0, "E": 0}
        ordered = sorted((e for e in self.entities.values() if e.id in first), key=lambda e: (first[e.id], len(e.id), e.id))
        for entity in ordered:
            sort = SORTS[type(entity)]
            count[sort] += 1
            names[entity.id] = f"{sort.lower()}{count[sort]}"
        for entity in ordered:
            spans = sorted({self.text.span(a, b) for a, b in places[entity.id]})
            entity.mentions = [Mention(a, b, self.text.raw[a:b]) for a, b in spans if a < b]
            if isinstance(entity, Document):
                entity.issuer = names.get(entity.issuer or "")
                entity.nickname_of = names.get(entity.nickname_of or "")
                out.documents.append(entity)
            elif isinstance(entity, Body):
                entity.part_of = names.get(entity.part_of or "")
                out.bodies.append(entity)
            elif isinstance(entity, Person):
                out.people.append(entity)
            else:
                out.events.append(entity)
        for r in self.relations:
            if r.from_ in names and r.to in names and r.from_ != r.to:
                r.from_, r.to = names[r.from_], names[r.to]
                r.start, r.end = self.text.span(r.start, max(r.end, r.start + 1))
                out.relations.append(r)
        out.cited = [self._cited(h, names) for h in self.of("D") if h.kind is not None]
        for entity in ordered:
            entity.id = names[entity.id]
        return out

    def _cited(self, hit: Hit, names: dict[str, str]) -> Cited:
        start, end = self.text.span(hit.start, hit.end)
        found = Cited(names[hit.id], start, end, max(end, self.text.span(hit.start, hit.reach)[1]))
        if hit.kind and (word := TYPE_WORD.match(self.text.raw, start, end)):
            found.word = (hit.kind, start, word.end())
        if hit.date:
            at, to = self.text.span(*hit.date[1:])
            words = self.text.raw[at:to]
            found.date = (hit.date[0], at + len(words) - len(words.lstrip(" ,(\n")), to - len(words) + len(words.rstrip(" )\n")))
        found.issuers = [(names[h.id], *self.text.span(h.start, h.end)) for h in hit.issuers if h.id in names]
        found.past = hit.past
        return found


def _post(props: dict[str, Any] | None) -> str:
    """What tells two posts in one body apart: the title, whatever its capitals."""
    return str((props or {}).get("position") or "").casefold()


def _widen(known: dict[str, Any], said: dict[str, Any]) -> None:
    """A relation to one article and to another is to both; one to the whole document leaves no article to name."""
    if "scope" not in known:
        return
    if "scope" not in said:
        del known["scope"]
    elif said["scope"] not in known["scope"].split("; "):
        known["scope"] += "; " + said["scope"]


RANK = {"attends": 1, "speaks": 2, "chairs": 3, "concludes": 4}


class Taken:
    """Spans that are spoken for, with a fast test of overlap."""

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def overlaps(self, start: int, end: int) -> bool:
        """Whether anything taken overlaps ``[start, end)``."""
        at = bisect_left(self._starts, end)
        return at > 0 and self._ends[at - 1] > start
