"""Who holds which post: chains of names and posts, and verbs of appointment.

``đồng chí A, Ủy viên Trung ương Đảng, Bí thư Tỉnh ủy``; ``Bí thư Tỉnh ủy - A; Chủ tịch UBND tỉnh - B``; ``A giữ chức ...``.
Owns the reading of chains; names and posts are found before.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from vanmach.loaders import dates, sentences
from vanmach.loaders.notebook import Notebook
from vanmach.loaders.people import HONORIFIC, RANK, Found
from vanmach.loaders.posts import Post

Item = Found | Post
LINK = re.compile(rf"[\s)]*(?:(?:,|;|-|:|và|kiêm|kiêm nhiệm|đồng thời(?: là)?|hiện là|là|\()\s*)*(?:(?:{HONORIFIC}|{RANK})[.:,]?\s*)*$")
TOUCH = re.compile(rf"\s*(?:-\s*)?(?:(?:{HONORIFIC}|{RANK})\.?\s*)*$")
JOINED = re.compile(r"\bvà\s")  # "A, P và Q B": Q is B's
TAKES = re.compile(
    r"(?:giữ chức(?: vụ| danh)?|làm|giữ cương vị|cương vị|đảm nhiệm(?: chức vụ)?|giữ nhiệm vụ|đảm nhận(?: chức vụ)?|tham gia|vào|"
    r"chức(?: vụ| danh)?)\s*:?\s*$"
)
LEAVES = re.compile(
    r"(?:thôi(?: giữ)? chức(?: vụ)?|thôi giữ(?: cương vị)?|thôi làm|thôi tham gia|miễn nhiệm(?: chức vụ)?|"
    r"cách(?: tất cả các)? chức(?: vụ)?(?: trong Đảng)?:?|bãi nhiệm|thôi nhiệm vụ|từ chức|trong thời gian (?:giữ cương vị|làm|"
    r"giữ chức(?: vụ)?)|[Kk]hi còn (?:là|làm)|thời kỳ làm)\s*$"
)
MOVED = re.compile(
    r"^[^.;]{0,60}?(?:được|bị)\s+(?:Bộ Chính trị|Ban Bí thư|[A-ZĐ][^,.;]{0,40})?\s*(?:điều động|luân chuyển|chuyển công tác|"
    r"nghỉ hưu|phân công giữ|thôi giữ)"
)
TARGET = re.compile(r"(?:điều động|luân chuyển|bổ nhiệm|phân công|chỉ định|bầu|giới thiệu|chuẩn y|giữ chức)")


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
    before = plain[max(low, post.start - 45) : post.start]
    return "leaves" if LEAVES.search(before) else "takes" if TAKES.search(before) else ""


def relate(
    notebook: Notebook, names: list[Found], posts: list[Post], spans: list[tuple[int, int]], year: Callable[[int], str | None]
) -> None:
    """Note ``holds`` for every post that has a holder."""
    plain = notebook.text.plain
    by_sentence: dict[int, list[Item]] = {}
    every: list[Item] = [*names, *posts]
    for item in sorted(every, key=lambda i: i.start):
        by_sentence.setdefault(sentences.number_at(spans, item.start), []).append(item)
    for number, items in by_sentence.items():
        low, high = spans[number]
        verbs: dict[int, str] = {}
        for at, item in enumerate(items):
            if isinstance(item, Post):
                before = items[at - 1] if at else None
                goes_on = isinstance(before, Post) and re.fullmatch(r"\s*(?:,|và|kiêm|, kiêm)\s*", plain[before.end : item.start])
                verbs[item.start] = _verb(plain, item, low) or (verbs[before.start] if goes_on and before else "")
        free: list[Item] = [i for i in items if isinstance(i, Found) or not verbs[i.start]]
        carried: dict[int, list[Post]] = {}
        for run in _chains(plain, items):
            loose: list[Item] = [i for i in run if i in free]
            if any(isinstance(i, Found) for i in loose):
                for person, post in _pairs(plain, loose):
                    _holds(notebook, person, post, plain)
                    carried.setdefault(person.start, []).append(post)
        _appointed(notebook, items, verbs, carried, low, high, year)


def _holds(notebook: Notebook, person: Found, post: Post, plain: str, rule: str = "holds-chain", **more: Any) -> None:
    if not post.body:
        return
    title = re.sub(r"\s+", " ", post.title)
    props: dict[str, Any] = {"position": title[0].upper() + title[1:], **({"former": True} if post.former else {}), **more}
    notebook.relate(
        "holds",
        person.id,
        post.body,
        min(person.start, post.start),
        max(person.end, post.end),
        rule,
        confidence=0.8 if post.bare else 0.92,
        props=props,
    )


def _appointed(
    notebook: Notebook,
    items: list[Item],
    verbs: dict[int, str],
    carried: dict[int, list[Post]],
    low: int,
    high: int,
    year: Callable[[int], str | None],
) -> None:
    """``A ... giữ chức P``, ``cho thôi giữ chức P đối với ông A``, ``do A làm P``; posts left on the way are former ones."""
    plain = notebook.text.plain
    people = [i for i in items if isinstance(i, Found)]
    previous: Found | None = None
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
        if verb == "leaves":
            post.former = True
        start = dates.near(plain, low, person.start, year(low)) if verb == "takes" and TARGET.search(plain, low, post.start) else None
        _holds(notebook, person, post, plain, "holds-appointed", **({"start": start.iso} if start and len(start.iso) == 10 else {}))
    for person in people:
        if MOVED.match(plain[max(person.end, max((p.end for p in carried.get(person.start, [])), default=person.end)) : high]):
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
