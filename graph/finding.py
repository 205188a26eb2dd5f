"""How a node is found by what a person typed: by the stem of its symbol, by a whole name, by words. Shared by all stores; ranks nothing."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from vanmach.graph.identity import Query, fold, parse_symbol, series
from vanmach.graph.model import Node

_folded = lru_cache(maxsize=1 << 12)(fold)


def stem_of(node: Node) -> str | None:
    """How a symbol is looked up: series, number and organ, folded.

    >>> stem_of(Node("35-ct-tw.xii", "document", "Chỉ thị 35-CT/TW", doc_kind="directive", symbol="35-CT/TW"))
    'ct:35:tw'
    """
    symbol = parse_symbol(node.symbol or "")
    return f"{series(node.doc_kind, symbol)}:{symbol.number}:{symbol.organ}" if symbol else None


def names_of(node: Node) -> list[str]:
    """All names by which a node is found whole: label, title and aliases, folded."""
    return sorted({_folded(name) for name in (node.label, node.title, *node.aliases) if name})


def words(text: str) -> list[str]:
    """The words of a folded text, as they are searched.

    >>> words(fold("Chỉ thị 35-CT/TW"))
    ['chi', 'thi', '35', 'ct', 'tw']
    """
    return "".join(c if c.isalnum() else " " for c in text).split()


def fitting(found: Iterable[Node], query: Query) -> list[Node]:
    """Of nodes with the stem asked for those of the term and year asked for; open ones only where there is no other."""
    fit = [n for n in found if (not query.term or n.term == query.term) and (not query.year or (n.date or "").startswith(query.year))]
    return [n for n in fit if n.resolved] or fit


def settled_first(found: Iterable[Node]) -> list[Node]:
    """Bearers of one name, those not open before the others."""
    return sorted(found, key=lambda n: (not n.resolved, n.id))
