"""Titles of posts and the bodies they belong to: ``Phó Trưởng Ban Tổ chức Trung ương``, ``Tỉnh ủy viên``, ``Hiệu trưởng nhà trường``.

Owns the words of a post; who holds it is ``people``'s.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

from vanmach.loaders import lexicon, terms
from vanmach.loaders.notebook import Hit, Notebook
from vanmach.loaders.scan import Finder


@dataclass(slots=True)
class Post:
    """A post at ``[start, end)``: its title, the body's id, and whether it is said to be over."""

    start: int
    end: int
    title: str
    body: str
    former: bool = False
    member: bool = False
    bare: bool = False
    colon: bool = False  # "nguyên: A, B": the colon puts every post of the chain into the past


def _every_case(title: str) -> str:
    return " ".join(f"[{w[0]}{w[0].upper()}]{re.escape(w[1:])}" if w[0].islower() else re.escape(w) for w in title.split())


@cache
def pattern() -> Finder:
    """All titles of posts, longest first, any case of the first letters."""
    titles = lexicon.words("posts", "titles")
    return Finder(
        rf"(?<![\wÀ-ỹ])(?P<former>(?:[Nn]guyên|[Cc]ựu)\s*:?\s+(?:là\s+)?)?(?P<acting>(?:[Qq]uyền|[Tt]ân|Q\.)\s+)?"
        rf"(?P<title>(?!(?<=chức )vụ )(?:{'|'.join(map(_every_case, titles))}))(?![\wÀ-ỹ])"
    )


@cache
def inner() -> Finder:
    """Posts whose words name the committee: ``Tỉnh ủy viên``."""
    titles = [t for t, _ in lexicon.section("posts")["inner"]]
    return Finder(
        rf"(?<![\wÀ-ỹ])(?P<former>(?:[Nn]guyên|[Cc]ựu)\s+)?"
        rf"(?P<title>{'|'.join(map(_every_case, titles))})(?![\wÀ-ỹ])"
    )


FIXED = Finder(
    r"(?<![\wÀ-ỹ])(?P<former>(?:[Nn]guyên|[Cc]ựu|[Cc]ố)\s+)?(?P<title>[Tt]ổng [Bb]í thư|(?:[Pp]hó )?[Cc]hủ tịch nước|"
    r"(?:[Pp]hó )?[Tt]hủ tướng(?: [Tt]hường trực)?(?: Chính phủ)?)(?![\wÀ-ỹ])(?:\s+(?=Ban Chấp hành Trung ương))?"
)
BOARD = "thường vụ"
HEAD_INSIDE = ("ban", "tiểu ban", "đoàn", "văn phòng", "thanh tra", "tổ", "kiểm toán", "phòng", "công an")
CABINET = re.compile(r",\s*(?:Chủ nhiệm|chủ nhiệm)")  # "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ" leads no ministry
ABSOLUTE = re.compile(
    r"(?<![\wÀ-ỹ])(?:[Tt]ổng|[Bb]an|[Tt]ỉnh|(?<!rở )[Tt]hành|[Hh]uyện|[Qq]uận|[Tt]hị|[Đđ]ảng|[Qq]uân)\s$"
)  # "Tổng Bí thư", "Ban Bí thư"
OF = re.compile(r"\s+(?:(?:của|tại)\s+)?")
MEMBERS = ("ủy viên", "thành viên")  # alone they mean a body only in a list of its members
ROW = re.compile(r"(?:^|\n)\s*(?:\(?\d{1,2}[.)/]|[-+•]|Đồng chí)\s*[^\n]*$")
STATE_HEAD = re.compile(r" (?:[Nn]ước|[Qq]uốc hội|Trung ương)(?![\wÀ-ỹ])|\s(?:của|tại|cấp)\s")
NO_MINISTRY = re.compile(r"Bộ (?:Chính trị|Tư lệnh|Chỉ huy)")
SHARED = re.compile(r"\s*(?:,\s*rồi|,|rồi|và|kiêm|-|, kiêm|, sau đó là|sau đó là)\s+(?=[\wÀ-ỹ])")
NEAR = 300  # a minister without a ministry, in a text that names several, means one named no farther back
TAIL = re.compile(rf"\s*,?\s*\(?(?:(?:các\s+)?khóa\s+{terms.LIST}|nhiệm kỳ\s+\d{{4}}\s*-\s*\d{{4}}|dự khuyết)\)?")


class _Nearest:
    """Finds the body that a title without one means: the nearest of the right sort before it, else the first after it."""

    def __init__(self, notebook: Notebook, hits: list[Hit]) -> None:
        self._ledger, self._hits = notebook, hits
        self._fits: dict[str, list[Hit]] = {}

    def body(self, title: str, at: int, row: bool = False) -> str:
        """Id of the body, empty where the title needs none or the text has none; in a ``row`` of a list the one the text names first."""
        title = title.casefold()
        heads = tuple(lexicon.section("bare_posts").get(title, ()))
        if not heads:
            return ""
        if title not in self._fits:
            names = ((h, self._ledger.body(h.id).name) for h in self._hits)
            self._fits[title] = [h for h, name in names if name.casefold().startswith(heads) and not NO_MINISTRY.match(name)]
        fits = self._fits[title]
        before = bisect_left(fits, at, key=lambda h: h.start)
        several = len({h.id for h in fits}) > 1
        if several and title.endswith("trưởng") and heads == ("bộ ",) and not (before and at - fits[before - 1].end < NEAR):
            return ""
        if row and fits:
            return fits[0].id
        return fits[max(before - 1, 0)].id if fits else ""


def find(notebook: Notebook, hits: list[Hit]) -> list[Post]:
    """All posts of a text. ``hits`` are the mentions of bodies in order."""
    plain = notebook.text.plain
    starts = [h.start for h in hits]
    at_start = {h.start: h for h in hits}
    nearest = _Nearest(notebook, hits)
    posts: list[Post] = []
    waiting: list[Post] = []  # titles that share the body of the next one
    last = 0
    for match in pattern().finditer(plain):
        if match.start() < last:
            continue
        title, end = match["title"], match.end()
        position = bisect_left(starts, match.start("title"))
        body = hits[position] if position < len(hits) else None
        gap = OF.match(plain, end)
        if body and match.start("title") < body.start < end and title.casefold().endswith(BOARD):
            title = title[: body.start - match.start("title")].rstrip()  # "Ủy viên Thường vụ Quân ủy": a member of the board
            end = match.start("title") + len(title)
        elif body and match.start("title") < body.start < end and title.casefold().endswith(tuple(HEAD_INSIDE)):
            pass
        elif body and body.start < end:
            position = next((i for i in range(position, len(hits)) if hits[i].start >= end), len(hits))
            body = None
        elif not (body and gap and body.start == gap.end()):
            body = None
        former = bool(match["former"])
        colon = former and ":" in match["former"]
        row = not body and bool(ROW.search(plain, max(0, match.start() - 120), match.start()))
        full = plain[match.start("acting") if match["acting"] and "tân" not in match["acting"].casefold() else match.start("title") : end]
        if body:
            if title.casefold() == "thường trực" and "Ban Bí thư" not in notebook.body(body.id).name:
                continue
            body.role = "post"
            stop = body.end
            while tail := TAIL.match(plain, stop):
                stop = tail.end()
            posts.append(
                Post(
                    match.start(),
                    stop,
                    full,
                    body.id,
                    former,
                    title.casefold().startswith(("ủy viên", "đại biểu", "thành viên")),
                    colon=colon,
                )
            )
            last = stop
        elif (title.casefold() in MEMBERS and not row) or ABSOLUTE.search(plain, max(0, match.start() - 8), match.start()):
            continue
        elif not (CABINET.match(plain, end) or STATE_HEAD.match(plain, end)) and (id_ := nearest.body(title, match.start(), row)):
            posts.append(Post(match.start(), end, full, id_, former, bare=True, colon=colon))
            last = end
        elif SHARED.match(plain, end) and not STATE_HEAD.match(plain, end):
            waiting.append(Post(match.start(), end, full, "", former, bare=True, colon=colon))
            last = end
    committees = dict(lexicon.section("posts")["inner"])
    for match in inner().finditer(plain):
        head = committees[match["title"].casefold()].casefold()
        own = at_start.get(match.start("title"))
        before = [own] if own else [h for h in hits if notebook.body(h.id).name.casefold().startswith(head)]
        if own:
            own.role = "post"
        if before:
            near = [h for h in before if h.start < match.start()] or before
            posts.append(
                Post(
                    match.start(), match.end(), match["title"], near[-1 if near is not before else 0].id, bool(match["former"]), member=True
                )
            )
    centre = ""
    for match in FIXED.finditer(plain):
        if not centre:
            centre = next((b.id for b in notebook.bodies() if b.name == "Ban Chấp hành Trung ương Đảng"), "")
        of = centre if match["title"].casefold() == "tổng bí thư" else ""  # other heads of state need no body beside them
        posts.append(Post(match.start(), match.end("title"), match["title"], of, bool(match["former"])))
    return _shared(plain, sorted([*posts, *waiting], key=lambda p: p.start))


def _shared(plain: str, posts: list[Post]) -> list[Post]:
    """``Phó Chủ tịch, Chủ tịch UBND tỉnh``, ``phó bí thư rồi bí thư Huyện ủy``: the first title has the body of the second."""
    for post, following in zip(reversed(posts[:-1]), reversed(posts[1:]), strict=True):
        gap = SHARED.match(plain, post.end)
        if post.bare and gap and gap.end() == following.start and following.body:
            one, two = post.title.casefold(), following.title.casefold()
            if one.endswith(two) or two.endswith(one) or one.split()[-2:] == two.split()[-2:]:
                post.body = following.body
                post.former = post.former or "rồi" in gap.group()
                post.bare = following.bare
    return [p for p in posts if p.body or not p.bare]
