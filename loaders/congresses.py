"""Congresses and plenums by name: ``Đại hội XIII của Đảng``, ``Hội nghị Trung ương 4 (khóa XII)``, ``Trung ương 4, 6, 7 khóa XII``.

Owns the grammar of their names and which names of one text mean one event.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from vanmach.loaders import places, terms
from vanmach.loaders.interchange import Event
from vanmach.loaders.lexicon import UP
from vanmach.loaders.notebook import Notebook, Taken
from vanmach.loaders.scan import Finder
from vanmach.loaders.terms import LIST, NUMBER, NUMBERS

CENTRE = r"(?:Trung ương|trung ương|T\.\s?Ư|TƯ|TW|T\.W)"
TERMS = rf"(?:\s*,?\s*\(?\s*(?:các\s+)?[Kk]h(?:óa|oá|oa)\s+(?P<terms>{LIST})(?:\s*\))?)?"
NATIONAL = re.compile(
    rf"(?:Đại hội|đại hội|ĐH|ĐẠI HỘI)(?:\s+(?:đại biểu|Đại biểu|ĐẠI BIỂU))?(?:\s+(?:toàn quốc|Toàn quốc|"
    rf"TOÀN QUỐC))?(?:\s+[Đđ]ảng(?:(?=\s+khóa\s)\s+khóa)?)?(?:\s+toàn quốc)?"
    rf"(?:\s+(?:lần thứ|LẦN THỨ))?\s+(?P<n>{NUMBER})(?!\s*(?:năm|nội dung|ngày))"
    rf"(?P<of>\s+(?:(?:của|CỦA)\s+)?(?:Đảng Cộng sản Việt Nam|Đảng(?!\s*(?:bộ|ủy|đoàn|viên))|ĐẢNG(?!\s*(?:BỘ|ỦY))))?"
)
LOWER_OWNER = re.compile(
    rf"\s+(?:của\s+)?(?P<owner>(?:Đảng bộ|đảng bộ|Công đoàn|Đoàn|Hội|Liên đoàn)(?:\s+(?:Trung ương|[{UP}0-9][\wÀ-ỹ.]*|tỉnh|thành phố|huyện|"
    rf"quận|xã|phường|các cơ quan|và|-))*)"
)
LOCAL = re.compile(
    rf"(?:Đại hội|đại hội)(?:\s+(?:đại biểu|Đại biểu))?\s+(?P<owner>(?:[Đđ]ảng bộ(?! các cấp)|Công đoàn|Đoàn|Hội|Liên đoàn|"
    rf"Mặt trận)"
    rf"(?:(?![Đđ]ại hội|(?:công bố|bầu|đã|sẽ|cũng|vừa|thông qua|diễn ra|khai mạc|bế mạc)(?![\wÀ-ỹ]))[^,;.:()\n]){{0,70}}?)"
    rf"\s+(?:lần thứ\s+(?P<n>{NUMBER})|(?P<r>{terms.ROMAN})(?!\w)|"
    rf"(?=\(?nhiệm kỳ\s*\d{{4}}))"
    r"(?P<term>(?:,?\s*|(?<=\s))\(?\s*nhiệm kỳ\s*\d{4}\s*-\s*\d{4}\)?)?"
)
# One told by its province alone: "Đại hội Đảng bộ tỉnh Gia Lai", "Đại hội đại biểu Đảng bộ thành phố Cần Thơ".
OF_PLACE = re.compile(
    rf"(?:Đại hội|đại hội)(?:\s+[Đđ]ại biểu)?\s+(?P<owner>[Đđ]ảng bộ\s+(?:(?:[Tt]ỉnh|[Tt]hành phố|TP\.?)\s+)?(?:{places.NAMES}))(?![\wÀ-ỹ])"
)
NUMBERED = (
    rf"(?:lần thứ\s+(?P<n1>{NUMBER})\s*,?\s*(?:của\s+)?(?:(?:[Bb]an [Cc]hấp hành|BCH)\s*)?{CENTRE}(?:\s+Đảng)?|(?:Ban Chấp hành\s+|"
    rf"BCH\s+)?{CENTRE}(?:\s+Đảng)?\s*(?:lần thứ\s+)?(?P<n2>{NUMBERS}))"
)
PLENUM = re.compile(rf"(?:Hội nghị|hội nghị|HN)\s+{NUMBERED}{TERMS}")
CENTRAL = re.compile(rf"(?:(?:Hội nghị|hội nghị|HN)\s+)?{NUMBERED}{TERMS}")
MEMBER = re.compile(NUMBER)
SITTING = Finder(
    rf"(?<!\w)(?:(?:họp\s+(?:tại\s+)?[Kk]ỳ|[Kk]ỳ họp)\s+(?:lần\s+)?thứ\s+(?P<n>{NUMBER})|"
    rf"[Kk]ỳ họp\s+(?P<d>\d{{1,2}})(?!\s*(?:ngày|/)))(?![\wÀ-ỹ])"
    rf"(?:\s*\([^()\n\d]{{3,40}}\))?(?:\s*,?\s*[Kk]hóa\s+{NUMBER}(?![\wÀ-ỹ]))?"
)
ALONE = Finder(r"(?<!\w)(?:(?<=\n)|(?<=\. ))Đại hội(?=\s(?:tiến hành|sẽ|thông qua|bầu|thảo luận|đánh giá|kiểm điểm|quyết định)(?![\wÀ-ỹ]))")
SESSION = Finder(
    rf"(?<!\w)(?:kỳ họp|Kỳ họp|phiên họp|"
    rf"Phiên họp)\s+(?:bất thường\s+)?(?:lần\s+)?thứ\s+(?P<n>{NUMBER})\s*,?\s*(?P<house>(?:của\s+)?(?:Quốc hội|HĐND|"
    rf"Hội đồng nhân dân|Ủy ban Kiểm tra|UBKT)[^,;.:()\n]{{0,40}}?)\s*(?:khóa\s+(?P<t>{NUMBER}))?(?=[\s,;.:)]|$)"
)


@dataclass(slots=True)
class Named:
    """One event named at a place: kind, number and term as far as told; ``end`` is the end of this member of a list."""

    kind: str
    number: int
    term: str | None
    start: int
    end: int
    national: bool = True
    owner: str = ""
    listed: bool = False


ASSEMBLY = Finder(r"(?<!\w)(?:Hội nghị|hội nghị|HN|Đại hội|đại hội|ĐH|ĐẠI HỘI)\s")


def _plenums(match: re.Match[str]) -> list[Named]:
    numbers = [(m.group(), m.end()) for g in ("n1", "n2") if match[g] for m in MEMBER.finditer(match.string, match.start(g), match.end(g))]
    khoa = [(m.group(), m.end()) for m in MEMBER.finditer(match.string, match.start("terms"), match.end("terms"))] if match["terms"] else []
    start = match.start()
    if len(numbers) == 1 and len(khoa) <= 1:
        return [Named("plenum", terms.number(numbers[0][0]), terms.roman(khoa[0][0]) if khoa else None, start, match.end())]
    if len(numbers) == 1:
        return [Named("plenum", terms.number(numbers[0][0]), terms.roman(k), start, end, listed=True) for k, end in khoa]
    term = terms.roman(khoa[0][0]) if len(khoa) == 1 else None
    return [Named("plenum", terms.number(n), term, start, end, listed=True) for n, end in numbers]


def at(plain: str, offset: int, bare: bool = False) -> list[Named]:
    """Events named exactly at ``offset``; ``bare`` also takes ``Trung ương 4`` without ``Hội nghị`` (after a type word)."""
    if match := (CENTRAL if bare else PLENUM).match(plain, offset):
        return _plenums(match)
    match = LOCAL.match(plain, offset)
    if match and (match["n"] or match["r"] or re.search(rf"\s[{UP}]", match["owner"])):  # "Đảng bộ các cấp" holds no congress of its own
        return [
            Named("congress", terms.number(match["n"] or match["r"] or ""), None, offset, match.end(), national=False, owner=match["owner"])
        ]
    if match := OF_PLACE.match(plain, offset):
        return [Named("congress", 0, None, offset, match.end(), national=False, owner=match["owner"])]
    if match := NATIONAL.match(plain, offset):
        lower = None if match["of"] else LOWER_OWNER.match(plain, match.end())
        if lower and not (lower["owner"] in ("Đoàn", "Hội") or lower["owner"].startswith("Đoàn đại biểu")):
            end = lower.end()
            return [Named("congress", terms.number(match["n"]), None, offset, end, national=False, owner=lower["owner"])]
        if re.match(r"(?:Đại hội|đại hội)\s+(?:nhất|hai|ba|tư|năm|sáu|bảy)\b", match.group()) or not 1 <= terms.number(match["n"]) <= 20:
            return []
        return [Named("congress", terms.number(match["n"]), terms.roman(match["n"]), offset, match.end())]
    return []


def find(plain: str) -> list[Named]:
    """All congresses, plenums and sessions of assemblies named in a text."""
    out: list[Named] = []
    for match in ASSEMBLY.finditer(plain):
        if not out or match.start() >= out[-1].end:
            out.extend(at(plain, match.start()))
    for match in SESSION.finditer(plain):
        term = terms.roman(match["t"]) if match["t"] else None
        out.append(Named("session", terms.number(match["n"]), term, match.start(), match.end(), national=False))
    last = Taken((n.start, n.end) for n in sorted(out, key=lambda n: n.start))
    sittings = [m for m in SITTING.finditer(plain) if not last.overlaps(m.start(), m.end())]
    out.extend(Named("session", terms.number(m["n"] or m["d"]), None, m.start(), m.end(), national=False) for m in sittings)
    for match in ALONE.finditer(plain):
        before = [n for n in out if n.kind == "congress" and n.national and n.start < match.start()]
        if before:
            out.append(Named("congress", before[-1].number, before[-1].term, match.start(), match.end()))
    return sorted(out, key=lambda n: (n.start, n.end))


def _name(named: Named, surface: str) -> str:
    if named.kind == "plenum":
        return f"Hội nghị Trung ương {named.number}" + (f" khóa {named.term}" if named.term else "")
    return re.sub(r"^đại hội", "Đại hội", surface)


def settle(notebook: Notebook, named: list[Named]) -> list[str]:
    """Give every naming its event; a plenum without a term joins the one with a term if the text knows only one by its full name."""
    known: dict[tuple[str, int, str], str] = {}
    with_term: dict[int, list[str]] = {}
    for n in named:
        if n.kind == "plenum" and n.term and n.term not in with_term.setdefault(n.number, []):
            with_term[n.number].insert(0 if not n.listed and notebook.text.plain[n.start] in "Hh" else len(with_term[n.number]), n.term)
    numbered = {n.owner.casefold(): n.number for n in reversed(named) if n.kind == "congress" and not n.national and n.number}
    ids: list[str] = []
    for n in named:
        n.number = n.number or (numbered.get(n.owner.casefold(), 0) if n.kind == "congress" else 0)
        surface = notebook.text.plain[n.start : n.end]
        if n.kind == "plenum" and not n.term and with_term.get(n.number):
            n.term = with_term[n.number][0]
        key = (
            n.kind,
            n.number,
            ""
            if n.kind == "congress" and n.national
            else (n.term or "")
            if n.kind == "plenum"
            else n.owner.removeprefix("của ").casefold(),
        )
        if key not in known:
            known[key] = notebook.add(
                Event("", n.kind, _name(n, surface), term=n.term if n.kind == "plenum" or n.national else None, number=n.number)
            )
        event = notebook.entities[known[key]]
        assert isinstance(event, Event)
        if n.kind == "plenum" or len(surface) > len(event.name):
            event.name = _name(n, surface)
        ids.append(event.id)
    return ids
