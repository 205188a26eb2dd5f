"""Makes nodes and edges from statements and decisions: pure functions, so that a rebuild gives what the loads gave.

Owns how conflicts show: the best supported value wins, the others stay among the statements ("also stated").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from vanmach.graph import ontology
from vanmach.graph.identity import parse_symbol, term_of
from vanmach.graph.model import Decision, Edge, Kind, Modality, Node, Quote, Reference, Source, Statement, verifies

PROPERTIES = (
    "name",
    "symbol",
    "number",
    "title",
    "date",
    "effective_from",
    "term",
    "doc_kind",
    "draft",
    "catalogue_status",
    "valid_from",
    "valid_to",
)


def project_node(
    node: str,
    references: Sequence[tuple[Reference, Decision]],
    properties: Sequence[Statement],
    issued_by: Sequence[tuple[Statement, str]],
) -> Node:
    """The node that these references (with the decisions that led here) and their properties make.

    ``issued_by`` holds the ``issues`` statements of the document with the body that each means.
    """
    said: dict[str, list[Statement]] = defaultdict(list)
    for statement in properties:
        said[statement.predicate].append(statement)
    value = {name: best(said[name]) for name in PROPERTIES if said[name]}
    kind: Kind = references[0][0].kind
    doc_kind = value.get("doc_kind")
    issuer = _vote([(s, body) for s, body in issued_by if s.modality == "done"])
    decision = min((d for _, d in references), key=lambda d: (not d.resolved, d.reference))
    return Node(
        id=node,
        kind=kind,
        label=_label(kind, doc_kind, value),
        doc_kind=doc_kind,
        symbol=_symbol(said["symbol"]),
        title=value.get("title"),
        date=value.get("date"),
        effective_from=value.get("effective_from"),
        term=value.get("term") or _term(said["symbol"], value.get("date")),
        issuer=issuer,
        catalogue_status=value.get("catalogue_status"),
        valid_from=value.get("valid_from"),
        valid_to=value.get("valid_to"),
        aliases=_aliases([r for r, _ in references], said["name"], value.get("name")),
        resolved=any(d.resolved for _, d in references),
        verified=any(verifies(s.evidence) for s in properties),
        candidates=() if decision.resolved else decision.candidates,
    )


def _aliases(references: Sequence[Reference], names: Sequence[Statement], shown: str | None) -> tuple[str, ...]:
    return tuple(sorted(({a for r in references for a in r.aliases} | {s.value for s in names if s.value}) - {shown}))


def best(statements: Sequence[Statement]) -> str | None:
    """The best supported of the values stated: more sources first, then proof over recollection, then the finer, then the alphabet."""
    return _vote([(s, s.value or "") for s in statements])


def _vote(stated: Sequence[tuple[Statement, str]]) -> str | None:
    if not stated:
        return None
    sources: dict[str, set[str]] = defaultdict(set)
    proof: dict[str, int] = defaultdict(int)
    for statement, value in stated:
        if verifies(statement.evidence):
            sources[value].add(statement.source)
        proof[value] = max(proof[value], _weight(statement))
    return min(proof, key=lambda v: (-len(sources[v]), -proof[v], -len(v), v))


def _weight(statement: Statement) -> int:
    # A sourced record was checked by a person; a quote was read by a rule; a recalled row is only remembered.
    if isinstance(statement.evidence, Quote):
        return 2
    return {"source": 3, "mixed": 1}.get(statement.evidence.known_by, 0)


def _symbol(stated: Sequence[Statement]) -> str | None:
    chosen = best(stated)
    symbol = parse_symbol(chosen or "")
    return symbol.printed if symbol else chosen


def _term(symbols: Sequence[Statement], date: str | None) -> str | None:
    symbol = parse_symbol(best(symbols) or "")
    return term_of(date) if symbol and symbol.central else None


def _label(kind: str, doc_kind: str | None, value: Mapping[str, str | None]) -> str:
    if kind != "document":
        return value.get("name") or "?"
    word = ontology.doc_kinds()[doc_kind].vi if doc_kind in ontology.doc_kinds() else "văn bản"
    word = word[0].upper() + word[1:]
    if doc_kind == "other":
        word = ""
    symbol, title = value.get("symbol"), value.get("title")
    if symbol:
        return f"{word} {symbol}".strip()
    if value.get("number"):
        return f"{word} {value['number']}".strip()
    name = value.get("name") or title or ""
    return name if name.casefold().startswith(word.casefold()) and name else f"{word} {name}".strip()


def project_edge(
    id_: str,
    ends: tuple[str, str],
    statements: Sequence[Statement],
    nodes: Mapping[str, Node],
    sources: Mapping[str, Source],
) -> Edge:
    """The edge that these statements (at least one) make between two nodes."""
    first = min(statements, key=lambda s: s.id)
    relation = ontology.relation(first.predicate)
    confidence = max(s.confidence for s in statements)
    valid_from, basis = _since(relation.acting, ends, statements, nodes, sources)
    modality: Modality = first.modality
    return Edge(
        id=id_,
        type=first.predicate,
        from_=ends[0],
        to=ends[1],
        modality=modality,
        confidence=confidence,
        verified=any(verifies(s.evidence) for s in statements),
        valid_from=valid_from,
        valid_from_basis=basis,
        valid_to=_earliest(s.props.get("end") for s in statements),
        props=_props(statements),
        statements=tuple(sorted(s.id for s in statements)),
    )


def _since(
    acting: str | None,
    ends: tuple[str, str],
    statements: Sequence[Statement],
    nodes: Mapping[str, Node],
    sources: Mapping[str, Source],
) -> tuple[str | None, str | None]:
    """The day from which an edge shows: the acting document's, else the day stated, else the day its source was published."""
    node = nodes.get(ends[0 if acting == "from" else 1]) if acting else None
    if node and node.kind == "document":
        if node.effective_from:
            return node.effective_from, "effective"
        if node.date:
            return node.date, "document"
    if stated := _earliest(s.props.get("start") or s.props.get("date") for s in statements):
        return stated, "stated"
    if published := _earliest(sources[s.source].published for s in statements if s.source in sources):
        return published, "published"
    return None, None


def _earliest(dates: Iterable[str | None]) -> str | None:
    return min((d for d in dates if d), default=None)


def _props(statements: Sequence[Statement]) -> dict[str, str]:
    """What the statements add, best supported first; a post held is listed with all its names."""
    said: dict[str, list[tuple[Statement, str]]] = defaultdict(list)
    for statement in statements:
        for name, value in statement.props.items():
            said[name].append((statement, value))
    out = {name: _vote(values) or "" for name, values in sorted(said.items())}
    if "position" in said:
        out["position"] = "; ".join(sorted({v for _, v in said["position"]}))
    return out
