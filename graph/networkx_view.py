"""A View over a networkx graph, for notebooks: everything in memory, nothing to write to.

Owns the form of that graph: ``graph.nodes[id]["node"]`` is a Node, ``graph.edges[from, to, id]["edge"]`` an Edge, and ``graph.graph`` holds
the rest. ``as_graph`` makes one of any View; what an analysis adds to nodes and edges does no harm.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext

import networkx

from vanmach.graph.errors import StoreError
from vanmach.graph.finding import fitting, names_of, settled_first, stem_of, words
from vanmach.graph.identity import fold, parse_query
from vanmach.graph.model import Edge, Node, Quote, Reference, Review, Source, Statement
from vanmach.graph.store import Around, Counts, Direction, Read, View

_PAGE = 1_000


def as_graph(view: View, texts: bool = False) -> networkx.MultiDiGraph:
    """All that a View shows, as one graph in memory; with ``texts`` also the texts of the sources.

    ``networkx.pagerank(as_graph(open_store("sqlite:///vanmach.db")))`` ranks the documents of a store.
    """
    graph = networkx.MultiDiGraph()
    with view.snapshot():
        sources = {s.id: s for s in view.sources()}
        properties: dict[str, list[tuple[Reference, Statement]]] = {}
        for node in view.all_nodes():
            graph.add_node(node.id, node=node)
            properties[node.id] = view.properties(node.id)
        statements: dict[str, Statement] = {s.id: s for found in properties.values() for _, s in found}
        for edge in view.all_edges():
            graph.add_edge(edge.from_, edge.to, key=edge.id, edge=edge)
        edges = [edge for *_, edge in graph.edges(data="edge")]
        for i in range(0, len(edges), _PAGE):
            statements |= view.statements(edges[i : i + _PAGE])
        graph.graph.update(
            sources=sources,
            properties=properties,
            statements=statements,
            texts={id_: text for id_ in sources if (text := view.text(id_)) is not None} if texts else {},
            stated=view.counts().statements,
            version=view.version(),
            reviews=view.reviews(),
        )
    return graph


class NetworkxView:
    """Reads a graph of ``as_graph`` by the rules of every View."""

    def __init__(self, graph: networkx.MultiDiGraph) -> None:
        self.graph = graph
        self._nodes: dict[str, Node] = {id_: graph.nodes[id_]["node"] for id_ in sorted(graph)}
        self._edges: dict[str, Edge] = {e.id: e for e in sorted((e for *_, e in graph.edges(data="edge")), key=lambda e: e.id)}
        self._by_stem: dict[str, list[Node]] = defaultdict(list)
        self._by_name: dict[str, list[Node]] = defaultdict(list)
        self._words: dict[str, list[str]] = {}
        for node in self._nodes.values():
            names = names_of(node)
            if stem := stem_of(node):
                self._by_stem[stem].append(node)
            for name in names:
                self._by_name[name].append(node)
            self._words[node.id] = sorted({w for name in names for w in words(name)})

    def snapshot(self) -> AbstractContextManager[None]:
        """Nothing changes here meanwhile."""
        return nullcontext()

    def version(self) -> str:
        """That of the View of which the graph was made."""
        return str(self.graph.graph["version"])

    def nodes(self, ids: Iterable[str]) -> dict[str, Node]:
        """Nodes by id."""
        return {id_: self._nodes[id_] for id_ in sorted(set(ids)) if id_ in self._nodes}

    def edges(self, ids: Iterable[str], direction: Direction, types: Sequence[str] | None = None) -> list[Edge]:
        """Edges at a set of nodes."""
        at = self.graph.out_edges if direction == "out" else self.graph.in_edges
        found = (e for *_, e in at([id_ for id_ in set(ids) if id_ in self.graph], data="edge"))
        return sorted((e for e in found if types is None or e.type in types), key=lambda e: e.id)

    def around(self, ids: Iterable[str], types: Sequence[str], against: Sequence[str], counted: Sequence[str]) -> Around:
        """All about a set of nodes."""
        nodes = self.nodes(ids)
        edges = [e for e in self.edges(nodes, "out", types) if e.to in nodes]
        degrees: dict[str, Counter[str]] = defaultdict(Counter)
        ends: tuple[Direction, ...] = ("out", "in")
        for end in ends:
            for e in self.edges(nodes, end, counted):
                degrees[e.from_ if end == "out" else e.to][e.type] += 1
        statements = self.statements(edges)
        return Around(
            nodes,
            self.nodes(n.issuer for n in nodes.values() if n.issuer),
            edges,
            [e._replace(statements=()) for e in self.edges(nodes, "in", against)],
            {id_: dict(counts) for id_, counts in degrees.items()},
            statements,
            {s.id: s for s in self.sources({s.evidence.source for s in statements.values() if isinstance(s.evidence, Quote)})},
        )

    def edge(self, id_: str) -> Edge | None:
        """One edge."""
        return self._edges.get(id_)

    def statements(self, edges: Iterable[Edge]) -> dict[str, Statement]:
        """Statements behind edges."""
        known: dict[str, Statement] = self.graph.graph["statements"]
        return {id_: known[id_] for id_ in sorted({s for e in edges for s in e.statements}) if id_ in known}

    def properties(self, node: str) -> list[tuple[Reference, Statement]]:
        """What sources say of a node itself."""
        return list(self.graph.graph["properties"].get(node, ()))

    def resolve(self, ref: str) -> list[Node]:
        """Nodes that a reference names: by id, else by symbol, else by a whole name."""
        ref = ref.strip()
        if ref in self._nodes:
            return [self._nodes[ref]]
        if query := parse_query(ref):
            stem = f"{query.series}:{query.number}:"
            stems = [stem + query.organ] if query.organ else [s for s in self._by_stem if s.startswith(stem)]
            found = sorted((n for s in stems for n in self._by_stem.get(s, ())), key=lambda n: (n.date is not None, n.date or "", n.id))
            if fit := fitting(found, query):
                return fit
        return settled_first(self._by_name.get(fold(ref), ()))

    def candidates(self, query: str, kind: str | None = None, limit: int = 200) -> list[Node]:
        """Nodes that a search may mean: by reference, then by the folded words, each as a prefix."""
        found = {n.id: n for n in self.resolve(query) if kind in (None, n.kind)}
        if asked := words(fold(query)):
            for node in self._nodes.values():
                if len(found) >= limit:
                    break
                if kind in (None, node.kind) and all(_begins(self._words[node.id], w) for w in asked):
                    found.setdefault(node.id, node)
        return list(found.values())[:limit]

    def documents(
        self,
        *,
        kind: str | None = None,
        issuer: str | None = None,
        term: str | None = None,
        from_: str | None = None,
        to: str | None = None,
        after: str | None = None,
        limit: int = 50,
    ) -> list[Node]:
        """A page of documents by id."""

        def fits(n: Node) -> bool:
            asked = ((kind, n.doc_kind), (issuer, n.issuer), (term, n.term))
            if n.kind != "document" or any(want and want != has for want, has in asked):
                return False
            return not ((from_ and (n.date or "") < from_) or (to and (not n.date or n.date > to + "~")) or (after and n.id <= after))

        return [n for n in self._nodes.values() if fits(n)][:limit]

    def source(self, id_: str) -> Source | None:
        """One source."""
        found: Source | None = self.graph.graph["sources"].get(id_)
        return found

    def sources(self, ids: Iterable[str] | None = None) -> list[Source]:
        """Sources by id: these, or all."""
        known: dict[str, Source] = self.graph.graph["sources"]
        return [known[id_] for id_ in sorted(known if ids is None else set(ids) & known.keys())]

    def text(self, source: str) -> str | None:
        """The text of a source, if texts were taken along."""
        found: str | None = self.graph.graph["texts"].get(source)
        return found

    def counts(self) -> Counts:
        """How much there is."""
        return Counts(
            len(self.graph.graph["sources"]),
            self.graph.graph["stated"],
            len(self._nodes),
            len(self._edges),
            by_kind=dict(sorted(Counter(n.kind for n in self._nodes.values()).items())),
            by_relation=dict(sorted(Counter(e.type for e in self._edges.values()).items())),
        )

    def all_nodes(self) -> Iterator[Node]:
        """Every node, by id."""
        yield from self._nodes.values()

    def all_edges(self) -> Iterator[Edge]:
        """Every edge, by id."""
        yield from self._edges.values()

    def reviews(self, at: str | None = None) -> list[Review]:
        """What people said, by id; earlier times are not at hand."""
        return list(self.graph.graph.get("reviews", ()))

    def readings(self, at: str | None = None) -> Iterator[Read]:
        """What sources said is not kept in memory, only what followed from it."""
        raise StoreError("a graph in memory does not keep what each source said; ask the store it was made from")

    def moved(self, id_: str) -> str | None:
        """A graph in memory knows no earlier ids."""
        return None


def _begins(sorted_words: list[str], prefix: str) -> bool:
    at = bisect_left(sorted_words, prefix)
    return at < len(sorted_words) and sorted_words[at].startswith(prefix)
