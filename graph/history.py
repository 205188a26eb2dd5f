"""The graph as it was known at a time: what was said until then, decided anew; for it follows from the statements, none of it is stored."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from vanmach.graph import ledger
from vanmach.graph.errors import InputError
from vanmach.graph.store import Store, View, open_store


def instant(text: str, begins: bool = False) -> str:
    """A time as it is kept, from an ISO day or time; a day is known at its end (or ``begins``), a time without a zone is of Việt Nam.

    >>> instant("2026-11-25"), instant("2026-11-25T10:00:00+07:00")
    ('2026-11-25T17:00:00.000000+00:00', '2026-11-25T03:00:00.000000+00:00')
    """
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        raise InputError(f"{text!r} is no time: write it like 2026-11-25 or 2026-11-25T10:00") from None
    if len(text.strip()) == 10 and not begins:
        found += timedelta(days=1)
    if found.tzinfo is None:
        found -= timedelta(hours=7)
        found = found.replace(tzinfo=UTC)
    return found.astimezone(UTC).isoformat(timespec="microseconds")


@contextmanager
def as_known(view: View, at: str) -> Iterator[Store]:
    """A store of what ``view`` had been told by the time ``at`` (see ``instant``), for as long as the block lasts.

    It takes about as long as loading all that was said until then at once.
    """
    with tempfile.TemporaryDirectory(prefix="vanmach-") as folder:
        past = open_store(f"sqlite:///{Path(folder, 'past.db')}")
        try:
            ledger.load_all(past, view.readings(at))
            for review in view.reviews(at):
                ledger.review(past, review)
            yield past
        finally:
            past.close_store()
