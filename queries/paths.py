"""How two things hang together: the shortest evidenced paths between any two nodes, as steps and as a sentence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import islice, pairwise
from typing import Any

from vanmach.graph import ontology
from vanmach.graph.errors import InputError
from vanmach.graph.model import Edge, Node
from vanmach.graph.store import View
from vanmach.queries.forms import edge_forms, node_forms

MOST_SEEN = 20_000  # nodes looked at before giving up


def paths(
    view: View,
    from_: str,
    to: str,
    *,
    longest: int = 6,
    count: int = 3,
    relations: Sequence[str] | None = None,
    verified: bool = False,
) -> dict[str, Any]:
    """The shortest paths between two nodes, whichever way the relations run: ``{from, to, nodes, paths, truncated}``.

    A path is ``{edges, sentence: {vi, en}}`` of at most ``longest`` steps; of those equally short the ones that lead over documents come
    before those over a body, which may tie two only by having issued both, and then the better proven before others.
    ``relations`` keeps to some: ``ontology.family()`` finds a way over documents only.
    Both ends are grown in turn, the smaller first, so that a hub ("Bộ Chính trị") is not walked through unless it must be. ``truncated``
    says that the search was given up, so a path may exist all the same. No step leads from a node to itself: there are none then.
    """
    if not 1 <= longest <= 12 or not 1 <= count <= 50:
        raise InputError(f"a path has 1 to 12 steps and there are 1 to 50 of them, not {longest} and {count}")
    types = None if relations is None else tuple(ontology.relation(name).name for name in relations)
    edges: dict[str, Edge] = {}
    met = truncated = False
    if from_ != to:
        met, edges, truncated = _meet(view, from_, to, longest, types, verified)
    found: list[list[Edge]] = []
    if met:
        best: dict[tuple[str, str], Edge] = {}
        for edge in edges.values():
            pair = (min(edge.from_, edge.to), max(edge.from_, edge.to))
            if pair not in best or _worth(edge) > _worth(best[pair]):
                best[pair] = edge
        import networkx  # takes longer than most other answers

        graph = networkx.Graph()
        for (a, b), edge in sorted(best.items()):
            graph.add_edge(a, b, edge=edge)
        if from_ in graph and to in graph:
            every = networkx.all_shortest_paths(graph, from_, to)
            found = [[graph.edges[a, b]["edge"] for a, b in pairwise(p)] for p in islice(every, 200)]
            found.sort(key=lambda p: [e.id for e in p])
            found.sort(key=lambda p: min(map(_worth, p)), reverse=True)
            inner = {n for p in found for e in p for n in (e.from_, e.to)} - {from_, to}
            bodies = {n.id for n in view.nodes(inner).values() if n.kind == "body"}
            found.sort(
                key=lambda p: (any(e.modality != "done" for e in p), len({e.from_ for e in p} & bodies | {e.to for e in p} & bodies))
            )
    found = found[:count]
    nodes = view.nodes({from_, to} | {n for p in found for e in p for n in (e.from_, e.to)})
    forms = {e["id"]: e for e in edge_forms(view, list({e.id: e for p in found for e in p}.values()))}
    return {
        "from": from_,
        "to": to,
        "nodes": node_forms(view, [nodes[n] for n in sorted(nodes)]),
        "paths": [{"edges": [forms[e.id] for e in p], "sentence": sentence(p, from_, nodes)} for p in found],
        "truncated": truncated and not found,
    }


def _worth(edge: Edge) -> tuple[bool, bool, float]:
    return edge.modality == "done", edge.verified, edge.confidence


def _meet(view: View, a: str, b: str, longest: int, types: Sequence[str] | None, verified: bool) -> tuple[bool, dict[str, Edge], bool]:
    """Grows both ends by whole levels until they meet; all edges walked over."""
    seen = ({a}, {b})
    fringe = [{a}, {b}]
    edges: dict[str, Edge] = {}
    for _ in range(longest):
        side = 0 if len(fringe[0]) <= len(fringe[1]) else 1
        if not fringe[side]:
            return False, edges, False
        fresh: set[str] = set()
        for edge in (*view.edges(fringe[side], "out", types), *view.edges(fringe[side], "in", types)):
            if verified and not edge.verified:
                continue
            edges[edge.id] = edge
            fresh |= {edge.from_, edge.to}
        fresh -= seen[side]
        seen[side].update(fresh)
        fringe[side] = fresh
        if seen[0] & seen[1]:
            return True, edges, False
        if len(seen[0]) + len(seen[1]) > MOST_SEEN:
            return False, edges, True
    return False, edges, bool(fringe[0] and fringe[1])


def sentence(path: list[Edge], start: str, nodes: dict[str, Node]) -> dict[str, str]:
    """A path in words, in Vietnamese and English, made from the ontology's labels.

    Each step says its relation the way it is walked: "Hướng dẫn 26-HD/BTCTW hướng dẫn Chỉ thị 35-CT/TW", or from the other end "Chỉ thị
    35-CT/TW được hướng dẫn bởi Hướng dẫn 26-HD/BTCTW". Things that share their label are told apart by their day.
    """
    on_way = {start, *(n for e in path for n in (e.from_, e.to))}
    shared = Counter(nodes[n].label for n in on_way)
    names = {n: _named(nodes[n]) if shared[nodes[n].label] > 1 else nodes[n].label for n in on_way}
    out: dict[str, list[str]] = defaultdict(list)
    at = start
    for edge in path:
        reverse = edge.from_ != at
        other = edge.from_ if reverse else edge.to
        for lang in ("vi", "en"):
            out[lang].append(f"{names[at]} {clause(edge, names[other], lang, reverse)}")
        at = other
    return {lang: "; ".join(steps) + "." for lang, steps in out.items()}


def _named(node: Node) -> str:
    day = "-".join(part.lstrip("0") for part in reversed((node.date or "").split("-")))
    return f"{node.label} ({day})" if day else node.label


def clause(edge: Edge, other: str, lang: str, reverse: bool) -> str:
    """What one relation says of its one end, the other being named: ``ban hành Quy định 22-QĐ/TW``, ``is issued by Bộ Chính trị``."""
    relation = ontology.relation(edge.type)
    phrase = {"vi": relation.vi_reverse, "en": relation.en_reverse}[lang] if reverse else relation.label(lang)
    if lang == "en" and phrase.endswith(" by"):
        phrase = f"is {phrase}"
    words = phrase.replace("{}", other) if "{}" in phrase else f"{phrase} {other}"
    if position := edge.props.get("position"):
        words += f" ({position})"
    return f"{words} ({'dự kiến' if lang == 'vi' else 'planned'})" if edge.modality == "planned" else words
