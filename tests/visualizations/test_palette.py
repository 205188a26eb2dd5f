"""Holds that every text can be read (4.5:1) and every line be seen (3:1), on light and on dark ground."""

from __future__ import annotations

import pytest

from vanmach.graph.ontology import family
from vanmach.visualizations.palette import DARK, LIGHT, RELATION, TIER, contrast, relation_colour


@pytest.mark.parametrize(("theme", "colours"), [(0, LIGHT), (1, DARK)])
def test_contrast(theme: int, colours: dict[str, str]) -> None:
    grounds = [colours[name] for name in ("ground", "surface", "quote", "chosen")]
    texts = {name: colours[name] for name in ("ink", "muted", "accent")}
    texts |= {name: relation_colour(name)[theme] for name in [*RELATION, "issues"]}
    weak = [(name, ground) for name, colour in texts.items() for ground in grounds if contrast(colour, ground) < 4.5]
    weak += [("note", colours["note"])] if contrast(colours["noteink"], colours["note"]) < 4.5 else []
    for tier, looks in TIER.items():
        ink, band = looks[2 * theme : 2 * theme + 2]
        weak += [(tier, ground) for ground in (band, colours["surface"]) if contrast(ink, ground) < 4.5]
        weak += [(name, band) for name in RELATION if contrast(relation_colour(name)[theme], band) < 3]
    assert not weak


def test_every_lineage_relation_has_a_colour_of_its_own() -> None:
    named = [*family(), "cites"]
    assert set(named) == set(RELATION)
    assert len({relation_colour(name) for name in named}) == len(named)
