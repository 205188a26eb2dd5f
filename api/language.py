"""The language a person is spoken to in: Vietnamese or English, from --lang, VANMACH_LANG or the locale."""

from __future__ import annotations

import os
import sys
from typing import Literal

Lang = Literal["vi", "en"]


def detect(arguments: list[str] | None = None) -> Lang:
    """The language asked for on the command line, else by VANMACH_LANG, else by the locale; Vietnamese only where one of them says so.

    >>> detect(["search", "--lang", "vi", "35"])
    'vi'
    """
    given = sys.argv[1:] if arguments is None else arguments
    for before, word in zip(["", *given], given, strict=False):
        if before == "--lang" or word.startswith("--lang="):
            return "vi" if word.removeprefix("--lang=") == "vi" else "en"
    asked = next((v for v in map(os.environ.get, ("VANMACH_LANG", "LC_ALL", "LC_MESSAGES", "LANG")) if v), "")
    return "vi" if asked.lower().startswith("vi") else "en"


_current: Lang = detect()


def choose(lang: Lang) -> None:
    """Speaks this language from now on."""
    global _current
    _current = lang


def current() -> Lang:
    """The language spoken now."""
    return _current


def say(vi: str, en: str) -> str:
    """One of two wordings of the same message, by the language spoken now."""
    return vi if _current == "vi" else en
