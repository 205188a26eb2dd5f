"""Keys and the file they are kept in, hashed. Owns how a key is made, known and ended; ``keys.py`` asks requests for them."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from vanmach.api.settings import DEFAULT_KEYS
from vanmach.graph.errors import InputError
from vanmach.queries.calendar import now


@dataclass(frozen=True, slots=True)
class Key:
    """A key without its secret. ``name`` says whose it is; who writes with it writes under this name."""

    id: str
    name: str
    sha256: str  # of a secret of 256 random bits, which no dictionary finds: it needs no salt and no slow hash
    created: str
    revoked: str | None = None


class Keys:
    """The keys in one file, read anew whenever it has changed, so that a revoked key ends at once on a running server."""

    def __init__(self, file: Path = DEFAULT_KEYS) -> None:
        self._file = file
        self._read: tuple[tuple[int, int, int] | None, dict[str, Key]] = (None, {})

    def all(self) -> dict[str, Key]:
        """All keys by id, oldest first; none where there is no file."""
        try:
            state = self._file.stat()
        except FileNotFoundError:
            return {}
        seen = (state.st_ino, state.st_mtime_ns, state.st_size)
        if self._read[0] != seen:
            try:
                found = [Key(**k) for k in json.loads(self._file.read_text("utf-8"))["keys"]]
            except (OSError, ValueError, KeyError, TypeError) as error:
                raise InputError(f"{self._file} holds no keys ({error}); put back a copy, or remove it and create new keys") from error
            self._read = (seen, {k.id: k for k in found})
        return self._read[1]

    def create(self, name: str) -> tuple[Key, str]:
        """A new key and its token ``vm_<id>_<secret>``, which is known only now; InputError for a name of blanks."""
        if not name.strip():
            raise InputError("a key needs a name: whose is it?")
        secret = secrets.token_urlsafe(32)
        with self._alone():
            kept = self.all()
            id_ = next(i for i in iter(lambda: secrets.token_hex(4), None) if i not in kept)
            key = Key(id_, name.strip(), _hash(secret), now())
            self._write([*kept.values(), key])
        return key, f"vm_{id_}_{secret}"

    def revoke(self, id_: str) -> Key:
        """Ends a key; InputError where there is none of this id. A second time changes nothing."""
        with self._alone():
            kept = dict(self.all())
            if id_ not in kept:
                raise InputError(f"no key {id_!r}; see: vanmach keys list")
            if kept[id_].revoked is None:
                kept[id_] = replace(kept[id_], revoked=now())
                self._write(kept.values())
        return kept[id_]

    def known(self, token: str) -> Key | None:
        """The key of a token, revoked or not; None for any other. Takes as long for a wrong secret as for a right one."""
        head, _, rest = token.partition("_")
        id_, _, secret = rest.partition("_")
        key = self.all().get(id_)
        right = hmac.compare_digest(_hash(secret), key.sha256 if key else _hash(""))
        return key if head == "vm" and right else None

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Two who change the file at once take turns, so that no revocation is written over."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._file.with_name(self._file.name + ".lock").open("w") as lock:
            try:
                import fcntl
            except ImportError:  # Windows
                yield
                return
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _write(self, keys: Iterable[Key]) -> None:
        # mkstemp's file is its owner's alone (0600), and stays so when it takes its place.
        handle, name = tempfile.mkstemp(dir=self._file.parent, prefix=self._file.name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump({"keys": [asdict(k) for k in keys]}, file, ensure_ascii=False, indent=1)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(self._file)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
