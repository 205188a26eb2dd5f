"""What helps to find things in the SQLite file and says nothing of its own: stems, names, search text, counts. Owns how it is mended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import apsw

from vanmach.graph import codec
from vanmach.graph.finding import names_of, stem_of
from vanmach.graph.model import Node

DEGREES = (
    "insert into degree select node, type, sum(n) from (select src as node, type, count(*) as n from edge where known_to is null "
    "group by src, type union all select dst, type, count(*) from edge where known_to is null group by dst, type) group by node, type"
)
STRAY_ENTRIES = "select rowid from search except select rowid from node where known_to is null"
WRONG_DEGREES = (
    "with right (node, type, n) as (select node, type, count(*) from (select src as node, type from edge where known_to is null "
    "union all select dst, type from edge where known_to is null) group by node, type), kept as (select * from degree where n <> 0) "
    "select node, type from (select * from kept except select * from right) "
    "union select node, type from (select * from right except select * from kept)"
)


def misfiled(db: apsw.Connection) -> Iterator[tuple[int, Node]]:
    """Live nodes (with their row) that would not be found by their symbol, a name or a word."""
    names: dict[str, list[str]] = defaultdict(list)
    for name, node in db.execute("select name, node from alias order by node, name"):
        names[node].append(name)
    rows = db.execute(
        "select n.rowid, n.data, n.stem, s.text from node n left join search s on s.rowid = n.rowid where n.known_to is null order by n.id"
    )
    for row, data, stem, text in rows:
        node = codec.node(data)
        right = names_of(node)
        if stem != stem_of(node) or text != " \n ".join(right) or names.get(node.id, []) != right:
            yield row, node


def mend(db: apsw.Connection) -> int:
    """Mends what is not right; returns how much was not."""
    wrong = list(misfiled(db))
    for row, node in wrong:
        db.execute("delete from search where rowid = ?", (row,))
        db.execute("update node set stem = ? where rowid = ?", (stem_of(node), row))
        db.execute("delete from alias where node = ?", (node.id,))
        db.executemany("insert into alias values (?, ?)", [(name, node.id) for name in names_of(node)])
        db.execute("insert into search (rowid, text) values (?, ?)", (row, " \n ".join(names_of(node))))
    strays = db.execute(STRAY_ENTRIES).fetchall()
    db.executemany("delete from search where rowid = ?", strays)
    degrees = db.execute(WRONG_DEGREES).fetchall()
    if degrees:
        db.execute("delete from degree")
        db.execute(DEGREES)
    return len(wrong) + len(strays) + len(degrees)
