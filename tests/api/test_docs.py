"""The page on the API in headless Chromium: it lists every route, a question can be asked on it, and it asks nobody else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from httpx2 import Client
from playwright.sync_api import Browser, Page, expect


@pytest.fixture(scope="module")
def tab(browser: Browser, client: Client) -> Iterator[Page]:
    """The page, opened; at the end the console must have stayed silent and nothing else may have been asked for."""
    asked: list[str] = []
    said: list[str] = []
    opened = browser.new_page()
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.goto(f"{client.base_url}/docs")
    yield opened
    opened.close()
    assert said == []
    assert len(asked) >= 4
    assert [url for url in asked if not url.startswith((str(client.base_url), "data:"))] == []


def test_it_lists_every_route(tab: Page, client: Client) -> None:
    document = client.get("/openapi.json").json()
    routes = sum(len(ways) for ways in document["paths"].values())
    expect(tab.locator(".opblock")).to_have_count(routes, timeout=20_000)
    expect(tab.locator(".info .title")).to_contain_text("Vanmach")


def test_a_question_can_be_asked_on_it(tab: Page) -> None:
    block = tab.locator("#operations-graph-search")
    block.locator(".opblock-summary-control").click()
    block.get_by_placeholder("Query").or_(block.locator("tr[data-param-name=q] input")).first.fill("35 ct tw")
    block.locator("button.execute").click()
    expect(block.locator(".live-responses-table tbody .response-col_status").first).to_contain_text("200")
    expect(block.locator(".live-responses-table")).to_contain_text("35-ct-tw.xiii")


def test_the_policy_lets_no_script_into_the_page(client: Client) -> None:
    answer = client.get("/docs")
    scripts = answer.headers["content-security-policy"].split("script-src ")[1].split(";")[0]
    assert scripts == "'self'"
    assert answer.text.count("<script") == answer.text.count("<script src=") == 2
    assert client.get("/docs/swagger-ui-bundle.js").headers["content-type"] == "text/javascript; charset=utf-8"
    assert client.get("/docs/vis-network.min.js").status_code == 404
