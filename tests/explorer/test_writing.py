"""What people write through the page, with a key: reviews and texts. In a store of its own, which other tests do not read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.explorer.conftest import explorer
from vanmach.api.keyring import Keys


class Writable(NamedTuple):
    """A page of a server that may be written to, and a key."""

    tab: Page
    address: str
    key: str


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Iterator[tuple[str, str]]:
    folder = tmp_path_factory.mktemp("writing")
    _, token = Keys(folder / "keys.json").create("Lê Thị Kiểm")
    with explorer(folder, root, "--keys", str(folder / "keys.json")) as address:
        yield address, token


@pytest.fixture
def page(browser: Browser, server: tuple[str, str]) -> Iterator[Writable]:
    said: list[str] = []
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(15_000)
    tab = context.new_page()
    tab.on("pageerror", lambda error: said.append(str(error)))
    yield Writable(tab, *server)
    context.close()
    assert said == []


def choose_edge(page: Writable) -> None:
    page.tab.goto(f"{page.address}/?id=45-ct-tw.xiii")
    page.tab.locator(".tag:visible").filter(has_text="✎").or_(page.tab.locator(".tag:visible").filter(has_text="✕")).first.click()
    expect(page.tab.locator(".reviews h3")).to_be_visible()


def test_a_relation_is_confirmed_reported_wrong_and_taken_back(page: Writable) -> None:
    tab = page.tab
    choose_edge(page)
    tab.get_by_role("button", name="✓ Đúng").click()
    tab.get_by_label("Vì sao").fill("đã đọc Điều 2")
    send = tab.get_by_role("button", name="Xác nhận là đúng")
    send.click()
    expect(tab.locator(".judge [role=alert]")).to_have_text("Cần nhập khóa.")
    tab.get_by_label("Khóa").fill("vm_00000000_wrong")
    send.click()
    expect(tab.locator(".judge [role=alert]")).to_have_text("Máy chủ không nhận khóa này.")
    tab.get_by_label("Khóa").fill(page.key)
    send.click()
    said = tab.locator(".reviews li")
    expect(said).to_contain_text("✓ xác nhận đúng · Lê Thị Kiểm")
    expect(said).to_contain_text("đã đọc Điều 2")

    tab.get_by_role("button", name="⚑ Báo sai").click()
    expect(tab.get_by_text("Đang dùng khóa đã nhập.")).to_be_visible()
    lines = tab.locator(".wire").count()
    tab.get_by_role("button", name="Báo là sai").click()
    expect(tab.locator(".panel [role=alert]")).to_contain_text("Quan hệ này không còn")
    edge = parse_qs(urlsplit(tab.url).query)["sel"][0].removeprefix("e:")
    expect(tab.locator(f'[data-line="{edge}"]')).to_have_count(0)

    tab.locator(".panel").get_by_role("link", name="Ý kiến xét duyệt").click()
    expect(tab.locator(".rows li")).to_contain_text("⚑ báo sai · Lê Thị Kiểm")
    tab.get_by_role("button", name="Rút lại").click()
    expect(tab.locator(".page .hint")).to_have_text("Chưa ai xem xét.")
    choose_edge(page)
    expect(tab.locator(".wire")).to_have_count(lines)
    tab.get_by_role("button", name="⚑ Báo sai").click()
    tab.get_by_role("button", name="Quên khóa").click()
    expect(tab.get_by_label("Khóa")).to_be_visible()


def test_a_review_is_taken_back_where_it_stands(page: Writable) -> None:
    tab = page.tab
    choose_edge(page)
    tab.get_by_role("button", name="✓ Đúng").click()
    tab.get_by_label("Khóa").fill(page.key)
    tab.get_by_role("button", name="Xác nhận là đúng").click()
    expect(tab.locator(".reviews li")).to_have_count(1)
    tab.get_by_role("button", name="Rút lại").click()
    tab.get_by_role("button", name="Rút lại ý kiến này").click()
    expect(tab.locator(".reviews .hint").first).to_have_text("Chưa ai xem xét.")


def test_a_text_is_tried_kept_found_and_taken_out(page: Writable, tmp_path: Path) -> None:
    tab = page.tab
    tab.goto(f"{page.address}/?page=sources")
    tab.locator(".upload summary").click()
    tab.get_by_role("button", name="Xem thử").click()
    expect(tab.locator(".upload [role=alert]")).to_have_text("Cần một văn bản.")
    directive = "Chỉ thị số 35-CT/TW (14/6/2024) của Bộ Chính trị"
    said = f"Ngày 20/8/2024, Tỉnh ủy Vĩnh Long ban hành Kế hoạch số 88-KH/TU triển khai thực hiện {directive}."
    file = tmp_path / "tin.txt"
    file.write_text(said, "utf-8")
    tab.locator("#new-file").set_input_files(file)
    expect(tab.locator("#new-text")).to_have_value(said)
    tab.locator("#new-title").fill("Vĩnh Long triển khai")
    tab.get_by_role("button", name="Xem thử").click()
    expect(tab.locator(".found")).to_contain_text(re.compile(r"Đọc ra \d+ văn bản"))
    expect(tab.locator(".found li").filter(has_text="88-KH/TU")).to_be_visible()
    tab.get_by_label("Khóa").fill(page.key)
    tab.get_by_role("button", name="Đưa vào kho").click()
    expect(tab.locator(".note.good")).to_contain_text("Đã vào kho")
    tab.get_by_role("combobox").fill("88 kh tu")
    expect(tab.get_by_role("option").filter(has_text="88-KH/TU")).to_be_visible()
    tab.keyboard.press("Escape")
    source = tab.locator(".rows li").filter(has_text="Vĩnh Long triển khai")
    while not source.count():
        tab.get_by_role("button", name="Xem thêm").click()
    source.get_by_role("button", name="Gỡ khỏi kho").click()
    source.get_by_role("button", name="Gỡ nguồn này và mọi điều nó nói").click()
    expect(source).to_have_count(0)


def test_what_is_told_of_a_text_is_kept_with_it(page: Writable) -> None:
    tab = page.tab
    tab.goto(f"{page.address}/?page=sources")
    tab.locator(".upload summary").click()
    tab.locator("#new-text").fill(
        "Ngày 22/8/2024, Tỉnh ủy Long An ban hành Kế hoạch số 90-KH/TU thực hiện Chỉ thị số 35-CT/TW (14/6/2024)."
    )
    tab.locator("#new-title").fill("Long An triển khai")
    tab.locator("#new-publisher").fill("Báo Thử")
    tab.locator("#new-published").fill("2024-08-23")
    tab.locator("#new-uri").fill("https://example.org/long-an")
    tab.get_by_label("Khóa").fill(page.key)
    tab.get_by_role("button", name="Đưa vào kho").click()
    expect(tab.locator(".note.good")).to_contain_text("Đã vào kho")
    sources = tab.request.get(f"{page.address}/api/v1/sources?limit=100").json()["sources"]
    (kept,) = [source for source in sources if source["title"] == "Long An triển khai"]
    assert (kept["publisher"], kept["published"], kept["uri"]) == ("Báo Thử", "2024-08-23", "https://example.org/long-an")


def test_a_web_page_is_kept(page: Writable, tmp_path: Path) -> None:
    tab = page.tab
    tab.goto(f"{page.address}/?page=sources")
    tab.locator(".upload summary").click()
    words = "Ngày 21/8/2024, Tỉnh ủy Bến Tre ban hành Kế hoạch số 89-KH/TU thực hiện Chỉ thị số 35-CT/TW (14/6/2024) của Bộ Chính trị. "
    file = tmp_path / "tin.html"
    file.write_text(f"<html><body><article><h1>Bến Tre triển khai</h1><p>{words * 3}</p></article></body></html>", "utf-8")
    tab.locator("#new-file").set_input_files(file)
    expect(tab.locator(".found")).to_contain_text("tin.html")
    expect(tab.locator("#new-title")).to_have_value("Bến Tre triển khai")
    expect(tab.locator("#new-text")).to_have_value(re.compile("Kế hoạch số 89-KH/TU"))
    tab.get_by_label("Khóa").fill(page.key)
    tab.get_by_role("button", name="Đưa vào kho").click()
    expect(tab.locator(".note.good")).to_contain_text("Đã vào kho")


def test_a_word_file_is_looked_over_and_kept_and_a_broken_one_is_refused(page: Writable, tmp_path: Path, root: Path) -> None:
    tab = page.tab
    tab.goto(f"{page.address}/?page=sources")
    tab.locator(".upload summary").click()
    broken = tmp_path / "hong.docx"
    broken.write_bytes((root / "tests" / "loaders" / "files" / "paper.docx").read_bytes()[:2000])
    tab.locator("#new-file").set_input_files(broken)
    expect(tab.locator(".upload [role=alert]")).to_contain_text("damaged")
    tab.locator("#new-file").set_input_files(root / "tests" / "loaders" / "files" / "paper.docx")
    expect(tab.locator("#new-text")).to_have_value(re.compile("^TỈNH ỦY LÂM ĐỒNG\nSố 915-CT/TU"))
    expect(tab.locator(".upload [role=alert]")).to_be_empty()
    tab.get_by_label("Khóa").fill(page.key)
    tab.get_by_role("button", name="Đưa vào kho").click()
    expect(tab.locator(".note.good")).to_contain_text("Đã vào kho")
