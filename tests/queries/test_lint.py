"""The linter on a draft with fifteen seeded faults among thirty citations: it finds all of them, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from tests.drafts import DAY, DRAFT, SEEDED
from vanmach.graph import ledger
from vanmach.graph.errors import InputError
from vanmach.graph.store import Store, open_store
from vanmach.loaders.catalogue import catalogue
from vanmach.loaders.read import read
from vanmach.loaders.statements import Reading, to_statements
from vanmach.queries.lint import lint


def drafted(text: str, **given: Any) -> Reading:
    return to_statements(read(text, **given))


def faults(store: Store, text: str, on: str = DAY, **given: Any) -> list[tuple[str, str]]:
    return [(f["fault"], f["text"]) for f in lint(store, drafted(text), on=on, **given)["findings"]]


def test_fifteen_faults_are_found_among_thirty_citations_and_no_other(catalogue_store: Store) -> None:
    answer = lint(catalogue_store, drafted(DRAFT), on=DAY)
    assert (answer["on"], answer["citations"], answer["checked"]) == (DAY, 30, 30)
    assert len(answer["findings"]) == len(SEEDED) == 15
    for found, (fault, text, proposed) in zip(answer["findings"], SEEDED, strict=True):
        assert (found["fault"], found["text"][: len(text)]) == (fault, text)
        assert (found["proposed"] or "").startswith(proposed or ""), found
        assert (found["proposed"] is None) == (proposed is None), found
        assert DRAFT[found["start"] : found["end"]] == found["text"]
        line = DRAFT.splitlines()[found["line"] - 1]
        assert line[found["column"] - 1 :].startswith(found["text"].split("\n")[0])


def test_each_fault_comes_with_its_proof(catalogue_store: Store) -> None:
    by_fault: dict[str, dict[str, Any]] = {}
    for found in lint(catalogue_store, drafted(DRAFT), on=DAY)["findings"]:
        by_fault.setdefault(found["fault"], found)
    date = by_fault["wrong_date"]
    assert (date["severity"], date["node"]["id"]) == ("error", "41-ct-tw.xiii")
    assert [(e["table"], e["known_by"]) for e in date["evidence"]] == [("documents", "source")]
    assert by_fault["wrong_issuer"]["evidence"][0]["known_by"] == "source"
    ended = by_fault["ended"]
    assert ended["message"]["vi"] == "Quy định 80-QĐ/TW (18-8-2022) đã được thay thế từ 8-10-2025 bởi Quy định 377-QĐ/TW"
    assert [(b["node"]["id"], b["relation"]) for b in ended["by"]] == [("377-qd-tw.xiii", "supersedes")]
    assert [c["id"] for c in by_fault["missing_term"]["candidates"]] == ["01-ct-tw.xiii", "01-ct-tw.xiv"]
    unknown = by_fault["unknown"]
    assert "ngày ấy có Chỉ thị 45-CT/TW" in unknown["message"]["vi"]
    assert [c["id"] for c in unknown["candidates"]] == ["45-ct-tw.xiii"]
    assert unknown["evidence"][0]["known_by"] == "source"


@pytest.mark.parametrize(
    ("text", "on", "expected"),
    [
        # What was in force on the day of the draft is no fault, whatever came later.
        ("Thực hiện Quy định số 80-QĐ/TW, ngày 18-8-2022 của Bộ Chính trị.", "2024-01-01", []),
        ("Thực hiện Quy định số 80-QĐ/TW, ngày 18-8-2022 của Bộ Chính trị.", "2025-12-01", ["ended"]),
        # Nor is what had not been issued yet a second bearer of the number.
        ("Theo Chỉ thị số 01-CT/TW của Bộ Chính trị.", "2025-01-01", []),
        # A subject tells which of two is meant, and so does a year.
        ("Theo Quy định số 85-QĐ/TW về việc cán bộ, đảng viên thiết lập và sử dụng trang thông tin điện tử cá nhân.", DAY, []),
        ("Theo Quy định số 85-QĐ/TW năm 2022.", DAY, []),
        # What is ended or looked back on may have ended.
        ("Quy định này thay thế Quy định số 80-QĐ/TW, ngày 18-8-2022 của Bộ Chính trị.", DAY, []),
        ("Hội nghị tổng kết 3 năm thực hiện Quy định số 80-QĐ/TW, ngày 18-8-2022 của Bộ Chính trị.", DAY, []),
        # A loose word for the organs of the Party is none of them.
        ("Theo Nghị quyết số 59-NQ/TW, ngày 24-1-2025 của Trung ương.", DAY, []),
        # A decision that puts a regulation in force goes by either word.
        ("Theo Quy định số 31-QĐ/TW, ngày 1-10-1997 của Bộ Chính trị.", "2000-01-01", []),
        # A code that only looks like that of a type, and a notice called by what it makes known.
        ("Theo Công văn số 1980/KHXH-TCCB ngày 3-2-2025.", DAY, ["unknown"]),
        ("Theo Kết luận số 75-TB/TW, ngày 7-3-2025.", DAY, []),
        # Neighbouring numbers of one day are no slip of each other unless the subject says so.
        ("Theo Nghị định số 79/2025/NĐ-CP ngày 1-4-2025 của Chính phủ về kiểm tra văn bản.", DAY, ["unknown"]),
        # A day of another term with the same day and month is a slip of the year, not another document.
        ("Theo Chỉ thị số 35-CT/TW, ngày 14-6-2014 của Bộ Chính trị.", "2024-12-01", ["wrong_date"]),
        ("Theo Chỉ thị số 36-CT/TW, ngày 2-2-2009 của Ban Bí thư.", "2010-01-01", ["unknown"]),
        # One issuer behind two citations is that of both only where both bear its organ's code.
        ("Theo Quy định số 399-QĐ/TW ngày 9-1-2026 và Hướng dẫn số 05-HD/VPTW năm 2026 của Văn phòng Trung ương Đảng.", DAY, []),
    ],
)
def test_when_it_is_a_fault(catalogue_store: Store, text: str, on: str, expected: list[str]) -> None:
    assert [fault for fault, _ in faults(catalogue_store, text, on)] == expected


def test_the_day_is_the_draft_s_own_or_that_of_its_publication(catalogue_store: Store) -> None:
    text = "Thực hiện Quy định số 80-QĐ/TW, ngày 18-8-2022 của Bộ Chính trị."
    assert lint(catalogue_store, drafted(text, published="2024-01-01"))["findings"] == []
    assert len(lint(catalogue_store, drafted(text, published="2025-12-01"))["findings"]) == 1


def test_faults_can_be_left_out_and_one_document_is_told_once(catalogue_store: Store) -> None:
    text = "Theo Quy định số 999-QĐ/TW, ngày 3-3-2025. Quy định 999-QĐ/TW nêu rõ.\nQuyết định số 96-QĐ/TW, ngày 2-2-2023."
    answer = lint(catalogue_store, drafted(text), on=DAY)
    assert [(f["fault"], [p["line"] for p in f["also_at"]]) for f in answer["findings"]] == [("unknown", [1]), ("wrong_type", [])]
    assert faults(catalogue_store, text, skip=["unknown"]) == [("wrong_type", "Quyết định")]
    with pytest.raises(InputError, match="unknown fault spelling"):
        faults(catalogue_store, text, skip=["spelling"])


def test_a_draft_that_was_loaded_is_no_witness_of_itself(tmp_path: Any) -> None:
    known = catalogue()
    draft = drafted("Theo Chỉ thị số 41-CT/TW ngày 26-12-2023 của Bộ Chính trị và Quy định số 999-QĐ/TW, ngày 3-3-2025.")
    store = open_store(f"sqlite:///{tmp_path / 'graph.db'}")
    for reading in (known, draft):
        ledger.load(store, reading.source, reading.text, reading.references, reading.statements)
    assert [f["fault"] for f in lint(store, draft, on=DAY)["findings"]] == ["wrong_date", "unknown"]
    # Another text that says the same is a witness: the sources disagree, and neither is a slip.
    other = drafted("Chi bộ học Chỉ thị số 41-CT/TW ngày 26-12-2023 của Bộ Chính trị.")
    ledger.load(store, other.source, other.text, other.references, other.statements)
    assert [f["fault"] for f in lint(store, draft, on=DAY)["findings"]] == ["unknown"]
    store.close_store()
