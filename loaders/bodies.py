"""Names of bodies: the fixed central ones (``graph/data/bodies.csv``) and those that names are made for, ``Ban Thường vụ Huyện ủy X``.

Owns where a name begins and ends; which names mean one body is ``bodies_settled``'s.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import itemgetter

from vanmach.graph import tables
from vanmach.loaders import lexicon, places, terms
from vanmach.loaders.scan import ask, first_word, words_of
from vanmach.loaders.text import tones

CENTRE = r"(?:Trung ương|trung ương|T\.\s?Ư|TƯ|TW|T\.W)(?![A-Za-zÀ-ỹ])"
CAP = places.CAP
DOMAIN = rf"(?=[{lexicon.UP}])(?i:{lexicon.either(lexicon.words('domains', 'names'))})"
COMPOUND = lexicon.either(lexicon.words("domains", "compounds"))
ORGAN = lexicon.any_case(lexicon.words("domains", "organs"))
SKIPPED_KINDS = (
    "generic",
    "sector_not_body",
    "congress",
    "office",
    "province",
    "party",
    "standing_board",
    "assistance_team",
    "department",
    "subcommittee",
    "committee_term",
)
VAGUE = {"trung ương", "đảng", "đảng ta", "ngành", "toàn ngành", "tổ biên tập", "tiểu ban văn kiện", "thủ tướng", "chính quyền"}


@dataclass(slots=True)
class Name:
    """A name at ``[start, end)``: ``full`` is its full form as far as the name itself tells, ``head`` what later short mentions repeat."""

    start: int
    end: int
    full: str
    head: str
    owner: str = ""  # full name of the body that the name makes it a part of
    short: bool = False  # a head alone: "Tiểu ban", "Sở"
    local: bool = False  # belongs to a place that the text must tell
    base: str = ""  # the full form without its place: "Ban Thường vụ Tỉnh ủy"


@cache
def fixed() -> dict[str, tuple[re.Pattern[str], list[tuple[str, str]]]]:
    """First word (small letters) -> phrases (small letters) with canonical name, longest first."""
    out: dict[str, list[tuple[str, str]]] = {}
    for row in tables.rows("bodies"):
        if (
            row["kind"].endswith(SKIPPED_KINDS)
            or row["kind"] in SKIPPED_KINDS
            or (row["valid_from"][:4] in ("2025", "2026") and "(" in row["canonical_vi"])
        ):
            continue
        for alias in [row["canonical_vi"], *tables.names(row["aliases"])]:
            phrase = tones(alias).lower()
            if (
                phrase in VAGUE
                or phrase.startswith(("đảng bộ", "ban chấp hành đảng bộ"))
                or "(" in phrase
                or "khóa" in phrase
                or (len(phrase.split()) < 2 and not (alias.isupper() and len(alias) > 4))
            ):
                continue
            out.setdefault(first_word(phrase), []).append((phrase, row["canonical_vi"]))
    for phrase in ("quốc hội", "chính phủ"):
        out.setdefault(first_word(phrase), []).append((phrase, phrase.capitalize()))
    ask(out)
    return {
        word: (re.compile(lexicon.either(p for p, _ in found)), sorted(set(found), key=lambda p: -len(p[0]))) for word, found in out.items()
    }


REPEATED = ("ban chỉ đạo", "đảng ủy", "đảng đoàn", "ban cán sự đảng", "học viện")  # heads that later mentions repeat alone


def _fixed(plain: str, low: str) -> list[Name]:
    table = fixed()
    out: list[Name] = []
    last = 0
    places_of = [(at, known) for word, starts in words_of(plain).places.items() if (known := table.get(word.lower())) for at in starts]
    for at, (begins, phrases) in sorted(places_of, key=itemgetter(0)):
        if at < last or not begins.match(low, at):
            continue
        for phrase, canonical in phrases:
            if low.startswith(phrase, at) and not low[at + len(phrase) : at + len(phrase) + 1].isalpha():
                end = at + len(phrase)
                if plain[at:end].islower() and not (phrase == "trung ương đảng" or " trung ương" in phrase):
                    break
                if plain[at].islower() and phrase.startswith(("ban chấp hành", "trung ương")) and plain[at:end].islower():
                    break
                out.append(Name(at, end, canonical, next((h for h in REPEATED if phrase.startswith(h)), phrase)))
                last = end
                break
    return out


COMMITTEE = re.compile(r"(?:(?:Tỉnh|Thành|Huyện|Quận|Thị|tỉnh|thành|huyện|quận|thị) [ủỦ]y|TỈNH ỦY|THÀNH ỦY)(?![\wÀ-ỹ])")
PARTY = re.compile(
    r"(?:Đảng [ủỦ]y|Đảng bộ|Chi bộ|Đảng đoàn|Ban [Cc]án sự [đĐ]ảng(?: bộ)?|BCSĐ|Ban [Cc]án sự|Chi ủy|"
    r"Đảng ủy, chi bộ)(?![\wÀ-ỹ])(?!\s*viên)"
)
STATE = re.compile(
    r"(?:UBND|HĐND|Ủy ban [Nn]hân dân|Hội đồng [Nn]hân dân|UBMTTQ|Ủy ban MTTQ(?: Việt Nam)?|Ủy ban Mặt trận Tổ quốc(?: Việt Nam)?|"
    r"MTTQ(?: Việt Nam)?|Mặt trận Tổ quốc(?: Việt Nam)?|[Đđ]oàn [đĐ]ại biểu Quốc hội|[Đđ]oàn ĐBQH|Công an|Bộ Chỉ huy [Qq]uân sự|"
    r"Bộ Chỉ huy Bộ đội Biên phòng|Tòa án [Nn]hân dân|Viện [Kk]iểm sát [Nn]hân dân|TAND|VKSND|Liên đoàn Lao động|LĐLĐ|Tỉnh đoàn|"
    r"Thành đoàn|Hội Nông dân|Hội Cựu chiến binh|Hội Liên hiệp Phụ nữ|Hội LHPN|[Tt]hanh tra|"
    r"Ban Quản lý (?:[^,;.\n]{0,30}?(?:khu|Khu|dự án|Dự án)(?: (?!và )[a-zà-ỹđ]+){1,4}"
    r"(?: và [Kk]hu(?: [a-zà-ỹđ]+){2})?(?: [A-ZĐ][\wÀ-ỹ]*){0,3}|[^,;.\n]{3,40}?))(?![\wÀ-ỹ])"
)
ORGAN_OF = re.compile(
    rf"(?:Ban Thường vụ|Ban [Tt]hường vụ|BTV|Ban [Cc]hấp hành|BCH|Thường trực|(?:[Bb]an )(?:{ORGAN})|BTC|Ủy ban [Kk]iểm tra|UBKT|"
    rf"Cơ quan (?:Ủy ban Kiểm tra|UBKT)|[Vv]ăn phòng|VP|Thường vụ|Cơ quan Tổ chức - Nội vụ)(?:\s+(?:của\s+)?)"
    rf"(?=(?:Tỉnh|Thành|Huyện|Quận|Thị|tỉnh|thành|huyện|quận|thị) [ủỦ]y|Đảng [ủỦ]y|Đảng bộ|UBND|HĐND|Đoàn|đoàn|Ủy ban|Hội đồng)"
)
AGENCY = re.compile(rf"(?:Sở|Bộ|bộ)\s+(?P<domain>{DOMAIN})(?![\wÀ-ỹ])|(?:Sở)(?![\wÀ-ỹ])")
UNITS = (
    r"(?:Vụ|Cục|Tổng cục|Viện|Học viện|Trường(?: (?:Cao đẳng|Đại học|Chính trị|THPT|Trung cấp))?|Đại học|Bệnh viện|Trung tâm|"
    r"Tổng công ty|Công ty(?: cổ phần| TNHH)?|Tập đoàn|Ngân hàng|Kho bạc|Đài|Nhà xuất bản|Chi cục|[Pp]hòng|Quân khu|Quân chủng|"
    r"Binh chủng|Quân đoàn|Bộ Tư lệnh|"
    r"Binh đoàn|Hội đồng|Hiệp hội|Liên hiệp|Kiểm toán)"
)
# A small syllable inside a name, before a capital: "Viện Hàn lâm Khoa học".
LOWER = (
    rf"(?!(?:của|tại|do|là|với|thuộc|có|đã|sẽ|và|cho|từ|ở|đến|"
    rf"cùng|trong|để|khi|ông|bà|đồng|chí|về|theo|các|được|bị|nguyên|tỉnh|huyện|xã|nhiệm)\b)[a-zà-ỹđ]+(?= [{lexicon.UP}])"
)
FIRST = rf"{COMPOUND}|số \d+|\d{{1,2}}(?!\d)|{CAP}(?:,(?= (?:đảng viên|Thể thao|chiến lược)))?|khu vực|cổ phần"
UNIT = re.compile(
    rf"(?P<unit>{UNITS})(?P<rest> (?:{FIRST})(?: (?:{FIRST}|[-&]|và|đảng, đảng viên|{LOWER}|quốc gia|nhân dân|toàn cầu|cơ sở|"
    rf"chính trị))*)"
)
TASK = re.compile(
    r"(?:Tiểu ban|TIỂU BAN|Tổ [Gg]iúp việc|Tổ [Bb]iên tập|Ban [Cc]hỉ đạo|Đoàn [Kk]iểm tra|Đoàn [Gg]iám sát|Đoàn công tác|"
    r"Ban Soạn thảo|Tổ công tác)(?![\wÀ-ỹ])"
)
HOUSE = re.compile(
    r"Ủy ban (?:Kinh tế|Tài chính|Pháp luật|Tư pháp|Quốc phòng|Văn hóa|Khoa học|Đối ngoại|Dân nguyện|Công tác đại biểu|Các vấn đề|Xã hội)"
    r"(?:(?:,| -| và)? (?:Tài chính|Ngân sách|Tư pháp|An ninh|Giáo dục|Xã hội|xã hội|Công nghệ|Môi trường|Giám sát|Đối ngoại|Thanh niên|"
    r"Thiếu niên|Nhi đồng))*(?![\wÀ-ỹ])"
)
# Associations of the whole country: "Hội Người cao tuổi Việt Nam", "Liên đoàn Luật sư Việt Nam".
ASSOCIATION = re.compile(
    rf"(?:Hội|Liên đoàn|Tổng hội|Tổng Liên đoàn|Liên hiệp(?: các)? [Hh]ội) (?!nghị|đồng|thảo|viên){CAP}"
    r"(?: (?!của|và|với|đã|do|tại|ở|là)[\wÀ-ỹ]+){0,5}? Việt Nam(?![\wÀ-ỹ])"
)
HIGHEST = re.compile(
    r"(?:Văn phòng (?:Chủ tịch nước|Tổng Bí thư)|Ban (?:Công tác [Đđ]ại biểu|Dân nguyện))(?![\wÀ-ỹ])"
    r"|(?:Tòa án [Nn]hân dân|Viện [Kk]iểm sát [Nn]hân dân|TAND|VKSND) [Tt]ối cao(?![\wÀ-ỹ])"
)
AGENCY_OF = re.compile(
    rf"[Cc]ơ quan (?:Ủy ban Kiểm tra|UBKT|Văn phòng|Ban Tổ chức|Ban Tuyên giáo|Ban Nội chính|Ban Dân vận)"
    rf"(?: và [A-ZĐ][\w]+ \w+)? {CENTRE}(?: Đảng)?"
)
INQUIRY = re.compile(
    r"Cơ quan (?:An ninh điều tra|Cảnh sát điều tra|[Đđ]iều tra)(?:,? (?:Bộ Công an|Viện [Kk]iểm sát [Nn]hân dân tối cao))?(?![\wÀ-ỹ])"
)
SECTOR = re.compile(
    r"(?:[Tt]oàn\s+)?(?P<sector>(?:[Nn]gành) (?:Tổ chức [Xx]ây dựng Đảng|Kiểm tra Đảng|Tuyên giáo|Dân vận|Nội chính|"
    r"Tổ chức nhà nước|Nội vụ))(?![\wÀ-ỹ])|(?:[Tt]oàn )(?P<short>Ngành|ngành)(?![\wÀ-ỹ])(?!\s+[A-ZĐ])"
)
SCHOOL = re.compile(r"nhà trường|Nhà trường")
BLOC = re.compile(
    rf"\s+Khối(?:\s+(?:các cơ quan(?: tỉnh| {CENTRE})?(?: và doanh nghiệp)?(?: tỉnh| {CENTRE})?|Doanh nghiệp(?: tỉnh| {CENTRE})?|"
    rf"[Cc]ơ quan(?: và [Dd]oanh nghiệp)?(?: tỉnh)?))?"
)
CENTRAL_OWNER = re.compile(
    rf"\s+(?:các cơ quan Đảng {CENTRE}|Chính phủ|Quốc hội|Mặt trận Tổ quốc(?: Việt Nam)?(?:(?:,| và) các đoàn thể {CENTRE})?|"
    rf"(?:Cơ quan )?Văn phòng Trung ương Đảng|Công an {CENTRE}|Quân sự (?:tỉnh|thành phố|Bộ)|Công an(?: tỉnh| thành phố)?|"
    rf"Quân đội(?: nhân dân(?: Việt Nam)?)?|Ngoài nước|Tòa án nhân dân tối cao|Viện [Kk]iểm sát [Nn]hân dân tối cao|Thanh tra Chính phủ|"
    rf"(?:Cơ quan )?Ban Tổ chức {CENTRE}|các cơ quan {CENTRE})"
)
# A union of the people whose party group one names: "Đảng đoàn Hội Nông dân tỉnh", "Đảng đoàn Hội LHPN Việt Nam".
UNION = re.compile(
    r"\s+(?:Hội (?:Nông dân|Cựu chiến binh|Liên hiệp Phụ nữ|LHPN|Nhà văn|Nhà báo|Luật gia)|Liên đoàn Lao động|LĐLĐ|"
    r"(?:Ủy ban )?(?:MTTQ|Mặt trận Tổ quốc))(?: Việt Nam)?(?![\wÀ-ỹ])"
)
BREAK = re.compile(
    r"[,;.:()\n“”\"*]|\s(?:đã|sẽ|đang|để|cần|có|là|do|được|bị|tổ chức|họp|tiếp tục|khẩn trương|gồm|nhằm|trong|tại|triển khai|"
    r"tham mưu|nghiên cứu|chủ trì|phối hợp|quyết định|yêu cầu|đề nghị|làm|thực hiện|đối với|theo|khi|nhiệm kỳ|công bố|ban hành|"
    r"báo cáo|xây dựng|tiến hành|kết luận|xem xét|giao|lãnh đạo|chỉ đạo|đánh giá|nhận thấy|khảo sát|thống nhất|hướng dẫn|chịu|"
    r"tham gia|ủy quyền|với các|cử|"
    r"mời)\b"
)
CONGRESS = re.compile(
    rf"\s+(?:phục vụ\s+)?(?:Đại hội|ĐH)(?:\s+(?:đại biểu|toàn quốc|lần thứ|Đảng))*\s+(?:{terms.NUMBER})(?:\s+của Đảng(?!\s*(?:bộ|ủy)))?"
)


def _owner(plain: str, at: int) -> tuple[int, bool]:
    """End of the owner of a Đảng ủy or Đảng bộ named at ``at``, and whether it is a place."""
    for form in (BLOC, CENTRAL_OWNER):
        if match := form.match(plain, at):
            return match.end(), False
    if match := re.compile(
        rf"\s+(?:(?:Bộ|Sở|bộ)\s+(?:{DOMAIN})(?![\wÀ-ỹ])|UBND(?: tỉnh| thành phố| TP\.?HCM)?(?![\wÀ-ỹ])|Chính phủ)"
    ).match(plain, at):
        end = match.end()
        return (
            (places.province(plain, places.level(plain, end)), False) if "UBND" in match.group() or "Sở" in match.group() else (end, False)
        )
    if match := re.compile(r"\s+(?=[A-ZĐ])").match(plain, at):
        unit = UNIT.match(plain, match.end())
        if unit:
            return _trim(plain, unit), False
        if plain.startswith("Trường", match.end()):
            return match.end() + 6, False
    if union := UNION.match(plain, at):
        end = places.level(plain, union.end())
        return (places.local(plain, end), True) if end > union.end() else (end, False)
    if (end := places.level(plain, at)) > at:
        return places.local(plain, end), True
    if (end := places.province(plain, at)) > at:
        return end, True
    return at, False


OFFICE = re.compile(r"(?:Vụ|Cục|Tổng cục|Chi cục|Viện|[Pp]hòng)$")
OFFICE_END = re.compile(
    rf"[,;.:()\n“”\"]|\s(?:của|đã|sẽ|đang|được|là|có|còn|hiện|tại|trong|cho|về|ở|theo|để|do|khi|nhiệm kỳ|giai đoạn|thuộc|trực thuộc|cùng|"
    rf"với|bị|từ|đến|vi phạm|thực hiện|làm|phối hợp|báo cáo|tham mưu|triển khai|cần|tiếp tục|nhận|nêu|năm|tiếp thu|khẩn trương|"
    rf"hướng dẫn|giữ|chủ trì|đối với|kể từ|và(?! [{lexicon.UP}])|và(?= (?:Đại|Thượng|Trung|Thiếu|Ông|Bà|Đồng chí) ?(?:tướng|"
    rf"tá)?))(?![\wÀ-ỹ])|\s-\s(?=(?:[Ôô]ng|[Bb]à|[Đđ]ồng chí)\b)"
)
# The body that a room belongs to may follow it with a dash: "Phòng Tổng hợp - Văn phòng Tỉnh ủy".
IN_BODY = re.compile(r" -(?= (?:Văn phòng|Văn|Công an|Công|Sở|Ban|Tỉnh|Huyện)(?![\wÀ-ỹ]))")


def _trim(plain: str, unit: re.Match[str]) -> int:
    """End of a unit's name: without a connector left hanging and without a person's name behind it."""
    rest = unit["rest"]
    if (
        OFFICE.match(unit["unit"])
        and (stop := OFFICE_END.search(plain, unit.end(), unit.end() + 60))
        and plain[unit.end() : stop.start()].count(" ") <= 5
        and not re.search(rf"[{lexicon.UP}]", plain[unit.end() : stop.start()].replace("- ", "")[:1])
    ):
        rest = plain[unit.start("rest") : stop.start()]
    if unit["unit"].casefold() == "phòng" and (inside := IN_BODY.search(rest)):
        rest = rest[: inside.start()]
    run = list(re.finditer(CAP, rest))
    for number, m in enumerate(run):
        if (
            number
            and m.group() in places.common_surnames()
            and len(run) - number in (2, 3, 4, 5)
            and rest[m.end() : m.end() + 1] == " "
            and run[number + 1].start() == m.end() + 1
        ):
            rest = rest[: m.start()]
            break
    return unit.start("rest") + len(re.sub(r"(?:\s(?:và|-|&)|,)*\s*$", "", rest))


BLANK = re.compile(r"\s+")
CITY = re.compile(rf"\b(?:TP|Tp|tp)\b(?:\.(?P<tight>(?=[{lexicon.UP}]))?)?")
SAIGON = re.compile(r"(?:TP\.?\s?|Thành phố )?(?:HCM\b|Hồ Chí Minh)(?=$|[,;.)])")
DISTRICT = {"H": "huyện", "Q": "quận", "P": "phường", "TX": "thị xã"}
DISTRICTS = re.compile(rf"(?<= )({'|'.join(DISTRICT)})\.\s?(?=[{lexicon.UP}]|$)")
WHOLE = re.compile(r"^(?:toàn|Toàn)\s+")


@cache
def abbreviations() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    """Short forms inside names and what they stand for: ``UBND`` is Ủy ban nhân dân."""
    return tuple(
        (short, re.compile(rf"(?<![\wÀ-ỹ]){re.escape(short)}(?![\wÀ-ỹ])"), full) for short, full in lexicon.section("abbreviations").items()
    )


@lru_cache(maxsize=1 << 14)
def expanded(surface: str) -> str:
    """A name with its abbreviations written out: ``UBND tỉnh`` -> ``Ủy ban nhân dân tỉnh``."""
    surface = BLANK.sub(" ", surface)
    for word, short, full in abbreviations():
        if word in surface:
            surface = short.sub(full, surface)
    surface = SAIGON.sub("Thành phố Hồ Chí Minh", surface)
    surface = CITY.sub(lambda m: "thành phố" if m["tight"] is None else "thành phố ", surface)
    surface = DISTRICTS.sub(lambda m: DISTRICT[m[1]] + " ", surface).rstrip() if "." in surface else surface
    surface = WHOLE.sub("", surface)
    return surface if surface.startswith(" ") else surface[:1].upper() + surface[1:]
