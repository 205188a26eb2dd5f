"""A web page to the text of its article, with what the page itself declares of title, publisher, day and address.

Owns the choice of extractor (trafilatura). A day that is not declared is not guessed.
"""

from __future__ import annotations

import logging
from dataclasses import asdict, dataclass

from vanmach.graph.errors import InputError
from vanmach.loaders import apart
from vanmach.loaders.encodings import from_bytes

LARGE = 300_000  # bytes: some pages take their reader the square of their length


@dataclass(frozen=True, slots=True)
class Page:
    """An article as its page gives it; ``text`` is what offsets count in."""

    text: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    uri: str | None = None


def read_page(data: bytes) -> Page:
    """The article of an HTML page; InputError where there is none.

    >>> read_page("<html><body><article><p>Chỉ thị số 45-CT/TW thay thế Chỉ thị số 35-CT/TW.</p></article></body></html>".encode()).text
    'Chỉ thị số 45-CT/TW thay thế Chỉ thị số 35-CT/TW.'
    """
    import trafilatura

    if b"\x00" in data:
        raise InputError(f"the file is binary: a NUL byte at offset {data.index(0)}; give an HTML page or a text file in UTF-8")
    data = _unicode(data).replace(b"</br>", b"<br>")  # as the HTML standard reads it
    if b"<body" not in data:
        data = b"<html><body>" + data + b"</body></html>"  # a piece of a page
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it cannot read we say ourselves, in one line
    found = trafilatura.bare_extraction(
        data,
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        favor_recall=True,
        # Only what the page declares: an extensive search would take any number for a day.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    text = getattr(found, "text", None) or trafilatura.html2txt(data) or _plain(data)
    if not text or not text.strip():
        raise InputError("no article text in this HTML page; save the page of one article, or its text as .txt")
    return Page(
        text,
        getattr(found, "title", None),
        getattr(found, "sitename", None),
        getattr(found, "date", None),
        getattr(found, "url", None),
    )


def page_of(data: bytes) -> Page:
    """The same; a large page is read in a process of its own, with a bound of time."""
    return read_page(data) if len(data) < LARGE else Page(**apart.read("html", data))


def fields(data: bytes) -> dict[str, str | None]:
    """The same as names and values, as another process hands it over."""
    return asdict(read_page(data))


def _unicode(data: bytes) -> bytes:
    """A page in UTF-8, where it is in an encoding of Vietnamese from before Unicode; else as it is."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        found = from_bytes(data)
        return found[1].encode("utf-8") if found else data
    return data


def _plain(data: bytes) -> str:
    """All text of a page that holds no article the extractor can tell."""
    from lxml import html

    try:
        tree = html.fromstring(data)
    except (ValueError, html.etree.ParserError):
        return ""
    html.etree.strip_elements(tree, "script", "style", "template", with_tail=False)
    for line in tree.iter("br", "p", "div", "li", "tr"):
        line.tail = "\n" + (line.tail or "")
    return str(tree.text_content()).strip()
