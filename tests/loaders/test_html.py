"""Web pages: the article, what the page declares of itself, nothing guessed; offsets count in the article's text."""

from __future__ import annotations

from pathlib import Path

import pytest

from vanmach.graph.errors import InputError
from vanmach.loaders.formats import read_file
from vanmach.loaders.html import read_page

PAGE = """<!doctype html><html><head><title>Chỉ thị mới | Báo Mẫu</title>
<meta property="og:title" content="Chỉ thị mới về đại hội"><meta property="og:site_name" content="Báo Mẫu">
<meta property="article:published_time" content="2025-04-16T08:00:00+07:00"><link rel="canonical" href="https://example.org/chi-thi-moi"></head>
<body><nav><a href="/">Trang chủ</a> <a href="/x">Đăng nhập</a></nav>
<article><h1>Chỉ thị mới về đại hội</h1>
<p>Ngày 14-4-2025, B&#7897; Chính trị ban hành Chỉ thị số&nbsp;45-CT/TW về đại hội đảng bộ các cấp.</p>
<p>Chỉ thị số 45-CT/TW thay thế Chỉ thị số 35-CT/TW ngày 14-6-2024. Các đảng bộ bắt đầu từ quý II.</p></article>
<footer>Bản quyền thuộc Báo Mẫu</footer></body></html>"""


def test_an_article_with_what_its_page_declares(tmp_path: Path) -> None:
    file = tmp_path / "tin.html"
    file.write_text(PAGE, "utf-8")
    said = read_file(file)
    assert (said.title, said.publisher, said.published, said.uri) == (
        "Chỉ thị mới về đại hội",
        "Báo Mẫu",
        "2025-04-16",
        "https://example.org/chi-thi-moi",
    )
    assert {d.symbol for d in said.documents} == {"45-CT/TW", "35-CT/TW"}
    assert [r.type for r in said.relations if r.type == "supersedes"] == ["supersedes"]
    assert all(said.text[m.start : m.end] == m.surface for d in said.documents for m in d.mentions)
    assert "Đăng nhập" not in said.text


def test_a_day_that_is_not_declared_is_not_guessed() -> None:
    bare = PAGE.replace('<meta property="article:published_time" content="2025-04-16T08:00:00+07:00">', "")
    assert read_page(bare.encode()).published is None


def test_a_page_without_an_article_says_so() -> None:
    for data, says in ((b"", "no article"), (b"<html></html>", "no article"), (b"<p>\x00\x01", "binary")):
        with pytest.raises(InputError, match=says):
            read_page(data)


def test_a_piece_of_a_page_is_read_too() -> None:
    piece = "</br>Đảng bộ Trường được thành lập theo Quyết định số 212-QĐ/ĐUK.</br>Bí thư: đồng chí Lê Văn Mẫu</br>"
    assert read_page(piece.encode()).text.split("\n")[0] == "Đảng bộ Trường được thành lập theo Quyết định số 212-QĐ/ĐUK."
