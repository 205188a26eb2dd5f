"""How far a statement can be believed, by the rule that found it: right and wrong in labelled texts (``rules/precision.toml``).

Owns the table and its smoothing; ``rule_hits.py`` makes it.
A rule nobody measured is believed like any other such rule.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

UNSEEN = 0.6  # a rule without a case in the labelled texts


def smoothed(right: int, wrong: int) -> float:
    """Precision with one case of either sort added: ``smoothed(8, 0)`` is 0.9, not 1."""
    return round((right + 1) / (right + wrong + 2), 3)


@cache
def table() -> dict[str, tuple[int, int]]:
    """Right and wrong cases of every measured rule."""
    raw: dict[str, dict[str, list[int]]] = tomllib.loads(files("vanmach.loaders").joinpath("rules", "precision.toml").read_text("utf-8"))
    return {rule: (counts[0], counts[1]) for rule, counts in raw["measured"].items()}


@cache
def confidence(rule: str) -> float:
    """Of a statement found by this rule: ``confidence("issues-of")``."""
    counts = table().get(rule)
    return smoothed(*counts) if counts and sum(counts) else UNSEEN
