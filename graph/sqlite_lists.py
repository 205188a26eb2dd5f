"""Lists as parameters of a query of the SQLite file: one parameter takes them whole, whatever their length."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from vanmach.graph.codec import to_json

IN = "in (select value from json_each(?))"


def array(values: Iterable[str]) -> str:
    """Values as the JSON that a query takes them by; a list of relations is one and the same tuple each time.

    >>> array({"35-ct-tw.xii", "21-nq-tw.xii"})
    '["21-nq-tw.xii","35-ct-tw.xii"]'
    """
    return _of_tuple(values) if isinstance(values, tuple) else to_json(sorted(values))


@lru_cache(maxsize=1 << 8)
def _of_tuple(values: tuple[str, ...]) -> str:
    return to_json(sorted(values))
