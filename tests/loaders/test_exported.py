"""What is exported is loaded again, and what was changed into something that cannot be is refused by its line, with nothing kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.api.conftest import run
from vanmach.graph.store import open_store

Lines = list[dict[str, Any]]


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Lines:
    """The lines of an exported graph of one sample text, with a review."""
    folder = tmp_path_factory.mktemp("exported")
    url = f"sqlite:///{folder / 'graph.db'}"
    run("load", root / "loaders" / "samples" / "thi-hanh-dieu-le-dang.txt", "--store", url)
    store = open_store(url)
    edge = next(iter(store.all_edges()))
    store.close_store()
    run("review", "accept", edge.id, "--store", url)
    run("export", "--format", "jsonl", "--out", folder / "graph.jsonl", "--store", url)
    return [json.loads(line) for line in (folder / "graph.jsonl").read_text("utf-8").splitlines()]


def _reading(lines: Lines) -> dict[str, Any]:
    return next(line["reading"] for line in lines if "reading" in line)


def _review(lines: Lines) -> dict[str, Any]:
    return next(line["review"] for line in lines if "review" in line)


def _load(lines: Lines, folder: Path) -> tuple[str, int]:
    """What a load says, and how many sources are kept then."""
    (folder / "graph.jsonl").write_text("\n".join(map(json.dumps, lines)) + "\n\n", "utf-8")
    url = f"sqlite:///{folder / 'again.db'}"
    ran = run("load", folder / "graph.jsonl", "--store", url)
    assert ran.err.count("\n") <= 1
    store = open_store(url)
    kept = store.counts().sources
    store.close_store()
    return ran.err, kept


def test_as_it_is_it_loads(lines: Lines, tmp_path: Path) -> None:
    assert _load(lines, tmp_path) == ("", 1)


def _text(reading: dict[str, Any]) -> None:
    reading["text"] = reading["text"].replace("Quy", "Qui", 1)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda x: x.clear(), "holds no readings"),
        (lambda x: x.append({"poem": 1}), "neither of node, edge, reading, review"),
        (lambda x: x.append({}), "neither of"),
        (lambda x: x.append([1]), "Input should be an object"),  # type: ignore[arg-type]
        (lambda x: _text(_reading(x)), "its text is not that of its sha256"),
        (lambda x: _reading(x).pop("source"), "source: Field required"),
        (lambda x: _reading(x)["source"].update(kind="oracle"), "source.kind"),
        (lambda x: _reading(x)["source"].update(id="another"), "is not of source 'another'"),
        (lambda x: _reading(x)["references"][0].update(kind="poem"), "references.0.kind"),
        (lambda x: _reading(x)["references"][0].update(doc_kind="poem"), "unknown kind"),
        (lambda x: _reading(x)["references"].append(_reading(x)["references"][0]), "a reference is there twice"),
        (lambda x: _reading(x)["references"].clear(), "of things that it does not name"),
        (lambda x: _reading(x)["statements"][0].update(predicate="loves", object=None, value="x"), "no property that is known"),
        (lambda x: _reading(x)["statements"][0].update(confidence=7), "a confidence of 7"),
        (lambda x: _reading(x)["statements"][0].update(modality="perhaps"), "modality"),
        (lambda x: _reading(x)["statements"][0]["evidence"].update(quote="lời khác"), "the quote does not stand at"),
        (lambda x: _reading(x)["statements"][0].pop("evidence"), "evidence: Field required"),
        (lambda x: _reading(x)["statements"].append(_reading(x)["statements"][0]), "is there twice"),
        (lambda x: x.append({"reading": _reading(x)}), "is there twice"),
        (lambda x: _review(x).update(type="loves"), "unknown relation"),
        (lambda x: _review(x).update(verdict="same-as"), "judges two nodes"),
        (lambda x: _review(x).update(a="another"), "is not of what it judges"),
    ],
)
def test_what_cannot_be_is_refused_whole(lines: Lines, tmp_path: Path, change: Callable[[Lines], Any], why: str) -> None:
    changed = json.loads(json.dumps(lines))
    change(changed)
    told, kept = _load(changed, tmp_path)
    assert why in told
    assert kept == 0


@pytest.mark.parametrize("data", [b"\xff\xfe", b"{", b'{"reading": {"source": "\\ud800"}}', b"[" * 5000, b"\x00"])
def test_what_is_no_json_is_one_clear_line(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.jsonl").write_bytes(data)
    ran = run("load", tmp_path / "x.jsonl", "--store", f"sqlite:///{tmp_path / 'x.db'}")
    assert ran.code == 2
    assert "x.jsonl: line 1: " in ran.err
    assert ran.err.count("\n") == 1


def test_ids_of_another_source_cannot_be_taken(lines: Lines, tmp_path: Path) -> None:
    """A second file whose source says under ids that the first one already has."""
    assert _load(lines, tmp_path)[1] == 1
    other = json.loads(json.dumps(lines).replace(_reading(lines)["source"]["id"], "anothersource"))
    told, kept = _load(other, tmp_path)
    assert "nothing of this change was kept" in told
    assert kept == 1
