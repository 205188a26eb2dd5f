"""Which node a reference means: by what it states, by what its block knows, or not at all."""

from __future__ import annotations

import random

from vanmach.graph.model import Decision, Reference
from vanmach.graph.resolve import resolve


def cited(key: str, **facts: object) -> Reference:
    return Reference(f"{key}#d", key, "document", "x", **{"doc_kind": "directive", "symbol": "35-CT/TW", **facts})  # type: ignore[arg-type]


KNOWN = [
    cited("c1", date="2019-05-30", name="đại hội đảng bộ các cấp tiến tới Đại hội XIII"),
    cited("c2", date="2024-06-14", name="đại hội đảng bộ các cấp tiến tới Đại hội XIV"),
    cited("c3", date="2014-05-26", name="giải quyết khiếu nại, tố cáo"),
]


def decide(*refs: Reference) -> dict[str, Decision]:
    return {d.reference: d for d in resolve([*KNOWN, *refs])}


def test_a_stated_day_needs_no_help() -> None:
    assert decide(cited("a", date="2019-05-30"))["a#d"].node == "35-ct-tw.xii"


def test_the_latest_before_the_text_is_meant() -> None:
    """ "Chỉ thị 35" in spring 2024 means the one of 2019, from 14-6-2024 that of 2024."""
    found = decide(cited("spring", text_date="2024-03-13"), cited("autumn", text_date="2024-10-01"))
    assert found["spring#d"].node == "35-ct-tw.xii"
    assert found["autumn#d"].node == "35-ct-tw.xiii"


def test_the_subject_outweighs_the_day() -> None:
    found = decide(cited("a", text_date="2024-10-01", name="giải quyết khiếu nại, tố cáo"))
    assert found["a#d"].node == "35-ct-tw.xi"


def test_never_by_number_alone() -> None:
    decision = decide(cited("a"))["a#d"]
    assert not decision.resolved
    assert decision.node == "35-ct-tw~a"
    assert {node for node, _ in decision.candidates} == {"35-ct-tw.xi", "35-ct-tw.xii", "35-ct-tw.xiii"}


def test_what_is_stated_rules_candidates_out() -> None:
    assert decide(cited("a", term="XII"))["a#d"].node == "35-ct-tw.xii"
    assert decide(cited("a", date="2024", text_date="2025-01-01"))["a#d"].node == "35-ct-tw.xiii"
    assert not decide(cited("a", text_date="2001-01-01"))["a#d"].candidates


def test_open_references_are_never_shared_between_sources() -> None:
    found = decide(cited("a"), cited("b"))
    assert found["a#d"].node != found["b#d"].node


def test_qdi_is_looked_up_as_qd_until_another_bears_the_number() -> None:
    def regulation(key: str, symbol: str, **facts: str) -> Reference:
        return cited(key, doc_kind="regulation", symbol=symbol, **facts)

    special = regulation("c", "07-QĐi/TW", date="2018-08-28")
    plain = regulation("a", "07-QĐ/TW", term="XII")
    assert {d.node for d in resolve([special, plain])} == {"07-qdi-tw.xii"}
    other = regulation("b", "07-QĐ/TW", date="2016-04-01")
    found = {d.reference: d for d in resolve([special, plain, other])}
    assert found["b#d"].node == "07-qd-tw.xii"
    assert not found["a#d"].resolved
    assert {n for n, _ in found["a#d"].candidates} == {"07-qd-tw.xii", "07-qdi-tw.xii"}


def test_a_name_borne_in_turn_is_told_by_the_day() -> None:
    def body(key: str, **facts: str) -> Reference:
        return Reference(f"{key}#b", key, "body", "x", name="Ban Tuyên giáo Trung ương", **facts)  # type: ignore[arg-type]

    known = [body("c1", valid_from="2007-04-11", valid_to="2025-02-03"), body("c2", valid_from="2026-08")]
    found = {
        d.reference: d
        for d in resolve(
            [*known, body("old", text_date="2019-01-01"), body("new", text_date="2026-09-01"), body("gap", text_date="2025-12-01")]
        )
    }
    assert found["old#b"].node == "ban-tuyen-giao-trung-uong"
    assert found["new#b"].node == "ban-tuyen-giao-trung-uong@2026"
    assert not found["gap#b"].resolved


def test_the_order_of_references_does_not_matter() -> None:
    refs = [
        *KNOWN,
        cited("a"),
        cited("b", text_date="2024-10-01"),
        cited("d", term="XII"),
        cited("e", symbol=None, number="35", text_date="2020-01-01"),
    ]
    expected = sorted(resolve(refs), key=lambda d: d.reference)
    for seed in range(20):
        random.Random(seed).shuffle(refs)
        assert sorted(resolve(refs), key=lambda d: d.reference) == expected


def test_the_words_around_an_open_citation_tell_its_subject() -> None:
    land = cited("c1", doc_kind="resolution", symbol="18-NQ/TW", date="2022-06-16", name="nâng cao hiệu quả quản lý và sử dụng đất")
    apparatus = cited(
        "c2", doc_kind="resolution", symbol="18-NQ/TW", date="2017-10-25", name="sắp xếp tổ chức bộ máy của hệ thống chính trị tinh gọn"
    )
    facts = {"doc_kind": "resolution", "symbol": "18-NQ/TW"}
    open_ = cited("a", **facts)
    told = cited("b", **facts, context="tổng kết việc sắp xếp tổ chức bộ máy, để hệ thống chính trị tinh gọn hơn")
    found = {d.reference: d for d in resolve([land, apparatus, open_, told])}
    assert not found["a#d"].resolved
    assert found["b#d"].node == "18-nq-tw.xii"


def test_a_lower_document_of_unknown_place_is_told_by_its_day() -> None:
    facts = {"doc_kind": "decision", "symbol": "1480-QĐ/TU"}
    found = {
        d.reference: d
        for d in resolve([cited("a", **facts, date="2023-07-25"), cited("b", **facts, date="2023-07-25"), cited("c", **facts)])
    }
    assert found["a#d"].node == found["b#d"].node == "1480-qd-tu.2023-07-25"
    assert not found["c#d"].resolved
