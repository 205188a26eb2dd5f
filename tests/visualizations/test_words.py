"""Holds the string tables and what texts become before they are drawn."""

from __future__ import annotations

from vanmach.graph.ontology import relation
from vanmach.queries.tables import verbatim
from vanmach.visualizations.words import day, plain, sentence, share, words


def test_both_languages_say_everything() -> None:
    vi, en = words("vi"), words("en")
    assert vi.keys() == en.keys()
    assert all(vi.values())
    assert all(en.values())


def test_dates_and_shares() -> None:
    assert [day("vi", iso) for iso in ("2016-07-05", "2016-07", "2016", None, "tháng bảy")] == [
        "5/7/2016",
        "7/2016",
        "2016",
        "",
        "tháng bảy",
    ]
    assert [day("en", iso) for iso in ("2016-07-05", "2016-07", "2016")] == ["5 Jul 2016", "Jul 2016", "2016"]
    assert share(None) == ""


def test_phrases_that_wrap_around_the_other_end_name_it_once() -> None:
    assert sentence(relation("issues"), "vi", "35-CT/TW", "Bộ Chính trị", reverse=True) == "35-CT/TW do Bộ Chính trị ban hành"
    assert sentence(relation("amends"), "en", "A", "B") == "A amends B"


def test_what_texts_become() -> None:
    assert plain("a\u202eb\u2066c\x00d\ud800e\n\tf") == "abcde f"
    assert verbatim("giữ\nnguyên\u202e \ud800\x00") == "giữ\nnguyên\u202e "
