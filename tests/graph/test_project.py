"""What leaves a node or an edge as it is may be skipped: whatever was said before, and whoever says it."""

from __future__ import annotations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from vanmach.graph.project import Said, edge_keeps, edge_said_once, node_keeps, project_edge, project_node, statement_said, tally

DAYS = st.sampled_from(["2019", "2019-05", "2019-05-30", "2021-03-04"])
SYMBOLS = st.sampled_from(["35-CT/TW", "35-CT/TƯ", "36-CT/TW", "tài liệu 7"])
OF_NODES = {
    "date": DAYS,
    "effective_from": DAYS,
    "symbol": SYMBOLS,
    "number": st.sampled_from(["35", "36"]),
    "title": st.sampled_from(["về cán bộ", "về tổ chức"]),
    "name": st.sampled_from(["Bộ Chính trị", "?"]),
    "term": st.sampled_from(["XII", "XIII"]),
    "doc_kind": st.sampled_from(["directive", "plan"]),
    "alias": st.sampled_from(["Bộ Chính trị", "BCT"]),
    "issuer": st.sampled_from(["bo-chinh-tri", "ban-bi-thu"]),
    "resolved": st.just("true"),
    "open": st.sampled_from(["[]", '[["35-ct-tw.xii",0.5]]']),
    "draft": st.just("true"),
}
OF_EDGES = {
    "confidence": st.sampled_from(["0.5", "0.9", "1.0"]),
    "start": DAYS,
    "end": DAYS,
    "published": DAYS,
    "prop.scope": st.sampled_from(["cả nước", "tỉnh"]),
    "prop.position": st.sampled_from(["Bí thư", "Ủy viên"]),
}


Again = tuple[int, str]  # what was said before (counted round), by whom now


def said(names: dict[str, st.SearchStrategy[str]], sources: str) -> st.SearchStrategy[Said]:
    rows = [st.tuples(st.just("x"), st.sampled_from(sources), st.just(n), values, st.integers(0, 3)) for n, values in names.items()]
    return st.one_of(rows)


def more(names: dict[str, st.SearchStrategy[str]]) -> st.SearchStrategy[list[Again | Said]]:
    """Mostly what was said before, by others; now and then something new."""
    again = st.tuples(st.integers(0, 8), st.sampled_from("bde"))
    return st.lists(st.one_of(again, again, again, said(names, "bde")), min_size=1, max_size=2)


def voices(before: list[Said], come: list[Again | Said]) -> list[Said]:
    found: list[Said] = []
    for one in come:
        if len(one) == 2:
            thing, _, name, value, weight = before[one[0] % len(before)]
            one = (thing, one[1], name, value, weight)
        found.append(one)
    return found


@settings(max_examples=600, deadline=None)
@given(st.sampled_from(["document", "body"]), st.booleans(), st.lists(said(OF_NODES, "abc"), max_size=8), more(OF_NODES))
def test_a_node_that_keeps_is_the_same_with_more_voices(kind: str, resolved: bool, before: list[Said], come: list[Again | Said]) -> None:
    own: list[Said] = [("x", "a", "kind", kind, 0), ("x", "a", "resolved", "true", 0) if resolved else ("x", "a", "open", "[]", 0)]
    new = voices(own + before, come)
    node = project_node("x", tally(own + before))
    assume(node_keeps(node, new))
    assert project_node("x", tally(own + before + new)) == node


@settings(max_examples=600, deadline=None)
@given(
    st.sampled_from([(None, None), (None, "2020-01-01"), ("2020-02-01", "2020-01-01")]),
    st.lists(said(OF_EDGES, "abc"), max_size=6),
    more(OF_EDGES),
)
def test_an_edge_that_keeps_is_the_same_with_more_voices(
    day: tuple[str | None, str | None], before: list[Said], come: list[Again | Said]
) -> None:
    own: list[Said] = [("x", "a", "confidence", "0.5", 2)]
    new = voices(own + before, come)
    edge = project_edge("x", "implements", ("a", "b"), "done", tally(own + before), day)
    assume(edge_keeps(edge, new))
    assert project_edge("x", "implements", ("a", "b"), "done", tally(own + before + new), day) == edge


@settings(max_examples=200)
@given(
    st.sampled_from([0.0, 0.5, 0.9, 1]),
    st.integers(0, 3),
    st.one_of(st.none(), st.just(""), DAYS),
    st.tuples(st.one_of(st.none(), DAYS), st.one_of(st.none(), DAYS)),
)
def test_an_edge_said_once_needs_no_tally(confidence: float, w: int, published: str | None, day: tuple[str | None, str | None]) -> None:
    told = tally(statement_said("x", "s", confidence, w, {}, published))
    edge = project_edge("x", "implements", ("a", "b"), "planned", told, day)
    assert edge_said_once("x", "implements", ("a", "b"), "planned", confidence, w, published, day) == edge
