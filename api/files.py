"""A lineage answer as a file for people and programs: offline page, spreadsheet, tables, JSON, GraphML; each names source, version and day.

Owns the form of the files. Words of sources are data in all of them: a cell is never a formula, and no markup of theirs is read.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from pydantic_core import to_json

from vanmach.graph import ontology
from vanmach.queries.tables import EDGE, EVIDENCE, NODE, edge_row, evidence_rows, harmless, node_row, verbatim
from vanmach.visualizations.page import lineage_page
from vanmach.visualizations.words import day, word

JSON = dict[str, Any]
_CELL = 32_767  # characters that a cell of a spreadsheet holds


class About(NamedTuple):
    """What every file says of itself."""

    root: str
    version: str
    generated: str
    lang: str

    def told(self) -> JSON:
        """As a JSON object."""
        return {"source": "Vanmach", "root": self.root, "version": self.version, "generated": self.generated}


class File(NamedTuple):
    """A form of file: its media type, its ending, and what writes it."""

    media_type: str
    ending: str
    write: Callable[[Mapping[str, Any], About], bytes]


def _html(answer: Mapping[str, Any], about: About) -> bytes:
    return lineage_page(answer, lang=about.lang, generated=about.generated, version=about.version).encode("utf-8")


def _json(answer: Mapping[str, Any], about: About) -> bytes:
    return to_json({"about": about.told(), **answer}, indent=1)


def _csv(answer: Mapping[str, Any], about: About) -> bytes:
    out = io.BytesIO()
    tables = (
        ("nodes.csv", NODE, map(node_row, answer["nodes"])),
        ("edges.csv", EDGE, map(edge_row, answer["edges"])),
        ("evidence.csv", EVIDENCE, [row for edge in answer["edges"] for row in evidence_rows(edge)]),
        ("about.csv", ("name", "value"), [{"name": k, "value": v} for k, v in about.told().items()]),
    )
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, columns, rows in tables:
            text = io.StringIO(newline="")
            writer = csv.DictWriter(text, columns)
            writer.writeheader()
            writer.writerows(map(harmless, rows))
            packed.writestr(name, text.getvalue().encode("utf-8-sig", "replace"))
    return out.getvalue()


def _xlsx(answer: Mapping[str, Any], about: About) -> bytes:
    from xlsxwriter import Workbook  # asked for rarely

    lang = about.lang
    out = io.BytesIO()
    # Words are words: neither a formula nor a link, whatever they begin with.
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})

        def sheet(key: str, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[object]]) -> None:
            page = book.add_worksheet(word(lang, key)[:31])
            for column, (name, width) in enumerate(columns):
                page.set_column(column, column, width, wrapped)
                page.write_string(0, column, word(lang, name), bold)
            count = 0
            for count, row in enumerate(rows, 1):
                for column, value in enumerate(row):
                    if isinstance(value, float):
                        page.write_number(count, column, value)
                    else:
                        page.write_string(count, column, verbatim(str(value or ""))[:_CELL])
            page.freeze_panes(1, 1)
            page.autofilter(0, 0, count, len(columns) - 1)

        labels = {node["id"]: node["symbol"] or node["label"] for node in answer["nodes"]}
        sheet(
            "documents",
            (("symbol", 18), ("kind", 14), ("date", 12), ("issuer", 26), ("status", 20), ("title", 70), ("term", 8), ("aliases", 30)),
            [
                (
                    node["symbol"] or node["label"],
                    _kind(node, lang),
                    node["date"],
                    (node["issuer"] or {}).get("label"),
                    word(lang, f"status_{node['status']}") if node["status"] else "",
                    node["title"],
                    node["term"],
                    " ; ".join(node["aliases"]),
                )
                for node in answer["nodes"]
            ],
        )
        sheet(
            "relations",
            (("newer", 20), ("relation", 22), ("older", 20), ("since", 12), ("check", 18), ("confidence", 12)),
            [
                (
                    labels[edge["from"]],
                    ontology.relation(edge["type"]).label(lang),
                    labels[edge["to"]],
                    edge["valid_from"],
                    word(lang, "planned" if edge["modality"] == "planned" else "verified" if edge["verified"] else "unverified"),
                    float(edge["confidence"]),
                )
                for edge in answer["edges"]
            ],
        )
        sheet(
            "evidence",
            (("newer", 20), ("relation", 22), ("older", 20), ("evidence", 90), ("quote_from", 40), ("place", 20), ("confidence", 12)),
            [
                (
                    labels[edge["from"]],
                    ontology.relation(edge["type"]).label(lang),
                    labels[edge["to"]],
                    proof.get("quote") or word(lang, "record", table=proof.get("table"), row=proof.get("row")),
                    proof.get("source_title") or proof["source"],
                    word(lang, "place", start=proof["start"], end=proof["end"]) if proof["type"] == "quote" else proof.get("url"),
                    float(proof["confidence"]),
                )
                for edge in answer["edges"]
                for proof in edge["evidence"]
            ],
        )
        made = word(lang, "made_by", version=about.version, generated=day(lang, about.generated))
        quoted = {p["source_title"] or p["source"] for e in answer["edges"] for p in e["evidence"] if p["type"] == "quote"}
        sheet("sources", (("made", 30), ("sources", 110)), [(made, ""), *(("", title) for title in sorted(quoted))])
    return out.getvalue()


def _graphml(answer: Mapping[str, Any], about: About) -> bytes:
    from vanmach.queries.networks import to_graphml  # networkx takes longer than most other answers

    return to_graphml(answer, about.told()).encode("utf-8")


FILES = {
    "html": File("text/html; charset=utf-8", "html", _html),
    "xlsx": File("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", _xlsx),
    "csv": File("application/zip", "zip", _csv),
    "json": File("application/json", "json", _json),
    "graphml": File("application/graphml+xml", "graphml", _graphml),
}


def _kind(node: Mapping[str, Any], lang: str) -> str:
    term = ontology.doc_kinds().get(node["doc_kind"] or "") or ontology.kinds().get(node["kind"])
    return (term.vi if lang == "vi" else term.en) if term else ""
