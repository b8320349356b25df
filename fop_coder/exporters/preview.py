"""What a format would write, as tables: the workbook has sheets of its own, all others the tables of the CSV folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fop_coder.exporters.csv_folder import tables_of
from fop_coder.exporters.parts import Parts
from fop_coder.exporters.sheets_about import ABOUT
from fop_coder.exporters.tables import Column, Look, Table
from fop_coder.exporters.tables_material import passage_cells
from fop_coder.exporters.watch import Watch
from fop_coder.exporters.workbook import RECOUNTED, is_recounted, sheets_of
from fop_coder.model.export import ExportContents

FORMULA = "(formula)"
"""Stands for what the spreadsheet works out itself."""


def tables_written(contents: ExportContents, parts: Parts, ending: str) -> Iterator[Table]:
    """Yield the tables that an export with this ending would write; their rows are made when they are read."""
    if ending != ".xlsx":
        yield from tables_of(contents, parts, Watch(1))
        return
    yield _about(contents)
    for table in sheets_of(contents, parts, (passage_cells(row) for row in contents.passages)):
        yield _with_formula(table) if is_recounted(table, parts) else table


def _about(contents: ExportContents) -> Table:
    columns = (Column("", "what is said", Look.LABEL, 28), Column(" ", "of this export", Look.TEXT, 60))
    return Table(ABOUT, "what the workbook is, and what its figures are over", columns, iter(contents.about))


def _with_formula(table: Table) -> Table:
    return replace(table, columns=(*table.columns, RECOUNTED), rows=((*row, FORMULA) for row in table.rows))
