"""SHACL shapes that the linked data of ``rdf.py`` keeps to, derived from the ontology: what may stand at the ends of each relation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vanmach.graph import ontology
from vanmach.queries.rdf import Description, number, text


def shapes() -> Iterator[Description]:
    """One shape for each kind, relation and standard term, one for what is said, one for what proves it."""
    for kind in ontology.kinds().values():
        label = _property("rdfs:label", least=1, more={"sh:datatype": {"@id": "rdf:langString"}})
        told: Description = {"@id": f"vm:shape-{kind.name}", "@type": "sh:NodeShape", "sh:targetClass": {"@id": kind.standard}}
        known = [_property(name, least=1, most=1) for name in ("vm:resolved", "vm:verified")]
        days = [_property(name, most=1, more=_days()) for name in ("eli:date_document", "dcterms:date", "vm:statusSince")]
        yield told | {"sh:property": [label, *known, *days]}
    for r in ontology.relations().values():
        yield _ends(f"vm:{r.name}", r.from_, r.to)
    for name, from_, to in _standard_properties():
        yield _ends(name, from_, to)
    for name, members in _standard_classes().items():
        ends = [_property(p, least=least, most=1, more=_one_of(kinds)) for p, (least, kinds) in members.items()]
        yield {"@id": _shape(name), "@type": "sh:NodeShape", "sh:targetClass": {"@id": name}, "sh:property": ends}
    yield _said()
    yield _proof()


def _property(path: str, least: int = 0, most: int | None = None, more: Description | None = None) -> Description:
    told: Description = {"sh:path": {"@id": path}, **(more or {})}
    if least:
        told["sh:minCount"] = number(least)
    if most is not None:
        told["sh:maxCount"] = number(most)
    return told


def _days() -> Description:
    return {"sh:or": {"@list": [{"sh:datatype": {"@id": f"xsd:{name}"}} for name in ("date", "gYearMonth", "gYear")]}}


def _one_of(kinds: Iterable[str]) -> Description:
    """Of one of some kinds."""
    return {"sh:or": {"@list": [{"sh:class": {"@id": ontology.kinds()[kind].standard}} for kind in sorted(kinds)]}}


def _ends(name: str, from_: Iterable[str], to: Iterable[str]) -> Description:
    return {
        "@id": _shape(name),
        "@type": "sh:NodeShape",
        "sh:targetSubjectsOf": {"@id": name},
        **_one_of(from_),
        "sh:property": _property(name, more=_one_of(to)),
    }


def _shape(name: str) -> str:
    return f"vm:shape-{name.replace(':', '-')}"


def _standard_properties() -> Iterator[tuple[str, set[str], set[str]]]:
    """Each property of a standard, and the kinds that the relations put at its ends: several relations may share one."""
    found: dict[str, tuple[set[str], set[str]]] = {}
    for r in ontology.relations().values():
        if r.standard and not r.standard_ends:
            from_, to = found.setdefault(r.standard, (set(), set()))
            from_ |= r.to if r.standard_reverse else r.from_
            to |= r.from_ if r.standard_reverse else r.to
    yield from ((name, from_, to) for name, (from_, to) in found.items())


def _standard_classes() -> dict[str, dict[str, tuple[int, set[str]]]]:
    """Each class of a standard, with the properties of its members: how often at least, and to which kinds."""
    found: dict[str, dict[str, tuple[int, set[str]]]] = {}
    uses: dict[str, int] = {}
    for r in ontology.relations().values():
        if not (r.standard and r.standard_ends):
            continue
        uses[r.standard] = uses.get(r.standard, 0) + 1
        members = found.setdefault(r.standard, {})
        for name, kinds in zip(r.standard_ends, (r.from_, r.to), strict=True):
            times, known = members.get(name, (0, set[str]()))
            members[name] = (times + 1, known | kinds)
    # What not all relations of a class have is no must.
    return {c: {p: (int(times == uses[c]), kinds) for p, (times, kinds) in members.items()} for c, members in found.items()}


def _said() -> Description:
    relations = {"@list": [{"@id": f"vm:{name}"} for name in ontology.relations()]}
    return {
        "@id": "vm:shape-statement",
        "@type": "sh:NodeShape",
        "sh:targetClass": {"@id": "rdf:Statement"},
        "sh:property": [
            _property("rdf:subject", 1, 1),
            _property("rdf:predicate", 1, 1, {"sh:in": relations}),
            _property("rdf:object", 1, 1),
            _property("vm:modality", 1, 1, {"sh:in": {"@list": [text("done"), text("planned")]}}),
            _property("vm:verified", 1, 1, {"sh:datatype": {"@id": "xsd:boolean"}}),
            _property("vm:validFrom", 0, 1, _days()),
            _property("prov:wasDerivedFrom", 1, None, {"sh:class": {"@id": "prov:Entity"}}),
            {"sh:path": {"sh:inversePath": {"@id": "oa:hasBody"}}, "sh:minCount": number(1), "sh:class": {"@id": "oa:Annotation"}},
        ],
    }


def _proof() -> Description:
    return {
        "@id": "vm:shape-proof",
        "@type": "sh:NodeShape",
        "sh:targetClass": {"@id": "oa:Annotation"},
        "sh:property": [
            _property("oa:hasBody", 1, 1, {"sh:class": {"@id": "rdf:Statement"}}),
            _property("oa:hasTarget", 1, 1, {"sh:class": {"@id": "oa:SpecificResource"}}),
        ],
    }
