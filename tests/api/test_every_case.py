"""Every route keeps what the OpenAPI document says of it, for good requests and bad ones: tried by schemathesis with all its checks."""

from __future__ import annotations

from pathlib import Path

from tests.serving import served, tried

CASES = 60  # drawn at random for each route; with those made by rule about a hundred


def test_every_route_keeps_its_word(store_url: str, tmp_path: Path) -> None:
    with served(store_url, "--per-minute", "0") as (_, client):
        ran = tried(str(client.base_url).rstrip("/"), CASES, str(tmp_path), "--seed", "1")
    assert ran.returncode == 0, ran.stdout[-10_000:] + ran.stderr[-2_000:]
    assert "No issues found" in ran.stdout
