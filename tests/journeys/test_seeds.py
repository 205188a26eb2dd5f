"""From five real texts to a graph, by the command line: what they name is there, loading again adds nothing, order does not matter."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.api.conftest import run
from vanmach.graph.identity import body_key

# symbol -> (date, issuer, term) as the two texts state them; None where they do not
NUMBERED = {
    "09-QĐ/TBĐLĐ": ("2023-12-19", "Tiểu ban Điều lệ Đảng Đại hội XIV", None),
    "17-KH/TW": ("2023-07-07", "Bộ Chính trị", None),
    "35-CT/TW": ("2019-05-30", "Bộ Chính trị", None),
    "21-NQ/TW": (None, "Ban Chấp hành Trung ương Đảng", "XIII"),
    "138-QĐ/TW": ("2023-12-01", "Ban Bí thư", None),
    "137-QĐ/TW": ("2023-12-01", "Ban Bí thư", None),
    "26-HD/BTCTW": ("2023-11-30", "Ban Tổ chức Trung ương", None),
    "21-KL/TW": (None, None, None),
    "03-KH/TW": (None, "Bộ Chính trị", None),
}


@pytest.fixture(scope="module")
def seeds(shared: Path) -> Path:
    return shared / "corpus" / "seeds"


def test_the_numbered_documents_are_all_there(seeds: Path) -> None:
    found = {}
    for name in ("000*", "001*"):
        said = json.loads(run("extract", next(seeds.glob(f"{name}.txt"))).out)
        bodies = {b["id"]: body_key(b["name"]) for b in said["bodies"]}  # a text may call one body by several of its names
        found |= {d["symbol"]: (d["date"], bodies.get(d["issuer"]), d["term"]) for d in said["documents"] if d["symbol"]}
    assert found == {symbol: (date, issuer and body_key(issuer), term) for symbol, (date, issuer, term) in NUMBERED.items()}


def test_extraction_is_valid_interchange(seeds: Path, shared: Path, tmp_path: Path) -> None:
    assert run("extract", seeds, "--out", tmp_path).code == 0
    made = sorted(map(str, tmp_path.glob("*.json")))
    assert len(made) == 5
    command = [sys.executable, str(shared / "gold" / "check.py"), "--text-dir", str(seeds), *made]
    checked = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert (checked.returncode, checked.stdout.strip()) == (0, "bad: 0")


def test_twice_and_in_either_order(seeds: Path, tmp_path: Path) -> None:
    exports = []
    for name, commands in (("a", (("load", seeds), ("load", seeds), ("catalogue",))), ("b", (("catalogue",), ("load", seeds)))):
        url = f"sqlite:///{tmp_path / name}.db"
        answers = [json.loads(run(*c, "--store", url, "--format", "json").out) for c in commands]
        if name == "a":
            assert answers[0]["sources"]["new"] == 5
            assert answers[1]["sources"]["unchanged"] == 5
            assert answers[1]["statements"] == {"added": 0, "retracted": 0}
        assert json.loads(run("rebuild", "--store", url, "--format", "json").out) == {"changed": 0}
        run("export", "--out", tmp_path / name, "--store", url)
        exports.append({f.name: f.read_bytes() for f in sorted((tmp_path / name).glob("*.csv"))})
    assert exports[0] == exports[1]


def test_planned_is_not_done(seeds: Path) -> None:
    """A new directive is only being prepared: nothing replaces 35-CT/TW in this text."""
    said = json.loads(run("extract", next(seeds.glob("001*.txt"))).out)
    fresh = next(d for d in said["documents"] if d["kind"] == "directive" and d["symbol"] is None)
    assert fresh["draft"]
    assert all(r["modality"] == "planned" for r in said["relations"] if r["to"] == fresh["id"])
    assert not [r for r in said["relations"] if r["type"] in ("supersedes", "repeals") and r["modality"] == "done"]


def test_one_symbol_two_documents(seeds: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'graph.db'}"
    run("load", seeds, "--store", url)
    run("catalogue", "--store", url)
    assert run("lineage", "35-CT/TW", "--store", url).code == 1
    answer = json.loads(run("lineage", "35-CT/TW khóa XII", "--store", url, "--format", "json").out)
    assert answer["root"] == "35-ct-tw.xii"
    assert any(e["type"] == "quote" for edge in answer["edges"] for e in edge["evidence"])
