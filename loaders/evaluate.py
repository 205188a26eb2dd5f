"""Sums up how well texts are read against hand-made labels: precision, recall and F1 with intervals, and what changed since a saved run."""

from __future__ import annotations

import json
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vanmach.graph.errors import InputError
from vanmach.loaders.alignment import SECTIONS
from vanmach.loaders.score import Item, compare

CORE = ("issues", "implements", "supersedes", "amends", "based_on", "guides", "reviews")
_RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Row:
    """One slice: counts, and precision, recall and F1 (None where there is nothing to count), F1 with its 95 % interval over texts."""

    name: str
    right: int
    spurious: int
    missed: int
    precision: float | None
    recall: float | None
    f1: float | None
    interval: tuple[float, float] | None


def score_folder(gold: Path, extract: Callable[[Path], Mapping[str, Any]], progress: Callable[[str], None] = lambda _: None) -> list[Item]:
    """Every item of every labelled text in ``gold`` (NAME.json beside NAME.txt); InputError where there is none."""
    labels = sorted(gold.glob("*.json"))
    if not labels:
        raise InputError(f"no labels in {gold}: it must hold NAME.json beside NAME.txt")
    items: list[Item] = []
    for label in labels:
        items += compare(label.stem, _labels(label), extract(label.with_suffix(".txt")))
        progress(label.stem)
    return items


def _labels(path: Path) -> Mapping[str, Any]:
    """Hand-made labels; InputError where they have not the interchange form."""
    try:
        said = json.loads(path.read_text("utf-8"))
        for section in SECTIONS:
            for entity in said[section]:
                _ = entity["id"], [m["end"] - m["start"] for m in entity["mentions"]]
        for relation in said["relations"]:
            _ = relation["type"], relation["from"], relation["to"], relation["evidence"]["end"] - relation["evidence"]["start"]
    except (OSError, ValueError, TypeError, LookupError, AttributeError) as error:
        raise InputError(f"{path} holds no labels in the interchange form ({error!r}): docs/interchange.md tells it") from error
    return dict(said)


def _groups(name: str) -> tuple[str, ...]:
    """The slices that an item counts in: its own and those above it."""
    head, _, tail = name.partition(".")
    if head == "documents" and tail in ("numbered", "event_named", "unnumbered"):
        return name, "documents"
    if head == "relations":
        return (name, "relations", "relations.core") if tail in CORE else (name, "relations")
    return (name,)


def slices(items: Iterable[Item]) -> list[Row]:
    """Precision, recall and F1 of each slice, by name."""
    counts: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for item in items:
        if item.outcome != "wrong" and not _is_attribute(item):
            for name in _groups(item.slice):
                counts[name][item.text][item.outcome] += 1
    return [_row(name, list(texts.values())) for name, texts in sorted(counts.items())]


def _is_attribute(item: Item) -> bool:
    head, _, tail = item.slice.partition(".")
    return (
        head in ("attribute", "mentions")
        or item.slice in ("bodies.name",)
        or (head == "documents" and tail in ("date", "term", "issuer", "title", "draft"))
    )


def attributes(items: Iterable[Item]) -> list[tuple[str, int, int]]:
    """Of each attribute how often it is right and wrong, by name."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for item in items:
        if _is_attribute(item):
            counts[item.slice.removeprefix("attribute.")][item.outcome] += 1
    return [(name, c["right"], c["wrong"]) for name, c in sorted(counts.items())]


def _row(name: str, texts: Sequence[Counter[str]]) -> Row:
    total = sum(texts, Counter[str]())
    chance = random.Random(name)
    drawn = sorted(f for _ in range(_RESAMPLES) if (f := _f1(sum(chance.choices(texts, k=len(texts)), Counter[str]()))[2]) is not None)
    interval = (drawn[int(0.025 * len(drawn))], drawn[int(0.975 * (len(drawn) - 1))]) if drawn else None
    return Row(name, total["right"], total["spurious"], total["missed"], *_f1(total), interval)


def _f1(c: Counter[str]) -> tuple[float | None, float | None, float | None]:
    p = c["right"] / (c["right"] + c["spurious"]) if c["right"] + c["spurious"] else None
    r = c["right"] / (c["right"] + c["missed"]) if c["right"] + c["missed"] else None
    if not p or not r:
        return p, r, 0.0 if p is not None or r is not None else None
    return p, r, 2 * p * r / (p + r)


def changes(before: Iterable[Item], now: Iterable[Item]) -> tuple[list[Item], list[Item]]:
    """What is gained (a fault less) and lost (a fault more) since a saved run."""
    old, new = ({i for i in items if i.outcome != "right"} for items in (before, now))
    return sorted(old - new), sorted(new - old)


def save(items: Iterable[Item], path: Path) -> None:
    """Writes a run to a file."""
    path.write_text(json.dumps([[i.text, i.slice, i.outcome, i.what] for i in items], ensure_ascii=False), "utf-8")


def saved(path: Path) -> list[Item]:
    """A run from its file; InputError where it is none."""
    try:
        return [Item(*row) for row in json.loads(path.read_text("utf-8"))]
    except (OSError, ValueError, TypeError) as error:
        raise InputError(f"{path} is no saved run: {error}; make one with: vanmach eval GOLD_DIR --save FILE") from error
