"""The turns around a difference as one coder coded them: read-only text, their passages tinted and underlined."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextEdit

from fop_coder.gui.panels.agreement.excerpt import Excerpt, Line
from fop_coder.gui.panels.code.stretches import VisibleBlock, visible_blocks
from fop_coder.gui.theme import INTERVIEWER, INTERVIEWER_LINE, READING_LINE, SMALL, Theme

_FIXED = QTextBlockFormat.LineHeightTypes.FixedHeight.value
_HEAD_LINE, _HEAD_GAP, _UNDERLINE = 18, 8, 3


class ColumnText(QTextEdit):
    """Shows an excerpt. Selectable by mouse and keyboard.

    Signals:
        taken: Enter was pressed: the selection shall be the new passage.
        left: Esc was pressed.
    """

    taken = Signal()
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        """Begin without text."""
        super().__init__()
        self._theme = theme
        self._excerpt: Excerpt | None = None
        self._stretches: list[tuple[int, int, int]] = []
        self._colour = 1
        self._line_heights: dict[int, float] = {}
        self._sought: tuple[int, int] | None = None
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.setCursorWidth(2)

    def show_excerpt(self, excerpt: Excerpt, passages: list[tuple[int, int]], colour: int) -> None:
        """Show turns with a coder's passages (code points) in a code's colour."""
        self._excerpt, self._colour = excerpt, colour
        self._stretches = [s for start, end in passages for s in excerpt.stretches(start, end)]
        self._set_document()

    def dress(self) -> None:
        """Take colours and sizes from the theme anew."""
        palette = self.palette()
        for role, token in (
            (QPalette.ColorRole.Base, "base"),
            (QPalette.ColorRole.Text, "text"),
            (QPalette.ColorRole.Highlight, "highlight"),
            (QPalette.ColorRole.HighlightedText, "highlighted_text"),
        ):
            palette.setColor(role, self._theme.colour(token))
        self.setPalette(palette)
        if self._excerpt is not None:
            self._set_document()

    def _set_document(self) -> None:
        assert self._excerpt is not None  # noqa: S101 - asked before
        self._line_heights.clear()
        document = QTextDocument(self)
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        for number, line in enumerate(self._excerpt.lines):
            block, letters = self._formats(line, is_first=not number)
            if number:
                cursor.insertBlock(block, letters)
            else:
                cursor.setBlockFormat(block)
                cursor.setBlockCharFormat(letters)
            cursor.insertText(line.words, letters)
        cursor.endEditBlock()
        self.setDocument(document)  # the one before is deleted, being a child of this

    def _formats(self, line: Line, *, is_first: bool) -> tuple[QTextBlockFormat, QTextCharFormat]:
        theme = self._theme
        height = READING_LINE if line.counts else INTERVIEWER_LINE
        font: QFont = theme.serif() if line.counts else theme.serif(INTERVIEWER)
        if line.is_head:
            height, font = _HEAD_LINE, theme.sans(SMALL, 600 if line.counts else 400)
        block = QTextBlockFormat()
        block.setLineHeight(theme.px(height), _FIXED)
        block.setTopMargin(theme.px(_HEAD_GAP) if line.is_head and not is_first else 0)
        letters = QTextCharFormat()
        letters.setFont(font)
        letters.setForeground(theme.colour("text" if line.counts else "sub"))
        return block, letters

    # ---- places --------------------------------------------------------------------------------------------------

    def seek(self, number: int, point: int) -> None:
        """Bring a place (code points) into sight, with the turn of a number above it if there is room for both."""
        self._sought = number, point
        self._seek_soon()

    def _seek_soon(self) -> None:
        """Scroll when the text is laid out."""
        QTimer.singleShot(0, self, self._seek)

    def _seek(self) -> None:
        if self._excerpt is None or self._sought is None:
            return
        number, point = self._sought
        stretches = self._excerpt.stretches(point, point + 1)
        heads = [self._excerpt.first_line_of(number)]
        if stretches:
            heads.append(self._excerpt.first_line_of(self._excerpt.lines[stretches[0][0]].number))
        tops = [self._height_at(self.document().findBlockByNumber(head).position()) for head in heads]
        place = self._height_at(stretches[0][1]) if stretches else tops[0]
        most = self.viewport().height() - 2 * self._theme.px(READING_LINE)
        top = next((t for t in tops if place - t <= most), place - self._theme.px(READING_LINE))
        self.verticalScrollBar().setValue(round(top))

    def _height_at(self, unit: int) -> float:
        """Return how far down in the document one of Qt's positions lies."""
        block = self.document().findBlock(unit)
        place = self.document().documentLayout().blockBoundingRect(block)
        line = block.layout().lineForTextPosition(max(0, unit - block.position()))
        return float(place.top() + (line.y() if line.isValid() else 0.0))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep in sight what was brought there."""
        super().resizeEvent(event)
        self._seek_soon()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Scroll, and stay there."""
        self._sought = None
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # text size is changed for the whole window only
        else:
            super().wheelEvent(event)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for three lines; it is given what there is."""
        return QSize(self._theme.px(120), self._theme.px(3 * READING_LINE))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for no more than the least."""
        return self.minimumSizeHint()

    def put_caret(self, point: int) -> None:
        """Put the caret at a place (code points), to select from there."""
        if self._excerpt is None:
            return
        found = self._excerpt.stretches(point, point + 1)
        if found:
            cursor = QTextCursor(self.document())
            cursor.setPosition(found[0][1])
            self.setTextCursor(cursor)
            self.ensureCursorVisible()

    def selected(self) -> tuple[int, int] | None:
        """Return the selected passage in code points, None where nothing is selected."""
        cursor = self.textCursor()
        if self._excerpt is None or not cursor.hasSelection():
            return None
        return self._excerpt.passage(cursor.selectionStart(), cursor.selectionEnd())

    def unselect(self) -> None:
        """Select nothing any more."""
        cursor = self.textCursor()
        cursor.clearSelection()
        self.setTextCursor(cursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter takes what is selected, Esc leaves; everything else moves the caret as in any text."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.taken.emit()
        elif event.key() == Qt.Key.Key_Escape and self.textCursor().hasSelection():
            self.unselect()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # ---- painting ------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint tints and underlines of the lines in sight, then the text, then a frame where the focus is."""
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for block in self._blocks() if self._stretches else ():
                self._paint_block(painter, block)
        super().paintEvent(event)
        if self.hasFocus():
            with QPainter(self.viewport()) as painter:
                painter.setPen(QPen(self._theme.colour("accent"), 2))
                painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show the frame whole."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Take the frame away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def _blocks(self) -> list[VisibleBlock]:
        top = self.verticalScrollBar().value()
        first = self.cursorForPosition(self.viewport().rect().topLeft()).block()
        return visible_blocks(self.document(), first, QPointF(0, -top), self.viewport().height(), self._line_heights)

    def _paint_block(self, painter: QPainter, block: VisibleBlock) -> None:
        colour = self._theme.code(self._colour)
        for _, first, last in (s for s in self._stretches if s[0] == block.number):
            for line in block.lines(-4, self.viewport().height() + 4):
                rect = block.across(line, first, last)
                if rect is not None:
                    painter.setPen(Qt.PenStyle.NoPen)
                    painter.setBrush(colour.tint)
                    painter.drawRoundedRect(rect.adjusted(-1, 1, 1, 0), 3, 3)
                    painter.setPen(QPen(colour.mark, 1))
                    y = round(block.baseline(line)) + _UNDERLINE - 0.5
                    painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))
