"""Two thousand requests and more to every route, good ones and bad ones: ``make soak``."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from tests.serving import command, served, tried


def test_every_route_keeps_its_word(root: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'graph.db'}"
    for arguments in (("catalogue",), ("load", root / "loaders" / "samples")):
        subprocess.run(command(*arguments, "--store", url), check=True, capture_output=True)
    with served(url, "--per-minute", "0") as (_, client):
        ran = tried(str(client.base_url).rstrip("/"), 2000, str(tmp_path))
    print(*re.findall(r"^.*(?:generated|Seed|issues).*$", ran.stdout, re.M), sep="\n")
    assert ran.returncode == 0, ran.stdout[-20_000:]
