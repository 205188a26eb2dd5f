"""The gold labels beside the repository: the reader must not fall below these floors. Skipped, visibly, where they are missing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from vanmach.loaders.interchange import to_json
from vanmach.loaders.read import read

FLOORS = {
    "documents.numbered": 0.98,
    "documents.event_named": 0.98,
    "documents.unnumbered": 0.9,
    "bodies": 0.95,
    "people": 0.98,
    "events": 0.95,
    "relations": 0.93,
    "relations.core": 0.95,
    "relations.issues": 0.95,
    "relations.holds": 0.95,
    "relations.implements": 0.9,
}


@pytest.fixture(scope="module")
def scores(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, float]]:
    """F1 of every slice over the labelled texts."""
    gold = shared / "gold" / "texts"
    if not gold.is_dir():
        pytest.skip(f"no gold labels in {gold}: name the folder that holds gold/ in VANMACH_SHARED")
    predicted = tmp_path_factory.mktemp("predicted")
    for file in gold.glob("*.txt"):
        found = to_json(read(file.read_bytes().decode("utf-8")), file.name)
        (predicted / f"{file.stem}.json").write_text(json.dumps(found, ensure_ascii=False), "utf-8")
    score = [sys.executable, str(shared / "gold" / "score.py"), str(gold), str(predicted), "--json"]
    result: dict[str, dict[str, float]] = json.loads(subprocess.run(score, capture_output=True, check=True).stdout)["slices"]  # type: ignore[assignment]
    return result


@pytest.mark.parametrize("slice_", FLOORS)
def test_no_slice_falls_below_its_floor(scores: dict[str, dict[str, float]], slice_: str) -> None:
    assert scores[slice_]["f1"] >= FLOORS[slice_]
