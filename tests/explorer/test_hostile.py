"""No word of a source runs or breaks the page: forty hostile ones as titles, names and quotes of a store, in every view."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.serving import served
from tests.visualizations.test_hostile import HOSTILE
from vanmach.graph import ledger
from vanmach.graph.model import Quote, Reference, Source, Statement, digest
from vanmach.graph.store import Store, open_store

MIDST = "Chỉ thị 35-CT/TW"


def hostile(store: Store) -> None:
    """One directive with a plan for each string, which has it as title, as quote, as title of its source, and as name of its issuer."""
    for number, raw in enumerate(HOSTILE):
        words = "".join(c for c in raw if not 0xD800 <= ord(c) < 0xE000)  # no store keeps a lone surrogate
        id_ = digest("hostile", str(number))
        source = Source(id_, "text", words[:500] or "x", digest(id_, "sha"), publisher=words[:200])

        def made(key: str, kind: str, surface: str, name: str | None, id_: str = id_, **given: object) -> Reference:
            return Reference(f"{id_}#{key}", id_, kind, surface, name=name, text_date="2024-07-01", **given)  # type: ignore[arg-type]

        about = {"doc_kind": "directive", "symbol": "35-CT/TW", "date": "2024-06-14", "issuer": "Bộ Chính trị"}
        root = made("root", "document", MIDST, None, **about)
        symbol = f"{10 + number}-KH/TU"
        own = made(
            "plan", "document", f"Kế hoạch {symbol}", words, doc_kind="plan", symbol=symbol, date="2024-07-01", issuer=f"Tỉnh ủy {number}"
        )
        body = made("body", "body", words[:200], words[:200])
        quote = Quote(id_, 0, len(words), words)

        def said(predicate: str, ref: Reference, value: str | None = None, to: Reference | None = None, quote: Quote = quote) -> Statement:
            key = digest(ref.id, predicate, value or "")
            return Statement(key, quote.source, predicate, ref.id, quote, to.id if to else None, value, rule="made", confidence=0.9)

        values = [("doc_kind", root, "directive"), ("symbol", root, "35-CT/TW"), ("date", root, "2024-06-14")]
        values += [("doc_kind", own, "plan"), ("symbol", own, symbol), ("date", own, "2024-07-01"), ("title", own, words)]
        values.append(("name", body, words[:200]))
        statements = [said(name, ref, value) for name, ref, value in values]
        statements += [said("implements", own, to=root), said("issues", body, to=own)]
        ledger.load(store, source, words, [root, own, body], statements)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    url = f"sqlite:///{tmp_path_factory.mktemp('hostile') / 'graph.db'}"
    store = open_store(url)
    hostile(store)
    store.close_store()
    with served(url, "--per-minute", "0") as (_, client):
        yield str(client.base_url).rstrip("/")


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """What all pages share: the files of the explorer, fetched once."""
    made = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce", accept_downloads=True)
    yield made
    made.close()


@pytest.fixture
def tab(context: BrowserContext, address: str) -> Iterator[Page]:
    """A page which, at the end, has run nothing, asked nobody else and broken no rule of its policy."""
    asked: list[str] = []
    said: list[str] = []
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.goto(address)
    yield page
    assert page.evaluate("window.__pwned") is None
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    page.close()
    assert said == []
    assert [url for url in asked if not url.startswith((f"{address}/", "data:", "blob:"))] == []


def root_of(tab: Page, address: str) -> str:
    found = tab.request.get(f"{address}/api/v1/search", params={"q": "35-CT/TW"}).json()
    root: str = found["hits"][0]["node"]["id"]
    return root


STACK = "open=%2Bimplements%2Cin%2Cplan%2Clocal%3A"


@pytest.mark.parametrize("view", ["time", "table", "near"])
def test_views_of_a_node(tab: Page, address: str, view: str) -> None:
    root = root_of(tab, address)
    tab.goto(f"{address}/?id={root}&view={view}&sel={root}")
    tab.locator(".panel .quote").first.wait_for(state="attached")
    for group in tab.locator(".panel details:not([open]) > summary").all():
        group.click()
    count = tab.locator(".panel blockquote").count()
    assert count >= len(HOSTILE) - 5  # blank ones are no quotes
    tab.locator(".count").wait_for()
    tab.goto(f"{address}/?id={root}&view={view}&open=%2B%3A{root}")
    tab.locator(".card.root, #documents, .net canvas").first.wait_for()
    tab.wait_for_timeout(400)


def test_a_plan_its_source_and_files(tab: Page, address: str) -> None:
    root = root_of(tab, address)
    nodes = tab.request.get(f"{address}/api/v1/nodes/{root}/relations", params={"limit": 100}).json()["relations"]
    assert len(nodes) >= len(HOSTILE)
    for one in nodes[:: len(nodes) // 8]:
        tab.goto(f"{address}/?id={one['other']['id']}&sel={one['other']['id']}")
        tab.locator(".panel h2").wait_for()
    tab.get_by_role("button", name="Đọc trong nguồn").first.click()
    expect(tab.locator("dialog .text")).to_be_visible()
    tab.keyboard.press("Escape")
    for name in ("svg", "html"):
        tab.locator("#save summary").click()
        with tab.expect_download() as waiting:
            tab.locator(f'[data-format="{name}"]').click()
        content = Path(waiting.value.path()).read_bytes()
        assert b"<script>window.__pwned" not in content
        expect(tab.locator("#save")).not_to_have_attribute("open", "")


@pytest.mark.parametrize("path", ["/", "/?q=ke+hoach", "/?page=sources", "/?page=gaps", "/?page=compare&from=2024-01-01&to=2025-01-01"])
def test_pages(tab: Page, address: str, path: str) -> None:
    tab.goto(f"{address}{path}")
    tab.locator(".counts b, .rows li, .heat, .c-added li").first.wait_for()
    tab.wait_for_timeout(300)


def test_a_path_through_them(tab: Page, address: str) -> None:
    root = root_of(tab, address)
    other = tab.request.get(f"{address}/api/v1/nodes/{root}/relations").json()["relations"][0]["other"]["id"]
    tab.goto(f"{address}/?page=path&a={root}&b={other}")
    tab.locator(".step summary").first.click()
    expect(tab.locator(".step blockquote").first).to_be_visible()


def test_in_the_address_itself(tab: Page) -> None:
    tried = [raw for raw in HOSTILE if "\ud800" not in raw and "\x00" not in raw]
    assert len(tried) == 38
    for raw in tried:
        tab.evaluate("words => history.replaceState({}, '', `?${new URLSearchParams({q: words.slice(0, 200)})}`)", raw)
        tab.reload()
        tab.locator(".below h2").wait_for()
        assert tab.evaluate("[window.__pwned ?? null, document.documentElement.scrollWidth <= 1280]") == [None, True], raw
