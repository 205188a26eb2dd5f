"""Parameters as people give them, the same at every door."""

from __future__ import annotations

from vanmach.graph import ontology
from vanmach.graph.errors import InputError
from vanmach.queries.calendar import parse_day


def day(text: str | None) -> str | None:
    """A day as a parameter gives it, ISO; InputError for one that is none."""
    return parse_day(text) if text else None


def doc_kind(name: str | None) -> str | None:
    """A kind of document that the ontology knows; InputError for another."""
    if name is not None and name not in ontology.doc_kinds():
        raise InputError(f"unknown kind {name!r}; there are: {', '.join(ontology.doc_kinds())}")
    return name


def names(text: str | None) -> list[str] | None:
    """Names separated by commas: ``names("supersedes,amends")``; none for nothing."""
    return [name.strip() for name in text.split(",") if name.strip()] or None if text else None
