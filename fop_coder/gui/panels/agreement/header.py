"""The headings of the figures: two lines each, and the axis of alpha above its dots."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from fop_coder.gui.panels.agreement.plot import MARGIN, MARKS, axis, place_of
from fop_coder.gui.panels.agreement.rows import COUNTS, Column
from fop_coder.gui.panels.agreement.words import tr
from fop_coder.gui.theme import SMALL, Theme

LEFT = (Column.NAME, Column.INTERVAL)
LINES = 2
HEIGHT = 44
"""In px at 100 %."""


class FiguresHeader(QHeaderView):
    """Paints the headings of a figures model; ``columns`` are told by its model."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        """Paint with a theme's colours and sizes."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)
        self.setSectionsClickable(False)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for two lines."""
        return QSize(super().sizeHint().width(), self._theme.px(HEIGHT))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802 - Qt's name
        """Paint one heading."""
        theme = self._theme
        painter.save()
        painter.fillRect(rect, theme.colour("side"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        columns = getattr(self.model(), "columns", ())
        if section < len(columns):
            painter.setPen(theme.colour("sub"))
            painter.setFont(theme.sans(SMALL, 600))
            words = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
            if columns[section] is Column.PLOT:
                self._paint_axis(painter, rect, words)
            else:
                self._paint_words(painter, rect, columns[section], words)
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRect, column: Column, words: str) -> None:
        inner = rect.adjusted(self._theme.px(8), 0, -self._theme.px(8), -self._theme.px(6))
        if column in COUNTS:
            inner, side = rect.adjusted(0, 0, 0, -self._theme.px(6)), Qt.AlignmentFlag.AlignHCenter
        else:
            side = Qt.AlignmentFlag.AlignLeft if column in LEFT else Qt.AlignmentFlag.AlignRight
        painter.drawText(inner, side | Qt.AlignmentFlag.AlignBottom, words)

    def _paint_axis(self, painter: QPainter, rect: QRect, words: str) -> None:
        """Title above, values of the axis below; what would overlap is left out."""
        theme = self._theme
        line = QFontMetrics(theme.sans(SMALL, 600)).height()
        bottom = rect.bottom() - theme.px(6)
        room = rect.adjusted(theme.px(4), 0, 0, 0)
        metrics = painter.fontMetrics()
        for said in (words, tr("Alpha, with interval"), tr("Alpha")):
            if metrics.horizontalAdvance(said) <= room.width():
                break
        above = QRect(room.left(), bottom - 2 * line, room.width(), line)
        painter.drawText(above, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, said)
        painter.setFont(theme.sans(SMALL))
        metrics = painter.fontMetrics()
        ends, below = axis(rect, theme), bottom - line
        taken = 0.0
        for value, words_of, shift in self._ticks():
            wide = metrics.horizontalAdvance(words_of)
            x = place_of(value, ends) - wide * shift
            if x < taken:
                continue
            painter.drawText(QRect(round(x), below, wide + 2, line), Qt.AlignmentFlag.AlignBottom, words_of)
            taken = x + wide + theme.px(3)

    @staticmethod
    def _ticks() -> tuple[tuple[float, str, float], ...]:
        """Return value, words, and which share of the words stands left of the value."""
        tentative, reliable = MARKS
        return (
            (-0.2, "\u22120.2", 0.5),
            (0.0, "0", 0.5),
            (tentative, ".667", 0.8),
            (reliable, ".8", 0.2),
            (1.0, "1", 0.5),
        )


def axis_width(theme: Theme) -> int:
    """Return the least width in which the axis can be read, in px."""
    return theme.px(116) + 2 * theme.px(MARGIN)
