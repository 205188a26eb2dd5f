"""The HTTP API over the same store: forms, errors, pages, and that it says what the command line says."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from httpx2 import Client

from tests.api.conftest import run

API = "/api/v1"


def test_command_line_and_http_give_equal_json(client: Client, store_url: str) -> None:
    pairs = [
        (("lineage", "208-QĐ/TW", "--direction", "up", "--format", "json"), f"{API}/lineage/208-qd-tw.xiv?direction=up"),
        (("show", "45-CT/TW", "--format", "json"), f"{API}/nodes/45-ct-tw.xiii"),
        (("search", "35 ct tw", "--format", "json"), f"{API}/search?q=35+ct+tw"),
        (("stats", "--format", "json"), f"{API}/stats"),
        (("status", "22-QĐ/TW khóa XIII", "--on", "1-3-2025", "--format", "json"), f"{API}/status/22-qd-tw.xiii?on=2025-03-01"),
        (("current", "29-qd-tw.viii", "--verified", "--format", "json"), f"{API}/current/29-qd-tw.viii?verified=true"),
        (("impact", "18-nq-tw.xii", "--depth", "2", "--format", "json"), f"{API}/impact/18-nq-tw.xii?depth=2"),
        (("timeline", "22-qd-tw.xiii", "--from", "1-1-2025", "--format", "json"), f"{API}/timeline/22-qd-tw.xiii?from=2025-01-01"),
        (("timeline", "--topic", "tinh giản biên chế", "--format", "json"), f"{API}/timeline?q=tinh+giản+biên+chế"),
        (("path", "35-ct-tw.xii", "35-ct-tw.xiii", "--format", "json"), f"{API}/paths?from=35-ct-tw.xii&to=35-ct-tw.xiii"),
        (("gaps", "--issuer", "bo-chinh-tri", "--term", "xiii", "--format", "json"), f"{API}/gaps?issuer=bo-chinh-tri&term=XIII"),
        (("compare", "1-1-2025", "1-7-2025", "--format", "json"), f"{API}/compare?from=2025-01-01&to=2025-07-01"),
        (("people", "Ban Bí thư", "--format", "json"), f"{API}/people?ref=ban-bi-thu"),
        (("authority", "--format", "json"), f"{API}/authority"),
        (("truths", "--format", "json"), f"{API}/truths"),
        (("rank", "--measure", "betweenness", "--format", "json"), f"{API}/rank?measure=betweenness"),
        (("sources", "--limit", "2", "--format", "json"), f"{API}/sources?limit=2"),
    ]
    for arguments, path in pairs:
        assert json.loads(run(*arguments, "--store", store_url).out) == client.get(path).json(), path


def test_a_list_of_citations_is_resolved_alike(client: Client, store_url: str, tmp_path: Path) -> None:
    asked = ["35-CT/TW khóa XIII", "35 ct tw 2019", "999-XX/TW"]
    listed = tmp_path / "citations.txt"
    listed.write_text("\n".join(asked), "utf-8")
    printed = run("resolve", listed, "--format", "json", "--store", store_url)
    assert printed.code == 1  # one of them is not there
    answer = client.post(f"{API}/resolve", json={"citations": asked}).json()
    assert answer == json.loads(printed.out)
    assert [c["id"] for c in answer["citations"]] == ["35-ct-tw.xiii", "35-ct-tw.xii", None]


def test_every_asking_command_prints_for_people_too(store_url: str) -> None:
    said = {
        ("status", "22-qd-tw.xiii", "--on", "1-3-2025"): "amended since 3-2-2025",
        ("current", "29-qd-tw.viii"): "208-QĐ/TW",
        ("impact", "18-nq-tw.xii"): "Would lose their ground",
        ("timeline", "22-qd-tw.xiii"): "28-7-2021  issued",
        ("path", "35-ct-tw.xii", "35-ct-tw.xiii"): "is renewed by",
        ("gaps", "--issuer", "bo-chinh-tri", "--term", "XIII"): "after",
        ("compare", "1-1-2025", "1-7-2025"): "Ended (",
        ("people",): "Trần Cẩm Tú · Ủy viên",
        ("people", "Chính phủ"): "Nobody.",
        ("authority",): "31-QĐ/TW",
        ("truths",): "a higher number with an earlier day",
        ("rank", "--measure", "betweenness"): "29-QĐ/TW",
        ("sources",): "Chỉ thị mới về đại hội đảng bộ các cấp có gì khác",
        ("sources", "--limit", "1"): "There is more: --cursor",
    }
    for arguments, words in said.items():
        answer = run(*arguments, "--store", store_url)
        assert (answer.code, answer.err) == (0, ""), arguments
        assert words in answer.out, arguments


def test_symbols_in_the_path(client: Client) -> None:
    assert client.get(f"{API}/lineage/45-CT/TW").json()["root"] == "45-ct-tw.xiii"
    answer = client.get(f"{API}/lineage/35-CT/TW")
    assert answer.status_code == 300
    assert answer.headers["content-type"] == "application/problem+json"
    assert {"35-ct-tw.xii", "35-ct-tw.xiii"} <= {c["id"] for c in answer.json()["candidates"]}


def test_documents_page_by_cursor(client: Client) -> None:
    seen: list[str] = []
    cursor = None
    while True:
        page = client.get(f"{API}/documents", params={"term": "XII", "limit": 20, **({"cursor": cursor} if cursor else {})}).json()
        seen += [d["id"] for d in page["documents"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert seen == sorted(set(seen))
    assert len(seen) > 60
    only = client.get(
        f"{API}/documents", params={"kind": "directive", "issuer": "bo-chinh-tri", "from": "2024-01-01", "to": "2024-12-31"}
    ).json()
    assert [d["id"] for d in only["documents"]] == ["35-ct-tw.xiii", "38-ct-tw.xiii"] or all(
        d["date"].startswith("2024") for d in only["documents"]
    )


def test_an_edge_by_id(client: Client) -> None:
    edge = client.get(f"{API}/lineage/45-ct-tw.xiii?family=succession").json()["edges"][0]
    assert client.get(f"{API}/edges/{edge['id']}").json() == edge
    assert client.get(f"{API}/edges/none").status_code == 404


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nodes/nothing-like-this", 404),
        ("/lineage/45-ct-tw.xiii?depth=99", 422),
        ("/lineage/45-ct-tw.xiii?as_of=31-2-2025", 422),
        ("/lineage/45-ct-tw.xiii?relations=issues", 422),
        ("/documents?kind=poem", 422),
        ("/status/nothing-like-this", 404),
        ("/status/35-CT/TW", 300),
        ("/status/22-qd-tw.xiii?on=soon", 422),
        ("/current/nothing-like-this", 404),
        ("/impact/22-qd-tw.xiii?depth=0", 422),
        ("/timeline/nothing-like-this", 404),
        ("/timeline?q=", 422),
        ("/paths?from=22-qd-tw.xiii&to=29-qd-tw.viii&longest=13", 422),
        ("/paths?from=22-qd-tw.xiii&to=nothing-like-this", 404),
        ("/gaps?kind=poem", 422),
        ("/gaps?issuer=nothing-like-this", 404),
        ("/compare?from=2025-01-01&to=soon", 422),
        ("/nodes/nothing-like-this/relations", 404),
        ("/nodes/bo-chinh-tri/relations?cursor=2", 422),
        ("/nodes/bo-chinh-tri/relations?relations=loves", 422),
        ("/sources/none", 404),
        ("/sources?limit=0", 422),
        ("/edges/none", 404),
        ("/sources/none/text", 404),
        ("/export?format=poem", 422),
        ("/documents?issuer=nothing-like-this", 404),
        ("/lineage/45-ct-tw.xiii?known_at=soon", 422),
        ("/nodes/%20", 422),
        ("/people?ref=nothing-like-this", 404),
        ("/rank?measure=fame", 422),
        ("/authority?limit=0", 422),
        ("/truths?limit=0", 422),
        ("/search?q=", 422),
        ("/nowhere", 404),
    ],
)
def test_errors_are_problems(client: Client, path: str, status: int) -> None:
    answer = client.get(API + path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == status
    assert body["detail"]


def test_health_schema_and_openapi(client: Client) -> None:
    assert client.get("/healthz").json()["status"] == "ok"
    names = [r["name"] for r in client.get(f"{API}/schema").json()["relations"]]
    assert {"supersedes", "implements", "holds"} <= set(names)
    paths = client.get("/openapi.json").json()["paths"]
    assert {f"{API}/documents", f"{API}/search", f"{API}/schema", f"{API}/stats", "/healthz"} <= set(paths)


def test_pages_ask_nobody(client: Client) -> None:
    lineage = client.get("/pages/lineage/45-ct-tw.xiii")
    assert "45-CT/TW" in lineage.text
    for text in (client.get("/").text, lineage.text):
        assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", text.split("</head>")[0])
    moved = client.get("/pages/lineage/45-CT/TW", follow_redirects=False)
    assert (moved.status_code, moved.headers["location"]) == (308, "/pages/lineage/45-ct-tw.xiii")
    assert lineage.headers["x-content-type-options"] == "nosniff"
