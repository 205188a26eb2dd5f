"""The whole way by keyboard alone: one Tab stop into the picture, arrows along relations, E, Enter, Esc; and the table as its equal."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.explorer.conftest import Open, drawn

FOCUSED = "document.activeElement.closest('[data-key]')?.dataset.key ?? document.activeElement.outerHTML.slice(0, 80)"


def focused(tab: Page) -> str:
    found: str = tab.evaluate(FOCUSED)
    return found


def test_from_the_search_box_to_a_quote_and_back(opened: Open) -> None:
    tab = opened("/")
    expect(tab.get_by_role("combobox")).to_be_focused()
    tab.keyboard.type("35 ct tw")
    expect(tab.get_by_role("option").first).to_be_visible()
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    expect(tab.locator(".card.root")).to_be_visible()
    stops = 0
    for _ in range(60):
        tab.keyboard.press("Tab")
        stops += tab.evaluate("document.activeElement.closest('.picture') !== null")
        if tab.evaluate("document.activeElement.closest('.zoom') !== null"):
            break
        if stops:
            break
    assert focused(tab) == "35-ct-tw.xiii"
    tab.keyboard.press("Tab")
    assert not tab.evaluate("document.activeElement.closest('.picture')")  # one stop only
    tab.keyboard.press("Shift+Tab")
    tab.keyboard.press("ArrowLeft")
    assert focused(tab) == "35-ct-tw.xii"
    tab.keyboard.press("e")
    expect(tab.locator(".menu button").first).to_be_focused()
    tab.keyboard.press("Escape")
    assert focused(tab) == "35-ct-tw.xii"
    tab.keyboard.press("ArrowRight")
    assert focused(tab) == "35-ct-tw.xiii"
    tab.keyboard.press("Enter")
    expect(tab.locator(".panel")).to_be_focused()
    tab.keyboard.press("Escape")
    assert focused(tab) == "35-ct-tw.xiii"


def test_arrows_follow_relations_and_e_opens_a_stack(opened: Open) -> None:
    tab = opened("/?id=35-ct-tw.xiii")
    tab.locator(".card.root .ring").focus()
    tab.keyboard.press("ArrowDown")
    assert tab.evaluate("document.activeElement.closest('.stack') !== null")
    expect(tab.locator(".card .ring:focus")).to_have_attribute(
        "aria-label", "Mở chồng thẻ 11 kế hoạch, Tỉnh, địa phương, được triển khai bởi"
    )
    tab.keyboard.press("E")
    expect(tab.locator(".picture .card")).to_have_count(16)
    assert focused(tab).endswith("-kh-tu.an-giang.2020")  # the stack is gone: the first that came out of it has the focus
    expect(tab.locator("#live")).to_contain_text("Đã thêm 11 thẻ")
    seen = set()
    for arrow in ("ArrowRight", "ArrowDown", "ArrowDown", "ArrowUp", "Home"):
        tab.keyboard.press(arrow)
        seen.add(focused(tab))
    assert len(seen) >= 4


def test_the_focused_card_is_in_view_and_can_be_zoomed(opened: Open) -> None:
    tab = opened("/?id=35-ct-tw.xiii", viewport={"width": 700, "height": 700})
    tab.locator(".card.root .ring").focus()
    before = tab.locator(".card.root").bounding_box()
    for _ in range(6):
        tab.keyboard.press("+")
    drawn(tab)
    after = tab.locator(".card.root").bounding_box()
    assert before
    assert after
    assert after["width"] > 2 * before["width"]
    tab.keyboard.press("ArrowRight")
    drawn(tab)
    expect(tab.locator(".card .ring:focus")).to_be_in_viewport()
    tab.keyboard.press("-")


def test_cards_say_what_they_are(opened: Open) -> None:
    tab = opened("/?id=35-ct-tw.xiii&lang=en")
    expect(tab.locator(".card.root .ring")).to_have_attribute(
        "aria-label", "35-CT/TW, directive, 14 Jun 2024, superseded, where this starts"
    )
    expect(tab.locator('[data-key="35-ct-tw.xii"] .ring')).to_have_attribute(
        "aria-label", "35-CT/TW, directive, 30 May 2019, expired, 3 relations not opened"
    )
    tab.locator('[data-key="35-ct-tw.xii"]').click()
    expect(tab.locator('[data-key="35-ct-tw.xii"] .ring')).to_have_attribute("aria-pressed", "true")


def test_the_table_holds_the_same_and_does_the_same(opened: Open) -> None:
    tab = opened("/?id=35-ct-tw.xiii")
    keys = (
        set(tab.locator(".picture .card:not(.stack)").evaluate_all("cards => cards.map(c => c.dataset.key)"))
        if tab.locator(".card.root").wait_for() is None
        else set()
    )
    lines = tab.locator(".wire").count()
    tab.locator('[data-view="table"]').click()
    rows = tab.locator("#documents tbody tr")
    expect(rows).to_have_count(5)
    assert set(tab.locator("#documents [data-row]").evaluate_all("rows => rows.map(r => r.dataset.row)")) == keys
    expect(tab.locator("#relations tbody tr")).to_have_count(lines)
    tab.get_by_role("button", name="Mở chồng thẻ 11 kế hoạch").click()
    expect(rows).to_have_count(15)
    tab.get_by_role("button", name="Mở thêm quanh 35-CT/TW").first.click()
    tab.locator(".menu").get_by_role("button").first.click()
    expect(rows).to_have_count(18)
    tab.get_by_role("button", name="Thu gọn: 35-CT/TW").click()
    expect(rows).to_have_count(15)
    tab.locator("#documents thead").get_by_role("button", name="Số hiệu").click()
    names = tab.locator("#documents tbody th bdi").all_inner_texts()
    assert names[:2] == ["20-KH/TU", "21-KH/TU"]
    tab.locator("#documents thead").get_by_role("button", name="Số hiệu").click()
    assert tab.locator("#documents tbody th bdi").first.inner_text() == "118-KL/TW"
    expect(tab.locator("#documents th[aria-sort=descending]")).to_have_text("Số hiệu ▾")
    tab.locator("[data-pick='45-ct-tw.xiii']").first.click()
    expect(tab.locator(".panel h2")).to_have_text("45-CT/TW")
    tab.locator("#relations").get_by_role("button", name="được thay thế bởi").first.click()
    expect(tab.locator(".panel .says")).to_be_visible()
