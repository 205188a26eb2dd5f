"""``vanmach watch`` as a process of its own: it loads what appears, waits for what is being written, survives errors, sums up."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests import serving
from tests.api.conftest import run
from vanmach.loaders.watch import Watch

TEXT = "Tin {n} về công tác cán bộ\n\nBộ Chính trị ban hành Chỉ thị số {n}-CT/TW, ngày 14-4-2027.\n"


class Watching:
    """A watch that runs, and what it says."""

    def __init__(self, process: subprocess.Popen[str], log: Path) -> None:
        self.process, self._log = process, log

    def says(self, words: str) -> str:
        """What it has said by the time it says these words."""
        ends = time.monotonic() + 20
        while words not in (said := self._log.read_text("utf-8")):
            assert time.monotonic() < ends, said
            assert self.process.poll() is None, said
            time.sleep(0.02)
        return said

    def stop(self, sign: signal.Signals = signal.SIGINT) -> tuple[int, dict[str, Any], str]:
        """Its exit code, its summary and all that it said."""
        self.process.send_signal(sign)
        out, _ = self.process.communicate(timeout=30)
        return self.process.returncode, json.loads(out), self._log.read_text("utf-8")


@contextmanager
def watched(folder: Path, store: str, log: Path) -> Iterator[Watching]:
    """A watch of a folder, with a short interval."""
    started = serving.command("watch", folder, "--interval", "0.1", "--store", store, "--format", "json", "--lang", "en")
    with log.open("w", encoding="utf-8") as errors:
        process = subprocess.Popen(started, stdout=subprocess.PIPE, stderr=errors, text=True, encoding="utf-8")
    try:
        watching = Watching(process, log)
        watching.says("Watching")
        yield watching
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate(timeout=30)


def test_it_loads_what_appears_and_ends_with_a_summary(fresh: str, tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "there.txt").write_text(TEXT.format(n=901), "utf-8")
    with watched(folder, fresh, tmp_path / "log") as watch:
        watch.says("there.txt: new")
        (folder / "below").mkdir()
        (folder / "below" / "later.txt").write_text(TEXT.format(n=902), "utf-8")
        (folder / "broken.txt").write_bytes("Chỉ thị".encode()[:-1])
        (folder / "picture.png").write_bytes(b"\x89PNG")
        watch.says("later.txt: new")
        watch.says("not UTF-8")
        (folder / "after.txt").write_text(TEXT.format(n=903), "utf-8")
        watch.says("after.txt: new")
        (folder / "broken.txt").write_text(TEXT.format(n=904), "utf-8")
        watch.says("broken.txt: new")
        code, summary, said = watch.stop()
    assert (code, summary["sources"]) == (1, {"new": 4, "unchanged": 0, "changed": 0, "failed": 1})
    assert [Path(f["path"]).name for f in summary["failures"]] == ["broken.txt"]
    assert "Traceback" not in said
    assert said.rstrip().endswith("stopped")
    assert json.loads(run("stats", "--store", fresh, "--format", "json").out)["sources"] == 4
    with watched(folder, fresh, tmp_path / "log") as watch:  # what was loaded before is told as unchanged
        watch.says("looked at 4 texts")
        code, summary, _ = watch.stop(signal.SIGTERM)
    assert (code, summary["sources"]) == (0, {"new": 0, "unchanged": 4, "changed": 0, "failed": 0})


def test_a_store_that_cannot_be_written_is_tried_again(fresh: str, tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    with watched(folder, fresh, tmp_path / "log") as watch:
        database = sqlite3.connect(fresh.removeprefix("sqlite:///"), isolation_level=None)
        database.execute("create trigger no_more before insert on source begin select raise(abort, 'the disk is full'); end")
        (folder / "a.txt").write_text(TEXT.format(n=901), "utf-8")
        watch.says("the disk is full")
        database.execute("drop trigger no_more")
        database.close()
        watch.says("a.txt: new")
        code, summary, _ = watch.stop()
    assert (code, summary["sources"]["new"], summary["failures"]) == (0, 1, [])


def test_a_file_is_handed_out_once_it_rests_and_again_when_it_changed(tmp_path: Path) -> None:
    seen = Watch(tmp_path)
    file = tmp_path / "a.txt"
    file.write_text("một", "utf-8")
    assert seen.settled() == []
    file.write_text("một hai", "utf-8")  # still being written
    assert seen.settled() == []
    assert seen.settled() == [file]
    assert seen.settled() == []
    seen.again(file)
    assert seen.settled() == [file]
    file.write_text("một hai ba", "utf-8")
    assert [seen.settled(), seen.settled(), seen.settled()] == [[], [file], []]
    file.unlink()
    assert seen.settled() == []


def test_what_cannot_be_watched(tmp_path: Path, store_url: str) -> None:
    (tmp_path / "a.txt").write_text("x", "utf-8")
    for path, says in ((tmp_path / "none", "no such file"), (tmp_path / "a.txt", "is no folder")):
        ran = run("watch", path, "--store", store_url)
        assert (ran.code, ran.out, len(ran.err.strip().splitlines())) == (2, "", 1)
        assert says in ran.err
