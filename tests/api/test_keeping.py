"""Copies, putting them back, and the examination, as users meet them."""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
import typer

from tests.api.conftest import run
from tests.killing import loaded
from vanmach.api.cli import COMMANDS, app
from vanmach.graph import ledger
from vanmach.graph.store import open_store


@pytest.fixture
def filled(tmp_path: Path, store_url: str) -> str:
    """A copy of the store with catalogue and samples, to be spoiled."""
    path = tmp_path / "filled.db"
    assert run("backup", path, "--store", store_url).code == 0
    return f"sqlite:///{path}"


def test_a_copy_holds_the_same_and_is_one_file(store_url: str, tmp_path: Path) -> None:
    ran = run("backup", tmp_path / "new" / "copy.db", "--store", store_url, "--format", "json")
    assert json.loads(ran.out) == {"file": str(tmp_path / "new" / "copy.db"), "bytes": (tmp_path / "new" / "copy.db").stat().st_size}
    assert [p.name for p in (tmp_path / "new").iterdir()] == ["copy.db"]
    assert loaded(f"sqlite:///{tmp_path / 'new' / 'copy.db'}") == loaded(store_url)


def test_a_copy_is_of_one_moment_while_others_write(filled: str, tmp_path: Path) -> None:
    store = open_store(filled)
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            for known in ("catalogue",):
                source = store.source(known)
                assert source is not None
            ledger.rebuild(store)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for i in range(3):
            assert run("backup", tmp_path / f"{i}.db", "--store", filled).code == 0
            assert run("doctor", "--store", f"sqlite:///{tmp_path / f'{i}.db'}").code == 0
    finally:
        stop.set()
        writer.join()
        store.close_store()


def test_nothing_is_overwritten_unasked(store_url: str, filled: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_text("something of value")
    ran = run("backup", copy, "--store", store_url)
    assert ran.code == 2
    assert "--force" in ran.err
    assert copy.read_text() == "something of value"
    assert run("backup", copy, "--store", store_url, "--force").code == 0
    before = loaded(filled)
    ran = run("restore", copy, "--store", filled)
    assert ran.code == 2
    assert "--force" in ran.err
    assert loaded(filled) == before


def test_a_copy_is_put_back(store_url: str, fresh: str, filled: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    run("backup", copy, "--store", store_url)
    assert run("restore", copy, "--store", fresh).code == 0
    assert loaded(fresh) == loaded(store_url)
    store = open_store(filled)
    ledger.retract(store, "catalogue")
    reader = open_store(filled)
    assert reader.source("catalogue") is None
    store.close_store()
    ran = run("restore", copy, "--store", filled, "--force", "--format", "json")
    assert json.loads(ran.out)["sources"] == 5
    assert reader.source("catalogue") is not None  # those who read go on
    reader.close_store()
    assert loaded(filled) == loaded(store_url)
    assert run("doctor", "--store", filled).code == 0


@pytest.mark.parametrize("kind", ["missing", "empty", "text", "half", "other"])
def test_what_is_no_copy_changes_nothing(store_url: str, filled: str, tmp_path: Path, kind: str) -> None:
    copy = tmp_path / "copy.db"
    if kind == "empty":
        copy.touch()
    elif kind == "text":
        copy.write_bytes(b"no database at all, only a page of words" * 200)
    elif kind == "half":
        run("backup", copy, "--store", store_url)
        copy.write_bytes(copy.read_bytes()[: copy.stat().st_size // 2])
    elif kind == "other":
        db = sqlite3.connect(copy)
        db.execute("create table invoice (id)")
        db.close()
    before = loaded(filled)
    ran = run("restore", copy, "--store", filled, "--force")
    assert ran.code == 2
    assert len(ran.err.strip().splitlines()) == 1
    assert str(copy) in ran.err
    assert loaded(filled) == before


HOW = "make one: vanmach catalogue, or vanmach load FOLDER; name another: --store sqlite:///FILE.db"
MAKE = {"load", "catalogue", "watch", "restore", "serve"}  # commands that make a store where there is none
GIVEN = {"DATE": "2-5-2025", "DRAFT": "draft.txt"}  # what a command needs before it looks for its store; anything else may be X


def asking() -> Iterator[list[str]]:
    """Every command that needs a store, with as little as it lets itself be called with."""
    for name in COMMANDS:
        import_module(f"vanmach.api.{name}")
    told = typer.main.get_command(app)
    pairs = [([name], command) for name, command in told.commands.items()]
    pairs += [([*words, name], inner) for words, outer in pairs for name, inner in getattr(outer, "commands", {}).items()]
    for words, command in pairs:
        if words[0] not in MAKE and any(p.name == "store" for p in command.params):
            for p in command.params:
                if p.required:
                    words = [*words, *([p.opts[0]] if p.param_type_name == "option" else []), GIVEN.get(p.metavar, "X")]
            yield [*words, "X"] if words == ["timeline"] else words  # which wants one of two


def test_no_store_is_said_and_none_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("VANMACH_STORE", raising=False)
    monkeypatch.setattr("sys.stdin", io.StringIO("35-CT/TW"))
    Path("draft.txt").write_text("Theo Chỉ thị số 35-CT/TW.", "utf-8")
    commands = list(asking())
    assert len(commands) > 25
    for words in commands:
        assert run(*words) == (2, "", f"vanmach: no store 'vanmach.db' here; {HOW}\n"), words
    assert "không có kho 'vanmach.db'" in run("stats", "--lang", "vi").err
    assert [p.name for p in tmp_path.iterdir()] == ["draft.txt"]


def findings(url: str) -> dict[str, int]:
    ran = run("doctor", "--store", url, "--format", "json")
    answer = json.loads(ran.out)
    assert ran.code == (0 if answer["healthy"] else 1)
    return {f["name"]: f["wrong"] for f in answer["findings"]}


def test_a_healthy_store_in_both_languages(filled: str) -> None:
    assert set(findings(filled).values()) == {0}
    assert "✓    search index" in run("doctor", "--store", filled).out
    assert "✓    chỉ mục tìm kiếm" in run("doctor", "--store", filled, "--lang", "vi").out


@pytest.mark.parametrize(
    ("spoil", "name"),
    [
        ("delete from reference where id = (select subject from statement where known_to is null limit 1)", "statements"),
        ("delete from decision where rowid = (select min(rowid) from decision where known_to is null)", "references"),
        ("update decision set node = 'nowhere' where rowid = (select min(rowid) from decision where known_to is null)", "decisions"),
        ("delete from node where id = (select src from edge where known_to is null limit 1)", "edges"),
        ("delete from edge_statement where rowid = 1 or edge = (select min(edge) from edge_statement)", "edges"),
        ("update edge_statement set source = 'nobody' where edge = (select min(edge) from edge_statement)", "evidence"),
        ("update degree set n = n + 1", "degrees"),
        ("delete from search where rowid = (select max(rowid) from search)", "search"),
        ("delete from alias where node = '35-ct-tw.xiii'", "search"),
        ("update node set data = json_set(data, '$.date', '1999-01-01') where id = '35-ct-tw.xiii'", "rebuild"),
        ("update edge set valid_from = '1999-01-01' where known_to is null and type = 'supersedes'", "rebuild"),
        ("update decision set node = '35-ct-tw.xii' where node = '35-ct-tw.xiii' and known_to is null", "rebuild"),
    ],
)
def test_what_is_spoiled_is_found(filled: str, spoil: str, name: str) -> None:
    db = sqlite3.connect(filled.removeprefix("sqlite:///"))
    db.execute(spoil.replace("rowid = 1 or ", ""))
    db.commit()
    db.close()
    assert findings(filled)[name] > 0
    ran = run("doctor", "--store", filled)
    assert ran.code == 1
    assert "→ derive anew: vanmach rebuild" in ran.out


@pytest.mark.parametrize(
    "spoil",
    [
        "delete from search where rowid > 10",
        "delete from alias",
        "update degree set n = 7",
        "update node set stem = null",
        "update node set data = json_set(data, '$.title', 'sai') where kind = 'document'",
        "update edge set confidence = 0.1, known_to = null where known_to is null",
        "delete from edge_statement where edge in (select edge from edge_statement limit 20)",
    ],
)
def test_a_rebuild_mends_what_is_derived(filled: str, store_url: str, spoil: str) -> None:
    db = sqlite3.connect(filled.removeprefix("sqlite:///"))
    db.execute(spoil)
    db.commit()
    db.close()
    assert json.loads(run("rebuild", "--store", filled, "--format", "json").out)["changed"] > 0
    assert set(findings(filled).values()) == {0}
    assert loaded(filled) == loaded(store_url)


def test_a_broken_file_is_told(filled: str, tmp_path: Path) -> None:
    path = Path(filled.removeprefix("sqlite:///"))
    data = bytearray(path.read_bytes())
    data[4096 * 20 : 4096 * 60] = b"\xff" * (4096 * 40)
    path.write_bytes(data)
    shutil.copy(path, tmp_path / "broken.db")
    ran = run("doctor", "--store", filled)
    assert ran.code == 1
    assert "✗" in ran.out
    assert "vanmach restore" in ran.out
