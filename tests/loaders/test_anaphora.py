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


def test_a_text_that_never_names_its_document() -> None:
    text = "Quy định này áp dụng đối với mọi chi bộ.\nQuy định này có hiệu lực từ ngày ký và thay thế Quy định số 938-QĐ/TU, ngày 3-3-2027."
    found = read(text)
    assert [(d.kind, d.symbol, d.digest) for d in found.documents] == [("regulation", None, True), ("regulation", "938-QĐ/TU", False)]
    assert [(r.type, r.from_, r.to) for r in found.relations] == [("supersedes", "d1", "d2")]
    assert read("Ông nói quy định này đã cũ.").documents == []
