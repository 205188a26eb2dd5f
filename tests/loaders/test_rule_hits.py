"""The report on rules and the table of their precision, over folders made here."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from vanmach.loaders import precision, rule_hits
from vanmach.loaders.interchange import to_json
from vanmach.loaders.read import read
from vanmach.loaders.rules_read import rules

LABELLED = "Quy định số 971-QĐ/TU thay thế Quy định số 915-QĐ/TU."
OTHER = "Hướng dẫn số 971-HD/TU thay thế Hướng dẫn số 915-HD/TU."


def _folders(tmp_path: Path) -> tuple[Path, Path]:
    gold, corpus = tmp_path / "gold", tmp_path / "corpus"
    for folder in (gold, corpus):
        folder.mkdir()
    (gold / "a.txt").write_text(LABELLED, "utf-8")
    (gold / "a.json").write_text(json.dumps(to_json(read(LABELLED), "a")), "utf-8")
    (corpus / "again.txt").write_text(LABELLED.replace(" ", "  "), "utf-8")
    (corpus / "b.txt").write_text(OTHER, "utf-8")
    return gold, corpus


def test_the_report_counts_labelled_and_other_texts_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold, corpus = _folders(tmp_path)
    assert rule_hits.main([str(corpus), "--gold", str(gold), "--sample", "5", "supersedes-verb"]) == 0
    out = capsys.readouterr().out
    (line,) = (x for x in out.splitlines() if x.startswith("supersedes-verb"))
    assert line.split() == ["supersedes-verb", "1", "1"]  # the labelled text stands in the corpus too, and counts once
    assert f"b (done): Hướng dẫn số 971-HD/TU -> Hướng dẫn số 915-HD/TU: {OTHER[:-1]}" in out
    assert any(x.endswith("never") for x in out.splitlines())


def test_pages_of_a_collection_count_too_and_a_relation_can_be_sampled(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, corpus = _folders(tmp_path)
    with gzip.open(corpus / "pages.jsonl.gz", "wt", encoding="utf-8") as pages:
        pages.write(
            json.dumps({"text": "Quy chế số 971-QC/TU thay thế Quy chế số 915-QC/TU."}) + "\n" + json.dumps({"title": "rỗng"}) + "\n"
        )
    assert rule_hits.main([str(corpus), "--sample", "9", "supersedes"]) == 0
    out = capsys.readouterr().out
    assert "pages.jsonl.gz:0 (done): Quy chế số 971-QC/TU -> Quy chế số 915-QC/TU" in out
    (line,) = (x for x in out.splitlines() if x.startswith("supersedes-verb"))
    assert line.split() == ["supersedes-verb", "0", "3"]


def test_the_table_goes_between_the_marks_of_a_page(tmp_path: Path) -> None:
    gold, corpus = _folders(tmp_path)
    shown = tmp_path / "page.md"
    shown.write_text("before\n<!-- rules -->\nold\n<!-- /rules -->\nafter\n", "utf-8")
    assert rule_hits.main([str(corpus), "--gold", str(gold), "--into", str(shown)]) == 0
    lines = shown.read_text("utf-8").splitlines()
    assert (lines[0], lines[1], lines[-2], lines[-1]) == ("before", "<!-- rules -->", "<!-- /rules -->", "after")
    (row,) = (x for x in lines if x.startswith("| supersedes-verb "))
    right, wrong = precision.table()["supersedes-verb"]
    assert row == f"| supersedes-verb | 1 | 1 | {right} / {wrong} | {precision.confidence('supersedes-verb'):.3f} |"
    assert len(lines) == 6 + len(rules())


def test_precision_counts_right_and_wrong(tmp_path: Path) -> None:
    gold, _ = _folders(tmp_path)
    assert rule_hits.measured([gold]) == {"supersedes-verb": (1, 0)}
    label = json.loads((gold / "a.json").read_text("utf-8"))
    label["relations"] = []
    (gold / "a.json").write_text(json.dumps(label), "utf-8")
    assert rule_hits.measured([gold]) == {"supersedes-verb": (0, 1)}


def test_the_table_is_written_as_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gold, _ = _folders(tmp_path)
    monkeypatch.setattr(rule_hits, "TABLE", tmp_path / "precision.toml")
    assert rule_hits.main(["--precision", str(gold)]) == 0
    assert '"supersedes-verb" = [1, 0]' in (tmp_path / "precision.toml").read_text("utf-8")


def test_a_folder_is_asked_for() -> None:
    with pytest.raises(SystemExit):
        rule_hits.main([])


def test_confidence_is_smoothed_and_low_where_nothing_was_measured() -> None:
    assert precision.smoothed(8, 0) == 0.9
    assert precision.smoothed(0, 0) == 0.5
    assert precision.confidence("no-such-rule") == precision.UNSEEN
    assert all(precision.confidence(r.id) < 1 for r in rules())


def test_a_statement_is_believed_as_its_rule() -> None:
    (relation,) = (r for r in read(LABELLED).relations if r.type == "supersedes")
    assert relation.confidence == precision.confidence("supersedes-verb")
