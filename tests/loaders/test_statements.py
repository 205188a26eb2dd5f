"""From what a text says to statements: stable ids, offsets into the text as given, one source however it is named."""

from __future__ import annotations

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from vanmach.graph.model import Quote
from vanmach.loaders.read import read
from vanmach.loaders.statements import Reading, to_statements

TEXT = (
    "Ngày 30-5-2019, Bộ Chính trị ban hành Chỉ thị số 35-CT/TW.\n"
    "Đồng chí Lê Văn Mẫu, Phó Trưởng Ban Tổ chức Trung ương quán triệt Chỉ thị số 35-CT/TW.\n"
    "Quy định số 971-QĐ/TW thay thế Quy định số 915-QĐ/TW.\n"
)


def said(text: str, title: str | None = "Tin", publisher: str | None = "Báo", published: str | None = "2024-01-02") -> Reading:
    return to_statements(read(text, title=title, publisher=publisher, published=published))


def test_every_quote_is_where_it_says() -> None:
    for text in (TEXT, unicodedata.normalize("NFD", TEXT), "\ufeff" + TEXT):
        reading = said(text)
        for s in reading.statements:
            assert isinstance(s.evidence, Quote)
            assert reading.text is not None
            assert reading.text[s.evidence.start : s.evidence.end] == s.evidence.quote
            assert s.evidence.quote.strip()


def test_composition_does_not_change_what_is_said() -> None:
    def plain(reading: Reading) -> set[tuple[str, str, str | None]]:
        names = {r.id: (r.symbol or r.name or "") for r in reading.references}
        return {
            (s.predicate, names[s.subject], names[s.object] if s.object else s.value) for s in reading.statements if s.predicate != "name"
        }

    assert plain(said(TEXT)) == plain(said(unicodedata.normalize("NFD", TEXT)))


def test_an_inserted_line_changes_no_statement() -> None:
    before = {s.id for s in said(TEXT).statements}
    after = {s.id for s in said("Trời hôm nay nắng đẹp.\n\n" + TEXT).statements}
    assert before == after


def test_a_source_is_known_by_address_then_heading_then_content() -> None:
    one, other = said(TEXT), said(TEXT + "Hết.")
    assert one.source.id == other.source.id
    assert one.source.sha256 != other.source.sha256
    assert said(TEXT, publisher=None).source.id != said(TEXT + "Hết.", publisher=None).source.id
    addressed = read(TEXT)
    addressed.uri = "https://example.org/tin"
    assert to_statements(addressed).source.uri == "https://example.org/tin"
    assert to_statements(addressed).source.id != one.source.id


def test_ids_are_given_once() -> None:
    reading = said(TEXT * 3)
    assert len({s.id for s in reading.statements}) == len(reading.statements)
    assert len({r.id for r in reading.references}) == len(reading.references)


WORDS = st.sampled_from(
    [*TEXT.split(), "Ban Bí thư", "thay thế", "Nghị quyết Đại hội XIII", "và", ",", ".", "\n", "sẽ", "Quy định này", "(khóa XII)"]
)


@settings(max_examples=80, deadline=None)
@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_any_text_gives_statements_that_hold_together(text: str) -> None:
    reading = said(text)
    references = {r.id for r in reading.references}
    for s in reading.statements:
        assert s.subject in references
        assert s.object is None or s.object in references
        assert (s.object is None) != (s.value is None)
    assert len({s.id for s in reading.statements}) == len(reading.statements)
