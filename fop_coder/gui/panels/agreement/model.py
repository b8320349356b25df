"""The figures as Qt's item models see them: a row for each code, one for all pooled."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from fop_coder.gui.panels.agreement.rows import (
    Column,
    FigureRow,
    cell_words,
    columns_of,
    heading,
    heading_words,
    text_of,
)
from fop_coder.gui.tips import plain_tip
from fop_coder.model.agreement import AgreementReport

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

ROW = Qt.ItemDataRole.UserRole
COLUMN = Qt.ItemDataRole.UserRole + 1


class FiguresModel(QAbstractTableModel):
    """Codes × figures."""

    def __init__(self, parent: QObject) -> None:
        """Begin with nothing to show."""
        super().__init__(parent)
        self._rows: list[FigureRow] = []
        self._columns: tuple[Column, ...] = ()
        self._report: AgreementReport | None = None

    def show(self, rows: list[FigureRow], report: AgreementReport | None) -> None:
        """Show other figures; None for none."""
        self.beginResetModel()
        self._rows, self._report = rows, report
        self._columns = columns_of(report) if report is not None else ()
        self.endResetModel()

    @property
    def rows(self) -> list[FigureRow]:
        """What is shown."""
        return self._rows

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns from left to right."""
        return self._columns

    @property
    def report(self) -> AgreementReport | None:
        """Where the figures come from."""
        return self._report

    @property
    def coders(self) -> int:
        """How many coders are compared."""
        return len(self._report.coders) if self._report is not None else 0

    def rowCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's heading."""
        if orientation is not Qt.Orientation.Horizontal or self._report is None:
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return heading(column, self.coders, self._report.unit)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            words = heading_words(column, self._report.coders, self._report.unit)
            return plain_tip(words) if role == Qt.ItemDataRole.ToolTipRole else words
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows; delegates paint from the row itself."""
        if not index.isValid() or self._report is None or not 0 <= index.row() < len(self._rows):
            return None
        row, column = self._rows[index.row()], self._columns[index.column()]
        if role == ROW:
            return row
        if role == COLUMN:
            return column
        if role == Qt.ItemDataRole.DisplayRole:
            return text_of(row, column, self.coders)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return cell_words(row, column, self._report)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(cell_words(row, column, self._report))
        return None
