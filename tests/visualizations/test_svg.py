"""Holds the SVG to the picture: the same cards, lines and words, in one file that asks for nothing."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from vanmach.visualizations.svg import lineage_svg

SVG = "{http://www.w3.org/2000/svg}"


def texts(drawn: str) -> list[str]:
    return ["".join(element.itertext()) for element in ET.fromstring(drawn).iter(f"{SVG}text")]


def test_cards_lines_and_words(statute: dict[str, Any]) -> None:
    said = texts(lineage_svg(statute))
    assert said.count("29-QĐ/TW") == 2
    assert "208-QĐ/TW" in said
    assert "25/7/2016 ✕ 30/7/2021" in said
    assert "✕? được thay" in said
    assert "? chưa kiểm chứng · đang hiện 10 / 14" in said
    assert "Bộ Chính trị – Ban Bí thư" in said
    titles = [element.text for element in ET.fromstring(lineage_svg(statute)).iter(f"{SVG}title")]
    assert "24-QĐ/TW được thay thế bởi 232-QĐ/TW" in titles


def test_ended_is_struck_and_unsure_is_thin(statute: dict[str, Any]) -> None:
    tree = ET.fromstring(lineage_svg(statute))
    assert sum(element.get("text-decoration") == "line-through" for element in tree.iter(f"{SVG}text")) == 9
    widths = [element.get("stroke-width") for element in tree.iter(f"{SVG}path") if element.get("stroke-width")]
    assert widths == ["1", *["2.2"] * 8]


def test_english(statute: dict[str, Any]) -> None:
    said = texts(lineage_svg(statute, lang="en"))
    assert "? not verified · showing 10 / 14" in said


def test_it_opens_alone(browser: Browser, tmp_path: Path, crowd: Callable[..., Any]) -> None:
    file = tmp_path / "so-do.svg"
    file.write_text(lineage_svg(crowd(60)), encoding="utf-8")
    tab = browser.new_page()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(file.as_uri())
    assert tab.evaluate("document.querySelectorAll('rect[rx]').length") == 60
    assert asked == [file.as_uri()]
    tab.close()
