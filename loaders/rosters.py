"""Lists of people under one post: ``các Ủy viên Bộ Chính trị: A; B; C``, ``4 phó bí thư gồm: A, B``, lines under a heading of members.

Owns where such a list begins and ends; the post itself and the names are found before.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from vanmach.loaders import posts as titles
from vanmach.loaders.notebook import Hit, Notebook
from vanmach.loaders.people import Found
from vanmach.loaders.posts import Post

# Behind the title (and its body): the words that open a list.
OPENS = re.compile(
    r"(?:\s+(?:khóa|nhiệm kỳ)\s+[\w\d -]{1,16}?)?(?:,?\s*(?:gồm có|bao gồm|gồm|là|khác là)\s*(?:có\s+)?(?:các\s+)?"
    r"(?:đồng chí|ông,? bà|ông|bà)?\s*(?P<colon>:)?|\s*(?P<bare>:))\s*"
)
# Before the title: a number or a plural, without which ``Bí thư là đồng chí A`` names one person only.
MANY = re.compile(
    r"(?:(?<![\wÀ-ỹ])(?:các|những|\d{1,3}|hai|ba|bốn|năm)(?:\s+đồng chí)?(?:\s+(?:tân|cựu|nguyên))?|"
    r"(?<![\wÀ-ỹ])(?:các|những|\d{1,3}|hai|ba|bốn|năm)\s(?:nhân sự|người|vị|đồng chí|cán bộ)\s(?:đang |hiện |được bầu )*"
    r"(?:giữ chức(?: vụ| danh)?|làm|là)|bổ sung|bầu|Dự còn có|có)\s+$"
)
OF_A_COMMITTEE = ("ủy viên", "thành viên", "phó bí thư", "phó chủ nhiệm", "phó trưởng", "phó chủ tịch", "đại biểu")
JOINED = re.compile(r"\s*(?:,|và|,? kiêm)\s+")  # between posts that one list shares
CONTINUED = (";", ":", ",")
LONG_GAP = 170  # more than that between two names is no list any more


def _blocks(plain: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sentences, joined where a line ends in a semicolon, a comma or a colon."""
    out: list[tuple[int, int]] = []
    for start, end in spans:
        if out and "\n" in plain[out[-1][1] : start] and plain[slice(*out[-1])].rstrip().endswith(CONTINUED):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _body_before(bodies: list[Hit], starts: list[int], low: int, at: int) -> str:
    """The body named earlier in the same sentence: ``Bộ Chính trị hiện có 15 Ủy viên, gồm``."""
    position = bisect_left(starts, at) - 1
    return bodies[position].id if position >= 0 and bodies[position].start >= low and at - bodies[position].end < 60 else ""


def find(notebook: Notebook, names: list[Found], posts: list[Post], spans: list[tuple[int, int]]) -> list[tuple[Found, Post]]:
    """Every member of every list with the post that the list gives."""
    plain = notebook.text.plain
    bodies = list(notebook.of("B"))
    starts = [h.start for h in bodies]
    by_start = {p.start: p for p in posts}
    where = [n.start for n in names]
    out: list[tuple[Found, Post]] = []
    for low, high in _blocks(plain, spans):
        if bisect_left(where, high) - bisect_left(where, low) < 2:
            continue
        heads: list[tuple[int, list[Post]]] = []
        for match in titles.pattern().finditer(plain, low, high):
            post = by_start.get(match.start()) or by_start.get(match.start("title"))
            end = post.end if post else match.end()
            opens = OPENS.match(plain, end, high)
            chain = _chain(plain, posts, post) if post else []
            first = chain[0].start if chain else match.start()
            if not opens or not (MANY.search(plain, max(low, first - 44), first) or opens["bare"]):
                continue
            if not post or post.bare:
                near = _body_before(bodies, starts, low, match.start()) if match["title"].casefold().startswith(OF_A_COMMITTEE) else ""
                if near and notebook.body(near).name.startswith("Thường trực"):
                    near = ""  # the standing members have no secretaries of their own
                body = near or (post.body if post else "")
                if not body:
                    continue
                post = Post(match.start(), match.end(), match["title"], body, bool(match["former"]))
            heads.append((opens.end(), [*chain[:-1], post]))
        for number, (at, shared) in enumerate(heads):
            stop = heads[number + 1][1][0].start if number + 1 < len(heads) else high
            out.extend((name, post) for name in _members(plain, names, where, at, stop) for post in shared)
    return out


def _chain(plain: str, posts: list[Post], last: Post) -> list[Post]:
    """The posts that one list shares: ``các Ủy viên Trung ương Đảng, Thứ trưởng Bộ Y tế: A; B``."""
    chain = [last]
    for post in reversed(posts[: bisect_left(posts, last.start, key=lambda p: p.start)]):
        if post.bare or not JOINED.fullmatch(plain[post.end : chain[0].start]):
            break
        chain.insert(0, post)
    return chain


def _members(plain: str, names: list[Found], where: list[int], at: int, stop: int) -> list[Found]:
    """Names from ``at`` on, as long as none stands too far from the one before it."""
    found: list[Found] = []
    last = at
    for name in names[bisect_left(where, at) : bisect_left(where, stop)]:
        gap = plain[last : name.start]
        if len(gap) > LONG_GAP or re.search(r"[.!?]\s", gap):
            break
        found.append(name)
        last = name.end
    return found if len(found) > 1 else []
