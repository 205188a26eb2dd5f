"""What names a thing: folded text, symbols of documents, terms of committees, and readable ids made from them.

Owns the rules of numbering (docs/house.md, "Identity"). Refuses to choose between candidates: that is ``resolve.py``.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from vanmach.graph import tables
from vanmach.graph.model import digest

_DASHES = re.compile(r"[‐‑‒–—―−]")
_SLUG_LIMIT = 72


def fold(text: str) -> str:
    """Text without accents, case, đ/d, kinds of dashes and blanks: how names are compared and searched.

    >>> fold("Quy định  số 69-QÐ/TW")
    'quy dinh so 69-qd/tw'
    """
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d").replace("ð", "d"))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(_DASHES.sub("-", plain).split())


@lru_cache(maxsize=1 << 14)
def slug(text: str) -> str:
    """A readable id: folded, words joined by dashes; a long one is cut and closed with a hash.

    >>> slug("Ban Tổ chức Trung ương")
    'ban-to-chuc-trung-uong'
    """
    whole = "-".join(re.findall(r"[a-z0-9]+", fold(text)))
    if len(whole) <= _SLUG_LIMIT:
        return whole or digest(text)
    return whole[:_SLUG_LIMIT].rsplit("-", 1)[0] + "-" + digest(whole)[:6]


# Types in symbols: folded form -> (kind of document, type code as ids write it). One series holds several printed forms.
_TYPE_WORDS = {
    "resolution": "nq",
    "conclusion": "kl",
    "directive": "ct",
    "regulation": "qd",
    "decision": "qd",
    "rules": "qc",
    "plan": "kh",
    "guideline": "hd",
    "notice": "tb",
    "programme": "ctr",
    "scheme": "da",
    "report": "bc",
    "circular": "tt",
    "submission": "ttr",
    "dispatch": "cv",
    "strategy": "cl",
    "communique": "tc",
    "law": "luat",
    "decree": "nd",
    "ministerial_circular": "tt",
    "outline": "dc",
    "statute": "dieu-le",
    "platform": "cuong-linh",
}
_SAME_SERIES = {"qdi": "qd", "qyd": "qd", "qdns": "qd", "cthd": "ctr", "tbkl": "tb"}

_TYPES = "|".join(  # the longer first
    "QĐNS QĐi QyĐ QĐ QD NQLT NQ CTHĐ CTr CTR Ctr CT KL QC HD TBKL TB TTLT TTr TTR TT BC KH QH ĐA PA DA CV BB TC NĐ ND CĐ VBHN".split()
)
_PARTY = re.compile(rf"(\d{{1,5}}[a-z]?)\s*[-/]?\s*({_TYPES})\s*[-/]?\s*((?:TW|TƯ|T\.Ư|T\.W)(?![\wÀ-ỹ])|[A-ZĐ]{{2,16}}[A-ZĐ0-9-]*)")
_STATE = re.compile(rf"(\d{{1,5}}(?:\.\d+)?)/(?:(\d{{4}})/)?({_TYPES})-([A-ZĐ][\wĐđ-]*)")
_ASSEMBLY = re.compile(r"(\d{1,4})/(\d{4})/((?:QH|UBTVQH|PL-UBTVQH)\d{1,2})")


@dataclass(frozen=True, slots=True)
class Symbol:
    """A document's symbol taken apart: type and organ folded, the number without leading zeros, the year only in state symbols."""

    number: str
    type: str
    organ: str
    year: str | None = None
    printed: str = ""

    @property
    def series(self) -> str:
        """The type under which the number is looked up: QĐi and QyĐ are looked up as QĐ."""
        return _SAME_SERIES.get(self.type, self.type)

    @property
    def central(self) -> bool:
        """Whether the organ numbers by the terms of the Central Committee."""
        return self.year is None and self.organ.endswith("tw") and not self.organ.startswith("bcd")


@lru_cache(maxsize=1 << 16)  # a text cites one document many times over
def parse_symbol(text: str) -> Symbol | None:
    """The symbol that ``text`` is or begins with, whatever its dashes, blanks and Đ; None where there is none.

    >>> parse_symbol("96/QĐ-TW")
    Symbol(number='96', type='qd', organ='tw', year=None, printed='96-QĐ/TW')
    >>> parse_symbol("30/2020/NĐ-CP").year
    '2020'
    """
    plain = _DASHES.sub("-", unicodedata.normalize("NFC", text)).replace("Ð", "Đ").replace("\u00a0", " ").strip()
    if m := _ASSEMBLY.match(plain):
        return Symbol(_number(m[1]), "nq", fold(m[3]), m[2], f"{m[1]}/{m[2]}/{m[3]}")
    if (m := _STATE.match(plain)) and not _party_organ(m[4], m[3], m[2]):
        year = f"/{m[2]}" if m[2] else ""
        return Symbol(_number(m[1]), fold(m[3]), fold(m[4]), m[2], f"{m[1]}{year}/{m[3]}-{m[4]}")
    if m := _PARTY.match(plain):
        organ = "TW" if m[3] in ("TƯ", "T.Ư", "T.W") else m[3].rstrip("-")
        return Symbol(_number(m[1]), fold(m[2]), fold(organ), None, f"{m[1]}-{m[2]}/{organ}")
    return None


def _party_organ(organ: str, type_: str, year: str | None) -> bool:
    # Journalists swap slash and dash (96/QĐ-TW): the organ tells the Party from the state.
    if year or type_ in ("NĐ", "TTLT", "CĐ"):
        return False
    return organ.endswith("TW") or organ in ("TƯ", "TU", "HU", "ĐU", "QUTW", "BTCTU", "UBKTTU", "VPTU", "ĐUK")


def _number(digits: str) -> str:
    return digits.lstrip("0") or "0"


def type_code(doc_kind: str | None, symbol: Symbol | None) -> str:
    """The type as ids write it: from the symbol, else from the kind; a programme printed CT is still ctr.

    >>> type_code("programme", parse_symbol("32-CT/TU"))
    'ctr'
    """
    if symbol and symbol.year and symbol.organ.startswith(("qh", "ubtvqh")):
        return "nq" if doc_kind == "resolution" else "luat"
    if symbol and not (symbol.type == "ct" and doc_kind == "programme"):
        return _SAME_SERIES.get(symbol.type, symbol.type) if symbol.type in ("cthd", "qyd", "tbkl") else symbol.type
    return _TYPE_WORDS.get(doc_kind or "", "vb")


@lru_cache(maxsize=1 << 14)
def series(doc_kind: str | None, symbol: Symbol | None) -> str:
    """The series a number is looked up in: ``qd`` for Quyết định, Quy định, QĐi and QyĐ alike."""
    code = type_code(doc_kind, symbol)
    return _SAME_SERIES.get(code, code)


@cache
def _series() -> dict[str, Any]:
    return tomllib.loads(files("vanmach.graph").joinpath("data", "series.toml").read_text("utf-8"))


def terms() -> list[str]:
    """Terms of the Central Committee, oldest first."""
    return [t["name"] for t in _series()["term"]]


@lru_cache(maxsize=1 << 14)
def term_of(date: str | None) -> str | None:
    """The term in which a day (or a month or year that lies in one term only) falls.

    >>> term_of("2026-01-09"), term_of("2026-01-23"), term_of("2021"), term_of("2023")
    ('XIII', 'XIV', None, 'XIII')
    """
    if not date:
        return None
    first, last = (date + "-01-01"[len(date) - 4 :])[:10], (date + "-12-31"[len(date) - 4 :])[:10]
    found = {_at(first), _at(last)}
    return found.pop() if len(found) == 1 else None


def _at(day: str) -> str | None:
    name = None
    for term in _series()["term"]:
        if term["from"] <= day:
            name = term["name"]
    return name


@lru_cache(maxsize=1 << 14)
def committee_year(date: str | None, code: str = "TU") -> str | None:
    """The year in which the committee of a province (or mass organisation) that sat on a day took office.

    >>> committee_year("2026-09-01")
    '2025'
    """
    if not date or len(date) < 7:
        return None
    starts = next(c["from"] for c in _series()["committee"] if c["code"] == code)
    begun = [s for s in starts if s <= date]
    return begun[-1][:4] if begun else None


@cache
def _body_names() -> dict[str, str]:
    bearers: dict[str, set[str]] = {}
    for row in tables.rows("bodies"):
        name = plain_name(row["canonical_vi"])
        for alias in [row["canonical_vi"], *tables.names(row["aliases"])]:
            bearers.setdefault(fold(plain_name(alias)), set()).add(name)
    # "Tiểu ban Điều lệ Đảng" is short for that of two congresses: such a name means neither by itself.
    return {alias: names.pop() for alias, names in bearers.items() if len(names) == 1}


def plain_name(name: str) -> str:
    """A body's name without the note that tells bearers of one name apart.

    >>> plain_name("Tỉnh ủy Gia Lai (từ 1-7-2025)")
    'Tỉnh ủy Gia Lai'
    """
    return re.sub(r" \(từ [\d-]+\)$", "", name)


@lru_cache(maxsize=1 << 14)
def body_key(name: str) -> str:
    """The slug under which every spelling of a body's name meets.

    >>> body_key("Ban Tổ chức T.Ư"), body_key("BCH Trung ương")
    ('ban-to-chuc-trung-uong', 'ban-chap-hanh-trung-uong-dang')
    """
    return slug(_body_names().get(fold(name), name))


@cache
def _organs() -> dict[str, str]:
    codes: dict[str, str] = {}
    for row in tables.rows("bodies"):
        for code in tables.ids(row["symbol_codes"]):
            codes.setdefault(body_key(row["canonical_vi"]), fold(code))
    return codes


@lru_cache(maxsize=1 << 14)
def organ_of(issuer: str | None) -> str | None:
    """The organ code that a body's documents bear: tw for the Central Committee, the Politburo and the Secretariat.

    >>> organ_of("Bộ Chính trị"), organ_of("Ban Tổ chức Trung ương")
    ('tw', 'btctw')
    """
    return _organs().get(body_key(issuer)) if issuer else None


_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}


def roman(number: int) -> str:
    """A number below 50 in Roman figures.

    >>> roman(14)
    'XIV'
    """
    out = ""
    for value, figure in ((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        out += figure * (number // value)
        number %= value
    return out


_LOOSE = re.compile(
    r"^(?:[a-z ]*?\b(?:so )?)?(\d{1,5}[a-z]?)(?:/(\d{4}))?[ /-]*"
    r"(qdns|qdi|qyd|qd|nq|cthd|ctr|ct|kl|qc|hd|tb|ttlt|ttr|tt|bc|kh|qh|da|pa|cv|nd|cd)"
    r"(?:[ /-]+([a-z][a-z0-9-]*?))?(?:[ /(,]+(?:khoa|dai hoi) ?([ivx]+)\)?)?(?:[ /(,]+(?:nam )?(\d{4})\)?)?$"
)


@dataclass(frozen=True, slots=True)
class Query:
    """What a person typed for a document: ``series`` and ``number``, the rest as far as it was given."""

    number: str
    series: str
    organ: str | None = None
    term: str | None = None
    year: str | None = None


def parse_query(text: str) -> Query | None:
    """A typed citation, in any case, with or without accents and dashes; None where it is none.

    >>> parse_query("35 ct tw 2024")
    Query(number='35', series='ct', organ='tw', term=None, year='2024')
    >>> parse_query("Chỉ thị số 35-CT/TW khóa XIII").term
    'XIII'
    """
    m = _LOOSE.match(fold(text))
    if not m:
        return None
    term = m[5].upper() if m[5] else None
    return Query(_number(m[1]), _SAME_SERIES.get(m[3], m[3]), m[4], term, m[2] or m[6])
