"""Bytes to text, and text to the plain form that the grammars read.

Owns the door (encoding, empty and binary input) and the map from plain offsets back to the text as it was given.
Refuses to know anything of documents or bodies.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from vanmach.graph.errors import InputError
from vanmach.loaders.encodings import from_bytes, mended
from vanmach.loaders.furniture import Line, joined, kept
from vanmach.loaders.runs import Runs

DASHES = "‐‑‒–—―−"
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
FOLDED = re.compile(f"[{re.escape(''.join(FOLD))}]")
DROPPED = "\u200b\u200c\u200d\u2060\ufeff\u00ad\r*\\`"
NOISE = re.compile(f"[{re.escape(DROPPED)}]+")

# Old placement of the tone mark -> new, both in one code point, so lengths stay.
_OLD = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ".split()
_NEW = "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy".split()
TONES = {form(old): form(new) for old, new in zip(_OLD, _NEW, strict=True) for form in (str, str.upper, str.capitalize)}
TONE = re.compile(rf"[{''.join(sorted({t[0] for t in TONES}))}][{''.join(sorted({t[1] for t in TONES}))}](?<![qQ]..)(?!\w)")


def decode(data: bytes) -> str:
    """The text of a file: ``decode("Chỉ thị số 9".encode())``; UTF-8 with or without a byte order mark, UTF-16, and what Vietnamese was
    written in before (``encodings``).

    InputError for an empty file, a binary one and a broken encoding: the message names the byte and what to do.
    """
    if not data:
        raise InputError("the file is empty (0 bytes); give a text file in UTF-8")
    if wide := _wide(data):
        try:
            data = data.decode(wide).encode("utf-8")
        except UnicodeError:
            raise InputError("the UTF-16 of this file is broken or cut off; save it as UTF-8 and load it again") from None
    if b"\x00" in data:
        raise InputError(f"the file is binary: a NUL byte at offset {data.index(0)}; give a text file in UTF-8, a Word file or a PDF")
    try:
        text = mended(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        if not (found := from_bytes(data)):
            raise InputError(
                f"not UTF-8: byte 0x{data[error.start]:02x} at offset {error.start}, and in no other encoding of Vietnamese; "
                "save the file as UTF-8 and load it again"
            ) from None
        text = found[1]
    if not text.strip("\ufeff").strip():
        raise InputError("the file holds only blanks; give a text file in UTF-8")
    return text


def _wide(data: bytes) -> str | None:
    """The name of the UTF-16 that a file is in: by its mark, else by every second byte being zero, as ASCII letters have it."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    head = data[:2000]
    low, high = head[::2].count(0), head[1::2].count(0)
    if len(head) > 20 and max(low, high) * 4 > len(head) and min(low, high) * 20 < max(low, high):
        return "utf-16-le" if high > low else "utf-16-be"
    return None


def tones(text: str) -> str:
    """The new placement of tone marks, length kept: ``hoà`` -> ``hòa``, ``uỷ`` -> ``ủy``, but ``quý`` stays."""
    return TONE.sub(lambda m: TONES.get(m.group(), m.group()), text)


@dataclass(frozen=True, slots=True)
class Text:
    """A text as given (``raw``) and in its plain form: NFC, one blank, one dash, wrapped lines joined, page furniture left out."""

    raw: str
    plain: str
    runs: Runs
    letters: tuple[list[int], list[int]] | None = None  # of a decomposed text: where each composed letter begins and ends
    dropped: tuple[str, ...] = ()  # lines left out as page furniture: they may still date the page

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in ``raw`` of the plain span ``[start, end)``; it must not be empty."""
        first, last = self.runs.of(start)[0], self.runs.of(end - 1)[1]
        if not self.letters:
            return first, last
        starts, ends = self.letters
        return starts[first] if first < last else ends[last - 1], ends[last - 1]


@cache
def _cluster() -> re.Pattern[str]:
    """A character with the marks that combine with it; most letters are told from a mark by one look, and so cheaply."""
    marks = "".join(c for c in map(chr, range(0x300, 0x1F000)) if unicodedata.combining(c))
    return re.compile(f".(?:(?![\0-\u02ff])[{marks}])*", re.DOTALL)


def _composed(raw: str) -> tuple[str, tuple[list[int], list[int]]]:
    """A decomposed text with each letter and its marks as one, and where each stood."""
    clusters = _cluster().findall(raw)
    form = {cluster: unicodedata.normalize("NFC", cluster) for cluster in set(clusters)}
    letters = [form[cluster] for cluster in clusters]
    ends = list(accumulate(map(len, clusters)))
    starts = [0, *ends[:-1]]
    if len(starts) < sum(map(len, letters)):  # some marks stay by themselves: they share the place of their letter
        many = [at for at, letter in enumerate(letters) for _ in letter]
        starts, ends = [starts[at] for at in many], [ends[at] for at in many]
    return "".join(letters), (starts, ends)


def _folded(text: str) -> tuple[str, Runs]:
    """The characters that stay, each in its one form, with their places."""
    runs = Runs()
    out: list[str] = []
    here = 0
    noises = NOISE.finditer(text) if any(map(text.__contains__, DROPPED)) else ()  # one sign is looked for much faster than a class
    for noise in [*noises, None]:
        stop = noise.start() if noise else len(text)
        if here < stop:
            out.append(text[here:stop])
            runs.add(stop - here, here, here + 1)
        here = noise.end() if noise else stop
    return FOLDED.sub(lambda m: FOLD[m.group()], "".join(out)), runs


BEHIND = ",.;:)"  # no blank before these
UNTIDY = re.compile(rf" (?: +|(?<=\( )|(?=[{BEHIND}]))")
UNTIDY_PAIRS = ("  ", "( ", *(f" {mark}" for mark in BEHIND))


def _tidy(line: str) -> Iterator[tuple[int, int]]:
    """What stays of a line, in slices: one blank where there were many, none before a comma or full stop, none at the edges."""
    here, stop = len(line) - len(line.lstrip(" ")), len(line.rstrip(" "))
    if any(map(line.__contains__, UNTIDY_PAIRS)):  # few lines need a closer look
        for blanks in UNTIDY.finditer(line, here, stop):
            start, end = blanks.span()
            yield here, start
            if line[start - 1] != "(" and line[end] not in BEHIND:
                yield start, start + 1
            here = end
    if here < stop:
        yield here, stop


def read_text(raw: str) -> Text:
    """The plain form of a text with its map: any string is accepted, also an empty one."""
    whole, letters = (raw, None) if unicodedata.is_normalized("NFC", raw) else _composed(raw)
    text, places = _folded(whole)
    lines: list[Line] = []
    here = 0
    for line in text.split("\n"):
        lines.append((here, line))
        here += len(line) + 1
    wanted, dropped = kept(lines)
    runs = Runs()
    out: list[str] = []
    gap = ""
    for at, piece in joined(wanted):
        if at is None:
            gap = piece
            continue
        for start, end in _tidy(piece):
            if gap and (gap == "\n" or (out[-1][-1] != "(" and piece[start] not in BEHIND)):
                edge = runs.of(runs.size - 1)[1]
                runs.add(1, edge, edge)
                out.append(gap)
            gap = ""
            out.append(piece[start:end])
            for run in places.within(at + start, at + end):
                runs.add(*run)
    return Text(raw, tones("".join(out)), runs, letters, tuple(dropped))
