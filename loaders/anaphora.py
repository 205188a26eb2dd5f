"""Later short mentions of a document: ``Quy định này``, ``Kết luận nêu rõ``, ``(sau đây gọi tắt là Quy định 377)``.

Owns which document they mean; a bare type word counts only where the text is about that document.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from vanmach.loaders import citations, lexicon
from vanmach.loaders.interchange import Document
from vanmach.loaders.notebook import Hit, Notebook, Taken

SAYS = r"(?:nêu rõ|yêu cầu|quy định rõ|chỉ rõ|xác định|nhấn mạnh|khẳng định|có hiệu lực|của Bộ Chính trị|của Ban Bí thư)"
PRESS = re.compile(rf"(?<![\wÀ-ỹ])(?P<word>{lexicon.either([w.capitalize() for w in lexicon.kind_of_word()])})(?=\s(?:{SAYS}))")

HEADLINE = 60  # a text whose first words name a document, and that says "Quy định này", is a digest of it
ISSUED = re.compile(rf"(?:thông qua|ban hành)\s(?P<word>{lexicon.either([w.capitalize() for w in lexicon.kind_of_word()])})(?=[.,;])")


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

    for match in citations.HERE.finditer(plain):
        kind = lexicon.kind_of_word()[match["word"].casefold()]
        if taken.overlaps(match.start(), match.end()):
            continue
        id_ = this if this and notebook.document(this).kind == kind else before(kind, match.start())
        if id_:
            notebook.hit(id_, match.start(), match.end())
    for match in ISSUED.finditer(plain):
        id_ = before(lexicon.kind_of_word()[match["word"].casefold()], match.start("word"))
        if id_ and not taken.overlaps(match.start("word"), match.end()):
            notebook.hit(id_, match.start("word"), match.end())
    if this and not notebook.document(this).self:
        own = [h for h in notebook.hits if h.id == this]
        notebook.document(this).digest = min(h.start for h in own) < HEADLINE and any(plain[h.start : h.end].endswith(" này") for h in own)
    if this:
        _press(notebook, this, plain, taken, hits)


def _press(notebook: Notebook, this: str, plain: str, taken: Taken, hits: list[Hit]) -> None:
    document = notebook.entities[this]
    assert isinstance(document, Document)
    others = {h.id for h in hits if notebook.document(h.id).kind == document.kind and h.id != this}
    for match in PRESS.finditer(plain):
        kind = lexicon.kind_of_word()[match["word"].casefold()]
        if kind == document.kind and len(others) <= 3 and not taken.overlaps(match.start(), match.end()):
            hit = notebook.hit(this, match.start(), match.end())
            issuer = next((b for b in notebook.of("B") if hit.end < b.start <= hit.end + 5), None)
            if issuer and re.match(r"\scủa\s", plain[hit.end :]) and document.issuer in (None, issuer.id):
                document.issuer = issuer.id
                notebook.relate("issues", issuer.id, this, hit.start, issuer.end, "issues-of-again")
