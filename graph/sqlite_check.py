"""Looks whether a store is whole: the file, what its tables say of each other, and that a rebuild would change nothing. Mends nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import apsw

from vanmach.graph import ledger, sqlite_file, upgrade
from vanmach.graph.errors import StoreError
from vanmach.graph.sqlite import SQLiteStore
from vanmach.graph.sqlite_aids import STRAY_ENTRIES, WRONG_DEGREES, misfiled
from vanmach.graph.store import Finding

# What must not be there: name -> rows that are wrong.
_STRAYS = {
    "statements": (
        "select s.id from statement s where s.known_to is null and ("
        "not exists (select 1 from reference r where r.id = s.subject and r.known_to is null) "
        "or (s.object is not null and not exists (select 1 from reference r where r.id = s.object and r.known_to is null)) "
        "or not exists (select 1 from source o where o.id = s.source and o.known_to is null))"
    ),
    "references": (
        "select r.id from reference r where r.known_to is null and ("
        "(select count(*) from decision d where d.reference = r.id and d.known_to is null) <> 1 "
        "or not exists (select 1 from source o where o.id = r.source and o.known_to is null))"
    ),
    "decisions": (
        "select d.reference from decision d where d.known_to is null and ("
        "not exists (select 1 from reference r where r.id = d.reference and r.source = d.source and r.known_to is null) "
        "or not exists (select 1 from node n where n.id = d.node and n.known_to is null))"
    ),
    "nodes": (
        "select n.id from node n where n.known_to is null and not exists "
        "(select 1 from decision d where d.node = n.id and d.known_to is null)"
    ),
    "edges": (
        "select e.id from edge e where e.known_to is null and ("
        "not exists (select 1 from node n where n.id = e.src and n.known_to is null) "
        "or not exists (select 1 from node n where n.id = e.dst and n.known_to is null) "
        "or not exists (select 1 from edge_statement l where l.edge = e.id))"
    ),
    "evidence": (  # that of an edge which a person rejects is kept: the review bears the edge's id
        "select l.statement from edge_statement l where not exists (select 1 from edge e where e.id = l.edge and e.known_to is null) "
        "and not exists (select 1 from review r where r.id = l.edge and r.known_to is null) "
        "or not exists (select 1 from statement s where s.id = l.statement and s.source = l.source and s.known_to is null "
        "and s.object is not null)"
    ),
    "degrees": f"select node from ({WRONG_DEGREES})",
}


def examine(path: Path) -> list[Finding]:
    """All findings; where the file itself is broken or of another schema, these alone."""
    if not path.is_file():
        raise StoreError(f"no store {str(path)!r}; name one with --store sqlite:///FILE.db")
    try:
        reader = sqlite_file.reader(path)
        try:
            return list(_examined(reader, path))
        finally:
            reader.close()
    except apsw.Error as error:
        return [Finding("file", 1, str(error))]


def _examined(reader: apsw.Connection, path: Path) -> Iterator[Finding]:
    said = [text for (text,) in reader.execute("pragma integrity_check(20)")]
    yield Finding("file", 0 if said == ["ok"] else len(said), "" if said == ["ok"] else said[0])
    found = sqlite_file.schema(reader, path)
    yield Finding("schema", int(found != upgrade.VERSION), f"{found}" if found == upgrade.VERSION else f"{found} < {upgrade.VERSION}")
    log = path.with_name(path.name + "-wal")
    size = log.stat().st_size if log.exists() else 0
    # A log that outgrows the store was never taken in: a reader holds on to an old moment, or the writer was killed again and again.
    yield Finding("log", int(size > max(4 * sqlite_file.LOG, path.stat().st_size)), f"{size / 1e6:.1f} MB")
    if said != ["ok"] or found != upgrade.VERSION:
        return
    for name, sql in _STRAYS.items():
        ((count, first),) = reader.execute(f"with wrong (id) as ({sql}) select count(*), min(id) from wrong").fetchall()
        yield Finding(name, int(count or 0), str(first or ""))
    lost = [node.id for _, node in misfiled(reader)]
    strays = reader.execute(STRAY_ENTRIES).fetchall()
    yield Finding("search", len(lost) + len(strays), lost[0] if lost else "")
    yield _rebuilt(path)


def _rebuilt(path: Path) -> Finding:
    store = SQLiteStore(str(path))
    try:
        return Finding("rebuild", ledger.rebuild(store, dry=True))
    except StoreError as error:
        return Finding("rebuild", 0, f"not tried: {error}")
    finally:
        store.close_store()
