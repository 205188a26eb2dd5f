"""What people say of the graph: it changes what shows, outlives reloads and rebuilds, and can be taken back. And texts that are copies."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.graph.test_ledger import FIRST, graph, keep, sources
from tests.readings import document, reading
from vanmach.graph import ledger
from vanmach.graph.errors import NotFound
from vanmach.graph.model import Review, Verdict, review_id
from vanmach.graph.store import Store, open_store
from vanmach.loaders.statements import Reading


def judged(verdict: Verdict, a: str, b: str, type_: str | None = None, at: str = "2026-01-01T00:00:00") -> Review:
    modality = "done" if type_ else None
    return Review(review_id(a, b, type_, modality), verdict, a, b, "Người duyệt", at, type_, modality)  # type: ignore[arg-type]


REJECT = judged("reject", "26-hd-btctw.xii", "35-ct-tw.xii", "guides")
ACCEPT = replace(REJECT, verdict="accept")


def test_a_rejected_edge_does_not_show_and_comes_back(store: Store) -> None:
    keep(store, FIRST)
    before = graph(store)
    ledger.review(store, REJECT)
    assert store.edges(["26-hd-btctw.xii"], "out") == []
    assert store.reviews() == [REJECT]
    assert [{s.id for s in said} for *_, said in store.readings()] == [{s.id for s in FIRST.statements}]  # nothing said is lost
    again = document("s2", "26-HD/BTCTW", date="2019-10-18"), "guides", document("s2", "35-CT/TW", date="2019-05-30")
    keep(store, reading("s2", [again]))
    assert store.edges(["26-hd-btctw.xii"], "out") == []
    assert ledger.rebuild(store) == 0
    ledger.retract(store, "s2")
    ledger.withdraw(store, REJECT.id)
    assert graph(store) == before
    with pytest.raises(NotFound, match="no review"):
        ledger.withdraw(store, REJECT.id)


def test_an_accepted_edge_is_proven_and_a_later_word_replaces_an_earlier(store: Store) -> None:
    keep(store, FIRST)
    ledger.review(store, REJECT)
    ledger.review(store, replace(ACCEPT, at="2026-01-02T00:00:00"))
    (edge,) = store.edges(["26-hd-btctw.xii"], "out")
    assert (edge.confidence, edge.verified) == (1.0, True)
    assert [r.verdict for r in store.reviews()] == ["accept"]
    assert ledger.rebuild(store) == 0


CITING = reading("a", [(document("a", "12-KH/BTCTW", date="2024-02-01"), "implements", document("a", "35-CT/TW", text_date="2024-03-01"))])


def test_same_as_moves_what_was_cited_and_old_links_lead_on(store: Store) -> None:
    keep(store, CITING)
    keep(store, reading("o", [], more=[document("o", "35-CT/TW", date="2014-05-26")]))
    keep(store, reading("o2", [], more=[document("o2", "35-CT/TW", date="2024-06-14")]))
    before = graph(store)
    open_ = store.edges(["12-kh-btctw.xiii"], "out")[0].to
    ledger.review(store, judged("same-as", open_, "35-ct-tw.xiii"))
    assert [e.to for e in store.edges(["12-kh-btctw.xiii"], "out")] == ["35-ct-tw.xiii"]
    if open_ != "35-ct-tw.xiii":
        assert store.nodes([open_]) == {}
        assert store.moved(open_) == "35-ct-tw.xiii"
    assert ledger.rebuild(store) == 0
    keep(store, replace_text(CITING, "một dòng mới"))
    assert [e.to for e in store.edges(["12-kh-btctw.xiii"], "out")] == ["35-ct-tw.xiii"]
    ledger.withdraw(store, store.reviews()[0].id)
    keep(store, CITING)
    assert graph(store) == before


def replace_text(said: Reading, line: str) -> Reading:
    text = f"{said.text}\n{line}"
    return replace_source(said, text)


def replace_source(said: Reading, text: str) -> Reading:
    return Reading(replace(said.source, sha256=said.source.sha256 + "x"), text, said.references, said.statements)


def test_not_same_keeps_a_citation_from_a_document(store: Store) -> None:
    keep(store, CITING)
    keep(store, FIRST)
    assert [e.to for e in store.edges(["12-kh-btctw.xiii"], "out")] == ["35-ct-tw.xii"]
    ledger.review(store, judged("not-same", "35-ct-tw~a", "35-ct-tw.xii"))
    (edge,) = store.edges(["12-kh-btctw.xiii"], "out")
    assert edge.to == "35-ct-tw~a"
    assert "35-ct-tw.xii" not in {c for c, _ in store.nodes([edge.to])[edge.to].candidates}
    assert ledger.rebuild(store) == 0
    ledger.withdraw(store, store.reviews()[0].id)
    assert [e.to for e in store.edges(["12-kh-btctw.xiii"], "out")] == ["35-ct-tw.xii"]


def test_not_same_is_heard_where_the_document_was_only_a_candidate(store: Store) -> None:
    bare = document("a", "35-CT/TW", text_date="2019-12-31")
    keep(store, reading("b", [], more=[document("b", "35-CT/TW", term="XII")]))
    keep(store, reading("a", [], more=[document("a", "35-CT/TW", date="2014-05-26"), bare]))
    ledger.review(store, judged("not-same", "35-ct-tw.xii", "35-ct-tw~a"))
    assert ledger.rebuild(store) == 0
    ledger.withdraw(store, store.reviews()[0].id)
    assert ledger.rebuild(store) == 0


def test_a_ring_of_same_as_ends(store: Store) -> None:
    keep(store, FIRST)
    ledger.review(store, judged("same-as", "35-ct-tw.xii", "26-hd-btctw.xii"))
    ledger.review(store, replace(judged("same-as", "26-hd-btctw.xii", "35-ct-tw.xii", at="2026-01-02"), id="another"))
    assert {n.id for n in store.all_nodes()} == {"26-hd-btctw.xii", "bo-chinh-tri"}
    assert ledger.rebuild(store) == 0


def test_an_old_id_leads_to_the_node_that_settled_it(store: Store) -> None:
    keep(store, CITING)
    keep(store, FIRST)
    assert store.moved("35-ct-tw~a") == "35-ct-tw.xii"
    assert store.moved("35-ct-tw.xii") is None
    assert store.moved("nothing") is None


def copy_of(said: Reading, source: str) -> Reading:
    """The same text under another address."""

    def renamed(id_: str) -> str:
        return id_.replace(f"{said.source.id}#", f"{source}#")

    return Reading(
        replace(said.source, id=source),
        said.text,
        [replace(r, id=renamed(r.id), source=source) for r in said.references],
        [
            replace(
                s,
                id=f"{s.id[:-2]}{source}",
                source=source,
                subject=renamed(s.subject),
                object=renamed(s.object) if s.object else None,
                evidence=replace(s.evidence, source=source),
            )
            for s in said.statements
        ],
    )


def test_a_copy_adds_no_support(store: Store) -> None:
    right = [reading(n, [], more=[document(n, "35-CT/TW", date="2019-05-30")]) for n in "pq"]
    wrong = reading("w", [], more=[document("w", "35-CT/TW", date="2019-05-31")])
    for said in (*right, wrong, *(copy_of(wrong, n) for n in ("w2", "w3"))):
        keep(store, said)
    assert store.nodes(["35-ct-tw.xii"])["35-ct-tw.xii"].date == "2019-05-30"  # two texts against one, however often printed
    ledger.retract(store, "w2")
    ledger.retract(store, "q")
    ledger.retract(store, "p")
    assert store.nodes(["35-ct-tw.xii"])["35-ct-tw.xii"].date == "2019-05-31"
    assert ledger.rebuild(store) == 0


def test_a_word_on_a_node_leaves_what_its_block_makes_of_it(store: Store) -> None:
    """A QĐ without a day may mean a QĐ or a QĐi of its term: so it is decided still, when a person says another is the same as the QĐ."""
    by = {"issuer": "Bộ Chính trị"}
    dated = document("a", "07-QĐ/TW", date="2018-08-28", **by)
    keep(store, reading("a", [], more=[document("a", "07-QĐi/TW", date="2019-05-30"), dated, document("a", "07-QĐ/TW", term="XII", **by)]))
    before = graph(store)
    ledger.review(store, judged("same-as", "35-ct-tw.xii", "07-qd-tw.xii", None))
    assert graph(store) == before
    assert ledger.rebuild(store) == 0


NODES = st.sampled_from(["35-ct-tw.xii", "35-ct-tw.xiii", "21-kl-tw.xiii", "07-qd-tw.xii", "35-ct-tw~a", "21-kl-tw~b"])


@st.composite
def words(draw: st.DrawFn) -> list[Review]:
    out = []
    for at in range(draw(st.integers(1, 4))):
        a, b = draw(NODES), draw(NODES)
        if a == b:
            continue
        type_ = draw(st.sampled_from([None, "supersedes", "implements"]))
        verdicts: list[Verdict] = ["accept", "reject"] if type_ else ["same-as", "not-same"]
        out.append(judged(draw(st.sampled_from(verdicts)), a, b, type_, at=f"2026-01-0{at + 1}"))
    return out


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sources(), words(), st.booleans())
def test_reviews_and_copies_come_at_any_time(
    tmp_path_factory: pytest.TempPathFactory, texts: list[Reading], said: list[Review], last: bool
) -> None:
    folder = tmp_path_factory.mktemp("reviews")
    both = [*texts, copy_of(texts[0], "k")]
    graphs = []
    for name, order in (("a", both), ("b", both[::-1])):
        store: Store = open_store(f"sqlite:///{Path(folder, name)}.db")
        early, late = ([], said) if last else (said, [])
        for review in early if name == "a" else ():
            ledger.review(store, review)
        for text in order:
            keep(store, text)
        for review in (*late, *(early if name == "b" else ())):
            ledger.review(store, review)
        assert ledger.rebuild(store) == 0
        graphs.append(graph(store))
        store.close_store()
    assert graphs[0] == graphs[1]
