"""Holds what a person sees and does: the page opened from a file in headless Chromium, with the network cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from vanmach.visualizations.page import lineage_page

Open = Callable[..., Page]

MIDDLE_OF_E7 = (
    "(n => { const p = n.body.edges.e7.edgeType.getPoint(0.5); return n.canvasToDOM({x: p.x, y: p.y}); })(window.vanmach.network)"
)
COUNT_INK = """() => {
  const canvas = document.querySelector('#canvas canvas');
  const dots = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
  let count = 0;
  for (let i = 0; i < dots.length; i += 4) { if (dots[i] === 0x9a && dots[i + 1] === 0x1f && dots[i + 2] === 0x17) count++; }
  return count;
}"""
SMALL_TARGETS = """() => [...document.querySelectorAll('a:not(.skip), button, summary')].filter(e => e.getClientRects().length)
  .filter(e => e.getBoundingClientRect().height < 24 || e.getBoundingClientRect().width < 24).map(e => e.textContent)"""


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens an answer's page; at the end nothing else may have been asked for, and the console must have stayed silent."""
    asked: list[str] = []
    said: list[str] = []
    files: set[str] = set()
    contexts = []

    def open_(answer: Any, lang: str = "vi", **given: Any) -> Page:
        file = tmp_path / f"trang-{len(files)}.html"
        file.write_text(lineage_page(answer, lang=lang, generated="2026-11-25", version="41"), encoding="utf-8")
        files.add(file.as_uri())
        context = browser.new_context(**({"viewport": {"width": 1280, "height": 900}, "offline": True} | given))
        contexts.append(context)
        tab = context.new_page()
        tab.on("request", lambda request: asked.append(request.url))
        tab.on("console", lambda message: said.append(message.text))
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.goto(file.as_uri())
        tab.wait_for_function("window.vanmach && window.vanmach.ready")
        return tab

    yield open_
    for context in contexts:
        context.close()
    assert said == []
    assert set(asked) == files


def test_every_card_is_drawn_and_listed(opened: Open, statute: dict[str, Any]) -> None:
    tab = opened(statute)
    assert tab.evaluate("window.vanmach.network.body.nodeIndices.length") == 10
    assert tab.evaluate("window.vanmach.network.body.edgeIndices.length") == 9
    expect(tab.locator("#tables tr[data-key^=n]")).to_have_count(10)
    expect(tab.locator("#count")).to_contain_text("đang hiện 10 / 14")
    # The canvas is not blank: it holds the ink of the cards' tier.
    ink = tab.evaluate(COUNT_INK)
    assert ink > 500


def test_a_row_shows_the_quote_and_its_source(opened: Open, statute: dict[str, Any]) -> None:
    tab = opened(statute)
    tab.locator("#tables tr[data-key=e5] .pick").click()
    article = tab.locator("#panel article:visible")
    expect(article).to_have_count(1)
    expect(article.locator("h3")).to_contain_text("24-QĐ/TW (30/7/2021) được thay thế bởi 232-QĐ/TW (20/1/2025)")
    expect(article.locator("blockquote")).to_have_text(
        "Quy định này thay thế Quy định số 24-QĐ/TW, ngày 30/7/2021 về thi hành Điều lệ Đảng."
    )
    assert article.locator("blockquote").get_attribute("lang") == "vi"
    expect(article).to_contain_text("Trích từ Quy định 232-QĐ/TW (lời văn thử)")
    expect(article).to_contain_text("95 %")
    expect(tab.locator("#tables tr[data-key=e5]")).to_have_class("on")
    assert tab.evaluate("window.vanmach.network.getSelectedEdges()") == ["e5"]


def test_a_card_in_the_picture_shows_its_relations(opened: Open, statute: dict[str, Any]) -> None:
    tab = opened(statute)
    at = tab.evaluate("(() => { const n = window.vanmach.network; return n.canvasToDOM(n.getPosition('n4')); })()")
    tab.locator("#canvas").click(position=at)
    shown = tab.locator("#panel article:visible")
    expect(shown).to_have_count(3)  # the card, what it superseded, what superseded it
    expect(shown.first).to_contain_text("Quy định thi hành Điều lệ Đảng (khóa XII)")
    expect(shown.first).to_contain_text("✕ đã bị thay thế 30/7/2021")


def test_a_line_in_the_picture_shows_its_evidence(opened: Open, statute: dict[str, Any]) -> None:
    tab = opened(statute)
    at = tab.evaluate(MIDDLE_OF_E7)
    tab.locator("#canvas").click(position=at)
    expect(tab.locator("#panel article:visible")).to_have_count(1)
    expect(tab.locator("#e7")).to_be_visible()


def test_what_is_not_verified_is_thin_and_says_so(opened: Open, statute: dict[str, Any]) -> None:
    tab = opened(statute)
    widths = tab.evaluate("['e0', 'e1'].map(id => window.vanmach.network.body.edges[id].options.width)")
    assert widths == [1, 2.2]
    labels = tab.evaluate("['e0', 'e1'].map(id => window.vanmach.network.body.edges[id].options.label)")
    assert labels[0].startswith("✕?")
    assert "?" not in labels[1]
    expect(tab.locator("#tables tr[data-key=e0]")).to_contain_text("? chưa kiểm chứng")
    tab.locator("#tables tr[data-key=e0] .pick").click()
    expect(tab.locator("#e0")).to_contain_text("trí nhớ, chưa có nguồn")


def test_a_tooltip_says_the_sentence_both_ways(opened: Open, statute: dict[str, Any]) -> None:
    tab = opened(statute)
    at = tab.evaluate(MIDDLE_OF_E7)
    tab.locator("#canvas").hover(position=at)
    tip = tab.locator(".vis-tooltip p")
    expect(tip.first).to_have_text("294-QĐ/TW được thay thế bởi 20-QĐ/TW")
    expect(tip.nth(1)).to_have_text("20-QĐ/TW thay thế 294-QĐ/TW")


def test_the_keyboard_reaches_everything(opened: Open, statute: dict[str, Any]) -> None:
    tab = opened(statute)
    tab.locator("#canvas").focus()
    tab.keyboard.press("ArrowLeft")
    expect(tab.locator("#live")).to_have_text("20-QĐ/TW")
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "panel"
    tab.keyboard.press("Escape")
    assert tab.evaluate("document.activeElement.id") == "canvas"
    tab.keyboard.press("Escape")
    expect(tab.locator("#hint")).to_be_visible()
    tab.locator("#tables tr[data-key=e2] .pick").focus()
    tab.keyboard.press("Enter")
    expect(tab.locator("#e2 blockquote")).to_be_visible()
    assert tab.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("width", [320, 640, 1080])
def test_no_sideways_scrolling_and_targets_large_enough(opened: Open, crowd: Callable[..., Any], width: int, lang: str) -> None:
    tab = opened(crowd(16), lang, viewport={"width": width, "height": 800})
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    small = tab.evaluate(SMALL_TARGETS)
    assert small == []


def test_150_documents_in_dark(opened: Open, crowd: Callable[..., Any]) -> None:
    tab = opened(crowd(150), color_scheme="dark")
    assert tab.evaluate("window.vanmach.network.body.nodeIndices.length") == 150
    expect(tab.locator("#truncated")).to_be_visible()
    assert tab.evaluate("getComputedStyle(document.body).color") == "rgb(232, 230, 225)"


def test_print_shows_all_evidence(opened: Open, statute: dict[str, Any]) -> None:
    tab = opened(statute)
    tab.emulate_media(media="print")
    expect(tab.locator("#panel article:visible")).to_have_count(19)
    assert tab.locator(".tools").is_hidden()
    assert tab.locator("#canvas").is_hidden()
    expect(tab.locator(".still svg")).to_be_visible()


def test_without_scripts_everything_can_still_be_read(browser: Browser, tmp_path: Path, statute: dict[str, Any]) -> None:
    file = tmp_path / "khong-script.html"
    file.write_text(lineage_page(statute, generated="2026-11-25", version="41"), encoding="utf-8")
    context = browser.new_context(java_script_enabled=False, offline=True)
    tab = context.new_page()
    tab.goto(file.as_uri())
    expect(tab.locator("#panel article:visible")).to_have_count(19)
    expect(tab.locator(".still svg")).to_be_visible()
    context.close()


def test_an_answer_without_documents_opens(opened: Open) -> None:
    tab = opened({"root": None, "nodes": [], "edges": [], "truncated": False})
    expect(tab.locator("#count")).to_contain_text("đang hiện 0 / 0")
