"""The domain's tables (``graph/data/*.csv``) as rows of strings. Owns reading them, not what they mean."""

from __future__ import annotations

import csv
import io
from functools import cache
from importlib.resources import files

NAMES = ("doc_types", "bodies", "events", "documents", "relations", "positions", "relation_phrases")


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    text = files("vanmach.graph").joinpath("data", f"{name}.csv").read_text("utf-8")
    return tuple(csv.DictReader(io.StringIO(text)))


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one table, each a dict of column -> text (empty where the table is silent).

    >>> rows("bodies")[0]["canonical_vi"]
    'Đảng Cộng sản Việt Nam'
    """
    return list(_rows(name))


def names(cell: str) -> list[str]:
    """The members of a cell of names, which are separated by `` ; ``.

    >>> names("Đại hội XIII ; ĐH XIII")
    ['Đại hội XIII', 'ĐH XIII']
    """
    return [part.strip() for part in cell.split(" ; ") if part.strip()]


def ids(cell: str) -> list[str]:
    """The members of a cell of ids or symbol codes, which are separated by ``|``.

    >>> ids("QUTW|ĐUQSTW")
    ['QUTW', 'ĐUQSTW']
    """
    return [part.strip() for part in cell.split("|") if part.strip()]
