"""One lineage on four engines: ``python tests/benchmarks/engines.py [NODES]`` (SQLite, a real Neo4j, networkx, rustworkx).

The same made-up graph, the same roots, in one run: ten steps each way, as of a day, at most 500 nodes, with the properties of edges and
of their evidence where the engine keeps it. Every engine is warmed by all the roots that are measured. Neo4j gets its graph by
``neo4j-admin database import``, its questions have parameters, and its plans are printed beside the figures. NODES is 100,000 if not given.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from keeping import AS_OF, ROOTS, bare_lineage, each, in_memory, line, nx_edges, percentiles, rx_edges

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from generate import registers

from tests.neo4j_server import Neo4jServer
from vanmach.graph import ledger, neo4j_import, neo4j_store
from vanmach.graph.neo4j_store import Neo4jStore
from vanmach.graph.store import Store, open_store
from vanmach.queries.lineage import lineage, relations_of

JVM = ("-XX:+UseG1GC",)


def timed(name: str, work: Callable[[], Any]) -> Any:
    """Does some work and prints how long it took."""
    begun = time.perf_counter()
    done = work()
    line(name, f"{time.perf_counter() - begun:.1f} s")
    return done


def measured(name: str, work: Callable[[str], object], roots: list[str]) -> float:
    """Prints the times of a lineage on one engine, warmed; returns their mean in milliseconds."""
    each(work, roots)
    times = each(work, roots)
    mean = 1000 * sum(times) / len(times)
    line(name, "mean {:.2f} ms, p50 {:.2f} ms, p99 {:.1f} ms".format(mean, *percentiles(times)))
    return mean


def plans(store: Neo4jStore, root: str) -> None:
    """Prints how Neo4j goes about the two statements of a lineage."""
    types = relations_of(None, None)
    asked = {
        "reach": (neo4j_store.reaching(("out", "in"), 11, types, True, False), {"root": root, "day": AS_OF, "most": 501}),
        "around": (neo4j_store.surrounding(types, ("supersedes", "repeals"), types), {"ids": [root]}),
    }
    with store.connection.session() as session:
        for name, (cypher, given) in asked.items():
            plan = session.run(f"PROFILE {cypher}", given).consume().profile
            print(f"     plan of {name}: {' '.join(_operators(plan))}")


def _operators(plan: Any) -> list[str]:
    below = [name for child in plan.get("children", ()) for name in _operators(child)]
    return [*below, plan["operatorType"].split("@")[0]]


def same(stores: list[Store], roots: list[str]) -> None:
    """Both stores answer alike."""
    for root in roots:
        first, second = (lineage(store, root, depth=10, as_of=AS_OF) for store in stores)
        if first != second:
            raise SystemExit(f"MISS the answers for {root} differ")


def ways_in(nodes: int, folder: Path) -> None:
    """Prints what an empty Neo4j takes a graph in by: source after source, and by files for its importer."""
    said = list(registers(nodes, 5 * nodes))
    with Neo4jServer(folder / "sources", jvm=JVM) as server:
        store = open_store(server.url)
        timed(f"{nodes:,} nodes into Neo4j, source after source", lambda: [ledger.load(store, *one) for one in said])
        counts = store.counts()
        store.close_store()
    embedded = open_store(f"sqlite:///{folder / 'few.db'}")
    ledger.load_all(embedded, said)

    def by_files() -> None:
        neo4j_import.write(embedded, folder / "few")
        other = Neo4jServer(folder / "files", jvm=JVM)
        done = other.admin(*neo4j_import.arguments(folder / "few"))
        if done.returncode:
            raise SystemExit(done.stdout[-2000:] + done.stderr[-2000:])
        with other:
            store = open_store(other.url)
            if store.counts() != counts:
                raise SystemExit(f"MISS {store.counts()} is not {counts}")
            store.close_store()

    timed("  the same by files, with the server's start", by_files)
    embedded.close_store()


def main() -> None:
    """Prints the figures."""
    nodes = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        ways_in(nodes // 10, folder)
        embedded = open_store(f"sqlite:///{folder / 'graph.db'}")
        timed("first load, SQLite", lambda: ledger.load_all(embedded, registers(nodes, 5 * nodes)))
        timed("files for neo4j-admin", lambda: neo4j_import.write(embedded, folder / "csv"))
        server = Neo4jServer(folder / "home", heap="2g", jvm=JVM)
        server.settings = {"server.memory.pagecache.size": "1g", "dbms.cypher.min_replan_interval": "10s"}
        done = timed("neo4j-admin database import", lambda: server.admin(*neo4j_import.arguments(folder / "csv")))
        if done.returncode:
            raise SystemExit(done.stdout[-2000:] + done.stderr[-2000:])
        with server:
            store = timed("its constraints and indexes", lambda: open_store(server.url))
            counts = store.counts()
            if counts != embedded.counts():
                raise SystemExit(f"MISS {counts} is not {embedded.counts()}")
            line("the graph", f"{counts.nodes:,} nodes, {counts.edges:,} edges, {counts.statements:,} statements")
            ids = sorted(n.id for n in embedded.all_nodes() if n.kind == "document")
            roots = random.Random(0).sample(ids, min(ROOTS, len(ids)))
            same([embedded, store], roots[:100])
            types = frozenset(relations_of(None, None))
            rx, nx, index = in_memory(embedded)
            means = {
                "SQLite": measured("SQLite, in its process", lambda r: lineage(embedded, r, depth=10, as_of=AS_OF), roots),
                "Neo4j": measured("Neo4j, over Bolt", lambda r: lineage(store, r, depth=10, as_of=AS_OF), roots),
                "networkx": measured("networkx, in memory", lambda r: bare_lineage(nx, index[r], types, nx_edges), roots),
                "rustworkx": measured("rustworkx, in memory", lambda r: bare_lineage(rx, index[r], types, rx_edges), roots),
            }
            plans(store, roots[0])
            ratio = means["Neo4j"] / means["SQLite"]
            line("Neo4j : SQLite, by mean", f"{ratio:.1f}", ">= 4", ratio >= 4)
            for name in ("networkx", "rustworkx"):
                line(f"SQLite : {name}, by mean", f"{means['SQLite'] / means[name]:.1f}")
            store.close_store()
        embedded.close_store()


if __name__ == "__main__":
    main()
