"""What stands behind a citation: its date, the body that issued it, the term, the subject.

``Kế hoạch số 9-KH/TU, ngày 2-3-2027 của Ban Thường vụ Tỉnh ủy về tiết kiệm điện``. Owns the reach of a citation to the right.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from vanmach.loaders import dates, lexicon, terms
from vanmach.loaders.citations import Cite
from vanmach.loaders.interchange import Event
from vanmach.loaders.notebook import Hit, Notebook

POST = (
    r"(?:Bộ trưởng|Chủ tịch|Giám đốc|Tổng Giám đốc|Thống đốc|Chánh án|Viện trưởng|Chủ nhiệm|Bộ Trưởng|Trưởng|Phó Trưởng|Trưởng ban|"
    r"Trưởng Ban|Tổng Thanh tra|Chánh Văn phòng|Cục trưởng|Tổng Cục trưởng|Tổng cục trưởng|Tổ trưởng)"
)
OF = re.compile(
    r"\s*,?\s*\)?\s*(?:do\s+(?=\S)|(?:được\s+)?(?:do|bởi)\s+|(?:của|CỦA)\s+(?:các\s+)?)"
    rf"(?:(?:{POST},\s(?={POST}))?{POST}\s+(?=[UỦBHĐTVNSCKLbt]))?"
)
INNER_OF = re.compile(r"\scủa\s(?=[^()]*\()")  # "Tờ trình của Ban Tổ chức Trung ương (số 9-TTr/BTCTW)"
BESIDE = re.compile(
    r"\s(?=Bộ Chính trị|Ban Bí thư|Ban Chấp hành Trung ương)"
)  # headlines leave "của" out: "Nghị quyết 68-NQ/TW Bộ Chính trị"
ALSO = re.compile(r"\s*(?:,|và|-)\s+")
ABOUT = re.compile(r"\s*,?\s*[“\"]?\s*(?:[Vv]ề việc|[Vv]ề|VỀ VIỆC|VỀ)\s+(?=\S)|\s*,?\s*(?=[“\"])")
QUOTED = re.compile(r"\s*,?\s*(?:(?:[Vv]ề(?: việc)?)\s*:?\s*)?[“\"]")
STOP = re.compile(
    r"[;\n]|\.(?:\s|$)|[?!…]|\)\s*(?:,|;|\.|$)|\s\((?!\d{4})|”|\""
    r"|,\s+(?=(?:trong đó|vừa|ông|bà|đồng chí|nhất là|đồng thời|theo đó|thì|nhằm|để|được|đã|sẽ|cần|căn cứ|theo|có|là|Bộ|Ban|Tỉnh|"
    r"cùng|bảo đảm|đảm bảo|góp phần|từng bước|qua đó|từ đó|làm cho|trừ|Tổng Bí thư|Chủ tịch|Thủ tướng|Trung ương|Ủy ban|các cấp ủy|"
    r"Thành|Đảng|UBND|HĐND|Chỉ thị|Quy định|Quyết định|Nghị quyết|Kết luận|Hướng dẫn|Kế hoạch|Luật|Thông|"
    r"Quy chế|Chiến lược|Đề án)\b)"
    r"|(?<![,à])\s(?=thay thế (?:cho )?(?:Nghị quyết|Kết luận|Chỉ thị|Quy định|Quyết định|Quy chế|Hướng dẫn|Kế hoạch) (?:số )?\d)"
    r"|,\s+nguyên\s|\s-\s(?:nguyên|[Uu]ỷ viên|[Ủủ]y viên|[Bb]í thư|[Pp]hó|[Tt]rưởng|[Cc]hủ tịch)\s"
    r"|\s(?:đã|sẽ|được ban hành|có hiệu lực|nêu rõ|quy định rõ|yêu cầu|xác định|cho phép|thì|như sau|có đoạn|đánh giá về|"
    r"chi tiết ra sao|ra sao|như thế nào|thế nào|là gì)\b|\s+và\s+(?=(?:gửi|trình|"
    r"báo cáo|tặng|trao|công bố|được giao)\s)|,?\s+và\s+(?=(?:các |những |một số )?(?:Chỉ thị|Nghị định|Thông tư|Công văn|Công điện|"
    r"Đề án|Quy chế|Thông báo|"
    r"Quy định|Quyết định|Nghị quyết|Kết luận|Hướng dẫn|Kế hoạch|Luật|Báo cáo|Điều lệ|quy định (?:về|của)|nghị quyết của|văn bản)\b)"
    r"|,\s(?=việc (?:tiếp tục )?(?:triển khai )?thực hiện\s)|\s(?=gắn với (?:việc |bước đầu )?(?:tiếp tục )?(?:triển khai )?thực hiện "
    r"(?:Nghị quyết|Chỉ thị|Kết luận|Quy định|Kế hoạch)\s)"
    r"|\s(?=(?:tổ chức|diễn ra|khai mạc)\s(?:vào\s)?(?:sáng|chiều|tối|ngày|tại)\s)"
)
OWN_CLAUSE = re.compile(
    r"\s+(?:đã|sẽ|đang|cần|phải|gồm|tiếp tục|tổ chức|ban hành|hướng dẫn|quyết định|yêu cầu|đề nghị|thống nhất|chủ trì|xây dựng|có|"
    r"nêu|nhấn|chỉ đạo|phối hợp|triển khai|hoan nghênh|ghi nhận|biểu dương|nhận thấy|cho rằng|xem xét|kết luận|thảo luận)(?![\wÀ-ỹ])"
)
TOGETHER = ("Ban Bí thư", "Bộ Chính trị", "BAN BÍ THƯ", "Quốc hội", "Chính phủ")  # bodies that issue with another, after a comma
# What a document does may follow its issuer without "về": "của Bộ Nội vụ quy định ...", "của Tỉnh ủy thực hiện ...".
DOES = re.compile(
    r"\s*,?\s*(?:quyết định\s(?=(?:bổ nhiệm|điều động|phân công|chỉ định|chuẩn y|cho thôi)\s))?"
    r"(?=(?:ban hành|quy định|phê duyệt|thực hiện|triển khai|tiếp tục thực hiện|sửa đổi|hướng dẫn|công bố|bãi bỏ|đề nghị|"
    r"thành lập|kiện toàn|phân công|bổ nhiệm|điều chỉnh|điều động|chỉ định|chuẩn y|cho thôi|giao)\s+(?!rõ|như sau|tại|trong|trên))"
)
ISSUED_ON = re.compile(
    r"(?:^|[\s(])[Nn]gày\s+(?P<day>\d{1,2}\s*[-/.]\s*\d{1,2}(?:\s*[-/.]\s*(?P<year>\d{4}))?(?!\d)|"
    r"\d{1,2}\s+tháng\s+\d{1,2}(?P<y>\s+năm\s+\d{4})?)"
    r",?\s+[^.;:\n\d]{4,110}?\s(?:có|ban hành|ký ban hành|ký|ra|đã có|đã ban hành)\s+(?:văn bản\s+)?$"
)
PERSONNEL = re.compile(
    r"\s*(?=(?:phê duyệt|thành lập|kiện toàn|phân công|bổ nhiệm|điều động|chỉ định|chuẩn y|cho thôi|công bố|giao)\s)"
)  # what a decision does needs no issuer before it: "trao Quyết định số ... phân công ..."
SCOPE = re.compile(
    r"(?P<scope>(?:(?:điểm|khoản|Điều|điều|Mục|mục|Chương|chương)\s+(?:\d{1,3}[a-zđ]?|[a-zđ]|[IVX]{1,5})(?:\s*(?:,|và)\s*\d{1,3})*"
    r"\s*,?\s*(?:và\s+)?)+)(?:của\s+)?$"
)
# What is spoken of as ended, or as something to look back on: "tổng kết 5 năm thực hiện Nghị quyết số ..."
PAST = re.compile(r"(?:[Ss]ơ kết|[Tt]ổng kết|[Tt]hay thế|[Tt]hay cho|[Bb]ãi bỏ|[Hh]ết hiệu lực)(?![\wÀ-ỹ])[^.;\n]*$")
# "Theo Quy định số ... về công tác kiểm tra, kỷ luật đảng không thay thế ...": a citation in front leaves the sentence to others.
FRONTED = re.compile(
    r"(?:^|[.;:\n,(]\s*)(?:[Tt]heo|[Tt]ại|[Cc]ăn cứ|[Tt]hực hiện|[Tt]rên cơ sở|[Tt]rong|[Vv]ới|[Ss]au|[Qq]ua|[Xx]ét theo)\s+$"
)
MAIN_CLAUSE = re.compile(
    r",\s+(?=(?![^,]{0,30}(?:cán bộ|đảng viên|công chức|viên chức|tổ chức|cá nhân|trường hợp)\s(?:không|đã|là|chưa)\s)[^,]{2,60}?\s"
    r"(?:không|đã|sẽ|phải|cũng|đang|vẫn|nhận xét|thống nhất|quyết định|chịu trách nhiệm|có trách nhiệm)\s)"
)
EVENT_LINK = re.compile(r"(?:\s*,?\s*(?:được\s+)?(?:(?:thông qua\s+)?tại\s+|của\s+)?)")
JOINT = re.compile(r"\s*(?:,|và|;|,\s*và)\s*(?:các\s+)?$")


def closing(plain: str, opening: int, limit: int = 900) -> int:
    """Offset of the quotation mark that closes the one at ``opening``; nested marks count; -1 where there is none."""
    mark = plain[opening]
    depth = 0
    for at in range(opening, min(len(plain), opening + limit)):
        char = plain[at]
        if char == "\n":
            return -1
        if mark == "“":
            depth += (char == "“") - (char == "”")
            if depth == 0:
                return at
        elif char == mark and at > opening:
            return at
    return -1


def subject(plain: str, at: int, fronted: bool = False) -> tuple[str, int] | None:
    """The subject that follows at ``at``, without ``về`` and quotation marks, with its end.

    Behind a ``fronted`` citation it ends where the main clause begins.
    """
    if match := QUOTED.match(plain, at):
        end = closing(plain, match.end() - 1)
        if end > 0:
            inner = re.sub(r"^(?:Về việc|Về|về việc|về)\s+", "", plain[match.end() : end])
            return inner.strip(), end + 1
    match = ABOUT.match(plain, at)
    if not match or plain[match.end() - 1] in '“"' or not plain[match.start() : match.end()].strip(" ,"):
        return None
    stop = STOP.search(plain, match.end(), match.end() + 400)
    end = stop.start() if stop else min(len(plain), match.end() + 400)
    if fronted and (clause := MAIN_CLAUSE.search(plain, match.end(), min(len(plain), end + 20))) and clause.start() < end:
        end = clause.start()
    title = plain[match.end() : end].strip(' ,“"')
    return (title, end) if title else None


def deed(plain: str, at: int) -> str | None:
    """The subject that follows at ``at`` without ``về``: ``ban hành Quy chế làm việc``, ``thực hiện Nghị quyết ...``."""
    match = DOES.match(plain, at)
    if not match:
        return None
    stop = STOP.search(plain, match.end(), match.end() + 400)
    title = plain[match.end() : stop.start() if stop else min(len(plain), match.end() + 400)].strip(' ,“"')
    return re.sub(r"^quy định (?:về )?", "", title) or None


def told_before(plain: str, at: int, year: str | None) -> dates.When | None:
    """``Ngày 18/9/2027, Viện X có Công văn số ...``: the day on which it was issued stands before the verb."""
    match = ISSUED_ON.search(plain, max(0, at - 150), at)
    when = dates.near(plain, match.start("day"), match.end("day"), year) if match else None
    return dates.When(when.iso, when.start, when.end, not (match["year"] or match["y"])) if when and match else None


def _introduced(notebook: Notebook, cite: Cite, before: int, bodies: dict[int, Hit]) -> None:
    """``Báo cáo của Ban X về việc Y (Báo cáo số 9-BC/BX)``: the words before the bracket name the same document."""
    plain = notebook.text.plain
    if plain[max(0, cite.start - 1) : cite.start] != "(":
        return
    left = max(cite.start - 360, *(plain.rfind(mark, 0, cite.start - 1) for mark in ("\n", ";", ". ")), 0)
    words = lexicon.any_case(w for w, kind in lexicon.kind_of_word().items() if kind == cite.kind)
    found = list(re.finditer(rf"(?<![\wÀ-ỹ])(?:{words})(?=\s+của\s)", plain[left : cite.start]))
    if not found:
        return
    start, end = left + found[-1].start(), left + found[-1].end()
    issued, last = issuers(plain, end, bodies)
    if not issued or before >= start:  # another citation stands between
        return
    about = subject(plain, last)
    if not (about and about[1] >= cite.start - 3) and plain[last : cite.start - 1].strip():
        return
    if about:
        notebook.document(cite.id).title = notebook.document(cite.id).title or about[0]
    issued[0].role = issued[0].role or "issuer"
    _issued(notebook, cite, notebook.hit(cite.id, start, end), issued, last, "issues-bracket")


def issuers(plain: str, at: int, bodies: dict[int, Hit]) -> tuple[list[Hit], int]:
    """Bodies named by ``của`` at ``at``: ``của Bộ Chính trị, Ban Bí thư`` are two."""
    match = OF.match(plain, at) or BESIDE.match(plain, at)
    if not match or match.end() not in bodies or (match.re is BESIDE and OWN_CLAUSE.match(plain, bodies[match.end()].end)):
        return [], at
    verb = re.match(r"\s*,?\s*(?:được\s+)?(?:do|bởi)\s", plain[at : match.end()])
    found = [bodies[match.end()]]
    end = found[0].end
    while True:
        term = terms.after(plain, end)
        also = ALSO.match(plain, term[1] if term else end)
        if not also or also.end() not in bodies:
            break
        following = bodies[also.end()]
        # A body that begins its own clause is no second issuer: "... của Bộ Chính trị, Ban Tổ chức ... hướng dẫn"
        named = plain[following.start : following.end]
        if OWN_CLAUSE.match(plain, following.end) or ("và" not in also.group() and not named.startswith(TOGETHER)):
            break
        found.append(following)
        end = following.end
    if verb and not re.match(r"[^.;,\n]{0,25}\b(?:ban hành|ký|thông qua)", plain[end : end + 60]):
        return [], at
    return found, end


def nicknamed(notebook: Notebook, hits: list[Hit]) -> None:
    """``Nghị quyết Trung ương 4 khóa XII về xây dựng Đảng``: the subject behind the event that names a resolution."""
    plain = notebook.text.plain
    ends = {h.end for h in hits}
    for hit in hits:
        document = notebook.document(hit.id)
        alone = sum(other.end == hit.end for other in hits) == 1 and hit.end in ends
        event = notebook.entities[str(document.nickname_of)]
        plenum = isinstance(event, Event) and event.kind == "plenum"  # the resolution of a congress has no subject of its own
        if document.title is None and plenum and alone and (found := subject(plain, hit.end)):
            document.title = found[0]


def attach(notebook: Notebook, cites: list[Cite], hits: list[Hit], year: Callable[[int], str | None]) -> None:
    """Read issuer, term and subject behind every citation, and lengthen its hit over them."""
    plain = notebook.text.plain
    bodies: dict[int, Hit] = {}
    for h in sorted((h for h in notebook.hits if h.sort == "B"), key=lambda h: h.end - h.start):
        bodies[h.start] = h
    events = {h.start: h for h in notebook.hits if h.sort == "E"}
    plenums = {e.id for e in notebook.events() if e.kind == "plenum"}
    pending: list[int] = []
    for at, (cite, hit) in enumerate(zip(cites, hits, strict=True)):
        document = notebook.document(cite.id)
        end = cite.end
        hit.past = PAST.search(plain, max(0, cite.start - 120), cite.start) is not None
        if scope := SCOPE.search(plain, max(0, cite.start - 90), cite.start):
            hit.scope = scope["scope"].strip(" ,")
        if when := dates.after(plain, end, year(end)):
            end = when.end
        found, end = issuers(plain, end, bodies)
        if not found and (inner := INNER_OF.search(plain, cite.start, cite.end)) and inner.end() in bodies:
            found = [bodies[inner.end()]]
        if found:
            hit.issuers = found
            found[0].role = found[0].role or "issuer"
            if term := terms.after(plain, end):
                end = term[1]
                term = term if notebook.body(found[-1].id).name.startswith(terms.OF_THE_PARTY) else None  # assemblies count their own
            for number in [at, *(n for n in pending if _alike(cites[n], cite) and not notebook.document(cites[n].id).issuer)]:
                same = notebook.document(cites[number].id)
                same.term = same.term or (term[0] if term else None)
                _issued(notebook, cites[number], hits[number], found, end)
        elif (term := terms.after(plain, end)) and "/QH" not in (document.symbol or ""):
            document.term, end = document.term or term[0], term[1]
        link = EVENT_LINK.match(plain, end)
        if link and (event := events.get(link.end())) and (link.group().strip(" ,") or notebook.entities[event.id].id in plenums):
            end = _adopted(notebook, cite, hit, event, bodies)
        reach_bare = hit.core = end
        if about := subject(plain, end, bool(FRONTED.search(plain, max(0, cite.start - 20), cite.start))):
            document.title = document.title or about[0]
            end = about[1]
            if not found:
                late, last = issuers(plain, end, bodies)
                if late:
                    end = last
                    hit.core = max(hit.core, hit.end)
                    _issued(notebook, cite, hit, late, last)
                    hit.issuers = late
        elif not document.title and (found or (document.kind == "decision" and PERSONNEL.match(plain, end))):
            document.title = deed(plain, end)  # no part of the reach: its verb may tie the document to another
        hit.reach = max(hit.reach, end)
        _introduced(notebook, cite, cites[at - 1].start if at else -1, bodies)
        joint = at + 1 < len(cites) and (
            (cites[at + 1].group >= 0 and cites[at + 1].group == cite.group)
            or JOINT.match(plain[reach_bare : cites[at + 1].start]) is not None
        )
        pending = [*pending, at] if joint and not found else []


def _alike(one: Cite, other: Cite) -> bool:
    """Whether one body can have issued both: their symbols bear one organ, as far as they have one."""
    return "/" not in (one.symbol or "") or "/" not in (other.symbol or "") or _organ(one) == _organ(other)


def _organ(cite: Cite) -> str:
    return (cite.symbol or "").rpartition("/")[2].upper().replace("TƯ", "TW").rpartition("-")[2]


def _issued(notebook: Notebook, cite: Cite, hit: Hit, found: list[Hit], end: int, rule: str = "issues-of") -> None:
    document = notebook.document(cite.id)
    for body in found:
        document.issuer = document.issuer or body.id
        notebook.relate(
            "issues",
            body.id,
            cite.id,
            hit.start,
            max(end, body.end),
            rule,
            props={"date": document.date} if document.date else {},
        )
        notebook.issued.add(cite.id)


def _adopted(notebook: Notebook, cite: Cite, hit: Hit, event: Hit, bodies: dict[int, Hit]) -> int:
    """The plenum or congress behind a citation adopted it and gives it its term: ``..., Hội nghị lần thứ 8 ... (khóa XIII)``."""
    found = notebook.entities[event.id]
    document = notebook.document(cite.id)
    if isinstance(found, Event) and found.kind in ("plenum", "congress"):
        document.term = document.term or found.term
        notebook.relate("adopted_at", cite.id, event.id, hit.start, event.end, "adopted-behind")
        body = next((b for at, b in bodies.items() if event.start <= at < event.end), None)
        if body and not document.issuer:
            document.issuer = body.id
            notebook.relate(
                "issues",
                body.id,
                cite.id,
                hit.start,
                event.end,
                "issues-plenum",
                props={"date": document.date} if document.date else {},
            )
    return event.end
