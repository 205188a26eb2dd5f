"""What stands around nodes and where their edges lead, from the SQLite file. Owns its SQL, and a memory of what was read.

Lineages meet the same documents again and again (the statute, a congress), and most of what they ask was read a moment ago. The memory
belongs to one connection and is dropped when that connection sees a change, so that nothing in it is of another moment than what is read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any

from vanmach.graph import codec
from vanmach.graph.model import Edge, Node, Quote, Source, Statement
from vanmach.graph.sqlite_lists import IN, array
from vanmach.graph.store import Around, Direction, Reach

Read = Callable[..., list[tuple[Any, ...]]]

# Of a node out of which more edges lead (or into which, where edges are only followed) they are not kept in mind; nor are those of a node
# of whose edges the words are long (in letters).
_WIDE, _LONG = 60, 4_000
_MOST = 1 << 15  # things in mind; and as many nodes with no more than where their edges lead, which takes little room

_EDGE, _STATEMENT = (", ".join(f"{t}.{c}" for c in columns.split(", ")) for t, columns in (("e", codec.EDGE), ("s", codec.STATEMENT)))
# An edge with the statements behind it: JSON texts, one after the other. JSON writes control characters otherwise: they may part it.
_WITH_STATEMENTS = (
    f"json_array({_EDGE}) || (select group_concat('\x1f' || json_array({_STATEMENT}), '') from edge_statement l "
    "cross join statement s on s.id = l.statement and s.known_to is null and s.object is not null where l.edge = e.id)"
)
# The pluses keep to the way out of a node: a document rests on few others, but a hub is rested on by thousands.
_OUT = (
    f"select {_WITH_STATEMENTS} as x from json_each(?) n cross join edge e on e.src in (n.value) and e.known_to is null where +e.type {IN}"
)
_BETWEEN = f"{_OUT} and +e.dst {IN}"
_MANY = (  # those out of which more lead; a count of all edges would take a statute that thousands implement for one of them
    "select n.value as x from json_each(?) n where (select count(*) from (select 1 from edge e where e.src in (n.value) "
    f"and e.known_to is null and +e.type {IN} limit {_WIDE + 1})) > {_WIDE}"
)
_AGAINST = f"select json_array({_EDGE}) as x from edge e where e.known_to is null and e.dst {IN} and e.type {IN}"
_COUNTED = (  # a node, with how many edges of each type it has
    "select n.data || '\x1f' || (select coalesce(group_concat(d.type || ' ' || d.n, ' '), '') from degree d where d.node = n.id "
    f"and d.n <> 0) as x from node n where n.known_to is null and n.id {IN}"
)
_SOURCES = f"select data as x from source where known_to is null and id {IN}"

Said = tuple[Edge, tuple[Statement, ...]]
Way = tuple[str, str | None, str | None, int]  # whereto, from when and until when it shows, whether it is verified


class Surroundings:
    """What stands around nodes, as one connection sees it."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._version: object = None
        self._nodes: dict[str, tuple[Node, str]] = {}  # with its counts
        # By relations, then by node; None where they are asked for each time.
        self._out: dict[tuple[str, ...], dict[str, list[Said] | None]] = defaultdict(dict)
        self._against: dict[tuple[str, ...], dict[str, list[Edge]]] = defaultdict(dict)
        self._sources: dict[str, Source] = {}
        # By direction and relations, then by node; None of a hub. A statement that follows edges takes longer than all else of a lineage.
        self._ways: dict[tuple[Direction, tuple[str, ...]], dict[str, list[Way] | None]] = defaultdict(dict)

    def reach(
        self, root: str, ends: Sequence[Direction], depth: int, types: Sequence[str], as_of: str | None, verified: bool, most: int
    ) -> list[Reach | None]:
        """What is reached each way; None where a hub is on it, or more than ``most`` are: the file follows those faster by itself."""
        self._forget()
        return [self._steps(root, end, depth, tuple(types), as_of, verified, most) for end in ends]

    def _steps(
        self, root: str, end: Direction, depth: int, types: tuple[str, ...], as_of: str | None, verified: bool, most: int
    ) -> Reach | None:
        known = self._ways[end, types]
        steps, level = {root: 0}, [root]
        for step in range(1, depth + 1):
            if missing := sorted(n for n in level if n not in known):
                for text in self._texts(_ways(end), types, missing):
                    place, _, ways = text.partition(" ")
                    leading = [(far, since, until, proven) for far, since, until, proven in codec.decode(ways)]
                    known[missing[int(place)]] = leading if len(leading) <= _WIDE else None
            fresh = []
            for n in level:
                if (found := known[n]) is None:
                    return None
                for far, since, until, proven in found:
                    if far in steps or (verified and not proven):
                        continue
                    if as_of is None or ((since is None or since <= as_of) and (until is None or as_of < until)):
                        steps[far] = step
                        fresh.append(far)
            if len(steps) > most:
                return None
            if not fresh:
                break
            level = fresh
        return Reach(steps, True)

    def around(self, ids: Iterable[str], types: Sequence[str], against: Sequence[str], counted: Sequence[str]) -> Around:
        """All about a set of nodes. Short queries one after the other: as parts of a single one they took three times as long."""
        self._forget()
        types, against, counted = tuple(types), tuple(against), tuple(counted)
        nodes: dict[str, Node] = {}
        degrees: dict[str, Mapping[str, int]] = {}
        acted = []  # most have nothing against them
        for id_, (node, text) in self._counted(ids).items():
            nodes[id_], degrees[id_] = node, _counts(text, counted)
            if _counts(text, against):
                acted.append(id_)
        issuing = self._counted({n.issuer for n in nodes.values() if n.issuer})
        edges: list[Edge] = []
        statements: dict[str, Statement] = {}
        for edge, said in self._between(nodes.keys(), types):
            edges.append(edge)
            for s in said:
                statements[s.id] = s
        return Around(
            nodes,
            {id_: node for id_, (node, _) in issuing.items()},
            sorted(edges, key=attrgetter("id")),
            sorted(self._acting(acted, against), key=attrgetter("id")) if acted else [],
            degrees,
            statements,
            self._quoted({s.evidence.source for s in statements.values() if isinstance(s.evidence, Quote)}),
        )

    def _forget(self) -> None:
        """Drops what is of another moment, and all where it has become much."""
        version = self._read("pragma data_version")[0][0]
        things = len(self._nodes) + sum(map(len, self._out.values())) + len(self._sources)
        if version != self._version or things > _MOST or sum(map(len, self._ways.values())) > _MOST:
            self._version = version
            self._nodes.clear()
            self._out.clear()
            self._against.clear()
            self._sources.clear()
            self._ways.clear()

    def _counted(self, ids: Iterable[str]) -> dict[str, tuple[Node, str]]:
        known = self._nodes
        ids = set(ids)
        if missing := [i for i in ids if i not in known]:
            for text in self._texts(_COUNTED, missing):
                data, _, counts = text.partition("\x1f")
                node = _node(data)
                known[node.id] = (node, counts)
        return {id_: known[id_] for id_ in ids if id_ in known}

    def _between(self, nodes: Set[str], types: tuple[str, ...]) -> Iterable[Said]:
        known = self._out[types]
        if missing := [n for n in nodes if n not in known]:
            known.update(self._leading_out(missing, types))
        asked = []
        for n in nodes:
            if (found := known[n]) is None:
                asked.append(n)
                continue
            for said in found:
                if said[0].to in nodes:
                    yield said
        if asked:
            yield from map(_edge_said.__wrapped__, self._texts(_BETWEEN, asked, types, nodes))

    def _leading_out(self, nodes: Collection[str], types: tuple[str, ...]) -> dict[str, list[Said] | None]:
        """What leads out of nodes whose counts are in mind; None where that is too much to keep."""
        found: dict[str, list[Said]] = {n: [] for n in nodes}
        wide = [n for n in nodes if sum(_counts(self._nodes[n][1], types).values()) > _WIDE]
        left = set(self._texts(_MANY, wide, types)) if wide else set()
        for text in self._texts(_OUT, found.keys() - left, types):
            if len(text) >= _LONG:
                left.add(_edge_said.__wrapped__(text)[0].from_)
                continue
            edge, said = _edge_said(text)
            found[edge.from_].append((edge, said))
        return {n: None if n in left else edges for n, edges in found.items()}

    def _acting(self, ids: Collection[str], types: tuple[str, ...]) -> Iterable[Edge]:
        known = self._against[types]
        if missing := [n for n in ids if n not in known]:
            found: dict[str, list[Edge]] = {n: [] for n in missing}
            for text in self._texts(_AGAINST, missing, types):
                edge = _edge_alone(text)
                found[edge.to].append(edge)
            known.update(found)
        return (edge for n in ids for edge in known[n])

    def _quoted(self, ids: set[str]) -> dict[str, Source]:
        known = self._sources
        if missing := [i for i in ids if i not in known]:
            known |= {s.id: s for s in map(_source, self._texts(_SOURCES, missing))}
        return {id_: known[id_] for id_ in ids if id_ in known}

    def _texts(self, sql: str, *sets: Iterable[str]) -> list[str]:
        """Columns ``x`` in no order, not read yet: what was read lately need not be read again, for a text always says the same."""
        found: str | None = self._read(_together(sql), *map(array, sets))[0][0]
        return found.split("\x1e") if found else []


@cache
def _ways(end: Direction) -> str:
    """Of a node, told by its place in the list, what its edges lead to: up to one more than are kept in mind."""
    near, far, plus = ("src", "dst", "+") if end == "out" else ("dst", "src", "")
    return (
        "select n.key || ' ' || (select json_group_array(json_array(w.far, w.valid_from, w.valid_to, w.verified)) from "
        f"(select e.{far} as far, e.valid_from, e.valid_to, e.verified from edge e where e.{near} in (n.value) and e.known_to is null "
        f"and {plus}e.type {IN} limit {_WIDE + 1}) w) as x from json_each(?) n"
    )


@cache  # a long query that is one and the same object is found among those prepared without being read through
def _together(sql: str) -> str:
    return f"select group_concat(x, '\x1e') from ({sql})"


@lru_cache(maxsize=1 << 14)
def _edge_alone(text: str) -> Edge:
    return codec.edge(codec.decode(text))


@lru_cache(maxsize=1 << 14)
def _edge_said(text: str) -> Said:
    edge, *said = map(codec.decode, text.split("\x1f"))
    statements = tuple(map(codec.statement, said))
    return codec.edge(edge, sorted(s.id for s in statements)), statements


@lru_cache(maxsize=1 << 14)
def _counts(text: str, types: tuple[str, ...]) -> dict[str, int]:
    """How many edges of these types a node has, from those of all types: ``implements 3 cites 12``."""
    found = text.split(" ")
    return {type_: int(n) for type_, n in zip(found[::2], found[1::2], strict=True) if type_ in types} if text else {}


_node = lru_cache(maxsize=1 << 14)(codec.node)
_source = lru_cache(maxsize=1 << 12)(codec.source)
