"""The feed of changes over HTTP, at the command line and as Atom."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient
from httpx2 import Client

from tests.api.conftest import run
from vanmach.api.http import create_app
from vanmach.api.routes_changes import Changes
from vanmach.graph.store import open_store

API = "/api/v1"
ATOM = "{http://www.w3.org/2005/Atom}"


def test_both_doors_tell_the_same_and_a_page_goes_on_where_the_last_ended(client: Client, store_url: str) -> None:
    first = client.get(f"{API}/changes", params={"limit": 40}).json()
    Changes.model_validate(first)
    assert first == json.loads(run("changes", "--limit", "40", "--format", "json", "--store", store_url).out)
    second = client.get(f"{API}/changes", params={"limit": 40, "cursor": first["next"]}).json()
    both = client.get(f"{API}/changes", params={"limit": 80}).json()
    assert first["changes"] + second["changes"] == both["changes"]
    edges = client.get(f"{API}/changes", params={"what": "edge", "limit": 5}).json()["changes"]
    assert [c["what"] for c in edges] == ["edge"] * 5
    for change in edges:
        assert change["edge"] == client.get(f"{API}/edges/{change['id']}").json()


def test_what_a_load_brought_is_told_for_people(fresh: str, samples: Path) -> None:
    assert run("load", next(samples.glob("thi-hanh*.txt")), "--store", fresh).code == 0
    cursor = json.loads(run("changes", "--limit", "5000", "--format", "json", "--store", fresh).out)["cursor"]
    assert run("changes", "--cursor", cursor, "--store", fresh).out == "Nothing new.\n"
    assert run("load", next(samples.glob("chi-thi*.txt")), "--store", fresh).code == 0
    said = run("changes", "--cursor", cursor, "--what", "edge", "--store", fresh).out
    assert "+ added: Chỉ thị 45-CT/TW supersedes Chỉ thị 35-CT/TW" in said
    assert "“Chỉ thị số 45-CT/TW thay thế Chỉ thị số 35-CT/TW" in said
    assert "There is more: --cursor" in run("changes", "--limit", "1", "--store", fresh).out
    source = json.loads(run("sources", "--format", "json", "--store", fresh).out)["sources"][0]["id"]
    before = json.loads(run("changes", "--limit", "5000", "--format", "json", "--store", fresh).out)["cursor"]
    assert run("retract", source, "--store", fresh).code == 0
    assert "− no longer: " in run("changes", "--cursor", before, "--store", fresh).out


def test_the_newest_as_an_atom_feed(client: Client) -> None:
    answer = client.get(f"{API}/changes", params={"format": "atom", "what": "edge", "limit": 10, "lang": "en"})
    assert answer.headers["content-type"] == "application/atom+xml"
    feed = ElementTree.fromstring(answer.content)
    base = str(client.base_url).rstrip("/")
    assert feed.tag == f"{ATOM}feed"
    assert feed.findtext(f"{ATOM}id") == f"{base}/api/v1/changes"
    entries = feed.findall(f"{ATOM}entry")
    times = [e.findtext(f"{ATOM}updated") or "" for e in entries]
    assert len(entries) == 10
    assert times == sorted(times, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == times[0]
    assert len({e.findtext(f"{ATOM}id") for e in entries}) == 10
    assert all((e.findtext(f"{ATOM}title") or "").startswith(("Added: ", "Changed: ")) for e in entries)
    assert all(e.findtext(f"{ATOM}summary") for e in entries)
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    for entry in entries[:2]:
        link = entry.find(f"{ATOM}link")
        assert link is not None
        assert client.get(link.attrib["href"]).status_code == 200
    empty = ElementTree.fromstring(client.get(f"{API}/changes?format=atom&since=2999-01-01").content)
    assert empty.findall(f"{ATOM}entry") == []


def test_a_feed_is_xml_whatever_a_text_holds(fresh: str, tmp_path: Path) -> None:
    text = tmp_path / "hostile.txt"
    text.write_text("Tin <b>&amp; \x0b\x1b]0;x\x07 ]]>\n\nBộ Chính trị ban hành Chỉ thị số 945-CT/TW\x0c, ngày 14-4-2027.", "utf-8")
    assert run("load", text, "--store", fresh).code == 0
    store = open_store(fresh)
    answer = TestClient(create_app(store)).get(f"{API}/changes?format=atom")
    store.close_store()
    assert len(ElementTree.fromstring(answer.content).findall(f"{ATOM}entry")) >= 3


@pytest.mark.parametrize(
    "asked", ["since=soon", "since=2026-02-31T00:00:00", "cursor=2", "limit=0", "what=poem", "format=poem", "cursor=2026-11-26|edge|x"]
)
def test_what_cannot_be_asked_is_a_problem(client: Client, asked: str) -> None:
    answer = client.get(f"{API}/changes?{asked}")
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert answer.json()["detail"]
