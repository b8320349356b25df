"""The list of hits: arrows and Enter as in any list, and the keys of codes."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from fop_coder.gui.theme import Theme

ROW = 58
"""Height of a row (at 100 %): the words, and the place beneath."""

_Move = QAbstractItemView.CursorAction


class HitList(QTableView):
    """The list of hits; keys that belong to codes are passed on.

    A table of one column: unlike a list it asks nothing of the rows that are not seen, however many there are.

    Signals:
        key_pressed: the text of a key, without Ctrl or Alt.
        followed: the current hit shall be shown at its place (Enter, double click).
    """

    key_pressed = Signal(str)
    followed = Signal()

    def __init__(self, theme: Theme) -> None:
        """Begin empty."""
        super().__init__()
        self._theme = theme
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Hits"))
        self.setStyleSheet("QTableView:focus { border: none; }")  # the row is framed
        self.setProperty("pane", True)
        self.doubleClicked.connect(self._follow)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Take keys of codes; leave all others to the list."""
        bare = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        text = event.text().strip()
        if bare == Qt.KeyboardModifier.NoModifier and text.isalnum():
            self.key_pressed.emit(text)
            event.accept()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.followed.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    def moveCursor(self, action: _Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:  # noqa: N802 - Qt's name
        """Let Home and End go to the first and last hit, as in a list."""
        rows = self.model().rowCount()
        if action in (_Move.MoveHome, _Move.MoveEnd) and rows:
            return self.model().index(0 if action is _Move.MoveHome else rows - 1, 0)
        return super().moveCursor(action, modifiers)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the rows, and a frame where no row shows the focus."""
        super().paintEvent(event)
        if self.hasFocus() and not self.currentIndex().isValid():
            with QPainter(self.viewport()) as painter:
                painter.setPen(QPen(self._theme.colour("accent"), 2))
                painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))

    def dress(self) -> None:
        """Set the rows' height anew."""
        self.verticalHeader().setDefaultSectionSize(self._theme.px(ROW))

    def go_to(self, row: int) -> None:
        """Make a row the current and only chosen one, in sight."""
        model = self.model()
        if 0 <= row < model.rowCount():
            self.setCurrentIndex(model.index(row, 0))
            self.scrollTo(self.currentIndex())

    def _follow(self, *_: object) -> None:
        self.followed.emit()
