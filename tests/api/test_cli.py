"""The command line as its users meet it: answers on stdout, messages on stderr, exit codes, no traceback."""

from __future__ import annotations

import csv
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.api.conftest import run


def test_load_twice_adds_nothing(fresh: str, samples: Path) -> None:
    first = json.loads(run("load", samples, "--store", fresh, "--format", "json").out)
    again = json.loads(run("load", samples, "--store", fresh, "--format", "json").out)
    assert first["sources"] == {"new": 4, "unchanged": 0, "changed": 0, "failed": 0}
    assert again["sources"] == {"new": 0, "unchanged": 4, "changed": 0, "failed": 0}
    assert again["statements"] == {"added": 0, "retracted": 0}
    assert (again["nodes"], again["edges"]) == (first["nodes"], first["edges"])


def test_texts_and_catalogue_in_either_order(tmp_path: Path, samples: Path) -> None:
    exports = []
    for name, commands in (("a", (("catalogue",), ("load", samples))), ("b", (("load", samples), ("catalogue",)))):
        url = f"sqlite:///{tmp_path / name}.db"
        for command in commands:
            assert run(*command, "--store", url).code == 0
        assert json.loads(run("rebuild", "--store", url, "--format", "json").out) == {"changed": 0}
        assert run("export", "--out", tmp_path / name, "--store", url).code == 0
        exports.append({f.name: f.read_bytes() for f in sorted((tmp_path / name).glob("*.csv"))})
    assert exports[0] == exports[1]
    assert set(exports[0]) == {"nodes.csv", "edges.csv", "evidence.csv"}


def test_an_ambiguous_symbol_lists_its_candidates(store_url: str) -> None:
    ran = run("lineage", "35-CT/TW", "--store", store_url)
    assert ran.code == 1
    assert "35-ct-tw.xii>" in ran.out
    assert "35-ct-tw.xiii>" in ran.out
    assert "add the term" in ran.err
    answer = json.loads(run("lineage", "35-CT/TW", "--store", store_url, "--format", "json").out)
    assert answer["error"] == "ambiguous"
    assert {"35-ct-tw.xii", "35-ct-tw.xiii"} <= {c["id"] for c in answer["candidates"]}


def test_an_unknown_reference_names_the_nearest(store_url: str) -> None:
    ran = run("show", "999-ZZ/TW", "--store", store_url)
    assert ran.code == 1
    assert "is not in the store" in ran.err
    answer = json.loads(run("show", "chi thi 35 moi", "--store", store_url, "--format", "json").out)
    assert answer["error"] == "not_found"


def test_a_lineage_with_its_term_shows_words_that_prove_it(store_url: str) -> None:
    ran = run("lineage", "35-CT/TW khóa XII", "--store", store_url)
    assert ran.code == 0
    assert "26-HD/BTCTW" in ran.out
    assert "“Hướng dẫn số 26-HD/BTCTW hướng dẫn thực hiện Chỉ thị số 35-CT/TW" in ran.out


@pytest.mark.parametrize("form", ["tree", "json", "graphml", "html", "svg"])
def test_every_form_of_a_lineage(store_url: str, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"lineage.{form}"
    ran = run("lineage", "208-QĐ/TW", "--direction", "up", "--family", "succession", "--store", store_url, "--format", form, "--out", out)
    assert ran.code == 0
    text = out.read_text("utf-8")
    assert "294-QĐ/TW" in text
    assert ran.out == ""


def test_flags_reach_the_query(store_url: str) -> None:
    ran = run(
        "lineage",
        "208-QĐ/TW",
        "--store",
        store_url,
        "--format",
        "json",
        "--verified",
        "--as-of",
        "1-8-2026",
        "--relations",
        "supersedes",
        "--depth",
        "1",
    )
    answer = json.loads(ran.out)
    assert [n["symbol"] for n in answer["nodes"]] == ["20-QĐ/TW", "208-QĐ/TW"]


def test_search_show_and_stats(store_url: str) -> None:
    assert run("search", "35 ct tw", "--store", store_url).out.startswith("1.00  Chỉ thị 35-CT/TW · 14-6-2024")
    shown = run("show", "45-CT/TW", "--store", store_url).out
    assert "✕ supersedes (2)" in shown
    stats = json.loads(run("stats", "--store", store_url, "--format", "json").out)
    assert stats["sources"] == 5
    assert stats["nodes"] == sum(stats["by_kind"].values())
    assert stats["edges"] == sum(stats["by_relation"].values())


def test_tables_for_spreadsheets(store_url: str, tmp_path: Path) -> None:
    assert run("export", "--out", tmp_path, "--store", store_url, "--format", "csv").code == 0
    with (tmp_path / "edges.csv").open(encoding="utf-8-sig", newline="") as file:
        edges = {row["id"]: row for row in csv.DictReader(file)}
    with (tmp_path / "evidence.csv").open(encoding="utf-8-sig", newline="") as file:
        evidence = list(csv.DictReader(file))
    assert {e["edge"] for e in evidence} == set(edges)
    assert any(e["quote"] for e in evidence)
    run("export", "--out", tmp_path, "--store", store_url, "--without-quotes")
    with (tmp_path / "evidence.csv").open(encoding="utf-8-sig", newline="") as file:
        assert not any(row["quote"] for row in csv.DictReader(file))


BAD = [
    ("empty.txt", b"", "empty"),
    ("blank.txt", b"  \n\n", "blanks"),
    ("binary.txt", b"%PDF-1.7\x00\x01\x02", "binary"),
    ("broken.txt", "Chỉ thị".encode()[:-1], "not UTF-8"),
]


@pytest.mark.parametrize(("name", "data", "reason"), BAD)
def test_a_bad_file_is_one_clear_line(fresh: str, tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    for command in ("load", "extract"):
        ran = run(command, tmp_path / name, *(("--store", fresh) if command == "load" else ()))
        assert ran.code == 2
        assert reason in ran.err
        assert len(ran.err.strip().splitlines()) == 1
        assert name in ran.err
    assert json.loads(run("stats", "--store", fresh, "--format", "json").out)["statements"] == 0


def test_the_rest_go_on(fresh: str, tmp_path: Path, samples: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, data, _ in BAD:
        (folder / name).write_bytes(data)
    for sample in samples.glob("*.txt"):
        (folder / sample.name).write_bytes(sample.read_bytes())
    ran = run("load", folder, "--store", fresh, "--format", "json")
    assert ran.code == 1
    answer = json.loads(ran.out)
    assert answer["sources"] == {"new": 4, "unchanged": 0, "changed": 0, "failed": 4}
    assert {Path(f["path"]).name for f in answer["failures"]} == {name for name, _, _ in BAD}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("load", "no-such-folder"), "no such file or folder: 'no-such-folder'"),
        (("lineage", "1-CT/TW", "--depth", "99"), "--depth"),
        (("lineage", "208-QĐ/TW", "--as-of", "31-2-2026"), "is not a day"),
        (("lineage", "208-QĐ/TW", "--relations", "issues"), "no relation of a lineage"),
        (("fly",), "fly"),
        (("stats", "--store", "mysql://localhost"), "no store for"),
        (("search", " "), "empty query"),
        (("--frobnicate",), "--frobnicate"),
    ],
)
def test_bad_usage_is_one_line_and_exit_2(store_url: str, arguments: tuple[str, ...], says: str) -> None:
    needs_store = arguments[0] in ("lineage", "search")
    ran = run(*arguments, *(("--store", store_url) if needs_store else ()))
    assert ran.code == 2
    assert says in ran.err
    assert len(ran.err.strip().splitlines()) == 1
    assert ran.out == ""


def test_a_file_that_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"no database at all, only a page of words" * 50)
    ran = run("stats", "--store", f"sqlite:///{tmp_path / 'x.db'}")
    assert ran.code == 2
    assert len(ran.err.strip().splitlines()) == 1


def test_extract_needs_no_store(tmp_path: Path, samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    one = json.loads(run("extract", next(samples.glob("thi-hanh*.txt"))).out)
    assert {d["symbol"] for d in one["documents"]} >= {"24-QĐ/TW", "232-QĐ/TW", "294-QĐ/TW", "29-QĐ/TW"}
    assert run("extract", samples, "--out", tmp_path / "out").code == 0
    assert sorted(p.stem for p in (tmp_path / "out").iterdir()) == sorted(p.stem for p in samples.glob("*.txt"))
    assert run("extract", samples).code == 2
    assert not list(tmp_path.glob("*.db"))


def test_help_teaches_in_both_languages(command: Callable[..., list[str]]) -> None:
    for lang, word in (("en", "Example"), ("vi", "Ví dụ")):
        ran = subprocess.run(command("lineage", "--help", "--lang", lang), capture_output=True, text=True, check=True, encoding="utf-8")
        assert word in ran.stdout
        assert "--as-of" in ran.stdout


def test_demo_ends_with_the_charter_and_the_directive(command: Callable[..., list[str]], tmp_path: Path) -> None:
    ran = subprocess.run(command("demo", "--lang", "en"), cwd=tmp_path, capture_output=True, text=True, check=True, encoding="utf-8")
    out = ran.stdout
    assert out.index("208-QĐ/TW") < out.index("20-QĐ/TW ·") < out.index("29-QĐ/TW · 2-6-1997")
    assert "9 replacements:" in out
    assert "recalled only, unverified" in out
    assert "sourced record" in out
    assert "“Quy định số 294-QĐ/TW thay thế Quy định số 232-QĐ/TW" in out
    assert "26-HD/BTCTW" in out
    assert (tmp_path / "vanmach-demo" / "lineage.html").stat().st_size > 10_000
    assert "vanmach serve --open" in out
