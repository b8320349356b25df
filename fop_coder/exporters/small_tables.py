"""Small tables that people work on elsewhere and bring back: .csv or .xlsx, each value as it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from fop_coder.exporters.beside import file_beside
from fop_coder.exporters.line_tables import write_lines
from fop_coder.exporters.sheets import Changed, Sheet, sheet_title
from fop_coder.exporters.tables import Cell, Column, Look, Table
from fop_coder.model.errors import ExportRefused


def write_small_table(path: Path, name: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Write a table by the ending of the path; return how many rows. It appears whole or not at all.

    In a workbook a value is a number where its digits come back the same; everything else is text.

    Args:
        name: of the sheet in a workbook.

    Raises:
        ExportRefused: if the ending is neither .csv nor .xlsx, or the file cannot be written.
    """
    ending = path.suffix.lower()
    if ending == ".csv":
        return write_lines(path, headings, rows)
    if ending == ".xlsx":
        return _write_workbook(path, name, headings, list(rows))
    raise ExportRefused(
        f"{path.suffix or 'no ending'} is not a format of tables", where=str(path), do="Use .csv or .xlsx"
    )


def _write_workbook(path: Path, name: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
    from openpyxl import Workbook

    title = sheet_title(name, set())
    columns = tuple(Column(heading, heading, Look.LABEL, 18) for heading in headings)
    table = Table(title, name, columns, ())
    changed: list[Changed] = []
    try:
        with file_beside(path) as fresh:
            book = Workbook(write_only=True)
            book.create_sheet(title)
            sheet = Sheet(book, title, "", changed)
            sheet.table(table, (tuple(_cell(value) for value in row) for row in rows), heading_row=1)
            sheet.close()
            book.save(fresh)
    except OSError as error:
        raise ExportRefused(
            f"cannot be written ({error.strerror})", where=str(path), do="Close it elsewhere, or choose another place"
        ) from error
    return len(rows)


def _cell(value: str) -> Cell:
    for kind in (int, float):
        try:
            number = kind(value)
        except ValueError:
            continue
        if str(number) == value and abs(number) < 1e15:
            return number
    return value or None
