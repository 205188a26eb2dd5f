"""Old links keep working: an id that was merged into another leads on, at every route that names nodes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from tests.api.conftest import run
from vanmach.api.http import create_app
from vanmach.graph.store import open_store


@pytest.fixture
def client(fresh: str) -> Iterator[TestClient]:
    """A server under ``/van`` whose store was told that two documents are one."""
    assert run("catalogue", "--store", fresh).code == 0
    assert run("review", "same-as", "35-ct-tw.xii", "35-ct-tw.xiii", "--by", "Lan", "--store", fresh).code == 0
    store = open_store(fresh)
    yield TestClient(create_app(store), root_path="/van", follow_redirects=False)
    store.close_store()


def test_a_merged_id_leads_on(client: TestClient) -> None:
    gone = next(i for i in ("35-ct-tw.xii", "35-ct-tw.xiii") if client.get(f"/van/api/v1/nodes/{i}").status_code != 200)
    now = {"35-ct-tw.xii": "35-ct-tw.xiii", "35-ct-tw.xiii": "35-ct-tw.xii"}[gone]
    for asked, leads in {
        f"/api/v1/nodes/{gone}": f"/van/api/v1/nodes/{now}",
        f"/api/v1/nodes/{gone}/relations?limit=3": f"/van/api/v1/nodes/{now}/relations?limit=3",
        f"/api/v1/lineage/{gone}?direction=up": f"/van/api/v1/lineage/{now}?direction=up",
        f"/api/v1/paths?from={gone}&to=bo-chinh-tri": f"/van/api/v1/paths?from={now}&to=bo-chinh-tri",
        f"/pages/lineage/{gone}?lang=en": f"/van/pages/lineage/{now}?lang=en",
    }.items():
        answer = client.get(f"/van{asked}")
        assert (answer.status_code, answer.headers["location"]) == (308, leads)
        assert client.get(leads).status_code == 200


def test_a_symbol_in_the_address_of_a_page_leads_to_its_id(client: TestClient) -> None:
    answer = client.get("/van/pages/lineage/45-CT/TW?lang=en")
    assert (answer.status_code, answer.headers["location"]) == (308, "/van/pages/lineage/45-ct-tw.xiii?lang=en")
