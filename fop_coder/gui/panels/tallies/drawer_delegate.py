"""How the evidence is painted: a line per respondent, then passages in the reading type with the way to them."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from fop_coder.gui.painting import paint_icon, paint_status
from fop_coder.gui.panels.tallies.drawer_model import ENTRY, PASSAGE, STARRED, Entry
from fop_coder.gui.panels.tallies.lines import tr
from fop_coder.gui.theme import PASSAGE as PASSAGE_SIZE
from fop_coder.gui.theme import SMALL, Theme
from fop_coder.model.status import Status
from fop_coder.model.tally import PassageRow

_Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_MARGIN = 16
_MOST_LINES = 8
"""Longer passages end with an ellipsis; the transcript has the rest."""


class EvidenceDelegate(QStyledItemDelegate):
    """Paints the list of the evidence drawer."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        """Paint for a list, whose width decides how passages wrap."""
        super().__init__(view)
        self._theme, self._view = theme, view
        self.status: Status | None = Status.REFERRED
        self._parent: QObject = view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802 - Qt's name
        """Return the size that an entry takes at the list's width."""
        theme = self._theme
        width = self._view.viewport().width()
        entry, passage = index.data(ENTRY), index.data(PASSAGE)
        if not isinstance(entry, Entry):
            return QSize(width, theme.px(30))
        if isinstance(passage, PassageRow):
            lines = self._lines(_quoted(passage), self._inner(width))
            return QSize(width, len(lines) * theme.px(21) + theme.px(26))
        if entry.coding is not None:
            return QSize(width, 0)
        reason = self._wrapped(entry.person.reason, theme.sans(), self._inner(width)) if entry.person.reason else []
        link = theme.px(20) if not entry.person.passages and entry.person.documents else 0
        return QSize(width, theme.px(38) + len(reason) * theme.px(20) + link + (theme.px(6) if link or reason else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint an entry."""
        entry, passage = index.data(ENTRY), index.data(PASSAGE)
        if not isinstance(entry, Entry):
            return
        theme = self._theme
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        hovered, chosen = state & QStyle.StateFlag.State_MouseOver, state & QStyle.StateFlag.State_Selected
        painter.fillRect(rect, theme.colour("sel" if chosen else "hover" if hovered else "side"))
        if entry.coding is None and index.row() > 0:
            painter.setPen(theme.colour("line"))
            painter.drawLine(rect.topLeft(), rect.topRight())
        inner = rect.adjusted(_MARGIN, 0, -_MARGIN, 0)
        if isinstance(passage, PassageRow):
            self._paint_passage(painter, inner, passage, entry)
            self._paint_star(painter, rect, index)
        elif entry.coding is None:
            self._paint_person(painter, inner, entry)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def _inner(self, width: int) -> int:
        return max(80, width - 2 * _MARGIN)

    def _paint_person(self, painter: QPainter, rect: QRect, entry: Entry) -> None:
        theme, person = self._theme, entry.person
        head = QRect(rect.x(), rect.y() + theme.px(8), rect.width(), theme.px(22))
        x = rect.x()
        if self.status is not None:
            size = theme.px(16)
            paint_status(painter, theme, self.status, QRect(x, head.y() + (head.height() - size) // 2, size, size))
            x += size + theme.px(8)
        bold, small = theme.sans(weight=600), theme.sans(SMALL)
        wide = QFontMetrics(bold).horizontalAdvance(person.label) + 2
        painter.setFont(bold)
        painter.setPen(theme.colour("text"))
        painter.drawText(QRect(x, head.y(), wide, head.height()), _LEFT, person.label)
        x += wide + theme.px(8)
        right = head.right()
        if person.word:
            right = self._paint_word(painter, head, person.word) - theme.px(8)
        if person.do_not_quote:
            size = theme.px(14)
            right -= size
            sign = QRect(right, head.y() + (head.height() - size) // 2, size, size)
            paint_icon(painter, "ph.eye-slash", theme.colour("sub"), sign)
            right -= theme.px(6)
        painter.setFont(small)
        painter.setPen(theme.colour("sub"))
        room = QRect(x, head.y(), max(0, right - x), head.height())
        painter.drawText(
            room, _LEFT, QFontMetrics(small).elidedText(person.about, Qt.TextElideMode.ElideRight, room.width())
        )
        top = head.bottom() + 1
        for line in self._wrapped(person.reason, theme.sans(), rect.width()) if person.reason else ():
            painter.setFont(theme.sans())
            painter.setPen(theme.colour("text"))
            painter.drawText(QRect(rect.x(), top, rect.width(), theme.px(20)), _LEFT, line)
            top += theme.px(20)
        if not person.passages and person.documents:
            self._paint_link(painter, QRect(rect.x(), top, rect.width(), theme.px(20)), "")

    def _paint_word(self, painter: QPainter, head: QRect, word: str) -> int:
        """Paint the word at the right end; return where it begins."""
        theme = self._theme
        font = theme.sans(SMALL, 600)
        wide = QFontMetrics(font).horizontalAdvance(word) + 2
        size = theme.px(12)
        left = head.right() - wide - size - theme.px(4)
        colour = theme.colour("good_ink")
        paint_icon(painter, "ph.check-bold", colour, QRect(left, head.y() + (head.height() - size) // 2, size, size))
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(QRect(left + size + theme.px(4), head.y(), wide, head.height()), _LEFT, word)
        return left

    def _paint_passage(self, painter: QPainter, rect: QRect, passage: PassageRow, entry: Entry) -> None:
        theme = self._theme
        painter.setPen(theme.colour("text"))
        font = theme.serif(PASSAGE_SIZE)
        top = rect.y()
        for line in self._lines(_quoted(passage), rect.width()):
            painter.setFont(font)
            painter.drawText(QRect(rect.x(), top, rect.width(), theme.px(21)), _LEFT, line)
            top += theme.px(21)
        beside = passage.document
        if len(entry.person.passages) > 1:
            beside = tr("{0} of {1}, {2}").format(entry.number, len(entry.person.passages), passage.document)
        self._paint_link(painter, QRect(rect.x(), top, rect.width() - theme.px(24), theme.px(20)), beside)

    def star_room(self, rect: QRect, index: _Index) -> QRect:
        """Return where the star of a passage is, in the coordinates of its line's rectangle; nowhere for none."""
        if index.data(STARRED) is None:
            return QRect()
        side = self._theme.px(24)
        return QRect(rect.right() - _MARGIN - side + 5, rect.bottom() - self._theme.px(27), side, side)

    def _paint_star(self, painter: QPainter, rect: QRect, index: _Index) -> None:
        room = self.star_room(rect, index)
        if room.isEmpty():
            return
        size, is_starred = self._theme.px(16), bool(index.data(STARRED))
        sign = QRect(0, 0, size, size)
        sign.moveCenter(room.center())
        paint_icon(
            painter,
            "ph.star-fill" if is_starred else "ph.star",
            self._theme.colour("text" if is_starred else "sub"),
            sign,
        )

    def _paint_link(self, painter: QPainter, rect: QRect, beside: str) -> None:
        theme = self._theme
        font = theme.sans(SMALL, 600)
        font.setUnderline(True)
        words = tr("Open in transcript")
        painter.setFont(font)
        painter.setPen(theme.colour("text"))
        painter.drawText(rect, _LEFT, words)
        wide = QFontMetrics(font).horizontalAdvance(words) + theme.px(12)
        small = theme.sans(SMALL)
        painter.setFont(small)
        painter.setPen(theme.colour("sub"))
        room = rect.adjusted(wide, 0, 0, 0)
        painter.drawText(
            room, _LEFT, QFontMetrics(small).elidedText(beside, Qt.TextElideMode.ElideRight, max(0, room.width()))
        )

    def _lines(self, text: str, width: int) -> list[str]:
        return self._wrapped(text, self._theme.serif(PASSAGE_SIZE), width)

    @staticmethod
    def _wrapped(text: str, font: QFont, width: int) -> list[str]:
        """Break a text into lines of a width; the last one that fits ends with an ellipsis where more follows."""
        layout = QTextLayout(text, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        units = text.encode("utf-16-le")
        lines: list[str] = []
        layout.beginLayout()
        while True:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            start = line.textStart()
            if len(lines) == _MOST_LINES - 1 and start + line.textLength() < len(units) // 2:
                rest = units[start * 2 :].decode("utf-16-le", errors="ignore")
                lines.append(QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, width))
                break
            lines.append(units[start * 2 : (start + line.textLength()) * 2].decode("utf-16-le", errors="ignore"))
        layout.endLayout()
        return lines


def _quoted(passage: PassageRow) -> str:
    return f"\u201c{' '.join(passage.text.split())}\u201d"
