"""The transcript with its codings painted around it: tints under the text, stripes and labels beside it."""

from __future__ import annotations

import html
from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import QToolTip, QWidget

from fop_coder.gui.panels.code.beside_text import Target
from fop_coder.gui.panels.code.coding_index import CodingIndex
from fop_coder.gui.panels.code.margin import Margin, Sight
from fop_coder.gui.panels.code.others_here import OthersHere, OthersMargin
from fop_coder.gui.panels.code.paragraph_pictures import ParagraphPictures
from fop_coder.gui.panels.code.segments import Segments
from fop_coder.gui.panels.code.stretches import VisibleBlock, visible_blocks
from fop_coder.gui.panels.code.transcript_text import NO_SEGMENTS, TranscriptText
from fop_coder.gui.panels.code.under_text import Emphasis
from fop_coder.gui.theme import Theme
from fop_coder.model.base import Guid

_GRIP = 5
"""px around a passage's end where it can be taken hold of."""


class Transcript(TranscriptText):
    """Shows one document with codings. Knows positions and codings, not the project.

    Signals:
        chosen: the coding that is current now, None for none.
        key_typed: a character was typed that moves nothing: a code's key, perhaps.
        dragged: a coding's ends were pulled to (GUID, start, end in code points).
        other_chosen: GUID of another coder's coding whose stripe was clicked.
    """

    chosen = Signal(object)
    key_typed = Signal(str)
    dragged = Signal(str, int, int)
    other_chosen = Signal(str)

    def __init__(self, theme: Theme, describe: Callable[[Guid], str], parent: QWidget | None = None) -> None:
        """Begin without a document; ``describe`` says in plain text what the mouse is told over a coding."""
        super().__init__(theme, parent)
        self._describe = describe
        self._pictures, self._margin = ParagraphPictures(theme), Margin(theme)
        self._others = OthersMargin(theme)
        self._extents_of_others = ParagraphPictures(theme)
        self._index = CodingIndex(NO_SEGMENTS)
        self._current: Guid | None = None
        self._isolated: Guid | None = None
        self._pulled: tuple[Guid, bool] | None = None
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.cursorPositionChanged.connect(self._caret_moved)
        self.selectionChanged.connect(self._selection_moved)
        self.dress()

    def show_document(self, segments: Segments, index: CodingIndex) -> None:
        """Show another document from its beginning."""
        self._segments, self._index = segments, index
        self._current = self._isolated = self._pulled = None
        self._others.here = None
        self._set_document()

    def _set_document(self) -> None:
        self._pictures.forget()
        self._margin.forget()
        self._forget_others()
        super()._set_document()

    def clear_document(self) -> None:
        """Show nothing."""
        self.show_document(NO_SEGMENTS, CodingIndex(NO_SEGMENTS))

    def codings_changed(self) -> None:
        """Paint anew after the index changed: nothing else moves."""
        self._margin.forget()
        if self._current is not None and self._index.get(self._current) is None:
            self._make_current(self._at_caret())
        self.viewport().update()

    def show_others(self, here: OthersHere | None) -> None:
        """Show what others made of the document beside one's own, or no longer; the text stays where it is."""
        self._others.here = here
        self._forget_others()
        if self._has_others != (here is not None):
            self._has_others = here is not None
            self._take_measures()
        self.viewport().update()

    def _forget_others(self) -> None:
        self._others.forget()
        self._extents_of_others.forget()

    # ---- going about -------------------------------------------------------------------------------------------------

    def step_coding(self, by: int) -> bool:
        """Make the next or previous coding current; say whether there is one."""
        drawn = self._index.step(self._current, self.textCursor().position(), by)
        if drawn is not None:
            self.make_current(drawn.coding.guid)
        return drawn is not None

    def go_to_uncoded(self) -> bool:
        """Go to the next turn that counts and has no coding; say whether there is one."""
        speeches = self._segments.speeches
        start = self.turn()
        order = [*range((start if start is not None else -1) + 1, len(speeches)), *range((start or 0) + 1)]
        for turn in order:
            coded = any(self._index.in_block(n) for n in self._segments.paragraphs_of(turn))
            if speeches[turn].role.counts and not coded and turn != start:
                self.go_to_turn(turn)
                return True
        return False

    # ---- the current coding ------------------------------------------------------------------------------------------

    @property
    def current(self) -> Guid | None:
        """The current coding, None if there is none."""
        return self._current

    def make_current(self, coding: Guid, *, move: bool = True) -> None:
        """Make a coding current; the caret goes to its beginning unless ``move`` is False."""
        drawn = self._index.get(coding)
        if drawn is None:
            return
        if move:
            self.blockSignals(True)
            cursor = QTextCursor(self.document())
            cursor.setPosition(drawn.first)
            self.setTextCursor(cursor)
            self.blockSignals(False)
            self.reveal(drawn.first, drawn.last)
        self._make_current(coding)
        if move:
            self.moved.emit()

    def _make_current(self, coding: Guid | None) -> None:
        if coding != self._current:
            self._current = coding
            self.viewport().update()
            self.chosen.emit(coding)

    def _at_caret(self) -> Guid | None:
        cursor = self.textCursor()
        unit = min(cursor.position(), cursor.selectionStart())
        found = self._index.shortest_at(unit, self.document().findBlock(unit).blockNumber())
        return found.coding.guid if found else None

    def _caret_moved(self) -> None:
        kept = self._index.get(self._current)
        cursor = self.textCursor()
        if kept is None or not kept.first <= min(cursor.position(), cursor.selectionStart()) < kept.last:
            self._make_current(self._at_caret())
        self.viewport().update()
        self.moved.emit()

    def _selection_moved(self) -> None:
        self.viewport().update()
        self.moved.emit()

    # ---- painting ----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint tints and lines, then the text, then what stands beside it."""
        viewport, emphasis = self.viewport(), self._emphasis()
        sight = Sight(self.verticalScrollBar().value(), viewport.height(), viewport.width())
        blocks = self._blocks(sight.top, sight.height)
        with QPainter(viewport) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for block in blocks:
                if block.bottom >= 0:
                    codings = self._index.in_block(block.number)
                    self._pictures.paint(
                        painter, self._places, block, codings, emphasis, self._segments, viewport.height()
                    )
        super().paintEvent(event)
        with QPainter(viewport) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_turn_bar(painter, blocks)
            self._margin.paint(
                painter, sight, self._places, emphasis, self._index, self._blocks, self._pictures.extents
            )
            here, extents = self._others.here, self._extents_of_others.extents
            if here is not None:
                self._others.paint(painter, sight, self._places, Emphasis(), here.index, self._blocks, extents)

    def _paint_turn_bar(self, painter: QPainter, blocks: list[VisibleBlock]) -> None:
        turn = self.turn()
        here = [b for b in blocks if turn is not None and self._segments.turn_of(b.number) == turn]
        if here:
            colour = self._theme.colour("accent" if self.hasFocus() else "control_edge")
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawRect(QRectF(0, here[0].top - 4, 3, here[-1].bottom - here[0].top + 8))

    def _emphasis(self) -> Emphasis:
        cursor = self.textCursor()
        return Emphasis(self._current, self._isolated, (cursor.selectionStart(), cursor.selectionEnd()))

    def _blocks(self, top: float, height: float) -> list[VisibleBlock]:
        """Return the paragraphs of a stretch of the document, as they lie in a view scrolled to its top."""
        if not len(self._segments):
            return []
        document = self.document()
        place = document.documentLayout().hitTest(QPointF(self._places.gutter, top), Qt.HitTestAccuracy.FuzzyHit)
        first = document.findBlock(max(0, place))
        return visible_blocks(document, first, QPointF(0, -top), height, self._line_heights)

    # ---- keys and mouse ----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Tell of characters; everything else moves the caret as in any text."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.text().isprintable() and event.text().strip():
            self.key_typed.emit(event.text())
            event.accept()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Choose a coding by its stripe or label, take hold of a passage's end, or place the caret."""
        if event.button() is Qt.MouseButton.LeftButton:
            coding = self._coding_under(event.position())
            if coding is not None:
                self.make_current(coding)
                return
            other = self._other_under(event.position())
            if other is not None:
                self.other_chosen.emit(other)
                return
            self._pulled = self._grip_under(event.position().toPoint())
            if self._pulled is not None:
                return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Isolate the coding whose stripe or label is under the mouse; pull a passage's end."""
        if self._pulled is not None:
            self._pull(event.position().toPoint())
            return
        super().mouseMoveEvent(event)
        if event.buttons():
            return
        coding = self._coding_under(event.position())
        self._isolate(coding)
        if coding is not None or self._other_under(event.position()) is not None:
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        elif self._grip_under(event.position().toPoint()) is not None:
            self.viewport().setCursor(Qt.CursorShape.SplitHCursor)
        else:
            self.viewport().setCursor(Qt.CursorShape.IBeamCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Let a pulled end go."""
        if self._pulled is None:
            super().mouseReleaseEvent(event)
            return
        (coding, _), self._pulled = self._pulled, None
        passage = self.selected()
        cursor = self.textCursor()
        cursor.clearSelection()
        self.setTextCursor(cursor)
        if passage is not None:
            self.dragged.emit(coding, *passage)

    @property
    def _targets(self) -> list[Target]:
        """Where stripes and labels are now."""
        return self._margin.targets(self.verticalScrollBar().value())

    def _coding_under(self, place: QPointF) -> Guid | None:
        return self._margin.target_at(place, self.verticalScrollBar().value())

    def _other_under(self, place: QPointF) -> Guid | None:
        if self._others.here is None:
            return None
        return self._others.target_at(place, self.verticalScrollBar().value())

    def _grip_under(self, place: QPoint) -> tuple[Guid, bool] | None:
        """Return the current coding and whether its beginning is under the mouse; None where neither end is."""
        drawn = self._index.get(self._current)
        if drawn is None or self.textCursor().hasSelection():
            return None
        for unit, is_start in ((drawn.first, True), (drawn.last, False)):
            cursor = QTextCursor(self.document())
            cursor.setPosition(unit)
            if self.cursorRect(cursor).adjusted(-_GRIP, 0, _GRIP, 0).contains(place):
                return drawn.coding.guid, is_start
        return None

    def _pull(self, place: QPoint) -> None:
        """Show as a selection what the passage would be."""
        assert self._pulled is not None  # noqa: S101 - asked before
        drawn = self._index.get(self._pulled[0])
        if drawn is None:
            return
        cursor = self.textCursor()
        cursor.setPosition(drawn.last if self._pulled[1] else drawn.first)
        cursor.setPosition(self.cursorForPosition(place).position(), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def _isolate(self, coding: Guid | None) -> None:
        if coding != self._isolated:
            self._isolated = coding
            self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Show tooltips over stripes and labels; forget what was isolated when the mouse leaves."""
        if event.type() is QEvent.Type.Leave:
            self._isolate(None)
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._tell(event)
            return True
        return super().viewportEvent(event)

    def _tell(self, event: QHelpEvent) -> None:
        """Say what the coding under the mouse is; escaped, because Qt looks for mark-up in tooltips."""
        coding = self._coding_under(QPointF(event.pos()))
        other = self._other_under(QPointF(event.pos())) if coding is None else None
        if coding is not None:
            told = self._describe(coding)
        elif other is not None and self._others.here is not None:
            told = self._others.here.describe(other)
        else:
            QToolTip.hideText()
            return
        words = html.escape(told).replace("\n", "<br>")
        QToolTip.showText(event.globalPos(), f"<qt>{words}</qt>", self.viewport())

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show by the turn's bar that keys go here."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show by the turn's bar that keys go elsewhere."""
        super().focusOutEvent(event)
        self.viewport().update()
