"""Corrections at the command line: what is rejected shows no more, what was known earlier can still be asked."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from pathlib import Path

from tests.api.conftest import run


def test_a_person_corrects_the_graph_and_takes_it_back(fresh: str, samples: Path) -> None:
    run("catalogue", "--store", fresh)

    def up() -> list[dict[str, str]]:
        answer = run("lineage", "208-QĐ/TW", "--direction", "up", "--family", "succession", "--format", "json", "--store", fresh)
        return json.loads(answer.out)["edges"]

    edges = up()
    last = next(e for e in edges if e["from"] == "208-qd-tw.xiv")
    assert run("review", "reject", last["id"], "--by", "Lê Mẫu", "--note", "thử", "--store", fresh).code == 0
    assert up() == []
    listed = json.loads(run("review", "list", "--format", "json", "--store", fresh).out)["reviews"]
    assert [(r["verdict"], r["person"], r["note"], r["a"]["id"]) for r in listed] == [("reject", "Lê Mẫu", "thử", "208-qd-tw.xiv")]
    assert "Lê Mẫu rejects" in run("review", "list", "--store", fresh).out
    assert run("doctor", "--store", fresh).code == 0
    run("catalogue", "--store", fresh)
    run("load", samples, "--store", fresh)
    assert run("rebuild", "--format", "json", "--store", fresh).out.split() == ["{", '"changed":', "0", "}"]
    assert up() == []
    assert run("review", "withdraw", last["id"], "--store", fresh).code == 0
    assert len(up()) == len(edges)


def test_same_as_needs_two_nodes_of_one_kind(fresh: str) -> None:
    run("catalogue", "--store", fresh)
    mixed = run("review", "same-as", "bo-chinh-tri", "208-qd-tw.xiv", "--store", fresh)
    assert (mixed.code, mixed.err.count("\n")) == (2, 1)
    assert "cannot be the same" in mixed.err
    assert run("review", "same-as", "nothing-like-this", "208-qd-tw.xiv", "--store", fresh).code == 1
    assert "no edge" in run("review", "reject", "nothing", "--store", fresh).err
    assert run("review", "same-as", "207-qd-tw.xiv", "208-qd-tw.xiv", "--store", fresh).code == 0
    assert run("show", "207-qd-tw.xiv", "--store", fresh).code == 1 or "208" in run("show", "207-qd-tw.xiv", "--store", fresh).out


def test_a_source_is_retracted_and_what_was_known_before_can_be_asked(fresh: str, samples: Path) -> None:
    run("catalogue", "--store", fresh)
    run("load", samples, "--store", fresh)
    asked = ("lineage", "45-CT/TW", "--format", "json", "--store", fresh)
    before = json.loads(run(*asked).out)
    time.sleep(0.01)
    at = datetime.now(UTC).isoformat(timespec="microseconds")
    quoted = {e["source"] for edge in before["edges"] for e in edge["evidence"] if e["type"] == "quote"}
    assert quoted
    for source in sorted(quoted):
        assert run("retract", source, "--store", fresh).code == 0
    after = json.loads(run(*asked).out)
    assert {e["type"] for edge in after["edges"] for e in edge["evidence"]} <= {"record"}
    assert json.loads(run(*asked, "--known-at", at).out) == before
    missing = run("retract", "nothing", "--store", fresh)
    assert (missing.code, missing.err.count("\n")) == (2, 1)
    assert "is no time" in run(*asked, "--known-at", "hôm qua").err
