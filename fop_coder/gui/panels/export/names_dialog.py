"""The project's list of names to keep out of what is published, and the pseudonyms in their place."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from fop_coder.gui import files
from fop_coder.gui.fields import set_in_columns
from fop_coder.gui.panel import Surroundings
from fop_coder.gui.second_coding.parts import RowsModel, RowsView, SecondCodingDialog, button, label, note, say_in
from fop_coder.model.change import Change
from fop_coder.model.errors import FopCoderError
from fop_coder.model.people import KeptName
from fop_coder.project.names import forget_names_change, keep_names_change, kept_names, read_name_list


class NamesDialog(SecondCodingDialog):
    """Lists the names; adds, changes, imports and removes them, each as one Change."""

    def __init__(self, parent: QWidget, around: Surroundings) -> None:
        """Show the list; show the dialog with ``open``."""
        super().__init__(parent, around, parent.tr("Names to keep out"), 620, 560)
        self._names: list[KeptName] = []
        self._build()
        self.take_in = button(self.tr("&Import a list…"), self._import)
        self.remove = button(self.tr("&Remove"), self._remove)
        for made in (self.take_in, self.remove):
            self.foot.addWidget(made)
        self.add_buttons(self.tr("Close"))
        self.leave.setProperty("main", False)
        around.desk.changed.connect(self._show)
        self._show()
        self.name.setFocus()

    def _build(self) -> None:
        about = self.tr(
            "What is published must not hold these names. One with a pseudonym is replaced by it, as a whole word, "
            "wherever it stands; one without stops the export. The transcripts stay as they are."
        )
        self.body.addWidget(label(about, "sub"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(2)
        self.name, self.instead = QLineEdit(), QLineEdit()
        self.instead.setPlaceholderText(self.tr("none: stops the export"))
        set_in_columns(grid, ((self.tr("&Name"), self.name, 1), (self.tr("&Pseudonym"), self.instead, 1)))
        self.add = button(self.tr("&Keep"), self._keep)
        self.name.textChanged.connect(self._typed)
        line = QHBoxLayout()
        line.addLayout(grid, 1)
        line.addWidget(self.add, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(line)
        self.empty = note("grey")
        self.body.addWidget(self.empty)
        self.model = RowsModel(self, (self.tr("Name"), self.tr("Pseudonym")))
        self.table = RowsView(self.theme, self.model, self.tr("Names to keep out"))
        self.table.selectionModel().currentRowChanged.connect(self._chosen)
        self.body.addWidget(self.table)
        self.body.addStretch(1)

    def _show(self, *_: object) -> None:
        project = self.around.desk.project
        if project is None:
            return
        row = self.table.currentIndex().row()
        self._names = kept_names(project)
        self.model.show((kept.name, kept.instead) for kept in self._names)
        say_in(self.empty, "" if self._names else self.tr("No name is kept yet."))
        self.table.setVisible(bool(self._names))
        self.table.fit(rows=9)
        chosen = self.table.selectionModel()
        chosen.blockSignals(True)
        if self._names and row >= 0:
            self.table.setCurrentIndex(self.model.index(min(row, len(self._names) - 1), 0))
        chosen.blockSignals(False)
        self.table.viewport().update()
        self._allow()

    def _allow(self) -> None:
        may_write = not self.around.desk.is_read_only
        self.add.setEnabled(may_write and bool(self.name.text().strip()))
        self.take_in.setEnabled(may_write)
        self.remove.setEnabled(may_write and self.table.currentIndex().isValid())

    def _typed(self, _text: str) -> None:
        self._allow()

    def _chosen(self, *_: object) -> None:
        """Put the chosen name into the fields, so that its pseudonym can be changed."""
        row = self.table.currentIndex().row()
        typed = self.name.text().strip().casefold()
        is_spare = typed == "" or any(typed == kept.name.casefold() for kept in self._names)
        if 0 <= row < len(self._names) and is_spare:  # what was typed anew is not lost
            self.name.setText(self._names[row].name)
            self.instead.setText(self._names[row].instead)
        self._allow()

    # ---- doing -------------------------------------------------------------------------------------------------------

    def _keep(self) -> None:
        if self._keep_all({self.name.text(): self.instead.text()}):
            self.name.clear()
            self.instead.clear()
            self.name.setFocus()

    def _import(self) -> None:
        chosen = files.choose_file(self, self.tr("Names to keep out"), None, self.tr("List of names"), "*.txt *.csv")
        if not chosen:
            return
        try:
            names = read_name_list(chosen)
        except FopCoderError as error:
            self.refused(error)
            return
        if self._keep_all(names):
            self.around.offer_undo(self.tr("{0} names are read from {1}.").format(len(names), chosen.name))

    def _keep_all(self, names: Mapping[str, str]) -> bool:
        """Keep names as one Change; say whether nothing was refused."""
        try:
            return self._do(keep_names_change(self.around.desk.open_project, names))
        except FopCoderError as error:
            self.refused(error)
            return False

    def _remove(self) -> None:
        row = self.table.currentIndex().row()
        if 0 <= row < len(self._names):
            gone = self._names[row].name
            self._do(forget_names_change(self.around.desk.open_project, [gone]))
            self.around.offer_undo(self.tr("{0} is taken off the list.").format(gone))

    def _do(self, change: Change | None) -> bool:
        self.show_fault("")
        if change is not None:
            self.around.desk.do(change)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter in a field keeps the name; Del in the table removes it."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and self.focusWidget() in (self.name, self.instead):
            self.add.click()
            event.accept()
        elif event.key() == Qt.Key.Key_Delete and self.focusWidget() is self.table:
            self.remove.click()
            event.accept()
        else:
            super().keyPressEvent(event)
