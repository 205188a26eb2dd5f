"""What reviews do to decisions and edges: a pure function of the live reviews, applied wherever either is derived.

Owns their effect. A person's word stands over what rules found; nothing that a source said is lost by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from vanmach.graph.model import Decision, Edge, Reference, Review
from vanmach.graph.naming import own_id


class Reviewed:
    """The live reviews, ready to be applied."""

    def __init__(self, reviews: Iterable[Review]) -> None:
        self._same: dict[str, str] = {}
        self._apart: set[tuple[str, str]] = set()
        self._edges: dict[str, Review] = {}
        for review in sorted(reviews, key=lambda r: (r.at, r.id)):
            if review.verdict == "same-as":
                self._same[review.a] = review.b
            elif review.verdict == "not-same":
                self._apart |= {(review.a, review.b), (review.b, review.a)}
            else:
                self._edges[review.id] = review

    def meant(self, node: str) -> str:
        """The node that another is another name of, step by step; of a ring the least."""
        seen = [node]
        while (following := self._same.get(seen[-1])) is not None:
            if following in seen:
                return min(seen[seen.index(following) :])
            seen.append(following)
        return seen[-1]

    def decision(self, found: Decision, whole: Callable[[], Reference]) -> Decision:
        """A decision as the reviews leave it; ``whole`` gives the reference, where it must be looked at."""
        if self._apart and found.resolved:
            own = own_id(whole())
            if (own, found.node) in self._apart:
                left = tuple(c for c in found.candidates if (own, c[0]) not in self._apart)
                found = Decision(found.reference, own, 0.0, resolved=False, reason="review", candidates=left)
        if self._apart and found.candidates and not found.resolved:
            own = own_id(whole())
            found = found._replace(candidates=tuple(c for c in found.candidates if (own, c[0]) not in self._apart))
        if self._same and (node := self.meant(found.node)) != found.node:
            return Decision(found.reference, node, 1.0, reason="review")
        return found

    def judges(self, edge: str) -> bool:
        """Whether there is a word on this edge."""
        return edge in self._edges

    def edge(self, edge: Edge) -> Edge | None:
        """An edge as the reviews leave it: none where it is rejected, proven where it is accepted."""
        review = self._edges.get(edge.id)
        if review is None:
            return edge
        return None if review.verdict == "reject" else edge._replace(confidence=1.0, verified=True)

    def __bool__(self) -> bool:
        return bool(self._same or self._apart or self._edges)
