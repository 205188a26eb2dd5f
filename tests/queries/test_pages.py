"""Lists that come page by page: relations at a node, documents, sources; and the whole graph at once."""

from __future__ import annotations

from typing import Any

import pytest

from vanmach.graph.errors import InputError, NotFound
from vanmach.graph.store import Store
from vanmach.queries.documents import documents
from vanmach.queries.neighbours import neighbours
from vanmach.queries.show import show
from vanmach.queries.sources import source, sources, text
from vanmach.queries.whole import whole


def pages(ask: Any, key: str, **given: Any) -> list[Any]:
    """All that a paged query gives, page after page."""
    found, after = [], None
    while True:
        page = ask(after=after, **given)
        assert len(page[key]) <= given["limit"]
        found += page[key]
        after = page["next"]
        if after is None:
            return found


def test_relations_page_by_page_are_those_shown_whole(catalogue_store: Store) -> None:
    for id_ in ("bo-chinh-tri", "208-qd-tw.xiv"):
        paged = pages(lambda **k: neighbours(catalogue_store, id_, **k), "relations", limit=7)  # noqa: B023 - called at once
        ids = [r["edge"]["id"] for r in paged]
        assert len(ids) == len(set(ids))
        whole_ = show(catalogue_store, id_)["relations"]
        assert sorted(ids) == sorted(r["edge"]["id"] for r in whole_)
        assert {r["edge"]["id"]: r["other"]["id"] for r in paged} == {r["edge"]["id"]: r["other"]["id"] for r in whole_}
        assert neighbours(catalogue_store, id_, limit=500)["next"] is None


def test_relations_by_side_and_kind(small: Store) -> None:
    one = next(d["id"] for d in documents(small, limit=50)["documents"] if d["symbol"] == "01-NQ/TW")
    carried_out = neighbours(small, one, direction="in", relations=["implements"])["relations"]
    assert [r["other"]["symbol"] for r in carried_out] == ["02-KH/TW", "03-KH/TW"]
    assert neighbours(small, one, direction="out")["relations"] == []
    with pytest.raises(NotFound):
        neighbours(small, "nothing")
    with pytest.raises(InputError, match="cursor"):
        neighbours(small, one, after="2")


def test_documents_of_a_rare_status_are_found_behind_the_others(catalogue_store: Store) -> None:
    every = pages(lambda **k: documents(catalogue_store, **k), "documents", limit=50)
    wanted = [d["id"] for d in every if d["status"] == "amended"]
    assert 0 < len(wanted) < len(every) / 10
    paged = pages(lambda **k: documents(catalogue_store, status="amended", **k), "documents", limit=2)
    assert [d["id"] for d in paged] == wanted


def test_sources_and_their_words(small: Store, catalogue_store: Store) -> None:
    only = sources(small)["sources"]
    assert [(s["id"], s["published"]) for s in only] == [("s", "2024-01-15")]
    assert source(small, "s")["characters"] == len(text(small, "s"))
    (table,) = sources(catalogue_store)["sources"]
    assert table["kind"] == "catalogue"
    assert source(catalogue_store, table["id"])["characters"] is None
    with pytest.raises(NotFound, match="is a table"):
        text(catalogue_store, table["id"])
    with pytest.raises(NotFound, match="no source"):
        source(small, "none")


def test_the_whole_graph_is_every_node_and_every_edge(catalogue_store: Store, small: Store) -> None:
    counts = catalogue_store.counts()
    lines = list(whole(catalogue_store))
    assert [next(iter(line)) for line in lines] == ["node"] * counts.nodes + ["edge"] * counts.edges
    quotes = [e["quote"] for line in whole(small, quotes=False) if "edge" in line for e in line["edge"]["evidence"]]
    assert quotes
    assert set(quotes) == {None}
