"""An hour of readers, a writer and retractions at one server: no error, flat memory, p99 told: ``make soak``.

``VANMACH_SOAK_SECONDS`` shortens or lengthens it.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import time
from collections import Counter, defaultdict, deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import cycle
from pathlib import Path
from typing import Any

import httpx2

from tests.killing import write_texts
from tests.serving import command, served
from vanmach.api.keyring import Keys

SECONDS = float(os.environ.get("VANMACH_SOAK_SECONDS") or 3600)
READERS = 4
PAUSE = 0.02  # seconds that a reader thinks between two questions
HELD = 60  # texts in the graph at most; beyond them the oldest is taken back


def _resident(process: int) -> int:
    """Bytes of memory that a process and its children hold."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return pages * os.sysconf("SC_PAGE_SIZE") + sum(_resident(int(child)) for child in children)


def test_readers_a_writer_and_retractions(root: Path, tmp_path: Path) -> None:
    url, keys, log = f"sqlite:///{tmp_path / 'graph.db'}", tmp_path / "keys.json", tmp_path / "stderr"
    _, token = Keys(keys).create("soak")
    for arguments in (("catalogue",), ("load", root / "loaders" / "samples")):
        subprocess.run(command(*arguments, "--store", url), check=True, capture_output=True)
    texts = [path.read_text("utf-8") for path in sorted(write_texts(tmp_path / "texts", 200).glob("*.txt"))]
    took: dict[str, list[float]] = defaultdict(list)
    answers: Counter[tuple[str, int]] = Counter()
    memory: list[int] = []

    with log.open("w") as errors, served(url, "--workers", "2", "--per-minute", "0", "--keys", str(keys), errors=errors) as (server, http):
        roots = [n["id"] for n in http.get("/api/v1/documents", params={"limit": 200}).json()["documents"]]
        end = time.monotonic() + SECONDS

        def ask(client: httpx2.Client, what: str, method: str, path: str, **more: Any) -> httpx2.Response:
            begun = time.perf_counter()
            got = client.request(method, path, **more)
            took[what].append(time.perf_counter() - begun)
            answers[what, got.status_code] += 1
            return got

        def read(client: httpx2.Client, seed: int) -> None:
            chance = random.Random(seed)
            while time.monotonic() < end:
                a, b = chance.sample(roots, 2)
                what, path, asked = chance.choice(
                    [
                        ("lineage", f"lineage/{a}", {"depth": 3}),
                        ("status", f"status/{a}", {"on": "2024-05-01"}),
                        ("node", f"nodes/{a}", {}),
                        ("search", "search", {"q": chance.choice(("to chuc", "35 ct tw", "đảng viên", "quy định 144"))}),
                        ("paths", "paths", {"from": a, "to": b}),
                        ("timeline", f"timeline/{a}", {}),
                    ]
                )
                ask(client, what, "GET", f"/api/v1/{path}", params=asked)
                time.sleep(PAUSE)

        def write(client: httpx2.Client) -> None:
            client.headers["Authorization"] = f"Bearer {token}"
            kept: deque[str] = deque()
            for i, text in enumerate(cycle(texts)):
                if time.monotonic() >= end:
                    return
                got = ask(client, "write", "POST", "/api/v1/sources", json={"text": text, "uri": f"https://example.org/{i % len(texts)}"})
                assert got.is_success, got.text
                kept.append(got.headers["Location"])
                if len(kept) > HELD:
                    ask(client, "retract", "DELETE", kept.popleft())
                time.sleep(PAUSE)

        with ExitStack() as closed, ThreadPoolExecutor(READERS + 1) as pool:
            # A client each: one that is shared may take up a connection that the server has just closed for idleness.
            clients = [closed.enter_context(httpx2.Client(base_url=http.base_url, timeout=60)) for _ in range(READERS + 1)]
            at_work = [pool.submit(write, clients[0])] + [pool.submit(read, client, i) for i, client in enumerate(clients[1:])]
            while any(not worker.done() for worker in at_work):
                memory.append(_resident(server.pid))
                time.sleep(min(5.0, SECONDS / 40))
            for worker in at_work:
                worker.result()
    quarter = len(memory) // 4
    second, last = statistics.mean(memory[quarter : 2 * quarter]), statistics.mean(memory[-quarter:])
    print(f"{sum(answers.values())} requests in {SECONDS:.0f} s; server {second / 1e6:.0f} MB, at the end {last / 1e6:.0f} MB")
    for what, times in sorted(took.items()):
        cuts = statistics.quantiles(times, n=100)
        print(f"{what:9} {len(times):7} p50 {cuts[49] * 1000:6.1f} ms  p99 {cuts[98] * 1000:6.1f} ms  most {max(times) * 1000:6.1f} ms")
    assert {status for _, status in answers} <= {200, 201, 204}, answers
    assert "Traceback" not in log.read_text("utf-8")
    assert last <= 1.1 * second
