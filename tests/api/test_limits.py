"""What a server refuses, and what it counts and tells, over real sockets."""

from __future__ import annotations

import json
import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2
import pytest
import uvicorn
from fastapi.testclient import TestClient

from tests.api.conftest import run
from vanmach.api.http import create_app
from vanmach.api.settings import Settings
from vanmach.graph.store import open_store

Serve = Callable[[Settings], httpx2.Client]


@pytest.fixture
def serve(store_url: str) -> Iterator[Serve]:
    """Starts a server with these settings and gives a client of it."""
    ends: list[Callable[[], None]] = []

    def started(settings: Settings) -> httpx2.Client:
        store = open_store(store_url)
        listener = socket.create_server(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(create_app(store, settings), log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        client = httpx2.Client(base_url=f"http://127.0.0.1:{listener.getsockname()[1]}", timeout=30)

        def end() -> None:
            client.close()
            server.should_exit = True
            thread.join()
            store.close_store()

        ends.append(end)
        return client

    yield started
    for end in ends:
        end()


def test_too_many_requests_are_told_when_to_come_again(serve: Serve) -> None:
    client = serve(Settings(per_minute=3))
    answers = [client.get("/api/v1/stats") for _ in range(4)]
    assert [a.status_code for a in answers] == [200, 200, 200, 429]
    assert answers[-1].headers["content-type"] == "application/problem+json"
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 60
    assert client.get("/explorer/main.js").status_code == 200  # nor are the files of pages
    assert client.get("/healthz").status_code == 200  # those who watch are not counted


def test_a_body_that_is_too_large_is_refused_declared_or_not(serve: Serve) -> None:
    client = serve(Settings(body_bytes=1000))
    citations = {"citations": ["x" * 200] * 20}
    assert client.post("/api/v1/resolve", json=citations).status_code == 413
    streamed = client.post("/api/v1/resolve", content=(b"x" * 100 for _ in range(20)), headers={"content-type": "application/json"})
    assert streamed.status_code == 413
    assert client.post("/api/v1/resolve", json={"citations": ["35-CT/TW"]}).status_code == 200


def test_an_answer_that_takes_too_long_is_given_up(serve: Serve) -> None:
    answer = serve(Settings(seconds=0.0001)).get("/api/v1/rank?measure=betweenness")
    assert answer.status_code == 503
    assert "took longer" in answer.json()["detail"]


def test_an_answer_that_one_has_is_not_sent_again(client: httpx2.Client) -> None:
    first = client.get("/api/v1/stats")
    again = client.get("/api/v1/stats", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert client.get("/api/v1/stats", headers={"if-none-match": '"older"'}).status_code == 200


def test_long_answers_are_packed_and_other_pages_may_not_ask(client: httpx2.Client, serve: Serve) -> None:
    answer = client.get("/api/v1/lineage/208-qd-tw.xiv", headers={"origin": "https://elsewhere.example"})
    assert answer.headers["content-encoding"] == "gzip"
    assert "access-control-allow-origin" not in answer.headers
    open_one = serve(Settings(cors=("https://mine.example",)))
    allowed = open_one.get("/api/v1/stats", headers={"origin": "https://mine.example"})
    assert allowed.headers["access-control-allow-origin"] == "https://mine.example"
    other = open_one.get("/api/v1/stats", headers={"origin": "https://elsewhere.example"})
    assert "access-control-allow-origin" not in other.headers


def test_requests_are_counted_by_route_and_logged_with_their_id(client: httpx2.Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="vanmach_access"):
        given = client.get("/api/v1/status/22-qd-tw.xiii", headers={"x-request-id": "mine-1"})
        made = client.get("/api/v1/nowhere", headers={"x-request-id": "bad id!"})
        # The line is written when all is done, which is after the answer has gone out.
        ends = time.monotonic() + 10
        while len([r for r in caplog.records if r.name == "vanmach_access"]) < 2 and time.monotonic() < ends:
            time.sleep(0.01)
    assert given.headers["x-request-id"] == "mine-1"
    assert len(made.headers["x-request-id"]) == 32
    lines = [json.loads(r.message) for r in caplog.records if r.name == "vanmach_access"]
    assert [(x["id"], x["status"]) for x in lines] == [("mine-1", 200), (made.headers["x-request-id"], 404)]
    counts = client.get("/metrics").text
    assert 'vanmach_requests_total{method="GET",route="/status/{id:path}",status="200"}' in counts
    assert "nowhere" not in counts


def test_readiness_asks_the_store(tmp_path: Path) -> None:
    from fastapi.testclient import TestClient

    store = open_store(f"sqlite:///{tmp_path / 'gone.db'}")
    with TestClient(create_app(store)) as client:
        assert client.get("/readyz").json()["status"] == "ok"
    store.close_store()


def test_a_store_that_does_not_answer_is_told_as_503(fresh: str) -> None:
    assert run("catalogue", "--store", fresh).code == 0
    store = open_store(fresh)
    asked = TestClient(create_app(store), raise_server_exceptions=False)
    assert asked.get("/readyz").status_code == 200
    file = Path(fresh.removeprefix("sqlite:///"))
    file.write_bytes(b"no database any more" * 5000)
    for path in ("/readyz", "/api/v1/stats", "/api/v1/reviews", "/api/v1/sources", "/api/v1/documents", "/api/v1/nodes/45-CT/TW"):
        answer = asked.get(path)
        assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json"), (path, answer.text)
        assert str(file) in answer.json()["detail"] or "store" in answer.json()["detail"]
    assert asked.get("/healthz").status_code == 200
    store.close_store()
