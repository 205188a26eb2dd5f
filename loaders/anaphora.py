"""Later short mentions of a document: ``Quy định này``, ``Kết luận nêu rõ``, ``(sau đây gọi tắt là Quy định 377)``.

Owns which document they mean; a bare type word counts only where the text is about that document.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from vanmach.loaders import citations, dates, lexicon
from vanmach.loaders.interchange import Document
from vanmach.loaders.notebook import Hit, Notebook, Taken
from vanmach.loaders.scan import Finder

SAYS = r"(?:nêu rõ|yêu cầu|quy định rõ|chỉ rõ|xác định|nhấn mạnh|khẳng định|có hiệu lực|gồm|đề ra|của Bộ Chính trị|của Ban Bí thư)"
PRESS = Finder(rf"(?<![\wÀ-ỹ])(?P<word>{lexicon.either([w.capitalize() for w in lexicon.kind_of_word()])})(?=\s(?:{SAYS}))")

CARRIERS = ("resolution", "directive", "regulation", "conclusion", "decision", "guideline", "rules", "decree", "circular", "notice")
FINAL = re.compile(r"\s(?:này\s)?(?:có hiệu lực|được phổ biến|phổ biến|thay thế|quy định về|quy định việc|áp dụng đối với)(?![\wÀ-ỹ])")
EFFECT = re.compile(
    r"[”\"*]?\s*,?\s*(?:(?:sẽ|chính thức|bắt đầu|đã|và)\s){0,2}(?:có|phát sinh) hiệu lực(?: thi hành)?,?\s(?:kể )?từ\s(?=ngày|\d)"
)

OF = re.compile(r"\scủa\s")
HEADLINE = 60  # a text whose first words name a document, and that says "Quy định này", is a digest of it
ISSUED = Finder(rf"(?<!\w)(?:thông qua|ban hành)\s(?P<word>{lexicon.either([w.capitalize() for w in lexicon.kind_of_word()])})(?=[.,;])")


def topic(notebook: Notebook, spans: list[tuple[int, int]]) -> str | None:
    """The document that a press text is about: cited in its first line or sentence, and cited most."""
    if not spans:
        return None
    first = [h for h in notebook.of("D") if h.start < spans[0][1] and (d := notebook.document(h.id)) and (d.number is not None)]
    return first[0].id if first else None


def settle(notebook: Notebook, this: str | None) -> None:
    """Note ``Quy định này`` and, where a text is about one document, ``Kết luận nêu rõ``."""
    plain = notebook.text.plain
    hits = sorted(notebook.of("D"), key=lambda h: h.start)
    by_kind: dict[str, list[Hit]] = {}
    for h in hits:
        by_kind.setdefault(notebook.document(h.id).kind, []).append(h)
    taken = Taken((h.start, h.end) for h in hits)

    def before(kind: str, at: int) -> str | None:
        same = by_kind.get(kind, [])
        position = bisect_left(same, at, key=lambda h: h.start)
        return same[position - 1].id if position else None

    unnamed: dict[str, list[re.Match[str]]] = {}
    for match in citations.HERE.finditer(plain):
        kind = lexicon.kind_of_word()[match["word"].casefold()]
        if taken.overlaps(match.start(), match.end()):
            continue
        id_ = this if this and notebook.document(this).kind == kind else before(kind, match.start())
        if id_:
            notebook.hit(id_, match.start(), match.end())
        elif match["word"][0].isupper():
            unnamed.setdefault(kind, []).append(match)
    _unnamed(notebook, unnamed)
    _defined(notebook, this, plain, taken, hits)
    taken = Taken((h.start, h.end) for h in notebook.hits if h.sort == "D")
    for match in ISSUED.finditer(plain):
        id_ = before(lexicon.kind_of_word()[match["word"].casefold()], match.start("word"))
        if id_ and not taken.overlaps(match.start("word"), match.end()):
            notebook.hit(id_, match.start("word"), match.end())
    if this and not notebook.document(this).self:
        own = [h for h in notebook.hits if h.id == this]
        notebook.document(this).digest = min(h.start for h in own) < HEADLINE and any(plain[h.start : h.end].endswith(" này") for h in own)
    if this:
        _press(notebook, this, plain, taken, hits)


def _unnamed(notebook: Notebook, found: dict[str, list[re.Match[str]]]) -> None:
    """A text that says ``Quy định này`` throughout and never names it, the headline being lost: one document, told by its kind alone."""
    for kind, matches in found.items():
        final = any(FINAL.match(m.string, m.end()) for m in matches)
        if kind in CARRIERS and (final or len(matches) > 1):
            id_ = notebook.add(Document("", kind, digest=True))
            for m in matches:
                notebook.hit(id_, m.start(), m.end())


def _defined(notebook: Notebook, this: str | None, plain: str, taken: Taken, hits: list[Hit]) -> None:
    """``Đề án sửa mái nhà (sau đây gọi tắt là Đề án)``: from then on that short name means the document before the bracket."""
    for match in citations.DEFINED.finditer(plain):
        kind = lexicon.kind_of_word()[match["word"].casefold()]
        if taken.overlaps(match.start("name"), match.end("name")):
            continue
        before = [h for h in hits if match.start() - 500 < h.start < match.start() and notebook.document(h.id).kind == kind]
        meant = before[-1].id if before else (this if this and notebook.document(this).kind == kind else None)
        if not meant:
            continue
        notebook.hit(meant, match.start("name"), match.end("name"))
        if not match["name"][0].isupper():
            continue
        short = re.compile(rf"(?<![\wÀ-ỹ]){re.escape(match['name'])}(?![\wÀ-ỹ])(?!\s+(?:số|này|\d))")
        for again in short.finditer(plain, match.end()):
            if not taken.overlaps(again.start(), again.end()):
                notebook.hit(meant, again.start(), again.end())


def effective(notebook: Notebook) -> None:
    """``Quy định số 9-QĐ/TU (Quy định này) có hiệu lực từ ngày 1-7-2027``: the day from which a cited document is in force."""
    plain = notebook.text.plain
    for hit in notebook.of("D"):
        document = notebook.document(hit.id)
        match = None if document.effective_from else EFFECT.match(plain, max(hit.end, hit.core)) or EFFECT.match(plain, hit.reach)
        if match and (day := dates.DATE.match(plain, match.end())):
            document.effective_from = dates.value(day)


def _press(notebook: Notebook, this: str, plain: str, taken: Taken, hits: list[Hit]) -> None:
    document = notebook.entities[this]
    assert isinstance(document, Document)
    others = {h.id for h in hits if notebook.document(h.id).kind == document.kind and h.id != this}
    for match in PRESS.finditer(plain):
        kind = lexicon.kind_of_word()[match["word"].casefold()]
        if kind == document.kind and len(others) <= 3 and not taken.overlaps(match.start(), match.end()):
            hit = notebook.hit(this, match.start(), match.end())
            issuer = next((b for b in notebook.of("B") if hit.end < b.start <= hit.end + 5), None)
            if issuer and OF.match(plain, hit.end) and document.issuer in (None, issuer.id):
                document.issuer = issuer.id
                notebook.relate("issues", issuer.id, this, hit.start, issuer.end, "issues-of-again")
