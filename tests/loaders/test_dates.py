"""Dates of documents, in invented sentences: every form, what is no full date, and which year a day without one gets."""

from __future__ import annotations

import pytest

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
