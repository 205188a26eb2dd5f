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


def _every_case(title: str) -> str:
    return " ".join(f"[{w[0]}{w[0].upper()}]{re.escape(w[1:])}" if w[0].islower() else re.escape(w) for w in title.split())


@cache
def pattern() -> re.Pattern[str]:
    """All titles of posts, longest first, any case of the first letters."""
    return re.compile(
        rf"(?<![\wÀ-ỹ])(?P<former>(?:[Nn]guyên|[Cc]ựu)\s+)?(?P<acting>(?:[Qq]uyền|[Tt]ân|Q\.)\s+)?"
        rf"(?P<title>(?!(?<=chức )vụ )(?:{'|'.join(map(_every_case, lexicon.words('posts', 'titles')))}))(?![\wÀ-ỹ])"
    )


@cache
def inner() -> re.Pattern[str]:
    """Posts whose words name the committee: ``Tỉnh ủy viên``."""
    return re.compile(
        rf"(?<![\wÀ-ỹ])(?P<former>(?:[Nn]guyên|[Cc]ựu)\s+)?"
        rf"(?P<title>{'|'.join(_every_case(t) for t, _ in lexicon.section('posts')['inner'])})(?![\wÀ-ỹ])"
    )


FIXED = re.compile(
    r"(?<![\wÀ-ỹ])(?P<former>(?:[Nn]guyên|[Cc]ựu|[Cc]ố)\s+)?(?P<title>[Tt]ổng [Bb]í thư)(?![\wÀ-ỹ])(?:\s+(?=Ban Chấp hành Trung ương))?"
)
HEAD_INSIDE = ("ban", "tiểu ban", "đoàn", "văn phòng", "thanh tra", "tổ")
CABINET = re.compile(r",\s*(?:Chủ nhiệm|chủ nhiệm)")  # "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ" leads no ministry
NO_MINISTRY = re.compile(r"Bộ (?:Chính trị|Tư lệnh|Chỉ huy)")
NEAR = 300  # a minister without a ministry, in a text that names several, means one named no farther back
TAIL = re.compile(rf"\s*,?\s*\(?(?:(?:các\s+)?khóa\s+{terms.LIST}|nhiệm kỳ\s+\d{{4}}\s*-\s*\d{{4}}|dự khuyết)\)?")


class _Nearest:
    """Finds the body that a title without one means: the nearest of the right sort before it, else the first after it."""

    def __init__(self, notebook: Notebook, hits: list[Hit]) -> None:
        self._ledger, self._hits = notebook, hits
        self._fits: dict[str, list[Hit]] = {}

    def body(self, title: str, at: int) -> str:
        """Id of the body, empty where the title needs none or the text has none."""
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
        return fits[max(before - 1, 0)].id if fits else ""


def find(notebook: Notebook, hits: list[Hit]) -> list[Post]:
    """All posts of a text. ``hits`` are the mentions of bodies in order."""
    plain = notebook.text.plain
    starts = [h.start for h in hits]
    at_start = {h.start: h for h in hits}
    nearest = _Nearest(notebook, hits)
    posts: list[Post] = []
    last = 0
    for match in pattern().finditer(plain):
        if match.start() < last:
            continue
        title, end = match["title"], match.end()
        position = bisect_left(starts, match.start("title"))
        body = hits[position] if position < len(hits) else None
        gap = re.compile(r"\s+(?:(?:của|tại)\s+)?").match(plain, end)
        if body and match.start("title") < body.start < end and title.casefold().endswith(tuple(HEAD_INSIDE)):
            pass
        elif body and body.start < end:
            position = next((i for i in range(position, len(hits)) if hits[i].start >= end), len(hits))
            body = None
        elif not (body and gap and body.start == gap.end()):
            body = None
        former = bool(match["former"])
        full = plain[match.start("acting") if match["acting"] and "tân" not in match["acting"].casefold() else match.start("title") : end]
        if body:
            if title.casefold() == "thường trực" and "Ban Bí thư" not in notebook.body(body.id).name:
                continue
            body.role = "post"
            stop = body.end
            while tail := TAIL.match(plain, stop):
                stop = tail.end()
            posts.append(
                Post(match.start(), stop, full, body.id, former, title.casefold().startswith(("ủy viên", "đại biểu", "thành viên")))
            )
            last = stop
        elif not CABINET.match(plain, end) and (id_ := nearest.body(title, match.start())):
            posts.append(Post(match.start(), end, full, id_, former, bare=True))
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
        posts.append(Post(match.start(), match.end("title"), match["title"], centre, bool(match["former"])))
    return sorted(posts, key=lambda p: p.start)
