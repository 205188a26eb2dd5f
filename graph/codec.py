"""Sources, references, statements, decisions, nodes and edges as rows of columns and JSON text, and back. Owns the stored form."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

import orjson

from vanmach.graph.model import Decision, Edge, Node, Quote, Record, Reference, Review, Source, Statement, said_weight
from vanmach.graph.naming import block_of
from vanmach.graph.resolve import is_open

Row = Sequence[Any]

# What a reference has of the place where it stands; all else are its facts.
PLACED = ("id", "source", "text_date", "context")
_FACTS = tuple(f.name for f in fields(Reference) if f.name not in PLACED)
_facts_of = attrgetter(*_FACTS)
_BY_NAME: dict[type, list[str]] = {kind: sorted(f.name for f in fields(kind)) for kind in (Source, Node, Review)}
_facts_by_name = sorted((name, i) for i, name in enumerate(_FACTS))

STATEMENT = (
    "id, source, predicate, subject, object, value, modality, confidence, rule, props, weight, "
    "begins, ends, quote, record_table, record_row, known_by, url, said_in"
)
REFERENCE = "id, source, facts, text_date, context"
DECISION = "reference, node, confidence, resolved, reason, candidates"
EDGE = "id, type, src, dst, modality, confidence, verified, valid_from, valid_from_basis, valid_to, props"


def encode(thing: Source | Node | Review) -> str:
    """The JSON of one value, without what is null or empty.

    >>> encode(Source("4f1c", "text", "Chỉ thị mới", "ab12"))
    '{"id":"4f1c","kind":"text","sha256":"ab12","title":"Chỉ thị mới"}'
    """
    return to_json(filled(thing))


def filled(thing: Source | Node | Review) -> dict[str, Any]:
    """What of one value is neither null nor empty, by name."""
    return {name: value for name in _BY_NAME[type(thing)] if (value := getattr(thing, name)) or value is False}


def to_json(value: Any) -> str:
    """A value as JSON, short and in letters as they are, its names in the order in which they come.

    >>> to_json({"title": "Chỉ thị mới", "known": None})
    '{"title":"Chỉ thị mới","known":null}'
    """
    try:
        return orjson.dumps(value).decode()
    except orjson.JSONEncodeError:  # half a letter, which no store keeps: it says so itself
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def decode(text: str) -> Any:
    """What a JSON text of a store holds.

    >>> decode('{"id":"4f1c"}')
    {'id': '4f1c'}
    """
    return orjson.loads(text)


def source(text: str) -> Source:
    """A source from its JSON."""
    return Source(**decode(text))


def review(text: str) -> Review:
    """A review from its JSON."""
    return Review(**decode(text))


def node(text: str | Mapping[str, Any]) -> Node:
    """A node from its JSON."""
    data: Mapping[str, Any] = decode(text) if isinstance(text, str) else text
    if "aliases" in data or "candidates" in data:
        aliases, candidates = tuple(data.get("aliases", ())), _pairs(data.get("candidates", ()))
        data = {**data, "aliases": aliases, "candidates": candidates}
    return Node(**data)


def facts(reference: Reference) -> str:
    """What a reference states wherever it stands, as JSON: equal for all that cite a thing alike.

    >>> facts(Reference("s#d1", "s", "document", "Chỉ thị 35", doc_kind="directive", number="35", text_date="2024-03-01"))
    '{"doc_kind":"directive","kind":"document","number":"35","surface":"Chỉ thị 35"}'
    """
    return _facts(_facts_of(reference))


def _facts(values: tuple[Any, ...]) -> str:
    return to_json({name: values[i] for name, i in _facts_by_name if values[i] or name == "surface"})


class Stated(NamedTuple):
    """What a reference states wherever it stands, in all the forms that are asked for."""

    text: str  # JSON
    told: int  # a short stand-in for it
    bare: Reference
    open: int  # whether what it names hangs on others of its block
    block: str


def stated(reference: Reference) -> Stated:
    """The facts of a reference; one and the same for references that cite a thing alike, as long as it is remembered."""
    return _stated_of(_facts_of(reference))


@lru_cache(maxsize=1 << 17)
def _stated_of(values: tuple[Any, ...]) -> Stated:
    text = _facts(values)
    if (ref := _bare.get(text)) is None:
        *own, aliases = values
        ref = _kept_bare(text, Reference(*("", "", *own, None, None, aliases)))  # by position: names take as long as all else
    return Stated(text, told(text), ref, int(is_open(ref)), block_of(ref))


_bare: dict[str, Reference] = {}  # one and the same for the same facts, whichever way they come
_MOST = 1 << 17


def _kept_bare(text: str, ref: Reference) -> Reference:
    if len(_bare) >= _MOST:
        _bare.clear()
    _bare[text] = ref
    return ref


@lru_cache(maxsize=1 << 16)
def _stated(text: str) -> dict[str, Any]:
    data: dict[str, Any] = decode(text)
    if "aliases" in data:
        data["aliases"] = tuple(data["aliases"])
    return data


def bare(text: str) -> Reference:
    """The reference that has these facts and stands nowhere; one and the same, as long as it is remembered."""
    return _bare.get(text) or _kept_bare(text, Reference(id="", source="", **_stated(text)))


def reference_row(ref: Reference, found: Stated, now: str) -> Row:
    """A reference as it is kept."""
    return ref.id, ref.source, found.block, found.told, found.text, found.open, ref.text_date, ref.context, now


def told(text: str) -> int:
    """A short stand-in for facts, by which they are looked up: their hash, as a number that a column holds.

    >>> told('{"kind":"document","surface":"Chỉ thị 35"}')
    -1126183510842207136
    """
    return int.from_bytes(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:8], "big", signed=True)


def reference(row: Row) -> Reference:
    """A reference from the columns REFERENCE."""
    id_, source_, text, text_date, context = row
    return Reference(id=id_, source=source_, text_date=text_date, context=context, **_stated(text))


def statement_row(s: Statement, now: str) -> Row:
    """A statement as it is kept."""
    e = s.evidence
    said_in = None if e.source == s.source else e.source
    props = _props(s.props)
    if isinstance(e, Quote):
        return (
            s.id, s.source, s.predicate, s.subject, s.object, s.value, s.modality, s.confidence, s.rule, props, said_weight(s),
            e.start, e.end, e.quote, None, None, None, None, said_in, now,
        )  # fmt: skip
    return (
        s.id, s.source, s.predicate, s.subject, s.object, s.value, s.modality, s.confidence, s.rule, props, said_weight(s),
        None, None, None, e.table, e.row, e.known_by, e.url, said_in, now,
    )  # fmt: skip


def statement(row: Row) -> Statement:
    """A statement from the columns STATEMENT."""
    id_, source_, predicate, subject, object_, value, modality, confidence, rule, props, _, *proof, said_in = row
    start, end, quote, table, record, known_by, url = proof
    where = source_ if said_in is None else said_in
    return Statement(
        id_,
        source_,
        predicate,
        subject,
        Record(where, table, record, known_by, url) if quote is None else Quote(where, start, end, quote),
        object_,
        value,
        modality,
        decode(props) if props else {},
        rule,
        confidence,
    )


def decision_row(d: Decision, source_: str, now: str) -> Row:
    """A decision as it is kept, with the source of its reference."""
    return d.reference, source_, d.node, d.confidence, int(d.resolved), d.reason, candidates_text(d), now


def candidates_text(d: Decision) -> str | None:
    """The ranked candidates of a decision as JSON; None where there are none.

    >>> candidates_text(Decision("s#d1", "21-kl-tw~s", 0.0, False, "open", (("21-kl-tw.xiii", 0.5),)))
    '[["21-kl-tw.xiii",0.5]]'
    """
    return to_json(d.candidates) if d.candidates else None


def decision(row: Row) -> Decision:
    """A decision from the columns DECISION."""
    reference_, node_, confidence, resolved, reason, candidates = row
    return Decision(reference_, node_, confidence, bool(resolved), reason, _pairs(decode(candidates)) if candidates else ())


def edge_row(e: Edge, now: str) -> Row:
    """An edge as it is kept; the statements behind it have a table of their own."""
    props = _props(e.props)
    return (
        e.id, e.type, e.from_, e.to, e.modality, e.confidence, int(e.verified),
        e.valid_from, e.valid_from_basis, e.valid_to, props, now,
    )  # fmt: skip


def edge(row: Row, statements: Sequence[str] = ()) -> Edge:
    """An edge from the columns EDGE."""
    id_, type_, src, dst, modality, confidence, verified, valid_from, basis, valid_to, props = row
    return Edge(
        id_,
        type_,
        src,
        dst,
        modality,
        confidence,
        bool(verified),
        valid_from,
        basis,
        valid_to,
        decode(props) if props else {},
        tuple(statements),
    )


def _props(props: Mapping[str, str]) -> str | None:
    return to_json(dict(sorted(props.items()))) if props else None


def _pairs(data: Sequence[Sequence[Any]]) -> tuple[tuple[str, float], ...]:
    return tuple((name, score) for name, score in data)
