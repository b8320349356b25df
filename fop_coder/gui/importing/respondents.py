"""A sheet of respondents, shown before it is taken over."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QTableView, QVBoxLayout, QWidget

from fop_coder.gui.cells import frame_cells
from fop_coder.gui.panel import Surroundings
from fop_coder.model.draft import RespondentSheet
from fop_coder.model.errors import FopCoderError
from fop_coder.project.respondents import known_labels, sheet_change, unknown_respondents

_Index = QModelIndex | QPersistentModelIndex


class SheetModel(QAbstractTableModel):
    """A read sheet: labels down, attributes across."""

    def __init__(self, sheet: RespondentSheet, known: frozenset[str], parent: QObject) -> None:
        """Show a sheet; ``known`` are the labels that the project has."""
        super().__init__(parent)
        self._sheet = sheet
        self._known = {label.casefold() for label in known}

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        """Return the number of respondents."""
        return 0 if parent.isValid() else len(self._sheet.labels)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Return label, whether known, and the attributes."""
        return 0 if parent.isValid() else 2 + len(self._sheet.columns)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the headings, each attribute with what its values are."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        if section < 2:
            return (self.tr("Respondent"), self.tr("Will be"))[section]
        column = self._sheet.columns[section - 2]
        return f"{column.name} ({column.type})"

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what stands in the sheet."""
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        label = self._sheet.labels[index.row()]
        if index.column() == 0:
            said = label
        elif index.column() == 1:
            said = self.tr("updated") if label.casefold() in self._known else self.tr("added")
        else:
            said = self._sheet.columns[index.column() - 2].values.get(label, "")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{label}, {self.headerData(index.column(), Qt.Orientation.Horizontal)}: {said or self.tr('empty')}"
        return said


class RespondentSheetDialog(QDialog):
    """Says what a sheet would change; nothing is written before the button is pressed. One Change, one undo."""

    def __init__(self, parent: QWidget, around: Surroundings, sheet: RespondentSheet) -> None:
        """Show a sheet that was read."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Import respondents"))
        self._around, self._sheet = around, sheet
        project = around.desk.open_project
        known = known_labels(project)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        title = QLabel(self.tr("Respondents in {0}").format(sheet.source))
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setProperty("role", "title")
        column.addWidget(title)
        self.model = SheetModel(sheet, known, self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("What stands in the sheet"))
        frame_cells(self.table, around.theme)
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.resizeColumnsToContents()
        self.table.setTabKeyNavigation(False)
        column.addWidget(self.table, 1)
        self.notes = QLabel("\n".join(self._notes(unknown_respondents(project, sheet))))
        self.notes.setTextFormat(Qt.TextFormat.PlainText)
        self.notes.setWordWrap(True)
        self.notes.setProperty("note", "warning" if sheet.doubled or sheet.unnamed else "grey")
        self.notes.setVisible(bool(self.notes.text()))
        column.addWidget(self.notes)
        column.addLayout(self._buttons(len([x for x in sheet.labels if x.casefold() in self.model._known])))
        self.resize(around.theme.px(760), around.theme.px(520))

    def _notes(self, not_named: list[str]) -> list[str]:
        sheet = self._sheet
        notes = [
            self.tr("{0} stands in rows {1} and is left out: correct the sheet to settle it.").format(
                label, ", ".join(map(str, rows))
            )
            for label, rows in sheet.doubled.items()
        ]
        if sheet.unnamed:
            rows = ", ".join(map(str, sheet.unnamed))
            notes.append(self.tr("Rows without a label are left out: {0}").format(rows))
        if not_named:
            notes.append(self.tr("Not in the sheet, but with documents: {0}").format(", ".join(not_named)))
        return [*notes, *sheet.notes]

    def _buttons(self, updated: int) -> QHBoxLayout:
        row = QHBoxLayout()
        words = self.tr("{0} added, {1} updated").format(len(self._sheet.labels) - updated, updated)
        said = QLabel(words)
        said.setProperty("role", "sub")
        row.addWidget(said, 1)
        leave = QPushButton(self.tr("Cancel"))
        leave.setAutoDefault(False)
        leave.clicked.connect(self.reject)
        self.take = QPushButton(self.tr("Import respondents"))
        self.take.setProperty("main", True)
        self.take.setDefault(True)
        self.take.setEnabled(bool(self._sheet.labels))
        self.take.clicked.connect(self._take)
        row.addWidget(leave)
        row.addWidget(self.take)
        return row

    def _take(self) -> None:
        desk = self._around.desk
        try:
            change, report = sheet_change(desk.open_project, self._sheet)
        except FopCoderError as error:
            self._around.show_error(error)
            return
        if change.is_empty:
            self._around.say(self.tr("The project has all of it already"))
        elif desk.apply(change):
            words = self.tr("{0} respondents added, {1} updated")
            self._around.offer_undo(words.format(len(report.added), len(report.updated)))
        self.accept()
