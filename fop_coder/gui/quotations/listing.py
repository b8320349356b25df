"""The list of quotations: label and place above, the words below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from fop_coder.gui.painting import paint_badge, paint_lines
from fop_coder.gui.theme import PASSAGE, SMALL, Theme
from fop_coder.gui.tips import plain_tip
from fop_coder.model.base import Guid
from fop_coder.model.codebook import Code
from fop_coder.model.quotations import QuotationRow

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
LINES = 2


class QuotationsModel(QAbstractListModel):
    """Quotations in the order of documents and text."""

    ROW = Qt.ItemDataRole.UserRole

    def __init__(self, parent: QObject) -> None:
        """Begin with none."""
        super().__init__(parent)
        self.rows: tuple[QuotationRow, ...] = ()

    def show_rows(self, rows: Sequence[QuotationRow]) -> None:
        """List these instead."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def row_of(self, coding: Guid | None) -> int:
        """Return where a passage stands in the list, 0 where it does not."""
        return next((number for number, row in enumerate(self.rows) if row.coding == coding), 0)

    def rowCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return how many there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a quotation, its words, or what a screen reader says."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == self.ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(row.text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.label}, {row.code_name}, {row.document}, {row.place}: {row.text}"
        return None


class QuotationsDelegate(QStyledItemDelegate):
    """Paints a quotation: its label, code and place, and the first lines of its words."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        """Paint from the theme."""
        super().__init__(parent)
        self._theme = theme
        self.codes: Mapping[str, Code] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802 - Qt's name
        """Return the same height for every row."""
        return QSize(240, self._theme.px(22) + LINES * self._theme.px(21) + 14)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint a row."""
        row = index.data(QuotationsModel.ROW)
        if not isinstance(row, QuotationRow):
            return
        theme, rect, state = self._theme, QRect(option.rect), option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        ground = "sel" if state & QStyle.StateFlag.State_Selected else "hover" if is_hovered else ""
        is_focused = bool(state & QStyle.StateFlag.State_HasFocus)
        painter.setPen(QPen(theme.colour("accent"), 2) if is_focused else QPen(Qt.PenStyle.NoPen))
        painter.setBrush(theme.colour(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(rect).adjusted(2, 1, -2, -1), 8, 8)
        inner = rect.adjusted(12, 6, -12, -6)
        self._paint_head(painter, QRect(inner.left(), inner.top(), inner.width(), theme.px(22)), row)
        self._paint_words(painter, inner.adjusted(0, theme.px(23), 0, 0), row.text)
        painter.restore()

    def _paint_head(self, painter: QPainter, rect: QRect, row: QuotationRow) -> None:
        """Paint the label at the left; at the right the place, and key and name of the code before it."""
        theme = self._theme
        painter.setFont(theme.sans(SMALL))
        metrics = painter.fontMetrics()
        place = metrics.elidedText(f"{row.document}, {row.place}", Qt.TextElideMode.ElideMiddle, rect.width() // 3)
        painter.setPen(theme.colour("sub"))
        room = QRect(rect)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, place)
        room.setRight(room.right() - metrics.horizontalAdvance(place) - theme.px(14))
        code = self._codes_place(painter, room, row)
        room.setRight(code - theme.px(12))
        painter.setFont(theme.sans(13, 600))
        painter.setPen(theme.colour("text"))
        label = row.label or self.tr("(no label)")
        painter.drawText(
            room, _LEFT, painter.fontMetrics().elidedText(label, Qt.TextElideMode.ElideRight, room.width())
        )

    def _codes_place(self, painter: QPainter, room: QRect, row: QuotationRow) -> int:
        """Paint key and name of the code at the right end of a room; return where they begin."""
        theme, metrics = self._theme, painter.fontMetrics()
        code = self.codes.get(row.code)
        name = metrics.elidedText(row.code_name, Qt.TextElideMode.ElideRight, room.width() // 3)
        left = room.right() - metrics.horizontalAdvance(name)
        colour = theme.code(code.colour if code else 1)
        painter.setPen(colour.ink)
        painter.drawText(QRect(left, room.top(), room.right() - left + 1, room.height()), _LEFT, name)
        size = theme.px(16)
        badge = QRect(left - size - theme.px(6), room.center().y() - size // 2, size, size)
        paint_badge(painter, badge, code.key if code else "", colour, theme.sans(SMALL - 1.5, 700))
        return badge.left()

    def _paint_words(self, painter: QPainter, rect: QRect, words: str) -> None:
        painter.setPen(self._theme.colour("text"))
        paint_lines(painter, rect, f"“{words}”", self._theme.serif(PASSAGE), (LINES, self._theme.px(21)))
