"""The README's session prints what it says, and its commands are those of the program."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.api.conftest import run


def test_pages_print_what_they_say(root: Path) -> None:
    """The commands in README and docs are run again, in a process and a folder of their own."""
    ran = subprocess.run([sys.executable, str(root / "tests" / "printed.py"), "--check"], capture_output=True, text=True, encoding="utf-8")
    assert ran.stdout.strip() == "out of date: none", ran.stdout + ran.stderr + " (make pages renews them)"


def test_every_command_named_is_there(root: Path) -> None:
    help_ = run("--help").out
    for page in (root / "README.md", *sorted((root / "docs").glob("*.md"))):
        for command in set(re.findall(r"`?vanmach ([a-z]+)", page.read_text("utf-8"))):
            assert re.search(rf"^\s+{command}\b", help_, re.M), f"{page.name}: vanmach {command}"


def test_every_make_target_named_is_there(root: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (root / "Makefile").read_text("utf-8"), re.M))
    for page in ("README.md", "CONTRIBUTING.md"):
        assert set(re.findall(r"^ {4}make ([a-z]+)", (root / page).read_text("utf-8"), re.M)) <= targets
