"""Holds that nothing overlaps, nothing scrolls sideways and everything can be hit, wide and narrow, light and dark, in both languages."""

from __future__ import annotations

from urllib.parse import urlencode

import httpx2
import pytest
from playwright.sync_api import Page, expect

from tests.explorer.conftest import Open, answered, drawn

OVERLAPS = """selector => {
  const boxes = [...document.querySelectorAll(selector)].filter(e => e.getClientRects().length).map(e => e.getBoundingClientRect());
  let count = 0;
  boxes.forEach((a, i) => boxes.slice(i + 1).forEach(b => {
    count += a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  }));
  return [boxes.length, count];
}"""
# Labels that the frame cuts off.
BEYOND = """() => {
  const frame = document.querySelector('.picture').getBoundingClientRect();
  return [...document.querySelectorAll('.picture .tag')].filter(e => e.getClientRects().length).filter(tag => {
    const box = tag.getBoundingClientRect();
    return box.left < frame.left || box.right > frame.right;
  }).map(tag => tag.textContent);
}"""
# How many lines are seen, and how many of them run through a card at neither of their ends.
THROUGH = """() => {
  const boxes = [...document.querySelectorAll('.picture .plate:not(:has(+ .plate))')].map(plate => plate.getBoundingClientRect());
  const inside = (box, {x, y}, by) => x > box.left + by && x < box.right - by && y > box.top + by && y < box.bottom - by;
  const lines = [...document.querySelectorAll('.wire .stroke')].filter(line => line.getClientRects().length);
  const crossing = lines.filter(line => {
    const seen = line.getScreenCTM();
    const whole = line.getTotalLength();
    const spots = Array.from({length: 81}, (_, n) => line.getPointAtLength(whole * n / 80).matrixTransform(seen));
    return boxes.some(box => spots.some(at => inside(box, at, 1)) && !inside(box, spots[0], -3) && !inside(box, spots[80], -3));
  });
  return [lines.length, crossing.length];
}"""
SPILLS = """() => [...document.querySelectorAll('.picture .card')].filter(card => {
  const plate = card.querySelector('.plate').getBoundingClientRect();
  return [...card.querySelectorAll('text')].some(t => t.getBoundingClientRect().right > plate.right + 1);
}).map(card => card.textContent)"""
SMALL = """() => [...document.querySelectorAll('button, summary, a:not(.skip), select, input, .badge')]
  .filter(e => e.getClientRects().length)
  .filter(e => e.getBoundingClientRect().height < 23.5 || e.getBoundingClientRect().width < 23.5).map(e => e.outerHTML.slice(0, 120))"""
SETTLED = """() => {
  const told = new URLSearchParams(location.search).get('at')?.split(',').map(Number);
  const seen = document.querySelector('.picture > g').getAttribute('transform').match(/-?[\\d.]+/g).map(Number);
  return told && Math.abs(told[0] + seen[1]) <= 1 && Math.abs(told[1] + seen[2]) <= 1 && Math.abs(told[2] - 100 * seen[0]) <= 1;
}"""
FULL = "/?id=35-ct-tw.xiii&open=%2Bimplements%2Cin%2Cplan%2Clocal%3A35-ct-tw.xiii&open=%2B%3A35-ct-tw.xii&open=%2B%3A45-ct-tw.xiii"


def shown(tab: Page) -> None:
    tab.locator(".card.root").wait_for()
    drawn(tab)


@pytest.mark.parametrize(("cards", "lang"), [(16, "vi"), (16, "en"), (60, "vi"), (150, "en")])
def test_cards_and_labels_keep_apart_and_hold_their_words(opened: Open, address: str, cards: int, lang: str) -> None:
    path = FULL
    if cards > 16:
        path = "/?id=ban-chap-hanh-trung-uong-dang&depth=3"
        stacks = httpx2.get(f"{address}/api/v1/explore/{path[5:]}".replace("&", "?")).json()["stacks"]
        largest = sorted(stacks, key=lambda stack: -stack["count"])[: 3 if cards > 60 else 0]
        path += "".join(f"&{urlencode({'open': stack['key']})}" for stack in largest)
    tab = opened(f"{path}&lang={lang}")
    shown(tab)
    tab.get_by_role("button", name="Vừa khung" if lang == "vi" else "Fit").click()
    drawn(tab)
    standing = tab.locator(".picture .card").count()
    assert standing >= cards
    # Cards, what stands on lines and the names of lanes: none lies over another, nor beyond the rim of the frame.
    one_a_card = ".picture .plate:not(:has(+ .plate))"  # of the three of a stack the uppermost
    assert tab.evaluate(OVERLAPS, one_a_card) == [standing, 0]
    labels, touching = tab.evaluate(OVERLAPS, f"{one_a_card}, .picture .tag:not(.tucked) rect, .picture .tier")
    assert (labels > standing + 5, touching) == (True, 0)
    assert tab.evaluate(BEYOND) == []
    assert tab.evaluate(SPILLS) == []
    lines, through = tab.evaluate(THROUGH)
    assert lines > cards / 2
    assert through <= lines / 10


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(
    "path",
    [
        "/?x=1",
        "/?id=35-ct-tw.xiii&sel=35-ct-tw.xiii&since=2024-07-01",
        "/?id=35-ct-tw.xiii&view=table",
        "/?id=35-ct-tw.xiii&view=near",
        "/?page=compare&from=2024-01-01&to=2025-06-01",
        "/?page=path&a=208-qd-tw.xiv&b=29-qd-tw.viii",
        "/?page=gaps",
        "/?page=sources",
    ],
)
def test_no_sideways_scrolling_and_targets_large_enough(opened: Open, path: str, lang: str) -> None:
    tab = opened(f"{path}&lang={lang}")
    tab.locator(".hits li, .card.root, #documents, .net canvas, .page .body:not([aria-busy]) > *").first.wait_for()
    if tab.locator(".upload").count():
        tab.locator(".upload summary").click()
    for width in (1280, 899, 640, 320):
        tab.set_viewport_size({"width": width, "height": 900})
        if width == 899 and "id=" in path:
            expect(tab.locator(".filters")).to_be_hidden()
            tab.locator("#options").click()
            expect(tab.locator(".filters")).to_be_visible()
        drawn(tab)
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        assert (width, tab.evaluate(SMALL)) == (width, [])


def fits(tab: Page) -> None:
    """Nothing is cut off at the sides, nothing stands over another thing that is pressed, and the page can be scrolled to its end."""
    drawn(tab)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    assert tab.evaluate(CUT) == []
    assert tab.evaluate(SMALL) == []
    tab.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    tab.evaluate("scrollTo(0, 0)")


# What is pressed and stands beyond the sides of a page of 320 px; the picture and the heat table are moved by hand.
CUT = """() => [...document.querySelectorAll('button, a:not(.skip), summary, select, input, textarea, h1, h2, p')]
  .filter(e => e.checkVisibility() && !e.closest('.picture, .wide, .vh') && !e.matches('.vh'))
  .filter(e => e.getBoundingClientRect().right > innerWidth + 1 || e.getBoundingClientRect().left < -1)
  .map(e => e.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_journey_at_400_percent(opened: Open, lang: str) -> None:
    # A window of 1280 x 900 at 400 %.
    tab = opened(f"/?x=1&lang={lang}", viewport={"width": 320, "height": 225}, device_scale_factor=4)
    tab.locator(".hits li").first.wait_for()
    fits(tab)
    tab.get_by_role("combobox").fill("35 ct tw")
    option = tab.get_by_role("option").first
    option.scroll_into_view_if_needed()
    expect(option).to_be_in_viewport()
    fits(tab)
    option.click()
    root = tab.locator(".card.root .plate")
    root.scroll_into_view_if_needed()
    expect(root).to_be_in_viewport(ratio=0.9)
    fits(tab)
    tab.locator(".card.stack").dispatch_event("click")
    head = tab.locator(".card.head-of .plate")
    head.scroll_into_view_if_needed()
    expect(head).to_be_in_viewport(ratio=0.9)
    tab.locator(".card.root .ring").focus()  # brings it back into the frame
    tab.keyboard.press("Enter")
    quote = tab.locator(".panel .quote").first
    quote.scroll_into_view_if_needed()
    expect(quote).to_be_in_viewport()
    fits(tab)
    tab.locator(".panel .quote .quiet").first.click()
    expect(tab.locator("dialog mark")).to_be_in_viewport()
    # At least three lines of the text can be seen at a time.
    assert tab.locator("dialog .text").bounding_box()["height"] >= 72  # type: ignore[index]
    fits(tab)
    tab.keyboard.press("Escape")
    tab.locator("#options").click()
    for index in range(tab.locator(".filters summary").count()):
        fold = tab.locator(".filters summary").nth(index)
        fold.click()
        choice = tab.locator(".filters [open] .choices :is(button, input)").first
        choice.scroll_into_view_if_needed()
        expect(choice).to_be_in_viewport(ratio=0.9)
        fits(tab)
        fold.click()
    tab.locator("#save summary").click()
    last = tab.locator("#save [data-format]").last
    last.scroll_into_view_if_needed()
    expect(last).to_be_in_viewport(ratio=0.9)
    fits(tab)


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/?id=35-ct-tw.xiii&view=table&sel=35-ct-tw.xiii&since=2024-07-01", "#documents"),
        ("/?id=35-ct-tw.xiii&view=near", ".net canvas"),
        ("/?page=compare&from=2024-01-01&to=2025-06-01", ".c-ended details"),
        ("/?page=path&a=208-qd-tw.xiv&b=29-qd-tw.viii&docs=1", ".step summary"),
        ("/?page=gaps", ".heat td.h1"),
        ("/?page=sources", ".rows li"),
        ("/?page=reviews", ".page .hint"),
    ],
)
def test_views_at_400_percent(opened: Open, path: str, shown: str) -> None:
    tab = opened(path, viewport={"width": 320, "height": 225}, device_scale_factor=4)
    tab.locator(shown).first.wait_for(state="attached")
    for summary in tab.locator(".page summary:visible").all()[:3]:
        summary.click()
    answered(tab)
    fits(tab)
    last = tab.locator("main :is(button, a, summary, input, p):visible").last
    last.scroll_into_view_if_needed()
    expect(last).to_be_in_viewport()
    tab.evaluate("scrollTo(0, 0)")
    tab.locator("#pages summary").click()
    for way in (tab.locator("#pages nav a").last, tab.locator("#pages .folded:visible").last):
        way.scroll_into_view_if_needed()
        expect(way).to_be_in_viewport(ratio=0.9)
    fits(tab)


def test_dark_follows_the_system_and_the_button(opened: Open) -> None:
    tab = opened("/?id=35-ct-tw.xiii", color_scheme="dark")
    shown(tab)
    assert tab.evaluate("getComputedStyle(document.body).color") == "rgb(232, 230, 225)"
    tab.locator("#theme").click()
    assert tab.evaluate("getComputedStyle(document.body).color") == "rgb(31, 35, 40)"
    tab.locator("#undo").click()
    assert tab.evaluate("getComputedStyle(document.body).color") == "rgb(232, 230, 225)"


def test_dragging_the_wheel_and_the_buttons_move_the_picture(opened: Open) -> None:
    tab = opened("/?id=35-ct-tw.xiii")
    shown(tab)

    def root() -> dict[str, float]:
        drawn(tab)
        found = tab.locator(".card.root .plate").bounding_box()
        assert found
        return dict(found)

    at = root()
    tab.mouse.move(at["x"] + 20, at["y"] - 20)
    tab.mouse.down()
    tab.mouse.move(at["x"] + 120, at["y"] + 30, steps=4)
    tab.mouse.up()
    moved = root()
    assert (round(moved["x"] - at["x"]), round(moved["y"] - at["y"])) == (100, 50)
    tab.mouse.wheel(0, 50)
    assert round(root()["y"] - moved["y"]) == -50
    tab.get_by_role("button", name="Phóng to").click()
    assert root()["width"] > moved["width"] * 1.2
    tab.get_by_role("button", name="Thu nhỏ").click()
    assert abs(root()["width"] - moved["width"]) < 1
    tab.wait_for_function(SETTLED)
    again = opened(tab.url[tab.url.index("/?") :])
    shown(again)
    assert abs(again.locator(".card.root .plate").bounding_box()["x"] - root()["x"]) < 2  # type: ignore[index]


def test_words_of_both_languages_are_there(opened: Open) -> None:
    tab = opened("/")
    tab.locator(".hits li").first.wait_for()
    tables = tab.evaluate("import('/explorer/words.js').then(words => words.tables())")
    assert all(len(pair) == 2 and all(pair) for pair in tables.values())
    tab.locator("#language").click()
    expect(tab.locator("html")).to_have_attribute("lang", "en")
    expect(tab.locator(".below h2")).to_have_text("Newest documents")


def test_every_card_shows_its_words(opened: Open) -> None:
    tab = opened("/?id=bo-chinh-tri")  # documents, bodies, people and events
    shown(tab)
    silent = """() => [...document.querySelectorAll('.picture .card')]
      .filter(card => ![...card.querySelectorAll('text')].some(text => text.getBoundingClientRect().width > 10))
      .map(card => card.dataset.key)"""
    assert tab.locator(".picture .card").count() > 10
    assert tab.evaluate(silent) == []


@pytest.mark.parametrize(
    ("path", "shown", "words"),
    [
        ("/?id=35-ct-tw.xiii&sel=35-ct-tw.xiii", ".panel details", ["35-CT/TW", "118-KL/TW", "Kế hoạch số 20-KH/TU"]),
        ("/?id=35-ct-tw.xiii&view=table&sel=35-ct-tw.xiii", ".panel details", ["Văn bản (4)", "Quan hệ (5)", "11 kế hoạch", "đã xác nhận"]),
        ("/?page=path&a=208-qd-tw.xiv&b=29-qd-tw.viii&docs=1", ".step", ["208-QĐ/TW", "thay thế", "Bảng relations"]),
        ("/?page=compare&from=2024-01-01&to=2025-06-01", ".c-ended details", ["244-QĐ/TW"]),
        ("/?page=gaps", ".heat td.h1", ["35-CT/TW", "Tỉnh ủy Tây Ninh"]),
    ],
)
def test_printed_whole_and_without_what_can_only_be_pressed(opened: Open, path: str, shown: str, words: list[str]) -> None:
    tab = opened(f"{path}&theme=dark", viewport={"width": 718, "height": 1040})  # A4 without its margins
    tab.locator(shown).first.wait_for()
    tab.emulate_media(media="print")
    drawn(tab)
    for gone in (".tools", ".filters", ".zoom", ".top", ".plus", ".form", ".acts", ".quote .quiet"):
        expect(tab.locator(gone).locator("visible=true")).to_have_count(0)
    # Dark ink on paper whatever the screen was, nothing cut off at a side or in a box of its own that scrolls.
    assert tab.evaluate("getComputedStyle(document.body).color") == "rgb(31, 35, 40)"
    assert tab.evaluate("document.documentElement.scrollWidth") <= 718
    cut = """() => [...document.querySelectorAll('main, .split, .stage, .tables, .panel, .wide')]
      .filter(e => e.scrollHeight > e.clientHeight + 1 && getComputedStyle(e).overflowY !== 'visible').map(e => e.className)"""
    assert tab.evaluate(cut) == []
    beyond = "[...document.querySelectorAll('.picture .card, .heat tr')].filter(e => e.getBoundingClientRect().right > 719).length"
    assert tab.evaluate(beyond) == 0
    # What was folded on the screen is read on paper: the words that prove stand open.
    unseen = """words => words.filter(word => ![...document.querySelectorAll('main *')].some(e =>
      e.textContent.includes(word) && ![...e.children].some(inner => inner.textContent.includes(word))
      && e.checkVisibility() && e.getBoundingClientRect().height))"""
    assert tab.evaluate(unseen, words) == []
    assert tab.evaluate("[...document.querySelectorAll('main .quote')].filter(e => e.getBoundingClientRect().height < 10).length") == 0
    tab.emulate_media(media="screen")
