"""The connection to a Neo4j server: its address, sessions that try again, and errors that say what to do. Shows no password, ever.

Neo4j gives no two questions one moment. So each answer comes with the version of the graph at which it was given.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple, TypeVar
from urllib.parse import unquote, urlsplit

import neo4j
from neo4j import exceptions

from vanmach.graph import neo4j_schema
from vanmach.graph.errors import StoreError
from vanmach.graph.store import lets_in

PATIENCE = "30"  # seconds for which work is tried again while the server restarts or elects a leader (VANMACH_NEO4J_PATIENCE)

# What the driver warns of while it tries again is told once, by the error that remains; whoever wants its log adds a handler.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

T = TypeVar("T")


class Address(NamedTuple):
    """Where a store is, without what lets one in: that is kept apart."""

    uri: str
    database: str | None

    @property
    def shown(self) -> str:
        """The URL as it may be shown."""
        return f"{self.uri}/{self.database}" if self.database else self.uri


def address(url: str) -> tuple[Address, tuple[str, str] | None]:
    """The address in a URL, and user and password: those of the URL, else ``VANMACH_NEO4J_USER`` and ``VANMACH_NEO4J_PASSWORD``.

    >>> address("neo4j://lan:m%40t@graph.example.vn:7687/neo4j")
    (Address(uri='neo4j://graph.example.vn:7687', database='neo4j'), ('lan', 'm@t'))
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or parts.query or parts.fragment or "/" in parts.path.strip("/"):
        raise StoreError(
            "no address of a Neo4j server: write it like neo4j://host:7687/database "
            "(user and password in VANMACH_NEO4J_USER and VANMACH_NEO4J_PASSWORD)"
        )
    found = Address(f"{parts.scheme}://{f'[{host}]' if ':' in host else host}:{port or 7687}", parts.path.strip("/") or None)
    if given := lets_in(url):
        return found, given
    password = os.environ.get("VANMACH_NEO4J_PASSWORD")
    user = unquote(parts.username) if parts.username else os.environ.get("VANMACH_NEO4J_USER", "neo4j")
    return found, (user, password) if password else None


class Connection:
    """A driver for one database; threads may share it."""

    def __init__(self, url: str) -> None:
        self.address, auth = address(url)
        with self.told():
            self._driver = neo4j.GraphDatabase.driver(
                self.address.uri,
                auth=auth,
                connection_timeout=5.0,
                max_transaction_retry_time=float(os.environ.get("VANMACH_NEO4J_PATIENCE") or PATIENCE),
                notifications_min_severity="OFF",
                warn_notification_severity="OFF",
            )
        try:
            with self.told():
                self._driver.verify_connectivity()
                self._bring_up()
        except StoreError:
            self.close()
            raise

    def __repr__(self) -> str:
        return f"Connection({self.address.shown!r})"

    def close(self) -> None:
        """Closes all connections to the server."""
        self._driver.close()

    def session(self, access: str = neo4j.WRITE_ACCESS) -> neo4j.Session:
        """A session that sees what sessions before it wrote, on whichever server of a cluster."""
        return self._driver.session(
            database=self.address.database, default_access_mode=access, bookmark_manager=self._driver.execute_query_bookmark_manager
        )

    def read(self, cypher: str, **given: Any) -> tuple[list[Any], str, str]:
        """All that a question returns as ``x``, with the version and the time of the last change; asked of any server that may answer."""
        asked = f"CALL () {{ {cypher} }} WITH collect(x) AS xs MATCH (m:Vanmach) RETURN xs, m.version, m.clock"

        def work(tx: neo4j.ManagedTransaction) -> tuple[list[Any], str, str]:
            found = tx.run(asked, given).single()
            if found is None:
                raise StoreError(f"{self.address.shown} holds no graph any more; load it again")
            return found[0], str(found[1]), found[2]

        with self.told(), self.session(neo4j.READ_ACCESS) as session:
            return session.execute_read(work)

    def write(self, work: Callable[[neo4j.ManagedTransaction], T]) -> T:
        """Does some work in a transaction, again from the start where the server asks for it."""
        with self.told(), self.session() as session:
            return session.execute_write(work)

    @contextmanager
    def told(self) -> Iterator[None]:
        """Turns what goes wrong inside into one line that says what to do."""
        where = f"the store {self.address.shown!r}"
        try:
            yield
        except exceptions.AuthError as error:
            raise StoreError(
                f"{where} lets nobody in by this name and password; put the right ones into VANMACH_NEO4J_USER and VANMACH_NEO4J_PASSWORD"
            ) from _bare(error)
        except exceptions.IncompleteCommit as error:
            raise StoreError(f"{where} was lost while a change was being kept; do it again: what was kept is not added twice") from _bare(
                error
            )
        except (exceptions.ServiceUnavailable, exceptions.SessionExpired, OSError) as error:
            raise StoreError(f"{where} cannot be reached: is the server running, and the address right? ({_line(error)})") from _bare(error)
        except exceptions.Neo4jError as error:
            if "OutOfMemory" in (error.code or ""):
                raise StoreError(
                    f"the change is too large for the memory that {where} has; give it more (server.memory.heap.max_size), or make "
                    "the first load with neo4j-admin database import (docs/neo4j.md); nothing of it was kept"
                ) from _bare(error)
            raise StoreError(f"{where} refuses: {_line(error)}") from _bare(error)
        except exceptions.DriverError as error:
            raise StoreError(f"{where}: {_line(error)}") from _bare(error)

    def _bring_up(self) -> None:
        """Makes constraints and indexes where they are not there yet; StoreError for a database of something else or of a newer program."""
        where = f"the store {self.address.shown!r}"
        with self.session() as session:
            found = session.execute_read(_schema)
            if found == neo4j_schema.VERSION:
                return
            if found is not None and found > neo4j_schema.VERSION:
                raise StoreError(f"{where} has schema {found}, this program knows {neo4j_schema.VERSION}: update it")
            if found is None and session.execute_read(lambda tx: tx.run("MATCH (n) RETURN 1 LIMIT 1").single()) is not None:
                raise StoreError(f"{where} holds something else; name an empty database: neo4j://host:7687/database")
            for cypher in neo4j_schema.statements():
                session.run(cypher).consume()
            session.run("CALL db.awaitIndexes(3600)").consume()
            begin = "MERGE (m:Vanmach {id: 'graph'}) ON CREATE SET m.version = 0, m.clock = '' SET m.schema = $schema"
            session.execute_write(lambda tx: tx.run(begin, schema=neo4j_schema.VERSION).consume())


def _schema(tx: neo4j.ManagedTransaction) -> int | None:
    found = tx.run("MATCH (m:Vanmach) RETURN m.schema").single()
    return None if found is None else int(found[0])


def _line(error: Exception) -> str:
    """What an error says, in one line."""
    said = error.message if isinstance(error, exceptions.Neo4jError) else str(error)
    return " ".join((said or type(error).__name__).split())[:300]


def _bare(error: BaseException) -> BaseException:
    """The error without the values of variables around it: they may hold what lets one in."""
    return error.with_traceback(None)
