"""A Word file (.docx) to its text: paragraphs and cells of tables in the order of reading, each a line, footnotes behind them.

Owns the choice of reader (mammoth), and what is refused before it: bombs, entities, files that are no Word document.
"""

from __future__ import annotations

import io
import logging
import re
import zipfile
from collections.abc import Iterator

import mammoth
from lxml import etree, html

from vanmach.graph.errors import InputError

MOST_PART = 40_000_000  # bytes of one part of the package, unpacked; a law of a thousand pages has 10 million
LINES = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "dt", "dd", "pre")
NOTE = re.compile(r"#?(?:foot|end)note-(?:ref-)?\d+")
UNREADABLE = "the Word file is damaged; open it and save it again as .docx"


def text(data: bytes) -> str:
    """The text of a Word file; InputError where it is none, holds none, or is made to do harm."""
    _examine(data)
    logging.disable(logging.CRITICAL)  # what cannot be read is said in one line
    try:
        made = mammoth.convert_to_html(
            io.BytesIO(data), convert_image=mammoth.images.img_element(lambda _: {}), include_embedded_style_map=False
        )
    except (MemoryError, RecursionError):
        raise
    except Exception as error:  # whatever a broken package breaks in its reader
        raise InputError(f"{UNREADABLE} ({type(error).__name__})") from error
    out = "\n".join(_lines(made.value))
    if not out.strip():
        raise InputError("the Word file holds no text; where its pages are pictures, recognise their letters first (OCR)")
    return out + "\n"


def _examine(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for part in package.infolist():
                if not part.filename.endswith((".xml", ".rels")):
                    continue
                if part.file_size > MOST_PART:
                    raise InputError(f"its part {part.filename!r} unpacks to {part.file_size:,} bytes; the most is {MOST_PART:,}")
                with package.open(part) as opened:
                    content = opened.read(MOST_PART + 1)
                if re.search(rb"<!\s*(?:DOCTYPE|ENTITY)", content.replace(b"\0", b"")):
                    raise InputError(f"its part {part.filename!r} declares entities, which no Word file does; save it again as .docx")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise InputError(f"{UNREADABLE} ({error})") from error


def _lines(page: str) -> Iterator[str]:
    """The lines of what mammoth made: HTML of a few elements. The signs that call a footnote are left out, and the arrows back."""
    if not page.strip():
        return
    tree = html.document_fromstring(page, parser=html.HTMLParser(huge_tree=True))
    for anchor in tree.iterfind(".//a"):
        if NOTE.fullmatch(anchor.get("href") or ""):
            anchor.text = None
    etree.strip_elements(tree, "img", with_tail=False)
    for broken in tree.iter("br"):
        broken.tail = "\n" + (broken.tail or "")
    for element in tree.iter(*LINES):
        element.text = "\n" + (element.text or "")
        element.tail = "\n" + (element.tail or "")
    for line in str(tree.text_content()).split("\n"):
        if words := line.strip():
            yield words
