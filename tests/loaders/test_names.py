"""Bodies, people, posts and events, in invented sentences."""

from __future__ import annotations

import pytest

from vanmach.loaders.read import read


def posts(text: str) -> set[tuple[str, str, str, bool]]:
    found = read(text)
    names = {x.id: x.name for x in [*found.people, *found.bodies]}
    return {(names[r.from_], r.props["position"], names[r.to], bool(r.props.get("former"))) for r in found.relations if r.type == "holds"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ban Thường vụ Tỉnh ủy An Giang họp.", ["Ban Thường vụ Tỉnh ủy An Giang"]),
        ("UBND tỉnh An Giang và HĐND huyện Châu Phú họp.", ["Ủy ban nhân dân tỉnh An Giang", "Hội đồng nhân dân huyện Châu Phú"]),
        ("UBKT T.Ư nhận thấy có vi phạm.", ["Ủy ban Kiểm tra Trung ương"]),
        ("Đảng ủy Bộ Tư pháp nhận thấy có vi phạm.", ["Đảng ủy Bộ Tư pháp"]),
        ("Tiểu ban Văn kiện Đại hội XV của Đảng họp; Tiểu ban thống nhất.", ["Tiểu ban Văn kiện Đại hội XV của Đảng"]),
        ("Các tỉnh ủy, thành ủy và các cấp ủy triển khai.", []),
        ("Sở Xây dựng tỉnh An Giang báo cáo. Sở đề nghị hai việc.", ["Sở Xây dựng tỉnh An Giang"]),
        ("Toàn Ngành Kiểm tra Đảng nỗ lực.", ["Ngành Kiểm tra Đảng"]),
        ("Hội Người cao tuổi Việt Nam và Liên đoàn Luật sư Việt Nam họp.", ["Hội Người cao tuổi Việt Nam", "Liên đoàn Luật sư Việt Nam"]),
        ("Hội thảo về văn hóa Việt Nam đã diễn ra.", []),
        ("Ban Quản lý Khu kinh tế Đông Nam báo cáo.", ["Ban Quản lý Khu kinh tế Đông Nam"]),
        ("Thành ủy thành phố Cần Thơ triển khai.", ["Thành ủy thành phố Cần Thơ"]),
        (
            "Ủy ban nhân dân Thành phố và Sở Nội vụ Thành phố Hồ Chí Minh họp.",
            ["Ủy ban nhân dân Thành phố Hồ Chí Minh", "Sở Nội vụ Thành phố Hồ Chí Minh"],
        ),
        ("Văn phòng Chủ tịch nước và Văn phòng Tổng Bí thư họp.", ["Văn phòng Chủ tịch nước", "Văn phòng Tổng Bí thư"]),
        ("Ban Pháp chế Hội đồng nhân dân tỉnh Gia Lai thẩm tra.", ["Ban Pháp chế Hội đồng nhân dân tỉnh Gia Lai"]),
        (
            "Ban Chỉ đạo phát triển khoa học, công nghệ và chuyển đổi số, các sở họp.",
            ["Ban Chỉ đạo phát triển khoa học, công nghệ và chuyển đổi số"],
        ),
        (
            "Ban Chỉ đạo Chuyển đổi số trong các cơ quan đảng và Ban Chỉ đạo cải cách thủ tục hành chính họp.",
            ["Ban Chỉ đạo Chuyển đổi số trong các cơ quan đảng", "Ban Chỉ đạo cải cách thủ tục hành chính"],
        ),
        (
            "Ban Chỉ đạo Trung ương về hoàn thiện thể chế, pháp luật, các sở họp.",
            ["Ban Chỉ đạo Trung ương về hoàn thiện thể chế, pháp luật"],
        ),
        (
            "Ban Quản lý các khu chế xuất và khu công nghiệp, Sở Nội vụ tỉnh Gia Lai họp.",
            ["Ban Quản lý các khu chế xuất và khu công nghiệp", "Sở Nội vụ tỉnh Gia Lai"],
        ),
        ("Đảng ủy Ủy ban nhân dân tỉnh Gia Lai họp.", ["Đảng ủy Ủy ban nhân dân tỉnh Gia Lai"]),
        (
            "Đảng bộ Quân đội và Tổng cục Chính trị QĐND Việt Nam đã họp.",
            ["Đảng bộ Quân đội", "Tổng cục Chính trị Quân đội nhân dân Việt Nam"],
        ),
        ("Đoàn làm việc với văn phòng Tỉnh ủy An Giang.", ["Văn phòng Tỉnh ủy An Giang"]),
        ("Các văn phòng tỉnh ủy phối hợp; họ thanh tra tỉnh An Giang.", []),
        ("Thường vụ Thành ủy Cần Thơ đã họp.", ["Ban Thường vụ Thành ủy Cần Thơ"]),
        ("Huyện ủy huyện Mường Lát báo cáo.", ["Huyện ủy huyện Mường Lát"]),
        ("UBND Q.Bình Thủy và HĐND H.Phong Điền họp.", ["Ủy ban nhân dân quận Bình Thủy", "Hội đồng nhân dân huyện Phong Điền"]),
        (
            "Đảng đoàn Hội Nông dân tỉnh Gia Lai và Đảng đoàn Hội LHPN Việt Nam họp.",
            ["Đảng đoàn Hội Nông dân tỉnh Gia Lai", "Đảng đoàn Hội Liên hiệp Phụ nữ Việt Nam"],
        ),
        ("Ban Công tác đại biểu đã có báo cáo.", ["Ban Công tác đại biểu"]),
        ("Phòng Tổng hợp - Văn phòng Tỉnh ủy An Giang báo cáo.", ["Phòng Tổng hợp", "Văn phòng Tỉnh ủy An Giang"]),
        ("Văn phòng Trần Văn Ba và quốc phòng Việt Nam ở Hải Phòng Lê Văn Bốn.", []),
        ("UBND TP.HCM, TP.Cần Thơ; HĐND TP.Cần Thơ họp.", ["Ủy ban nhân dân Thành phố Hồ Chí Minh", "Hội đồng nhân dân thành phố Cần Thơ"]),
        ("Trường Chính trị tỉnh Gia Lai tổng kết.", ["Trường Chính trị tỉnh Gia Lai"]),
        ("Viện Nghiên cứu Mùa Vụ kể từ hôm qua chuyển trụ sở.", ["Viện Nghiên cứu Mùa Vụ"]),
        ("Hội đồng Thi đua - Khen thưởng họp.", ["Hội đồng Thi đua - Khen thưởng"]),
    ],
)
def test_names_of_bodies(text: str, names: list[str]) -> None:
    assert [b.name for b in read(text).bodies] == names


def test_a_place_left_out_is_told_by_the_text() -> None:
    found = read("Tỉnh ủy An Giang tổ chức lớp học. Ban Thường vụ Tỉnh ủy và UBND tỉnh cử người dự.")
    assert [b.name for b in found.bodies] == ["Tỉnh ủy An Giang", "Ban Thường vụ Tỉnh ủy An Giang", "Ủy ban nhân dân tỉnh An Giang"]


def test_a_body_that_begins_inside_the_words_of_a_post() -> None:
    said = posts(
        "Ông Lê Văn Mẫu giữ chức phó chánh văn phòng Tỉnh ủy An Giang. Bà Trần Thị Ba giữ chức Phó chánh thanh tra tỉnh An Giang. "
        "Ông Đỗ Văn Tư làm Trưởng phòng Cảnh sát giao thông. Ông Vũ Văn Năm làm Trưởng phòng Cục Quản trị. "
        "Thiếu tướng Bùi Văn Sáu (Giám đốc Công an TP Cần Thơ) dự."
    )
    assert said == {
        ("Lê Văn Mẫu", "Phó chánh văn phòng", "Văn phòng Tỉnh ủy An Giang", False),
        ("Trần Thị Ba", "Phó chánh thanh tra", "Thanh tra tỉnh An Giang", False),
        ("Đỗ Văn Tư", "Trưởng phòng", "Phòng Cảnh sát giao thông", False),
        ("Vũ Văn Năm", "Trưởng phòng", "Cục Quản trị", False),
        ("Bùi Văn Sáu", "Giám đốc Công an", "Công an thành phố Cần Thơ", False),
    }


def test_offices_after_a_name() -> None:
    assert posts("Đồng chí Lê Thị Mẫu, Ủy viên Trung ương Đảng, Phó Trưởng Ban Dân vận Trung ương dự.") == {
        ("Lê Thị Mẫu", "Ủy viên", "Ban Chấp hành Trung ương Đảng", False),
        ("Lê Thị Mẫu", "Phó Trưởng Ban", "Ban Dân vận Trung ương", False),
    }


def test_offices_before_a_name_and_lists() -> None:
    text = "Có mặt: Bí thư Tỉnh ủy An Giang - Lê Văn Mẫu; Chủ tịch UBND tỉnh An Giang - Trần Thị Ba."
    assert posts(text) == {
        ("Lê Văn Mẫu", "Bí thư", "Tỉnh ủy An Giang", False),
        ("Trần Thị Ba", "Chủ tịch", "Ủy ban nhân dân tỉnh An Giang", False),
    }


def test_former_and_new_posts() -> None:
    text = (
        "Đồng chí Lê Văn Mẫu, Tỉnh ủy viên, Giám đốc Sở Tài chính tỉnh An Giang được điều động, "
        "nay giữ chức Chánh Văn phòng Tỉnh ủy An Giang."
    )
    assert posts(text) == {
        ("Lê Văn Mẫu", "Tỉnh ủy viên", "Tỉnh ủy An Giang", False),
        ("Lê Văn Mẫu", "Giám đốc", "Sở Tài chính tỉnh An Giang", True),
        ("Lê Văn Mẫu", "Chánh Văn phòng", "Văn phòng Tỉnh ủy An Giang", False),
    }


def test_nguyen_marks_a_post_that_is_over() -> None:
    assert posts("Ông Lê Văn Mẫu - nguyên Bí thư Tỉnh ủy An Giang bị khiển trách.") == {("Lê Văn Mẫu", "Bí thư", "Tỉnh ủy An Giang", True)}


def test_short_mentions_are_the_same_person() -> None:
    found = read("Bà Lê Thị Mẫu, Trưởng Ban Dân vận Trung ương đến thăm. Bà Mẫu tặng quà.")
    (person,) = found.people
    assert [m.surface for m in person.mentions] == ["Lê Thị Mẫu", "Mẫu"]


def test_a_place_is_no_person_and_a_leader_of_the_past_is_left_out() -> None:
    found = read("Học tập tư tưởng Hồ Chí Minh ở TP. Hồ Chí Minh, Lâm Đồng và Hà Nội.")
    assert found.people == []


def test_the_conference_reported_on() -> None:
    found = read(
        "Ngày 3-3-2027, Ban Dân vận Trung ương tổ chức Hội nghị toàn quốc triển khai nhiệm vụ năm 2027. Hội nghị nghe hai báo cáo."
    )
    (event,) = found.events
    assert (event.kind, event.date, len(event.mentions)) == ("conference", "2027-03-03", 2)
    assert [r.type for r in found.relations] == ["organises"]


def test_spellings_of_a_plenum_are_one_event() -> None:
    found = read("Hội nghị Trung ương 2 khóa XIV, tức Hội nghị lần thứ hai Ban Chấp hành Trung ương Đảng khóa XIV, bàn một việc.")
    (event,) = found.events
    assert (event.name, event.term, event.number, len(event.mentions)) == ("Hội nghị Trung ương 2 khóa XIV", "XIV", 2, 2)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Nghị quyết Đại hội Đảng khóa XII nêu rõ.", {"Đại hội Đảng khóa XII"}),
        ("Kết quả Đại hội đại biểu toàn quốc lần thứ XIII của Đảng.", {"Đại hội đại biểu toàn quốc lần thứ XIII của Đảng"}),
        ("Đại hội Đảng ta đã họp.", set()),
    ],
)
def test_a_congress_told_by_the_term_that_it_opened(text: str, names: set[str]) -> None:
    assert {e.name for e in read(text).events} == names


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        (
            "Dự hội nghị công bố quyết định của Ban Bí thư về công tác cán bộ, bà Trần Thị Mẫu cảm ơn. Hội nghị kết thúc sớm.",
            ["hội nghị công bố quyết định của Ban Bí thư về công tác cán bộ", "Hội nghị"],
        ),
        (
            "Tỉnh ủy Gia Lai tổ chức Hội nghị tổng kết công tác trồng rừng ven biển. Phát biểu tại Hội nghị tổng kết công tác trồng "
            "rừng ven biển, ông Lê Văn Mẫu nêu ba việc.",
            ["Hội nghị tổng kết công tác trồng rừng ven biển", "Hội nghị tổng kết công tác trồng rừng ven biển"],
        ),
        (
            "Ông Mẫu chủ trì Phiên họp thứ hai cho ý kiến về ba việc. Phiên họp thứ nhất đã bàn hai việc.",
            ["Phiên họp thứ hai"],
        ),
        ("Ủy ban Kiểm tra Tỉnh ủy Gia Lai tiến hành kỳ họp thứ 9. Tại kỳ họp, ủy ban bàn ba việc.", ["kỳ họp thứ 9", "kỳ họp"]),
        ("Việc này nêu tại kỳ họp 31 của Ủy ban Kiểm tra Trung ương. Kỳ họp dài 3 ngày.", ["kỳ họp 31"]),
        ("Tại kỳ họp ngày 20-22/6, Ủy ban Kiểm tra Trung ương bàn ba việc.", ["kỳ họp ngày 20-22/6"]),
        (
            "Ông Lê Văn Mẫu chủ trì họp Bộ Chính trị, Ban Bí thư. Tại cuộc họp, ông nêu hai việc.",
            ["họp Bộ Chính trị, Ban Bí thư", "cuộc họp"],
        ),
        (
            "Hội nghị lần thứ Chín Ban Chấp hành Trung ương khóa XIV bàn một việc.",
            ["Hội nghị lần thứ Chín Ban Chấp hành Trung ương khóa XIV"],
        ),
        ("Sáng nay, tại Đại hội Đảng bộ tỉnh Gia Lai, ông Lê Văn Mẫu nêu ba việc.", ["Đại hội Đảng bộ tỉnh Gia Lai"]),
        (
            "Đại hội Đảng bộ tỉnh Gia Lai mở hôm nay. Đại hội đại biểu Đảng bộ tỉnh Gia Lai lần thứ II gọn nhẹ.",
            ["Đại hội Đảng bộ tỉnh Gia Lai", "Đại hội đại biểu Đảng bộ tỉnh Gia Lai lần thứ II"],
        ),
        ("Hội nghị lần thứ 10 Trung ương Đảng khóa XIV bàn một việc.", ["Hội nghị lần thứ 10 Trung ương Đảng khóa XIV"]),
    ],
)
def test_an_event_named_more_than_once(text: str, mentions: list[str]) -> None:
    (event,) = read(text).events
    assert [m.surface for m in event.mentions] == mentions


def test_a_sentence_about_a_conference_is_not_its_name() -> None:
    assert not read("Tỉnh ủy An Giang họp.\nHội nghị cũng bầu Ủy ban Kiểm tra Tỉnh ủy gồm 9 thành viên.").events


def test_a_congress_of_a_place_ends_before_its_verb() -> None:
    text = "Sáng nay, Đại hội Đảng bộ Cần Thơ công bố kết quả bầu Ban Chấp hành nhiệm kỳ 2020-2025. Đại hội Đảng bộ Cần Thơ bế mạc."
    (found,) = read(text).events
    assert (found.name, len(found.mentions)) == ("Đại hội Đảng bộ Cần Thơ", 2)


def test_no_congress_is_told_by_a_class_of_party_organisations() -> None:
    assert read("Đại hội Đảng bộ các xã mở vào mùa xuân. Đại hội Đảng bộ tỉnh nhà cũng vậy.").events == []


def test_a_conference_named_late_with_its_day_is_an_event() -> None:
    filler = "Ban Bí thư nêu nhiều việc phải làm trong năm. " * 70
    told = read(filler + "Ngày 13-1, Hội nghị toàn quốc triển khai Nghị quyết số 957-NQ/TW của Bộ Chính trị đã diễn ra.")
    assert [e.name for e in told.events] == ["Hội nghị toàn quốc triển khai Nghị quyết số 957-NQ/TW của Bộ Chính trị"]
    assert [e.name for e in read(filler + "Các hội nghị toàn quốc triển khai Nghị quyết số 957-NQ/TW cần gọn.").events] == []
