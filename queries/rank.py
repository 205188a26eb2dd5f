"""Which documents carry most: PageRank and betweenness over the lineage, by networkx (``rank``)."""

from __future__ import annotations

from typing import Any, Literal

from vanmach.graph import ontology
from vanmach.graph.errors import InputError
from vanmach.graph.store import View
from vanmach.queries.forms import node_forms

Measure = Literal["pagerank", "betweenness"]
SAMPLES = 200  # starting nodes of betweenness in a large graph


def rank(
    view: View, *, measure: Measure = "pagerank", family: str | None = None, kind: str | None = None, limit: int = 20
) -> dict[str, Any]:
    """The documents that most rests on: ``{measure, hits: [{node, score}]}``, highest first.

    ``pagerank``: a document scores by the scores of those which rest on it. ``betweenness``: how often it lies on the shortest way
    between two others (of more than 2,000 nodes, a seeded sample). ``family`` and ``kind`` narrow the relations and the documents shown.
    Needs the extra ``analysis`` (scipy) for PageRank.
    """
    if measure not in ("pagerank", "betweenness"):
        raise InputError(f"unknown measure {measure!r}: pagerank or betweenness")
    import networkx  # takes longer than most other answers

    types = set(ontology.family(family))
    graph = networkx.DiGraph()
    graph.add_edges_from((e.from_, e.to) for e in view.all_edges() if e.type in types and e.modality == "done")
    if measure == "betweenness":
        sample = SAMPLES if len(graph) > 2000 else None
        scores: dict[str, float] = networkx.betweenness_centrality(graph, k=sample, seed=0)
    else:
        try:
            scores = networkx.pagerank(graph) if graph else {}
        except ImportError as error:
            raise InputError("PageRank needs scipy: pip install 'vanmach[analysis]', or use --measure betweenness") from error
    best = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    nodes = view.nodes([id_ for id_, _ in best])
    shown = [(nodes[id_], score) for id_, score in best if id_ in nodes and kind in (None, nodes[id_].doc_kind)][:limit]
    forms = node_forms(view, [node for node, _ in shown])
    return {"measure": measure, "hits": [{"node": f, "score": round(s, 6)} for f, (_, s) in zip(forms, shown, strict=True)]}
