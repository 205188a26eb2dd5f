"""Lineage over a store: which way it walks, what it leaves out, and that it says so."""

from __future__ import annotations

from typing import Any

import pytest

from vanmach.graph.errors import InputError, OntologyError
from vanmach.graph.store import Store
from vanmach.queries.lineage import lineage


def ids(answer: dict[str, Any]) -> list[str]:
    return [n["id"].split("-")[0] for n in answer["nodes"]]


def ties(answer: dict[str, Any]) -> set[tuple[str, str, str]]:
    return {(e["from"].split("-")[0], e["type"], e["to"].split("-")[0]) for e in answer["edges"]}


def test_up_is_what_it_rests_on_or_replaces(small: Store) -> None:
    """From 4: it replaces 3 and rests on 1; 2 is a sibling and 5 comes later, so neither is there."""
    answer = lineage(small, "04-kh-tw.xiii", direction="up")
    assert ids(answer) == ["01", "03", "04"]
    assert ties(answer) == {("04", "supersedes", "03"), ("04", "based_on", "01"), ("03", "implements", "01")}
    assert answer["truncated"] is False


def test_down_is_what_rests_on_it_or_replaces_it(small: Store) -> None:
    assert ids(lineage(small, "03-kh-tw.xiii", direction="down")) == ["03", "04", "05"]


def test_both_ways_do_not_draw_siblings_in(small: Store) -> None:
    """Plan 2 carries out the same resolution as 3; it is no kin of 3."""
    assert ids(lineage(small, "03-kh-tw.xiii")) == ["01", "03", "04", "05"]


def test_families_and_relations(small: Store) -> None:
    assert ids(lineage(small, "04-kh-tw.xiii", direction="up", family="succession")) == ["03", "04"]
    assert ids(lineage(small, "04-kh-tw.xiii", direction="up", family="ground")) == ["01", "04"]
    assert ids(lineage(small, "02-kh-tw.xiii", direction="up", relations=["cites"])) == ["02", "03"]
    with pytest.raises(InputError, match="issues"):
        lineage(small, "04-kh-tw.xiii", relations=["issues"])
    with pytest.raises(OntologyError, match="abolishes"):
        lineage(small, "04-kh-tw.xiii", relations=["abolishes"])


def test_depth_and_limit_are_told(small: Store) -> None:
    shallow = lineage(small, "05-kh-tw.xiii", direction="up", depth=1)
    assert ids(shallow) == ["04", "05"]
    assert shallow["truncated"] is True
    assert next(n for n in shallow["nodes"] if n["id"].startswith("04"))["hidden"] == {"based_on": 1, "supersedes": 1}
    few = lineage(small, "01-nq-tw.xiii", direction="down", limit=2)
    assert len(few["nodes"]) == 2
    assert few["truncated"] is True
    assert lineage(small, "01-nq-tw.xiii", depth=0)["edges"] == []
    for wrong in ({"depth": -1}, {"depth": 51}, {"limit": 0}):
        with pytest.raises(InputError):
            lineage(small, "01-nq-tw.xiii", **wrong)  # type: ignore[arg-type]


def test_as_of_a_day(small: Store) -> None:
    """On 1-6-2022 the plans 2 and 3 were there, 4 was not, and 3 was in force."""
    answer = lineage(small, "01-nq-tw.xiii", direction="down", as_of="2022-06-01")
    assert ids(answer) == ["01", "02", "03"]
    assert {n["id"]: n["status"] for n in answer["nodes"]}["03-kh-tw.xiii"] == "in_force"


def test_a_planned_act_shows_and_ends_nothing(small: Store) -> None:
    answer = lineage(small, "04-kh-tw.xiii", family="succession")
    modality = {(e["from"][:2], e["to"][:2]): e["modality"] for e in answer["edges"]}
    assert modality == {("04", "03"): "done", ("05", "04"): "planned"}
    status = {n["id"][:2]: n["status"] for n in answer["nodes"]}
    assert (status["03"], status["04"]) == ("superseded", "in_force")


def test_the_charter_rules_nine_replacements(catalogue_store: Store) -> None:
    answer = lineage(catalogue_store, "208-qd-tw.xiv", direction="up", family="succession", depth=20)
    chain = [n["symbol"] for n in answer["nodes"]]
    assert chain == "29-QĐ/TW 14-QĐ/TW 23-QĐ/TW 45-QĐ/TW 29-QĐ/TW 24-QĐ/TW 232-QĐ/TW 294-QĐ/TW 20-QĐ/TW 208-QĐ/TW".split()
    assert [n["term"] for n in answer["nodes"]] == "VIII IX X XI XII XIII XIII XIII XIV XIV".split()
    assert len(answer["edges"]) == 9
    proven = lineage(catalogue_store, "208-qd-tw.xiv", direction="up", family="succession", verified=True)
    assert all(e["verified"] for e in proven["edges"])
    assert [n["symbol"] for n in proven["nodes"]] == ["20-QĐ/TW", "208-QĐ/TW"]


def test_recalled_edges_are_unverified(catalogue_store: Store) -> None:
    for edge in catalogue_store.all_edges():
        known = {s.evidence.known_by for s in catalogue_store.statements([edge]).values()}  # type: ignore[union-attr]
        assert edge.verified == ("source" in known)
