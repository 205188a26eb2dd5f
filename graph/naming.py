"""Ids of nodes and blocks of references: where a reference belongs, as far as it says so itself.

Owns the form of ids. ``block_of`` says which references must be looked at together; ``anchor`` gives the node of a reference that
names it without doubt.
"""

from __future__ import annotations

import re
from functools import lru_cache

from vanmach.graph.identity import Symbol, body_key, committee_year, fold, organ_of, parse_symbol, roman, series, slug, term_of, type_code
from vanmach.graph.model import Reference

_TERM_BODIES = re.compile(r"^(tb|bcd)")  # subcommittees and steering committees: they live one term


def block_of(ref: Reference) -> str:
    """The block of a reference: all that may mean the same node share it.

    >>> block_of(Reference("s#d1", "s", "document", "Chỉ thị 35-CT/TW", doc_kind="directive", number="35", symbol="35-CT/TW"))
    'd:ct:35'
    """
    if ref.kind == "body":
        return f"b:{body_key(ref.name or ref.surface)}"
    if ref.kind == "person":
        return f"p:{slug(ref.name or ref.surface)}"
    if ref.kind == "event":
        return f"v:{event_key(ref.event_kind, ref.name or ref.surface, ref.number)}"
    symbol = parse_symbol(ref.symbol or "")
    if number := _numbered(ref, symbol):
        return f"d:{series(ref.doc_kind, symbol)}:{number}"
    if ref.event:
        return f"e:{type_code(ref.doc_kind, None)}:{event_key(None, ref.event, None)}"
    return f"n:{ref.doc_kind}:{_title_key(ref)}"


def number_of(ref: Reference) -> str | None:
    """The number of a document without leading zeros, from its symbol or as cited alone."""
    return _numbered(ref, parse_symbol(ref.symbol or ""))


def _numbered(ref: Reference, symbol: Symbol | None) -> str | None:
    if symbol:
        return symbol.number
    return ref.number.lstrip("0") or "0" if ref.number else None


def organ(ref: Reference) -> str | None:
    """The organ code of a document's series: from the symbol, else from the issuer that the text names."""
    return _organ(ref, parse_symbol(ref.symbol or ""))


def _organ(ref: Reference, symbol: Symbol | None) -> str | None:
    return symbol.organ if symbol else organ_of(ref.issuer)


def _scope(ref: Reference, symbol: Symbol | None, code: str) -> str | None:
    """What tells a number from the same number elsewhere: the term, the province and year, or the year.

    Empty where nothing more is needed, None where it is unknown.
    """
    if symbol and symbol.year:
        return ""
    level = _level(code)
    if level == "body of a term":
        return (ref.date or ref.valid_from or "")[:4] or None
    if level == "central":
        # The date decides; "khóa N" is for want of one. Both may be wrong in a text: the day is the harder fact.
        found = term_of(ref.date) or ref.term
        return found.lower() if found else None
    if level == "youth":
        return committee_year(ref.date, "TWĐTN")
    if level == "lower":
        where, year = slug(ref.place) if ref.place else place_of(ref.issuer), committee_year(ref.date)
        return f"{where}.{year}" if where and year else None
    return (ref.date or "")[:4] or None


@lru_cache(maxsize=1 << 12)
def _level(code: str) -> str:
    if _TERM_BODIES.match(code):
        return "body of a term"
    if code.endswith("tw"):
        return "central"
    if code.startswith("twdtn"):
        return "youth"
    return "lower" if code.endswith(("tu", "hu", "du", "duk")) or code in ("qu", "tvdu", "cb") else "other"


_PLACE = re.compile(
    r"(?:(?:tinh|thanh|huyen|quan|thi|dang) uy|dang bo|uy ban nhan dan|hoi dong nhan dan) "
    r"(?:tinh |thanh pho |huyen |quan |xa |phuong )?(.+)$"
)


@lru_cache(maxsize=1 << 14)
def place_of(body: str | None) -> str | None:
    """The place whose committee a body is or belongs to.

    >>> place_of("Ban Thường vụ Tỉnh ủy Gia Lai"), place_of("Thành ủy Thành phố Hồ Chí Minh")
    ('gia-lai', 'ho-chi-minh')
    """
    m = _PLACE.search(fold(body or ""))
    return slug(m[1]) if m else None


def document_id(ref: Reference) -> str | None:
    """The id of a numbered document whose scope is known: number, type, organ ``.`` scope.

    >>> document_id(Reference("s#d1", "s", "document", "x", doc_kind="directive", symbol="35-CT/TW", date="2024-06-14"))
    '35-ct-tw.xiii'
    """
    symbol = parse_symbol(ref.symbol or "")
    number = _numbered(ref, symbol)
    return _document_id(ref, symbol, number) if number else None


def _document_id(ref: Reference, symbol: Symbol | None, number: str) -> str | None:
    code = _organ(ref, symbol)
    if code is None or (where := _scope(ref, symbol, code)) is None:
        return None
    return _stem(ref, symbol, number, code) + (f".{where}" if where else "")


def dated_id(ref: Reference) -> str | None:
    """The id of a numbered document of a lower organ whose place is not told, by its full day: no two of a kind share number and day."""
    code = organ(ref)
    if not code or not number_of(ref) or not ref.date or len(ref.date) < 10 or document_id(ref):
        return None
    return f"{stem(ref)}.{ref.date}"


def stem(ref: Reference) -> str:
    """The id of a numbered document without its scope: ``21-kl-tw``."""
    symbol = parse_symbol(ref.symbol or "")
    return _stem(ref, symbol, _numbered(ref, symbol), _organ(ref, symbol))


def _stem(ref: Reference, symbol: Symbol | None, number: str | None, code: str | None) -> str:
    year = symbol.year if symbol else None
    parts = ((number or "0").zfill(2), year, type_code(ref.doc_kind, symbol), slug(code)[:40] if code else None)
    return "-".join(filter(None, parts)).replace(".", "-")


_PLENUM = re.compile(
    r"(?:trung uong|tw)(?: dang)? (?:lan thu )?(\d{1,2})\b|lan thu (\w+(?: \w+)?) (?:cua )?(?:ban chap hanh|bch|trung uong)"
)
_CONGRESS = re.compile(
    r"dai hoi(?: dai bieu)?(?: toan quoc)?(?: dang)?(?: cong san viet nam)?(?: lan thu)? "
    r"([ivx]+|\d{1,2})(?: (?:cua )?dang(?: cong san viet nam)?)?$"
)
_TERM = re.compile(r"\(?khoa ([ivx]+|\d{1,2})\)?")
_ORDINALS = {w: n for n, w in enumerate(["nhat", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi"], 1)} | {
    "muoi mot": 11,
    "muoi hai": 12,
    "muoi ba": 13,
    "muoi bon": 14,
    "muoi lam": 15,
}


def event_key(kind: str | None, name: str, number: str | None) -> str:
    """What a congress or plenum is told by: its number, not its term; for other events the folded name.

    >>> event_key("congress", "Đại hội đại biểu toàn quốc lần thứ XIII của Đảng", None)
    'dai-hoi-xiii'
    >>> event_key("plenum", "Hội nghị lần thứ tư Ban Chấp hành Trung ương Đảng khóa XII", None)
    'hoi-nghi-tw-4'
    """
    plain = fold(name).replace("t.u ", "tw ").replace("dai hoi lan thu", "dai hoi")
    if m := _CONGRESS.match(plain):
        return f"dai-hoi-{_figures(m[1])}"
    bare = _TERM.sub("", plain).strip()
    if (kind in ("plenum", None)) and (m := _PLENUM.search(bare)):
        found = m[1] or str(_ORDINALS.get(m[2], _ORDINALS.get(m[2].split()[0], "")))
        if found:
            return f"hoi-nghi-tw-{int(found)}"
    return slug(name)


def _figures(text: str) -> str:
    return roman(int(text)).lower() if text.isdigit() else text


def stated_term(ref: Reference) -> str | None:
    """The term that a plenum (or a document named after one) belongs to, as stated or by its date."""
    if ref.term or number_of(ref):
        return ref.term  # "khóa XII" in the subject of a numbered document is of what it speaks of, not of itself
    m = _TERM.search(fold(ref.event or ref.name or ref.surface))
    if m:
        return _figures(m[1]).upper()
    return term_of(ref.date) if ref.kind == "event" else None


def anchor(ref: Reference) -> str | None:
    """The node id of a reference that names its node without doubt, else None.

    A numbered document needs its scope, a plenum its term; a congress, a person and a body need no more than the name.
    """
    if ref.kind == "person":
        return slug(ref.name or ref.surface)
    if ref.kind == "body":
        return None if ref.valid_from is None and ref.valid_to is None else body_id(ref)
    if ref.kind == "event":
        return _event_id(ref)
    symbol = parse_symbol(ref.symbol or "")
    if number := _numbered(ref, symbol):
        return _document_id(ref, symbol, number)
    if ref.event:
        event = _event_id(ref)
        return f"{type_code(ref.doc_kind, None)}-{event}" if event else None
    return _named_document(ref)


def _event_id(ref: Reference) -> str | None:
    key = event_key(ref.event_kind, ref.event or ref.name or ref.surface, ref.number if ref.kind == "event" else None)
    if key.startswith("dai-hoi-") and len(key) <= 16:
        return key
    if key.startswith("hoi-nghi-tw-"):
        term = stated_term(ref)
        return f"{key}.{term.lower()}" if term else None
    # A conference is known by its name and day; without a day it stays in its own source.
    return f"{key}.{ref.date}" if ref.kind == "event" and ref.date else None


def body_id(ref: Reference, first: bool = True) -> str:
    """A body's slug; ``@year`` of its beginning where it bears a name that another body bore before.

    >>> body_id(Reference("c#b", "c", "body", "x", name="Ban Tuyên giáo Trung ương", valid_from="2026-08"), first=False)
    'ban-tuyen-giao-trung-uong@2026'
    """
    key = body_key(ref.name or ref.surface)
    return key if first or not ref.valid_from else f"{key}@{ref.valid_from[:4]}"


def _title_key(ref: Reference) -> str:
    if ref.doc_kind in ("statute", "platform"):
        return ref.doc_kind  # the Party has one of each at a time; editions are told by term
    return slug(ref.name or ref.surface)


def _named_document(ref: Reference) -> str | None:
    if ref.doc_kind in ("statute", "platform"):
        return f"{type_code(ref.doc_kind, None)}-dang.{ref.term.lower()}" if ref.term else None
    return None


def own_id(ref: Reference) -> str:
    """The node of a reference that stays open: readable, and of its own source only (``21-kl-tw~4f1c…``)."""
    if ref.kind == "document" and number_of(ref):
        base = stem(ref)
    elif ref.kind == "document":
        code = type_code(ref.doc_kind, None)
        name = event_key(None, ref.event, None) if ref.event else slug(ref.name or ref.surface)
        base = name if name.startswith(f"{code}-") else f"{code}-{name}"
    elif ref.kind == "event":
        base = event_key(ref.event_kind, ref.name or ref.surface, ref.number)
    else:
        base = slug(ref.name or ref.surface)
    return f"{base}~{ref.source[:9]}"
