"""What the tests of the cluster let its workers do. Imports nothing of the tests, which would take the workers seconds."""

from __future__ import annotations

import os
import time


def who_works(name: str, data: bytes) -> int:
    """The process that works."""
    time.sleep(0.05)
    return os.getpid()


def deadly(name: str, data: bytes) -> str:
    """Ends the worker at one of the texts."""
    if name.startswith("nhan-su"):
        os._exit(1)
    return name
