"""Every rule carries its own examples; here they are run, and each must prove its own rule."""

from __future__ import annotations

from typing import Any

import pytest

from vanmach.graph.ontology import relations
from vanmach.loaders.interchange import Extraction
from vanmach.loaders.read import read
from vanmach.loaders.rules_read import Rule, rules

POSITIVE = [pytest.param(r, e, id=f"{r.id}-{n}") for r in rules() for n, e in enumerate(r.positive)]
NEGATIVE = [pytest.param(r, t, id=f"{r.id}-{n}") for r in rules() for n, t in enumerate(r.negative)]
EXAMPLES = (2, 1)  # positive and negative ones that every rule has at least
BY_CODE = {"adopted_at", "holds", "issues", "signs", "part_of"}  # also read without a rule: names of events, chains of posts, "của X"


def _named(found: Extraction, id_: str, needle: str) -> bool:
    entity: Any = next(e for e in [*found.documents, *found.bodies, *found.people, *found.events] if e.id == id_)
    words = [m.surface for m in entity.mentions] + [getattr(entity, "symbol", None) or "", getattr(entity, "name", None) or ""]
    return any(needle.casefold() in w.casefold() for w in words)


@pytest.mark.parametrize(("rule", "example"), POSITIVE)
def test_a_rule_finds_its_example(rule: Rule, example: dict[str, str]) -> None:
    found = read(example["text"])
    ends = [
        r for r in found.relations if r.rule == rule.id and _named(found, r.from_, example["from"]) and _named(found, r.to, example["to"])
    ]
    assert ends, [(r.type, r.from_, r.to, r.rule) for r in found.relations]
    assert {r.type for r in ends} == {rule.relation}


@pytest.mark.parametrize(("rule", "text"), NEGATIVE)
def test_a_rule_leaves_its_counterexample(rule: Rule, text: str) -> None:
    assert not [r for r in read(text).relations if r.rule == rule.id]


def test_every_rule_has_examples() -> None:
    assert [r.id for r in rules() if len(r.positive) < EXAMPLES[0] or len(r.negative) < EXAMPLES[1]] == []


def test_every_rule_says_what_it_is_for_and_what_grounds_it() -> None:
    assert [r.id for r in rules() if not r.note or not r.source] == []
    assert [r.id for r in rules() if "\\" in r.source or "/" in r.source] == [], "a source is no path"


def test_no_example_serves_twice() -> None:
    seen: dict[tuple[str, str, str, str], str] = {}
    for rule in rules():
        for example in rule.positive:
            key = (rule.relation, example["text"], example["from"], example["to"])
            assert seen.setdefault(key, rule.id) == rule.id, example["text"]
            assert [e for e in rule.positive if e == example] == [example]


def test_every_relation_is_produced_or_marked() -> None:
    produced = {r.relation for r in rules()} | BY_CODE
    assert {name for name, r in relations().items() if not r.catalogue_only} <= produced
