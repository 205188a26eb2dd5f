"""The words of pictures and pages, in Vietnamese and English, and how dates, shares and raw texts are written.

Owns the string tables. Refuses the names of relations and kinds: those are the ontology's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from vanmach.graph.errors import InputError
from vanmach.graph.ontology import Relation

LANGUAGES = ("vi", "en")

_TABLE: Mapping[str, tuple[str, str]] = {
    "lineage": ("Gia phả văn bản", "Document lineage"),
    "picture": ("Sơ đồ", "Picture"),
    "picture_alt": (
        "Sơ đồ dòng thời gian: cũ bên trái, mới bên phải. Bảng bên dưới nói đủ mọi điều sơ đồ vẽ.",
        "Timeline picture: older on the left, newer on the right. The tables below say all that it draws.",
    ),
    "picture_keys": (
        "Phím mũi tên đi giữa các thẻ, Enter mở chứng cứ, Esc bỏ chọn. Giữ Ctrl và cuộn để phóng to.",
        "Arrow keys move between cards, Enter opens the evidence, Esc clears. Hold Ctrl and scroll to zoom.",
    ),
    "evidence": ("Chứng cứ", "Evidence"),
    "choose": (
        "Chọn một thẻ, một đường nối hay một dòng trong bảng để xem nguyên văn câu làm chứng.",
        "Choose a card, a line or a row of the tables to read the very words that prove it.",
    ),
    "documents": ("Văn bản", "Documents"),
    "relations": ("Quan hệ", "Relations"),
    "legend": ("Chú giải", "Legend"),
    "symbol": ("Số hiệu", "Symbol"),
    "kind": ("Loại", "Type"),
    "title": ("Trích yếu", "Title"),
    "date": ("Ngày", "Date"),
    "effective": ("Hiệu lực từ", "In effect from"),
    "issuer": ("Cơ quan ban hành", "Issuer"),
    "term": ("Khóa", "Term"),
    "status": ("Tình trạng", "Status"),
    "aliases": ("Tên khác", "Other names"),
    "older": ("Văn bản trước", "Earlier document"),
    "newer": ("Văn bản sau", "Later document"),
    "relation": ("Quan hệ", "Relation"),
    "since": ("Từ ngày", "Since"),
    "confidence": ("Độ tin cậy", "Confidence"),
    "check": ("Kiểm chứng", "Verification"),
    "verified": ("đã kiểm chứng", "verified"),
    "unverified": ("chưa kiểm chứng", "not verified"),
    "unresolved": ("chưa xác định được văn bản", "document not identified"),
    "planned": ("dự kiến", "planned"),
    "ended": ("hết hiệu lực", "no longer in force"),
    "undated": ("không rõ ngày", "date unknown"),
    "root": ("văn bản gốc của sơ đồ", "where this picture starts"),
    "hidden": ("quan hệ chưa mở", "relations not opened"),
    "showing": ("đang hiện {n} / {m}", "showing {n} / {m}"),
    "showing_with": ("tính cả {h} quan hệ chưa mở", "counting {h} relations not opened"),
    "truncated": (
        "Sơ đồ chưa vẽ hết: còn văn bản ngoài độ sâu hoặc giới hạn đã chọn. Tăng độ sâu, hoặc thu hẹp theo quan hệ và thời gian.",
        "Not everything is drawn: there is more beyond the chosen depth or limit. Go deeper, or narrow by relation and date.",
    ),
    "quote_from": ("Trích từ", "Quoted from"),
    "place": ("ký tự {start}–{end}", "characters {start}–{end}"),
    "record": ("Bảng {table}, dòng {row}", "Table {table}, row {row}"),
    "known_by": ("biết qua", "known by"),
    "known_source": ("nguồn đã dẫn", "a cited source"),
    "known_mixed": ("một phần từ nguồn, một phần theo trí nhớ", "partly a source, partly memory"),
    "known_recall": ("trí nhớ, chưa có nguồn", "memory, no source yet"),
    "no_evidence": ("Không có chứng cứ kèm theo.", "No evidence came with this."),
    "long_quote": ("Câu trích dài {n} ký tự", "A quote of {n} characters"),
    "zoom_in": ("Phóng to", "Zoom in"),
    "zoom_out": ("Thu nhỏ", "Zoom out"),
    "fit": ("Vừa khung", "Fit"),
    "start": ("Về văn bản gốc", "Back to the start"),
    "skip": ("Đến bảng", "Skip to the tables"),
    "sources": ("Nguồn được trích", "Sources quoted"),
    "made": ("Tệp này", "This file"),
    "made_by": ("Vanmach, đồ thị phiên bản {version}, tạo ngày {generated}", "Vanmach, graph version {version}, generated {generated}"),
    "status_in_force": ("còn hiệu lực", "in force"),
    "status_amended": ("còn hiệu lực, đã sửa đổi", "in force, amended"),
    "status_superseded": ("đã bị thay thế", "superseded"),
    "status_repealed": ("đã bị bãi bỏ", "repealed"),
    "status_expired": ("đã hết hiệu lực", "expired"),
    "status_not_yet": ("chưa có hiệu lực", "not yet in force"),
    "status_unknown": ("chưa rõ", "unknown"),
    "tier_central": ("Trung ương, Đại hội", "Congress, Central Committee"),
    "tier_politburo": ("Bộ Chính trị – Ban Bí thư", "Politburo – Secretariat"),
    "tier_party": ("Ban, đảng ủy ở Trung ương", "Central Party bodies"),
    "tier_state": ("Nhà nước", "State"),
    "tier_local": ("Tỉnh, địa phương", "Provinces, localities"),
    "tier_other": ("Khác", "Other"),
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def word(lang: str, key: str, **values: object) -> str:
    """The word or sentence called ``key``; InputError where the language is not spoken here.

    >>> word("vi", "showing", n=16, m=74)
    'đang hiện 16 / 74'
    """
    if lang not in LANGUAGES:
        raise InputError(f"language {lang!r} is not one of: {', '.join(LANGUAGES)}")
    phrase = _TABLE[key][LANGUAGES.index(lang)]
    return phrase.format(**values) if values else phrase


def words(lang: str) -> dict[str, str]:
    """Every word of one language, for a template."""
    return {key: word(lang, key) for key in _TABLE}


def day(lang: str, iso: str | None) -> str:
    """A date, possibly partial, as people write it; what is no date stays as it is.

    >>> day("vi", "2016-07-25"), day("vi", "2024-03"), day("en", "2016-07-25")
    ('25/7/2016', '3/2024', '25 Jul 2016')
    """
    found = _ISO.fullmatch(iso or "")
    if found is None:
        return plain(iso or "")
    year, month, of_month = found[1], int(found[2] or 0), int(found[3] or 0)
    if lang == "vi":
        return "/".join(str(part) for part in (of_month, month, year) if part)
    return " ".join(str(part) for part in (of_month or "", _MONTHS[month - 1] if 0 < month <= 12 else "", year) if part)


def share(confidence: float | None) -> str:
    """A confidence between 0 and 1 as a percentage.

    >>> share(0.875)
    '88 %'
    """
    return "" if confidence is None else f"{confidence:.0%}".replace("%", " %")


def sentence(relation: Relation, lang: str, of: str, other: str, reverse: bool = False) -> str:
    """The sentence that an edge says, forward (acting document first) or in reverse.

    >>> from vanmach.graph.ontology import relation
    >>> sentence(relation("supersedes"), "vi", "294-QĐ/TW", "20-QĐ/TW", reverse=True)
    '294-QĐ/TW được thay thế bởi 20-QĐ/TW'
    """
    # Some phrases name the other end in their middle ("do … ban hành"); repeating it would read twice.
    wraps = relation.label(lang, reverse, "\0") != relation.label(lang, reverse, "")
    phrase = relation.label(lang, reverse, other)
    return f"{of} {phrase}" if wraps else f"{of} {phrase} {other}"


def plain(text: str) -> str:
    r"""Text for one line of a picture: control and direction characters out, runs of blanks made one.

    Direction overrides in a title could turn the card's own words around, and most control characters are illegal in XML.

    >>> plain("Quy định\u202e  số 29")
    'Quy định số 29'
    """
    return " ".join("".join(" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c) not in _INVISIBLE).split())


_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
