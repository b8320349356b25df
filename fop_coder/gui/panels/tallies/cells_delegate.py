"""How a table over respondents is painted: numbers with what stands below, margins and those left out more quietly."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from fop_coder.gui.painting import paint_status
from fop_coder.gui.panels.tallies.cells import Ground, Shown
from fop_coder.gui.panels.tallies.cells_model import SHOWN, status_of
from fop_coder.gui.theme import BODY, SECTION, SMALL, Theme
from fop_coder.model.status import Status

_Index = QModelIndex | QPersistentModelIndex

ROW, TWO_LINES = 34, 46
"""Heights of a row in px at 100 %."""

_SIGN = 16

_BESIDE = 8
"""px left and right of words: as headings have it, which do not grow with the text."""


class CellsDelegate(QStyledItemDelegate):
    """Paints every cell of such a table."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        """Paint with a theme's colours and sizes."""
        super().__init__(parent)
        self._theme = theme
        self.is_stale = False

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802 - Qt's name
        """Return room for what stands in a cell."""
        shown = index.data(SHOWN)
        high = self._theme.px(TWO_LINES if isinstance(shown, Shown) and shown.below else ROW)
        return QSize(self.width(shown) if isinstance(shown, Shown) else 0, high)

    def width(self, shown: Shown) -> int:
        """Return how wide a cell must be, in px."""
        strong, rest = self._fonts(shown)
        wide = QFontMetrics(strong).horizontalAdvance(shown.strong) + QFontMetrics(rest).horizontalAdvance(shown.rest)
        below = QFontMetrics(self._theme.sans(SMALL)).horizontalAdvance(shown.below)
        sign = self._theme.px(_SIGN + 6) if _sign(shown) else 0
        return max(wide + sign, below) + 2 * _BESIDE + 4

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one cell."""
        shown = index.data(SHOWN)
        if not isinstance(shown, Shown):
            return
        theme, rect, state = self._theme, _rect(option), _state(option)
        painter.save()
        painter.fillRect(rect, theme.colour(_ground(shown, state)))
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        room = rect.adjusted(_BESIDE, 0, -_BESIDE, -1)
        if shown.below:
            high, low = theme.px(20), theme.px(16)
            top = room.y() + (room.height() - high - low) // 2
            self._paint_below(painter, QRect(room.x(), top + high - 2, room.width(), low + 2), shown.below)
            room = QRect(room.x(), top, room.width(), high)
        self._paint_words(painter, room, shown)
        painter.restore()
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def _fonts(self, shown: Shown) -> tuple[QFont, QFont]:
        """Return the fonts of what is strong and of the rest: numbers of the table proper are larger."""
        is_number = shown.ground is Ground.VALUE and not shown.left
        size = SECTION if is_number and shown.strong else BODY
        weight = 400 if shown.ground is Ground.LEFT_OUT else 600
        return self._theme.sans(size, weight), self._theme.sans(size)

    def _paint_below(self, painter: QPainter, rect: QRect, words: str) -> None:
        painter.setFont(self._theme.sans(SMALL))
        painter.setPen(self._theme.colour("place" if self.is_stale else "sub"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_words(self, painter: QPainter, rect: QRect, shown: Shown) -> None:
        theme = self._theme
        status = _sign(shown)
        if status is not None:
            size = theme.px(_SIGN)
            sign = QRect(rect.x(), rect.y() + (rect.height() - size) // 2, size, size)
            paint_status(painter, theme, status, sign)
            rect = rect.adjusted(size + theme.px(6), 0, 0, 0)
        strong, rest = self._fonts(shown)
        metrics = QFontMetrics(rest)
        first = QFontMetrics(strong).horizontalAdvance(shown.strong)
        wide = first + metrics.horizontalAdvance(shown.rest)
        x = rect.x() if shown.left else max(rect.x(), rect.right() + 1 - wide)
        painter.setFont(strong)
        painter.setPen(theme.colour(self._ink(shown)))
        room = QRect(x, rect.y(), rect.right() + 1 - x, rect.height())
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        cut = QFontMetrics(strong).elidedText(shown.strong, Qt.TextElideMode.ElideRight, room.width() + 2)
        painter.drawText(room.adjusted(0, 0, 2, 0), side, cut)
        painter.setFont(rest)
        painter.setPen(theme.colour("place" if self.is_stale else "text" if shown.left else "sub"))
        after = room.adjusted(first, 0, 2, 0)
        painter.drawText(after, side, metrics.elidedText(shown.rest, Qt.TextElideMode.ElideRight, after.width()))

    def _ink(self, shown: Shown) -> str:
        if self.is_stale or shown.words == "0":
            return "place"
        return "sub" if shown.ground is Ground.LEFT_OUT else "text"


def _sign(shown: Shown) -> Status | None:
    """Return the status whose sign stands before the name of a row."""
    return status_of(shown.words) if shown.left and shown.ground is Ground.LEFT_OUT else None


def _ground(shown: Shown, state: QStyle.StateFlag) -> str:
    if state & QStyle.StateFlag.State_Selected and (shown.follow or state & QStyle.StateFlag.State_HasFocus):
        return "sel"
    if state & QStyle.StateFlag.State_MouseOver and shown.follow is not None:
        return "hover"
    return "base" if shown.ground in (Ground.VALUE, Ground.NAME) else "side"


def _rect(option: QStyleOptionViewItem) -> QRect:
    return option.rect


def _state(option: QStyleOptionViewItem) -> QStyle.StateFlag:
    return option.state
