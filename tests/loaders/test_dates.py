"""Dates of documents, in invented sentences: every form, what is no full date, and which year a day without one gets."""

from __future__ import annotations

import pytest

from vanmach.loaders import dates
from vanmach.loaders.read import read


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("ngày 9-12-2027", "2027-12-09"),
        (", ngày 09/12/2027", "2027-12-09"),
        ("(9.12.2027)", "2027-12-09"),
        ("ngày 9 tháng 12 năm 2027", "2027-12-09"),
        ("ngày 9\ntháng 12 năm 2027", "2027-12-09"),
        ("ngày ..9.. tháng 12 năm 2027", "2027-12-09"),
        ("ký ban hành ngày 9/12/2027", "2027-12-09"),
        ("ngày 31/11/2027", None),
        ("ngày 45/13/2027", None),
    ],
)
def test_forms(words: str, day: str | None) -> None:
    (document,) = read(f"Cả phường đọc Quy định số 938-QĐ/TU {words} từ sáng.").documents
    assert document.date == day


@pytest.mark.parametrize(("words", "part"), [("năm 2027", "2027"), ("tháng 5-2027", "2027-05")])
def test_a_year_or_month_alone_is_no_date(words: str, part: str) -> None:
    (document,) = read(f"Cả phường đọc Quy định số 938-QĐ/TU {words} từ sáng.").documents
    assert (document.date, document.date_partial) == (None, part)


def test_a_day_without_a_year_takes_that_of_the_article_and_says_so() -> None:
    text = "Cả phường đọc Quy định số 938-QĐ/TU ngày 22/9 từ sáng."
    (document,) = read(text, published="2027-10-01").documents
    assert (document.date, document.date_inferred) == ("2027-09-22", True)
    (document,) = read(text).documents
    assert (document.date, document.date_inferred) == (None, False)


def test_a_full_date_later_in_the_text_completes_a_year() -> None:
    (document,) = read("Quy định 938-QĐ/TU năm 2027 đã có. Quy định số 938-QĐ/TU ngày 3-3-2027 đã in.").documents
    assert document.date == "2027-03-03"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Ngày 18/9/2027, Tỉnh ủy Gia Lai có Công văn số 938-CV/TU gửi các nơi.", "2027-09-18"),
        ("Hôm đó, ngày 4 tháng 4 năm 2027, Tỉnh ủy Gia Lai đã ban hành Quyết định số 938-QĐ/TU.", "2027-04-04"),
        ("Quy định số 938-QĐ/TU năm 2027, ngày 28/9/2027 của Tỉnh ủy Gia Lai.", "2027-09-28"),
        ("Ngày 18/9/2027, Tỉnh ủy Gia Lai học Quy định số 938-QĐ/TU.", None),
        ("Ngày 18/9/2027, họp xong. Tỉnh ủy Gia Lai có Công văn số 938-CV/TU.", None),
    ],
)
def test_a_day_told_before_or_after_a_year(text: str, day: str | None) -> None:
    assert read(text).documents[0].date == day


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("từ ngày 5 đến 7/10/2027", "2027-10-05"),
        ("từ ngày 5 đến ngày 7 tháng 10 năm 2027", "2027-10-05"),
        ("từ 12-14/6", "2027-06-12"),
        ("ngày 12 và 13-6", "2027-06-12"),
        ("Ngày 9-7", "2027-07-09"),
        ("có 5 và 7/10/2027", "2027-10-07"),
    ],
)
def test_of_several_days_the_first_counts(words: str, day: str) -> None:
    when = dates.near(words, 0, len(words), "2027")
    assert when is not None
    assert when.iso == day
