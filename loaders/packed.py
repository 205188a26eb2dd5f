"""Files that hold many texts: zip archives and JSON lines. Each text goes by ``ARCHIVE!MEMBER`` in messages and is read by itself.

Owns how much is unpacked at most, and that a member's name is only a name: nothing is written anywhere.
"""

from __future__ import annotations

import gzip
import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from vanmach.graph.errors import InputError
from vanmach.loaders.formats import LINE, LINES, MOST_FILE, MOST_TEXT, SUFFIXES, form_of, is_text, line_in

MOST_UNPACKED = 4_000_000_000  # bytes of all members of an archive
MOST_DIRECTORY = 8_000_000  # bytes of an archive's list of members: some 100,000
RATIO, SMALL = 100, 10_000_000  # what unpacks to more than so many times its size, and is not small, is a bomb
EXPORTED = re.compile(rb'\s*\{\s*"(?:node|edge|reading|review)"\s*:')
MOST_BLANK = 100_000  # empty lines
MOST_BAD = 100  # lines that cannot be read, until the rest is given up


@dataclass(frozen=True, slots=True)
class Piece:
    """A text to be read: a file of its own, or what a file holds under ``member``; ``size`` is its share of the file's bytes."""

    path: Path
    size: int
    member: str | None = None
    data: bytes | None = None  # of a member
    failed: str | None = None  # why it cannot be read

    @property
    def name(self) -> str:
        """What messages call it: ``van-ban.zip!2027/chi-thi-45.docx``."""
        return str(self.path) if self.member is None else f"{self.path}!{self.member}"

    @property
    def text_name(self) -> str:
        """The same without the folder in which the file lies."""
        return self.path.name if self.member is None else f"{self.path.name}!{self.member}"

    @property
    def file_name(self) -> str:
        """The last part of its name, which may become the name of a file: never a way out of a folder."""
        name = (self.member or self.path.name).replace("\\", "/").rsplit("/", 1)[-1]
        if LINE.search(self.text_name.lower()) and self.member:
            file, _, number = self.text_name.replace("\\", "/").rsplit("/", 1)[-1].rpartition("!")
            name = f"{file.rpartition('!')[2].split('.')[0]}-{number}.jsonl"
        return name if name.strip(".") else f"_{name}"


def expand(paths: Iterable[Path]) -> Iterator[Path]:
    """Files as given, and the texts inside folders, sorted; a path that does not exist is passed on, to fail by name."""
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if is_text(p.name) and p.is_file())
        else:
            yield path


def holds_many(path: Path) -> bool:
    """Whether a file may hold many texts: ``van-ban.zip``, ``trang.jsonl.gz``, whatever else they are called."""
    return path.name.lower().endswith(LINES) or _form(path) == "zip"


def is_export(path: Path) -> bool:
    """Whether a file is a graph that ``vanmach export --format jsonl`` wrote: its first line begins as no text does."""
    try:
        with path.open("rb") if path.is_file() and path.name.lower().endswith(".jsonl") else io.BytesIO() as opened:
            return bool(EXPORTED.match(opened.read(100)))
    except OSError:
        return False


def pieces(paths: Iterable[Path]) -> Iterator[Piece]:
    """Every text of these files, one by one; what cannot be opened is a piece that says why."""
    for path in paths:
        try:
            size = path.stat().st_size if path.is_file() else 0
        except OSError:
            size = 0
        if not holds_many(path):
            yield Piece(path, size)
            continue
        if is_export(path):
            yield Piece(path, size, failed="this is an exported graph, not texts: load it by vanmach load")
            continue
        try:
            with path.open("rb") as opened:
                if path.name.lower().endswith(LINES):
                    yield from _lines(path, opened, None, size)
                else:
                    yield from _members(path, opened, size)
        except OSError as error:
            yield Piece(path, 0, failed=f"cannot be read: {error.strerror}")


def _form(path: Path) -> str | None:
    try:
        with path.open("rb") if path.is_file() else io.BytesIO() as opened:
            if form_of(opened.read(4096)) != "zip":
                return None
            with zipfile.ZipFile(_listed(opened)) as package:
                return "docx" if "word/document.xml" in package.NameToInfo else "zip"
    except (OSError, InputError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return "docx" if path.name.lower().endswith(".docx") else "zip" if path.name.lower().endswith(".zip") else None


def _listed(opened: IO[bytes]) -> IO[bytes]:
    """An archive whose list of members fits into memory; InputError for a longer one."""
    size = opened.seek(0, io.SEEK_END)
    opened.seek(max(0, size - 65_557))
    end = opened.read()
    at = end.rfind(b"PK\x05\x06")
    if at >= 0 and len(end) >= at + 22 and (told := int.from_bytes(end[at + 12 : at + 16], "little")) > MOST_DIRECTORY:
        raise InputError(f"the list of its members takes {told:,} bytes; the most is {MOST_DIRECTORY:,}: pack fewer files")
    opened.seek(0)
    return opened


def _members(path: Path, opened: IO[bytes], size: int) -> Iterator[Piece]:
    try:
        with zipfile.ZipFile(_listed(opened)) as archive:
            wanted = [info for info in archive.infolist() if not info.is_dir() and is_text(info.filename)]
            if not wanted:
                yield Piece(path, size, failed=f"the archive holds no {', '.join(SUFFIXES[:-1])}")
            left = MOST_UNPACKED
            for info in wanted:
                member = "".join(c if c.isprintable() else "?" for c in info.filename)
                try:
                    data = _member(archive, info, left)
                except InputError as error:
                    yield Piece(path, info.compress_size, member, failed=str(error))
                    continue
                except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
                    yield Piece(path, info.compress_size, member, failed=f"it is damaged in the archive ({error}); pack it again")
                    continue
                left -= len(data)
                if info.filename.lower().endswith(LINES):
                    yield from _lines(path, io.BytesIO(data), member, info.compress_size)
                else:
                    yield Piece(path, info.compress_size, member, data)
    except InputError as error:
        yield Piece(path, size, failed=str(error))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        yield Piece(path, size, failed=f"the archive is damaged or cut off ({error}); pack its files again")


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, left: int) -> bytes:
    if stat.S_ISLNK(info.external_attr >> 16):
        raise InputError("it is a link, which is not followed; pack the file itself")
    if info.flag_bits & 1:
        raise InputError("it is locked with a password; pack it without one")
    most = MOST_FILE if info.filename.lower().endswith((".docx", ".pdf", *LINES)) else MOST_TEXT
    if info.file_size > max(SMALL, RATIO * info.compress_size):
        raise InputError(f"it unpacks to {info.file_size:,} bytes, more than {RATIO} times its size: a bomb")
    if info.file_size > min(most, left):
        raise InputError(f"it unpacks to {info.file_size:,} bytes; the most is {min(most, left):,}: split it")
    with archive.open(info) as opened:
        return opened.read(most + 1)


def _lines(path: Path, opened: IO[bytes], member: str | None, size: int) -> Iterator[Piece]:
    """The texts of JSON lines: objects with ``text``, and ``title``, ``publisher``, ``published`` and ``url`` where they are known."""
    packed = opened.read(2) == b"\x1f\x8b"
    opened.seek(0)
    bad = blank = done = unpacked = number = 0
    lines: IO[bytes] = gzip.GzipFile(fileobj=opened) if packed else opened  # type: ignore[assignment]
    most = max(2 * SMALL, RATIO * size) if packed else None

    def piece(**given: Any) -> Piece:
        nonlocal done
        before, done = done, max(done, min(size, opened.tell()))
        return Piece(path, done - before, f"{member}!{number}" if member else str(number), **given)

    try:
        while line := lines.readline(MOST_TEXT + 1):
            number += 1
            unpacked += len(line)
            if len(line) > MOST_TEXT:
                yield piece(failed=f"the line holds more than {MOST_TEXT:,} bytes; the rest of the file is not looked at")
                return
            if most and unpacked > most:
                yield piece(failed=f"the file unpacks to more than {RATIO} times its size: a bomb; the rest is not looked at")
                return
            if not line.strip(b" \t\r\n\xef\xbb\xbf"):
                blank += 1
                if blank > MOST_BLANK:
                    yield piece(failed=f"the file holds more than {MOST_BLANK:,} empty lines; the rest is not looked at")
                    return
                continue
            try:
                line_in(line)
                yield piece(data=line)
            except InputError as error:
                bad += 1
                yield piece(failed=str(error))
                if bad == MOST_BAD:
                    yield piece(failed=f"{bad} lines cannot be read; the rest of the file is not looked at")
                    return
        if not done:
            yield piece(failed="the file is empty; a line holds one text as a JSON object")
    except (OSError, EOFError, zlib.error) as error:
        yield piece(failed=f"the file is damaged or cut off ({error}); pack it again")
