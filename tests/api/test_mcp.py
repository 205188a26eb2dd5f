"""The MCP server as an assistant meets it: a process of its own, asked by the SDK's own client over its standard streams."""

from __future__ import annotations

import asyncio
import json
import re
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from threading import Thread
from typing import Any, NamedTuple

import httpx2
import pytest
from mcp import Client, StdioServerParameters
from mcp.types import CallToolResult, ListToolsResult, TextContent

from tests import serving
from tests.api.conftest import run

API = "/api/v1"


class Assistant(NamedTuple):
    """A client with its connection open."""

    tools: ListToolsResult
    instructions: str
    call: Callable[..., CallToolResult]

    def ask(self, name: str, **given: Any) -> Any:
        """What a tool answers, which must not be an error; its text and its structure say the same."""
        found = self.call(name, given)
        assert not found.is_error, found.content
        (text,) = found.content
        assert isinstance(text, TextContent)
        assert json.loads(text.text) == found.structured_content
        return found.structured_content

    def refused(self, name: str, **given: Any) -> str:
        """What a tool says that does not answer."""
        found = self.call(name, given)
        assert found.is_error
        (text,) = found.content
        assert isinstance(text, TextContent)
        return text.text


@pytest.fixture(scope="module")
def assistant(store_url: str) -> Iterator[Assistant]:
    """One process for all tests, talked to from a thread with a loop of its own."""
    program, *arguments = serving.command("mcp", "--store", store_url, "--lang", "en")
    ready: Future[tuple[Client, ListToolsResult, asyncio.AbstractEventLoop, asyncio.Event]] = Future()

    async def talk() -> None:
        try:
            async with Client(StdioServerParameters(command=program, args=arguments), read_timeout_seconds=60) as client:
                over = asyncio.Event()
                ready.set_result((client, await client.list_tools(), asyncio.get_running_loop(), over))
                await over.wait()
        except BaseException as error:
            if not ready.done():
                ready.set_exception(error)
            raise

    thread = Thread(target=lambda: asyncio.run(talk()))
    thread.start()
    client, tools, loop, over = ready.result(60)

    def call(name: str, given: dict[str, Any]) -> CallToolResult:
        return asyncio.run_coroutine_threadsafe(client.call_tool(name, given), loop).result(60)

    yield Assistant(tools, client.instructions or "", call)
    loop.call_soon_threadsafe(over.set)
    thread.join(30)
    assert not thread.is_alive()


def test_its_tools_read_only_and_teach_their_use(assistant: Assistant) -> None:
    tools = {t.name: t for t in assistant.tools.tools}
    assert set(tools) == {"search", "show", "lineage", "status", "path", "resolve", "quote"}
    for tool in tools.values():
        assert tool.annotations
        assert tool.annotations.read_only_hint
        assert tool.description
        assert all(p.get("description") for p in tool.input_schema["properties"].values()), tool.name
    assert "evidence" in assistant.instructions


def test_it_says_what_http_says(assistant: Assistant, client: httpx2.Client) -> None:
    pairs: list[tuple[str, dict[str, Any], str]] = [
        ("search", {"query": "35 ct tw", "limit": 20}, "/search?q=35+ct+tw"),
        ("show", {"ref": "45-CT/TW"}, "/nodes/45-ct-tw.xiii"),
        ("lineage", {"ref": "208-QĐ/TW", "direction": "up", "depth": 10}, "/lineage/208-qd-tw.xiv?direction=up&limit=100"),
        (
            "lineage",
            {"ref": "208-QĐ/TW", "relations": "supersedes", "as_of": "1-8-2026", "verified": True, "depth": 1},
            "/lineage/208-qd-tw.xiv?relations=supersedes&as_of=2026-08-01&verified=true&depth=1",
        ),
        ("status", {"ref": "22-QĐ/TW khóa XIII", "on": "1-3-2025"}, "/status/22-qd-tw.xiii?on=2025-03-01"),
        ("path", {"a": "35-ct-tw.xii", "b": "35-ct-tw.xiii"}, "/paths?from=35-ct-tw.xii&to=35-ct-tw.xiii"),
        (
            "path",
            {"a": "208-QĐ/TW", "b": "29-qd-tw.viii", "documents": True, "longest": 12},
            "/paths?from=208-qd-tw.xiv&to=29-qd-tw.viii&documents=true&longest=12",
        ),
    ]
    for name, given, path in pairs:
        assert assistant.ask(name, **given) == client.get(API + path).json(), (name, given)
    asked = ["35-CT/TW khóa XIII", "35-CT/TW", "chẳng có gì"]
    assert assistant.ask("resolve", citations=asked) == client.post(f"{API}/resolve", json={"citations": asked}).json()


def test_every_quote_of_a_lineage_can_be_read_where_it_stands(assistant: Assistant) -> None:
    edges = assistant.ask("lineage", ref="35-ct-tw.xii")["edges"]
    quotes = [e for edge in edges for e in edge["evidence"] if e["type"] == "quote"]
    assert quotes
    for evidence in quotes[:3]:
        found = assistant.ask("quote", source=evidence["source"], start=evidence["start"], end=evidence["end"], around=40)
        assert found["quote"] == evidence["quote"]
        assert found["source"]["title"] == evidence["source_title"]
        assert 0 < len(found["before"]) <= 40 or evidence["start"] == 0


@pytest.mark.parametrize(
    ("name", "given", "says"),
    [
        ("show", {"ref": "35-CT/TW"}, r"names 4 things: ask again with the id of one\n(.*\n)*.*<35-ct-tw.xii>"),
        ("status", {"ref": "chẳng có gì"}, r"nothing in the store is called 'chẳng có gì'"),
        ("lineage", {"ref": "45-CT/TW", "relations": "issues"}, r"no relation of a lineage"),
        ("lineage", {"ref": "45-CT/TW", "as_of": "soon"}, r"'soon' is not a day"),
        ("lineage", {"ref": "45-CT/TW", "depth": 99}, r"depth"),
        ("search", {"query": " "}, r"empty query"),
        ("search", {}, r"query"),
        ("quote", {"source": "none", "start": 0, "end": 1}, r"no source 'none'"),
        ("resolve", {"citations": "35-CT/TW"}, r"list"),
        ("fly", {}, r"fly"),
    ],
)
def test_what_goes_wrong_is_told_in_words(assistant: Assistant, name: str, given: dict[str, Any], says: str) -> None:
    said = assistant.refused(name, **given)
    assert re.search(says, said), said
    assert "Traceback" not in said


def test_a_place_that_a_text_does_not_have(assistant: Assistant) -> None:
    edge = next(e for e in assistant.ask("lineage", ref="35-ct-tw.xii")["edges"] if e["evidence"][0]["type"] == "quote")
    source = edge["evidence"][0]["source"]
    assert "no place [5, 2)" in assistant.refused("quote", source=source, start=5, end=2)
    assert "no place [0, 999999)" in assistant.refused("quote", source=source, start=0, end=999_999)


def test_without_the_sdk_it_says_what_to_install(store_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [m for m in sys.modules if m == "vanmach.api.mcp_server"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "mcp.server.mcpserver", None)
    ran = run("mcp", "--store", store_url)
    assert (ran.code, ran.out) == (2, "")
    assert "pip install 'vanmach[mcp]'" in ran.err
