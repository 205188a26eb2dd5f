"""Stores of older programs: readers are told what to do, a writer brings them up to date and loses nothing."""

from __future__ import annotations

import re
import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import apsw
import pytest

from tests.readings import body, document, reading
from vanmach.graph import ledger, sqlite_file, upgrade
from vanmach.graph.errors import StoreError
from vanmach.graph.model import Record
from vanmach.graph.store import examine, open_store
from vanmach.loaders.statements import Reading

STORES = Path(__file__).parent / "stores"


def texts() -> list[Reading]:
    """What the first store was filled with, in the last version of each text, without the one that was retracted."""
    old, guide = document("a", "35-CT/TW", date="2019-05-30"), document("a", "26-HD/BTCTW", date="2019-10-18")
    plan = document("b", "12-KH/BTCTW", date="2024-02-01")
    open_ = document("b", "35-CT/TW", text_date="2024-03-01")
    other = document("b", "21-KL/TW", text_date="2024-03-01", context="xây dựng, chỉnh đốn Đảng")
    rows = reading("e", [(document("e", "36-CT/TW", date="2019-08-16"), "based_on", document("e", "35-CT/TW", date="2019-05-30"))])
    rows.statements = [
        replace(s, evidence=Record("e", "relations", "r1", "source", "https://example.org/1"), props={"scope": "cả nước"})
        if s.object
        else replace(s, evidence=Record("e", "documents", "r1", "recall"))
        for s in rows.statements
    ]
    rows.references = [replace(r, aliases=("Chỉ thị về đại hội",)) if r.symbol == "35-CT/TW" else r for r in rows.references]
    return [
        reading("a", [(guide, "guides", old), (body("a", "Bộ Chính trị"), "issues", old)], published="2024-04-12"),
        reading("b", [(plan, "implements", open_), (plan, "based_on", other)]),
        reading("c", [(document("c", "99-QĐ/TW", date="2017-10-03"), "supersedes", document("c", "07-QĐ/TW", term="XII"))]),
        rows,
    ]


@pytest.fixture(params=range(1, upgrade.VERSION))
def version(request: pytest.FixtureRequest) -> int:
    """Each schema there was."""
    return int(request.param)


@pytest.fixture
def older(version: int, tmp_path: Path) -> Path:
    """A store as that schema kept it."""
    path = tmp_path / "older.db"
    db = sqlite3.connect(path)
    db.executescript((STORES / f"{version}.sql").read_text("utf-8"))
    db.close()
    return path


def test_a_reader_is_told_what_to_do(older: Path, version: int) -> None:
    before = older.read_bytes()
    store = open_store(f"sqlite:///{older}")
    with pytest.raises(StoreError, match=rf"has schema {version}, this program reads {upgrade.VERSION}: .*vanmach rebuild --store"):
        store.counts()
    store.close_store()
    assert older.read_bytes() == before
    assert [(f.name, f.wrong) for f in examine(f"sqlite:///{older}")] == [("file", 0), ("schema", 1), ("log", 0)]


def test_a_writer_brings_it_up_to_date_and_loses_nothing(older: Path, tmp_path: Path) -> None:
    db = sqlite3.connect(older)
    rows = {
        t: db.execute(f"select count(*), count(known_to) from {t}").fetchone()
        for t in ("source", "reference", "statement", "decision", "node", "edge")
    }
    db.close()
    store, fresh = open_store(f"sqlite:///{older}"), open_store(f"sqlite:///{tmp_path / 'fresh.db'}")
    assert ledger.rebuild(store) == 0
    for said in texts():
        ledger.load(fresh, said.source, said.text, said.references, said.statements)
        assert ledger.load(store, said.source, said.text, said.references, said.statements).state == "unchanged"
        assert store.text(said.source.id) == said.text
    assert list(store.all_nodes()) == list(fresh.all_nodes())
    assert list(store.all_edges()) == list(fresh.all_edges())
    assert store.counts() == fresh.counts()
    edges = list(fresh.all_edges())
    assert store.statements(edges) == fresh.statements(edges)
    assert len(store.statements(edges)) == len([s for said in texts() for s in said.statements if s.object])
    for node in fresh.all_nodes():
        assert store.properties(node.id) == fresh.properties(node.id)
        assert node in store.candidates(node.label)
    store.close_store()
    fresh.close_store()
    db = sqlite3.connect(older)
    after = {t: db.execute(f"select count(*), count(known_to) from {t}").fetchone() for t in rows}
    db.close()
    assert after == rows  # what ended is kept too
    assert {f.name: f.wrong for f in examine(f"sqlite:///{older}")} == dict.fromkeys(
        (f.name for f in examine(f"sqlite:///{tmp_path / 'fresh.db'}")), 0
    )


def test_the_steps_lead_to_the_schema_of_today(older: Path, tmp_path: Path) -> None:
    def shape(path: Path) -> list[tuple[str, str, str]]:
        db = sqlite3.connect(path)
        found = db.execute("select type, name, sql from sqlite_master where sql is not null order by type, name").fetchall()
        db.close()
        return [(type_, name, " ".join(re.sub(r"--[^\n]*", "", sql).split())) for type_, name, sql in found]

    sqlite_file.writer(older).close()
    sqlite_file.writer(tmp_path / "fresh.db").close()
    assert shape(older) == shape(tmp_path / "fresh.db")


def test_every_version_has_a_store_and_a_step() -> None:
    assert sorted(upgrade.STEPS) == list(range(1, upgrade.VERSION))
    assert sorted(int(p.stem) for p in STORES.glob("*.sql")) == sorted(upgrade.STEPS)


def test_a_step_that_fails_leaves_the_store_as_it_was(older: Path, version: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def half(db: apsw.Connection) -> None:
        upgrade_step(db)
        raise apsw.IOError("disk I/O error")

    upgrade_step = upgrade.STEPS[version]
    monkeypatch.setitem(upgrade.STEPS, version, half)
    with pytest.raises(StoreError, match="disk I/O error"):
        sqlite_file.writer(older)
    monkeypatch.undo()
    store = open_store(f"sqlite:///{older}")
    assert ledger.rebuild(store) == 0
    store.close_store()


def test_a_store_of_a_newer_program_is_left_alone(older: Path) -> None:
    newer = older.with_name("newer.db")
    shutil.copy(older, newer)
    db = sqlite3.connect(newer)
    db.execute("update meta set value = '999' where key = 'schema'")
    db.commit()
    db.close()
    with pytest.raises(StoreError, match=r"schema 999.*newer Vanmach"):
        open_store(f"sqlite:///{newer}")
