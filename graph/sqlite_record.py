"""What came, changed and went when, read from the SQLite file. Owns the SQL of this; every row says from when to when it was known.

What came and what ended are found by index; no two changes share an instant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from vanmach.graph import codec
from vanmach.graph.model import Edge, Node, Statement
from vanmach.graph.sqlite_lists import IN, array
from vanmach.graph.store import Cause, Entry, Thing, What

Read = Callable[..., list[tuple[Any, ...]]]
LAST = "\U0010ffff"  # after every id
_EDGE = ", ".join(f"e.{c}" for c in codec.EDGE.split(", "))
_DATA = {
    "edge": f"json_array({_EDGE}, (select group_concat(l.statement, ' ') from edge_statement l where l.edge = e.id)) from edge e",
    "node": "e.data from node e",
    "source": "e.data from source e",
}


def record(
    read: Read, after: tuple[str, str, str], until: str, limit: int, what: Sequence[What], newest: bool = False
) -> list[Entry]:  # fmt: skip
    """Entries in the order of instant, kind and id (``Recording.record``)."""
    keys: list[tuple[str, What, str, int | None, int | None]] = []
    for kind in what:
        keys += [(at, kind, id_, came, went) for at, id_, came, went in _keys(read, kind, after, until, limit, newest)]
    keys.sort(key=lambda k: k[:3], reverse=newest)
    keys = keys[:limit]
    things = {kind: _things(read, kind, [r for k in keys if k[1] == kind for r in k[3:] if r is not None]) for kind in what}
    return [Entry(at, kind, id_, things[kind].get(came), things[kind].get(went)) for at, kind, id_, came, went in keys]  # type: ignore[arg-type]


def _keys(read: Read, kind: What, after: tuple[str, str, str], until: str, limit: int, newest: bool) -> list[tuple[Any, ...]]:
    """Instants and ids, each with the row that came and the row that went then."""
    since, last_kind, last_id = after
    # Of one instant the kinds come in the order of the alphabet: what lies before the last one seen was seen.
    last = last_id if kind == last_kind else "" if kind > last_kind else LAST
    order = "desc" if newest else "asc"
    came = "select known_from as t, id, rowid as came, null as went"
    went = "select known_to, id, null, rowid"
    return read(
        f"select t, id, max(came), max(went) from ({came} from {kind} where known_from >= ?1 and (known_from, id) > (?1, ?2) "
        f"and known_from <= ?3 union all {went} from {kind} where known_to is not null and known_to >= ?1 and (known_to, id) > (?1, ?2) "
        f"and known_to <= ?3) group by t, id order by t {order}, id {order} limit ?4",
        since,
        last,
        until,
        limit,
    )


def _things(read: Read, kind: What, rows: Sequence[int]) -> dict[int, Thing]:
    found = read(f"select e.rowid, {_DATA[kind]} where e.rowid {IN}", codec.to_json(rows)) if rows else []
    if kind == "edge":
        return {row: _edge(codec.decode(data)) for row, data in found}
    return {row: codec.node(data) if kind == "node" else codec.source(data) for row, data in found}


def _edge(columns: list[Any]) -> Edge:
    *own, statements = columns
    return codec.edge(own, tuple(sorted(statements.split(" "))) if statements else ())


def lost(read: Read, edge: Edge, at: str) -> list[Statement]:
    """Statements of an edge that ended at an instant (``Recording.lost``)."""

    def meant(reference: str, node: str) -> str:
        one = f"select 1 from decision d where d.reference = s.{reference} and d.node = {node} and d.known_to"
        return f"(exists ({one} is null) or exists ({one} is not null and d.known_to >= ?1))"

    found = read(
        f"select json_array({codec.STATEMENT}) from statement s where s.known_to is not null and s.known_to = ?1 and s.predicate = ?2 "
        f"and s.modality = ?3 and {meant('subject', '?4')} and {meant('object', '?5')} order by s.id",
        at,
        edge.type,
        edge.modality,
        edge.from_,
        edge.to,
    )
    return [codec.statement(codec.decode(row)) for (row,) in found]


def went(read: Read, ids: Iterable[str], instants: Iterable[str]) -> dict[str, Node]:
    """Nodes that ended at some instants (``Recording.went``)."""
    sql = f"select data from node where known_to is not null and known_to {IN} and id {IN} order by known_to"
    found = (codec.node(data) for (data,) in read(sql, array(instants), array(ids)))
    return {n.id: n for n in found}


def causes(read: Read, instants: Iterable[str], most: int) -> list[Cause]:
    """Sources and reviews written at some instants (``Recording.causes``)."""
    asked = array(instants)
    out: list[Cause] = []
    for table, made in (("source", codec.source), ("review", codec.review)):
        came = f"select known_from as t, id, data as now, null as was from {table} where known_from {IN}"
        went = f"select known_to, id, null, data from {table} where known_to is not null and known_to {IN}"
        together = f"select t, id, max(now) as now, max(was) as was from ({came} union all {went}) group by t, id"
        numbered = f"select *, row_number() over (partition by t order by id) as n from ({together})"
        for at, now, was in read(f"select t, now, was from ({numbered}) where n <= ? order by t, id", asked, asked, most):
            out.append(Cause(at, made(now) if now else None, made(was) if was else None))
    return out
