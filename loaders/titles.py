"""Documents that have a name but no number: ``đề án "Về ..."``, ``Báo cáo tổng kết việc thực hiện Chỉ thị ...``, ``chỉ thị mới về ...``.

Owns where such a name ends and whether the text speaks of a draft; generic words (``các văn bản``) are no documents.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from vanmach.loaders import lexicon
from vanmach.loaders.details import closing
from vanmach.loaders.interchange import Document
from vanmach.loaders.notebook import Hit, Notebook, Taken

WORDS = lexicon.any_case(lexicon.kind_of_word())
QUOTED = re.compile(rf"(?<!\w)(?P<word>{WORDS})(?:\s+(?:về(?: việc)?))?\s*:?\s*(?=[“\"])")
NAMED = re.compile(
    r"(?<!\w)(?P<word>Báo cáo|Đề án|Kế hoạch|Đề cương|Thông báo|Chiến lược|Quy chế|Chương trình hành động|đề án|Quy định|Luật|"
    r"Bộ luật)\s+(?=(?P<rest>[\wÀ-ỹ][^\n]{4,420}))"
)
LEAD = {
    "báo cáo": r"(?:chính trị(?= (?:của|trình))|tổng kết|thực hiện|sơ kết|kết quả|kiểm điểm|về)",
    "đề án": r"(?:về|tổ chức|phát triển|xây dựng|sắp xếp|thành lập|đổi mới|nâng cao|tiếp tục|tổng kết|hợp nhất|cải cách|chuyển đổi|"
    r"quản lý|đào tạo|tinh giản|kiện toàn)",
    "kế hoạch": r"(?:hoạt động|tổ chức|thực hiện|triển khai|kiểm tra|công tác|tổng kết|khảo sát|tuyên truyền)",
    "đề cương": r"(?:báo cáo|chi tiết)",
    "thông báo": r"(?:phân công|kết luận)",
    "chiến lược": r"(?:phát triển|bảo vệ|quốc gia|cải cách|xây dựng|quốc phòng)",
    "quy chế": r"(?:làm việc(?= của)|bầu cử|phối hợp|hoạt động|tổ chức)",
    "chương trình hành động": r"(?:thực hiện|về)",
    "quy định": r"(?:những điều đảng viên)",
    "luật": r"(?=[A-ZĐ])",
    "bộ luật": r"(?=[A-ZĐ])",
}
FRESH = re.compile(rf"(?<!\w)(?P<word>{WORDS})\s+mới(?:\s+của\s+[A-ZĐ][^,;.\n]{{2,50}}?)?\s+về\s+")
OUTLINE = re.compile(r"(?<!\w)Đề cương(?!\s+(?:báo cáo|chi tiết|văn hóa))(?=[\s,.;:])")
STOP = re.compile(
    r"(?<!lộ)(?<!chương)(?<!quy)(?<!quá)(?<!công)(?<!giáo)(?<!tiến)\strình(?![\wÀ-ỹ])|[;:.…\n“”\"?!]|\((?!\d{4})|"
    r"(?<=\d)\)(?!\s*[;,.])|\)\s*(?=[;,.])"
    r"|\s(?:và\s+(?=gửi|phụ lục|các phụ lục|tài liệu|Đề|Báo cáo|Kế hoạch|Thông báo|Quy chế|Nghị quyết|Chỉ thị|Kết luận)|gồm|cần|"
    r"đã|sẽ|được|là|nhằm|do|để|tại|trong thời gian|phù hợp|cho thấy|nêu|phải|đối với(?= (?:Ban|Đảng))|có hiệu lực|"
    r"khẩn trương|tới|đến (?!năm)|ngay|bảo đảm|đảm bảo|thay thế|thay cho)(?![\wÀ-ỹ])"
    r"|,\s*(?=(?:bảo đảm|đảm bảo|trong đó|nhất là|đồng thời|nhằm|để|được|kể từ|đã|sẽ|cần|có|là|gồm|do|trình|theo|dự thảo|Báo cáo|"
    r"Kế hoạch|Quy chế|Thông báo|Chương trình|Đề án|Chiến lược|phương hướng|góp phần|tạo|phục vụ|với|từ đó|trên cơ sở|quy định|"
    r"nghị quyết|hướng dẫn|tiếp thu|"
    r"xin|ông|bà|đồng chí|vừa)(?![\wÀ-ỹ]))"
)
LAW_STOP = re.compile(
    rf"[.;:()\n“”\"]|,\s(?=[{lexicon.UP}])|,\s(?:pháp lệnh|nghị|luật|được|trong|theo|các)|\s(?:năm|số|và (?=[{lexicon.UP}])|của|"
    rf"quy định|được|có|thì|đã|sẽ|để|nhằm|theo|trong|về|cho|tại|là|hướng dẫn|này|hiện hành|cũng|không|phải|với|khi|ở|và các|cần|"
    rf"hoặc|từ)(?![\wÀ-ỹ])"
)
DRAFT = re.compile(
    r"(?:[Dd]ự thảo|[Xx]ây dựng|[Hh]oàn thiện(?:\s+các sản phẩm)?|[Tt]ham mưu(?:\s+xây dựng)?|[Cc]huẩn bị|[Ss]oạn thảo|"
    r"đề cương gồm:|[Vv]ề|đối với)(?:\s+(?:các|dự thảo|nội dung))*\s+$"
)
REALLY_DRAFT = re.compile(
    r"(?:[Dd]ự thảo|[Xx]ây dựng|[Hh]oàn thiện(?:\s+các sản phẩm)?|[Ss]oạn thảo|đề cương gồm:)(?:\s+(?:các|dự thảo|nội dung))*\s+$"
)
NEXT_DRAFT = re.compile(
    r"[^.\n]{0,40}?\b(?:sẽ (?:được )?(?:trình|ban hành)|xin ý kiến|cần (?:làm rõ|bám sát|hoàn thiện|chỉnh sửa)|để trình|"
    r"trình Hội nghị|trình Bộ Chính trị|trình Ban)\b"
)
FORBIDDEN = re.compile(r"Quy định (?:về )?những điều đảng viên không được làm")
TO_COME = re.compile(
    r"(?:[Tt]ham mưu|[Xx]ây dựng|[Ss]oạn thảo|[Cc]huẩn bị|[Đđ]ề xuất|sẽ|[Dd]ự thảo|[Nn]ghiên cứu)(?![\wÀ-ỹ])[^.;\n]{0,30}$"
)
POINTING = re.compile(r"(?:[\wÀ-ỹ]+ ){0,3}(?:này|trên|nói trên)(?![\wÀ-ỹ])")
ISSUED_BY = re.compile(r"(?:ban hành|phê duyệt)\s+$")
GENERIC_BEFORE = re.compile(r"(?:các|những|nhiều|mọi|một số|từng)\s+$")


@dataclass(slots=True)
class Titled:
    """A named document at ``[start, end)``."""

    start: int
    end: int
    kind: str
    title: str
    draft: bool


def _draft(plain: str, start: int, end: int) -> bool:
    return bool(REALLY_DRAFT.search(plain, max(0, start - 45), start) or NEXT_DRAFT.match(plain[end : end + 90]))


def _end(plain: str, start: int, limit: int, taken: Taken) -> int:
    """Where an unquoted name ends: a comma goes on unless a clause begins behind it."""
    at = start
    while True:
        stop = STOP.search(plain, at, limit)
        if not stop:
            return limit
        if stop.group() == "." and plain[stop.end() : stop.end() + 1].isalnum():
            at = stop.end()
            continue
        return stop.start() + (1 if stop.group().startswith(")") else 0)


def find(plain: str, cited: list[tuple[int, int]], bodies: Taken) -> list[Titled]:
    """All named documents outside ``cited`` (spans of numbered and event-named ones) and outside names of bodies."""
    taken = Taken(cited)
    out: list[Titled] = []

    def add(start: int, end: int, word: str, title: str, draft: bool) -> None:
        end = start + len(plain[start:end].rstrip(" ,"))
        if (
            taken.overlaps(start, start + len(word))
            or bodies.overlaps(start, start + len(word))
            or any(o.start <= start < o.end for o in out)
            or len(title) < 4
        ):
            return
        kind = lexicon.kind_of_word()[word.casefold()]
        out.append(Titled(start, end, kind, re.sub(r"^(?:[Vv]ề việc|[Vv]ề)\s+", "", title).strip(' ,“”"'), draft))

    for match in FRESH.finditer(plain):
        if not TO_COME.search(plain, max(0, match.start() - 45), match.start()):
            continue
        end = _end(plain, match.end(), min(len(plain), match.end() + 200), taken)
        add(match.start(), end, match["word"], plain[match.end() : end], True)
    for match in QUOTED.finditer(plain):
        end = closing(plain, match.end())
        if end > 0 and (match["word"][0].isupper() or match["word"] == "đề án"):
            add(match.start(), end + 1, match["word"], plain[match.end() + 1 : end], _draft(plain, match.start(), end + 1))
    for match in NAMED.finditer(plain):
        word, start = match["word"], match.start()
        lead = LEAD.get(word.casefold())
        if not lead or not re.match(lead, match["rest"]) or GENERIC_BEFORE.search(plain, max(0, start - 12), start):
            continue
        if ISSUED_BY.search(plain, max(0, start - 14), start) and any(start - 110 < b < start for _, b in cited):
            continue  # "Quyết định số ... ban hành Kế hoạch ...": the plan is that decision
        if word == "đề án" and start > 150:
            continue
        if POINTING.match(plain, match.start("rest")):
            continue
        end = _end(plain, match.start("rest"), min(len(plain), match.end("rest")), taken)
        if forbidden := FORBIDDEN.match(plain, start):
            end = forbidden.end()
        inside = [(a, b) for a, b in cited if start < a < end]
        if inside:
            end = max(b for _, b in inside)
        if word in ("Luật", "Bộ luật"):
            stop = LAW_STOP.search(plain, match.start("rest"), end)
            end = stop.start() if stop else end
        if word not in ("Luật", "Bộ luật") and plain[start:end].count(" ") < 4:
            continue
        add(start, end, word, plain[match.start("rest") : end], _draft(plain, start, end))
    for match in OUTLINE.finditer(plain):
        if not taken.overlaps(match.start(), match.end()) and not any(o.start <= match.start() < o.end for o in out):
            out.append(
                Titled(match.start(), match.end(), "outline", "", bool(DRAFT.search(plain, max(0, match.start() - 25), match.start())))
            )
    out.sort(key=lambda t: t.start)
    for before, here in pairwise(out):
        if before.draft and re.fullmatch(r"\s*[;,]?\s*(?:và\s)?", plain[before.end : here.start]):
            here.draft = True  # "hoàn thiện đề cương A; đề cương B"
    return out


def _words(title: str) -> set[str]:
    return set(re.findall(r"[\wÀ-ỹ]+", title.casefold()))


def settle(notebook: Notebook, found: list[Titled]) -> list[Hit]:
    """Names that share most of their words are one document; ``Đề cương`` alone is the outline that the text names."""
    known: list[Document] = []
    hits: list[Hit] = []
    for t in sorted(found, key=lambda t: (not t.title, t.start)):
        same = None
        for d in known:
            if d.kind != t.kind:
                continue
            a, b = _words(d.title or ""), _words(t.title)
            if not t.title or (a and b and (len(a & b) >= 0.75 * len(a | b) or (min(len(a), len(b)) >= 4 and (a <= b or b <= a)))):
                same = d
                break
        if same is None:
            if not t.title and not t.draft:
                continue
            same = Document("", t.kind, title=t.title or None, draft=t.draft)
            notebook.add(same)
            known.append(same)
        same.draft = same.draft or t.draft
        if len(t.title) > len(same.title or ""):
            same.title = t.title
        hits.append(notebook.hit(same.id, t.start, t.end))
    return hits


def issued(notebook: Notebook, hits: list[Hit], bodies: list[Hit]) -> None:
    """``Chiến lược ... của Chính phủ``: a final ``của X`` tells the issuer; with a subject long enough it is no part of the name."""
    plain = notebook.text.plain
    ends = {b.end: b for b in bodies}
    for hit in hits:
        body, document = ends.get(hit.end), notebook.document(hit.id)
        if not body or document.draft or plain[body.start - 5 : body.start] != " của ":
            continue
        notebook.relate("issues", body.id, hit.id, hit.start, hit.end, "issues-titled")
        if document.kind in ("strategy", "scheme") and document.title and document.title.count(" ") > 5:
            hit.end = body.start - 5
            document.issuer = body.id
            document.title = document.title.removesuffix(plain[body.start - 5 : body.end])
