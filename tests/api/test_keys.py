"""Keys: shown once, kept hashed, asked for where something is written, ended at once when revoked."""

from __future__ import annotations

import hashlib
import json
import stat
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import APIRouter
from fastapi.testclient import TestClient

from tests.api.conftest import run
from vanmach.api.http import create_app
from vanmach.api.keyring import Keys
from vanmach.api.keys import NEEDS_KEY, Writer
from vanmach.api.settings import Settings
from vanmach.graph.errors import InputError
from vanmach.graph.store import open_store


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "keys.json"


@pytest.fixture
def client(fresh: str, file: Path) -> Iterator[TestClient]:
    """A server with one more route, which tells whose key it was asked with."""
    store = open_store(fresh)
    app = create_app(store, Settings(keys=file))
    routes = APIRouter()

    @routes.post("/whose", responses=NEEDS_KEY)
    def whose(key: Writer) -> str:
        return key.name

    app.include_router(routes)
    yield TestClient(app)
    store.close_store()


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


def create(file: Path, name: str) -> dict[str, str]:
    """A key made by the command."""
    made: dict[str, str] = json.loads(run("keys", "create", name, "--keys", file, "--format", "json").out)
    return made


def test_a_key_is_shown_once_and_kept_hashed(file: Path) -> None:
    made = run("keys", "create", "Tổ biên tập", "--keys", file)
    token = made.out.strip()
    assert made.code == 0
    assert "not shown again" in made.err
    vm, id_, secret = token.split("_", 2)
    assert (vm, len(id_)) == ("vm", 8)
    assert len(secret) >= 43  # 256 bits
    kept = file.read_text("utf-8")
    assert secret not in kept
    assert json.loads(kept)["keys"][0]["sha256"] == hashlib.sha256(secret.encode()).hexdigest()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    listed = run("keys", "list", "--keys", file).out
    assert id_ in listed
    assert "Tổ biên tập" in listed
    assert "sha256" not in run("keys", "list", "--keys", file, "--format", "json").out


def test_a_route_that_writes_asks_for_a_key(client: TestClient, file: Path) -> None:
    none = client.post("/whose")
    assert none.status_code == 401
    assert none.headers["www-authenticate"] == 'Bearer realm="vanmach"'
    assert none.headers["content-type"] == "application/problem+json"
    made = create(file, "Lan")
    assert client.post("/whose", headers=bearer(made["key"])).json() == "Lan"
    id_, secret = made["id"], made["key"].split("_", 2)[2]
    for wrong in (
        f"vm_{id_}_{secret[:-1]}",
        f"vm_{id_}_",
        f"vm_00000000_{secret}",
        f"xx_{id_}_{secret}",
        id_,
        f"vm_{id_}_{hashlib.sha256(secret.encode()).hexdigest()}",
        "vm__",
    ):
        answer = client.post("/whose", headers=bearer(wrong))
        assert answer.status_code == 401, wrong
        assert 'error="invalid_token"' in answer.headers["www-authenticate"]
    assert client.post("/whose", headers={"authorization": f"Basic {made['key']}"}).status_code == 401


def test_a_revoked_key_ends_at_once_and_others_go_on(client: TestClient, file: Path) -> None:
    lan, minh = create(file, "Lan"), create(file, "Minh")
    assert client.post("/whose", headers=bearer(lan["key"])).status_code == 200
    assert run("keys", "revoke", lan["id"], "--keys", file).code == 0
    refused = client.post("/whose", headers=bearer(lan["key"]))
    assert refused.status_code == 403
    assert "revoked" in refused.json()["detail"]
    assert client.post("/whose", headers=bearer(minh["key"])).json() == "Minh"
    before = json.loads(run("keys", "list", "--keys", file, "--format", "json").out)["keys"][0]["revoked"]
    assert json.loads(run("keys", "revoke", lan["id"], "--keys", file, "--format", "json").out)["revoked"] == before


def test_what_cannot_be_done_with_keys_is_one_clear_line(file: Path) -> None:
    for arguments, says in (
        (("revoke", "00000000"), "no key '00000000'"),
        (("create", "  "), "a key needs a name"),
    ):
        ran = run("keys", *arguments, "--keys", file)
        assert ran.code == 2
        assert says in ran.err
        assert len(ran.err.strip().splitlines()) == 1
    file.write_text('{"keys": [{"id": 1}]}', "utf-8")
    with pytest.raises(InputError, match="holds no keys"):
        Keys(file).all()
    assert run("keys", "list", "--keys", file).code == 2


def test_many_who_make_keys_at_once_lose_none(command: Callable[..., list[str]], file: Path) -> None:
    running = [subprocess.Popen(command("keys", "create", f"n{n}", "--keys", file), stdout=subprocess.PIPE) for n in range(4)]
    tokens = {p.communicate(timeout=60)[0].decode().strip() for p in running}
    assert len(tokens) == 4
    keys = Keys(file)
    assert {key.name for t in tokens if (key := keys.known(t))} == {"n0", "n1", "n2", "n3"}
