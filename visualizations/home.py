"""The home page of the server: one search box, what was found, and how much there is. Its template escapes all it is given."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, Template
from markupsafe import Markup

_WORDS = {
    "vi": {
        "search": "Tìm",
        "hint": "Số ký hiệu, tên văn bản… không cần dấu",
        "none": "Không thấy gì.",
        "holds": "Trong kho",
        "documents": "văn bản",
        "edges": "quan hệ",
        "sources": "nguồn",
    },
    "en": {
        "search": "Search",
        "hint": "A symbol or a title, without accents too",
        "none": "Nothing found.",
        "holds": "The store holds",
        "documents": "documents",
        "edges": "relations",
        "sources": "sources",
    },
}


@cache
def _template() -> tuple[Template, Markup, str]:
    environment = Environment(loader=PackageLoader("vanmach.visualizations"), autoescape=True)
    style = files("vanmach.visualizations").joinpath("templates", "home.css").read_text("utf-8")
    hashed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return environment.get_template("home.html.j2"), Markup(style), hashed  # our own style sheet: nothing of a text is in it


def home_page(query: str, hits: Sequence[Mapping[str, Any]], stats: Mapping[str, Any], *, lang: str = "vi") -> str:
    """The page for a query (empty at first) and its hits; each hit leads to its lineage page."""
    template, style, style_hash = _template()
    return template.render(style=style, style_hash=Markup(style_hash), query=query, hits=hits, stats=stats, lang=lang, words=_WORDS[lang])
