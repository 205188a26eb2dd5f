"""Makes nodes and edges from what is said of them: pure functions, so that a rebuild gives what the loads gave.

Owns how conflicts show: the best supported value wins, the others stay among the statements ("also stated"). What one source says of a
thing, name by name, is its *voice*; the voices of all sources, counted, are the thing's *tally*; a node or an edge is a function of its
tally alone. So a thing that a hundred thousand texts speak of needs no second look at them when one more comes.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from vanmach.graph import ontology
from vanmach.graph.identity import parse_symbol, term_of
from vanmach.graph.model import Edge, Kind, Modality, Node, Statement, said_weight

# (thing, source, name, value, weight): a source says so of a thing; the weight is that of its evidence (model.said_weight).
Said = tuple[str, str, str, str, int]
# name -> value -> how many sources say it with weight 0, 1, 2, 3 (each counted once, by its weightiest evidence)
Tally = dict[str, dict[str, list[int]]]
Day = tuple[str | None, str | None]  # effective_from and date of a document

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
    "letterhead",
    "signer",
)
# Names of a node's voice that are no properties.
_OWN = frozenset(("kind", "alias", "resolved", "open", "issuer"))


def reference_said(node: str, source: str, kind: str, aliases: Iterable[str], resolved: bool, candidates: str | None) -> Iterator[Said]:
    """What a reference says of the node that it was decided to mean, besides the properties stated of it."""
    yield node, source, "kind", kind, 0
    yield (node, source, "resolved", "true", 0) if resolved else (node, source, "open", candidates or "[]", 0)
    for alias in aliases:
        yield node, source, "alias", alias, 0


def statement_said(edge: str, source: str, confidence: float, w: int, props: Mapping[str, str], published: str | None) -> Iterator[Said]:
    """What a statement says of the edge behind which it stands; ``published`` is the day of its source."""
    yield edge, source, "confidence", repr(float(confidence)), w
    if props:
        if end := props.get("end"):
            yield edge, source, "end", end, w
        if start := props.get("start") or props.get("date"):
            yield edge, source, "start", start, w
        for name, value in props.items():
            yield edge, source, f"prop.{name}", value, w
    if published:
        yield edge, source, "published", published, w


def tally(said: Iterable[Said]) -> Tally:
    """The voices of one thing, counted.

    >>> tally([("x", "s", "date", "2019", 0), ("x", "s", "date", "2019", 2), ("x", "t", "date", "2019", 2)])
    {'date': {'2019': [0, 0, 2, 0]}}
    """
    heaviest: dict[tuple[str, str, str], int] = {}
    counted: Tally = {}
    for _, source, name, value, w in said:
        key = (name, value, source)
        known = heaviest.get(key)
        if known is None:
            if (values := counted.get(name)) is None:
                values = counted[name] = {}
            if (counts := values.get(value)) is None:
                counts = values[value] = [0, 0, 0, 0]
            counts[w] += 1
        elif known < w:
            counts = counted[name][value]
            counts[known] -= 1
            counts[w] += 1
        else:
            continue
        heaviest[key] = w
    return counted


_NONE = (0, 0, 0, 0)


def shifted(before: Tally, gone: Tally, come: Tally) -> Tally:
    """A tally after some voices left and others came."""
    counted = dict(before)
    for name in gone.keys() | come.keys():  # the others are left as they are, and are the same objects: of a long tally little moves
        values = dict(before.get(name, {}))
        for change, sign in ((gone, -1), (come, 1)):
            for value, n in change.get(name, {}).items():
                old = values.get(value, _NONE)
                values[value] = [a + sign * b for a, b in zip(old, n, strict=True)]
        counted[name] = {value: n for value, n in values.items() if any(n)}
        if not counted[name]:
            del counted[name]
    return counted


def voices(counted: Tally, name: str) -> int:
    """How many voices speak of a name (a source that gives two values speaks twice)."""
    return sum(map(sum, counted.get(name, {}).values()))


def project_node(node: str, said: Tally) -> Node:
    """The node that these voices make; at least one reference must be decided to mean it."""
    value = {name: _best(said[name]) for name in PROPERTIES if name in said}
    kind: Kind = _best(said["kind"])  # type: ignore[assignment]
    doc_kind = value.get("doc_kind")
    symbol = parse_symbol(value["symbol"]) if "symbol" in value else None
    shown = value.get("name")
    resolved = "resolved" in said
    return Node(
        id=node,
        kind=kind,
        label=_label(kind, doc_kind, value, symbol.printed if symbol else value.get("symbol")),
        doc_kind=doc_kind,
        symbol=symbol.printed if symbol else value.get("symbol"),
        title=value.get("title"),
        date=value.get("date"),
        effective_from=value.get("effective_from"),
        term=value.get("term") or (term_of(value.get("date")) if symbol and symbol.central else None),
        issuer=_best(said["issuer"]) if "issuer" in said else None,
        catalogue_status=value.get("catalogue_status"),
        valid_from=value.get("valid_from"),
        valid_to=value.get("valid_to"),
        aliases=tuple(sorted({v for name in ("alias", "name") for v in said.get(name, ()) if v != shown})),
        resolved=resolved,
        verified=any(n[2] or n[3] for name, values in said.items() if name not in _OWN for n in values.values()),
        candidates=() if resolved else tuple((id_, score) for id_, score in json.loads(_best(said["open"]))),
    )


def node_keeps(node: Node, said: Iterable[Said]) -> bool:
    """Whether a node stays as it is when more voices say this of it, whatever its tally: they say but what it shows already.

    Support for what won already lets it win again. Where that cannot be seen from the node alone, the answer is no.

    >>> plan = Node("12-kh-tu", "document", "Kế hoạch 12-KH/TU", symbol="12-KH/TU", date="2021-03-04")
    >>> node_keeps(plan, [("12-kh-tu", "s", "date", "2021-03-04", 2)]), node_keeps(plan, [("12-kh-tu", "s", "date", "2021-03-05", 2)])
    (True, False)
    """
    return all(_shown(node, name, value) and (w < 2 or node.verified or name in _OWN) for _, _, name, value, w in said)


def _shown(node: Node, name: str, value: str) -> bool:
    if name in ("resolved", "open"):
        return node.resolved
    if name == "alias":
        return value in node.aliases
    if name == "name":
        return node.kind != "document" and value == node.label
    if name == "number":
        return node.symbol is not None  # which is shown instead
    if name in ("draft", "letterhead", "signer") or (name not in PROPERTIES and name not in _OWN):
        return True
    return bool(getattr(node, name) == value)


def edge_keeps(edge: Edge, said: Iterable[Said]) -> bool:
    """The same of an edge, as long as the day of its acting document stays too."""
    return all(_borne(edge, name, value, w) for _, _, name, value, w in said)


def _borne(edge: Edge, name: str, value: str, w: int) -> bool:
    if name == "confidence":
        return float(value) <= edge.confidence and (w < 2 or edge.verified)
    if name == "end":
        return edge.valid_to is not None and edge.valid_to <= value
    if name in ("start", "published"):
        if edge.valid_from_basis in ("effective", "document") or (name == "published" and edge.valid_from_basis == "stated"):
            return True
        return edge.valid_from_basis == ("stated" if name == "start" else name) and (edge.valid_from or "") <= value
    return edge.props.get(name[5:]) == value


def best(statements: Sequence[Statement]) -> str | None:
    """The best supported of the values stated: more sources first, then proof over recollection, then the finer, then the alphabet."""
    said = tally(("", s.source, "", s.value or "", said_weight(s)) for s in statements)
    return _best(said[""]) if said else None


def _best(values: Mapping[str, Sequence[int]]) -> str:
    if len(values) == 1:
        return next(iter(values))
    # Only what verifies is support.
    return min(values, key=lambda v: (-values[v][2] - values[v][3], -max(w for w in range(4) if values[v][w]), -len(v), v))


def _label(kind: str, doc_kind: str | None, value: Mapping[str, str], symbol: str | None) -> str:
    if kind != "document":
        return value.get("name") or "?"
    word = ontology.doc_kinds()[doc_kind].vi if doc_kind in ontology.doc_kinds() else "văn bản"
    word = word[0].upper() + word[1:]
    if doc_kind == "other":
        word = ""
    if symbol:
        return f"{word} {symbol}".strip()
    if value.get("number"):
        return f"{word} {value['number']}".strip()
    name = value.get("name") or value.get("title") or ""
    return name if name.casefold().startswith(word.casefold()) and name else f"{word} {name}".strip()


def project_edge(id_: str, type_: str, ends: tuple[str, str], modality: Modality, said: Tally, day: Day) -> Edge:
    """The edge that these voices make between two nodes; ``day`` is its acting document's (effective_from, date).

    It shows from its acting document's day, else from the day stated, else from the day its source was published.
    """
    valid_from, basis = _shown_from(day, _first(said, "start"), _first(said, "published"))
    props = {name[5:]: _best(said[name]) for name in sorted(said) if name.startswith("prop.")} if len(said) > 1 else {}
    if "position" in props:
        props["position"] = "; ".join(sorted(said["prop.position"]))
    found = said["confidence"]
    if len(found) == 1:  # so it is with most
        ((value, counts),) = found.items()
        confidence, verified = float(value), bool(counts[2] or counts[3])
    else:
        confidence, verified = max(map(float, found)), any(n[2] or n[3] for n in found.values())
    ended = _first(said, "end")
    # By position: there are many of them, and names cost.
    return Edge(id_, type_, ends[0], ends[1], modality, confidence, verified, valid_from, basis, ended, props)


def edge_said_once(
    id_: str, type_: str, ends: tuple[str, str], modality: Modality, confidence: float, w: int, published: str | None, day: Day
) -> Edge:
    """The edge that one statement without properties makes: what ``project_edge`` makes of its tally, without the tally. Most are such."""
    valid_from, basis = _shown_from(day, None, published or None)
    return Edge(id_, type_, ends[0], ends[1], modality, float(confidence), w >= 2, valid_from, basis)


def _shown_from(day: Day, stated: str | None, published: str | None) -> tuple[str | None, str | None]:
    """From when an edge shows, and by what."""
    effective, date = day
    if effective or date:
        return effective or date, "effective" if effective else "document"
    if stated:
        return stated, "stated"
    return (published, "published") if published else (None, None)


def acting_end(type_: str, ends: Sequence[str]) -> str | None:
    """The node whose day an edge bears, if its relation has one that acts."""
    acting = _acting(type_)
    return None if acting is None else ends[acting]


@cache
def _acting(type_: str) -> int | None:
    acting = ontology.relation(type_).acting
    return None if acting is None else ("from", "to").index(acting)


def _first(said: Tally, name: str) -> str | None:
    return min(said[name]) if name in said else None


def grouped(said: Iterable[Said]) -> dict[str, list[Said]]:
    """What is said, by thing."""
    found: dict[str, list[Said]] = defaultdict(list)
    for row in said:
        found[row[0]].append(row)
    return found
