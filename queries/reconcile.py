"""Cells of a table to documents, bodies and people, as OpenRefine asks (Reconciliation API 0.2). Owns candidates, scores, matches.

A score is 0 to 100: 100 where the words name one thing, 85 where several bear them, less where they only sound alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from vanmach.graph import ontology
from vanmach.graph.errors import InputError
from vanmach.graph.finding import names_of
from vanmach.graph.identity import fold, parse_symbol
from vanmach.graph.model import Node, Reference
from vanmach.graph.store import View
from vanmach.queries.bearers import agree, bearers, checkable, issuers, meaning, subject_alike
from vanmach.queries.calendar import today
from vanmach.queries.search import ranked
from vanmach.queries.wording import day_in_words

JSON = dict[str, Any]
KINDS = ("document", "body", "person")
PROPERTIES = {
    "symbol": ("số ký hiệu", "symbol of a document: 35-CT/TW"),
    "date": ("ngày", "its day, month or year: 2024-06-14, 14-6-2024, 2024"),
    "term": ("khóa", "term of the Central Committee: XIII"),
    "issuer": ("cơ quan ban hành", "name or id of the body that issued it"),
    "title": ("trích yếu", "what it is about"),
}
NAMED, SHARED, ALIKE, OTHER = 100.0, 85.0, 80.0, 50.0
SURE = 90.0  # and better than all others: a match
_DAY = re.compile(r"(?:(\d{1,2})[-/.])?(\d{1,2})[-/.](\d{4})")


@dataclass(frozen=True, slots=True)
class Cell:
    """One query: words, wanted types (kinds of nodes or of documents), and what other columns say of the thing, by property.

    ``reference`` is what was read of the words where they cite a document: "Chỉ thị số 35-CT/TW ngày 14-6-2024".
    """

    query: str = ""
    types: tuple[str, ...] = ()
    every: bool = False  # all the types are wanted, not one of them
    limit: int = 10
    properties: tuple[tuple[str, tuple[str, ...]], ...] = ()
    reference: Reference | None = None


def types(prefix: str = "") -> list[JSON]:
    """The types that begin with these words, by id or name: ``{id, name, broader}``; kinds of documents lie under ``document``."""
    own = ontology.kinds()
    found: list[JSON] = [{"id": k, "name": own[k].vi} for k in KINDS]
    broader = [{"id": "document", "name": own["document"].vi}]
    found += [{"id": t.name, "name": t.vi, "broader": broader} for t in ontology.doc_kinds().values() if t.name != "other"]
    en = {**{k: own[k].en for k in KINDS}, **{t.name: t.en for t in ontology.doc_kinds().values()}}
    return [t for t in found if _begins(prefix, t["id"], t["name"], en[t["id"]])]


def properties(prefix: str = "") -> list[JSON]:
    """The properties that begin with these words: ``{id, name, description}``."""
    return [
        {"id": id_, "name": name, "description": about} for id_, (name, about) in PROPERTIES.items() if _begins(prefix, id_, name, about)
    ]


def suggest(view: View, prefix: str, skip: int = 0, limit: int = 20) -> list[JSON]:
    """Documents, bodies and people whose names begin with or hold these words, best first: ``{id, name, description, notable}``."""
    found = [node for _, _, node in ranked(view, prefix) if node.kind in KINDS][skip : skip + limit]
    issued_by = issuers(view, found)
    return [
        {"id": n.id, "name": n.label, "description": _about(n, issued_by.get(n.id, ())), "notable": _types(n)} for n in found
    ]  # fmt: skip


def candidates(view: View, cell: Cell) -> list[JSON]:
    """What a cell may mean, best first: ``{id, name, description, type, score, match, features}``.

    ``match`` is true for the one candidate that the words name and no other column speaks against. "35-CT/TW" alone has none, for four
    documents bear it; with the property ``term`` = XIII it has. A property that is none is an InputError.
    """
    if unknown := [pid for pid, _ in cell.properties if pid not in PROPERTIES]:
        raise InputError(f"unknown property {unknown[0]!r}; there are: {', '.join(PROPERTIES)}")
    named = _named(view, cell)
    found = {id_: (node, score) for id_, (node, score) in named.items() if _wanted(node, cell)}
    issued_by = issuers(view, [node for node, _ in found.values()])
    scored = []
    for id_, (node, score) in found.items():
        said = {pid: _fits(pid, values, node, issued_by.get(id_, ())) for pid, values in cell.properties}
        scored.append((_weighed(score, said), node, score, said))
    scored.sort(key=lambda s: (-s[0], s[1].date is None, s[1].date or "", s[1].id))
    best = scored[0][0] if scored and scored[0][0] >= SURE and (len(scored) == 1 or scored[1][0] < scored[0][0]) else None
    return [
        {
            "id": node.id,
            "name": node.label,
            "description": _about(node, issued_by.get(node.id, ())),
            "type": _types(node),
            "score": total,
            "match": total == best and False not in said.values(),
            "features": [{"id": "name", "value": score}, *({"id": pid, "value": fit} for pid, fit in said.items() if fit is not None)],
        }
        for total, node, score, said in scored[: cell.limit]
    ]


def _named(view: View, cell: Cell) -> dict[str, tuple[Node, float]]:
    """What the words name or sound like, each with how well; without words, what the columns name."""
    out: dict[str, tuple[Node, float]] = {}

    def put(nodes: Iterable[Node], score: float) -> None:
        for node in nodes:
            if node.kind in KINDS and score > out.get(node.id, (node, 0.0))[1]:
                out[node.id] = (node, score)

    if cell.reference and checkable(cell.reference):
        known = bearers(view, cell.reference, "")
        what = meaning(cell.reference, known, today(), issuers(view, [b.node for b in known]))
        put([what.one.node] if what.one else [], NAMED)
        put((b.node for b in what.several), SHARED)
        put((b.node for b in known), OTHER)
        if what.one:
            return out  # the words say a day or a term; a search would give back those of another
    words = [cell.query] if cell.query.strip() else [v for pid, values in cell.properties if pid in ("symbol", "title") for v in values]
    for text in (w for w in words if w.strip()):
        exact = [n for n in view.resolve(text) if n.kind in KINDS]
        put(exact, NAMED if len(exact) == 1 else SHARED)
        for score, _, node in ranked(view, text):
            put([node], round(min(score, 1.0) * ALIKE, 1))
    if not words:
        put(_by_columns(view, cell), OTHER)
    return out


def _by_columns(view: View, cell: Cell) -> list[Node]:
    """Documents of the day or the issuer that other columns give, where there are no words."""
    said = dict(cell.properties)
    days = [day for v in said.get("date", ()) if len(day := _iso(v)) == 10]
    bodies = [n.id for v in said.get("issuer", ()) for n in view.resolve(v) if n.kind == "body"]
    if days:
        return view.documents(from_=days[0], to=days[0], limit=200)
    return view.documents(issuer=bodies[0], term=next(map(_term, said.get("term", ())), None), limit=200) if bodies else []


def _wanted(node: Node, cell: Cell) -> bool:
    own = {node.kind, node.doc_kind}
    return not cell.types or (own >= set(cell.types) if cell.every else bool(own & set(cell.types)))


def _weighed(score: float, said: dict[str, bool | None]) -> float:
    """A property that agrees halves what is missing to a hundred, one that does not halves the score."""
    for fit in said.values():
        if fit is not None:
            score = score + (100 - score) / 2 if fit else score / 2
    return round(score, 1)


def _fits(pid: str, values: Sequence[str], node: Node, bodies: Sequence[Node]) -> bool | None:
    """Whether one of the values of a column is true of a node; None where nothing is known of it."""
    if pid == "issuer":
        known = {name for b in bodies for name in (*names_of(b), b.id)}
        return any(fold(v) in known or v in known for v in values) if known else None
    own = getattr(node, pid)
    if not own:
        return None
    return any(_true(pid, v, str(own)) for v in values)


def _true(pid: str, value: str, own: str) -> bool:
    match pid:
        case "symbol":
            symbol = parse_symbol(value)
            return fold(value) == fold(own) or (symbol is not None and symbol == parse_symbol(own))
        case "date":
            return agree(_iso(value), own)
        case "term":
            return _term(value) == own
        case _:
            return subject_alike(value, own)


def _iso(text: str) -> str:
    """A day, month or year as ISO: ``14/6/2024`` is ``2024-06-14``; other words stay as they are."""
    if m := _DAY.fullmatch(text.strip()):
        return "-".join([m[3], m[2].zfill(2), *([m[1].zfill(2)] if m[1] else [])])
    return text.strip()


def _term(text: str) -> str:
    return fold(text).removeprefix("khoa").strip().upper()


def _types(node: Node) -> list[JSON]:
    out: list[JSON] = [{"id": node.kind, "name": ontology.kinds()[node.kind].vi}]
    if node.doc_kind in ontology.doc_kinds() and node.doc_kind != "other":
        out.append({"id": node.doc_kind, "name": ontology.doc_kinds()[node.doc_kind].vi})
    return out


def _about(node: Node, bodies: Sequence[Node]) -> str:
    """What tells it from others of its name."""
    term = f"khóa {node.term}" if node.term else None
    parts = [day_in_words(node.date) if node.date else None, ", ".join(b.label for b in bodies), term, node.title]
    return " · ".join(p for p in parts if p) or ontology.kinds()[node.kind].vi


def _begins(prefix: str, *names: str) -> bool:
    wanted = fold(prefix)
    return any(f" {fold(name)}".find(f" {wanted}") >= 0 for name in names)
