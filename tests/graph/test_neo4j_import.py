"""What ``neo4j-admin database import`` makes of our files is the graph that a load would have made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import neo4j
import pytest

from tests import neo4j_server
from tests.graph.test_contract import keep
from tests.graph.test_neo4j import said
from tests.readings import document, reading
from vanmach.graph import ledger, neo4j_import
from vanmach.graph.model import Review, edge_id
from vanmach.graph.store import Store, open_store
from vanmach.queries.search import search

pytestmark = pytest.mark.skipif(neo4j_server.missing() is not None, reason=str(neo4j_server.missing()))


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Two copies of a text with hostile words, an open citation, and what a person said of an edge."""
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('told') / 'graph.db'}")
    unclear = document("d", "7-KH/TU", name="Kế hoạch tổ chức bộ máy")
    keep(store, reading("d", [(unclear, "implements", document("d", "36-CT/TW"))]))
    for name in ("a", "b"):
        text = said(name)
        text.text = 'Dòng một, "ngoặc";\r\ndòng hai\\ và \\" \x1f hết\n'
        keep(store, text)
    hostile = document("c", "36-CT/TW", date="2019-06-30", name='Về "việc", một\nhai; ba\\')
    keep(store, reading("c", [(hostile, "cites", document("c", "21-NQ/TW", date="2016-06-01"))]))
    ends = ("36-ct-tw.xii", "21-nq-tw.xii")
    ledger.review(store, Review(edge_id("cites", *ends, "done"), "reject", *ends, "Lan", "2026-01-01", "cites", "done"))
    yield store
    store.close_store()


def whole(url: str) -> dict[str, Any]:
    """All that a database holds, but the moments at which it learned it."""
    moments = ("known_from", "loaded_at", "clock")
    with neo4j.GraphDatabase.driver(url) as driver:
        nodes = driver.execute_query("MATCH (n) RETURN labels(n) AS labels, properties(n) AS props").records
        edges = driver.execute_query("MATCH (a)-[r]->(b) RETURN a.id AS a, type(r) AS type, b.id AS b, properties(r) AS props").records

    def rows(records: list[Any]) -> list[str]:
        plain = [
            {**record, "props": {k: v for k, v in sorted(record["props"].items()) if k not in moments}} for record in map(dict, records)
        ]
        return sorted(repr({k: sorted(v) if k == "labels" else v for k, v in row.items()}) for row in plain)

    return {"nodes": rows(nodes), "edges": rows(edges)}


def test_an_import_is_a_load(told: Store, neo4j_url: str, tmp_path: Path) -> None:
    loaded = open_store(neo4j_url)
    ledger.load_all(loaded, told.readings())
    for review in told.reviews():
        ledger.review(loaded, review)
    loaded.close_store()
    rows = neo4j_import.write(told, tmp_path / "csv")
    assert {path.name for path in (tmp_path / "csv").iterdir()} == {"import.sh", *(path.name for path in rows)}
    assert rows[tmp_path / "csv" / "Statement.csv"] == told.counts().statements
    server = neo4j_server.Neo4jServer(tmp_path / "home")
    done = server.admin(*neo4j_import.arguments(tmp_path / "csv"))
    assert done.returncode == 0, done.stdout + done.stderr
    with server:
        store = open_store(server.url)
        assert store.counts() == told.counts()
        assert list(store.readings()) == list(told.readings())
        assert search(store, "tổ chức bộ máy") == search(told, "tổ chức bộ máy")
        found, wanted = whole(server.url), whole(neo4j_url)
        assert found["edges"] == wanted["edges"]
        assert [n for n in found["nodes"] if "Vanmach" not in n] == [
            n for n in wanted["nodes"] if not any(label in n for label in ("Vanmach", "Ended"))
        ]
        ledger.retract(store, "a")  # and it goes on as any store
        assert ledger.rebuild(store) == 0
        store.close_store()
