"""Finds every name of a body in a plain text. Owns the order in which the grammars of ``bodies`` are tried."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

from vanmach.loaders import bodies, lexicon, places, symbols
from vanmach.loaders.bodies import BREAK, CONGRESS, Name, expanded
from vanmach.loaders.notebook import Taken
from vanmach.loaders.scan import Finder, Rare, may_open

HEADS = (
    "Ban|ban|BTV|BCH|BTC|Thường trực|Ủy ban|UBKT|UBND|UBMTTQ|HĐND|Hội|Hội đồng|Văn phòng|VP|Cơ quan|Tỉnh|Thành|"
    "Huyện|Quận|Thị|tỉnh|thành|huyện|quận|thị|TỈNH|THÀNH|Đảng|Chi|BCSĐ|MTTQ|Mặt trận|Đoàn|đoàn|Công an|Bộ|bộ|Tòa|Viện|TAND|VKSND"
    "|Liên|LĐLĐ|Thanh tra|Sở|Vụ|Cục|Tổng|Học viện|Trường|Đại học|Bệnh viện|Trung tâm|Công ty|Tập đoàn|Ngân hàng|Kho bạc|Đài|Nhà|"
    "nhà trường|văn|thanh|Thường vụ|Phòng|phòng|Quân|Binh đoàn|Hiệp hội|Kiểm toán|Tiểu ban|TIỂU BAN|Tổ|Toàn|toàn|Ngành|ngành"
)
HEAD = Finder(rf"(?<![\wÀ-ỹ])(?:{HEADS})(?![\wÀ-ỹ])")
GENERIC = re.compile(r"(?:các|những|mỗi|từng|nhiều|một số|\d+|cấp|hoặc)\s+$")
AFTER_GENERIC = re.compile(
    r"\s*(?:,|và)\s+(?:thành|huyện|quận|tỉnh|thị) [ủỦ]y|\s+(?:các|cấp trên|cấp dưới|trực thuộc|cơ sở|viên|cấp)(?![\wÀ-ỹ])"
)
BETWEEN = re.compile(r"(?:giữa|hoặc)\s+$")
MIDDLE = re.compile(rf"(?<![\wÀ-ỹ])(?:{lexicon.either(lexicon.section('people')['common'])})\s(?:{places.CAP}\s)?$")
TEAM_STOP = re.compile(
    r"[,;.:()\n“”]|\s(?:gồm|do|đã|sẽ|có|được|họp|cần|là|phải|tiếp tục|tiếp thu|khẩn trương|để|trong|tại|"
    r"và)(?![\wÀ-ỹ])"
)
MINISTER = Finder(rf"(?<!\w)(?:[Bb]ộ|[Tt]hứ) trưởng (?P<d>{bodies.DOMAIN})(?![\wÀ-ỹ])")
PREMIER = Rare(rf"(?:của|do|bởi|được)\s(?P<name>Thủ tướng(?: Chính phủ)?)(?![\wÀ-ỹ])(?!\s+[{lexicon.UP}])")
CITY = re.compile(r" (?:[Tt]hành phố|TP\.?|tỉnh)(?=\s)")
DISTRICT = re.compile(r" (?:huyện|quận|thị xã|H\.|Q\.|TX\.?)(?=\s?[A-ZĐ])")
ROOM = re.compile(r"(?:[Vv]ăn|[Qq]uốc|[Dd]ự|[Đđ]ề|[Pp]hó|[Bb]iên|Hải)\s$")
NO_ROOM = re.compile(
    rf"[Pp]hòng (?:Văn phòng|Cục|Vụ|Viện|Ban|Bộ|Sở|Công an|Trung ương|Báo|Công ty|"
    rf"(?:{lexicon.either(lexicon.section('people')['common'])}) [A-ZĐ])"
)
CHANH = re.compile(r"[Cc]hánh\s+$")
LISTED = re.compile(r"(?:[Tt]ỉnh|[Hh]uyện|[Tt]hị|[Qq]uận|[ỦủUu]y),\s*$")
NOT_POST = re.compile(r"(?:Phó [Bb]í thư|[ỦủUu]y viên|Phó [Tt]rưởng [Bb]an|Phó [Cc]hủ tịch|Phó [Bb]an|Phó [Cc]hủ nhiệm|phó bí thư)\s+$")
TRUONG = re.compile(r"(?:[Tt]rưởng|[Pp]hó)\s+$")


OFFICE = re.compile(r"(?:Vụ|Cục|[Pp]hòng|Viện|Trung tâm)$")
BULLET = re.compile(r"(?:^|\n)\s*(?:\(?\d{1,2}[.)/]|[-+•])\s*$")
LINE = re.compile(r"[^\n;:.()]{4,60}?(?=\s*(?:[;.(]?\s*(?:\n|$)|\((?:gọi|sau)))")
ALIAS = re.compile(r"\s*\((?:sau đây\s)?(?:gọi|viết)\s(?:tắt\s)?(?:chung\s)?(?:là:?\s)?[“\"]?")
MEMBER = Finder(rf"(?<!\w)(?:[ỦủUu]y viên|UV)(?: dự khuyết| chính thức)?\s(?P<c>{bodies.CENTRE})(?!\s*(?:[Đđ]ảng|Đoàn|Hội|MTTQ|Mặt trận))")


def _committee(plain: str, at: int) -> Name | None:
    """``Tỉnh ủy Long An``, ``Huyện ủy``."""
    match = bodies.COMMITTEE.match(plain, at)
    if not match:
        return None
    lower = match.group()[0].islower()
    if match.group().isupper():
        return None  # a heading in capitals speaks of committees in general
    end = places.local(plain, match.end())
    if end == match.end() and (level := CITY.match(plain, end)) and (named := places.province(plain, level.end())) > level.end():
        end = named  # "Thành ủy thành phố Hồ Chí Minh"
    elif end == match.end() and (level := DISTRICT.match(plain, end)) and (named := places.local(plain, level.end())) > level.end():
        end = named  # "Huyện ủy huyện Nông Cống"
    if plain.startswith(" viên", match.end()):
        if lower:
            return None
        end = match.end()
    if (lower and end == match.end()) or (end == match.end() and LISTED.search(plain, max(0, at - 12), at)):
        return None
    head = match.group()[0].upper() + match.group()[1:].lower()
    return Name(at, end, head + expanded(plain[match.end() : end]), head.lower(), short=end == match.end(), local=True, base=head)


def _party(plain: str, at: int) -> Name | None:
    """``Đảng ủy Khối các cơ quan Trung ương``, ``Đảng bộ Trường Cao đẳng X``, ``Ban cán sự đảng Bộ Y``."""
    match = bodies.PARTY.match(plain, at)
    if not match:
        return None
    start_owner = match.end()
    if match.group().endswith(" bộ") and not match.group().startswith(
        "Đảng"
    ):  # "Ban cán sự Đảng bộ Thông tin": the ministry begins at "bộ"
        start_owner -= 3
    end, local = bodies._owner(plain, start_owner)
    end = max(end, match.end())
    short = end == match.end()
    head = "ban cán sự đảng" if match.group().casefold().startswith("ban cán sự") or match.group() == "BCSĐ" else match.group().lower()
    if short and head in ("chi bộ", "chi ủy"):
        return None
    union = bodies.UNION.match(plain, start_owner)
    base = expanded(plain[at : places.level(plain, union.end() if union else start_owner)]) if local else ""
    if council := re.compile(r"\s+(?:UBND(?: (?:tỉnh|thành phố|TP\.?))?|Ủy ban [Nn]hân dân (?:[Tt]ỉnh|[Tt]hành phố))(?![\wÀ-ỹ])").match(
        plain, start_owner
    ):
        local, base, short = True, expanded(plain[at : council.end()].rstrip(".")), False
        end = max(end, places.local(plain, council.end()))
    return Name(at, end, expanded(plain[at:end]), head, short=short or plain[at:end].endswith((" Trường", " Khối")), local=local, base=base)


PLACELESS = frozenset(
    "UBND|HĐND|Công an|Thanh tra|Hội Nông dân|Hội Cựu chiến binh|Mặt trận Tổ quốc|MTTQ|Ủy ban nhân dân|Hội đồng nhân dân|"
    "Ủy ban Nhân dân|Hội đồng Nhân dân".split("|")
)  # these name nobody without a place


def _state(plain: str, at: int) -> Name | None:
    match = bodies.STATE.match(plain, at)
    if not match:
        return None
    head = match.group()
    if head[0] == "t" and not CHANH.search(plain, max(0, at - 8), at):
        return None  # "thanh tra tỉnh A" in small letters is what one does there
    end = places.level(plain, match.end())
    levelled = end > match.end()
    end = places.local(plain, end) if levelled else places.province(plain, end)
    if end == match.end() and head in PLACELESS:
        return None
    base = expanded(plain[at : places.level(plain, match.end())])
    return Name(at, end, expanded(plain[at:end]), base.lower(), short=end == match.end(), local=True, base=base)


def _organ(plain: str, at: int) -> Name | None:
    """``Ban Thường vụ Tỉnh ủy Hải Dương``, ``Văn phòng UBND tỉnh``."""
    match = bodies.ORGAN_OF.match(plain, at)
    if not match or (match.group().startswith("Thường trực") and NOT_POST.search(plain, max(0, at - 20), at)):
        return None
    inner = _committee(plain, match.end()) or _party(plain, match.end()) or _state(plain, match.end())
    if not inner:
        return None
    if plain[at] == "v" and not CHANH.search(plain, max(0, at - 8), at) and (inner.short or plain[match.end()].islower()):
        return None  # "văn phòng tỉnh ủy" in small letters speaks of any
    organ = re.sub(r"\s+của\s+$", " ", expanded(match.group()))
    organ = f"Ban {organ}" if organ.startswith("Thường vụ") else organ
    full = organ + inner.full
    return Name(
        at, inner.end, full, organ.strip().lower(), owner=inner.full, local=inner.local, base=organ + inner.base if inner.base else ""
    )


def _agency(plain: str, at: int) -> Name | None:
    match = bodies.AGENCY.match(plain, at)
    if not match:
        return None
    if not match["domain"]:
        return Name(at, match.end(), "Sở", "sở", short=True)
    end = match.end()
    local = match.group().startswith("Sở")
    base = expanded(match.group())
    if local:
        levelled = places.level(plain, end)
        end = places.local(plain, levelled) if levelled > end else places.province(plain, end)
    return Name(at, end, expanded(plain[at:end]), "sở" if local else base.lower(), local=local, base=base if local else "")


def _task(plain: str, at: int) -> Name | None:
    """``Tiểu ban Nhân sự Đại hội XIV của Đảng``, ``Ban Chỉ đạo quy hoạch cán bộ``, ``Đoàn Kiểm tra số 3``."""
    match = bodies.TASK.match(plain, at)
    if not match:
        return None
    head = match.group().lower()
    stop = BREAK.search(plain, match.end(), match.end() + 140)
    end = stop.start() if stop else min(len(plain), match.end() + 140)
    if "tiểu ban" in head:
        congress = CONGRESS.search(plain, match.end(), end + 30)
        run = re.compile(
            rf"(?: (?:[Nn]hân sự|[Vv]ăn kiện|[Đđ]iều lệ Đảng|[Tt]ổ chức [Pp]hục vụ(?: Đại hội(?! X))?|"
            rf"[Bb]ảo vệ [Cc]hính trị nội bộ|[Kk]inh tế ?-? ?[Xx]ã hội|{bodies.CENTRE}|{places.CAP}|-|và))*"
        ).match(plain, match.end(), end)
        end = max(run.end() if run else match.end(), congress.end() if congress and run and congress.start() <= run.end() + 1 else 0)
        end -= len(plain[at:end]) - len(re.sub(r"(?:\s(?:và|-))+$", "", plain[at:end]))
    elif head.startswith("tổ"):
        stop = TEAM_STOP.search(plain, match.end(), match.end() + 140)
        end = stop.start() if stop else end
        rest = plain[match.end() : end]
        if rest.startswith((" Tiểu ban", " về ", " tổng kết", " của Tiểu ban")):
            close = re.compile(r"\s*\(\d{4}\s*-\s*\d{4}\)").match(plain, end)
            end = close.end() if close and stop and stop.group() == "(" else end
            if rest.startswith(" của Tiểu ban"):
                end = match.end()
        elif re.match(r"\s*\(\d{4}", plain[end : end + 8]) and rest:
            close = re.compile(r"\s*\(\d{4}\s*-\s*\d{4}\)").match(plain, end)
            end = close.end() if close else end
        else:
            end = match.end()
    elif head == "ban chỉ đạo":
        run = re.compile(rf"(?: (?:{bodies.CENTRE}|Nhà nước|Quốc gia|(?!{NO_TASK}){places.CAP}(?![\wÀ-ỹ])(?! [a-zà-ỹđ])))*").match(
            plain, match.end()
        )
        here = run.end() if run else match.end()
        end = max(end, here) if LEAD.match(plain, here) else here
        if another := NEXT_TASK.search(plain, match.end(), end):
            end = another.start()
        while more := TASKS.match(plain, end):
            end = more.end()
    elif head.startswith("đoàn"):
        number = re.compile(r"\s+số\s+\d+|\s+\d+").match(plain, match.end())
        end = number.end() if number else match.end()
    end = at + len(plain[at:end].rstrip())
    return Name(at, end, expanded(plain[at:end]), head, short=end == match.end())


def _unit(plain: str, at: int) -> Name | None:
    match = bodies.UNIT.match(plain, at)
    if plain[at] in "pP" and (ROOM.search(plain, max(0, at - 6), at) or NO_ROOM.match(plain, at)):
        return None  # "văn phòng Ban Chỉ đạo", "quốc phòng An ninh", "trưởng phòng Cục Quản trị"
    if not match or MIDDLE.search(plain, max(0, at - 20), at) or plain.startswith(("Hội đồng nhân dân", "Hội đồng Nhân dân"), at):
        return None
    end = bodies._trim(plain, match)
    if OFFICE.match(match["unit"]) and BULLET.search(plain, max(0, at - 8), at) and (line := LINE.match(plain, at)):
        end = at + len(line.group().rstrip(" ,"))  # an item of a list of units is its whole line: "(11) Vụ Nghiên cứu, Đào tạo nghiệp vụ"
    if end <= match.start("rest"):
        return None
    name = plain[at:end]
    if name.startswith("Trung tâm") and len(name.split()) < 5:
        return None
    if name.startswith("Trường Chính trị") and (of := places.level(plain, end)) > end:
        last = places.province(plain, of)
        base = expanded(plain[at:of])
        return Name(at, last, expanded(plain[at:last]), "trường", local=True, base=base)
    return Name(at, end, expanded(name), "trường" if match["unit"].startswith("Trường") else match["unit"].lower())


SPECIAL = (bodies.HOUSE, bodies.ASSOCIATION, bodies.HIGHEST, bodies.AGENCY_OF, bodies.INQUIRY)


def _special(plain: str, at: int) -> Name | None:
    """Committees of the National Assembly, the highest courts, bodies of inquiry: ``Ủy ban Kinh tế - Tài chính``, ``TAND Tối cao``."""
    for form in SPECIAL:
        if match := form.match(plain, at):
            full = re.sub("Tối cao$", "tối cao", expanded(match.group()))
            return Name(at, match.end(), full, full.lower())
    return None


def _sector(plain: str, at: int) -> Name | None:
    match = bodies.SECTOR.match(plain, at)
    if not match:
        return None
    group = "sector" if match["sector"] else "short"
    return Name(match.start(group), match.end(), expanded(match[group]), "ngành", short=group == "short")


NO_TASK = (
    "Nghị quyết|Chỉ thị|Đề án|Kế hoạch|Chương trình|Trưởng|Phó|Các|Ủy viên|Thành viên|Căn cứ|Theo|Quyết định|Sau|Tại|Ngày|Ông|Bà|"
    "Đồng chí|Kỳ"
)
# What a steering committee has charge of beside the first: "phát triển khoa học, công nghệ và chuyển đổi số".
TASKS = re.compile(
    r"(?:,| và)\s(?:và )?(?:[Cc]ông nghệ|[Pp]háp luật|[Đđ]ổi mới sáng tạo|[Cc]huyển đổi số|[Cc]ải cách hành chính|chống tham nhũng|"
    r"lãng phí|tiêu cực|"
    r"(?:thực hiện |triển khai )?[Đđ]ề án (?:số )?06)(?![\wÀ-ỹ])"
    r"|\strong (?:các )?(?:cơ quan|hệ thống) (?:[Đđ]ảng|chính trị)(?![\wÀ-ỹ])"
)
NEXT_TASK = re.compile(r"(?:,| và) (?:các )?(?:Ban [Cc]hỉ đạo|Tiểu ban|Tổ (?:giúp việc|công tác))(?![\wÀ-ỹ])")
LEAD = re.compile(
    rf" (?:(?!{NO_TASK})[{lexicon.UP}][\wÀ-ỹ]+ [a-zà-ỹđ]+|\d{{1,2}}(?![\d/.-])|về (?:phòng|phát triển|cải cách|hội nhập|"
    rf"nhân quyền|an ninh|công tác|chuyển đổi|hoàn thiện|tổng kết|"
    r"giảm nghèo|du lịch|bảo vệ)|quy hoạch|tổng kết|phòng, chống|cải cách|sắp xếp|chuyển đổi|thi hành|quốc gia|liên ngành|"
    r"xây dựng(?= (?:Đề án|đề án|quy hoạch))|thực hiện (?=(?:Nghị quyết|Quy chế|sắp xếp|Đề án))|phát triển (?!du lịch (?:ở|các))|"
    r"tỉnh|thành phố)"
)


SCHOOL = ("nhà", "Nhà")
Grammar = Callable[[str, int], Name | None]
GRAMMARS: tuple[tuple[Grammar, tuple[re.Pattern[str], ...]], ...] = (
    (_special, SPECIAL),
    (_organ, (bodies.ORGAN_OF,)),
    (_committee, (bodies.COMMITTEE,)),
    (_party, (bodies.PARTY,)),
    (_state, (bodies.STATE,)),
    (_agency, (bodies.AGENCY,)),
    (_task, (bodies.TASK,)),
    (_unit, (bodies.UNIT,)),
    (_sector, (bodies.SECTOR,)),
)  # in the order they are tried, each with the patterns one of which a name of its begins with


@lru_cache(maxsize=4096)
def grammars(word: str, letter: str) -> tuple[Grammar, ...]:
    """The grammars that a name can fit which begins with this word, a blank and this letter: most words open one or two of the nine."""
    return tuple(grammar for grammar, patterns in GRAMMARS if any(may_open(p.pattern, word, letter) for p in patterns))


def find(plain: str) -> list[Name]:
    """Every name of a body, the longest at each place, none inside another: ``Phó Trưởng Ban Tổ chức Trung ương`` holds one."""
    low = plain.lower()
    inside = Taken((s.start, s.end) for s in symbols.find(plain))
    found: list[Name] = bodies._fixed(plain, low) if len(low) == len(plain) else []
    for match in HEAD.finditer(plain):
        at = match.start()
        word = match.group().split(" ", 1)[0]
        fitting = grammars(word, plain[at + len(word) + 1 : at + len(word) + 2])
        if not fitting and word not in SCHOOL:
            continue
        if match.group() in ("nhà trường", "Nhà") and not plain.startswith("hà trường", at + 1):
            continue
        if match.group() == "nhà trường" or plain.startswith("Nhà trường", at):
            found.append(Name(at, at + 10, "Trường", "trường", short=True))
            continue
        for grammar in fitting:
            name = grammar(plain, at)
            if not name:
                continue
            before = plain[max(0, at - 12) : at]
            if match.group() == "ban" and not TRUONG.search(before):
                continue
            if GENERIC.search(before) and (name.short or (name.local and not before.endswith("các ") and plain[at].islower())):
                continue
            if (
                name.short
                and not (name.local and plain.startswith(" viên", name.end))
                and (AFTER_GENERIC.match(plain, name.end) or BETWEEN.search(before))
            ):
                continue
            found.append(name)
            break
    found.extend(Name(m.start("d"), m.end("d"), expanded(f"Bộ {m['d']}"), "bộ") for m in MINISTER.finditer(plain))
    found.extend(Name(m.start("name"), m.end("name"), "Thủ tướng Chính phủ", "thủ tướng") for m in PREMIER.finditer(plain))
    found.extend(
        Name(m.start("c"), m.end("c"), "Ban Chấp hành Trung ương Đảng", "ban chấp hành trung ương") for m in MEMBER.finditer(plain)
    )
    found.extend(_capitals(plain, found))
    found.sort(key=lambda n: (n.start, -n.end))
    out: list[Name] = []
    for name in found:
        if inside.overlaps(name.start, name.end):
            continue
        if out and name.start < out[-1].end:
            if name.end - name.start > out[-1].end - out[-1].start and name.start <= out[-1].start:
                out[-1] = name
            continue
        out.append(name)
    _aliases(plain, out)
    return out


def _capitals(plain: str, found: list[Name]) -> list[Name]:
    """Headings in capitals that repeat a name of the text: ``ỦY BAN NHÂN DÂN TỈNH AN GIANG``."""
    out = []
    known = {n.full.upper(): n for n in reversed(found) if not n.short and n.full.count(" ") > 2}
    known |= {plain[n.start : n.end].upper(): n for n in reversed(found) if not n.short and plain.count(" ", n.start, n.end) > 2}
    for upper, name in known.items():
        at = plain.find(upper)
        while at >= 0:
            out.append(Name(at, at + len(upper), name.full, name.head, name.owner, False, name.local, name.base))
            at = plain.find(upper, at + len(upper))
    return out


def _aliases(plain: str, names: list[Name]) -> None:
    """``Vụ Địa bàn I (gọi tắt là Vụ I)``: from there on the short name is the long one's."""
    known: dict[str, Name] = {}
    for before, name in pairwise(names):
        gap = ALIAS.match(plain, before.end)
        if gap and gap.end() == name.start:
            known[plain[name.start : name.end]] = before
    for name in names if known else []:
        if long := known.get(plain[name.start : name.end]):
            name.full, name.head, name.owner, name.short, name.local, name.base = (
                long.full,
                long.head,
                long.owner,
                False,
                long.local,
                long.base,
            )
