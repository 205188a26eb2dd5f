"""Chosen nodes as files over HTTP: what is in them, and that no word of a source becomes a formula, markup or a broken file."""

from __future__ import annotations

import io
import json
import zipfile

import networkx
import pytest
from httpx2 import Client

from vanmach.api.files import FILES, About

API = "/api/v1/files"
CHOSEN = {"root": "35-ct-tw.xiii", "nodes": ["35-ct-tw.xii", "45-ct-tw.xiii", "khong-co-gi"]}
HOSTILE = '=HYPERLINK("javascript:alert(1)")<script>alert(1)</script>\x00\x0b\u202e&'


@pytest.mark.parametrize("name", FILES)
def test_each_is_what_it_says(client: Client, name: str) -> None:
    answer = client.post(f"{API}/{name}", json=CHOSEN)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == FILES[name].media_type
    assert answer.headers["content-disposition"] == f'attachment; filename="vanmach.{FILES[name].ending}"'
    assert answer.content


def test_only_what_was_chosen_and_the_relations_named(client: Client) -> None:
    whole = client.post(f"{API}/json", json=CHOSEN).json()
    assert {node["id"] for node in whole["nodes"]} == {"35-ct-tw.xiii", "35-ct-tw.xii", "45-ct-tw.xiii"}
    assert {edge["type"] for edge in whole["edges"]} >= {"supersedes"}
    some = client.post(f"{API}/json", json={**CHOSEN, "relations": ["supersedes"]}).json()
    assert {edge["type"] for edge in some["edges"]} == {"supersedes"}
    assert client.post(f"{API}/json", json={**CHOSEN, "relations": []}).json()["edges"] == []
    earlier = client.post(f"{API}/json", json={**CHOSEN, "as_of": "2024-07-01"}).json()
    status = {node["id"]: node["status"] for node in earlier["nodes"]}
    assert status["35-ct-tw.xiii"] != "superseded"
    assert not any(edge["from"] == "45-ct-tw.xiii" for edge in earlier["edges"])
    proven = client.post(f"{API}/json", json={**CHOSEN, "verified": True}).json()
    assert all(edge["verified"] for edge in proven["edges"])


@pytest.mark.parametrize(
    ("name", "sent", "status"),
    [
        ("docx", CHOSEN, 422),
        ("json", {**CHOSEN, "relations": ["loves"]}, 422),
        ("json", {**CHOSEN, "nodes": ["a"] * 401}, 422),
        ("json", {**CHOSEN, "as_of": "hôm qua!"}, 422),
        ("json", {**CHOSEN, "root": "khong-co-gi"}, 404),
        ("json", {**CHOSEN, "root": "35-CT/TW"}, 300),
    ],
)
def test_what_makes_no_sense_is_refused(client: Client, name: str, sent: dict[str, object], status: int) -> None:
    assert client.post(f"{API}/{name}", json=sent).status_code == status


def test_words_of_sources_stay_words(client: Client) -> None:
    answer = client.post(f"{API}/json", json=CHOSEN).json()
    for node in answer["nodes"]:
        node["title"] = HOSTILE
    quoted = next(proof for edge in answer["edges"] for proof in edge["evidence"] if proof["type"] == "quote")
    quoted["quote"] = HOSTILE * 2000
    about = About("35-ct-tw.xiii", "7", "2026-11-26", "vi")
    book = zipfile.ZipFile(io.BytesIO(FILES["xlsx"].write(answer, about)))
    sheets = "".join(book.read(name).decode() for name in book.namelist() if "worksheets/" in name)
    assert "<f>" not in sheets
    assert "hyperlink" not in sheets
    assert "=HYPERLINK(" in book.read("xl/sharedStrings.xml").decode()
    graph = networkx.parse_graphml(FILES["graphml"].write(answer, about).decode())
    assert graph.nodes["35-ct-tw.xii"]["title"].startswith("=HYPERLINK")
    assert json.loads(FILES["json"].write(answer, about))["nodes"][0]["title"] == HOSTILE
    page = FILES["html"].write(answer, about).decode()
    assert "<script>alert" not in page
    assert zipfile.ZipFile(io.BytesIO(FILES["csv"].write(answer, about))).testzip() is None
