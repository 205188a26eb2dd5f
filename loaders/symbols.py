"""Symbols of documents: ``09-QĐ/TBĐLĐ``, ``96/QĐ-TW``, ``30/2020/NĐ-CP``. Owns their grammar and official spelling.

Refuses to say which document a symbol means: the same symbol exists in every term.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from vanmach.loaders import lexicon

TYPE = lexicon.either(lexicon.kind_of_code())
CENTRE = r"T\s?\.\s?[ƯW]|TƯ|TW|Tw|tw"
ORGAN = (
    rf"(?:(?:{CENTRE})(?![A-ZĐƯ])|[A-ZĐƯ][A-ZĐƯ&]*[a-z]?[A-ZĐƯ]*\d{{0,2}}(?:\.[ƯW])?)"
    rf"(?:-(?!(?:{TYPE})\s?[-/])[A-ZĐƯ]{{2,}}\d{{0,2}})*(?:/nb)?"
)
SYMBOL = re.compile(  # begins with a digit, and looks back from there: so a search can leap from digit to digit
    rf"(?P<num>\d(?<![\w/.,-].)\d{{0,4}}(?:[a-z]|[A-H](?=\s?[-/]))?(?:\.\d{{1,3}})?)(?:\s*/\s*(?P<year>(?:19|20)\d{{2}}))?"
    rf"(?:\s*(?P<s1>[-/])\s*|\s?)"
    rf"(?:(?P<type>{TYPE})(?:\s*(?P<s2>[-/])\s*(?P<organ>{ORGAN})|(?P<tail>TW|TƯ))|(?P<house>(?:UBTV)?QH\d{{1,2}}))(?![A-Za-zÀ-ỹĐđƯ])"
)
FIRST, LAST = re.compile(rf"^(?:{CENTRE})"), re.compile(r"T\.?Ư$")
PARTY_ORGAN = re.compile(r"(?:TW|TU|HU|QU|ĐU\w*|ĐUK|UBKT\w*|BTC\w+|VPTW|TVĐU|CB)(?:/nb)?$")


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol as found: official spelling, its parts, and the span of number to organ."""

    symbol: str
    number: int
    code: str
    organ: str
    year: str | None
    start: int
    end: int

    @property
    def kind(self) -> str:
        """Kind of document by the code alone: ``KL`` is a conclusion, ``QĐ`` a decision until a word says otherwise."""
        if not self.code:
            return "law" if self.organ.startswith("QH") else "resolution"
        if self.code == "TT" and not PARTY_ORGAN.search(self.organ):
            return "ministerial_circular"
        return lexicon.kind_of_code()[self.code]


def _of(match: re.Match[str]) -> Symbol | None:
    number, year = match["num"], match["year"]
    digits = int(re.match(r"\d+", number).group())  # type: ignore[union-attr]
    if match["house"]:
        if not year:
            return None
        return Symbol(f"{number}/{year}/{match['house']}", digits, "", match["house"], year, match.start(), match.end())
    code = match["type"]
    official = {"QD": "QĐ", "CTR": "CTr", "Ctr": "CTr", "TTR": "TTr", "ĐÁ": "ĐA", "QĐ-NS": "QĐNS", "ND": "NĐ"}.get(code, code)
    organ = match["organ"] or match["tail"]
    organ = LAST.sub("TW", FIRST.sub("TW", "".join(organ.split())))
    if not match["s1"] and not match["s2"] and not match["tail"]:
        return None
    swapped = match["s1"] == "/" and (match["s2"] == "-" or match["tail"])
    if year is None and (not swapped or PARTY_ORGAN.search(organ)):
        padded = f"0{number}" if len(number) == 1 else number
        return Symbol(f"{padded}-{official}/{organ}", digits, code, organ, None, match.start(), match.end())
    return Symbol("/".join(filter(None, [number, year, f"{official}-{organ}"])), digits, code, organ, year, match.start(), match.end())


@lru_cache(maxsize=4)
def find(plain: str) -> tuple[Symbol, ...]:
    """All symbols of a plain text in order: ``Quy định số 37-QĐ/TW thay thế 47-QĐ/TW`` has two."""
    return tuple(s for m in SYMBOL.finditer(plain) if (s := _of(m)))


def key(symbol: str) -> str:
    """What two spellings of one symbol share: no leading zeros, QĐi and QyĐ as QĐ, no /nb, small letters."""
    plain = re.sub(r"^0+(?=\d)", "", symbol.removesuffix("/nb"))
    return plain.replace("QĐi", "QĐ").replace("QyĐ", "QĐ").casefold()
