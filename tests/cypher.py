"""Asks a Neo4j server anew what docs/cypher.md asks: ``python tests/cypher.py [--check]``.

Below each block marked ``cypher`` stands what the server answers, as a table. Without ``--check`` the tables are made anew; with it, it is
said whether they are out of date. The server holds the catalogue and the sample texts.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import neo4j

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests import neo4j_server
from vanmach.graph.store import open_store
from vanmach.loaders import ingest
from vanmach.loaders.packed import expand

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "cypher.md"
ASKED = re.compile(r"(```cypher\n(.*?)```\n)(?:\n(?:\|[^\n]*\n)+)?", re.S)
Rows = list[dict[str, Any]]


def fill(url: str) -> None:
    """Loads the catalogue and the sample texts."""
    store = open_store(url)
    ingest.load_catalogue(store)
    ingest.load_files(store, expand([ROOT / "loaders" / "samples"]))
    store.close_store()


def answer(driver: neo4j.Driver, cypher: str) -> Rows:
    """The rows of an answer; a name that the server has never heard of is an error."""
    found = driver.execute_query(cypher)
    wrong = [told.status_description for told in found.summary.gql_status_objects if told.raw_severity == "WARNING"]
    assert not wrong, wrong
    return [record.data() for record in found.records]


def table(rows: Rows) -> str:
    """Rows as Markdown."""
    lines = [list(rows[0]), ["---"] * len(rows[0]), *([_cell(value) for value in row.values()] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cell(value: object) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def renewed(page: str, ask: Callable[[str], Rows]) -> str:
    """The page with all its answers made anew."""
    return ASKED.sub(lambda m: f"{m[1]}\n{table(ask(m[2]))}", page)


def main() -> int:
    """Renews the page, or with ``--check`` says whether it is out of date."""
    url = neo4j_server.emptied()
    try:
        fill(url)
        with neo4j.GraphDatabase.driver(url) as driver:
            text = PAGE.read_text("utf-8")
            now = renewed(text, lambda cypher: answer(driver, cypher))
    finally:
        neo4j_server.stop_all()
    if "--check" not in sys.argv:
        PAGE.write_text(now, "utf-8")
    print(f"{'out of date' if '--check' in sys.argv else 'renewed'}: {PAGE.name if now != text else 'none'}")
    return 1 if now != text and "--check" in sys.argv else 0


if __name__ == "__main__":
    raise SystemExit(main())
