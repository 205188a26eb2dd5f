"""How documents are cited in Vietnamese, and how the words of a draft are put right. Owns the wording that a person is proposed."""

from __future__ import annotations

import re

from vanmach.graph import ontology
from vanmach.graph.model import Node


def day_in_words(date: str) -> str:
    """A day as documents write it: ``day_in_words("2024-06-14")`` is ``14-6-2024``."""
    return "-".join(part.lstrip("0") or "0" for part in reversed(date.split("-")))


def type_word(doc_kind: str | None, like: str = "X") -> str:
    """The word for a kind of document, its first letter (or all) as large as those of ``like``.

    >>> type_word("directive", "Quyết định"), type_word("directive", "QUYẾT ĐỊNH")
    ('Chỉ thị', 'CHỈ THỊ')
    """
    known = ontology.doc_kinds()
    word = known[doc_kind].vi if doc_kind in known and doc_kind != "other" else "văn bản"
    if len(like) > 1 and like.isupper():
        return word.upper()
    return word[0].upper() + word[1:] if like[:1].isupper() else word


def in_full(node: Node, issuer: str | None) -> str:
    """A document as it is cited for the first time: type, symbol, day, issuer and subject, as far as they are known.

    For 138-QĐ/TW ``Quy định số 138-QĐ/TW, ngày 1-12-2023 của Ban Bí thư về chức năng, nhiệm vụ …``.
    """
    words = f"{type_word(node.doc_kind)} số {node.symbol}" if node.symbol else node.label
    words += f", ngày {day_in_words(node.date)}" if node.date and len(node.date) == 10 else ""
    words += f" của {issuer}" if issuer else ""
    return words + (f" về {node.title}" if node.title else "")


def with_day(words: str, date: str) -> str:
    """The words of a day with another day in their place, written as they are: separators, zeros, "tháng" and "năm".

    >>> with_day("ngày 15/04/2025", "2025-03-02"), with_day("ngày 15 tháng 4 năm 2025", "2024-06-14")
    ('ngày 02/03/2025', 'ngày 14 tháng 6 năm 2024')
    """
    numbers = re.findall(r"\d+", words)
    parts = list(reversed(date.split("-")))
    if len(numbers) != len(parts):
        return f"ngày {day_in_words(date)}"
    padded = any(n.startswith("0") for n in numbers)
    new = iter(p if padded else p.lstrip("0") for p in parts)
    return re.sub(r"\d+", lambda _: next(new), words)
