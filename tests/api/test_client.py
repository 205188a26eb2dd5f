"""The OpenAPI document is the client: one is made from it by a generator, and does the day of a service that docs/programmers.md tells."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from tests.serving import served
from vanmach.api.keyring import Keys


def test_a_client_made_from_the_document_does_a_service_s_day(root: Path, store_url: str, tmp_path: Path) -> None:
    made, own, keys = tmp_path / "made", tmp_path / "own.db", tmp_path / "keys.json"
    shutil.copy(store_url.removeprefix("sqlite:///"), own)
    _, token = Keys(keys).create("dịch vụ")
    told = (root / "docs" / "programmers.md").read_text("utf-8")
    page = re.search(r"```python\n(.*?)```", told, re.S)
    asked = re.search(r"^    curl http://127.0.0.1:8000(\S+) > (\S+)$", told, re.M)
    generator = re.search(r"^    clientele (.*)$", told, re.M)
    assert page
    assert asked
    assert generator
    with served(f"sqlite:///{own}", "--keys", str(keys)) as (_, server):
        made.mkdir()
        (made / asked[2]).write_text(server.get(asked[1]).text, "utf-8")
        subprocess.run([sys.executable, "-m", "clientele.cli", *shlex.split(generator[1])], check=True, capture_output=True, cwd=made)
        given = {**os.environ, "VANMACH_URL": str(server.base_url).rstrip("/"), "VANMACH_KEY": token, "PYTHONUTF8": "1"}
        ran = subprocess.run([sys.executable, "-c", page[1]], capture_output=True, text=True, encoding="utf-8", cwd=made, env=given)
        assert ran.returncode == 0, ran.stderr
        *proofs, said = ran.stdout.splitlines()
        assert said == "dịch vụ accept Quy định 12-QĐ/TW supersedes Quy định 11-QĐ/TW"
        assert any("45-ct-tw.xiii supersedes 35-ct-tw.xiii Chỉ thị số 45-CT/TW thay thế" in proof for proof in proofs)
        assert server.get("/api/v1/reviews").json() == {"reviews": []}
