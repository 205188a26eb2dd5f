"""The OpenAPI document is the client: one is made from it by a generator, and does the day of a service against a real server."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

from tests.api.conftest import run
from tests.serving import served
from vanmach.api.keyring import Keys

DAY = """
import json, sys
from client import client, config, schemas

client.client.configure(config=config.Config(base_url=sys.argv[1], headers={"authorization": "Bearer " + sys.argv[2]}, timeout=30))

found = client.search(q="45 ct tw").hits[0].node
lineage = client.lineage(id=found.id, direction="up", depth=3)
proofs = [e for edge in lineage.edges for e in edge.evidence]
kept = client.add_text(data=schemas.TextKept(text="Ban Bí thư ban hành Quy định số 12-QĐ/TW thay thế Quy định số 11-QĐ/TW."))
edge = next(r.edge for r in client.node(id="12-QĐ/TW").relations if r.edge.type == "supersedes")
said = client.review(data=schemas.EdgeJudged(edge=edge.id, verdict="accept", note="đã đối chiếu"))
unknown = client.node(id="999999-QĐ/TW")
meant = client.resolve(data=schemas.Citations(citations=["45-CT/TW", "chẳng có gì"]))
gone = client.retract_source(id=edge.evidence[0].source)
print(json.dumps({
    "found": found.id, "lineage": [type(lineage).__name__, len(lineage.edges), len(proofs)], "new": kept.sources.new,
    "said": [said.person, said.a.label], "reviews": len(client.all_reviews().reviews), "unknown": [type(unknown).__name__, unknown.status],
    "meant": [bool(line.id) for line in meant.citations], "gone": gone.retracted,
}, ensure_ascii=False))
"""


def test_a_client_made_from_the_document_does_a_service_s_day(store_url: str, tmp_path: Path) -> None:
    made, own, keys = tmp_path / "made", tmp_path / "own.db", tmp_path / "keys.json"
    shutil.copy(store_url.removeprefix("sqlite:///"), own)
    _, token = Keys(keys).create("dịch vụ")
    with served(f"sqlite:///{own}", "--keys", str(keys)) as (_, server):
        document = tmp_path / "openapi.json"
        document.write_text(server.get("/openapi.json").text, "utf-8")
        generator = [sys.executable, "-m", "clientele.cli", "start-api", "--file", document, "--output", made / "client"]
        subprocess.run(generator, check=True, capture_output=True, cwd=tmp_path)
        day = [sys.executable, "-c", DAY, str(server.base_url).rstrip("/"), token]
        ran = subprocess.run(day, capture_output=True, text=True, encoding="utf-8", cwd=made)
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    lineage = json.loads(run("lineage", "45-CT/TW", "--direction", "up", "--depth", "3", "--store", store_url, "--format", "json").out)
    proofs = sum(len(e["evidence"]) for e in lineage["edges"])
    assert told == {
        "found": "45-ct-tw.xiii",
        "lineage": ["Lineage", len(lineage["edges"]), proofs],
        "new": 1,
        "said": ["dịch vụ", "Quy định 12-QĐ/TW"],
        "reviews": 1,
        "unknown": ["Problem", 404],
        "meant": [True, False],
        "gone": told["gone"],
    }
    assert proofs > 3
    assert told["gone"] >= 2
