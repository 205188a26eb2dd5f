"""What keeping and asking costs, beside networkx and rustworkx in memory in the same run: ``python tests/benchmarks/keeping.py [NODES]``.

The graph is a made-up one of directives (``generate.py``) with five edges a node; NODES is 100,000 if not given. Times on a busy machine
vary: each is the best of some tries, or a percentile over many roots. Prints one line a figure with the limit it is held to and whether
it is held; what this process itself worked ("CPU") is told beside where others on the machine may have kept it waiting.
"""

from __future__ import annotations

import gc
import json
import multiprocessing
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import apsw
import networkx
import rustworkx
from generate import Directives, Read, readings, registers

from vanmach.graph import ledger
from vanmach.graph.model import Quote, Reference, Source, Statement, digest
from vanmach.graph.store import Store, open_store
from vanmach.queries.lineage import lineage, relations_of
from vanmach.queries.search import search

AS_OF = "2024-01-01"
ROOTS = 600
QUERIES = (
    "chuyển đổi số",
    "35 kh tu",
    "to chuc bo may",
    "kế hoạch",
    "công tác cán bộ năm 2019",
    "tỉnh ủy",
    "12-CT/TW",
    "y te co so nam 2015",
)


def best(work: Callable[[], object], times: int = 5) -> float:
    """Seconds of the best of some runs."""
    found = float("inf")
    for _ in range(times):
        begun = time.perf_counter()
        work()
        found = min(found, time.perf_counter() - begun)
    return found


def percentiles(times: list[float]) -> tuple[float, float]:
    """p50 and p99 in milliseconds."""
    times = sorted(times)
    return times[len(times) // 2] * 1000, times[min(len(times) - 1, int(len(times) * 0.99))] * 1000


def each(work: Callable[[Any], object], items: list[Any]) -> list[float]:
    """Seconds of each piece of work."""
    out = []
    for item in items:
        begun = time.perf_counter()
        work(item)
        out.append(time.perf_counter() - begun)
    return out


def line(name: str, value: str, limit: str = "", held: bool | None = None) -> None:
    """One figure, with its limit and whether it is held."""
    print(f"{'' if held is None else 'ok' if held else 'MISS':5}{name:50} {value:46} {limit}".rstrip(), flush=True)


class Metered:
    """Readings, with the time that it took to make them up."""

    def __init__(self, found: Iterator[Read]) -> None:
        self._found, self.seconds, self.worked = found, 0.0, 0.0

    def __iter__(self) -> Iterator[Read]:
        while True:
            begun, worked = time.perf_counter(), time.process_time()
            read = next(self._found, None)
            self.seconds += time.perf_counter() - begun
            self.worked += time.process_time() - worked
            if read is None:
                return
            yield read


def filled(path: Path, nodes: int, seed: int = 0) -> tuple[float, float, int, float]:
    """Seconds and CPU seconds of a first load of registers, how many edges it made, and seconds until all was closed."""
    store = open_store(f"sqlite:///{path}")
    texts = Metered(registers(nodes, 5 * nodes, seed))
    begun, worked = time.perf_counter(), time.process_time()
    ledger.load_all(store, texts)
    seconds, worked = time.perf_counter() - begun - texts.seconds, time.process_time() - worked - texts.worked
    store.close_store()
    closed = time.perf_counter() - begun - texts.seconds
    store = open_store(f"sqlite:///{path}")
    edges = store.counts().edges
    store.close_store()
    return seconds, worked, edges, closed


def hub(store: Store, texts: int) -> None:
    """Texts that all name one body and one document."""

    def said(i: int) -> Read:
        id_ = digest("hub", str(i))
        body = Reference(f"{id_}#b0", id_, "body", "Bộ Chính trị", name="Bộ Chính trị", text_date="2024-05-05")
        doc = Reference(
            f"{id_}#d0",
            id_,
            "document",
            "Chỉ thị số 35-CT/TW",
            doc_kind="directive",
            symbol="35-CT/TW",
            date="2019-05-30",
            text_date="2024-05-05",
        )
        own = Reference(
            f"{id_}#d1", id_, "document", f"Kế hoạch số {i + 1}-KH/TU", doc_kind="plan", symbol=f"{i % 90_000 + 1}-KH/TU",
            date=f"2022-{i % 12 + 1:02d}-03", place=f"Tỉnh {i // 90_000}", text_date="2024-05-05",
        )  # fmt: skip
        quote = Quote(id_, 0, 10, "lời văn nêu")
        facts = [(body, "name", "Bộ Chính trị"), (doc, "symbol", "35-CT/TW"), (doc, "date", "2019-05-30"), (own, "symbol", own.symbol)]
        statements = [Statement(digest(id_, r.id, name), id_, name, r.id, quote, value=value) for r, name, value in facts]
        statements += [
            Statement(digest(id_, "issues"), id_, "issues", body.id, quote, object=doc.id),
            Statement(digest(id_, "implements"), id_, "implements", own.id, quote, object=doc.id),
        ]
        return Source(id_, "text", f"Tin {i}", id_), None, [body, doc, own], statements

    ledger.load_all(store, (said(i) for i in range(texts)))
    took = 1000 * best(iter_loads(store, (said(texts + i) for i in range(9))), 9)
    line(f"one more text at a hub of {texts:,}", f"{took:.1f} ms", "<= 50 ms", took <= 50)


def iter_loads(store: Store, texts: Iterator[Read]) -> Callable[[], object]:
    """Loads the next text each time."""
    return lambda: ledger.load(store, *next(texts))


def bare_lineage(graph: Any, root: int, types: frozenset[str], edges_of: Callable[[Any, int, bool], Any]) -> tuple[int, int]:
    """A lineage in memory as one would write it by hand: up and down, ten steps, as of a day, at most 500 nodes, with properties."""
    shown = {root}
    for up in (True, False):
        level, done = [root], {root}
        for _ in range(10):
            fresh = []
            for at in level:
                for other, edge in edges_of(graph, at, up):
                    if edge["type"] in types and (edge["from"] is None or edge["from"] <= AS_OF) and other not in done:
                        done.add(other)
                        fresh.append(other)
            room = 500 - len(shown)
            shown.update(fresh[:room])
            level = fresh
            if not level or len(shown) >= 500:
                break
    found = [dict(edge) for at in shown for other, edge in edges_of(graph, at, True) if other in shown and edge["type"] in types]
    return len(shown), len(found)


def rx_edges(graph: Any, at: int, up: bool) -> Any:
    """(other, edge) at a node of rustworkx."""
    return ((b if up else a, e) for a, b, e in (graph.out_edges(at) if up else graph.in_edges(at)))


def nx_edges(graph: Any, at: int, up: bool) -> Any:
    """(other, edge) at a node of networkx."""
    return ((b if up else a, e) for a, b, e in (graph.out_edges(at, data=True) if up else graph.in_edges(at, data=True)))


def in_memory(store: Store) -> tuple[Any, Any, dict[str, int]]:
    """The same graph in rustworkx and networkx."""
    rx, nx, index = rustworkx.PyDiGraph(), networkx.MultiDiGraph(), {}
    for node in store.all_nodes():
        index[node.id] = rx.add_node({"id": node.id, "label": node.label, "date": node.date})
        nx.add_node(index[node.id], id=node.id, label=node.label, date=node.date)
    for edge in store.all_edges():
        facts = {"type": edge.type, "from": edge.valid_from, "verified": edge.verified, "statements": edge.statements}
        rx.add_edge(index[edge.from_], index[edge.to], facts)
        nx.add_edge(index[edge.from_], index[edge.to], **facts)
    return rx, nx, index


def sketch(path: Path, types: frozenset[str]) -> Callable[[str], Any]:
    """The same lineage by one bare statement on the same file: what SQLite itself takes here, with nothing of ours around it."""
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    asked = json.dumps(sorted(types))

    def way(here: str, there: str) -> str:
        return (
            f"select n from (with recursive r (n, d) as (select ?1, 0 union select e.{there}, r.d + 1 from r cross join edge e "
            f"on e.{here} in (r.n) and e.known_to is null and instr(?2, e.type) and (e.valid_from is null or e.valid_from <= ?3) "
            "where r.d < 10 limit 500) select n from r)"
        )

    sql = (
        f"with s (n) as materialized (select n from ({way('src', 'dst')} union {way('dst', 'src')}) limit 500) select json_object("
        "'nodes', (select json_group_array(json(data)) from node where known_to is null and id in (select n from s)), "
        "'edges', (select json_group_array(json_array(e.id, e.type, e.src, e.dst, e.valid_from, e.verified)) from s cross join edge e "
        "on e.src in (s.n) and e.known_to is null where e.dst in (select n from s) and instr(?2, e.type)))"
    )
    return lambda root: json.loads(connection.execute(sql, (root, asked, AS_OF)).fetchall()[0][0])


def compare_lineages(store: Store, path: Path, roots: list[str]) -> None:
    """Prints lineages of ours, of a bare statement and of both libraries."""
    types = frozenset(relations_of(None, None))
    rx, nx, index = in_memory(store)
    gc.collect()
    gc.freeze()  # the search for cycles does not run through their millions of things while we are timed

    def asked(root: str) -> object:
        return lineage(store, root, depth=10, as_of=AS_OF)

    each(asked, roots[:50])
    first, ours = each(asked, roots), each(asked, roots)
    bare = each(sketch(path, types), roots)
    theirs = each(lambda r: bare_lineage(rx, index[r], types, rx_edges), roots)
    others = each(lambda r: bare_lineage(nx, index[r], types, nx_edges), roots)
    (p50, p99), (r50, r99), (n50, n99) = percentiles(ours), percentiles(theirs), percentiles(others)
    line(
        "lineage, depth 10, as of a day, <= 500 nodes",
        f"p50 {p50:.2f} ms, p99 {p99:.1f} ms, most {1000 * max(ours):.0f} ms",
        "p50 <= 0.6 ms, p99 <= 20 ms",
        p50 <= 0.6 and p99 <= 20,
    )
    line("  rustworkx in memory", f"p50 {r50:.3f} ms, p99 {r99:.2f} ms")
    line("  networkx in memory", f"p50 {n50:.3f} ms, p99 {n99:.2f} ms")
    times = sum(ours) / sum(theirs)
    line("  ours : rustworkx, time of all roots", f"{times:.1f}", "<= 20", times <= 20)
    line("  ours : networkx, time of all roots", f"{sum(ours) / sum(others):.1f}")
    line("  asked for the first time", "p50 {:.2f} ms, p99 {:.1f} ms".format(*percentiles(first)))
    line("  a bare statement, without evidence", "p50 {:.2f} ms, p99 {:.1f} ms".format(*percentiles(bare)))


def threads(url: str, roots: list[str]) -> None:
    """Lineages a second over one and four threads."""
    store = open_store(url)
    rates = []
    for workers in (1, 4):
        with ThreadPoolExecutor(workers) as pool:
            list(pool.map(lambda r: lineage(store, r, depth=10, as_of=AS_OF), roots[:40]))
            begun = time.perf_counter()
            list(pool.map(lambda r: lineage(store, r, depth=10, as_of=AS_OF), roots))
            rates.append(len(roots) / (time.perf_counter() - begun))
    store.close_store()
    line("lineages a second, 1 and 4 threads", f"{rates[0]:.0f}, {rates[1]:.0f}")


def read_on(url: str, roots: list[str], out: Any) -> None:
    """What a reading process does: lineages, each of one moment; tells their times, or what went wrong."""
    store = open_store(url)
    try:
        out.put(each(lambda r: lineage(store, r, depth=10, as_of=AS_OF), roots))
    except Exception as error:
        out.put(repr(error))
    store.close_store()


def processes(url: str, nodes: int, roots: list[str]) -> None:
    """Two processes read while this one writes, and while it does not."""
    results = []
    store = open_store(url)
    texts = readings(nodes, 5 * nodes, seed=1)
    for writing in (False, True):
        out: Any = multiprocessing.Queue()
        readers = [multiprocessing.Process(target=read_on, args=(url, roots[i::2] * 2, out)) for i in range(2)]
        for reader in readers:
            reader.start()
        written = 0
        while writing and any(reader.is_alive() for reader in readers) and out.qsize() < 2:
            ledger.load(store, *next(texts))
            written += 1
            time.sleep(0.02)  # as texts come in, each read before it is kept
        found = [out.get() for _ in readers]
        for reader in readers:
            reader.join()
        if broken := [x for x in found if isinstance(x, str)]:
            line("two processes read while one writes", broken[0], "no error", False)
            return
        results.append((percentiles([t for times in found for t in times]), written))
    store.close_store()
    (alone, _), (beside, written) = results
    line("two processes read, nobody writes", f"p50 {alone[0]:.2f} ms, p99 {alone[1]:.1f} ms")
    line(
        f"  while one writes ({written} texts)",
        f"p50 {beside[0]:.2f} ms, p99 {beside[1]:.1f} ms, x{beside[1] / alone[1]:.1f}",
        "no error, p99 <= x3",
        beside[1] <= 3 * alone[1],
    )


def main() -> None:
    """Prints the figures."""
    nodes = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder) / "small.db"
        seconds, worked, edges, closed = filled(small, min(nodes, 100_000))
        rate = edges / seconds
        value = f"{rate:,.0f} edges/s ({edges / closed:,.0f} with closing, {edges / worked:,.0f} of CPU)"
        line(f"first load of {edges:,} edges", value, ">= 20,000", rate >= 20_000)
        if nodes > 100_000:
            small = Path(folder) / "large.db"
            seconds, worked, edges, closed = filled(small, nodes)
            slower = rate * seconds / edges
            value = f"{edges / seconds:,.0f} edges/s ({edges / closed:,.0f} with closing), x{slower:.1f} slower"
            line(f"first load of {edges:,} edges", value, "at most x2", slower <= 2)
        line("memory of this process at most", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.1f} GB")
        url = f"sqlite:///{small}"
        took = 1000 * best(lambda: opened_once(url))
        line("opening", f"{took:.1f} ms", "<= 20 ms", took <= 20)
        store = open_store(url)
        chance = random.Random(0)
        ids = sorted(n.id for n in store.all_nodes() if n.kind == "document")
        roots = chance.sample(ids, min(ROOTS, len(ids)))
        compare_lineages(store, small, roots)
        for query in QUERIES:
            search(store, query)
        p50, p99 = percentiles(each(lambda q: search(store, q), [q for q in QUERIES for _ in range(25)]))
        line("search", f"p50 {p50:.1f} ms, p99 {p99:.1f} ms", "p99 <= 50 ms", p99 <= 50)
        upserts(store, nodes)
        store.close_store()
        threads(url, roots)
        processes(url, nodes, roots[:200])
        at_hub = open_store(f"sqlite:///{Path(folder) / 'hub.db'}")
        hub(at_hub, 100_000)
        at_hub.close_store()


def upserts(store: Store, nodes: int) -> None:
    """Prints how long a thousand edges take that come to a full store: as one register, and as texts of five each.

    Those that go on where the first load ended, and those of another seed: they bear the symbols of what is there, but say other days and
    titles of four in ten. The very first ones find the store unused, so later ones are told too.
    """
    more, other = Directives(nodes, 5 * nodes, seed=0), Directives(nodes, 5 * nodes, seed=2)
    starts = [nodes + 200 * i for i in range(13)]
    before = [nodes - 200 * (i + 1) for i in range(6)]

    def texts(made: Directives, starts: list[int]) -> list[list[Read]]:
        return [[made.reading(n + i) for i in range(200)] for n in starts]

    def tables(made: Directives, starts: list[int]) -> list[list[Read]]:
        return [[made.register(range(n, n + 200))] for n in starts]

    for name, batches, limit in (
        ("one register", tables(more, starts[:3]), "<= 150 ms"),
        ("200 texts", texts(more, starts[3:6]), "<= 150 ms"),
        ("later registers", tables(more, starts[6:]), ""),
        ("a register that contradicts", tables(other, before[:3]), "<= 150 ms"),
        ("200 texts that contradict", texts(other, before[3:]), "<= 150 ms"),
    ):
        edges = sum(1 for *_, statements in batches[0] for s in statements if s.object)
        worked: list[float] = []

        def kept(batch: list[Read], worked: list[float] = worked) -> None:
            begun = time.process_time()
            ledger.load_all(store, batch)
            worked.append(time.process_time() - begun)

        took = each(kept, batches)
        value = f"{1000 * min(took):.0f} ms (CPU {1000 * min(worked):.0f}; the first {1000 * took[0]:.0f})"
        line(f"upsert of {edges:,} edges, {name}", value, limit, min(took) <= 0.15 if limit else None)


def opened_once(url: str) -> None:
    """Opens a store and asks it something."""
    store = open_store(url)
    store.version()
    store.close_store()


if __name__ == "__main__":
    main()
