"""Sheets → rows of text: CSV as spreadsheets of several countries save it, and Excel workbooks."""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterable
from pathlib import Path

from fop_coder.importers import encodings, limits, safe_xml
from fop_coder.model.errors import CodebookRefused, ImportRefused

MAX_ROWS = 50_000
"""The most rows of a sheet that are read; beyond them the file is refused."""

MAX_COLUMNS = 200

Rows = list[list[str]]

# An apostrophe before what a spreadsheet would take for a formula is not part of the text (exporters put it there).
_DISARMED = re.compile("'+[=+\\-@\t\r\n＝＋－＠]")
# How a workbook writes characters that XML cannot hold, and underscores that look like it (ECMA-376, ST_Xstring).
_ESCAPED = re.compile("_x(?![Dd][89A-Fa-f])([0-9A-Fa-f]{4})_")


def read_rows(path: Path) -> Rows:
    """Return the cells of a sheet as text without white space at their ends; the first row is the first of the file.

    Of a workbook the sheet called "Codebook" is read, else the first.

    Raises:
        CodebookRefused: the file is damaged, too large, or its text cannot be read.
    """
    try:
        rows = _workbook_rows(path) if path.suffix.lower() == ".xlsx" else _csv_rows(path)
    except ImportRefused as refused:
        do = f"; {refused.do[:1].lower()}{refused.do[1:]}" if refused.do else ""
        raise CodebookRefused(str(path), [(0, 0, f"the file {refused.reason}{do}")]) from refused
    if len(rows) > MAX_ROWS:
        raise CodebookRefused(str(path), [(MAX_ROWS + 1, 1, f"the sheet has more than {MAX_ROWS:,} rows")])
    return rows


def _csv_rows(path: Path) -> Rows:
    text = encodings.decode(path.name, path.read_bytes()).text
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    rows: Rows = []
    try:
        for row in reader:
            rows.append([_armed(cell).strip() for cell in row[:MAX_COLUMNS]])
            if len(rows) > MAX_ROWS:
                break
    except csv.Error as error:
        message = f"this row cannot be read ({error}); save the sheet again as CSV"
        raise CodebookRefused(str(path), [(len(rows) + 1, 1, message)]) from error
    return rows


def _delimiter(text: str) -> str:
    """Return what separates the headings: comma, semicolon, or tab."""
    headings = text.lstrip("\r\n").split("\n", 1)[0]
    return max(",;\t", key=headings.count)


def _armed(cell: str) -> str:
    return cell[1:] if _DISARMED.match(cell) else cell


def _workbook_rows(path: Path) -> Rows:
    try:
        limits.check_zip(path)
        safe_xml.refuse_doctypes(path)
        return _sheet_rows(path)
    except (KeyError, ValueError, TypeError, AttributeError, SyntaxError, zipfile.BadZipFile) as error:
        # What openpyxl raises on workbooks whose parts do not fit one another; lxml's errors are SyntaxErrors.
        message = (
            "the file is damaged, or no workbook; open it in a spreadsheet program, save it again, and use that copy"
        )
        raise CodebookRefused(str(path), [(0, 0, message)]) from error


def _sheet_rows(path: Path) -> Rows:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of features that openpyxl leaves out: drop-down lists, colours
        book = load_workbook(path, read_only=True, data_only=True)
        try:
            sheets = {sheet.title.casefold(): sheet for sheet in reversed(book.worksheets)}
            sheet = sheets.get("codebook", book.worksheets[0])
            sheet.reset_dimensions()  # some programs write the extent wrongly
            cells = sheet.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS, values_only=True)
            return _without_empty_end([_shown(cell) for cell in row] for row in cells)
        finally:
            book.close()


def _shown(cell: object) -> str:
    """Return a cell as it would be typed: whole numbers without a decimal point."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), str(cell)).strip()


def _without_empty_end(rows: Iterable[list[str]]) -> Rows:
    """Drop the rows below the last that holds anything: formatted sheets have a million of them."""
    kept: Rows = []
    empty = 0
    for row in rows:
        if any(row):
            kept.extend([] for _ in range(empty))
            kept.append(row)
            empty = 0
        else:
            empty += 1
    return kept
