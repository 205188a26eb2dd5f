"""Writes to the SQLite file: one transaction, whole or not at all. Owns its SQL; the rules of a change are in ``ledger.py``."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter
from typing import Any

import apsw

from vanmach.graph import codec
from vanmach.graph.errors import StoreError
from vanmach.graph.model import Decision, Reference, Review, Source, Statement
from vanmach.graph.project import Said, reference_said
from vanmach.graph.sqlite_derived import Derived
from vanmach.graph.sqlite_lists import IN, array
from vanmach.graph.store import Member

# Three queries tell what is said of nodes: references decided to mean them, their properties, who issued them. For some nodes the way
# leads from the decisions to what they decide; for all nodes from there to the decisions, along the tables, and is sorted afterwards.
_NAMED = (
    "select d.node, r.source, r.facts, d.resolved, case when d.resolved then null else d.candidates end",
    "reference r",
    "r.id = d.reference and r.known_to is null",
    "",
)
_PROPERTIES = (
    "select d.node, s.source, s.predicate, coalesce(s.value, ''), s.weight",
    "statement s",
    "s.subject = d.reference and s.known_to is null and s.object is null",
    "",
)
_ISSUERS = (
    "select d.node, s.source, 'issuer', b.node, s.weight",
    "statement s",
    "s.object = d.reference and s.known_to is null and s.object is not null and s.predicate = 'issues' and s.modality = 'done'",
    "cross join decision b on b.reference = s.subject and b.known_to is null",
)


def _of_some(query: tuple[str, str, str, str], only: str) -> str:
    columns, table, on, more = query
    return f"{columns} from decision d cross join {table} on {on} {more} where d.known_to is null {only}"


def _of_all(query: tuple[str, str, str, str]) -> str:
    columns, table, on, more = query
    return f"{columns} from {table} cross join decision d on {on} and d.known_to is null {more} order by d.node"


@contextmanager
def transaction(connection: apsw.Connection, lock: threading.RLock) -> Iterator[SQLiteTransaction]:
    """A transaction on the writer connection: kept when the block ends well, undone when it raises."""
    with lock:
        try:
            connection.execute("begin immediate")
        except apsw.Error as error:
            raise StoreError(f"the store is busy or cannot be written: {error}; try again, or end the program that holds it") from error
        try:
            tx = SQLiteTransaction(connection)
            yield tx
            tx.finish()
            connection.execute("commit")
        except BaseException as error:
            if connection.in_transaction:  # a full disk may have undone it already
                connection.execute("rollback")
            if isinstance(error, apsw.Error):
                raise StoreError(f"the store could not be written: {error}; nothing of this change was kept") from error
            raise


class SQLiteTransaction(Derived):
    """The primitives of a change (see ``store.Transaction``)."""

    def sources(self, ids: Iterable[str]) -> dict[str, Source]:
        """Live sources with these ids."""
        return {id_: codec.source(x) for id_, x in self._all(f"select id, data from source where known_to is null and id {IN}", ids)}

    def all_sources(self) -> Iterator[Source]:
        """Every live source."""
        yield from [codec.source(x) for (x,) in self._all("select data from source where known_to is null order by id")]

    def put_sources(self, sources: Iterable[tuple[Source, str | None]]) -> None:
        """Adds sources, or their new versions, and keeps their texts."""
        put = list(sources)
        self._end("source", "id", [s.id for s, _ in put])
        self._insert("source", [(s.id, codec.encode(s), s.sha256, self._now) for s, _ in put])
        self._many("insert or ignore into source_text values (?, ?)", [(s.sha256, text) for s, text in put if text is not None])

    def close_source(self, id_: str) -> None:
        """Ends a source."""
        self._end("source", "id", [id_])

    def references_of(self, source: str) -> dict[str, Reference]:
        """Live references of a source."""
        rows = self._db.execute(f"select {codec.REFERENCE} from reference where source = ? and known_to is null", (source,))
        return {row[0]: codec.reference(row) for row in rows}

    def statements_of(self, source: str) -> dict[str, Statement]:
        """Live statements of a source: those at its references."""
        columns = ", ".join(f"s.{c}" for c in codec.STATEMENT.split(", "))
        rows = self._db.execute(
            f"select {columns} from reference r cross join statement s on s.subject = r.id and s.known_to is null "
            "where r.source = ?1 and r.known_to is null and s.source = ?1",
            (source,),
        )
        return {row[0]: codec.statement(row) for row in rows}

    def put(self, references: Iterable[tuple[Reference, codec.Stated]], statements: Iterable[Statement]) -> None:
        """Adds references and statements."""
        now = self._now
        self._insert("reference", [codec.reference_row(r, facts, now) for r, facts in references])
        self._insert("statement", [codec.statement_row(s, now) for s in statements])

    def close(self, source: str, references: Iterable[str], statements: Iterable[str]) -> None:
        """Ends references of a source and statements at its references."""
        if (ended := array(statements)) != "[]":  # only relations have an index by id
            self._db.execute(
                "update statement set known_to = ?1 where known_to is null and subject in (select id from reference where source = ?2 and "
                f"known_to is null) and +id {IN.replace('?', '?3')}",
                (self._now, source, ended),
            )
        self._end("reference", "id", references)

    def open_blocks(self, blocks: Iterable[str]) -> set[str]:
        """Blocks with an open reference."""
        sql = (
            "select value from json_each(?) where exists "
            "(select 1 from reference r where r.block = value and r.known_to is null and r.open)"
        )
        return {block for (block,) in self._all(sql, blocks)}

    def facts(self, blocks: Iterable[str]) -> dict[str, list[Reference]]:
        """Different facts by block, by leaps along the index: one step for each, however many references state it."""
        sql = (
            "with recursive wanted (block) as (select value from json_each(?)), leap (block, told) as ("
            "select block, (select min(r.told) from reference r where r.block in (wanted.block) and r.known_to is null) from wanted "
            "union all select block, (select min(r.told) from reference r where r.block in (leap.block) and r.told > leap.told "
            "and r.known_to is null) from leap where told is not null) "
            "select block, (select r.facts from reference r where r.block in (leap.block) and r.told in (leap.told) "
            "and r.known_to is null limit 1) from leap where told is not null"
        )
        found: dict[str, list[Reference]] = defaultdict(list)
        for block, text in self._all(sql, blocks):
            found[block].append(codec.bare(text))
        return dict(found)

    def members(self, blocks: Mapping[str, Iterable[Reference]], references: Iterable[str]) -> dict[str, list[Member]]:
        """Live references by block."""
        columns = f"select block, {codec.REFERENCE} from reference where known_to is null and"
        rows = set(self._all(f"{columns} id {IN}", references))
        for block, facts in blocks.items():
            wanted = codec.to_json([codec.stated(f).told for f in facts])
            rows.update(self._db.execute(f"{columns} block = ? and told {IN}", (block, wanted)))
        found: dict[str, list[Member]] = defaultdict(list)
        for row in sorted(rows, key=itemgetter(0, 1)):
            found[row[0]].append(_member(row))
        return dict(found)

    def every_block(self) -> Iterator[tuple[str, list[Member]]]:
        """Every block with its live references."""
        rows = self._db.execute(f"select block, {codec.REFERENCE} from reference where known_to is null order by block, told")
        for block, found in groupby(rows, itemgetter(0)):
            yield block, [_member(row) for row in found]

    def decisions(self, references: Iterable[str]) -> dict[str, Decision]:
        """Live decisions."""
        rows = self._all(f"select {codec.DECISION} from decision where known_to is null and reference {IN}", references)
        return {row[0]: codec.decision(row) for row in rows}

    def decide(self, decisions: Iterable[tuple[Decision, str]], drop: Iterable[str] = ()) -> None:
        """Ends decisions, writes others."""
        self._full("reference", "statement")
        self._end("decision", "reference", drop)
        now = self._now
        self._insert("decision", [codec.decision_row(d, source, now) for d, source in decisions])

    def deciding(self, nodes: Iterable[str]) -> list[Reference]:
        """References that mean these nodes."""
        sql = (
            f"select {', '.join(f'r.{c}' for c in codec.REFERENCE.split(', '))} from decision d cross join reference r "
            f"on r.id = d.reference and r.known_to is null where d.known_to is null and d.node {IN}"
        )
        return [codec.reference(row) for row in self._all(sql, nodes)]

    def reviews(self) -> list[Review]:
        """Live reviews."""
        return [codec.review(x) for (x,) in self._all("select data from review where known_to is null order by id")]

    def put_review(self, review: Review) -> None:
        """Keeps a review."""
        self._end("review", "id", [review.id])
        self._db.execute("insert into review values (?, ?, ?, null)", (review.id, codec.encode(review), self._now))

    def close_review(self, id_: str) -> None:
        """Ends a review."""
        self._end("review", "id", [id_])

    def copies(self, hashes: Iterable[str]) -> list[str]:
        """Live sources with these texts."""
        return [x for (x,) in self._all(f"select id from source where sha256 {IN} and known_to is null order by id", hashes)]

    def copied(self, sources: Iterable[str] | None = None) -> dict[str, str]:
        """Live sources that share their text."""
        if sources is None:
            return dict(
                self._all(
                    "select id, sha256 from source where known_to is null and sha256 in "
                    "(select sha256 from source where known_to is null group by sha256 having count(*) > 1)"
                )
            )
        return dict(
            self._all(
                f"select s.id, s.sha256 from source s where s.known_to is null and s.id {IN} and exists "
                "(select 1 from source o where o.sha256 = s.sha256 and o.id <> s.id and o.known_to is null)",
                sources,
            )
        )

    def relations_of(self, references: Iterable[str]) -> list[Statement]:
        """Live relation statements at these references."""
        of = f"select {codec.STATEMENT} from statement where known_to is null and object is not null and"
        references = set(references)
        return [codec.statement(row) for row in self._all(f"{of} subject {IN} union {of} object {IN}", references, references)]

    def said_of(self, nodes: Iterable[str], sources: Iterable[str] | None = None) -> list[Said]:
        """What is said of these nodes."""
        sets = [set(nodes)] if sources is None else [set(nodes), set(sources)]
        if not sets[0]:
            return []
        only = f"and d.node {IN}" + ("" if sources is None else f" and d.source {IN}")
        said = [row for query in (_PROPERTIES, _ISSUERS) for row in self._all(_of_some(query, only), *sets)]
        return said + [x for row in self._all(_of_some(_NAMED, only), *sets) for x in _named(row)]

    def every_said(self) -> Iterator[Said]:
        """What is said of every node, node by node."""
        named, *others = [self._db.execute(_of_all(query)) for query in (_NAMED, _PROPERTIES, _ISSUERS)]
        heads = [next(rows, None) for rows in others]
        for node, found in groupby(named, itemgetter(0)):
            for row in found:
                yield from _named(row)
            for i, rows in enumerate(others):
                head = heads[i]
                while head is not None and head[0] == node:
                    yield head
                    head = next(rows, None)
                heads[i] = head


def _member(row: tuple[Any, ...]) -> Member:
    _, id_, source, facts, text_date, context = row
    return Member(id_, source, codec.bare(facts), text_date, context)


def _named(row: tuple[Any, ...]) -> Iterator[Said]:
    node, source, facts, resolved, candidates = row
    ref = codec.bare(facts)
    return reference_said(node, source, ref.kind, ref.aliases, bool(resolved), candidates)
