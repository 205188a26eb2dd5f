"""Writes to the SQLite file: one transaction, whole or not at all. Owns its SQL; the rules of a change are in ``ledger.py``."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from vanmach.graph import codec
from vanmach.graph.errors import StoreError
from vanmach.graph.identity import fold, parse_symbol, series
from vanmach.graph.model import Decision, Edge, Node, Reference, Source, Statement


@contextmanager
def transaction(connection: sqlite3.Connection, lock: threading.RLock) -> Iterator[SQLiteTransaction]:
    """A transaction on the writer connection: kept when the block ends well, undone when it raises."""
    with lock:
        try:
            connection.execute("begin immediate")
        except sqlite3.Error as error:
            raise StoreError(f"the store is busy or cannot be written: {error}; try again, or end the program that holds it") from error
        try:
            tx = SQLiteTransaction(connection)
            yield tx
            tx.finish()
            connection.execute("commit")
        except BaseException as error:
            connection.execute("rollback")
            if isinstance(error, sqlite3.Error):
                raise StoreError(f"the store could not be written: {error}; nothing of this change was kept") from error
            raise


class SQLiteTransaction:
    """The primitives of a change (see ``store.Transaction``)."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        last = self._one("select value from meta where key = 'clock'")
        now = datetime.now(UTC)
        if last:
            # Two changes never share an instant, so [known_from, known_to) of a row is never empty.
            now = max(now, datetime.fromisoformat(last) + timedelta(microseconds=1))
        self._now = now.isoformat(timespec="microseconds")
        self._changes = connection.total_changes

    def finish(self) -> None:
        """Counts the change, if anything was written."""
        if self._db.total_changes > self._changes:
            self._db.execute("update meta set value = ? where key = 'clock'", (self._now,))
            self._db.execute("update meta set value = value + 1 where key = 'version'")

    def _one(self, sql: str, *args: object) -> str | None:
        found = self._db.execute(sql, args).fetchone()
        return found[0] if found else None

    def _all(self, sql: str, ids: Iterable[str]) -> list[tuple[str, ...]]:
        return self._db.execute(sql, (json.dumps(sorted(ids), ensure_ascii=False),)).fetchall()

    def _end(self, table: str, key: str, ids: Iterable[str]) -> None:
        self._db.execute(
            f"update {table} set known_to = ? where known_to is null and {key} in (select value from json_each(?))",
            (self._now, json.dumps(sorted(ids), ensure_ascii=False)),
        )

    def source(self, id_: str) -> Source | None:
        """The live source with this id."""
        found = self._one("select data from source where id = ? and known_to is null", id_)
        return codec.source(found) if found else None

    def all_sources(self) -> Iterator[Source]:
        """Every live source."""
        yield from [codec.source(x) for (x,) in self._db.execute("select data from source where known_to is null order by id").fetchall()]

    def put_source(self, source: Source, text: str | None) -> None:
        """Adds a source, or its new version, and keeps its text."""
        self._end("source", "id", [source.id])
        self._db.execute("insert into source values (?, ?, ?, ?, null)", (source.id, codec.encode(source), source.sha256, self._now))
        if text is not None:
            self._db.execute("insert or ignore into source_text values (?, ?)", (source.sha256, text))

    def close_source(self, id_: str) -> None:
        """Ends a source."""
        self._end("source", "id", [id_])

    def references_of(self, source: str) -> dict[str, Reference]:
        """Live references of a source."""
        rows = self._db.execute("select data from reference where source = ? and known_to is null", (source,)).fetchall()
        return {r.id: r for r in (codec.reference(x) for (x,) in rows)}

    def statements_of(self, source: str) -> dict[str, Statement]:
        """Live statements of a source."""
        rows = self._db.execute("select data from statement where source = ? and known_to is null", (source,)).fetchall()
        return {s.id: s for s in (codec.statement(x) for (x,) in rows)}

    def put(self, references: Iterable[tuple[Reference, str]], statements: Iterable[Statement]) -> None:
        """Adds references and statements."""
        self._db.executemany(
            "insert into reference values (?, ?, ?, ?, ?, null)",
            [(r.id, r.source, block, codec.encode(r), self._now) for r, block in references],
        )
        self._db.executemany(
            "insert into statement values (?, ?, ?, ?, ?, ?, ?, null)",
            [(s.id, s.source, s.predicate, s.subject, s.object, codec.encode(s), self._now) for s in statements],
        )

    def close(self, references: Iterable[str], statements: Iterable[str]) -> None:
        """Ends references and statements."""
        self._end("reference", "id", references)
        self._end("statement", "id", statements)

    def block(self, keys: Iterable[str]) -> dict[str, list[Reference]]:
        """Live references by block."""
        blocks: dict[str, list[Reference]] = defaultdict(list)
        sql = "select block, data from reference where known_to is null and block in (select value from json_each(?))"
        for key, data in self._all(sql, keys):
            blocks[key].append(codec.reference(data))
        return dict(blocks)

    def all_blocks(self) -> Iterator[str]:
        """Every block with a live reference."""
        yield from [x for (x,) in self._db.execute("select distinct block from reference where known_to is null").fetchall()]

    def decisions(self, references: Iterable[str]) -> dict[str, Decision]:
        """Live decisions."""
        sql = "select data from decision where known_to is null and reference in (select value from json_each(?))"
        return {d.reference: d for d in (codec.decision(x) for (x,) in self._all(sql, references))}

    def decide(self, decisions: Iterable[Decision], drop: Iterable[str]) -> None:
        """Writes decisions; ends those dropped."""
        decisions = list(decisions)
        self._end("decision", "reference", {d.reference for d in decisions} | set(drop))
        self._db.executemany(
            "insert into decision values (?, ?, ?, ?, null)", [(d.reference, d.node, codec.encode(d), self._now) for d in decisions]
        )

    def references_at(self, nodes: Iterable[str]) -> dict[str, list[Reference]]:
        """Live references by the node they mean."""
        found: dict[str, list[Reference]] = defaultdict(list)
        sql = (
            "select d.node, r.data from decision d join reference r on r.id = d.reference and r.known_to is null "
            "where d.known_to is null and d.node in (select value from json_each(?)) order by r.id"
        )
        for node, data in self._all(sql, nodes):
            found[node].append(codec.reference(data))
        return dict(found)

    def properties_of(self, references: Iterable[str]) -> list[Statement]:
        """Live property statements."""
        sql = (
            "select data from statement where known_to is null and object is null "
            "and subject in (select value from json_each(?)) order by id"
        )
        return [codec.statement(x) for (x,) in self._all(sql, references)]

    def relations_of(self, references: Iterable[str]) -> list[Statement]:
        """Live relation statements at these references."""
        array = json.dumps(sorted(references), ensure_ascii=False)
        sql = (
            "select data from statement where known_to is null and object is not null and subject in (select value from json_each(?1)) "
            "union select data from statement where known_to is null and object in (select value from json_each(?1))"
        )
        return [codec.statement(x) for (x,) in self._db.execute(sql, (array,)).fetchall()]

    def relations_by_id(self, ids: Iterable[str]) -> list[Statement]:
        """Live relation statements by id."""
        sql = (
            "select data from statement where known_to is null and object is not null "
            "and id in (select value from json_each(?)) order by id"
        )
        return [codec.statement(x) for (x,) in self._all(sql, ids)]

    def edges_of_statements(self, ids: Iterable[str]) -> dict[str, str]:
        """The edge behind which each statement stands."""
        rows = self._all("select statement, edge from edge_statement where statement in (select value from json_each(?))", ids)
        return {row[0]: row[1] for row in rows}

    def edges_at(self, nodes: Iterable[str]) -> set[str]:
        """Live edges at these nodes."""
        array = json.dumps(sorted(nodes), ensure_ascii=False)
        sql = (
            "select id from edge where known_to is null and src in (select value from json_each(?1)) "
            "union select id from edge where known_to is null and dst in (select value from json_each(?1))"
        )
        return {x for (x,) in self._db.execute(sql, (array,)).fetchall()}

    def behind(self, edges: Iterable[str]) -> dict[str, list[str]]:
        """Statements behind these edges."""
        found: dict[str, list[str]] = defaultdict(list)
        for edge, statement in self._all(
            "select edge, statement from edge_statement where edge in (select value from json_each(?))", edges
        ):
            found[edge].append(statement)
        return dict(found)

    def live_nodes(self, ids: Iterable[str]) -> dict[str, Node]:
        """Nodes as they are now."""
        sql = "select data from node where known_to is null and id in (select value from json_each(?))"
        return {n.id: n for n in (codec.node(x) for (x,) in self._all(sql, ids))}

    def live_edges(self, ids: Iterable[str]) -> dict[str, Edge]:
        """Edges as they are now."""
        sql = "select data from edge where known_to is null and id in (select value from json_each(?))"
        return {e.id: e for e in (codec.edge(x) for (x,) in self._all(sql, ids))}

    def put_nodes(self, nodes: Iterable[Node], drop: Iterable[str]) -> None:
        """Writes nodes with their names and search text; ends those dropped."""
        nodes = list(nodes)
        ended = json.dumps(sorted({n.id for n in nodes} | set(drop)), ensure_ascii=False)
        live = "select rowid from node where known_to is null and id in (select value from json_each(?))"
        self._db.execute(f"delete from search where rowid in ({live})", (ended,))
        self._db.execute("delete from alias where node in (select value from json_each(?))", (ended,))
        self._db.execute(
            "update node set known_to = ? where known_to is null and id in (select value from json_each(?))", (self._now, ended)
        )
        for n in nodes:
            row = self._db.execute(
                "insert into node (id, kind, doc_kind, stem, term, date, issuer, data, known_from) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (n.id, n.kind, n.doc_kind, _stem(n), n.term, n.date, n.issuer, codec.encode(n), self._now),
            ).lastrowid
            names = {fold(name) for name in (n.label, n.title, *n.aliases) if name}
            self._db.executemany("insert or ignore into alias values (?, ?)", [(name, n.id) for name in sorted(names)])
            self._db.execute("insert into search (rowid, text) values (?, ?)", (row, " \n ".join(sorted(names))))

    def put_edges(self, edges: Iterable[Edge], drop: Iterable[str]) -> None:
        """Writes edges with the statements behind them; ends those dropped."""
        edges = list(edges)
        ended = {e.id for e in edges} | set(drop)
        self._end("edge", "id", ended)
        self._all("delete from edge_statement where edge in (select value from json_each(?))", ended)
        self._db.executemany(
            "insert into edge values (?, ?, ?, ?, ?, ?, null)", [(e.id, e.type, e.from_, e.to, codec.encode(e), self._now) for e in edges]
        )
        self._db.executemany("insert or replace into edge_statement values (?, ?)", [(s, e.id) for e in edges for s in e.statements])


def _stem(node: Node) -> str | None:
    """How a symbol is looked up: series, number and organ, folded."""
    symbol = parse_symbol(node.symbol or "")
    return f"{series(node.doc_kind, symbol)}:{symbol.number}:{symbol.organ}" if symbol else None
