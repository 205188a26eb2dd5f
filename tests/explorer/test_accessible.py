"""No view breaks a rule of WCAG 2.2 AA or of best practice, by axe-core; in both languages, light and dark."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.explorer.conftest import Open
from vanmach.visualizations import vendored

FOLDER = Path(__file__).parent / "vendor"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ROOT = "/?id=35-ct-tw.xiii"
VIEWS = {
    "home": ("/?x=1", ".hits li"),
    "hits": ("/?q=dang", ".hits li"),
    "timeline": (f"{ROOT}&sel=35-ct-tw.xiii", ".panel details"),
    "compared": (f"{ROOT}&since=2024-07-01", ".moved"),
    "table": (f"{ROOT}&view=table&since=2024-07-01", "#documents"),
    "near": (f"{ROOT}&view=near", ".net canvas"),
    "reader": (f"{ROOT}&read=SOURCE:0:40", "dialog mark"),
    "compare": ("/?page=compare&from=2024-01-01&to=2025-06-01", ".c-ended details"),
    "path": ("/?page=path&a=208-qd-tw.xiv&b=29-qd-tw.viii", ".step"),
    "gaps": ("/?page=gaps", ".heat td.h1"),
    "sources": ("/?page=sources", ".rows li"),
    "reviews": ("/?page=reviews", ".page .hint"),
    "several": ("/?id=35-CT/TW", "[role=alert]"),
}


def broken(tab: Page) -> list[str]:
    """What axe-core finds, each with the elements it found it at."""
    tab.evaluate(vendored.read("axe.min.js", FOLDER).decode())
    found: list[dict[str, Any]] = tab.evaluate("rules => axe.run({runOnly: rules}).then(found => found.violations)", RULES)
    return [f"{one['id']}: {[node['html'][:160] for node in one['nodes'][:4]]}" for one in found]


def test_the_checker_is_the_one_of_the_lock_and_finds_what_is_broken(opened: Open) -> None:
    assert vendored.main(["check", str(FOLDER)]) == 0
    tab = opened("/")
    tab.locator(".hits li").first.wait_for()
    tab.evaluate("document.querySelector('#main').append(document.createElement('button'))")
    assert any(one.startswith("button-name") for one in broken(tab))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("view", VIEWS)
def test_no_view_breaks_a_rule(opened: Open, address: str, view: str, lang: str, theme: str) -> None:
    path, shown = VIEWS[view]
    tab = opened("/")
    if "SOURCE" in path:
        path = path.replace("SOURCE", tab.request.get(f"{address}/api/v1/sources").json()["sources"][0]["id"])
    tab.goto(f"{address}{path}&lang={lang}&theme={theme}")
    tab.locator(shown).first.wait_for(state="visible")
    for summary in tab.locator(".upload > summary, .bare > summary, .c-ended summary, .step summary").all()[:4]:
        summary.click()
    tab.wait_for_timeout(200)
    assert broken(tab) == []


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
    tab.wait_for_timeout(200)
    assert broken(tab) == []
