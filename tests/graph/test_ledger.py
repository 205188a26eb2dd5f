"""The life of statements in a store: loading, loading again, another order, a new version, a retraction, a rebuild."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.readings import body, document, reading
from vanmach.graph import ledger
from vanmach.graph.errors import NotFound, OntologyError
from vanmach.graph.model import Edge, Node
from vanmach.graph.store import Store, open_store
from vanmach.loaders.catalogue import catalogue
from vanmach.loaders.statements import Reading


def keep(store: Store, said: Reading) -> ledger.Loaded:
    return ledger.load(store, said.source, said.text, said.references, said.statements)


def graph(store: Store) -> tuple[list[Node], list[Edge]]:
    return list(store.all_nodes()), list(store.all_edges())


OLD = document("s", "35-CT/TW", date="2019-05-30")
GUIDE = document("s", "26-HD/BTCTW", date="2019-10-18")
FIRST = reading("s", [(GUIDE, "guides", OLD), (body("s", "Bộ Chính trị"), "issues", OLD)], published="2024-04-12")


def test_an_edge_stands_with_its_words_and_its_day(store: Store) -> None:
    assert keep(store, FIRST).state == "new"
    (edge,) = store.edges(["26-hd-btctw.xii"], "out")
    assert (edge.type, edge.to, edge.valid_from, edge.valid_from_basis) == ("guides", "35-ct-tw.xii", "2019-10-18", "document")
    (said,) = store.statements([edge]).values()
    assert said.evidence.source == "s"
    assert store.nodes(["35-ct-tw.xii"])["35-ct-tw.xii"].issuer == "bo-chinh-tri"
    assert store.text("s") == FIRST.text


def test_loading_twice_is_loading_once(store: Store) -> None:
    keep(store, FIRST)
    before, version = graph(store), store.version()
    assert keep(store, FIRST) == ledger.Loaded("unchanged")
    assert graph(store) == before
    assert store.version() == version


def test_a_new_version_closes_what_it_no_longer_says(store: Store) -> None:
    keep(store, FIRST)
    done = keep(store, reading("s", [(GUIDE, "guides", OLD)], published="2024-04-12"))
    assert (done.state, done.added) == ("changed", 0)
    assert done.retracted == 2  # the issuer's name and that it issued
    assert store.edges(["35-ct-tw.xii"], "in", ["issues"]) == []
    assert store.nodes(["35-ct-tw.xii"])["35-ct-tw.xii"].issuer is None


def test_a_later_text_settles_an_earlier_doubt_and_a_retraction_opens_it_again(store: Store) -> None:
    report = document("a", "12-KH/BTCTW", date="2024-02-01")
    keep(store, reading("a", [(report, "implements", document("a", "35-CT/TW", text_date="2024-03-01"))]))
    assert [e.to for e in store.edges(["12-kh-btctw.xiii"], "out")] == ["35-ct-tw~a"]
    before = graph(store)
    keep(store, FIRST)
    assert [e.to for e in store.edges(["12-kh-btctw.xiii"], "out")] == ["35-ct-tw.xii"]
    assert store.nodes(["35-ct-tw~a"]) == {}
    assert ledger.retract(store, "s").state == "retracted"
    assert graph(store) == before


def test_two_sources_that_disagree_are_both_kept(store: Store) -> None:
    wrong = document("b", "35-CT/TW", date="2019-05-31")
    for source in (FIRST, reading("c", [], more=[document("c", "35-CT/TW", date="2019-05-30")]), reading("b", [], more=[wrong])):
        keep(store, source)
    assert store.nodes(["35-ct-tw.xii"])["35-ct-tw.xii"].date == "2019-05-30"
    said = {s.value for _, s in store.properties("35-ct-tw.xii") if s.predicate == "date"}
    assert said == {"2019-05-30", "2019-05-31"}


def test_nothing_is_kept_of_a_reading_with_an_unknown_relation(store: Store) -> None:
    for relation, message in (("abolishes", "unknown relation"), ("holds", "cannot tie")):
        with pytest.raises(OntologyError, match=message):
            keep(store, reading("bad", [(GUIDE, relation, OLD)]))
    assert store.sources() == []
    assert graph(store) == ([], [])


def test_retracting_what_is_not_there_says_so(store: Store) -> None:
    with pytest.raises(NotFound):
        ledger.retract(store, "nowhere")


def test_the_catalogue_comes_before_or_after_the_texts_alike(tmp_path: Path) -> None:
    texts = [
        FIRST,
        reading(
            "t", [(document("t", "144-QĐ/TW", text_date="2024-08-01"), "implements", document("t", "21-KL/TW", text_date="2024-08-01"))]
        ),
    ]
    graphs = []
    for name, order in (("before", [catalogue(), *texts]), ("after", [*texts, catalogue()])):
        store = open_store(f"sqlite:///{tmp_path / name}.db")
        for said in order:
            keep(store, said)
        assert ledger.rebuild(store) == 0
        graphs.append(graph(store))
        store.close_store()
    assert graphs[0] == graphs[1]


NUMBERS = st.sampled_from(["35-CT/TW", "21-KL/TW", "07-QĐ/TW", "07-QĐi/TW"])
FACTS = st.fixed_dictionaries(
    {},
    optional={
        "date": st.sampled_from(["2014-05-26", "2018-08-28", "2019-05-30", "2021", "2024-06-14"]),
        "term": st.sampled_from(["XI", "XII", "XIII"]),
        "text_date": st.sampled_from(["2012-01-01", "2019-12-31", "2024-12-31"]),
        "issuer": st.sampled_from(["Bộ Chính trị", "Ban Bí thư"]),
    },
)


@st.composite
def sources(draw: st.DrawFn) -> list[Reading]:
    out = []
    for name in "abcd"[: draw(st.integers(1, 4))]:
        relations = []
        for symbol, facts, other, other_facts, relation in draw(
            st.lists(st.tuples(NUMBERS, FACTS, NUMBERS, FACTS, st.sampled_from(["supersedes", "implements"])), min_size=1, max_size=4)
        ):
            ends = document(name, symbol, **facts), document(name, other, **other_facts)
            if ends[0].id != ends[1].id:
                relations.append((ends[0], relation, ends[1]))
        unique = {(a.id, r, b.id): (a, r, b) for a, r, b in relations}
        out.append(reading(name, list(unique.values())))
    return out


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sources(), st.randoms(use_true_random=False))
def test_order_repetition_and_retraction_leave_no_trace(
    tmp_path_factory: pytest.TempPathFactory, texts: list[Reading], chance: object
) -> None:
    folder = tmp_path_factory.mktemp("order")
    graphs = []
    for i, order in enumerate(itertools.islice(itertools.permutations(texts), 4)):
        store = open_store(f"sqlite:///{folder / str(i)}.db")
        for said in order:
            keep(store, said)
            keep(store, said)
        extra = reading("z", [(document("z", "35-CT/TW", date="2024-06-14"), "supersedes", document("z", "07-QĐ/TW", date="2018-08-28"))])
        keep(store, extra)
        ledger.retract(store, "z")
        assert ledger.rebuild(store) == 0
        graphs.append(graph(store))
        store.close_store()
    assert all(g == graphs[0] for g in graphs)
