"""What a file is, told by its first bytes where they tell, and what it says: text, web page, Word, PDF.

Owns the choice of reader and how much of a file is read at most. Files that hold many texts (zip, JSON lines) are opened by ``packed``.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import replace
from pathlib import Path

from vanmach.graph.errors import InputError
from vanmach.loaders import apart
from vanmach.loaders.encodings import mended
from vanmach.loaders.html import Page, page_of
from vanmach.loaders.interchange import Extraction
from vanmach.loaders.read import read
from vanmach.loaders.text import decode

TEXTS = (".txt", ".md")
PAGES = (".html", ".htm")
LINES = (".jsonl", ".jsonl.gz")
SUFFIXES = (*TEXTS, *PAGES, ".docx", ".pdf", *LINES, ".zip")
MOST_TEXT = 10_000_000  # bytes of a text or a page; a law of a thousand pages has 2 million
MOST_FILE = 100_000_000  # of a Word file or a PDF, pictures included

LINE = re.compile(r"\.jsonl(?:\.gz)?(?:!\d+)?$")  # a line of such a file goes by its number
KEYS = {"text": "text", "title": "title", "publisher": "publisher", "published": "published", "url": "uri"}
DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?=$|T| )")
ADDRESS = re.compile(r"https?://[!-~]{1,2000}")

_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\x1f\x8b", "gzip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rtf", "rtf"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"II*\0", "picture"),
    (b"MM\0*", "picture"),
    (b"SQLite format 3\0", "sqlite"),
)
_REFUSED = {
    "ole": "an old Word file (.doc), or one locked with a password: save it as .docx without a password",
    "rtf": "a rich text file (.rtf): save it as .docx or .txt",
    "7z": "a 7z archive: unpack it, or pack its files as .zip",
    "rar": "a RAR archive: unpack it, or pack its files as .zip",
    "picture": "a picture: recognise its letters first (OCR) and load the text",
    "sqlite": "a store or another database: give texts; a copy of a store is put back by vanmach restore",
    "gzip": "a gzip file: only .jsonl.gz is read packed; unpack it",
    "zip": "an archive, and here one text is read: unpack it and give its files",
}


def is_text(name: str) -> bool:
    """Whether a file of this name may hold texts: ``chi-thi-45.DOCX`` may; what an editor or a Mac lays beside it does not."""
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    return base.lower().endswith(SUFFIXES) and not base.startswith(("~$", "._", ".~"))


def form_of(head: bytes) -> str | None:
    """The form of a file whose first bytes say it: pdf, zip, gzip, or one that is refused; None for texts and pages.

    >>> form_of(b"%PDF-1.7 ..."), form_of("Chỉ thị".encode())
    ('pdf', None)
    """
    start = head[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    return next((form for magic, form in _MAGIC if start.startswith(magic)), "pdf" if b"%PDF-" in head[:1024] else None)


def contents(path: Path) -> bytes:
    """The bytes of a file, standard input for ``-``; InputError where it cannot be read or is too large for its form."""
    try:
        with sys.stdin.buffer if str(path) == "-" else path.open("rb") as opened:
            head = opened.read(4096)
            most = _most(form_of(head))
            if path.is_file() and path.stat().st_size > most:
                raise InputError(_too_large(most))
            return head + opened.read(most + 1 - len(head))
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}") from error


def _most(form: str | None) -> int:
    return MOST_TEXT if form is None else MOST_FILE


def _too_large(most: int) -> str:
    return f"it holds more than {most:,} bytes; split it"


def page_in(name: str, data: bytes) -> Page:
    """The text in a file of this name and content, and what a page declares of itself; InputError for what cannot be read, with what to do.

    A Word file or a PDF is one whatever it is called; a web page is known by its ending.
    """
    form = form_of(data)
    if form == "zip" and b"word/document" in data:
        form = "docx"
    if len(data) > (most := _most(form)):
        raise InputError(_too_large(most))
    if form in _REFUSED:
        raise InputError(f"this is {_REFUSED[form]}")
    low = name.lower()
    if LINE.search(low):
        return line_in(data)
    if form == "docx":
        return Page(mended(apart.read("word", data)))
    if form == "pdf":
        return Page(mended(apart.read("pdf", data)))
    if low.endswith((".docx", ".pdf")) and data:
        raise InputError(f"this is no {'Word file' if low.endswith('.docx') else 'PDF'}, whatever its name says; a text ends in .txt")
    if low.endswith(PAGES):
        page = page_of(data)
        return replace(page, text=mended(page.text))
    return Page(decode(data))


def line_in(line: bytes) -> Page:
    """The text in a line of JSON, an object with ``text``, and ``title``, ``publisher``, ``published`` and ``url`` where they are known."""
    try:
        given = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputError(f"no JSON in UTF-8 ({error}); a line holds one text as an object") from None
    if not isinstance(given, dict) or not isinstance(given.get("text"), str) or not given["text"].strip():
        raise InputError('no "text"; a line is an object with "text", and "title", "publisher", "published", "url" where they are known')
    if wrong := [key for key in KEYS if not isinstance(given.get(key) or "", str)]:
        raise InputError(f'"{wrong[0]}" is no string')
    said: dict[str, str] = {own: given[key] for key, own in KEYS.items() if given.get(key)}
    if re.search("[\\x00\ud800-\udfff]", "".join(said.values())):
        raise InputError("it holds signs that are no letters (NUL, half a pair); write it as UTF-8")
    if "published" in said:
        if not (day := DAY.match(said["published"])):
            raise InputError(f'"published" is no day: {said["published"][:40]!r}; write it as 2027-11-21')
        said["published"] = day.group()
    if "uri" in said and not ADDRESS.fullmatch(said["uri"]):
        raise InputError(f'"url" is no address: {said["uri"][:40]!r}; it begins with https://')
    return Page(**{**said, "text": mended(said["text"])})


def read_page(page: Page) -> Extraction:
    """What such a text says."""
    extraction = read(page.text, title=page.title, publisher=page.publisher, published=page.published)
    extraction.uri = page.uri
    return extraction


def read_file(path: str | Path) -> Extraction:
    """What a file says: ``read_file("chi-thi-45.docx")``, standard input as ``-``; InputError for what cannot be read."""
    path = Path(path)
    return read_page(page_in(path.name, contents(path)))
