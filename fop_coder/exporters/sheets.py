"""One sheet of a workbook, written row by row: looks, headings, filters, links, and how it is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from fop_coder.exporters.cells import cell_text, is_taken_for_formula
from fop_coder.exporters.tables import Cell, Column, Look, Table

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell as SheetCell

_TEXT = "s"
_FORMATTED = (Look.SHARE.value, Look.COEFFICIENT.value)
_FONT = "Calibri"
"""What openpyxl gives every cell that has no font of its own; a font without a name is shown in whatever comes."""


class Linked(NamedTuple):
    """A cell that leads to another one of the workbook, such as ``'Passages'!A12``."""

    value: str | int
    location: str


class Formula(NamedTuple):
    """A cell that the spreadsheet works out; the text begins with an equals sign.

    ``result`` is kept beside it, for whoever shows the file without working it out (a mail's preview, Excel's
    protected view, most libraries).
    """

    text: str
    result: str | int | None = None


AnyCell = Cell | Linked | Formula


@dataclass(frozen=True, slots=True)
class Changed:
    """A cell whose text could not be stored as it is. ``row`` is counted from 1."""

    sheet: str
    row: int
    column: str
    what: str


class Sheet:
    """Writes one sheet from top to bottom; openpyxl keeps no row in memory.

    Args:
        book: a write-only workbook that already has the sheet.
        title: of the sheet.
        project: the name to be printed at the top of each page.
        changed: where cells are listed whose text could not be stored as it is.
    """

    def __init__(self, book: Workbook, title: str, project: str, changed: list[Changed]) -> None:
        """Set up printing; nothing is written yet."""
        self.title = title
        self.row = 0
        self._sheet: Any = book[title]
        self._changed = changed
        self._looks = _looks(self._sheet)
        self._headings: Sequence[str] = ()
        self._results: dict[str, str | int] = {}
        _set_up_print(self._sheet, project)

    def open(self, columns: Sequence[Column], heading_row: int, frozen: int) -> None:
        """Set widths and what stays in sight; must come before the first row."""
        for number, column in enumerate(columns, start=1):
            self._sheet.column_dimensions[column_letter(number)].width = column.width
        if heading_row:
            self._sheet.freeze_panes = f"{column_letter(frozen + 1)}{heading_row + 1}"
            self._sheet.print_title_rows = f"{heading_row}:{heading_row}"

    def lines(self, lines: Sequence[str], look: str = "line") -> None:
        """Write lines of words that run over the columns beside them."""
        for line in lines:
            self.append((line,), look)

    def append(self, row: Sequence[AnyCell], look: str = "label") -> None:
        """Write one row with all text in one look."""
        self.row += 1
        self._sheet.append(self._cells(row, [look] * len(row)))

    def table(self, table: Table, rows: Iterator[tuple[AnyCell, ...]], heading_row: int) -> None:
        """Write a table with its lines, headings from ``heading_row`` on, filter, and notes beneath."""
        self.open(table.columns, heading_row, table.frozen)
        if heading_row > 1:
            self._above(table, heading_row)
        self._headings = [column.heading for column in table.columns]
        self.append(self._headings, "heading")
        looks = [column.look.value for column in table.columns]
        for row in rows:
            self.row += 1
            self._sheet.append(self._cells(row, looks))
        self._filter(len(table.columns), heading_row)
        if table.notes:
            self.append(())
            self.lines(table.notes)

    def place_chart(self, chart: Any, row: int) -> None:
        """Lay a chart over the sheet, its upper left corner on a row of the first column."""
        self._sheet.add_chart(chart, f"A{row}")

    def close(self) -> None:
        """End the sheet; nothing can be written to it afterwards."""
        self._sheet.close()
        if self._results:
            _keep_results(Path(self._sheet._writer.out), self._results)

    def _above(self, table: Table, heading_row: int) -> None:
        """Write title, lines and bands so that the headings come to stand on their row whatever there is to say."""
        self.append((f"{table.name}: {table.about}",), "title")
        self.lines(table.lines)
        for _ in range(heading_row - 2 - self.row):
            self.append(())
        bands = table.bands or {}
        self.append([bands.get(number) for number in range(len(table.columns))], "band")

    def _filter(self, columns: int, heading_row: int) -> None:
        self._sheet.auto_filter.ref = f"A{heading_row}:{column_letter(columns)}{self.row}"

    def _cells(self, row: Sequence[AnyCell], looks: Sequence[str]) -> Iterator[SheetCell | None]:
        """Yield the row's cells. One cell per look is used again and again: openpyxl writes each before asking on."""
        for number, (cell, look) in enumerate(zip(row, looks, strict=True)):
            if isinstance(cell, str):
                yield self._text(cell, look, number)
            else:
                if isinstance(cell, Formula) and cell.result is not None:
                    self._results[f"{column_letter(number + 1)}{self.row}"] = cell.result
                yield self._other(cell, look)

    def _text(self, value: str, look: str, number: int) -> SheetCell | None:
        if value == "":
            return None
        stored = cell_text(value)
        if stored.marks:
            heading = self._headings[number] if number < len(self._headings) else ""
            self._changed.append(Changed(self.title, self.row, heading, "; ".join(stored.marks)))
        # Typed as text in so many words, or openpyxl would write "=1+1" as a formula and "#N/A" as an error; the quote
        # prefix keeps it text when somebody edits the cell.
        cell: Any = self._looks[f"quoted {look}" if is_taken_for_formula(stored.text) else look]
        cell.hold_text(stored.text)
        found: SheetCell = cell
        return found

    def _other(self, value: AnyCell, look: str) -> SheetCell | None:
        if value is None:
            return None
        if isinstance(value, Linked):
            return self._link(value)
        kind = "date" if isinstance(value, date) else look if look in _FORMATTED else "number"
        cell: SheetCell = self._looks["label" if isinstance(value, Formula) else kind]
        cell.value = value.text if isinstance(value, Formula) else value
        return cell

    def _link(self, link: Linked) -> SheetCell:
        from openpyxl.worksheet.hyperlink import Hyperlink

        cell: SheetCell = self._looks["link"]
        if isinstance(link.value, str):
            stored = cell_text(link.value)
            cell.value = stored.text
            cell.data_type = _TEXT
        else:
            cell.value = link.value
        cell.hyperlink = Hyperlink(ref="", location=link.location)
        return cell


def column_letter(number: int) -> str:
    """Return how a spreadsheet calls a column (counted from 1)."""
    from openpyxl.utils import get_column_letter

    return get_column_letter(number)


_FORMULA = re.compile(r'<c r="([A-Z]+[0-9]+)"([^>]*)>(<f>[^<]*</f>)<v ?(?:/>|></v>)')


def _keep_results(file: Path, results: Mapping[str, str | int]) -> None:
    """Write the results beside the formulas of a sheet that is written; openpyxl leaves them out."""
    from xml.sax.saxutils import escape

    def with_result(found: re.Match[str]) -> str:
        place, attributes, formula = found.groups()
        result = results.get(place)
        if result is None:
            return found.group()
        kind = ' t="str"' if isinstance(result, str) else ""
        return f'<c r="{place}"{attributes}{kind}>{formula}<v>{escape(str(result))}</v>'

    file.write_text(_FORMULA.sub(with_result, file.read_text(encoding="utf-8")), encoding="utf-8")


def location(title: str, column: str, row: int) -> str:
    """Return the place of a cell as links and formulas write it."""
    quoted = title.replace("'", "''")
    return f"'{quoted}'!{column}{row}"


def sheet_title(wanted: str, taken: set[str]) -> str:
    """Return a title that Excel accepts and that is not taken yet, and take it.

    Titles have at most 31 UTF-16 units, are compared without regard to case, and hold no brackets, slashes or : * ?
    """
    words = " ".join(cell_text(wanted).text.split())
    clean = "".join("-" if c in "[]:*?/\\" else c for c in words).strip("' ") or "Sheet"
    number, title = 1, _cut(clean, 31)
    while title.casefold() in taken or title.casefold() == "history":
        number += 1
        title = f"{_cut(clean, 31 - len(str(number)) - 1)} {number}"
    taken.add(title.casefold())
    return title


def _cut(text: str, units: int) -> str:
    return text.encode("utf-16-le")[: units * 2].decode("utf-16-le", errors="ignore").rstrip("' ")


def _looks(sheet: Any) -> dict[str, SheetCell]:
    """Return one cell per look; each is filled and written again and again.

    Each has a style: openpyxl goes on using a cell without one, and changes its type, when it is given the next.
    """
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    top, wrapped = Alignment(vertical="top"), Alignment(vertical="top", wrap_text=True)
    bold, grey = Font(_FONT, 11, bold=True), PatternFill("solid", fgColor="E7E9EC")
    styles: dict[str, dict[str, Any]] = {
        Look.LABEL.value: {"alignment": top},
        Look.TEXT.value: {"alignment": wrapped},
        Look.NUMBER.value: {"alignment": top},
        Look.SHARE.value: {"alignment": top, "number_format": "0%"},
        Look.COEFFICIENT.value: {"alignment": top, "number_format": "0.00"},
        "date": {"alignment": top, "number_format": "yyyy-mm-dd"},
        "link": {"alignment": top, "font": Font(_FONT, 11, color="0B5CAD", underline="single")},
        "line": {"alignment": top},
        "title": {"font": Font(_FONT, 14, bold=True)},
        "band": {"font": bold},
        "heading": {"font": bold, "fill": grey, "alignment": wrapped, "border": Border(bottom=Side("thin"))},
    }
    looks: dict[str, SheetCell] = {}
    for name, style in styles.items():
        for prefix in ("", "quoted "):
            cell = _look_cell()(sheet, row=1, column=1)
            for attribute, value in style.items():
                setattr(cell, attribute, value)
            if prefix:
                cell.quotePrefix = True
            cell.keep_style()
            looks[prefix + name] = cell
    return looks


@cache
def _look_cell() -> type[Any]:
    """Return a kind of cell that knows what openpyxl works out anew for each one, which takes a fifth of the time."""
    from openpyxl.cell import Cell as OpenpyxlCell

    class LookCell(OpenpyxlCell):
        __slots__ = ("_kept_style_id",)

        def keep_style(self) -> None:
            """Look up the number of the style, which must not change afterwards."""
            self._kept_style_id = super().style_id

        def hold_text(self, text: str) -> None:
            """Take text that ``cell_text`` has made storable, as text whatever it looks like."""
            self._value = text
            self.data_type = _TEXT

        @property
        def style_id(self) -> int:
            return self._kept_style_id

        @property
        def has_style(self) -> bool:
            return True

        def __repr__(self) -> str:
            """Say nothing: openpyxl asks for each cell, for an error that it catches itself."""
            return ""

    return LookCell


def _set_up_print(sheet: Any, project: str) -> None:
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4 if hasattr(sheet, "PAPERSIZE_A4") else 9
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    # An ampersand begins a command in headers; two of them print one.
    sheet.HeaderFooter.oddHeader.left.text = cell_text(project).text[:100].replace("&", "&&")
    sheet.HeaderFooter.oddHeader.right.text = "&A"
    sheet.HeaderFooter.oddFooter.right.text = "&P / &N"
