"""Completion in a real bash: installed by the program itself, it knows commands, options and their values."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home whose ``bin`` holds the program, as an installation would lay it there."""
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "vanmach"
    program.write_text(f"#!{sys.executable}\nfrom vanmach.api.cli import main\nmain()\n", "utf-8")
    program.chmod(0o755)
    return tmp_path


def bash(home: Path, script: str) -> str:
    """What bash prints for a script, at home."""
    program = shutil.which("bash")
    assert program
    environment = {**os.environ, "HOME": str(home), "PATH": f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}", "VANMACH_LANG": "en"}
    ran = subprocess.run([program, "-c", script], env=environment, capture_output=True, text=True, encoding="utf-8", timeout=60)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def completed(home: Path, line: str) -> list[str]:
    """What bash offers at the end of a line."""
    words = line.split(" ")
    listed = " ".join(f"'{word}'" for word in words)
    asked = f"COMP_WORDS=({listed}); COMP_CWORD={len(words) - 1}; _vanmach_completion vanmach"
    return bash(home, f"source ~/.bashrc; {asked}; printf '%s\\n' \"${{COMPREPLY[@]}}\"").split()


def test_bash_completes_what_was_installed(home: Path) -> None:
    assert "completion installed" in bash(home, "vanmach --install-completion bash")
    assert completed(home, "vanmach li") == ["lineage", "lint"]
    assert {"status", "stats"} <= set(completed(home, "vanmach sta"))
    assert completed(home, "vanmach lineage --dire") == ["--direction"]
    assert completed(home, "vanmach lineage --direction ") == ["up", "down", "both"]
    assert completed(home, "vanmach keys rev") == ["revoke"]


def test_it_can_be_shown_for_other_shells_too(home: Path) -> None:
    for shell in ("bash", "zsh", "fish"):
        assert "_VANMACH_COMPLETE" in bash(home, f"vanmach --show-completion {shell}")
