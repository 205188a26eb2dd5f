"""What a server bears, beside a bare one over networkx in memory in the same run: ``python tests/benchmarks/serving.py [NODES]``.

A made-up graph of directives (``generate.py``; 100,000 nodes, five edges a node), ``vanmach serve`` with two workers and 50 clients on this
machine, each asking for one lineage of depth 3 after the other; then again beside a niced writer. Prints one line a figure with the limit
it is held to. The bare server does the least that could be called the same: FastAPI as it comes, the graph in memory, no evidence.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import pickle
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import networkx
from fastapi import FastAPI
from generate import readings, registers

from vanmach.graph import ledger
from vanmach.graph.store import Store, open_store
from vanmach.queries.lineage import lineage, relations_of

CLIENTS, SECONDS, DEPTH = 50, 15.0, 3
PEER = "VANMACH_BENCHMARK_PEER"


def peer() -> FastAPI:
    """The bare server: what it is asked for it walks in memory."""
    graph: Any = pickle.loads(Path(os.environ[PEER]).read_bytes())
    types = frozenset(relations_of(None, None))
    app = FastAPI()

    @app.get("/api/v1/lineage/{id:path}")
    def bare(id: str, depth: int = 10) -> dict[str, Any]:
        shown, edges = {id}, {}
        for around in (graph.out_edges, graph.in_edges):
            level = {id}
            for _ in range(depth):
                found = [(a, b, e) for at in level for a, b, e in around(at, data=True) if e["type"] in types]
                edges.update({e["id"]: {"from": a, "to": b, **e} for a, b, e in found})
                level = {n for a, b, _ in found for n in (a, b)} - shown
                shown |= level
        return {"root": id, "nodes": [graph.nodes[n] for n in sorted(shown)], "edges": [edges[e] for e in sorted(edges)]}

    return app


@contextmanager
def started(command: list[str], **environment: str) -> Iterator[str]:
    """A server as a process of its own; the address it prints."""
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env={**os.environ, **environment}, cwd=Path(__file__).parent
    )
    try:
        assert process.stdout
        for said in process.stdout:
            if found := re.search(r"http://127\.0\.0\.1:\d+", said):
                yield found[0]
                return
        raise SystemExit("the server did not start")
    finally:
        process.terminate()
        process.communicate(timeout=60)


async def one_client(host: str, port: int, roots: list[str], until: float, times: list[float], wrong: list[bytes]) -> None:
    """Asks again and again over one connection, as a program that keeps it open; no library, which would cost more than the server."""
    reader, writer = await asyncio.open_connection(host, port)
    chance = random.Random(id(writer))
    while (begun := time.perf_counter()) < until:
        path = f"/api/v1/lineage/{quote(chance.choice(roots))}?depth={DEPTH}"
        writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", head)
        assert length, head
        await reader.readexactly(int(length[1]))
        times.append(time.perf_counter() - begun)
        if not head.startswith(b"HTTP/1.1 200"):
            wrong.append(head)
    writer.close()


def loaded(address: str, roots: list[str], seconds: float = SECONDS) -> tuple[float, float, float, int]:
    """Requests a second, p50 and p99 in milliseconds, answers other than 200."""
    where = urlsplit(address)

    async def all_clients() -> tuple[list[float], list[bytes]]:
        times: list[float] = []
        wrong: list[bytes] = []
        until = time.perf_counter() + seconds
        await asyncio.gather(*(one_client(where.hostname or "", where.port or 0, roots, until, times, wrong) for _ in range(CLIENTS)))
        return times, wrong

    times, wrong = asyncio.run(all_clients())
    times.sort()
    return len(times) / seconds, 1000 * times[len(times) // 2], 1000 * times[int(len(times) * 0.99)], len(wrong)


def writing(url: str, nodes: int, written: Any) -> None:
    """A niced writer: one text after the other, until it is ended."""
    os.nice(19)
    store = open_store(url)
    for reading in readings(nodes, 5 * nodes, seed=1):
        ledger.load(store, *reading)
        written.value += 1


def in_memory(store: Store) -> Any:
    """The graph as networkx holds it."""
    graph = networkx.MultiDiGraph()
    for node in store.all_nodes():
        graph.add_node(node.id, id=node.id, kind=node.kind, label=node.label, date=node.date, title=node.title)
    for edge in store.all_edges():
        graph.add_edge(edge.from_, edge.to, id=edge.id, type=edge.type, valid_from=edge.valid_from, verified=edge.verified)
    return graph


def rooted(store: Store) -> list[str]:
    """Documents whose lineages hold 15 to 60 nodes, about 30 at the median."""
    ids = sorted(n.id for n in store.all_nodes() if n.kind == "document")
    sizes = {r: len(lineage(store, r, depth=DEPTH)["nodes"]) for r in random.Random(0).sample(ids, 2000)}
    fit = sorted((r for r, size in sizes.items() if 15 <= size <= 60), key=lambda r: sizes[r])
    while len(fit) > 50 and sizes[fit[len(fit) // 2]] < 30:
        fit.pop(0)  # small ones are many: fewer of them
    return fit


def line(name: str, value: str, limit: str = "") -> None:
    """One figure."""
    print(f"{name:46} {value:52} {limit}".rstrip(), flush=True)


def main() -> None:
    """Prints the figures."""
    nodes = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        url, kept = f"sqlite:///{folder}/graph.db", Path(folder) / "graph.pickle"
        store = open_store(url)
        ledger.load_all(store, registers(nodes, 5 * nodes, 0))
        roots = rooted(store)
        sizes = [len(lineage(store, r, depth=DEPTH)["nodes"]) for r in roots]
        kept.write_bytes(pickle.dumps(in_memory(store)))
        store.close_store()
        line(
            f"{len(roots)} roots, depth {DEPTH}",
            f"answers of {min(sizes)} to {max(sizes)} nodes, {statistics.median(sizes):.0f} at the median",
        )
        serve = [sys.executable, "-c", "from vanmach.api.cli import main; main()", "serve", "--port", "0", "--workers", "2", "--store", url]
        with started([*serve, "--per-minute", "0"]) as address:
            loaded(address, roots, 3)
            rate, p50, p99, wrong = loaded(address, roots)
            line(f"{CLIENTS} clients", f"{rate:.0f} requests/s, p50 {p50:.0f} ms, p99 {p99:.0f} ms", ">= 400 requests/s, p99 <= 250 ms")
            written = multiprocessing.Value("i", 0)
            writer = multiprocessing.Process(target=writing, args=(url, nodes, written))
            writer.start()
            beside, _, slow, failed = loaded(address, roots)
            writer.terminate()
            writer.join()
            told = f"{beside:.0f} requests/s, p99 {slow:.0f} ms (x{slow / p99:.1f}), {written.value} texts written"
            line("  beside a niced writer", told, "p99 <= x3")
            line("  answers other than 200", str(wrong + failed), "0")
        bare = [sys.executable, "-m", "uvicorn", "serving:peer", "--factory", "--workers", "2", "--port", "0", "--no-access-log"]
        with started(bare, **{PEER: str(kept)}) as address:
            time.sleep(10)  # until both workers have the graph in memory
            loaded(address, roots, 3)
            theirs, p50, p99, _ = loaded(address, roots)
        line("a bare server over networkx in memory", f"{theirs:.0f} requests/s, p50 {p50:.0f} ms, p99 {p99:.0f} ms")
        line("  ours : bare, requests/s", f"{rate / theirs:.2f}")


if __name__ == "__main__":
    main()
