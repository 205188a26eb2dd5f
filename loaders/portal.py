"""The table of metadata that a law portal prints above a text: ``Số hiệu: 9-QĐ/TU | Nơi ban hành: ... | Người ký: ...``.

Owns its fields. They are statements of their own: the text itself prevails over them, and who "ban hành" in a portal is the letterhead,
which need not be the issuer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from vanmach.loaders import dates, lexicon

FIELDS = {
    "số hiệu": "number",
    "số ký hiệu": "number",
    "số/ký hiệu": "number",
    "loại văn bản": "kind",
    "thể loại": "kind",
    "nơi ban hành": "issuer",
    "cơ quan ban hành": "issuer",
    "người ký": "signer",
    "ngày ban hành": "date",
    "ngày ký": "date",
    "ngày hiệu lực": "effect",
    "ngày có hiệu lực": "effect",
}
PROPERTIES = {"number": "symbol", "date": "date", "effect": "effective_from", "issuer": "letterhead", "signer": "signer"}
NAMES = lexicon.either([n[0].upper() + n[1:] for n in FIELDS])
FIELD = re.compile(
    rf"(?:^|\n| (?=Số hiệu:\n))(?P<field>{NAMES})[ ]*(?::[ ]*\n?|\n)[ ]*(?P<value>(?!(?:{NAMES})[ ]*:)[^\n:]{{2,140}})(?=\n|$)"
)
ENOUGH = 2  # one field alone is a sentence of the text, not a table


@dataclass(frozen=True, slots=True)
class Field:
    """A value of the table where it stands."""

    value: str
    start: int
    end: int


def table(plain: str, limit: int) -> dict[str, Field]:
    """Fields by name, from the first ``limit`` characters; none where there is no table."""
    out: dict[str, Field] = {}
    at = 0
    while match := FIELD.search(plain, at, min(limit, len(plain))):
        text = match["value"]
        start = match.start("value") + len(text) - len(text.lstrip())
        out.setdefault(FIELDS[match["field"].casefold()], Field(text.strip(), start, start + len(text.strip())))
        at = match.end()
    return out if len(out) >= ENOUGH else {}


def stated(plain: str, fields: dict[str, Field], symbol: str | None) -> dict[str, tuple[str, int, int]]:
    """What the table says of the document, as properties with their places: symbol, date, effective_from, letterhead, signer.

    ``symbol`` is the number of its table in the official spelling, if it is one.
    """
    out: dict[str, tuple[str, int, int]] = {}
    for name, field in fields.items():
        value: str | None = field.value
        if name in ("date", "effect"):
            day = dates.near(plain, field.start, field.end)
            value = day.iso if day and day.full else None
        elif name == "number":
            value = symbol
        if value and name in PROPERTIES:
            out[PROPERTIES[name]] = value, field.start, field.end
    return out
