"""The cells as a model: respondents under one another, under their groups where they have some; codes side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from fop_coder.gui.panels.matrix.words import evidence_words, summary_words, tr
from fop_coder.gui.tips import plain_tip
from fop_coder.model.base import Guid
from fop_coder.model.matrix import Matrix, MatrixCell, MatrixCode, MatrixRow
from fop_coder.model.tally import PassageRow

ROW, CELL, CODE = (Qt.ItemDataRole.UserRole + number for number in range(3))

_Index = QModelIndex | QPersistentModelIndex
_ROWS_KEPT = 64
"""Rows whose passages are kept: a few screens of them."""

Reader = Callable[[Iterable[Guid]], list[PassageRow]]


class Shown(StrEnum):
    """What stands in a cell besides its status."""

    SUMMARIES = "summaries"
    PASSAGES = "passages"
    COUNTS = "counts"


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A line that says what the respondents below it have in common."""

    name: str
    count: int

    @property
    def words(self) -> str:
        """The line in words."""
        said = tr("1 respondent") if self.count == 1 else tr("{0} respondents").format(self.count)
        return f"{self.name}, {said}"


Line = MatrixRow | GroupLine


class MatrixModel(QAbstractTableModel):
    """Holds a matrix; the words of passages are fetched for a row when one of its cells is painted."""

    def __init__(self, read: Reader, parent: QObject) -> None:
        """``read`` gives the passages of GUIDs."""
        super().__init__(parent)
        self._read = read
        self.matrix: Matrix | None = None
        self.lines: tuple[Line, ...] = ()
        self.shown = Shown.SUMMARIES
        self._passages: dict[int, dict[Guid, PassageRow]] = {}

    def show(self, matrix: Matrix | None, *, summaries_alone: bool = False) -> None:
        """Show a matrix; where it has the same rows and columns as before, the cells alone are told to have changed.

        Args:
            summaries_alone: nothing else changed, so that the passages that were read stay.
        """
        lines = _lines(matrix)
        is_same = matrix is not None and self.matrix is not None and _frame(matrix) == _frame(self.matrix)
        if not (is_same and summaries_alone):
            self._passages.clear()
        if is_same:
            self.matrix, self.lines = matrix, lines
            if lines:
                self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, self.columnCount() - 1))
                self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)
            return
        self.beginResetModel()
        self.matrix, self.lines = matrix, lines
        self.endResetModel()

    def show_as(self, shown: Shown) -> None:
        """Show summaries, passages or counts."""
        self.shown = shown
        if self.lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, self.columnCount() - 1))

    # ---- where things stand ------------------------------------------------------------------------------------------

    def line(self, row: int) -> Line | None:
        """Return a line, None beyond the last."""
        return self.lines[row] if 0 <= row < len(self.lines) else None

    def code(self, column: int) -> MatrixCode | None:
        """Return the code of a column; None for the respondents' own."""
        if self.matrix is None or not 1 <= column <= len(self.matrix.codes):
            return None
        return self.matrix.codes[column - 1]

    def cell(self, index: _Index) -> MatrixCell | None:
        """Return a cell, None in the first column and in lines of groups."""
        line = self.line(index.row())
        is_cell = isinstance(line, MatrixRow) and self.code(index.column()) is not None
        return line.cells[index.column() - 1] if is_cell and isinstance(line, MatrixRow) else None

    def index_of(self, respondent: Guid, code: Guid) -> QModelIndex:
        """Return where a cell stands; invalid where it is not shown."""
        codes = [c.code for c in self.matrix.codes] if self.matrix is not None else []
        row = next((n for n, ln in enumerate(self.lines) if _is_of(ln, respondent)), -1)
        return self.index(row, codes.index(code) + 1) if row >= 0 and code in codes else QModelIndex()

    def passages(self, index: _Index) -> list[PassageRow]:
        """Return the passages of a cell; those of its whole row are read together, transcript by transcript."""
        line, cell = self.line(index.row()), self.cell(index)
        if cell is None or not isinstance(line, MatrixRow):
            return []
        if index.row() not in self._passages:
            if len(self._passages) >= _ROWS_KEPT:
                self._passages.clear()
            wanted = dict.fromkeys(guid for c in line.cells for guid in c.passages)
            self._passages[index.row()] = {p.coding: p for p in self._read(wanted)}
        found = self._passages[index.row()]
        return [found[guid] for guid in cell.passages if guid in found]

    # ---- Qt's questions ----------------------------------------------------------------------------------------------

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Return how many columns there are: the respondents and the codes."""
        return 0 if parent.isValid() or self.matrix is None else len(self.matrix.codes) + 1

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the names of columns, with their figures for screen readers."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        code = self.code(section)
        if role == CODE:
            return code
        name = code.name if code is not None else tr("Respondent")
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            said = tr("{0}, {1} of {2} referred").format(name, code.n, code.of) if code is not None else name
            return plain_tip(said) if role == Qt.ItemDataRole.ToolTipRole else said
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell holds, and how it is told."""
        line = self.line(index.row())
        if not index.isValid() or line is None:
            return None
        if role == ROW:
            return line
        if role == CELL:
            return self.cell(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(index)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(index, line)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self.text(index)) or None
        return None

    def text(self, index: _Index) -> str:
        """Return a cell as plain text: who it is, or the evidence and the summary below it."""
        line, cell = self.line(index.row()), self.cell(index)
        if isinstance(line, GroupLine):
            return line.words if index.column() == 0 else ""
        if line is None:
            return ""
        if cell is None:
            return ", ".join(part for part in (line.label, line.badge_name, line.about) if part)
        said = summary_words(cell) if self.shown is not Shown.COUNTS else ""
        return "\n".join(part for part in (evidence_words(cell), said) if part)

    def _spoken(self, index: _Index, line: Line) -> str:
        """Return what a screen reader says: where, what, and what is written there."""
        code, cell = self.code(index.column()), self.cell(index)
        if cell is None or code is None or not isinstance(line, MatrixRow):
            return line.words if isinstance(line, GroupLine) else self.text(index)
        parts = (f"{line.label}, {code.name}: {evidence_words(cell)}", summary_words(cell))
        return ". ".join(part for part in parts if part)


def _is_of(line: Line, respondent: Guid) -> bool:
    return isinstance(line, MatrixRow) and line.respondent == respondent


def _lines(matrix: Matrix | None) -> tuple[Line, ...]:
    if matrix is None:
        return ()
    if not matrix.base.by:
        return matrix.rows
    sizes: dict[str, int] = {}
    for row in matrix.rows:
        sizes[row.group] = sizes.get(row.group, 0) + 1
    lines: list[Line] = []
    group: str | None = None
    for row in matrix.rows:
        if row.group != group:
            group = row.group
            lines.append(GroupLine(group, sizes[group]))
        lines.append(row)
    return tuple(lines)


def _frame(matrix: Matrix) -> tuple[object, ...]:
    """Return what stands in which row and column."""
    rows = tuple((row.respondent, row.group) for row in matrix.rows)
    return matrix.base.by, tuple(code.code for code in matrix.codes), rows
