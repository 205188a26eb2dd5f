"""Bytes to text, and text to the plain form that the grammars read.

Owns the door (encoding, empty and binary input) and the map from plain offsets back to the text as it was given.
Refuses to know anything of documents or bodies.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from vanmach.graph.errors import InputError
from vanmach.loaders.furniture import joined, kept
from vanmach.loaders.rows import EMPTY, Row, Rows

DASHES = "‐‑‒–—―−"
DROPPED = set("\u200b\u200c\u200d\u2060\ufeff\u00ad\r*\\`")
BLANKS = set("\t\u00a0\u2007\u2009\u200a\u202f\u3000_\x0b\x0c")
FOLD = {
    **dict.fromkeys(DASHES, "-"),
    **dict.fromkeys(BLANKS, " "),
    "Ð": "Đ",
    "ð": "đ",
    "Ɖ": "Đ",
    "|": "\n",
    "\x85": "\n",
    "\u2028": "\n",
    "\u2029": "\n",
}
FOLDED = str.maketrans(FOLD)
NOISE = re.compile(f"[{re.escape(''.join(sorted(DROPPED)))}]+")

# Old placement of the tone mark -> new, both in one code point, so lengths stay.
_OLD = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ".split()
_NEW = "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy".split()
TONES = {form(old): form(new) for old, new in zip(_OLD, _NEW, strict=True) for form in (str, str.upper, str.capitalize)}
TONE = re.compile(rf"[{''.join(sorted({t[0] for t in TONES}))}][{''.join(sorted({t[1] for t in TONES}))}](?<![qQ]..)(?!\w)")


def decode(data: bytes) -> str:
    """The text of a file: ``decode("Chỉ thị số 9".encode())``; UTF-8 with or without a byte order mark.

    InputError for an empty file, a binary one and a broken encoding: the message names the byte and what to do.
    """
    if not data:
        raise InputError("the file is empty (0 bytes); give a text file in UTF-8")
    if b"\x00" in data:
        raise InputError(
            f"the file is binary: a NUL byte at offset {data.index(0)}; give a text file in UTF-8, not a PDF, DOCX or UTF-16 file"
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            f"not UTF-8: byte 0x{data[error.start]:02x} at offset {error.start}; save the file as UTF-8 and load it again"
        ) from None
    if not text.strip("\ufeff").strip():
        raise InputError("the file holds only blanks; give a text file in UTF-8")
    return text


def tones(text: str) -> str:
    """The new placement of tone marks, length kept: ``hoà`` -> ``hòa``, ``uỷ`` -> ``ủy``, but ``quý`` stays."""
    return TONE.sub(lambda m: TONES.get(m.group(), m.group()), text)


@dataclass(frozen=True, slots=True)
class Text:
    """A text as given (``raw``) and in its plain form: NFC, one blank, one dash, wrapped lines joined, page furniture left out."""

    raw: str
    plain: str
    starts: list[int]
    ends: list[int]
    dropped: tuple[str, ...] = ()  # lines left out as page furniture: they may still date the page

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in ``raw`` of the plain span ``[start, end)``; it must not be empty."""
        return self.starts[start], self.ends[end - 1]


def _row(raw: str) -> Row:
    """Folded characters with the raw span of each; a base letter and its combining marks are one."""
    if unicodedata.is_normalized("NFC", raw):
        size = len(raw)
        row = Row(raw.translate(FOLDED), range(size), range(1, size + 1))
        return row if DROPPED.isdisjoint(raw) else row.without(NOISE.finditer(raw))
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at, size = 0, len(raw)
    while at < size:
        end = at + 1
        while end < size and unicodedata.combining(raw[end]):
            end += 1
        for char in unicodedata.normalize("NFC", raw[at:end]):
            if char not in DROPPED:
                text.append(FOLD.get(char, char))
                starts.append(at)
                ends.append(end)
        at = end
    return Row("".join(text), starts, ends)


# Runs of blanks that do not stay as they are: the rest of a text is copied in slices.
UNTIDY = re.compile(r"[ \n]{2,}|(?<=\()[ ]|\A[ \n]|[ ](?=[,.;:)])|[ \n]\Z")


def _tidy(row: Row) -> Row:
    """One blank where there were many, none before a comma or full stop, none at the edges of a line."""
    text = row.text
    out = Rows()
    here = 0
    for run in UNTIDY.finditer(text):
        start, end = run.span()
        out.add(row.cut(here, start))
        here = end
        if not start or end == len(text):
            continue
        feed = text.find("\n", start, end)
        if feed >= 0:
            out.add(row.cut(feed, feed + 1))
        elif text[start - 1] != "(" and text[end] not in ",.;:)":
            out.add(row.cut(start, start + 1))
    out.add(row.cut(here))
    return out.joined()


def read_text(raw: str) -> Text:
    """The plain form of a text with its map: any string is accepted, also an empty one."""
    row = _row(raw)
    lines: list[Row] = []
    here = 0
    for line in row.text.split("\n"):
        lines.append(row.cut(here, here + len(line)) if line and not line.isspace() else EMPTY)
        here += len(line) + 1
    wanted, dropped = kept(lines)
    tidy = _tidy(joined(wanted))
    return Text(raw, tones(tidy.text), list(tidy.starts), list(tidy.ends), tuple(dropped))
