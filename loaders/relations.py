"""Runs the rules over the tagged sentences of a text. Owns negation, plans and the ends of a relation; the rules are data."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import Any

from vanmach.loaders import dates, lexicon, terms
from vanmach.loaders.interchange import Body, Document, Event, Modality
from vanmach.loaders.notebook import Hit, Notebook
from vanmach.loaders.rules_read import DOCUMENT, POST_BODY, Rule, rules
from vanmach.loaders.subjects import HEADING, OBJECT, Subjects
from vanmach.loaders.tagging import Tagged, tag

NEGATED = re.compile(r"(?<![\wÀ-ỹ])(?:không|chưa|chẳng|không được|chớ)\s+(?:[\wÀ-ỹⒷ]+\s+){0,3}$")
PLANNED = re.compile(
    r"(?:\ssẽ\s)$|(?<![\wÀ-ỹ])(?:sẽ|dự kiến|ngay sau khi|chuẩn bị(?! tốt)|tham mưu ban hành|tham mưu|dự thảo|đề xuất|"
    r"sắp tới)\s+(?:[^.;Ⓓ]{0,60}\s)?$"
)
AFTER = re.compile(r"(?:[Nn]gay sau khi|[Tt]rong khi chờ|dự án|dự thảo)\s(?:các\s)?$")  # what follows is not there yet
ABOVE = {"Bộ Chính trị", "Ban Bí thư", "Ban Chấp hành Trung ương Đảng", "Quốc hội", "Chính phủ", "Thủ tướng Chính phủ"}
TO_COME = re.compile(r"[\wÀ-ỹ ]{4,20}? mới(?![\wÀ-ỹ])")  # "chỉ thị mới về ...": not there yet
ENDING = {"supersedes", "repeals", "amends"}
TO_BE = {*ENDING, "issues"}
BELOW_LAWS = ("decree", "decision", "ministerial_circular", "circular", "regulation")  # no law is changed by these
PROPOSING = ("submission", "report", "outline")  # kinds that end nothing themselves
OPERATIVE = re.compile(
    r"(?:\*|\s)*(?:Điều 1\b|Chương (?:I|1)\b|I\s?[.-]|1\.\s|Phần (?:I|thứ nhất)\b|QUYẾT (?:ĐỊNH|NGHỊ)\s?:)|.*như sau:\W*$"
)
SCOPE = re.compile(
    r"(?:(?:[đĐ]iểm|[kK]hoản|[đĐ]iều|[pP]hụ lục|[mM]ẫu)\s(?:số\s)?[0-9a-zđIVX][0-9a-zđIVX.]{0,4}(?![\wÀ-ỹ])[, ]*(?:của\s(?=Điều|khoản))?)+"
)
REACH = 600  # characters that a proof over several lines may have
ARTICLE = re.compile(r"\W*Điều \d+\W*$")
LETTER = re.compile(r"\W*Kính gửi(?![\wÀ-ỹ])")  # what follows opens a letter, however much a page has said before
NUMBER_LINE = ("Số", "SỐ")  # how the number line of a paper begins
PINPOINTED = {*ENDING, "implements", "guides", "based_on", "cites", "reviews", "disseminates", "discusses"}
AMENDING = re.compile(r"sửa đổi|bổ sung|điều chỉnh")
SORT = {"document": "D", "body": "B", "person": "P", "event": "E"}


@cache
def _asked_of(marks: frozenset[str]) -> tuple[Rule, ...]:
    """The rules that a sentence with these marks may satisfy."""
    return tuple(rule for rule in rules() if rule.needs <= marks)


def sentences(notebook: Notebook, spans: list[tuple[int, int]]) -> list[Tagged]:
    """All sentences of a text, tagged."""
    hits = sorted(notebook.hits, key=lambda h: (h.start, -h.end))
    starts = [h.start for h in hits]
    return [tag(notebook, a, b, hits[bisect_left(starts, a) : bisect_left(starts, b)]) for a, b in spans]


class Run:
    """One pass of the rules over one text."""

    def __init__(self, notebook: Notebook, this: str | None, event: str | None) -> None:
        self.notebook = notebook
        self.this = this
        self.event = event
        self.subjects = Subjects(frozenset(b.id for b in notebook.bodies() if b.name in ABOVE))
        self.operative = False  # past the preamble of an official paper
        self.before = ""  # the sentence before, tagged
        self.amending = bool(this and AMENDING.search(notebook.document(this).title or ""))
        self.opened: dict[str, tuple[str, Hit | None]] = {}  # rule -> the document that its open list belongs to

    def over(self, tagged: list[Tagged]) -> None:
        """Apply every rule to every sentence in order."""
        for sentence in tagged:
            self._begin(sentence)
            if sentence.hits:
                marks = set(map(sentence.string.__getitem__, sentence.hits))
                for rule in _asked_of(frozenset(marks)):
                    if not rule.words or any(map(sentence.string.__contains__, rule.words)):
                        self._apply(rule, sentence)
            self._open(sentence)
            self.before = sentence.string
            self.operative = self.operative or bool(OPERATIVE.match(sentence.string))
            if self.operative or not (self.this and HEADING.match(sentence.string)):  # a letterhead gives nobody a task
                self.subjects.read(sentence)

    def _begin(self, sentence: Tagged) -> None:
        """A letter opens at ``Kính gửi``; a file of several papers goes on with the next where a line is only its number."""
        if self.this and LETTER.match(sentence.string):
            self.operative = False
        if self.this and sentence.string == DOCUMENT and self.notebook.text.plain.startswith(NUMBER_LINE, sentence.start):
            hit = sentence.hits[0]
            if hit.id != self.this:
                self.this, self.operative = hit.id, False

    def _open(self, sentence: Tagged) -> None:
        """Note a list that this sentence opens by a colon; a line without a document closes it."""
        if sentence.string.endswith(":"):
            for rule in rules():
                if rule.opened and (match := rule.opened.search(sentence.string)):
                    hit = sentence.hits.get(match.start("from")) if match["from"] else None
                    if hit or self.this:
                        self.opened[rule.id] = (hit.id if hit else str(self.this), hit)
        elif not sentence.hits:
            self.opened.clear()

    def _within(self, where: str, sentence: Tagged) -> bool:
        """Whether a sentence lies in the part of a text that a rule is for."""
        if where == "press":
            return self.this is None
        if where == "preamble":
            return not self.operative or sentence.string.startswith("Căn cứ ")
        return bool(self.amending or sentence.string.startswith("Điều ") or ARTICLE.match(self.before)) and "Kiến nghị" not in self.before

    def _matches(self, rule: Rule, text: str) -> Iterator[re.Match[str]]:
        """Matches of a rule; the object of one may be the subject of the next: ``Ⓓ thực hiện Ⓓ thực hiện Ⓓ``."""
        chained = "from" in rule.pattern.groupindex and "to" in rule.pattern.groupindex
        match = rule.pattern.search(text)
        while match:
            yield match
            at = match.start("to") if chained and match.start("to") > match.start() else match.end()
            match = rule.pattern.search(text, max(at, match.start() + 1))

    def _apply(self, rule: Rule, sentence: Tagged) -> None:
        if (rule.opened and rule.id not in self.opened) or (rule.within and not self._within(rule.within, sentence)):
            return
        for match in self._matches(rule, sentence.string):
            cue = match.start("cue") if "cue" in rule.pattern.groupindex else match.start()
            if NEGATED.search(sentence.string, 0, cue):
                continue
            if rule.unless and rule.unless.search(sentence.string, 0, cue):
                continue
            planned = rule.planned or bool(
                PLANNED.search(sentence.string[max(0, cue - 80) : cue])
                or (rule.relation in TO_BE and AFTER.search(sentence.string[max(0, match.start() - 20) : match.start()]))
            )
            for a, a_hit in self._ends(rule, "from", sentence, match, cue):
                for b, b_hit in self._ends(rule, "to", sentence, match, cue):
                    if a != b and self._fits(rule, a, b):
                        self._note(rule, sentence, match, a, a_hit, b, b_hit, "planned" if planned else "done")

    def _ends(self, rule: Rule, end: str, sentence: Tagged, match: re.Match[str], cue: int) -> list[tuple[str, Hit | None]]:
        source = rule.from_ if end == "from" else rule.to
        if source == "this":
            return [(self.this, None)] if self.this else []
        if source == "event" and not (end in match.re.groupindex and match[end]):
            return [(self.event, None)] if self.event else []
        if source == "opened":
            return [self.opened[rule.id]]
        if source == "subject":
            found = self.subjects.of(sentence, cue, rule.carried)
            return [(h.id, h) for h in found]
        hits = [
            h
            for i, h in sentence.hits.items()
            if match.start(end) <= i < match.end(end)
            and (end == "from" or not rule.listed or i == match.start(end) or rule.listed.search(sentence.string, 0, i))
        ]
        if rule.relation == "issues" and end == "from" and len(hits) > 1 and OBJECT.search(sentence.string, 0, match.start(end)):
            hits = hits[-1:]  # "kết luận của Ⓑ, Ⓑ đã có Ⓓ": the last one begins the clause
        allowed = _sorts(rule.relation, end)
        wanted = lexicon.kind_of_word().get(match["noun"].casefold()) if end in _filtered(match) else None
        return [
            (h.id, h)
            for h in hits
            if h.sort in allowed
            and h.sort == hits[0].sort
            and (h.role != "post" or POST_BODY in rule.pattern.pattern)
            and (wanted is None or self.notebook.document(h.id).kind == wanted)
        ]

    def _fits(self, rule: Rule, a: str, b: str) -> bool:
        from_, to = self.notebook.entities[a], self.notebook.entities[b]
        if isinstance(from_, Document) and ((rule.from_kind and from_.kind not in rule.from_kind) or from_.kind in rule.from_kind_not):
            return False
        if rule.relation in ENDING and isinstance(to, Document) and to.kind == "law" and getattr(from_, "kind", "") in BELOW_LAWS:
            return False  # "Nghị định A quy định chi tiết Luật B được sửa đổi bởi Nghị định C": C amends A
        if rule.relation == "drafts" and isinstance(to, Document) and to.kind in ("statute", "law"):
            return False
        if isinstance(to, Document) and rule.to_numbered is not None and bool(to.number or to.nickname_of) != rule.to_numbered:
            return False
        events = [e for e in (from_, to) if isinstance(e, Event)]
        return not (rule.event_kinds and any(e.kind not in rule.event_kinds for e in events))

    def _note(
        self, rule: Rule, sentence: Tagged, match: re.Match[str], a: str, a_hit: Hit | None, b: str, b_hit: Hit | None, modality: Modality
    ) -> None:
        places = [h for h in (a_hit, b_hit) if h and sentence.start <= h.start < sentence.end]
        cue = sentence.at(match.start("cue") if "cue" in rule.pattern.groupindex else match.start())
        start = min([cue, *(h.start for h in places)])
        last = sentence.at(match.end() - 1) + 1
        said = sentence.at(max(match.start("cue"), match.end("cue") - 1)) + 1 if "cue" in rule.pattern.groupindex else cue + 1
        end = max([h.end for h in places] + ([last] if not b_hit else []) + [said])
        if rule.from_ in ("opened", "subject") and a_hit and a_hit.start < start and min(end, sentence.end) - a_hit.start <= REACH:
            start = a_hit.start  # whoever an earlier line names belongs to the proof
        if rule.relation in ("drafts", "issues") and b_hit and TO_COME.match(self.notebook.text.plain, b_hit.start):
            modality = "planned"
        if rule.relation == "cites" and b_hit and self.notebook.text.plain.endswith(" này", 0, b_hit.end):
            return  # a text that speaks of itself cites nothing
        acting = self.notebook.entities[a]
        if rule.relation in ENDING and isinstance(acting, Document) and (acting.draft or acting.kind in PROPOSING):
            modality = "planned"  # a draft ends nothing yet
        props: dict[str, Any] = dict(rule.props)
        document = self.notebook.entities[b]
        if rule.relation in ENDING and b_hit and (scope := SCOPE.search(self.notebook.text.plain, cue, b_hit.start)):
            props["scope"] = scope.group().strip()
        elif rule.relation in PINPOINTED and b_hit and b_hit.scope:
            props["scope"] = b_hit.scope
        if rule.relation == "issues" and isinstance(document, Document):
            if self.notebook.issued and b in self.notebook.issued and rule.yields:
                return
            document.issuer = document.issuer or a
            organ = isinstance(acting, Body) and acting.name.startswith(terms.OF_THE_PARTY)
            if a_hit and organ and (term := terms.after(self.notebook.text.plain, a_hit.end)):
                document.term = document.term or term[0]
            day = dates.DATE.match(self.notebook.text.plain, sentence.start) if sentence.string[:4] in ("Ngày", "ngày") else None
            if day and not document.date and (iso := dates.value(day)):
                document.date = iso
            if document.date:
                props["date"] = document.date
        self.notebook.relate(rule.relation, a, b, start, min(end, sentence.end), rule.id, modality=modality, props=props)


def _filtered(match: re.Match[str]) -> tuple[str, ...]:
    """Ends that a noun of the sentence narrows: ``các chương trình ... thực hiện Ⓓ: Ⓓ`` takes programmes only."""
    names = match.re.groupindex
    return (("from",) if "nounfrom" in names else ("to",)) if "noun" in names and match["noun"] else ()


def _sorts(relation: str, end: str) -> set[str]:
    from vanmach.graph.ontology import relation as declared

    spec = declared(relation)
    return {SORT[k] for k in (spec.from_ if end == "from" else spec.to)}
