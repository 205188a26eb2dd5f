"""The pages beside the picture, which only ask: two days compared, a path with its sentence, who carried out what, the sources."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.explorer.conftest import Open


def query(tab: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(tab.url).query)


@pytest.mark.parametrize("name", ["compare", "path", "gaps", "sources", "reviews"])
def test_every_page_is_reached_from_home_and_from_the_bar(opened: Open, name: str) -> None:
    tab = opened("/")
    heading = tab.locator(f".page-{name} h1")
    tab.locator(f'.ways a[href*="page={name}"]').click()
    expect(heading).to_be_visible()
    tab.go_back()
    expect(tab.locator(".home h1")).to_be_visible()
    tab.locator("#pages summary").click()
    tab.locator(f'#pages a[href*="page={name}"]').click()
    expect(heading).to_be_visible()
    assert query(tab)["page"] == [name]
    tab.locator("#undo").click()
    expect(tab.locator(".home h1")).to_be_visible()


def test_two_days_of_the_whole_store(opened: Open) -> None:
    tab = opened("/?page=compare")
    expect(tab.locator(".columns")).to_have_text("Chọn hai ngày.")
    tab.locator("#page-from").fill("2024-01-01")
    tab.locator("#page-to").fill("2025-06-01")
    expect(tab.locator(".c-ended")).to_contain_text("244-QĐ/TW")
    expect(tab.locator(".c-added")).to_contain_text("45-CT/TW")
    expect(tab.locator(".c-changed li").first).to_contain_text("còn hiệu lực → còn hiệu lực, đã sửa đổi")
    proof = tab.locator(".c-ended details").first
    expect(proof.locator("summary")).to_have_text(re.compile(r"^✕ được thay thế bởi \d+-QĐ/TW \d+/\d+/\d{4}$"))
    proof.locator("summary").click()
    expect(proof.locator("figure").first).to_be_visible()
    before = tab.locator(".c-added li").count()
    tab.locator("#page-kind").select_option("directive")
    expect(tab.locator(".c-added .when").first).to_contain_text("chỉ thị")
    assert 0 < tab.locator(".c-added li").count() < before
    tab.locator(".c-added a").first.click()
    expect(tab.locator(".card.root")).to_be_visible()
    tab.locator("#undo").click()
    expect(tab.locator("#page-from")).to_have_value("2024-01-01")


def test_a_picture_compared_with_another_day(opened: Open) -> None:
    tab = opened("/?id=35-ct-tw.xiii")
    tab.locator("#pick-since").fill("2024-07-01")
    expect(tab.locator('[data-key="45-ct-tw.xiii"] .c-added')).to_be_visible()
    expect(tab.locator('[data-key="35-ct-tw.xiii"] .c-ended')).to_be_visible()
    expect(tab.locator('[data-key="35-ct-tw.xii"] .change')).to_have_count(0)
    tab.locator(".picture").click(position={"x": 5, "y": 500})
    moved = tab.locator(".panel .moved")
    expect(moved.locator("h3")).to_contain_text("Từ 1/7/2024 đến hôm nay")
    expect(moved.locator(".c-ended + ul")).to_contain_text("35-CT/TW")
    tab.get_by_role("button", name=re.compile("^có thay đổi")).click()
    expect(tab.locator('[data-key="35-ct-tw.xii"]')).to_have_count(0)
    assert query(tab)["moved"] == ["1"]
    tab.locator('[data-view="table"]').click()
    expect(tab.locator('[data-row="35-ct-tw.xiii"]')).to_contain_text("✕ hết hiệu lực")
    tab.locator("#pick-day").fill("2024-06-20")  # before the other day: the two change places
    expect(tab.locator("#pick-since")).to_have_value("2024-06-20")
    expect(tab.locator("#pick-day")).to_have_value("2024-07-01")
    moved.get_by_role("link", name="So sánh cả kho").click()
    expect(tab.locator(".columns .c-added")).to_be_visible()
    tab.go_back()
    tab.locator("#today").click()
    assert not {"day", "since", "moved"} & query(tab).keys()


def test_a_path_with_its_sentence(opened: Open) -> None:
    tab = opened("/?page=path")
    expect(tab.locator(".page .hint")).to_contain_text("Chọn hai đầu")
    box = tab.get_by_role("combobox", name="Từ", exact=True)
    box.fill("45 ct tw")
    tab.get_by_role("option").filter(has_text="45-CT/TW").first.click()
    expect(box).to_have_value("45-CT/TW")
    assert query(tab)["a"] == ["45-ct-tw.xiii"]
    other = tab.get_by_role("combobox", name="Đến", exact=True)
    other.fill("35-CT/TW khóa XIII")
    other.press("Enter")
    expect(tab.locator(".way .says").first).to_have_text("Chỉ thị 45-CT/TW thay thế Chỉ thị 35-CT/TW.")
    tab.locator(".step summary").first.click()
    expect(tab.locator(".step .quote").first).to_be_visible()
    tab.locator(".step .quote").first.get_by_role("button", name="Đọc trong nguồn").click()
    expect(tab.locator("dialog mark")).to_be_in_viewport()
    assert query(tab)["read"][0].count(":") == 2
    tab.keyboard.press("Escape")
    expect(tab.locator("dialog")).to_be_hidden()
    tab.locator("#path-swap").click()
    expect(tab.locator(".way .says").first).to_have_text("Chỉ thị 35-CT/TW được thay thế bởi Chỉ thị 45-CT/TW.")
    tab.locator("#language").click()
    expect(tab.locator(".way .says").first).to_contain_text("is superseded by")
    tab.locator(".stop a").first.click()
    expect(tab.locator(".card.root")).to_be_visible()


def test_a_long_path_over_documents_only_and_none(opened: Open) -> None:
    tab = opened("/?page=path&a=208-qd-tw.xiv&b=29-qd-tw.viii")
    expect(tab.locator(".steps .stop")).to_have_count(4)
    tab.locator("#path-docs").click()
    expect(tab.locator(".says").first).to_contain_text("thay thế")
    expect(tab.locator(".way").first).not_to_contain_text("cơ quan, tổ chức")
    assert tab.locator(".way").first.locator(".stop").count() > 4
    assert query(tab)["docs"] == ["1"]
    tab = opened("/?page=path&a=bo-chinh-tri&b=29-qd-tw.viii&docs=1")
    expect(tab.locator(".page .hint")).to_have_text("Chưa biết đường nào đủ ngắn.")


def test_from_a_document_to_its_path(opened: Open) -> None:
    tab = opened("/?id=35-ct-tw.xiii&sel=45-ct-tw.xiii")
    tab.locator(".panel").get_by_role("link", name="Liên quan thế nào với…").click()
    expect(tab.locator(".way .says").first).to_contain_text("thay thế")
    assert query(tab)["a"] == ["45-ct-tw.xiii"]
    assert query(tab)["b"] == ["35-ct-tw.xiii"]


def test_who_carried_out_what(opened: Open) -> None:
    tab = opened("/?page=gaps")
    heat = tab.locator(".heat")
    row = heat.locator("tr").filter(has=tab.get_by_role("link", name="35-CT/TW", exact=True)).filter(has_text="14/6/2024")
    expect(row.locator("td.h1").first).to_be_visible()
    assert row.locator("td.h1 a > span:first-child").all_inner_texts() == [str(day) for day in range(21, 31)]
    expect(row.locator("td.nil").first).to_contain_text("chưa biết")
    before = heat.locator("tbody tr").count()
    tab.locator("#page-kind").select_option("directive")
    expect(heat.locator("caption")).not_to_contain_text(f"{before} văn bản")
    tab.locator("#gaps-term").select_option("XIII")
    expect(heat.locator("tbody tr th").first).to_contain_text("CT/TW")
    box = tab.get_by_role("combobox", name="Cơ quan ban hành")
    box.fill("bo chinh tri")
    tab.get_by_role("option").filter(has_text="Bộ Chính trị").first.click()
    expect(tab.locator(".chip")).to_have_text("Bộ Chính trị ×")
    assert query(tab).items() >= {"a": ["bo-chinh-tri"], "kind": ["directive"], "term": ["XIII"]}.items()
    tab.locator(".bare summary").click()
    expect(tab.locator(".bare li").first).to_be_visible()
    tab.locator(".chip").click()
    assert "a" not in query(tab)
    tab.locator(".heat td a").first.click()
    expect(tab.locator(".card.root")).to_be_visible()


def test_the_sources_are_listed_and_read(opened: Open) -> None:
    tab = opened("/?page=sources")
    source = tab.locator(".rows li").filter(has_text="An Giang chuẩn bị đại hội")
    source.get_by_role("button", name="Đọc").click()
    expect(tab.locator("dialog .text")).to_contain_text("Tỉnh ủy An Giang ban hành Kế hoạch số 20-KH/TU")
    tab.locator("dialog .close").click()
    expect(tab.locator("dialog")).to_be_hidden()
    expect(source).to_be_visible()
