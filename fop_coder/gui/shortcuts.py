"""All keys in one list: shown, searched, changed. Two actions that work at the same time never share a key."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from fop_coder.gui.actions import ActionRegistry, ActionSpec


def clash(actions: ActionRegistry, changed: str, keys: QKeySequence) -> ActionSpec | None:
    """Return the action that has these keys already and can be meant at the same time; None if there is none.

    Two panels may use the same key: only one of them has the focus.
    """
    if keys.isEmpty():
        return None
    own = actions.spec(changed)
    for spec, action in actions:
        together = not spec.context or not own.context or spec.context == own.context
        if spec.id != changed and together and action.shortcut() == keys:
            return spec
    return None


class ShortcutsDialog(QDialog):
    """The list of all actions with their keys."""

    def __init__(self, parent: QWidget, actions: ActionRegistry, change: Callable[[str, QKeySequence], None]) -> None:
        """List everything; ``change`` gives an action other keys and remembers them."""
        super().__init__(parent)
        self._actions, self._change = actions, change
        self.setWindowTitle(self.tr("All keys"))
        self.resize(640, 560)
        self._filter = QLineEdit()
        self._filter.setPlaceholderText(self.tr("Filter"))
        self._filter.setAccessibleName(self.tr("Filter actions"))
        self._filter.textChanged.connect(self._narrow)
        self._table = QTableWidget(0, 3)
        self._table.setHorizontalHeaderLabels([self.tr("What"), self.tr("Where"), self.tr("Keys")])
        self._table.setAccessibleName(self.tr("Actions and their keys"))
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.verticalHeader().hide()
        self._table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._table.currentCellChanged.connect(self._chosen)
        self._keys = QKeySequenceEdit()
        self._keys.setAccessibleName(self.tr("New keys"))
        self._keys.setMaximumSequenceLength(1)
        self._set = QPushButton(self.tr("Use these keys"))
        self._set.clicked.connect(self._use)
        self._usual = QPushButton(self.tr("Usual keys"))
        self._usual.clicked.connect(self._use_usual)
        self._note = QLabel()
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setWordWrap(True)
        self._note.hide()
        buttons = QDialogButtonBox()
        buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        row = QHBoxLayout()
        for widget in (self._keys, self._set, self._usual):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.addWidget(self._filter)
        column.addWidget(self._table, 1)
        column.addLayout(row)
        column.addWidget(self._note)
        column.addWidget(buttons)
        self._fill()

    def _fill(self) -> None:
        rows = list(self._actions)
        self._table.setRowCount(len(rows))
        for row, (spec, action) in enumerate(rows):
            what = QTableWidgetItem(spec.title)
            what.setData(Qt.ItemDataRole.UserRole, spec.id)
            self._table.setItem(row, 0, what)
            self._table.setItem(row, 1, QTableWidgetItem(spec.menu or spec.context))
            self._table.setItem(row, 2, QTableWidgetItem(action.shortcut().toString()))
        self._table.setCurrentCell(0, 0)

    def _narrow(self, typed: str) -> None:
        for row in range(self._table.rowCount()):
            whole = " ".join(self._cell(row, column) for column in range(3)).casefold()
            self._table.setRowHidden(row, typed.casefold() not in whole)

    def _cell(self, row: int, column: int) -> str:
        item = self._table.item(row, column)
        return item.text() if item else ""

    def _id(self) -> str:
        item = self._table.item(self._table.currentRow(), 0)
        return str(item.data(Qt.ItemDataRole.UserRole)) if item else ""

    def _chosen(self) -> None:
        name = self._id()
        if name:
            self._keys.setKeySequence(self._actions.action(name).shortcut())
        self._note.hide()

    def _use(self) -> None:
        self._give(self._keys.keySequence())

    def _use_usual(self) -> None:
        if self._id():
            self._give(QKeySequence(self._actions.spec(self._id()).shortcut))

    def _give(self, keys: QKeySequence) -> None:
        name = self._id()
        if not name:
            return
        other = clash(self._actions, name, keys)
        if other is not None:
            self._say("warning", self.tr("{0} has these keys already: {1}").format(keys.toString(), other.title))
            return
        self._change(name, keys)
        item = self._table.item(self._table.currentRow(), 2)
        if item is not None:
            item.setText(keys.toString())
        self._say("good", self.tr("Changed."))

    def _say(self, kind: str, sentence: str) -> None:
        self._note.setProperty("note", kind)
        self._note.style().unpolish(self._note)
        self._note.style().polish(self._note)
        self._note.setText(sentence)
        self._note.show()
