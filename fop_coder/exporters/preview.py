"""What a format would write, as tables: the workbook has sheets of its own, all others the tables of the CSV folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fop_coder.exporters.charts import CHARTS
from fop_coder.exporters.csv_folder import tables_of
from fop_coder.exporters.parts import Parts
from fop_coder.exporters.report import Grid, report_blocks
from fop_coder.exporters.sheets_about import ABOUT
from fop_coder.exporters.sheets_methods import METHODS, method_sections
from fop_coder.exporters.spss import spss_variables
from fop_coder.exporters.tables import Column, Look, Table, distinct
from fop_coder.exporters.tables_material import passage_cells
from fop_coder.exporters.watch import Watch
from fop_coder.exporters.workbook import charts_of, sheets_of, shows_workings
from fop_coder.exporters.workings import with_workings
from fop_coder.model.export import ExportContents

FORMULA = "(formula)"
"""Stands for what the spreadsheet works out itself."""


def tables_written(contents: ExportContents, parts: Parts, ending: str) -> Iterator[Table]:
    """Yield the tables that an export with this ending would write; their rows are made when they are read."""
    if ending in (".docx", ".html"):
        grids = (b for b in report_blocks(contents, parts, Watch(1)) if isinstance(b, Grid))
        yield from (_as_table(grid) for grid in grids)
        return
    if ending == ".sav":
        yield _spss(contents)
        return
    if ending != ".xlsx":
        yield from tables_of(contents, parts, Watch(1))
        return
    yield _about(contents)
    told = contents.some_discussed
    titles = {}
    for table in sheets_of(contents, parts, (passage_cells(row, some_discussed=told) for row in contents.passages)):
        titles[table.name] = table.name
        yield _with_formulas(table) if shows_workings(table, contents, parts) else table
    if charts := charts_of(contents, parts, titles):
        column = Column("chart", "what is drawn", Look.TEXT, 80)
        yield Table(CHARTS, "charts drawn by the spreadsheet", (column,), ((bars.title,) for bars in charts))
    if parts.methods:
        yield _methods(contents)


def _as_table(grid: Grid) -> Table:
    columns = tuple(Column(heading, "", Look.LABEL) for heading in distinct(grid.headings))
    return Table(grid.caption, grid.caption, columns, iter(grid.rows))


def _spss(contents: ExportContents) -> Table:
    variables = spss_variables(contents)
    columns = tuple(Column(v.name, v.label) for v in variables)
    shown = [
        [v.labels.get(int(value), value) if isinstance(value, float) else value for value in v.values]
        for v in variables
    ]
    return Table("SPSS", "a line per respondent; codes are shown by their labels", columns, zip(*shown, strict=True))


def _about(contents: ExportContents) -> Table:
    columns = (Column("", "what is said", Look.LABEL, 28), Column(" ", "of this export", Look.TEXT, 60))
    return Table(ABOUT, "what the workbook is, and what its figures are over", columns, iter(contents.about))


def _methods(contents: ExportContents) -> Table:
    columns = (Column("", "what is explained", Look.LABEL, 30), Column(" ", "in words", Look.TEXT, 80))
    rows = (line for heading, lines in method_sections(contents) for line in ((heading, None), *lines))
    return Table(METHODS, "what each figure means", columns, rows)


def _with_formulas(table: Table) -> Table:
    columns = with_workings(table)
    blank = (FORMULA,) * (len(columns) - len(table.columns))
    return replace(table, columns=columns, rows=((*row, *blank) for row in table.rows))
