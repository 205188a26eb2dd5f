"""The colours, for light and dark, and what they stand for. A test holds text at 4.5:1 and lines at 3:1.

Colour never speaks alone: a relation also has its glyph and its word, a tier its lane.
"""

from __future__ import annotations

from collections.abc import Mapping

from vanmach.visualizations.tier import Tier

Theme = Mapping[str, str]

LIGHT: Theme = {
    "ground": "#faf9f6", "surface": "#ffffff", "ink": "#1f2328", "muted": "#57606a", "rule": "#d8d5cd", "grid": "#dcd8ce",
    "accent": "#9c2f1c", "focus": "#0b57d0", "quote": "#f6efe6", "note": "#fdf3d7", "noteink": "#5f4700", "chosen": "#fbeee6",
}  # fmt: skip
DARK: Theme = {
    "ground": "#16181b", "surface": "#1f2226", "ink": "#e8e6e1", "muted": "#a9afb7", "rule": "#3a3f46", "grid": "#31353b",
    "accent": "#f0937f", "focus": "#8ab4f8", "quote": "#292622", "note": "#3a3117", "noteink": "#f2dc9a", "chosen": "#352a26",
}  # fmt: skip

# tier -> (ink, band) in light, (ink, band) in dark
TIER: Mapping[Tier, tuple[str, str, str, str]] = {
    "central": ("#9a1f17", "#f9eeec", "#f2938a", "#221b1c"),
    "politburo": ("#94440d", "#fbf4ec", "#eba26f", "#221e1a"),
    "party": ("#6f5407", "#f8f4e6", "#d9bd6a", "#211f18"),
    "state": ("#1e4fa0", "#eff3f9", "#93b7f2", "#1a1e25"),
    "local": ("#1c6a3a", "#eef5ee", "#7fcf9c", "#1a201c"),
    "other": ("#555555", "#f3f2f0", "#bdbdbd", "#1d1e1f"),
}
# relation -> (light, dark); relations that no lineage draws share the last one
RELATION: Mapping[str, tuple[str, str]] = {
    "implements": ("#17693a", "#6fcf97"),
    "guides": ("#0f6674", "#67c5d4"),
    "based_on": ("#4a5568", "#b3bccb"),
    "reviews": ("#5a5f0a", "#c8cc6a"),
    "cites": ("#66615a", "#b9b3aa"),
    "supersedes": ("#a3271f", "#f08a80"),
    "repeals": ("#8b1a5c", "#eb8cc3"),
    "amends": ("#855000", "#e5b567"),
    "continues": ("#1d4f9e", "#8fb8f5"),
    "renews": ("#5b3a9e", "#bda6f0"),
}
_ANY = ("#4d4a45", "#c4c0b8")


def relation_colour(name: str) -> tuple[str, str]:
    """The colour of a relation on light and on dark ground.

    >>> relation_colour("supersedes")
    ('#a3271f', '#f08a80')
    """
    return RELATION.get(name, _ANY)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours by WCAG 2.2, from 1 to 21.

    >>> contrast("#000000", "#ffffff")
    21.0
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
