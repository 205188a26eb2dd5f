"""A first load's rows and indexes go in side by side, and the log is taken in beside other work: all there, in order, and errors told."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest

from tests.graph.test_ledger import FIRST, graph, keep
from tests.readings import document, reading
from vanmach.graph import sqlite_bulk, sqlite_file
from vanmach.graph.sqlite_bulk import Bulk
from vanmach.graph.store import open_store

SCHEMA = (
    "create table a (x integer not null)",
    "create unique index a_x on a (x)",
    "create table b (y integer not null)",
    "create index b_y on b (y)",
    "create trigger b_in after insert on b begin insert into a values (-new.y); end",
)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[apsw.Connection]:
    made = apsw.Connection(str(tmp_path / "t.db"))
    for sql in SCHEMA:
        made.execute(sql)
    made.execute("begin")
    yield made
    made.close()


def schema(connection: apsw.Connection) -> set[str]:
    return {name for (name,) in connection.execute("select name from sqlite_master where type in ('index', 'trigger')")}


def test_all_goes_in_and_the_indexes_are_made_as_tables_get_full(connection: apsw.Connection) -> None:
    bulk = Bulk(connection, {"b": "insert into a select -1 - max(y) from b"})
    assert schema(connection) == set()
    bulk.write("insert into a values (?)", [(n,) for n in range(200_000)])
    bulk.full("a")
    for n in range(0, 1_000, 100):
        bulk.write("insert into b values (?)", [(i,) for i in range(n, n + 100)])  # some of it waits for the index on a
    bulk.write("insert into b values (?)", [])
    bulk.end()
    bulk.leave()
    assert connection.execute("select y from b order by rowid").fetchall() == [(n,) for n in range(1_000)]
    assert connection.execute("select count(*), min(x) from a").fetchall() == [(200_001, -1_000)]  # no trigger ran meanwhile
    assert schema(connection) == {"a_x", "b_y", "b_in"}


def test_the_pages_of_indexes_keep_room_and_nothing_else_is_left_of_it(tmp_path: Path) -> None:
    rows = [(f"{n * 7_919 % 30_011:016x}", f"s{n // 10}", n) for n in range(30_011)]
    rows += [(f"{id_}~", of, n) for id_, of, n in rows]  # no id is taken, whatever stands behind another
    made = apsw.Connection(str(tmp_path / "t.db"))
    for sql in (
        "create table t (number integer primary key, id text not null, of text, n integer not null, known_to text)",
        "create unique index t_id on t (id) where known_to is null",
        "create index t_of on t (of, n)",
        "create table few (id text not null)",
        "create unique index few_id on few (id)",
    ):
        made.execute(sql)
    made.execute("begin")
    bulk = Bulk(made)
    bulk.write("insert into t (id, of, n) values (?, ?, ?)", rows)
    bulk.write("insert into few values (?)", [("a",), ("b",)])
    bulk.end()
    bulk.leave()
    made.execute("commit")
    assert made.execute("select id, of, n from t order by number").fetchall() == rows
    assert made.execute("select count(*), max(number) from t").fetchall() == [(len(rows), len(rows))]
    assert made.execute("select id from few order by id").fetchall() == [("a",), ("b",)]
    room = dict(made.execute("select name, 1.0 * sum(unused) / sum(pgsize) from dbstat where name in ('t_id', 't_of') group by name"))
    assert all(0.1 < share < 0.3 for share in room.values()), room  # filled to the brim it would be a hundredth
    assert made.execute("pragma integrity_check").fetchall() == [("ok",)]
    made.close()


def test_an_index_that_cannot_be_made_is_told_and_the_connection_is_free(connection: apsw.Connection) -> None:
    bulk = Bulk(connection)
    bulk.write("insert into a values (?)", [(n // 2,) for n in range(100_000)])
    bulk.full("a")
    with pytest.raises(apsw.ConstraintError):
        bulk.end()
    bulk.leave()
    assert connection.execute("select count(*) from a").fetchall() == [(100_000,)]


def test_no_more_waits_in_line_than_fits_into_memory(connection: apsw.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_bulk, "MOST", 10)
    bulk = Bulk(connection)
    bulk.write("insert into a values (?)", [(n,) for n in range(300_000)])
    bulk.full("a")
    bulk.write("insert into b values (?)", [(n,) for n in range(11)])
    assert connection.execute("select count(*) from b").fetchall() == [(11,)]
    bulk.leave()


def test_the_log_is_taken_in_beside_other_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_file, "LONG", 1)
    path = tmp_path / "g.db"
    store = open_store(f"sqlite:///{path}")
    keep(store, FIRST)
    keep(store, reading("t", [(document("t", "26-HD/BTCTW", date="2019-10-18"), "cites", document("t", "21-KL/TW", date="2021-10-25"))]))
    until = time.monotonic() + 20
    while any(t.name == "vanmach-log" for t in threading.enumerate()):
        assert time.monotonic() < until
        time.sleep(0.01)
    alone = tmp_path / "alone.db"
    alone.write_bytes(path.read_bytes())  # without its log
    copy = open_store(f"sqlite:///{alone}")
    assert graph(copy) == graph(store)
    copy.close_store()
    store.close_store()


def test_a_store_can_be_closed_while_its_log_waits_to_be_taken_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_file, "LONG", 1)
    store = open_store(f"sqlite:///{tmp_path / 'g.db'}")
    with store._lock:  # type: ignore[attr-defined]
        keep(store, FIRST)
        assert any(t.name == "vanmach-log" for t in threading.enumerate())
        store.close_store()
    again = open_store(f"sqlite:///{tmp_path / 'g.db'}")
    assert again.counts().sources == 1
    again.close_store()
