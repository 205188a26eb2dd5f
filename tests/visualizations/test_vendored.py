"""Holds the vendored files to their lock, and the lock to what it may say."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from vanmach.graph.errors import InputError
from vanmach.visualizations import vendored
from vanmach.visualizations.assets import script


def test_every_file_agrees_with_the_lock_and_nothing_else_lies_there() -> None:
    assert vendored.lock()
    for entry in vendored.lock():
        assert vendored.read(entry.file)
    assert vendored.strays() == []
    assert vendored.main(["check"]) == 0


def test_the_lock_names_packages_and_no_addresses() -> None:
    text = files("vanmach.visualizations").joinpath("vendor", vendored.LOCK).read_text("utf-8")
    assert "://" not in text
    assert all(re.fullmatch(r"[0-9a-f]{128}", entry.sha512) for entry in vendored.lock())
    assert any("LICENSE" in entry.file for entry in vendored.lock() if entry.package == "vis-network")
    assert any("LICENSE" in entry.file for entry in vendored.lock() if "be-vietnam-pro" in entry.package)


def test_a_changed_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = vendored.lock()[0]
    with pytest.raises(InputError, match="sha512"):
        vendored._checked(entry, b"something else")
    with pytest.raises(InputError, match="not in"):
        vendored.read("lodash.js")
    assert vendored.main(["install"]) == 2


def test_the_script_can_stand_inside_a_page() -> None:
    whole = script()
    assert not re.search(r"</script|<!--|sourceMappingURL", whole, re.IGNORECASE)
    assert "\r" not in whole
    assert "\0" not in whole
