"""The explorer as people meet it: a real server in a process of its own, headless Chromium, and a guard that nothing asks anybody else.

The store holds the catalogue, the project's samples and eleven invented plans of provinces that carry out one directive.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.serving import served
from vanmach.api.cli import main

PROVINCES = "An Giang,Bắc Ninh,Cà Mau,Đồng Tháp,Gia Lai,Hưng Yên,Khánh Hòa,Lào Cai,Nghệ An,Quảng Trị,Tây Ninh".split(",")  # one plan each
Open = Callable[..., Page]


def plan(number: int, province: str) -> str:
    """What a newspaper might say of a province's plan."""
    said = f"Tỉnh ủy {province} ban hành Kế hoạch số {20 + number}-KH/TU triển khai thực hiện Chỉ thị số 35-CT/TW, ngày 14/6/2024"
    return f"{province} chuẩn bị đại hội\n\nNgày {number + 5}/7/2024, {said} của Bộ Chính trị về đại hội đảng bộ các cấp.\n"


@contextmanager
def explorer(folder: Path, root: Path, *options: str) -> Iterator[str]:
    """The address of a running server over a store of its own in a folder."""
    texts = folder / "texts"
    texts.mkdir()
    for number, province in enumerate(PROVINCES):
        (texts / f"{number}.txt").write_text(plan(number, province), "utf-8")
    url = f"sqlite:///{folder / 'graph.db'}"
    for arguments in (["catalogue"], ["load", str(root / "loaders" / "samples"), str(texts)]):
        with pytest.raises(SystemExit) as ended:
            main([*arguments, "--store", url])
        assert not ended.value.code
    with served(url, *options) as (_, client):
        yield str(client.base_url).rstrip("/")


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Iterator[str]:
    """The address of a running server."""
    with explorer(tmp_path_factory.mktemp("explorer"), root, "--per-minute", "0") as found:
        yield found


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Contexts by what they are given: pages of one share what they fetched, which is most of the time that a page takes."""
    made: dict[str, BrowserContext] = {}

    def context(**given: object) -> BrowserContext:
        options = {"viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce", **given}
        key = repr(sorted(options.items()))
        if key not in made:
            made[key] = browser.new_context(**options)  # type: ignore[arg-type]
            made[key].set_default_timeout(15_000)
        return made[key]

    yield context
    for each in made.values():
        each.close()


@pytest.fixture
def opened(contexts: Callable[..., BrowserContext], address: str) -> Iterator[Open]:
    """Opens a path of the server; at the end the console was silent, and nothing was asked of anybody else.

    A test finds nothing that another left behind: what a page keeps is the tab's, or is cleared here.
    """
    asked: list[str] = []
    said: list[str] = []
    tabs: list[Page] = []

    def go(path: str = "/", **given: object) -> Page:
        tab = contexts(**given).new_page()
        tabs.append(tab)
        tab.on("request", lambda request: asked.append(request.url))
        tab.on("console", lambda message: said.append(message.text))
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.goto(f"{address}{path}")
        return tab

    yield go
    for tab in tabs:
        tab.evaluate("localStorage.clear()")
        tab.close()
    assert said == []
    assert asked
    assert [url for url in asked if not url.startswith((f"{address}/", "data:", "blob:"))] == []


def drawn(tab: Page) -> None:
    """Waits until all that was told to the page is drawn: fonts, and the frame after the next."""
    tab.evaluate("document.fonts.ready.then(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))")


def answered(tab: Page) -> None:
    """Waits until the page has asked all that it wants to know for now, and shows it: what stands last stays last."""
    tab.wait_for_load_state("networkidle")
    drawn(tab)
