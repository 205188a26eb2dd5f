"""Holds that the wheel carries the five folders under ``vanmach``, whole, and nothing else."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

FLOORS = ("graph", "loaders", "queries", "visualizations", "api")


@pytest.fixture(scope="module")
def wheel(root: Path, repository_files: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built offline from a copy, so that the build leaves nothing in the repository."""
    copy = tmp_path_factory.mktemp("sources")
    for name in repository_files:
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(root / name, copy / name)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(copy / "dist"), str(copy)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = (copy / "dist").iterdir()
    return built


def test_wheel_holds_every_file_of_the_floors_and_its_metadata(wheel: Path, repository_files: list[str]) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    metadata = {name for name in packed if name.startswith("vanmach-") and ".dist-info/" in name}
    assert packed - metadata == {f"vanmach/{name}" for name in repository_files if name.split("/")[0] in FLOORS}


def test_wheel_holds_what_is_read_at_run_time(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    assert packed >= {"vanmach/graph/ontology.toml", "vanmach/graph/data/documents.csv", *(f"vanmach/{floor}/py.typed" for floor in FLOORS)}


def test_installed_wheel_imports_without_the_repository(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    # -S leaves out the .pth files, and with them the editable install; what the project depends on is added by hand.
    paths = [str(site), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
    names = [f"vanmach.{floor}" for floor in FLOORS]
    script = (
        f"import sys; sys.path += {paths!r}; import importlib, json; from vanmach.graph import ontology, tables; ontology.relations();"
        f"[tables.rows(name) for name in tables.NAMES]; print(json.dumps([importlib.import_module(n).__file__ for n in {names!r}]))"
    )
    done = subprocess.run([sys.executable, "-I", "-S", "-c", script], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [str(site / "vanmach" / floor / "__init__.py") for floor in FLOORS]
