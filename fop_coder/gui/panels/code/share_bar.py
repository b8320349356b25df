"""A thin bar that shows how much is done; Qt's progress bar would paint at once, in the midst of a keystroke."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from fop_coder.gui.painting import paint_bar
from fop_coder.gui.theme import Theme

_HEIGHT = 6


class ShareBar(QWidget):
    """Shows a share; what it is a share of stands in words beside it."""

    def __init__(self, theme: Theme, name: str) -> None:
        """Begin empty; ``name`` is the accessible one."""
        super().__init__()
        self._theme, self._share = theme, 0.0
        self.setAccessibleName(name)
        self.setFixedHeight(_HEIGHT)

    def show_share(self, done: int, of: int) -> None:
        """Show how many of how many are done."""
        self._share = done / of if of else 0.0
        self.setAccessibleDescription(f"{done} / {of}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the bar."""
        with QPainter(self) as painter:
            rect = QRect(0, 0, self.width(), _HEIGHT)
            paint_bar(painter, rect, self._share, self._theme.colour("accent"), self._theme.colour("bar"))
