"""The questions of researchers, on a small store of invented documents and on the project's own catalogue."""

from __future__ import annotations

from pathlib import Path

import pytest

from vanmach.graph import ledger
from vanmach.graph.errors import InputError, NotFound
from vanmach.graph.store import Store, open_store
from vanmach.loaders.read import read
from vanmach.loaders.statements import to_statements
from vanmach.queries.citations import resolve
from vanmach.queries.compare import compare
from vanmach.queries.gaps import gaps
from vanmach.queries.impact import impact
from vanmach.queries.paths import paths
from vanmach.queries.people import people
from vanmach.queries.rank import rank
from vanmach.queries.status_on import status
from vanmach.queries.succession import current
from vanmach.queries.timeline import timeline, topic
from vanmach.queries.truths import authority, truths

ONE, TWO, THREE, FOUR, FIVE = "01-nq-tw.xiii", "02-kh-tw.xiii", "03-kh-tw.xiii", "04-kh-tw.xiii", "05-kh-tw.xiii"


def test_current_follows_replacements_to_the_end_and_not_planned_ones(small: Store) -> None:
    answer = current(small, THREE)
    assert answer["current"] == [FOUR]
    assert [(e["from"], e["to"]) for e in answer["edges"]] == [(FOUR, THREE)]
    assert current(small, FOUR)["current"] == [FOUR]
    assert current(small, THREE, on="2022-12-31")["current"] == [THREE]


def test_the_nine_steps_of_the_statutes_regulation(catalogue_store: Store) -> None:
    answer = current(catalogue_store, "29-qd-tw.viii", on="2026-11-01")
    assert answer["current"] == ["208-qd-tw.xiv"]
    assert len(answer["edges"]) == 9
    assert current(catalogue_store, "29-qd-tw.viii", on="2012-01-01")["current"] == ["45-qd-tw.xi"]
    assert len(current(catalogue_store, "29-qd-tw.viii", on="2026-11-01", verified=True)["edges"]) < 9


def test_both_chains_through_one_symbol_are_kept_apart(catalogue_store: Store) -> None:
    on = "2026-11-01"
    assert current(catalogue_store, "262-qd-tw.xi", on=on)["current"] == ["96-qd-tw.xiii"]
    assert "96-qd-tw.xiii" not in {n["id"] for n in current(catalogue_store, "262-qd-tw.xiii", on=on)["nodes"]}
    assert "296-qd-tw.xiii" in {n["id"] for n in current(catalogue_store, "262-qd-tw.xiii", on=on)["nodes"]}


def test_one_regulation_ends_exactly_its_seven(catalogue_store: Store) -> None:
    ended = {e.to for e in catalogue_store.edges(["296-qd-tw.xiii"], "out", ["supersedes", "repeals"])}
    assert ended == {
        "22-qd-tw.xiii", "262-qd-tw.xiii", "86-qd-tw.xii", "85-qd-tw.xii", "221-qd-tw.xi", "210-qd-tw.xi", "211-qd-tw.xi",
    }  # fmt: skip
    for alive in ("86-qd-tw.xiii", "85-qd-tw.xiii"):
        assert status(catalogue_store, alive, "2025-06-01")["status"] == "in_force"


@pytest.mark.parametrize(
    ("on", "found", "by"),
    [
        ("2021-01-01", "not_yet", []),
        ("2022-01-01", "in_force", []),
        ("2025-03-01", "amended", ["262-qd-tw.xiii"]),
        ("2026-11-01", "superseded", ["296-qd-tw.xiii"]),
    ],
)
def test_status_on_a_day_with_its_reason(catalogue_store: Store, on: str, found: str, by: list[str]) -> None:
    answer = status(catalogue_store, "22-qd-tw.xiii", on)
    assert (answer["status"], [b["node"]["id"] for b in answer["by"]]) == (found, by)
    assert all(b["evidence"] for b in answer["by"])
    with pytest.raises(NotFound):
        status(catalogue_store, "22-qd-tw.xx", on)


def test_five_regulations_on_what_members_may_not_do(catalogue_store: Store) -> None:
    answer = current(catalogue_store, "19-qd-tw.ix", on="2026-11-01")
    assert answer["current"] == ["207-qd-tw.xiv"]
    chain = sorted(answer["nodes"], key=lambda n: n["date"])
    assert [n["id"] for n in chain] == ["19-qd-tw.ix", "115-qd-tw.x", "47-qd-tw.xi", "37-qd-tw.xiii", "207-qd-tw.xiv"]
    assert current(catalogue_store, "19-qd-tw.xiv", on="2026-11-01")["current"] == ["19-qd-tw.xiv"]


def test_a_number_of_the_series_of_2018_is_one_node_however_it_is_cited(catalogue_store: Store) -> None:
    found = {catalogue_store.resolve(ref)[0].id for ref in ("07-QĐi/TW", "07-qđi/tw khóa XII")}
    assert found == {"07-qdi-tw.xii"}


def test_impact_counts_what_rests_on_it_and_what_would_lose_its_ground(small: Store) -> None:
    answer = impact(small, ONE, on="2026-01-01")
    assert {n["id"] for n in answer["nodes"]} == {ONE, TWO, THREE, FOUR}
    assert answer["by_body"] == [{"body": None, "kinds": {"plan": 3}}]
    assert answer["loses_ground"] == [TWO, THREE, FOUR]
    assert not answer["truncated"]
    assert impact(small, ONE, on="2022-02-15")["loses_ground"] == [TWO]
    assert impact(small, ONE, on="2026-01-01", limit=1)["truncated"]
    assert impact(small, TWO, on="2026-01-01")["loses_ground"] == []


def test_gaps_are_a_matrix_with_the_lag_in_days(catalogue_store: Store) -> None:
    answer = gaps(catalogue_store, issuer="ban-chap-hanh-trung-uong-dang", term="XIII")
    assert len(answer["cells"]) == len(answer["documents"]) * len(answer["bodies"])
    cell = next(c for c in answer["cells"] if (c["document"], c["body"]) == ("21-kl-tw.xiii", "bo-chinh-tri"))
    assert (cell["by"], cell["date"], cell["lag_days"]) == ("03-kh-tw.xiii", "2021-12-01", 37)
    assert any(c["by"] is None for c in answer["cells"])
    one = gaps(catalogue_store, kind="resolution", term="XIII", bodies=["bo-chinh-tri"], limit=3)
    assert (len(one["documents"]), len(one["bodies"]), one["truncated"]) == (3, 1, True)


def test_paths_are_shortest_proven_and_told_in_words(small: Store) -> None:
    answer = paths(small, "bo-chinh-tri", THREE)
    (found,) = answer["paths"]
    assert [e["type"] for e in found["edges"]] == ["issues", "implements"]
    assert found["sentence"] == {
        "vi": "Bộ Chính trị ban hành Nghị quyết 01-NQ/TW; Nghị quyết 01-NQ/TW được triển khai bởi Kế hoạch 03-KH/TW.",
        "en": "Bộ Chính trị issues Nghị quyết 01-NQ/TW; Nghị quyết 01-NQ/TW is implemented by Kế hoạch 03-KH/TW.",
    }
    planned = paths(small, FIVE, FOUR)["paths"][0]["sentence"]
    assert planned["vi"] == "Kế hoạch 05-KH/TW thay thế Kế hoạch 04-KH/TW (dự kiến)."
    assert paths(small, "bo-chinh-tri", THREE, relations=["supersedes"])["paths"] == []
    assert paths(small, "bo-chinh-tri", FIVE, longest=1)["paths"] == []
    itself = paths(small, ONE, ONE)
    assert (itself["paths"], itself["truncated"], [n["id"] for n in itself["nodes"]]) == ([], False, [ONE])


def test_things_of_one_label_are_told_apart_by_their_day_in_a_sentence(catalogue_store: Store) -> None:
    words = paths(catalogue_store, "35-ct-tw.xii", "35-ct-tw.xiii")["paths"][0]["sentence"]["vi"]
    assert words == "Chỉ thị 35-CT/TW (30-5-2019) được nối tiếp bởi Chỉ thị 35-CT/TW (14-6-2024)."


def test_a_timeline_tells_the_days_of_a_document_in_order(catalogue_store: Store) -> None:
    entries = timeline(catalogue_store, "22-qd-tw.xiii")["entries"]
    days = [e["date"] for e in entries if e["date"]]
    assert days == sorted(days)
    assert (entries[0]["date"], entries[0]["what"]) == ("2021-07-28", "issued")
    assert ("2025-05-30", "296-qd-tw.xiii") in {(e["date"], e["node"]["id"]) for e in entries}
    late = timeline(catalogue_store, "22-qd-tw.xiii", from_="2025-01-01", to="2025-03-01")["entries"]
    assert [e["node"]["id"] for e in late] == ["262-qd-tw.xiii"]
    assert timeline(catalogue_store, "bo-chinh-tri", limit=5)["truncated"]
    with pytest.raises(NotFound):
        timeline(catalogue_store, "nowhere")


def test_a_topic_has_a_timeline_too(catalogue_store: Store) -> None:
    found = [e["node"]["id"] for e in topic(catalogue_store, "tinh gian bien che")["entries"]]
    assert found[0] == "39-nq-tw.xi"
    assert "28-kl-tw.xiii" in found


def test_compare_tells_what_came_what_ended_and_what_changed(small: Store, catalogue_store: Store) -> None:
    answer = compare(small, "2022-02-15", "2023-06-01")
    assert [n["id"] for n in answer["added"]] == [THREE, FOUR]
    answer = compare(small, "2022-12-31", "2023-06-01")
    assert [(c["node"]["id"], c["before"], c["after"], c["since"]) for c in answer["ended"]] == [
        (THREE, "in_force", "superseded", "2023-05-01")
    ]
    assert [e["type"] for e in answer["ended"][0]["by"]] == ["supersedes"]
    changed = compare(catalogue_store, "2025-01-31", "2025-02-10")["changed"]
    assert ("22-qd-tw.xiii", "amended") in {(c["node"]["id"], c["after"]) for c in changed}
    assert compare(small, "2023-06-01", "2022-12-31") == answer


def test_rank_puts_what_most_rests_on_first(small: Store) -> None:
    for measure in ("pagerank", "betweenness"):
        hits = rank(small, measure=measure)["hits"]  # type: ignore[arg-type]
        assert [h["score"] for h in hits] == sorted((h["score"] for h in hits), reverse=True)
    assert rank(small)["hits"][0]["node"]["id"] == ONE
    assert [h["node"]["id"] for h in rank(small, kind="resolution")["hits"]] == [ONE]
    with pytest.raises(InputError, match="unknown measure"):
        rank(small, measure="fame")  # type: ignore[arg-type]


def test_authority_flags_a_body_that_ends_what_is_not_its_own(catalogue_store: Store) -> None:
    found = {(f["by"]["id"], f["document"]["id"]) for f in authority(catalogue_store)["findings"]}
    assert ("66-qd-tw.xii", "31-qd-tw.viii") in found  # the Secretariat replaced a decision of the Politburo
    assert not any(by == "296-qd-tw.xiii" for by, _ in found)
    assert {f["truth"] for f in truths(catalogue_store)["findings"]} <= {
        "authority",
        "number_order",
        "backwards",
        "post_ends_before_it_begins",
    }


def test_a_list_of_citations_becomes_ids(catalogue_store: Store) -> None:
    answer = resolve(catalogue_store, ["35-CT/TW khóa XIII", "", "35 ct tw 2019", "35-CT/TW", "999-XX/TW"])["citations"]
    assert [c["id"] for c in answer] == ["35-ct-tw.xiii", "35-ct-tw.xii", None, None]
    assert {"35-ct-tw.xii", "35-ct-tw.xiii"} <= {c["id"] for c in answer[2]["candidates"]}


def test_people_held_posts_on_a_day_and_signed(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'people.db'}")
    text = (
        "Ngày 3-2-2027, Ban Bí thư ban hành Quy định số 500-QĐ/TW.\n"
        "Thay mặt Ban Bí thư, đồng chí Trần Văn Mẫu, Thường trực Ban Bí thư đã ký Quy định số 500-QĐ/TW.\n"
        "Dự họp có đồng chí Lê Thị Thử, nguyên Trưởng Ban Tổ chức Trung ương."
    )
    said = to_statements(read(text, title="Bài thử", publisher="Báo Mẫu", published="2027-02-04"))
    ledger.load(store, said.source, said.text, said.references, said.statements)
    answer = people(store)
    posts = {(p["person"]["label"], p["position"], p["body"]["label"], p["former"]) for p in answer["posts"]}
    assert posts == {
        ("Trần Văn Mẫu", "Thường trực", "Ban Bí thư", False),
        ("Lê Thị Thử", "Trưởng Ban", "Ban Tổ chức Trung ương", True),
    }
    held = people(store, on="2027-02-04")["posts"]
    assert [(p["person"]["label"], p["certain"]) for p in held] == [("Trần Văn Mẫu", False)]  # a former post of unknown days is over
    assert [s["person"]["label"] for s in people(store, "500-qd-tw.xiv")["signed"]] == ["Trần Văn Mẫu"]
    assert [p["person"]["label"] for p in people(store, "ban-to-chuc-trung-uong")["posts"]] == ["Lê Thị Thử"]
    with pytest.raises(NotFound):
        people(store, "nowhere")
    store.close_store()
