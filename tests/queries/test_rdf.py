"""Linked data as rdflib reads it: both forms say the same, keep to the SHACL shapes of the ontology, and answer SPARQL."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator

import pyshacl
import pytest
import rdflib
from rdflib.compare import isomorphic
from rdflib.namespace import RDF, RDFS

from tests.readings import HOSTILE, document, hostile, reading
from vanmach.graph import ledger, ontology
from vanmach.graph.store import Store, open_store
from vanmach.queries import rdf
from vanmach.queries.shapes import shapes
from vanmach.queries.tables import verbatim
from vanmach.queries.whole import whole

ELI = rdflib.Namespace(rdf.PREFIXES["eli"])
ORG = rdflib.Namespace(rdf.PREFIXES["org"])
OA = rdflib.Namespace(rdf.PREFIXES["oa"])
PROV = rdflib.Namespace(rdf.PREFIXES["prov"])
VM = rdflib.Namespace(rdf.PREFIXES["vm"])


def node(id_: str) -> rdflib.URIRef:
    return rdflib.URIRef(rdf.iri("node", id_))


def turtle(store: Store, quotes: bool = True) -> rdflib.Graph:
    out = io.BytesIO()
    rdf.write_turtle(rdf.described(whole(store, quotes), store.sources()), out)
    return rdflib.Graph().parse(data=out.getvalue(), format="turtle")


def jsonld(store: Store) -> rdflib.Graph:
    out = io.BytesIO()
    rdf.write_jsonld(rdf.described(whole(store), store.sources()), out)
    with warnings.catch_warnings():
        # rdflib 7.6 warns of a class that its own parser of JSON-LD uses.
        warnings.filterwarnings("ignore", "ConjunctiveGraph is deprecated", DeprecationWarning)
        return rdflib.Graph().parse(data=out.getvalue(), format="json-ld")


@pytest.fixture(scope="module")
def shacl() -> rdflib.Graph:
    out = io.BytesIO()
    rdf.write_turtle(shapes(), out)
    return rdflib.Graph().parse(data=out.getvalue(), format="turtle")


@pytest.fixture(scope="module")
def catalogue_graph(catalogue_store: Store) -> rdflib.Graph:
    return turtle(catalogue_store)


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store of hostile words, and a document whose day is known to the month."""
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('odd') / 'graph.db'}")
    more = reading("m", [(document("m", "07-KH/TW", date="2024-03"), "implements", document("m", "06-NQ/TW", date="2023"))])
    for said in (hostile(), more):
        ledger.load(store, said.source, said.text, said.references, said.statements)
    yield store
    store.close_store()


def test_both_forms_say_the_same(small: Store) -> None:
    assert isomorphic(turtle(small), jsonld(small))


def test_it_keeps_to_the_shapes(catalogue_graph: rdflib.Graph, odd: Store, shacl: rdflib.Graph) -> None:
    for graph in (catalogue_graph, turtle(odd)):
        conforms, _, report = pyshacl.validate(graph, shacl_graph=shacl)
        assert conforms, report


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (lambda g: g.add((node("a"), VM.supersedes, node("b"))), "ends that are no documents"),
        (lambda g: g.add((node("01-nq-tw.xiii"), ELI.passed_by, node("02-kh-tw.xiii"))), "passed by a document"),
        (lambda g: g.remove((None, OA.hasBody, None)), "statements without evidence"),
        (lambda g: g.remove((node("01-nq-tw.xiii"), RDFS.label, None)), "no label"),
        (lambda g: g.add((node("01-nq-tw.xiii"), ELI.date_document, rdflib.Literal("hôm qua"))), "a day that is none"),
        (lambda g: g.set((next(g.subjects(RDF.type, RDF.Statement)), RDF.predicate, VM.loves)), "an unknown relation"),
        (lambda g: g.remove((None, RDF.type, PROV.Entity)), "derived from nothing that is known"),
    ],
)
def test_the_shapes_refuse(small: Store, shacl: rdflib.Graph, wrong: object, why: str) -> None:
    graph = turtle(small)
    assert pyshacl.validate(graph, shacl_graph=shacl)[0]
    wrong(graph)  # type: ignore[operator]
    assert not pyshacl.validate(graph, shacl_graph=shacl)[0], why


def test_sparql_asks_what_replaced_what_and_by_which_words(small: Store) -> None:
    found = turtle(small).query(
        """
        SELECT ?newer ?older ?words ?start WHERE {
          ?newer dcterms:replaces ?older .
          ?said rdf:subject ?newer ; rdf:predicate vm:supersedes ; rdf:object ?older ; vm:modality "done" .
          ?proof oa:hasBody ?said ; oa:hasTarget [ oa:hasSource ?source ; oa:hasSelector [ oa:exact ?words ] , [ oa:start ?start ] ] .
          ?source a prov:Entity .
        }"""
    )
    rows = [(str(r.newer), str(r.older), str(r.words), int(r.start)) for r in found]  # type: ignore[union-attr,arg-type]
    assert rows == [(rdf.iri("node", "04-kh-tw.xiii"), rdf.iri("node", "03-kh-tw.xiii"), "04-KH/TW supersedes 03-KH/TW", 0)]


def test_what_is_planned_or_unproven_is_no_plain_fact(small: Store, catalogue_graph: rdflib.Graph) -> None:
    graph = turtle(small)
    assert (node("05-kh-tw.xiii"), VM.supersedes, None) not in graph
    planned = next(graph.subjects(VM.modality, rdflib.Literal("planned")))
    assert graph.value(planned, RDF.subject) == node("05-kh-tw.xiii")
    marked = catalogue_graph.subjects(VM.verified, rdflib.Literal(False))
    unproven = [m for m in marked if (m, RDF.type, RDF.Statement) in catalogue_graph]
    assert unproven
    for said in unproven:
        fact = tuple(catalogue_graph.value(said, end) for end in (RDF.subject, RDF.predicate, RDF.object))
        assert fact not in catalogue_graph


def test_a_relation_stands_in_its_standard_term_the_right_way_round(small: Store, odd: Store) -> None:
    graph = turtle(small)
    assert (node("01-nq-tw.xiii"), ELI.passed_by, node("bo-chinh-tri")) in graph
    assert (node("02-kh-tw.xiii"), ELI.implements, node("01-nq-tw.xiii")) in graph
    assert (node("01-nq-tw.xiii"), RDF.type, ELI.LegalResource) in graph
    posts = turtle(odd)
    memberships = list(posts.subjects(RDF.type, ORG.Membership))
    assert len(memberships) == len(HOSTILE)
    assert all(posts.value(m, ORG.organization) == node("ban-kiem-tra") and posts.value(m, ORG.member) for m in memberships)


def test_every_relation_is_described(small: Store) -> None:
    graph = turtle(small)
    for relation in ontology.relations().values():
        labels = {str(label) for label in graph.objects(VM[relation.name], RDFS.label)}
        assert labels == {relation.vi, relation.en}


def test_hostile_words_are_words(odd: Store) -> None:
    for graph in (turtle(odd), jsonld(odd)):
        assert {str(w) for w in graph.objects(None, OA.exact)} == {*map(verbatim, HOSTILE), "07-KH/TW implements 06-NQ/TW"}
        assert not list(graph.triples((rdflib.URIRef("urn:x"), None, None)))
        days = {str(d): d.datatype for d in graph.objects(None, ELI.date_document)}  # type: ignore[attr-defined]
        assert {d: str(t).rsplit("#")[-1] for d, t in days.items()} == {"2024-03": "gYearMonth", "2023": "gYear"}


def test_without_quotes_no_words_leave(small: Store) -> None:
    assert not list(turtle(small, quotes=False).objects(None, OA.exact))
    assert list(turtle(small, quotes=False).objects(None, OA.start))
