"""Two thousand requests and more to every route, good ones and bad ones: ``make soak``."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from tests.serving import command, served, tried
from vanmach.api.keyring import Keys


def test_every_route_keeps_its_word(root: Path, tmp_path: Path) -> None:
    url, keys, log = f"sqlite:///{tmp_path / 'graph.db'}", tmp_path / "keys.json", tmp_path / "stderr"
    _, token = Keys(keys).create("schemathesis")
    for arguments in (("catalogue",), ("load", root / "loaders" / "samples")):
        subprocess.run(command(*arguments, "--store", url), check=True, capture_output=True)
    with log.open("w") as errors, served(url, "--per-minute", "0", "--keys", str(keys), errors=errors) as (_, client):
        ran = tried(str(client.base_url).rstrip("/"), 2000, str(tmp_path), "--header", f"Authorization: Bearer {token}")
    print(*re.findall(r"^.*(?:generated|Seed|issues).*$", ran.stdout, re.M), sep="\n")
    assert ran.returncode == 0, ran.stdout[-20_000:]
    assert "Traceback" not in log.read_text("utf-8")
