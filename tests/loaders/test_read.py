"""A whole text: page furniture, dates of the page, official papers, modality, and the time it takes."""

from __future__ import annotations

import time

import pytest

from vanmach.loaders.interchange import to_json
from vanmach.loaders.read import read

OFFICIAL = """BAN CHẤP HÀNH
TRUNG ƯƠNG
BAN DÂN VẬN
|
Số 937-HD/BDVTW
|
Hà Nội, ngày 19 tháng 11 năm 2027

HƯỚNG DẪN
VỀ VIỆC TỔ CHỨC NGÀY HỘI Ở KHU DÂN CƯ

Thực hiện Chỉ thị số 950-CT/TW, ngày 23/7/2027 của Ban Bí thư, Ban Dân vận Trung ương hướng dẫn một số nội dung như sau:

Hướng dẫn này thay thế Hướng dẫn số 921-HD/BDVTW ngày 1-2-2020.

Nơi nhận:
- Bộ Chính trị (để báo cáo),
- Lưu văn thư.
K/T TRƯỞNG BAN
PHÓ TRƯỞNG BAN
Lê Văn Mẫu
"""


def test_an_official_paper_is_a_document_itself() -> None:
    found = read(OFFICIAL)
    (own,) = [d for d in found.documents if d.self]
    assert (own.kind, own.symbol, own.date) == ("guideline", "937-HD/BDVTW", "2027-11-19")
    symbols = {d.id: d.symbol for d in found.documents}
    pairs = {(r.type, symbols.get(r.from_), symbols.get(r.to)) for r in found.relations}
    assert ("implements", "937-HD/BDVTW", "950-CT/TW") in pairs
    assert ("supersedes", "937-HD/BDVTW", "921-HD/BDVTW") in pairs
    assert any(r.type == "issues" and r.to == own.id for r in found.relations)
    assert [p.name for p in found.people] == ["Lê Văn Mẫu"]
    assert any(r.type == "signs" and r.to == own.id for r in found.relations)
    assert "Bộ Chính trị" not in {b.name for b in found.bodies}  # a recipient


def test_page_furniture_yields_nothing() -> None:
    article = "Ban Bí thư ban hành Quy định số 907-QĐ/TW về nêu gương. " * 4
    page = f"Banner\n21:10, 29/12/2027\n{article}\n\nPhản hồi\n\nCác tin khác\nBộ Chính trị ban hành Chỉ thị số 935-CT/TW\nMới nhất\n"
    found = read(page)
    assert [d.symbol for d in found.documents] == ["907-QĐ/TW"]
    assert found.published == "2027-12-29"


def test_a_day_without_a_year_takes_that_of_the_page() -> None:
    found = read("9:15, 30/9/2027\nChiều 29/9, Ban Dân vận Trung ương tổ chức Hội nghị tổng kết phong trào năm 2027.\n")
    assert found.events[0].date == "2027-09-29"


def test_what_is_to_come_is_planned() -> None:
    found = read("Bộ Chính trị sẽ ban hành Chỉ thị số 935-CT/TW trong quý tới.")
    assert [(r.type, r.modality) for r in found.relations] == [("issues", "planned")]


def test_what_is_denied_is_no_relation() -> None:
    assert read("Hướng dẫn số 905-HD/UBKTTW không thay thế Hướng dẫn số 907-HD/UBKTTW.").relations == []


def test_every_relation_carries_its_words_and_rule() -> None:
    text = "Ban Bí thư ban hành Quy định số 907-QĐ/TW thay thế Quy định số 903-QĐ/TW."
    for r in read(text).relations:
        assert r.rule
        assert 0 < r.confidence <= 1
        assert text[r.start : r.end]


def test_ids_follow_the_order_of_first_mention() -> None:
    found = read("Theo Chỉ thị số 935-CT/TW và Quy định số 907-QĐ/TW, Ban Bí thư và Bộ Chính trị họp.")
    assert [(d.id, d.symbol) for d in found.documents] == [("d1", "935-CT/TW"), ("d2", "907-QĐ/TW")]
    assert [b.id for b in found.bodies] == ["b1", "b2"]


@pytest.mark.parametrize(
    "text", ["", " ", "\n|\n", "của của của", "Nghị quyết", "(" * 400, "“" * 400, "Bí thư " * 300, "Đại hội " * 300, "số 1-" * 300]
)
def test_odd_texts_are_read(text: str) -> None:
    assert to_json(read(text), "x.txt")["text"] == "x.txt"


def test_time_grows_with_length_only() -> None:
    piece = (
        "Ngày 3-3-2027, Ban Bí thư ban hành Quy định số {n}-QĐ/TW; "
        "đồng chí Lê Văn Mẫu, Bí thư Tỉnh ủy An Giang dự Hội nghị Trung ương 2 khóa XIV.\n"
    )

    def seconds(pieces: int) -> float:
        text = "".join(piece.format(n=n % 997 + 1) for n in range(pieces))
        start = time.process_time()  # not of the clock: other tests run beside this one
        read(text)
        return time.process_time() - start

    seconds(50)
    short, long = (min(seconds(pieces) for _ in range(2)) for pieces in (150, 1200))
    assert long < 8 * short * 3 + 0.5
