"""A hundred thousand broken texts: ``make soak``."""

from __future__ import annotations

import time

import pytest

from tests.loaders.test_mutations import hold
from tests.mutations import mutated


@pytest.mark.parametrize("start", range(0, 100_000, 5_000))
def test_broken_texts(start: int) -> None:
    slowest = (0.0, 0)
    for seed in range(start, start + 5_000):
        begun = time.perf_counter()
        hold(mutated(seed))
        slowest = max(slowest, (time.perf_counter() - begun, seed))
    print(f"slowest of {start}…: {slowest[0]:.3f} s (seed {slowest[1]})")
    assert slowest[0] < 10
