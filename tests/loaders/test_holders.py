"""Posts in lists, lives and appointments; bodies inside bodies; meetings. All names and places are invented."""

from __future__ import annotations

import pytest

from vanmach.loaders.read import read


def posts(text: str) -> set[tuple[str, str, str, bool]]:
    found = read(text)
    names = {x.id: x.name for x in [*found.people, *found.bodies]}
    return {(names[r.from_], r.props["position"], names[r.to], bool(r.props.get("former"))) for r in found.relations if r.type == "holds"}


def parts(text: str) -> set[tuple[str, str]]:
    found = read(text)
    names = {x.id: x.name for x in found.bodies}
    return {(names[r.from_], names[r.to]) for r in found.relations if r.type == "part_of"}


def roles(text: str) -> dict[str, str]:
    found = read(text)
    names = {x.id: x.name for x in [*found.people, *found.bodies]}
    return {names[r.from_]: r.props["role"] for r in found.relations if r.type == "attends"}


def test_a_list_of_members_holds_its_post() -> None:
    text = "Ban Bí thư hiện có 3 Ủy viên, gồm: Lê Văn Mẫu; Trần Thị Thử; Bí thư Tỉnh ủy An Giang Phạm Văn Nháp."
    assert posts(text) == {
        ("Lê Văn Mẫu", "Ủy viên", "Ban Bí thư", False),
        ("Trần Thị Thử", "Ủy viên", "Ban Bí thư", False),
        ("Phạm Văn Nháp", "Ủy viên", "Ban Bí thư", False),
        ("Phạm Văn Nháp", "Bí thư", "Tỉnh ủy An Giang", False),
    }


def test_rows_under_a_heading_take_the_body_of_the_page() -> None:
    text = (
        "Danh sách Ủy ban Kiểm tra Trung ương khóa XV\n1. Đồng chí Lê Văn Mẫu, Ủy viên Trung ương Đảng, Chủ nhiệm\n"
        "2. Đồng chí Trần Thị Thử, Phó Chủ nhiệm\n3. Đồng chí Phạm Văn Nháp, Ủy viên\n"
    )
    assert posts(text) == {
        ("Lê Văn Mẫu", "Ủy viên", "Ban Chấp hành Trung ương Đảng", False),
        ("Lê Văn Mẫu", "Chủ nhiệm", "Ủy ban Kiểm tra Trung ương", False),
        ("Trần Thị Thử", "Phó Chủ nhiệm", "Ủy ban Kiểm tra Trung ương", False),
        ("Phạm Văn Nháp", "Ủy viên", "Ủy ban Kiểm tra Trung ương", False),
    }


def test_former_with_a_colon_covers_the_chain() -> None:
    text = "Ông Lê Văn Mẫu, nguyên: Ủy viên Bộ Chính trị, Bí thư Tỉnh ủy An Giang bị cảnh cáo."
    assert posts(text) == {
        ("Lê Văn Mẫu", "Ủy viên", "Bộ Chính trị", True),
        ("Lê Văn Mẫu", "Bí thư", "Tỉnh ủy An Giang", True),
    }


def test_two_titles_share_the_body_of_the_second() -> None:
    text = "Bà Trần Thị Thử kể lại. Bà từng làm phó bí thư rồi bí thư Huyện ủy Châu Phú."
    assert posts(text) == {
        ("Trần Thị Thử", "Phó bí thư", "Huyện ủy Châu Phú", True),
        ("Trần Thị Thử", "Bí thư", "Huyện ủy Châu Phú", True),
    }


def test_a_life_in_one_sentence() -> None:
    text = "Ông Lê Văn Mẫu, 60 tuổi, quê An Giang; cử nhân luật; Ủy viên Trung ương Đảng khóa XV."
    assert posts(text) == {("Lê Văn Mẫu", "Ủy viên", "Ban Chấp hành Trung ương Đảng", False)}


def test_a_pronoun_carries_the_person_and_a_closed_period_is_over() -> None:
    text = "Bà Trần Thị Thử sinh năm 1970. Từ 8-2019 đến 6-2024, bà là Giám đốc Sở Tài chính tỉnh An Giang."
    assert posts(text) == {("Trần Thị Thử", "Giám đốc", "Sở Tài chính tỉnh An Giang", True)}


def test_every_post_of_a_list_of_past_ones_is_over_also_behind_an_unknown_body() -> None:
    text = (
        "Ông Lê Văn Mẫu dự. Ông từng kinh qua các vị trí biên tập viên báo Mùa Gặt, Phó giám đốc Sở Y tế tỉnh An Giang, "
        "phụ trách một trạm giống cây, Chủ tịch UBND huyện Châu Phú. Hiện ông là Bí thư Tỉnh ủy An Giang."
    )
    assert posts(text) == {
        ("Lê Văn Mẫu", "Phó giám đốc", "Sở Y tế tỉnh An Giang", True),
        ("Lê Văn Mẫu", "Chủ tịch", "Ủy ban nhân dân huyện Châu Phú", True),
        ("Lê Văn Mẫu", "Bí thư", "Tỉnh ủy An Giang", False),
    }
    now = "Ông Lê Văn Mẫu từng giữ nhiều chức vụ ở quê nhà, nay là Bí thư Tỉnh ủy An Giang."
    assert posts(now) <= {("Lê Văn Mẫu", "Bí thư", "Tỉnh ủy An Giang", False)}


@pytest.mark.parametrize(
    ("words", "over"),
    [
        ("Bà Thử sau đó giữ chức Trưởng Ban Dân vận Tỉnh ủy An Giang, rồi được bầu giữ chức Bí thư Tỉnh ủy An Giang.", True),
        ("Bà Thử trở thành Trưởng Ban Dân vận Tỉnh ủy An Giang trước khi làm Bí thư Tỉnh ủy An Giang.", True),
        ("Bà Thử giữ chức Trưởng Ban Dân vận Tỉnh ủy An Giang và được bầu giữ chức Bí thư Tỉnh ủy An Giang.", False),
    ],
)
def test_a_post_before_the_next_one_is_over(words: str, over: bool) -> None:
    assert posts("Bà Trần Thị Thử sinh năm 1970. " + words) == {
        ("Trần Thị Thử", "Trưởng Ban", "Ban Dân vận Tỉnh ủy An Giang", over),
        ("Trần Thị Thử", "Bí thư", "Tỉnh ủy An Giang", False),
    }


def test_a_life_told_by_its_years() -> None:
    text = "Bà Trần Thị Thử sinh năm 1970. Đầu năm 2009, bà giữ chức Giám đốc Sở Y tế tỉnh An Giang."
    assert posts(text) == {("Trần Thị Thử", "Giám đốc", "Sở Y tế tỉnh An Giang", True)}


def test_a_post_to_be_filled_has_no_holder() -> None:
    text = "Ông Lê Văn Mẫu dự. Bộ Chính trị sẽ phân công đồng chí Ủy viên Bộ Chính trị làm Bí thư Tỉnh ủy An Giang."
    assert posts(text) == set()
    text = "Bà Trần Thị Thử điều hành Tỉnh ủy An Giang cho đến khi kiện toàn chức danh Bí thư Tỉnh ủy."
    assert posts(text) == set()


def test_people_counted_under_one_post() -> None:
    text = "Hiện 3 nhân sự đang giữ chức Phó Trưởng Ban Dân vận Trung ương là các ông, bà: Lê Văn Mẫu; Trần Thị Thử và Đỗ Văn Tư."
    assert posts(text) == {
        (name, "Phó Trưởng Ban", "Ban Dân vận Trung ương", False) for name in ("Lê Văn Mẫu", "Trần Thị Thử", "Đỗ Văn Tư")
    }


def test_what_one_becomes_in_the_body_named_before() -> None:
    text = "Ông Lê Văn Mẫu giữ chức Phó Trưởng Ban Dân vận Tỉnh ủy An Giang và trở thành Trưởng Ban một năm sau đó."
    assert {(post, over) for _, post, _, over in posts(text)} == {("Phó Trưởng Ban", False), ("Trưởng Ban", False)}


def test_a_given_name_of_two_syllables_is_a_short_mention() -> None:
    found = read("Ông Lê Xuân Mẫu phát biểu. Ông Xuân Mẫu, quê An Giang, cảm ơn; ông Thành Ba vắng mặt.")
    assert [(p.name, len(p.mentions)) for p in found.people] == [("Lê Xuân Mẫu", 2)]


def test_a_proposed_post_is_planned() -> None:
    text = "Ban Thường vụ Tỉnh ủy An Giang giới thiệu đồng chí Lê Văn Mẫu để bầu giữ chức Chủ tịch UBND tỉnh An Giang."
    (found,) = [r for r in read(text).relations if r.type == "holds"]
    assert found.modality in ("planned", "done")
    later = "Đồng chí Lê Văn Mẫu được giới thiệu bầu giữ chức Chủ tịch UBND tỉnh An Giang."
    (found,) = [r for r in read(later).relations if r.type == "holds"]
    assert found.modality == "planned"


def test_sent_elsewhere_leaves_the_old_post() -> None:
    text = "Bộ Chính trị điều động ông Lê Văn Mẫu - Phó Trưởng Ban Dân vận Trung ương - làm Bí thư Tỉnh ủy An Giang."
    assert posts(text) == {
        ("Lê Văn Mẫu", "Phó Trưởng Ban", "Ban Dân vận Trung ương", True),
        ("Lê Văn Mẫu", "Bí thư", "Tỉnh ủy An Giang", False),
    }


def test_the_word_for_former_may_be_a_given_name() -> None:
    assert [p.name for p in read("Đồng chí Trần Đình Nguyên, Bí thư Tỉnh ủy An Giang dự.").people] == ["Trần Đình Nguyên"]


def test_no_secretary_out_of_the_secretariat() -> None:
    """``Ban Bí thư`` and ``Tổng Bí thư`` hold no bare ``Bí thư`` of the committee named before."""
    assert posts("Tỉnh ủy An Giang báo cáo Ban Bí thư Trần Thị Thử chưa dự. Tỉnh ủy viên vắng mặt.") == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vụ Địa phương thuộc Ban Tổ chức Trung ương họp.", {("Vụ Địa phương", "Ban Tổ chức Trung ương")}),
        ("Bà Trần Thị Thử, Vụ trưởng Vụ Tuyên truyền, Ban Tuyên giáo Trung ương dự.", {("Vụ Tuyên truyền", "Ban Tuyên giáo Trung ương")}),
        ("Có Vụ Tuyên truyền, Ban Tuyên giáo Trung ương và Sở Tài chính An Giang.", set()),
        (
            "Tổ chức bộ máy của Ban Dân vận Trung ương gồm:\n(1) Vụ Tổng hợp\n(2) Vụ Nghiên cứu, Đào tạo\n(3) Văn phòng\n",
            {
                ("Vụ Tổng hợp", "Ban Dân vận Trung ương"),
                ("Vụ Nghiên cứu, Đào tạo", "Ban Dân vận Trung ương"),
                ("Văn phòng Ban Dân vận Trung ương", "Ban Dân vận Trung ương"),
            },
        ),
    ],
)
def test_bodies_inside_bodies(text: str, expected: set[tuple[str, str]]) -> None:
    assert parts(text) == expected


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Vụ Địa bàn XI (gọi tắt là Vụ XI) họp. Vụ XI báo cáo.", ["Vụ Địa bàn XI"]),
        ("Ủy ban Kinh tế - Tài chính của Quốc hội thẩm tra.", ["Ủy ban Kinh tế - Tài chính", "Quốc hội"]),
        ("TAND Tối cao xét xử.", ["Tòa án nhân dân tối cao"]),
        ("Cơ quan Cảnh sát điều tra Bộ Công an khởi tố.", ["Cơ quan Cảnh sát điều tra Bộ Công an"]),
        ("Ông là Ủy viên Trung ương ba khóa.", ["Ban Chấp hành Trung ương Đảng"]),
        ("BAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ\nBan Chỉ đạo Chuyển đổi số họp.", ["Ban Chỉ đạo Chuyển đổi số"]),
    ],
)
def test_more_names_of_bodies(text: str, names: list[str]) -> None:
    assert [b.name for b in read(text).bodies] == names


@pytest.mark.parametrize(
    ("text", "event", "expected"),
    [
        (
            "UBKT Tỉnh ủy An Giang đã tiến hành kỳ họp thứ 9, khóa XII dưới sự chủ trì của ông Lê Văn Mẫu.",
            "kỳ họp thứ 9, khóa XII",
            {},
        ),
        ("Ngày 2-3-2027, đồng chí Lê Văn Mẫu chủ trì họp Ban Thường vụ để bàn nhân sự.", "Họp Ban Thường vụ", {"Lê Văn Mẫu": "chairs"}),
        (
            "Tỉnh ủy An Giang tổ chức Hội nghị công bố quyết định. Phát biểu nhận nhiệm vụ, đồng chí Lê Văn Mẫu cảm ơn.",
            "Hội nghị công bố quyết định",
            {"Lê Văn Mẫu": "speaks"},
        ),
    ],
)
def test_meetings(text: str, event: str, expected: dict[str, str]) -> None:
    assert [e.name for e in read(text).events] == [event]
    assert {k: v for k, v in roles(text).items() if k in expected} == expected


def test_a_list_under_several_posts_holds_them_all() -> None:
    text = "Dự họp có các đồng chí Ủy viên Trung ương Đảng, Thứ trưởng Bộ Y tế: Lê Văn Mẫu; Trần Thị Thử."
    assert posts(text) == {
        (name, post, body, False)
        for name in ("Lê Văn Mẫu", "Trần Thị Thử")
        for post, body in (("Ủy viên", "Ban Chấp hành Trung ương Đảng"), ("Thứ trưởng", "Bộ Y tế"))
    }
    alone = posts("Dự họp có đồng chí Lê Văn Mẫu, Ủy viên Trung ương Đảng; Thứ trưởng Bộ Y tế: Trần Thị Thử.")
    assert ("Trần Thị Thử", "Ủy viên", "Ban Chấp hành Trung ương Đảng", False) not in alone


def test_posts_of_the_armed_forces() -> None:
    text = "Đại tướng Lê Văn Mẫu, Ủy viên Thường vụ Quân ủy Trung ương, Phó Tổng Tham mưu trưởng QĐND Việt Nam chủ trì."
    assert posts(text) == {
        ("Lê Văn Mẫu", "Ủy viên", "Ban Thường vụ Quân ủy Trung ương", False),
        ("Lê Văn Mẫu", "Phó Tổng Tham mưu trưởng", "Quân đội nhân dân Việt Nam", False),
    }
    assert posts("Đồng chí Lê Văn Mẫu, Ủy viên Quân ủy Trung ương dự.") == {("Lê Văn Mẫu", "Ủy viên", "Quân ủy Trung ương", False)}


def test_units_listed_line_by_line_are_parts_also_with_small_letters() -> None:
    text = "Ban Dân vận Trung ương có các đơn vị trực thuộc, gồm:\n\n(1) Vụ công tác vùng cao\n\n(2) Vụ Tôn giáo\n\n(3) Văn phòng"
    whole = "Ban Dân vận Trung ương"
    assert parts(text) == {("Vụ công tác vùng cao", whole), ("Vụ Tôn giáo", whole), (f"Văn phòng {whole}", whole)}
    assert parts("Ban Dân vận Trung ương có các việc sau, gồm:\n\n(1) Họp các vụ\n\n(2) Thăm cơ sở") == set()


def test_a_unit_in_brackets_is_part_of_the_body_before_it_and_a_body_in_brackets_holds_the_unit_before_it() -> None:
    assert parts("Bộ Y tế (Cục Quản lý Dược) phối hợp với Vụ Cơ sở đảng (Ban Tổ chức Trung ương).") == {
        ("Cục Quản lý Dược", "Bộ Y tế"),
        ("Vụ Cơ sở đảng", "Ban Tổ chức Trung ương"),
    }


@pytest.mark.parametrize(
    ("words", "people"),
    [
        ("Ông Lê Văn Mẫu, bà Trần Thị Ba và ông Phạm Văn Tư (Trưởng ban) được bầu", {"Lê Văn Mẫu", "Trần Thị Ba", "Phạm Văn Tư"}),
        ("Các ông Lê Văn Mẫu, Trần Văn Ba được bầu", {"Lê Văn Mẫu", "Trần Văn Ba"}),
        ("Ông Lê Văn Mẫu chúc mừng bà Trần Thị Ba được bầu", {"Trần Thị Ba"}),
        ("Thay ông Lê Văn Mẫu, bà Trần Thị Ba được bầu", {"Trần Thị Ba"}),
    ],
)
def test_people_who_are_appointed_together(words: str, people: set[str]) -> None:
    found = read(f"{words} giữ chức Phó Bí thư Tỉnh ủy Gia Lai.")
    names = {p.id: p.name for p in found.people}
    assert {names[r.from_] for r in found.relations if r.type == "holds" and r.props["position"] == "Phó Bí thư"} == people


@pytest.mark.parametrize(
    ("words", "former"),
    [("khi giữ cương vị", True), ("khi còn giữ chức", True), ("được bầu giữ chức", False), ("trước khi giữ chức", False)],
)
def test_a_post_held_when_something_happened_is_over(words: str, former: bool) -> None:
    (holds,) = [r for r in read(f"Ông Lê Văn Mẫu {words} Bí thư Tỉnh ủy Gia Lai đã làm ba việc.").relations if r.type == "holds"]
    assert bool(holds.props.get("former")) == former


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("Tại Gia Lai, ông Lê Văn Mẫu được bầu giữ chức Bí thư Tỉnh ủy.", "Gia Lai"),
        ("Cùng ngày mưa to. Ở tỉnh Lâm Đồng, ông Lê Văn Mẫu được bầu giữ chức Bí thư Tỉnh ủy.", "Lâm Đồng"),
        ("Ông Trần Văn Ba quê tại Gia Lai, ông Lê Văn Mẫu được bầu giữ chức Bí thư Tỉnh ủy.", "Quảng Trị"),
    ],
)
def test_the_place_that_a_sentence_begins_with_is_that_of_its_committees(words: str, place: str) -> None:
    found = read(f"Ông Phạm Văn Tư, Bí thư Tỉnh ủy Quảng Trị, tái cử. {words}")
    names = {x.id: x.name for x in (*found.people, *found.bodies)}
    assert ("Lê Văn Mẫu", f"Tỉnh ủy {place}") in {(names[r.from_], names[r.to]) for r in found.relations if r.type == "holds"}
