"""The table of items: one key for each answer, Enter and Tab go to the next, Page Down to the next respondent."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView

from fop_coder.gui.instruments.answers_model import ANSWER, SUBSCALE, TURNED, WORDING, AnswersModel
from fop_coder.gui.second_coding.parts import RowsView
from fop_coder.gui.theme import Theme
from fop_coder.model.errors import ValueRefused

_PAGES: dict[int, int] = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_EMPTY = (" ", ".")
"""Characters that stand for a missing answer, and go on."""


class AnswersView(RowsView):
    """The table of items.

    Signals:
        refused: a FopCoderError: what was typed is no answer.
        taken: what was typed is one, or was taken off.
        left: 1 for the next respondent (Enter on the last item, Page Down), -1 for the one before (Page Up).
    """

    refused = Signal(object)
    taken = Signal()
    left = Signal(int)

    def __init__(self, theme: Theme, model: AnswersModel, name: str) -> None:
        """Show the items."""
        super().__init__(theme, model, name)
        self.items = model
        self.is_read_only = False
        self.setProperty("tab goes through rows", True)
        self.setEditTriggers(self.EditTrigger.NoEditTriggers)
        self.selectionModel().currentChanged.connect(self._finish)  # whoever goes elsewhere has typed all of it

    def lay_out(self) -> None:
        """Show the columns that say anything, the last as wide as there is room."""
        rows = range(self.items.rowCount())
        for column in (WORDING, TURNED, SUBSCALE):
            self.setColumnHidden(column, not any(self.items.index(r, column).data() for r in rows))
        self.resizeColumnsToContents()
        header = self.horizontalHeader()
        wide = WORDING if not self.isColumnHidden(WORDING) else SUBSCALE
        for column in range(SUBSCALE + 1):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            if column != wide:
                header.resizeSection(column, header.sectionSize(column) + 12)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)

    def stand_on(self, row: int) -> None:
        """Go to an item."""
        index = self.items.index(row, ANSWER)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def go_on(self) -> bool:
        """Go to the next item; say whether there is one."""
        row = self.currentIndex().row() + 1
        if row < self.items.rowCount():
            self.stand_on(row)
        return row < self.items.rowCount()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's name
        """Tab goes from item to item, and leaves behind the last and before the first."""
        row = self.currentIndex().row()
        if self._finish() and 0 <= row + (1 if forward else -1) < self.items.rowCount():
            self.stand_on(row + (1 if forward else -1))
            return True
        return super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Digits answer, Delete, space and full stop take an answer off, Enter goes on, Page Down to who comes next."""
        if event.key() in _PAGES or (event.key() in _ENTER and not event.modifiers() & _HELD):
            self._go(event.key())
            event.accept()
        elif self._answers(event):
            event.accept()
        else:
            super().keyPressEvent(event)

    def _go(self, key: int) -> None:
        if not self._finish():
            return
        if key in _PAGES:
            self.left.emit(_PAGES[key])
        elif not self.go_on():
            self.left.emit(1)

    def _answers(self, event: QKeyEvent) -> bool:
        """Take a key that answers; say whether it was one."""
        row, text = self.currentIndex().row(), event.text()
        if row < 0 or self.is_read_only or event.modifiers() & _HELD:
            return False
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) or text in _EMPTY:
            self._empty(row, goes_on=text in _EMPTY)
            return True
        if len(text) == 1 and text.isprintable():
            self._type(row, text)
            return True
        return False

    def _empty(self, row: int, *, goes_on: bool) -> None:
        self.items.put(row, "")
        self.taken.emit()
        if goes_on:
            self.go_on()

    def _type(self, row: int, character: str) -> None:
        try:
            whole = self.items.begin(row, character)
        except ValueRefused as error:
            self.refused.emit(error)
            return
        self.taken.emit()
        if whole:
            self.go_on()

    def _finish(self, *_: object) -> bool:
        """Take what was begun; say whether it could be taken."""
        try:
            self.items.finish()
        except ValueRefused as error:
            self.refused.emit(error)
            return False
        return True
