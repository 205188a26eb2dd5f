"""What leaves the page: each file is opened and read again, and says where it comes from; a citation carries its quote."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import networkx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.explorer.conftest import Open

VERSION = re.compile(r"đồ thị phiên bản \S+, (tạo )?ngày \d+/\d+/\d{4}")


@pytest.fixture
def tab(opened: Open) -> Page:
    page = opened("/?id=35-ct-tw.xiii", accept_downloads=True, permissions=["clipboard-read", "clipboard-write"])
    page.locator(".card.root").wait_for()
    return page


def saved(tab: Page, format_: str) -> bytes:
    """A file as the list of files gives it."""
    tab.locator("#save summary").click()
    with tab.expect_download() as waiting:
        tab.locator(f'[data-format="{format_}"]').click()
    expect(tab.locator("#live")).to_have_text("Đã tạo tệp")
    expect(tab.locator("#save")).not_to_have_attribute("open", "")
    return Path(waiting.value.path()).read_bytes()


def test_the_picture_as_svg_stands_alone(tab: Page, browser: Browser, tmp_path: Path) -> None:
    content = saved(tab, "svg")
    root = ElementTree.fromstring(content)
    words = "".join(root.itertext())
    assert "35-CT/TW" in words
    assert "11 kế hoạch" in words
    assert VERSION.search(words)
    assert not re.search(rb"(href|src)=|url\((?!data:)", content.replace(b"url(&quot;data:", b"url(data:"))
    file = tmp_path / "picture.svg"
    file.write_bytes(content)
    alone = browser.new_context(offline=True).new_page()
    alone.goto(file.as_uri())
    boxes = alone.evaluate("[...document.querySelectorAll('text')].map(t => t.getBBox().width)")
    assert len(boxes) > 15
    assert all(width > 0 for width in boxes)
    alone.context.close()


def test_the_picture_as_png(tab: Page) -> None:
    content = saved(tab, "png")
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
    assert width > 1000
    assert height > 400
    # Words of both weights are there: dark dots where the foot of the picture stands, and in the middle of it.
    dots = tab.evaluate(
        """async ([bytes, from, to]) => {
          const image = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
          const canvas = new OffscreenCanvas(image.width, image.height);
          const brush = canvas.getContext('2d');
          brush.drawImage(image, 0, 0);
          const data = brush.getImageData(0, from < 0 ? image.height + from : from, image.width, to).data;
          let dark = 0;
          for (let at = 0; at < data.length; at += 4) dark += data[at] + data[at + 1] + data[at + 2] < 260;
          return dark;
        }""",
        [list(content), -50, 50],
    )
    assert dots > 300


@pytest.fixture
def offline(browser: Browser) -> Iterator[Page]:
    """A page of a browser without a network."""
    asked: list[str] = []
    said: list[str] = []
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    assert said == []
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []


def test_the_offline_page_holds_table_and_evidence(tab: Page, offline: Page, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_bytes(saved(tab, "html"))
    offline.goto(file.as_uri())
    expect(offline.locator("canvas").first).to_be_visible()
    text = offline.locator("body").inner_text()
    assert VERSION.search(text)
    rows = offline.locator("table").first.locator("tbody tr")
    assert rows.count() == 15
    assert "20-KH/TU" in offline.locator("body").text_content()  # type: ignore[operator]
    assert "Kế hoạch số 20-KH/TU triển khai" in offline.locator("body").text_content()  # type: ignore[operator]


def test_tables_and_graphs(tab: Page) -> None:
    packed = zipfile.ZipFile(io.BytesIO(saved(tab, "csv")))
    nodes = list(csv.DictReader(io.StringIO(packed.read("nodes.csv").decode("utf-8-sig"))))
    proofs = list(csv.DictReader(io.StringIO(packed.read("evidence.csv").decode("utf-8-sig"))))
    assert len(nodes) == 15
    assert any("Kế hoạch số 20-KH/TU" in proof["quote"] for proof in proofs)
    assert b"version" in packed.read("about.csv")
    whole = json.loads(saved(tab, "json"))
    assert whole["about"]["source"] == "Vanmach"
    assert {node["id"] for node in whole["nodes"]} == {node["id"] for node in nodes}
    graph = networkx.parse_graphml(saved(tab, "graphml").decode())
    assert set(graph) == {node["id"] for node in nodes}
    assert graph.number_of_edges() == len(whole["edges"])
    assert graph.graph["version"] == whole["about"]["version"]
    book = zipfile.ZipFile(io.BytesIO(saved(tab, "xlsx")))
    strings = book.read("xl/sharedStrings.xml").decode()
    assert "35-CT/TW" in strings
    assert "Kế hoạch số 20-KH/TU" in strings
    assert VERSION.search(strings)
    assert len([name for name in book.namelist() if "worksheets/sheet" in name]) == 4


def test_filters_reach_the_files_and_the_table_has_them_too(tab: Page) -> None:
    tab.locator("summary", has_text="Quan hệ").click()
    tab.get_by_role("button", name="✕ thay thế").click()
    expect(tab.locator(".picture .card")).to_have_count(3)
    whole = json.loads(saved(tab, "json"))
    assert len(whole["nodes"]) == 3
    assert {edge["type"] for edge in whole["edges"]} == {"supersedes"}
    tab.locator('[data-view="table"]').click()
    assert tab.locator("#save [data-format]").evaluate_all("all => all.map(one => one.dataset.format)") == [
        "html",
        "xlsx",
        "csv",
        "json",
        "graphml",
    ]
    assert len(json.loads(saved(tab, "json"))["nodes"]) == 3


def test_a_citation_and_the_link(tab: Page) -> None:
    tab.locator(".card.root").click()
    group = tab.locator(".panel details").filter(has_text="được triển khai bởi")
    if group.get_attribute("open") is None:
        group.locator("summary").click()
    group.get_by_role("button", name="Chép trích dẫn").first.click()
    expect(tab.locator("#live")).to_have_text("Đã chép trích dẫn")
    copied = tab.evaluate("navigator.clipboard.readText()")
    assert re.match(
        r"\d\d-KH/TU triển khai 35-CT/TW\n“.*Kế hoạch số \d\d-KH/TU.*”\n.*chuẩn bị đại hội, ký tự \d+–\d+\. Vanmach, ", copied, re.DOTALL
    )
    assert "?id=35-ct-tw.xiii" in copied
    tab.locator(".top").get_by_role("button", name="Chép liên kết").click()
    expect(tab.get_by_role("button", name="Đã chép liên kết")).to_be_visible()
    assert "?id=35-ct-tw.xiii" in tab.evaluate("navigator.clipboard.readText()")
