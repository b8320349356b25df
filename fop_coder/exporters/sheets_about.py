"""The About sheet: what the workbook is, what its figures are over, how to read them, and which texts were changed."""

from __future__ import annotations

from collections.abc import Sequence

from fop_coder.exporters.sheets import Changed, Linked, Sheet, location
from fop_coder.exporters.tables import Column, Look, Table, base_lines
from fop_coder.model.export import ExportContents

ABOUT = "About"
MOST_LISTED = 1_000
"""Changed cells listed one by one; more are only counted."""

_COLUMNS = (
    Column("", "", Look.LABEL, 28),
    Column("", "", Look.TEXT, 12),
    Column("", "", Look.TEXT, 22),
    Column("", "", Look.TEXT, 60),
)

_READING = (
    "n: respondents who referred to a code in at least one passage; N: n and those who did not refer to it.",
    "Not asked, too little information, no data and pending are not in N; with N they add up to the sample.",
    "Underlined figures lead to the respondents and passages behind them.",
    "Columns headed “(counted)” are formulas over Respondents × codes: change a 0 to a 1 there, and they move.",
    "“recounted” says whether they give what the program counted when it wrote the workbook.",
)


def write_about(
    sheet: Sheet, contents: ExportContents, tables: Sequence[tuple[str, Table]], changed: Sequence[Changed]
) -> None:
    """Write the sheet; it comes first in the workbook and is written last, when all changed cells are known.

    Args:
        sheet: not yet written to.
        contents: whose figures these are.
        tables: the other sheets with their titles.
        changed: cells whose text could not be stored as it is; grows while this sheet is written.
    """
    sheet.open(_COLUMNS, 0, 0)
    sheet.lines(("FOP Coder: tables",), "title")
    for label, value in contents.about:
        sheet.append((label, value), "line")
    _section(sheet, "What the figures are over", base_lines(contents.tally.base))
    _section(sheet, "How to read them", _READING)
    _section(sheet, "Sheets", ())
    for title, table in tables:
        sheet.append((Linked(title, location(title, "A", 1)), table.about), "line")
    _section(sheet, "Cells whose text could not be stored as it is", () if changed else ("none",))
    if changed:
        _list(sheet, list(changed))


def _section(sheet: Sheet, heading: str, lines: Sequence[str]) -> None:
    sheet.append(())
    sheet.append((heading,), "band")
    sheet.lines(lines)


def _list(sheet: Sheet, changed: Sequence[Changed]) -> None:
    sheet.append(("sheet", "row", "column", "what"), "heading")
    for cell in changed[:MOST_LISTED]:
        sheet.append((cell.sheet, cell.row, cell.column, cell.what), "line")
    if len(changed) > MOST_LISTED:
        sheet.append((f"and {len(changed) - MOST_LISTED:,} more",), "line")
