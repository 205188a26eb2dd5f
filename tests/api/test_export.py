"""The whole graph in each form, at the command line and over HTTP; what is opened here is opened by programs that are not ours."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import networkx
import openpyxl
import pytest
import rdflib
from httpx2 import Client

from tests.api.conftest import run
from tests.readings import HOSTILE, hostile
from vanmach.api.export import FORMATS
from vanmach.api.files import FILES, About
from vanmach.graph import ledger
from vanmach.graph.store import open_store
from vanmach.queries.networks import from_networkx, whole_graph
from vanmach.queries.tables import as_meant, verbatim

API = "/api/v1"
ONE_FILE = sorted(name for name, form in FORMATS.items() if form.folder is None)


@pytest.fixture(scope="session")
def odd_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store of hostile words."""
    url = f"sqlite:///{tmp_path_factory.mktemp('odd') / 'graph.db'}"
    store = open_store(url)
    said = hostile()
    ledger.load(store, said.source, said.text, said.references, said.statements)
    store.close_store()
    return url


@pytest.mark.parametrize("form", ONE_FILE)
def test_the_doors_write_the_same_file(client: Client, store_url: str, tmp_path: Path, form: str) -> None:
    answer = client.get(f"{API}/export", params={"format": form})
    assert answer.status_code == 200
    assert answer.headers["content-type"].split(";")[0] == FORMATS[form].media_type
    assert answer.headers["content-disposition"] == f'attachment; filename="vanmach.{FORMATS[form].ending}"'
    file = tmp_path / "deep" / f"graph.{form}"
    ran = run("export", "--format", form, "--out", file, "--store", store_url)
    assert (ran.code, ran.out) == (0, "")
    assert list(file.parent.iterdir()) == [file]
    assert _plain(file.read_bytes()) == _plain(answer.content)


def _plain(data: bytes) -> object:
    """A workbook by its sheets: it tells when it was made."""
    if not data.startswith(b"PK"):
        return data
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {sheet.title: list(sheet.values) for sheet in book}


@pytest.mark.parametrize("form", sorted({*FORMATS} - {"shacl", "neo4j"}))
def test_without_quotes_no_words_of_sources_leave(store_url: str, tmp_path: Path, form: str) -> None:
    store = open_store(store_url)
    edges = list(store.all_edges())
    said = store.statements(edges)
    quotes = {" ".join(w.split()) for s in said.values() if (w := getattr(s.evidence, "quote", "")) and len(w) > 40}
    names = " ".join(name for n in store.all_nodes() for name in (n.label, n.title or "", *n.aliases))
    quotes = {q for q in quotes if q not in names}  # what a thing is called is no quote
    store.close_store()
    assert len(quotes) > 10
    for option, words_leave in (((), True), (("--without-quotes",), False)):
        out = tmp_path / f"{form}{words_leave}"
        assert run("export", "--format", form, "--out", out, "--store", store_url, *option).code == 0
        text = " ".join(_text(out).split())
        assert any(q in text for q in quotes) is words_leave


def test_a_store_does_not_leave_without_its_words(client: Client, store_url: str, tmp_path: Path) -> None:
    ran = run("export", "--format", "neo4j", "--out", tmp_path / "csv", "--store", store_url, "--without-quotes")
    assert ran.code == 2
    assert "without the words that prove it" in ran.err
    assert client.get(f"{API}/export", params={"format": "neo4j", "quotes": False}).status_code == 422
    assert run("export", "--format", "neo4j", "--out", tmp_path / "csv", "--store", store_url).code == 0
    packed = client.get(f"{API}/export", params={"format": "neo4j"})
    assert set(zipfile.ZipFile(io.BytesIO(packed.content)).namelist()) == {path.name for path in (tmp_path / "csv").iterdir()}
    assert "neo4j-admin database import full neo4j --nodes=Thing.csv" in (tmp_path / "csv" / "import.sh").read_text()


def _text(path: Path) -> str:
    if path.is_dir():
        return "\n".join(f.read_text("utf-8") for f in path.iterdir())
    data = path.read_bytes()
    if data.startswith(b"PK"):
        return "\n".join(str(cell) for sheet in openpyxl.load_workbook(io.BytesIO(data)) for row in sheet.values for cell in row)
    return data.decode().replace("&quot;", '"').replace('\\"', '"')


def test_excel_reads_the_tables(store_url: str, tmp_path: Path) -> None:
    run("export", "--format", "xlsx", "--out", tmp_path / "graph.xlsx", "--store", store_url)
    run("export", "--format", "csv", "--out", tmp_path / "csv", "--store", store_url)
    book = openpyxl.load_workbook(tmp_path / "graph.xlsx")
    assert book.sheetnames == ["nodes", "edges", "evidence"]
    for sheet in book:
        with (tmp_path / "csv" / f"{sheet.title}.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = [[as_meant(cell) for cell in row] for row in csv.reader(file)]
        found = [["" if cell is None else str(cell) for cell in row] for row in sheet.values]
        assert [[_same(c) for c in row] for row in found] == [[_same(c) for c in row] for row in rows]


def _same(cell: str) -> str:
    return cell.removesuffix(".0")


def test_no_cell_of_excel_is_a_formula_or_a_link(odd_url: str, tmp_path: Path) -> None:
    run("export", "--format", "xlsx", "--out", tmp_path / "odd.xlsx", "--store", odd_url)
    book = openpyxl.load_workbook(tmp_path / "odd.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    words = {cell.value for cell in book["evidence"]["G"]}
    assert {verbatim(w) for w in HOSTILE} - {_excel(w) for w in words if w} == set()


def _excel(word: str) -> str:
    return word.replace("_x000D_", "\r")


def test_no_cell_of_the_tables_is_a_formula(odd_url: str, tmp_path: Path) -> None:
    assert run("export", "--out", tmp_path, "--store", odd_url).code == 0
    quotes = set()
    for name in ("nodes", "edges", "evidence"):
        with (tmp_path / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                assert not [cell for cell in row.values() if cell[:1] in tuple("=+-@\t\r") and cell]
                quotes |= {as_meant(row["quote"])} if "quote" in row else set()
    assert quotes == set(HOSTILE)


def test_a_lineage_as_tables_has_no_formula_either(odd_url: str) -> None:
    store = open_store(odd_url)
    answer = from_networkx(whole_graph(store))
    store.close_store()
    packed = zipfile.ZipFile(io.BytesIO(FILES["csv"].write(answer, About("h", "1", "2026-11-01", "vi"))))
    rows = csv.DictReader(io.StringIO(packed.read("evidence.csv").decode("utf-8-sig"), newline=""))
    assert {as_meant(row["quote"]) for row in rows} == set(HOSTILE)
    for name in packed.namelist():
        cells = [cell for row in csv.reader(io.StringIO(packed.read(name).decode("utf-8-sig"), newline="")) for cell in row]
        assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t\r") and cell]


def test_other_programs_open_the_files(client: Client) -> None:
    stats = client.get(f"{API}/stats").json()
    got = {form: client.get(f"{API}/export", params={"format": form}).content for form in ("graphml", "gexf", "turtle")}
    graph = networkx.parse_graphml(got["graphml"].decode(), force_multigraph=True)
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (stats["nodes"], stats["edges"])
    graph = networkx.read_gexf(io.BytesIO(got["gexf"]))
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (stats["nodes"], stats["edges"])
    statements = rdflib.Graph().parse(data=got["turtle"], format="turtle").subjects(rdflib.RDF.type, rdflib.RDF.Statement)
    assert len(list(statements)) == stats["edges"]


def test_what_is_exported_as_lines_is_loaded_as_it_was(store_url: str, tmp_path: Path) -> None:
    first, again = f"sqlite:///{tmp_path / 'first.db'}", f"sqlite:///{tmp_path / 'again.db'}"
    file = tmp_path / "graph.jsonl"
    run("export", "--format", "jsonl", "--out", file, "--store", store_url)
    assert run("load", file, "--store", first).code == 0
    edge = next(json.loads(line)["edge"] for line in file.read_text("utf-8").splitlines() if line.startswith('{"edge"'))
    assert run("review", "reject", edge["id"], "--note", '=1+1 "không"', "--store", first).code == 0
    run("export", "--format", "jsonl", "--out", file, "--store", first)
    ran = run("load", file, "--store", again, "--format", "json")
    assert json.loads(ran.out)["sources"] == {"new": 5, "unchanged": 0, "changed": 0, "failed": 0}
    run("export", "--format", "jsonl", "--out", tmp_path / "again.jsonl", "--store", again)
    assert (tmp_path / "again.jsonl").read_bytes() == file.read_bytes()
    assert edge["id"] not in (tmp_path / "again.jsonl").read_text("utf-8").split('{"reading"')[0]
    assert json.loads(run("load", tmp_path, "--store", again, "--format", "json").out)["sources"]["unchanged"] == 10
