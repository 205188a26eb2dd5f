"""Writes what follows from statements to the SQLite file: what stands behind an edge, tallies, nodes and edges. Owns its SQL.

A node or an edge that is another than before keeps its row, and what it was is laid aside: no index of what is live moves for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

from vanmach.graph import codec, sqlite_aids
from vanmach.graph.derive import chunks
from vanmach.graph.finding import names_of, stem_of
from vanmach.graph.model import Edge, Node
from vanmach.graph.project import Tally
from vanmach.graph.sqlite_lists import IN
from vanmach.graph.sqlite_work import Work
from vanmach.graph.store import Drawn

_CHANGING = "doc_kind, term, date, issuer, data, known_from"  # of a node that keeps its row; kind and stem, by which it is found, seldom do
_EDGE = f"{codec.EDGE}, known_from"
_KEPT = 5  # columns of an edge that its id tells
_EDGE_CHANGING = ", ".join(_EDGE.split(", ")[_KEPT:])


class Derived(Work):
    """The primitives of what is derived (see ``store.Transaction``)."""

    _last_row = -1  # of the table of nodes; not looked up yet

    def linked(self, edges: Iterable[str]) -> set[tuple[str, str, str]]:
        """What stands behind these edges."""
        return set(self._all(f"select edge, source, statement from edge_statement where edge {IN}", edges))

    def link(self, links: Iterable[tuple[str, str, str]], drop: Iterable[tuple[str, str, str]]) -> None:
        """Puts statements behind edges."""
        self._full("edge")
        self._many("delete from edge_statement where edge = ? and source = ? and statement = ?", list(drop))
        for behind in chunks(sorted(links)):  # in the order of the tree
            self._many("insert into edge_statement values (?, ?, ?)", behind)

    def drawn(self, edges: Iterable[str], sources: Iterable[str] | None = None) -> list[Drawn]:
        """Statements behind these edges."""
        sets = [set(edges)] if sources is None else [set(edges), set(sources)]
        if not sets[0]:
            return []
        rows = self._all(
            "select l.edge, s.predicate, a.node, b.node, s.modality, s.source, s.id, s.confidence, s.weight, s.props, "
            "json_extract(o.data, '$.published') from edge_statement l "
            "cross join statement s on s.id = l.statement and s.known_to is null and s.object is not null "
            "cross join decision a on a.reference = s.subject and a.known_to is null "
            "cross join decision b on b.reference = s.object and b.known_to is null "
            "left join source o on o.id = s.source and o.known_to is null "
            f"where l.edge {IN}" + ("" if sources is None else f" and l.source {IN}"),
            *sets,
        )
        return [_drawn(row) for row in rows]

    def draw_all(self) -> Iterator[Drawn]:
        """Every relation statement with its edge, edge by edge."""
        published = dict(self._all("select id, json_extract(data, '$.published') from source where known_to is null"))
        rows = self._db.execute(
            "select edge_id(s.predicate, a.node, b.node, s.modality) as edge, s.predicate, a.node, b.node, s.modality, s.source, s.id, "
            "s.confidence, s.weight, s.props from statement s "
            "cross join decision a on a.reference = s.subject and a.known_to is null "
            "cross join decision b on b.reference = s.object and b.known_to is null "
            "where s.known_to is null and s.object is not null and a.node <> b.node order by edge, s.source, s.id"
        )
        for edge, type_, a, b, modality, source, statement, confidence, w, props in rows:
            yield Drawn(
                edge, type_, a, b, modality, source, statement, confidence, w, codec.decode(props) if props else {}, published.get(source)
            )

    def tallied(self, things: Iterable[str]) -> set[str]:
        """Things with a tally."""
        sql = "select asked.value from json_each(?) asked where exists (select 1 from tally t where t.thing = asked.value)"
        return {thing for (thing,) in self._all(sql, things)}

    def tallies(self, things: Iterable[str]) -> dict[str, Tally]:
        """Tallies that are kept."""
        found: dict[str, Tally] = {}
        for thing, name, value, *counts in self._all(f"select * from tally where thing {IN}", things):
            found.setdefault(thing, {}).setdefault(name, {})[value] = counts
        return found

    def put_tallies(self, tallies: Mapping[str, Tally], before: Mapping[str, Tally]) -> None:
        """Writes tallies in place of those before, line by line: of a long one little changes."""
        gone, rows = [], []
        for thing, counted in tallies.items():
            was = before.get(thing, {})
            for name in counted.keys() | was.keys():
                new, old = counted.get(name, {}), was.get(name, {})
                if new is not old:
                    gone += [(thing, name, value) for value in old if value not in new]
                    rows += [(thing, name, value, *counts) for value, counts in new.items() if old.get(value) != counts]
        self._many("delete from tally where thing = ? and name = ? and value = ?", gone)
        self._many("insert or replace into tally values (?, ?, ?, ?, ?, ?, ?)", sorted(rows))

    def count_in(self, come: Mapping[str, Tally]) -> None:
        """Adds voices, line by line."""
        rows = [(t, n, v, *counts) for t, counted in come.items() for n, values in counted.items() for v, counts in values.items()]
        more = ", ".join(f"n{w} = n{w} + excluded.n{w}" for w in range(4))
        self._many(f"insert into tally values (?, ?, ?, ?, ?, ?, ?) on conflict do update set {more}", sorted(rows))

    def live_nodes(self, ids: Iterable[str]) -> dict[str, Node]:
        """Nodes as they are now."""
        rows = self._all(f"select data from node where known_to is null and id {IN}", ids)
        return {n.id: n for n in (codec.node(x) for (x,) in rows)}

    def days(self, documents: Iterable[str]) -> dict[str, tuple[str | None, str | None]]:
        """Days of live documents."""
        sql = f"select id, json_extract(data, '$.effective_from'), date from node where known_to is null and kind = 'document' and id {IN}"
        return {id_: (effective, date) for id_, effective, date in self._all(sql, documents)}

    def live_edges(self, ids: Iterable[str]) -> dict[str, Edge]:
        """Edges as they are now."""
        return {row[0]: codec.edge(row) for row in self._all(f"select {codec.EDGE} from edge where known_to is null and id {IN}", ids)}

    def edges_at(self, nodes: Iterable[str], out: Iterable[str], into: Iterable[str]) -> set[str]:
        """Live edges at these nodes."""
        nodes = set(nodes)
        if not nodes:
            return set()
        found = [
            self._all(f"select id from edge where known_to is null and {end} {IN} and type {IN}", nodes, types)
            for end, types in (("src", out), ("dst", into))
        ]
        return {id_ for rows in found for (id_,) in rows}

    def ids(self, what: Literal["node", "edge", "tally", "linked"]) -> set[str]:
        """Ids of all of a kind."""
        distinct = {"tally": "select distinct thing from tally", "linked": "select distinct edge from edge_statement"}
        sql = distinct.get(what, f"select id from {what} where known_to is null")
        return {x for (x,) in self._all(sql)}

    def put_nodes(self, nodes: Iterable[Node], drop: Iterable[str] = ()) -> None:
        """Ends nodes, writes others with their names and search text; one that is another than before keeps its row."""
        self._full("decision")
        ended = set(drop)
        live = f"select id, rowid, data from node where known_to is null and id {IN}"
        was = {id_: (row, codec.node(data)) for id_, row, data in self._all(live, ended)} if ended else {}
        new, changed, refiled = [], [], []
        named: list[tuple[int, str, list[str]]] = []
        unnamed: list[tuple[int, Node]] = []
        for n in nodes:
            stem, names = stem_of(n), names_of(n)
            own = (n.doc_kind, n.term, n.date, n.issuer, codec.encode(n), self._now)
            if n.id not in was:
                row = self._last_row = self._next_row()
                new.append((row, n.id, n.kind, stem, *own))
                named.append((row, n.id, names))
                continue
            row, old = was.pop(n.id)
            changed.append((*own, row))
            if (old.kind, stem_of(old)) != (n.kind, stem):
                refiled.append((n.kind, stem, row))
            if names_of(old) != names:
                unnamed.append((row, old))
                named.append((row, n.id, names))
        unnamed += was.values()
        self._many("delete from search where rowid = ?", [(row,) for row, _ in unnamed])
        self._many("delete from alias where name = ? and node = ?", [(name, n.id) for _, n in unnamed for name in names_of(n)])
        self._end("node", "id", was)
        self._many(f"insert into node (rowid, id, kind, stem, {_CHANGING}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", new)
        if changed:
            self._lay_aside("node", f"id, kind, stem, {_CHANGING}", "rowid", [row for *_, row in changed])
            self._last_row = -1  # what was laid aside took rows of its own
            self._many(f"update node set ({_CHANGING}) = (?, ?, ?, ?, ?, ?) where rowid = ?", changed)
            self._many("update node set (kind, stem) = (?, ?) where rowid = ?", refiled)
        self._many("insert or ignore into alias values (?, ?)", sorted((name, id_) for _, id_, names in named for name in names))
        self._many("insert into search (rowid, text) values (?, ?)", [(row, " \n ".join(names)) for row, _, names in named])

    def _next_row(self) -> int:
        if self._last_row < 0:
            self._last_row = 0 if self._bulk else int(self._one("select coalesce(max(rowid), 0) from node") or 0)
        return self._last_row + 1

    def _lay_aside(self, table: str, columns: str, key: str, of: Sequence[str] | Sequence[int]) -> None:
        """Keeps live rows as they were until now in rows of their own: they themselves are about to change."""
        self._db.execute(
            f"insert into {table} ({columns}, known_to) select {columns}, ?1 from {table} where known_to is null and {key} "
            f"{IN.replace('?', '?2')}",
            (self._now, codec.to_json(of)),
        )

    def reindex(self) -> int:
        """Mends what helps to find nodes and edges, where it is not right; returns how much was not."""
        return sqlite_aids.mend(self._db)

    def put_edges(self, edges: Iterable[Edge], drop: Iterable[str] = ()) -> None:
        """Ends edges, writes others; one that is another than before keeps its row."""
        self._full("node")
        rows = {e.id: codec.edge_row(e, self._now) for e in edges}
        ended = set(drop)
        changed = sorted(ended & rows.keys())
        if changed:
            self._lay_aside("edge", _EDGE, "id", changed)
            told = [(*row[_KEPT:], id_) for id_ in changed if (row := rows.pop(id_))]
            self._many(f"update edge set ({_EDGE_CHANGING}) = (?, ?, ?, ?, ?, ?, ?) where known_to is null and id = ?", told)
            ended.difference_update(changed)
        self._count([row[1:4] for row in rows.values()], ended)
        self._end("edge", "id", ended)
        self._insert("edge", list(rows.values()))

    def _count(self, come: Iterable[Sequence[str]], gone: Iterable[str]) -> None:
        """Keeps the counts of edges at nodes right: of those that come (type, from, to) and those with the ids ``gone``."""
        if self._bulk:
            return  # all are counted in the end
        counts: Counter[tuple[str, str]] = Counter()
        for type_, *ends in come:
            counts.update((end, type_) for end in ends)
        if gone := set(gone):
            for type_, *ends in self._all(f"select type, src, dst from edge where known_to is null and id {IN}", gone):
                counts.subtract((end, type_) for end in ends)
        rows = sorted((node, type_, n) for (node, type_), n in counts.items() if n)
        self._many("insert into degree values (?, ?, ?) on conflict do update set n = n + excluded.n", rows)


def _drawn(row: tuple[Any, ...]) -> Drawn:
    edge, type_, a, b, modality, source, statement, confidence, w, props, published = row
    return Drawn(edge, type_, a, b, modality, source, statement, confidence, w, codec.decode(props) if props else {}, published)
