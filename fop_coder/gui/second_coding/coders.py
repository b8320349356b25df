"""Coders: names, roles and training as the method section tells them, edited in place."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from fop_coder.gui.desk import Desk
from fop_coder.gui.panel import Surroundings
from fop_coder.gui.second_coding.parts import RowsView, SecondCodingDialog, beside, button, label
from fop_coder.gui.tips import plain_tip
from fop_coder.model.errors import FopCoderError
from fop_coder.project.coders import CoderLine, coder_lines, describe_coder, new_coder

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_FIELDS = ("name", "role", "training")


class CodersModel(QAbstractTableModel):
    """Coders down; name, role and training can be edited.

    Signals:
        refused: an error that belongs beside the table.
    """

    refused = Signal(object)

    def __init__(self, parent: QObject, desk: Desk) -> None:
        """Read the coders of the project on the desk."""
        super().__init__(parent)
        self._desk = desk
        self._lines: list[CoderLine] = []
        self._headings = (
            *(self.tr("Name"), self.tr("Role"), self.tr("Training")),
            *(self.tr("Assigned"), self.tr("Finished"), self.tr("Codings"), ""),
        )
        self.look_again()

    def look_again(self) -> None:
        """Read the coders anew."""
        project = self._desk.project
        self.beginResetModel()
        self._lines = coder_lines(project) if project is not None else []
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return how many coders there are."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return who they are, and their part of the work."""
        return 0 if parent.isValid() else len(self._headings)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a heading."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._headings[section] if 0 <= section < len(self._headings) else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell; for a screen reader with whose it is."""
        if not index.isValid():
            return None
        words, name = self._words(index), self._lines[index.row()].coder.name
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return words
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(words)
        if role == Qt.ItemDataRole.TextAlignmentRole and 3 <= index.column() <= 5:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{name}, {self._headings[index.column()]}: {words or self.tr('empty')}"
        return None

    def _words(self, index: _Index) -> str:
        line = self._lines[index.row()]
        done = line.done
        numbers = (f"{done.assigned:,}", f"{done.finished:,}", f"{done.codings:,}")
        remark = self.tr("leads the project") if line.leads else ""
        if line.again_of:
            remark = self.tr("reads again after {0}").format(line.again_of)
        return (line.coder.name, line.coder.role, line.coder.training, *numbers, remark)[index.column()]

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Name, role and training can be edited."""
        flags = super().flags(index)
        can = index.isValid() and index.column() < len(_FIELDS) and not self._desk.is_read_only
        return flags | Qt.ItemFlag.ItemIsEditable if can else flags

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802 - Qt's name
        """Describe a coder; one Change."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid() or index.column() >= len(_FIELDS):
            return False
        coder = self._lines[index.row()].coder
        try:
            change = describe_coder(self._desk.open_project, coder, **{_FIELDS[index.column()]: str(value)})
            if change is not None:
                self._desk.do(change)
        except FopCoderError as error:
            self.refused.emit(error)
            return False
        return True


class CodersDialog(SecondCodingDialog):
    """Who codes, edited in place; every edit is one Change."""

    def __init__(self, parent: QWidget, around: Surroundings) -> None:
        """Show the coders; show it with ``open``."""
        super().__init__(parent, around, parent.tr("Coders"), 980, 480)
        self.model = CodersModel(self, around.desk)
        self.model.refused.connect(self.refused)
        self.table = RowsView(self.theme, self.model, self.tr("Coders"))
        self.table.setSelectionBehavior(RowsView.SelectionBehavior.SelectItems)
        trigger = RowsView.EditTrigger
        self.table.setEditTriggers(trigger.DoubleClicked | trigger.EditKeyPressed | trigger.AnyKeyPressed)
        self.body.addWidget(
            label(self.tr("Role and training go into the method section of the report. F2 or Enter edits."), "sub")
        )
        self.body.addWidget(self.table, 1)
        self.name = QLineEdit()
        self.name.setAccessibleName(self.tr("Name of a new coder"))
        self.name.setPlaceholderText(self.tr("Name of a new coder"))
        self.add = button(self.tr("&Add coder"), self._add)
        self.name.returnPressed.connect(self._add)
        self.body.addWidget(beside(self.name, self.add))
        self.add_buttons(self.tr("Close"))
        self.leave.setDefault(False)
        self.leave.setProperty("main", False)
        around.desk.changed.connect(self._show)
        for field in (self.name, self.add):
            field.setEnabled(not around.desk.is_read_only)
        self._widths()
        self.table.setCurrentIndex(self.model.index(0, 0))
        self.table.setFocus()

    def _widths(self) -> None:
        header, theme = self.table.horizontalHeader(), self.theme
        header.setStretchLastSection(True)
        for column, wide in enumerate((160, 200, 210, 76, 76, 76)):
            header.resizeSection(column, theme.px(wide))
        named = self.table.sizeHintForColumn(0)
        header.resizeSection(0, min(max(header.sectionSize(0), named), theme.px(320)))

    def _show(self, *_: object) -> None:
        at = self.table.currentIndex()
        row, column = at.row(), at.column()
        self.show_fault("")
        self.model.look_again()
        self.table.setCurrentIndex(self.model.index(max(row, 0), max(column, 0)))

    def _add(self) -> None:
        if not self.name.text().strip():
            self.name.setFocus()
            return
        try:
            self.around.desk.do(new_coder(self.around.desk.open_project, self.name.text()))
        except FopCoderError as error:
            self.refused(error)
            return
        self.name.clear()

    def enter_in_table(self) -> None:
        """Edit the current cell."""
        at = self.table.currentIndex()
        if at.flags() & Qt.ItemFlag.ItemIsEditable:
            self.table.edit(at)
