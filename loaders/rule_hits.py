"""How often each rule fires, in labelled texts and in others, and how often it is right: the evidence a rule lives or goes by.

``python -m vanmach.loaders.rule_hits CORPUS_DIR [--gold GOLD_DIR] [--sample N RULE]`` counts, in ``.jsonl.gz`` collections of pages too;
``--into PAGE`` writes the table into a page between its marks; ``--precision GOLD_DIR ...`` writes ``rules/precision.toml`` from
labelled folders. Owns the counting; opens no store and changes no rule.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from vanmach.graph.errors import InputError
from vanmach.loaders import precision
from vanmach.loaders.interchange import to_json
from vanmach.loaders.packed import expand
from vanmach.loaders.read import read
from vanmach.loaders.rules_read import rules
from vanmach.loaders.score import judged
from vanmach.loaders.text import decode

TABLE = Path(__file__).with_name("rules") / "precision.toml"
QUOTE = 240  # characters of a quote that a sample shows
MARKED = re.compile(r"(<!-- rules -->\n).*?(<!-- /rules -->)", re.S)


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Name and text of every file in a folder, those inside folders too, and of every page of a ``.jsonl.gz``."""
    for path in expand([folder]):
        try:
            yield path.stem, decode(path.read_bytes())
        except (OSError, InputError) as error:
            print(f"{path}: {error}", file=sys.stderr)
    for path in sorted(folder.rglob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if text := json.loads(line).get("text"):
                    yield f"{path.name}:{number}", text


def _key(text: str) -> int:
    """Equal for one text in two prints: blanks, underscores and marks apart."""
    return hash("".join(filter(str.isalnum, text.replace("_", ""))))


def _once(texts: Iterable[tuple[str, str]], seen: set[int]) -> Iterator[tuple[str, str]]:
    """Every text that was not seen before."""
    for name, text in texts:
        if (key := _key(text)) not in seen:
            seen.add(key)
            yield name, text


def hits(texts: Iterable[tuple[str, str]], rule: str | None = None) -> tuple[Counter[str], list[str]]:
    """Relations by the rule that found them, and the quotes of one rule or relation (``news-001: Ban Bí thư -> 9-KL/TW: Kết luận …``)."""
    counts: Counter[str] = Counter()
    quotes: list[str] = []
    for name, text in texts:
        found = read(text)
        entities: list[Any] = [*found.documents, *found.bodies, *found.people, *found.events]
        ends = {e.id: e for e in entities}
        for r in found.relations:
            counts[r.rule] += 1
            if rule in (r.rule, r.type):
                a, b = (ends[i].mentions[0].surface for i in (r.from_, r.to))
                quote = " ".join(text[r.start : r.end].split())[:QUOTE]
                quotes.append(f"{name} ({r.modality}): {a} -> {b}: {quote}")
    return counts, quotes


def _spread(quotes: Sequence[str], size: int) -> list[str]:
    """A sample from all over a list, the same each time."""
    return [quotes[i * len(quotes) // size] for i in range(min(size, len(quotes)))] if len(quotes) > size else list(quotes)


def counted(corpus: Path, gold: Path | None, rule: str | None = None) -> tuple[Counter[str], Counter[str], list[str]]:
    """Hits in labelled texts, hits in the rest, quotes of one rule from both; a text that lies in both counts as labelled."""
    seen: set[int] = set()
    inside, said = hits(_once(_texts(gold), seen), rule) if gold else (Counter[str](), [])
    outside, more = hits(_once(_texts(corpus), seen), rule)
    return inside, outside, [*said, *more]


def page(text: str, inside: Counter[str], outside: Counter[str]) -> str:
    """A page with the table of all rules between its marks: hits, cases right and wrong in labels, confidence."""
    cases = precision.table()
    ids = sorted({*inside, *outside, *(r.id for r in rules())}, key=lambda i: (-inside[i] - outside[i], i))
    rows = [
        f"| {i} | {inside[i]} | {outside[i]} | {cases.get(i, (0, 0))[0]} / {cases.get(i, (0, 0))[1]} | {precision.confidence(i):.3f} |"
        for i in ids
    ]
    table = "\n".join(
        ["| rule | hits in labelled texts | in others | right / wrong in labels | confidence |", "|---|---|---|---|---|", *rows]
    )
    return MARKED.sub(lambda m: f"{m[1]}{table}\n{m[2]}", text)


def report(inside: Counter[str], outside: Counter[str], quotes: Sequence[str] | None) -> Iterator[str]:
    """The lines of the report: rule, hits in labelled texts, hits in the rest; then quotes of one rule."""
    ids = {r.id for r in rules()} | set(inside) | set(outside)
    yield f"{'rule':28}{'labelled':>10}{'others':>10}"
    for id_ in sorted(ids, key=lambda i: (-inside[i] - outside[i], i)):
        only = "  only in labelled texts" if inside[id_] and not outside[id_] else "" if outside[id_] else "  never"
        yield f"{id_:28}{inside[id_]:>10}{outside[id_]:>10}{only}"
    if quotes is not None:
        yield from ("", *quotes)


def measured(folders: Iterable[Path]) -> dict[str, tuple[int, int]]:
    """Right and wrong relations of each rule in labelled folders; what a label leaves optional counts for neither."""
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for folder in folders:
        for label in sorted(folder.glob("*.json")):
            gold: Mapping[str, Any] = json.loads(label.read_text("utf-8"))
            text = decode(label.with_suffix(".txt").read_bytes())
            for rule, is_right in judged(label.stem, gold, to_json(read(text), label.stem)):
                (right if is_right else wrong)[rule] += 1
    return {id_: (right[id_], wrong[id_]) for id_ in sorted({*right, *wrong})}


def written(counts: Mapping[str, tuple[int, int]]) -> str:
    """The table as TOML: one rule a line, right and wrong."""
    head = "# Right and wrong relations of each rule in labelled texts. Made by: python -m vanmach.loaders.rule_hits --precision GOLD_DIR\n"
    return head + "[measured]\n" + "".join(f'"{id_}" = [{a}, {b}]\n' for id_, (a, b) in counts.items())


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m vanmach.loaders.rule_hits", description="How often each rule fires, and how rightly.")
    parser.add_argument("corpus", type=Path, nargs="?", help="folder of texts")
    parser.add_argument("--gold", type=Path, help="folder of labelled texts, counted apart")
    parser.add_argument("--sample", nargs=2, metavar=("N", "RULE"), help="show N quotes of a rule, or of a relation")
    parser.add_argument("--into", type=Path, metavar="PAGE", help="write the table of rules into this page, between its marks")
    parser.add_argument("--precision", type=Path, nargs="+", metavar="GOLD_DIR", help="write rules/precision.toml from labelled folders")
    given = parser.parse_args(arguments)
    if given.precision:
        TABLE.write_text(written(measured(given.precision)), "utf-8")
    elif given.corpus:
        inside, outside, quotes = counted(given.corpus, given.gold, given.sample[1] if given.sample else None)
        for line in report(inside, outside, _spread(quotes, int(given.sample[0])) if given.sample else None):
            print(line)
        if given.into:
            given.into.write_text(page(given.into.read_text("utf-8"), inside, outside), "utf-8")
    else:
        parser.error("name a folder of texts, or --precision GOLD_DIR")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
