"""A real ``vanmach load`` that is killed, by whatever moment chance picks, and what must be true of its store then."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from vanmach.graph.errors import StoreError
from vanmach.graph.store import Store, examine, open_store

COMMAND = [sys.executable, "-c", "from vanmach.api.cli import main; main()"]
ACTS = ("triển khai thực hiện", "hướng dẫn thực hiện", "thay thế", "sửa đổi, bổ sung")


def write_texts(folder: Path, count: int) -> Path:
    """Short texts of our own, in which documents carry out, replace and cite each other and share a body that all name."""
    folder.mkdir(parents=True, exist_ok=True)
    for i in range(count):
        a, b, c = i % 40 + 101, (i * 7) % 30 + 11, (i * 3) % 20 + 51
        day = f"{i % 27 + 1}-{i % 11 + 1}-202{i % 4}"
        (folder / f"{i:03d}.txt").write_text(
            f"Tin số {i} về công tác xây dựng Đảng\n\nNgày {day}, Bộ Chính trị ban hành Quy định số {a}-QĐ/TW {ACTS[i % 4]} "
            f"Quy định số {b}-QĐ/TW ngày 12-5-2017 của Bộ Chính trị. Ban Bí thư ban hành Kế hoạch số {c}-KH/TW ngày 3-8-2019 triển khai "
            f"thực hiện Chỉ thị số {b}-CT/TW ngày 30-5-2018 của Bộ Chính trị và Nghị quyết số {c}-NQ/TW ngày 25-10-2017.\n",
            "utf-8",
        )
    return folder


def command(*arguments: str | Path) -> list[str]:
    """The command line as another process runs it."""
    return [*COMMAND, *map(str, arguments), "--lang", "en"]


def held(store: Store) -> dict[str, Any]:
    """All that a store holds, statement by statement, without the moments at which it learned it."""
    with store.transaction() as tx:
        sources = {s.id: (s, tx.references_of(s.id), tx.statements_of(s.id)) for s in tx.all_sources()}
        decisions = tx.decisions({r for _, references, _ in sources.values() for r in references})
    return {"sources": sources, "decisions": decisions, "nodes": list(store.all_nodes()), "edges": list(store.all_edges())}


def loaded(url: str) -> dict[str, Any]:
    """What the store behind a URL holds."""
    store = open_store(url)
    try:
        return held(store)
    finally:
        store.close_store()


def seen(path: Path) -> set[str]:
    """The sources that a reader finds now; none while there is no store to read."""
    if not path.exists():
        return set()
    try:
        store = open_store(f"sqlite:///{path}")
    except StoreError:
        return set()  # it is being made at this moment
    try:
        return {s.id for s in store.sources()}
    except StoreError:
        return set()
    finally:
        store.close_store()


def kill_once(texts: Path, path: Path, after: float, jobs: int) -> tuple[set[str], bool]:
    """Starts a load and kills its whole process group; returns the sources that a reader saw just before, and whether it still ran."""
    load = subprocess.Popen(
        command("load", texts, "--store", f"sqlite:///{path}", "--jobs", str(jobs)),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    time.sleep(after)
    before = seen(path) if path.exists() and path.stat().st_size else set()
    running = load.poll() is None
    if running:
        os.killpg(load.pid, signal.SIGKILL)
    load.wait()
    return before, running


def hold(texts: Path, path: Path, whole: dict[str, Any], chance: random.Random, lasts: float) -> int:
    """Kills some loads of the same texts, each taking up where the last was killed, and lets one end; returns how many it hit."""
    hits = 0
    for _ in range(chance.randint(1, 3)):
        before, running = kill_once(texts, path, chance.uniform(0.1, 1.0) * lasts, chance.choice((1, 2)))
        hits += running
        if not (path.exists() and path.stat().st_size):
            continue
        url = f"sqlite:///{path}"
        now = loaded(url)
        assert before <= now["sources"].keys(), "what a reader saw is lost"
        for id_, said in now["sources"].items():
            assert said == whole["sources"][id_], "a source is there by half"
        assert [f for f in examine(url) if f.wrong] == []
    done = subprocess.run(command("load", texts, "--store", f"sqlite:///{path}"), capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert loaded(f"sqlite:///{path}") == whole
    return hits
