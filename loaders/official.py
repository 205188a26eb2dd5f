"""Texts that are a document themselves: header, number and title lines, what they were attached to.

Owns the self document; who issued and signed it is read in ``signatures``, a portal's table in ``portal``; refuses to read the articles.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from vanmach.loaders import dates, lexicon, portal, signatures, symbols
from vanmach.loaders.interchange import Document
from vanmach.loaders.notebook import Notebook

HEADER = 2600  # a header is over by then, that of a law portal with its table included
NUMBER = re.compile(r"(?:^|\n)(?P<line>(?:Số|SỐ)\s*:?\s*(?=\d))")
BESIDE = re.compile(r"(?<=[A-ZĐƯẠ-Ỹ])\s(?P<line>(?:Số|SỐ)\s*:?\s*(?=\d))")  # in one line with the letterhead: "TỈNH ỦY Số 9-CT/TU"
TYPE_LINE = re.compile(
    rf"(?:^|\n)(?P<word>{lexicon.either([w.upper() for w in lexicon.kind_of_word()])})(?: LIÊN TỊCH)?(?P<rest>(?:[^\S\n][^\n]+)?)(?=\n|$)"
)
GROUND = re.compile(r"\n[-+ ]*(?:Căn cứ|Thực hiện|Để thực hiện|Xét|Theo đề nghị)\s")
PLACE_DATE = re.compile(r"(?:^|\n)[^\n,.;:\d]{2,40},\s*(?:ngày|Ngày)\s[^\n,;:]{4,40}(?=\n|$)")  # such a line says nothing else
RULER = re.compile(r"^[-_*=\s]+$")
BELOW = re.compile(
    r"(?:[Qq]uy định|[Vv]ề|[Bb]an hành|[Pp]hê duyệt|[Hh]ướng dẫn|[Ss]ửa đổi|[Tt]hực hiện|[Tt]riển khai|[Cc]ủa|[Mm]ột số|"
    r"[Cc]ông bố)\s[^\n]{8,400}"
)
AUTHORITY = re.compile(
    r"(?<!CỦA)(?<!VỚI)(?<!TRÌNH)(?<!CHO)(?<!TẠI)(?<!VÀ)\s(?P<who>(?:BỘ TRƯỞNG|THỦ TƯỚNG CHÍNH PHỦ|CHỦ TỊCH ỦY BAN|HỘI ĐỒNG NHÂN DÂN|"
    r"ỦY BAN NHÂN DÂN|ỦY BAN THƯỜNG VỤ|CỤC TRƯỞNG|CHÍNH PHỦ|THỐNG ĐỐC|TỔNG KIỂM TOÁN|TRƯỞNG BAN|GIÁM ĐỐC|CHÁNH ÁN|BỘ CHÍNH TRỊ|"
    r"BAN BÍ THƯ|QUỐC HỘI)[^\n;.]{0,90})$"
)
HOUSE = re.compile(r"\d{1,6}\s*/\s*[A-ZĐƯ][A-ZĐƯa-z0-9&.]*(?:\s*-\s*[A-ZĐƯ][\w&.]*)*")  # a dispatch of a state body: 45/BNV-TCBC
ABOUT_LINE = re.compile(r"(?:^|\n|(?<=\s))V/[vV]\s*:?\s*(?P<title>[^\n]{4,300})")
TOP = 400  # a type line below this is no header, if nothing else speaks for one
HEAD = re.compile(
    rf"(?P<word>{lexicon.either([w.capitalize() for w in lexicon.kind_of_word() if w not in ('luật', 'báo cáo', 'thông báo')])})"
    rf" (?:về việc|về) "
    r"(?P<title>[^\n.:;?!]{10,220}?) *(?=\n)"
)
ORDERS = re.compile(r"(?:yêu cầu|chỉ thị|quyết định|quy định|kết luận|hướng dẫn|ban hành)\s[^.\n]{0,260}?\bsau(?: đây)?\s*:\s*\n")
NEWS = re.compile(r"\n*(?:\([^)\n]{2,20}\)|[^\n]{0,40}(?:Sáng|Chiều|Tối|sáng|chiều|tối|[Nn]gày)\s(?:ngày\s)?\d{1,2}\s?[-/.]\d)")
TO_LINE = re.compile(r"\nKính gửi\s*:?")
ATTACHED = re.compile(r"\((?:[Bb]an hành )?[Kk]èm theo (?P<word>[^\W\d]+ [^\W\d]+(?: [^\W\d]+)?) số\s*:?\s*")
EFFECT = r"có hiệu lực (?:thi hành )?(?:kể )?từ (?=ngày)"


@dataclass(slots=True)
class Self:
    """The document that a text is: its id, its type word, where its header begins and ends, who decides below the title."""

    id: str
    word: str
    header: tuple[int, int] = (0, 0)
    authority: tuple[int, int] = (0, 0)


def _title(plain: str, at: int, rest: str) -> tuple[str, int]:
    """The upper-case lines below the type line are the title, or one line of small letters that reads like a subject."""
    if not rest and (below := BELOW.match(plain, at + 1)) and not GROUND.match(plain, at):
        return below.group(), below.end()
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
    if who := AUTHORITY.search(plain, at, end):
        end = who.start()
    return re.sub(r"\s+", " ", plain[at:end]).strip(" -\n"), at + len(plain[at:end].rstrip(" -\n"))


ORDINAL = re.compile(r"(?<=lần thứ )[ivx]+(?![\wÀ-ỹ])|(?<=đại hội )[ivx]+(?![\wÀ-ỹ])|(?<=khóa )[ivx]+(?![\wÀ-ỹ])")
PLACES = lexicon.either([n.lower() for n in lexicon.words("places", "provinces") if n[:2].upper() != "TP"])
NAMED = re.compile(
    rf"(?:(?<=tỉnh )|(?<=phố ))(?:{PLACES})(?![\wÀ-ỹ])"
    r"|(?<=của )đảng(?! (?:bộ|ủy|đoàn|viên|phái))|(?<![\wÀ-ỹ])(?:đảng cộng sản việt nam|việt nam|hồ chí minh)(?![\wÀ-ỹ])"
)


def _sentence_case(title: str) -> str:
    """A title in capitals as a sentence; symbols keep theirs (``377-QĐ/TW``), and so do numbers of congresses and names of places."""
    if not title.isupper():
        return title
    low = " ".join(w if re.search(r"[\d/]", w) else w.lower() for w in title.split())
    return NAMED.sub(lambda m: m.group().title().replace("Cộng Sản", "Cộng sản"), ORDINAL.sub(lambda m: m.group().upper(), low))


def _symbol(plain: str, at: int) -> tuple[str, int, int] | None:
    """Symbol and number at ``at``, with its end."""
    if (match := symbols.SYMBOL.match(plain, at)) and (found := symbols.find(plain[at : match.end()])):
        return found[0].symbol, found[0].number, match.end()
    if house := HOUSE.match(plain, at):
        return re.sub(r"\s", "", house.group()), int(re.match(r"\d+", house.group()).group()), house.end()  # type: ignore[union-attr]
    return None


def _day(document: Document, plain: str, start: int, end: int) -> None:
    when = dates.near(plain, start, end)
    if when and when.full:
        document.date = document.date or when.iso


def _is_signed(plain: str, line: re.Match[str]) -> bool:
    """Whether a text headed by a type line closes with a block of signature: portals cut number and place off."""
    return line.start() < TOP and any(m["for"] or signatures.POST.match(m["body"]) for m in signatures.SIGNED.finditer(plain, line.end()))


def _headed(notebook: Notebook) -> Self | None:
    """A text of one piece with its head in small letters: ``Chỉ thị về phòng dịch`` in the first line, then what it orders."""
    plain = notebook.text.plain
    head = HEAD.match(plain)
    if not head or NEWS.match(plain, head.end()) or not ORDERS.search(plain, head.end()):
        return None
    word = head["word"].casefold()
    document = Document("", lexicon.kind_of_word()[word], title=head["title"].strip(), self=True)
    notebook.hit(notebook.add(document), head.start("word"), head.end("title"))
    return Self(document.id, word, (0, head.end()), (head.end(), head.end()))


def find(notebook: Notebook) -> Self | None:
    """The self document, if the text has the lines of an official paper or the table of a portal."""
    plain = notebook.text.plain
    table = portal.table(plain, HEADER)
    line = TYPE_LINE.search(plain, 0, HEADER)
    if line and line["rest"].strip() and not line["rest"].isupper():
        line = None
    number = BESIDE.search(plain, 0, line.start() if line else 300) or NUMBER.search(plain, 0, line.start() + 200 if line else HEADER)
    told = _symbol(plain, number.end()) if number else None
    in_table = _symbol(plain, table["number"].start) if "number" in table else None
    where = PLACE_DATE.search(plain, 0, HEADER)
    if line:
        word = line["word"].casefold()
        if not (told or in_table or where or GROUND.search(plain, line.end(), line.end() + 900) or _is_signed(plain, line)):
            return None
    else:
        letter = told and ((where and ABOUT_LINE.search(plain, 0, HEADER)) or TO_LINE.search(plain, 0, HEADER))
        word = table["kind"].value.casefold() if "kind" in table else ""
        if word not in lexicon.kind_of_word() or not in_table:
            word = "công văn" if letter else ""
        if not word:
            return _headed(notebook)
    symbol = told or in_table
    document = Document("", lexicon.kind_of_word()[word], symbol[0] if symbol else None, symbol[1] if symbol else None, self=True)
    id_ = notebook.add(document)
    if number and told:
        notebook.hit(id_, number.start("line"), told[2])
    if in_table and (not told or symbols.key(told[0]) == symbols.key(in_table[0])):
        notebook.hit(id_, table["number"].start, in_table[2])
    end = max((f.end for f in table.values()), default=0)
    if line:
        end = _type_line(notebook, document, line)
    elif about := ABOUT_LINE.search(plain, 0, HEADER):
        document.title, end = about["title"].strip(" .,"), max(end, about.end())
    if where:
        _day(document, plain, where.start(), where.end())
    document.table = portal.stated(plain, table, in_table[0] if in_table else None)
    if not document.date and "date" in document.table:
        document.date, *place = document.table["date"]
        document.proof["date"] = place[0], place[1]
    if not told and symbol and "symbol" in document.table:
        document.proof["symbol"] = document.table["symbol"][1:]
    _attached(plain, document, word, end)
    return Self(id_, word, (number.start("line") if number else 0, end), signatures.authority(plain, end))


def _type_line(notebook: Notebook, document: Document, line: re.Match[str]) -> int:
    title, end = _title(notebook.text.plain, line.end("word"), line["rest"].strip())
    title = re.sub(r"^LIÊN TỊCH\s+", "", title)
    end = max(end, line.end("word"))
    notebook.hit(document.id, line.start("word"), end)
    document.title = _sentence_case(re.sub(r"^(?:VỀ VIỆC|VỀ|Về việc|Về)\s+", "", title)) if title else None
    return end


def _attached(plain: str, document: Document, word: str, at: int) -> None:
    """``QUY CHẾ ... (Kèm theo Quyết định số 9/QĐ-BTC ngày ...)``: where the header lacks the number, what is attached tells it."""
    if document.symbol or re.match(r"(?:ban hành |quy định )?sửa đổi", document.title or ""):
        return
    for match in ATTACHED.finditer(plain, at):
        if match["word"].casefold() == word and (found := _symbol(plain, match.end())):
            document.symbol, document.number = found[:2]
            when = dates.after(plain, found[2])
            if when and when.full:
                document.date = document.date or when.iso
            return


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
    words = notebook.text.plain[own.start : inside[0].start].upper()
    for relation, cue, kinds in TITLE_RELATIONS:
        if cue.search(words) and (not kinds or notebook.document(self_.id).kind in kinds):
            for h in inside[:1]:
                notebook.relate(relation, self_.id, h.id, own.start, h.end, f"{relation}-title")
            return


def effective(notebook: Notebook, self_: Self) -> None:
    """``Quy định này có hiệu lực từ ngày 1-7-2027``: a named day, or the day of signing."""
    plain, document = notebook.text.plain, notebook.document(self_.id)
    own = re.compile(rf"(?<!\w){self_.word.capitalize()} này {EFFECT}")
    if match := own.search(plain):
        day = dates.DATE.match(plain, match.end())
        signing = re.compile(r"ngày (?:ký|ban hành)").match(plain, match.end())
        document.effective_from = (dates.value(day) if day else None) or (document.date if signing else None)
