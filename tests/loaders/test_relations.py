"""What a table of rules cannot say: who acts, across lines and clauses, and what is only planned."""

from __future__ import annotations

from typing import Any

from vanmach.loaders.interchange import Extraction, Relation
from vanmach.loaders.read import read

HEAD = "Số 937-QĐ/TU\nHà Nội, ngày 19 tháng 11 năm 2027\nQUYẾT ĐỊNH\nVỀ TỔ CHỨC BỘ MÁY\n"


def _named(found: Extraction, id_: str) -> str:
    entity: Any = next(e for e in [*found.documents, *found.bodies, *found.people, *found.events] if e.id == id_)
    return str(getattr(entity, "symbol", None) or getattr(entity, "name", None) or entity.mentions[0].surface)


def _said(text: str, *types: str) -> set[tuple[str, str, str, str]]:
    found = read(text)
    return {(r.type, _named(found, r.from_), _named(found, r.to), r.modality) for r in found.relations if not types or r.type in types}


def _one(text: str, type_: str) -> tuple[Relation, str]:
    found = read(text)
    (relation,) = (r for r in found.relations if r.type == type_)
    return relation, found.text[relation.start : relation.end]


def test_a_chain_of_documents_gives_every_link() -> None:
    text = (
        "Quyết định số 950/QĐ-UBND về việc ban hành Kế hoạch thực hiện Kết luận số 949-KL/TW về đẩy mạnh thực hiện Nghị quyết số 921-NQ/TW."
    )
    assert _said(text, "implements") == {
        ("implements", "950/QĐ-UBND", "949-KL/TW", "done"),
        ("implements", "949-KL/TW", "921-NQ/TW", "done"),
    }


def test_a_guideline_on_carrying_out_one_document_replaces_another() -> None:
    text = "Hướng dẫn số 971-HD/BTCTW về thực hiện Quy định số 910-QĐ/TW thay thế Hướng dẫn số 915-HD/BTCTW."
    assert _said(text, "guides", "supersedes") == {
        ("guides", "971-HD/BTCTW", "910-QĐ/TW", "done"),
        ("supersedes", "971-HD/BTCTW", "915-HD/BTCTW", "done"),
    }


def test_a_passive_amendment_runs_backwards_only() -> None:
    text = "Căn cứ Quy chế số 912-QC/TU đã được sửa đổi, bổ sung một số điều theo Quyết định số 930-QĐ/TU và Quyết định số 931-QĐ/TU;"
    assert _said(text, "amends") == {
        ("amends", "930-QĐ/TU", "912-QC/TU", "done"),
        ("amends", "931-QĐ/TU", "912-QC/TU", "done"),
    }


def test_an_amended_article_is_the_scope() -> None:
    relation, _ = _one("Quy định số 971-QĐ/TU thay thế khoản 2 Điều 4 của Quy định số 919-QĐ/TU.", "amends")
    assert relation.props == {"scope": "khoản 2 Điều 4"}


def test_a_line_that_is_only_a_body_gives_it_what_stands_below() -> None:
    text = HEAD + "Điều 1. Tổ chức thực hiện\n4. Ban Tổ chức Trung ương\n- Chủ trì triển khai thực hiện Kết luận số 949-KL/TW;\n"
    assert ("implements", "Ban Tổ chức Trung ương", "949-KL/TW", "done") in _said(text, "implements")


def test_a_carried_subject_belongs_to_the_proof() -> None:
    _, quote = _one(
        "Đề nghị Ban Dân vận Trung ương chuẩn bị tốt đại hội.\nTiếp tục thực hiện nghiêm túc Chỉ thị số 902-CT/TW.", "implements"
    )
    assert quote.startswith("Ban Dân vận Trung ương")
    assert quote.endswith("Chỉ thị số 902-CT/TW")


def test_whose_clause_follows_is_no_business_of_the_body_before() -> None:
    text = "Đề nghị Ban Dân vận Trung ương chuẩn bị tốt đại hội.\nThực hiện Kết luận số 921-KL/TW, Ban Bí thư đã họp ba phiên."
    assert _said(text, "implements") == {("implements", "Ban Bí thư", "921-KL/TW", "done")}


def test_the_last_of_a_list_behind_of_begins_the_clause() -> None:
    text = "Trên cơ sở ý kiến của Bộ Tài chính, Bộ Nội vụ đã có Tờ trình số 912/TTr-BNV."
    assert _said(text, "issues") == {("issues", "Bộ Nội vụ", "912/TTr-BNV", "done")}


def test_a_submission_ends_nothing() -> None:
    text = "Tờ trình số 912-TTr/VPTU về việc bãi bỏ Quy định số 915-QĐ/TU."
    assert _said(text, "repeals") == {("repeals", "912-TTr/VPTU", "915-QĐ/TU", "planned")}


def test_what_is_not_yet_adopted_is_no_issue() -> None:
    assert _said("Luật Lưu trữ số 933/2027/QH16 chưa được Quốc hội thông qua.", "issues") == set()
    assert _said("Ngay sau khi Kết luận số 949-KL/TW được Ban Bí thư ban hành, ba sở họp.", "issues") == {
        ("issues", "Ban Bí thư", "949-KL/TW", "planned")
    }


def test_a_list_ends_where_prose_begins() -> None:
    text = (
        "Quy định số 971-QĐ/TU có hiệu lực từ ngày ký và thay thế các văn bản sau:\n- Quy định số 915-QĐ/TU;\n- Kết luận số 912-KL/TU.\n"
        "Việc này xong trong tháng.\nQuy định số 905-QĐ/TU còn hiệu lực."
    )
    assert {to for _, _, to, _ in _said(text, "supersedes")} == {"915-QĐ/TU", "912-KL/TU"}


def test_grounds_are_read_before_the_articles_only() -> None:
    text = HEAD + "Xét Tờ trình số 912-TTr/BTCTW;\nĐiều 1. Tổ chức\nTheo Quy định số 905-QĐ/TU, chi bộ họp mỗi tháng.\n"
    assert _said(text, "based_on") == {("based_on", "937-QĐ/TU", "912-TTr/BTCTW", "done")}


def test_a_text_that_speaks_of_itself_cites_nothing() -> None:
    head = "Số 937-HD/BTGTW\nHà Nội, ngày 19 tháng 11 năm 2027\nHƯỚNG DẪN\nVỀ BẢN TIN\n"
    assert [r.type for r in read(head + "Các việc quy định tại Hướng dẫn này phải xong.").relations if r.type == "cites"] == []
    assert [r.type for r in read(head + "Các việc quy định tại Quy định số 9-QĐ/TW phải xong.").relations if r.type == "cites"] == ["cites"]


def test_a_decree_amends_no_law() -> None:
    text = "Luật Thử nghiệm được sửa đổi, bổ sung bởi {}."
    amended = [r.type for r in read(text.format("Luật số 90/2027/QH16")).relations]
    assert "amends" in amended
    assert "amends" not in [r.type for r in read(text.format("Nghị định số 187/2027/NĐ-CP")).relations]


def test_items_numbered_in_brackets_go_on_with_the_subject() -> None:
    text = (
        "Ban Dân vận Trung ương tập trung các nhiệm vụ sau:\n\n"
        "(1) Tiếp tục thực hiện Chỉ thị số 918-CT/TW.\n\n(2) Ai thực hiện Chỉ thị số 919-CT/TW?"
    )
    found = read(text)
    symbols = {d.id: d.symbol for d in found.documents}
    assert [symbols[r.to] for r in found.relations if r.type == "implements"] == ["918-CT/TW"]
