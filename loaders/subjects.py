"""Who acts in a sentence: its own subject, or the body that an earlier sentence made the subject (``đề nghị Ban Tổ chức ...``).

Owns that carrying over; refuses persons as subjects of documents.
"""

from __future__ import annotations

import re

from vanmach.loaders.notebook import Hit
from vanmach.loaders.rules_read import BODY, POST_BODY
from vanmach.loaders.scan import Rare
from vanmach.loaders.tagging import Tagged

# What may stand before a body that is the subject of its clause.
LEADS = re.compile(
    r"(?:^|[,;:(]\s*|\s-\s*)(?:[-+•]\s*)?(?:(?:các|toàn|cả|Toàn|Tập thể|tập thể|mà|rằng|và|thì|Giao|giao|[Cc]hỉ đạo|[Yy]êu cầu|"
    r"[Đđ]ề nghị|phân công|trong đó|nhưng|Trong|sau khi|ngay sau khi|Theo đó|theo đó|nêu rõ|cho biết|Hiện nay|Vậy)\s+)*$"
)
ASKS = Rare(
    r"(?:[Đđ]ề nghị|[Yy]êu cầu|[Gg]iao|[Cc]hỉ đạo|phân công)\s+(?:(?:các|toàn|tập thể|cho|trong thời gian tới,|"
    r"thời gian tới,)\s)*$|(?:[Nn]hiệm vụ(?: trọng tâm)?|[Tt]rách nhiệm)\s+(?:[^ⒷⒹ.;,]{0,20}\s)?của\s+$|[Đđ]ề nghị[^ⒷⒹ.;]{0,40},\s+$"
)
# Whom another body speaks of in one sentence: it acts there, but carries no task on.
PRAISED = Rare(
    r"(?:hoan nghênh|biểu dương|ghi nhận|đánh giá cao|khẳng định|nhận thấy|cho phép|đồng ý để|ủy quyền cho)\s(?:các\s|tập thể\s)?$"
)
OBJECT = re.compile(
    r"(?:của|với|cho|tại|ở|qua|từ|thuộc|đối với|cùng|về|trong|theo|Theo|bởi|gồm|là|vào|quy hoạch|họp|lãnh đạo|đoàn|dự|trước|xin ý kiến|"
    r"báo cáo|trình|giúp|đến|tới|[Cc]ơ quan [Tt]hường trực|Chánh|Giám đốc|Thủ trưởng|Trưởng|Chủ tịch|người đứng đầu)\s+(?:các\s|toàn\s)?$"
)
VERB = re.compile(
    r"\s*(?:\([^)]{0,60}\)\s*)?(?:[,]?\s*(?:và|cùng)\s[^.;Ⓓ]{0,60}?\s)?(?:đã|sẽ|đang|cần|phải|tiếp tục|tổ chức|chủ trì|ban hành|"
    r"nghiêm túc|kịp thời|tích cực|chủ động|tập trung|triển khai|thực hiện|xây dựng|hoàn thiện|tham mưu|nghiên cứu|phối hợp|"
    r"có kế hoạch|khẩn trương|lãnh đạo|chỉ đạo|quyết định|hướng dẫn|trong quý|luôn|căn cứ|thống nhất|cụ thể hóa|thông qua|ra|ký|"
    r"hoàn thành|chịu trách nhiệm)(?![\wÀ-ỹ])"
)
LISTED = re.compile(r"[Ⓑⓑ](?:,| và)\s$")
LISTS = re.compile(r"\s*[,;]\s*(?:Ⓑ|cấp ủy|chính quyền)")
MEMBER_OF = re.compile(r"(?:^|\s)(?:trong|toàn|Trong|Các|và)\s+(?:[^ⒷⒹ.;]{0,30},\s)?$")


# A line that is only a body: what is listed below it is for that body to do.
HEADING = re.compile(r"^(?:(?:\d{1,2}|[a-zđ]|[IVX]+)[.)]\s*|[-+•*]\s*)*(?:Đối với\s|Giao\s)?(?:[Cc]ác\s)?Ⓑ(?:\s*,\s*Ⓑ)*[\s:*]*$")


def asked(sentence: Tagged) -> Hit | None:
    """The body that a sentence makes responsible for what follows: ``đề nghị Ⓑ``, ``nhiệm vụ trọng tâm của Ⓑ``, a line ``4. Ⓑ``."""
    if HEADING.match(sentence.string):
        return next(iter(sentence.hits.values()))
    for index, hit in sentence.hits.items():
        if hit.sort == "B" and hit.role != "post" and ASKS.search(sentence.string[:index]):
            return hit
    return None


AS = re.compile(r"(?:\(?\d{1,2}[.)]\s*)?Với (?:vai trò|cương vị|tư cách)\s")  # "Với vai trò là cơ quan thường trực của Ⓑ và Ⓑ, Ⓑ đã …"


def own(sentence: Tagged, before: int, acting: bool = False) -> Hit | None:
    """The subject of the clause whose verb stands at ``before`` in the tagged string; ``acting`` asks for a verb right behind it."""
    best: Hit | None = None
    objects: set[int] = set()
    as_another = AS.match(sentence.string)
    for index, hit in sentence.hits.items():
        if index >= before or hit.sort != "B" or hit.role in ("post", "issuer"):
            continue
        lead = sentence.string[:index]
        if ASKS.search(lead) or (PRAISED.search(lead) and VERB.match(sentence.string, index + 1)):
            best = hit
            continue
        listed = LISTED.search(lead)
        acts = as_another and VERB.match(sentence.string, index + 1)
        if OBJECT.search(lead) or (listed and not acts and (listed.start() in objects or sentence.string[listed.start()] == POST_BODY)):
            objects.add(index)
            continue
        if LEADS.search(lead) and (
            VERB.match(sentence.string, index + 1) or (best is None and not acting and not LISTS.match(sentence.string, index + 1))
        ):
            best = best if best is not None and not VERB.match(sentence.string, index + 1) else hit
        elif VERB.match(sentence.string, index + 1) and MEMBER_OF.search(lead):
            best = hit
    return best


BEFORE = re.compile(r"(?:Ⓑ(?:,| và| cùng)\s(?:các\s)?)+$")
BEHIND = re.compile(r"(?:(?:,| và| cùng)\s(?:các\s)?Ⓑ)+(?=\s)")


def together(sentence: Tagged, found: Hit) -> list[Hit]:
    """A subject with those it is coordinated with: ``đề nghị Ⓑ, Ⓑ và Ⓑ triển khai …``; ``ý kiến của Ⓑ, Ⓑ đã …`` has one."""
    at = next((i for i, h in sentence.hits.items() if h is found), None)
    if at is None or AS.match(sentence.string):
        return [found]
    start, end = at, at + 1
    if (before := BEFORE.search(sentence.string, 0, at)) and not OBJECT.search(sentence.string, 0, before.start()):
        start = before.start()
    if behind := BEHIND.match(sentence.string, end):
        end = behind.end()
    return [h for i, h in sentence.hits.items() if start <= i < end and h.role not in ("post", "issuer")]


OPENING = re.compile(
    r"^(?:[-+•*]\s*|\(?\d{1,2}[.)]\s*|[a-zđ]\)\s*)?(?:(?:[Cc]ùng với đó|[Đđ]ồng thời|[Nn]goài ra|[Bb]ên cạnh đó|[Tt]rong đó|"
    r"[Tt]heo đó|[Cc]ùng với việc đó|[Mm]ặt khác|[Tt]rước mắt|[Cc]hú ý|[Đđ]ặc biệt|[Nn]hất là|[Tt]hứ \w+|[Hh]ai là|[Mm]ột là|"
    r"[Bb]a là|[Vv]ề Ⓓ|[Tt]rong thời gian tới),?\s(?:là\s)?)*"
    r"(?:[Tt]iếp tục|[Tt]iếp thu|[Cc]hủ trì|[Cc]hịu trách nhiệm|[Cc]ó trách nhiệm|[Đđ]ôn đốc|[Ll]ồng ghép|[Bb]ố trí|"
    r"[Tt]ập trung|[Tt]ổng hợp|[Tt]ham mưu|[Hh]oàn thiện|[Xx]ây dựng|[Tt]hực hiện|[Tt]riển khai|"
    r"[Tt]ổ chức|[Đđ]ẩy mạnh|[Tt]ăng cường|[Cc]hủ động|[Nn]ghiên cứu|[Rr]à soát|[Pp]hối hợp|[Cc]hỉ đạo|[Ll]ãnh đạo|[Ll]àm tốt"
    r"|[Hh]ướng dẫn|[Kk]ịp thời|[Tt]hường xuyên|[Nn]âng cao|[Qq]uán triệt|[Cc]ụ thể hóa|[Bb]an hành|[Đđ]ề xuất|[Cc]huẩn bị|"
    r"[Pp]hát huy|[Kk]hẩn trương|[Tt]ích cực|[Kk]iểm tra|[Tt]heo dõi|[Ss]ơ kết|[Tt]ổng kết|[Bb]ảo đảm|[Cc]hấp hành|[Đđ]ổi mới|"
    r"[Qq]uan tâm"
    r"|[Cc]hú trọng|[Hh]oàn thành|[Ss]ớm|[Gg]ắn|[Vv]ề Ⓓ|[Ss]oạn thảo|[Pp]hổ biến|[Tt]uyên truyền|[Pp]hấn đấu|[Qq]uyết tâm|[Đđ]ẩy nhanh|"
    r"[Bb]ám sát|[Tt]iến hành|[Vv]ận dụng|[Cc]húng tôi (?:sẽ|đã|đang|tiếp tục))(?![\wÀ-ỹ])"
)
OTHERS = re.compile(
    r"toàn Đảng|toàn dân|toàn quân|cán bộ, đảng viên|(?<!các )cấp ủy,? (?:tổ chức đảng|đảng)|các cấp ủy|mỗi |chúng ta|nhân dân"
)


def starts_with_verb(sentence: Tagged, before: int) -> bool:
    """Whether a sentence goes on with an earlier subject: it opens with a verb, and nobody else acts in it before ``before``."""
    if not OPENING.match(sentence.string) or OTHERS.search(sentence.string, 0, before):
        return False
    for index, hit in sentence.hits.items():
        if (
            index < before
            and hit.sort in ("B", "P", "E")
            and hit.role not in ("post", "issuer")
            and not OBJECT.search(sentence.string[:index])
            and LEADS.search(sentence.string[:index])
        ):
            return False
    return True


PARTICIPLE = re.compile(r"^(?:[-+*]\s*)?(?:Thực hiện|Triển khai|Cụ thể hóa|Để |Nhằm |Quán triệt)")


def _acts_later(sentence: Tagged, before: int) -> bool:
    """Whether what stands at ``before`` opens a sentence whose own subject follows: ``Thực hiện Ⓓ, Ⓑ quyết định …``."""
    if not PARTICIPLE.match(sentence.string):
        return False
    return any(
        index > before
        and hit.sort == "B"
        and hit.role not in ("post", "issuer")
        and sentence.string[:index].endswith(", ")
        and VERB.match(sentence.string, index + 1)
        for index, hit in sentence.hits.items()
    )


# A class of bodies that takes the tasks over: "2. Ủy ban nhân dân các xã, phường", "Các sở, ban, ngành cấp tỉnh".
CLASS = re.compile(
    r"^(?:\d{1,2}[.)]\s*|[IVX]{1,4}[.)]\s*|[a-zđ]\)\s*|[-+•*]\s*)?(?:Điều \d+\.\s*)?"
    r"(?:[Đđ]ề nghị |[Yy]êu cầu |[Gg]iao |[Tt]rách nhiệm của |[Đđ]ối với )?"
    r"(?:[Cc]ác (?:[Ss]ở|ban(?! của)|cơ quan|đơn vị|địa phương|doanh nghiệp|[Bb]ộ(?! trưởng)|huyện|xã|tỉnh|thành|cấp|chủ|tổ chức)|"
    r"(?:Ủy ban nhân dân|UBND|HĐND|Hội đồng nhân dân) (?:các|cấp)|[Cc]ấp ủy|[Tt]hủ trưởng)(?![\wÀ-ỹ])"
)


class Subjects:
    """The body, or the coordinated bodies, that later sentences without a subject speak of."""

    def __init__(self, above: frozenset[str] = frozenset()) -> None:
        self.carried: list[Hit] = []
        self.above = above  # bodies whose documents set tasks for others: they carry on only where a task is given to them

    def read(self, sentence: Tagged) -> None:
        """Move on past one sentence."""
        if CLASS.match(sentence.string):
            self.carried = []
        if BODY not in sentence.string:
            return
        if found := asked(sentence):
            self.carried = together(sentence, found)
        elif found := own(sentence, len(sentence.string), acting=True):
            self.carried = [h for h in together(sentence, found) if h.id not in self.above] if found.id not in self.above else []

    def of(self, sentence: Tagged, before: int, carried: bool) -> list[Hit]:
        """Who does what stands at ``before``."""
        if found := own(sentence, before):
            return together(sentence, found)
        return self.carried if carried and starts_with_verb(sentence, before) and not _acts_later(sentence, before) else []
