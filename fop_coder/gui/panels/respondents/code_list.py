"""The codes of one respondent in the profile: badge, name, status, how many passages, and the first of them."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from fop_coder.gui.painting import paint_badge, paint_icon, paint_status
from fop_coder.gui.panels.respondents.model import tr
from fop_coder.gui.theme import PASSAGE, SMALL, Theme
from fop_coder.project.profile import CodeProfile

_MARGIN = 16
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


class CodeButton(QAbstractButton):
    """One code; pressing it opens its first passage in the transcript."""

    def __init__(self, theme: Theme, found: CodeProfile) -> None:
        """Show a code."""
        super().__init__()
        self._theme, self.found = theme, found
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setEnabled(bool(found.passages))
        said = [found.code.name, str(found.status or ""), found.word, _passages(found)]
        if found.mark is not None:
            said.append(found.mark.because)
        if found.first is not None:
            said.append(found.first.text)
        self.setAccessibleName(", ".join(s for s in said if s))
        self.setToolTip(tr("Open the first passage in its transcript") if found.passages else "")

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for one line, or two where there is a passage or a reason."""
        return QSize(self._theme.px(200), self._theme.px(48 if self._second() else 28))

    def _second(self) -> str:
        if self.found.first is not None:
            return f"\u201c{' '.join(self.found.first.text.split())}\u201d"
        return self.found.mark.because if self.found.mark is not None else ""

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it."""
        theme, code = self._theme, self.found.code
        with QPainter(self) as painter:
            if self.underMouse() and self.isEnabled():
                painter.fillRect(self.rect(), theme.colour("hover"))
            left, right, line = _MARGIN, self.width() - _MARGIN, theme.px(26)
            badge = QRect(left, theme.px(5), theme.px(18), theme.px(18))
            paint_badge(painter, badge, code.key, theme.code(code.colour), theme.sans(SMALL, 600))
            right = self._paint_right(painter, right, line)
            x = badge.right() + theme.px(8)
            name = theme.sans(weight=500)
            painter.setFont(name)
            painter.setPen(theme.colour("text"))
            room = QRect(x, 0, max(0, right - x), line + theme.px(2))
            painter.drawText(
                room, _LEFT, QFontMetrics(name).elidedText(code.name, Qt.TextElideMode.ElideRight, room.width())
            )
            self._paint_second(painter, x, line)
            if self.hasFocus():
                painter.setPen(QPen(theme.colour("accent"), 2))
                painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _paint_right(self, painter: QPainter, right: int, line: int) -> int:
        """Paint status and number of passages at the right; return where they begin."""
        theme = self._theme
        small = theme.sans(SMALL)
        words = " · ".join(w for w in (self.found.word, _passages(self.found)) if w)
        if not self.found.passages and self.found.status is not None:
            words = str(self.found.status)
        wide = QFontMetrics(small).horizontalAdvance(words) + 2
        painter.setFont(small)
        painter.setPen(theme.colour("sub"))
        painter.drawText(QRect(right - wide, 0, wide, line + theme.px(2)), _LEFT, words)
        left = right - wide
        if self.found.status is not None:
            size = theme.px(15)
            left -= size + theme.px(6)
            glyph = QRect(left, (line + theme.px(2) - size) // 2, size, size)
            paint_status(painter, theme, self.found.status, glyph)
        else:
            left -= theme.px(20)
            paint_icon(painter, "ph.minus", theme.colour("place"), QRect(left, theme.px(6), theme.px(14), theme.px(14)))
        return left - theme.px(8)

    def _paint_second(self, painter: QPainter, x: int, line: int) -> None:
        second, theme = self._second(), self._theme
        if not second:
            return
        font = theme.serif(PASSAGE) if self.found.first is not None else theme.sans(SMALL)
        room = QRect(x, line, self.width() - x - _MARGIN, theme.px(20))
        painter.setFont(font)
        painter.setPen(theme.colour("text" if self.found.first is not None else "sub"))
        painter.drawText(room, _LEFT, QFontMetrics(font).elidedText(second, Qt.TextElideMode.ElideRight, room.width()))

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Show that it can be pressed."""
        super().enterEvent(event)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show the focus."""
        super().focusInEvent(event)
        self.update()


class CodeList(QWidget):
    """All codes of a respondent.

    Signals:
        opened: the CodeProfile whose first passage shall be shown.
    """

    opened = Signal(object)

    def __init__(self, theme: Theme) -> None:
        """Begin empty."""
        super().__init__()
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.buttons: list[CodeButton] = []

    def show_codes(self, codes: tuple[CodeProfile, ...]) -> None:
        """Show other codes."""
        for button in self.buttons:
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = [CodeButton(self._theme, found) for found in codes]
        for button in self.buttons:
            button.clicked.connect(self._open)
            self._column.addWidget(button)

    def _open(self) -> None:
        button = self.sender()
        if isinstance(button, CodeButton):
            self.opened.emit(button.found)


def _passages(found: CodeProfile) -> str:
    count = len(found.passages)
    if not count:
        return ""
    return tr("1 passage") if count == 1 else tr("{0} passages").format(count)
