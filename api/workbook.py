"""The whole graph as one Excel workbook: the same tables as the CSV, a sheet each. A cell is never a formula or a link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import IO, Any

from xlsxwriter import Workbook

from vanmach.graph.errors import InputError
from vanmach.graph.store import View
from vanmach.queries.tables import EDGE, EVIDENCE, NODE, edge_rows, node_rows, verbatim

MOST_ROWS = 1_048_575  # below the head of a sheet
CELL = 32_767  # characters that a cell holds
PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}  # words are words


def write_workbook(view: View, file: IO[bytes], quotes: bool = True) -> None:
    """Writes the sheets nodes, edges and evidence, row by row; InputError where there are more rows than a sheet holds."""
    with Workbook(file, {**PLAIN, "constant_memory": True}) as book:
        bold = book.add_format({"bold": True, "bottom": 1})

        def sheet(name: str, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
            page = book.add_worksheet(name)
            page.freeze_panes(1, 1)
            for column, title in enumerate(columns):
                page.set_column(column, column, 40 if title in ("label", "title", "quote", "source_title") else 16)
                page.write_string(0, column, title, bold)
            for count, row in enumerate(rows, 1):
                if count > MOST_ROWS:
                    raise InputError(f"more than {MOST_ROWS} {name}: a sheet of Excel holds no more; export them as csv")
                for column, value in enumerate(row[c] for c in columns):
                    if isinstance(value, bool):
                        page.write_boolean(count, column, value)
                    elif isinstance(value, int | float):
                        page.write_number(count, column, value)
                    elif value is not None:
                        page.write_string(count, column, verbatim(value)[:CELL])

        sheet("nodes", NODE, node_rows(view))
        sheet("edges", EDGE, (edge for edge, _ in edge_rows(view, quotes)))
        sheet("evidence", EVIDENCE, _evidence(view, quotes))


def _evidence(view: View, quotes: bool) -> Iterator[Mapping[str, Any]]:
    for _, proofs in edge_rows(view, quotes):
        yield from proofs
