"""Encodings of before Unicode, in samples that other converters made (iconv of glibc, vietnamese-conversion of npm), and other texts."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanmach.graph.errors import InputError
from vanmach.loaders.encodings import from_bytes, is_syllable, mended, vietnamese
from vanmach.loaders.text import decode

FILES = Path(__file__).with_name("files")
SAMPLES = {"tcvn": "TCVN 5712", "tcvn3": "TCVN3", "vni": "VNI", "viscii": "VISCII", "windows-1258": "windows-1258"}


@pytest.fixture(scope="module")
def paper() -> str:
    return (FILES / "paper.txt").read_text("utf-8")


@pytest.mark.parametrize("name", [*SAMPLES, "utf-16"])
def test_a_text_is_the_same_in_every_encoding(paper: str, name: str) -> None:
    data = (FILES / f"paper.{name}.txt").read_bytes()
    assert unicodedata.normalize("NFC", decode(data)).lstrip("\ufeff") == paper
    if name in SAMPLES:
        found = from_bytes(data)
        assert found
        assert found[0] == SAMPLES[name]


@pytest.mark.parametrize("name", ["tcvn3", "vni"])
def test_letters_that_another_font_drew_are_read_as_they_were_seen(paper: str, name: str) -> None:
    """As Word files and PDFs of the time hold them."""
    drawn = (FILES / f"paper.{name}.txt").read_bytes().decode("cp1252")
    assert drawn != paper
    assert mended(drawn) == paper


def test_windows_quotes_stand_in_a_text_of_old_fonts() -> None:
    """Between the codes of letters TCVN3 has the quotes and dashes of Windows where TCVN 5712 has capitals."""
    text = "\x93Tñ s¸ch\x94 lµ viÖc cña chi bé \x96 ®äc vµ kÓ l¹i".encode("latin-1")
    assert decode(text) == "“Tủ sách” là việc của chi bộ – đọc và kể lại"


@pytest.mark.parametrize(
    "text",
    [
        "Bộ Chính trị ban hành Chỉ thị số 45-CT/TW.",
        "Le café déjà vu, la forêt, naïve: à bientôt, où êtes-vous, garçon?",
        "Ein schöner Gruß für die Größe über Österreich, Übung, Ärger, öffentlich.",
        "no marks at all",
        "Năm 2027: trích “Céng hßa x· héi” của bản cũ",
    ],
)
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert mended(text) == text


@pytest.mark.parametrize(
    "data",
    [
        "Le café déjà vu, la forêt, naïve: à bientôt, où êtes-vous, garçon?".encode("latin-1"),
        "Съешь же ещё этих мягких французских булок".encode("cp1251"),
        "こんにちは、世界。漢字かな交じり文".encode("shift-jis"),
        "Chỉ thị số 45-CT/TW của Bộ Chính trị về đại hội".encode()[:-1] + b"\xff",
        b"Chi b\xe9",
    ],
)
def test_what_is_no_vietnamese_is_refused(data: bytes) -> None:
    assert from_bytes(data) is None
    with pytest.raises(InputError, match=r"not UTF-8: byte 0x[0-9a-f]{2} at offset \d+.*save the file as UTF-8"):
        decode(data)


def test_half_a_letter_of_utf_16_is_refused() -> None:
    with pytest.raises(InputError, match="UTF-16"):
        decode("Chỉ thị số 45".encode("utf-16")[:-1])


def test_utf_16_without_a_mark() -> None:
    text = "Bộ Chính trị ban hành Chỉ thị số 45-CT/TW."
    assert decode(text.encode("utf-16-le")) == decode(text.encode("utf-16-be")) == text


@pytest.mark.parametrize("word", "nghiệp KHÓA quyền giếng gìn xoong khuỷu nguyễn Đắk uỷ hoà thuở ươm yêu".split())
def test_syllables(word: str) -> None:
    assert is_syllable(word) == (word != "Đắk")


@pytest.mark.parametrize("word", "café nghiÖp hßa ®¹i ngã́ bcá frèn".split())
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)


def test_a_vietnamese_text_is_one(paper: str) -> None:
    share, words = vietnamese(paper)
    assert share > 0.98
    assert words > 150


@given(st.binary(max_size=300) | st.text(max_size=100).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_read_or_refused_in_a_line(data: bytes) -> None:
    try:
        said = decode(data)
    except InputError as error:
        said = str(error).replace("\n", "")
        if said != str(error):
            pytest.fail(f"{error} has more than one line")
    assert said
