"""One row of a sheet, and how many of them there may be."""

from __future__ import annotations

from dataclasses import dataclass

MOST_ROWS = 500_000
"""More rows than any sheet of excerpts or respondents has."""

MOST_COLUMNS = 1_000
"""Columns beyond this are not looked at; a note says so."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row with something in it; ``number`` as the spreadsheet program shows it, cells without space at their ends."""

    number: int
    cells: tuple[str, ...]

    def cell(self, place: int) -> str:
        """Return the text of a cell, '' where the row ends before it."""
        return self.cells[place] if place < len(self.cells) else ""
