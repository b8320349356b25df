"""The Excel workbook: figures first, then the respondents and passages behind them, linked to one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

from fop_coder.exporters.charts import CHARTS, Bars, bars_of_schemes, bars_of_tally, write_charts
from fop_coder.exporters.matrix import matrix_table
from fop_coder.exporters.parts import Parts
from fop_coder.exporters.sheets import AnyCell, Changed, Linked, Sheet, column_letter, location, sheet_title
from fop_coder.exporters.sheets_about import ABOUT, write_about
from fop_coder.exporters.sheets_methods import METHODS, write_methods
from fop_coder.exporters.tables import Cell, Table
from fop_coder.exporters.tables_agreement import agreement_tables
from fop_coder.exporters.tables_codebook import codebook_table
from fop_coder.exporters.tables_material import (
    PASSAGES,
    RESPONDENTS,
    passage_cells,
    passages_table,
    respondent_columns,
    respondents_table,
)
from fop_coder.exporters.tables_quotations import quotations_table
from fop_coder.exporters.tables_schemes import scheme_blocks, scheme_table, schemes_by_group
from fop_coder.exporters.tables_tally import tally_blocks, tally_table
from fop_coder.exporters.watch import Watch
from fop_coder.exporters.workings import Workings, bands_with_workings, is_recounted, with_workings
from fop_coder.model.errors import ExportRefused
from fop_coder.model.export import ExportContents
from fop_coder.model.tally import CONSENSUS_OF

if TYPE_CHECKING:
    from openpyxl import Workbook

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
"""What one Excel sheet holds."""

MOST_LINKS = 10_000
"""Links from respondents to passages are kept in memory until their sheet ends; beyond this many there are none."""

FIGURES_HEADING_ROW = 7
"""Headings of figures stand on this row, what they are over above; those of all other tables on row 1."""


def write_workbook(contents: ExportContents, path: Path, parts: Parts, watch: Watch) -> None:
    """Write the workbook.

    Raises:
        ExportRefused: if a table has more rows or columns than an Excel sheet, or the temporary folder is full.
        Cancelled: when the user has stopped it.
        OSError: if the file cannot be written.
    """
    from lxml.etree import SerialisationError
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.properties.creator = "FOP Coder"
    book.properties.title = project_name(contents)
    try:
        with ExitStack() as afterwards:
            afterwards.callback(_remove_scratch_files, book)
            _Sheets(book, contents, parts, watch).write()
            watch.tell()
            _save(book, path)
    except SerialisationError as error:
        raise ExportRefused(
            f"the folder for temporary files cannot be written to ({error})",
            where=gettempdir(),
            do="Free some room there",
        ) from error


def sheets_of(contents: ExportContents, parts: Parts, passages: Iterator[tuple[Cell, ...]]) -> Iterator[Table]:
    """Yield the tables of the parts asked for, in the order of their sheets.

    Args:
        passages: the lines of the sheet of passages, made when they are read.
    """
    if parts.tally:
        yield tally_table(contents)
        yield from (tally_blocks(tally) for tally in contents.tallies_by)
    if parts.classification:
        yield scheme_table(contents)
        yield from (scheme_blocks(schemes) for schemes in schemes_by_group(contents))
    if parts.respondents:
        yield respondents_table(contents)
    if parts.passages:
        yield passages_table(passages, some_discussed=contents.some_discussed)
    if parts.quotations and contents.quotations is not None:
        yield quotations_table(contents)
    if parts.matrix and contents.matrix:
        yield matrix_table(contents.matrix)
    if parts.agreement and contents.agreement:
        yield from agreement_tables(contents.agreement)
    if parts.codebook:
        yield codebook_table(contents.codebook)


def charts_of(contents: ExportContents, parts: Parts, titles: Mapping[str, str]) -> list[Bars]:
    """Return what is drawn of the figures that are written; ``titles``: of their sheets, by the tables' names."""
    found: list[Bars] = []
    if parts.charts and "Tally" in titles:
        found += bars_of_tally(contents.tally, titles["Tally"], FIGURES_HEADING_ROW)
    if parts.charts and "Classification" in titles:
        found += bars_of_schemes(contents.schemes, titles["Classification"], FIGURES_HEADING_ROW)
    return found


def shows_workings(table: Table, contents: ExportContents, parts: Parts) -> bool:
    """Say whether a sheet has formulas beside its figures: they count the lines of respondents, which must be there."""
    return contents.live and parts.respondents and is_recounted(table)


def project_name(contents: ExportContents) -> str:
    """Return the project's name from the About lines, or the codebook's."""
    return next((value for label, value in contents.about if label.casefold() == "project"), contents.codebook.name)


class _Sheets:
    """The sheets of one workbook: put in their order, then written in the order in which they need one another."""

    def __init__(self, book: Workbook, contents: ExportContents, parts: Parts, watch: Watch) -> None:
        self._book, self._contents, self._parts, self._watch = book, contents, parts, watch
        self._changed: list[Changed] = []
        self._tables: list[tuple[str, Table]] = []
        self._places = _PassagePlaces(contents)

    def write(self) -> None:
        taken: set[str] = set()
        about = sheet_title(ABOUT, taken)
        self._tables = [
            (sheet_title(table.name, taken), table)
            for table in sheets_of(self._contents, self._parts, self._passages())
        ]
        bars = charts_of(self._contents, self._parts, {table.name: title for title, table in self._tables})
        charts = sheet_title(CHARTS, taken) if bars else ""
        methods = sheet_title(METHODS, taken) if self._parts.methods else ""
        for title in filter(None, (about, *(title for title, _ in self._tables), charts, methods)):
            self._book.create_sheet(title)
        # Passages first, so that figures can lead to them; About last, when all changed cells are known.
        for title, table in sorted(self._tables, key=lambda t: t[1].name != PASSAGES):
            self._write(title, table)
        if charts:
            write_charts(sheet := self._sheet(charts), self._book, bars)
            sheet.close()
        if methods:
            write_methods(sheet := self._sheet(methods), self._contents)
            sheet.close()
        sheet = self._sheet(about)
        write_about(sheet, self._contents, self._tables, self._changed)
        sheet.close()

    def _passages(self) -> Iterator[tuple[Cell, ...]]:
        for row, passage in enumerate(self._watch.over(self._contents.passages), start=2):
            if row > MOST_ROWS:
                raise _too_large(PASSAGES, "passages")
            self._places.note(passage.respondents, passage.code, passage.coder, row)
            yield passage_cells(passage, some_discussed=self._contents.some_discussed)

    def _write(self, title: str, table: Table) -> None:
        if len(table.columns) > MOST_COLUMNS:
            raise _too_large(title, "columns")
        sheet = self._sheet(title)
        heading_row = FIGURES_HEADING_ROW if table.lines else 1
        sheet.table(*self._with_links(table), heading_row)
        sheet.close()

    def _sheet(self, title: str) -> Sheet:
        return Sheet(self._book, title, project_name(self._contents), self._changed)

    def _with_links(self, table: Table) -> tuple[Table, Iterator[tuple[AnyCell, ...]]]:
        """Return a table with its rows, those of figures and respondents leading to what is behind them."""
        rows: Iterator[tuple[AnyCell, ...]] = iter(table.rows)
        if table.name == RESPONDENTS:
            return table, self._watch.over(self._leading_to_passages(table))
        if table.name == "Tally" and self._parts.respondents:
            rows = self._leading_to_respondents(table)
        if not shows_workings(table, self._contents, self._parts):
            return table, rows
        whole = replace(table, columns=with_workings(table), bands=bands_with_workings(table))
        return whole, Workings(self._contents, self._respondents).rows(table, rows, FIGURES_HEADING_ROW + 1)

    @property
    def _respondents(self) -> str:
        return next(title for title, table in self._tables if table.name == RESPONDENTS)

    def _leading_to_respondents(self, table: Table) -> Iterator[tuple[AnyCell, ...]]:
        columns = respondent_columns(self._contents)
        for ident, name, n, *rest in table.rows:
            letter = column_letter(columns["code", str(ident)])
            place = location(self._respondents, letter, 1)
            first = self._first_passage(str(ident), str(name))
            yield (ident, first, Linked(n, place) if isinstance(n, int) else n, *rest)

    def _first_passage(self, ident: str, name: str) -> AnyCell:
        row = self._places.of_code.get(ident)
        return name if row is None else Linked(name, self._passage(row))

    def _leading_to_passages(self, table: Table) -> Iterator[tuple[AnyCell, ...]]:
        columns = respondent_columns(self._contents)
        codes = {ident: column for (what, ident), column in columns.items() if what == "code"}
        for row in table.rows:
            cells: list[AnyCell] = list(row)
            for ident, column in codes.items():
                place = self._places.of_respondent.get((str(row[0]), ident))
                if cells[column - 1] == 1 and place is not None:
                    cells[column - 1] = Linked(1, self._passage(place))
            yield tuple(cells)

    def _passage(self, row: int) -> str:
        return location(next(title for title, table in self._tables if table.name == PASSAGES), "A", row)


class _PassagePlaces:
    """Where the first passage of each code, and of each respondent and code, stands on the sheet of passages."""

    def __init__(self, contents: ExportContents) -> None:
        self.of_code: dict[str, int] = {}
        self.of_respondent: dict[tuple[str, str], int] = {}
        self._coders = frozenset(contents.tally.base.coders)
        self._links = len(contents.status_rows) * len(contents.tally.rows) <= MOST_LINKS
        self._counts_for: dict[str, list[str]] = {}
        idents = {code.guid: code.ident for code in contents.codebook.codes}
        for code in contents.codebook.codes:
            for below in contents.codebook.gathered(code.guid):
                self._counts_for.setdefault(idents[below], []).append(code.ident)

    def note(self, respondents: Sequence[str], code: str, coder: str, row: int) -> None:
        """Keep the row if it is the first that counts; those of coders outside the view do not."""
        if not respondents or not (coder in self._coders or coder.startswith(CONSENSUS_OF)):
            return
        for ident in self._counts_for.get(code, (code,)):
            self.of_code.setdefault(ident, row)
            if self._links:
                for respondent in respondents:
                    self.of_respondent.setdefault((respondent, ident), row)


def _too_large(title: str, what: str) -> ExportRefused:
    return ExportRefused(
        f"there are more {what} than an Excel sheet holds", where=f"sheet {title}", do="Export to .csv or .json instead"
    )


def _save(book: Workbook, path: Path) -> None:
    """Write the archive. Closed here in any case: openpyxl leaves it open when the disk is full."""
    from openpyxl.writer.excel import ExcelWriter

    with ZipFile(path, "w", ZIP_DEFLATED, allowZip64=True) as archive:
        ExcelWriter(book, archive).write_data()


def _remove_scratch_files(book: Workbook) -> None:
    """Remove the file that openpyxl keeps for each sheet; it does so itself only for workbooks that were saved."""
    with ExitStack() as every:
        for sheet in book.worksheets:
            every.callback(_remove_scratch_file, sheet)


def _remove_scratch_file(sheet: Any) -> None:
    writer = sheet._writer  # None before the first row
    if writer is None:
        return
    try:
        if sheet._rows is not None:
            sheet._rows.close()
        writer.close()
    finally:
        if Path(writer.out).exists():
            writer.cleanup()
