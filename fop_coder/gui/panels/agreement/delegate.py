"""How the figures are painted: badge and name, counts as buttons, the dot plot of alpha, reasons for none."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from fop_coder.gui.painting import paint_badge
from fop_coder.gui.panels.agreement.header import LEFT
from fop_coder.gui.panels.agreement.model import COLUMN, ROW
from fop_coder.gui.panels.agreement.plot import paint_alpha
from fop_coder.gui.panels.agreement.rows import COUNTS, Column, FigureRow, count_of, leads_on
from fop_coder.gui.panels.agreement.words import tr
from fop_coder.gui.theme import BODY, SMALL, Theme
from fop_coder.model.agreement import Measure

_Index = QModelIndex | QPersistentModelIndex
_MIDDLE = Qt.AlignmentFlag.AlignVCenter

ROW_HEIGHT = 36
"""In px at 100 %."""


class FiguresDelegate(QStyledItemDelegate):
    """Paints every cell of the figures from its row.

    Attributes:
        faded: the figures are those of the last question, while the present one is worked out.
    """

    def __init__(self, theme: Theme, parent: QObject) -> None:
        """Paint with a theme's colours and sizes."""
        super().__init__(parent)
        self._theme = theme
        self.faded = False

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802 - Qt's name
        """Return the size that a cell asks for; widths are set by the table."""
        return QSize(self._theme.px(60), self._theme.px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one cell."""
        row, column = index.data(ROW), index.data(COLUMN)
        if not isinstance(row, FigureRow):
            return
        painter.save()
        ground = self._paint_ground(painter, option, row)
        painter.setOpacity(0.35 if self.faded else 1.0)
        inner = _rect(option).adjusted(self._theme.px(8), 0, -self._theme.px(8), -1)
        if column is Column.NAME:
            self._paint_name(painter, _rect(option).adjusted(self._theme.px(14), 0, -self._theme.px(4), -1), row)
        elif column in COUNTS:
            self._paint_count(painter, _rect(option), row, column, ground)
        elif column is Column.PLOT:
            self._paint_plot(painter, _rect(option).adjusted(0, 0, 0, -1), row, ground)
        else:
            self._paint_words(painter, inner, column, str(index.data() or ""))
        painter.restore()
        if _state(option) & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(self._theme.colour("accent"), 2))
            painter.drawRect(_rect(option).adjusted(1, 1, -1, -1))

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, row: FigureRow) -> QColor:
        theme, rect, state = self._theme, _rect(option), _state(option)
        ground = theme.colour("side" if row.pooled else "base")
        if state & QStyle.StateFlag.State_Selected:
            ground = theme.colour("sel")
        elif state & QStyle.StateFlag.State_MouseOver:
            ground = theme.colour("hover")
        painter.fillRect(rect, ground)
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        return ground

    def _paint_name(self, painter: QPainter, rect: QRect, row: FigureRow) -> None:
        theme, left = self._theme, rect.x()
        if row.colour:
            size = theme.px(20)
            badge = QRect(left, rect.y() + (rect.height() - size) // 2, size, size)
            paint_badge(painter, badge, row.key, theme.code(row.colour), theme.sans(SMALL, 600))
            left = badge.right() + theme.px(9)
        painter.setFont(theme.sans(weight=600))
        painter.setPen(theme.colour("text"))
        room = QRect(left, rect.y(), rect.right() - left, rect.height())
        shown = painter.fontMetrics().elidedText(row.label or row.name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | _MIDDLE | Qt.TextFlag.TextSingleLine, shown)

    def name_width(self, row: FigureRow) -> int:
        """Return how wide the cell of a name must be to hold it whole, in px."""
        badge = self._theme.px(20 + 9) if row.colour else 0
        return self._theme.px(14 + 12) + badge + _advance(self._theme.sans(weight=600), row.label or row.name)

    def _paint_count(self, painter: QPainter, rect: QRect, row: FigureRow, column: Column, ground: QColor) -> None:
        theme, count = self._theme, count_of(row, column)
        if count is None:
            return
        words = f"{count:,}"
        wide = max(theme.px(36), _advance(theme.sans(weight=600), words) + theme.px(12))
        high = theme.px(24)
        left, top = rect.x() + (rect.width() - wide) // 2, rect.y() + (rect.height() - high) // 2
        shape = QRectF(left, top, min(wide, rect.width() - 4), high)
        framed = leads_on(row, column)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("warning_mark"), 1.5) if framed else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("base" if framed or ground == theme.colour("sel") else "chip"))
        painter.drawRoundedRect(shape, 5, 5)
        painter.setFont(theme.sans(weight=600))
        painter.setPen(theme.colour("warning_ink" if framed else "text" if count else "place"))
        painter.drawText(shape, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_plot(self, painter: QPainter, rect: QRect, row: FigureRow, ground: QColor) -> None:
        theme = self._theme
        alpha = row.found.coefficients[Measure.ALPHA]
        if alpha.value is not None:
            dot = theme.code(row.colour).mark if row.colour else theme.colour("accent")
            paint_alpha(painter, theme, rect, alpha.value, alpha.interval, ground, dot)
            return
        painter.setFont(theme.sans(SMALL))
        painter.setPen(theme.colour("sub"))
        room = rect.adjusted(theme.px(4), 0, -theme.px(4), 0)
        said = painter.fontMetrics().elidedText(alpha.reason, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | _MIDDLE | Qt.TextFlag.TextSingleLine, said)

    def _paint_words(self, painter: QPainter, rect: QRect, column: Column, words: str) -> None:
        theme = self._theme
        side = Qt.AlignmentFlag.AlignLeft if column in LEFT else Qt.AlignmentFlag.AlignRight
        quiet = column is Column.INTERVAL or words == tr("not defined")
        if column is Column.ALPHA and not quiet:
            painter.setFont(theme.sans(weight=650))
        else:
            painter.setFont(theme.sans(SMALL if quiet else BODY))
        painter.setPen(theme.colour("sub" if quiet else "text"))
        if painter.fontMetrics().horizontalAdvance(words) > rect.width():
            painter.drawText(rect, side | _MIDDLE | Qt.TextFlag.TextWordWrap, words)
        else:
            painter.drawText(rect, side | _MIDDLE | Qt.TextFlag.TextSingleLine, words)


def _advance(font: QFont, words: str) -> int:
    return QFontMetrics(font).horizontalAdvance(words)


def _rect(option: QStyleOptionViewItem) -> QRect:
    return option.rect


def _state(option: QStyleOptionViewItem) -> QStyle.StateFlag:
    return option.state
