"""Days as people write them, and today in Việt Nam. Owns the reading of dates that come in through a door."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

from vanmach.graph.errors import InputError

_HCM = timezone(timedelta(hours=7))  # Việt Nam keeps UTC+7 all year, without daylight saving, since 1975


def today() -> str:
    """Today's date in Asia/Ho_Chi_Minh, ISO."""
    return datetime.now(UTC).astimezone(_HCM).date().isoformat()


def now() -> str:
    """This moment, ISO in UTC to the second: ``2026-11-26T08:00:00+00:00``."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def parse_day(text: str) -> str:
    """A day given as ``2024-06-14``, ``14-6-2024``, ``14/6/2024`` or ``14.6.2024``, as ISO; InputError for anything else.

    >>> parse_day("14-6-2024")
    '2024-06-14'
    """
    text = text.strip()
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text)
    vi = re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", text)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3])).isoformat()
        if vi:
            return date(int(vi[3]), int(vi[2]), int(vi[1])).isoformat()
    except ValueError:
        pass
    raise InputError(f"{text!r} is not a day: write it like 2024-06-14 or 14-6-2024")
