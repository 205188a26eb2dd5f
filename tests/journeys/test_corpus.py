"""Every real text and page at hand is read without a crash, and every mention is what it says, where it says."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from vanmach.graph import tables
from vanmach.loaders.formats import read_file
from vanmach.loaders.read import read
from vanmach.loaders.statements import to_statements


def fault(text: str) -> str | None:
    """What is wrong with the reading of a text, if anything is."""
    try:
        said = read(text)
        for entity in (*said.documents, *said.bodies, *said.people, *said.events):
            for mention in entity.mentions:
                if text[mention.start : mention.end] != mention.surface:
                    return f"{entity.id}: {mention.surface!r} is not {text[mention.start : mention.end]!r}"
        to_statements(said)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return None


def _texts(shared: Path) -> Iterator[tuple[str, str]]:
    for folder in ("seeds", "news", "detok", "official", "other"):
        for path in sorted((shared / "corpus" / folder).glob("*.txt")):
            yield f"{folder}/{path.stem}", path.read_bytes().decode("utf-8")
    with gzip.open(shared / "corpus" / "datasets" / "law_portal_pages.jsonl.gz", "rt", encoding="utf-8") as lines:
        for i, line in enumerate(lines):
            yield f"portal:{i}", json.loads(line)["text"]


def test_all_of_them(shared: Path) -> None:
    texts = dict(_texts(shared))
    assert len(texts) > 700
    faults = {name: fault(text) for name, text in texts.items()}
    assert {name: found for name, found in faults.items() if found} == {}


def test_pages_as_they_are_stored(shared: Path) -> None:
    pages = sorted((shared / "corpus").rglob("*.html"))
    assert len(pages) > 10
    for page in pages:
        said = read_file(page)
        assert said.text.strip()


def test_what_a_text_says_needs_no_known_document(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With no document, relation or event known, the mentions and relations of a text are the same."""
    files = sorted((shared / "gold" / "texts").glob("*.txt"))
    before = [read_file(f) for f in files]
    real = tables.rows
    monkeypatch.setattr(tables, "rows", lambda name: [] if name in ("documents", "relations", "events") else real(name))
    assert [read_file(f) for f in files] == before
