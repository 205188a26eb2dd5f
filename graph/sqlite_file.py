"""The file behind the embedded store: how it is opened, brought up to date, copied and put back. Owns connections, no queries."""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import apsw

from vanmach.graph import upgrade
from vanmach.graph.errors import StoreError
from vanmach.graph.model import edge_id

LONG = 25_000  # pages of the log (of 4 KiB) after which it is taken into the file
LOG = 128 * 1024 * 1024  # bytes that the log may keep once it is taken in
WAIT = 30_000  # milliseconds for which one waits that another lets go of the file
CACHE = 256 * 1024  # KiB that a writer may hold: a first load goes through it once


def reader(path: Path) -> apsw.Connection:
    """A connection that only reads: before SQLite 3.51.3 one that may write could checkpoint beside the writer, and break the file."""
    mode = "mode=ro"
    if not os.access(path, os.W_OK) and not path.with_name(path.name + "-wal").exists():
        mode = "mode=ro&immutable=1"  # nobody here can change it, and no log can be laid beside it
    uri = f"file:{quote(str(path.resolve()))}?{mode}"
    connection = apsw.Connection(uri, flags=apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI)
    connection.set_busy_timeout(WAIT)
    connection.execute("pragma mmap_size = 1073741824")
    connection.execute("pragma temp_store = memory")  # each list asked for would have a cache of its own laid out before its file
    return connection


def writer(path: Path, lock: threading.RLock | None = None) -> apsw.Connection:
    """The one connection that writes (and makes, and brings up to date) a store; StoreError where that cannot be.

    ``lock``: held by whoever uses it, where several threads do.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = apsw.Connection(str(path))
    except (apsw.Error, OSError) as error:
        raise cannot_open(path, error) from error
    try:
        connection.set_busy_timeout(WAIT)
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = normal")
        connection.execute("pragma secure_delete = off")  # some builds overwrite what is deleted; nothing here is secret
        upgrade.teach(connection, "edge_id", edge_id, 4)
        connection.execute(f"pragma cache_size = -{CACHE}")
        connection.execute(f"pragma journal_size_limit = {LOG}")
        found = schema(connection, path)
        if found != upgrade.VERSION:
            _bring_up(connection, path)
        _Intake(connection, lock or threading.RLock())
    except (apsw.Error, OSError) as error:
        connection.close()
        raise cannot_open(path, error) from error
    except StoreError:
        connection.close()
        raise
    return connection


class _Intake:
    """Takes the log of a writer into the file by a thread of its own: no change waits until what it wrote is written once more.

    Not at every change: after several, a page changed by each is taken in once. Meanwhile the next change waits, as it would have done.
    """

    def __init__(self, connection: apsw.Connection, lock: threading.RLock) -> None:
        self._connection, self._lock = connection, lock
        self._due = False
        connection.set_wal_hook(self._written)

    def _written(self, _connection: apsw.Connection, _name: str, pages: int) -> int:
        """SQLite tells how long the log is after each change, of which the lock is still held."""
        if pages >= LONG and not self._due:
            self._due = True
            with suppress(RuntimeError):  # the program ends: closing takes all in
                threading.Thread(target=self._take_in, name="vanmach-log").start()
        return apsw.SQLITE_OK

    def _take_in(self) -> None:
        with self._lock, suppress(apsw.Error):  # closed meanwhile, which took all in; what else went wrong is met at the next change
            self._due = False
            self._connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_PASSIVE)


def _bring_up(connection: apsw.Connection, path: Path) -> None:
    connection.execute("begin immediate")
    try:
        found = schema(connection, path)  # another process may have been faster
        if found == 0:
            upgrade.create(connection)
        elif found < upgrade.VERSION:
            upgrade.upgrade(connection, found)
        connection.execute("commit")
    except BaseException:
        if connection.in_transaction:
            connection.execute("rollback")
        raise


def schema(connection: apsw.Connection, path: Path) -> int:
    """The version of the schema; 0 for an empty file, StoreError for a database of something else or of a newer program."""
    tables = {name for (name,) in connection.execute("select name from sqlite_master")}
    if not tables:
        return 0
    if "meta" not in tables or "statement" not in tables:
        raise StoreError(f"{str(path)!r} is a database of something else; name another file with --store sqlite:///FILE.db")
    (found,) = connection.execute("select value from meta where key = 'schema'").fetchone() or ("0",)
    if not found.isdigit() or not 1 <= int(found) <= upgrade.VERSION:
        raise StoreError(
            f"{str(path)!r} has schema {found}, this program knows 1 to {upgrade.VERSION}: it was made by a newer Vanmach; update this one"
        )
    return int(found)


def current(connection: apsw.Connection, path: Path) -> None:
    """StoreError unless a reader finds the schema of today."""
    found = schema(connection, path)
    if 0 < found < upgrade.VERSION:
        raise StoreError(
            f"{str(path)!r} has schema {found}, this program reads {upgrade.VERSION}: any command that writes brings it up to date, "
            f"for instance: vanmach rebuild --store sqlite:///{path} (make a copy before: cp)"
        )


def cannot_open(path: Path, error: Exception) -> StoreError:
    """Says that a file cannot be opened, and what to do."""
    return StoreError(f"cannot open the store {str(path)!r}: {error}; name another file with --store sqlite:///FILE.db")


def backup(path: Path, to: Path) -> int:
    """Copies a store as it is at one moment, while others read and write it; returns the size of the copy in bytes.

    The copy stands under its name only once it is whole.
    """
    part = to.with_name(to.name + ".part")
    if not path.is_file():
        raise StoreError(f"no store {str(path)!r}; name one with --store sqlite:///FILE.db")
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        source, copy = reader(path), apsw.Connection(str(part))
        try:
            _copy(source, copy)
            copy.execute("pragma journal_mode = delete")  # one file, nothing beside it
        finally:
            copy.close()
            source.close()
        os.replace(part, to)
    except (apsw.Error, OSError) as error:
        part.unlink(missing_ok=True)
        raise StoreError(f"cannot copy {str(path)!r} to {str(to)!r}: {error}; nothing was written there") from error
    return to.stat().st_size


def _copy(source: apsw.Connection, target: apsw.Connection) -> None:
    with target.backup("main", source, "main") as copying:
        copying.step()


def restore(copy: Path, path: Path) -> None:
    """Puts a copy in the place of what a store holds, in one transaction of SQLite; StoreError where the copy is none or broken."""
    if not copy.is_file():
        raise StoreError(f"no copy {str(copy)!r}; nothing was restored")
    try:
        source = reader(copy)
    except (apsw.Error, OSError) as error:
        raise StoreError(f"cannot read the copy {str(copy)!r}: {error}; nothing was restored") from error
    try:
        if schema(source, copy) == 0 or source.execute("pragma quick_check(1)").fetchall() != [("ok",)]:
            raise StoreError(f"{str(copy)!r} is no whole copy of a store; nothing was restored")
        path.parent.mkdir(parents=True, exist_ok=True)
        target = apsw.Connection(str(path))
        try:
            target.set_busy_timeout(WAIT)
            _copy(source, target)
        finally:
            target.close()
    except (apsw.Error, OSError) as error:
        raise StoreError(f"cannot restore {str(copy)!r} to {str(path)!r}: {error}") from error
    finally:
        source.close()
    writer(path).close()  # a copy of an older program is brought up to date
