"""A table over respondents as Qt's item models see it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from fop_coder.gui.painting import icon
from fop_coder.gui.panels.tallies.cells import Ground, Head, Sheet, Shown
from fop_coder.gui.theme import Theme
from fop_coder.gui.tips import plain_tip
from fop_coder.model.status import Status

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

SHOWN = Qt.ItemDataRole.UserRole

Where = tuple[str, str]
"""A cell by the words of its row and column: it is found again where the table has changed."""


class CellsModel(QAbstractTableModel):
    """Rows and columns of ``Shown`` cells."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        """Begin with nothing to show."""
        super().__init__(parent)
        self._theme = theme
        self.sheet = Sheet()

    def show(self, sheet: Sheet) -> None:
        """Show another table."""
        self.beginResetModel()
        self.sheet = sheet
        self.endResetModel()

    def cell(self, index: _Index) -> Shown:
        """Return a cell."""
        return self.sheet.rows[index.row()][index.column()]

    def head(self, column: int) -> Head:
        """Return the heading of a column."""
        return self.sheet.heads[column]

    def where(self, index: _Index) -> Where:
        """Return the words of a cell's row and column."""
        return self.sheet.rows[index.row()][0].words, self.head(index.column()).words

    def find(self, where: Where) -> QModelIndex:
        """Return the cell of a row and column; an invalid index where there is none any more."""
        row = next((n for n, cells in enumerate(self.sheet.rows) if cells[0].words == where[0]), None)
        column = next((n for n, head in enumerate(self.sheet.heads) if head.words == where[1]), None)
        return QModelIndex() if row is None or column is None else self.index(row, column)

    def rowCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.sheet.rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.sheet.heads)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a heading."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.sheet.heads):
            return None
        head = self.head(section)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return head.words
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if head.left else Qt.AlignmentFlag.AlignRight
            return int(side | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(head.words)
        if role == Qt.ItemDataRole.DecorationRole and head.ground is Ground.LEFT_OUT:
            status = status_of(head.words)
            return icon(*self._theme.status(status)) if status is not None else None
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        if not index.isValid():
            return None
        cell = self.cell(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.words
        if role == SHOWN:
            return cell
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return cell.said or cell.words
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(cell.said) if cell.said else None
        return None


def status_of(words: str) -> Status | None:
    """Return the status that a line of those left out is called after; None where it is none."""
    return Status(words) if words in list(Status) else None
