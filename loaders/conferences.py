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
TITLE = Finder(
    r"(?<!\w)(?:^|(?<=\) )|(?<=\n))(?P<name>(?:Hội nghị|Phiên họp|Hội thảo|Lễ công bố)(?![\wÀ-ỹ])"
    r"(?!\s(?:cũng|đã|sẽ|vừa|còn|bầu|nghe|thống nhất|thông qua|thảo luận|tiến hành|xem xét|được|do|là|có|diễn ra)(?![\wÀ-ỹ])))"
)
DAY = (
    r"(?:vào\s)?(?:(?:sáng|chiều|tối)\s)?(?:ngày\s)?\d{1,2}(?:\s?(?:-|đến|và)\s?(?:ngày\s)?\d{1,2})?\s?[/.-]\s?\d{1,2}"
    r"(?:\s?[/.-]\s?\d{4})?(?![\w/])"
)
DATED = Finder(rf"(?<![\wÀ-ỹ])(?P<name>{HEAD}\s{DAY})")
OF = r"(?:Bộ Chính trị|Ban Bí thư|Ban Thường vụ|Ban Chấp hành|Thường trực|Ban Chỉ đạo|Tiểu ban|Ủy ban|Hội đồng|Chính phủ|Quốc hội)"
MEETING = Finder(
    rf"(?<!\w)(?:chủ trì|tổ chức|tham dự|dự)\s(?P<name>(?:cuộc |phiên )?họp\s{OF}[^,.;:()\n]{{0,40}}?(?:(?:,|\svà)\s{OF})*)"
    rf"(?=[,.;:()\n]|\s(?:để|về|nhằm|"
    rf"cho|với|tại|xem)\s|$)"
)
# What follows the head of a conference where it is named, and not only pointed at: "hội nghị công bố quyết định ..."
ORDINAL = r"(?:lần\s)?thứ\s(?P<n>\d{1,2}|[IVX]+|nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)(?![\wÀ-ỹ])"
NAMING = (
    r"(?:(?:công bố|trao|cán bộ|toàn quốc|trực tuyến|triển khai|tổng kết|sơ kết|quán triệt|học tập|giao ban|chuyên đề|tập huấn|"
    rf"Ban Chấp hành|Ban Thường vụ|Ban Chỉ đạo|Quân ủy|Tỉnh ủy|Thành ủy)(?![\wÀ-ỹ])|{ORDINAL})"
)
ATTENDED = Finder(rf"(?<![\wÀ-ỹ])(?:[Tt]ại|[Dd]ự|chủ trì|khai mạc|bế mạc|kết luận|chỉ đạo)\s(?P<name>{HEAD}(?=\s{NAMING}))")
ON_DAY = Finder(
    rf"(?<!\w)(?:[Nn]gày|[Ss]áng|[Cc]hiều|[Tt]ối)\s(?:ngày\s)?\d{{1,2}}\s?[/.-]\s?\d{{1,2}}(?:\s?[/.-]\s?\d{{4}})?,?\s(?:tại\s)?"
    rf"(?P<name>{HEAD}(?=\s{NAMING}))"
)
NUMBERED = re.compile(ORDINAL)
NAMED = re.compile(rf"\s{NAMING}")
# Behind "tại Hội nghị ..." the main clause begins with a name or a person; a numbered sitting has no subject.
CLAUSE = re.compile(
    r",\s(?=[A-ZĐÂĂÊÔƠƯỦỨỬ]|(?:các )?(?:đồng chí|ông|bà|đại biểu)\s)|\s(?:diễn ra|ngày|sáng|chiều)\s\d|\scho ý kiến"
    r"|\s(?:các )?đại biểu\s|\ssẽ\s"
)
SITTING_DAY = re.compile(rf"\s{DAY}")
ANY = Finder(rf"(?<![\wÀ-ỹ]){HEAD}(?![\wÀ-ỹ])")
STOP = re.compile(
    r"[.;:\n“”\"!?…]|\s\((?!\d{4}|khóa)|\s(?:tại(?= (?:\d|điểm|Hà Nội|trụ sở|hội trường))|có|dưới sự|với sự|"
    r"do(?= (?:(?:các )?đồng chí|ông|bà|[A-ZĐỦỨƯ]))|đã|nhằm|"
    r"để|được|diễn ra|vào)(?![\wÀ-ỹ])"
)
AGAIN = Finder(
    r"(?<!\w)(?<!các )(?<!những )(?<!mỗi )(?<!giữa hai )[Kk]ỳ họp(?=\s*[,.;]|\s(?:này|đã|cũng|có|là|diễn ra|kết thúc)(?![\wÀ-ỹ]))"
)
CENTRAL = re.compile(r"[Hh]ội nghị (?:Ban Chấp hành )?Trung ương(?! (?:về|Đoàn|Hội))")
GENERIC = re.compile(r"(?<![\wÀ-ỹ])(?:các|những|hai|ba|\d+|nhiều|một số)\s+$")


def _name_end(plain: str, start: int, in_clause: bool = False) -> int:
    stop = STOP.search(plain, start, start + 420)
    end = stop.start() if stop else min(len(plain), start + 420)
    if in_clause and (clause := CLAUSE.search(plain, start, end)):
        end = clause.start()
    close = re.compile(r"\s*\(\d{4}\s*-\s*\d{4}\)").match(plain, end)
    return close.end() if close else start + len(plain[start:end].rstrip(" ,"))


def _first(plain: str, taken: Taken) -> list[tuple[int, int]]:
    """Where the reported conference is named with more than its head."""
    found: list[tuple[int, int]] = []
    for form in (TITLE, ORGANISED, MEETING, DATED, ATTENDED, ON_DAY):
        if form in (DATED, ATTENDED, ON_DAY) and found:
            break
        for match in form.finditer(plain, 0, len(plain) if form is ON_DAY else 2500):
            start = match.start("name")
            if (
                taken.overlaps(start, match.end("name"))
                or (form is not DATED and plain[match.end("name") : match.end("name") + 1] == ",")
                or GENERIC.search(plain, max(0, start - 10), start)
            ):
                continue
            end = match.end("name") if form in (MEETING, DATED) else _name_end(plain, start, form in (ATTENDED, ON_DAY))
            if form in (MEETING, DATED) or end - match.end("name") > 3 or form is ORGANISED:
                found.append((start, end))
    return sorted(found)


def sitting(notebook: Notebook, named: Taken) -> None:
    """``Tại kỳ họp này``: the one numbered session of the text, named before."""
    sessions = [e.id for e in notebook.events() if e.kind == "session"]
    if len(sessions) != 1:
        return
    first = min(h.start for h in notebook.hits if h.id == sessions[0])
    for match in AGAIN.finditer(notebook.text.plain, first):
        if not named.overlaps(match.start(), match.end()):
            notebook.hit(sessions[0], match.start(), match.end())


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
            if kind == "plenum" or (_kind(plain[a : a + 10]) == kind and not _other(event.name, plain[a:b])):
                notebook.hit(id_, a, b)
                if b - a > len(event.name):
                    event.name = plain[a].upper() + plain[a + 1 : b]
    covered = Taken(names)
    for match in heads:
        if covered.overlaps(match.start(), match.end()) or not _fits(event.kind, match.group()):
            continue
        dated, again = SITTING_DAY.match(plain, match.end()), NAMED.match(plain, match.end())
        end = _name_end(plain, match.start(), True) if again else 0
        if again and _alike(event.name, plain[match.start() : end]):
            notebook.hit(id_, match.start(), end)
        elif not (again and again["n"]):
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


def _other(name: str, said: str) -> bool:
    """Whether two names tell different numbers: the fifth sitting is not the sixth."""
    first, second = NUMBERED.search(name), NUMBERED.search(said)
    return bool(first and second and first["n"] != second["n"])


def _alike(name: str, said: str) -> bool:
    """Whether a conference is named so again: all the words of the shorter name but a fifth stand in the longer one."""
    if _other(name, said):
        return False
    one, two = (set(re.findall(r"[\wÀ-ỹ]+", n.casefold())) for n in (name, said))
    return len(one & two) >= 0.8 * min(len(one), len(two)) and min(len(one), len(two)) > 2


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
