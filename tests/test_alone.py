"""Holds that the repository stands alone: it names no machine it was made on and no host that packages come from."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

# One letter of each stands in brackets, so that the patterns do not find themselves.
MACHINE = re.compile(r"(?<![\w.:/-])/(wo[r]k|roo[t]|op[t]|hom[e]/\w+|User[s]/\w+|mn[t]|tmp/\w*job[s]\w*)/|[A-Z]:\\\\?User[s]")
REGISTRY = re.compile(
    r"index-ur[l]|find-link[s]|trusted-hos[t]|\"resolved\":\s*\"htt[p]|registr[y]\s*=\s*\"?http|/simpl[e]/?(\"|'|\s|$)"
    r"|pyp[i]\.org|pythonhoste[d]\.org|registry\.npmj[s]|registry\.yarnpk[g]|crate[s]\.io|prox[y]\.golang|rep[o]1?\.maven|de[b]\.debian\.org"
)


@pytest.fixture(scope="module")
def texts(root: Path, repository_files: list[str]) -> dict[str, str]:
    """Every text file of the repository, by name."""
    found = {}
    for name in repository_files:
        data = (root / name).read_bytes()
        if b"\0" not in data[:4096]:
            found[name] = data.decode("utf-8", "replace")  # some tests read other encodings
    return found


@pytest.mark.parametrize("pattern", [MACHINE, REGISTRY], ids=["machine", "registry"])
def test_no_text_names_where_it_was_made(texts: dict[str, str], pattern: re.Pattern[str]) -> None:
    found = [f"{name}: {hit[0]}" for name, text in texts.items() for hit in pattern.finditer(text)]
    assert not found, "\n".join(found)


def test_patterns_find_what_they_are_for() -> None:
    for word in ("wo" + "rk", "ro" + "ot", "ho" + "me/lan"):
        assert MACHINE.search(f"see /{word}/x")
    assert not MACHINE.search("https://example.vn/en/wo" + "rk/plan")
    for line in ("--index" + "-url x", "https://py" + "pi.org/x", "https://example.org/sim" + "ple"):
        assert REGISTRY.search(line)


def test_locks_pin_what_the_project_names(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    pins = {name: _pins((root / name).read_text("utf-8")) for name in ("requirements.lock", "requirements-dev.lock")}
    needed = project["project"]["dependencies"] + project["build-system"]["requires"]
    extra = project["project"]["optional-dependencies"]["dev"]
    for lock, named in (("requirements.lock", needed), ("requirements-dev.lock", needed + extra)):
        missing = {_name(requirement) for requirement in named} - pins[lock].keys()
        assert not missing, f"{lock} lacks {missing}: make lock"
    apart = set(pins["requirements.lock"].items()) - set(pins["requirements-dev.lock"].items())
    assert not apart, f"the tests would run on other versions than people do: {apart}: make lock"


def _name(requirement: str) -> str:
    return re.split(r"[\s\[<>=!~;]", requirement)[0].lower().replace("_", "-")


def _pins(lock: str) -> dict[str, str]:
    pinned = re.findall(r"^(\S+)==(\S+)(?: ;.*)? \\\n(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+", lock, re.MULTILINE)
    assert len(pinned) == len(re.findall(r"^\S+==", lock, re.MULTILINE)), "a line of the lock has no hash"
    return {_name(name): version for name, version in pinned}
