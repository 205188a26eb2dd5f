"""The conference or session that a text reports on: ``Ban Tổ chức Trung ương tổ chức Hội nghị trực tuyến đánh giá ...``.

Owns its name, its day and its later short mentions (``hội nghị``); refuses conferences named in passing.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from vanmach.loaders import dates
from vanmach.loaders.interchange import Event
from vanmach.loaders.notebook import Hit, Notebook, Taken
from vanmach.loaders.scan import Finder, Rare

HEAD = r"(?:[Hh]ội nghị|[Pp]hiên họp|[Cc]uộc họp|[Hh]ội thảo|[Tt]ọa đàm|[Ll]ễ công bố|[Bb]uổi làm việc|[Bb]uổi kiểm tra|[Kk]ỳ họp)"
ORGANISED = Finder(rf"(?<!\w)(?:tổ chức|khai mạc|diễn ra|mở|triệu tập)\s+(?:thành công\s+)?(?P<name>{HEAD}(?![\wÀ-ỹ]))")
HELD = Rare(r"(?:tổ chức)\s+(?=(?:quán triệt|sơ kết|tổng kết|triển khai|công bố)(?![\wÀ-ỹ]))")
TITLE = Finder(r"(?<!\w)(?:^|(?<=\) )|(?<=\n))(?P<name>(?:Hội nghị|Phiên họp|Hội thảo|Lễ công bố)(?![\wÀ-ỹ]))")
DAY = (
    r"(?:vào\s)?(?:(?:sáng|chiều|tối)\s)?(?:ngày\s)?\d{1,2}(?:\s?(?:-|đến|và)\s?(?:ngày\s)?\d{1,2})?\s?[/.-]\s?\d{1,2}"
    r"(?:\s?[/.-]\s?\d{4})?(?![\w/])"
)
DATED = Finder(rf"(?<![\wÀ-ỹ])(?P<name>{HEAD}\s{DAY})")
OF = r"(?:Bộ Chính trị|Ban Bí thư|Ban Thường vụ|Ban Chấp hành|Thường trực|Ban Chỉ đạo|Tiểu ban|Ủy ban|Hội đồng|Chính phủ|Quốc hội)"
NATIONAL = Finder(r"(?<!\w)(?P<name>Hội nghị toàn quốc)(?= (?:trực tuyến )?(?:quán triệt|triển khai|học tập|tổng kết|sơ kết)\s)")
MEETING = Finder(
    rf"(?<!\w)(?:chủ trì|tổ chức|tham dự|dự)\s(?P<name>(?:cuộc |phiên )?họp\s{OF}[^,.;:()\n]{{0,40}}?)(?=[,.;:()\n]|\s(?:để|về|nhằm|"
    rf"cho|với|tại|xem)\s|$)"
)
SITTING_DAY = re.compile(rf"\s{DAY}")
ANY = Finder(rf"(?<![\wÀ-ỹ]){HEAD}(?![\wÀ-ỹ])")
STOP = re.compile(
    r"[.;:\n“”\"!?…]|\s\((?!\d{4}|khóa)|\s(?:tại(?= (?:\d|điểm|Hà Nội|trụ sở|hội trường))|có|dưới sự|với sự|"
    r"do(?= (?:(?:các )?đồng chí|ông|bà|[A-ZĐỦỨƯ]))|đã|nhằm|"
    r"để|được|diễn ra|vào)(?![\wÀ-ỹ])"
)
CENTRAL = re.compile(r"[Hh]ội nghị (?:Ban Chấp hành )?Trung ương(?! (?:về|Đoàn|Hội))")
GENERIC = re.compile(r"(?<![\wÀ-ỹ])(?:các|những|hai|ba|\d+|nhiều|một số)\s+$")


def _name_end(plain: str, start: int) -> int:
    stop = STOP.search(plain, start, start + 420)
    end = stop.start() if stop else min(len(plain), start + 420)
    close = re.compile(r"\s*\(\d{4}\s*-\s*\d{4}\)").match(plain, end)
    return close.end() if close else start + len(plain[start:end].rstrip(" ,"))


def _first(plain: str, taken: Taken) -> list[tuple[int, int]]:
    """Where the reported conference is named with more than its head."""
    found: list[tuple[int, int]] = []
    for form in (TITLE, ORGANISED, MEETING, DATED, NATIONAL):
        if form in (DATED, NATIONAL) and found:
            break
        for match in form.finditer(plain, 0, len(plain) if form is NATIONAL else 2500):
            start = match.start("name")
            if (
                taken.overlaps(start, match.end("name"))
                or plain[match.end("name") : match.end("name") + 1] == ","
                or GENERIC.search(plain, max(0, start - 10), start)
            ):
                continue
            end = match.end("name") if form in (MEETING, DATED) else _name_end(plain, start)
            if form in (MEETING, DATED) or end - match.end("name") > 3 or form is ORGANISED:
                found.append((start, end))
    return sorted(found)


def settle(
    notebook: Notebook, named: Taken, year: Callable[[int], str | None], spans: list[tuple[int, int]], official: bool = False
) -> str | None:
    """Find the reported conference, if there is one, with all its mentions; its provisional id. An official text must name it in full."""
    plain = notebook.text.plain
    names = _first(plain, named)
    heads = [
        m
        for m in ANY.finditer(plain)
        if not named.overlaps(m.start(), m.end()) and not GENERIC.search(plain, max(0, m.start() - 10), m.start())
    ]
    if not names:
        if official:
            return None
        heads = [m for m in heads if m.group().casefold() in ("hội nghị", "buổi kiểm tra", "buổi làm việc", "phiên họp", "hội thảo")]
        if not heads or (len(heads) < 2 and not HELD.search(plain)):
            return None
        first = heads[0]
        event = Event("", _kind(first.group()), first.group()[0].upper() + first.group()[1:])
        id_ = notebook.add(event)
        held = HELD.search(plain, 0, 400)
        if held:
            stop = STOP.search(plain, held.end(), held.end() + 200)
            event.name = "Hội nghị " + plain[held.end() : stop.start() if stop else held.end() + 60].strip()
    else:
        start, end = names[0]
        kind = "plenum" if CENTRAL.match(plain, start) else _kind(plain[start : start + 10])
        event = Event("", kind, plain[start].upper() + plain[start + 1 : end])
        id_ = notebook.add(event)
        for a, b in names:
            if kind == "plenum" or _kind(plain[a : a + 10]) == kind:
                notebook.hit(id_, a, b)
                if b - a > len(event.name):
                    event.name = plain[a].upper() + plain[a + 1 : b]
    covered = Taken(names)
    for match in heads:
        if not covered.overlaps(match.start(), match.end()) and _fits(event.kind, match.group()):
            dated = SITTING_DAY.match(plain, match.end())
            notebook.hit(id_, match.start(), dated.end() if dated else match.end())
    when = next(
        (
            d
            for a, b in spans[:8]
            if any(a <= h.start < b for h in notebook.hits if h.id == id_) and (d := dates.near(plain, a, min(b, a + 60), year(a)))
        ),
        None,
    )
    event.date = when.iso if when and len(when.iso) == 10 else None
    return id_


def _kind(head: str) -> str:
    return "session" if head.casefold().startswith(("phiên", "cuộc", "kỳ", "họp")) else "conference"


def _fits(kind: str, head: str) -> bool:
    head = head.casefold()
    return (
        head.startswith(("phiên", "cuộc", "kỳ"))
        if kind == "session"
        else head in ("hội nghị", "hội thảo", "buổi làm việc", "buổi kiểm tra", "lễ công bố", "tọa đàm")
    )


def inside(hits: list[Hit], start: int, end: int) -> bool:
    """Whether a span lies in one of the hits."""
    return any(h.start <= start and end <= h.end for h in hits)
