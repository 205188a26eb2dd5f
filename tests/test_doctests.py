"""Holds that every example in a docstring still tells the truth."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FLOORS = ("graph", "loaders", "queries", "visualizations", "api")
FILES = [file.relative_to(ROOT) for floor in FLOORS for file in sorted((ROOT / floor).rglob("*.py")) if file.name != "__main__.py"]
MODULES = [".".join(("vanmach", *file.with_suffix("").parts)).removesuffix(".__init__") for file in FILES]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = importlib.import_module(name)
    monkeypatch.chdir(tmp_path)  # an example may write a file
    said: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    for example in doctest.DocTestFinder().find(module, name):
        runner.run(example, out=said.append)
    assert not runner.failures, "".join(said)
