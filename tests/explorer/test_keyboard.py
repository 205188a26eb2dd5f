"""The whole way by keyboard alone: one Tab stop into the picture, arrows along relations, E, Enter, Esc; and the table as its equal."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.explorer.conftest import Open, drawn

FOCUSED = "document.activeElement.closest('[data-key]')?.dataset.key ?? document.activeElement.outerHTML.slice(0, 80)"


def focused(tab: Page) -> str:
    found: str = tab.evaluate(FOCUSED)
    return found


def to(tab: Page, selector: str, key: str = "Tab") -> None:
    """Presses Tab until something has the focus."""
    for _ in range(80):
        if tab.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        tab.keyboard.press(key)
    raise AssertionError(f"{key} leads to no {selector}")


def test_the_whole_way_from_the_search_box_to_a_file_and_a_path(opened: Open) -> None:
    tab = opened("/", accept_downloads=True)
    press = tab.keyboard.press
    expect(tab.get_by_role("combobox")).to_be_focused()
    tab.keyboard.type("35 ct tw")
    expect(tab.get_by_role("option").first).to_be_visible()
    press("ArrowDown")
    press("Enter")
    expect(tab.locator(".card.root")).to_be_visible()
    to(tab, ".picture .ring")
    assert focused(tab) == "35-ct-tw.xiii"
    press("Tab")
    assert not tab.evaluate("document.activeElement.closest('.picture')")  # one stop only
    press("Shift+Tab")
    press("ArrowLeft")
    assert focused(tab) == "35-ct-tw.xii"
    press("e")
    expect(tab.locator(".menu button").first).to_be_focused()
    press("Escape")
    assert focused(tab) == "35-ct-tw.xii"
    press("e")
    press("Enter")
    expect(tab.locator(".picture .card")).to_have_count(8)
    assert focused(tab) == "35-ct-tw.xii"
    press("ArrowRight")
    assert focused(tab) == "35-ct-tw.xiii"
    press("Enter")
    expect(tab.locator(".panel")).to_be_focused()
    expect(tab.locator(".panel .quote").first).to_be_visible()
    to(tab, ".panel .quote .quiet")
    press("Enter")
    expect(tab.locator("dialog mark")).to_be_focused()
    press("Escape")
    expect(tab.locator("dialog")).to_be_hidden()
    press("Escape")
    assert focused(tab) == "35-ct-tw.xiii"
    to(tab, "#pick-depth", "Shift+Tab")
    to(tab, "#pick-day")
    tab.keyboard.type("10012024")  # month, day, year, as this browser asks for them: the year 2 on the way to 2024 is no day yet
    expect(tab.locator('[data-key="45-ct-tw.xiii"]')).to_have_count(0)
    to(tab, "#pick-since")
    tab.keyboard.type("06012024")
    expect(tab.locator('[data-key="35-ct-tw.xiii"] .c-added')).to_be_visible()
    to(tab, "#save summary")
    press("Enter")
    to(tab, "[data-format=json]")
    with tab.expect_download() as waiting:
        press("Enter")
    assert waiting.value.suggested_filename.endswith(".json")
    to(tab, "#pages summary", "Shift+Tab")
    press("Enter")
    to(tab, "#pages a[href*='page=path']")
    press("Enter")
    expect(tab.locator("#path-a")).to_be_visible()  # Tab goes only to what is there already
    for end, typed, symbol in (("a", "45 ct tw", "45-CT/TW"), ("b", "118 kl tw", "118-KL/TW")):
        to(tab, f"#path-{end}")
        tab.keyboard.type(typed)
        expect(tab.get_by_role("option").first).to_contain_text(symbol)
        press("ArrowDown")
        press("Enter")
        expect(tab.locator(f"#path-{end}")).to_have_value(symbol)
    expect(tab.locator(".way .says").first).to_have_text("Chỉ thị 45-CT/TW thay thế Kết luận 118-KL/TW.")
    to(tab, ".step summary")
    press("Enter")
    expect(tab.locator(".step .quote").first).to_be_visible()


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


def test_what_is_being_written_outlives_a_page_drawn_anew(opened: Open) -> None:
    tab = opened("/?page=path")
    box = tab.locator("#path-b")
    tab.locator("#path-docs").click()
    expect(tab).to_have_url(re.compile(r"docs=1"))
    box.focus()
    tab.keyboard.type("118 kl tw")
    tab.evaluate("history.back()")
    expect(tab.locator("#path-docs")).to_have_attribute("aria-pressed", "false")
    expect(box).to_be_focused()
    expect(box).to_have_value("118 kl tw")
    expect(tab.get_by_role("option").first).to_contain_text("118-KL/TW")


def test_what_is_chosen_stays_chosen_while_more_is_written(opened: Open) -> None:
    tab = opened("/")
    expect(tab.get_by_role("combobox")).to_be_focused()
    tab.keyboard.type("45 ct")
    chosen = tab.get_by_role("option").filter(has_text="45-CT/TW").first
    expect(chosen).to_be_visible()
    tab.keyboard.press("ArrowDown")
    while "45-CT/TW" not in tab.locator("[role=option][aria-selected=true]").inner_text():
        tab.keyboard.press("ArrowDown")
    with tab.expect_response(re.compile(r"/search\?q=45(\+|%20)ct(\+|%20)tw")):
        tab.keyboard.type(" tw")
    expect(tab.locator("#live")).to_contain_text("kết quả")
    expect(tab.locator("[role=option][aria-selected=true]")).to_contain_text("45-CT/TW")
    tab.keyboard.press("Enter")
    expect(tab.locator(".card.root")).to_contain_text("45-CT/TW")


def test_a_card_that_is_chosen_already_leaves_no_wish_for_the_focus(opened: Open) -> None:
    tab = opened("/?id=35-ct-tw.xiii&sel=35-ct-tw.xiii")
    tab.locator(".card.root .ring").focus()
    tab.keyboard.press("Enter")
    expect(tab.locator(".panel")).to_be_focused()
    tab.keyboard.press("Escape")
    assert focused(tab) == "35-ct-tw.xiii"
    to(tab, "#pick-day")
    with tab.expect_response(re.compile("as_of=2024-10-01")):
        tab.keyboard.type("10012024")
    expect(tab.locator('[data-key="45-ct-tw.xiii"]')).to_have_count(0)  # drawn anew
    drawn(tab)
    expect(tab.locator("#pick-day")).to_be_focused()


def test_a_source_that_closes_takes_the_focus_from_nothing(opened: Open) -> None:
    tab = opened("/?id=35-ct-tw.xiii&sel=35-ct-tw.xii")
    tab.locator(".panel .quote .quiet").first.click()
    expect(tab.locator("dialog mark")).to_be_focused()
    # The browser tells of the end a moment after it; a hand that is quicker has gone on by then.
    tab.evaluate("""() => new Promise(done => {
        const dialog = document.querySelector("dialog");
        dialog.addEventListener("close", () => setTimeout(done));
        dialog.close();
        document.querySelector(".card.root .ring").focus();
    })""")
    assert focused(tab) == "35-ct-tw.xiii"
    expect(tab).not_to_have_url(re.compile(r"[?&]read="))
    tab.locator(".panel .quote .quiet").first.click()
    expect(tab.locator("dialog mark")).to_be_focused()
    tab.keyboard.press("Escape")
    expect(tab.locator(".panel .quote .quiet").first).to_be_focused()
