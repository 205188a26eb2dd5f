"""Compares what was read with hand-made labels, text by text: what is right, spurious, missed, and how well it is described.

What the labels mark optional is neither rewarded nor punished, nor is a name inside a longer name of another sort. Owns the counting;
``evaluate.py`` sums it up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from vanmach.loaders.alignment import JSON, SECTIONS, align, fold, inside, same_post, shared, similar

SAME_AS = {"repeals": "supersedes"}  # a finer type counts as the coarser one
UNLABELLED = {"cites", "continues", "renews", "succeeds"}
EMPTY: dict[str, list[Any]] = {s: [] for s in (*SECTIONS, "relations")}


@dataclass(frozen=True, slots=True, order=True)
class Item:
    """One thing counted: in which text and slice, ``right``, ``spurious``, ``missed`` or (of an attribute) ``wrong``; and what it is."""

    text: str
    slice: str
    outcome: str
    what: str


@dataclass(slots=True)
class _Text:
    """One text under comparison."""

    name: str
    gold: JSON
    found: JSON
    aligned: dict[str, str] = field(default_factory=dict)  # found id -> labelled id
    optional: set[str] = field(default_factory=set)  # labelled ids
    neutral: set[str] = field(default_factory=set)  # found ids that are neither right nor spurious
    verdicts: list[tuple[str, bool]] = field(default_factory=list)  # of each relation that counts: its rule, and whether it is right


def compare(name: str, gold: JSON, found: JSON) -> list[Item]:
    """Every item of one text, entities first, then their attributes, then relations."""
    text = _Text(name, gold, {**EMPTY, **found})
    items = [item for section in SECTIONS for item in _entities(text, section)]
    return items + list(_relations(text))


def judged(name: str, gold: JSON, found: JSON) -> list[tuple[str, bool]]:
    """Of every relation found that counts, the rule that found it and whether it is right."""
    text = _Text(name, gold, {**EMPTY, **found})
    for section in SECTIONS:
        list(_entities(text, section))
    list(_relations(text))
    return text.verdicts


def _optional(entity: JSON) -> bool:
    return bool(entity.get("optional")) or all(m.get("optional") for m in entity["mentions"])


def _slice(section: str, entity: JSON) -> str:
    if section != "documents":
        return section
    if entity.get("symbol") or entity.get("number") is not None:
        return "documents.numbered"
    return "documents.event_named" if entity.get("nickname_of") else "documents.unnumbered"


def _shown(entity: JSON) -> str:
    return str(entity["mentions"][0]["surface"]) if entity.get("mentions") else str(entity.get("name") or entity.get("symbol"))


def _entities(text: _Text, section: str) -> Iterator[Item]:
    gold, found = {g["id"]: g for g in text.gold[section]}, {p["id"]: p for p in text.found[section]}
    table = align(section, list(gold.values()), list(found.values()))
    text.aligned |= table
    text.optional |= {id_ for id_, g in gold.items() if _optional(g)}
    hit = set(table.values())
    for id_, g in gold.items():
        if id_ not in text.optional:
            yield Item(text.name, _slice(section, g), "right" if id_ in hit else "missed", _shown(g))
    free = [m for s in SECTIONS for e in text.gold[s] for m in e["mentions"] if m.get("optional") or e.get("optional")]
    others = [m for s in SECTIONS if s != section for e in text.gold[s] for m in e["mentions"]]
    for id_, p in found.items():
        if id_ in table:
            continue
        spans = p.get("mentions", [])
        if spans and all(any(shared(m, o) > 0.5 for o in free) or any(inside(m, o) for o in others) for m in spans):
            text.neutral.add(id_)
        else:
            yield Item(text.name, _slice(section, p), "spurious", _shown(p))
    for found_id, gold_id in table.items():
        if section == "bodies":
            right = similar(gold[gold_id]["name"], found[found_id].get("name")) >= 0.6
            yield Item(text.name, "bodies.name", "right" if right else "wrong", f"{_shown(gold[gold_id])}: {found[found_id].get('name')}")
        if gold_id not in text.optional:
            yield from _attributes(text, section, gold[gold_id], found[found_id])


def _attributes(text: _Text, section: str, g: JSON, p: JSON) -> Iterator[Item]:
    def item(name: str, right: bool, what: str = "") -> Item:
        return Item(text.name, name, "right" if right else "wrong", f"{_shown(g)} {what}".strip())

    if section == "documents":
        for name in ("date", "term"):
            if g.get(name) or p.get(name):
                yield item(f"documents.{name}", g.get(name) == p.get(name), f"{p.get(name)}, not {g.get(name)}")
        if g.get("issuer"):
            bodies = align("bodies", text.gold["bodies"], text.found["bodies"])
            yield item("documents.issuer", bodies.get(p.get("issuer") or "") == g["issuer"])
        if g.get("title"):
            yield item("documents.title", similar(g["title"], p.get("title")) >= 0.6, str(p.get("title")))
        yield item("documents.draft", bool(g.get("draft")) == bool(p.get("draft")))
    for m in g["mentions"]:
        if not m.get("optional"):
            yield item(f"mentions.{section}", any(shared(m, n) >= 0.5 for n in p.get("mentions", ())), str(m["start"]))


Key = tuple[str, ...]


def _key(relation: JSON, from_: str | None, to: str | None) -> Key:
    type_ = SAME_AS.get(relation["type"], relation["type"])
    post = (fold((relation.get("props") or {}).get("position")),) if type_ == "holds" else ()
    return (type_, from_ or "", to or "", *post)


def _relations(text: _Text) -> Iterator[Item]:
    wanted: dict[Key, list[JSON]] = {}
    neutral: dict[Key, bool] = {}
    for r in text.gold["relations"]:
        key = _key(r, r["from"], r["to"])
        free = bool(r.get("optional")) or r["from"] in text.optional or r["to"] in text.optional
        neutral[key] = neutral.get(key, True) and free
        wanted.setdefault(key, []).append(r)
    found = {_key(r, r["from"], r["to"]): r for r in reversed(text.found["relations"])}
    hits: dict[Key, JSON] = {}
    strays: list[tuple[Key, JSON]] = []
    for r in reversed(list(found.values())):
        key = _key(r, text.aligned.get(r["from"]), text.aligned.get(r["to"]))
        if key in wanted:
            hits.setdefault(key, r)
        else:
            strays.append((key, r))
    for key, r in strays:
        if key[0] == "holds":
            close = [k for k in wanted if k[:3] == key[:3] and k not in hits and same_post(k[3], key[3])]
            if close:
                hits[close[0]] = r
                continue
        ends = text.aligned.get(r["from"]), text.aligned.get(r["to"])
        if key[0] in UNLABELLED or any(e in text.optional for e in ends) or {r["from"], r["to"]} & text.neutral:
            continue
        text.verdicts.append((r.get("rule", ""), False))
        yield Item(text.name, f"relations.{key[0]}", "spurious", f"{r['from']} {r['to']} {r.get('rule', '')}".strip())
    for key, labelled in wanted.items():
        if neutral[key]:
            continue
        yield Item(text.name, f"relations.{key[0]}", "right" if key in hits else "missed", " ".join(key[1:]))
        if key in hits:
            text.verdicts.append((hits[key].get("rule", ""), True))
            yield from _proof(text, key, labelled, hits[key])


def _proof(text: _Text, key: Key, labelled: list[JSON], r: JSON) -> Iterator[Item]:
    mentions = {e["id"]: e["mentions"] for s in SECTIONS for e in text.gold[s]}
    evidence = r.get("evidence") or {"start": 0, "end": 0}

    def touches(id_: str) -> bool:
        return any(m["start"] < evidence["end"] and evidence["start"] < m["end"] for m in mentions[id_])

    proved = any(shared(evidence, g["evidence"]) >= 0.3 for g in labelled)
    proved = proved or (touches(key[1]) and touches(key[2]) and evidence["end"] - evidence["start"] <= 600)
    props = r.get("props") or {}
    facts = {
        "relations.evidence": proved,
        "relations.modality": any((g.get("modality") or "done") == (r.get("modality") or "done") for g in labelled),
    }
    if key[0] == "holds":
        facts["holds.former"] = any(bool(g["props"].get("former")) == bool(props.get("former")) for g in labelled)
    if key[0] == "attends":
        facts["attends.role"] = any(g["props"].get("role") == props.get("role") for g in labelled)
    for name, right in facts.items():
        yield Item(text.name, f"attribute.{name}", "right" if right else "wrong", f"{key[0]} {' '.join(key[1:])}")
