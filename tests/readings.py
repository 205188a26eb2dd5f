"""Readings for tests, written down in a line each: what a source cites, and what it says of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vanmach.graph.model import Quote, Reference, Source, Statement, digest
from vanmach.loaders.statements import Reading

KINDS = {
    "CT": "directive",
    "QĐ": "regulation",
    "QĐi": "regulation",
    "KL": "conclusion",
    "NQ": "resolution",
    "HD": "guideline",
    "KH": "plan",
}


def document(source: str, symbol: str, **facts: str) -> Reference:
    """A document as ``source`` cites it: ``document("a", "35-CT/TW", date="2019-05-30")``."""
    type_ = symbol.split("-", 1)[1].split("/")[0]
    key = digest(symbol, *map(str, sorted(facts.items())))[:8]
    return Reference(
        f"{source}#d{key}",
        source,
        "document",
        symbol,
        doc_kind=KINDS[type_],
        symbol=symbol,
        **{"text_date": None, **facts},  # type: ignore[arg-type]
    )


def body(source: str, name: str, **facts: str) -> Reference:
    """A body as ``source`` names it."""
    return Reference(f"{source}#b{digest(name, *map(str, sorted(facts.items())))[:8]}", source, "body", name, name=name, **facts)  # type: ignore[arg-type]


def reading(
    source: str, relations: Sequence[tuple[Reference, str, Reference]], *, more: Sequence[Reference] = (), published: str | None = None
) -> Reading:
    """A text called ``source`` that says these relations; every reference also states its own facts."""
    references = list({r.id: r for r in (*more, *(end for a, _, b in relations for end in (a, b)))}.values())
    out = Reading(
        Source(source, "text", f"Bài {source}", sha256=digest(source, repr(relations), repr(more)), published=published),
        f"lời của {source}",
    )
    for r in references:
        facts = {
            "doc_kind": r.doc_kind,
            "symbol": r.symbol,
            "date": r.date,
            "term": r.term,
            "name": r.name if r.kind != "document" else None,
        }
        for name, value in facts.items():
            if value:
                said = Statement(
                    digest(source, name, r.id, value), source, name, r.id, Quote(source, 0, 3, "lời"), value=value, rule="test"
                )
                out.statements.append(said)
    for a, relation, b in relations:
        quote = Quote(source, 0, 8, f"{a.surface} {relation} {b.surface}")
        id_ = digest(source, relation, a.id, b.id)
        out.statements.append(Statement(id_, source, relation, a.id, quote, object=b.id, rule="test", confidence=0.9))
    out.references = references
    return out


# What breaks one form or another: formulas, markup, quotes, escapes, ends of lines, controls, letters beyond the first plane.
HOSTILE = (
    '=HYPERLINK("http://example.org","xem")',
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "'=1",
    "＝1",
    "') DETACH DELETE n //",
    '"; drop table node; --',
    "cuối \\",
    "\\u0027 }) RETURN 1; //",
    "`x` ${x} {{x}} %s",
    "<script>alert(1)</script>",
    "]]> &amp; <!-- --",
    '"""@vi . <urn:x> a <urn:y> .',
    "hai\r\ndòng;\nba",
    "\u2028\u2029\u202e\ufeff\x85",
    "\x00\x07\x1b[31m",
    "😀 Đặng Ngọc Ỷ",
)


def hostile() -> Reading:
    """A text whose title, names, quotes and posts are all hostile; it has an edge for each."""
    office = body("h", "Ban Kiểm tra")
    people = [Reference(f"h#p{n}", "h", "person", word, name=f"{word} {n}") for n, word in enumerate(HOSTILE)]
    out = reading("h", [(p, "holds", office) for p in people])
    words = iter(HOSTILE)
    out.statements = [
        replace(s, evidence=Quote("h", 0, 9, word), props={"position": word}) if s.predicate == "holds" and (word := next(words)) else s
        for s in out.statements
    ]
    out.source = replace(out.source, title=HOSTILE[0], publisher=HOSTILE[12], uri="javascript:alert(1)")
    return out
