"""Which cards stand after a person's steps: replays them over an answer, folds many siblings alike into one stack, caps the rest.

Owns the grammar of a step and what opening and closing mean. Every step adds a batch, and no batch depends on a later one: that is what
lets a card keep its place. Refuses to place anything.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from vanmach.graph.errors import InputError
from vanmach.graph.ontology import relations
from vanmach.visualizations.tier import tier

FIRST, NEXT = 60, 30  # cards at the start, cards a step adds
MOST_ALIKE = 6
MOST_STEPS = 60
# In words that JSON Schema knows too: routes declare it.
STEP = rf"^([+-])(?:({'|'.join(relations())})(?:,(in|out),([a-z_]*),([a-z]*))?)?:([\s\S]{{1,300}})$"

JSON = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Group:
    """Siblings alike: the card they hang on, by which relation, at which end of it, of which kind and tier."""

    parent: str
    relation: str
    end: str
    doc_kind: str
    tier: str

    @property
    def key(self) -> str:
        """The group as the step that opens it."""
        return f"+{self.relation},{self.end},{self.doc_kind},{self.tier}:{self.parent}"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing a person did: opened or closed a card (by one relation or all) or a stack."""

    closes: bool
    relation: str
    id: str
    group: Group | None = None


def step(text: str) -> Step:
    """Reads a step as it stands in an address; InputError for anything else.

    >>> step("+implements:35-ct-tw.xiii")
    Step(closes=False, relation='implements', id='35-ct-tw.xiii', group=None)
    >>> step("+implements,in,plan,local:35-ct-tw.xiii").group.doc_kind
    'plan'
    """
    read = re.fullmatch(STEP, text)
    if read is None:
        raise InputError(f"{text[:80]!r} is no step: write +RELATION:ID, +:ID or -:ID")
    group = Group(read[6], read[2], read[3], read[4], read[5]) if read[3] else None
    return Step(read[1] == "-", read[2] or "", read[6], group)


@dataclass(slots=True)
class Unfolded:
    """``batches`` of ids and keys of stacks in the order they came; what stands now; what each card brought."""

    batches: list[list[str]] = field(default_factory=list)
    parents: dict[str, str] = field(default_factory=dict)
    stacks: dict[str, tuple[Group, list[str]]] = field(default_factory=dict)
    drawn: dict[int, Group] = field(default_factory=dict)  # the batches that came out of a stack
    away: set[str] = field(default_factory=set)  # closed again
    opened: set[str] = field(default_factory=set)

    @property
    def cards(self) -> list[str]:
        """Ids and keys of stacks that stand."""
        return [key for batch in self.batches for key in batch if key not in self.away and (key not in self.stacks or self.left(key))]

    def left(self, key: str) -> list[str]:
        """What a stack still holds, or holds again."""
        group, members = self.stacks[key]
        return [
            id_ for id_ in members if self.parents.get(id_, group.parent) == group.parent and (id_ not in self.parents or id_ in self.away)
        ]


def unfold(answer: JSON, steps: Sequence[Step], depth: int = 1) -> Unfolded:
    """Replay ``steps`` over an answer of ``queries.explore``."""
    nodes = {str(node["id"]): node for node in answer["nodes"]}
    root = str(answer["root"])
    ties = _ties(answer["edges"])
    made = Unfolded(batches=[[root]], parents={root: ""})
    level = [root]
    for _ in range(depth):
        fresh: list[str] = []
        for parent in level:
            room = FIRST - len(made.batches[0])
            fresh += _reveal(made, parent, ties[parent], nodes, made.batches[0], room)
        level = [key for key in fresh if key not in made.stacks]
    for done in steps:
        batch: list[str] = []
        if done.group and done.closes:
            for member in made.stacks.get(done.group.key, (done.group, []))[1]:
                if made.parents.get(member) == done.group.parent:
                    made.away |= {member} | _descendants(made, member)
        elif done.closes:
            made.away |= _descendants(made, done.id)
            made.opened.discard(done.id)
        elif done.group:
            made.drawn[len(made.batches)] = done.group
            _draw(made, done.group, batch)
        elif done.id in made.parents:
            wanted = [tie for tie in ties[done.id] if done.relation in ("", tie[0])]
            back = [key for key, parent in made.parents.items() if parent == done.id and key in made.away]
            back += [key for key, (group, _) in made.stacks.items() if group.parent == done.id and key in made.away]
            made.away -= set(back)
            made.opened.add(done.id)
            if not back:
                _reveal(made, done.id, wanted, nodes, batch, NEXT)
        made.batches.append(batch)
    return made


def _ties(edges: Iterable[JSON]) -> dict[str, list[tuple[str, str, str, bool, str]]]:
    """For each node its edges as (relation, end, other, verified, date), in the order of the ontology, the surest and newest first."""
    ranks = {name: rank for rank, name in enumerate(relations())}
    ties: dict[str, list[tuple[str, str, str, bool, str]]] = defaultdict(list)
    for edge in edges:
        about = bool(edge.get("verified")), str(edge.get("valid_from") or "")
        ties[edge["from"]].append((edge["type"], "out", edge["to"], *about))
        ties[edge["to"]].append((edge["type"], "in", edge["from"], *about))
    for own in ties.values():
        own.sort(key=lambda tie: tie[2])
        own.sort(key=lambda tie: tie[4], reverse=True)
        own.sort(key=lambda tie: (not tie[3], ranks.get(tie[0], 99)))
    return ties


def _reveal(
    made: Unfolded, parent: str, ties: Sequence[tuple[str, str, str, bool, str]], nodes: Mapping[str, JSON], batch: list[str], room: int
) -> list[str]:
    """Brings what hangs on a card and is not there yet: stacks first, for they stand for many; then single cards while there is room."""
    alike: dict[Group, list[str]] = defaultdict(list)
    seen: set[str] = set()
    for relation, end, other, _, _ in ties:
        if other in nodes and other not in made.parents and other not in seen:
            seen.add(other)
            node = nodes[other]
            alike[Group(parent, relation, end, str(node.get("doc_kind") or node.get("kind") or ""), tier(node))].append(other)
    fresh: list[str] = []
    single: list[tuple[str, Group]] = []
    for group, members in alike.items():
        if group.key in made.stacks:
            continue
        if len(members) > MOST_ALIKE:
            made.stacks[group.key] = group, sorted(members, key=lambda id_: (str(nodes[id_].get("date") or "9"), id_))
            fresh.append(group.key)
        else:
            single += [(member, group) for member in members]
    for member, group in single[: max(0, room - len(fresh))]:
        made.parents[member] = group.parent
        fresh.append(member)
    batch += fresh
    return fresh


def _draw(made: Unfolded, group: Group, batch: list[str]) -> None:
    """Takes the next cards out of a stack; what was taken out before and put away comes back first."""
    held = made.stacks.get(group.key)
    if held is None:
        return
    back = {member for member in held[1] if member in made.away and made.parents[member] == group.parent}
    made.away -= back
    for member in made.left(group.key)[: 0 if back else NEXT]:
        made.parents[member] = group.parent
        batch.append(member)


def _descendants(made: Unfolded, parent: str) -> set[str]:
    below: dict[str, list[str]] = defaultdict(list)
    for key, above in made.parents.items():
        below[above].append(key)
    for key, (group, _) in made.stacks.items():
        below[group.parent].append(key)
    gone: set[str] = set()
    waiting = list(below[parent])
    while waiting:
        key = waiting.pop()
        if key not in gone:
            gone.add(key)
            waiting += below[key]
    return gone
