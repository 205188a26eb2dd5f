"""Documents that have a name but no number: ``đề án "Về ..."``, ``Báo cáo tổng kết việc thực hiện Chỉ thị ...``, ``chỉ thị mới về ...``.

Owns where such a name ends and whether the text speaks of a draft; generic words (``các văn bản``) are no documents.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from vanmach.loaders import dates, lexicon, terms
from vanmach.loaders.details import closing
from vanmach.loaders.interchange import Document
from vanmach.loaders.notebook import Hit, Notebook, Taken
from vanmach.loaders.scan import Finder

WORDS = lexicon.any_case(lexicon.kind_of_word())
QUOTED = Finder(rf"(?<!\w)(?P<word>{WORDS})(?:\s+(?:về(?: việc)?))?\s*:?\s*(?=[“\"])")
NAMED = Finder(
    r"(?<!\w)(?P<word>Báo cáo|Đề án|Kế hoạch|Đề cương|Thông báo|Chiến lược|Quy chế|Chương trình hành động|"
    r"Chương trình|Cương lĩnh|đề án|Quy định|quy định(?= (?:về )?những điều đảng viên)|(?<=dự thảo )báo cáo|"
    r"(?<=Dự thảo )báo cáo)\s+(?=(?P<rest>[\wÀ-ỹ][^\n]{4,420}))"
)
LEAD = {
    "báo cáo": r"(?:chính trị(?= (?:của|trình))|tổng kết|thực hiện|sơ kết|kết quả|kiểm điểm|về)",
    "đề án": r"(?:về|tổ chức|phát triển|xây dựng|sắp xếp|thành lập|đổi mới|nâng cao|tiếp tục|tổng kết|hợp nhất|cải cách|chuyển đổi|"
    r"quản lý|đào tạo|tinh giản|kiện toàn|kết thúc|chấm dứt|sáp nhập|giải thể|tiền lương|vị trí việc làm|trang bị|trồng|cải tạo|bảo tồn|"
    r"bảo vệ|bảo đảm|hỗ trợ|ứng dụng|tăng cường|nghiên cứu|bố trí|quy hoạch|thí điểm|bồi dưỡng|phân cấp|mở rộng|phòng|giảm|tăng|dạy|"
    r"nâng tầm|hoàn thiện|tái cơ cấu)",
    "kế hoạch": r"(?:hoạt động|tổ chức|thực hiện|triển khai|kiểm tra|công tác|tổng kết|khảo sát|tuyên truyền)",
    "đề cương": r"(?:báo cáo|chi tiết)",
    "thông báo": r"(?:phân công|kết luận)",
    "chiến lược": r"(?:phát triển|bảo vệ|quốc gia|cải cách|xây dựng|quốc phòng)",
    "quy chế": r"(?:làm việc(?= của)|bầu cử|phối hợp|hoạt động|tổ chức)",
    "chương trình": r"(?!hành động|công tác|làm việc)[^.;:\n“”\"]{8,160}?(?:giai đoạn|thời kỳ|đến năm) \d{4}",
    "cương lĩnh": r"xây dựng đất nước",
    "chương trình hành động": r"(?:thực hiện|về)",
    "quy định": r"(?:về )?(?:những điều đảng viên)",
}
# What a decision brings into force: named where it says so, and once more as the heading of its own text.
CARRYING = r"(?:Quyết định|Nghị quyết|Nghị định|Thông tư|Công văn)"
ATTACHED = Finder(
    rf"(?<!\w)[Bb]an hành kèm theo {CARRYING} này\s+(?P<word>Quy định|Quy chế|Kế hoạch|Đề án|Chương trình|Chiến lược|Điều lệ)\s+"
    r"(?P<title>[^.;:\n]{6,400})"
)
HEADED = re.compile(
    r"(?<=\n)(?P<word>QUY ĐỊNH|QUY CHẾ|KẾ HOẠCH|ĐỀ ÁN|CHƯƠNG TRÌNH|CHIẾN LƯỢC)\s(?P<title>[^\n(]{6,500})\n\((?:Ban hành )?[Kk]èm theo\s"
)
FRESH = Finder(rf"(?<!\w)(?P<word>{WORDS})\s+mới(?:\s+của\s+[A-ZĐ][^,;.\n]{{2,50}}?)?\s+về\s+")
OUTLINE = Finder(r"(?<!\w)Đề cương(?!\s+(?:báo cáo|chi tiết|văn hóa))(?=[\s,.;:])")
STOP = re.compile(
    r"(?<!lộ)(?<![cC]hương)(?<!quy)(?<!quá)(?<!công)(?<!giáo)(?<!tiến)\strình(?![\wÀ-ỹ])|[;:.…\n“”\"?!]|\((?!\d{4})|"
    r"(?<=\d)\)(?!\s*[;,.])|\)\s*(?=[;,.])"
    r"|\svà\s+(?=(?:gửi|một số nội dung|các nội dung|báo cáo của|phụ lục|các phụ lục|tài liệu|"
    r"Đề (?:án|cương)|Báo cáo|Kế hoạch|Thông báo|Quy chế|Nghị quyết|Chỉ thị|Kết luận)(?![\wÀ-ỹ]))"
    r"|\s(?:gồm|cần|"
    r"đã|sẽ|được|(?<!hết )là|cũng|nhằm|do|để|tại|trong thời gian|phù hợp|cho thấy|nêu(?! gương)|phải|đối với(?= (?:Ban|Đảng))|có hiệu lực|"
    r"khẩn trương|tới|đến (?!năm)|ngay|bảo đảm|đảm bảo|thay thế|thay cho)(?![\wÀ-ỹ])"
    r"|,\s*(?=(?:bảo đảm|đảm bảo|trong đó|nhất là|đồng thời|nhằm|để|được|kể từ|đã|sẽ|cần|có|là|gồm|do|trình|theo|dự thảo|Báo cáo|"
    r"Kế hoạch|Quy chế|Thông báo|Chương trình|Đề án|Chiến lược|phương hướng|góp phần|tạo|phục vụ|với|từ đó|trên cơ sở|quy định|"
    r"nghị quyết|hướng dẫn|tiếp thu|"
    r"xin|ông|bà|đồng chí|vừa|Tổng Bí thư|Chủ tịch nước|Thủ tướng)(?![\wÀ-ỹ]))"
)
LAW = Finder(
    rf"(?<!\w)(?<!Công ty )(?<!Truyền thông )(?<!Trường )(?<!Đại học )(?<!Khoa )"
    rf"(?:(?P<amending>Luật [Ss]ửa đổi,? bổ sung (?:một số điều )?(?:của )?"
    rf"(?:các )?)?(?P<word>Luật|Bộ luật|Bộ Luật|Pháp lệnh)\s+(?=[{lexicon.UP}])|(?P<basic>Hiến pháp)(?![\wÀ-ỹ]))"
)
LAW_STOP = re.compile(
    rf"[.;:()\n“”\"/*]|,\s(?!(?:{lexicon.either(lexicon.words('laws', 'goes_on'))})(?![\wÀ-ỹ]))"
    rf"|\s(?:năm|số(?=\s*[\d:])|ngày|của|"
    rf"quy định|được|có|thì|đã|sẽ|để|nhằm|theo|trong|về|cho|tại|là|hướng dẫn|này|hiện hành|cũng|không|phải|với|khi|"
    rf"ở(?! cơ sở)|và các|cần|hết|còn|"
    rf"do|gồm|nêu|"
    rf"hoặc|từ|đến|trên|mới|sửa đổi|đang|như|bởi|vào|trước|sau|thay|hiện(?= (?:nay|tại|đang|có|vẫn|hành))|nhưng|mà)(?![\wÀ-ỹ])"
    rf"|\svà\s(?=(?:Luật|Bộ luật|Pháp lệnh|Hiến pháp|Nghị|Mục|Điều|Chương|Quy|Chỉ|Kết luận|Thông tư|Quyết|[Kk]hoản|[Vv]ăn bản|những|"
    rf"pháp luật|thực hiện)(?![\wÀ-ỹ]))"
)
LAW_JOIN = re.compile(r"\s*(?:,|và|;)\s*(?=(?:Luật|Bộ luật|Pháp lệnh)\s)")
NATION = re.compile(r"\snước Cộng hòa xã hội chủ nghĩa Việt Nam")
TOLD = re.compile(r"(?:[Cc]ăn cứ|[Tt]heo|[Đđ]iều \d+|thực hiện|sửa đổi|quy định của|với)\s+(?:bản\s)?$")
DRAFT = re.compile(
    r"(?:[Dd]ự thảo|[Xx]ây dựng|[Hh]oàn thiện(?:\s+các sản phẩm)?|[Tt]ham mưu(?:\s+xây dựng)?|[Cc]huẩn bị|[Ss]oạn thảo|"
    r"đề cương gồm:|[Vv]ề|đối với)(?:\s+(?:các|dự thảo|nội dung))*\s+$"
)
REALLY_DRAFT = re.compile(
    r"(?:[Tt]rình [^.;\n]{2,60}? (?:ban hành|thông qua|phê duyệt)|"
    r"[Dd]ự thảo|[Dd]ự án|[Xx]ây dựng|[Hh]oàn thiện(?:\s+các sản phẩm)?|[Ss]oạn thảo|đề cương gồm:)(?:\s+(?:các|dự thảo|nội dung))*\s+$"
)
NEXT_DRAFT = re.compile(
    r"[^.\n]{0,40}?\b(?:sẽ (?:được )?(?:trình|ban hành)|xin ý kiến|cần (?:làm rõ|bám sát|hoàn thiện|chỉnh sửa)|để trình|"
    r"trình Hội nghị|trình Bộ Chính trị|trình Ban)\b"
)
FORBIDDEN = re.compile(r"[Qq]uy định (?:về )?[Nn]hững điều đảng viên không được làm")
TO_COME = re.compile(
    r"(?:[Tt]ham mưu|[Xx]ây dựng|[Ss]oạn thảo|[Cc]huẩn bị|[Đđ]ề xuất|sẽ|[Dd]ự thảo|[Nn]ghiên cứu)(?![\wÀ-ỹ])[^.;\n]{0,30}$"
)
POINTING = re.compile(r"(?:[\wÀ-ỹ]+ ){0,3}(?:này|trên|nói trên)(?![\wÀ-ỹ])")
STEP = re.compile(r"(?:Điều|Bước|Mẫu số) \d{1,3}[.:]?\s*$")  # a heading or a step speaks of any such paper
ISSUED_BY = re.compile(r"(?:ban hành|phê duyệt)\s+$")
GENERIC_BEFORE = re.compile(r"(?<![\wÀ-ỹ])(?:các|những|nhiều|mọi|một số|từng)\s+$")


# "quyết định của Bộ Chính trị về ...", "Nghị quyết về ...": an act told by its issuer and subject, or by its subject alone.
ACTS = (
    "nghị quyết", "chỉ thị", "kết luận", "quy định", "quyết định", "hướng dẫn", "thông báo", "tờ trình", "quy chế", "thông tri",
    "nghị định", "thông tư", "kế hoạch", "đề án",
)  # fmt: skip
ACT = Finder(rf"(?<!\w)(?P<word>{lexicon.any_case(ACTS)})(?=\s)")
ACT_ABOUT = re.compile(r"\s+(?P<lead>về(?: việc)?\s+(?!(?:hưu|nước|nhà|quê|đích)(?![\wÀ-ỹ]))|sửa đổi,? bổ sung\s+)(?=[\wÀ-ỹ“\"])")
ACT_DOES = re.compile(r"\s+(?=(?:điều động|phân công|chỉ định|bổ nhiệm|chuẩn y|cho thôi|thành lập|kiện toàn|phê duyệt|phê chuẩn)\s)")
NAMED_PERSON = re.compile(
    rf"(?:[\wÀ-ỹ]+,? ){{1,9}}?(?:ông|bà|đồng chí|[Đđ]/c|Thượng tướng|Trung tướng|Thiếu tướng|Đại tướng)\s[{lexicon.UP}]"
)
PERSON = re.compile(rf"(?<![\wÀ-ỹ])(?:ông|bà|đồng chí|[Đđ]/c|tướng|tá)\s(?P<name>[{lexicon.UP}][\wÀ-ỹ]+(?:\s[{lexicon.UP}][\wÀ-ỹ]+)*)")
ACT_OF = re.compile(r"\s+của\s+")
ACT_END = re.compile(
    r"\svào\s(?:sáng|chiều|tối|ngày)\s|,\s(?=về\s|(?:[Nn]ghị định|[Nn]ghị quyết|[Qq]uy định|[Qq]uyết định|[Kk]ết luận|[Cc]hỉ thị)\s)"
    r"|\s(?:đối với(?= (?:ông|bà|đồng chí))|cho(?= (?:ông|bà|đồng chí|các))|gắn với|theo đúng|gồm|trong đó)(?![\wÀ-ỹ])"
    r"|\s-\s(?!\d|xã hội|an ninh|chính trị)"
)
SENTENCE_START = re.compile(r"(?:^|[.!?:\n]\s*|[-+*•“\"]\s*)$")  # behind a semicolon a capital begins a name
SEVERAL = rf"(?:{WORDS}|chủ trương|chính sách|văn bản|pháp luật)"
MANY = re.compile(
    rf"(?<![\wÀ-ỹ])(?:(?:[Cc]ác|những|nhiều|mọi|một số|từng|hai|ba|bốn|năm|loạt|\d+|hàng loạt|số)\s+(?:{SEVERAL},?\s+(?:và\s+)?){{0,5}}"
    rf"|(?:luật|pháp lệnh|{SEVERAL}),\s+)$"
)
# What a single act in small letters stands behind: it is issued, announced, carried out.
AS_OBJECT = re.compile(
    r"(?:công bố|trao|ban hành|thông qua|triển khai|thực hiện|quán triệt|theo|tại|có|ra|trình|thông báo|nhận|đọc|ký)(?:\s(?:và trao|"
    r"một))?\s+$"
)
ISSUED = re.compile(r"(?:ban hành|thông qua|công bố|trao|ra|[Dd]ự thảo|[Gg]iới thiệu)(?:\smột)?\s+$")
ITEMS = Finder(
    r"(?<!\w)(?:giới thiệu|thông qua|ban hành|quán triệt|học tập|cho ý kiến|xem xét|thảo luận)(?![\wÀ-ỹ])"
    r"[^.:;\n]{0,120}:\s+(?P<items>[^.\n:]+)"
)
ITEM = re.compile(rf"(?<!\w)(?P<word>{WORDS})\s+(?P<rest>(?:về(?: việc)?\s+)?[^;]{{12,}})")
PUT_FORWARD = re.compile(
    r"(?:[Tt]rình(?: [\wÀ-ỹ ]{3,25})?|thông qua|hoàn thiện|cho ý kiến (?:về|vào)|xem xét|thảo luận|phê duyệt|ban hành)\s+$"
)
TYPE_WORDS = tuple(w.capitalize() + " " for w in lexicon.kind_of_word())
# A set of resolutions known by a nickname only: "các nghị quyết "Bộ tứ trụ cột""; "tứ trụ" alone are four people.
SETS = Finder(
    r"(?<!\w)(?:(?<![\wÀ-ỹ])(?P<name>[Bb]ộ tứ (?:trụ cột|nghị quyết(?: trụ cột| chiến lược)?))(?![\wÀ-ỹ])"
    r"|[Nn]ghị quyết(?:\s[\wÀ-ỹ]+){0,4}\s[“\"]?(?P<pillars>tứ trụ)(?![\wÀ-ỹ]))"
)
OWN_ORGAN = re.compile(r"(?:Bộ Chính trị|Ban Bí thư|Ban Chấp hành Trung ương)(?:\sĐảng)?(?=\s\(?[Kk]h(?:óa|oa)\s)")
COMMA = re.compile(rf",\s(?!(?:{lexicon.either(lexicon.words('laws', 'goes_on'))})(?![\wÀ-ỹ]))(?=[a-zà-ỹđ])")
WORKING = ("rules", "programme", "plan")  # an organ gives them to itself for its term
# "Nghị định số 9/2027/NĐ-CP ngày 3-2-2027 của Chính phủ Quy định về ...": the capital begins what that document does.
DOES_SO = re.compile(r"\d/[A-ZĐ][\w/-]*,?\s(?:ngày\s[^;.\n]{4,26}\s)?(?:năm \d{4}\s)?của\s[^;.,\n]{3,90}(?:\s\(cũ\))?\s$")
ADOPTING = ("resolution", "conclusion")  # what is adopted on a strategy or a scheme is a document beside it
NO_SUBJECT = re.compile(
    r"(?:(?:triển khai|tổ chức|thực hiện|hoạt động|công tác|cụ thể|chi tiết|đồng bộ|thống nhất|hiệu quả|"
    r"h[àằ]ng (?:năm|quý|tháng)|phù hợp|như sau|và)[, ]*)+"
)
VAGUE = ("công tác cán bộ", "công tác nhân sự", "nhân sự", "công tác tổ chức cán bộ")  # what an announced decision on people is called


@dataclass(slots=True)
class Titled:
    """A named document at ``[start, end)``."""

    start: int
    end: int
    kind: str
    title: str
    draft: bool
    when: dates.When | None = None
    issuer: str | None = None  # id of the body told between the type word and the subject
    term: str | None = None


def _draft(plain: str, start: int, end: int) -> bool:
    return bool(REALLY_DRAFT.search(plain, max(0, start - 80), start) or NEXT_DRAFT.match(plain[end : end + 90]))


def _end(plain: str, start: int, limit: int, taken: Taken) -> int:
    """Where an unquoted name ends: a comma goes on unless a clause begins behind it."""
    at = start
    while True:
        stop = STOP.search(plain, at, limit)
        if not stop:
            return limit
        if stop.group() == "." and (plain[stop.end() : stop.end() + 1].isalnum() or plain.endswith(("TP", "T", "Tp"), 0, stop.start())):
            at = stop.end()
            continue
        return stop.start() + (1 if stop.group().startswith(")") else 0)


def laws(plain: str) -> list[Titled]:
    """Laws by their names: ``Luật Cán bộ, công chức năm 2027``, ``Pháp lệnh Dân số``, ``Hiến pháp năm 2013``; a proposed one is a draft."""
    out: list[Titled] = []
    told = False  # whether the text names the Constitution as a document: from then on the word alone means it
    for match in LAW.finditer(plain):
        start, end, bare = match.start(), match.end(), match["basic"] is not None
        if bare:
            nation = NATION.match(plain, end)
            when = dates.after(plain, nation.end() if nation else end)
            if not (told or nation or when or TOLD.search(plain, max(0, start - 16), start)):
                continue
            told, title = True, "Hiến pháp"
        else:
            end = _law_end(plain, end)
            inner, start = start, match.start("word")
            title = plain[start + len(match["word"]) : end].strip()
            if match["amending"]:
                last = end
                while join := LAW_JOIN.match(plain, last):
                    last = _law_end(plain, plain.index(" ", join.end()) + 1)
                out.append(Titled(inner, last, "law", plain[inner + 5 : last], _draft(plain, inner, last), dates.after(plain, last)))
                out.append(Titled(start, end, "law", title, False))
                continue
            revised = plain.startswith(" (sửa đổi)", end)
            end += len(" (sửa đổi)") if revised else 0
            when = dates.after(plain, end)
            if any(t.start < start < t.end for t in out):  # named by one that amends it, whose day stands behind
                when = None
        if len(title) > 2:
            out.append(Titled(start, end, "law", title, not bare and _draft(plain, start, end), when))
    return out


def acts(plain: str, issuers: dict[int, Hit], taken: Taken) -> list[Titled]:
    """Acts without a number, told by issuer and subject; of several (``các quyết định ...``) none is one document.

    ``issuers`` are the bodies of the text by where they begin.
    """
    out: list[Titled] = []
    for match in ACT.finditer(plain):
        start, end = match.span()
        if taken.overlaps(start, end) or (out and start < out[-1].end):
            continue
        of = ACT_OF.match(plain, end)
        body = issuers.get(of.end()) if of else None
        before = plain[max(0, start - 40) : start]
        if match["word"] in ("Quy định", "Hướng dẫn") and DOES_SO.search(plain, max(0, start - 140), start):
            continue
        if of and not body:
            continue
        at = body.end if body else end
        term = terms.after(plain, at) if body else None
        at = term[1] if term else at
        about = ACT_ABOUT.match(plain, at) or (
            ACT_DOES.match(plain, at) if match["word"].casefold() in ("quyết định", "nghị quyết") else None
        )
        if not about or MANY.search(before):
            continue
        first, capital = bool(SENTENCE_START.search(before)), match["word"][0].isupper()
        if body:
            known = AS_OBJECT.search(before) if not capital or first else True
            if match["word"].casefold() in ("quy định", "hướng dẫn", "kế hoạch", "thông báo", "quy chế", "đề án") and not capital:
                known = ISSUED.search(before)
        else:
            known = ISSUED.search(before) or (capital and not first and about.re is ACT_ABOUT)
        if not known or (about.re is ACT_DOES and not body and not NAMED_PERSON.match(plain, about.end())):
            continue
        stop = _end(plain, about.end(), min(len(plain), about.end() + 300), taken)
        if cut := ACT_END.search(plain, about.end(), stop):
            stop = cut.start()
        if forbidden := FORBIDDEN.match(plain, start):
            stop = forbidden.end()
        subject = about.end() if about.re is ACT_DOES or about["lead"].startswith("về") else about.start("lead")
        title = plain[subject:stop].strip(' ,“”"')
        kind = lexicon.kind_of_word()[match["word"].casefold()]
        if (title.startswith(TYPE_WORDS) and kind not in ADOPTING) or POINTING.fullmatch(title) or title.endswith(" mình"):
            continue  # "Tờ trình về Đề án ...": the scheme is the document that matters; "quy chế về ... của mình" is anyone's
        if title.startswith(VAGUE):
            title = title.split(", ")[0]
            stop = plain.index(title, subject) + len(title)
        if len(title) < 8:
            continue
        draft = _draft(plain, start, end)
        named = PERSON.search(plain, end, stop) if kind == "decision" else None  # his posts and whereabouts are no part of its name
        mention = named.end() if named else start + len(plain[start:stop].rstrip(" ,"))
        out.append(Titled(start, mention, kind, title, draft, issuer=body.id if body else None, term=term[0] if term else None))
    return out


def items(plain: str, taken: Taken) -> list[Titled]:
    """``giới thiệu ba chuyên đề: kết luận về ...; kế hoạch ...; nghị quyết về ...``: each item of such a list is a document."""
    out: list[Titled] = []
    for match in ITEMS.finditer(plain):
        pieces = list(re.finditer(r"[^;]+", match["items"]))
        found = [
            (ITEM.match(p.group().strip()), match.start("items") + p.start() + len(p.group()) - len(p.group().lstrip())) for p in pieces
        ]
        good = [(m, at) for m, at in found if m]
        if len(good) < 2 or len(good) < len(pieces) - 1 or sum(m["rest"].startswith("về ") for m, _ in good) < 2:
            continue
        for item, at in good:
            if not taken.overlaps(at, at + len(item["word"])):
                title = re.sub(r"^về (?:việc )?", "", item["rest"]).strip()
                out.append(Titled(at, at + item.end(), lexicon.kind_of_word()[item["word"].casefold()], title, False))
    return out


def _law_end(plain: str, at: int) -> int:
    stop = LAW_STOP.search(plain, at, at + 160)
    return at + len(plain[at : stop.start() if stop else at + 160].rstrip(" ,"))


def find(plain: str, cited: list[tuple[int, int]], bodies: Taken, issuers: dict[int, Hit] | None = None) -> list[Titled]:
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

    for match in (*ATTACHED.finditer(plain), *HEADED.finditer(plain)):
        if match["word"].casefold() in lexicon.kind_of_word():
            add(match.start("word"), match.end("title"), match["word"], match["title"], False)
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
        if (
            not lead
            or not re.match(lead, match["rest"][0].lower() + match["rest"][1:])
            or GENERIC_BEFORE.search(plain, max(0, start - 12), start)
        ):
            continue
        if STEP.search(plain, max(0, start - 12), start):
            continue
        if ISSUED_BY.search(plain, max(0, start - 14), start) and any(start - 110 < b < start for _, b in cited):
            continue  # "Quyết định số ... ban hành Kế hoạch ...": the plan is that decision
        if word == "đề án" and not PUT_FORWARD.search(plain, max(0, start - 40), start):
            continue
        if POINTING.match(plain, match.start("rest")):
            continue
        end = _end(plain, match.start("rest"), min(len(plain), match.end("rest")), taken)
        if forbidden := FORBIDDEN.match(plain, start):
            end = forbidden.end()
        if word == "Quy chế" and (clause := COMMA.search(plain, match.end("word") + 10, end)):
            end = clause.start()  # names of bodies go on in capitals: "Quy chế làm việc của A, B, thiếu trách nhiệm ..."
        inside = [(a, b) for a, b in cited if start < a < end]
        if inside:
            end = max(b for _, b in inside)
        if plain[start:end].count(" ") < 4 or NO_SUBJECT.fullmatch(plain, match.start("rest"), end):
            continue
        add(start, end, word, plain[match.start("rest") : end], _draft(plain, start, end))
    for match in OUTLINE.finditer(plain):
        if not taken.overlaps(match.start(), match.end()) and not any(o.start <= match.start() < o.end for o in out):
            out.append(
                Titled(match.start(), match.end(), "outline", "", bool(DRAFT.search(plain, max(0, match.start() - 25), match.start())))
            )
    for match in SETS.finditer(plain):
        start, end = match.span("name") if match["name"] else match.span("pillars")
        if not taken.overlaps(start, end):
            out.append(Titled(start, end, "resolution", plain[start:end], False))
    held = Taken([*cited, *((o.start, o.end) for o in out)])
    listed = [t for t in items(plain, held) if not bodies.overlaps(t.start, t.start + 4)]
    held = Taken([*cited, *((o.start, o.end) for o in [*out, *listed])])
    out += listed + [t for t in acts(plain, issuers or {}, held) if not bodies.overlaps(t.start, t.start + 4)]
    out.extend(t for t in laws(plain) if not taken.overlaps(t.start, t.end) and not bodies.overlaps(t.start, t.start + 4))
    out.sort(key=lambda t: t.start)
    for before, here in pairwise(out):
        if before.draft and here.start >= before.end and re.fullmatch(r"\s*[;,]?\s*(?:và\s)?", plain[before.end : here.start]):
            here.draft = True  # "hoàn thiện đề cương A; đề cương B"
    return out


def _term(name: str) -> str | None:
    """``Quy chế làm việc của Bộ Chính trị, Ban Bí thư khóa XIII``: the term in which a paper of the Party's own organs holds."""
    organ = OWN_ORGAN.search(name)
    term = terms.after(name, organ.end()) if organ else None
    return term[0] if term else None


def _words(title: str) -> set[str]:
    return set(re.findall(r"[\wÀ-ỹ]+", title.casefold()))


def _agree(d: Document, t: Titled) -> bool:
    """Whether the days told of both go together; a number tells a law's year: ``80/2025/QH15``."""
    year = re.search(r"/((?:19|20)\d{2})/", d.symbol or "")
    day = dates.known(d) or (year[1] if year else None)
    return not (t.when and day and not (day.startswith(t.when.iso) or t.when.iso.startswith(day)))


def _same_name(d: Document, t: Titled) -> bool:
    """Whether a known document and a name are one; one with a number takes only a name that is nearly its own."""
    if (t.issuer and d.issuer not in (None, t.issuer)) or (t.draft and d.number is not None):
        return False
    if d.kind == "decision" and ((d.title or "").startswith(VAGUE) or t.title.startswith(VAGUE)):
        return True
    one, two = PERSON.search(d.title or ""), PERSON.search(t.title)
    if d.kind == "decision" and one and two:
        return one["name"] == two["name"]
    a, b = _words(d.title or ""), _words(t.title)
    if not t.title or not (a and b):
        return not t.title
    if d.kind == "law" and ("sửa" in a) != ("sửa" in b):
        return False  # a law and the one that amends it
    return len(a & b) >= 0.75 * len(a | b) or (d.number is None and min(len(a), len(b)) >= 4 and (a <= b or b <= a))


def settle(notebook: Notebook, found: list[Titled]) -> list[Hit]:
    """Names that share most of their words are one document; ``Đề cương`` alone is the outline that the text names."""
    known: list[Document] = [d for d in notebook.documents() if d.title and not d.self and (d.kind == "law" or d.title.count(" ") > 4)]
    hits: list[Hit] = []
    for t in sorted(found, key=lambda t: (not t.title, t.start)):
        same = None
        for d in known:
            if d.kind == t.kind and _agree(d, t) and _same_name(d, t):
                same = d
                break
        if same is None:
            if not t.title and not t.draft:
                continue
            same = Document("", t.kind, title=t.title or None, draft=t.draft, issuer=t.issuer)
            notebook.add(same)
            known.append(same)
        same.draft = same.draft or (t.draft and same.number is None)
        dates.give(same, t.when)
        if same.number is None and (term := t.term or (_term(notebook.text.plain[t.start : t.end]) if t.kind in WORKING else None)):
            same.term = same.term or term
        vague = (same.title or "").startswith(VAGUE)
        if same.number is None and (vague or (len(t.title) > len(same.title or "") and not t.title.startswith(VAGUE))):
            same.title = t.title
        told = dates.after(notebook.text.plain, t.end) if t.kind == "law" else None  # its day is part of its sign, as that of a citation
        hits.append(notebook.hit(same.id, t.start, t.end, told.end if told else 0))
        hits[-1].core = hits[-1].reach
        if t.issuer and not same.draft:
            same.issuer = same.issuer or t.issuer
            last = next(b.end for b in notebook.of("B") if b.id == t.issuer and b.start > t.start)
            notebook.relate("issues", t.issuer, same.id, t.start, last, "issues-titled")
            notebook.issued.add(same.id)
    return hits


def attached(notebook: Notebook, issuer: str | None) -> None:
    """Who issues a decision issues what is issued with it: ``Ban hành kèm theo Quyết định này Quy chế ...``."""
    at = {h.start: h.id for h in notebook.of("D")}
    for match in ATTACHED.finditer(notebook.text.plain):
        if issuer and (id_ := at.get(match.start("word"))) and not notebook.document(id_).self:
            notebook.document(id_).issuer = notebook.document(id_).issuer or issuer
            notebook.relate("issues", issuer, id_, match.start(), match.end(), "issues-attached")


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
