"""Paints a hit: its words in context with the match emphasised, where it is, and the codes there."""

from __future__ import annotations

from bisect import bisect_left

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from fop_coder.gui.painting import paint_badge, paint_icon
from fop_coder.gui.panels.find.model import HitModel
from fop_coder.gui.theme import PASSAGE, SMALL, Theme
from fop_coder.model.tally import Hit
from fop_coder.project.finding import CONTEXT

_Index = QModelIndex | QPersistentModelIndex
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class HitDelegate(QStyledItemDelegate):
    """One hit takes two lines: the words, and the place."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        """Paint in the theme's colours."""
        super().__init__(parent)
        self._theme = theme

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
        before = fit_before(_one_line(hit.before), plain, before_room)
        left = room.left() + before_room
        painter.setFont(font)
        painter.setPen(theme.colour("text"))
        painter.drawText(QRect(room.left(), room.top(), before_room, room.height()), _end(), before)
        painter.fillRect(QRect(left, room.top() + 1, width, room.height() - 3), theme.colour("highlight"))
        self._draw(painter, strong, QRect(left, room.top(), width + 2, room.height()), match)
        rest = room.right() - left - width
        after = fit_after(_one_line(hit.after), plain, rest)
        self._draw(painter, font, QRect(left + width, room.top(), rest, room.height()), after)

    @staticmethod
    def _draw(painter: QPainter, font: QFont, rect: QRect, text: str) -> None:
        painter.setFont(font)
        painter.drawText(rect, _MIDDLE | Qt.TextFlag.TextSingleLine, text)

    def _paint_codes(self, painter: QPainter, room: QRect, index: _Index) -> int:
        """Paint key and name of the codes at the right end; return how wide they are."""
        theme = self._theme
        size, gap, right = theme.px(16), theme.px(6), room.right()
        codes = index.data(HitModel.CODES)
        whole = sum(painter.fontMetrics().horizontalAdvance(c.name) + size + theme.px(20) for c in codes)
        is_narrow = whole > room.width() // 2
        for code in reversed(codes):
            colours = theme.code(code.colour)
            width = 0 if is_narrow else painter.fontMetrics().horizontalAdvance(code.name)
            painter.setPen(colours.ink)
            name = QRect(right - width, room.top(), width + 1, room.height())
            if not is_narrow:
                painter.drawText(name, _MIDDLE, code.name)
            badge = QRect(name.left() - gap - size, room.top() + (room.height() - size) // 2, size, size)
            paint_badge(painter, badge, code.key, colours, theme.sans(SMALL - 1.5, 700))
            right = badge.left() - theme.px(4 if is_narrow else 14)
            if right < room.left() + room.width() // 2:
                break
        painter.setPen(theme.colour("sub"))
        painter.setFont(theme.sans(SMALL))
        if index.data(HitModel.STARRED):
            star = QRect(right - size, room.top() + (room.height() - size) // 2, size, size)
            paint_icon(painter, "ph.star-fill", theme.colour("text"), star)
            right = star.left() - theme.px(8)
        return room.right() - right


def _end() -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


def _one_line(words: str) -> str:
    return words.replace("\n", " ")


def fit_before(before: str, metrics: QFontMetrics, room: int) -> str:
    """Return the last whole words before a match that fit; what is left out is told by an ellipsis."""
    if len(before) < CONTEXT and metrics.horizontalAdvance(before) <= room:
        return before
    starts = [place + 1 for place, c in enumerate(before) if c == " " and place + 1 < len(before)]
    first = bisect_left(starts, True, key=lambda at: metrics.horizontalAdvance(f"…{before[at:]}") <= room)
    if first == len(starts):
        return metrics.elidedText(before, Qt.TextElideMode.ElideLeft, room)
    return f"…{before[starts[first] :]}"


def fit_after(after: str, metrics: QFontMetrics, room: int) -> str:
    """Return the first whole words after a match that fit; what is left out is told by an ellipsis."""
    if len(after) < CONTEXT and metrics.horizontalAdvance(after) <= room:
        return after
    ends = [place for place, c in enumerate(after) if c == " " and place]
    last = bisect_left(ends, True, key=lambda at: metrics.horizontalAdvance(f"{after[:at]}…") > room) - 1
    if last < 0:
        return metrics.elidedText(after, Qt.TextElideMode.ElideRight, room)
    return f"{after[: ends[last]]}…"
