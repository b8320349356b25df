"""Excel workbooks (.xlsx): the values of one sheet as text, never their formulas."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fop_coder.importers import limits, safe_xml
from fop_coder.importers.sheet_rows import MOST_COLUMNS, MOST_ROWS, Row
from fop_coder.importers.wording import quoted
from fop_coder.model.errors import ImportRefused

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

_LAST_ROW = 1_048_576
"""Excel's own; empty rows up to it cost nothing, a file that claims more is not believed."""

_ONLY_ZEROS = re.compile(r"0{2,}")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def read_rows(path: Path) -> tuple[list[Row], list[str]]:
    """Return the rows that hold anything of the first visible sheet that has some, with notes.

    Values are written as people see them: 12 and not 12.0, dates as 2016-05-03, and for formulas the value last worked
    out. A cell whose formula has never been worked out is empty.

    Raises:
        ImportRefused: the file is damaged, encrypted, too large, or no workbook.
    """
    import openpyxl

    limits.check_zip(path)
    safe_xml.refuse_doctypes(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # on styles and validations, which nobody needs here
            workbook = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
            try:
                return _first_with_content(path, workbook)
            finally:
                workbook.close()
    except (
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        SyntaxError,
        OSError,
    ) as error:
        raise ImportRefused(
            path.name,
            "is damaged, or not a workbook, whatever its ending says",
            do="Open it in Excel or LibreOffice, save it again, and import that copy",
        ) from error


def _first_with_content(path: Path, workbook: Workbook) -> tuple[list[Row], list[str]]:
    """Return the rows of the first visible sheet with content, and a note on the others."""
    sheets: list[Any] = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
    chosen: list[Row] = []
    name = ""
    others: list[str] = []
    for sheet in sheets:
        if chosen:
            others += [sheet.title] if next(_rows(path, sheet), None) else []
        else:
            chosen, name = list(_rows(path, sheet)), sheet.title
    notes = []
    if others:
        notes.append(f'Only the sheet "{name}" is read, not {quoted(others)}')
    if chosen and max(len(row.cells) for row in chosen) == MOST_COLUMNS:
        notes.append(f"Only the first {MOST_COLUMNS:,} columns are looked at")
    return chosen, notes


def _rows(path: Path, sheet: Any) -> Iterator[Row]:
    sheet.reset_dimensions()  # what a file says of its own size may be wrong
    characters = filled = 0
    for number, cells in enumerate(sheet.iter_rows(), 1):
        if number > _LAST_ROW:
            return
        texts = _texts(cells[:MOST_COLUMNS])
        filled += bool(texts)
        characters += sum(map(len, texts))
        if filled > MOST_ROWS or characters > limits.MAX_CHARACTERS:
            raise ImportRefused(
                path.name,
                f"has more than {MOST_ROWS:,} rows, or more than {limits.MAX_CHARACTERS:,} characters",
                do="Divide it",
            )
        if texts:
            yield Row(number, tuple(texts))


def _texts(cells: Iterable[Any]) -> list[str]:
    """Return the cells of a row as text, without empty ones at the end."""
    filled = [cell for cell in cells if cell.value is not None]
    last = 0
    texts: list[str] = []
    for cell in filled:
        text = _shown(cell.value, str(cell.number_format or "")).strip()
        if text:
            texts += [""] * (cell.column - 1 - last) + [text]
            last = cell.column
    return texts


def _shown(value: object, format: str) -> str:
    """Return a cell's value as the sheet shows it, whatever the fine points of its format."""
    for kind, show in _SHOWN:
        if isinstance(value, kind):
            return show(value, format)
    return str(value)


def _show_text(value: Any, _: str) -> str:
    """Return text with the escapes of Excel undone: _x000D_ is a carriage return."""
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value))
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def _show_number(value: Any, format: str) -> str:
    if _ONLY_ZEROS.fullmatch(format) and value == int(value):
        return f"{int(value):0{len(format)}d}"  # a case number such as 007
    if format.endswith("%"):
        return f"{value * 100:.10g}%"
    return str(value) if isinstance(value, int) else f"{value:.15g}"


def _show_moment(value: Any, _: str) -> str:
    if value.time() == time(0):
        return str(value.date().isoformat())
    return str(value.replace(microsecond=0).isoformat(sep=" "))


def _show_time(value: Any, format: str) -> str:
    return str(value.replace(microsecond=0).isoformat("auto" if "s" in format.casefold() else "minutes"))


def _show_span(value: Any, _: str) -> str:
    seconds = round(value.total_seconds())
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


_SHOWN: tuple[tuple[type, Callable[[Any, str], str]], ...] = (
    (str, _show_text),
    (bool, lambda value, _: "TRUE" if value else "FALSE"),
    (int, _show_number),
    (float, _show_number),
    (datetime, _show_moment),
    (date, lambda value, _: str(value.isoformat())),
    (time, _show_time),
    (timedelta, _show_span),
)
