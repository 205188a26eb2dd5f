"""Documents cited by number: ``Quy định số 138-QĐ/TW``, ``Quy định 144``, ``các Kết luận số 187, 188-KL/TW``, ``Quy định này``.

Owns which mentions of one text are one document; what stands behind a citation (date, issuer ...) is read in ``details``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from vanmach.loaders import dates, lexicon, symbols
from vanmach.loaders.interchange import Document
from vanmach.loaders.notebook import Notebook, Taken
from vanmach.loaders.scan import Finder
from vanmach.loaders.symbols import Symbol

WORDS = lexicon.any_case(lexicon.kind_of_word()) + "|" + lexicon.either(w.title() for w in lexicon.kind_of_word() if " " in w)
UPPER = lexicon.either([w.upper() for w in lexicon.kind_of_word()])
SO = r"(?:(?:số|sổ|SỐ|Số)\s*:?\s*)"
BEFORE = re.compile(rf"(?<!\w)(?P<word>{WORDS}|{UPPER}|NQ)\s+(?:liên tịch\s+)?\(?(?:{SO}|so\s)?$")
BEFORE_OF = re.compile(
    rf"(?<!\w)(?P<word>{WORDS})(?:\s+của\s+[^(),.;:\n]{{3,70}})?\s*\(\s*{SO}$"
)  # "Tờ trình của Ban Tổ chức (số 9-TTr/BTCTU ...)"
BEFORE_LIST = re.compile(rf"(?<!\w)(?P<word>{WORDS}|{UPPER})\s+{SO}?(?P<list>(?:\d{{1,5}}\s*(?:,|và|;)?\s*(?:{SO})?)+)$")
LAW = re.compile(rf"(?<!\w)(?P<word>Bộ luật|Luật|Pháp lệnh|Nghị quyết)\s+(?P<name>[^,;.:()\n]{{2,70}}?)\s*,?\s*\(?{SO}$")
# A law is named without its number inside the title of one that amends it: the number belongs to the whole.
AMENDING_LAW = re.compile(
    rf"(?<!\w)(?P<word>Bộ luật|Luật|Pháp lệnh)\s+(?P<name>[Ss]ửa đổi,? bổ sung\s[^;.:()\n]{{2,180}}?)\s*,?\s*\(?{SO}$"
)
NUMBER_ONLY = re.compile(rf"(?:(?<=\s)|(?<=^)|(?<=[(\n])){SO}$")
GOES_ON = r"(?!(?<=điều) chỉnh|(?<=ban) hành|(?<=xã) hội|(?<=bộ) máy|(?<=cấp) ủy|(?<=ngày)\s*\d|(?<=tháng)\s*\d|(?<=năm)\s*\d)"
COUNTED = rf"(?:{lexicon.either(lexicon.words('counted', 'words'))})(?!\w){GOES_ON}"
COUNTING = re.compile(rf"\s+(?:{COUNTED})")
BARE = Finder(
    rf"(?<!\w)(?P<word>{WORDS})\s+(?P<so>{SO})?(?P<nums>\d{{1,5}}(?!\d)(?:(?:\s*(?:,|và)\s*| (?=\d{{2,3}}(?:\s|,|"
    rf"$)))(?!\d+\s+{COUNTED})\d{{1,5}}(?!\d)(?!\s*[-/.]\s*\d))*)"
    rf"(?P<year>/(?:19|20)\d{{2}}(?![/\d]))?(?![\d%])(?![-/.,]\d)(?!\s*[-/]\s*[A-ZĐ])"
)
# "trên" points back only where no place follows: "kết luận trên, ...", but "thông báo trên trang ..."
POINTS = r"(?:này|nêu trên|nói trên|vừa nêu|trên(?=\s*[,.;:)]|\s+(?:của|được|đã|có|là|và|nêu|thì|cần|phải|sẽ)(?![\wÀ-ỹ])|$))"
HERE = Finder(rf"(?<!\w)(?<!kỷ )(?<!pháp )(?<!hình )(?<!điều )(?P<word>{WORDS})\s+{POINTS}(?!\w)")
DEFINED = re.compile(
    rf"\((?:[Ss]au đây )?(?:được )?(?:xin )?(?:viết tắt|gọi tắt|gọi|viết)(?: tắt|"
    rf" chung)? là:?\s*[“\"]?(?P<name>(?P<word>{WORDS})(?:\s+[^)”\"]{{1,60}}?)?)[”\"]?\)"
)
SMALL = re.compile(
    r"(?=\s*[,.;:)]|\s+(?:của|về|ngày|năm|và|được|nêu|cũng)(?![\wÀ-ỹ])|$)"
)  # what a number in small letters without "số" is followed by
DISPATCH = Finder(
    rf"(?<!\w)(?P<word>[Cc]ông văn|[Vv]ăn bản(?=\s+[Ss]ố))\s+{SO}?(?P<symbol>(?P<num>\d{{1,6}})"
    rf"\s*/\s*[A-ZĐƯ][A-ZĐƯa-z0-9&.]*(?:\s*-\s*[A-ZĐƯ][\w&]*)*)(?!\w)"
)  # a letter of a state body has no code of its type: 45/BNV-TCBC
VERBS = (
    "báo cáo",
    "thông báo",
    "hướng dẫn",
    "kết luận",
    "quy hoạch",
    "kế hoạch",
    "chiến lược",
    "luật",
    "chương trình",
    "tuyên bố",
)  # words that count


@dataclass(slots=True)
class Cite:
    """One numbered citation: plain span from the type word to the end of the number, kind, number and symbol."""

    start: int
    end: int
    kind: str
    number: int
    symbol: str | None
    worded: bool = True
    year: str | None = None
    group: int = -1  # citations of one elliptical list share date and issuer
    name: str | None = None  # of a law: "Lưu trữ"
    id: str = ""


def _kind(word: str, symbol: Symbol | None) -> str:
    kind = {"nq": "resolution"}.get(word.casefold()) or lexicon.kind_of_word().get(word.casefold(), "other")
    if symbol and kind == "decision" and symbol.code in ("QĐi", "QyĐ"):
        return "regulation"
    if symbol and kind == "circular" and symbol.kind == "ministerial_circular":
        return "ministerial_circular"
    return kind


LONGEST_LIST = 40  # no sentence lists more documents under one type word; what does is a table or noise


def _with_symbols(plain: str) -> list[Cite]:
    """Citations that give the whole symbol, and the numbers that lean on it: ``187, 188-KL/TW``."""
    out: list[Cite] = []
    previous = 0
    for found in symbols.find(plain):
        left = max(previous, found.start - 110)
        window = plain[left : found.start]
        if match := BEFORE.search(window):
            out.append(Cite(left + match.start(), found.end, _kind(match["word"], found), found.number, found.symbol, year=found.year))
        elif (match := BEFORE_OF.search(window)) and "số" in match.group():
            start = left + match.start()
            out.append(Cite(start, found.end, _kind(match["word"], found), found.number, found.symbol, year=found.year))
        elif match := BEFORE_LIST.search(window):
            start, kind = left + match.start(), _kind(match["word"], found)
            tail = re.sub(r"^\d+[a-z]?", "", found.symbol)
            for member in re.finditer(r"\d{1,5}", plain[left + match.start("list") : found.start]):
                number = member.group()
                padded = f"0{number}" if len(number) == 1 and tail.startswith("-") else number
                out.append(Cite(start, left + match.start("list") + member.end(), kind, int(number), padded + tail, group=found.start))
            out.append(Cite(start, found.end, kind, found.number, found.symbol, year=found.year, group=found.start))
        elif match := AMENDING_LAW.search(plain[max(previous, found.start - 220) : found.start]) or LAW.search(window):
            left = max(previous, found.start - 220) if match.re is AMENDING_LAW else left
            kind = _kind(match["word"], found)
            name = match["name"] if kind == "law" and (match["name"][0].isupper() or match.re is AMENDING_LAW) else None
            out.append(Cite(left + match.start(), found.end, kind, found.number, found.symbol, year=found.year, name=name))
        else:
            before = NUMBER_ONLY.search(window)
            start = left + before.start() if before else found.start
            kind = (
                out[-1].kind
                if out and out[-1].symbol and re.fullmatch(r"\s*(?:,|và|;)\s*(?:số\s*)?", plain[out[-1].end : start])
                else found.kind
            )
            out.append(Cite(start, found.end, kind, found.number, found.symbol, worded=False, year=found.year))
        previous = found.end
    return out


def _with_numbers(plain: str, taken: Taken) -> list[Cite]:
    """Citations by a bare number: ``Quy định 144``, ``Nghị quyết số 18, 19``; a counted noun behind the number makes it none."""
    out: list[Cite] = []
    for match in BARE.finditer(plain):
        word = match["word"]
        members = list(re.finditer(r"\d{1,5}", match["nums"]))[:LONGEST_LIST]
        if taken.overlaps(match.start(), match.end()) or (word.casefold() in ("báo cáo", "quy hoạch", "tuyên bố") and not match["so"]):
            continue
        small = len(members[0].group()) > 1 and word not in VERBS and SMALL.match(plain, match.end())
        if not match["so"] and (
            not (word[0].isupper() or small)
            or COUNTING.match(plain, match.end())
            or (len(members[0].group()) == 4 and members[0].group()[:2] in ("19", "20"))
        ):
            continue
        if match["so"] and COUNTING.match(plain, match.end()) and len(members) == 1 and word[0].islower():
            continue
        for member in members:
            end = match.start("nums") + member.end()
            year = match["year"][1:] if match["year"] else None
            last = member is members[-1]
            out.append(
                Cite(
                    match.start(),
                    match.end("year") if last and year else end,
                    _kind(word, None),
                    int(member.group()),
                    None,
                    year=year,
                    group=match.start() if len(members) > 1 else -1,
                )
            )
    return out


def find(plain: str) -> list[Cite]:
    """All numbered citations of a text in order."""
    full = _with_symbols(plain)
    taken = Taken((c.start, c.end) for c in full)
    letters = [
        Cite(m.start(), m.end(), "dispatch", int(m["num"]), re.sub(r"\s", "", m["symbol"]))
        for m in DISPATCH.finditer(plain)
        if not taken.overlaps(m.start(), m.end())
    ]
    full += letters
    taken = Taken((c.start, c.end) for c in full)
    return sorted([*full, *_with_numbers(plain, taken)], key=lambda c: (c.start, c.end))


def _agree(a: Document, when: str | None) -> bool:
    """Whether a day, or a year alone, goes together with what is known of the document's."""
    day = dates.known(a)
    return not (day and when and not (day.startswith(when) or when.startswith(day)))


def settle(notebook: Notebook, cites: list[Cite], days: list[dates.When | None]) -> None:
    """Give every citation its document: equal symbols whose dates do not clash are one, a bare number joins the symbol it shortens."""
    by_symbol: dict[str, list[tuple[Document, bool]]] = {}
    by_number: dict[tuple[str, int], list[Document]] = {}
    for known_document in notebook.documents():  # the text's own number line
        if known_document.symbol and known_document.number is not None:
            by_symbol[symbols.key(known_document.symbol)] = [(known_document, True)]
            by_number[known_document.kind, known_document.number] = [known_document]
    for cite, when in zip(cites, days, strict=True):
        if not cite.symbol:
            continue
        date = when.iso if when else None
        known = by_symbol.setdefault(symbols.key(cite.symbol), [])
        fits = [
            (d, w)
            for d, w in known
            if _agree(d, date) and (d.kind == cite.kind or not w or not cite.worded or "qđ" not in symbols.key(cite.symbol))
        ]
        if fits:
            document, worded = next(((d, w) for d, w in fits if d.date and date), fits[-1])
            if not worded and cite.worded:
                document.kind = cite.kind
                known[known.index((document, worded))] = (document, True)
        else:
            document = Document("", cite.kind, cite.symbol, cite.number)
            notebook.add(document)
            known.append((document, cite.worded))
        dates.give(document, when)
        document.title = document.title or cite.name
        cite.id = document.id
        if document not in by_number.setdefault((document.kind, cite.number), []):
            by_number[document.kind, cite.number].append(document)
    first: dict[str, int] = {}
    for at, cite in enumerate(cites):
        first.setdefault(cite.id, at)
    for at, (cite, when) in enumerate(zip(cites, days, strict=True)):
        if cite.symbol:
            continue
        own = by_number.setdefault((cite.kind, cite.number), [])
        agreeing = [d for d in own if _agree(d, when.iso if when else cite.year)]
        earlier = [d for d in agreeing if first.get(d.id, at) < at]
        if agreeing:
            document = earlier[-1] if earlier else agreeing[0]
        else:
            document = Document("", cite.kind, None, cite.number)
            notebook.add(document)
            own.append(document)
        dates.give(document, when)
        cite.id = document.id
        first.setdefault(document.id, at)
