"""One disagreement in the list: settled or open, which code, where, who coded it, and how it was settled."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from fop_coder.gui.painting import paint_badge, paint_icon, paint_status
from fop_coder.gui.panels.agreement.difference_words import (
    briefly_differs,
    outcome_word,
    place_of,
    what_differs,
)
from fop_coder.gui.panels.agreement.disagreements_model import DisagreementModel
from fop_coder.gui.theme import SMALL, Theme
from fop_coder.model.codebook import Code
from fop_coder.model.status import Status
from fop_coder.project.disagreements import Disagreement

ROW = 30
_Index = QModelIndex | QPersistentModelIndex
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_END = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class DisagreementDelegate(QStyledItemDelegate):
    """Paints the lines that are in sight."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        """Paint in the theme's colours."""
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802 - Qt's name
        """Return the height of a line."""
        return QSize(100, max(30, self._theme.px(ROW)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint a line."""
        found = index.data(DisagreementModel.DISAGREEMENT)
        style: Any = option  # the stubs do not know its parts
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, style.rect, style.state)
        chosen = bool(style.state & QStyle.StateFlag.State_Selected)
        self._paint_line(painter, style.rect.adjusted(self._theme.px(8), 0, -self._theme.px(8), 0), found, chosen)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        theme = self._theme
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("sel" if chosen else "hover"))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 8, 8)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(2, 2, -2, -2), 8, 8)

    def _paint_line(self, painter: QPainter, rect: QRect, found: Disagreement, chosen: bool) -> None:
        theme = self._theme
        sign, gap = theme.px(16), theme.px(8)
        place = QRect(rect.left(), rect.center().y() - sign // 2 + 1, sign, sign)
        paint_status(painter, theme, Status.PENDING if found.settlement is None else Status.REFERRED, place)
        place.translate(sign + gap, 0)
        paint_about(painter, theme, place, found)
        left = place.right() + gap
        outcome = outcome_word(found)
        small = QFontMetrics(theme.sans(SMALL))
        needed = QFontMetrics(theme.sans(weight=600)).horizontalAdvance(place_of(found)) + theme.px(8)
        needed += small.horizontalAdvance(what_differs(found)) + gap + small.horizontalAdvance(outcome)
        if found.settlement is None and left + needed > rect.right():
            outcome = ""  # the ring says that it is open
        end = QRect(rect.right() - small.horizontalAdvance(outcome), rect.top(), small.horizontalAdvance(outcome), 0)
        end.setHeight(rect.height())
        painter.setPen(theme.colour("sub"))
        painter.setFont(theme.sans(SMALL))
        painter.drawText(end.adjusted(-2, 0, 0, 0), _END, outcome)
        self._paint_words(painter, QRect(left, rect.top(), end.left() - gap - left, rect.height()), found, chosen)

    def _paint_words(self, painter: QPainter, room: QRect, found: Disagreement, chosen: bool) -> None:
        """Paint where it is, and beside it what differs as far as there is room: the place goes last."""
        theme = self._theme
        strong = theme.sans(weight=600)
        bold = QFontMetrics(strong)
        where = bold.elidedText(place_of(found), Qt.TextElideMode.ElideRight, room.width())
        painter.setPen(theme.colour("text"))
        painter.setFont(strong)
        painter.drawText(room, _MIDDLE | Qt.TextFlag.TextSingleLine, where)
        rest = room.adjusted(bold.horizontalAdvance(where) + theme.px(8), 0, 0, 0)
        if rest.width() <= theme.px(24):
            return
        painter.setPen(theme.colour("text" if chosen else "sub"))
        painter.setFont(theme.sans(SMALL))
        metrics, words = painter.fontMetrics(), what_differs(found)
        if metrics.horizontalAdvance(words) > rest.width():
            words = metrics.elidedText(briefly_differs(found), Qt.TextElideMode.ElideRight, rest.width())
        painter.drawText(rest, _MIDDLE | Qt.TextFlag.TextSingleLine, words)


def paint_about(painter: QPainter, theme: Theme, place: QRect, found: Disagreement) -> None:
    """Paint the badge of the code, or the tag of a scheme."""
    if isinstance(found.about, Code):
        paint_badge(painter, place, found.about.key, theme.code(found.about.colour), theme.sans(SMALL - 1, 700))
    else:
        paint_icon(painter, "ph.tag", theme.colour("sub"), place)
