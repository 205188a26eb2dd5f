"""The table of metadata that a law portal prints above a text: ``Số hiệu: 9-QĐ/TU | Nơi ban hành: ... | Người ký: ...``.

Owns its fields; what the text itself says prevails over them, so they are asked last.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from vanmach.loaders import lexicon

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
