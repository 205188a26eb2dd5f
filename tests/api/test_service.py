"""The files that keep a server up hold what they promise: the container's commands and the systemd unit, run as far as this machine can."""

from __future__ import annotations

import configparser
import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests import neo4j_server
from tests.serving import served
from vanmach.graph.neo4j_connection import address


def test_the_container_serves_and_tells_its_health(root: Path, store_url: str) -> None:
    said = (root / "Dockerfile").read_text("utf-8")
    health, command = (json.loads(found) for found in re.findall(r"CMD (\[.*\])$", said, re.M))
    assert command[:2] == ["vanmach", "serve"]
    options = [o for o in command[2:] if o not in ("--host", "0.0.0.0", "--port", "8000")]
    with served(store_url, *options, errors=subprocess.DEVNULL) as (process, client):
        assert client.get("/readyz").status_code == 200  # it may still be starting; the container gives it time for that
        asked = health[2].replace("http://127.0.0.1:8000", str(client.base_url).rstrip("/"))
        assert asked != health[2]
        assert subprocess.run([sys.executable, *health[1:2], asked]).returncode == 0
        process.terminate()
        process.wait(timeout=60)
        assert subprocess.run([sys.executable, *health[1:2], asked], stderr=subprocess.DEVNULL).returncode != 0


def test_the_container_holds_what_the_wheel_is_made_of(root: Path) -> None:
    copied = {name for line in re.findall(r"^COPY (.*) \S+$", (root / "Dockerfile").read_text("utf-8"), re.M) for name in line.split()}
    sent = {line[1:] for line in (root / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")}
    assert copied == sent
    assert copied == {
        *("graph", "loaders", "queries", "visualizations", "api"),
        "pyproject.toml",
        "requirements.lock",
        "README.md",
        "LICENSE",
    }


def test_the_unit_is_one(root: Path, store_url: str, tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze on this machine: install the package systemd")
    unit = root / "docs" / "service" / "vanmach.service"
    said = configparser.ConfigParser(strict=False, interpolation=None)
    said.optionxform = str  # type: ignore[assignment, method-assign]
    said.read(unit, "utf-8")
    program, *options = shlex.split(said["Service"]["ExecStart"])
    here = tmp_path / "vanmach.service"
    here.write_text(unit.read_text("utf-8").replace(program, sys.executable).replace("User=vanmach", "User=root"), "utf-8")
    found = subprocess.run(["systemd-analyze", "verify", "--man=no", str(here)], capture_output=True, text=True)
    assert "vanmach.service" not in found.stderr, found.stderr
    assert options[0] == "serve"
    with served(store_url, *options[1:], errors=subprocess.DEVNULL) as (_, client):
        assert client.get("/readyz").status_code == 200


def test_the_composed_services_fit_each_other(root: Path, neo4j_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server knows each of its settings, and the container serves from the store that it is given."""
    file = root / "docs" / "service" / "compose.yaml"
    services = yaml.safe_load(file.read_text("utf-8"))["services"]
    assert set(services) == {"neo4j", "web"}
    assert (file.parent / services["web"]["build"] / "Dockerfile").resolve() == root / "Dockerfile"
    assert services["web"]["depends_on"] == {"neo4j": {"condition": "service_healthy"}}
    given, auth = services["web"]["environment"], services["neo4j"]["environment"].pop("NEO4J_AUTH")
    assert auth == f"{given['VANMACH_NEO4J_USER']}/{given['VANMACH_NEO4J_PASSWORD']}"
    assert given["VANMACH_NEO4J_PASSWORD"].startswith("${VANMACH_NEO4J_PASSWORD:?")  # a password is asked for, none is written down
    assert all(port.startswith("127.0.0.1:") for service in services.values() for port in service["ports"])

    # The image makes NEO4J_a_b__c the setting a.b_c.
    settings = {name.removeprefix("NEO4J_"): value for name, value in services["neo4j"]["environment"].items()}
    server = neo4j_server.Neo4jServer(tmp_path / "home")
    server.settings = {"_".join(part.replace("_", ".") for part in name.split("__")): value for name, value in settings.items()}
    found = server.admin("server", "validate-config")
    assert found.returncode == 0, found.stdout + found.stderr

    for name, value in given.items():
        monkeypatch.setenv(name, value)
    where, user = address(given["VANMACH_STORE"])
    assert (where.uri, where.database) == ("bolt://neo4j:7687", "neo4j")
    assert user == (given["VANMACH_NEO4J_USER"], given["VANMACH_NEO4J_PASSWORD"])
    with served(given["VANMACH_STORE"].replace(where.uri, neo4j_url), "--workers", "2", errors=subprocess.DEVNULL) as (_, client):
        assert client.get("/readyz").status_code == 200
