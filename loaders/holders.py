"""Who holds which post: chains of names and posts, and verbs of appointment.

``đồng chí A, Ủy viên Trung ương Đảng, Bí thư Tỉnh ủy``; ``Bí thư Tỉnh ủy - A; Chủ tịch UBND tỉnh - B``; ``A giữ chức ...``.
Owns the reading of chains; names and posts are found before.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from vanmach.loaders import dates, rosters, sentences
from vanmach.loaders.lexicon import UP
from vanmach.loaders.notebook import Hit, Notebook
from vanmach.loaders.people import HONORIFIC, RANK, Found
from vanmach.loaders.posts import Post
from vanmach.loaders.scan import Rare

Item = Found | Post
LINK = re.compile(rf"[\s)]*(?:(?:,|;|-|:|và|kiêm|kiêm nhiệm|đồng thời(?: là)?|hiện là|là|\()\s*)*(?:(?:{HONORIFIC}|{RANK})[.:,]?\s*)*$")
TOUCH = re.compile(rf"\s*(?:-\s*)?(?:(?:{HONORIFIC}|{RANK})\.?\s*)*$")
JOINED = re.compile(r"\bvà\s")  # "A, P và Q B": Q is B's
TAKES = Rare(
    r"(?:giữ chức(?: vụ| danh)?|giữ các chức vụ|làm|(?:giữ|đảm nhiệm|đảm nhận)?\s*cương vị|đảm nhiệm(?: (?:các )?chức vụ|"
    r" chức)?|giữ nhiệm vụ|"
    r"đảm nhận(?: chức vụ)?|tham gia|vào|(?<!toàn )(?<!hoạch )chức(?: vụ| danh)?|trở thành|(?:ông|bà) là|được bầu(?: là| bổ sung)?|trúng cử"
    r"(?: chức)?|đắc cử)\s*:?\s*$"
)
LEAVES = Rare(
    r"(?:thôi(?: giữ)?(?: các)? chức(?: vụ)?|thôi giữ(?: cương vị)?|thôi làm(?: nhiệm vụ)?|thôi tham gia|thôi|miễn nhiệm(?: chức vụ)?|"
    r"[Cc]ách(?: tất cả)?(?: các)? chức(?: (?:tất cả )?(?:các )?chức vụ| vụ)?(?: trong Đảng)?|bãi nhiệm|thôi nhiệm vụ|từ chức|"
    r"trong thời gian (?:giữ (?:cương vị|chức(?: vụ)?)|làm|là)|"
    r"(?<![Tt]rước )(?<![Ss]au )[Kk]hi (?:còn |đang )?giữ (?:cương vị|chức(?: vụ)?)|"
    r"[Kk]hi còn (?:là|làm)|thời kỳ làm|từng (?:là|làm|giữ"
    r"(?: các)? chức(?: vụ)?|"
    r"đảm nhiệm(?: (?:các )?chức vụ)?|trải qua|kinh qua(?: các)?(?: chức vụ)?|giữ cương vị)|(?:trải|kinh) qua (?:các|nhiều) "
    r"(?:chức vụ|vị trí|chức danh|cương vị)(?: công tác)?(?: như)?|"
    r"lần lượt (?:đảm nhiệm|giữ|trải qua|làm)(?: các (?:chức vụ|vị trí|chức danh|cương vị))?(?: công tác)?|(?:vị trí|"
    r"chức vụ)[^,;.]{0,20}? như)\s*:?\s*$"
)
# Between people who are appointed together: "ông A, bà B (Trưởng ban) và ông C được bầu giữ chức ..."; their posts are left out.
WITH = re.compile(rf"(?:\s|,|-|\([\s,]*\)|(?P<and>(?<!\w)(?:và|cùng)(?!\w))|(?:{HONORIFIC}|{RANK})\.?(?!\w))*")
DEPUTY = re.compile(r"^([Pp])hó [Bb]an(?![\wÀ-ỹ])")
BLANKS = re.compile(r"\s+")
MOVED = re.compile(
    r"^[\s,)-]*(?:sẽ |đã |vừa |cũng |có quyết định )*(?:được|bị)\s+(?:Bộ Chính trị|Ban Bí thư|[A-ZĐ][^,.;]{0,40})?\s*"
    r"(?:điều động|luân chuyển|"
    r"chuyển công tác|nghỉ hưu|phân công giữ|thôi giữ)"
)
TAKES_ON = re.compile(r"[\s,)-]*(?:giữ|làm|tham gia|đảm nhiệm|về)(?![\wÀ-ỹ])")
SENT = re.compile(r"(?:điều động|luân chuyển)(?:[, ]|phân công|chỉ định|bổ nhiệm|và|đối với|đồng chí|ông|bà|[A-ZĐ]\S*)*$")
TARGET = re.compile(r"(?:điều động|luân chuyển|bổ nhiệm|phân công|chỉ định|bầu|giới thiệu|chuẩn y|giữ chức)")
PROPOSED = re.compile(r"(?<![\wÀ-ỹ])(?:giới thiệu|đề cử|dự kiến|sẽ|chuẩn bị|ứng cử)(?![\wÀ-ỹ])")
PRONOUN = re.compile(
    rf"(?<![\wÀ-ỹ])(?:[Ôô]ng|[Bb]à|[Đđ]ồng chí|anh|chị)(?= (?:(?![{UP}])[\wÀ-ỹ]|\())|"
    r"(?:^|(?<=, ))(?:Từ|Năm|Tháng|Sau đó|Đến)\b"
)
LIFE = re.compile(r",?\s*(?:\(?\d{2} tuổi|\(?sinh (?:năm|ngày)|quê|năm nay)")
FILLER = re.compile(
    r"(?:[\s,;:-]|và|kiêm|đồng thời|là|khóa [\wÀ-ỹ]+|nhiệm kỳ \d{4} ?- ?\d{4}|giai đoạn \d{4} ?- ?\d{4}|rồi|sau đó|gồm|"
    r"phụ trách [^,;]{1,30}|"
    r"\([^()]{0,24}\)|\(|\))*"
)
# A list of what one has been: every post of it is over, also behind one whose body is not known.
PAST_LIST = Rare(
    r"(?:từng|lần lượt)\s(?:[\wÀ-ỹ]+\s){0,3}?(?:các|nhiều)\s(?:chức vụ|vị trí|chức danh|cương vị)(?![\wÀ-ỹ])"
    r"|(?:trải|kinh) qua (?:các|nhiều)\s(?:chức vụ|vị trí|chức danh|cương vị)(?![\wÀ-ỹ])"
)
LIST_ENDS = re.compile(r"(?<![\wÀ-ỹ])(?:hiện|nay|được|bị|trước khi|khi|để|sau khi|ông|bà)(?![\wÀ-ỹ])")
# What comes after a post in one life: "trở thành A, rồi được bầu giữ chức B", "giữ chức A trước khi làm B".
AFTERWARDS = re.compile(
    r"[^.;]{0,90}?(?<![\wÀ-ỹ])(?:rồi(?=\s)|trước khi (?:làm|giữ|được|trở thành|đảm nhiệm|đảm nhận|về|chuyển)(?![\wÀ-ỹ]))"
)
JOINS = Rare(r"(?:thôi tham gia|tham gia)(?![\wÀ-ỹ])")
RANKS_BELOW = Rare(r"(?:[Cc]huyên viên(?: chính| cao cấp)?(?:,| rồi)? )+$")
PERIOD = re.compile(
    r"(?:[Tt]ừ\s)?(?:tháng\s|năm\s)?[\d./-]{4,8}\s*(?:-|đến)\s*(?:tháng\s|năm\s)?[\d./-]{4,8}\s*[:,]|"
    r"^(?:Từ|Năm|(?:Đầu|Cuối|Giữa) năm|Tháng|Sau đó|Sau (?:\d+|một|hai|ba|bốn|năm) (?:năm|tháng))"
    r"(?![^,.]*(?:bầu|bổ nhiệm|phê chuẩn|chỉ định|nay))[^.]{0,40}?(?<![\wÀ-ỹ])(?:ông|bà)\s"
)


def _chains(plain: str, items: list[Item]) -> list[list[Item]]:
    """Runs of names and posts with nothing but commas, dashes and honorifics between them; a semicolon parts two runs."""
    runs: list[list[Item]] = []
    for item in items:
        if runs:
            gap = plain[runs[-1][-1].end : item.start]
            if len(gap) < 45 and ";" not in gap and LINK.match(gap):
                runs[-1].append(item)
                continue
        runs.append([item])
    return runs


def _pairs(plain: str, run: list[Item]) -> list[tuple[Found, Post]]:
    """Which post belongs to whom inside one run."""
    pairs: list[tuple[Found, Post]] = []
    waiting: list[Post] = []
    current: Found | None = None
    leads = isinstance(run[0], Found)
    for before, here in pairwise(run):
        if isinstance(before, Post) and isinstance(here, Post) and before.former and "," in plain[before.end : here.start]:
            here.former = True  # "nguyên A, B": both are over
            here.colon = before.colon
    ahead = [0] * len(run)  # index of the next name, 0 where there is none
    for at in range(len(run) - 2, -1, -1):
        ahead[at] = at + 1 if isinstance(run[at + 1], Found) else ahead[at + 1]
    for at, item in enumerate(run):
        if isinstance(item, Found):
            pairs.extend((item, p) for p in waiting)
            waiting = []
            current = item
            continue
        person = ahead[at]
        # "... Lê Văn A": the chain of posts runs on to the name without a comma
        touches = person > 0 and bool(TOUCH.match(plain[run[person - 1].end : run[person].start]))
        next_to = touches and person == at + 1 and " - " not in plain[item.end : run[person].start]
        joined = touches and bool(JOINED.search(plain[run[at - 1].end : item.start])) if at else False
        if current is None or (touches and not leads) or (leads and next_to) or joined or waiting:
            waiting.append(item)
        else:
            pairs.append((current, item))
    return pairs


def _verb(plain: str, post: Post, low: int) -> str:
    before = RANKS_BELOW.sub("", plain[max(low, post.start - 80) : post.start])
    return "leaves" if LEAVES.search(before) else "takes" if TAKES.search(before) else ""


def _goes_on(plain: str, before: int, start: int, bodies: list[Hit]) -> bool:
    """Whether nothing but names of bodies, commas and terms stands between two posts of one verb."""
    if start - before > 160:
        return False
    rest, at = [], before
    for hit in bodies[bisect_left(bodies, before, key=lambda h: h.start) : bisect_left(bodies, start, key=lambda h: h.start)]:
        rest.append(plain[at : hit.start])
        at = max(at, hit.end)
    return bool(FILLER.fullmatch("".join([*rest, plain[at:start]])))


def relate(
    notebook: Notebook, names: list[Found], posts: list[Post], spans: list[tuple[int, int]], year: Callable[[int], str | None]
) -> None:
    """Note ``holds`` for every post that has a holder."""
    plain = notebook.text.plain
    bodies = list(notebook.of("B"))
    by_sentence: dict[int, list[Item]] = {}
    every: list[Item] = [*names, *posts]
    for item in sorted(every, key=lambda i: i.start):
        by_sentence.setdefault(sentences.number_at(spans, item.start), []).append(item)
    topic: Found | None = None
    loosely: list[tuple[Found, Post]] = []
    for number, items in by_sentence.items():
        low, high = spans[number]
        verbs: dict[int, str] = {}
        for at, item in enumerate(items):
            if isinstance(item, Post):
                before = items[at - 1] if at else None
                follows = isinstance(before, Post) and verbs[before.start] and _goes_on(plain, before.end, item.start, bodies)
                verbs[item.start] = (
                    _verb(plain, item, low)
                    or (verbs[before.start] if follows and before else "")
                    or _led(plain, item, before.end if before else low, bodies)
                    or ("" if item.bare else _listed(plain, item, before, low))
                )
        free: list[Item] = [i for i in items if isinstance(i, Found) or not verbs[i.start]]
        carried: dict[int, list[Post]] = {}
        held: set[int] = set()
        for run in _chains(plain, items):
            loose: list[Item] = [i for i in run if i in free]
            if any(isinstance(i, Found) for i in loose):
                for person, post in _pairs(plain, loose):
                    held.add(post.start)
                    carried.setdefault(person.start, []).append(post)
                    if post.bare:
                        loosely.append((person, post))
                    else:
                        _holds(notebook, person, post, plain)
        first = next((i for i in items if isinstance(i, Found)), None)
        if first and first.start - low < 30 and LIFE.match(plain, first.end):
            for post in [i for i in items if isinstance(i, Post)]:  # "Ông A, 61 tuổi, quê ...; Ủy viên ...": a life in one sentence
                if post.start not in held and not verbs[post.start] and plain[post.start - 2] in ";,":
                    _holds(notebook, first, post, plain, "holds-life")
        meant = topic if topic and any(verbs.values()) and PRONOUN.search(plain, low, high) else None
        _appointed(notebook, items, verbs, carried, low, high, year, meant)
        topic = first or topic
    for person, post in rosters.find(notebook, names, posts, spans):
        _holds(notebook, person, post, plain, "holds-roster")
    stated = {(r.from_, r.props["position"].casefold()) for r in notebook.relations if r.type == "holds"}
    for person, post in loosely:
        if (person.id, post.title.casefold()) not in stated:
            _holds(notebook, person, post, plain)


def _led(plain: str, post: Post, low: int, bodies: list[Hit]) -> str:
    """The verb of a post that comes after bodies joined or left by the same verb: ``thôi tham gia Ban Thường vụ, Bí thư Tỉnh ủy``."""
    window = plain[max(low, post.start - 110) : post.start]
    cue = next(iter(reversed(list(JOINS.finditer(window)))), None)
    if cue and _goes_on(plain, max(low, post.start - 110) + cue.end(), post.start, bodies):
        return "leaves" if cue.group().startswith("thôi") else "takes"
    return ""


def _listed(plain: str, post: Post, before: Item | None, low: int) -> str:
    """``leaves`` for a post of a list of what one has been: ``từng kinh qua các vị trí Trưởng ban ở báo A, Phó Chủ tịch UBND tỉnh``."""
    opened = next(iter(reversed(list(PAST_LIST.finditer(plain, low, post.start)))), None)
    if not opened or (isinstance(before, Found) and before.start > opened.end()):
        return ""
    return "" if LIST_ENDS.search(plain, opened.end(), post.start) else "leaves"


def _holds(notebook: Notebook, person: Found, post: Post, plain: str, rule: str = "holds-chain", **more: Any) -> None:
    if not post.body:
        return
    planned = bool(more.pop("planned", False))
    title = DEPUTY.sub(r"\1hó Trưởng ban", BLANKS.sub(" ", post.title))
    props: dict[str, Any] = {"position": title[0].upper() + title[1:], **({"former": True} if post.former else {}), **more}
    notebook.relate(
        "holds",
        person.id,
        post.body,
        min(person.start, post.start),
        max(person.end, post.end),
        rule,
        modality="planned" if planned else "done",
        props=props,
    )


def _together(plain: str, people: list[Found], items: list[Item]) -> list[Found]:
    """Those who are appointed with the last of these people: joined to him by ``và`` and commas, with nothing but their posts between."""
    found: list[Found] = []
    joined = False
    for one, other in pairwise(reversed(people)):
        posts = [i for i in items if isinstance(i, Post) and other.end <= i.start and i.end <= one.start]
        edges = [other.end, *(edge for p in posts for edge in (p.start, p.end)), one.start]
        gap = WITH.fullmatch("".join(plain[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)))
        if not gap:
            break
        joined = joined or gap["and"] is not None
        found.append(other)
    several = bool(found) and re.search(
        r"(?<!\w)[Cc]ác (?:ông|bà|đồng chí|[Đđ]/c)\s$", plain[max(0, found[-1].start - 14) : found[-1].start]
    )
    return found[::-1] if joined or several else []


def _appointed(
    notebook: Notebook,
    items: list[Item],
    verbs: dict[int, str],
    carried: dict[int, list[Post]],
    low: int,
    high: int,
    year: Callable[[int], str | None],
    topic: Found | None,
) -> None:
    """``A ... giữ chức P``, ``cho thôi giữ chức P đối với ông A``, ``do A làm P``; posts left on the way are former ones."""
    plain = notebook.text.plain
    people = [i for i in items if isinstance(i, Found)]
    previous: Found | None = topic
    for post in items:
        if not isinstance(post, Post) or not (verb := verbs[post.start]):
            continue
        before = [p for p in people if p.start < post.start]
        after = [p for p in people if p.start > post.end]
        person = (
            before[-1]
            if before
            else after[0]
            if after and re.search(r"(?:đối với|cho|là)\s", plain[post.end : after[0].start])
            else previous
        )
        if person is None:
            continue
        previous = person
        past = PERIOD.search(plain[low : post.start]) and "nay" not in plain[low : post.start]
        later = not post.member and AFTERWARDS.match(plain, post.end, high)
        if verb == "leaves" or (past and not post.member) or later:
            post.former = True
        after_name = person.end if low <= person.start < post.start else low
        start = dates.near(plain, low, person.start, year(low)) if verb == "takes" and TARGET.search(plain, low, post.start) else None
        planned = verb == "takes" and bool(PROPOSED.search(plain, after_name, post.start))
        for holder in (*_together(plain, before, items), person) if verb == "takes" and before else (person,):
            _holds(
                notebook,
                holder,
                post,
                plain,
                "holds-appointed",
                planned=planned,
                **({"start": start.iso} if start and len(start.iso) == 10 else {}),
            )
    for person in people:
        behind = plain[max(person.end, max((p.end for p in carried.get(person.start, [])), default=person.end)) : high]
        sent = SENT.search(plain, max(low, person.start - 90), person.start) and TAKES_ON.match(behind)
        if sent or MOVED.match(behind):
            for post in carried.get(person.start, []):
                if not post.member and "viên" not in post.title.casefold():
                    for r in notebook.relations:
                        if (
                            r.type == "holds"
                            and r.from_ == person.id
                            and r.to == post.body
                            and r.props["position"].casefold() == post.title.casefold()
                        ):
                            r.props["former"] = True
