"""Holds that VANMACH_REQUIRE_ALL=1 lets no test be skipped, by whatever way of skipping, and that all may skip without it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SKIPS = """
import pytest

@pytest.mark.skip(reason="by mark")
def test_mark(): ...

def test_call(): pytest.skip("by call")

def test_import(): pytest.importorskip("no_such_module")

@pytest.mark.xfail(reason="by xfail")
def test_xfail(): assert False

@pytest.mark.xfail(reason="by xpass")
def test_xpass(): ...

def test_shared(shared): ...

def test_fine(): ...
"""


@pytest.mark.parametrize(
    ("require_all", "code", "closing"),
    # six are refused; pytest calls it an error where a test could not even begin
    [("", 0, "1 passed, 4 skipped, 1 xfailed, 1 xpassed"), ("1", 1, "4 failed, 1 passed, 2 errors")],
)
def test_no_skip_where_all_is_required(tmp_path: Path, root: Path, require_all: str, code: int, closing: str) -> None:
    (tmp_path / "test_skips.py").write_text(SKIPS)
    assert closing in _pytest(tmp_path, root, require_all, code)


@pytest.mark.parametrize(("require_all", "code"), [("", 5), ("1", 2)])  # 5: no test ran; 2: the collection failed
def test_no_module_skips_where_all_is_required(tmp_path: Path, root: Path, require_all: str, code: int) -> None:
    (tmp_path / "test_module.py").write_text("import pytest\npytest.skip('as a whole', allow_module_level=True)\n")
    assert "as a whole" in _pytest(tmp_path, root, require_all, code)


def _pytest(folder: Path, root: Path, require_all: str, code: int) -> str:
    """Runs pytest over the folder with the conftest of this one, checks its exit code and gives what it prints."""
    shutil.copy(root / "tests/conftest.py", folder)
    env = os.environ | {"VANMACH_REQUIRE_ALL": require_all, "VANMACH_SHARED": str(folder / "none")}
    command = [sys.executable, "-m", "pytest", "-rs", "-p", "no:cacheprovider", "--rootdir", str(folder), str(folder)]
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout
