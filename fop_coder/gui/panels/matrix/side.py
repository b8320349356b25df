"""Beside the grid: the summary of the current cell, to be written, and its passages below."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from fop_coder.gui.flow_layout import FlowLayout
from fop_coder.gui.painting import icon, paint_badge
from fop_coder.gui.panels.matrix.words import count_words, evidence_words, hidden, tr
from fop_coder.gui.theme import PASSAGE, SMALL, Theme
from fop_coder.model.base import Guid
from fop_coder.model.matrix import MatrixCell, MatrixCode, MatrixRow
from fop_coder.model.tally import PassageRow

_MOST_PASSAGES = 200
"""So many are listed; the transcript has the rest."""


def _label(role: str = "") -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if role:
        label.setProperty("role", role)
    return label


class _Badge(QWidget):
    """The key of the code."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.code: MatrixCode | None = None

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        if self.code is not None:
            with QPainter(self) as painter:
                colour = self._theme.code(self.code.colour)
                paint_badge(painter, self.rect(), self.code.key, colour, self._theme.sans(SMALL, 600))


class CellSide(QWidget):
    """The pane beside the grid.

    Signals:
        written: (respondent, code, text) was typed and is to be kept.
        followed: a passage shall be opened in its transcript.
        next_asked: the next cell is wanted.
        fill_asked: the summary shall be begun with the words of the passages.
        left: Esc: back to the grid.
        closed: the pane shall be closed.
    """

    written = Signal(object, object, str)
    followed = Signal(object)
    next_asked = Signal()
    fill_asked = Signal()
    left = Signal()
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        """Begin with no cell."""
        super().__init__()
        self._theme = theme
        self._key: tuple[Guid, Guid] | None = None
        self._kept = ""
        self._is_writing = self._read_only = False
        self._cards: list[QWidget] = []
        self.quotes: list[QPushButton] = []
        self.links: list[QPushButton] = []
        self.setProperty("side", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("The cell"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._head())
        column.addLayout(self._editor())
        column.addWidget(self._list(), 1)
        self.hide()

    # ---- building ----------------------------------------------------------------------------------------------------

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(8)
        self._badge = _Badge(self._theme)
        self.title = _label("section")
        self.close_button = QToolButton()
        self.close_button.setAccessibleName(tr("Close the cell"))
        self.close_button.setToolTip(tr("Close (Esc)"))
        self.close_button.setAutoRaise(True)
        self.close_button.clicked.connect(self.closed)
        row.addWidget(self._badge)
        row.addWidget(self.title, 1)
        row.addWidget(self.close_button)
        return row

    def _editor(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(16, 0, 16, 8)
        column.setSpacing(6)
        line = QHBoxLayout()
        words = QLabel(tr("Summary"))
        words.setProperty("role", "strong")
        self._count = _label("small")
        self._count.setAlignment(Qt.AlignmentFlag.AlignRight)
        line.addWidget(words)
        line.addWidget(self._count, 1)
        self.editor = QPlainTextEdit()
        self.editor.setTabChangesFocus(True)
        self.editor.setAccessibleName(tr("Summary"))
        self.editor.setPlaceholderText(tr("What did they say on this, in your words?"))
        self.editor.installEventFilter(self)
        self.editor.textChanged.connect(self._typed)
        words.setBuddy(self.editor)
        below = QWidget()
        row = FlowLayout(below, 8)
        self.fill = QPushButton(tr("Fill from passages"))
        self.fill.setToolTip(tr("Begin the summary with the words of the passages, each with its document"))
        self.fill.clicked.connect(self.fill_asked)
        self.next = QPushButton(tr("Next cell"))
        self.next.setToolTip(tr("Keep the summary and go to the next cell (Ctrl+Enter)"))
        self.next.clicked.connect(self.next_asked)
        for button in (self.fill, self.next):
            row.addWidget(button)
        self._who = _label("small")
        column.addLayout(line)
        column.addWidget(self.editor)
        column.addWidget(self._who)
        column.addWidget(below)
        return column

    def _list(self) -> QScrollArea:
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setProperty("side", True)
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._passages = QVBoxLayout(inside)
        self._passages.setContentsMargins(16, 8, 16, 16)
        self._passages.setSpacing(12)
        self._status = _label("strong")
        self._passages.addWidget(self._status)
        self._passages.addStretch(1)
        self._area.setWidget(inside)
        return self._area

    # ---- showing a cell ----------------------------------------------------------------------------------------------

    @property
    def key(self) -> tuple[Guid, Guid] | None:
        """Respondent and code of the cell that is shown, None for none."""
        return self._key

    def show_cell(
        self, row: MatrixRow, code: MatrixCode, cell: MatrixCell, passages: Sequence[PassageRow], *, read_only: bool
    ) -> None:
        """Show a cell; what was being typed into it stays, into another one it is kept first."""
        key = (row.respondent, code.code)
        if key != self._key:
            self.keep()
        self._read_only = read_only or cell.summary_hidden
        self._badge.code = code
        self._badge.update()
        self.title.setText(tr("{0}, {1}").format(row.label, code.name))
        self.setAccessibleName(tr("{0}, {1}").format(row.label, code.name))
        self.editor.setAccessibleName(tr("Summary of {0} on {1}").format(row.label, code.name))
        if key != self._key or not self.waits():
            self._set_text(cell.summary)
        self._key, self._kept = key, cell.summary
        self.editor.setReadOnly(self._read_only)
        self._show_who(cell)
        may_quote = not self._read_only and not row.do_not_quote
        self.fill.setEnabled(may_quote and bool(passages))
        tip = tr("Begin the summary with the words of the passages, each with its document")
        self.fill.setToolTip(tr("{0} is not to be quoted").format(row.label) if row.do_not_quote else tip)
        self._show_passages(cell, passages, may_quote=may_quote)
        self.show()

    def _set_text(self, text: str) -> None:
        if self.editor.toPlainText() != text:
            with QSignalBlocker(self.editor):
                self.editor.setPlainText(text)
        self._count_characters()

    def _show_who(self, cell: MatrixCell) -> None:
        words = ""
        if cell.summary_hidden:
            words = tr("What others have written here is hidden until you have finished their documents.")
        elif cell.by:
            words = tr("Written by {0}, {1}").format(cell.by, cell.at[:10])
        self._who.setText(words)
        self._who.setVisible(bool(words))

    def _show_passages(self, cell: MatrixCell, passages: Sequence[PassageRow], *, may_quote: bool) -> None:
        has_focus = self._area.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
        if has_focus:
            self.editor.setFocus()
        for card in self._cards:
            self._passages.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards, self.quotes, self.links = [], [], []
        self._status.setText(hidden() if cell.is_hidden else evidence_words(cell))
        for passage in passages[:_MOST_PASSAGES]:
            card = self._card(passage, may_quote=may_quote)
            self._passages.insertWidget(self._passages.count() - 1, card)
            self._cards.append(card)
        if len(passages) > _MOST_PASSAGES:
            more = _label("small")
            more.setText(tr("and {0} more").format(count_words(len(passages) - _MOST_PASSAGES)))
            self._passages.insertWidget(self._passages.count() - 1, more)
            self._cards.append(more)

    def _card(self, passage: PassageRow, *, may_quote: bool) -> QWidget:
        card = QWidget()
        column = QVBoxLayout(card)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        where, met = _label(), _label("small")
        where.setFont(self._theme.sans(SMALL, 600))
        where.setText(passage.document)
        met.setText(f"\u2713 {', '.join(passage.criteria)}" if passage.criteria else "")
        words = _label()
        words.setFont(self._theme.serif(PASSAGE))
        words.setText(_quoted(passage))
        below = QWidget()
        row = FlowLayout(below, 12)
        link, quote = self._link(tr("Open in transcript")), self._link(tr("Quote in summary"))
        link.clicked.connect(partial(self._follow, passage.coding))
        quote.clicked.connect(partial(self._quote, _quoted(passage)))
        quote.setEnabled(may_quote)
        for button in (link, quote):
            button.setAccessibleName(tr("{0}: {1}").format(button.text(), _quoted(passage)[:60]))
            row.addWidget(button)
        for label in (where, met, words) if passage.criteria else (where, words):
            column.addWidget(label)
        column.addWidget(below)
        self.links.append(link)
        self.quotes.append(quote)
        return card

    @staticmethod
    def _link(words: str) -> QPushButton:
        button = QPushButton(words)
        button.setProperty("link", True)
        button.setProperty("alone", True)
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        return button

    def clear(self) -> None:
        """Show no cell; what was typed is kept."""
        self.keep()
        self.forget()

    def forget(self) -> None:
        """Show no cell, and keep nothing: the project it belongs to is gone."""
        self._key, self._kept = None, ""
        self._set_text("")
        self.hide()

    # ---- writing -----------------------------------------------------------------------------------------------------

    def write(self) -> None:
        """Put the caret behind the summary."""
        self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.editor.moveCursor(self.editor.textCursor().MoveOperation.End)

    def waits(self) -> bool:
        """Say whether something was typed that is not kept yet."""
        return self._key is not None and not self._read_only and self.editor.toPlainText().strip() != self._kept

    def keep(self) -> None:
        """Make a Change of what was typed, if anything was."""
        if self._is_writing or self._key is None or not self.waits():
            return
        self._is_writing = True
        try:
            self._kept = self.editor.toPlainText().strip()
            self.written.emit(*self._key, self._kept)
        finally:
            self._is_writing = False

    def add(self, words: str) -> None:
        """Add words below what is written; nothing of that is touched."""
        before = self.editor.toPlainText().rstrip()
        cursor = self.editor.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        cursor.insertText(f"\n{words}" if before else words)
        self.editor.setTextCursor(cursor)
        self.editor.setFocus()

    def _quote(self, words: str) -> None:
        self.add(words)

    def _follow(self, passage: Guid) -> None:
        self.keep()
        self.followed.emit(passage)

    def _typed(self) -> None:
        self._count_characters()

    def _count_characters(self) -> None:
        number = len(self.editor.toPlainText())
        self._count.setText(tr("1 character") if number == 1 else tr("{0} characters").format(number))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keep the summary when its field is left; Esc leaves it, Ctrl+Enter goes to the next cell."""
        if watched is self.editor:
            if event.type() is QEvent.Type.FocusOut:
                self.keep()
            elif isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
                return self._pressed(event)
        return super().eventFilter(watched, event)

    def _pressed(self, event: QKeyEvent) -> bool:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.next_asked.emit()
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return True
        return False

    def dress(self) -> None:
        """Take over colours and sizes."""
        theme = self._theme
        self._badge.setFixedSize(theme.px(20), theme.px(20))
        self.close_button.setIcon(icon("ph.x", theme.colour("sub")))
        self.close_button.setIconSize(QSize(theme.px(16), theme.px(16)))
        self.close_button.setFixedSize(theme.px(28), theme.px(28))
        self.editor.setFixedHeight(theme.px(120))


def _quoted(passage: PassageRow) -> str:
    return f"\u201c{' '.join(passage.text.split())}\u201d"
