"""The server as a process of its own: it says where it is, answers, does as its options say, and finishes what it began."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import httpx2
import pytest

from tests.serving import Process, command, served

LONG = "Bộ Chính trị ban hành Chỉ thị số 45-CT/TW, ngày 14-4-2025, thay thế Chỉ thị số 35-CT/TW, ngày 14-6-2024. " * 400
Serve = Callable[..., tuple[Process, httpx2.Client]]


@pytest.fixture
def serve(store_url: str) -> Iterator[Serve]:
    """Starts ``vanmach serve`` with options; gives the process and a client of it."""
    with ExitStack() as running:
        yield lambda *options: running.enter_context(served(store_url, *options))


def ended(process: Process, by: signal.Signals) -> tuple[int, str]:
    """Tells a server to stop; its exit code and what it said on stderr."""
    process.send_signal(by)
    process.wait(timeout=30)
    assert process.stderr
    errors = process.stderr.read()
    assert "Traceback" not in errors
    return process.returncode, errors


def test_it_listens_answers_and_stops(serve: Serve) -> None:
    process, client = serve()
    assert client.get("/healthz").json()["status"] == "ok"
    assert "35-CT/TW" in client.get("/pages/lineage/45-ct-tw.xiii").text
    assert client.get("/openapi.json").json()["info"]["title"] == "Vanmach"
    assert ended(process, signal.SIGINT)[0] in (0, 130)


@pytest.mark.parametrize("workers", ["1", "2"])
def test_running_requests_are_finished_and_new_ones_refused(serve: Serve, workers: str) -> None:
    process, client = serve("--workers", workers, "--per-minute", "0")
    client.get("/api/v1/stats")
    with ThreadPoolExecutor() as pool:
        running = pool.submit(httpx2.post, f"{client.base_url}/api/v1/extract", json={"text": LONG}, timeout=60)
        time.sleep(0.3)
        assert not running.done()
        process.send_signal(signal.SIGTERM)
        answer = running.result()
    assert answer.status_code == 200
    assert len(answer.json()["relations"]) >= 1
    assert process.wait(timeout=30) == 0
    assert process.stderr
    assert process.stderr.read() == ""
    with pytest.raises(httpx2.ConnectError):
        httpx2.get(f"{client.base_url}/healthz")


def test_workers_share_a_port_and_their_counts(serve: Serve) -> None:
    _, client = serve("--workers", "2", "--per-minute", "0")
    with ThreadPoolExecutor(8) as pool:
        # Each its own connection, so that both workers get some.
        codes = list(pool.map(lambda _: httpx2.get(f"{client.base_url}/api/v1/stats", timeout=30).status_code, range(40)))
    assert codes == [200] * 40
    assert 'vanmach_requests_total{method="GET",route="/stats",status="200"} 40.0' in client.get("/metrics").text


def test_limits_are_those_of_the_options(serve: Serve) -> None:
    _, client = serve("--per-minute", "5", "--max-body", "300", "--cors", "https://a.example", "--cors", "https://b.example")
    assert client.post("/api/v1/resolve", json={"citations": ["x" * 290]}).status_code == 413
    assert client.post("/api/v1/resolve", json={"citations": ["x" * 200]}).status_code == 200
    for origin, allowed in (("https://a.example", True), ("https://b.example", True), ("https://c.example", False)):
        answer = client.get("/api/v1/stats", headers={"origin": origin})
        assert ("access-control-allow-origin" in answer.headers) is allowed
    assert client.get("/api/v1/stats").status_code == 429


def test_an_answer_that_takes_too_long_is_given_up(serve: Serve) -> None:
    _, client = serve("--timeout", "0.1")
    answer = client.post("/api/v1/extract", json={"text": LONG})
    assert (answer.status_code, answer.json()["title"]) == (503, "TooSlow")
    assert client.get("/healthz").status_code == 200


def test_a_proxy_is_believed_only_where_it_is_named(serve: Serve) -> None:
    for options, separate in (((), False), (("--proxy", "127.0.0.1"), True)):
        _, client = serve("--per-minute", "1", *options)
        codes = [client.get("/api/v1/stats", headers={"x-forwarded-for": f"203.0.113.{n}"}).status_code for n in range(3)]
        assert codes == ([200] * 3 if separate else [200, 429, 429])


def test_it_works_under_a_path(serve: Serve) -> None:
    _, shown = serve("--root-path", "/vanmach/", "--per-minute", "2")
    assert shown.base_url.path == "/vanmach/"
    with httpx2.Client(base_url=f"http://127.0.0.1:{shown.base_url.port}", timeout=30) as client:
        # The proxy takes the path off before it asks, and nobody counts those who watch.
        assert client.get("/openapi.json").json()["servers"] == [{"url": "/vanmach"}]
        assert 'src="/vanmach/docs/swagger-ui-bundle.js"' in client.get("/docs").text
        assert [client.get("/healthz").status_code for _ in range(3)] == [200] * 3


def test_each_request_is_a_line_of_json_on_stderr(serve: Serve) -> None:
    process, client = serve("--log", "json")
    client.get("/api/v1/stats", headers={"x-request-id": "mine-1"})
    client.get("/nowhere")
    _, errors = ended(process, signal.SIGTERM)
    lines = [json.loads(line) for line in errors.splitlines()]
    assert [(x["status"], x["path"]) for x in lines] == [(200, "/api/v1/stats"), (404, "/nowhere")]
    assert lines[0]["id"] == "mine-1"
    assert set(lines[0]) == {"time", "id", "client", "method", "path", "status", "ms"}


def test_a_taken_port_is_one_clear_line(store_url: str, client: httpx2.Client) -> None:
    taken = client.base_url.port
    ran = subprocess.run(
        command("serve", "--port", taken, "--store", store_url), capture_output=True, text=True, encoding="utf-8", timeout=60
    )
    assert ran.returncode == 2
    assert str(taken) in ran.stderr
    assert len(ran.stderr.strip().splitlines()) == 1
