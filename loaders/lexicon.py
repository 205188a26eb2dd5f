"""The words of the domain (``rules/lexicon.toml``), ready for matching. Owns no grammar."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

# Capital letters of Vietnamese, for a class: a range from À to Ỹ would take small letters in.
UP = "A-ZĐ" + "".join(c for c in map(chr, [*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA)]) if c.isupper() and c not in "ÐĐ")


@cache
def section(name: str) -> dict[str, Any]:
    """One table of the lexicon as it stands in the file."""
    raw: dict[str, dict[str, Any]] = tomllib.loads(files("vanmach.loaders").joinpath("rules", "lexicon.toml").read_text("utf-8"))
    return raw[name]


@cache
def words(name: str, key: str) -> tuple[str, ...]:
    """A list of the lexicon, longest first, so that an alternation prefers the longer word."""
    return tuple(sorted(dict.fromkeys(section(name)[key]), key=lambda w: (-len(w), w)))


def either(options: Iterable[str]) -> str:
    """An alternation of literal words; a blank matches one blank, longest first."""
    return "|".join(re.escape(w).replace(r"\ ", " ") for w in sorted(dict.fromkeys(options), key=lambda w: (-len(w), w)))


def any_case(options: Iterable[str]) -> str:
    """An alternation whose first letters match in either case: ``nghị quyết`` and ``Nghị quyết``."""

    def one(word: str) -> str:
        head, rest = word[0], word[1:]
        return (f"[{head.lower()}{head.upper()}]" if head.isalpha() else re.escape(head)) + re.escape(rest).replace(r"\ ", " ")

    return "|".join(one(w) for w in sorted(dict.fromkeys(options), key=lambda w: (-len(w), w)))


@cache
def kind_of_word() -> dict[str, str]:
    """Type word (small letters) -> kind of document: ``nghị quyết`` is a resolution."""
    return {word: kind for kind, group in section("kinds").items() for word in group}


@cache
def kind_of_code() -> dict[str, str]:
    """Code of a type inside a symbol -> kind of document: ``NQ`` is a resolution."""
    return dict(section("codes"))
