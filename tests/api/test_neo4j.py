"""The same journeys through the command line over a file and over a Neo4j server: the same JSON at every step."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests import neo4j_server
from tests.api.conftest import run
from vanmach.api.http import create_app
from vanmach.graph.store import open_store

pytestmark = pytest.mark.skipif(neo4j_server.missing() is not None, reason=str(neo4j_server.missing()))


@pytest.fixture(scope="module")
def urls(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """A file and a server, both empty."""
    return f"sqlite:///{tmp_path_factory.mktemp('both') / 'graph.db'}", neo4j_server.emptied()


def both(urls: tuple[str, str], *arguments: str | Path, code: int = 0) -> Any:
    """The answer of both stores, which is one."""
    ran = [run(*arguments, "--store", url, "--format", "json") for url in urls]
    assert [r.code for r in ran] == [code, code], ran
    answers = [json.loads(re.sub(r'"(loaded_at|at)": "[^"]*"', r'"\1": ""', r.out)) for r in ran]
    assert answers[0] == answers[1]
    return answers[0]


def test_a_journey(urls: tuple[str, str], samples: Path, tmp_path: Path) -> None:
    assert both(urls, "load", samples)["sources"]["new"] == 4
    assert both(urls, "load", samples)["sources"]["unchanged"] == 4
    assert len(both(urls, "lineage", "35-CT/TW khóa XII")["edges"]) > 1
    for arguments in (
        ("lineage", "35-CT/TW khóa XIII", "--as-of", "2024-07-01", "--verified", "--depth", "2", "--direction", "up"),
        ("status", "35-CT/TW khóa XII", "--on", "2024-07-01"),
        ("show", "35-CT/TW khóa XIII"),
        ("impact", "35-CT/TW khóa XIII"),
        ("path", "35-CT/TW khóa XIII", "35-CT/TW khóa XII"),
        ("gaps",),
        ("compare", "2024-01-01", "2025-01-01"),
        ("people",),
        ("authority",),
        ("stats",),
        ("sources",),
    ):
        both(urls, *arguments)
    both(urls, "lineage", "35-CT/TW", code=1)
    for query in ("đại hội đảng bộ", "35-CT/TW", "Bộ Chính trị", "tuyen giao", "tổ chức an ninh", "không có gì như thế"):
        both(urls, "search", query)
    both(urls, "search", "trung ương", "--kind", "body")

    # What a person says, and takes back.
    edge = both(urls, "lineage", "35-CT/TW khóa XII")["edges"][0]
    shown = both(urls, "stats")
    both(urls, "review", "reject", edge["id"])
    assert both(urls, "stats")["edges"] == shown["edges"] - 1
    assert both(urls, "rebuild") == {"changed": 0}
    (kept,) = both(urls, "review", "list")["reviews"]
    assert [run("review", "withdraw", kept["id"], "--store", url).code for url in urls] == [0, 0]
    assert both(urls, "stats") == shown

    # A text that is taken back, and an earlier moment.
    text = tmp_path / "tin.txt"
    text.write_text(
        "Ngày 4-5-2022, Bộ Chính trị ban hành Kết luận số 731-KL/TW tiếp tục thực hiện Chỉ thị số 35-CT/TW ngày 30-5-2019.\n", "utf-8"
    )
    known = {s["id"] for s in both(urls, "sources")["sources"]}
    both(urls, "load", text)
    (source,) = {s["id"] for s in both(urls, "sources")["sources"]} - known
    before = both(urls, "lineage", "731-KL/TW")
    assert before["edges"]
    both(urls, "retract", source)
    assert both(urls, "lineage", "731-KL/TW", code=1)["error"] == "not_found"
    assert both(urls, "rebuild") == {"changed": 0}
    assert both(urls, "stats") == shown
    for url in urls:
        examined = json.loads(run("doctor", "--store", url, "--format", "json").out)
        assert examined["healthy"], examined


def test_where_copies_are_made(urls: tuple[str, str], tmp_path: Path) -> None:
    for arguments, word in ((("backup", tmp_path / "copy.db"), "dump"), (("restore", tmp_path / "copy.db"), "load")):
        ran = run(*arguments, "--store", urls[1])
        assert ran.code == 2
        assert f"neo4j-admin database {word} neo4j" in ran.err
        assert len(ran.err.strip().splitlines()) == 1


def test_the_feed_of_changes_says_where_it_is_told(urls: tuple[str, str]) -> None:
    ran = run("changes", "--store", urls[1])
    assert (ran.code, ran.out) == (2, "")
    (line,) = ran.err.strip().splitlines()
    assert "keeps no record of when things came and went" in line
    assert "sqlite:///path.db" in line
    store = open_store(urls[1])
    with TestClient(create_app(store)) as client:
        refused = client.get("/api/v1/changes")
    store.close_store()
    assert refused.status_code == 503
    assert refused.json()["detail"] in line
