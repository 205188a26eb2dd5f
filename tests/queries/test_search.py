"""Finding: references lead to one node or say why not; searches rank what people mean first."""

from __future__ import annotations

import pytest

from vanmach.graph.errors import Ambiguous, InputError, NotFound
from vanmach.graph.store import Store
from vanmach.queries.search import find, search
from vanmach.queries.show import show


@pytest.mark.parametrize(
    ("ref", "id_"),
    [
        ("35-CT/TW khóa XIII", "35-ct-tw.xiii"),
        ("35 ct tw 2024", "35-ct-tw.xiii"),
        ("35-ct-tw.xii", "35-ct-tw.xii"),
        ("Chỉ thị 35 khóa XII", "35-ct-tw.xii"),
        ("208-QĐ/TW", "208-qd-tw.xiv"),
        ("07-QĐ/TW khóa XII", "07-qdi-tw.xii"),
        ("Bộ Chính trị", "bo-chinh-tri"),
        ("bo chinh tri", "bo-chinh-tri"),
        ("Đại hội XIII", "dai-hoi-xiii"),
        ("30/2020/NĐ-CP", "30-2020-nd-cp"),
    ],
)
def test_references(catalogue_store: Store, ref: str, id_: str) -> None:
    assert find(catalogue_store, ref).id == id_


def test_a_shared_symbol_lists_its_candidates(catalogue_store: Store) -> None:
    with pytest.raises(Ambiguous) as caught:
        find(catalogue_store, "35-CT/TW")
    assert {"35-ct-tw.xii", "35-ct-tw.xiii"} <= {n.id for n in caught.value.nodes}


def test_what_is_not_there_names_the_nearest(catalogue_store: Store) -> None:
    with pytest.raises(NotFound) as caught:
        find(catalogue_store, "thi hanh dieu le")
    assert caught.value.nodes
    with pytest.raises(InputError):
        find(catalogue_store, "  ")


@pytest.mark.parametrize("query", ["35 ct tw", "35-CT/TW", "chi thi 35", "Chỉ thị số 35-CT/TW", "35CT/TW"])
def test_both_bearers_of_a_symbol_come_first_the_newer_before(catalogue_store: Store, query: str) -> None:
    hits = [h["node"]["id"] for h in search(catalogue_store, query)["hits"]]
    assert hits[:2] == ["35-ct-tw.xiii", "35-ct-tw.xii"]


@pytest.mark.parametrize(
    ("query", "id_"),
    [
        ("thi hanh dieu le dang 2021", "24-qd-tw.xiii"),
        ("chỉ thị 35 năm 2024", "35-ct-tw.xiii"),
        ("45-CT/TW 14-4-2025", "45-ct-tw.xiii"),
        ("45-CT/TW ngày 14/04/2025", "45-ct-tw.xiii"),
        ("2021 thi hành Điều lệ Đảng", "24-qd-tw.xiii"),
    ],
)
def test_a_year_or_a_day_beside_the_words(catalogue_store: Store, query: str, id_: str) -> None:
    hits = [h["node"] for h in search(catalogue_store, query)["hits"]]
    assert hits[0]["id"] == id_
    assert search(catalogue_store, "thi hành Điều lệ Đảng 1850")["hits"] == search(catalogue_store, "45-CT/TW 15-4-2025")["hits"] == []


def test_titles_bodies_and_kinds(catalogue_store: Store) -> None:
    assert "39-NQ/TW" in [h["node"]["symbol"] for h in search(catalogue_store, "tinh gian bien che")["hits"]]
    assert search(catalogue_store, "ban bi thu", kind="body")["hits"][0]["node"]["id"] == "ban-bi-thu"
    assert search(catalogue_store, "zzz không có")["hits"] == []
    with pytest.raises(InputError):
        search(catalogue_store, " ")


@pytest.mark.parametrize("query", ['"', "*", "NEAR(", "a OR b", "'; drop table node; --", "(", "đ" * 5000, "\x00", "35-CT/TW\n"])
def test_no_query_breaks_the_search(catalogue_store: Store, query: str) -> None:
    assert "hits" in search(catalogue_store, query)


def test_show_tells_what_else_is_stated(catalogue_store: Store) -> None:
    shown = show(catalogue_store, "35-ct-tw.xiii")
    assert shown["issuer"] == {"id": "bo-chinh-tri", "label": "Bộ Chính trị"}
    assert shown["status"] == "superseded"
    relations = {(r["edge"]["type"], r["other"]["id"]) for r in shown["relations"]}
    assert {("supersedes", "45-ct-tw.xiii"), ("amends", "118-kl-tw.xiii"), ("renews", "35-ct-tw.xii")} <= relations
    names = {p["name"]: p["value"] for p in shown["properties"]}
    assert names["date"] == "2024-06-14"
    assert all(p["evidence"] for p in shown["properties"])
    with pytest.raises(NotFound):
        show(catalogue_store, "nothing")
