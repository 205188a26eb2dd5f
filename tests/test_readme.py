"""The README's session prints what it says, and its commands are those of the program."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.api.conftest import run


def session(text: str) -> list[tuple[list[str], str]]:
    """Commands of the console block with what is printed below each."""
    block = re.search(r"```console\n(.*?)```", text, re.S)
    assert block
    parts = re.split(r"^\$ (.*)\n", block[1], flags=re.M)[1:]
    return [(shlex.split(command), out) for command, out in zip(parts[::2], parts[1::2], strict=True)]


def test_the_session_prints_what_it_says(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from vanmach.api import language

    monkeypatch.setattr(language, "_current", "en")
    monkeypatch.chdir(tmp_path)
    assert run("demo").code == 0
    export, *commands = session((root / "README.md").read_text("utf-8"))
    assert export[0][0] == "export"
    name, _, value = export[0][1].partition("=")
    monkeypatch.setenv(name, value)
    assert len(commands) >= 2
    for (program, *arguments), printed in commands:
        assert program == "vanmach"
        ran = run(*arguments)
        assert ran.err + ran.out == printed


def test_every_command_named_is_there(root: Path) -> None:
    help_ = run("--help").out
    for page in (root / "README.md", *sorted((root / "docs").glob("*.md"))):
        for command in set(re.findall(r"`?vanmach ([a-z]+)", page.read_text("utf-8"))):
            assert re.search(rf"^\s+{command}\b", help_, re.M), f"{page.name}: vanmach {command}"


def test_every_make_target_named_is_there(root: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (root / "Makefile").read_text("utf-8"), re.M))
    for page in ("README.md", "CONTRIBUTING.md"):
        assert set(re.findall(r"^ {4}make ([a-z]+)", (root / page).read_text("utf-8"), re.M)) <= targets
