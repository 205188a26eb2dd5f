"""No question and no change reads a whole table: each finds its rows by an index, however large the store has become."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import apsw
import pytest

from tests.readings import body, document, reading
from vanmach.graph import ledger, sqlite_file
from vanmach.graph.store import open_store
from vanmach.queries.lineage import lineage
from vanmach.queries.show import show

# Tables that grow with the texts, as they are and as queries call them for short; an automatic index is made by reading the whole.
_WHOLE = re.compile(r"SCAN (statement|reference|decision|edge|node|edge_statement|degree|alias|tally|[sdeln])\b(?! VIRTUAL)|.*AUTOMATIC")


def test_every_row_is_found_by_an_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: dict[str, Any] = {}

    def heard(_: apsw.Cursor, sql: str, bindings: Any) -> bool:
        told[sql] = bindings
        return True

    def traced(opens: Callable[..., apsw.Connection]) -> Callable[..., apsw.Connection]:
        def opened(*where: Any) -> apsw.Connection:
            connection = opens(*where)
            connection.set_exec_trace(heard)
            return connection

        return opened

    monkeypatch.setattr(sqlite_file, "reader", traced(sqlite_file.reader))
    monkeypatch.setattr(sqlite_file, "writer", traced(sqlite_file.writer))
    store = open_store(f"sqlite:///{tmp_path / 'graph.db'}")
    old, new = document("a", "35-CT/TW", date="2019-05-30"), document("a", "26-HD/BTCTW", date="2019-10-18")
    first = reading("a", [(new, "guides", old), (body("a", "Bộ Chính trị"), "issues", old)])
    changed, also = (
        reading(x, [(document(x, "12-KH/BTCTW", date="2024-02-01"), "implements", document(x, "35-CT/TW", date="2019-05-30"))])
        for x in "bc"
    )
    ledger.load_all(store, [(first.source, first.text, first.references, first.statements)])  # into an empty store: bulk
    # Indexes are not there yet: whatever looks for a row otherwise than by its number then reads all of its table, for each source anew.
    by_number = re.compile(r"update meta|delete from (\w+) where rowid > \(select max\(rowid\) from \1\) - changes\(\)$")
    assert [sql for sql in told if sql.startswith(("update", "delete")) and not by_number.match(sql)] == []
    told.clear()
    for said in (changed.statements, changed.statements[:-1], changed.statements):
        ledger.load(store, changed.source, changed.text, changed.references, said)
    ledger.load(store, also.source, also.text, also.references, also.statements)
    for node in store.all_nodes():
        lineage(store, node.id)
        show(store, node.id)
    assert store.statements(store.all_edges())
    ledger.retract(store, "b")
    store.close_store()
    plain = apsw.Connection(str(tmp_path / "graph.db"))
    plain.create_scalar_function("edge_id", lambda *_: "", 4)
    first = ("select", "with", "update", "delete")
    asked = {sql: bound for sql, bound in told.items() if sql.split(" ", 1)[0] in first or (sql.startswith("insert") and " select " in sql)}
    plans = {sql: [row[3] for row in plain.execute(f"explain query plan {sql}", bound)] for sql, bound in asked.items()}
    plain.close()
    assert len(plans) > 30
    assert {sql: steps for sql, steps in plans.items() if any(map(_WHOLE.match, steps))} == {}
