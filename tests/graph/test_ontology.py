"""The ontology declares each relation once, whole, and every one is made by some loader."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from vanmach.graph import ontology, tables
from vanmach.graph.errors import OntologyError


def test_every_relation_is_whole() -> None:
    for relation in ontology.relations().values():
        assert relation.from_ <= ontology.kinds().keys()
        assert relation.to <= ontology.kinds().keys()
        assert relation.family in (None, "ground", "succession")
        assert relation.acting in (None, "from", "to")
        assert relation.validity in (None, "starts", "ends", "amends", "lapses")
        assert relation.vi
        assert relation.en
        if relation.family:
            assert relation.to == {"document"}
            assert relation.acting == "from"


def test_names_and_glyphs_are_not_given_twice() -> None:
    relations = ontology.relations().values()
    assert len({r.name for r in relations}) == len({r.vi for r in relations}) == len(list(relations))


def test_an_unknown_relation_or_family_is_named() -> None:
    with pytest.raises(OntologyError, match="abolishes"):
        ontology.relation("abolishes")
    with pytest.raises(OntologyError, match="kinship"):
        ontology.family("kinship")


def test_cites_is_shown_on_request_only() -> None:
    assert "cites" not in ontology.family("ground")
    assert ontology.relation("cites").family == "ground"


def test_tables_use_the_ontologys_words(root: Path) -> None:
    assert {r["relation"] for r in tables.rows("relations")} <= ontology.relations().keys()
    assert {r["kind"] for r in tables.rows("doc_types")} <= ontology.doc_kinds().keys() | {"other"}
    assert {r["kind"] for r in tables.rows("events")} <= ontology.event_kinds().keys()


def test_every_relation_is_made_by_a_loader_or_marked(root: Path) -> None:
    made = set()
    for file in (root / "loaders" / "rules").glob("*.toml"):
        for rules in tomllib.loads(file.read_text("utf-8")).values():
            if isinstance(rules, list):
                made |= {r["relation"] for r in rules if isinstance(r, dict) and "relation" in r}
    for file in (root / "loaders").glob("*.py"):
        source = file.read_text("utf-8")
        made |= {name for name in ontology.relations() if f'"{name}"' in source}
    for relation in ontology.relations().values():
        assert relation.name in made or relation.catalogue_only, relation.name
