"""How documents are cited, in invented sentences: what is one document, its number, day, issuer, term and subject."""

from __future__ import annotations

import pytest

from vanmach.loaders.interchange import Document
from vanmach.loaders.read import read
from vanmach.loaders.statements import to_statements


def cited(text: str) -> list[tuple[str, str | None, int | None]]:
    return [(d.kind, d.symbol, d.number) for d in read(text).documents]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Theo Nghị quyết số 918–NQ/TW, việc này cần làm sớm.", [("resolution", "918-NQ/TW", 918)]),
        ("Theo Nghị quyết số 918 -NQ/TW thì khác.", [("resolution", "918-NQ/TW", 918)]),
        ("Theo Quy định 996/QĐ-TW năm 2027 thì khác.", [("regulation", "996-QĐ/TW", 996)]),
        ("Theo Quy định số 969-QÐ/TW thì khác.", [("regulation", "969-QĐ/TW", 969)]),
        ("Chỉ thị 922 CT/TW đã cũ.", [("directive", "922-CT/TW", 922)]),
        ("Quyết định số 937QĐ/TW đã cũ.", [("decision", "937-QĐ/TW", 937)]),
        ("Quyết định số 9616/QĐNS-TW về nhân sự.", [("decision", "9616-QĐNS/TW", 9616)]),
        ("Chương trình số 952-Ctr/TU được gửi đi.", [("programme", "952-CTr/TU", 952)]),
        ("Chương trình hành động số 911-CTHĐ/TU được gửi đi.", [("programme", "911-CTHĐ/TU", 911)]),
        ("Quy định số 907-QĐi/TW về nêu gương.", [("regulation", "907-QĐi/TW", 907)]),
        ("Công văn số 9342-CV/VPTW/nb gửi các nơi.", [("dispatch", "9342-CV/VPTW/nb", 9342)]),
        ("Nghị định số 930/2027/NĐ-CP quy định việc này.", [("decree", "930/2027/NĐ-CP", 930)]),
        ("Luật Lưu trữ số 933/2027/QH16 quy định việc này.", [("law", "933/2027/QH16", 933)]),
        ("Công văn số 945/BNV-TCBC gửi các nơi.", [("dispatch", None, 945)]),
        ("Quy định 944 là bước tiến mới.", [("regulation", None, 944)]),
        ("Kết luận số 921 nêu bốn việc.", [("conclusion", None, 921)]),
        ("Quy định 5 điều kiện bổ nhiệm cán bộ.", []),
        ("Kế hoạch 5 năm của tỉnh được thông qua.", []),
        ("Chỉ thị 903, 905 còn hiệu lực.", [("directive", None, 903), ("directive", None, 905)]),
        ("Các Kết luận số 987, 988-KL/TW còn hiệu lực.", [("conclusion", "987-KL/TW", 987), ("conclusion", "988-KL/TW", 988)]),
        ("Quy định số 9-QĐ/TW có 12 điều.", [("regulation", "09-QĐ/TW", 9)]),
    ],
)
def test_forms_of_numbers(text: str, expected: list[tuple[str, str | None, int | None]]) -> None:
    assert [c for c in cited(text) if c[0] != "dispatch" or "BNV" not in text] == [c for c in expected if "BNV" not in text]


def test_a_symbol_and_its_bare_number_are_one_document() -> None:
    text = "Quy định số 938-QĐ/TW được phổ biến. Sau đó, Quy định 938 ngày 1-12-2027 của Ban Bí thư được in. Quy định này có 9 điều."
    (document,) = read(text).documents
    assert (document.symbol, document.date, len(document.mentions)) == ("938-QĐ/TW", "2027-12-01", 3)


def test_equal_symbols_of_other_days_are_two_documents() -> None:
    text = "Chỉ thị số 935-CT/TW ngày 26/5/2014 đã cũ. Chỉ thị số 935-CT/TW ngày 14/6/2024 còn mới."
    assert [d.date for d in read(text).documents] == ["2014-05-26", "2024-06-14"]


def test_one_code_two_kinds_are_two_documents() -> None:
    assert cited("Quy định số 905-QĐ/TW và Quyết định số 906-QĐ/TW ban hành kèm theo.") == [
        ("regulation", "905-QĐ/TW", 905),
        ("decision", "906-QĐ/TW", 906),
    ]


def test_what_stands_behind_a_citation() -> None:
    text = "Nghị quyết số 921-NQ/TW, ngày 7-7-2023 của Ban Chấp hành Trung ương Đảng khóa XIII về “công tác cán bộ trong thời kỳ mới”."
    found = read(text)
    (document,) = found.documents
    assert (document.date, document.term, document.title) == ("2023-07-07", "XIII", "công tác cán bộ trong thời kỳ mới")
    assert next(b.name for b in found.bodies if b.id == document.issuer) == "Ban Chấp hành Trung ương Đảng"
    assert document.mentions[0].surface == "Nghị quyết số 921-NQ/TW"


def test_a_final_cua_reaches_coordinated_documents_only() -> None:
    def issued(text: str) -> set[str | None]:
        found = read(text)
        return {next(d.symbol for d in found.documents if d.id == r.to) for r in found.relations if r.type == "issues"}

    assert issued("Thực hiện Chỉ thị số 935-CT/TW và Kết luận số 918-KL/TW của Bộ Chính trị.") == {"935-CT/TW", "918-KL/TW"}
    assert issued("Bốn việc trong Kết luận số 921-KL/TW và ba việc trong Kế hoạch số 903-KH/TW của Bộ Chính trị.") == {"903-KH/TW"}


def test_a_slip_of_the_scanner_in_the_word_for_number() -> None:
    (found,) = read("Thực hiện Chỉ thị so 941-CT/TW của Ban Bí thư; năm nay so 9 tháng năm ngoái tăng.").documents
    assert (found.symbol, found.mentions[0].surface) == ("941-CT/TW", "Chỉ thị so 941-CT/TW")


def test_documents_named_after_an_event() -> None:
    found = read("Tiếp tục thực hiện các Nghị quyết Trung ương 4, 6 (khóa XII) và Nghị quyết Đại hội XIII của Đảng.")
    assert [(d.kind, d.term, d.mentions[0].surface) for d in found.documents] == [
        ("resolution", "XII", "Nghị quyết Trung ương 4"),
        ("resolution", "XII", "Nghị quyết Trung ương 4, 6"),
        ("resolution", "XIII", "Nghị quyết Đại hội XIII của Đảng"),
    ]
    assert [e.kind for e in found.events] == ["plenum", "plenum", "congress"]
    assert sum(r.type == "adopted_at" for r in found.relations) == 3


def test_the_congress_of_a_lower_committee_has_no_term() -> None:
    documents = {
        d.mentions[0].surface: d for d in read("Nghị quyết Đại hội XIII của Đảng bộ Khối khác Nghị quyết Đại hội XIII của Đảng.").documents
    }
    assert documents["Nghị quyết Đại hội XIII của Đảng bộ Khối"].term is None
    assert documents["Nghị quyết Đại hội XIII của Đảng"].term == "XIII"


def test_drafts_and_documents_to_come_are_marked() -> None:
    found = read(
        "Ban Dân vận Trung ương soạn thảo Báo cáo tổng kết hai năm thực hiện Chỉ thị số 935-CT/TW; "
        "tham mưu ban hành chỉ thị mới về thi đua."
    )
    by_title = {d.title: d for d in found.documents}
    assert by_title["tổng kết hai năm thực hiện Chỉ thị số 935-CT/TW"].draft
    assert by_title["thi đua"].draft
    assert not any(r.type == "supersedes" for r in found.relations)


def test_nothing_from_outside_the_text_is_added() -> None:
    (document,) = read("Quy định số 144-QĐ/TW nêu năm điều.").documents
    assert document == Document("d1", "regulation", "144-QĐ/TW", 144, mentions=document.mentions)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Công văn số 9345/BXD-NC gửi các nơi.", [("dispatch", "9345/BXD-NC", 9345)]),
        ("Theo Nghị Quyết số 948/NQ-CP, mái nhà được sửa.", [("resolution", "948/NQ-CP", 948)]),
        ("Xét Tờ trình của phường (số 937-TTr/ĐU, ngày 3-3-2027), chi bộ đồng ý.", [("submission", "937-TTr/ĐU", 937)]),
    ],
)
def test_more_forms_of_numbers(text: str, expected: list[tuple[str, str | None, int | None]]) -> None:
    assert cited(text) == expected


def test_the_words_before_a_bracket_name_the_document_in_it() -> None:
    text = "Sau khi nghe Báo cáo của Ban Tổ chức Trung ương về sửa mái nhà (Báo cáo số 986-BC/BTCTW, ngày 4-5-2027), cả họp đồng ý."
    (document,) = read(text).documents
    assert (document.symbol, document.title, len(document.mentions)) == ("986-BC/BTCTW", "sửa mái nhà", 2)
    assert document.issuer is not None


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("quy định về trồng cây", "trồng cây"),
        ("phê duyệt phương án trồng cây", "phê duyệt phương án trồng cây"),
        ("ban hành Quy chế trồng cây, nhằm giữ đất", "ban hành Quy chế trồng cây"),
        ("yêu cầu trồng cây", None),
    ],
)
def test_a_subject_without_ve(words: str, title: str | None) -> None:
    text = f"Căn cứ Quyết định số 972-QĐ/TW ngày 5-5-2027 của Ban Bí thư {words}."
    assert read(text).documents[0].title == title


def test_a_list_of_types_named_after_one_plenum() -> None:
    found = read("Hội nghị học các nghị quyết, quy định Trung ương 8 khóa XII.").documents
    assert [(d.kind, d.term) for d in found] == [("resolution", "XII"), ("regulation", "XII")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Công văn số 9870-CVNS/BTCTW gửi các nơi.", [("dispatch", "9870-CVNS/BTCTW", 9870)]),
        ("Pháp lệnh số 908/2027/PL-UBTVQH16 đã in.", [("law", "908/2027/PL-UBTVQH16", 908)]),
        ("Nghị quyết số 8b-NQ/HNTW đã cũ.", [("resolution", "8b-NQ/HNTW", 8)]),
        ("Nghị quyết số 8B-NQ/HNTW đã cũ.", [("resolution", "8B-NQ/HNTW", 8)]),
        ("Văn bản số 9318/VPCP-KSTT gửi các nơi.", [("dispatch", "9318/VPCP-KSTT", 9318)]),
        ("Việc này làm theo quy định 914, không khác.", [("regulation", None, 914)]),
        ("Họ thực hiện đề án 971 và đề án 961.", [("scheme", None, 971), ("scheme", None, 961)]),
        ("Các văn bản 9 trang, kế hoạch 05 năm, quy hoạch 02 trong 03 chức danh.", []),
        ("Bộ quyết định 12 nội dung; tổ 3B-Khu A hướng dẫn 14, 15 người.", []),
        ("Quyết định số 953/QĐ-UBND-TC về nhân sự.", [("decision", "953/QĐ-UBND-TC", 953)]),
        ("Học tập Nghị quyết 959 960 961 và 962.", [("resolution", None, n) for n in (959, 960, 961, 962)]),
    ],
)
def test_still_more_forms_of_numbers(text: str, expected: list[tuple[str, str | None, int | None]]) -> None:
    assert cited(text) == expected


def issuer(text: str) -> str | None:
    found = read(text)
    return {b.id: b.name for b in found.bodies}.get(found.documents[0].issuer or "")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Quyết định số 947-QĐ/BTGTW, ngày 1-12-2027 của Trưởng Ban Tuyên giáo Trung ương.", "Ban Tuyên giáo Trung ương"),
        ("Quyết định số 943/QĐ-BYT ngày 20/01/2027 của Bộ Trưởng Bộ Y tế về tiêm chủng.", "Bộ Y tế"),
        ("Học tập Nghị quyết số 935-NQ/TW Bộ Chính trị về trồng rừng.", "Bộ Chính trị"),
        ("Theo Quy định 922-QĐ/TW Bộ Chính trị đã họp.", None),
        ("Chỉ thị 905 của Bí thư Tỉnh ủy Gia Lai được đọc.", None),
    ],
)
def test_issuers_told_by_office_or_without_cua(text: str, name: str | None) -> None:
    assert issuer(text) == name


@pytest.mark.parametrize(
    ("words", "title"),
    [
        (
            "Theo Quy định số 922-QĐ/TW về công tác kiểm tra, giám sát, kỷ luật đảng không thay thế kỷ luật khác.",
            "công tác kiểm tra, giám sát",
        ),
        ("Tại Tờ trình số 926/TTr-BNV về sửa mái nhà, lãnh đạo Bộ thống nhất chi tiền.", "sửa mái nhà"),
        ("Học Quy định số 947-QĐ/TW về quản lý cán bộ, đảng viên không sinh hoạt.", "quản lý cán bộ, đảng viên không sinh hoạt"),
        ("Đọc Kết luận số 921-KL/TW về xây dựng Đảng và quy định về nêu gương.", "xây dựng Đảng"),
        ("Học Chỉ thị số 935-CT/TW về đại hội đảng bộ các cấp tổ chức sáng 9-7 ở tỉnh.", "đại hội đảng bộ các cấp"),
        ("Nghị quyết số 905-NQ/TW về trồng rừng được hiểu như thế nào?", "trồng rừng được hiểu"),
        (
            "Trao Quyết định số 9616-QĐNS/TW phân công ông Lê Văn Mẫu giữ chức Bí thư và tặng hoa.",
            "phân công ông Lê Văn Mẫu giữ chức Bí thư",
        ),
        ("Quy định số 966-QĐ/TW công bố hôm qua.", None),
        ("Quy định số 981-QĐ/TW của Ban Bí thư về thư viện xã thay thế Quy định số 938-QĐ/TW ngày 3-3-2025.", "thư viện xã"),
        ("Quyết định số 981-QĐ/TW về việc thay thế Quyết định số 938-QĐ/TW.", "thay thế Quyết định số 938-QĐ/TW"),
    ],
)
def test_where_a_subject_ends(words: str, title: str | None) -> None:
    assert read(words).documents[0].title == title


def test_a_congress_told_by_its_years_alone() -> None:
    (document,) = read("Thực hiện Nghị quyết Đại hội Đảng bộ tỉnh Gia Lai nhiệm kỳ 2025-2030.").documents
    assert document.mentions[0].surface == "Nghị quyết Đại hội Đảng bộ tỉnh Gia Lai nhiệm kỳ 2025-2030"
    assert read("Thực hiện Nghị quyết Đại hội Đảng bộ các cấp nhiệm kỳ 2025-2030.").documents == []


def test_a_plan_of_action_is_a_plan() -> None:
    (plan,) = read("Triển khai Kế hoạch hành động số 328-KH/TU ngày 24-4-2027 của Tỉnh ủy Nghệ An.").documents
    assert (plan.kind, plan.symbol, plan.date) == ("plan", "328-KH/TU", "2027-04-24")
    assert plan.mentions[0].surface == "Kế hoạch hành động số 328-KH/TU"
    assert read("Mọi người lập kế hoạch hành động cho năm mới.").documents == []


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Quy định số 918-QĐ/TW của Bộ Chính trị khóa XII về trồng rừng.", "XII"),
        ("Ban Bí thư (khóa XI) đã ban hành Chỉ thị số 918-CT/TW về trồng rừng.", "XI"),
        ("Cả nước làm theo kết luận của Bộ Chính trị khóa XIII về trồng rừng ven biển.", "XIII"),
        ("Căn cứ Quy chế làm việc của Bộ Chính trị, Ban Bí thư khóa XIV;", "XIV"),
        ("Luật Lâm nghiệp số 16/2017/QH14 của Quốc hội khóa XIV về trồng rừng.", None),
        ("Nghị quyết số 918-NQ/TU của Ban Chấp hành Đảng bộ tỉnh khóa XIX về trồng rừng.", None),
        ("Báo cáo về nhân sự Ban Chấp hành Trung ương Đảng khóa XIII đã in.", None),
    ],
)
def test_the_term_is_that_of_the_party_organ(text: str, term: str | None) -> None:
    assert [d.term for d in read(text).documents] == [term]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("của Chủ tịch Ủy ban nhân dân tỉnh Gia Lai", "Ủy ban nhân dân tỉnh Gia Lai"),
        ("của Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ", "Văn phòng Chính phủ"),
        ("của Chủ tịch hội phụ huynh", None),
    ],
)
def test_the_issuer_behind_the_post_of_who_signs(words: str, name: str | None) -> None:
    found = read(f"Căn cứ Quyết định số 918/QĐ-UBND ngày 3 tháng 3 năm 2027 {words} về việc trồng rừng;")
    names = {b.id: b.name for b in found.bodies}
    assert [names.get(d.issuer or "") for d in found.documents] == [name]


def test_the_issuer_between_the_type_word_and_the_number_in_brackets() -> None:
    found = read("Xét Tờ trình của Ban Tổ chức Trung ương (số 918-TTr/BTCTW, ngày 3-3-2027), Ban Bí thư bàn ba việc.")
    names = {b.id: b.name for b in found.bodies}
    assert [names.get(d.issuer or "") for d in found.documents] == ["Ban Tổ chức Trung ương"]


def test_each_place_says_what_it_says_itself() -> None:
    text = (
        "Chi bộ học **Chỉ thị** số 945-CT/TW, ngày 14 tháng 4 năm 2027 của Bộ Chính trị về đại hội.\n"
        "Thay thế Kết luận số 945-CT/TW và 946-CT/TW."
    )
    reading = to_statements(read(text))
    said = [
        (
            text[c.start : c.end],
            c.word and (c.word[0], text[c.word[1] : c.word[2]]),
            c.date and (c.date[0], text[c.date[1] : c.date[2]]),
            [(name, text[a:b]) for name, a, b in c.issuers],
            c.past,
        )
        for c in reading.citations
    ]
    assert said == [
        (
            "Chỉ thị** số 945-CT/TW",
            ("directive", "Chỉ thị"),
            ("2027-04-14", "ngày 14 tháng 4 năm 2027"),
            [("Bộ Chính trị", "Bộ Chính trị")],
            False,
        ),
        ("Kết luận số 945-CT/TW", ("conclusion", "Kết luận"), None, [], True),
        ("946-CT/TW", None, None, [], True),
    ]
    first, second, _ = reading.citations
    assert first.reference is second.reference  # one document, named by two words
    assert text[first.start : first.reach].endswith("về đại hội")


def test_one_issuer_of_two_citations_has_the_code_of_both() -> None:
    text = (
        "Theo Quy định số 91-QĐ/TW và Hướng dẫn số 51-HD/VPTW của Văn phòng Trung ương Đảng; "
        "Quy định số 71-QĐ/TW và Kết luận số 81-KL/TW của Ban Bí thư."
    )
    found = read(text)
    names = {b.id: b.name for b in found.bodies}
    issued = {(d.symbol, names.get(d.issuer or "")) for d in found.documents}
    assert issued == {
        ("91-QĐ/TW", None),
        ("51-HD/VPTW", "Văn phòng Trung ương Đảng"),
        ("71-QĐ/TW", "Ban Bí thư"),
        ("81-KL/TW", "Ban Bí thư"),
    }
