"""Every route keeps what the OpenAPI document says of it, for good requests and bad ones: tried by schemathesis with all its checks."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from tests.serving import served, tried
from vanmach.api.keyring import Keys

CASES = 48  # drawn at random for each route; with those made by rule more than a hundred


def test_every_route_keeps_its_word(store_url: str, tmp_path: Path) -> None:
    """Those that write too: with a key, on a graph of its own."""
    keys = tmp_path / "keys.json"
    _, token = Keys(keys).create("schemathesis")
    own = tmp_path / "own.db"
    shutil.copy(re.sub(r"^sqlite:///", "", store_url), own)
    log = tmp_path / "stderr"
    with log.open("w") as errors, served(f"sqlite:///{own}", "--per-minute", "0", "--keys", str(keys), errors=errors) as (_, client):
        ran = tried(str(client.base_url).rstrip("/"), CASES, str(tmp_path), "--seed", "1", "--header", f"Authorization: Bearer {token}")
    assert ran.returncode == 0, ran.stdout[-10_000:] + ran.stderr[-2_000:]
    assert "No issues found" in ran.stdout
    assert "Traceback" not in log.read_text("utf-8")
