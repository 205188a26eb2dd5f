"""The made-up graph of directives, and that work at a hub does not grow with the hub."""

from __future__ import annotations

import tracemalloc
from collections import Counter, deque
from pathlib import Path

from tests.benchmarks.generate import Directives, readings, registers
from tests.readings import body, document, reading
from vanmach.graph import ledger
from vanmach.graph.sqlite import SQLiteStore
from vanmach.graph.store import open_store
from vanmach.loaders.statements import Reading


def test_one_seed_makes_one_graph_of_the_size_asked_for(tmp_path: Path) -> None:
    assert list(readings(300, 1500, seed=7)) == list(readings(300, 1500, seed=7))
    assert list(readings(300, 1500, seed=7)) != list(readings(300, 1500, seed=8))
    store = open_store(f"sqlite:///{tmp_path / 'graph.db'}")
    ledger.load_all(store, registers(2000, 10_000))
    counts = store.counts()
    assert counts.by_kind["document"] == 2000
    assert abs(counts.edges - 10_000) < 500
    assert {"implements", "guides", "based_on", "cites", "issues"} <= counts.by_relation.keys()
    assert all(n.resolved for n in store.all_nodes())
    assert ledger.rebuild(store) == 0
    # A few are cited by many, most by hardly any.
    cited = Counter(e.to for e in store.all_edges() if e.type == "cites")
    top = sum(n for _, n in cited.most_common(len(cited) // 10))
    assert top > 0.3 * cited.total()
    store.close_store()


def test_texts_and_registers_say_the_same_edges(tmp_path: Path) -> None:
    found = []
    for make in (readings, registers):
        store = open_store(f"sqlite:///{tmp_path / make.__name__}.db")
        ledger.load_all(store, make(400, 2000))
        found.append({(e.type, e.from_, e.to) for e in store.all_edges()})
        store.close_store()
    assert found[0] == found[1]


def test_chains_of_succession() -> None:
    made = Directives(60_000, 300_000)
    succeeded = {n: other for n in range(0, 60_000, 100) for relation, other in made.relations(n) if relation == "supersedes"}
    lengths = []
    for n in succeeded:
        length = 0
        while n in succeeded:
            n, length = succeeded[n], length + 1
        lengths.append(length)
    assert max(lengths) >= 5


def test_texts_are_made_in_bounded_memory() -> None:
    deque(readings(100, 500), maxlen=0)
    tracemalloc.start()
    deque(readings(2_000, 10_000), maxlen=0)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4_000_000


def steps_of_one_more(store: SQLiteStore, said: Reading) -> int:
    """How many steps SQLite takes for a load, in hundreds."""
    count = 0

    def tick() -> int:
        nonlocal count
        count += 1
        return 0

    with store.transaction():
        pass
    assert store._writer is not None
    store._writer.set_progress_handler(tick, 100)
    ledger.load(store, said.source, said.text, said.references, said.statements)
    store._writer.set_progress_handler(None, 100)
    return count


def test_one_more_text_at_a_hub_costs_no_more_than_at_a_small_one(tmp_path: Path) -> None:
    def said(i: int) -> Reading:
        own = document(f"t{i}", f"{i + 1}-KH/TW", date="2022-01-05")
        hub = document(f"t{i}", "35-CT/TW", date="2019-05-30")
        held = body(f"t{i}", "Bộ Chính trị")
        return reading(f"t{i}", [(own, "implements", hub), (held, "issues", hub), (held, "issues", own)])

    steps = []
    for size in (200, 3000):
        store = SQLiteStore(str(tmp_path / f"{size}.db"))
        ledger.load_all(store, ((r.source, r.text, r.references, r.statements) for r in map(said, range(size))))
        steps.append(steps_of_one_more(store, said(size)))
        store.close_store()
    assert steps[1] < 1.5 * steps[0]
