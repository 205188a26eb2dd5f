"""Documents told by name, in invented sentences: laws, acts by issuer and subject, lists of acts, drafts; and what is none."""

from __future__ import annotations

import pytest

from vanmach.loaders.interchange import Document
from vanmach.loaders.read import read


def found(text: str) -> list[Document]:
    extraction = read(text)
    for document in extraction.documents:
        assert document.mentions
        assert all(text[m.start : m.end] == m.surface for m in document.mentions)
    return extraction.documents


def issuers(text: str) -> list[str | None]:
    extraction = read(text)
    names = {b.id: b.name for b in extraction.bodies}
    return [names.get(d.issuer or "") for d in extraction.documents]


@pytest.mark.parametrize(
    ("text", "laws"),
    [
        ("Theo Luật Lưu trữ, hồ sơ được giữ mười năm.", ["Luật Lưu trữ"]),
        (
            "Theo khoản 2 Điều 9 Luật Phòng, chống thiên tai và Mục 2 Chương V của Luật Thủy lợi.",
            ["Luật Phòng, chống thiên tai", "Luật Thủy lợi"],
        ),
        ("Ủy ban rà soát các Luật Tố cáo, Luật Thanh tra.", ["Luật Tố cáo", "Luật Thanh tra"]),
        ("Pháp lệnh Dân số đã cũ.", ["Pháp lệnh Dân số"]),
        ("Đề nghị tổng kết Hiến pháp năm 2013.", ["Hiến pháp"]),
        ("Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;", ["Hiến pháp"]),
        ("Luật Đất đai (sửa đổi) được in.", ["Luật Đất đai (sửa đổi)"]),
        ("Công ty Luật Bình Minh hỏi về pháp luật và hình thức kỷ luật này.", []),
        ("Mọi người sống và làm việc theo pháp luật, không trái Hiến pháp.", []),
    ],
)
def test_laws_by_name(text: str, laws: list[str]) -> None:
    assert [d.mentions[0].surface for d in found(text) if d.kind == "law"] == laws


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Căn cứ Luật Lưu trữ ngày 21 tháng 6 năm 2027;", ["2027-06-21"]),
        ("Theo Luật Lưu trữ năm 2021 và Luật Lưu trữ năm 2027.", ["2021", "2027"]),
        ("Theo Luật Lưu trữ năm 2027. Luật Lưu trữ có chín chương.", ["2027"]),
        ("Luật sửa đổi, bổ sung một số điều của Luật Lưu trữ và Luật Thủy lợi năm 2027 đã in.", ["2027", None, None]),
    ],
)
def test_days_of_laws(text: str, days: list[str | None]) -> None:
    assert [d.date or d.date_partial for d in found(text)] == days


def test_a_law_with_a_number_and_its_name_are_one() -> None:
    (law,) = found("Luật Lưu trữ số 933/2027/QH16 đã in. Theo Luật Lưu trữ, hồ sơ được giữ mười năm.")
    assert (law.symbol, law.title, len(law.mentions)) == ("933/2027/QH16", "Lưu trữ", 2)


def test_the_number_behind_an_amending_law_is_its_own() -> None:
    text = "Luật Thủy lợi số 908/2017/QH14 đã in; Luật sửa đổi, bổ sung một số điều của Luật Thủy lợi số 912/2027/QH16 mới."
    assert [(d.symbol, d.title) for d in found(text)] == [
        ("908/2017/QH14", "Thủy lợi"),
        ("912/2027/QH16", "sửa đổi, bổ sung một số điều của Luật Thủy lợi"),
    ]


def test_a_proposed_law_is_a_draft() -> None:
    assert [d.draft for d in found("Quốc hội cho ý kiến về dự án Luật Dữ liệu. Luật Thủy lợi còn hiệu lực.")] == [True, False]


@pytest.mark.parametrize(
    ("text", "kind", "title", "issuer"),
    [
        ("Sáng nay, tỉnh công bố quyết định của Bộ Chính trị về công tác nhân sự.", "decision", "công tác nhân sự", "Bộ Chính trị"),
        (
            "Ông Mẫu trao Quyết định của Ban Bí thư phân công bà Trần Thị Mẫu giữ chức Phó Trưởng Ban Tổ chức Trung ương.",
            "decision",
            "phân công bà Trần Thị Mẫu giữ chức Phó Trưởng Ban Tổ chức Trung ương",
            "Ban Bí thư",
        ),
        ("Cả huyện thực hiện nghị quyết của Ban Bí thư về trồng rừng ven biển.", "resolution", "trồng rừng ven biển", "Ban Bí thư"),
        ("Ban Bí thư ban hành chỉ thị về trồng rừng ven biển.", "directive", "trồng rừng ven biển", "Ban Bí thư"),
        (
            "Năm người đã vi phạm Quy định về những điều đảng viên không được làm.",
            "regulation",
            "những điều đảng viên không được làm",
            None,
        ),
    ],
)
def test_acts_without_a_number(text: str, kind: str, title: str, issuer: str | None) -> None:
    (document,) = found(text)
    assert (document.kind, document.title, *issuers(text)) == (kind, title, issuer)


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        (
            "Hội nghị cho ý kiến về dự thảo Kết luận của Tỉnh ủy Gia Lai về trồng rừng đến năm 2030.",
            "Kết luận của Tỉnh ủy Gia Lai về trồng rừng đến năm 2030",
        ),
        (
            "Tỉnh công bố quyết định của Ban Bí thư điều động bà Trần Thị Mẫu, Bí thư Huyện ủy, giữ chức Trưởng Ban.",
            "quyết định của Ban Bí thư điều động bà Trần Thị Mẫu",
        ),
        (
            "Tỉnh triển khai quyết định của Ban Bí thư về kinh tế - xã hội vùng núi.",
            "quyết định của Ban Bí thư về kinh tế - xã hội vùng núi",
        ),
    ],
)
def test_the_mention_of_an_act_holds_its_name(text: str, surface: str) -> None:
    (document,) = found(text)
    assert [m.surface for m in document.mentions] == [surface]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            "Ba xã triển khai Chương trình trồng rừng ven biển giai đoạn 2028 - 2030.",
            [("programme", "trồng rừng ven biển giai đoạn 2028 - 2030")],
        ),
        ("Ba xã triển khai Chương trình trồng rừng hằng năm của mình.", []),
        (
            "Cả nước thực hiện Cương lĩnh xây dựng đất nước trong thời kỳ quá độ; mọi người vui.",
            [("platform", "xây dựng đất nước trong thời kỳ quá độ")],
        ),
        ("Người vào Đảng tán thành Cương lĩnh chính trị của Đảng.", []),
        (
            "Ông Mẫu vi phạm quy định những điều đảng viên không được làm và nội quy.",
            [("regulation", "những điều đảng viên không được làm")],
        ),
        ("Ông Mẫu vi phạm quy định về những điều mà cơ quan cấm.", []),
        (
            "Về Báo cáo tổng kết mười năm trồng rừng ven biển, Tổng Bí thư nêu ba việc và một số nội dung khác.",
            [("report", "tổng kết mười năm trồng rừng ven biển")],
        ),
    ],
)
def test_names_without_a_number(text: str, named: list[tuple[str, str]]) -> None:
    assert [(d.kind, d.title) for d in found(text)] == named


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Chi bộ học Nghị quyết Trung ương 9 khóa XIV về nghề rừng ven biển.", "nghề rừng ven biển"),
        ("Chi bộ học Nghị quyết Trung ương 9 khóa XIV “Giữ rừng ven biển”.", "Giữ rừng ven biển"),
        ("Chi bộ học Nghị quyết Đại hội XIV của Đảng về nghề rừng ven biển.", None),
        ("Chi bộ học các Nghị quyết Trung ương 8, 9 khóa XIV đã in.", None),
    ],
)
def test_the_subject_of_a_resolution_named_after_its_plenum(text: str, title: str | None) -> None:
    assert {d.title for d in read(text).documents} == {title}


def test_a_subject_ends_where_another_document_is_carried_out_with_it() -> None:
    text = "Tỉnh học Chỉ thị số 918-CT/TU về trồng rừng ven biển gắn với thực hiện Nghị quyết số 919-NQ/TU về nước sạch."
    assert [d.title for d in read(text).documents] == ["trồng rừng ven biển", "nước sạch"]
    text = "Tỉnh học Chỉ thị số 918-CT/TU về trồng rừng ven biển, việc thực hiện Nghị quyết số 919-NQ/TU về trồng rừng gắn với giữ nước."
    assert [d.title for d in read(text).documents] == ["trồng rừng ven biển", "trồng rừng gắn với giữ nước"]


def test_what_is_put_before_a_body_to_be_adopted_is_a_draft() -> None:
    text = "Sở Nội vụ trình Quốc hội thông qua Nghị quyết về trồng rừng ven biển miền Trung."
    assert [d.draft for d in found(text)] == [True]
    text = "Sở Nội vụ trình Kỳ họp thứ 19, Hội đồng nhân dân tỉnh Gia Lai thông qua Nghị quyết về trồng rừng ven biển miền Trung."
    assert [d.draft for d in found(text)] == [True]
    assert [d.draft for d in found("Quốc hội đã thông qua Nghị quyết về trồng rừng ven biển miền Trung.")] == [False]


def test_what_is_adopted_on_a_strategy_is_a_document_beside_it() -> None:
    text = "Hội nghị đã thông qua Quy định “Về nêu gương”; Nghị quyết về Chiến lược phát triển nghề rừng đến năm 2040."
    assert [d.kind for d in found(text)] == ["regulation", "resolution", "strategy"]
    assert [d.kind for d in found("Tỉnh trình Tờ trình về Đề án trồng rừng ven biển.")] == ["scheme"]


@pytest.mark.parametrize(
    "text",
    [
        "Hội nghị công bố các quyết định của Ban Bí thư về công tác cán bộ.",
        "Các Nghị định về trồng rừng ven biển còn hiệu lực.",
        "Bước 1: Báo cáo kết quả trồng rừng ven biển ở các xã.",
        "Ban Bí thư đã có nhiều chủ trương, quy định về trồng rừng ven biển.",
        "Việc này làm theo quy định của Đảng về kỷ luật đảng viên.",
        "Bộ Chính trị xem xét, quyết định về việc của từng người.",
        "Kết luận về vụ việc, ông nói ba điều.",
        "Tỉnh trao quyết định về hưu cho ba người.",
        "Mỗi nơi ban hành quy chế về công tác văn thư của cơ quan mình.",
    ],
)
def test_what_is_no_single_act(text: str) -> None:
    assert found(text) == []


def test_one_decision_announced_twice_is_one() -> None:
    text = (
        "Sở công bố quyết định của Bộ Chính trị về nhân sự mới. Ông Mẫu trao quyết định của Bộ Chính trị điều động bà "
        "Trần Thị Mẫu làm Bí thư Tỉnh ủy Gia Lai. Ông còn trao quyết định của Bộ Chính trị điều động ông Phạm Văn Mẫu về Ban Bí thư."
    )
    assert [len(d.mentions) for d in found(text)] == [2, 1]


def test_a_list_of_acts_behind_a_colon() -> None:
    text = "Hội nghị giới thiệu ba chuyên đề: kết luận về ngân sách năm 2027; kế hoạch đọc sách ở nhà trường; nghị quyết về biển và đảo."
    assert [(d.kind, d.title) for d in found(text)] == [
        ("conclusion", "ngân sách năm 2027"),
        ("plan", "đọc sách ở nhà trường"),
        ("resolution", "biển và đảo"),
    ]
    assert found("Hội nghị bàn ba việc: thu ngân sách năm 2027; trồng rừng ở ven biển; báo cáo của các xã.") == []


def test_drafts_in_small_letters() -> None:
    (document,) = found("Ban Kinh tế hoàn thiện dự thảo nghị quyết về tăng trưởng hai con số gắn với tiết kiệm.")
    assert (document.title, document.draft) == ("tăng trưởng hai con số", True)


def test_rules_of_a_body_end_with_its_name() -> None:
    (document,) = found("Ông đã vi phạm Quy chế làm việc của Ban Chấp hành Trung ương, Bộ Chính trị, thiếu trách nhiệm trong quản lý.")
    assert document.title == "làm việc của Ban Chấp hành Trung ương, Bộ Chính trị"


def test_sets_known_by_a_nickname() -> None:
    (document,) = found('Cả tỉnh thực hiện các nghị quyết quan trọng "Bộ tứ trụ cột" trong năm nay.')
    assert (document.kind, document.title) == ("resolution", "Bộ tứ trụ cột")
    assert [d.title for d in found("Bộ tứ nghị quyết trụ cột được học ở mọi nơi.")] == ["Bộ tứ nghị quyết trụ cột"]
    assert found("Ông là một trong tứ trụ của đất nước.") == []


def test_a_law_whose_name_says_what_it_carries_out() -> None:
    assert [d.title for d in read("Căn cứ Luật Thực hiện dân chủ ở cơ sở ngày 10-11-2022.").documents] == ["Thực hiện dân chủ ở cơ sở"]
    assert [d.title for d in read("Căn cứ Luật Thanh niên ngày 16-6-2020.").documents] == ["Thanh niên"]
    assert [d.title for d in read("Luật Thanh niên hiện nay đã cũ.").documents] == ["Thanh niên"]


def test_what_a_decision_brings_into_force_is_one_document_with_its_own_text() -> None:
    text = (
        "Số: 918/QĐ-UBND\nGia Lai, ngày 20 tháng 11 năm 2027\n\nQUYẾT ĐỊNH\nBAN HÀNH QUY ĐỊNH VỀ TÀU CÁ\n\nỦY BAN NHÂN DÂN TỈNH GIA LAI\n\n"
        "QUYẾT ĐỊNH:\n\nĐiều 1. Ban hành kèm theo Quyết định này Quy định tiêu chí kiểm tra tàu cá ở các xã ven biển.\n\n"
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn Mẫu\n\nQUY ĐỊNH\nTIÊU CHÍ KIỂM TRA TÀU CÁ Ở CÁC XÃ VEN BIỂN\n"
        "(Kèm theo Quyết định số 918/QĐ-UBND của Ủy ban nhân dân tỉnh Gia Lai)\n\nĐiều 1. Quy định này áp dụng từ năm 2028."
    )
    found = read(text)
    attached = next(d for d in found.documents if d.kind == "regulation")
    assert (attached.title, len(attached.mentions)) == ("tiêu chí kiểm tra tàu cá ở các xã ven biển", 3)
    assert [r.from_ for r in found.relations if r.type == "issues" and r.to == attached.id] == [attached.issuer]
    assert [b.name for b in found.bodies if b.id == attached.issuer] == ["Ủy ban nhân dân tỉnh Gia Lai"]
    assert not [d for d in read("Phụ lục ban hành kèm theo Hướng dẫn số 918-HD/TU được gửi cho các xã.").documents if d.number is None]


def test_a_capital_behind_the_issuer_begins_what_the_document_does() -> None:
    text = "Căn cứ Nghị định số 918/2027/NĐ-CP ngày 30 tháng 7 năm 2027 của Chính phủ Quy định về trồng rừng ven biển;"
    assert [(d.kind, d.symbol) for d in found(text)] == [("decree", "918/2027/NĐ-CP")]
    assert [d.kind for d in found("Năm người vi phạm Quy định về trồng rừng ven biển của tỉnh.")] == ["regulation"]
