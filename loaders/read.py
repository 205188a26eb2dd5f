"""Reads one text: what it says of documents, bodies, people and events, each with the words that prove it.

Owns the order of the steps. Nothing from outside the text goes into the result, and no text, however odd, raises.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

from vanmach.graph.errors import InputError
from vanmach.loaders import (
    anaphora,
    bodies_settled,
    body_names,
    citations,
    conferences,
    congresses,
    dates,
    details,
    holders,
    nicknames,
    official,
    parts,
    people,
    posts,
    relations,
    sentences,
    signatures,
    titles,
)  # fmt: skip
from vanmach.loaders.html import read_page
from vanmach.loaders.interchange import Extraction
from vanmach.loaders.notebook import Hit, Notebook, Taken
from vanmach.loaders.text import decode, read_text

STAMPED = re.compile(r"\s\d{1,2}/\d{1,2}/\d{4},? \d{1,2}:\d{2}$")
BYLINE = re.compile(r"^\(?(?P<name>[A-ZĐ]{2,6}|[A-Za-z]+(?:\.[a-z]+)+)\)?\s*(?:-|\))")


def _years(plain: str, published: str | None) -> Callable[[int], str | None]:
    """The year that a day without one belongs to: that of the article, if it is known."""
    year = published[:4] if published else None
    return lambda _at: year


def _title(plain: str) -> str | None:
    """The first line, unless it reads like a paragraph or a table."""
    for line in plain.split("\n")[:4]:
        text = STAMPED.sub("", re.sub(r"^\([^)]{1,20}\)\s*", "", line)).strip()
        if re.search(r"(?:Ảnh|ẢNH|ảnh)\s*:", text):
            continue
        if 15 <= len(text) <= 260 and not text.endswith((".", ";", ",", "...")) and " " in text:
            return text
        if len(text) > 260:
            return None
    return None


def _publisher(plain: str) -> str | None:
    for line in plain.split("\n")[:12]:
        if match := BYLINE.match(line):
            return match["name"]
    return None


def read(text: str, *, title: str | None = None, publisher: str | None = None, published: str | None = None) -> Extraction:
    """What a text says: ``read("Bộ Chính trị ban hành Chỉ thị số 45-CT/TW.")`` holds a body, a document and ``issues``.

    ``title``, ``publisher`` and ``published`` (ISO) are the page's own where it does not tell them. Any string is accepted.
    """
    source = read_text(text)
    notebook = Notebook(source)
    plain = source.plain
    stamps = tuple(m.group() for line in plain.split("\n", 4)[:4] if (m := STAMPED.search(line)))
    published = published or dates.of_page((*source.dropped, *stamps))
    year = _years(plain, published)
    if not plain:
        return Extraction(text, title, publisher, published)
    spans = sentences.split(plain)

    self_ = official.find(notebook)
    own = [(h.start, h.end) for h in notebook.hits if self_]
    number_lines = [(a, b) for a, b in own if b - a < 40]

    nick = nicknames.find(plain)
    covered = Taken((n.start, n.event.end) for n in nick)
    free = [n for n in congresses.find(plain) if not covered.overlaps(n.start, n.end)]
    names = [*(n.event for n in nick), *free]
    order = sorted(range(len(names)), key=lambda i: (names[i].start, names[i].end))
    settled = congresses.settle(notebook, [names[i] for i in order])
    ids = dict(zip(order, settled, strict=True))
    for at, named in enumerate(names):
        notebook.hit(ids[at], named.start, named.end)
    nick_hits = nicknames.settle(notebook, nick, [ids[i] for i in range(len(nick))])

    details.nicknamed(notebook, nick_hits)
    body_hits = bodies_settled.settle(notebook, body_names.find(plain), general=self_ is not None)
    body_hits.sort(key=lambda h: h.start)
    _cite(notebook, number_lines, year)
    numbered = [(h.start, h.end) for h in notebook.hits if h.sort == "D"]
    cited = sorted({*own, *numbered, *((h.start, h.end) for h in nick_hits)})
    body_taken = Taken((h.start, h.end) for h in body_hits)
    titles.issued(notebook, titles.settle(notebook, titles.find(plain, cited, body_taken, {h.start: h for h in body_hits})), body_hits)
    nicknames.statutes(notebook, [(h.start, h.end) for h in body_hits] + cited)

    post_list = posts.find(notebook, body_hits)
    found = people.find(notebook, post_list, body_hits)
    holders.relate(notebook, found, post_list, spans, year)
    parts.relate(notebook, spans)

    named_events = Taken(sorted({(h.start, h.end) for h in notebook.hits if h.sort == "E"} | {(h.start, h.end) for h in nick_hits}))
    conferences.sitting(notebook, named_events)
    event = conferences.settle(notebook, named_events, year, spans, official=self_ is not None)
    this = self_.id if self_ else anaphora.topic(notebook, spans)
    anaphora.settle(notebook, this)
    anaphora.effective(notebook)
    run = relations.Run(notebook, self_.id if self_ else None, event)
    run.over(relations.sentences(notebook, spans))
    if self_:
        official.titled(notebook, self_)
        signatures.issuer(notebook, self_.id, self_.word, self_.header, self_.authority)
        signatures.signature(notebook, self_.id, self_.header[1])
        titles.attached(notebook, notebook.document(self_.id).issuer)
        official.effective(notebook, self_)
    if self_ and not title and (own_title := notebook.document(self_.id).title):
        title = f"{self_.word.capitalize()} {own_title[0].lower()}{own_title[1:]}"
    bodies_settled.as_written(notebook)
    return notebook.finish(title or _title(plain), publisher or _publisher(plain), published)


def _cite(notebook: Notebook, own: list[tuple[int, int]], year: Callable[[int], str | None]) -> list[Hit]:
    """Numbered citations with what stands behind them."""
    plain = notebook.text.plain
    cites = [c for c in citations.find(plain) if not any(a < c.end and c.start < b for a, b in own)]
    days: list[dates.When | None] = []
    ends: dict[int, int] = {}
    for cite in cites:
        ends[cite.group] = max(ends.get(cite.group, 0), cite.end)
    for at, cite in enumerate(cites):
        last = ends[cite.group] if cite.group >= 0 else cite.end
        when = dates.after(plain, last, year(cite.end))
        before = details.told_before(plain, cite.start, year(cite.start)) if not (when and when.full) else None
        when = before if before and before.full and (not when or before.iso.startswith(when.iso)) else when
        days.append(when)
        back = at - 1
        if (
            when
            and back >= 0
            and days[back] is None
            and cites[back].kind == cite.kind
            and cite.number - cites[back].number == 1
            and plain[cites[back].end : cite.start].strip() in ("và", ",")
        ):
            days[back] = when  # "số 67-QĐ/TW và số 68-QĐ/TW, ngày ...": neighbours of one day
    citations.settle(notebook, cites, days)
    hits = [notebook.hit(c.id, c.start, c.end) for c in cites]
    for cite, hit, when in zip(cites, hits, days, strict=True):
        hit.kind = cite.kind if cite.worded else ""
        hit.date = (when.iso, when.start, when.end) if when else None
    details.attach(notebook, cites, hits, year)
    return hits


def read_file(path: str | Path) -> Extraction:
    """What a file says: ``read_file("chi-thi-45.txt")``, a web page by its ending ``.html``, standard input as ``-``.

    InputError for a file that cannot be opened, is empty, binary or not UTF-8, and for a page without an article.
    """
    return read_data(file_data(path), Path(path).suffix)


def file_data(path: str | Path) -> bytes:
    """The bytes of a file, or of standard input (``-``); InputError where it cannot be opened."""
    path = Path(path)
    try:
        return sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}") from error


def read_data(data: bytes, suffix: str = "") -> Extraction:
    """What the bytes of a file with this ending say, as ``read_file``."""
    return read_html(data) if suffix.lower() in (".html", ".htm") else read(decode(data))


def read_html(data: bytes) -> Extraction:
    """What the article of a web page says, with the page's own title, publisher, day and address; InputError where it has none."""
    page = read_page(data)
    extraction = read(page.text, title=page.title, publisher=page.publisher, published=page.published)
    extraction.uri = page.uri
    return extraction
