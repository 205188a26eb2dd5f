"""A real Neo4j Community server for the tests, from jars that Maven fetches: on 127.0.0.1, Bolt only, each with a home of its own.

``running(RELEASE)`` is the one of this process, started when first asked for and stopped at the end of the tests; what kills a server
starts its own with ``with Neo4jServer(home) as server: server.url``. ``python tests/neo4j_server.py`` fetches the jars.

Releases that Java 17 runs are always there; those that ask for Java 21 are where such a Java is found (``VANMACH_JAVA_21``, or beside the
system's own). Jars lie in ``VANMACH_NEO4J_JARS``, else in the user's cache.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from functools import cache
from pathlib import Path
from typing import NamedTuple, Self

POM = Path(__file__).with_name("neo4j.pom.xml")
OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
SMALL = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")  # starts sooner, in less memory; not for benchmarks


class Release(NamedTuple):
    """A version of Neo4j, its main class and the Java that runs it."""

    version: str
    main: str
    java: str


def java(least: int) -> str | None:
    """A Java of at least this version: the system's own, else one that lies beside it."""
    named = os.environ.get("VANMACH_JAVA_21") if least >= 21 else None
    beside = sorted(map(str, Path("/usr/lib/jvm").glob("*/bin/java")))
    for path in (named, shutil.which("java"), *beside):
        if path and least <= _java_version(path):
            return path
    return None


@cache
def _java_version(path: str) -> int:
    told = subprocess.run([path, "-version"], capture_output=True, text=True)
    found = re.search(r'version "(\d+)', told.stderr)
    return int(found[1]) if found else 0


def missing() -> str | None:
    """What a server lacks on this machine, and how to get it; None where nothing does."""
    if java(17) is None:
        return "no Java 17 or newer on this machine: install the package openjdk-17-jre-headless"
    if not any(_jars_of(r).is_dir() for r in RELEASES.values()) and shutil.which("mvn") is None:
        return "no jars of Neo4j and no Maven to fetch them: install the package maven"
    return None


RELEASES = {
    name: Release(version, main, path)
    for name, version, main, least in (
        ("neo4j-5", "5.26.30", "org.neo4j.server.CommunityEntryPoint", 17),
        ("neo4j-2026", "2026.08.1", "org.neo4j.server.Neo4jCommunity", 21),
    )
    if (path := java(least)) or (least == 17 and (path := "java"))
}


def _jars_of(release: Release) -> Path:
    root = os.environ.get("VANMACH_NEO4J_JARS") or Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "vanmach-neo4j"
    return Path(root) / release.version


def jars(release: Release) -> Path:
    """The folder with the jars of a release; filled beside and renamed, so that a fetch that breaks off leaves no half of it."""
    folder = _jars_of(release)
    if folder.is_dir():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as made:
        part = Path(made, "jars")
        command = ["mvn", "-B", "-ntp", "-q", "-f", str(POM), f"-Dneo4j.version={release.version}", "dependency:copy-dependencies"]
        subprocess.run([*command, f"-DoutputDirectory={part}"], check=True, stdout=sys.stderr)
        if not list(part.glob("neo4j-record-storage-engine-*.jar")):
            raise RuntimeError(f"Maven brought no whole Neo4j {release.version}")
        try:
            part.rename(folder)
        except OSError:
            if not folder.is_dir():  # another process may have been faster
                raise
    return folder


class Neo4jServer:
    """A server on a home of its own; ``password`` turns authentication on. It may be stopped, killed and started again."""

    def __init__(
        self, home: Path, release: Release | None = None, password: str | None = None, heap: str = "512m", jvm: tuple[str, ...] = SMALL
    ) -> None:
        self.home, self.release, self.password, self.heap, self.jvm = home.resolve(), release or RELEASES["neo4j-5"], password, heap, jvm
        self.port = 0
        self.settings: dict[str, str] = {}
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where the store is."""
        return f"bolt://127.0.0.1:{self.port}"

    def _configure(self) -> None:
        (self.home / "conf").mkdir(parents=True, exist_ok=True)
        settings = {
            "server.bolt.listen_address": f"127.0.0.1:{self.port}",
            "server.default_listen_address": "127.0.0.1",
            "server.http.enabled": "false",
            "server.https.enabled": "false",
            "server.memory.pagecache.size": "128m",
            "dbms.security.auth_enabled": str(self.password is not None).lower(),
            "dbms.usage_report.enabled": "false",
            # A store that is emptied again and again would have each question planned anew again and again.
            "dbms.cypher.min_replan_interval": "1d",
            # Else every clean stop takes ten seconds.
            "internal.dbms.bolt.netty_server_shutdown_quiet_period": "0",
            "internal.dbms.bolt.netty_server_shutdown_timeout": "3",
        }
        (self.home / "conf" / "neo4j.conf").write_text("".join(f"{k}={v}\n" for k, v in (settings | self.settings).items()))

    def _command(self, main: str, *arguments: str) -> list[str]:
        opened = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED]
        memory = [f"-Xms{self.heap}", f"-Xmx{self.heap}"]
        return [self.release.java, *memory, *self.jvm, *opened, "-cp", str(jars(self.release) / "*"), main, *arguments]

    def admin(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """``neo4j-admin ARGUMENTS`` while the server is stopped."""
        if not (self.home / "conf" / "neo4j.conf").exists():
            self._configure()
        where = {"NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self.home / "conf")}
        command = self._command("org.neo4j.server.startup.Neo4jAdminCommand", *arguments)
        # It leaves a report where it was called.
        return subprocess.run(command, env=os.environ | where, cwd=self.home, capture_output=True, text=True)

    def start(self) -> Self:
        """Starts it and waits until it speaks; where it was started before, on the same port."""
        self.port = self.port or _free_port()
        self._configure()
        fresh = not (self.home / "data").exists()
        command = self._command(self.release.main, f"--home-dir={self.home}", f"--config-dir={self.home / 'conf'}")
        with (self.home / "server.out").open("ab") as out:
            self._process = subprocess.Popen(command, stdout=out, stderr=out, stdin=subprocess.DEVNULL, start_new_session=True)
        patience = time.monotonic() + 120
        while not _speaks_bolt(self.port):
            if self._process.poll() is not None or time.monotonic() > patience:
                self.stop(kill=True)
                raise RuntimeError("Neo4j did not start:\n" + (self.home / "server.out").read_text(errors="replace")[-3000:])
            time.sleep(0.1)
        if self.password and fresh:
            self._first_password(self.password)
        return self

    def _first_password(self, password: str) -> None:
        from neo4j import GraphDatabase

        with GraphDatabase.driver(self.url, auth=("neo4j", "neo4j")) as driver:
            changed = "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $password"
            driver.execute_query(changed, password=password, database_="system")

    def stop(self, kill: bool = False) -> None:
        """Stops it cleanly, or kills it."""
        if self._process is None:
            return
        if kill:
            self._process.kill()
        else:
            self._process.terminate()
        self._process.wait(60)
        self._process = None

    __enter__ = start

    def __exit__(self, *_: object) -> None:
        self.stop()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _speaks_bolt(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), 1) as connection:
            connection.settimeout(2)
            connection.sendall(bytes.fromhex("6060b017 00040405 00000004 00000000 00000000"))
            return len(connection.recv(4)) == 4
    except OSError:
        return False


_servers: dict[str, Neo4jServer] = {}


def running(name: str = "neo4j-5") -> Neo4jServer:
    """The server of this release that the tests of this process share; each test begins by emptying it (``emptied``)."""
    if name not in _servers:
        home = Path(tempfile.mkdtemp(prefix="vanmach-neo4j-"))
        _servers[name] = Neo4jServer(home, RELEASES[name])
        _servers[name].start()
    return _servers[name]


def empty(server: Neo4jServer) -> None:
    """Takes all out of a server; constraints and indexes stay, for they take long to make."""
    from neo4j import GraphDatabase

    with GraphDatabase.driver(server.url, auth=("neo4j", server.password) if server.password else None) as driver:
        driver.execute_query("MATCH (n) WHERE NOT n:Vanmach DETACH DELETE n")
        driver.execute_query("MATCH (m:Vanmach) SET m.version = 0, m.clock = ''")


def emptied(name: str = "neo4j-5") -> str:
    """The URL of the shared server of a release, with nothing in it."""
    empty(running(name))
    return running(name).url


def stop_all() -> None:
    """Stops the shared servers and removes their homes."""
    for name in list(_servers):
        server = _servers.pop(name)
        server.stop()
        shutil.rmtree(server.home, ignore_errors=True)


if __name__ == "__main__":
    for found in RELEASES.values():
        print(jars(found))
