"""The transcript's text: a document shown read-only, places in it in code points, and going from turn to turn."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import QPalette, QResizeEvent, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from fop_coder.gui.panels.code.measures import Measures, measures, with_others
from fop_coder.gui.panels.code.segments import Segments
from fop_coder.gui.panels.code.transcript_document import build_document
from fop_coder.gui.theme import Theme

NO_SEGMENTS = Segments("", ())


class TranscriptText(QTextEdit):
    """Shows one document's text. Selectable by mouse and keyboard; what is copied comes from the stored text.

    Signals:
        moved: the caret or the selection is elsewhere.
    """

    moved = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Begin without a document."""
        super().__init__(parent)
        self._theme = theme
        self._segments = NO_SEGMENTS
        self._line_heights: dict[int, float] = {}
        self._places = measures(theme, 800)
        self._has_others = False
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptDrops(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setTabChangesFocus(True)
        self.setCursorWidth(2)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(self.tr("Transcript"))

    # ---- what is shown -----------------------------------------------------------------------------------------------

    def dress(self) -> None:
        """Take colours and sizes from the theme anew; the place stays."""
        palette = self.palette()
        clear = self._theme.colour("base")
        clear.setAlpha(0)  # the selection is painted under the text, with its frame
        palette.setColor(QPalette.ColorRole.Highlight, clear)
        palette.setColor(QPalette.ColorRole.HighlightedText, self._theme.colour("text"))
        palette.setColor(QPalette.ColorRole.Base, self._theme.colour("base"))
        palette.setColor(QPalette.ColorRole.Text, self._theme.colour("text"))
        self.setPalette(palette)
        if len(self._segments):
            caret, anchor, top = self.caret(), self.anchor(), self.top()
            self._set_document()
            self.restore(caret, top, anchor=anchor)

    def _set_document(self) -> None:
        self.verticalScrollBar().setValue(0)  # or Qt lays out everything down to the old place
        self._line_heights.clear()
        self._take_measures()
        fresh = build_document(self._segments, self._theme, self._places, self)
        self.setLineWrapColumnOrWidth(self._places.column)
        self.blockSignals(True)
        self.setDocument(fresh)  # the one before is deleted, being a child of this
        self.blockSignals(False)
        self.viewport().update()

    @property
    def segments(self) -> Segments:
        """What is shown."""
        return self._segments

    @property
    def places(self) -> Measures:
        """Where things lie."""
        return self._places

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give labels the room there is."""
        super().resizeEvent(event)
        self._take_measures()

    def _take_measures(self) -> None:
        room = self.width() - self.verticalScrollBar().sizeHint().width()
        self._places = measures(self._theme, room)
        spare = max(0, room - self._places.whole - self._theme.px(24)) // 2
        if self.viewportMargins().left() != spare:
            self.setViewportMargins(spare, 0, 0, 0)
        if self._has_others:  # the text stays where it was
            self._places = with_others(self._places, self._theme, room - spare)
        self.viewport().update()

    # ---- places ------------------------------------------------------------------------------------------------------

    def caret(self) -> int:
        """Return the caret's place in code points of the stored text."""
        return self._segments.from_qt(self.textCursor().position())

    def anchor(self) -> int:
        """Return the other end of the selection."""
        return self._segments.from_qt(self.textCursor().anchor())

    def top(self) -> int:
        """Return the stored position of the first line in sight."""
        return self._segments.from_qt(self.cursorForPosition(QPoint(self._places.gutter, 1)).position())

    def turn(self) -> int | None:
        """Return the turn under the caret, None outside all turns."""
        return self._segments.turn_of(self.textCursor().blockNumber())

    def selected(self) -> tuple[int, int] | None:
        """Return the selected passage in code points, without spaces at its ends; None where nothing is selected."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        return self._segments.passage(cursor.selectionStart(), cursor.selectionEnd())

    def select(self, start: int, end: int) -> None:
        """Select a passage (code points)."""
        first, last, _ = self._segments.passage_to_qt(start, end)
        cursor = self.textCursor()
        cursor.setPosition(first)
        cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def restore(self, caret: int, top: int, *, anchor: int | None = None) -> None:
        """Put the caret and the first line in sight where they were (code points)."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._segments.to_qt(caret if anchor is None else anchor))
        if anchor is not None and anchor != caret:
            cursor.setPosition(self._segments.to_qt(caret), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.verticalScrollBar().setValue(round(self._height_at(self._segments.to_qt(top))))

    def go_to(self, point: int) -> None:
        """Put the caret at a stored position and bring it into sight."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._segments.to_qt(point))
        self.setTextCursor(cursor)
        self.reveal(cursor.position(), cursor.position() + 1)

    def reveal(self, first: int, last: int) -> None:
        """Scroll only if a stretch (Qt's positions) is not in sight, and then so that something stands above it."""
        top, bottom = self._height_at(first), self._height_at(max(first, last - 1)) + self._theme.px(24)
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if top < bar.value() + 4 or (bottom > bar.value() + height - 4):
            bar.setValue(round(max(0.0, top - height * 0.3)))

    def _height_at(self, unit: int) -> float:
        """Return how far down in the document a position lies; lays it out as far as that."""
        block = self.document().findBlock(unit)
        place = self.document().documentLayout().blockBoundingRect(block)
        line = block.layout().lineForTextPosition(max(0, unit - block.position()))
        return float(place.top() + (line.y() if line.isValid() else 0.0))

    # ---- going about -------------------------------------------------------------------------------------------------

    def go_to_turn(self, turn: int) -> None:
        """Put the caret at a turn's beginning and bring the turn into sight."""
        numbers = self._segments.paragraphs_of(turn)
        first = self.document().findBlockByNumber(numbers[0])
        last = self.document().findBlockByNumber(numbers[-1])
        cursor = QTextCursor(first)
        self.setTextCursor(cursor)
        self.reveal(first.position(), last.position() + last.length() - 1)

    def step_turn(self, by: int) -> None:
        """Go to the next or previous turn; within a turn, going back first goes to its beginning."""
        many = len(self._segments.speeches)
        if not many:
            return
        cursor = self.textCursor()
        turn = self.turn()
        if turn is None:
            after = next(
                (
                    s.turn
                    for n in range(cursor.blockNumber(), len(self._segments))
                    if (s := self._segments[n]).turn is not None
                ),
                many,
            )
            turn = after if by < 0 else after - 1
        self.go_to_turn(max(0, min(many - 1, turn + by)))

    # ---- as in any text, but -----------------------------------------------------------------------------------------

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802 - Qt's name
        """Scroll; labels are pushed apart over what is in sight, so all of it is painted."""
        super().scrollContentsBy(0, dy)
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Scroll; text size is changed for the whole window only."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        super().wheelEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802 - Qt's name
        """Copy from the stored text: Qt turns no-break spaces into spaces."""
        cursor = self.textCursor()
        found = QMimeData()
        found.setText(self._segments.stored(cursor.selectionStart(), cursor.selectionEnd()))
        return found
