"""Decides which node each reference of a block means: a pure function of the block, the same in whatever order its members came.

Owns the choice between candidates. A reference that names its node itself is an *anchor*; the others are matched against the anchors
of their block. Where the evidence does not single one out, the reference stays open, with its candidates ranked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from vanmach.graph.identity import body_key, fold, parse_symbol, term_of
from vanmach.graph.model import Decision, Reference
from vanmach.graph.naming import anchor, body_id, dated_id, number_of, organ, own_id, stated_term

ENOUGH = 0.7  # below this a single candidate is not taken
AMONG_SEVERAL = 0.8  # and below this none of several


@dataclass(slots=True)
class Candidate:
    """A node of the block with what its anchors say of it."""

    node: str
    dates: set[str] = field(default_factory=set)
    terms: set[str] = field(default_factory=set)
    issuers: set[str] = field(default_factory=set)
    organs: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    phrases: set[str] = field(default_factory=set)  # pairs of neighbouring words of its titles
    types: set[str] = field(default_factory=set)


class Known:
    """What the references of a block tell each other: all that a decision on one of them takes from the rest.

    ``days``: node -> full days that its anchors state; ``spans``: when which body bore the name; ``candidates``: what an open one may mean.
    """

    def __init__(self, facts: Sequence[Reference]) -> None:
        self._anchors: dict[int, tuple[Reference, str | None]] = {}  # by the object: facts are told apart by it faster than by their values
        self._anchored: list[tuple[str, Reference]] = []
        self.days: dict[str, set[str]] = {}
        self.spans: dict[tuple[str, str], str] = {}
        if facts and facts[0].kind == "body":
            self.spans = _spans(facts)
            return
        self._anchors = {id(r): (r, _anchor(r)) for r in facts}
        self._anchored = [(node, r) for r, node in self._anchors.values() if node]
        for node, ref in self._anchored:
            self.days.setdefault(node, set()).update({ref.date} if ref.date and len(ref.date) == 10 else set())

    def anchor(self, ref: Reference) -> str | None:
        """The node that a reference names itself."""
        found = self._anchors.get(id(ref))
        return found[1] if found else _anchor(ref)

    @cached_property
    def candidates(self) -> list[Candidate]:
        """The nodes of the block with what its anchors say of them; not needed where every reference is settled by its own facts."""
        return _candidates([(placed, r) for node, r in self._anchored if (placed := _in_series(node, r, self.days))])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Known) or (self.days, self.spans) != (other.days, other.spans):
            return False
        return self.candidates == other.candidates

    __hash__ = None  # type: ignore[assignment]


def is_open(facts: Reference) -> bool:
    """Whether what these facts name hangs on others of their block."""
    return _anchor(facts) is None


def shifts(block: str) -> bool:
    """Whether even a reference that names its node may mean another one by what others of its block say.

    So it is with QĐ and QĐi, and with a body's name that was borne in turn.

    >>> shifts("d:qd:7"), shifts("b:ban-tuyen-giao-trung-uong"), shifts("d:ct:35")
    (True, True, False)
    """
    return block.startswith(("d:qd:", "b:"))


def known(facts: Iterable[Reference]) -> Known:
    """What a block knows, from its different facts (``Reference`` without the place where it stands), in whatever order they come."""
    return Known(list(facts))


_anchors: dict[int, tuple[Reference, str | None]] = {}  # by the object, kept with its anchor: a hash of all its values takes longer
_MOST = 1 << 18


def _anchor(ref: Reference) -> str | None:
    if ref.source:
        return anchor(ref)
    if found := _anchors.get(id(ref)):  # bare facts come again and again, a reference but once
        return found[1]
    if len(_anchors) >= _MOST:
        _anchors.clear()
    named = anchor(ref)
    _anchors[id(ref)] = ref, named
    return named


def settled(ref: Reference, block: Known) -> tuple[str, float, str] | None:
    """The node, confidence and reason of every reference with these facts, wherever it stands; None where its place has a say."""
    if ref.kind == "body":
        if node := block.spans.get((ref.valid_from or "", ref.valid_to or "9999")):
            return node, 1.0, "stated"
        return (body_id(ref), 1.0, "name") if len(block.spans) <= 1 else None
    node = block.anchor(ref)
    placed = _in_series(node, ref, block.days) if node else None
    return (placed, 1.0, "stated") if placed else None


def decide(ref: Reference, block: Known) -> Decision:
    """The decision on one reference of a block."""
    if found := settled(ref, block):
        return Decision(ref.id, found[0], found[1], reason=found[2])
    return _bearer(ref, block.spans) if ref.kind == "body" else _choose(ref, block.candidates)


def resolve(references: Iterable[Reference]) -> list[Decision]:
    """One decision for each reference of a block.

    >>> known = Reference("c#1", "c", "document", "35-CT/TW", doc_kind="directive", symbol="35-CT/TW", date="2019-05-30")
    >>> cited = Reference("s#d1", "s", "document", "Chỉ thị 35", doc_kind="directive", number="35", text_date="2024-03-01")
    >>> [d.node for d in resolve([known, cited])]
    ['35-ct-tw.xii', '35-ct-tw.xii']
    """
    refs = sorted(references, key=lambda r: r.id)
    block = known(refs)
    return [decide(r, block) for r in refs]


def _in_series(node: str, ref: Reference, days: dict[str, set[str]]) -> str | None:
    """QĐi is looked up as QĐ: 07-QĐ/TW of a term that has a 07-QĐi/TW means that one, unless one of another day bears the number too.

    Where one does, a reference without a day names either: it is no anchor.
    """
    twin = node.replace("-qd-", "-qdi-")
    if twin == node or twin not in days:
        return node
    if days.get(node, set()) <= days[twin]:  # facts may be asked of a block that does not hold them yet
        return twin
    return (twin if ref.date in days[twin] else node) if ref.date else None


def _candidates(anchored: Sequence[tuple[str, Reference]]) -> list[Candidate]:
    found: dict[str, Candidate] = {}
    for node, ref in anchored:
        c = found.setdefault(node, Candidate(node))
        if ref.date:
            c.dates.add(ref.date)
        if term := term_of(ref.date) or ref.term or stated_term(ref):
            c.terms.add(term)
        if ref.issuer:
            c.issuers.add(body_key(ref.issuer))
        if code := organ(ref) if ref.kind == "document" else None:
            c.organs.add(code)
        if ref.place:
            c.places.add(fold(ref.place))
        if symbol := parse_symbol(ref.symbol or ""):
            c.types.add(symbol.type)
        c.words |= _words(ref.name)
        c.phrases |= phrases(ref.name)
    return [found[node] for node in sorted(found)]


def _choose(ref: Reference, candidates: Sequence[Candidate]) -> Decision:
    if ref.kind == "document" and not number_of(ref) and not ref.event and ref.doc_kind not in ("statute", "platform"):
        return Decision(ref.id, own_id(ref), 1.0, reason="named in this source only")
    fitting = [c for c in candidates if _fits(ref, c)]
    if not fitting and (day := dated_id(ref)):
        return Decision(ref.id, day, 0.9, reason="by its day")
    latest = max((min(c.dates) for c in fitting if c.dates), default="")
    subjects = _subjects(ref, fitting)
    scored = sorted(((_support(ref, c, latest) + subjects[c.node], c) for c in fitting), key=lambda t: (-t[0], t[1].node))
    ranked = tuple((c.node, _confidence(ref, s, len(scored))) for s, c in scored)
    enough = ENOUGH if len(scored) == 1 else AMONG_SEVERAL
    if scored and ranked[0][1] >= enough and (len(scored) == 1 or scored[0][0] > scored[1][0]):
        return Decision(ref.id, ranked[0][0], ranked[0][1], reason="best of the known", candidates=ranked[1:])
    return Decision(ref.id, own_id(ref), 0.0, resolved=False, reason="open", candidates=ranked)


def _fits(ref: Reference, c: Candidate) -> bool:
    """Nothing that the reference states speaks against the candidate."""
    code = organ(ref) if ref.kind == "document" else None
    if code and c.organs and not any(_one_organ(code, o) for o in c.organs):
        return False
    term = ref.term or stated_term(ref)
    if term and c.terms and term not in c.terms:
        return False
    if ref.place and c.places and fold(ref.place) not in c.places:
        return False
    if ref.date and c.dates and not any(_agree(ref.date, d) for d in c.dates):
        return False
    return not (ref.text_date and c.dates and min(c.dates) > ref.text_date)


def _one_organ(a: str, b: str) -> bool:
    """The same organ; "qh", the National Assembly of an unsaid term, is any of qh14, qh15."""
    return a == b or ("qh" in (a, b) and a[:2] == b[:2] == "qh" and (a[2:] + b[2:]).isdigit())


def _agree(a: str, b: str) -> bool:
    return a.startswith(b) or b.startswith(a)


def _support(ref: Reference, c: Candidate, latest: str) -> int:
    """How much speaks for a candidate; a stated subject outweighs the day."""
    points = 0
    if ref.issuer and body_key(ref.issuer) in c.issuers:
        points += 1
    if ref.date and any(_agree(ref.date, d) for d in c.dates):
        points += 2
    if (ref.term or stated_term(ref)) and c.terms:
        points += 2
    if ref.name and c.words and len(_words(ref.name) & c.words) / len(_words(ref.name) | c.words) >= 0.4:
        points += 3
    # Of several that existed when the text was written, the latest is the one in use.
    if ref.text_date and c.dates and min(c.dates) == latest:
        points += 2
    return points


def phrases(text: str | None) -> set[str]:
    """Pairs of neighbouring words, folded: how a subject is recognised in running text.

    >>> sorted(phrases("tổ chức bộ máy"))
    ['bo may', 'chuc bo', 'to chuc']
    """
    words = re.findall(r"[a-z0-9]+", fold(text or ""))
    return {f"{a} {b}" for a, b in pairwise(words)}


def _subjects(ref: Reference, candidates: Sequence[Candidate]) -> dict[str, int]:
    """Points for candidates whose subject the words around the citation speak of: only what tells it from the other candidates counts."""
    around = phrases(ref.context)
    shares: dict[str, float] = {}
    for c in candidates:
        others = {p for o in candidates if o is not c for p in o.phrases}
        own = c.phrases - others
        shares[c.node] = len(own & around) / len(own) if own else 0.0
    best = max(shares.values(), default=0.0)
    second = sorted(shares.values())[-2] if len(shares) > 1 else 0.0
    # A few shared words may be chance; a third of what no other candidate's title has is not.
    points = 3 if best >= 0.33 else 1 if best >= 0.1 else 0
    if len(shares) == 1:
        points -= 1  # nothing tells that the one known is the one meant
    return {node: max(points, 0) if share == best and best - second >= 0.1 else 0 for node, share in shares.items()}


def _confidence(ref: Reference, points: int, of: int) -> float:
    if of == 1:
        return 0.95 if points >= 2 else 0.85 if points == 1 else 0.8 if ref.doc_kind in ("statute", "platform") else 0.5
    return round(min(0.9, 0.6 + 0.1 * points + (0.05 if ref.symbol else 0.0)), 2)


def _words(text: str | None) -> set[str]:
    return {w for w in fold(text or "").split() if len(w) > 1}


def _spans(refs: Sequence[Reference]) -> dict[tuple[str, str], str]:
    """When which body bore the name, where it was borne in turn: bodies are told by name, then by the day."""
    dated = {(r.valid_from or "", r.valid_to or "9999"): r for r in refs if r.valid_from or r.valid_to}
    return {span: body_id(dated[span], first=i == 0) for i, span in enumerate(sorted(dated))}


def _bearer(ref: Reference, by_span: dict[tuple[str, str], str]) -> Decision:
    day = ref.date or ref.text_date
    fitting = [node for (start, end), node in sorted(by_span.items()) if day and start <= day <= end + "-99"]
    if len(fitting) == 1:
        return Decision(ref.id, fitting[0], 0.95, reason="bore the name on that day")
    ranked = tuple((node, 0.5) for _, node in sorted(by_span.items(), reverse=True))
    return Decision(ref.id, own_id(ref), 0.0, resolved=False, reason="open", candidates=ranked)
