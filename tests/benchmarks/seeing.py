"""How soon the explorer shows what was asked: ``python tests/benchmarks/seeing.py [NODES]``.

A made-up graph of directives (``generate.py``; 100,000 nodes, five edges a node), ``vanmach serve`` and headless Chromium on this machine.
Prints one line a figure with the limit it is held to: until the first picture stands, until 150 cards are drawn anew, a frame of panning,
and the two questions of the greeting page.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from urllib.parse import urlencode

from generate import registers
from playwright.sync_api import Page, sync_playwright
from serving import line, started

from vanmach.graph import ledger
from vanmach.graph.store import Store, open_store
from vanmach.queries.explore import explore
from vanmach.visualizations.board import board
from vanmach.visualizations.shot import ARGUMENTS, chromium
from vanmach.visualizations.unfolding import step

CARDS, TIMES = 150, 9
# Until the frame after a change has been drawn.
REDRAW = """async () => {
  const times = [];
  for (let n = 0; n < 9; n += 1) {
    const button = document.querySelector('[data-way="force"]');
    const begun = performance.now();
    button.click();
    await new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)));
    times.push(performance.now() - begun);
    await new Promise(done => setTimeout(done, 150));
  }
  return times;
}"""
FRAMES = """async () => {
  const picture = document.querySelector('.picture');
  const times = [];
  let last = performance.now();
  for (let n = 0; n < 90; n += 1) {
    const way = {deltaX: n % 30 < 15 ? 12 : -12, deltaY: n % 20 < 10 ? 8 : -8};
    picture.dispatchEvent(new WheelEvent('wheel', {...way, bubbles: true, cancelable: true}));
    await new Promise(requestAnimationFrame);
    const now = performance.now();
    if (n > 5) times.push(now - last);
    last = now;
  }
  return times;
}"""


def wide(store: Store) -> tuple[str, list[str]]:
    """A document, and steps around it that bring 150 cards or a few more."""
    ids = [node.id for node in store.documents(kind="directive", limit=60)]
    root = max(ids, key=lambda id_: len(store.edges([id_], "in")))
    steps: list[str] = []
    while True:
        opened = [step(text) for text in steps]
        answer = explore(store, root, [(done.id, done.relation) for done in opened])
        drawn = board(answer, opened)
        if drawn["shown"] >= CARDS:
            return root, steps
        stacks = [stack["key"] for stack in drawn["stacks"]]
        closed = [f"+:{card['node']['id']}" for card in drawn["cards"] if card["hidden"] and not card["opened"]]
        steps.append((stacks + closed)[0])


def timed(act: Callable[[], object]) -> float:
    """Milliseconds, the median of some."""
    times = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        act()
        times.append(1000 * (time.perf_counter() - begun))
    return statistics.median(times)


def first_view(tab: Page, address: str, shown: str = ".card.root") -> None:
    """From an empty tab until the cards stand."""
    tab.goto("about:blank")
    tab.goto(address)
    tab.locator(shown).first.wait_for()


def worked(tab: Page, script: str) -> tuple[list[float], float]:
    """The times that a script tells, in order, and how long the page itself worked for each: without its waiting for a busy machine."""
    session = tab.context.new_cdp_session(tab)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def spent() -> float:
        metrics = {one["name"]: float(one["value"]) for one in session.send("Performance.getMetrics")["metrics"]}
        return 1000 * metrics["TaskDuration"]

    before = spent()
    times = sorted(tab.evaluate(script))
    return times, (spent() - before) / len(times)


def main() -> None:
    """Prints the figures."""
    nodes = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        url = f"sqlite:///{folder}/graph.db"
        store = open_store(url)
        ledger.load_all(store, registers(nodes, 5 * nodes, 0))
        root, steps = wide(store)
        store.close_store()
        serve = [
            sys.executable,
            "-c",
            "from vanmach.api.cli import main; main()",
            "serve",
            "--port",
            "0",
            "--store",
            url,
            "--per-minute",
            "0",
        ]
        with started([*serve, "--per-minute", "0"]) as address:
            browser = playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
            tab = browser.new_page(viewport={"width": 1440, "height": 900})
            one = f"{address}/?{urlencode({'id': root})}"
            line(f"first view, {nodes} nodes", f"{timed(lambda: first_view(tab, one)):.0f} ms", "<= 1000 ms")
            greeting = timed(lambda: first_view(tab, f"{address}/", ".hits li"))
            line("first view of the greeting page", f"{greeting:.0f} ms", "<= 1000 ms")
            for name in ("stats", "recent"):
                line(f"  GET /{name}", f"{timed(lambda name=name: tab.request.get(f'{address}/api/v1/{name}')):.0f} ms")  # type: ignore[misc]
            many = f"{address}/?{urlencode({'id': root, 'open': steps}, doseq=True)}"
            shown = timed(lambda: first_view(tab, many))
            cards = tab.locator(".picture .card").count()
            line(f"first view of {cards} cards", f"{shown:.0f} ms")
            times, work = worked(tab, REDRAW)
            told = f"{statistics.median(times):.0f} ms, at most {max(times):.0f} ms; {work:.0f} ms of work"
            line(f"redraw of {cards} cards", told, "<= 100 ms")
            frames, work = worked(tab, FRAMES)
            p95 = frames[int(len(frames) * 0.95)]
            line("a frame of panning", f"{statistics.median(frames):.1f} ms, p95 {p95:.1f} ms; {work:.1f} ms of work", "<= 20 ms")
            browser.close()


if __name__ == "__main__":
    main()
