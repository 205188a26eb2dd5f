"""Dates as texts write them: ``19-12-2023``, ``ngày 13 tháng 5 năm 2025``, ``14.6``. Day, month, year, always in this order.

Owns forms and their ISO value; refuses to guess a missing year unless one is handed in.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass

from vanmach.loaders.interchange import Document

FULL = r"(?P<d>\d{1,2})\s*[-/.]\s*(?P<m>\d{1,2})\s*[-/.]\s*(?P<y>(?:19|20)\d{2})(?!\d)"
DOTS = r"[\s.…]"  # "ngày 5 tháng ... năm 2027" as well as "ngày ..5.. tháng 9 năm 2027"
WORDS = rf"(?P<d2>\d{{1,2}}){DOTS}+tháng{DOTS}+(?P<m2>\d{{1,2}}){DOTS}+năm{DOTS}+(?P<y2>(?:19|20)\d{{2}})"
MONTH = r"tháng\s*(?P<m3>\d{1,2})\s*(?:[-/.]|\s+năm\s+)\s*(?P<y3>(?:19|20)\d{2})"
SHORT_MONTH = r"(?P<m4>\d{1,2})[-/](?P<y4>(?:19|20)\d{2})(?!\d)"
DAY_MONTH = r"(?P<d5>\d{1,2})(?:\s*[-/.]\s*|\s+tháng\s+)(?P<m5>\d{1,2})(?!\s*[-/.]?\s*\d)"
YEAR = r"năm\s+(?P<y6>(?:19|20)\d{2})(?!\s*-?\s*\d)"

DATE = re.compile(rf"(?:[Nn]gày\s+)?(?:{WORDS}|{FULL})")
LOOSE = re.compile(rf"(?:ngày\s+)?(?:{WORDS}|{FULL}|{MONTH}|{SHORT_MONTH}|{DAY_MONTH})")
_SIGNED = r"(?:(?:(?:được\s+)?(?:ký(?: ban hành)?|ban hành)|đề)\s+)?"
AFTER = re.compile(rf"\s*,?\s*\(?\s*{_SIGNED}(?:(?:ngày|Ngày|NGÀY){DOTS}+)?(?:{WORDS}|{FULL})(?:\s*\))?")
AFTER_MONTH = re.compile(rf"\s*,?\s*\(?\s*{_SIGNED}{MONTH}(?:\s*\))?")
AFTER_LOOSE = re.compile(rf"\s*,?\s*\(?\s*(?:ngày|Ngày)\s+{DAY_MONTH}(?:\s*\))?")
AFTER_YEAR = re.compile(rf"\s*,?\s*\(?(?:{YEAR}|(?P<y7>(?:19|20)\d{{2}})(?=\)|\s+(?:của|về)\s))\)?")
# "từ ngày 5 đến 7/10/2027", "12-14/6": the first day of a meeting or a period, and the day that tells its month
RANGE = re.compile(
    rf"(?:(?:[Tt]ừ\s+)?(?:ngày\s+)?(?P<a>\d{{1,2}})\s*(?:-|đến)|ngày\s+(?P<b>\d{{1,2}})\s+và)\s*(?:ngày\s+)?(?={FULL}|{WORDS}|{DAY_MONTH})"
)
PAGE = re.compile(r"(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})")


@dataclass(frozen=True, slots=True)
class When:
    """A date found in a text: ISO value (possibly partial) and plain span."""

    iso: str
    start: int
    end: int
    inferred: bool = False  # the year is the article's

    @property
    def full(self) -> bool:
        """Whether day, month and year are all there."""
        return len(self.iso) == 10


def value(match: re.Match[str], year: str | None = None) -> str | None:
    """ISO value of a match of one of the forms above, or None where day or month cannot be: ``45/13/2024``."""
    groups = match.groupdict()
    for day, month, of in (
        ("d", "m", "y"),
        ("d2", "m2", "y2"),
        ("", "m3", "y3"),
        ("", "m4", "y4"),
        ("d5", "m5", ""),
        ("", "", "y6"),
        ("", "", "y7"),
    ):
        y = groups.get(of) if of else (year if day else None)
        d, m = groups.get(day) if day else None, groups.get(month) if month else None
        if not y or (month and not m) or (day and not d):
            continue
        if (m and not 1 <= int(m) <= 12) or (d and m and not 1 <= int(d) <= calendar.monthrange(int(y), int(m))[1]):
            return None
        return "-".join([y, *([f"{int(m):02d}"] if m else []), *([f"{int(d):02d}"] if d else [])])
    return None


def after(plain: str, at: int, year: str | None = None) -> When | None:
    """The date that follows a citation at ``at``: ``, ngày 19-12-2023``, ``(26/5/2025)``, ``năm 2023``."""
    for form in (AFTER, AFTER_LOOSE, AFTER_MONTH, AFTER_YEAR):
        if (match := form.match(plain, at)) and (iso := value(match, year)):
            if form is AFTER_YEAR and (day := AFTER.match(plain, match.end())) and (full := value(day)) and full.startswith(iso):
                return When(full, match.start(), day.end())  # "năm 2027, ngày 28/9/2027"
            return When(iso, match.start(), match.end(), form is AFTER_LOOSE)
    return None


def give(document: Document, when: When | None) -> None:
    """Note a date of a document: a full one is its ``date``, once; a year or month alone is kept apart, as ``date_partial``."""
    if not when:
        return
    if not when.full:
        document.date_partial = document.date_partial or when.iso
    elif not document.date or (document.date_inferred and not when.inferred):
        document.date, document.date_inferred = when.iso, when.inferred


def known(document: Document) -> str | None:
    """What is known of a document's day, a year alone included: for telling documents apart, not for printing."""
    return document.date or document.date_partial


def near(plain: str, start: int, end: int, year: str | None = None) -> When | None:
    """The first date inside ``[start, end)``: ``Sáng 17/4``, ``Ngày 18/01/2025``; a day without a year takes ``year``.

    Of ``từ ngày 5 đến 7/10/2027`` it is the first day.
    """
    for match in LOOSE.finditer(plain, start, end):
        if iso := value(match, year):
            first = next((r for r in RANGE.finditer(plain, start, match.end()) if r.start() < match.start() <= r.end()), None)
            day = int(first["a"] or first["b"]) if first else 0
            if first and len(iso) == 10 and 1 <= day < int(iso[8:]):
                return When(f"{iso[:8]}{day:02d}", first.start(), match.end())
            return When(iso, match.start(), match.end())
    return None


def of_page(lines: tuple[str, ...]) -> str | None:
    """The day of an article by the lines that the page stamps it with; the stamp with an hour wins over a bare date."""
    stamps = [(line, match) for line in lines if len(line) < 60 and (match := PAGE.search(line))]
    found = [(":" in line, iso) for line, match in stamps if (iso := value(match))]
    timed = [iso for hour, iso in found if hour]
    return timed[0] if timed else (found[0][1] if len({iso for _, iso in found}) == 1 else None)
