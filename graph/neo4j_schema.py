"""What a Neo4j database of ours looks like: labels, relationship types, constraints and indexes, all derived from the ontology.

A node bears ``Thing``, its kind and its document kind as labels; an edge is a relationship of its type. All else stands apart,
unconnected. What has ended bears another label (``EndedStatement``), so that no index and no question of today comes upon it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vanmach.graph import ontology
from vanmach.graph.model import Node

VERSION = 1
# What is kept besides the graph: label -> the property that is unique among what lives, and what else it is looked up by. An index over
# two properties serves a question only where it names both, if but by IS NOT NULL.
KEPT = {
    "Source": ("id", ("sha256",)),
    "Text": ("sha256", ()),
    "Reference": ("id", ("source", "block, x.told", "block, x.open")),
    "Statement": ("id", ("source", "subject", "object", "edge, x.source")),
    "Decision": ("reference", ("node, x.source",)),
    "Review": ("id", ()),
    "Tally": ("thing", ()),
}
ENDED = {"EndedReference": ("source",), "EndedStatement": ("source",), "EndedDecision": ("node",)}
# Names folded before they come in, whole and by words; and as they are, for who asks by hand: ``standard-folding`` folds as we do, but
# it passes over English words (to, an, the, in), and each of them is a Vietnamese syllable once its marks are gone.
NAMES, WORDS, TITLES = "vanmach_names", "vanmach_words", "vanmach_titles"
FULL_TEXT = {
    NAMES: (("names",), "keyword"),
    WORDS: (("words",), "whitespace"),
    TITLES: (("label", "title", "aliases"), "standard-folding"),
}


def label(name: str) -> str:
    """The label of a kind of nodes or documents.

    >>> label("party_regulation")
    'PartyRegulation'
    """
    return "".join(part.capitalize() for part in name.split("_"))


def labels(node: Node) -> list[str]:
    """The labels of a node: a directive is a ``Thing``, a ``Document`` and a ``Directive``."""
    return ["Thing", label(node.kind), *([label(node.doc_kind)] if node.doc_kind else ())]


LABELS = sorted({label(name) for names in (ontology.kinds(), ontology.doc_kinds()) for name in names})


def type_of(relation: str) -> str:
    """The type of the relationships of a relation; OntologyError where there is none.

    >>> type_of("based_on")
    'BASED_ON'
    """
    return ontology.relation(relation).name.upper()


def types(relations: Iterable[str]) -> str:
    """Types as a pattern has them; of no relations, one that nothing has."""
    return "|".join(map(type_of, relations)) or "NOTHING"


TYPES = {type_of(name): name for name in ontology.relations()}


def statements() -> Iterator[str]:
    """What makes the constraints and indexes that are not there yet."""
    unique = {
        "Vanmach": "id",
        "Thing": "id",
        **{label(kind): "id" for kind in ontology.kinds()},
        **{k: key for k, (key, _) in KEPT.items()},
    }
    for name, key in unique.items():
        yield f"CREATE CONSTRAINT vanmach_{name.lower()} IF NOT EXISTS FOR (x:{name}) REQUIRE x.{key} IS UNIQUE"
    for type_ in TYPES:
        yield f"CREATE CONSTRAINT vanmach_rel_{type_.lower()} IF NOT EXISTS FOR ()-[x:{type_}]-() REQUIRE x.id IS UNIQUE"
    looked_up = {"Thing": ("stem",), label("document"): ("date", "symbol"), **{k: by for k, (_, by) in KEPT.items()}, **ENDED}
    for name, by in looked_up.items():
        for i, keys in enumerate(by):
            yield f"CREATE INDEX vanmach_{name.lower()}_{i} IF NOT EXISTS FOR (x:{name}) ON (x.{keys})"
    for index, (properties, analyzer) in FULL_TEXT.items():
        yield (
            f"CREATE FULLTEXT INDEX {index} IF NOT EXISTS FOR (x:Thing) ON EACH [{', '.join(f'x.{name}' for name in properties)}] "
            f"OPTIONS {{indexConfig: {{`fulltext.analyzer`: '{analyzer}'}}}}"
        )
