"""Texts over HTTP: every quote where it stands, what a text of one's own says, the whole graph as a file; and what is refused."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

from httpx2 import Client

from tests.api.conftest import run
from vanmach.api.routes_texts import MOST_CHARACTERS, Extracted

API = "/api/v1"
TEXT = "Ban Bí thư ban hành Quy định số 12-QĐ/TW, ngày 3-2-2027, thay thế Quy định số 11-QĐ/TW, ngày 5-6-2021."


def test_every_quote_of_a_lineage_is_a_slice_of_its_source(client: Client) -> None:
    edges = client.get(f"{API}/lineage/35-ct-tw.xii").json()["edges"]
    quotes = [e for edge in edges for e in edge["evidence"] if e["type"] == "quote"]
    assert len(quotes) >= 5
    for quote in quotes:
        answer = client.get(f"{API}/sources/{quote['source']}/text")
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert answer.text[quote["start"] : quote["end"]] == quote["quote"]
        assert client.get(f"{API}/sources/{quote['source']}").json()["characters"] == len(answer.text)


def test_relations_of_a_body_page_by_page(client: Client) -> None:
    found, cursor = [], None
    while True:
        asked = {"limit": 40, "direction": "out", "relations": "issues", **({"cursor": cursor} if cursor else {})}
        page = client.get(f"{API}/nodes/bo-chinh-tri/relations", params=asked).json()
        found += [r["edge"]["id"] for r in page["relations"]]
        cursor = page["next"]
        if cursor is None:
            break
    whole = client.get(f"{API}/nodes/bo-chinh-tri").json()["relations"]
    assert sorted(found) == sorted(r["edge"]["id"] for r in whole if r["edge"]["type"] == "issues" and r["edge"]["from"] == "bo-chinh-tri")
    assert len(found) > 80


def test_a_text_says_over_http_what_it_says_on_the_command_line(client: Client, tmp_path: Path, samples: Path) -> None:
    before = client.get(f"{API}/stats").json()
    file = tmp_path / "tin.txt"
    for text in (TEXT, next(samples.glob("thi-hanh*.txt")).read_text("utf-8")):
        file.write_text(text, "utf-8")
        answer = client.post(f"{API}/extract", json={"text": text, "name": "tin.txt"})
        assert answer.json() == json.loads(run("extract", file).out)
        Extracted.model_validate(answer.json())
    assert [r["type"] for r in client.post(f"{API}/extract", json={"text": TEXT}).json()["relations"]].count("supersedes") == 1
    assert client.get(f"{API}/stats").json() == before


def test_a_day_without_a_year_is_of_the_year_that_is_told(client: Client) -> None:
    text = "Ngày 3-2, Ban Bí thư ban hành Quy định số 12-QĐ/TW ngày 3-2."
    told = client.post(f"{API}/extract", json={"text": text, "published": "2027-02-04"}).json()
    assert told["source"]["published"] == "2027-02-04"
    assert told["documents"][0]["date"] == "2027-02-03"


def test_texts_that_cannot_be_read_are_problems(client: Client) -> None:
    for sent in ({}, {"text": ""}, {"text": " \n"}, {"text": "x" * (MOST_CHARACTERS + 1)}, {"text": TEXT, "published": "3-2-2027"}):
        answer = client.post(f"{API}/extract", json=sent)
        assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert client.post(f"{API}/extract", content=b"{", headers={"content-type": "application/json"}).status_code == 422
    assert client.post(f"{API}/extract", content=b'{"text": "\\ud800"}', headers={"content-type": "application/json"}).status_code == 422


def test_the_whole_graph_as_tables_is_what_the_command_writes(client: Client, store_url: str, tmp_path: Path) -> None:
    answer = client.get(f"{API}/export")
    assert answer.headers["content-disposition"] == 'attachment; filename="vanmach.zip"'
    packed = zipfile.ZipFile(io.BytesIO(answer.content))
    assert run("export", "--out", tmp_path, "--store", store_url).code == 0
    assert {n: packed.read(n) for n in packed.namelist()} == {f.name: f.read_bytes() for f in tmp_path.iterdir()}
    without = zipfile.ZipFile(io.BytesIO(client.get(f"{API}/export?quotes=false").content)).read("evidence.csv").decode("utf-8-sig")
    assert not any(row["quote"] for row in csv.DictReader(io.StringIO(without)))


def test_the_whole_graph_as_json_lines(client: Client, store_url: str, tmp_path: Path) -> None:
    answer = client.get(f"{API}/export?format=jsonl")
    assert answer.headers["content-type"] == "application/jsonl"
    lines = [json.loads(line) for line in answer.text.splitlines()]
    stats = client.get(f"{API}/stats").json()
    assert sum("node" in line or "edge" in line for line in lines) == stats["nodes"] + stats["edges"]
    assert sum("reading" in line for line in lines) == stats["sources"]
    edge = next(line["edge"] for line in lines if "edge" in line)
    assert edge == client.get(f"{API}/edges/{edge['id']}").json()
    file = tmp_path / "graph.jsonl"
    assert run("export", "--format", "jsonl", "--out", file, "--store", store_url).code == 0
    assert file.read_bytes() == answer.content
    assert list(tmp_path.iterdir()) == [file]
