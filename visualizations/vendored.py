"""The front-end files that come along: reads them, checks them against ``vendor/vendor.lock.toml``, fetches them anew.

Owns the lock (package, version, file, hash; no addresses). Refuses files that differ from it, and any download while drawing.

    python -m vanmach.visualizations.vendored check [FOLDER]
    python -m vanmach.visualizations.vendored fetch [FOLDER]

FOLDER is another one with a lock of its own, such as that of the tests.
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
from importlib.resources import files
from pathlib import Path

from vanmach.graph.errors import InputError

LOCK = "vendor.lock.toml"
_FOLDER = Path(str(files("vanmach.visualizations").joinpath("vendor")))


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
def lock(folder: Path = _FOLDER) -> tuple[Vendored, ...]:
    """Every vendored file as the lock of a folder names it.

    >>> lock()[0].package, lock()[0].version
    ('vis-network', '10.1.5')
    """
    return tuple(Vendored(**entry) for entry in tomllib.loads(folder.joinpath(LOCK).read_text("utf-8"))["file"])


def read(name: str, folder: Path = _FOLDER) -> bytes:
    """The bytes of one vendored file, hash checked; InputError where the lock does not name it or the bytes differ.

    >>> read("vis-network.min.js")[:3]
    b'/**'
    """
    for entry in lock(folder):
        if entry.file == name:
            return _checked(entry, folder.joinpath(name).read_bytes())
    raise InputError(f"{name} is not in {LOCK}; it names: {', '.join(entry.file for entry in lock(folder))}")


def strays(folder: Path = _FOLDER) -> list[str]:
    """Files that lie in a folder without standing in its lock."""
    named = {entry.file for entry in lock(folder)} | {LOCK}
    return sorted(found.name for found in folder.iterdir() if found.name not in named)


def fetch(folder: Path = _FOLDER) -> None:
    """Fetch every file of the lock with ``npm pack`` and write those whose hash is right; InputError at the first that differs."""
    with tempfile.TemporaryDirectory() as scratch:
        for package, version in sorted({(entry.package, entry.version) for entry in lock(folder)}):
            packed = subprocess.run(
                ["npm", "pack", "--silent", "--ignore-scripts", f"{package}@{version}"],
                cwd=scratch,
                check=True,
                capture_output=True,
                text=True,
            )
            with tarfile.open(Path(scratch) / packed.stdout.split()[-1]) as archive:
                for entry in lock(folder):
                    if (entry.package, entry.version) == (package, version):
                        # Members are read one by one, never extracted: no path of the archive reaches the disk.
                        member = archive.extractfile(f"package/{entry.member}")
                        if member is None:
                            raise InputError(f"{package}@{version} has no file {entry.member}")
                        (folder / entry.file).write_bytes(_checked(entry, member.read()))


def _checked(entry: Vendored, content: bytes) -> bytes:
    found = hashlib.sha512(content).hexdigest()
    if found != entry.sha512:
        raise InputError(f"{entry.file} of {entry.package}@{entry.version} has sha512 {found[:16]}…, the lock says {entry.sha512[:16]}…")
    return content


def main(arguments: Sequence[str]) -> int:
    """Command line: ``check`` or ``fetch``; 0 when every file agrees with the lock."""
    if not arguments or arguments[0] not in ("check", "fetch") or len(arguments) > 2:
        sys.stderr.write("usage: python -m vanmach.visualizations.vendored check|fetch [FOLDER]\n")
        return 2
    folder = Path(arguments[1]) if arguments[1:] else _FOLDER
    if arguments[0] == "fetch":
        fetch(folder)
    for entry in lock(folder):
        read(entry.file, folder)
    for stray in strays(folder):
        sys.stderr.write(f"{stray} lies in {folder} but not in {LOCK}\n")
    return 1 if strays(folder) else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
