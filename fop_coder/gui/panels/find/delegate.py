"""Paints a hit: its words in context with the match emphasised, where it is, and the codes there."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from fop_coder.gui.painting import paint_badge
from fop_coder.gui.panels.find.model import HitModel
from fop_coder.gui.theme import PASSAGE, SMALL, Theme
from fop_coder.model.tally import Hit

CONTEXT = 60
"""Contexts as long as this were cut."""

_Index = QModelIndex | QPersistentModelIndex
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class HitDelegate(QStyledItemDelegate):
    """One hit takes two lines: the words, and the place."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        """Paint in the theme's colours."""
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:  # noqa: N802 - Qt's name
        """Return room for two lines."""
        return QSize(self._theme.px(300), self._theme.px(58))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one hit."""
        theme, rect, model = self._theme, QRect(option.rect), index.model()
        hit = index.data(HitModel.HIT)
        if not isinstance(hit, Hit) or not isinstance(model, HitModel):
            return
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("sel"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        room = rect.adjusted(theme.px(16), theme.px(7), -theme.px(16), -theme.px(7))
        upper = QRect(room.left(), room.top(), room.width(), theme.px(24))
        self._paint_words(painter, upper, hit)
        lower = QRect(room.left(), upper.bottom(), room.width(), room.bottom() - upper.bottom())
        painter.setFont(theme.sans(SMALL))
        painter.setPen(theme.colour("sub"))
        taken = self._paint_codes(painter, lower, index)
        place = painter.fontMetrics().elidedText(
            model.place_of(hit), Qt.TextElideMode.ElideRight, lower.width() - taken - theme.px(8)
        )
        painter.drawText(lower, _MIDDLE, place)
        painter.restore()

    def _paint_words(self, painter: QPainter, room: QRect, hit: Hit) -> None:
        """Paint the context so that matches stand one below the other, as in a concordance."""
        theme = self._theme
        font, strong = theme.serif(PASSAGE), theme.serif(PASSAGE, 700)
        plain, bold = QFontMetrics(font), QFontMetrics(strong)
        match = bold.elidedText(_one_line(hit.text), Qt.TextElideMode.ElideRight, room.width() // 2)
        width = bold.horizontalAdvance(match)
        before_room = room.width() * 2 // 5
        before = plain.elidedText(_from_word(_one_line(hit.before)), Qt.TextElideMode.ElideLeft, before_room)
        left = room.left() + before_room
        painter.setFont(font)
        painter.setPen(theme.colour("text"))
        painter.drawText(QRect(room.left(), room.top(), before_room, room.height()), _end(), before)
        painter.fillRect(QRect(left, room.top() + 1, width, room.height() - 3), theme.colour("highlight"))
        self._draw(painter, strong, QRect(left, room.top(), width + 2, room.height()), match)
        rest = room.right() - left - width
        after = plain.elidedText(_to_word(_one_line(hit.after)), Qt.TextElideMode.ElideRight, rest)
        self._draw(painter, font, QRect(left + width, room.top(), rest, room.height()), after)

    @staticmethod
    def _draw(painter: QPainter, font: QFont, rect: QRect, text: str) -> None:
        painter.setFont(font)
        painter.drawText(rect, _MIDDLE | Qt.TextFlag.TextSingleLine, text)

    def _paint_codes(self, painter: QPainter, room: QRect, index: _Index) -> int:
        """Paint key and name of the codes at the right end; return how wide they are."""
        theme = self._theme
        size, gap, right = theme.px(16), theme.px(6), room.right()
        for code in reversed(index.data(HitModel.CODES)[:4]):
            colours = theme.code(code.colour)
            width = painter.fontMetrics().horizontalAdvance(code.name)
            painter.setPen(colours.ink)
            name = QRect(right - width, room.top(), width + 1, room.height())
            painter.drawText(name, _MIDDLE, code.name)
            badge = QRect(name.left() - gap - size, room.top() + (room.height() - size) // 2, size, size)
            paint_badge(painter, badge, code.key, colours, theme.sans(SMALL - 1.5, 700))
            right = badge.left() - theme.px(14)
        painter.setPen(theme.colour("sub"))
        painter.setFont(theme.sans(SMALL))
        return room.right() - right


def _end() -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


def _one_line(words: str) -> str:
    return words.replace("\n", " ")


def _from_word(before: str) -> str:
    """Return what stands before a match without the half word that the cut has left."""
    half, space, rest = before.partition(" ")
    return f"…{rest}" if space and half and len(before) >= CONTEXT else before


def _to_word(after: str) -> str:
    rest, space, half = after.rpartition(" ")
    return f"{rest}…" if space and half and len(after) >= CONTEXT else after
