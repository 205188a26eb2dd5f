"""A node or an edge that changes keeps its row in the SQLite file; what it was is laid aside as a row that ended."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from tests.graph.test_ledger import keep
from tests.readings import document, reading
from vanmach.graph import ledger, sqlite_file
from vanmach.graph.store import examine, open_store


def test_what_changes_keeps_its_row_and_what_it_was_is_laid_aside(tmp_path: Path) -> None:
    path = tmp_path / "graph.db"
    store = open_store(f"sqlite:///{path}")
    plan, directive = document("a", "12-KH/BTCTW", date="2024-02-01"), document("a", "35-CT/TW", term="XII")
    keep(store, reading("a", [(plan, "implements", directive)]))
    later = document("b", "12-KH/BTCTW", date="2024-02-01", term="XIII"), document("b", "35-CT/TW", date="2019-05-30", term="XII")

    def rows(sql: str) -> list[tuple[object, ...]]:
        with closing(sqlite_file.reader(path)) as reader:
            return reader.execute(sql).fetchall()

    live, was = "where known_to is null order by id", "where known_to is not null order by id"
    before = {t: rows(f"select id, rowid from {t} {live}") for t in ("node", "edge")}
    shown = rows(f"select id, date, data from node {live}"), rows(f"select id, confidence from edge {live}")
    second = reading("b", [(later[0], "implements", later[1])])
    second.statements = [replace(s, confidence=1.0) if s.object else s for s in second.statements]
    keep(store, second)
    assert {t: rows(f"select id, rowid from {t} {live}") for t in before} == before
    assert rows(f"select id, confidence from edge {live}") == [(id_, 1.0) for id_, _ in before["edge"]]
    assert rows(f"select id, confidence from edge {was}") == shown[1]
    changed = rows(f"select id, date, data from node {was}")
    assert changed
    assert set(changed) <= set(shown[0])
    for table in before:  # from the instant on at which the one ended it is the other
        ended = set(rows(f"select id, known_to from {table} {was}"))
        assert ended <= set(rows(f"select id, known_from from {table} {live}"))
    ledger.retract(store, "b")
    assert rows(f"select id, confidence from edge {live}") == shown[1]
    store.close_store()
    assert {f.name: f.wrong for f in examine(f"sqlite:///{path}") if f.wrong} == {}
