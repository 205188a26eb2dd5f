"""A PDF to its text: the lines of its pages joined into paragraphs, without running heads, page numbers and the signs of footnotes.

Owns what a line break and a line at the edge of a page mean; glyphs and their places are read by PDFium. Refuses scans, whose pages are
pictures, and what is locked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import pypdfium2
import pypdfium2.raw as pdfium

from vanmach.graph.errors import InputError

MOST_PAGES = 3_000
MOST_CHARACTERS = 10_000_000
A_PAGE_HAS = 30  # letters: with fewer on most pages they are pictures
PAGE_NUMBER = re.compile(r"[-–—.\s]*(?:trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?[-–—.\s]*", re.IGNORECASE)
ITEM = re.compile(r"(?:[-–+•●]|\d{1,3}[.)]|\d{1,2}(?:\.\d{1,2})+\.?|[a-zđ]\)|[IVX]{1,5}\.|(?:Điều|Khoản|Chương|Mục) [\dIVX]+[.:]?)\s")
ENDED = (".", ";", ":", "!", "?", "…", "”", '"')
CALL = re.compile(r"^[\[(]?\d{1,3}[\])]?\s?(?=[A-ZĐÀ-Ỹ“\"(])")
BULLET = re.compile(r"^[\uf000-\uf0ff•●▪]\s*")  # of fonts that draw signs
HYPHEN = re.compile("[\x02\ufffe](?:\r\n)?")  # what PDFium makes of one at the end of a line


@dataclass(slots=True)
class Line:
    """A line where it stands, in points from the lower left corner of its page; ``word`` is the width of its first word.

    PDFium may give two lines as one: ``base`` is the foot of its first letter, ``bottom`` that of its last.
    """

    text: str
    page: int
    left: float
    right: float
    base: float
    bottom: float
    top: float
    word: float
    size: float
    note: bool  # it begins with the small figure of a footnote

    @property
    def middle(self) -> float:
        """Half way between its ends."""
        return (self.left + self.right) / 2


def text(data: bytes) -> str:
    """The text of a PDF; InputError where it is none, is locked, is a scan, or does not tell its letters."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise InputError("the PDF is locked with a password; save it without one") from error
        raise InputError("the PDF is damaged, or is none; open it and save it again, or its text as .txt") from error
    if len(document) > MOST_PAGES:
        raise InputError(f"the PDF has {len(document):,} pages; the most is {MOST_PAGES:,}: split it")
    pages: list[list[Line]] = []
    bare, letters = 0, 0
    for number in range(len(document)):
        page = list(_lines(document, number))
        told = sum(len(line.text) for line in page)
        bare, letters = bare + (told < A_PAGE_HAS), letters + told
        if letters > MOST_CHARACTERS:
            raise InputError(f"the PDF holds more than {MOST_CHARACTERS:,} characters; split it")
        pages.append(page)
    if not letters or bare * 2 > len(pages) > 1:
        raise InputError(
            f"the PDF is a scan: {bare} of its {len(pages)} pages are pictures; recognise their letters first (OCR) and load the result"
        )
    out = "\n".join(_paragraphs(_without_edges(pages)))
    strange = sum(c == "\ufffd" or "\ue000" <= c <= "\uf8ff" or (c < " " and c != "\n") for c in out)
    if strange * 10 > len(out):
        raise InputError("the PDF does not tell which letters its fonts draw; save its text as .txt, or recognise its pages (OCR)")
    return out + "\n"


def _lines(document: pypdfium2.PdfDocument, number: int) -> Iterator[Line]:
    try:
        page = document[number]
        glyphs = page.get_textpage()
    except pypdfium2.PdfiumError:  # a page that is damaged says nothing
        return
    # One by one, for a letter outside the first plane is one glyph but two units of what get_text_range counts.
    codes = [pdfium.FPDFText_GetUnicode(glyphs, at) for at in range(glyphs.count_chars())]
    start = 0
    for end in [at for at, code in enumerate(codes) if code == 10] + [len(codes)]:
        places = [at for at in range(start, end) if codes[at] not in (10, 13)]
        start = end + 1
        while places and chr(codes[places[-1]]).isspace():
            places.pop()
        while places and chr(codes[places[0]]).isspace():
            places.pop(0)
        if places:
            yield _line(glyphs, number, codes, places)


def _line(glyphs: pypdfium2.PdfTextPage, number: int, codes: list[int], places: list[int]) -> Line:
    size = max((pdfium.FPDFText_GetFontSize(glyphs, at) for at in places[:: max(1, len(places) // 8)]), default=0.0)
    first, last = (glyphs.get_charbox(at, loose=True) for at in (places[0], places[-1]))

    def calls(at: int) -> bool:
        """Whether this figure is small and raised: it calls a footnote."""
        if not 48 <= codes[at] <= 57 or pdfium.FPDFText_GetFontSize(glyphs, at) > 0.8 * size:
            return False
        return bool(glyphs.get_charbox(at)[1] > min(first[1], last[1]) + 0.3 * size)

    shown = [at for at in places if not calls(at)] or places
    if shown[-1] != places[-1]:
        last = glyphs.get_charbox(shown[-1], loose=True)
    blank = next((i for i, at in enumerate(places) if chr(codes[at]).isspace()), len(places))
    word = glyphs.get_charbox(places[blank - 1], loose=True)[2] - first[0]
    text = BULLET.sub("- ", "".join(chr(codes[at]) for at in shown).strip())
    return Line(HYPHEN.sub("-", text), number, first[0], last[2], first[1], last[1], first[3], word, size, calls(places[0]))


def _without_edges(pages: list[list[Line]]) -> list[Line]:
    """The lines of all pages in order, footnotes behind the others, without what stands at the upper or lower edge of page after page."""
    seen: Counter[tuple[str, int]] = Counter()
    edges: list[list[tuple[Line, tuple[str, int]]]] = []
    for page in pages:
        by_height = sorted(page, key=lambda line: -line.top)
        outer = {id(line): line for line in by_height[:2] + by_height[-2:]}.values()
        edges.append([(line, (re.sub(r"\d+", "#", line.text), round(line.bottom / 4))) for line in outer])
        seen.update({key for _, key in edges[-1]})
    often = max(2, len(pages) // 3)
    body = median([line.size for page in pages for line in page] or [0.0])
    kept: list[Line] = []
    notes: list[Line] = []
    for page, edge in zip(pages, edges, strict=True):
        by_height = sorted(page, key=lambda line: -line.top)
        ends = {id(line) for line in (by_height[:1] + by_height[-1:])}
        gone = {id(line) for line, key in edge if seen[key] >= often or (id(line) in ends and PAGE_NUMBER.fullmatch(line.text))}
        lines = [line for line in page if id(line) not in gone]
        foot = len(lines)
        while foot and lines[foot - 1].size < 0.92 * body:
            foot -= 1
        foot = next((at for at in range(foot, len(lines)) if lines[at].note or CALL.match(lines[at].text)), len(lines))
        kept += lines[:foot]
        for line in lines[foot:]:
            line.text = CALL.sub("", line.text)
            notes.append(line)
    return kept + notes


def _paragraphs(lines: list[Line]) -> Iterator[str]:
    """Lines joined where a break only wraps: the next word would have found no room."""
    if not lines:
        return
    gaps = [a.bottom - b.base for a, b in pairwise(lines) if a.page == b.page and 0 < a.bottom - b.base < 3 * a.size]
    pitch = median(gaps) if gaps else 0.0
    edges = _edges(lines, pitch)
    out = lines[0].text
    for before, line, (left, right) in zip(lines, lines[1:], edges, strict=False):
        if not _wraps(before, line, left, right, pitch):
            yield out
            out = line.text
        elif re.search(r"\w-$", out):
            out += line.text  # "907-" and "QĐ/TW" are one word
        else:
            out += " " + line.text
    yield out


def _edges(lines: list[Line], pitch: float) -> list[tuple[float, float]]:
    """For each line, how far to the left and right those around it reach that stand in one column with it."""
    out = []
    for at, line in enumerate(lines):
        left, right = line.left, line.right
        for step in (-1, 1):
            before, other = line, at + step
            while 0 <= other < len(lines) and abs(other - at) <= 30:
                near = lines[other]
                if near.page == before.page and abs(near.bottom - before.bottom) > max(4 * pitch, 3 * line.size):
                    break
                if near.page == before.page and (near.bottom - before.bottom) * step > 0:  # up again: another column
                    break
                left, right = min(left, near.left), max(right, near.right)
                before, other = near, other + step
        out.append((left, right))
    return out


def _wraps(before: Line, line: Line, left: float, right: float, pitch: float) -> bool:
    if before.page == line.page:
        gap = before.bottom - line.base
        if abs(gap) < 0.4 * line.size and 0 <= line.left - before.right < 2 * line.size:
            return True  # a line that PDFium took for two, as behind the sign of a footnote
        if gap <= 0 or (pitch and gap > 1.3 * pitch):
            return False
    if abs(before.size - line.size) > 0.15 * max(before.size, line.size):
        return False
    ended = before.text.endswith(ENDED)
    if ended and ITEM.match(line.text):
        return False
    if not ended and line.text[:1].islower() and not ITEM.match(line.text):
        return True
    centred = abs(before.middle - line.middle) < 0.5 * line.size and abs(before.middle - (left + right) / 2) < line.size
    room = (right - before.right) * (2 if centred and before.left - left > line.size else 1)
    if room > line.word + 0.3 * line.size:
        return False
    indented = line.left > left + 0.8 * line.size and not centred
    return not (indented and (line.left > before.left + 0.5 * line.size or ended))
