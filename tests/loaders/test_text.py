"""The door: encodings, and the map from the plain form back to the text as it was given."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vanmach.graph.errors import InputError
from vanmach.loaders.formats import read_file
from vanmach.loaders.read import read
from vanmach.loaders.text import decode, read_text, tones

PIECES = st.sampled_from(
    [
        *("Quy định số 907-QĐ/TW", "Quy định số 907\u2013QÐ / TW", "của Ban Bí thư", "của Bộ\nChính trị", "đồng chí Lê Thị Mẫu"),
        *(", Bí thư Tỉnh ủy", "ngày 3-2-2027", "Hội nghị Trung ương 2 khoá XIV", "thay thế", "ban hành", "Nghị quyết Đại hội XIV"),
        *("Uỷ ban Kiểm tra Trung ương", "*", "\u200b", "\u00a0", " ", "\n\n", "(", "“", "”", "# ", "|", ".", "\ufeff", "🙂"),
    ]
)


@given(st.lists(PIECES | st.text(max_size=6), max_size=14).map("".join), st.sampled_from(["NFC", "NFD", None]))
@settings(max_examples=150, deadline=None)
def test_offsets_point_into_the_text_as_given(text: str, form: str | None) -> None:
    given_text = unicodedata.normalize(form, text) if form else text
    found = read(given_text)
    for entity in [*found.documents, *found.bodies, *found.people, *found.events]:
        assert entity.mentions
        for m in entity.mentions:
            assert given_text[m.start : m.end] == m.surface != ""
    for r in found.relations:
        assert 0 <= r.start < r.end <= len(given_text)


@given(st.text(max_size=80))
@settings(max_examples=150, deadline=None)
def test_the_map_is_whole_and_in_order(text: str) -> None:
    plain = read_text(text)
    spans = [plain.span(at, at + 1) for at in range(len(plain.plain))]
    assert plain.runs.size == len(spans)
    assert spans == sorted(spans)
    assert all(0 <= start <= end <= len(text) for start, end in spans)


def test_the_map_has_few_runs_and_gives_every_place_back() -> None:
    raw = "Bộ  Chính trị ( họp ) .\r\n\n# Ban Bí thư\u200b ký*\n" * 3
    text = read_text(raw)
    assert text.plain.startswith("Bộ Chính trị (họp).\nBan Bí thư ký\n")
    assert all(text.plain[i] == raw[slice(*text.span(i, i + 1))] for i in range(len(text.plain)) if not text.plain[i].isspace())
    assert len(text.runs.at) < 30


def test_decomposed_letters_mean_the_same() -> None:
    text = "Bộ Chính trị ban hành Chỉ thị số 906-CT/TW."
    composed, decomposed = read(text), read(unicodedata.normalize("NFD", text))
    assert [d.symbol for d in composed.documents] == [d.symbol for d in decomposed.documents] == ["906-CT/TW"]
    assert [b.name for b in decomposed.bodies] == ["Bộ Chính trị"]


@pytest.mark.parametrize(("old", "new"), [("hoà", "hòa"), ("uỷ", "ủy"), ("khoá", "khóa"), ("quý", "quý"), ("hoàn", "hoàn"), ("UỶ", "ỦY")])
def test_tone_marks_move_to_their_new_place(old: str, new: str) -> None:
    assert tones(old) == new


def test_a_wrapped_line_is_one_sentence() -> None:
    text = (
        "Để việc này sớm xong, các cấp ủy hãy căn cứ Quy định số\n907-QĐ/TW ngày 3-2-2027 mới được phát hành hôm qua của Ban\n"
        "Bí thư, rồi xây dựng quy chế làm việc của riêng mình trong quý\nnày.\n"
    )
    found = read(text)
    assert [d.symbol for d in found.documents] == ["907-QĐ/TW"]
    assert found.documents[0].mentions[0].surface == "Quy định số\n907-QĐ/TW"
    assert [b.name for b in found.bodies] == ["Ban Bí thư"]
    short = read(text + "\n- Các đơn vị làm việc với Ban\nTuyên giáo và Dân vận Tỉnh ủy An Giang để được hướng dẫn thêm.\n")
    assert [b.name for b in short.bodies] == ["Ban Bí thư", "Ban Tuyên giáo và Dân vận Tỉnh ủy An Giang"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"  \n\t", "blanks"),
        (b"abc\x00def", "offset 3"),
        ("Đảng".encode() + b"\xff\xfe", "offset 7"),
        (b"\xef\xbb\xbf", "blanks"),
    ],
)
def test_what_cannot_be_read_says_so(data: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says):
        decode(data)


def test_a_byte_order_mark_is_let_in(tmp_path: object) -> None:
    """It stays in the text, so that offsets count in the file as it was given, and no mention holds it."""
    text = decode(b"\xef\xbb\xbf" + "Chỉ thị số 45-CT/TW".encode())
    assert text[0] == "\ufeff"
    assert [m.surface for m in read(text).documents[0].mentions] == ["Chỉ thị số 45-CT/TW"]


def test_a_file_is_read(tmp_path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "tin.txt"
    file.write_text("Ban Bí thư ban hành Quy định số 907-QĐ/TW.", "utf-8")
    assert read_file(file).documents[0].symbol == "907-QĐ/TW"
