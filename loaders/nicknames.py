"""Documents named after an event: ``Nghị quyết Đại hội XIII``, ``các Nghị quyết Trung ương 4, 6, 7 (khóa XII)``; and the Charter.

Owns the expansion of elliptical lists to one document for each member.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from vanmach.loaders import congresses
from vanmach.loaders.congresses import Named
from vanmach.loaders.interchange import Document
from vanmach.loaders.notebook import Hit, Notebook, Taken
from vanmach.loaders.scan import Finder

WORD = r"(?:[Nn]ghị quyết|NGHỊ QUYẾT|NQ(?!\w)|[Kk]ết luận|[Vv]ăn kiện|[Cc]hỉ thị|[Bb]áo cáo chính trị)"
MEMBER = rf"(?:{WORD}|[Qq]uy định|[Qq]uyết định|[Cc]hương trình hành động)"  # these only behind another: alone they are verbs as often
NICKNAME = Finder(
    rf"(?<!\w)(?P<words>{WORD}(?:\s*(?:,|và)\s*(?:các\s+)?{MEMBER})*)\s+(?:(?:của|tại)\s+)?(?=(?:Đại hội|đại hội|ĐH|Hội nghị|"
    rf"hội nghị|HN|Trung ương|trung ương(?=\s+\d)|TW|TƯ|T\.\s?Ư))"
)
KINDS = {
    "nghị quyết": "resolution",
    "nq": "resolution",
    "kết luận": "conclusion",
    "văn kiện": "other",
    "chỉ thị": "directive",
    "quy định": "regulation",
    "quyết định": "decision",
    "chương trình hành động": "programme",
    "báo cáo chính trị": "report",
}
STATUTE = Finder(r"(?<!\w)[Đđ]iều lệ Đảng(?:\s+Cộng sản Việt Nam)?(?!\s*(?:bộ|ủy|viên|đoàn))")
DRAFT = re.compile(r"(?:[Dd]ự thảo(?:\s+các)?|các dự thảo)\s*$")


@dataclass(slots=True)
class Nickname:
    """One event-named document at a place, before it is given its identity."""

    kind: str
    start: int
    event: Named
    draft: bool


def find(plain: str) -> list[Nickname]:
    """All event-named documents; a list of events or of type words gives one for each combination."""
    out: list[Nickname] = []
    for match in NICKNAME.finditer(plain):
        events = congresses.at(plain, match.end(), bare=True)
        if not events or (out and out[-1].event.start < match.start() < out[-1].event.end):
            continue
        draft = bool(DRAFT.search(plain, max(0, match.start() - 20), match.start()))
        for word in re.finditer(MEMBER, match["words"]):
            kind = KINDS[word.group().casefold()]
            out.extend(Nickname(kind, match.start() + word.start(), e, draft) for e in events)
    return out


def settle(notebook: Notebook, found: list[Nickname], event_ids: list[str]) -> list[Hit]:
    """Give every nickname its document and tie it to its event."""
    known: dict[tuple[str, str], str] = {}
    hits: list[Hit] = []
    for nickname, event in zip(found, event_ids, strict=True):
        key = (nickname.kind, event)
        if key not in known:
            title = notebook.text.plain[nickname.start : nickname.event.end] if nickname.kind == "other" else None
            term = nickname.event.term if nickname.event.national and not (nickname.kind == "other" and nickname.draft) else None
            known[key] = notebook.add(Document("", nickname.kind, term=term, nickname_of=event, title=title, draft=nickname.draft))
        hits.append(notebook.hit(known[key], nickname.start, nickname.event.end))
        notebook.relate(
            "adopted_at",
            known[key],
            event,
            nickname.start,
            nickname.event.end,
            "adopted-name",
            modality="planned" if nickname.draft else "done",
        )
    return hits


def statutes(notebook: Notebook, outside: list[tuple[int, int]]) -> None:
    """The Charter of the Party, wherever it is not part of a body's name (``outside``)."""
    id_, taken = "", Taken(outside)
    for match in STATUTE.finditer(notebook.text.plain):
        if taken.overlaps(match.start(), match.end()):
            continue
        id_ = id_ or notebook.add(Document("", "statute", title="Điều lệ Đảng"))
        notebook.hit(id_, match.start(), match.end())
