"""Looks whether a graph in Neo4j is whole: its indexes, what its parts say of each other, and that a rebuild would change nothing."""

from __future__ import annotations

from collections.abc import Iterator

from vanmach.graph import ledger, neo4j_schema
from vanmach.graph.neo4j_rows import edge_columns
from vanmach.graph.neo4j_store import Neo4jStore
from vanmach.graph.store import Finding

# What must not be there: name -> what finds the ids of it.
_STRAYS = {
    "statements": (
        "MATCH (s:Statement) WHERE NOT EXISTS { (:Reference {id: s.subject}) } OR NOT EXISTS { (:Source {id: s.source}) } "
        "OR (s.object IS NOT NULL AND NOT EXISTS { (:Reference {id: s.object}) }) RETURN s.id AS x"
    ),
    "references": (
        "MATCH (r:Reference) WHERE NOT EXISTS { (:Decision {reference: r.id}) } OR NOT EXISTS { (:Source {id: r.source}) } RETURN r.id AS x"
    ),
    "decisions": (
        "MATCH (d:Decision) WHERE d.reference IS NOT NULL AND (NOT EXISTS { (:Reference {id: d.reference, source: d.source}) } "
        "OR NOT EXISTS { (:Thing {id: d.node}) }) RETURN d.reference AS x"
    ),
    "nodes": (
        "MATCH (n:Thing) WHERE NOT EXISTS { MATCH (d:Decision) WHERE d.source IS NOT NULL AND d.node = n.id } RETURN n.id AS x "
        "UNION MATCH (n:Gone) RETURN n.id AS x"
    ),
    "edges": (
        "MATCH (a)-[r]->(b) WHERE NOT (a:Thing AND b:Thing) "
        "OR NOT EXISTS { MATCH (s:Statement) WHERE s.source IS NOT NULL AND s.edge = r.id } RETURN r.id AS x"
    ),
}


def examine(url: str) -> list[Finding]:
    """All findings."""
    store = Neo4jStore(url)
    try:
        return list(_examined(store))
    finally:
        store.close_store()


def _examined(store: Neo4jStore) -> Iterator[Finding]:
    with store.connection.session() as session:
        states = {record["name"]: record["state"] for record in session.run("SHOW INDEXES YIELD name, state")}
    wanted = {made.split()[2 if "FULLTEXT" not in made else 3] for made in neo4j_schema.statements()}
    lost = sorted(name for name in wanted if states.get(name) != "ONLINE")
    yield Finding("schema", len(lost), lost[0] if lost else str(neo4j_schema.VERSION))
    for name, asked in _STRAYS.items():
        yield _found(name, store.connection.read(asked)[0])
    asked = "MATCH (s:Statement) WHERE s.edge IS NOT NULL RETURN [s.edge, s.id] AS x"
    edges = {row[0] for row in store.connection.read(f"MATCH (a)-[r]->(b) RETURN {edge_columns()} AS x")[0]}
    judged = {r.id for r in store.reviews()}  # what a person rejected has statements and shows no edge
    yield _found("evidence", [id_ for edge, id_ in store.connection.read(asked)[0] if edge not in edges and edge not in judged])
    yield Finding("rebuild", ledger.rebuild(store, dry=True))


def _found(name: str, ids: list[str]) -> Finding:
    return Finding(name, len(ids), min(ids, default=""))
