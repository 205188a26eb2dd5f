"""Bodies inside bodies: ``Vụ Địa phương thuộc Ban Tổ chức Trung ương``, ``Vụ A, Ban B`` behind a post, units listed under a body.

Owns what the text states; what a name alone tells (``Ban Thường vụ Tỉnh ủy``) is left to the name.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from vanmach.loaders.interchange import Body
from vanmach.loaders.notebook import Hit, Notebook

STATED = re.compile(r"\s(?:thuộc|trực thuộc|của)\s(?:cơ quan\s)?")
BRACKET = re.compile(r"\s*\((?:thuộc\s)?")
APPOSED = re.compile(r",\s|\s-\s")
UNIT = re.compile(r"(?:Vụ|Cục|Phòng|Chi cục|Viện|Trung tâm|Khoa|Văn phòng|Tạp chí|Báo|Cơ quan Cảnh sát|Cơ quan An ninh)(?![\wÀ-ỹ])")
OWNER = re.compile(
    r"(?:Ban|Bộ|Ủy ban|Sở|Tỉnh ủy|Thành ủy|Văn phòng (?:Trung ương|Chính phủ|Quốc hội)|Học viện|Tổng cục|Công an|Thanh tra)(?![\wÀ-ỹ])"
)
SUPREME = ("Bộ Chính trị", "Ban Bí thư", "Ban Chấp hành", "Ban Thường vụ")
LISTING = re.compile(r"(?:gồm|như sau|trực thuộc|bao gồm)[^\n]{0,60}:$")
ITEM = re.compile(r"(?:\(?\d{1,2}[.)/]|[-+•])\s*")
OFFICE = re.compile(r"Văn phòng(?=\s*[.;,]?$)")
SMALL = re.compile(r"(?:Vụ|Cục|Chi cục|Phòng|Viện|Trung tâm|Khoa)\s[a-zà-ỹđ][^.;:,()\n]{3,60}(?=\s*[.;,]?$)")  # "Vụ kinh tế tổng hợp"


def _state(notebook: Notebook, part: str, whole: str, start: int, end: int, rule: str) -> None:
    notebook.relate("part_of", part, whole, start, end, rule)
    body = notebook.body(part)
    body.part_of = body.part_of or whole


def relate(notebook: Notebook, spans: list[tuple[int, int]]) -> None:
    """Note every stated ``part_of`` of a text; ``spans`` are its sentences."""
    hits = list(notebook.of("B"))
    _neighbours(notebook, hits)
    _lists(notebook, hits, spans)


def _neighbours(notebook: Notebook, hits: list[Hit]) -> None:
    plain = notebook.text.plain
    for at in range(len(hits) - 1):
        part, whole = hits[at], hits[at + 1]
        if part.id == whole.id or whole.start - part.end > 24 or whole.start <= part.end:
            continue
        gap = plain[part.end : whole.start]
        one, two = notebook.body(part.id).name, notebook.body(whole.id).name
        bracket = BRACKET.fullmatch(gap) and plain.startswith(")", whole.end)
        if bracket and OWNER.match(one) and UNIT.match(two):  # "Bộ X (Cục Y)": whom in it one means
            _state(notebook, whole.id, part.id, part.start, whole.end, "part-of-stated")
        elif bracket or STATED.fullmatch(gap):
            _state(notebook, part.id, whole.id, part.start, whole.end, "part-of-stated")
        elif APPOSED.fullmatch(gap) and part.role == "post" and UNIT.match(one) and OWNER.match(two) and not two.startswith(SUPREME):
            # "Phó Vụ trưởng Vụ A, Ban B": a post in B itself would name the post again
            _state(notebook, part.id, whole.id, part.start, whole.end, "part-of-apposed")


def _lists(notebook: Notebook, hits: list[Hit], spans: list[tuple[int, int]]) -> None:
    """``Tổ chức bộ máy của X gồm:`` and lines that begin with a unit each."""
    plain = notebook.text.plain
    starts = [h.start for h in hits]
    whole: Hit | None = None
    head = 0
    for start, end in spans:
        item = ITEM.match(plain, start, end)
        first = item.end() if item else start
        if plain[end - 1] == ":" and LISTING.search(plain, start, end):
            position = bisect_left(starts, end) - 1
            whole = hits[position] if position >= 0 and hits[position].start >= start else None
            head = start
        elif whole and item:
            position = bisect_left(starts, first)
            if position < len(hits) and hits[position].start == first and hits[position].id != whole.id:
                if UNIT.match(plain, first):
                    _state(notebook, hits[position].id, whole.id, head, hits[position].end, "part-of-listed")
            elif office := OFFICE.match(plain, first, end):
                id_ = notebook.add(Body("", f"Văn phòng {notebook.body(whole.id).name}"))
                notebook.hit(id_, first, office.end())
                _state(notebook, id_, whole.id, head, office.end(), "part-of-listed")
            elif small := SMALL.match(plain, first, end):
                id_ = notebook.add(Body("", small.group().rstrip()))
                notebook.hit(id_, first, first + len(small.group().rstrip()))
                _state(notebook, id_, whole.id, head, small.end(), "part-of-listed")
            else:
                whole = None
        else:
            whole = None
