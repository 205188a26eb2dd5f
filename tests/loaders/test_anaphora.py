"""Later short mentions of a document, in invented sentences: pointing words, short names told in brackets, the day of effect."""

from __future__ import annotations

import pytest

from vanmach.loaders.read import read


def surfaces(text: str) -> list[list[str]]:
    found = read(text).documents
    assert all(text[m.start : m.end] == m.surface for d in found for m in d.mentions)
    return [[m.surface for m in d.mentions] for d in found]


def test_pointing_words() -> None:
    assert surfaces("Kết luận số 918-KL/TU đã có. Kết luận trên được đọc, Kết luận này được in.") == [
        ["Kết luận số 918-KL/TU", "Kết luận trên", "Kết luận này"]
    ]
    assert surfaces("Thông báo số 918-TB/TU đã có. Thông báo trên trang mạng thì khác.") == [["Thông báo số 918-TB/TU"]]
    assert surfaces("Luật Lưu trữ đã có. Hình thức kỷ luật này nặng. Pháp luật trên địa bàn được giữ.") == [["Luật Lưu trữ"]]


@pytest.mark.parametrize("words", ["sau đây gọi tắt là Đề án", "gọi tắt là Đề án", "sau đây được viết tắt là “Đề án”"])
def test_a_short_name_told_in_brackets(words: str) -> None:
    text = f"Tỉnh phê duyệt Đề án trồng rừng ven biển giai đoạn mới ({words}). Đề án có ba phần. Các xã làm theo Đề án."
    assert surfaces(text) == [["Đề án trồng rừng ven biển giai đoạn mới", "Đề án", "Đề án", "Đề án"]]


def test_a_short_name_with_a_number() -> None:
    text = "Kết luận số 912-KL/TW của Ban Bí thư về trồng rừng (gọi tắt là Kết luận 912) đã in. Kết luận 912 có ba phần."
    assert surfaces(text) == [["Kết luận số 912-KL/TW", "Kết luận 912", "Kết luận 912"]]


def test_a_short_name_of_a_body_is_no_document() -> None:
    assert surfaces("Ban Chỉ đạo về trồng rừng (sau đây gọi tắt là Ban Chỉ đạo) đã họp.") == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Quy định số 981-QĐ/TW của Ban Bí thư có hiệu lực từ ngày 1-7-2027.", "2027-07-01"),
        ("Bộ Chính trị ra Quyết định 965 về kỷ luật. Quyết định này chính thức có hiệu lực thi hành kể từ ngày 6/6/2027.", "2027-06-06"),
        ("Quy định số 981-QĐ/TW còn hiệu lực. Từ ngày 1-7-2027, nơi này đóng cửa.", None),
    ],
)
def test_the_day_of_effect_of_a_cited_document(text: str, day: str | None) -> None:
    assert read(text).documents[0].effective_from == day


@pytest.mark.parametrize("between", [" và ", ", và ", ", "])
def test_the_day_of_effect_is_that_of_what_acts(between: str) -> None:
    text = f"Quy định số 981-QĐ/TW thay thế Quy định số 938-QĐ/TW ngày 3-3-2025{between}có hiệu lực từ ngày 1-7-2027."
    assert [(d.number, d.effective_from) for d in read(text).documents] == [(981, "2027-07-01"), (938, None)]


def test_a_text_that_never_names_its_document() -> None:
    text = "Quy định này áp dụng đối với mọi chi bộ.\nQuy định này có hiệu lực từ ngày ký và thay thế Quy định số 938-QĐ/TU, ngày 3-3-2027."
    found = read(text)
    assert [(d.kind, d.symbol, d.digest) for d in found.documents] == [("regulation", None, True), ("regulation", "938-QĐ/TU", False)]
    assert [(r.type, r.from_, r.to) for r in found.relations] == [("supersedes", "d1", "d2")]
    assert read("Ông nói quy định này đã cũ.").documents == []


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        (
            "Tỉnh đọc Nghị quyết số 918-NQ/TU về trồng rừng và Đề án số 7-ĐA/TU. Nghị quyết cũng nêu ba việc. Đề án đã đề ra hai mốc.",
            [["Nghị quyết số 918-NQ/TU", "Nghị quyết"], ["Đề án số 7-ĐA/TU", "Đề án"]],
        ),
        (
            "Thêm việc cho chi bộ\nÔng Lê Văn Mẫu vừa ký Quy định số 918-QĐ/TU. Quy định gồm ba chương. Quy định còn quy định lịch.",
            [["Quy định số 918-QĐ/TU", "Quy định", "Quy định"]],
        ),
        (
            "Sáng nay trời mưa. Tỉnh đọc Nghị quyết số 918-NQ/TU và Nghị quyết số 919-NQ/TU. Nghị quyết nêu ba việc.",
            [["Nghị quyết số 918-NQ/TU"], ["Nghị quyết số 919-NQ/TU"]],
        ),
        (
            "Ông Mẫu ký Chỉ thị số 918-CT/TU về trồng rừng. Các xã tiếp tục thực hiện Chỉ thị; nội dung của Chỉ thị được in lại.",
            [["Chỉ thị số 918-CT/TU", "Chỉ thị", "Chỉ thị"]],
        ),
        (
            "Ông Mẫu ký Quy định số 918-QĐ/TU về trồng rừng. Các xã làm theo Quy định, hướng dẫn của cấp trên và ra Quy định, quy chế.",
            [["Quy định số 918-QĐ/TU"]],
        ),
        ("Nghị định số 918/2027/NĐ-CP đã in. Cùng đọc hai Nghị định quy định về rừng.", [["Nghị định số 918/2027/NĐ-CP"]]),
    ],
)
def test_a_bare_type_word_goes_on_with_its_document(text: str, mentions: list[list[str]]) -> None:
    assert surfaces(text)[: len(mentions)] == mentions


def test_the_digest_of_a_document_that_is_never_named() -> None:
    text = (
        "Theo Nghị quyết, rừng ven biển còn ít. Về mục tiêu, Nghị quyết đặt ra hai mốc. Sở Nội vụ tham mưu Nghị quyết về trồng rừng ở xã."
        " Các xã thực hiện Nghị quyết; sơ kết hằng năm.\n\nNghị quyết này phổ biến đến chi bộ."
    )
    digest = next(d for d in read(text).documents if d.digest)
    assert (digest.kind, [m.surface for m in digest.mentions]) == (
        "resolution",
        ["Nghị quyết", "Nghị quyết", "Nghị quyết", "Nghị quyết này"],
    )
    assert not [d for d in read("Theo Nghị quyết, rừng ven biển còn ít. Các xã thực hiện Nghị quyết; sơ kết.").documents if d.digest]


HEAD = "Số: 918/KH-UBND\nGia Lai, ngày 20 tháng 11 năm 2027\n\nKẾ HOẠCH\nTRỒNG RỪNG VEN BIỂN GIAI ĐOẠN 2028 - 2030\n\n"


def test_an_official_paper_names_itself_where_it_begins_and_ends() -> None:
    text = (
        f"{HEAD}Ủy ban nhân dân tỉnh ban hành Kế hoạch trồng rừng ven biển trên địa bàn tỉnh giai đoạn 2028 - 2030 như sau:\n\n"
        "I. MỤC ĐÍCH\n\nTrên đây là Kế hoạch trồng rừng ven biển giai đoạn 2028 - 2030. Các xã gửi báo cáo."
    )
    assert [s for s in surfaces(text)[0] if s.startswith("Kế hoạch")] == [
        "Kế hoạch trồng rừng ven biển trên địa bàn tỉnh giai đoạn 2028 - 2030",
        "Kế hoạch trồng rừng ven biển giai đoạn 2028 - 2030",
    ]


def test_an_official_paper_speaks_of_itself_by_its_type_word() -> None:
    text = f"{HEAD}I. KINH PHÍ\n\nKinh phí thực hiện Kế hoạch được bố trí hằng năm. Các xã làm theo Kế hoạch, đề án của mình tại Kế hoạch."
    assert surfaces(text)[0][-2:] == ["Kế hoạch", "Kế hoạch"]


def test_the_paper_that_names_itself_is_no_second_document() -> None:
    head = "Số: 918/2027/TT-BNV\nHà Nội, ngày 20 tháng 11 năm 2027\n\nTHÔNG TƯ\nSỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA QUY CHẾ TRỒNG RỪNG\n\n"
    text = f"{head}Bộ trưởng Bộ Nội vụ ban hành Thông tư sửa đổi, bổ sung Quy chế trồng rừng.\n\nĐiều 1. Phạm vi"
    assert [d.symbol for d in read(text).documents if d.kind == "ministerial_circular"] == ["918/2027/TT-BNV"]


def test_what_the_formula_says_is_said_of_the_paper() -> None:
    found = read(f"{HEAD}Ủy ban nhân dân tỉnh ban hành Kế hoạch thực hiện Chỉ thị số 950-CT/TW như sau:\n\nI. MỤC ĐÍCH")
    symbols = {d.id: d.symbol for d in found.documents}
    assert ("918/KH-UBND", "950-CT/TW") in {(symbols[r.from_], symbols[r.to]) for r in found.relations if r.type == "implements"}


def test_a_formula_without_the_title_names_the_paper_too() -> None:
    (document,) = read(f"{HEAD}Ủy ban nhân dân tỉnh ban hành Kế hoạch thực hiện trên địa bàn tỉnh như sau:\n\nI. MỤC ĐÍCH").documents
    assert document.mentions[-1].surface == "Kế hoạch thực hiện trên địa bàn tỉnh"


@pytest.mark.parametrize("words", ["về việc ban hành Kế hoạch trồng rừng ven biển", "ban hành Kế hoạch kiểm tra tàu cá ở các xã"])
def test_the_plan_of_another_is_no_name_of_the_paper(words: str) -> None:
    text = f"{HEAD}Ủy ban nhân dân tỉnh {words} giai đoạn 2028 - 2030;\n\nI. MỤC ĐÍCH"
    assert not [s for s in surfaces(text)[0] if s.startswith("Kế hoạch")]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        (
            "Ông Mẫu trao Quyết định và tặng hoa chúc mừng bà Trần Thị Mẫu. Tỉnh công bố quyết định của Bộ Chính trị về công tác nhân sự.",
            [["Quyết định", "quyết định của Bộ Chính trị về công tác nhân sự"]],
        ),
        (
            "Tỉnh công bố Quyết định số 918-QĐ/TU điều động ông Lê Văn Mẫu và Quyết định số 919-QĐ/TU. Theo Quyết định, ông về xã.",
            [["Quyết định số 918-QĐ/TU"], ["Quyết định số 919-QĐ/TU", "Quyết định"]],
        ),
        ("Tỉnh công bố Quyết định số 918-QĐ/TU. Sau đó tỉnh trao các quyết định cho ba người.", [["Quyết định số 918-QĐ/TU"]]),
    ],
)
def test_the_decision_that_is_handed_over(text: str, mentions: list[list[str]]) -> None:
    assert surfaces(text) == mentions
