"""The interchange form, written of a text and read again beside it, says the same; a form that does not fit its text is refused."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.api.conftest import run
from vanmach.loaders.formats import read_file
from vanmach.loaders.interchange import to_json
from vanmach.loaders.interchange_read import read_interchange
from vanmach.loaders.read import read
from vanmach.loaders.statements import to_statements

PAGE = """<html><head><title>Ban hành quy định mới về công tác cán bộ</title>
<link rel="canonical" href="https://example.org/tin/12"><meta property="article:published_time" content="2024-03-05"></head>
<body><article><p>Ngày 3-2, tại Hội nghị lần thứ 9, Ban Bí thư ban hành Quy định số 12-QĐ/TW thay thế Quy định số 11-QĐ/TW
năm 2019. Văn bản có hiệu lực từ ngày 1-4-2024.</p></article></body></html>"""


@pytest.fixture(scope="module")
def texts(root: Path) -> list[Path]:
    """The sample texts."""
    return sorted((root / "loaders" / "samples").glob("*.txt"))


def test_every_sample_and_a_page_say_the_same_again(texts: list[Path], tmp_path: Path) -> None:
    page = tmp_path / "trang.html"
    page.write_text(PAGE, "utf-8")
    for path in [shutil.copy(text, tmp_path) for text in texts] + [page]:
        said = read_file(path)
        form = Path(path).with_suffix(".json")
        form.write_text(json.dumps(to_json(said, Path(path).name)), "utf-8")
        there = to_statements(said)
        there.citations.clear()  # of a draft under review, which the form does not hold
        assert to_statements(read_interchange(form)) == there


def test_a_graph_of_forms_is_the_graph_of_the_texts(texts: list[Path], tmp_path: Path) -> None:
    for text in texts:
        shutil.copy(text, tmp_path)
    run("extract", tmp_path, "--out", tmp_path)
    urls = {name: f"sqlite:///{tmp_path / name}.db" for name in ("texts", "forms")}
    assert run("load", tmp_path, "--store", urls["texts"]).code == 0  # a folder gives its texts, not the forms beside them
    assert run("load", *sorted(tmp_path.glob("*.json")), "--store", urls["forms"]).code == 0
    for name, url in urls.items():
        run("export", "--format", "jsonl", "--out", tmp_path / "out" / name, "--store", url)
    assert (tmp_path / "out" / "texts").read_bytes() == (tmp_path / "out" / "forms").read_bytes()


TEXT = "Ban Bí thư ban hành Quy định số 12-QĐ/TW, ngày 3-2-2027, thay thế Quy định số 11-QĐ/TW."
FORM = to_json(read(TEXT), "tin.txt")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda f: f.update(text="khác.txt"), "its text 'khác.txt' is not beside it"),
        (lambda f: f.update(text="../../etc/passwd"), "its text 'passwd' is not beside it"),
        (lambda f: f.pop("text"), "not in the interchange form"),
        (lambda f: f.update(text=3), "not in the interchange form"),
        (lambda f: f.pop("bodies"), "not in the interchange form"),
        (lambda f: f["documents"][0]["mentions"][0].update(surface="Quy chế"), "does not stand at"),
        (lambda f: f["documents"][0]["mentions"].clear(), "is mentioned nowhere"),
        (lambda f: f["documents"][0].update(date="hôm qua"), "is no day, month or year"),
        (lambda f: f["documents"][0].update(number="mười hai"), "number"),
        (lambda f: f["documents"][0].update(kind="poem"), "unknown kind"),
        (lambda f: f["documents"][1].update(id=f["documents"][0]["id"]), "an id is given to two things"),
        (lambda f: f["relations"][0].update(to="d99"), "of which one is not there"),
        (lambda f: f["relations"][0].update(type="loves"), "unknown relation"),
        (lambda f: f["relations"][0]["evidence"].update(end=9999), "its place"),
        (lambda f: f["relations"][0].pop("evidence"), "not in the interchange form"),
    ],
)
def test_what_does_not_fit_is_one_clear_line(tmp_path: Path, change: Callable[[dict[str, Any]], Any], why: str) -> None:
    (tmp_path / "tin.txt").write_text(TEXT, "utf-8")
    form = json.loads(json.dumps(FORM))
    change(form)
    (tmp_path / "tin.json").write_text(json.dumps(form), "utf-8")
    ran = run("load", tmp_path / "tin.json", "--store", f"sqlite:///{tmp_path / 'graph.db'}")
    assert ran.code == 2
    assert why in ran.err
    assert ran.err.count("\n") == 1


def test_what_a_person_adds_is_kept(tmp_path: Path) -> None:
    """A label that no rule found: the form is the way to correct a reading before it is loaded."""
    (tmp_path / "tin.txt").write_text(TEXT, "utf-8")
    form = json.loads(json.dumps(FORM))
    new, old = (d["id"] for d in form["documents"])
    form["relations"].append({**form["relations"][0], "type": "continues", "from": new, "to": old, "rule": "", "confidence": 1.0})
    (tmp_path / "tin.json").write_text(json.dumps(form), "utf-8")
    url = f"sqlite:///{tmp_path / 'graph.db'}"
    assert run("load", tmp_path / "tin.json", "--store", url).code == 0
    stats = json.loads(run("stats", "--store", url, "--format", "json").out)
    assert stats["by_relation"] == {"continues": 1, "issues": 1, "supersedes": 1}
