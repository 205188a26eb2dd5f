"""Loads the project's own tables as one more source of statements, each with how it is known. An unknown kind or relation stops it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from vanmach.graph import ontology, tables
from vanmach.graph.errors import OntologyError
from vanmach.graph.identity import plain_name
from vanmach.graph.model import Record, Reference, Source, Statement, digest
from vanmach.loaders.statements import Reading

ID = "catalogue"
_CONFIDENCE = {"high": 0.95, "medium": 0.75, "low": 0.5}
# Names of types in documents.csv that doc_types.csv lists under another name.
_TYPES = {
    "Luật": "law",
    "Điều lệ": "statute",
    "Cương lĩnh": "platform",
    "Nghị quyết Đại hội": "resolution",
    "Nghị quyết của Quốc hội": "resolution",
}

Row = dict[str, str]


def catalogue() -> Reading:
    """The tables of ``graph/data/`` as references and statements; OntologyError names the row that does not fit."""
    used = ("bodies", "events", "documents", "relations")
    sha256 = hashlib.sha256(repr([tables.rows(name) for name in used]).encode()).hexdigest()
    reading = Reading(Source(ID, "catalogue", "Danh mục Vanmach: văn bản, cơ quan, sự kiện đã biết", sha256, publisher="Vanmach"), None)
    for loader in (_bodies, _events, _documents, _relations):
        for thing in loader():
            (reading.references if isinstance(thing, Reference) else reading.statements).append(thing)  # type: ignore[arg-type]
    return reading


def is_class(row: Row) -> bool:
    """Whether a row of bodies.csv stands for a class ("Tỉnh ủy, thành ủy"), which is no body."""
    return row["kind"].endswith("_generic")


def _key(table: str, row: str) -> str:
    return f"{ID}#{table}/{row}"


def _record(table: str, row: str, known_by: str, source: str) -> Record:
    found = re.search(r"https?://[^\s;]+", source)
    return Record(ID, table, row, known_by, found[0] if found else None)


def _say(
    predicate: str, subject: str, record: Record, *, object_: str | None = None, value: str | None = None, confidence: str = "high"
) -> Statement:
    return Statement(
        id=digest(ID, predicate, subject, object_ or value or "", record.table, record.row),
        source=ID,
        predicate=predicate,
        subject=subject,
        evidence=record,
        object=object_,
        value=value,
        rule=f"table:{record.table}",
        confidence=_CONFIDENCE[confidence],
    )


def _known_by(row: Row) -> str:
    # These tables have no column for it: a row is sourced where it names a source.
    return row.get("known_by") or ("recall" if row["source"].strip() in ("", "recall") else "source")


def _bodies() -> Iterator[Reference | Statement]:
    rows = {row["id"]: row for row in tables.rows("bodies") if not is_class(row)}
    for id_, row in rows.items():
        key, name = _key("bodies", id_), plain_name(row["canonical_vi"])
        aliases = {plain_name(a) for a in tables.names(row["aliases"])} - {name}
        record = _record("bodies", id_, _known_by(row), row["source"])
        yield Reference(
            key,
            ID,
            "body",
            name,
            name=name,
            valid_from=row["valid_from"] or None,
            valid_to=row["valid_to"] or None,
            aliases=tuple(sorted(aliases)),
        )
        for predicate, value in (("name", name), ("valid_from", row["valid_from"]), ("valid_to", row["valid_to"])):
            if value:
                yield _say(predicate, key, record, value=value, confidence=row["confidence"])
        if row["parent_id"] in rows:
            yield _say("part_of", key, record, object_=_key("bodies", row["parent_id"]), confidence=row["confidence"])
        for before in tables.ids(row["predecessor_ids"]):
            if before in rows:
                yield _say("succeeds", key, record, object_=_key("bodies", before), confidence=row["confidence"])


def _events() -> Iterator[Reference | Statement]:
    for row in tables.rows("events"):
        if row["kind"] not in ontology.event_kinds():
            raise OntologyError(f"events.csv, row {row['id']}: unknown kind {row['kind']!r}; see graph/ontology.toml")
        key = _key("events", row["id"])
        record = _record("events", row["id"], _known_by(row), row["source"])
        date = row["date_start"] or None
        yield Reference(
            key,
            ID,
            "event",
            row["name_vi"],
            name=row["name_vi"],
            event_kind=row["kind"],
            number=row["number"] or None,
            term=row["term"] or None,
            date=date,
            aliases=tuple(sorted(set(tables.names(row["aliases"])) - {row["name_vi"]})),
        )
        for predicate, value in (("name", row["name_vi"]), ("date", date), ("term", row["term"])):
            if value:
                yield _say(predicate, key, record, value=value, confidence=row["confidence"])
        if row["body_id"]:
            yield _say("organises", _key("bodies", row["body_id"]), record, object_=key, confidence=row["confidence"])


def kind_of_type(name: str) -> str:
    """The kind of document that a Vietnamese type name means; OntologyError where the tables know none.

    >>> kind_of_type("Kết luận")
    'conclusion'
    """
    for row in tables.rows("doc_types"):
        if row["name_vi"] == name and row["kind"] in ontology.doc_kinds():
            return row["kind"]
    if name in _TYPES:
        return _TYPES[name]
    # "Nghị quyết của Chính phủ" stands in doc_types.csv with the issuer's name.
    raise OntologyError(f"documents.csv: unknown type {name!r}; add it to doc_types.csv")


def _documents() -> Iterator[Reference | Statement]:
    bodies = {row["id"]: row for row in tables.rows("bodies")}
    for row in tables.rows("documents"):
        key = _key("documents", row["id"])
        issuer = bodies[row["issuer_id"]] if row["issuer_id"] else None
        named = issuer is not None and not is_class(issuer)
        kind = kind_of_type(row["type"])
        congress = re.search(r"lần thứ ([IVX]+) của Đảng", row["title"]) if row["type"] == "Nghị quyết Đại hội" else None
        event = f"Đại hội {congress[1]}" if congress else None
        yield Reference(
            key,
            ID,
            "document",
            row["symbol"] or row["title"],
            name=row["title"] or None,
            doc_kind=kind,
            symbol=row["symbol"] or None,
            number=row["number"] or None,
            term=row["term"] or None,
            date=row["date"] or None,
            issuer=plain_name(issuer["canonical_vi"]) if issuer and named else None,
            event=event,
            aliases=tuple(sorted(tables.names(row["aliases"]))),
        )
        known = _known_by(row)
        record = _record("documents", row["id"], known, row["source"])
        # "mixed": the symbol has a source, the exact day, issuer or title were remembered.
        sure = _record("documents", row["id"], "source" if known == "mixed" else known, row["source"])
        yield _say("doc_kind", key, sure, value=kind, confidence=row["confidence"])
        if row["symbol"]:
            yield _say("symbol", key, sure, value=row["symbol"], confidence=row["confidence"])
        named_after = row["title"] if not row["symbol"] else ""
        for predicate, value in (("title", row["title"]), ("date", row["date"]), ("term", row["term"]), ("name", named_after)):
            if value:
                yield _say(predicate, key, record, value=value, confidence=row["confidence"])
        if row["status_2026_11"] not in ("", "unknown"):
            basis = "source" if row["status_basis"].startswith("source") else "recall"
            yield _say("catalogue_status", key, _record("documents", row["id"], basis, row["source"]), value=row["status_2026_11"])
        if named:
            yield _say("issues", _key("bodies", row["issuer_id"]), record, object_=key, confidence=row["confidence"])
        if congress:
            yield _say("adopted_at", key, record, object_=_key("events", f"dai-hoi-{congress[1].lower()}"), confidence=row["confidence"])


def _relations() -> Iterator[Reference | Statement]:
    for row in tables.rows("relations"):
        try:
            ontology.relation(row["relation"])
        except OntologyError as error:
            raise OntologyError(f"relations.csv, row {row['from_id']} {row['relation']} {row['to_id']}: {error}") from None
        record = _record("relations", f"{row['from_id']} {row['relation']} {row['to_id']}", row["known_by"], row["source"])
        yield _say(
            row["relation"],
            _key("documents", row["from_id"]),
            record,
            object_=_key("documents", row["to_id"]),
            confidence=row["confidence"],
        )
