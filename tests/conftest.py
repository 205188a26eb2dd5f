"""What all tests share, and how they come by what they need.

Fixtures, from cheap to dear:
- values are written out in the test that needs them; a text is a string of its own words, never a copy of a real one;
- a store is a fresh SQLite file in ``tmp_path``; the suite of the store runs the same tests over every engine;
- ``neo4j_url`` is a real Neo4j server, started once for all tests of this process and emptied for each that asks; what kills a server
  starts its own (``neo4j_server.py``);
- ``repository_files`` lists what the repository holds (or would hold after a commit), for the tests of the house itself;
- ``shared`` is the folder with gold labels and corpus, which are not part of the repository: ``VANMACH_SHARED``, else ``../shared``.

A test that misses something (that folder, a browser, a server) skips and says why. Under ``VANMACH_REQUIRE_ALL=1``, as in
``.ci/run``, nothing may be missing: there a skip is a failure, and so is an expected failure.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from vanmach.visualizations.shot import ARGUMENTS, chromium

ROOT = Path(__file__).resolve().parents[1]
REQUIRE_ALL = os.environ.get("VANMACH_REQUIRE_ALL") == "1"


@pytest.fixture(scope="session")
def root() -> Path:
    """The top folder of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def repository_files() -> list[str]:
    """Names of all files that git keeps, or would keep after ``git add``, relative to the top."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return sorted({name for name in listed.split("\0") if name and (ROOT / name).is_file()})


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the gold labels and the corpus."""
    folder = Path(os.environ.get("VANMACH_SHARED") or ROOT.parent / "shared")
    if not folder.is_dir():
        pytest.skip(f"no folder {folder}: name the one with the gold labels in VANMACH_SHARED")
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium of the system; one for all, for Playwright cannot be started twice."""
    path = chromium()
    if path is None:
        pytest.skip("no Chromium on this machine: install the package chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield opened
        opened.close()


@pytest.fixture
def neo4j_url() -> str:
    """An empty Neo4j server, without a password."""
    from tests import neo4j_server

    if lack := neo4j_server.missing():
        pytest.skip(lack)
    return neo4j_server.emptied()


@pytest.fixture(scope="session", autouse=True)
def _servers_stop() -> Iterator[None]:
    """Stops the servers that the tests of this process shared."""
    yield
    if started := sys.modules.get("tests.neo4j_server"):
        started.stop_all()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One process more than there are cores, for many tests wait: for a browser, a server, a process of their own."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> object:
    """Keeps the tests of a file in one process; and all that ask a shared Neo4j server, so that it starts and warms up once."""
    from xdist.scheduler import LoadFileScheduling

    class ByServer(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = str(super()._split_scope(nodeid))
            return "neo4j" if "[neo4j-" in nodeid or re.search("/test_(neo4j(?!_lost)|cypher|py2neo)", file) else file

    return ByServer(config, log)


def _refuse(report: pytest.TestReport | pytest.CollectReport) -> None:
    expected = hasattr(report, "wasxfail")
    if REQUIRE_ALL and (report.skipped or expected):
        reason = f"xfail {report.wasxfail}" if expected else report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        if expected:
            del report.wasxfail
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid}: VANMACH_REQUIRE_ALL=1 allows no skip and no xfail: {reason}"


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, Any, Any]:
    """Turns skipped tests into failures where nothing may be missing."""
    report = yield
    _refuse(report)
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Generator[None, Any, Any]:
    """Does the same for modules that skip as a whole."""
    report = yield
    _refuse(report)
    return report
