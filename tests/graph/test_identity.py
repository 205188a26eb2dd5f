"""Symbols, terms and names: the grammar of numbers as printed, and the ids made of them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanmach.graph.identity import body_key, committee_year, fold, organ_of, parse_query, parse_symbol, roman, slug, term_of
from vanmach.graph.model import Reference
from vanmach.graph.naming import block_of, document_id, event_key


@pytest.mark.parametrize(
    ("printed", "normal"),
    [
        ("09-QĐ/TBĐLĐ", "09-QĐ/TBĐLĐ"),
        ("21 – NQ/TW", "21-NQ/TW"),
        ("28 -CT/TW", "28-CT/TW"),
        ("69-QÐ/TW", "69-QĐ/TW"),  # U+00D0
        ("96/QĐ-TW", "96-QĐ/TW"),
        ("170/KL-TW", "170-KL/TW"),
        ("22 CT/TW", "22-CT/TW"),
        ("21-KL/T.Ư", "21-KL/TW"),
        ("07-QĐi/TW", "07-QĐi/TW"),
        ("1289-QĐ/TWĐTN-CTĐ", "1289-QĐ/TWĐTN-CTĐ"),
        ("06-HD/BTCTW-BTGTW", "06-HD/BTCTW-BTGTW"),
        ("30/2020/NĐ-CP", "30/2020/NĐ-CP"),
        ("168/NQ-CP", "168/NQ-CP"),
        ("66.25/2026/NQ-CP", "66.25/2026/NQ-CP"),
        ("64/2025/QH15", "64/2025/QH15"),
        ("138-QĐ/TW.", "138-QĐ/TW"),
    ],
)
def test_symbols_as_printed(printed: str, normal: str) -> None:
    symbol = parse_symbol(printed)
    assert symbol is not None
    assert symbol.printed == normal


@pytest.mark.parametrize("text", ["", "Quy định", "12-14/6", "2021-2025", "9-7", "18/56", "56/67 cấp ủy"])
def test_what_is_no_symbol(text: str) -> None:
    assert parse_symbol(text) is None


@pytest.mark.parametrize(
    ("day", "term"),
    [
        ("2026-01-06", "XIII"),
        ("2026-01-23", "XIV"),
        ("2019-05-30", "XII"),
        ("2024-06-14", "XIII"),
        ("2021", None),
        ("2021-01", "XII"),
        ("1990", None),
    ],
)
def test_the_day_decides_the_term(day: str, term: str | None) -> None:
    assert term_of(day) == term


def test_tw_never_tells_the_issuer() -> None:
    assert organ_of("Bộ Chính trị") == organ_of("Ban Bí thư") == organ_of("Ban Chấp hành Trung ương Đảng") == "tw"
    assert organ_of("Ban Tổ chức Trung ương") == "btctw"
    assert organ_of("Hội Làm vườn") is None


def document(symbol: str, kind: str = "directive", **facts: str) -> Reference:
    return Reference("s#1", "s", "document", symbol, doc_kind=kind, symbol=symbol, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("reference", "id_"),
    [
        (document("35-CT/TW", date="2019-05-30"), "35-ct-tw.xii"),
        (document("35-CT/TW", term="XIII"), "35-ct-tw.xiii"),
        (document("35-CT/TW"), None),
        (document("07-QĐi/TW", "regulation", date="2018-08-28"), "07-qdi-tw.xii"),
        (document("123-KH/TU", "plan", date="2026-09-01", issuer="Ban Thường vụ Tỉnh ủy Gia Lai"), "123-kh-tu.gia-lai.2025"),
        (document("123-KH/TU", "plan", date="2026-09-01"), None),
        (document("30/2020/NĐ-CP", "decree"), "30-2020-nd-cp"),
        (document("168/NQ-CP", "resolution", date="2023-10-10"), "168-nq-cp.2023"),
        (document("32-CT/TU", "programme", date="2021-03-01", issuer="Tỉnh ủy Long An"), "32-ctr-tu.long-an.2020"),
        (document("1289-QĐ/TWĐTN-CTĐ", "decision", date="2026-05-15"), "1289-qd-twdtn-ctd.2022"),
    ],
)
def test_ids_need_all_that_tells_a_number_apart(reference: Reference, id_: str | None) -> None:
    assert document_id(reference) == id_


def test_bare_numbers_meet_their_symbol_in_one_block() -> None:
    bare = Reference("s#1", "s", "document", "Quy định 144", doc_kind="regulation", number="144")
    assert block_of(bare) == block_of(document("144-QĐ/TW", "decision")) == "d:qd:144"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Đại hội XIII của Đảng", "dai-hoi-xiii"),
        ("Đại hội đại biểu toàn quốc lần thứ XIII của Đảng", "dai-hoi-xiii"),
        ("Đại hội Đảng lần thứ 13", "dai-hoi-xiii"),
        ("Hội nghị Trung ương 4 khóa XII", "hoi-nghi-tw-4"),
        ("Hội nghị lần thứ mười một Ban Chấp hành Trung ương Đảng khóa XI", "hoi-nghi-tw-11"),
        ("Đại hội XIII của Đảng bộ Khối", "dai-hoi-xiii-cua-dang-bo-khoi"),
        ("Hội nghị quán triệt Nghị quyết Đại hội XIV của Đảng", "hoi-nghi-quan-triet-nghi-quyet-dai-hoi-xiv-cua-dang"),
    ],
)
def test_events_are_told_by_their_number(name: str, key: str) -> None:
    assert event_key(None, name, None) == key


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("35-CT/TW", ("35", "ct", "tw", None, None)),
        ("35 ct tw", ("35", "ct", "tw", None, None)),
        ("35 ct tw 2024", ("35", "ct", "tw", None, "2024")),
        ("Chỉ thị số 35-CT/TW khóa XIII", ("35", "ct", "tw", "XIII", None)),
        ("35-CT/TW (khoá XII)", ("35", "ct", "tw", "XII", None)),
        ("07-QĐi/TW", ("7", "qd", "tw", None, None)),
        ("30/2020/NĐ-CP", ("30", "nd", "cp", None, "2020")),
    ],
)
def test_what_people_type(typed: str, parts: tuple[str | None, ...]) -> None:
    query = parse_query(typed)
    assert query is not None
    assert (query.number, query.series, query.organ, query.term, query.year) == parts


def test_spellings_of_a_body_meet() -> None:
    spellings = ["Ban Tổ chức Trung ương", "Ban Tổ chức T.Ư", "Ban Tổ chức TW", "ban to chuc trung uong"]
    assert {body_key(s) for s in spellings} == {"ban-to-chuc-trung-uong"}


def test_a_short_name_of_several_bodies_means_none_of_them() -> None:
    assert body_key("Tiểu ban Điều lệ Đảng") == "tieu-ban-dieu-le-dang"
    assert body_key("Tiểu ban Điều lệ Đảng Đại hội XIV của Đảng") == "tieu-ban-dieu-le-dang-dai-hoi-xiv"


def test_committees_of_provinces_are_counted_from_their_congress() -> None:
    assert (committee_year("2025-08-01"), committee_year("2024-05-05"), committee_year("2021"), committee_year(None)) == (
        "2025",
        "2020",
        None,
        None,
    )


@given(st.text())
def test_folding_is_settled_and_blind_to_composition(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(st.text(min_size=1))
def test_a_slug_is_a_slug_of_itself(text: str) -> None:
    assert slug(text) == slug(slug(text))
    assert len(slug(text)) <= 80


@given(st.integers(1, 49))
def test_roman_figures_add_up(number: int) -> None:
    values = {"I": 1, "V": 5, "X": 10, "L": 50}
    figures = [values[f] for f in roman(number)]
    assert sum(-v if v < n else v for v, n in zip(figures, [*figures[1:], 0], strict=True)) == number
