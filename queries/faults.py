"""What can be wrong with a citation of a draft, and when it is: unknown, misdated, misattributed, misnamed, ended, or unclear.

Owns the faults. What a citation means is chosen in ``bearers.py``, what is proposed is worded in ``wording.py``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from vanmach.graph.finding import names_of
from vanmach.graph.identity import body_key, fold, parse_symbol, series
from vanmach.graph.model import Citation, Edge, Node, Reference, Source, Statement, verifies
from vanmach.graph.naming import document_id
from vanmach.graph.store import View
from vanmach.queries.bearers import Bearer, Meaning, bearers, checkable, issuers, issuing, meaning, subject_alike
from vanmach.queries.calendar import today
from vanmach.queries.forms import edge_forms, evidence_form
from vanmach.queries.status_on import status as status_on
from vanmach.queries.succession import current
from vanmach.queries.wording import day_in_words, in_full, type_word, with_day

JSON = dict[str, Any]
Fault = Literal["unknown", "wrong_date", "wrong_issuer", "wrong_type", "ended", "missing_term"]
FAULTS: tuple[Fault, ...] = ("unknown", "wrong_date", "wrong_issuer", "wrong_type", "ended", "missing_term")
# A draft may speak of what has ended where it ends or reviews it itself.
RIGHTLY_ENDED = ("supersedes", "repeals", "reviews", "renews")
ENDED = {
    "superseded": ("đã được thay thế", "superseded"),
    "repealed": ("đã bị bãi bỏ", "repealed"),
    "expired": ("đã hết hiệu lực", "expired"),
}
# Words that press and speakers use for any central organ of the Party.
LOOSELY = frozenset(("trung uong", "tw", "t.u", "trung uong dang", "dang", "ban dang"))


@dataclass(slots=True)
class Found:
    """A fault at a place, before it is worded as JSON."""

    fault: Fault
    start: int
    end: int
    vi: str
    en: str
    proposed: str | None = None
    proven: bool = True
    node: Node | None = None
    candidates: Sequence[Node] = ()
    by: Sequence[JSON] = ()
    evidence: Sequence[JSON] = ()
    also: list[tuple[int, int]] = field(default_factory=list)


class Draft(Protocol):
    """What was read of a draft: its source, its words, what it cites where, and what it says of that."""

    source: Source
    text: str | None
    references: list[Reference]
    statements: list[Statement]
    citations: list[Citation]


class Checker:
    """Looks at the numbered citations of a draft, document by document, for one day."""

    def __init__(self, view: View, draft: Draft, day: str) -> None:
        self.view, self.text, self.draft, self.day = view, draft.text or "", draft.source.id, day
        self.rightly = {s.object for s in draft.statements if s.predicate in RIGHTLY_ENDED and s.object}
        self.own = {id_ for r in draft.references if r.self_ and (id_ := document_id(r))}
        self.places: dict[str, list[Citation]] = defaultdict(list)
        for c in draft.citations:
            if checkable(c.reference) and not c.reference.self_ and not c.reference.draft:
                self.places[c.reference.id].append(c)

    def faults(self) -> Iterator[Found]:
        """All of them, citation by citation."""
        for cited in self.places.values():
            yield from self._of(cited[0].reference, cited)

    def _of(self, reference: Reference, cited: Sequence[Citation]) -> Iterator[Found]:
        yield from self._words(reference, cited)
        known = bearers(self.view, reference, self.draft)
        nodes = [b.node for b in known]
        what = meaning(reference, known, self.day, issuers(self.view, nodes))
        if what.one:
            yield from self._one(what.one, reference, cited, issuing(self.view, [what.one.node])[what.one.node.id])
        elif what.several:
            yield self._unclear(what, cited)
        else:
            yield self._unknown(reference, what, cited)

    def _one(self, bearer: Bearer, reference: Reference, cited: Sequence[Citation], issued: Sequence[Edge]) -> Iterator[Found]:
        node = bearer.node
        for c in cited:
            if c.date and bearer.stated("date") and not bearer.dated(c.date[0]):
                yield self._misdated(bearer, c.date)
            if c.issuers and issued and not any(self._issued(name, c, issued) for name, _, _ in c.issuers):
                yield self._misattributed(node, c, issued)
            if c.word and self._misnamed(bearer, c.word[0]):
                yield self._other_word(bearer, c)
        spoken = [c for c in cited if not c.past]
        if reference.id not in self.rightly and spoken and (found := self._ended(node, spoken)):
            yield found

    def _words(self, reference: Reference, cited: Sequence[Citation]) -> Iterator[Found]:
        """The word before a number against the code of the type in its symbol: "Kết luận số 35-CT/TW"."""
        symbol = parse_symbol(reference.symbol or "")
        if symbol is None or not re.search(rf"[-/ ]{symbol.type}\s*[-/]\s*(?!(?:kl|nq)\b)", fold(reference.symbol or "")):
            return  # of the National Assembly, or a code that only looks like that of a type ("1980/KHXH-TCCB", "20-TB/KL")
        for c in cited:
            if c.word is None or c.word[0] == "other" or series(c.word[0], None) in (symbol.series, "vb"):
                continue
            kind = next((k for k in _KINDS if series(k, None) == symbol.series), None)
            # A programme may be printed CT; what a notice makes known is often called by its own name: "Kết luận 75-TB/TW".
            if kind is None or (c.word[0], symbol.type) in (("programme", "ct"), ("conclusion", "tb")):
                continue
            _, start, end = c.word
            word, right = self.text[start:end], type_word(kind, self.text[start:end])
            vi = f"ký hiệu {reference.symbol} là của {right.lower()}, không phải {word.lower()}"
            en = f"the symbol {reference.symbol} is that of a {kind}, not of a {c.word[0]}"
            yield Found("wrong_type", start, end, vi, en, right)

    def _misdated(self, bearer: Bearer, told: tuple[str, int, int]) -> Found:
        node, (_, start, end) = bearer.node, told
        date = node.date or max(s.value or "" for s in bearer.stated("date"))
        right = day_in_words(date)
        proposed = with_day(self.text[start:end], date) if len(date) == 10 else None
        said = [s for s in bearer.stated("date") if s.value == date]
        vi, en = f"{node.label} có ngày {right}", f"{node.label} is of {right}"
        return Found("wrong_date", start, end, vi, en, proposed, any(verifies(s.evidence) for s in said), node, evidence=self._said(said))

    def _misattributed(self, node: Node, cited: Citation, issued: Sequence[Edge]) -> Found:
        start, end = cited.issuers[0][1], cited.issuers[-1][2]
        names = [n.label for n in self.view.nodes({e.from_ for e in issued}).values()]
        right = ", ".join(names)
        vi, en = f"{node.label} do {right} ban hành", f"{node.label} was issued by {right}"
        evidence = [e for form in edge_forms(self.view, issued) for e in form["evidence"]]
        return Found("wrong_issuer", start, end, vi, en, right, any(e.verified for e in issued), node, evidence=evidence)

    def _other_word(self, bearer: Bearer, cited: Citation) -> Found:
        assert cited.word
        node, (kind, start, end) = bearer.node, cited.word
        right = type_word(node.doc_kind, self.text[start:end])
        said = [s for s in bearer.stated("doc_kind") if s.value == node.doc_kind]
        vi = f"{node.symbol} là {right.lower()}, không phải {type_word(kind, 'x')}"
        en = f"{node.symbol} is a {node.doc_kind}, not a {kind}"
        return Found("wrong_type", start, end, vi, en, right, any(verifies(s.evidence) for s in said), node, evidence=self._said(said))

    def _misnamed(self, bearer: Bearer, kind: str) -> bool:
        node = bearer.node
        if kind in ("other", node.doc_kind) or node.doc_kind in (None, "other") or any(s.value == kind for s in bearer.stated("doc_kind")):
            return False
        if series(kind, None) != series(node.doc_kind, None):
            return False  # told by the symbol already
        # What a decision puts in force is cited by either word: "Quyết định 31-QĐ/TW ban hành Quy định …"
        return not fold(node.title or "").startswith("ban hanh")

    def _ended(self, node: Node, cited: Sequence[Citation]) -> Found | None:
        found = status_on(self.view, node.id, self.day)
        if found["status"] not in ENDED or any(b["node"]["id"] in self.own for b in found["by"]):
            return None
        if found["basis"] == "catalogue" and self.day < today():
            return None  # its word on a status is of now and tells nothing of an earlier day
        first, *rest = cited
        now = current(self.view, node.id, on=self.day)
        after = list(self.view.nodes(i for i in now["current"] if i != node.id).values())
        proposed = "; ".join(self._in_full(after)) or None
        since = f" từ {day_in_words(found['since'])}" if found["since"] else ""
        by = ", ".join(b["node"]["label"] for b in found["by"])
        vi, en = ENDED[found["status"]]
        vi = f"{node.label} ({day_in_words(node.date or '?')}) {vi}{since}" + (f" bởi {by}" if by else ", theo danh mục")
        en = (
            f"{node.label} was {en}"
            + (f" on {day_in_words(found['since'])}" if found["since"] else "")
            + (f" by {by}" if by else ", by the catalogue")
        )
        return Found(
            "ended", first.start, first.reach if after else first.end, vi, en, proposed, False, node,
            by=found["by"], also=[(c.start, c.end) for c in rest],
        )  # fmt: skip

    def _unclear(self, what: Meaning, cited: Sequence[Citation]) -> Found:
        first, *rest = cited
        nodes = [b.node for b in what.several]
        likely = nodes[-1]  # the latest is the one in use
        days = [f"{day_in_words(n.date or '?')}{f' (khóa {n.term})' if n.term else ''}" for n in nodes]
        proposed = f"{self.text[first.start : first.end]}, ngày {day_in_words(likely.date)}" if likely.date else None
        vi, en = (
            f"có {len(nodes)} văn bản mang số này: {'; '.join(days)}; nêu ngày hoặc khóa",
            f"{len(nodes)} documents bear it; add the day",
        )
        said = self._said([s for b in what.several for s in b.stated("date") if s.value == b.node.date])
        also = [(c.start, c.end) for c in rest]
        return Found("missing_term", first.start, first.end, vi, en, proposed, False, candidates=nodes, evidence=said, also=also)

    def _unknown(self, reference: Reference, what: Meaning, cited: Sequence[Citation]) -> Found:
        first, *rest = cited
        name = reference.symbol or reference.surface
        told = f" ngày {day_in_words(reference.date)}" if reference.date else f" khóa {reference.term}" if reference.term else ""
        same_day = self._of_that_day(reference)
        vi, en = f"trong kho không có {name}{told}", f"the store has no {name}{told}"
        proposed = None
        if len(same_day) == 1:
            proposed = self._in_full(same_day)[0]
            vi, en = f"{vi}; ngày ấy có {same_day[0].label}", f"{en}; of that day there is {same_day[0].label}"
        elif what.others:
            known = "; ".join(day_in_words(b.node.date or "?") for b in what.others)
            vi, en = f"{vi}; số ấy có văn bản ngày {known}", f"{en}; the number is borne by those of {known}"
        candidates = [*same_day, *(b.node for b in what.others)]
        dated = [s for n in same_day for _, s in self.view.properties(n.id) if s.predicate == "date" and s.value == n.date]
        also = [(c.start, c.end) for c in rest]
        end, proven = (first.reach, any(verifies(s.evidence) for s in dated)) if proposed else (first.end, False)
        return Found("unknown", first.start, end, vi, en, proposed, proven, candidates=candidates, evidence=self._said(dated), also=also)

    def _of_that_day(self, reference: Reference) -> list[Node]:
        """Documents of the type, organ and day of a citation under another number: one may be what was meant."""
        symbol = parse_symbol(reference.symbol or "")
        if symbol is None or not reference.date or len(reference.date) < 10:
            return []
        page = self.view.documents(from_=reference.date, to=reference.date, limit=50)
        own = [(n, s) for n in page if n.resolved and (s := parse_symbol(n.symbol or ""))]
        return [
            n
            for n, s in own
            if (s.series, s.organ) == (symbol.series, symbol.organ)
            and _mistyped(s.number, symbol.number)
            # Documents of one day often bear neighbouring numbers: only the subject tells a slip from another document.
            and (subject_alike(reference.name, n.title) if reference.name else sorted(s.number) == sorted(symbol.number))
        ]

    def _in_full(self, nodes: Sequence[Node]) -> list[str]:
        issued_by = issuers(self.view, nodes)
        return [in_full(n, ", ".join(body.label for body in issued_by.get(n.id, ())) or None) for n in nodes]

    def _issued(self, name: str, cited: Citation, issued: Sequence[Edge]) -> bool:
        """Whether a body named behind a citation is one of those that issued the document, or may be meant by a loose word for them."""
        spoken = {fold(self.text[start:end]) for _, start, end in cited.issuers}
        if spoken & LOOSELY:
            return True
        told = _key(name)
        for body in self.view.nodes({e.from_ for e in issued}).values():
            keys = {_key(n) for n in names_of(body)} | {body.id.split("@")[0]}
            # A committee and its standing board share a series: "Tỉnh ủy" may stand for "Ban Thường vụ Tỉnh ủy".
            # Of a long name ("Ban Chỉ đạo Trung ương về …") the beginning is enough.
            if any(told == k or told.endswith(f"-{k}") or k.endswith(f"-{told}") or k.startswith(f"{told}-ve-") for k in keys):
                return True
        return False

    def _said(self, statements: Sequence[Statement]) -> list[JSON]:
        sources = {s.id: s for s in self.view.sources({s.evidence.source for s in statements})}
        return [evidence_form(s, sources) for s in sorted(statements, key=lambda s: (not verifies(s.evidence), s.id))]


def _key(name: str) -> str:
    """A body's name as it is compared: a committee is one through its terms."""
    return re.sub(r"-khoa-[ivxl]+$", "", body_key(name))


def _mistyped(a: str, b: str) -> bool:
    """Whether one number may be the other with a slip: a digit more, less or changed, or two that changed places."""
    if sorted(a) == sorted(b):
        return a != b
    if len(a) == len(b):
        return sum(x != y for x, y in zip(a, b, strict=True)) == 1
    short, long = sorted((a, b), key=len)
    return len(long) - len(short) == 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


# Of the kinds that share a code the one that is meant by it alone.
_KINDS = (
    *("resolution", "conclusion", "directive", "regulation", "rules", "plan", "guideline", "notice", "programme", "scheme", "report"),
    *("submission", "dispatch", "decree"),
)
