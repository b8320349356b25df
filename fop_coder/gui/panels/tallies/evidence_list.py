"""The list of the evidence drawer: keys and clicks that open a passage, copy everything, or star what is quotable."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent

from fop_coder.gui.cells import FramedList
from fop_coder.gui.panels.tallies.drawer_delegate import EvidenceDelegate


class EvidenceList(FramedList):
    """The list, whose Enter opens and whose Ctrl+C copies everything listed.

    Signals:
        opened: a line shall be opened (Enter); copied: everything shall be copied.
        starred: the star of a line was clicked.
    """

    opened = Signal(QModelIndex)
    copied = Signal()
    starred = Signal(QModelIndex)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Take Enter and Ctrl+C; leave all others to the list."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Have a current line."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.model().index(0, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Break the words anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """On a star make its line current; anywhere else do what lists do."""
        index = self._star_at(event)
        if index.isValid():
            self.setCurrentIndex(index)
        else:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Star, or take the star off; anywhere else do what lists do."""
        index = self._star_at(event)
        if index.isValid():
            self.starred.emit(index)
        else:
            super().mouseReleaseEvent(event)

    def _star_at(self, event: QMouseEvent) -> QModelIndex:
        """Return the line whose star is meant; none where it is elsewhere."""
        place: QPoint = event.position().toPoint()
        index, delegate = self.indexAt(place), self.itemDelegate()
        is_left = event.button() is Qt.MouseButton.LeftButton
        if not (is_left and index.isValid() and isinstance(delegate, EvidenceDelegate)):
            return QModelIndex()
        room = delegate.star_room(self.visualRect(index), index)
        return index if room.contains(place) else QModelIndex()
