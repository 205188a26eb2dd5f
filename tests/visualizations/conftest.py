"""What the tests of pictures stand on.

``statute``: a real lineage (the regulations that implement the Party Statutes, 1997-2026), a few of its proofs invented and marked so.
``crowd``: any number of invented documents with a fixed seed. ``browser``: headless Chromium; where there is none its tests skip, and
fail under VANMACH_REQUIRE_ALL=1.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

Answer = dict[str, Any]

SERIES = [
    ("29-QĐ/TW", "1997-06-02", "VIII"),
    ("14-QĐ/TW", "2001-11-16", "IX"),
    ("23-QĐ/TW", "2006-10-31", "X"),
    ("45-QĐ/TW", "2011-11-01", "XI"),
    ("29-QĐ/TW", "2016-07-25", "XII"),
    ("24-QĐ/TW", "2021-07-30", "XIII"),
    ("232-QĐ/TW", "2025-01-20", "XIII"),
    ("294-QĐ/TW", "2025-05-26", "XIII"),
    ("20-QĐ/TW", "2026-04-08", "XIV"),
    ("208-QĐ/TW", "2026-07-26", "XIV"),
]


def node(id_: str, **given: Any) -> Answer:
    """A node in its JSON form: a document, unless told otherwise."""
    unknown = dict.fromkeys(("symbol", "title", "date", "effective_from", "term", "issuer", "status"))
    known = {"id": id_, "kind": "document", "doc_kind": "regulation", "label": id_, "aliases": [], "resolved": True, "verified": True}
    return known | unknown | {"hidden": {}} | given


def quote(text: str, **given: Any) -> Answer:
    """A quote in its JSON form."""
    return {"type": "quote", "source": "src-1", "start": 10, "end": 10 + len(text), "quote": text, "source_title": "Văn bản thử"} | given


def edge(id_: str, type_: str, from_: str, to: str, **given: Any) -> Answer:
    """An edge in its JSON form: done and verified, unless told otherwise."""
    return {
        "id": id_, "type": type_, "from": from_, "to": to, "modality": "done", "confidence": 0.95, "verified": True, "valid_from": None,
        "evidence": [quote(f"Quy định này thay thế Quy định {to}.")],
    } | given  # fmt: skip


@pytest.fixture
def statute() -> Answer:
    """Ten regulations, each superseding the one before; one edge is only remembered, one more is only planned."""
    ids = [f"{symbol.lower().replace('đ', 'd').replace('/', '-')}.{term.lower()}" for symbol, _, term in SERIES]
    nodes = [
        node(
            id_,
            label=f"Quy định {symbol}",
            symbol=symbol,
            title=f"Quy định thi hành Điều lệ Đảng (khóa {term})",
            date=date,
            effective_from=date,
            term=term,
            issuer={"id": "ban-chap-hanh-trung-uong", "label": "Ban Chấp hành Trung ương Đảng"}
            if date > "2011"
            else {"id": "bo-chinh-tri", "label": "Bộ Chính trị"},
            status="in_force" if id_ == ids[-1] else "superseded",
        )
        for id_, (symbol, date, term) in zip(ids, SERIES, strict=True)
    ]
    edges = []
    for position in range(1, len(ids)):
        symbol, date, _ = SERIES[position]
        older, older_date, _ = SERIES[position - 1]
        written = "/".join(str(int(part)) for part in reversed(older_date.split("-")))
        edges.append(
            edge(
                f"edge-{position}",
                "supersedes",
                ids[position],
                ids[position - 1],
                valid_from=date,
                evidence=[
                    quote(
                        f"Quy định này thay thế Quy định số {older}, ngày {written} về thi hành Điều lệ Đảng.",
                        source=f"src-{position}",
                        source_title=f"Quy định {symbol} (lời văn thử)",
                    )
                ],
            )
        )
    edges[0] |= {
        "verified": False,
        "confidence": 0.6,
        "evidence": [{"type": "record", "source": "catalogue", "table": "relations", "row": "14-qd-tw-2001/supersedes/29-qd-tw-1997",
                      "known_by": "recall", "url": None}],
    }  # fmt: skip
    edges[1]["evidence"].append(
        {"type": "record", "source": "catalogue", "table": "relations", "row": "23-qd-tw-2006/supersedes/14-qd-tw-2001",
         "known_by": "source", "url": "https://example.org/van-ban/23"}
    )  # fmt: skip
    nodes[-1]["hidden"] = {"implements": 3, "guides": 1}
    return {"root": ids[-1], "nodes": nodes, "edges": edges, "truncated": False}


@pytest.fixture
def crowd() -> Callable[..., Answer]:
    """Makes an answer of ``n`` invented documents of all tiers, some undated, with about 1.3 edges a document."""

    def make(n: int, seed: int = 7) -> Answer:
        chance = random.Random(seed)
        issuers = [
            ("ban-chap-hanh-trung-uong", "Ban Chấp hành Trung ương", "NQ/TW", "resolution"),
            ("bo-chinh-tri", "Bộ Chính trị", "KL/TW", "conclusion"),
            ("ban-to-chuc-trung-uong", "Ban Tổ chức Trung ương", "HD/BTCTW", "guideline"),
            ("chinh-phu", "Chính phủ", "NQ-CP", "resolution"),
            ("tinh-uy-an-binh", "Tỉnh ủy An Bình", "KH/TU", "plan"),
            ("hoi-nong-dan", "Hội Nông dân", "CV/HND", "dispatch"),
        ]
        nodes, edges = [], []
        for index in range(n):
            id_, label, code, kind = chance.choices(issuers, weights=(2, 4, 4, 3, 6, 1))[0]
            date = (
                f"{chance.choice((2018, 2019, 2021, 2022, 2024, 2025, 2025, 2025))}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
            )
            nodes.append(
                node(
                    f"d{index}",
                    symbol=f"{chance.randint(1, 250):02}-{code}",
                    title="về một việc được nghĩ ra để thử",
                    doc_kind=kind,
                    date=None if chance.random() < 0.06 else date[: chance.choice((10, 10, 10, 7))],
                    issuer={"id": id_, "label": label},
                    status=chance.choice(("in_force", "in_force", "superseded", "unknown", None)),
                    verified=chance.random() < 0.9,
                    hidden={"implements": chance.randint(1, 9)} if chance.random() < 0.15 else {},
                )
            )
        nodes.sort(key=lambda made: made["date"] or "0")
        kinds = ("implements", "implements", "guides", "based_on", "supersedes", "amends", "reviews", "continues")
        for index in range(1, n):
            for _ in range(1 + (chance.random() < 0.3)):
                other = chance.randrange(max(0, index - 25), index)
                edges.append(
                    edge(
                        f"x{len(edges)}",
                        chance.choice(kinds),
                        nodes[index]["id"],
                        nodes[other]["id"],
                        verified=chance.random() < 0.8,
                        modality="planned" if chance.random() < 0.1 else "done",
                    )
                )
        return {"root": nodes[n // 3]["id"], "nodes": nodes, "edges": edges, "truncated": n > 100}

    return make
