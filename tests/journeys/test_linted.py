"""What the linter finds in the official texts at hand is what docs/linting.md tells, where each finding was looked up."""

from __future__ import annotations

import re
from pathlib import Path

from tests.api.conftest import run
from vanmach.graph.store import open_store
from vanmach.loaders.formats import read_file
from vanmach.loaders.statements import to_statements
from vanmach.queries.calendar import today
from vanmach.queries.lint import lint

ROW = re.compile(r"^\| (\d{3}) \|.*? \| (\S+) \| (\d+) \| (\d*) ?\| (.*?) ?\|$", re.M)  # text, day, citations, unknown, other findings


def test_the_table_of_official_texts(root: Path, shared: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'graph.db'}"
    assert run("catalogue", "--store", url).code == 0
    store = open_store(url)
    found: dict[str, tuple[str, int, int, list[str]]] = {}
    texts = sorted((shared / "corpus" / "official").glob("*.txt"))
    for text in texts:
        answer = lint(store, to_statements(read_file(text)))
        faults = sorted(f["fault"] for f in answer["findings"])
        day = "today" if answer["on"] == today() else answer["on"]
        if answer["citations"]:
            found[text.name[:3]] = (day, answer["citations"], faults.count("unknown"), [f for f in faults if f != "unknown"])
    store.close_store()
    page = (root / "docs" / "linting.md").read_text("utf-8")
    told = {
        text: (day, int(citations), int(unknown or 0), sorted(f.split()[0] for f in others.split(", ") if f))
        for text, day, citations, unknown, others in ROW.findall(page)
    }
    assert found == told
    assert f"`unknown`, {sum(unknown for _, _, unknown, _ in found.values())} |" in page
    assert (len(texts), len(texts) - len(found)) == (36, 4)  # as the page says in words
