"""A page of changes as an Atom feed (RFC 4287), newest first. Owns its XML; what XML cannot hold is left out of the texts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

JSON = Mapping[str, Any]
MEDIA_TYPE = "application/atom+xml"
ATOM = "http://www.w3.org/2005/Atom"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NEVER = "1970-01-01T00:00:00Z"


def atom(answer: JSON, base: str, itself: str, lang: str = "vi") -> bytes:
    """The feed of an answer of ``changes``; ``base`` is the address of this server, ``itself`` that of the feed."""
    feed = ElementTree.Element("feed", {"xmlns": ATOM, "xml:lang": lang})
    entries = answer["changes"]
    _put(feed, "id", f"{base}/api/v1/changes")
    _put(feed, "title", {"vi": "Vanmach: thay đổi trong kho", "en": "Vanmach: changes of the graph"}[lang])
    _put(feed, "updated", max((e["at"] for e in entries), default=_NEVER))
    ElementTree.SubElement(feed, "link", {"rel": "self", "href": itself, "type": MEDIA_TYPE})
    ElementTree.SubElement(feed, "link", {"rel": "alternate", "href": f"{base}/"})
    _put(ElementTree.SubElement(feed, "author"), "name", "Vanmach")
    for entry in entries:
        _entry(feed, entry, base, lang)
    written: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _entry(feed: ElementTree.Element, change: JSON, base: str, lang: str) -> None:
    out = ElementTree.SubElement(feed, "entry")
    _put(out, "id", f"{base}/api/v1/changes#{change['at']}|{change['what']}|{change['id']}")
    sentence = change["sentence"][lang]
    _put(out, "title", sentence[:1].upper() + sentence[1:])
    _put(out, "updated", change["at"])
    where = {"edge": "edges", "node": "nodes", "source": "sources"}[change["what"]]
    ElementTree.SubElement(out, "link", {"href": _xml(f"{base}/api/v1/{where}/{change['id']}"), "type": "application/json"})
    ElementTree.SubElement(out, "category", {"term": change["change"]})
    ElementTree.SubElement(out, "category", {"term": change["what"]})
    lines = [_proof(evidence) for evidence in change["evidence"][:3]]
    lines += [f"{name}: {value}" for name, value in (change["before"] or {}).items()]
    lines += [cause["title"] for cause in change["causes"]]
    _put(out, "summary", "\n".join(lines))


def _proof(evidence: JSON) -> str:
    if evidence["type"] == "quote":
        return f"“{' '.join(evidence['quote'].split())}” — {evidence['source_title'] or evidence['source']}"
    return f"{evidence['table']}: {evidence['row']} ({evidence['url'] or evidence['known_by']})"


def _put(above: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(above, name).text = _xml(text)


def _xml(text: str) -> str:
    return _NOT_XML.sub("", text)
