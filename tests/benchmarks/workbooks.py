"""The Excel workbook of everything: against openpyxl writing the same cells, and its memory at a tenth of the size."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from fop_coder.exporters.parts import PARTS as PART_NAMES
from fop_coder.project import Project
from fop_coder.project.exporting import ExportWishes, export_project
from fop_coder.project.tallying import Question
from tests.benchmarks.generator import LARGE, LARGE_TENTH, Size, kept_project, words_for
from tests.benchmarks.measure import Measured, Pair, Row, take_turns

EVERYBODY = Question(view="either")
"""A view of all coders, so that the passages of both are in the workbook, each as its coder has it."""

PARTS = ExportWishes(what=frozenset(PART_NAMES) - {"agreement"})
"""Agreement is measured by itself; here two coders who code at random would differ over nearly everything."""

_STYLES = ("_fonts", "_fills", "_borders", "_alignments", "_protections", "_number_formats", "_cell_styles")

_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class WorkbookRow:
    """All parts with all passages: gathering, tallies and writing; links and formulas are ours to pay for."""

    name: str = "workbook of all 55,000 passages"
    budget: float | str = 1.5
    full: Size = LARGE
    tenth: Size = LARGE_TENTH

    def measure(self, size: Size, folder: Path, runs: int) -> Measured:
        """Measure on the generated project; the floor writes what ours has written."""
        path = kept_project(size, folder)
        with tempfile.TemporaryDirectory(dir=folder) as place, Project.open(path, read_only=True) as project:
            ours, floor = Path(place, "ours.xlsx"), Path(place, "floor.xlsx")
            export_project(project, ours, EVERYBODY, PARTS)
            written = Written(ours)
            if written.rows("Passages") != size.all_codings + 1:
                raise RuntimeError(f"the workbook has {written.rows('Passages')} lines of passages")
            pair = Pair(lambda: export_project(project, ours, EVERYBODY, PARTS), lambda: written.write(floor))
            seconds = take_turns(pair, runs)
        return Measured(words_for(size), *seconds)


class Written:
    """The cells of a workbook with their formats, held in memory."""

    def __init__(self, path: Path) -> None:
        """Read a workbook; formulas are kept as words."""
        from openpyxl import load_workbook

        self._source: Any = load_workbook(path, read_only=True)
        self._sheets = [(sheet.title, [_cells(row) for row in sheet.rows]) for sheet in self._source.worksheets]
        self._source.close()

    def rows(self, title: str) -> int:
        """Return how many rows a sheet has, its headings among them."""
        return sum(len(rows) for name, rows in self._sheets if name == title)

    def write(self, path: Path) -> None:
        """Write the same cells in the same formats, one cell per format used again and again."""
        from openpyxl import Workbook

        book: Any = Workbook(write_only=True)
        for name in _STYLES:
            setattr(book, name, getattr(self._source, name))
        for title, rows in self._sheets:
            sheet = book.create_sheet(title)
            looks = self._looks(sheet)
            for row in rows:
                sheet.append(_filled(row, looks))
        book.save(path)

    def _looks(self, sheet: Any) -> list[Any]:
        from openpyxl.cell import WriteOnlyCell

        looks = []
        for style in self._source._cell_styles:
            cell: Any = WriteOnlyCell(sheet)
            cell._style = style
            looks.append(cell)
        return looks


def _cells(row: tuple[Any, ...]) -> list[tuple[Any, int]]:
    return [(_without_formula(cell.value), getattr(cell, "_style_id", 0)) for cell in row]


def _without_formula(value: Any) -> Any:
    return value.removeprefix("=") if isinstance(value, str) else value


def _filled(row: list[tuple[Any, int]], looks: list[Any]) -> Iterator[Any]:
    for value, style in row:
        if value is None:
            yield None
        else:
            cell = looks[style]
            cell.value = value
            yield cell


@dataclass(frozen=True)
class MemoryRow:
    """The most memory that a process takes which opens the project and writes the workbook.

    There is no floor but itself at a tenth of the size. What may grow is SQLite's memory of pages, up to 64 MB, and the
    passages' GUIDs; rows and cells are gone once written.
    """

    name: str = "workbook of all 55,000 passages, peak memory (MB)"
    budget: float | str = 1.5
    full: Size = LARGE
    tenth: Size = LARGE_TENTH

    def measure(self, size: Size, folder: Path, runs: int) -> Measured:
        """Measure in processes of their own, at this size (ours) and at a tenth (floor)."""
        ours = median(_peak(kept_project(size, folder), folder) for _ in range(min(runs, 3)))
        floor = median(_peak(kept_project(self.tenth, folder), folder) for _ in range(min(runs, 3)))
        return Measured(words_for(size), ours, floor)


def _peak(project: Path, folder: Path) -> float:
    with tempfile.TemporaryDirectory(dir=folder) as place:
        command = [
            sys.executable,
            "-m",
            "tests.benchmarks.memory",
            str(project.resolve()),
            str(Path(place, "out.xlsx")),
        ]
        done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=_ROOT)
    return float(done.stdout)


ROWS: tuple[Row, ...] = (WorkbookRow(), MemoryRow())
