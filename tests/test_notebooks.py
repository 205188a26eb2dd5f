"""The notebooks of docs/ show what they say, in a kernel of their own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_notebooks_show_what_they_say(root: Path) -> None:
    command = [sys.executable, str(root / "tests" / "notebooks.py"), "--check"]
    ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert ran.stdout.strip() == "out of date: none", ran.stdout + ran.stderr + " (make pages renews them)"
    assert list((root / "docs").glob("*.ipynb"))
