"""Each control of the pages is pressed by a test that asserts what it changes: one that no test is named for fails here.

A control goes by its id, else by the kind of data it carries, else by its class and words; numbers, and the words of those that are many
alike, are left out.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.explorer.conftest import Open

CONTROLS = """() => {
  const named = (e) => {
    if (e.id) return `#${e.id}`;
    if (e.dataset.way) return `way ${e.dataset.way.split(':')[0]}`;
    if (e.dataset.verdict) return `verdict ${e.dataset.verdict}`;
    if (e.dataset.view) return `view ${e.dataset.view}`;
    if (e.dataset.format) return `format ${e.dataset.format}`;
    if (e.matches('.ring')) return e.closest('.head-of') ? 'head of a drawer' : e.closest('.stack') ? 'stack' : 'card';
    if (e.matches('.tag')) return 'label of a line';
    if ('more' in e.dataset) return 'badge';
    const { id, className } = e.parentElement;
    if (e.matches('summary')) return `summary ${id || className || e.closest('[class]').className.split(' ')[0]}`;
    if (e.matches('a[href^="?"], a[href^="/?"]')) return `a ${new URLSearchParams(e.search).get('page') ?? 'to a document'}`;
    const region = e.closest('#relations, #documents, .panel, .hits, .menu, .filters, .zoom, .upload, .rows, .top, .page');
    const where = region ? `${region.id || region.className.split(' ')[0]} ` : '';
    const many = e.matches('.link, .plus, .sort, .chip, .menu button');
    const said = e.getAttribute('aria-label') || e.labels?.[0]?.textContent || e.textContent;
    const words = many ? '' : ` ${said.replace(/[\\d+]+/g, '').trim()}`;
    return `${where}${e.localName}${e.className && e.localName !== 'a' ? '.' + e.className.split(' ')[0] : ''}${words}`;
  };
  const all = document.querySelectorAll('button, a:not(.skip), select, input, textarea, summary, [role=button], [data-more], .tag, .net');
  return [...new Set([...all].map(named))];
}"""

# The control -> the test that presses it and asserts what follows.
PRESSED = {
    "#undo": "test_a_stack_opens_closes_and_comes_back_without_moving_a_card",
    "#redo": "test_a_stack_opens_closes_and_comes_back_without_moving_a_card",
    "#restart": "test_a_stack_opens_closes_and_comes_back_without_moving_a_card",
    "#theme": "test_dark_follows_the_system_and_the_button",
    "#language": "test_words_of_both_languages_are_there",
    "#home-search": "test_search_without_accents_opens_with_the_keyboard",
    "#search": "test_the_search_box_above_a_picture",
    "#options": "test_no_sideways_scrolling_and_targets_large_enough",
    "#pick-day": "test_as_of_a_day_direction_and_depth",
    "#pick-since": "test_a_picture_compared_with_another_day",
    "#pick-dir": "test_as_of_a_day_direction_and_depth",
    "#pick-depth": "test_as_of_a_day_direction_and_depth",
    "#today": "test_as_of_a_day_direction_and_depth",
    "#page-from": "test_two_days_of_the_whole_store",
    "#page-to": "test_two_days_of_the_whole_store",
    "#page-kind": "test_two_days_of_the_whole_store",
    "#gaps-issuer": "test_who_carried_out_what",
    "#gaps-term": "test_who_carried_out_what",
    "#path-a": "test_a_path_with_its_sentence",
    "#path-b": "test_a_path_with_its_sentence",
    "#path-docs": "test_a_long_path_over_documents_only_and_none",
    "#path-swap": "test_a_path_with_its_sentence",
    "#new-file": "test_a_text_is_tried_kept_found_and_taken_out",
    "#new-text": "test_a_text_is_tried_kept_found_and_taken_out",
    "#new-title": "test_a_text_is_tried_kept_found_and_taken_out",
    "#new-publisher": "test_what_is_told_of_a_text_is_kept_with_it",
    "#new-published": "test_what_is_told_of_a_text_is_kept_with_it",
    "#new-uri": "test_what_is_told_of_a_text_is_kept_with_it",
    "view time": "test_the_three_views",
    "view near": "test_the_three_views",
    "view table": "test_the_three_views",
    "way force": "test_filters_and_their_chips",
    "way sure": "test_filters_and_their_chips",
    "way moved": "test_a_picture_compared_with_another_day",
    "way kind": "test_filters_and_their_chips",
    "way rel": "test_filters_and_their_chips",
    "way body": "test_filters_and_their_chips",
    "way tier": "test_filters_and_their_chips",
    "filters input từ ngày": "test_filters_and_their_chips",
    "filters input đến ngày": "test_filters_and_their_chips",
    "filters button.chip": "test_filters_and_their_chips",
    "filters button.quiet Bỏ hết bộ lọc": "test_filters_and_their_chips",
    "summary list": "test_filters_and_their_chips",
    "summary relations": "test_the_panel_leads_to_cards_and_to_other_documents",
    "summary change": "test_two_days_of_the_whole_store",
    "summary bare": "test_who_carried_out_what",
    "summary upload": "test_a_text_is_tried_kept_found_and_taken_out",
    "summary step": "test_a_path_with_its_sentence",
    "summary pages": "test_every_page_is_reached_from_home_and_from_the_bar",
    "summary save": "test_the_picture_as_png",
    "format svg": "test_the_picture_as_svg_stands_alone",
    "format png": "test_the_picture_as_png",
    "format html": "test_the_offline_page_holds_table_and_evidence",
    "format xlsx": "test_tables_and_graphs",
    "format csv": "test_tables_and_graphs",
    "format json": "test_tables_and_graphs",
    "format graphml": "test_tables_and_graphs",
    "card": "test_a_quote_is_read_where_it_stands",
    "stack": "test_a_stack_opens_closes_and_comes_back_without_moving_a_card",
    "head of a drawer": "test_a_stack_opens_closes_and_comes_back_without_moving_a_card",
    "badge": "test_more_by_relation_and_put_away_again",
    "menu button": "test_more_by_relation_and_put_away_again",
    "label of a line": "test_an_edge_says_its_sentence_and_words",
    "zoom button Phóng to": "test_dragging_the_wheel_and_the_buttons_move_the_picture",
    "zoom button Thu nhỏ": "test_dragging_the_wheel_and_the_buttons_move_the_picture",
    "zoom button Vừa khung": "test_the_whole_picture_is_fitted_into_the_frame",
    "div.net Mạng lân cận": "test_by_keyboard",
    "top button.brand Văn mạch": "test_a_person_from_another_document_starts_anew",
    "top button.big-only Chép liên kết": "test_a_citation_and_the_link",
    "top button.folded Chép liên kết": "test_the_narrow_menu_has_link_colours_and_language",
    "top button.folded Nền tối": "test_the_narrow_menu_has_link_colours_and_language",
    "top button.folded English": "test_the_narrow_menu_has_link_colours_and_language",
    "a to a document": "test_home_shows_a_search_box_the_newest_documents_and_counts",
    "a compare": "test_every_page_is_reached_from_home_and_from_the_bar",
    "a path": "test_every_page_is_reached_from_home_and_from_the_bar",
    "a gaps": "test_every_page_is_reached_from_home_and_from_the_bar",
    "a sources": "test_every_page_is_reached_from_home_and_from_the_bar",
    "a reviews": "test_every_page_is_reached_from_home_and_from_the_bar",
    "panel button.close Đóng": "test_an_edge_says_its_sentence_and_words",
    "panel button.link": "test_the_panel_leads_to_cards_and_to_other_documents",
    "panel button Xem từ văn bản này": "test_a_person_from_another_document_starts_anew",
    "panel button.quiet Đọc trong nguồn": "test_a_quote_is_read_where_it_stands",
    "page button.quiet Đọc trong nguồn": "test_a_path_with_its_sentence",
    "panel button.quiet Chép trích dẫn": "test_a_citation_and_the_link",
    "panel button.quiet Báo sai, xét duyệt": "test_the_panel_leads_to_cards_and_to_other_documents",
    "panel button Xem thêm": "test_the_panel_opens_and_puts_away",
    "panel button Mở thêm": "test_the_panel_opens_and_puts_away",
    "panel button Thu gọn": "test_the_panel_opens_and_puts_away",
    "panel a Mở bản gốc": "test_the_original_opens_apart",
    "page a Mở bản gốc": "test_the_original_opens_apart",
    "verdict accept": "test_a_relation_is_confirmed_reported_wrong_and_taken_back",
    "verdict reject": "test_a_form_of_review_is_left_without_a_word",
    "panel textarea Vì sao": "test_a_relation_is_confirmed_reported_wrong_and_taken_back",
    "panel input Khóa": "test_a_relation_is_confirmed_reported_wrong_and_taken_back",
    "panel button.main Báo là sai": "test_a_relation_is_confirmed_reported_wrong_and_taken_back",
    "documents button.link": "test_the_table_holds_the_same_and_does_the_same",
    "documents button.plus": "test_the_table_holds_the_same_and_does_the_same",
    "documents button.sort": "test_the_table_holds_the_same_and_does_the_same",
    "relations button.link": "test_the_table_holds_the_same_and_does_the_same",
    "upload input Khóa": "test_a_text_is_tried_kept_found_and_taken_out",
    "upload button Xem thử": "test_a_text_is_tried_kept_found_and_taken_out",
    "upload button.main Đưa vào kho": "test_a_text_is_tried_kept_found_and_taken_out",
    "rows button.quiet Đọc": "test_the_sources_are_listed_and_read",
    "rows button.quiet Gỡ khỏi kho": "test_a_text_is_tried_kept_found_and_taken_out",
}
WHERE = [
    ("/?x=1", ".hits li"),
    ("/?id=35-ct-tw.xiii&sel=35-ct-tw.xiii&since=2024-07-01&rel=supersedes&from=2001-01-01", ".panel details"),
    ("/?id=35-ct-tw.xiii&sel=35-ct-tw.xii", ".panel details"),
    (
        "/?id=35-ct-tw.xiii&open=%2Bimplements%2Cin%2Cplan%2Clocal%3A35-ct-tw.xiii&open=%2B%3A35-ct-tw.xii&sel=35-ct-tw.xii",
        ".panel details",
    ),
    ("/?id=bo-chinh-tri&sel=bo-chinh-tri", ".panel .relations > button"),
    ("/?id=35-ct-tw.xiii&view=table", "#documents"),
    ("/?id=35-ct-tw.xiii&view=near", ".net canvas"),
    ("/?id=35-CT/TW", "[role=alert]"),
    ("/?page=compare&from=2024-01-01&to=2025-06-01", ".c-ended details"),
    ("/?page=path&a=208-qd-tw.xiv&b=29-qd-tw.viii", ".step"),
    ("/?page=gaps", ".heat td.h1"),
    ("/?page=sources", ".rows li"),
    ("/?page=reviews", ".page .hint"),
]


def test_every_control_has_a_test_that_presses_it(opened: Open) -> None:
    tests = "".join(file.read_text("utf-8") for file in Path(__file__).parent.glob("test_*.py"))
    assert [test for test in PRESSED.values() if f"def {test}(" not in tests] == []
    found: set[str] = set()
    tab = opened("/")
    for path, shown in WHERE:
        tab.goto(f"{tab.url.split('/?')[0].rstrip('/')}{path}")
        tab.locator(shown).first.wait_for(state="attached")
        found |= set(tab.evaluate(CONTROLS))
    tab = opened("/?id=45-ct-tw.xiii")
    tab.locator(".tag:visible").filter(has_text="✕").first.click()
    tab.locator("[data-verdict=reject]").click()
    found |= set(tab.evaluate(CONTROLS))
    known = set(PRESSED)
    assert found - known == set()
    # What the list names is there; one stands only after another press.
    assert known - found == {"menu button"}


def query(tab: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(tab.url).query)


def test_the_narrow_menu_has_link_colours_and_language(opened: Open) -> None:
    tab = opened("/?id=35-ct-tw.xiii", viewport={"width": 390, "height": 800}, permissions=["clipboard-read", "clipboard-write"])
    tab.locator(".card.root").wait_for()
    menu = tab.locator("#pages")
    menu.locator("summary").click()
    menu.get_by_role("button", name="Chép liên kết").click()
    expect(menu.get_by_role("button", name="Đã chép liên kết")).to_be_visible()
    assert "?id=35-ct-tw.xiii" in tab.evaluate("navigator.clipboard.readText()")
    menu.get_by_role("button", name="Nền tối").click()
    expect(tab.locator("html")).to_have_attribute("data-theme", "dark")
    assert query(tab)["theme"] == ["dark"]
    menu.locator("summary").click()
    menu.get_by_role("button", name="English").click()
    expect(tab.locator("html")).to_have_attribute("lang", "en")
    assert query(tab)["lang"] == ["en"]
    menu.locator("summary").click()
    menu.get_by_role("button", name="Light").click()
    expect(tab.locator("html")).to_have_attribute("data-theme", "light")


def test_a_form_of_review_is_left_without_a_word(opened: Open) -> None:
    tab = opened("/?id=45-ct-tw.xiii")
    tab.locator(".tag:visible").filter(has_text="✕").first.click()
    wrong, right = tab.locator("[data-verdict=reject]"), tab.locator("[data-verdict=accept]")
    wrong.click()
    tab.get_by_label("Vì sao").fill("không đúng văn bản")
    expect(wrong).to_have_attribute("aria-pressed", "true")
    right.click()  # the other one takes its place, and what was written stays
    expect(wrong).to_have_attribute("aria-pressed", "false")
    expect(tab.get_by_role("button", name="Xác nhận là đúng")).to_be_visible()
    expect(tab.get_by_label("Vì sao")).to_have_value("không đúng văn bản")
    right.click()
    expect(tab.locator(".judge")).to_be_hidden()
    expect(right).to_have_attribute("aria-pressed", "false")
    assert tab.evaluate("fetch('/api/v1/reviews').then(answer => answer.json()).then(found => found.reviews.length)") == 0


@pytest.mark.parametrize(("path", "asked"), [("/?x=1", "schema"), ("/?id=35-ct-tw.xiii", "explore"), ("/?page=gaps", "gaps")])
def test_what_failed_is_tried_again(browser: Browser, address: str, path: str, asked: str) -> None:
    tab = browser.new_page()
    tab.route(f"**/api/v1/{asked}**", lambda route: route.abort())
    tab.route(f"**/api/v1/{asked}/**", lambda route: route.abort())
    tab.goto(f"{address}{path}")
    alert = tab.locator(".home [role=alert]")
    expect(alert).to_be_visible()
    expect(tab.locator(".brand")).to_be_visible()
    tab.unroute_all()
    tab.get_by_role("button", name="Thử lại").click()
    expect(alert).to_have_count(0)
    expect(tab.locator(".hits li, .card.root, .heat").first).to_be_visible()
    tab.context.close()


def test_what_nothing_is_like_is_searched_for(browser: Browser, address: str) -> None:
    tab = browser.new_page()  # whose console may tell of the 404
    tab.goto(f"{address}/?id=zzz-not-there")
    expect(tab.get_by_role("alert")).to_contain_text("không có gì gần giống")
    expect(tab.get_by_role("combobox")).to_be_visible()
    tab.context.close()


def test_the_three_views(opened: Open) -> None:
    tab = opened("/?id=35-ct-tw.xiii")
    for view, shown in (("near", ".net canvas"), ("table", "#documents"), ("time", ".picture .card.root")):
        tab.locator(f'[data-view="{view}"]').click()
        expect(tab.locator(shown).first).to_be_visible()
        expect(tab.locator(f'[data-view="{view}"]')).to_have_attribute("aria-pressed", "true")
        assert query(tab).get("view", ["time"]) == [view]


def test_the_search_box_above_a_picture(opened: Open) -> None:
    tab = opened("/?id=35-ct-tw.xiii")
    tab.locator("#search").fill("45 ct tw")
    tab.get_by_role("option").filter(has_text="45-CT/TW").first.click()
    expect(tab.locator('.card.root[data-key="45-ct-tw.xiii"]')).to_be_visible()


def test_the_whole_picture_is_fitted_into_the_frame(opened: Open) -> None:
    tab = opened("/?id=35-ct-tw.xiii&at=0,0,250")
    root = tab.locator(".card.root .plate")
    root.wait_for(state="attached")
    tab.get_by_role("button", name="Vừa khung").click()
    expect(tab.locator(".picture .card").last).to_be_in_viewport(ratio=1)
    expect(root).to_be_in_viewport(ratio=1)


def test_the_panel_leads_to_cards_and_to_other_documents(opened: Open) -> None:
    tab = opened("/?id=35-ct-tw.xiii&sel=35-ct-tw.xiii")
    panel = tab.locator(".panel")
    group = panel.locator("details").filter(has_text="được triển khai bởi")
    for is_open in (True, False):
        group.locator("summary").click()
        expect(group.locator(".quote").first).to_be_visible(visible=is_open)
    panel.locator("details").get_by_role("button", name="118-KL/TW").first.click()
    expect(tab.locator(".card.on")).to_have_attribute("data-key", "118-kl-tw.xiii")
    assert (query(tab)["id"], query(tab)["sel"]) == (["35-ct-tw.xiii"], ["118-kl-tw.xiii"])
    panel.get_by_role("button", name="Xét duyệt").first.click()
    expect(panel.locator(".reviews")).to_be_visible()
    assert query(tab)["sel"][0].startswith("e:")
    tab.go_back()
    panel.locator("dd").get_by_role("button", name="Bộ Chính trị").click()
    expect(tab.locator(".card.root")).to_have_attribute("data-key", "bo-chinh-tri")


def test_the_panel_opens_and_puts_away(opened: Open) -> None:
    tab = opened("/?id=35-ct-tw.xiii&sel=35-ct-tw.xii")
    cards = tab.locator(".picture .card")
    expect(cards).to_have_count(5)
    tab.locator(".panel .acts").get_by_role("button", name=re.compile("^Mở thêm")).click()
    expect(cards).to_have_count(8)
    tab.locator(".panel .acts").get_by_role("button", name="Thu gọn").click()
    expect(cards).to_have_count(5)
    tab = opened("/?id=bo-chinh-tri&sel=bo-chinh-tri")
    members = tab.locator(".panel .relations li")
    members.first.wait_for(state="attached")
    before = members.count()
    tab.locator(".panel .relations > button").click()
    expect(members).not_to_have_count(before)
    assert members.count() > before


def test_the_original_opens_apart(opened: Open) -> None:
    tab = opened("/?id=35-ct-tw.xiii&sel=35-ct-tw.xiii")
    original = tab.locator(".panel").get_by_role("link", name="Mở bản gốc").first
    # It leads away from here, which no test does: a page of its own, which learns nothing of this one.
    expect(original).to_have_attribute("href", re.compile("^https?://"))
    expect(original).to_have_attribute("rel", "noreferrer noopener")
    expect(original).to_have_attribute("target", "_blank")


@pytest.mark.parametrize("column", ["Loại", "Ngày", "Cơ quan ban hành", "Tình trạng", "Trích yếu"])
def test_each_column_sorts_both_ways(opened: Open, column: str) -> None:
    tab = opened("/?id=bo-chinh-tri&view=table&sort=symbol")
    button = tab.locator("#documents thead").get_by_role("button", name=column, exact=False)
    button.click()
    expect(tab.locator("#documents th[aria-sort=ascending]")).to_contain_text(column)
    up = tab.locator("#documents tbody [data-row]").evaluate_all("rows => rows.map(row => row.dataset.row)")
    button.click()
    expect(tab.locator("#documents th[aria-sort=descending]")).to_contain_text(column)
    down = tab.locator("#documents tbody [data-row]").evaluate_all("rows => rows.map(row => row.dataset.row)")
    assert sorted(up) == sorted(down)
    assert up != down
