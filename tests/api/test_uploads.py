"""Files over HTTP: the text they hold, and the same in the graph as by the command line; what cannot be read is a problem."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.api.conftest import run
from vanmach.api import routes_uploads
from vanmach.api.http import create_app
from vanmach.api.keyring import Keys
from vanmach.api.settings import Settings
from vanmach.graph.store import open_store

API = "/api/v1"
RAW = {"content-type": "application/octet-stream"}


@pytest.fixture
def client(fresh: str, tmp_path: Path) -> Iterator[TestClient]:
    keys = tmp_path / "keys.json"
    _, token = Keys(keys).create("Lan")
    store = open_store(fresh)
    yield TestClient(create_app(store, Settings(keys=keys)), headers={"authorization": f"Bearer {token}", **RAW})
    store.close_store()


@pytest.fixture
def files(root: Path) -> Path:
    return root / "tests" / "loaders" / "files"


@pytest.mark.parametrize("name", ["paper.docx", "paper.pdf", "paper.html", "paper.vni.txt"])
def test_the_text_of_a_file(client: TestClient, files: Path, name: str) -> None:
    told = client.post(f"{API}/texts", params={"name": name}, content=(files / name).read_bytes())
    assert told.status_code == 200, told.text
    assert told.json()["text"].strip() == (files / "paper.txt").read_text("utf-8").strip()
    assert client.get(f"{API}/stats").json()["sources"] == 0


def test_a_file_goes_in_as_by_the_command(client: TestClient, files: Path, tmp_path: Path) -> None:
    sent = client.post(f"{API}/sources/file?name=paper.pdf&title=Đọc sách", content=(files / "paper.pdf").read_bytes())
    assert sent.status_code == 201, sent.text
    source = client.get(sent.headers["location"]).json()
    assert source["title"] == "Đọc sách"
    other = f"sqlite:///{tmp_path / 'other.db'}"
    assert json.loads(run("load", files / "paper.pdf", "--store", other, "--format", "json").out) == sent.json()
    for edge in (r["edge"] for r in client.get(f"{API}/nodes/915-CT%2FTU").json()["relations"]):
        for proof in edge["evidence"]:
            assert client.get(f"{sent.headers['location']}/text").text[proof["start"] : proof["end"]] == proof["quote"]


def test_without_a_key_nothing_goes_in(client: TestClient, files: Path) -> None:
    client.headers.pop("authorization")
    assert client.post(f"{API}/sources/file?name=paper.txt", content=(files / "paper.txt").read_bytes()).status_code == 401


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("tin.docx", b"PK\x03\x04 and no more", "an archive"),
        ("tin.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Word file"),
        ("tin.jsonl", b'{"text": "x"}\n{"text": "y"}', "no JSON"),
        ("tin.txt", b"\0\1\2", "binary"),
        ("tin.pdf", b"%PDF-1.7 cut off", "damaged"),
    ],
)
def test_what_cannot_be_read_is_a_problem(client: TestClient, name: str, data: bytes, says: str) -> None:
    for path in ("texts", "sources/file"):
        answer = client.post(f"{API}/{path}", params={"name": name}, content=data)
        assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
        assert says in answer.json()["detail"]


def test_a_text_too_long_to_wait_for_is_refused(client: TestClient, monkeypatch: pytest.MonkeyPatch, files: Path) -> None:
    monkeypatch.setattr(routes_uploads, "MOST_CHARACTERS", 100)
    answer = client.post(f"{API}/texts?name=paper.txt", content=(files / "paper.txt").read_bytes())
    assert answer.status_code == 422
    assert "the most is 100" in answer.json()["detail"]
