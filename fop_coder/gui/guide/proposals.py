"""Who may not have been asked, as a table with ticks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from fop_coder.gui.tips import plain_tip
from fop_coder.project.not_asked import Proposal

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
WHO, CODE, NEAREST = range(3)


class ProposalsModel(QAbstractTableModel):
    """Proposals that can be ticked.

    Signals:
        ticked: others are ticked now.
    """

    ticked = Signal()

    def __init__(self, parent: QObject) -> None:
        """Begin with none."""
        super().__init__(parent)
        self._rows: tuple[Proposal, ...] = ()
        self._ticked: set[tuple[str, str]] = set()

    def show_rows(self, rows: Sequence[Proposal]) -> None:
        """Show other proposals; those that were ticked and are still there stay so."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self._ticked &= {_key(row) for row in rows}
        self.endResetModel()
        self.ticked.emit()

    def tick_all(self, *, ticked: bool) -> None:
        """Tick all, or none."""
        self._ticked = {_key(row) for row in self._rows} if ticked else set()
        if self._rows:
            self.dataChanged.emit(self.index(0, WHO), self.index(len(self._rows) - 1, WHO))
        self.ticked.emit()

    @property
    def chosen(self) -> list[Proposal]:
        """The proposals that are ticked."""
        return [row for row in self._rows if _key(row) in self._ticked]

    def proposal(self, row: int) -> Proposal | None:
        """Return the proposal of a row, None where there is no such row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def rowCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return how many proposals there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return how many columns there are."""
        return 0 if parent.isValid() else NEAREST + 1

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a heading."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section <= NEAREST:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        headings = (self.tr("Respondent"), self.tr("Code"), self.tr("The interviewer's nearest words"))
        return headings[section] if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Respondents can be ticked."""
        flags = super().flags(index)
        is_ticked = index.isValid() and index.column() == WHO
        return flags | Qt.ItemFlag.ItemIsUserCheckable if is_ticked else flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell; for a screen reader with whether it is ticked."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        is_ticked = _key(row) in self._ticked
        words = (row.label, row.code_name, self._nearest(row))[column]
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(words)
        if role == Qt.ItemDataRole.CheckStateRole and column == WHO:
            return Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = self.tr("ticked") if is_ticked else self.tr("not ticked")
            return f"{words}, {said}" if column == WHO else f"{row.label}, {self.headerData(column, _ACROSS)}: {words}"
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802 - Qt's name
        """Tick a proposal, or take the tick off."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid() or index.column() != WHO:
            return False
        self.toggle(index.row())
        return True

    def toggle(self, row: int) -> None:
        """Tick the proposal of a row, or take the tick off."""
        self._ticked ^= {_key(self._rows[row])}
        self.dataChanged.emit(self.index(row, WHO), self.index(row, WHO))
        self.ticked.emit()

    def _nearest(self, row: Proposal) -> str:
        if row.nearest is None:
            return self.tr("not one word of it")
        near = row.nearest
        return f"{round(100 * near.likeness)} %  {' '.join(near.text.split())}"


_ACROSS = Qt.Orientation.Horizontal


def _key(row: Proposal) -> tuple[str, str]:
    return (row.respondent, row.code)
