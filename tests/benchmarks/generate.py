"""A seeded graph of directives of any size, as what texts say: layered directives, chains of succession, citations by power law.

Each document has a text of its own, which names its issuer, the document of a higher layer that it carries out, now and then the one it
replaces, and some that it cites; old ones are cited most. Everything about a document follows from its number and the seed, so that
texts can be made one after the other in bounded memory: ``for reading in readings(100_000, 500_000): ...``. ``registers`` says the same
of hundreds of documents at a time, as a table does.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from vanmach.graph.model import Quote, Record, Reference, Source, Statement, digest

Read = tuple[Source, str | None, Sequence[Reference], Sequence[Statement]]

# Layers from the top down: word, kind, type in the symbol, organ in the symbol; the share of documents in each.
LAYERS = (
    ("Nghị quyết", "resolution", "NQ", "TW", 0.02),
    ("Chỉ thị", "directive", "CT", "TW", 0.04),
    ("Chương trình", "programme", "CTr", "TU", 0.14),
    ("Kế hoạch", "plan", "KH", "TU", 0.40),
    ("Hướng dẫn", "guideline", "HD", "BTCTU", 0.40),
)
PLACES = tuple(f"Tỉnh {a} {b}" for a in "An Bình Cao Đông Hà Kim Long Nam Phú Quảng Sơn Tân".split() for b in "An Hòa Lâm Ninh Tây".split())
SUBJECTS = (
    *("công tác cán bộ", "tổ chức bộ máy", "phòng, chống tham nhũng", "chuyển đổi số", "bảo vệ nền tảng tư tưởng", "kiểm tra, giám sát"),
    *("phát triển đảng viên", "thi đua, khen thưởng", "quốc phòng, an ninh", "giáo dục và đào tạo", "y tế cơ sở", "nông nghiệp, nông thôn"),
)
YEARS = range(2006, 2026)
CHAINS = 0.3  # of the series of documents that could replace each other, so many do


class Document(NamedTuple):
    """A made-up document: ``n`` counts all of them by day."""

    n: int
    layer: int
    place: str | None
    symbol: str
    date: str
    title: str

    @property
    def issuer(self) -> str:
        """The body that issued it."""
        if self.place is None:
            return "Bộ Chính trị"
        return f"Ban Tổ chức Tỉnh ủy {self.place}" if self.layer == 4 else f"Tỉnh ủy {self.place}"


class Directives:
    """The documents of one seed, each made when asked for."""

    def __init__(self, nodes: int, edges: int, seed: int = 0) -> None:
        self.nodes, self.seed = nodes, seed
        self.per_text = edges / nodes
        # In a round of hundred documents each layer has its share, mixed.
        round_ = [layer for layer, (*_, share) in enumerate(LAYERS) for _ in range(round(share * 100))]
        random.Random(seed).shuffle(round_)
        self.round = round_
        self.slots = [[i for i, layer in enumerate(round_) if layer == wanted] for wanted in range(len(LAYERS))]

    def document(self, n: int) -> Document:
        """The n-th document."""
        at, slot = divmod(n, 100)
        layer = self.round[slot]
        _, _, type_, organ, _ = LAYERS[layer]
        nth = at * len(self.slots[layer]) + self.slots[layer].index(slot)  # in its layer
        place = None if organ == "TW" else PLACES[nth % len(PLACES)]
        days = n * len(YEARS) * 365 // self.nodes
        year, day = divmod(days, 365)
        date = f"{YEARS[0] + year}-{day // 31 + 1:02d}-{day % 28 + 1:02d}"
        # Numbers run on without a new start, so that no two documents share number, type, organ and term.
        number = (nth if place is None else nth // len(PLACES)) % 99_000 + 1
        chance = random.Random(self.seed * 1_000_003 + n)
        title = f"về {chance.choice(SUBJECTS)} gắn với {chance.choice(SUBJECTS)} năm {date[:4]}"
        return Document(n, layer, place, f"{number:02d}-{type_}/{organ}", date, title)

    def of_layer(self, layer: int, before: int, chance: random.Random) -> int | None:
        """A document of a layer before the n-th: the older, the likelier."""
        rounds = before // 100
        if rounds == 0:
            return None
        return int(rounds * chance.random() ** 3) * 100 + chance.choice(self.slots[layer])

    def relations(self, n: int) -> list[tuple[str, int]]:
        """What the n-th document does to earlier ones: (relation, their number)."""
        doc, chance = self.document(n), random.Random(self.seed * 7_000_003 + n)
        out: list[tuple[str, int]] = []
        if doc.layer and (above := self.of_layer(doc.layer - 1, n, chance)) is not None:
            out.append((("implements", "implements", "guides")[chance.randrange(3)] if doc.layer == 4 else "implements", above))
        # Documents of one layer and place return after as many rounds as there are places.
        apart = len(PLACES) * max(1, self.nodes // 120_000) * 100
        if n >= apart and random.Random(self.seed * 3 + n % apart).random() < CHAINS:
            out.append(("supersedes" if chance.random() < 0.9 else "amends", n - apart))
        # Citations fill up to the number of edges asked for; one more relation names the issuer.
        wanted = int(self.per_text - 1 + chance.random())
        tries = 0
        while n and len(out) < wanted and tries < 50:
            tries += 1
            cited = int(n * chance.random() ** 3)
            if all(cited != other for _, other in out):
                out.append(("based_on" if chance.random() < 0.15 else "cites", cited))
        return out

    def reading(self, n: int) -> Read:
        """The text of the n-th document, as what it says."""
        doc = self.document(n)
        id_ = digest("directives", str(self.seed), str(n))
        source = Source(id_, "text", f"{LAYERS[doc.layer][0]} {doc.symbol} {doc.title}", digest(id_, "sha"), published=doc.date)
        out = _Text(id_, doc)
        own = out.cite(doc, self_=True)
        out.say("title", own, doc.title)
        out.relate("issues", out.body(doc.issuer), own)
        for relation, other in self.relations(n):
            out.relate(relation, own, out.cite(self.document(other)))
        return source, None, out.references, out.statements

    def register(self, numbers: range) -> Read:
        """A register of some documents: each a row with what is known of it, the others that it names as pointers only."""
        id_ = digest("register", str(self.seed), str(numbers))
        documents = [self.document(n) for n in numbers]
        source = Source(id_, "catalogue", f"Sổ văn bản {documents[0].date} - {documents[-1].date}", digest(id_, "sha"))
        out = _Text(id_, documents[-1], table="documents")
        rows: dict[str, Reference] = {}
        for doc in documents:
            rows[doc.symbol + doc.date] = own = out.cite(doc, self_=True)
            out.say("title", own, doc.title)
            rows[doc.issuer] = issuer = rows.get(doc.issuer) or out.body(doc.issuer)
            out.relate("issues", issuer, own)
            for relation, n in self.relations(doc.n):
                other = self.document(n)
                key = other.symbol + other.date
                rows[key] = to = rows.get(key) or out.cite(other, bare=True)
                out.relate(relation, own, to)
        return source, None, out.references, out.statements


class _Text:
    def __init__(self, source: str, own: Document, table: str | None = None) -> None:
        self.source, self.own, self.table = source, own, table
        self.references: list[Reference] = []
        self.statements: list[Statement] = []

    def cite(self, doc: Document, self_: bool = False, bare: bool = False) -> Reference:
        word, kind, *_ = LAYERS[doc.layer]
        ref = Reference(
            f"{self.source}#d{len(self.references)}", self.source, "document", f"{word} số {doc.symbol}", name=doc.title if self_ else None,
            doc_kind=kind, symbol=doc.symbol, date=doc.date, issuer=doc.issuer, place=doc.place, self_=self_, text_date=self.own.date,
        )  # fmt: skip
        self.references.append(ref)
        for name, value in () if bare else (("doc_kind", kind), ("symbol", doc.symbol), ("date", doc.date)):
            self.say(name, ref, value)
        return ref

    def body(self, name: str) -> Reference:
        ref = Reference(f"{self.source}#b{len(self.references)}", self.source, "body", name, name=name, text_date=self.own.date)
        self.references.append(ref)
        self.say("name", ref, name)
        return ref

    def say(self, name: str, ref: Reference, value: str) -> None:
        self._add(name, ref, ref.surface, value=value)

    def relate(self, relation: str, a: Reference, b: Reference) -> None:
        self._add(relation, a, f"{a.surface} {relation} {b.surface} của {b.issuer or a.surface}", object_=b.id)

    def _add(self, predicate: str, ref: Reference, quote: str, value: str | None = None, object_: str | None = None) -> None:
        n = len(self.statements)
        evidence = (
            Record(self.source, self.table, ref.id, "source") if self.table else Quote(self.source, n * 100, n * 100 + len(quote), quote)
        )
        id_ = digest(self.source, predicate, str(n))
        rule = f"table:{self.table}" if self.table else f"made.{predicate}"
        self.statements.append(Statement(id_, self.source, predicate, ref.id, evidence, object_, value, rule=rule, confidence=0.9))


def registers(nodes: int, edges: int, seed: int = 0, rows: int = 500) -> Iterator[Read]:
    """All documents as registers of some hundred rows, oldest first: what a first load brings."""
    made = Directives(nodes, edges, seed)
    return (made.register(range(n, min(n + rows, nodes))) for n in range(0, nodes, rows))


def readings(nodes: int, edges: int, seed: int = 0) -> Iterator[Read]:
    """The texts of all documents, oldest first."""
    made = Directives(nodes, edges, seed)
    return (made.reading(n) for n in range(nodes))
