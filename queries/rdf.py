"""The graph as linked data in terms of ELI, W3C ORG, PROV and Web Annotation, written as JSON-LD or Turtle one thing after the other.

Owns how a node, an edge and its evidence are described; which term a kind or relation has says the ontology. A description is a JSON-LD
object whose keys are prefixed names: both forms are written of the same ones.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any
from urllib.parse import quote, urlsplit

from vanmach.graph import ontology
from vanmach.graph.model import Source
from vanmach.queries.gexf import is_day
from vanmach.queries.tables import verbatim

Description = dict[str, Any]
PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vm": "urn:vanmach:ontology:",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def iri(kind: str, id_: str) -> str:
    """The name of a thing in linked data.

    >>> iri("node", "35-ct-tw.xiii")
    'urn:vanmach:node:35-ct-tw.xiii'
    """
    return f"urn:vanmach:{kind}:{quote(verbatim(id_), safe='-._~@/')}"


def described(things: Iterable[Mapping[str, Any]], sources: Iterable[Source]) -> Iterator[Description]:
    """Descriptions of the ontology, of sources, and of the nodes and edges of ``whole``."""
    yield from _ontology()
    yield from map(_source, sources)
    for thing in things:
        if "node" in thing:
            yield _node(thing["node"])
        else:
            yield from _edge(thing["edge"])


def _ontology() -> Iterator[Description]:
    """Kinds and relations with their labels, and the standard terms that they are narrower than."""
    for kind in ontology.doc_kinds().values():
        yield {"@id": f"vm:{kind.name}", "@type": "skos:Concept", "skos:prefLabel": _labels(kind.vi, kind.en)}
    for r in ontology.relations().values():
        told: Description = {"@id": f"vm:{r.name}", "@type": "owl:ObjectProperty", "rdfs:label": _labels(r.vi, r.en)}
        if r.standard and r.standard_reverse:
            told["rdfs:subPropertyOf"] = {"@type": "owl:ObjectProperty", "owl:inverseOf": {"@id": r.standard}}
        elif r.standard and not r.standard_ends:
            told["rdfs:subPropertyOf"] = {"@id": r.standard}
        yield told


def _labels(vi: str, en: str) -> list[Description]:
    return [{"@value": vi, "@language": "vi"}, {"@value": en, "@language": "en"}]


def _source(source: Source) -> Description:
    told = {
        "@id": iri("source", source.id),
        "@type": "prov:Entity",
        "dcterms:title": vi(source.title),
        "dcterms:publisher": vi(source.publisher),
        "dcterms:issued": day(source.published),
        "foaf:page": web(source.uri),
        "vm:sha256": text(source.sha256),
    }
    return _known(told)


def _node(node: Mapping[str, Any]) -> Description:
    document = node["kind"] == "document"
    told = {
        "@id": iri("node", node["id"]),
        "@type": ontology.kinds()[node["kind"]].standard,
        "rdfs:label": vi(node["label"]),
        "skos:altLabel": [vi(a) for a in node["aliases"]],
        "vm:resolved": truth(node["resolved"]),
        "vm:verified": truth(node["verified"]),
        "vm:mayBe": [{"@id": iri("node", c["id"])} for c in node["candidates"]],
        "vm:term": text(node["term"]),
        "dcterms:date" if not document else "eli:date_document": day(node["date"]),
    }
    if document:
        told |= {
            "eli:type_document": {"@id": f"vm:{node['doc_kind']}"} if node["doc_kind"] else None,
            "eli:id_local": text(node["symbol"]),
            "eli:title": vi(node["title"]),
            "eli:first_date_entry_in_force": day(node["effective_from"]),
            "vm:status": text(node["status"]),
            "vm:statusSince": day(node["status_since"]),
        }
    return _known(told)


def _edge(edge: Mapping[str, Any]) -> Iterator[Description]:
    """What is said as a statement of its own, with its marks and what proves it; what is proven and done also as a plain fact."""
    relation = ontology.relation(edge["type"])
    from_, to, own = iri("node", edge["from"]), iri("node", edge["to"]), iri("edge", edge["id"])
    told = {
        "@id": own,
        "@type": ["rdf:Statement", "prov:Entity"],
        "rdf:subject": {"@id": from_},
        "rdf:predicate": {"@id": f"vm:{relation.name}"},
        "rdf:object": {"@id": to},
        "vm:modality": text(edge["modality"]),
        "vm:confidence": {"@value": repr(float(edge["confidence"])), "@type": "xsd:double"},
        "vm:verified": truth(edge["verified"]),
        "vm:validFrom": day(edge["valid_from"]),
        **{f"vm:{k}": text(edge["props"][k]) for k in relation.props if k in edge["props"]},
        "prov:wasDerivedFrom": [{"@id": s} for s in dict.fromkeys(iri("source", e["source"]) for e in edge["evidence"])],
    }
    yield _known(told)
    yield from (_proof(own, e) for e in edge["evidence"])
    if edge["verified"] and edge["modality"] == "done":
        yield {"@id": from_, f"vm:{relation.name}": {"@id": to}}
        if relation.standard:
            yield _in_standard_terms(relation, edge, from_, to)


def _in_standard_terms(relation: ontology.Relation, edge: Mapping[str, Any], from_: str, to: str) -> Description:
    if relation.standard_ends:
        a, b = relation.standard_ends
        told: Description = {"@id": iri("fact", edge["id"]), "@type": relation.standard, a: {"@id": from_}, b: {"@id": to}}
        if relation.standard == "org:Membership" and (post := edge["props"].get("position")):
            told["org:role"] = {"@type": "org:Role", "skos:prefLabel": vi(post)}
        return told
    a, b = (to, from_) if relation.standard_reverse else (from_, to)
    return {"@id": a, str(relation.standard): {"@id": b}}


def _proof(about: str, evidence: Mapping[str, Any]) -> Description:
    """The words, or the row of a table, as an annotation whose body is what they prove and whose target is where they stand."""
    source = iri("source", evidence["source"])
    if evidence["type"] == "quote":
        selectors: list[Description] = [
            {"@type": "oa:TextPositionSelector", "oa:start": number(evidence["start"]), "oa:end": number(evidence["end"])}
        ]
        if evidence["quote"] is not None:
            selectors.append({"@type": "oa:TextQuoteSelector", "oa:exact": text(evidence["quote"])})
        target = {"@type": "oa:SpecificResource", "oa:hasSource": {"@id": source}, "oa:hasSelector": selectors}
    else:
        row = {"@type": "oa:FragmentSelector", "rdf:value": text(f"{evidence['table']}/{evidence['row']}")}
        target = {"@type": "oa:SpecificResource", "oa:hasSource": {"@id": source}, "oa:hasSelector": row}
        target |= _known({"vm:knownBy": text(evidence["known_by"]), "foaf:page": web(evidence["url"])})
    return {
        "@type": "oa:Annotation",
        "oa:motivatedBy": {"@id": "oa:linking"},
        "oa:hasBody": {"@id": about},
        "oa:hasTarget": target,
        "vm:rule": text(evidence["rule"]),
        "vm:confidence": {"@value": repr(float(evidence["confidence"])), "@type": "xsd:double"},
    }


def text(value: str | None) -> Description | None:
    """A text in no language."""
    return None if value is None else {"@value": verbatim(value)}


def vi(value: str | None) -> Description | None:
    """A Vietnamese text."""
    return None if value is None else {"@value": verbatim(value), "@language": "vi"}


def truth(value: bool) -> Description:
    """True or false."""
    return {"@value": str(value).lower(), "@type": "xsd:boolean"}


def number(value: int) -> Description:
    """A whole number."""
    return {"@value": str(value), "@type": "xsd:integer"}


def day(value: str | None) -> Description | None:
    """A day, a month or a year, as far as it is known.

    >>> [day(d)["@type"] for d in ("2024-06-14", "2024-06", "2024")]
    ['xsd:date', 'xsd:gYearMonth', 'xsd:gYear']
    """
    if value is None or is_day(value):
        return None if value is None else {"@value": value, "@type": "xsd:date"}
    parts = re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2]))?", value)
    return {"@value": value, "@type": "xsd:gYearMonth" if parts[1] else "xsd:gYear"} if parts else text(value)


def web(address: str | None) -> Description | None:
    """A web page; an address of anything else is told as text."""
    if address is None:
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return text(address)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return text(address)
    return {"@id": quote(verbatim(address), safe="%-._~:/?#[]@!$&'()*+,;=")}


def _known(told: Mapping[str, Any]) -> Description:
    return {k: v for k, v in told.items() if v is not None and v != []}


def write_jsonld(descriptions: Iterable[Description], file: IO[bytes]) -> None:
    """Writes descriptions as one JSON-LD document, one a line."""
    file.write(b'{"@context": ' + json.dumps(PREFIXES).encode() + b',\n"@graph": [')
    for n, description in enumerate(descriptions):
        file.write(b",\n" if n else b"\n")
        file.write(json.dumps(description, ensure_ascii=False).encode())
    file.write(b"\n]}\n")


def write_turtle(descriptions: Iterable[Description], file: IO[bytes]) -> None:
    """Writes descriptions as Turtle."""
    for prefix, full in PREFIXES.items():
        file.write(f"@prefix {prefix}: <{full}> .\n".encode())
    for description in descriptions:
        told = _told(description)
        own = description.get("@id")
        file.write((f"\n{_name(own)}\n  {told} .\n" if own else f"\n[] {told} .\n").encode())


def _told(description: Mapping[str, Any]) -> str:
    said = []
    for key, value in description.items():
        if key == "@id":
            continue
        values = value if isinstance(value, list) else [value]
        if key == "@type":
            said.append(f"a {', '.join(map(_name, values))}")
        else:
            said.append(f"{_name(key)} {', '.join(map(_term, values))}")
    return " ;\n  ".join(said)


def _name(name: str) -> str:
    """A prefixed name as it is, any other as a whole address."""
    return name if name.partition(":")[0] in PREFIXES else f"<{name}>"


def _term(value: Mapping[str, Any]) -> str:
    if "@list" in value:
        return f"( {' '.join(map(_term, value['@list']))} )"
    if "@value" in value:
        # What JSON escapes Turtle escapes alike.
        said = json.dumps(value["@value"], ensure_ascii=False)
        kind = f"@{value['@language']}" if "@language" in value else f"^^{_name(value['@type'])}" if "@type" in value else ""
        return said + kind
    return _name(value["@id"]) if value.keys() == {"@id"} else f"[ {_told(value)} ]"
