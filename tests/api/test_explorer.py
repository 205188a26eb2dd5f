"""The explorer over HTTP: its page under a strict policy, its files, and the two questions that only it asks."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from importlib.resources import files

import pytest
from httpx2 import Client

from vanmach.api.routes_explorer import Board, Recent
from vanmach.visualizations.explorer_page import LATER, VENDORED

API = "/api/v1"
PARTS = sorted(found.name for found in files("vanmach.visualizations").joinpath("explorer").iterdir())


class Inline(HTMLParser):
    """What of a page a strict policy forbids: scripts and styles inside it, handlers, addresses elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._within = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._within = tag if tag in ("script", "style") else ""
        self.found += [f"{tag} {name}" for name, _ in attrs if name == "style" or name.startswith("on")]
        self.found += [f"{tag} {value}" for name, value in attrs if name in ("src", "href") and (value or "").startswith(("http", "//"))]

    def handle_data(self, data: str) -> None:
        if self._within and data.strip():
            self.found.append(data)


def test_the_page_holds_nothing_that_its_policy_forbids(client: Client) -> None:
    answer = client.get("/")
    policy = dict(rule.split(" ", 1) for rule in answer.headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["font-src"] == policy["connect-src"] == "'self'"
    assert "unsafe" not in answer.headers["content-security-policy"]
    parser = Inline()
    parser.feed(answer.text)
    assert parser.found == []


@pytest.mark.parametrize("name", [*PARTS, "palette.css", "be-vietnam-pro-vietnamese-400-normal.woff2"])
def test_every_part_is_served_as_what_it_is_and_asked_again_cheaply(client: Client, name: str) -> None:
    answer = client.get(f"/explorer/{name}")
    kinds = {"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8", "woff2": "font/woff2"}
    assert answer.headers["content-type"] == kinds[name.rpartition(".")[2]]
    assert client.get(f"/explorer/{name}", headers={"if-none-match": answer.headers["etag"]}).status_code == 304


@pytest.mark.parametrize("name", ["vendor.lock.toml", "..%2fboard.py", "swagger-ui.css", "nothing.js", "be-vietnam-pro.LICENSE-OFL"])
def test_nothing_else_is_served(client: Client, name: str) -> None:
    assert client.get(f"/explorer/{name}").status_code == 404


@pytest.mark.parametrize("name", [name for name in PARTS if name.endswith(".js")])
def test_scripts_read_nothing_as_markup_and_stay_short(name: str) -> None:
    text = files("vanmach.visualizations").joinpath("explorer", name).read_text("utf-8")
    forbidden = (
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|DOMParser|createContextualFragment|https?:(?!\\/)"
    )
    assert not re.findall(forbidden, text.replace("http://www.w3.org/2000/svg", ""))
    assert len(text.splitlines()) <= 300
    assert text.startswith("// ")


@pytest.mark.parametrize("reference", ["35-ct-tw.xiii", "35-CT/TW khóa XIII", "bo-chinh-tri"])
def test_what_stands_around_a_node(client: Client, reference: str) -> None:
    answer = client.get(f"{API}/explore/{reference}")
    board = Board.model_validate(answer.json())
    assert board.shown == len(board.cards) <= 60
    keys = {card.node.id for card in board.cards} | {stack.key for stack in board.stacks}
    assert board.root in keys
    assert board.lines
    assert all({line.source, line.target} <= keys for line in board.lines)
    assert client.get(f"{API}/explore/{reference}", headers={"if-none-match": answer.headers["etag"]}).status_code == 304


def test_steps_add_cards_and_move_none(client: Client) -> None:
    first = Board.model_validate(client.get(f"{API}/explore/35-ct-tw.xiii").json())
    card = next(card for card in first.cards if card.hidden)
    then = Board.model_validate(client.get(f"{API}/explore/35-ct-tw.xiii", params={"open": [f"+:{card.node.id}"]}).json())
    before = {card.node.id: (card.x, card.y) for card in first.cards}
    after = {card.node.id: (card.x, card.y) for card in then.cards}
    assert len(after) > len(before)
    assert before.items() <= after.items()


@pytest.mark.parametrize(
    "query", [{"open": "x"}, {"open": "+loves:a"}, {"depth": 4}, {"direction": "side"}, {"as_of": "hôm qua"}, {"open": ["+:a"] * 61}]
)
def test_what_makes_no_sense_is_refused(client: Client, query: dict[str, object]) -> None:
    answer = client.get(f"{API}/explore/35-ct-tw.xiii", params=query)
    assert answer.status_code == 422
    assert answer.json()["detail"]


def test_ambiguous_and_unknown_nodes(client: Client) -> None:
    assert len(client.get(f"{API}/explore/35-CT/TW").json()["candidates"]) > 1
    assert client.get(f"{API}/explore/khong-co-gi").status_code == 404


def test_the_newest_documents(client: Client) -> None:
    found = Recent.model_validate(client.get(f"{API}/recent", params={"limit": 5}).json()).documents
    dates = [node.date or "" for node in found]
    assert len(found) == 5
    assert dates == sorted(dates, reverse=True)


def test_every_word_is_used_and_every_word_used_is_there() -> None:
    folder = files("vanmach.visualizations").joinpath("explorer")
    words = folder.joinpath("phrases.js").read_text("utf-8")
    others = "".join(folder.joinpath(name).read_text("utf-8") for name in PARTS if name.endswith(".js") and name != "phrases.js")
    keys = set(re.findall(r"^  (\w+): \[\"", words, re.MULTILINE))
    families = tuple(re.findall(r"\bt\(`(\w+_)\$\{", others))
    assert len(keys) > 100
    assert {key for key in keys if f'"{key}"' not in others and not key.startswith(families)} == set()
    assert set(re.findall(r"\bt\(\"(\w+)\"", others)) <= keys


def test_cards_tell_what_happened_since_a_day(client: Client) -> None:
    answer = client.get(f"{API}/explore/35-ct-tw.xiii", params={"since": "2024-07-01"}).json()
    board = Board.model_validate(answer)
    told = {card.node.id: card.change for card in board.cards}
    assert told["45-ct-tw.xiii"] == "added"
    assert told["35-ct-tw.xiii"] == "ended"
    assert told["35-ct-tw.xii"] is None
    early = Board.model_validate(client.get(f"{API}/explore/35-ct-tw.xiii", params={"since": "2024-07-01", "as_of": "2024-07-02"}).json())
    assert {card.change for card in early.cards} == {None}
    assert all(stack.count == len(stack.members) for stack in board.stacks)


def test_vendored_scripts_are_served_and_licences_are_not(client: Client) -> None:
    for name in VENDORED:
        assert client.get(f"/explorer/{name}").headers["content-type"] == "text/javascript; charset=utf-8"
    assert client.get("/explorer/cytoscape.LICENSE").status_code == 404
    page = client.get("/").text
    assert not [name for name in (*LATER, *VENDORED) if f"/{name}" in page]
    assert set(PARTS) >= LATER
