"""The codes of one respondent in the profile: badge, name, status, how many passages, and the first of them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from fop_coder.gui.painting import paint_badge, paint_icon, paint_status
from fop_coder.gui.panels.respondents.model import tr
from fop_coder.gui.theme import PASSAGE, SMALL, Theme
from fop_coder.gui.tips import plain_tip
from fop_coder.model.base import Guid
from fop_coder.model.tally import PassageRow
from fop_coder.project.profile import CodeProfile

_MARGIN = 16
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


class CodeButton(QAbstractButton):
    """One code; pressing it opens its first passage in the transcript."""

    def __init__(self, theme: Theme, found: CodeProfile, *, whole: bool = False) -> None:
        """Show a code; ``whole``: its passages stand below it."""
        super().__init__()
        self._theme, self.found, self._whole = theme, found, whole
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
            if self._whole:
                return ""
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


class PassageButton(QAbstractButton):
    """One passage in full; pressing it opens it in its transcript."""

    def __init__(self, theme: Theme, row: PassageRow) -> None:
        """Show a passage."""
        super().__init__()
        self._theme, self.row = theme, row
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.words = f"\u201c{' '.join(row.text.split())}\u201d"
        self.setAccessibleName(tr("{0} {1}. Opens in its transcript").format(self.words, row.document))
        self.setToolTip(plain_tip(tr("Open in {0}").format(row.document)))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for a line; the width decides about more."""
        return QSize(self._theme.px(200), self.heightForWidth(self._theme.px(280)))

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Wrap."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Return the height of the wrapped words."""
        metrics = QFontMetrics(self._theme.serif(PASSAGE))
        room = QRect(0, 0, max(40, width - self._left() - _MARGIN), 100_000)
        return metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), self.words).height() + self._theme.px(8)

    def _left(self) -> int:
        return _MARGIN + self._theme.px(26)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it."""
        theme = self._theme
        with QPainter(self) as painter:
            if self.underMouse():
                painter.fillRect(self.rect(), theme.colour("hover"))
            painter.setFont(theme.serif(PASSAGE))
            painter.setPen(theme.colour("text"))
            room = self.rect().adjusted(self._left(), theme.px(2), -_MARGIN, 0)
            painter.drawText(room, int(Qt.TextFlag.TextWordWrap), self.words)
            if self.hasFocus():
                painter.setPen(QPen(theme.colour("accent"), 2))
                painter.drawRect(self.rect().adjusted(1, 1, -1, -1))


class CodeList(QWidget):
    """All codes of a respondent.

    Signals:
        opened: the CodeProfile whose first passage shall be shown.
        passage_opened: GUID of a passage that shall be shown.
    """

    opened = Signal(object)
    passage_opened = Signal(str)

    def __init__(self, theme: Theme) -> None:
        """Begin empty."""
        super().__init__()
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.buttons: list[CodeButton] = []
        self.passages: list[PassageButton] = []

    def show_codes(self, codes: tuple[CodeProfile, ...], passages: Mapping[Guid, PassageRow] | None = None) -> None:
        """Show other codes; ``passages`` by GUID where all are shown in full, None for the first line of the first."""
        for button in (*self.buttons, *self.passages):
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons, self.passages = [], []
        for found in codes:
            button = CodeButton(self._theme, found, whole=passages is not None)
            button.clicked.connect(self._open)
            self.buttons.append(button)
            self._column.addWidget(button)
            for row in (passages[guid] for guid in found.passages if passages is not None and guid in passages):
                self._add_passage(row)

    def _add_passage(self, row: PassageRow) -> None:
        passage = PassageButton(self._theme, row)
        passage.clicked.connect(self._open_passage)
        self.passages.append(passage)
        self._column.addWidget(passage)

    def _open_passage(self) -> None:
        button = self.sender()
        if isinstance(button, PassageButton):
            self.passage_opened.emit(button.row.coding)

    def _open(self) -> None:
        button = self.sender()
        if isinstance(button, CodeButton):
            self.opened.emit(button.found)


def _passages(found: CodeProfile) -> str:
    count = len(found.passages)
    if not count:
        return ""
    return tr("1 passage") if count == 1 else tr("{0} passages").format(count)
