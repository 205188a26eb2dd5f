"""One thing in a few lines of HTML, for the frame of another program: what it is, when, of whom, whether it is in force.

Refuses scripts and pictures.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, StrictUndefined, Template

from vanmach.graph import ontology
from vanmach.visualizations.assets import template
from vanmach.visualizations.words import day, word, words

WIDTH, HEIGHT = 420, 220  # pixels
# It loads nothing, and says nothing of where it may be framed: in any page.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def preview(node: Mapping[str, Any], address: str, lang: str = "vi") -> str:
    """A node in its JSON form as a small page; ``address`` is where all of it can be seen. Every text is escaped."""
    said = words(lang)
    kind = ontology.doc_kinds().get(node["doc_kind"] or "") or ontology.kinds()[node["kind"]]
    facts = [
        (said["kind"], kind.vi if lang == "vi" else kind.en),
        (said["date"], day(lang, node["date"]) if node["date"] else None),
        (said["issuer"], node["issuer"]["label"] if node["issuer"] else None),
        (said["term"], node["term"]),
        (said["status"], word(lang, f"status_{node['status']}") if node["status"] else None),
        (said["aliases"], ", ".join(node["aliases"][:5])),
        (said["check"], None if node["verified"] else said["unverified"]),
    ]
    return _template().render(node=node, address=address, facts=[(name, value) for name, value in facts if value])


@cache
def _template() -> Template:
    return Environment(autoescape=True, undefined=StrictUndefined).from_string(template("preview.html"))
