"""The errors of Vanmach, drawn once.

    VanmachError                 everything the project raises on purpose
    ├── InputError               a file, text, date or citation that cannot be used
    ├── OntologyError            a relation, kind or table row that the ontology does not know
    ├── UnclearReference        a reference that names no node, or several
    │   ├── NotFound             none: carries the nearest ones
    │   └── Ambiguous            several: carries the candidates
    └── StoreError               the store cannot be opened, read or written

A message says what is wrong, where, and what to do. The doors turn each class into an exit code or an HTTP status.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vanmach.graph.model import Node


class VanmachError(Exception):
    """Root of all errors that the project raises on purpose."""


class InputError(VanmachError):
    """Something handed in cannot be used: an empty file, a broken encoding, a date that is none."""


class OntologyError(VanmachError):
    """A relation, kind or table row that the ontology does not declare; a loader stops at it."""


class UnclearReference(VanmachError):
    """A reference that does not lead to exactly one node."""

    def __init__(self, ref: str, nodes: Sequence[Node] = (), hint: str = "") -> None:
        super().__init__(hint or ref)
        self.ref = ref
        self.nodes = tuple(nodes)


class NotFound(UnclearReference):
    """No node answers to the reference; ``nodes`` holds the nearest ones."""


class Ambiguous(UnclearReference):
    """Several nodes answer to the reference; ``nodes`` holds them, likeliest first."""


class StoreError(VanmachError):
    """The store cannot be opened, read or written."""
