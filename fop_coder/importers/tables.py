"""Sheets (.csv, .tsv, .xlsx) as rows of text: what a person sees in the cells, with the rows' numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from fop_coder.importers import limits
from fop_coder.importers.headings import key
from fop_coder.importers.sheet_rows import Row
from fop_coder.model.draft import ReadingChoices
from fop_coder.model.errors import ImportRefused

_HEADING_WITHIN = 10
"""A heading row may stand below a few rows of title."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as read.

    Attributes:
        source: the file's name.
        format: "CSV" or "Excel".
        headings: one per column, each once, '' for none of the columns.
        rows: those below the headings that hold anything.
        notes: what the user should know about the reading.
    """

    source: str
    format: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...]

    def column(self, place: int) -> list[str]:
        """Return the cells of a column, empty ones too."""
        return [row.cell(place) for row in self.rows]


def read_sheet(path: Path, choices: ReadingChoices | None = None) -> Sheet:
    """Return the sheet in a file: of a workbook, the first visible one that holds anything.

    Raises:
        ImportRefused: the file is damaged, encrypted, too large, no sheet, or has headings alone.
    """
    limits.check_file(path)
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        from fop_coder.importers.workbooks import read_rows as read_workbook

        rows, notes = read_workbook(path)
        format = "Excel"
    else:
        from fop_coder.importers.separated import read_rows as read_separated

        rows, notes = read_separated(path, choices or ReadingChoices())
        format = "CSV"
    if not rows:
        raise ImportRefused(path.name, "holds no rows", do="Check that it is the right sheet")
    return _sheet(path.name, format, rows, notes)


def _sheet(source: str, format: str, rows: Sequence[Row], notes: Sequence[str]) -> Sheet:
    top = _heading_row(rows)
    below = tuple(rows[top + 1 :])
    if not below:
        raise ImportRefused(source, "has a heading row but no rows below it", do="Check that it is the right sheet")
    said = list(notes)
    if top:
        said.append(f"The headings are in row {rows[top].number}; what stands above them is not taken in")
    width = max(len(row.cells) for row in (rows[top], *below))
    headings = tuple(_headings(rows[top], width))
    return Sheet(source, format, headings, below, tuple(said))


def _heading_row(rows: Sequence[Row]) -> int:
    """Return the place of the heading row: the first with two cells or more, as titles above it have one."""
    several = (place for place, row in enumerate(rows[:_HEADING_WITHIN]) if sum(map(bool, row.cells)) > 1)
    return next(several, 0)


def _headings(row: Row, width: int) -> Iterator[str]:
    """Yield one heading for each column: named after the column where there is none, numbered where it is doubled."""
    seen: dict[str, int] = {}
    for place in range(width):
        heading = " ".join(row.cell(place).split()) or f"column {_letter(place)}"
        times = seen[key(heading)] = seen.get(key(heading), 0) + 1
        yield heading if times == 1 else f"{heading} ({times})"


def _letter(place: int) -> str:
    """Return a column's letter, as spreadsheet programs show it."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
