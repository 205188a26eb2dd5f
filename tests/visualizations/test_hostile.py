"""Holds that no text of a source runs or breaks out: every field that can carry one carries forty hostile ones."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from vanmach.visualizations.page import lineage_page
from vanmach.visualizations.svg import lineage_svg

RUN = "window.__pwned=1"
HOSTILE = [
    f"<script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"</SCRIPT ><script>{RUN}</script>",
    f"<!--<script>{RUN}",
    f"--><script>{RUN}</script>",
    f"]]><script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f'"><img src=x onerror="{RUN}">',
    f"'><svg/onload={RUN}>",
    f'" onmouseover="{RUN}" x="',
    f"' autofocus onfocus='{RUN}' x='",
    f"<svg><script>{RUN}</script></svg>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    f"<iframe src=javascript:parent.{RUN}></iframe>",
    f"<a href=javascript:{RUN}>x</a>",
    f"javascript:{RUN}",
    f"data:text/html,<script>{RUN}</script>",
    f"<details open ontoggle={RUN}>",
    f"<body onload={RUN}>",
    f"<style>@import 'https://example.org/x.css'</style><b onclick={RUN}>",
    "</style><style>*{display:none}</style>",
    "<link rel=stylesheet href=https://example.org/x.css>",
    "<meta http-equiv=refresh content='0;url=https://example.org/'>",
    "<base href=https://example.org/>",
    f"<form action=https://example.org/><input formaction=javascript:{RUN}>",
    f"</textarea></title></noscript><script>{RUN}</script>",
    "<img src=https://example.org/pixel.png>",
    f"{{{{ constructor.constructor('{RUN}')() }}}}",
    "{% raw %}{{ config }}{{ 7*7 }}{% endraw %}",
    f"${{{RUN}}}`+{RUN}+`",
    f"\\u003cscript\\u003e{RUN}\\u003c/script\\u003e",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"\u2028{RUN}\u2029//",
    f"\u202e>tpircs/<{RUN}>tpircs<\u2066\u2067",
    f"\x00\x01\x08\x1b[31m<scr\x00ipt>{RUN}</script>",
    f"\ud800<script>{RUN}</script>\udfff",
    "__proto__",
    "constructor",
    "x" * 10_000,
    "<b>" * 3_300 + "\u0301" * 500 + "\n\n\t",
]


def hostile() -> dict[str, Any]:
    """An answer of forty documents in which every text is hostile."""
    nodes, edges = [], []
    for index, text in enumerate(HOSTILE):
        # "__proto__" and its like must also do as ids.
        nodes.append(
            {
                "id": text,
                "kind": "document",
                "doc_kind": "plan",
                "label": text,
                "symbol": text if index % 2 else None,
                "title": text,
                "date": None if index % 7 == 0 else f"2025-{index % 12 + 1:02}-05",
                "effective_from": text,
                "term": text,
                "issuer": {"id": text, "label": text},
                "status": text if index % 3 else "superseded",
                "aliases": [text, text],
                "resolved": bool(index % 2),
                "verified": bool(index % 3),
                "hidden": {"implements": 2},
            }
        )
        if index:
            evidence = [
                {"type": "quote", "source": text, "start": 0, "end": 9, "quote": text, "source_title": text},
                {"type": "record", "source": text, "table": text, "row": text, "known_by": text, "url": text},
            ]
            edges.append(
                {
                    "id": text,
                    "type": "implements",
                    "from": text,
                    "to": HOSTILE[index - 1],
                    "modality": "planned" if index % 2 else "done",
                    "confidence": 0.5,
                    "verified": bool(index % 2),
                    "valid_from": text,
                    "evidence": evidence,
                }
            )
    return {"root": HOSTILE[0], "nodes": nodes, "edges": edges, "truncated": True}


class Tags(HTMLParser):
    """Counts start tags and remembers attributes that run or fetch."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.count: dict[str, int] = {}
        self.bad: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.count[tag] = self.count.get(tag, 0) + 1
        self.bad += [(tag, name) for name, _ in attrs if name.startswith("on") or name in ("src", "srcdoc", "style", "formaction")]


def test_there_are_forty() -> None:
    assert len(HOSTILE) == len(set(HOSTILE)) == 40


def test_the_page_has_only_the_elements_of_its_template() -> None:
    page = lineage_page(hostile(), generated="</script><b>", version="<!--")
    page.encode("utf-8")
    tags = Tags(page)
    assert tags.bad == []
    assert tags.count["script"] == 2
    assert tags.count["style"] == 1
    assert tags.count["link"] == 1
    assert tags.count["svg"] == 1
    assert not {"img", "iframe", "form", "base", "b", "input", "object"} & tags.count.keys()
    block = page.split('id="data">')[1].split("</script>")[0]
    assert not set(block) & set("<>&\u2028\u2029")
    assert json.loads(block)["network"]["nodes"][1]["id"] == "n1"


def test_the_svg_is_well_formed_and_has_no_element_of_its_texts() -> None:
    drawn = lineage_svg(hostile())
    tree = ET.fromstring(drawn.encode("utf-8"))
    assert {element.tag.rpartition("}")[2] for element in tree.iter()} == {"svg", "title", "g", "rect", "path", "text"}
    assert not any(name.startswith("on") or "href" in name for element in tree.iter() for name in element.attrib)
    assert "\u202e" not in drawn


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_nothing_runs_in_a_browser(browser: Browser, tmp_path: Path, lang: str) -> None:
    file = tmp_path / "trang.html"
    file.write_text(lineage_page(hostile(), lang=lang, generated="2026-11-25", version="<i>"), encoding="utf-8")
    context = browser.new_context(viewport={"width": 320, "height": 640})
    tab = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.on("dialog", lambda dialog: said.append(dialog.message))
    tab.goto(file.as_uri())
    tab.wait_for_function("window.vanmach && window.vanmach.ready")
    keys: list[str] = tab.eval_on_selector_all("#tables tr[data-key]", "rows => rows.map(row => row.dataset.key)")
    assert len(keys) == 79
    for key in keys:
        tab.evaluate("key => window.vanmach.choose(key)", key)
    box = tab.locator("#canvas").bounding_box()
    assert box is not None
    tab.locator("#canvas").scroll_into_view_if_needed()
    for x in range(20, 300, 40):
        tab.mouse.move(box["x"] + x, box["y"] + 120)
        tab.wait_for_timeout(60)
    assert tab.evaluate("window.__pwned") is None
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    assert said == []
    assert asked == [file.as_uri()]
    context.close()
