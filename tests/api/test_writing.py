"""What is written over HTTP: texts in and out, reviews and their effect; the same as by the command line, and only with a key."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.api.conftest import run
from vanmach.api.http import create_app
from vanmach.api.keyring import Keys
from vanmach.api.schemas import Report, Review, Reviews
from vanmach.api.settings import Settings
from vanmach.graph.store import open_store

API = "/api/v1"
TEXT = "Ban Bí thư ban hành Quy định số 12-QĐ/TW, ngày 3-2-2027, thay thế Quy định số 11-QĐ/TW, ngày 5-6-2021."
LATER = "Ban Bí thư ban hành Quy định số 12-QĐ/TW, ngày 3-2-2027, sửa đổi, bổ sung Quy định số 11-QĐ/TW, ngày 5-6-2021."
PAGE = f"""<html lang="vi"><head><title>Quy định mới của Ban Bí thư</title>
<meta property="og:site_name" content="Báo Mẫu"><meta property="article:published_time" content="2026-02-04"></head>
<body><nav>Trang chủ</nav><article><h1>Quy định mới của Ban Bí thư</h1><p>{TEXT}</p></article></body></html>"""
AT = "https://example.org/tin/12"


@pytest.fixture
def client(fresh: str, tmp_path: Path) -> Iterator[TestClient]:
    """A server over an empty store, and a client that has the key of Lan."""
    keys = tmp_path / "keys.json"
    _, token = Keys(keys).create("Lan")
    store = open_store(fresh)
    yield TestClient(create_app(store, Settings(keys=keys)), headers={"authorization": f"Bearer {token}"})
    store.close_store()


def edges(client: TestClient, ref: str = "12-QĐ/TW") -> dict[str, dict[str, Any]]:
    """Edges out of a node by relation."""
    relations = client.get(f"{API}/nodes/{ref}").json()["relations"]
    return {r["edge"]["type"]: r["edge"] for r in relations}


def test_a_text_goes_in_as_by_the_command_and_out_again(client: TestClient, tmp_path: Path) -> None:
    sent = client.post(f"{API}/sources", json={"text": TEXT})
    assert sent.status_code == 201
    Report.model_validate(sent.json())
    file = tmp_path / "tin.txt"
    file.write_text(TEXT, "utf-8")
    other = f"sqlite:///{tmp_path / 'other.db'}"
    assert json.loads(run("load", file, "--store", other, "--format", "json").out) == sent.json()
    where = sent.headers["location"]
    assert client.get(f"{where}/text").text == TEXT
    proof = edges(client)["supersedes"]["evidence"][0]
    assert where.endswith(proof["source"])
    assert TEXT[proof["start"] : proof["end"]] == proof["quote"]

    again = client.post(f"{API}/sources", json={"text": TEXT})
    assert (again.status_code, again.headers["location"]) == (200, where)
    assert again.json()["sources"]["unchanged"] == 1

    gone = client.delete(where)
    assert gone.json() == {"source": proof["source"], "retracted": sent.json()["statements"]["added"]}
    assert client.get(f"{API}/nodes/12-QĐ/TW").status_code == 404
    assert client.get(f"{API}/stats").json()["edges"] == 0
    assert client.delete(where).status_code == 404


def test_a_text_under_a_known_address_takes_the_place_of_the_one_before(client: TestClient) -> None:
    assert client.post(f"{API}/sources", json={"text": TEXT, "uri": AT}).status_code == 201
    before = client.get(f"{API}/stats").headers["etag"]
    changed = client.post(f"{API}/sources", json={"text": LATER, "uri": AT})
    assert (changed.status_code, changed.json()["sources"]["changed"]) == (200, 1)
    assert {"amends"} <= edges(client).keys()
    assert "supersedes" not in edges(client)
    assert client.get(f"{API}/stats", headers={"if-none-match": before}).status_code == 200


def test_a_page_is_known_by_what_it_tells_of_itself(client: TestClient) -> None:
    sent = client.post(f"{API}/sources/page", json={"html": PAGE, "uri": AT, "publisher": "another"})
    assert sent.status_code == 201, sent.text
    source = client.get(sent.headers["location"]).json()
    assert (source["title"], source["publisher"], source["published"], source["uri"]) == (
        "Quy định mới của Ban Bí thư",
        "Báo Mẫu",
        "2026-02-04",
        AT,
    )
    assert "Trang chủ" not in client.get(f"{sent.headers['location']}/text").text
    assert "supersedes" in edges(client)


def test_an_edge_that_is_rejected_shows_no_more_until_that_is_taken_back(client: TestClient, fresh: str) -> None:
    client.post(f"{API}/sources", json={"text": TEXT})
    edge = edges(client)["supersedes"]
    said = client.post(f"{API}/reviews", json={"edge": edge["id"], "verdict": "reject", "note": "chỉ dẫn chiếu"})
    assert said.status_code == 201
    assert Review.model_validate(said.json()).person == "Lan"
    assert "supersedes" not in edges(client)
    assert client.get(f"{API}/status/11-QĐ/TW?on=2027-03-01").json()["status"] != "superseded"
    client.post(f"{API}/sources", json={"text": TEXT, "uri": AT})  # a copy of what was said brings nothing back
    assert "supersedes" not in edges(client)
    kept = client.get(f"{API}/reviews").json()
    Reviews.model_validate(kept)
    assert kept == json.loads(run("review", "list", "--store", fresh, "--format", "json").out)
    assert client.delete(f"{API}/reviews/{said.json()['id']}").json() == said.json()
    assert edges(client)["supersedes"]["id"] == edge["id"]
    assert client.get(f"{API}/status/11-QĐ/TW?on=2027-03-01").json()["status"] == "superseded"
    assert client.delete(f"{API}/reviews/{said.json()['id']}").status_code == 404


def test_an_edge_that_is_accepted_counts_as_proven(client: TestClient) -> None:
    client.post(f"{API}/sources", json={"text": TEXT})
    edge = edges(client)["supersedes"]
    assert edge["confidence"] < 1
    client.post(f"{API}/reviews", json={"edge": edge["id"], "verdict": "accept"})
    accepted = client.get(f"{API}/edges/{edge['id']}").json()
    assert (accepted["confidence"], accepted["verified"]) == (1.0, True)


def test_two_nodes_are_told_to_be_one_and_an_old_id_leads_on(client: TestClient, fresh: str) -> None:
    assert run("catalogue", "--store", fresh).code == 0
    said = client.post(f"{API}/reviews/nodes", json={"a": "35-CT/TW khóa XII", "b": "35-ct-tw.xiii", "verdict": "same-as"})
    assert (said.status_code, said.json()["a"]["id"], said.json()["b"]["id"]) == (201, "35-ct-tw.xii", "35-ct-tw.xiii")
    led = client.get(f"{API}/nodes/35-ct-tw.xii", follow_redirects=False)
    assert (led.status_code, led.headers["location"]) == (308, f"{API}/nodes/35-ct-tw.xiii")
    shown = run("show", "35-ct-tw.xii", "--store", fresh, "--format", "json")
    assert json.loads(shown.out)["id"] == "35-ct-tw.xiii"
    assert "is now 35-ct-tw.xiii" in shown.err
    assert client.delete(f"{API}/reviews/{said.json()['id']}").status_code == 200
    assert client.get(f"{API}/nodes/35-ct-tw.xii", follow_redirects=False).status_code == 200


def test_nothing_is_written_without_a_key(client: TestClient) -> None:
    source = client.post(f"{API}/sources", json={"text": TEXT}).headers["location"]
    edge = edges(client)["supersedes"]["id"]
    review = client.post(f"{API}/reviews", json={"edge": edge, "verdict": "accept"}).json()["id"]
    before = client.get(f"{API}/stats").headers["etag"]
    for key in (None, "Bearer vm_00000000_x"):
        client.headers.pop("authorization", None)
        if key:
            client.headers["authorization"] = key
        for method, path, body in (
            ("POST", "/sources", {"text": LATER}),
            ("DELETE", source.removeprefix(API), None),
            ("POST", "/sources/page", {"html": PAGE}),
            ("POST", "/reviews", {"edge": edge, "verdict": "reject"}),
            ("POST", "/reviews/nodes", {"a": "12-QĐ/TW", "b": "11-QĐ/TW", "verdict": "same-as"}),
            ("DELETE", f"/reviews/{review}", None),
        ):
            answer = client.request(method, API + path, json=body)
            assert (answer.status_code, answer.headers["content-type"]) == (401, "application/problem+json"), path
    assert client.get(f"{API}/stats").headers["etag"] == before


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/sources", {}, 422),
        ("/sources", {"text": " "}, 422),
        ("/sources", {"text": TEXT, "uri": "javascript:alert(1)"}, 422),
        ("/sources/page", {"html": "<p></p>"}, 422),
        ("/sources/page", {"html": "<script>a</script>"}, 422),
        ("/reviews", {"edge": "0000", "verdict": "accept"}, 404),
        ("/reviews", {"edge": "0000", "verdict": "same-as"}, 422),
        ("/reviews/nodes", {"a": "12-QĐ/TW", "b": "99-QĐ/TW", "verdict": "same-as"}, 404),
        ("/reviews/nodes", {"a": "12-QĐ/TW", "b": "12-QĐ/TW", "verdict": "same-as"}, 409),
        ("/reviews/nodes", {"a": "12-QĐ/TW", "b": "ban-bi-thu", "verdict": "same-as"}, 409),
    ],
)
def test_what_cannot_be_written_is_a_problem_and_changes_nothing(client: TestClient, path: str, body: dict[str, str], status: int) -> None:
    client.post(f"{API}/sources", json={"text": TEXT})
    before = client.get(f"{API}/stats").headers["etag"]
    answer = client.post(API + path, json=body)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), answer.text
    assert client.get(f"{API}/stats").headers["etag"] == before


def test_a_path_tells_all_its_methods(client: TestClient) -> None:
    answer = client.put(f"{API}/sources", json={})
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, POST")


def test_a_reference_that_several_nodes_answer_to_cannot_be_judged(client: TestClient, fresh: str) -> None:
    assert run("catalogue", "--store", fresh).code == 0
    answer = client.post(f"{API}/reviews/nodes", json={"a": "35-CT/TW", "b": "45-CT/TW", "verdict": "not-same"}, follow_redirects=False)
    assert answer.status_code == 300
    assert len(answer.json()["candidates"]) >= 2
