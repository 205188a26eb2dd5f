"""The server that tests share is a real one, is emptied for each, and comes back with what it held after it was stopped or killed."""

from __future__ import annotations

from pathlib import Path

import pytest
from neo4j import GraphDatabase

from tests import neo4j_server


def test_it_is_a_server_and_begins_empty(neo4j_url: str) -> None:
    with GraphDatabase.driver(neo4j_url) as driver:
        driver.verify_connectivity()
        driver.execute_query("CREATE (:Mark)")
        assert driver.execute_query("MATCH (n:Mark) RETURN count(n) AS n").records[0]["n"] == 1
        neo4j_server.emptied()
        assert driver.execute_query("MATCH (n:Mark) RETURN count(n) AS n").records[0]["n"] == 0


def test_what_is_missing_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert neo4j_server.missing() is None
    monkeypatch.setenv("VANMACH_NEO4J_JARS", str(tmp_path))
    monkeypatch.setattr(neo4j_server.shutil, "which", lambda name: None)
    assert "install the package maven" in (neo4j_server.missing() or "")
    monkeypatch.setattr(neo4j_server, "java", lambda least: None)
    assert "install the package openjdk-17-jre-headless" in (neo4j_server.missing() or "")
