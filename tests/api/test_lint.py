"""A draft read over at the command line and over HTTP: the same findings, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

from httpx2 import Client

from tests.api.conftest import run
from tests.drafts import DAY, DRAFT, SEEDED
from vanmach.api.routes_lint import Lint

API = "/api/v1"


def test_both_doors_find_the_same(client: Client, store_url: str, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(DRAFT, "utf-8")
    ran = run("lint", draft, "--on", "1-9-2026", "--format", "json", "--store", store_url)
    before = client.get(f"{API}/stats").json()
    answer = client.post(f"{API}/lint", json={"text": DRAFT, "on": DAY})
    assert (ran.code, answer.status_code) == (1, 200)
    assert answer.json() == json.loads(ran.out)
    Lint.model_validate(answer.json())
    assert [f["fault"] for f in answer.json()["findings"]] == [fault for fault, _, _ in SEEDED]
    assert client.get(f"{API}/stats").json() == before  # nothing of it is kept


def test_it_prints_like_a_compiler_and_exits_by_what_it_found(store_url: str, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(DRAFT, "utf-8")
    ran = run("lint", draft, "--on", "1-9-2026", "--store", store_url)
    assert (ran.code, ran.err) == (1, "")
    lines = ran.out.splitlines()
    assert lines[0] == f"{draft}:12:44: wrong date: ngày 26-12-2023"
    assert lines[1].strip() == "Chỉ thị 41-CT/TW is of 26-12-2024"
    assert "sourced record" in lines[2]
    assert lines[3] == "    → ngày 26-12-2024"
    assert lines[-1] == "15 findings in 30 citations, as of 1-9-2026"
    draft.write_text("Theo Chỉ thị số 41-CT/TW ngày 26-12-2024 và Quy định số 999-QĐ/TW.", "utf-8")
    ran = run("lint", draft, "--skip", "unknown", "--store", store_url)
    assert (ran.code, ran.out.splitlines()[-1][:26]) == (0, "0 findings in 2 citations,")


def test_what_cannot_be_read_over_is_told(client: Client, store_url: str, tmp_path: Path) -> None:
    for arguments, says in (
        (("no-such-draft.txt",), "no such file"),
        ((tmp_path / "draft.txt", "--skip", "spelling"), "unknown fault spelling"),
        ((tmp_path / "draft.txt", "--on", "soon"), "is not a day"),
    ):
        (tmp_path / "draft.txt").write_text("Chi bộ họp.", "utf-8")
        ran = run("lint", *arguments, "--store", store_url)
        assert (ran.code, len(ran.err.strip().splitlines()), ran.out) == (2, 1, ""), arguments
        assert says in ran.err
    for sent in ({}, {"text": " "}, {"text": "x", "on": "1-9-2026"}, {"text": "x", "skip": ["spelling"]}):
        answer = client.post(f"{API}/lint", json=sent)
        assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
