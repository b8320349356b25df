"""All keys in one list: shown, searched, changed. Two actions that work at the same time never share a key."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
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

from fop_coder.gui.actions import ActionRegistry, ActionSpec, keys_shown
from fop_coder.gui.menus import MENUS
from fop_coder.gui.painting import restyle
from fop_coder.gui.theme import Theme

WHAT, WHERE, KEYS = range(3)


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


def is_for_codes(keys: QKeySequence) -> bool:
    """Say whether keys are a single letter or figure: those belong to codes and categories."""
    return len(keys.toString()) == 1 and keys.toString().isalnum()


class _KeysField(QKeySequenceEdit):
    """Takes any keys but Shift+Tab, which goes back as everywhere: Qt's own field would hold on to it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Leave by Shift+Tab, take all else."""
        if event.key() == Qt.Key.Key_Backtab:
            self.focusPreviousChild()
            return
        super().keyPressEvent(event)


class ShortcutsDialog(QDialog):
    """The list of all actions with their keys."""

    def __init__(
        self, parent: QWidget, theme: Theme, actions: ActionRegistry, change: Callable[[str, QKeySequence], None]
    ) -> None:
        """List everything; ``change`` gives an action other keys and remembers them."""
        super().__init__(parent)
        self._actions, self._change, self._theme = actions, change, theme
        self.setWindowTitle(self.tr("All keys"))
        self._build()
        self._fill()
        room = parent.size()
        self.resize(min(theme.px(720), room.width() - 60), min(theme.px(640), room.height() - 60))
        self._filter.setFocus()

    # ---- building ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        head = QHBoxLayout()
        title = QLabel(self.tr("All keys"))
        title.setProperty("role", "title")
        self._filter = QLineEdit()
        self._filter.setPlaceholderText(self.tr("Filter by words or keys"))
        self._filter.setAccessibleName(self.tr("Filter actions"))
        self._filter.setClearButtonEnabled(True)
        self._filter.setFixedWidth(self._theme.px(260))
        self._filter.textChanged.connect(self._narrow)
        head.addWidget(title, 1)
        head.addWidget(self._filter)
        column.addLayout(head)
        column.addWidget(self._build_table(), 1)
        self._nothing = QLabel(self.tr("Nothing that can be done has this in its name or keys."))
        self._nothing.setProperty("role", "sub")
        self._nothing.hide()
        column.addWidget(self._nothing)
        self._note = QLabel()
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setWordWrap(True)
        self._note.hide()
        column.addWidget(self._note)
        column.addLayout(self._build_change())
        column.addLayout(self._build_foot())

    def _build_table(self) -> QWidget:
        self._table = QTableWidget(0, 3)
        self._table.setHorizontalHeaderLabels([self.tr("What"), self.tr("Where"), self.tr("Keys")])
        self._table.setAccessibleName(self.tr("Actions and their keys"))
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setTabKeyNavigation(False)
        self._table.setShowGrid(False)
        self._table.setStyleSheet("QTableView::item { padding-left: 5px; }")  # in line with the headings
        self._table.verticalHeader().hide()
        self._table.verticalHeader().setDefaultSectionSize(self._theme.px(30))
        header = self._table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
        for column in (WHERE, KEYS):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setHighlightSections(False)
        self._table.currentCellChanged.connect(self._chosen)
        self._table.cellActivated.connect(self._begin_change)
        return self._table

    def _build_change(self) -> QHBoxLayout:
        row = QHBoxLayout()
        label = QLabel(self.tr("&New keys"))
        self._keys = _KeysField()
        self._keys.setAccessibleName(self.tr("New keys"))
        self._keys.setMaximumSequenceLength(1)
        self._keys.setClearButtonEnabled(True)
        label.setBuddy(self._keys)
        self._set = _button(self.tr("&Use these keys"), self._use)
        self._usual = _button(self.tr("Usual &keys"), self._use_usual)
        row.addWidget(label)
        row.addWidget(self._keys, 1)
        row.addWidget(self._set)
        row.addWidget(self._usual)
        return row

    def _build_foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._all_usual = _button(self.tr("&All as they were"), self._use_all_usual)
        self._all_usual.setToolTip(self.tr("Gives every action the keys it came with"))
        row.addWidget(self._all_usual)
        row.addStretch(1)
        row.addWidget(_button(self.tr("Close"), self.reject))
        return row

    # ---- what is listed ----------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        order = {name: place for place, name in enumerate(MENUS)}
        rows = sorted(self._actions, key=lambda pair: order.get(pair[0].menu, len(order)))
        self._table.setRowCount(len(rows))
        for row, (spec, _) in enumerate(rows):
            what = QTableWidgetItem(spec.title)
            what.setData(Qt.ItemDataRole.UserRole, spec.id)
            what.setToolTip(spec.hint)
            self._table.setItem(row, WHAT, what)
            self._table.setItem(row, WHERE, QTableWidgetItem(self._where(spec)))
            self._table.setItem(row, KEYS, QTableWidgetItem(""))
        self._show_keys()
        self._table.setCurrentCell(0, 0)

    def _where(self, spec: ActionSpec) -> str:
        """Return the menu, and the screen alone on which the keys work."""
        screens = {s.id.removeprefix("view."): s.title for s, _ in self._actions}
        screen = screens.get(spec.context, "")
        if not screen or screen == spec.menu:
            return spec.menu
        return f"{spec.menu}, {screen}" if spec.menu else screen

    def _show_keys(self) -> None:
        for row in range(self._table.rowCount()):
            keys = self._actions.action(self._id(row)).shortcut()
            item = self._table.item(row, KEYS)
            if item is not None:
                item.setText(keys_shown(keys))
                usual = keys == QKeySequence(self._actions.spec(self._id(row)).shortcut)
                item.setFont(self._theme.sans(weight=400 if usual else 600))
        changed = any(a.shortcut() != QKeySequence(s.shortcut) for s, a in self._actions)
        self._all_usual.setEnabled(changed)

    def _narrow(self, typed: str) -> None:
        for row in range(self._table.rowCount()):
            whole = " ".join(self._cell(row, column) for column in range(3)).casefold()
            self._table.setRowHidden(row, not all(word in whole for word in typed.casefold().split()))
        shown = [row for row in range(self._table.rowCount()) if not self._table.isRowHidden(row)]
        self._nothing.setVisible(not shown)
        if shown and self._table.currentRow() not in shown:
            self._table.setCurrentCell(shown[0], 0)

    def _cell(self, row: int, column: int) -> str:
        item = self._table.item(row, column)
        return item.text() if item else ""

    def _id(self, row: int) -> str:
        item = self._table.item(row, WHAT)
        return str(item.data(Qt.ItemDataRole.UserRole)) if item else ""

    # ---- changing ----------------------------------------------------------------------------------------------------

    def _chosen(self) -> None:
        name = self._id(self._table.currentRow())
        if name:
            self._keys.setKeySequence(self._actions.action(name).shortcut())
        self._note.hide()

    def _begin_change(self) -> None:
        self._keys.setFocus()

    def _use(self) -> None:
        self._give(self._keys.keySequence())

    def _use_usual(self) -> None:
        name = self._id(self._table.currentRow())
        if name:
            self._give(QKeySequence(self._actions.spec(name).shortcut))

    def _use_all_usual(self) -> None:
        for spec, action in self._actions:
            if action.shortcut() != QKeySequence(spec.shortcut):
                self._change(spec.id, QKeySequence(spec.shortcut))
        self._show_keys()
        self._chosen()
        self._say("good", self.tr("Every action has the keys it came with."))

    def _give(self, keys: QKeySequence) -> None:
        name = self._id(self._table.currentRow())
        if not name:
            return
        spec, shown = self._actions.spec(name), keys_shown(keys)
        other = clash(self._actions, name, keys)
        if other is not None:
            words = self.tr("{0} has these keys already: {1}. Nothing was changed. Give that action other keys first.")
            self._say("warning", words.format(shown, other.title))
        elif is_for_codes(keys) and keys != QKeySequence(spec.shortcut):
            words = self.tr("{0} is kept for codes and categories. Nothing was changed. Take Ctrl, Alt or F1 to F12.")
            self._say("warning", words.format(shown))
        else:
            self._change(name, keys)
            self._show_keys()
            self._keys.setKeySequence(keys)
            said = self.tr("{0} has the keys {1} now.") if shown else self.tr("{0} has no keys now.")
            self._say("good", said.format(spec.title, shown))

    def _say(self, kind: str, sentence: str) -> None:
        self._note.setProperty("note", kind)
        restyle(self._note)
        self._note.setText(sentence)
        self._note.show()


def _button(words: str, press: Callable[[], object]) -> QPushButton:
    button = QPushButton(words)
    button.setAutoDefault(False)
    button.clicked.connect(press)
    return button
