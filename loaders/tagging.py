"""A sentence with one character for every mention: ``Ⓑ ban hành Ⓓ thay thế Ⓓ và Ⓓ``.

Owns what a mention swallows (date, issuer, subject of a citation) and the way back to the mentions.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from vanmach.loaders.notebook import Hit, Notebook
from vanmach.loaders.rules_read import BODY, DOCUMENT, EVENT, PERSON, POST_BODY
from vanmach.loaders.scan import ENDLESS

MARK = {"D": DOCUMENT, "B": BODY, "P": PERSON, "E": EVENT}
ORDER = {"D": 0, "E": 1, "B": 2, "P": 3}
SETS_UP = re.compile(r"\s*,?\s*(?:[Vv]ề\s)?(?:việc\s)?(?:thành lập|kiện toàn)\s")
ACTS = re.compile(
    r"\s(?:đã|sẽ|đang|cần|quyết định|đề nghị|yêu cầu|thống nhất|kết luận|ban hành|tổ chức|xem xét|biểu quyết|hướng dẫn|xây dựng)\s"
)
HEAD = re.compile(r"[\wÀ-ỹ]+(?:\s[\wÀ-ỹ]+)?")


@dataclass(slots=True)
class Tagged:
    """One sentence ``[start, end)`` tagged; ``hits[i]`` is the mention of the i-th mark, ``runs`` say where pieces of it stand."""

    start: int
    end: int
    string: str
    hits: dict[int, Hit]
    runs: list[tuple[int, int]]  # where a piece begins in the string, and where in the plain text

    def at(self, index: int) -> int:
        """The plain offset of a character of the string."""
        begins, plain = self.runs[bisect_right(self.runs, (index, ENDLESS)) - 1]
        return plain + index - begins

    def inside(self, start: int, end: int, sort: str) -> list[Hit]:
        """Mentions of one sort whose mark lies in ``[start, end)`` of the tagged string."""
        return [h for i, h in self.hits.items() if start <= i < end and h.sort == sort]


def _reach(plain: str, hit: Hit, documents: list[Hit], bodies: list[Hit], end: int) -> int:
    """How far a citation's mark reaches: over its subject, unless another document is cited or a body set up in there."""
    if hit.core < hit.reach and SETS_UP.match(plain, hit.core):
        return min(end, hit.core)
    for body in bodies:  # a body that begins its own clause is no part of the subject: "… về kỷ luật, Ⓑ quyết định"
        if hit.core < body.start < hit.reach and plain[body.start - 2 : body.start] == ", " and ACTS.match(plain, body.end):
            return min(end, max(hit.core, body.start - 2))
    nested = [d.start for d in documents if max(hit.end, hit.core - 1) < d.start < hit.reach and d.id != hit.id]
    inner = [d.start for d in documents if hit.start < d.start < hit.end]
    if inner:
        return hit.start
    return min(end, (hit.core if hit.core <= min(nested) else min(nested)) if nested else hit.reach)


def tag(notebook: Notebook, start: int, end: int, hits: list[Hit]) -> Tagged:
    """Tag one sentence; ``hits`` are those that begin in it, in order."""
    plain = notebook.text.plain
    documents = [h for h in hits if h.sort == "D"]
    bodies = [h for h in hits if h.sort == "B"]
    chosen: list[tuple[int, int, list[Hit]]] = []
    for hit in sorted(hits, key=lambda h: (h.start, ORDER[h.sort], -h.end)):
        stop = hit.end
        if hit.sort == "D":
            stop = _reach(plain, hit, documents, bodies, end)
        elif hit.sort == "E" and any(hit.start < d.start < hit.end for d in documents):
            stop = hit.start
        if stop == hit.start:
            stop = HEAD.match(plain, hit.start, hit.end).end()  # type: ignore[union-attr]
        if chosen and hit.start < chosen[-1][1]:
            if (chosen[-1][2][0].sort == hit.sort == "D" and hit.start == chosen[-1][0]) or (
                hit.sort == "D" and hit.end > chosen[-1][2][-1].end and hit.start < chosen[-1][2][0].end
            ):
                chosen[-1][2].append(hit)
                chosen[-1] = (chosen[-1][0], max(chosen[-1][1], stop), chosen[-1][2])
            continue
        chosen.append((hit.start, stop, [hit]))
    out: list[str] = []
    runs: list[tuple[int, int]] = []
    size = 0
    marks: dict[int, Hit] = {}
    here = start
    for a, b, group in chosen:
        runs.append((size, here))
        out.append(plain[here:a])
        size += len(out[-1])
        for hit in group:
            marks[size] = hit
            out.append(POST_BODY if hit.sort == "B" and hit.role == "post" else MARK[hit.sort])
            runs.append((size, hit.start))
            size += 1
        here = max(b, a)
    runs.append((size, here))
    out.append(plain[here:end])
    return Tagged(start, end, "".join(out), marks, runs)
