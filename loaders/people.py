"""Names of people: ``đồng chí Lê Thị Mẫu``, ``Bí thư Tỉnh ủy Trần Văn Ba``, later ``bà Mẫu``.

Owns where a name begins and ends and who is the same person; bylines and historical figures in passing are left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from vanmach.loaders import lexicon, places
from vanmach.loaders.interchange import Person
from vanmach.loaders.notebook import Hit, Notebook, Taken
from vanmach.loaders.places import CAP
from vanmach.loaders.posts import Post
from vanmach.loaders.scan import Finder

HONORIFIC = lexicon.any_case(lexicon.section("people")["honorifics"])
RANK = lexicon.either(lexicon.section("people")["ranks"])
CUE = re.compile(rf"(?:(?<![\wÀ-ỹ])(?:{HONORIFIC}|{RANK})\.?:?\s*)$")
SURNAME = Finder(rf"(?<![\wÀ-ỹ'])(?:{lexicon.either(lexicon.section('people')['surnames'])})(?=\s{CAP})")
TOKEN = re.compile(rf" (?P<token>{CAP}|Thị|Văn)")
SHORT = Finder(rf"(?<![\wÀ-ỹ])(?:[Ôô]ng|[Bb]à|[Đđ]ồng chí|[Đđ]/c|anh|chị)\s+(?P<name>{CAP}(?: {CAP})?)(?!\s+[{lexicon.UP}])")
NEVER = frozenset(lexicon.section("people")["never"])
NOT_PERSON = re.compile(
    r"(?:đường|phố|giải thưởng|[Gg]iải|[Tt]rường|THPT|huyện|quận|xã|phường|TP\.?|[Tt]hành phố|[Tt]ỉnh|[Hh]ọc viện|tư tưởng|"
    r"đạo đức|phong cách|di chúc|khu công nghiệp|dân tộc|cầu|chợ|sông|núi|ảnh:?|Ảnh:?|bài:?|[Tt]in:?|Nguồn:?|gương)\s*$"
)
GAP = re.compile(r"\s*(?:[,(-]|là)?\s*")
PLACEHOLDER = re.compile(r" [A-Z](?![\wÀ-ỹ.])")  # "đồng chí Nguyễn Văn A" of a form
PHOTO = re.compile(r"(?:[Ảả]nh|ẢNH|[Tt]in,? ảnh|[Bb]ài|Nguồn|Video|Theo)\s*:\s*$|\((?:[Ảả]nh)\s*:?\s*$")
POST_WORD = re.compile(
    r"(?:[Ủủ]y viên|Uỷ viên|Bí thư|Phó|Trưởng|Chủ|Giám đốc|Tổng|Chánh|Bộ trưởng|Thứ trưởng|Thường trực|Hiệu trưởng|"
    r"Nguyên(?=:? (?:Ủy|Bí|Phó|Trưởng|Chủ|Giám|Thứ|Bộ|Tổng|Cục|Vụ|Chánh|Đại|Tỉnh|Thành))|"
    r"Viện trưởng|Đại biểu|Tỉnh ủy|Thành ủy|Huyện ủy|Đảng ủy)(?![\wÀ-ỹ])"
)


@dataclass(slots=True)
class Found:
    """A name at ``[start, end)`` with the person's id."""

    start: int
    end: int
    id: str


def _extent(plain: str, start: int, end: int, blocked: Taken) -> int:
    """End of the name whose surname stands at ``[start, end)``: at most five syllables, not into a post or a body."""
    syllables = 1
    while syllables < 5 and (token := TOKEN.match(plain, end)):
        if POST_WORD.match(plain, token.start("token")) or blocked.overlaps(token.start("token"), token.end()):
            break
        if token["token"].isupper() and token["token"] not in ("Y", "Ý", "Á", "Ê"):
            break
        end = token.end()
        syllables += 1
    return end


def _is_name(plain: str, start: int, end: int, after_post: bool, before_post: bool) -> bool:
    name = plain[start:end]
    syllables = name.count(" ") + 1
    if PLACEHOLDER.match(plain, end):
        return False
    if syllables < 2 or name in NEVER or (syllables == 2 and name.split(" ")[0] in NEVER):
        return False
    before = plain[max(0, start - 30) : start]
    cue = bool(CUE.search(before))
    if name.startswith("Hồ Chí Minh") or PHOTO.search(before) or (NOT_PERSON.search(before) and not (cue or after_post)):
        return False
    if cue or after_post or before_post:
        return True
    return syllables in (3, 4) and name.split()[0] in places.common_surnames() and not plain[start - 1 : start].isalnum()


def find(notebook: Notebook, posts: list[Post], bodies: list[Hit]) -> list[Found]:
    """Names in order, full and short, each with its person."""
    plain = notebook.text.plain
    blocked = Taken((h.start, h.end) for h in bodies)
    ends = {p.end for p in posts}
    starts = {p.start for p in posts}
    found: list[Found] = []
    known: dict[str, str] = {}
    last = 0
    for match in SURNAME.finditer(plain):
        start = match.start()
        if start < last or blocked.overlaps(start, match.end()):
            continue
        end = _extent(plain, start, match.end(), blocked)
        gap = GAP.match(plain, end)
        after_post = any(start - k in ends for k in (1, 2, 3))
        if not _is_name(plain, start, end, after_post, bool(gap and gap.end() in starts)):
            continue
        last = end
        name = plain[start:end]
        if name.casefold() not in known:
            known[name.casefold()] = notebook.add(Person("", name))
        found.append(Found(start, end, known[name.casefold()]))
        notebook.hit(known[name.casefold()], start, end)
    return sorted([*found, *_short(notebook, found, blocked)], key=lambda f: f.start)


def _short(notebook: Notebook, found: list[Found], blocked: Taken) -> list[Found]:
    """Later short mentions: ``bà Mai`` is the person last named whose name ends so."""
    out: list[Found] = []
    full = Taken((f.start, f.end) for f in found)
    for match in SHORT.finditer(notebook.text.plain):
        start, end = match.span("name")
        if full.overlaps(start, end) or blocked.overlaps(start, end):
            continue
        named = [f for f in found if notebook.text.plain[f.start : f.end].endswith(" " + match["name"])]
        if named:
            near = [f for f in named if f.start < start] or named
            notebook.hit(near[-1].id, start, end)
            out.append(Found(start, end, near[-1].id))
    return out
