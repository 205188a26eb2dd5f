"""OpenRefine's door: what it is told of the service, cells to candidates, suggestions, previews, and who may ask."""

from __future__ import annotations

import json
from typing import Any

import pytest
from httpx2 import Client
from jsonschema import Draft202012Validator
from playwright.sync_api import Browser, expect

from tests.api import reconciliation as demands

PATH = "/reconcile"


def held(answer: Any, schema: dict[str, Any]) -> Any:
    """An answer, after it was held to what is demanded of it."""
    assert answer.status_code == 200, answer.text
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(answer.json())
    return answer.json()


def asked(client: Client, **queries: Any) -> dict[str, list[dict[str, Any]]]:
    """What some cells may mean, by their names."""
    found = held(client.post(PATH, data={"queries": json.dumps(queries)}), demands.BATCH)
    assert client.get(PATH, params={"queries": json.dumps(queries)}).json() == found
    return {name: cell["result"] for name, cell in found.items()}


def test_the_manifest_leads_to_all_that_is_offered(client: Client) -> None:
    manifest = held(client.get(PATH), demands.MANIFEST)
    assert [t["id"] for t in manifest["defaultTypes"]] == ["document", "body", "person"]
    base = str(client.base_url).rstrip("/")
    for name, schema in (("entity", demands.ENTITIES), ("type", demands.TYPES), ("property", demands.PROPERTIES)):
        service = manifest["suggest"][name]
        assert service["service_url"] == base
        assert held(client.get(service["service_url"] + service["service_path"], params={"prefix": ""}), schema)
    assert client.get(manifest["preview"]["url"].replace("{{id}}", "45-ct-tw.xiii")).status_code == 200
    assert client.get(manifest["view"]["url"].replace("{{id}}", "45-ct-tw.xiii")).status_code == 200
    assert client.get(manifest["identifierSpace"] + "45-ct-tw.xiii").json()["id"] == "45-ct-tw.xiii"
    assert client.get(manifest["schemaSpace"]).status_code == 200


@pytest.mark.parametrize(
    ("cell", "id_"),
    [
        ({"query": "45-CT/TW"}, "45-ct-tw.xiii"),
        ({"query": "35-CT/TW khóa XIII"}, "35-ct-tw.xiii"),
        ({"query": "35-ct-tw.xii"}, "35-ct-tw.xii"),
        ({"query": "Chỉ thị số 35-CT/TW, ngày 14/6/2024 (về đại hội đảng bộ)"}, "35-ct-tw.xiii"),
        ({"query": "35-CT/TW", "properties": [{"pid": "term", "v": "khóa XII"}]}, "35-ct-tw.xii"),
        ({"query": "35-CT/TW", "properties": [{"pid": "date", "v": 2024}]}, "35-ct-tw.xiii"),
        ({"query": "35-CT/TW", "properties": [{"pid": "date", "v": ["1/1/1999", "14-6-2024"]}]}, "35-ct-tw.xiii"),
        ({"query": "35-CT/TW", "properties": [{"pid": "title", "v": "công tác tiếp công dân và giải quyết khiếu nại"}]}, "35-ct-tw.xi"),
        ({"query": "Ban Tổ chức TW", "type": "body"}, "ban-to-chuc-trung-uong"),
        ({"query": "tran cam tu", "type": ["person"]}, "tran-cam-tu"),
        ({"query": "138-QĐ/TW", "properties": [{"pid": "issuer", "v": {"id": "ban-bi-thu", "name": "Ban Bí thư"}}]}, "138-qd-tw.xiii"),
        ({"properties": [{"pid": "symbol", "v": "45-CT/TW"}]}, "45-ct-tw.xiii"),
    ],
)
def test_a_cell_that_names_one_thing_is_a_match(client: Client, cell: dict[str, Any], id_: str) -> None:
    first, *others = asked(client, q=cell)["q"]
    assert (first["id"], first["match"]) == (id_, True)
    assert all(not c["match"] and c["score"] < first["score"] for c in others)


def test_what_several_bear_or_nothing_bears_is_no_match(client: Client) -> None:
    found = asked(
        client,
        shared={"query": "35-CT/TW"},
        against={"query": "45-CT/TW", "properties": [{"pid": "issuer", "v": "Ban Bí thư"}, {"pid": "term", "v": "XIII"}]},
        alike={"query": "đại hội đảng bộ", "type": "directive", "limit": 3},
        none={"query": "zzzz qqqq"},
        blank={"query": "  "},
        day={"properties": [{"pid": "date", "v": "14-4-2025"}]},
    )
    assert {c["id"] for c in found["shared"] if c["score"] == found["shared"][0]["score"]} >= {"35-ct-tw.xii", "35-ct-tw.xiii"}
    assert not any(c["match"] for cells in found.values() for c in cells)
    (against, *_) = found["against"]
    assert (against["id"], against["score"]) == ("45-ct-tw.xiii", 75.0)
    assert {f["id"]: f["value"] for f in against["features"]} == {"name": 100.0, "issuer": False, "term": True}
    assert len(found["alike"]) == 3
    assert all(c["type"][1]["id"] == "directive" for c in found["alike"])
    assert found["none"] == found["blank"] == []
    assert "45-ct-tw.xiii" in {c["id"] for c in found["day"]}
    assert found["shared"][0]["description"].startswith(("7-11-1948", "26-5-2014", "30-5-2019", "14-6-2024"))


def test_types_narrow_and_all_of_them_narrow_more(client: Client) -> None:
    found = asked(
        client,
        any={"query": "35-CT/TW", "type": ["directive", "person"]},
        all={"query": "35-CT/TW", "type": ["directive", "person"], "type_strict": "all"},
        wrong={"query": "35-CT/TW", "type": "regulation"},
    )
    assert found["any"]
    assert found["all"] == found["wrong"] == []


def test_suggestions_go_on_where_the_last_ended(client: Client) -> None:
    first = held(client.get(f"{PATH}/suggest/entity", params={"prefix": "ban"}), demands.ENTITIES)["result"]
    more = held(client.get(f"{PATH}/suggest/entity", params={"prefix": "ban", "cursor": 5}), demands.ENTITIES)["result"]
    assert len(first) == 20
    assert more[:15] == first[5:]
    ids = [e["id"] for e in client.get(f"{PATH}/suggest/entity", params={"prefix": "45-ct-tw.xiii"}).json()["result"]]
    assert ids[0] == "45-ct-tw.xiii"
    kinds = held(client.get(f"{PATH}/suggest/type", params={"prefix": "chi thi"}), demands.TYPES)["result"]
    assert [(t["id"], t["broader"][0]["id"]) for t in kinds] == [("directive", "document")]
    names = held(client.get(f"{PATH}/suggest/property", params={"prefix": "cơ quan"}), demands.PROPERTIES)["result"]
    assert [p["id"] for p in names] == ["issuer"]


def test_a_preview_stands_in_the_frame_of_another_page(client: Client, browser: Browser) -> None:
    page = client.get(f"{PATH}/preview", params={"id": "45-ct-tw.xiii"})
    assert "x-frame-options" not in page.headers
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert client.get("/pages/lineage/45-ct-tw.xiii").headers["x-frame-options"] == "DENY"
    tab = browser.new_page()
    said: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    tab.set_content(f'<iframe src="{client.base_url}{PATH}/preview?id=45-ct-tw.xiii" width="420" height="220"></iframe>')
    frame = tab.frame_locator("iframe")
    expect(frame.locator("h1")).to_have_text("Chỉ thị 45-CT/TW")
    expect(frame.locator("dl")).to_contain_text("14/4/2025")
    expect(frame.locator("dl")).to_contain_text("Bộ Chính trị")
    tab.close()
    assert said == []


def test_every_site_may_ask_these_routes_and_no_other(client: Client) -> None:
    origin = {"origin": "https://refine.example"}
    for path in (PATH, f"{PATH}/suggest/type?prefix=", f"{PATH}/preview?id=45-ct-tw.xiii", f"{PATH}?queries=%5B"):
        assert client.get(path, headers=origin).headers["access-control-allow-origin"] == "*", path
    wants = {**origin, "access-control-request-method": "POST", "access-control-request-headers": "x-requested-with"}
    assert client.options(PATH, headers=wants).headers["access-control-allow-origin"] == "*"
    for path in ("/api/v1/stats", "/healthz", "/reconciled"):
        assert "access-control-allow-origin" not in client.get(path, headers=origin).headers
        assert "access-control-allow-origin" not in client.options(path, headers=wants).headers


def test_older_pages_ask_by_a_script(client: Client) -> None:
    plain = client.get(PATH).json()
    answer = client.get(PATH, params={"callback": "jQuery17.done"})
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.text.startswith("/**/jQuery17.done({")
    assert json.loads(answer.text.removeprefix("/**/jQuery17.done(").removesuffix(");")) == plain
    assert client.get(f"{PATH}/suggest/type?prefix=x&callback=f").text == '/**/f({"result":[]});'
    assert client.get(f"{PATH}?callback=alert(1)//").status_code == 422
    assert client.get("/api/v1/stats?callback=f").headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    ("sent", "status", "says"),
    [
        ({}, 422, "no queries"),
        ({"queries": ""}, 422, "Invalid JSON"),
        ({"queries": "[]"}, 422, "queries"),
        ({"queries": '{"q0": {}}'}, 422, "queries.q0: neither query nor properties"),
        ({"queries": '{"q0": {"query": "x", "colour": "red"}}'}, 422, "queries.q0.colour"),
        ({"queries": '{"q0": {"query": "x", "properties": [{"pid": "colour", "v": "red"}]}}'}, 422, "queries.q0.properties.0.pid"),
        ({"queries": '{"q0": {"query": "x", "limit": 0}}'}, 422, "queries.q0.limit"),
        ({"queries": json.dumps({f"q{n}": {"query": "x"} for n in range(51)})}, 413, "at most 50"),
    ],
)
def test_queries_that_cannot_be_read_are_problems(client: Client, sent: dict[str, str], status: int, says: str) -> None:
    answer = client.post(PATH, data=sent)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert says in answer.json()["detail"]


def test_a_preview_of_nothing_is_a_problem(client: Client) -> None:
    assert client.get(f"{PATH}/preview?id=none").status_code == 404
    assert client.get(f"{PATH}/preview").status_code == 422
