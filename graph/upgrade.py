"""Brings older stores to the schema of today: forward only, each step once, all in one transaction.

Owns the steps. Each takes a connection inside a transaction and leaves the schema one version on; ``schema.sql`` is what a new store
gets, and must be what the steps lead to (a test holds it, from the first version on).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from importlib.resources import files

import apsw

from vanmach.graph.codec import bare, told
from vanmach.graph.resolve import is_open

VERSION = 5


def create(connection: apsw.Connection) -> None:
    """Makes the tables of an empty store."""
    _run(connection, "schema.sql")
    rows = [("schema", str(VERSION)), ("version", "0"), ("clock", "")]
    connection.executemany("insert into meta values (?, ?)", rows)


def upgrade(connection: apsw.Connection, found: int) -> None:
    """Takes all steps from the version found to that of today."""
    for version in range(found, VERSION):
        STEPS[version](connection)
    connection.execute("update meta set value = ? where key = 'schema'", (str(VERSION),))


def teach(connection: apsw.Connection, name: str, function: Callable[..., str | int], arguments: int) -> None:
    """Lets SQL call a pure function."""
    connection.create_scalar_function(name, function, arguments, deterministic=True)


def _columns_for_json(db: apsw.Connection) -> None:
    """1 to 2: references by their facts, statements, decisions and edges in columns, statements behind edges with their source."""
    moved = ("reference", "statement", "decision", "edge", "edge_statement")
    _put_aside(db, 1, moved)
    _run(db, "schema_2.sql")
    teach(db, "weight_1", _weight, 1)
    teach(db, "facts_1", _facts, 1)
    teach(db, "open_1", lambda facts: int(is_open(bare(facts))), 1)
    db.execute(
        "insert into reference select id, source, block, facts_1(data), open_1(facts_1(data)), json_extract(data, '$.text_date'), "
        "json_extract(data, '$.context'), known_from, known_to from reference_1"
    )
    db.execute(
        "insert into statement select id, source, predicate, subject, object, json_extract(data, '$.value'), "
        "coalesce(json_extract(data, '$.modality'), 'done'), coalesce(json_extract(data, '$.confidence'), 1.0), "
        "coalesce(json_extract(data, '$.rule'), ''), json_extract(data, '$.props'), weight_1(json_extract(data, '$.evidence')), "
        "json_extract(data, '$.evidence.start'), json_extract(data, '$.evidence.end'), json_extract(data, '$.evidence.quote'), "
        "json_extract(data, '$.evidence.table'), json_extract(data, '$.evidence.row'), json_extract(data, '$.evidence.known_by'), "
        "json_extract(data, '$.evidence.url'), "
        "nullif(json_extract(data, '$.evidence.source'), source), known_from, known_to from statement_1"
    )
    # A decision outlives its reference's row, never its id: any version of the reference tells the source.
    db.execute(
        "insert into decision select d.reference, coalesce((select r.source from reference_1 r where r.id = d.reference limit 1), ''), "
        "d.node, coalesce(json_extract(d.data, '$.confidence'), 1.0), coalesce(json_extract(d.data, '$.resolved'), 0), "
        "coalesce(json_extract(d.data, '$.reason'), ''), json_extract(d.data, '$.candidates'), d.known_from, d.known_to from decision_1 d"
    )
    db.execute(
        "insert into edge select id, type, src, dst, json_extract(data, '$.modality'), coalesce(json_extract(data, '$.confidence'), 0.0), "
        "coalesce(json_extract(data, '$.verified'), 0), json_extract(data, '$.valid_from'), json_extract(data, '$.valid_from_basis'), "
        "json_extract(data, '$.valid_to'), json_extract(data, '$.props'), known_from, known_to from edge_1"
    )
    db.execute(
        "insert into edge_statement select l.edge, s.source, l.statement from edge_statement_1 l "
        "join statement_1 s on s.id = l.statement and s.known_to is null"
    )
    db.execute(
        "insert or replace into degree select node, type, count(*) from (select src as node, type from edge where known_to is null "
        "union all select dst, type from edge where known_to is null) group by node, type"
    )
    for table in moved:
        db.execute(f"drop table {table}_1")


def _looked_up_by_hash(db: apsw.Connection) -> None:
    """2 to 3: references are looked up by the hash of their facts; indexes are gone that no question needs."""
    _put_aside(db, 2, ("reference",))
    _run(db, "schema_3.sql")
    teach(db, "told_2", told, 1)
    db.execute(
        "insert into reference select id, source, block, told_2(facts), facts, open, text_date, context, known_from, known_to "
        "from reference_2"
    )
    db.execute("drop table reference_2")
    db.execute("drop index edge_statement_statement")
    db.execute("drop index alias_node")


def _by_relation_and_end(db: apsw.Connection) -> None:
    """3 to 4: of statements only relations have an index by id, what is said of an object is told apart by its relation, and what ended
    is found by when it did.
    """
    db.execute("drop index statement_live")
    db.execute("drop index statement_object")
    _run(db, "schema_4.sql")


def _in_place(db: apsw.Connection) -> None:
    """4 to 5: what came is found by when it did, for a node or an edge that changes keeps its row; edges are counted by who writes them."""
    db.execute("drop trigger edge_begins")
    db.execute("drop trigger edge_ends")
    _run(db, "schema_5.sql")


def _put_aside(db: apsw.Connection, version: int, tables: Sequence[str]) -> None:
    """Renames tables of a version and drops their indexes, whose names are wanted."""
    for table in tables:
        db.execute(f"alter table {table} rename to {table}_{version}")
    for name, of in db.execute("select name, tbl_name from sqlite_master where type = 'index' and sql is not null").fetchall():
        if str(of).endswith(f"_{version}"):
            db.execute(f"drop index {name}")


def _run(db: apsw.Connection, script: str) -> None:
    for sql in files("vanmach.graph").joinpath(script).read_text("utf-8").split(";\n"):
        if sql.strip():
            db.execute(sql)


def _weight(evidence: str) -> int:
    found = json.loads(evidence)
    return 2 if "quote" in found else {"source": 3, "mixed": 1}.get(found["known_by"], 0)


def _facts(data: str) -> str:
    place = ("id", "source", "text_date", "context")
    found = {k: v for k, v in json.loads(data).items() if k not in place and v is not False}
    return json.dumps({"surface": "", **found}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


STEPS: dict[int, Callable[[apsw.Connection], None]] = {
    1: _columns_for_json,
    2: _looked_up_by_hash,
    3: _by_relation_and_end,
    4: _in_place,
}
