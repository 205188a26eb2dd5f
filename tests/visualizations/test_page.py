"""Holds the page to its promises without a browser: what it holds, what it escapes, what it never asks for."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest

from vanmach.graph.errors import InputError
from vanmach.visualizations.page import lineage_page, web_address


class Elements(HTMLParser):
    """Collects start tags with their attributes, and the text of scripts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[tuple[str | None, str]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "script":
            self.scripts.append((dict(attrs).get("type"), ""))

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][0] == "script" and self.lasttag == "script" and self.cdata_elem == "script":
            kind, text = self.scripts[-1]
            self.scripts[-1] = (kind, text + data)


def page(answer: Any, **given: Any) -> str:
    return lineage_page(answer, **({"generated": "2026-11-25", "version": "41"} | given))


def test_it_holds_table_evidence_counts_and_origin(statute: dict[str, Any]) -> None:
    made = html.unescape(page(statute))
    assert "đang hiện 10 / 14" in made
    assert "Quy định này thay thế Quy định số 24-QĐ/TW, ngày 30/7/2021 về thi hành Điều lệ Đảng." in made
    assert "Bảng relations, dòng 14-qd-tw-2001/supersedes/29-qd-tw-1997" in made
    assert "trí nhớ, chưa có nguồn" in made
    assert "chưa kiểm chứng" in made
    assert "24-QĐ/TW (30/7/2021) được thay thế bởi 232-QĐ/TW (20/1/2025)" in made
    assert "232-QĐ/TW (20/1/2025) thay thế 24-QĐ/TW (30/7/2021)" in made
    assert "Vanmach, đồ thị phiên bản 41, tạo ngày 25/11/2026" in made
    assert 'href="https://example.org/van-ban/23" target="_blank" rel="noopener noreferrer"' in made
    assert 'id="truncated"' not in made
    assert made.count('role="row"') == 1 + 9 + 1 + 10


def test_english_words_around_vietnamese_quotes(statute: dict[str, Any]) -> None:
    made = html.unescape(page(statute, lang="en"))
    assert '<html lang="en">' in made
    assert "showing 10 / 14" in made
    assert "superseded by" in made
    assert '<blockquote lang="vi">' in made
    assert "Văn bản trước" not in made


def test_a_truncated_answer_says_so(statute: dict[str, Any]) -> None:
    statute["truncated"] = True
    assert 'id="truncated"' in page(statute)


def test_one_script_runs_and_its_hash_is_in_the_policy(statute: dict[str, Any]) -> None:
    seen = Elements(page(statute))
    assert [kind for kind, _ in seen.scripts] == ["application/json", None]
    policy = next(attrs["content"] for tag, attrs in seen.tags if tag == "meta" and attrs.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    digest = base64.b64encode(hashlib.sha256(seen.scripts[1][1].encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy
    assert "unsafe-inline" not in policy.split("style-src")[0]
    assert policy.startswith("default-src 'none'")


def test_nothing_is_asked_for(statute: dict[str, Any]) -> None:
    for tag, attrs in Elements(page(statute)).tags:
        assert "src" not in attrs, tag
        assert "style" not in attrs, tag
        assert not any(name.startswith("on") for name in attrs), tag
        if tag == "link":
            assert attrs["href"] == "data:,"


def test_the_data_carries_version_and_day(statute: dict[str, Any]) -> None:
    data = json.loads(Elements(page(statute)).scripts[0][1])
    assert data["meta"] == {"source": "Vanmach", "version": "41", "generated": "2026-11-25", "shown": 10, "total": 14}


def test_equal_answers_make_equal_pages(statute: dict[str, Any], crowd: Callable[..., Any]) -> None:
    assert page(statute) == page(json.loads(json.dumps(statute)))
    assert page(crowd(150)) == page(crowd(150))


def test_addresses_that_may_be_followed() -> None:
    assert web_address("https://example.org/a?b=1#c") == "https://example.org/a?b=1#c"
    for bad in (
        None,
        "",
        "javascript:alert(1)",
        "data:text/html,x",
        "//example.org",
        "https://a b",
        'https://a"onmouseover=1',
        "file:///etc",
    ):
        assert web_address(bad) is None


def test_keys_that_may_be_missing_and_evidence_that_is() -> None:
    sparse = {"id": "x", "kind": "event", "label": "Hội nghị"}
    edge = {"id": "e", "type": "reviews", "from": "x", "to": "y", "modality": "done", "verified": True} | dict.fromkeys(
        ("confidence", "valid_from")
    )
    answer = {"root": "x", "nodes": [sparse, {"id": "y", "kind": "document", "label": ""}], "edges": [edge | {"evidence": []}]}
    made = page(answer | {"truncated": False})
    assert "Không có chứng cứ kèm theo." in made
    with pytest.raises(InputError):
        page({"nodes": []})


def test_150_documents_stay_small(crowd: Callable[..., Any]) -> None:
    made = page(crowd(150))
    assert len(made.encode()) < 1_600_000
    rest = re.sub(r"<script>.*?</script>", "", made, flags=re.DOTALL)
    assert set(re.findall(r"https?://[^\"'<\s]+", rest)) <= {"http://www.w3.org/2000/svg"}
