"""The legend of statuses: glyph and word, always in the same order."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from fop_coder.gui.colours import STATUS_SIGNS
from fop_coder.gui.flow_layout import FlowLayout
from fop_coder.gui.painting import STATUS_WORDS, paint_status
from fop_coder.gui.theme import Theme
from fop_coder.model.status import Status


class Glyph(QWidget):
    """One status's glyph."""

    def __init__(self, theme: Theme, status: Status) -> None:
        """Show a status."""
        super().__init__()
        self._theme = theme
        self.status = status
        self.setAccessibleName(STATUS_WORDS[status])

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for a square."""
        side = self._theme.px(16)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the glyph."""
        with QPainter(self) as painter:
            paint_status(painter, self._theme, self.status, self.rect())


class Legend(QWidget):
    """All statuses with their words."""

    def __init__(self, theme: Theme) -> None:
        """Build it."""
        super().__init__()
        self.setAccessibleName(self.tr("Legend"))
        row = FlowLayout(self, 14)
        for status in STATUS_SIGNS:
            row.addWidget(_sign(theme, status))


def _sign(theme: Theme, status: Status) -> QWidget:
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    row.addWidget(Glyph(theme, status))
    row.addWidget(QLabel(STATUS_WORDS[status]))
    return whole
