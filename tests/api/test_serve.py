"""The server as a process of its own: it says where it is, answers, and stops when asked."""

from __future__ import annotations

import re
import signal
import subprocess
from collections.abc import Callable

import httpx2


def test_it_listens_answers_and_stops(command: Callable[..., list[str]], store_url: str) -> None:
    process = subprocess.Popen(
        command("serve", "--port", "0", "--store", store_url, "--lang", "en"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        assert process.stdout
        address = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
        assert address
        with httpx2.Client(base_url=address[0], timeout=30) as client:
            assert client.get("/healthz").json()["status"] == "ok"
            assert "35-CT/TW" in client.get("/pages/lineage/45-ct-tw.xiii").text
            assert client.get("/openapi.json").json()["info"]["title"] == "Vanmach"
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
    finally:
        process.kill()
    assert "Traceback" not in errors
    assert process.returncode in (0, 130)


def test_a_taken_port_is_one_clear_line(command: Callable[..., list[str]], store_url: str, client: httpx2.Client) -> None:
    taken = client.base_url.port
    ran = subprocess.run(
        command("serve", "--port", taken, "--store", store_url), capture_output=True, text=True, encoding="utf-8", timeout=60
    )
    assert ran.returncode == 2
    assert str(taken) in ran.stderr
    assert len(ran.stderr.strip().splitlines()) == 1
