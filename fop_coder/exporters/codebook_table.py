"""A codebook as a sheet, CSV or Excel: one row per code, criterion, scheme, category, instrument, item, band and cut.

The columns are those that the reader of sheets knows; a column that nothing fills is left out.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from fop_coder.exporters.cells import cell_text, csv_text, is_taken_for_formula
from fop_coder.exporters.codebook_plain import Plain, codebook_to_plain
from fop_coder.model.codebook import Codebook
from fop_coder.model.errors import ExportRefused

Row = dict[str, str]

_COLUMNS = (
    *(
        "kind",
        "key",
        "name",
        "ident",
        "definition",
        "include",
        "exclude",
        "examples",
        "rule",
        "within",
        "criteria word",
    ),
    *(
        "parent",
        "gathers",
        "colour",
        "lowest",
        "highest",
        "higher is",
        "most missing",
        "number",
        "reversed",
        "subscale",
    ),
    *("codes", "number of", "verb", "complement", "meaning", "retired", "position", "guid"),
)
_ALWAYS = frozenset({"kind", "key", "name", "ident", "definition", "guid"})
_WIDTHS = {"name": 34, "definition": 60, "include": 40, "exclude": 40, "examples": 60, "guid": 38, "ident": 18}
_KINDS = {"codes": "code", "schemes": "scheme", "instruments": "instrument", "bands": "band"}
_PARTS = {"criteria": "criterion", "categories": "category", "items": "item", "cuts": "cut"}


def csv_bytes(codebook: Codebook) -> bytes:
    """Return a codebook as CSV in UTF-8 with a byte order mark, without which Excel garbles accents."""
    rows = list(_rows(codebook_to_plain(codebook)))
    columns = _columns(rows)
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([csv_text(row.get(column, "")) for column in columns] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def workbook_bytes(codebook: Codebook) -> bytes:
    """Return a codebook as an Excel workbook with one sheet.

    Raises:
        ExportRefused: a text is longer than a cell can hold.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    rows = list(_rows(codebook_to_plain(codebook)))
    columns = _columns(rows)
    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101 - a new workbook has a sheet
    sheet.title = "Codebook"
    sheet.freeze_panes = "D2"
    for place, column in enumerate(columns, 1):
        heading = sheet.cell(1, place, column)
        heading.font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(column, 12)
    for number, row in enumerate(rows, 2):
        for place, column in enumerate(columns, 1):
            if row.get(column, "") == "":
                continue
            cell = sheet.cell(number, place, _stored(row[column], row))
            cell.data_type = "s"  # never a formula, whatever it begins with
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.quotePrefix = is_taken_for_formula(row[column])  # nor when somebody edits it
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _stored(text: str, row: Row) -> str:
    stored = cell_text(text)
    if any(mark.startswith("cut") for mark in stored.marks):
        raise ExportRefused(
            f"a text of {len(text):,} characters is longer than a cell can hold",
            where=row["name"],
            do="Write YAML instead",
        )
    return stored.text


def _columns(rows: list[Row]) -> list[str]:
    return [c for c in _COLUMNS if c in _ALWAYS or any(row.get(c) for row in rows)]


def _rows(plain: Plain) -> Iterator[Row]:
    yield {"kind": "codebook", "name": plain["name"], "definition": plain.get("definition", "")}
    for section, kind in _KINDS.items():
        for entry in plain.get(section, ()):
            yield {"kind": kind, **_cells(entry)}
            for part, part_kind in _PARTS.items():
                yield from ({"kind": part_kind, **_cells(inner)} for inner in entry.get(part, ()))


def _cells(entry: Plain) -> Row:
    """Return the cells of one entry; what belongs to it has rows of its own."""
    row: Row = {}
    for field, value in entry.items():
        if field == "criteria_rule":
            row["rule"] = f"at least {value['at_least']}" if value["need"] == "at-least" else value["need"]
            row["within"] = value["within"]
        elif field == "label":
            row["name"] = value
        elif field not in _PARTS:
            row[field.replace("_", " ")] = _cell(field, value)
    return row


def _cell(field: str, value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        separator = "\n" if field == "examples" else "; "
        return separator.join(" ".join(v.splitlines()) if field == "examples" else v for v in value)
    return str(value)
