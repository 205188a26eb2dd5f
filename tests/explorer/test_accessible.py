"""No view breaks a rule of WCAG 2.2 AA or of best practice, by axe-core; in both languages, light and dark."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import httpx2
import pytest
from playwright.sync_api import Page

from tests.explorer.conftest import Open, drawn
from vanmach.visualizations import vendored

FOLDER = Path(__file__).parent / "vendor"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}  # all rules that read a colour
ROOT = "/?id=35-ct-tw.xiii"
VIEWS = {
    "home": ("/?x=1", ".hits li"),
    "hits": ("/?q=dang", ".hits li"),
    "timeline": (f"{ROOT}&sel=35-ct-tw.xiii", ".panel details"),
    "compared": (f"{ROOT}&since=2024-07-01", ".moved"),
    "table": (f"{ROOT}&view=table&since=2024-07-01", "#documents"),
    "near": (f"{ROOT}&view=near", ".net canvas"),
    "reader": (f"{ROOT}&read=SOURCE:0:40", "dialog mark"),
    "compare": ("/?page=compare&from=2024-09-01&to=2025-03-01", ".c-ended details"),
    "path": ("/?page=path&a=208-qd-tw.xiv&b=29-qd-tw.viii", ".step"),
    "gaps": ("/?page=gaps&term=XIII", ".heat td.h1"),  # fewer rows of the same cells
    "sources": ("/?page=sources", ".rows li"),
    "reviews": ("/?page=reviews", ".page .hint"),
    "several": ("/?id=35-CT/TW", "[role=alert]"),
}


@cache
def checker() -> str:
    return vendored.read("axe.min.js", FOLDER).decode()


def broken(tab: Page, only: dict[str, Any] | None = None) -> list[str]:
    """What axe-core finds, by all rules or ``only`` some, each with the elements it found it at."""
    if not tab.evaluate("'axe' in window"):
        tab.evaluate(checker())
    rules = only or {"type": "tag", "values": RULES}
    found: list[dict[str, Any]] = tab.evaluate(
        "rules => axe.run({runOnly: rules, resultTypes: ['violations']}).then(found => found.violations)", rules
    )
    return [f"{one['id']}: {[node['html'][:160] for node in one['nodes'][:4]]}" for one in found]


def test_the_checker_is_the_one_of_the_lock_and_finds_what_is_broken(opened: Open) -> None:
    assert vendored.main(["check", str(FOLDER)]) == 0
    tab = opened("/")
    tab.locator(".hits li").first.wait_for()
    tab.evaluate("document.querySelector('#main').append(document.createElement('button'))")
    assert any(one.startswith("button-name") for one in broken(tab))


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("view", VIEWS)
def test_no_view_breaks_a_rule(opened: Open, address: str, view: str, lang: str) -> None:
    path, shown = VIEWS[view]
    if "SOURCE" in path:
        path = path.replace("SOURCE", httpx2.get(f"{address}/api/v1/sources").json()["sources"][0]["id"])
    tab = opened(f"{path}&lang={lang}&theme=light")
    tab.locator(shown).first.wait_for(state="visible")
    for summary in tab.locator(".upload > summary, .bare > summary, .c-ended summary, .step summary").all()[:4]:
        summary.click()
    drawn(tab)
    assert broken(tab) == []
    # The same elements in the other colours: what the button does to a page, and no more.
    tab.evaluate("document.documentElement.dataset.theme = 'dark'")
    drawn(tab)
    assert tab.evaluate("getComputedStyle(document.body).color") == "rgb(232, 230, 225)"
    assert broken(tab, COLOURS) == []


def test_the_dark_page_that_the_button_makes(opened: Open) -> None:
    tab = opened("/?id=35-ct-tw.xiii&view=near&sel=35-ct-tw.xiii")
    tab.locator(".net canvas").first.wait_for()
    tab.locator("#theme").click()
    tab.locator(".panel details").first.wait_for()
    assert broken(tab) == []
    tab.evaluate("document.querySelector('.panel h2').style.color = '#333'")
    assert any(one.startswith("color-contrast") for one in broken(tab, COLOURS))


def test_open_boxes_and_forms(opened: Open) -> None:
    tab = opened("/?id=45-ct-tw.xiii")
    tab.locator(".tag:visible").filter(has_text="✕").first.click()
    tab.locator("[data-verdict=reject]").click()
    assert broken(tab) == []
    for box in ("#pages summary", "#save summary", ".filters summary >> nth=0"):
        tab.locator(box).click()
        assert broken(tab) == []
        tab.keyboard.press("Escape")
    tab.locator("[data-more]").first.click()
    assert broken(tab) == []


@pytest.mark.parametrize("view", ["home", "timeline", "table", "compare", "gaps", "sources"])
def test_narrow_views(opened: Open, view: str) -> None:
    path, shown = VIEWS[view]
    tab = opened(path, viewport={"width": 320, "height": 640})
    tab.locator(shown).first.wait_for(state="attached")
    drawn(tab)
    assert broken(tab) == []
