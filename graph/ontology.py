"""Reads ``ontology.toml`` and answers what it declares. Owns no knowledge of its own."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from vanmach.graph.errors import OntologyError


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation as the ontology declares it; ``from_`` and ``to`` are the kinds that may stand at its ends."""

    name: str
    vi: str
    vi_reverse: str
    en: str
    en_reverse: str
    from_: frozenset[str]
    to: frozenset[str]
    family: str | None
    default: bool
    validity: str | None
    acting: str | None
    standard: str | None
    standard_reverse: bool  # the standard's property points to -> from
    standard_ends: tuple[str, ...]  # the standard's term is a class, and these two properties of it point to ``from`` and ``to``
    glyph: str
    props: tuple[str, ...]
    catalogue_only: bool

    def label(self, lang: str, reverse: bool = False, other: str = "") -> str:
        """The phrase that reads this relation in ``lang``; ``other`` is named where the phrase wraps around it.

        >>> relation("issues").label("vi", reverse=True, other="Bộ Chính trị")
        'do Bộ Chính trị ban hành'
        """
        phrase = {("vi", False): self.vi, ("vi", True): self.vi_reverse, ("en", False): self.en, ("en", True): self.en_reverse}[
            lang, reverse
        ]
        return phrase.replace("{}", other or "…")


@dataclass(frozen=True, slots=True)
class Term:
    """A kind of node, document or event, with its Vietnamese and English name."""

    name: str
    vi: str
    en: str
    standard: str | None = None


@cache
def _raw() -> dict[str, Any]:
    return tomllib.loads(files("vanmach.graph").joinpath("ontology.toml").read_text("utf-8"))


@cache
def relations() -> dict[str, Relation]:
    """Every relation by name, in the order of the ontology."""
    return {
        r["name"]: Relation(
            name=r["name"],
            vi=r["vi"],
            vi_reverse=r["vi_reverse"],
            en=r["en"],
            en_reverse=r["en_reverse"],
            from_=frozenset(r["from"]),
            to=frozenset(r["to"]),
            family=r.get("family"),
            default=r.get("default", True),
            validity=r.get("validity"),
            acting=r.get("acting"),
            standard=r.get("standard"),
            standard_reverse=r.get("standard_reverse", False),
            standard_ends=tuple(r.get("standard_ends", ())),
            glyph=r["glyph"],
            props=tuple(r.get("props", ())),
            catalogue_only=r.get("catalogue_only", False),
        )
        for r in _raw()["relation"]
    }


def relation(name: str) -> Relation:
    """The relation called ``name``; OntologyError where there is none."""
    try:
        return relations()[name]
    except KeyError:
        raise OntologyError(f"unknown relation {name!r}; the ontology declares: {', '.join(relations())}") from None


@cache
def _terms(section: str) -> dict[str, Term]:
    return {t["name"]: Term(t["name"], t["vi"], t["en"], t.get("standard")) for t in _raw()[section]}


def kinds() -> dict[str, Term]:
    """Kinds of nodes by name."""
    return _terms("kind")


def doc_kinds() -> dict[str, Term]:
    """Kinds of documents by name: ``resolution`` is nghị quyết."""
    return _terms("doc_kind")


def event_kinds() -> dict[str, Term]:
    """Kinds of events by name."""
    return _terms("event_kind")


def family(name: str | None = None) -> tuple[str, ...]:
    """Relations of one lineage family that show by default, or of both (``None``).

    >>> family("succession")
    ('supersedes', 'repeals', 'amends', 'continues', 'renews')
    """
    names = tuple(r.name for r in relations().values() if r.default and (r.family == name if name else r.family))
    if not names:
        raise OntologyError(f"unknown family {name!r}; there are: ground, succession")
    return names
