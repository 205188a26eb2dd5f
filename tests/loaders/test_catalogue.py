"""The project's own tables as a source: each row with how it is known; an unknown word stops the load."""

from __future__ import annotations

from collections import Counter

import pytest

from vanmach.graph import tables
from vanmach.graph.errors import OntologyError
from vanmach.graph.model import Record
from vanmach.loaders import catalogue as module
from vanmach.loaders.catalogue import catalogue, kind_of_type


def test_every_row_is_there_with_how_it_is_known() -> None:
    reading = catalogue()
    by_table: Counter[str] = Counter()
    for s in reading.statements:
        assert isinstance(s.evidence, Record)
        assert s.evidence.known_by in ("source", "mixed", "recall")
        if s.evidence.table == "relations":
            by_table[s.evidence.known_by] += 1
    assert by_table == Counter(row["known_by"] for row in tables.rows("relations"))
    named = {r.id for r in reading.references}
    assert all(f"catalogue#documents/{row['id']}" in named for row in tables.rows("documents"))
    assert len({s.id for s in reading.statements}) == len(reading.statements)


def test_classes_of_bodies_are_no_bodies() -> None:
    names = {r.name for r in catalogue().references if r.kind == "body"}
    assert "Tỉnh ủy Gia Lai" in names
    assert not [row["canonical_vi"] for row in tables.rows("bodies") if row["kind"].endswith("_generic") and row["canonical_vi"] in names]


@pytest.mark.parametrize(
    ("table", "column", "value"), [("relations", "relation", "abolishes"), ("documents", "type", "Bài thơ"), ("events", "kind", "party")]
)
def test_an_unknown_word_stops_the_load_and_names_the_row(monkeypatch: pytest.MonkeyPatch, table: str, column: str, value: str) -> None:
    real = tables.rows

    def spoilt(name: str) -> list[dict[str, str]]:
        rows = real(name)
        return [{**rows[0], column: value}, *rows[1:]] if name == table else rows

    monkeypatch.setattr(module.tables, "rows", spoilt)
    with pytest.raises(OntologyError, match=f"{table}.csv.*{value}"):
        catalogue()


def test_types_have_kinds() -> None:
    assert kind_of_type("Quy định") == "regulation"
    assert kind_of_type("Luật") == "law"
    with pytest.raises(OntologyError):
        kind_of_type("Bài thơ")
