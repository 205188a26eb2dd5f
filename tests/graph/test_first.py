"""A first load leaves row by row what the same sources leave that come one by one."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.readings import body, document, reading
from vanmach.graph import ledger
from vanmach.graph.derive import MANY
from vanmach.graph.model import Record, Review, review_id
from vanmach.graph.store import open_store
from vanmach.loaders.statements import Reading

TABLES = ("source", "reference", "statement", "decision", "node", "alias", "edge", "degree", "edge_statement", "tally", "review")
OWN = {"rowid", "known_from", "known_to"}  # when and where a row was written


def texts() -> list[Reading]:
    """Sources that settle each other's doubts, copy each other, contradict each other, and a hub that keeps a tally."""
    hub, twin = "35-CT/TW", "36-CT/TW"
    out = []
    for i in range(MANY + 8):
        id_ = f"t{i:02d}"
        own = document(id_, f"{i + 50}-KH/TW", date=f"2022-{i % 12 + 1:02d}-01")
        cited = document(id_, hub, date="2019-05-30") if i % 3 else document(id_, hub, text_date="2023-02-01", context="đại hội đảng bộ")
        bare = document(id_, twin, text_date=f"20{18 + i % 7}-03-01")
        relations = [(own, "implements", cited), (body(id_, "Bộ Chính trị"), "issues", cited), (own, "cites", bare), (own, "cites", own)]
        out.append(reading(id_, relations, published=f"2023-{i % 12 + 1:02d}-02" if i % 2 else None))
    known = reading("k", [(document("k", twin, date="2024-06-14"), "supersedes", document("k", twin, date="2019-08-16"))])
    series = reading("q", [(document("q", "99-QĐ/TW", date="2017-10-03"), "supersedes", document("q", "07-QĐ/TW", term="XII"))])
    rows = reading("r", [(document("r", twin, date="2019-08-16"), "based_on", document("r", hub, date="2019-05-31"))])
    rows.statements = [
        replace(
            s, evidence=Record("r", "relations", "r1", "source", "https://example.org/1"), props={"scope": "cả nước", "date": "2019-09"}
        )
        if s.object
        else replace(s, evidence=Record("other", "documents", "r1", "recall"))
        for s in rows.statements
    ]
    rows.references = [replace(r, aliases=("Chỉ thị về đại hội",)) if r.symbol == hub else r for r in rows.references]
    copies = [reading(s, [(document(s, hub, date="2019-05-31"), "guides", document(s, twin, date="2019-08-16"))]) for s in ("y", "z")]
    for said in copies:
        said.source = replace(said.source, sha256=copies[0].source.sha256)
    return [*out, known, series, rows, *copies]


def kept(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All live rows."""
    db = sqlite3.connect(path)
    found = {}
    for table in TABLES:
        columns = [name for _, name, *_ in db.execute(f"pragma table_info({table})")]
        live = "where known_to is null" if "known_to" in columns else "where n <> 0" if "n" in columns else ""
        wanted = ", ".join(c for c in columns if c not in OWN)
        found[table] = sorted(db.execute(f"select {wanted} from {table} {live}").fetchall(), key=repr)
    found["search"] = sorted(db.execute("select n.id, s.text from search s join node n on n.rowid = s.rowid").fetchall())
    found["schema"] = sorted(db.execute("select type, name from sqlite_master").fetchall())
    db.close()
    return found


def filled(path: Path, readings: Iterable[Reading], reviews: Iterable[Review], at_once: bool) -> dict[str, list[tuple[object, ...]]]:
    store = open_store(f"sqlite:///{path}")
    for review in reviews:
        ledger.review(store, review)
    given = [(r.source, r.text, r.references, r.statements) for r in readings]
    if at_once:
        ledger.load_all(store, given)
    else:
        for one in given:
            ledger.load(store, *one)
    assert ledger.rebuild(store) == 0
    store.close_store()
    return kept(path)


@pytest.mark.parametrize("seed", range(3))
def test_row_by_row_the_same(tmp_path: Path, seed: int) -> None:
    readings = texts()
    reviews = [
        Review(review_id(a, b, type_, "done" if type_ else None), verdict, a, b, "lan", "2026-01-02", type_, "done" if type_ else None)
        for verdict, a, b, type_ in (
            ("reject", "50-kh-tw.xiii", "35-ct-tw.xii", "implements"),
            ("not-same", "36-ct-tw.xii", "36-ct-tw.xiii", None),
        )
    ]  # fmt: skip
    random.Random(seed).shuffle(readings)
    once = filled(tmp_path / "once.db", readings, reviews, at_once=True)
    single = filled(tmp_path / "single.db", readings, reviews, at_once=False)
    for table, rows in once.items():
        assert rows == single[table], table
    assert once["tally"]
    assert len({row for row in once["decision"] if "open" in row}) > 1
