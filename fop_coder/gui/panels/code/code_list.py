"""The list of codes: a click on a badge codes, a click on a name shows the definition."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QListView


class CodeList(QListView):
    """The list; a click on a badge codes, letters are left to the screen.

    Signals:
        badge_clicked: the index whose badge was clicked.
    """

    badge_clicked = Signal(QModelIndex)

    def __init__(self) -> None:
        """Begin without a model."""
        super().__init__()
        self.setProperty("side", True)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.wanted_height = 160
        self._pressed_at = 0.0
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._clicked)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Leave letters and digits to the screen: they are codes' keys."""
        if event.text().isprintable() and event.text().strip() and not event.modifiers():
            event.ignore()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the height of all rows, or of the first dozen."""
        return QSize(super().sizeHint().width(), self.wanted_height)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Remember where a click began: only the badge codes."""
        self._pressed_at = event.position().x()
        super().mousePressEvent(event)

    def _clicked(self, index: QModelIndex) -> None:
        rect = self.visualRect(index)
        if self._pressed_at < rect.left() + rect.height():
            self.badge_clicked.emit(index)
