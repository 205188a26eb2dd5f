"""What every store and every View promises, whatever stands behind it: one body of tests over all of them.

The truth they are held against is computed here from the readings themselves, by no store. An engine joins in ``conftest.py`` by a line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.graph.conftest import STORES, VIEWS, opened
from tests.readings import body, document, reading
from vanmach.graph import ledger
from vanmach.graph.identity import fold
from vanmach.graph.model import Edge, Quote, Statement, edge_id
from vanmach.graph.store import Direction, Reaching, Store, View
from vanmach.loaders.statements import Reading
from vanmach.queries.lineage import lineage
from vanmach.queries.show import show

ENGINES = pytest.mark.parametrize("engine", STORES)
SIDES = pytest.mark.parametrize("side", VIEWS)
RELATIONS = ("implements", "supersedes", "amends", "based_on", "cites", "guides")
FAMILY = ("implements", "supersedes", "amends", "based_on", "guides")
DATES = ("2016-05-01", "2018-02-11", "2019-12-30", "2021-06-07", "2023-03-15", "2025-08-19")


class Graph(NamedTuple):
    """A random graph: readings, and what must come of them."""

    readings: list[Reading]
    nodes: set[str]
    edges: dict[str, tuple[str, str, str]]
    statements: dict[str, set[str]]  # behind each edge


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Documents with day and number, so that each reference names its node; relations among them said by some sources."""
    size = draw(st.integers(2, 9))
    docs = [(f"{10 + i}-{draw(st.sampled_from(('CT', 'NQ', 'KL')))}/TW", draw(st.sampled_from(DATES))) for i in range(size)]
    pairs = st.tuples(st.integers(0, size - 1), st.sampled_from(RELATIONS), st.integers(0, size - 1))
    texts, nodes, edges = [], set(), {}
    behind: dict[str, set[str]] = defaultdict(set)
    for name in "abc"[: draw(st.integers(1, 3))]:
        said = draw(st.lists(pairs, min_size=1, max_size=10, unique=True))
        refs = {i: document(name, docs[i][0], date=docs[i][1]) for ends in said for i in (ends[0], ends[2])}
        issuer = body(name, draw(st.sampled_from(("Bộ Chính trị", "Ban Bí thư"))))
        relations = [(refs[a], r, refs[b]) for a, r, b in said if a != b]
        relations.append((issuer, "issues", refs[said[0][0]]))
        text = reading(name, relations, more=list(refs.values()), published=draw(st.none() | st.sampled_from(DATES)))
        texts.append(text)
        ids = {r.id: node_of(r) for r in text.references}
        nodes |= set(ids.values())
        for s in text.statements:
            if s.object:
                edge = edge_id(s.predicate, ids[s.subject], ids[s.object], s.modality)
                edges[edge] = (s.predicate, ids[s.subject], ids[s.object])
                behind[edge].add(s.id)
    return Graph(texts, nodes, edges, dict(behind))


TERMS = {"2016": "xii", "2018": "xii", "2019": "xii", "2021": "xiii", "2023": "xiii", "2025": "xiii"}


def node_of(ref: object) -> str:
    """The id by the rules of numbering, written down anew."""
    if ref.kind == "body":  # type: ignore[attr-defined]
        return {"Bộ Chính trị": "bo-chinh-tri", "Ban Bí thư": "ban-bi-thu"}[ref.name]  # type: ignore[attr-defined]
    return f"{fold(ref.symbol).replace('/', '-')}.{TERMS[ref.date[:4]]}"  # type: ignore[attr-defined]


def keep(store: Store, said: Reading) -> ledger.Loaded:
    return ledger.load(store, said.source, said.text, said.references, said.statements)


def all_at_once(store: Store, readings: Iterable[Reading]) -> None:
    ledger.load_all(store, [(r.source, r.text, r.references, r.statements) for r in readings])


def held(engine: str, drawn: st.SearchStrategy[Any], most: int = 40) -> Callable[[Callable[[Any], None]], Callable[[], None]]:
    """Runs a test over what is drawn; over a server less often, for emptying it takes longer than opening a file."""
    few = settings(max_examples=most if engine == "sqlite" else most // 10, deadline=None)
    return lambda test: few(given(drawn)(test))


@SIDES
@ENGINES
def test_a_view_shows_what_was_said(tmp_path_factory: pytest.TempPathFactory, engine: str, side: str) -> None:
    held(engine, graphs())(lambda graph: hold_view(tmp_path_factory, engine, side, graph))()


def hold_view(tmp_path_factory: pytest.TempPathFactory, engine: str, side: str, graph: Graph) -> None:
    with opened(engine, tmp_path_factory.mktemp("view")) as store:
        for said in graph.readings:
            keep(store, said)
        view = VIEWS[side](store)
        assert [n.id for n in view.all_nodes()] == sorted(graph.nodes)
        edges = list(view.all_edges())
        assert {e.id: (e.type, e.from_, e.to) for e in edges} == graph.edges
        assert [e.id for e in edges] == sorted(graph.edges)
        assert {e.id: set(e.statements) for e in edges} == graph.statements
        hold_reading(view, graph, edges)
        if side == "itself":
            kept = [(r.source, r.text, sorted(r.references, key=id_of), sorted(r.statements, key=id_of)) for r in graph.readings]
            assert list(view.readings()) == sorted(kept, key=lambda read: read[0].id)
        hold_around(view, graph, edges)
        if isinstance(view, Reaching):
            hold_reach(view, graph, edges)


id_of = attrgetter("id")


def hold_reading(view: View, graph: Graph, edges: list[Edge]) -> None:
    counts = view.counts()
    assert (counts.nodes, counts.edges, counts.sources) == (len(graph.nodes), len(graph.edges), len(graph.readings))
    assert counts.statements == sum(len(r.statements) for r in graph.readings)
    assert sum(counts.by_kind.values()) == counts.nodes
    assert sum(counts.by_relation.values()) == counts.edges
    said = {s.id: s for r in graph.readings for s in r.statements}
    assert view.statements(edges) == {s: said[s] for e in edges for s in e.statements}
    assert view.statements([]) == {}
    assert [s.id for s in view.sources()] == sorted(r.source.id for r in graph.readings)
    first = graph.readings[0]
    assert view.source(first.source.id) == first.source
    assert view.sources([first.source.id, "nothing"]) == [first.source]
    assert view.text(first.source.id) == first.text
    assert view.text("nothing") is None
    nodes = view.nodes([*graph.nodes, "nothing"])
    assert list(nodes) == sorted(graph.nodes)
    for id_, node in nodes.items():
        assert view.resolve(id_) == [node]
        assert {s.id for _, s in view.properties(id_)} == {
            s.id
            for r in graph.readings
            for s in r.statements
            if not s.object and node_of({x.id: x for x in r.references}[s.subject]) == id_
        }
        if node.symbol:
            assert node in view.candidates(node.symbol)
            assert node in view.candidates(node.symbol, "document")
            assert node not in view.candidates(node.symbol, "body")
            assert node in view.resolve(f"{node.symbol} khóa {node.term}")
    documents = [n for n in nodes.values() if n.kind == "document"]
    paged, after = [], None
    while page := view.documents(after=after, limit=2):
        paged += page
        after = page[-1].id
    assert paged == documents
    assert view.documents(term="XIII", from_="2022", limit=99) == [n for n in documents if n.term == "XIII" and (n.date or "") >= "2022"]
    for edge in edges:
        assert view.edge(edge.id) == edge
    ends: tuple[Direction, ...] = ("out", "in")
    for end in ends:
        assert view.edges(graph.nodes, end) == edges
        assert view.edges(graph.nodes, end, ["cites"]) == [e for e in edges if e.type == "cites"]
        for id_ in graph.nodes:
            assert view.edges([id_], end) == [e for e in edges if (e.from_ if end == "out" else e.to) == id_]
    assert view.edges([], "out") == []
    assert view.edge("nothing") is None


def hold_around(view: View, graph: Graph, edges: list[Edge]) -> None:
    some = set(sorted(graph.nodes)[::2])
    with view.snapshot():
        found = view.around(some, FAMILY, ["supersedes"], RELATIONS)
    assert set(found.nodes) == some
    assert list(found.edges) == [e for e in edges if e.type in FAMILY and e.from_ in some and e.to in some]
    assert list(found.against) == [e._replace(statements=()) for e in edges if e.type == "supersedes" and e.to in some]
    for id_ in some:
        counted = {r: len([e for e in edges if e.type == r and id_ in (e.from_, e.to)]) for r in RELATIONS}
        assert {r: n for r, n in found.degrees.get(id_, {}).items() if n} == {r: n for r, n in counted.items() if n}
    assert set(found.statements) == {s for e in found.edges for s in e.statements}
    assert set(found.issuers) == {n.issuer for n in found.nodes.values() if n.issuer}
    assert {s.evidence.source for s in found.statements.values()} == set(found.sources)


def hold_reach(view: Reaching, graph: Graph, edges: list[Edge]) -> None:
    ends: tuple[Direction, ...] = ("out", "in")
    for root in graph.nodes:
        for as_of in (None, "2020-01-01"):
            for end, found in zip(ends, view.reach(root, ends, 3, FAMILY, as_of, False, 500), strict=True):
                assert found.whole
                assert found.steps == steps(root, edges, end, 3, as_of)


def steps(root: str, edges: Sequence[Edge], end: Direction, depth: int, as_of: str | None) -> dict[str, int]:
    """Breadth first, as in a textbook."""
    out, level = {root: 0}, {root}
    for step in range(1, depth + 1):
        shows = [e for e in edges if e.type in FAMILY and (as_of is None or e.valid_from is None or e.valid_from <= as_of)]
        level = {e.to if end == "out" else e.from_ for e in shows if (e.from_ if end == "out" else e.to) in level} - out.keys()
        out |= dict.fromkeys(level, step)
    return out


class Plain:
    """A View without ways of its own to follow edges."""

    def __init__(self, view: View) -> None:
        self._view = view

    def __getattr__(self, name: str) -> object:
        if name in ("reach", "step"):
            raise AttributeError(name)
        return getattr(self._view, name)


@ENGINES
def test_lineage_is_the_same_from_every_view(tmp_path_factory: pytest.TempPathFactory, engine: str) -> None:
    """By a way of the store's own, level by level, and over networkx; with and without what limit and depth cut."""
    ways, days = st.sampled_from(["up", "down", "both"]), st.sampled_from([None, "2020-01-01"])
    drawn = (graphs(), st.integers(0, 4), st.integers(1, 6), ways, days)
    held(engine, st.tuples(*drawn))(lambda found: hold_lineage(tmp_path_factory, engine, *found))()


def hold_lineage(
    tmp_path_factory: pytest.TempPathFactory, engine: str, graph: Graph, depth: int, limit: int, way: str, as_of: str | None
) -> None:
    with opened(engine, tmp_path_factory.mktemp("lineage")) as store:
        all_at_once(store, graph.readings)
        other = VIEWS["networkx"](store)
        for root in graph.nodes:
            for most in (limit, 500):
                answers = [
                    lineage(view, root, direction=way, depth=depth, limit=most, as_of=as_of)  # type: ignore[arg-type]
                    for view in (store, Plain(store), other)  # type: ignore[list-item]
                ]
                assert answers[0] == answers[1] == answers[2]
                assert len(answers[0]["nodes"]) <= most
            shown = {n["id"] for n in answers[0]["nodes"]}
            ends: dict[str, tuple[Direction, ...]] = {"up": ("out",), "down": ("in",), "both": ("out", "in")}
            far = {n for end in ends[way] for n in steps(root, list(store.all_edges()), end, 99, as_of)}
            assert answers[0]["truncated"] == (far > shown)
            assert show(store, root) == show(other, root)


@ENGINES
def test_all_at_once_is_one_by_one(tmp_path_factory: pytest.TempPathFactory, engine: str) -> None:
    held(engine, graphs())(lambda graph: hold_all_at_once(tmp_path_factory, engine, graph))()


def hold_all_at_once(tmp_path_factory: pytest.TempPathFactory, engine: str, graph: Graph) -> None:
    folder = tmp_path_factory.mktemp("bulk")
    found = []
    for name in ("one", "all", "rest"):
        (folder / name).mkdir()
        with opened(engine, folder / name) as store:
            if name == "one":
                for said in graph.readings:
                    keep(store, said)
            elif name == "all":
                all_at_once(store, graph.readings)
            else:
                keep(store, graph.readings[0])
                all_at_once(store, graph.readings)
            assert ledger.rebuild(store) == 0
            found.append((list(store.all_nodes()), list(store.all_edges()), store.counts()))
    assert found[0] == found[1] == found[2]


@ENGINES
def test_what_many_say_needs_no_second_look(tmp_path: Path, engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With tallies kept from three voices on, loads, new versions and retractions in any order leave what a rebuild finds."""
    from vanmach.graph import derive

    monkeypatch.setattr(derive, "MANY", 2)
    hub, name = "35-CT/TW", "Bộ Chính trị"
    with opened(engine, tmp_path) as store:
        texts = []
        for i in range(9):
            own = document(f"t{i}", f"{i + 50}-KH/TW", date=f"2022-0{i + 1}-01")
            cited = document(f"t{i}", hub, date="2019-05-30" if i % 3 else "2019-05-31")
            held = body(f"t{i}", name)
            texts.append(reading(f"t{i}", [(own, "implements", cited), (held, "issues", cited)], published=f"2023-0{i + 1}-02"))
            keep(store, texts[-1])
            assert ledger.rebuild(store) == 0
        assert store.nodes(["35-ct-tw.xii"])["35-ct-tw.xii"].date == "2019-05-30"
        (edge,) = [e for e in store.edges(["bo-chinh-tri"], "out") if e.to == "35-ct-tw.xii"]
        assert len(edge.statements) == 9
        for i in (1, 2, 4, 5, 7):
            keep(
                store,
                reading(f"t{i}", [(document(f"t{i}", hub, date="2019-05-31"), "guides", document(f"t{i}", "01-NQ/TW", date="2016-06-01"))]),
            )
            assert ledger.rebuild(store) == 0
        assert store.nodes(["35-ct-tw.xii"])["35-ct-tw.xii"].date == "2019-05-31"
        for i in (0, 3, 6, 8):
            ledger.retract(store, f"t{i}")
            assert ledger.rebuild(store) == 0
        assert "bo-chinh-tri" not in store.nodes(["bo-chinh-tri"])
        for i in (1, 2, 4, 5, 7):
            ledger.retract(store, f"t{i}")
        assert list(store.all_nodes()) == []
        assert list(store.all_edges()) == []
        assert ledger.rebuild(store) == 0


# Changes of several sources each, of six there may be: a source with one of six texts, or None, which retracts it.
CHANGES = st.lists(st.lists(st.tuples(st.sampled_from("abcdef"), st.none() | st.integers(0, 5)), max_size=5), max_size=5)


def told(source: str, text: int) -> Reading:
    """Whoever has the same text is a copy; all speak of one document and one body."""
    hub = document(source, "35-CT/TW", date=("2019-05-30", "2019-05-31", "2019")[text % 3])
    own = document(source, f"{50 + text}-KH/TW", date=f"2022-0{text + 1}-01")
    relations = [(own, "implements", hub), (body(source, "Bộ Chính trị"), "issues", hub)][: 1 + text % 2]
    found = reading(source, relations, published=f"2023-0{1 + text // 2}-02")
    found.source = replace(found.source, sha256=str(text))
    return found


@ENGINES
def test_changes_of_many_sources_leave_what_a_rebuild_finds(
    tmp_path_factory: pytest.TempPathFactory, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """New sources, new versions and copies in one change, about things that keep a tally."""
    from vanmach.graph import derive

    monkeypatch.setattr(derive, "MANY", 1)
    monkeypatch.setattr(ledger, "AT_ONCE", 2)  # a source comes back when those that it came with are kept
    most = 100 if engine == "sqlite" else 20  # a server takes seconds for each
    held(engine, CHANGES, most)(lambda changes: hold_changes(tmp_path_factory, engine, changes))()


def hold_changes(tmp_path_factory: pytest.TempPathFactory, engine: str, changes: list[list[tuple[str, int | None]]]) -> None:
    left: dict[str, int] = {}
    folder = tmp_path_factory.mktemp("changes")
    with opened(engine, folder) as store:
        keep(store, told("z", 0))  # what comes next is no first load
        for change in changes:
            all_at_once(store, [told(source, text) for source, text in change if text is not None])
            left |= {source: text for source, text in change if text is not None}
            for source in {source for source, text in change if text is None and source in left}:
                ledger.retract(store, source)
                del left[source]
            assert ledger.rebuild(store) == 0
        found = list(store.all_nodes()), list(store.all_edges())
    with opened(engine, folder) as store:
        all_at_once(store, [told("z", 0), *(told(source, text) for source, text in left.items())])
        assert found == (list(store.all_nodes()), list(store.all_edges()))


@ENGINES
def test_every_letter_comes_back(tmp_path_factory: pytest.TempPathFactory, engine: str) -> None:
    letters = st.characters(exclude_categories=["Cs"])
    drawn = st.text(letters, min_size=1), st.dictionaries(st.sampled_from(["start", "position"]), st.text(letters))
    held(engine, st.tuples(*drawn), most=60)(lambda found: hold_letters(tmp_path_factory, engine, *found))()


def hold_letters(tmp_path_factory: pytest.TempPathFactory, engine: str, words: str, props: dict[str, str]) -> None:
    own, other = document("s", "35-CT/TW", date="2019-05-30"), document("s", "36-CT/TW", date="2019-05-30")
    said = reading("s", [(own, "implements", other)])
    said.references = [replace(r, surface=words, context=words, aliases=(words,)) for r in said.references]
    said.statements = [
        replace(s, evidence=Quote("other", 1, 2, words), props=props, value=None if s.object else words)
        for s in said.statements
        if s.object or s.predicate == "title"
    ]
    extra = Statement("x", "s", "title", own.id, Quote("s", 0, 1, words), value=words)
    said.statements.append(extra)
    said.text = words
    with opened(engine, tmp_path_factory.mktemp("letters")) as store:
        keep(store, said)
        assert [read[2:] for read in store.readings()] == [(sorted(said.references, key=id_of), sorted(said.statements, key=id_of))]
        assert store.statements(store.all_edges()) == {s.id: s for s in said.statements if s.object}
        assert store.text("s") == words
        with store.transaction() as tx:
            assert tx.references_of("s") == {r.id: r for r in said.references}
        assert keep(store, said).state == "unchanged"


@ENGINES
def test_a_snapshot_is_of_one_moment(tmp_path: Path, engine: str) -> None:
    with opened(engine, tmp_path) as store:
        first = reading("a", [(document("a", "35-CT/TW", date="2019-05-30"), "cites", document("a", "21-NQ/TW", date="2016-06-01"))])
        keep(store, first)
        with store.snapshot():
            before = store.counts(), store.version()
            keep(
                store, reading("b", [(document("b", "36-CT/TW", date="2019-06-30"), "cites", document("b", "21-NQ/TW", date="2016-06-01"))])
            )
            assert (store.counts(), store.version()) == before
        assert store.counts().edges == 2
