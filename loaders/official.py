"""Texts that are a document themselves: header, preamble, signature block.

Owns the self document (number line, title line, issuer of the letterhead, signer); refuses to read the articles.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from vanmach.loaders import dates, lexicon, symbols
from vanmach.loaders.interchange import Document, Person
from vanmach.loaders.lexicon import UP
from vanmach.loaders.notebook import Notebook

HEADER = 2600  # a header is over by then, that of a law portal with its table included
NUMBER = re.compile(r"(?:^|\n)(?P<line>(?:Số|SỐ)\s*:?\s*(?=\d))")
TYPE_LINE = re.compile(rf"(?:^|\n)(?P<word>{lexicon.either([w.upper() for w in lexicon.kind_of_word()])})(?P<rest>(?:\s[^\n]+)?)(?=\n|$)")
GROUND = re.compile(r"\n[-+ ]*(?:Căn cứ|Thực hiện|Để thực hiện|Xét|Theo đề nghị)\s")
TABLE = re.compile(
    r"(?:^|\n)(?P<field>Số hiệu|Nơi ban hành|Người ký|Ngày ban hành|Số ký hiệu|"
    r"Cơ quan ban hành)\s*:?\s*\n?\s*(?P<value>[^\n:]{2,120})(?=\n|$)"
)
PLACE_DATE = re.compile(r"(?:^|\n)[^\n]{2,30},\s*ngày\s[^\n]{4,40}")
SIGNED = re.compile(
    rf"(?:^|\n)(?P<for>T/M|TM\.?|K/T|KT\.?|T/L|TL\.?)\s*(?P<body>[^\n]*)(?:\n(?P<post>[{UP} ,\-]{{4,60}}))?(?:\n\(?(?:đã ký|"
    rf"Đã ký)\)?)?\n(?P<name>[{UP}][\wÀ-ỹ]+(?: [{UP}][\wÀ-ỹ]+){{1,4}})(?=\n|$)"
)
RULER = re.compile(r"^[-_*=\s]+$")


@dataclass(slots=True)
class Self:
    """The document that a text is: its id and where its own lines stand."""

    id: str
    word: str


def _title(plain: str, at: int) -> tuple[str, int]:
    """The upper-case lines below the type line are the title."""
    end = at
    while end < len(plain):
        stop = plain.find("\n", end + 1)
        stop = len(plain) if stop < 0 else stop
        line = plain[end:stop].strip()
        if (line and not line.isupper()) or end - at > 500:
            break
        if RULER.match(line or "-") and line:
            break
        end = stop
    return re.sub(r"\s+", " ", plain[at:end]).strip(" -\n"), at + len(plain[at:end].rstrip(" -\n"))


def _sentence_case(title: str) -> str:
    """A title in capitals as a sentence; symbols keep theirs: ``377-QĐ/TW``."""
    return " ".join(w if re.search(r"[\d/]", w) else w.lower() for w in title.split())


def find(notebook: Notebook) -> Self | None:
    """The self document, if the text has a number line and a type line like an official paper."""
    plain = notebook.text.plain
    kind_line = TYPE_LINE.search(plain, 0, HEADER)
    number = NUMBER.search(plain, 0, HEADER)
    symbol = symbols.SYMBOL.match(plain, number.end()) if number else None
    if not kind_line or (kind_line["rest"].strip() and not kind_line["rest"].isupper()):
        return None
    if not (symbol or PLACE_DATE.search(plain, 0, HEADER) or GROUND.search(plain, kind_line.end(), kind_line.end() + 900)):
        return None
    word = kind_line["word"].casefold()
    kind = lexicon.kind_of_word()[word]
    parsed = symbols.find(plain[number.end() : symbol.end()]) if number and symbol else []
    document = Document("", kind, parsed[0].symbol if parsed else None, parsed[0].number if parsed else None, self=True)
    id_ = notebook.add(document)
    if number and symbol:
        notebook.hit(id_, number.start("line"), symbol.end())
    title, end = _title(plain, kind_line.end("word"))
    notebook.hit(id_, kind_line.start("word"), max(end, kind_line.end("word")))
    document.title = _sentence_case(re.sub(r"^(?:VỀ VIỆC|VỀ)\s+", "", title)) if title else None
    day = PLACE_DATE.search(plain, 0, HEADER)
    when = dates.near(plain, day.start(), day.end()) if day else None
    document.date = when.iso if when and len(when.iso) == 10 else None
    _table(notebook, document, kind_line.start())
    return Self(id_, word)


def _table(notebook: Notebook, document: Document, before: int) -> None:
    """The table that a law portal puts above the text: number and day."""
    for match in TABLE.finditer(notebook.text.plain, 0, max(before, 1)):
        value = match["value"].strip()
        if match["field"] in ("Số hiệu", "Số ký hiệu") and (found := symbols.find(value)) and document.symbol in (None, found[0].symbol):
            document.symbol, document.number = found[0].symbol, found[0].number
            notebook.hit(document.id, match.start("value"), match.start("value") + found[0].end)
        elif match["field"] == "Ngày ban hành" and not document.date and (when := dates.near(value, 0, len(value))) and len(when.iso) == 10:
            document.date = when.iso


TITLE_RELATIONS = (
    ("amends", re.compile(r"SỬA ĐỔI|BỔ SUNG|ĐIỀU CHỈNH"), ()),
    ("reviews", re.compile(r"TỔNG KẾT|SƠ KẾT"), ()),
    ("guides", re.compile(r"."), ("guideline",)),
    ("implements", re.compile(r"THỰC HIỆN|TRIỂN KHAI|THI HÀNH|CỤ THỂ HÓA"), ()),
)


def titled(notebook: Notebook, self_: Self) -> None:
    """What the title line says of the documents it names: ``HƯỚNG DẪN MỘT SỐ NỘI DUNG QUY ĐỊNH SỐ ...`` guides it."""
    own = max((h for h in notebook.hits if h.id == self_.id), key=lambda h: h.end - h.start)
    inside = [h for h in notebook.of("D") if own.start < h.start < own.end and h.id != self_.id]
    if not inside:
        return
    words = notebook.text.plain[own.start : inside[0].start]
    for relation, cue, kinds in TITLE_RELATIONS:
        if cue.search(words) and (not kinds or notebook.document(self_.id).kind in kinds):
            for h in inside[:1]:
                notebook.relate(relation, self_.id, h.id, own.start, h.end, f"{relation}-title", confidence=0.93)
            return


def issuer(notebook: Notebook, self_: Self) -> None:
    """The issuer: who says ``<type word>`` or ``ban hành`` in the preamble, else the body that ``T/M`` signs for, else the letterhead."""
    plain = notebook.text.plain
    document = notebook.document(self_.id)
    if document.issuer:
        return
    verb = re.compile(rf"\s*(?:\([^)]*\)\s*)?(?:{re.escape(self_.word)}|ban hành|quyết định|quy định|kết luận|yêu cầu|xây dựng)(?![\wÀ-ỹ])")
    for hit in notebook.of("B"):
        if hit.start > 6000:
            break
        if (
            verb.match(plain, hit.end)
            and hit.role != "post"
            and not re.search(r"(?:của|với|cho|tại)\s+$", plain[max(0, hit.start - 6) : hit.start])
        ):
            stop = plain.find("\n", hit.end)
            document.issuer = hit.id
            notebook.relate(
                "issues",
                hit.id,
                self_.id,
                hit.start,
                min(stop if stop > 0 else len(plain), hit.end + 200),
                "issues-self",
                confidence=0.9,
                props={"date": document.date} if document.date else {},
            )
            return
    for match in SIGNED.finditer(plain):
        body = next((b for b in notebook.bodies() if b.name.casefold() == match["body"].strip().casefold()), None)
        if body and match["for"].startswith(("T/M", "TM")):
            document.issuer = body.id
            notebook.relate(
                "issues",
                body.id,
                self_.id,
                match.start("body"),
                match.end(),
                "issues-signature",
                confidence=0.95,
                props={"date": document.date} if document.date else {},
            )
            return


def signature(notebook: Notebook, self_: Self) -> None:
    """The signature block: who signs, with which post of the issuing body."""
    plain = notebook.text.plain
    for match in SIGNED.finditer(plain):
        name = match["name"].title() if match["name"].isupper() else match["name"]
        person = next((p for p in notebook.people() if p.name.casefold() == name.casefold()), None)
        id_ = person.id if person else notebook.add(Person("", name))
        notebook.hit(id_, match.start("name"), match.end("name"))
        notebook.relate("signs", id_, self_.id, match.start("for"), match.end("name"), "signs-block", confidence=0.97)
        post = (match["post"] or "").strip()
        issuer_ = notebook.document(self_.id).issuer
        if post and issuer_ and re.match(r"(?:PHÓ |QUYỀN )?(?:TRƯỞNG BAN|BÍ THƯ|CHỦ NHIỆM|CHÁNH|CHỦ TỊCH|BỘ TRƯỞNG|GIÁM ĐỐC)", post):
            notebook.relate(
                "holds",
                id_,
                issuer_,
                match.start("post"),
                match.end("name"),
                "holds-block",
                confidence=0.85,
                props={"position": post.title().replace("Ban", "Ban")},
            )
