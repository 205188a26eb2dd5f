"""The front-end files that come along: reads them, checks them against ``vendor/vendor.lock.toml``, fetches them anew.

Owns the lock (package, version, file, hash; no addresses). Refuses files that differ from it, and any download while drawing.

    python -m vanmach.visualizations.vendored check
    python -m vanmach.visualizations.vendored fetch
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

from vanmach.graph.errors import InputError

LOCK = "vendor.lock.toml"
_FOLDER = files("vanmach.visualizations").joinpath("vendor")


@dataclass(frozen=True, slots=True)
class Vendored:
    """One file of one version of an npm package, and what its bytes hash to (sha512, hexadecimal)."""

    file: str
    package: str
    version: str
    member: str
    licence: str
    sha512: str


@cache
def lock() -> tuple[Vendored, ...]:
    """Every vendored file as the lock names it.

    >>> lock()[0].package, lock()[0].version
    ('vis-network', '10.1.5')
    """
    return tuple(Vendored(**entry) for entry in tomllib.loads(_FOLDER.joinpath(LOCK).read_text("utf-8"))["file"])


def read(name: str) -> bytes:
    """The bytes of one vendored file, hash checked; InputError where the lock does not name it or the bytes differ.

    >>> read("vis-network.min.js")[:3]
    b'/**'
    """
    for entry in lock():
        if entry.file == name:
            return _checked(entry, _FOLDER.joinpath(name).read_bytes())
    raise InputError(f"{name} is not in {LOCK}; it names: {', '.join(entry.file for entry in lock())}")


def strays() -> list[str]:
    """Files that lie in ``vendor/`` without standing in the lock."""
    named = {entry.file for entry in lock()} | {LOCK}
    return sorted(found.name for found in _FOLDER.iterdir() if found.name not in named)


def fetch() -> None:
    """Fetch every file of the lock with ``npm pack`` and write those whose hash is right; InputError at the first that differs."""
    with tempfile.TemporaryDirectory() as scratch, as_file(_FOLDER) as target:
        for package, version in sorted({(entry.package, entry.version) for entry in lock()}):
            packed = subprocess.run(
                ["npm", "pack", "--silent", "--ignore-scripts", f"{package}@{version}"],
                cwd=scratch,
                check=True,
                capture_output=True,
                text=True,
            )
            with tarfile.open(Path(scratch) / packed.stdout.split()[-1]) as archive:
                for entry in lock():
                    if (entry.package, entry.version) == (package, version):
                        # Members are read one by one, never extracted: no path of the archive reaches the disk.
                        member = archive.extractfile(f"package/{entry.member}")
                        if member is None:
                            raise InputError(f"{package}@{version} has no file {entry.member}")
                        (target / entry.file).write_bytes(_checked(entry, member.read()))


def _checked(entry: Vendored, content: bytes) -> bytes:
    found = hashlib.sha512(content).hexdigest()
    if found != entry.sha512:
        raise InputError(f"{entry.file} of {entry.package}@{entry.version} has sha512 {found[:16]}…, the lock says {entry.sha512[:16]}…")
    return content


def main(arguments: Sequence[str]) -> int:
    """Command line: ``check`` or ``fetch``; 0 when every file agrees with the lock."""
    if list(arguments) not in (["check"], ["fetch"]):
        sys.stderr.write("usage: python -m vanmach.visualizations.vendored check|fetch\n")
        return 2
    if arguments[0] == "fetch":
        fetch()
    for entry in lock():
        read(entry.file)
    for stray in strays():
        sys.stderr.write(f"{stray} lies in vendor/ but not in {LOCK}\n")
    return 1 if strays() else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
