"""Two hundred loads killed at moments that chance picks: ``make soak``."""

from __future__ import annotations

import random
import subprocess
import time
from pathlib import Path

from tests import killing

KILLS = 200


def test_two_hundred_kills(tmp_path: Path) -> None:
    texts = killing.write_texts(tmp_path / "texts", 60)
    begun = time.perf_counter()
    subprocess.run(killing.command("load", texts, "--store", f"sqlite:///{tmp_path / 'whole.db'}"), check=True, capture_output=True)
    lasts = time.perf_counter() - begun
    whole = killing.loaded(f"sqlite:///{tmp_path / 'whole.db'}")
    chance, hits, rounds = random.Random(66), 0, 0
    while hits < KILLS:
        path = tmp_path / f"{rounds}.db"
        hits += killing.hold(texts, path, whole, chance, lasts)
        rounds += 1
        path.unlink()
    print(f"{hits} kills hit a running load, in {rounds} rounds")
