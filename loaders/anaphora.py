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
from vanmach.loaders.titles import PERSON

ALSO = r"(?:cũng|còn|đã|đồng thời)\s"
SAYS = (
    rf"(?:(?:(?:{ALSO}){{0,2}}(?:nêu|ghi|yêu cầu|quy định rõ|chỉ (?:rõ|ra)|xác định|nhấn mạnh|khẳng định|có hiệu lực|gồm|đề ra|đặt ra|"
    r"đưa ra|đề xuất|áp dụng|nhằm|được (?:ban hành|áp dụng|quán triệt|xây dựng|thông qua|công bố)|ra đời|có \d+ (?:chương|điều|phần))"
    rf"|(?:{ALSO}|sẽ\s)(?!có hiệu lực)[a-zà-ỹđ]+)(?![\wÀ-ỹ])|của Bộ Chính trị|của Ban Bí thư)"
)
NEAR = 400  # characters within which a bare type word goes on with the document named last
MANY = re.compile(r"(?<![\wÀ-ỹ])(?:các|những|nhiều|mọi|một số|từng|hai|ba|bốn|năm|\d+)\s+$")
PRESS = Finder(rf"(?<![\wÀ-ỹ])(?P<word>{lexicon.either([w.capitalize() for w in lexicon.kind_of_word()])})(?=\s(?:{SAYS}))")
# "tiếp tục thực hiện Nghị quyết;", "Theo Kết luận, ...": a bare type word at the end of its phrase.
POINTED = Finder(
    rf"(?<![\wÀ-ỹ])(?P<word>{lexicon.either([w.capitalize() for w in lexicon.kind_of_word()])})(?!\w)"
    rf"(?!,\s(?:{lexicon.either(lexicon.kind_of_word())})(?!\w))(?=\s?[.,;)]|\s?\n|$|\s(?:và|được|do)\s[a-zà-ỹđ])"
)
POINTING = re.compile(
    r"(?<![\wÀ-ỹ])(?:[Tt]hực hiện|[Tt]riển khai|[Qq]uán triệt|[Tt]hi hành|[Cc]hấp hành|[Cc]ụ thể hóa|[Hh]ọc tập|nội dung|tinh thần|"
    r"trong|tại|của|[Tt]heo|ban hành)\s$"
)

CARRIERS = ("resolution", "directive", "regulation", "conclusion", "decision", "guideline", "rules", "decree", "circular", "notice")
FINAL = re.compile(r"\s(?:này\s)?(?:có hiệu lực|được phổ biến|phổ biến|thay thế|quy định về|quy định việc|áp dụng đối với)(?![\wÀ-ỹ])")
EFFECT = re.compile(
    r"[”\"*]?\s*,?\s*(?:(?:sẽ|chính thức|bắt đầu|đã|và)\s){0,2}(?:có|phát sinh) hiệu lực(?: thi hành)?,?\s(?:kể )?từ\s(?=ngày|\d)"
)
REPLACES = re.compile(r"\s(?:thay thế|thay cho|bãi bỏ|sửa đổi)(?![\wÀ-ỹ])")
OF = re.compile(r"\scủa\s")
# The formula that ends a preamble, or the paper: "Ủy ban nhân dân tỉnh ban hành Kế hoạch trồng rừng ... như sau"
OWN_NAME = re.compile(
    r"(?<!về )(?<!việc )(?<!đề nghị )(?:ban hành|[Tt]rên đây là)\s(?P<name>(?P<word>[\wÀ-ỹ]+\s[\wÀ-ỹ]+)\s[^.;:\n]{4,400}?)"
    r"(?=,?\s*(?:(?:cụ thể )?như sau|với (?:các|những) nội dung|[.;:\n]))"
)
AS_FOLLOWS = re.compile(r",?\s*(?:cụ thể )?(?:với (?:các|những) nội dung (?:[\wÀ-ỹ]+ )?)?như sau")
SHORT = 7  # words that a name cut short must at least share
LIKE = 0.6  # share of the title's words that a name of the paper itself holds

# The decision that is handed over at a ceremony, or told of there: "trao Quyết định và tặng hoa", "Theo Quyết định, ..."
HANDED = Finder(
    r"(?<!\w)(?:[Tt]rao|[Cc]ông bố|[Nn]hận|[Đđ]ọc|Theo)\s(?P<word>[Qq]uyết định)"
    r"(?=\s(?:và (?:tặng|chúc mừng)|cho\s(?:ông|bà|đồng chí|[Đđ]/c)\s)|\s?[,.]\s|\s?\n|$)"
)
HEADLINE = 60  # a text whose first words name a document, and that says "Quy định này", is a digest of it
ISSUED = Finder(rf"(?<!\w)(?:thông qua|ban hành)\s(?P<word>{lexicon.either([w.capitalize() for w in lexicon.kind_of_word()])})(?=[.,;])")


def topic(notebook: Notebook, spans: list[tuple[int, int]]) -> str | None:
    """The document that a press text is about: cited in its first line, or in the sentence behind a headline that cites none."""
    if not spans:
        return None
    headline = notebook.text.plain[spans[0][0] : spans[0][1]][-1] not in ".!?:"
    end = spans[min(len(spans) - 1, 1)][1] if headline else spans[0][1]
    first = [h for h in notebook.of("D") if h.start < end and (d := notebook.document(h.id)) and (d.number is not None)]
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
    nameless = set() if this else _nameless(plain, by_kind)
    for match in citations.HERE.finditer(plain):
        kind = lexicon.kind_of_word()[match["word"].casefold()]
        if taken.overlaps(match.start(), match.end()):
            continue
        id_ = this if this and notebook.document(this).kind == kind else before(kind, match.start())
        if id_ and not (kind in nameless and FINAL.match(plain, match.end())):
            notebook.hit(id_, match.start(), match.end())
        elif match["word"][0].isupper():
            unnamed.setdefault(kind, []).append(match)
    digest = _unnamed(notebook, unnamed)
    _defined(notebook, this, plain, taken, hits)
    taken = Taken((h.start, h.end) for h in notebook.hits if h.sort == "D")
    for match in ISSUED.finditer(plain):
        id_ = before(lexicon.kind_of_word()[match["word"].casefold()], match.start("word"))
        if id_ and not taken.overlaps(match.start("word"), match.end()):
            notebook.hit(id_, match.start("word"), match.end())
    if this and not notebook.document(this).self:
        own = [h for h in notebook.hits if h.id == this]
        notebook.document(this).digest = min(h.start for h in own) < HEADLINE and any(plain[h.start : h.end].endswith(" này") for h in own)
    if this and notebook.document(this).self:
        _own_name(notebook, this, plain, taken)
    if this:
        _press(notebook, this, plain, taken, hits)
    if not (this and notebook.document(this).self):
        _bare(notebook, plain, digest)
        _handed(notebook, plain)


def _nameless(plain: str, by_kind: dict[str, list[Hit]]) -> set[str]:
    """Kinds of which a bare word speaks before any document of the kind is named."""
    out = set()
    for match in _bare_words(plain):
        kind = lexicon.kind_of_word()[match["word"].casefold()]
        if kind not in by_kind or match.start() < by_kind[kind][0].start:
            out.add(kind)
    return out


def _unnamed(notebook: Notebook, found: dict[str, list[re.Match[str]]]) -> str | None:
    """A text that says ``Quy định này`` throughout and never names it, the headline being lost: one document, told by its kind alone."""
    digest = None
    for kind, matches in found.items():
        final = any(FINAL.match(m.string, m.end()) for m in matches)
        if kind in CARRIERS and (final or len(matches) > 1):
            digest = notebook.add(Document("", kind, digest=True))
            for m in matches:
                notebook.hit(digest, m.start(), m.end())
    return digest


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


def _own_name(notebook: Notebook, this: str, plain: str, taken: Taken) -> None:
    """An official paper names itself once more where its body begins and where it ends."""
    document = notebook.document(this)
    title = set((document.title or "").casefold().split())
    begun = False
    for match in OWN_NAME.finditer(plain):
        if lexicon.kind_of_word().get(match["word"].casefold()) != document.kind or (begun and match[0].startswith("ban")):
            continue
        begins, said = AS_FOLLOWS.match(plain, match.end()), set(match["name"].casefold().split())
        if not (begins or len(said & title) >= min(LIKE * max(1, len(title)), max(SHORT, 0.8 * len(said)))):
            continue
        same = [h for h in notebook.hits if h.sort == "D" and h.start == match.start("name") and notebook.document(h.id).number is None]
        if same and same[0].id != this:  # taken for another by its name
            notebook.merge(this, same[0].id)
        elif not same and not taken.overlaps(match.start("word"), match.end("word")):
            notebook.hit(this, match.start("name"), match.end("name"))
        begun = True


def _bare(notebook: Notebook, plain: str, digest: str | None) -> None:
    """``Nghị quyết cũng nêu ...``, ``thực hiện Nghị quyết;`` right behind a document of that kind, or where the text names one of it only.

    In the ``digest`` of a document that is never named the bare word means that one.
    """
    by_kind: dict[str, list[Hit]] = {}
    for h in sorted(notebook.of("D"), key=lambda h: h.start):
        by_kind.setdefault(notebook.document(h.id).kind, []).append(h)
    taken = Taken((h.start, h.end) for h in notebook.hits if h.sort == "D")
    for match in _bare_words(plain):
        kind = lexicon.kind_of_word()[match["word"].casefold()]
        if taken.overlaps(match.start(), match.end()):
            continue
        if digest and notebook.document(digest).kind == kind:
            notebook.hit(digest, match.start(), match.end())
            continue
        same = by_kind.get(kind, [])
        at = bisect_left(same, match.start(), key=lambda h: h.start)
        if not at:
            continue
        last, near = same[at - 1], {h.id for h in same[:at] if match.start() - h.end < NEAR}
        if len({h.id for h in same}) == 1 or near == {last.id}:
            hit = notebook.hit(last.id, match.start(), match.end())
            same.insert(at, hit)


def _bare_words(plain: str) -> list[re.Match[str]]:
    """Type words in capitals that stand alone and mean one document."""
    pointed = [m for m in POINTED.finditer(plain) if POINTING.search(plain, max(0, m.start() - 14), m.start())]
    found = {m.start(): m for m in (*PRESS.finditer(plain), *pointed)}
    return [m for _, m in sorted(found.items()) if not MANY.search(plain, max(0, m.start() - 12), m.start())]


def _handed(notebook: Notebook, plain: str) -> None:
    """``trao Quyết định cho ông X``: the only decision of the text, the one on X, or the one told just before."""
    known = [d for d in notebook.documents() if d.kind == "decision"]
    taken = Taken((h.start, h.end) for h in notebook.hits if h.sort == "D")
    for match in HANDED.finditer(plain) if known else ():
        at, end = match.span("word")
        person = PERSON.search(plain, end, end + 60)
        of_person = [d for d in known if person and person["name"] in (d.title or "")]
        before = [h for h in notebook.of("D") if at - NEAR < h.end <= at and notebook.document(h.id) in known]
        meant = known[0].id if len(known) == 1 else of_person[0].id if of_person else before[-1].id if before and not person else None
        if meant and not taken.overlaps(at, end):
            notebook.hit(meant, at, end)


def effective(notebook: Notebook) -> None:
    """``Quy định số 9-QĐ/TU (Quy định này) có hiệu lực từ ngày 1-7-2027``: the day from which a cited document is in force."""
    plain = notebook.text.plain
    for hit in notebook.of("D"):
        document = notebook.document(hit.id)
        match = None if document.effective_from else EFFECT.match(plain, max(hit.end, hit.core)) or EFFECT.match(plain, hit.reach)
        if match and (day := dates.DATE.match(plain, match.end())):
            acting = _acting(notebook, plain, hit) if match[0].lstrip('”"* ').startswith((",", "và ")) else None
            told = acting or document
            told.effective_from = told.effective_from or dates.value(day)


def _acting(notebook: Notebook, plain: str, hit: Hit) -> Document | None:
    """Of ``Quy định số 9-QĐ/TU thay thế Quy định số 8-QĐ/TU`` the first, if a hit is the second: what follows is said of it."""
    begin = max(plain.rfind(end, 0, hit.start) for end in (". ", "\n", ";"))
    verbs = list(REPLACES.finditer(plain, begin + 1, hit.start))
    before = [h for h in notebook.of("D") if verbs and begin < h.start < h.end <= verbs[-1].start()]
    return notebook.document(before[-1].id) if before else None


def _press(notebook: Notebook, this: str, plain: str, taken: Taken, hits: list[Hit]) -> None:
    document = notebook.entities[this]
    assert isinstance(document, Document)
    others = {h.id for h in hits if notebook.document(h.id).kind == document.kind and h.id != this}
    for match in _bare_words(plain) if document.self else PRESS.finditer(plain):
        kind = lexicon.kind_of_word()[match["word"].casefold()]
        if kind == document.kind and len(others) <= 3 and not taken.overlaps(match.start(), match.end()):
            hit = notebook.hit(this, match.start(), match.end())
            issuer = next((b for b in notebook.of("B") if hit.end < b.start <= hit.end + 5), None)
            if issuer and OF.match(plain, hit.end) and document.issuer in (None, issuer.id):
                document.issuer = issuer.id
                notebook.relate("issues", issuer.id, this, hit.start, issuer.end, "issues-of-again")
