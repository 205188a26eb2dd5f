"""Scoring against labels: what counts as right, what is neutral, and that a change shows as gained or lost."""

from __future__ import annotations

import copy
import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from vanmach.graph.errors import InputError
from vanmach.loaders import evaluate, ingest
from vanmach.loaders.score import compare

TEXT = "Ban Bí thư ban hành Quy định số 5-QĐ/TW. Ông Lê Văn Mẫu, Phó Trưởng Ban Tổ chức Trung ương dự."


def mention(surface: str, **more: Any) -> dict[str, Any]:
    start = TEXT.index(surface)
    return {"start": start, "end": start + len(surface), "surface": surface, **more}


GOLD: dict[str, Any] = {
    "documents": [
        {"id": "d1", "kind": "regulation", "symbol": "05-QĐ/TW", "number": 5, "issuer": "b1", "mentions": [mention("Quy định số 5-QĐ/TW")]}
    ],
    "bodies": [
        {"id": "b1", "name": "Ban Bí thư", "mentions": [mention("Ban Bí thư")]},
        {"id": "b2", "name": "Ban Tổ chức Trung ương", "mentions": [mention("Ban Tổ chức Trung ương")]},
    ],
    "people": [{"id": "p1", "name": "Lê Văn Mẫu", "mentions": [mention("Lê Văn Mẫu")]}],
    "events": [],
    "relations": [
        {"type": "issues", "from": "b1", "to": "d1", "evidence": {"start": 0, "end": 40}, "props": {}},
        {"type": "holds", "from": "p1", "to": "b2", "evidence": {"start": 45, "end": 90}, "props": {"position": "Phó Trưởng Ban"}},
    ],
}


def outcomes(found: dict[str, Any]) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {"right": [], "spurious": [], "missed": [], "wrong": []}
    for item in compare("t", GOLD, found):
        out[item.outcome].append(item.slice)
    return out


def test_the_labels_themselves_are_right() -> None:
    found = outcomes(GOLD)
    assert found["spurious"] == found["missed"] == found["wrong"] == []
    assert {"relations.issues", "relations.holds", "documents.numbered", "documents.issuer"} <= set(found["right"])


def test_nothing_read_is_all_missed() -> None:
    assert sorted(outcomes({})["missed"]) == ["bodies", "bodies", "documents.numbered", "people", "relations.holds", "relations.issues"]


def test_a_deputy_is_not_the_head() -> None:
    found = copy.deepcopy(GOLD)
    found["relations"][1]["props"]["position"] = "Trưởng Ban"
    assert "relations.holds" in outcomes(found)["missed"]
    found["relations"][1]["props"]["position"] = "Phó Trưởng ban thường trực"
    assert "relations.holds" in outcomes(found)["right"]


def test_a_planned_act_is_not_a_done_one() -> None:
    found = copy.deepcopy(GOLD)
    found["relations"][0]["modality"] = "planned"
    assert outcomes(found)["wrong"] == ["attribute.relations.modality"]


def test_a_change_is_gained_or_lost(tmp_path: Path) -> None:
    before, now = compare("t", GOLD, {}), compare("t", GOLD, GOLD)
    evaluate.save(before, tmp_path / "run.json")
    gained, lost = evaluate.changes(evaluate.saved(tmp_path / "run.json"), now)
    assert (len(gained), lost) == (6, [])
    (tmp_path / "run.json").write_text("{", "utf-8")
    with pytest.raises(InputError, match="no saved run"):
        evaluate.saved(tmp_path / "run.json")
    with pytest.raises(InputError, match="no labels"):
        evaluate.score_folder(tmp_path / "none", ingest.extract)


@pytest.mark.parametrize("labels", ["{", "[]", '{"documents": [{"id": "d1", "kind": "plan", "mentions": [[0, 4]]}]}'])
def test_labels_of_another_form_are_named(labels: str, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(labels, "utf-8")
    with pytest.raises(InputError, match=r"a\.json holds no labels"):
        evaluate.score_folder(tmp_path, ingest.extract)


def test_we_count_as_the_gold_scorer_counts(shared: Path, tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("gold_score", shared / "gold" / "score.py")
    assert spec
    assert spec.loader
    scorer = importlib.util.module_from_spec(spec)
    sys.modules["gold_score"] = scorer
    spec.loader.exec_module(scorer)
    gold = shared / "gold" / "texts"
    for label in gold.glob("*.json"):
        (tmp_path / label.name).write_text(json.dumps(_spoilt(json.loads(label.read_text("utf-8")))), "utf-8")
    theirs = scorer.score(gold, tmp_path, [])
    items = evaluate.score_folder(gold, lambda text: json.loads((tmp_path / f"{text.stem}.json").read_text("utf-8")))
    for row in evaluate.slices(items):
        expected = theirs["slices"][row.name]
        assert (row.right, row.spurious, row.missed) == (expected["tp"], expected["fp"], expected["fn"]), row.name
    assert {name: {"right": right, "wrong": wrong} for name, right, wrong in evaluate.attributes(items)} == theirs["attributes"]


def _spoilt(labels: dict[str, Any]) -> dict[str, Any]:
    """The labels with every third entity or relation gone, every fifth changed: so that all outcomes occur."""
    out = copy.deepcopy(labels)
    for section in ("documents", "bodies", "people", "events"):
        out[section] = [x for i, x in enumerate(out[section]) if i % 3 != 2]
        for x in out[section][::5]:
            x["mentions"] = x["mentions"][:1]
            if section == "documents":
                x["date"] = "1999-01-01"
            else:
                x["name"] = f"{x['name']} khác"
    ids = {x["id"] for section in ("documents", "bodies", "people", "events") for x in out[section]}
    relations = [r for r in out["relations"] if r["from"] in ids and r["to"] in ids]
    for r in relations[::4]:
        r["type"] = {"issues": "supersedes"}.get(r["type"], r["type"])
        r["modality"] = "planned"
    out["relations"] = relations
    return out
