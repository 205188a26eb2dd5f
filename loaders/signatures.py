"""Who issued and who signed an official text: the preamble, the signature block, the letterhead, a portal's table, in this order.

Owns the issuer and signer of the self document; refuses to find bodies that the text does not name.
"""

from __future__ import annotations

import re
from functools import cache

from vanmach.graph import tables
from vanmach.loaders import lexicon, portal
from vanmach.loaders.interchange import Body, Document, Person
from vanmach.loaders.lexicon import UP
from vanmach.loaders.notebook import Notebook

FOR = r"(?:T/M|TM\.?|K/T|KT\.?|T/L|TL\.?|TUQ\.?|Q\.)"
POSTS = (
    r"(?:(?:THỨ|BỘ) TRƯỞNG|(?:PHÓ |QUYỀN |Q\. ?)?(?:TRƯỞNG BAN|TRƯỞNG TIỂU BAN|BÍ THƯ|CHỦ NHIỆM|CHÁNH VĂN PHÒNG|CHỦ TỊCH|GIÁM ĐỐC|"
    r"TỔNG GIÁM ĐỐC|THỦ TƯỚNG|CỤC TRƯỞNG|VỤ TRƯỞNG|THỐNG ĐỐC|TỔNG KIỂM TOÁN|VIỆN TRƯỞNG|CHÁNH ÁN|TỔNG THƯ KÝ|TRƯỞNG ĐOÀN)|TỔNG BÍ THƯ|"
    r"THƯỜNG TRỰC BAN BÍ THƯ|ỦY VIÊN)"
)
NAME = rf"[{UP}][\wÀ-ỹ]+(?: [{UP}][\wÀ-ỹ]*){{1,4}}"
SIGNED = re.compile(
    rf"(?:^|\n)(?P<for>{FOR}|(?={POSTS}))[ ]*(?P<body>[^\n]{{0,120}})(?P<posts>(?:\n[{UP} ,.\-/]{{4,80}}){{0,4}}?)"
    rf"(?:\n[(\[]?(?:đã ký|Đã ký|ĐÃ KÝ|Đã kí)[)\]]?)?\n(?P<name>(?!{POSTS}){NAME})(?=\n|$)"
)
LETTERHEAD = re.compile(
    rf"(?P<body>ỦY BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN)\s+(?P<sort>TỈNH|THÀNH PHỐ)\s+(?P<place>"
    rf"{lexicon.either([p.upper() for p in lexicon.words('places', 'provinces')])})(?![\wÀ-ỹ])"
)
POST = re.compile(rf"{POSTS}(?: THƯỜNG TRỰC)?(?![\wÀ-ỹ])")
VERBS = "ban hành|quyết định|quy định|kết luận|yêu cầu|xây dựng|hướng dẫn|thông báo|báo cáo|nhận được|có ý kiến|đề nghị|trân trọng"
OBJECT = re.compile(r"(?:của|với|cho|tại|thuộc|theo|do|đề nghị|gửi:?|trình)\s+$")


def _note(notebook: Notebook, document: Document, body: str, start: int, end: int, rule: str) -> None:
    document.issuer = body
    props = {"date": document.date} if document.date else {}
    notebook.relate("issues", body, document.id, start, end, rule, props=props)


def _named(notebook: Notebook, words: str) -> str | None:
    """The body of this text whose name stands, in capitals or not, in these words; the longest wins."""
    low = re.sub(r"\s+", " ", words).casefold()
    fits = [b for b in notebook.bodies() if b.name.casefold() in low or (len(low) > 8 and b.name.casefold().startswith(low))]
    return max(fits, key=lambda b: (b.name.casefold() in low, len(b.name))).id if fits else None


def _preamble(notebook: Notebook, document: Document, word: str, end: int) -> bool:
    """``Ban Tổ chức Trung ương hướng dẫn một số nội dung như sau``."""
    plain = notebook.text.plain
    verb = re.compile(rf"\s*(?:\([^)]*\)\s*)?(?:{re.escape(word)}|{VERBS})(?![\wÀ-ỹ])")
    for hit in notebook.of("B"):
        if hit.start > 6000:
            break
        if hit.start < end or hit.role == "post" or not verb.match(plain, hit.end):
            continue
        if OBJECT.search(plain, max(0, hit.start - 10), hit.start):
            continue
        stop = plain.find("\n", hit.end)
        _note(notebook, document, hit.id, hit.start, min(stop if stop > 0 else len(plain), hit.end + 200), "issues-self")
        return True
    return False


def issuer(notebook: Notebook, id_: str, word: str, header: tuple[int, int], authority: tuple[int, int]) -> None:
    """Find the issuer: who speaks in the preamble, else whom ``T/M`` signs for, else the authority in capitals below the title,
    else the table of the portal, else the letterhead. ``header`` ends where the title ends, ``authority`` spans the line below it.
    """
    plain, document = notebook.text.plain, notebook.document(id_)
    table = portal.table(plain, header[1] + 600)
    if document.issuer or _preamble(notebook, document, word, header[1]):
        return
    for match in SIGNED.finditer(plain):
        if match["for"].startswith(("T/M", "TM")) and (body := _named(notebook, match["body"])):
            _note(notebook, document, body, match.start("body"), match.end(), "issues-signature")
            return
    if authority[0] < authority[1] and (body := _named(notebook, plain[slice(*authority)])):
        _note(notebook, document, body, *authority, "issues-authority")
        return
    central = bool(document.symbol and document.symbol.endswith("/TW"))
    if (field := table.get("issuer")) and not central:  # a Party portal's field is the letterhead, which issues nothing by itself
        hit = next((h for h in notebook.of("B") if field.start <= h.start < field.end), None)
        if hit:
            _note(notebook, document, hit.id, field.start, field.end, "issues-table")
            return
    if central or _letterhead(notebook, document, header[0]):
        return
    start = max(plain.rfind("\n", 0, max(0, header[0] - 1)) + 1, 0)
    if (head := plain[start : header[0]].strip()).isupper() and (body := _named(notebook, head)):
        _note(notebook, document, body, start, start + len(head), "issues-letterhead")
        return
    if not document.issuer and (name := _numbering().get((document.symbol or "").rpartition("/")[2])):
        # "Số 9-KL/VPTW": who numbers a paper issues it, where a code is of one organ alone
        body = next((b.id for b in notebook.bodies() if b.name == name), "")
        if body:
            _note(notebook, document, body, *header, "issues-code")


@cache
def _numbering() -> dict[str, str]:
    """Codes of central Party organs in symbols, with the name of the one that numbers by each: ``VPTW``."""
    names: dict[str, set[str]] = {}
    for row in tables.rows("bodies"):
        for code in tables.ids(row["symbol_codes"]):
            names.setdefault(code, set()).add(row["canonical_vi"])
    return {code: min(found) for code, found in names.items() if len(found) == 1 and code.endswith("TW") and code != "TW"}


def _letterhead(notebook: Notebook, document: Document, at: int) -> bool:
    """``ỦY BAN NHÂN DÂN TỈNH ĐẮK LẮK`` above the number line, where the text names that body nowhere else."""
    plain = notebook.text.plain
    low = max(0, at - 400)
    for match in LETTERHEAD.finditer(plain, low, at):
        place = next(p for p in lexicon.words("places", "provinces") if p.upper() == match["place"])
        name = f"{match['body'].capitalize()} {match['sort'].lower()} {place}"
        found = next((b.id for b in notebook.bodies() if b.name.casefold() == name.casefold()), None) or notebook.add(Body("", name))
        notebook.hit(found, match.start(), match.end())
        _note(notebook, document, found, match.start(), match.end(), "issues-letterhead")
        return True
    return False


def signature(notebook: Notebook, id_: str, before: int) -> None:
    """The signature block, or the portal's ``Người ký``: who signs, with which post of the issuing body."""
    plain, document = notebook.text.plain, notebook.document(id_)
    for match in SIGNED.finditer(plain, before):
        name = match["name"].title() if match["name"].isupper() else match["name"]
        if POST.match(name.upper()) or (not match["for"] and not POST.match(match["body"])):
            continue
        person = _sign(notebook, id_, name, match.start("name"), match.end("name"), match.start("body"), "signs-block")
        posts = POST.findall(" ".join(match["posts"].split("\n"))) or ([] if match["for"] else POST.findall(match["body"]))
        if posts and document.issuer:
            props = {"position": _sentence(posts[-1])}
            notebook.relate("holds", person, document.issuer, match.start("body"), match.end("name"), "holds-block", props=props)
        return
    field = portal.table(plain, before + 600).get("signer")
    if field and re.fullmatch(NAME, field.value):
        _sign(notebook, id_, field.value, field.start, field.end, field.start, "signs-table")


def _sign(notebook: Notebook, id_: str, name: str, start: int, end: int, proof: int, rule: str) -> str:
    person = next((p.id for p in notebook.people() if p.name.casefold() == name.casefold()), None) or notebook.add(Person("", name))
    notebook.hit(person, start, end)
    notebook.relate("signs", person, id_, proof, end, rule)
    return person


def _sentence(post: str) -> str:
    """``PHÓ TRƯỞNG BAN`` as ``Phó Trưởng Ban``."""
    return post.title()


def authority(plain: str, at: int) -> tuple[int, int]:
    """The line in capitals below a title that says who decides: ``THỦ TƯỚNG CHÍNH PHỦ``."""
    start = at + len(plain[at:]) - len(plain[at:].lstrip("\n -_*=")) if at < len(plain) else at
    stop = plain.find("\n", start)
    stop = len(plain) if stop < 0 else stop
    return (start, stop) if start < stop and plain[start:stop].isupper() and stop - start < 160 else (at, at)
