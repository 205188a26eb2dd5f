"""What people do: search without accents, open, read a quote where it stands, expand, collapse, undo, filter, look back to a day."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from tests.explorer.conftest import Open

CARDS = ".picture .card"


def query(tab: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(tab.url).query)


def card(tab: Page, id_: str) -> Any:
    return tab.locator(f'{CARDS}[data-key="{id_}"]')


def typed(tab: Page, words: str) -> None:
    """Types into the search box, which has the focus as soon as it is there."""
    expect(tab.get_by_role("combobox")).to_be_focused()
    tab.keyboard.type(words)


def places(tab: Page) -> dict[str, str]:
    """Where each card stands, by its key."""
    tab.locator(".picture .card").first.wait_for()
    found: dict[str, str] = tab.evaluate(
        "Object.fromEntries([...document.querySelectorAll('.picture .card')].map(c => [c.dataset.key, c.getAttribute('transform')]))"
    )
    return found


def test_home_shows_a_search_box_the_newest_documents_and_counts(opened: Open) -> None:
    tab = opened("/")
    expect(tab.get_by_role("combobox")).to_be_focused()
    expect(tab.locator(".hits li")).to_have_count(8)
    expect(tab.locator(".counts")).to_contain_text("văn bản")
    assert tab.locator("svg").count() == 0  # never the whole graph
    tab.locator(".hits a").first.click()
    expect(tab.locator(".picture .card.root")).to_be_visible()


def test_search_without_accents_opens_with_the_keyboard(opened: Open) -> None:
    tab = opened("/")
    typed(tab, "35 ct tw")
    options = tab.get_by_role("option")
    expect(options.filter(has_text="35-CT/TW").first).to_be_visible()
    assert tab.locator("[role=option] bdi").all_inner_texts().count("35-CT/TW") >= 2
    tab.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    tab.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    tab.keyboard.press("Escape")
    expect(tab.get_by_role("listbox")).to_be_hidden()
    tab.keyboard.press("ArrowDown")
    expect(tab.get_by_role("listbox")).to_be_visible()
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    expect(tab.locator(".count")).to_contain_text("đang hiện 4 / 15")
    assert query(tab)["id"] == ["35-ct-tw.xiii"]


def test_a_list_of_results_and_nothing_found(opened: Open) -> None:
    tab = opened("/")
    typed(tab, "dai hoi dang bo")
    tab.keyboard.press("Enter")
    expect(tab.locator(".below h2")).to_have_text(re.compile(r"\d+ kết quả"))
    assert query(tab)["q"] == ["dai hoi dang bo"]
    tab.get_by_role("combobox").fill("qqqqqqq")
    expect(tab.locator("[role=option].none")).to_be_visible()
    tab.keyboard.press("Enter")
    expect(tab.locator(".below h2")).to_contain_text("Không thấy gì")


def test_a_quote_is_read_where_it_stands(opened: Open) -> None:
    tab = opened("/?id=35-ct-tw.xiii")
    tab.locator(".picture .card.root").click()
    panel = tab.locator(".panel")
    expect(panel.locator("h2")).to_have_text("35-CT/TW")
    group = panel.locator("details").filter(has_text="được triển khai bởi")
    if group.get_attribute("open") is None:
        group.locator("summary").click()
    quote = group.locator(".quote").filter(has_text="Kế hoạch số 20-KH/TU").first
    words = quote.locator("blockquote").inner_text()
    quote.get_by_role("button", name="Đọc trong nguồn").click()
    mark = tab.locator("dialog mark")
    expect(mark).to_be_in_viewport()
    assert mark.inner_text() == words
    assert words in tab.locator("dialog .text").inner_text()
    assert query(tab)["read"][0].count(":") == 2
    tab.keyboard.press("Escape")
    expect(tab.locator("dialog")).to_be_hidden()
    expect(tab).not_to_have_url(re.compile(r"[?&]read="))  # the address follows the closed dialog


def test_a_stack_opens_closes_and_comes_back_without_moving_a_card(opened: Open) -> None:
    tab = opened("/?id=35-ct-tw.xiii")
    expect(tab.locator(".card.stack")).to_contain_text("11 kế hoạch")
    before = places(tab)
    tab.locator(".card.stack").click()
    expect(tab.locator(".count")).to_contain_text("đang hiện 15 / 15")
    head = tab.locator(".card.head-of")
    expect(head).to_contain_text("11 kế hoạch")
    expect(card(tab, "20-kh-tu.an-giang.2020")).to_be_in_viewport(ratio=1)
    after = places(tab)
    assert {key: at for key, at in before.items() if not key.startswith("+")}.items() <= after.items()
    expect(tab.locator("#live")).to_contain_text("Đã thêm 11 thẻ")
    tab.locator("#undo").click()
    expect(head).to_have_count(0)  # the head of an open drawer is a stack, too
    assert places(tab) == before
    tab.locator("#redo").click()
    expect(tab.locator(CARDS)).to_have_count(16)  # fifteen and the head of the drawer
    assert places(tab) == after
    head.click()
    expect(head).to_have_count(0)
    assert places(tab) == before
    assert query(tab)["open"][-1] == "-implements,in,plan,local:35-ct-tw.xiii"
    tab.locator("#restart").click()
    expect(tab.locator(".card.stack")).to_be_visible()
    assert "open" not in query(tab)


def test_lines_in_a_drawer_show_when_their_card_is_chosen(opened: Open) -> None:
    tab = opened("/?id=35-ct-tw.xiii&open=%2Bimplements%2Cin%2Cplan%2Clocal%3A35-ct-tw.xiii")
    expect(tab.locator(".wire.quiet")).to_have_count(11)
    expect(tab.locator(".wire.quiet >> visible=true")).to_have_count(0)
    card(tab, "25-kh-tu.hung-yen.2020").click()
    expect(tab.locator(".wire.quiet >> visible=true")).to_have_count(1)
    tab.locator('.wire[data-line^="="] .hit').dispatch_event("click")
    assert query(tab)["sel"] == ["35-ct-tw.xiii"]  # the line of the drawer tells of the card that all hang on
    expect(tab.locator(".wire.quiet >> visible=true")).to_have_count(0)
    tab.get_by_role("button", name=re.compile("^còn hiệu lực")).click()
    expect(tab.locator(".card.head-of")).to_contain_text("11 kế hoạch")
    tab.locator("summary", has_text="Loại văn bản").click()
    tab.locator(".choices:visible").get_by_role("button", name=re.compile("chỉ thị")).click()
    expect(tab.locator(".card.head-of")).to_have_count(0)


def test_more_by_relation_and_put_away_again(opened: Open) -> None:
    tab = opened("/?id=35-ct-tw.xiii")
    before = places(tab)
    tab.locator('[data-more="35-ct-tw.xii"]').click()
    menu = tab.locator(".menu")
    expect(menu.get_by_role("button").first).to_be_focused()
    menu.get_by_role("button", name=re.compile("hướng dẫn")).click()
    expect(tab.locator(CARDS)).to_have_count(len(before) + 1)
    assert before.items() <= places(tab).items()
    assert query(tab)["open"] == ["+guides:35-ct-tw.xii"]
    tab.locator('[data-more="35-ct-tw.xii"]').click()
    menu.get_by_role("button", name="Thu gọn").click()
    expect(tab.locator(CARDS)).to_have_count(len(before))
    assert places(tab) == before


def test_filters_and_their_chips(opened: Open) -> None:
    tab = opened("/?id=35-ct-tw.xiii")
    expect(tab.locator(CARDS)).to_have_count(5)
    tab.locator("summary", has_text="Quan hệ").click()
    tab.get_by_role("button", name="✕ thay thế").click()
    expect(tab.locator(CARDS)).to_have_count(3)
    expect(tab.locator(".count")).to_contain_text("đã lọc còn 3")
    assert query(tab)["rel"] == ["supersedes"]
    tab.get_by_role("button", name=re.compile("Bỏ lọc: ✕ thay thế")).click()
    expect(tab.locator(CARDS)).to_have_count(5)
    for name, choice, parameter in (
        ("Loại văn bản", "chỉ thị", "kind"),
        ("Cấp", "Bộ Chính trị", "tier"),
        ("Cơ quan", "Bộ Chính trị", "body"),
    ):
        tab.locator("summary", has_text=name).click()
        tab.locator(".choices:visible").get_by_role("button", name=re.compile(choice)).click()
        assert parameter in query(tab)
        expect(tab.locator(".card.stack")).to_have_count(0)
        tab.get_by_role("button", name="Bỏ hết bộ lọc").click()
        expect(tab.locator(CARDS)).to_have_count(5)
    tab.get_by_role("button", name=re.compile("^còn hiệu lực")).click()
    expect(card(tab, "35-ct-tw.xii")).to_have_count(0)
    tab.get_by_role("button", name=re.compile("^đã xác nhận")).click()
    assert query(tab)["force"] == query(tab)["sure"] == ["1"]
    tab.get_by_role("button", name="Bỏ hết bộ lọc").click()
    tab.locator("summary", has_text="Thời gian").click()
    tab.get_by_label("từ ngày").fill("2025-01-01")
    expect(card(tab, "45-ct-tw.xiii")).to_be_visible()
    tab.get_by_label("đến ngày").fill("2025-02-01")
    expect(card(tab, "45-ct-tw.xiii")).to_have_count(0)


def test_as_of_a_day_direction_and_depth(opened: Open) -> None:
    tab = opened("/?id=35-ct-tw.xiii")
    expect(card(tab, "45-ct-tw.xiii")).to_be_visible()
    tab.locator("#pick-day").fill("2024-07-08")
    expect(card(tab, "45-ct-tw.xiii")).to_have_count(0)
    expect(tab.locator(CARDS)).to_have_count(6)  # the directive, the one before, four plans
    expect(card(tab, "35-ct-tw.xiii")).not_to_have_class(re.compile("ended"))
    tab.locator("#today").click()
    expect(card(tab, "35-ct-tw.xiii")).to_have_class(re.compile("ended"))
    tab.locator("#pick-dir").select_option("up")
    expect(tab.locator(".card.stack")).to_have_count(0)
    tab.locator("#pick-depth").select_option("2")
    assert query(tab)["dir"] == ["up"]
    assert query(tab)["depth"] == ["2"]
    expect(card(tab, "35-ct-tw.xii")).to_be_visible()


def test_an_edge_says_its_sentence_and_words(opened: Open) -> None:
    tab = opened("/?id=45-ct-tw.xiii")
    tab.locator(".tag:visible").filter(has_text="✕").first.click()
    expect(tab.locator(".panel .says")).to_contain_text("45-CT/TW thay thế 35-CT/TW")
    assert query(tab)["sel"][0].startswith("e:")
    expect(tab.locator(".panel .quote").first).to_be_visible()
    tab.locator(".panel .close").click()
    expect(tab).not_to_have_url(re.compile(r"[?&]sel="))


def test_the_address_holds_everything(opened: Open) -> None:
    tab = opened("/?id=35-ct-tw.xiii")
    tab.locator(".card.stack").click()
    expect(tab.locator(CARDS)).to_have_count(16)
    card(tab, "45-ct-tw.xiii").click()
    tab.locator("summary", has_text="Quan hệ").click()
    tab.get_by_role("button", name="✕ thay thế").click()
    tab.locator('[data-view="table"]').click()
    tab.locator("#language").click()
    tab.locator("#theme").click()
    expect(tab.locator("html")).to_have_attribute("data-theme", "dark")
    same = opened(tab.url.split(tab.url.split("/")[2])[1])
    for one in (tab, same):
        expect(one.locator("#documents tbody tr")).to_have_count(3)
        expect(one.locator(".panel h2")).to_have_text("45-CT/TW")
        expect(one.locator(".count")).to_contain_text("showing 15 / 15")
        expect(one.locator("html")).to_have_attribute("data-theme", "dark")
        assert one.evaluate("getComputedStyle(document.body).color") == "rgb(232, 230, 225)"


def test_a_person_from_another_document_starts_anew(opened: Open) -> None:
    tab = opened("/?id=35-ct-tw.xiii&sel=45-ct-tw.xiii")
    tab.get_by_role("button", name="Xem từ văn bản này").click()
    expect(tab.locator(".card.root")).to_have_attribute("data-key", "45-ct-tw.xiii")
    tab.go_back()
    expect(tab.locator(".card.root")).to_have_attribute("data-key", "35-ct-tw.xiii")
    tab.locator(".brand").click()
    expect(tab.locator(".home h1")).to_be_visible()
    tab.locator("#undo").click()
    expect(tab.locator(".card.root")).to_be_visible()


def test_names_that_mean_several_or_none(opened: Open) -> None:
    tab = opened("/")
    with tab.expect_response(lambda r: "/explore/" in r.url) as answered:
        tab.goto(f"{tab.url}?id=35-CT/TW")
    assert answered.value.status == 300
    expect(tab.get_by_role("alert")).to_contain_text("có thể là")
    # Each of the same symbol is told apart by its day and subject.
    choices = tab.locator(".hits a")
    assert len(set(choices.all_inner_texts())) == choices.count() == 4
    expect(choices.last).to_contain_text("chỉ thị · 14/6/2024")
    choices.last.click()
    expect(tab.locator(".card.root")).to_have_attribute("data-key", "35-ct-tw.xiii")


def test_undo_never_leaves_the_page(opened: Open) -> None:
    tab = opened("/?id=35-ct-tw.xiii")
    tab.locator(".card.root").wait_for()
    for name in ("undo", "redo"):
        expect(tab.locator(f"#{name}")).to_have_attribute("aria-disabled", "true")
        tab.locator(f"#{name}").click(force=True)
    expect(tab.locator(".card.root")).to_be_visible()
    tab.locator(".card.root").click()
    expect(tab.locator("#undo")).to_have_attribute("aria-disabled", "false")


def test_a_stack_stays_as_far_as_the_filters_leave_it(opened: Open) -> None:
    tab = opened("/?id=35-ct-tw.xiii&from=2024-07-11")
    expect(tab.locator(".card.stack")).to_contain_text("5 kế hoạch")  # of those of 5 to 15 July
    expect(tab.locator(".tag.worded").filter(has_text="▶")).to_have_text("▶ được triển khai bởi ×5")
    expect(tab.locator(".count")).not_to_contain_text("Bộ lọc đã ẩn hết")
    tab.get_by_role("button", name="Bỏ hết bộ lọc").click()
    expect(tab.locator(".card.stack")).to_contain_text("11 kế hoạch")
