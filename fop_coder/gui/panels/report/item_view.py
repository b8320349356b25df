"""One item of the report on the screen: as it is printed, what has changed behind it, and its words to be edited."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from fop_coder.gui.panels.report.shown import widgets_of
from fop_coder.gui.panels.tallies.pieces import note, plain_label, say
from fop_coder.gui.theme import Theme
from fop_coder.model.base import Guid
from fop_coder.model.report import ReportKind
from fop_coder.project.report_page import ItemState, LookedAt
from fop_coder.project.report_writing import told

_FAR = 1_000_000
"""More steps than there are items."""

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Home: -_FAR, Qt.Key.Key_End: _FAR}


class WordsEdit(QPlainTextEdit):
    """A field as high as its words. Ctrl+Enter, or leaving it, keeps them; Esc does not.

    Signals:
        ended: editing is over; whether the words are to be kept.
    """

    ended = Signal(bool)

    def __init__(self, words: str, *, lines: bool) -> None:
        """Begin with words; ``lines``: whether Enter begins a new line (else it keeps)."""
        super().__init__(words)
        self._lines, self._is_over = lines, False
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self.fit)
        self.selectAll()

    def fit(self) -> None:
        """Be as high as what is typed."""
        size = self.document().size().height()
        self.setFixedHeight(round((size + 0.5) * self.fontMetrics().lineSpacing()) + 12)

    def end(self, *, keep: bool) -> None:
        """End once, whoever asks first."""
        if not self._is_over:
            self._is_over = True
            self.ended.emit(keep)

    def event(self, event: QEvent) -> bool:
        """Take Ctrl+Enter and Esc for the words before anything else takes them."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Keep with Ctrl+Enter (Enter where it is one line), leave with Esc."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self.end(keep=False)
        elif is_enter and (not self._lines or event.modifiers() & Qt.KeyboardModifier.ControlModifier):
            self.end(keep=True)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Keep what was typed when it is left for something else."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.end(keep=True)


class ItemView(QFrame):
    """An item that can have the focus.

    Signals:
        entered: it is the current one now.
        step: go so many items on, or back.
        edit_asked, renew_asked: the user wants that. keep_asked: its words fit the figures of now.
        edited: its words are these now.
        left: editing is over, and nothing is to be kept.
    """

    entered = Signal(object)
    step = Signal(int)
    edit_asked = Signal()
    renew_asked = Signal()
    keep_asked = Signal()
    edited = Signal(object, str)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        """Build an empty one."""
        super().__init__()
        self._theme = theme
        self.looked: LookedAt | None = None
        self.editor: WordsEdit | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 8, 16, 8)
        self._column.setSpacing(6)
        self._content = QWidget()
        self._inside = QVBoxLayout(self._content)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(6)
        self._column.addWidget(self._content)
        self.why, self.now = note("warning"), plain_label("sub")
        self.renew = QPushButton(self.tr("Renew"))
        self.keep = QPushButton(self.tr("Keep my words"))
        self.renew.clicked.connect(self.renew_asked)
        self.keep.clicked.connect(self.keep_asked)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        for button in (self.renew, self.keep):
            button.setAutoDefault(False)
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)
        for widget in (self.why, self.now):
            self._column.addWidget(widget)
        for hidden in (self.now, self.renew, self.keep):
            hidden.hide()
        self._column.addLayout(self._buttons)

    @property
    def guid(self) -> Guid | None:
        """The item that is shown; None for one that is being written."""
        return self.looked.item.guid if self.looked is not None else None

    def show_item(self, looked: LookedAt, *, writes: bool) -> None:
        """Show an item as it stands.

        Args:
            writes: whether it can be renewed: not while the project is open for reading only.
        """
        self.looked = looked
        self._clear()
        for block in looked.blocks:
            for widget in widgets_of(block, self._theme, is_sentence=looked.item.kind is ReportKind.SENTENCE):
                self._inside.addWidget(widget)
        is_stale = looked.state is ItemState.STALE
        say(self.why, _why_words(self, looked), "grey" if looked.state is ItemState.CURRENT else "warning")
        self.now.setText(self.tr("It would now say: {0}").format(looked.now))
        self.now.setVisible(bool(looked.now))
        self.renew.setVisible(writes and (is_stale or looked.reworded))
        self.keep.setVisible(writes and is_stale and looked.edited and looked.item.kind is ReportKind.SENTENCE)
        self.setAccessibleName(f"{looked.place}. {kind_word(self, looked.item.kind)}: {looked.words}")
        self.setAccessibleDescription(self.why.text())

    def _clear(self) -> None:
        while (found := self._inside.takeAt(0)) is not None:
            widget = found.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    # ---- editing -----------------------------------------------------------------------------------------------------

    def edit(self, words: str, *, lines: bool, name: str) -> None:
        """Put a field with words in the place of what is shown, and the caret into it."""
        if self.editor is not None:
            self.editor.setFocus()
            return
        self.editor = WordsEdit(words, lines=lines)
        self.editor.setAccessibleName(name)
        self.editor.setPlaceholderText(name)
        self.editor.ended.connect(self._ended)
        self._content.hide()
        self._column.insertWidget(0, self.editor)
        self.editor.fit()
        self.editor.show()
        self.editor.setFocus()

    def keep_typed(self) -> None:
        """Keep what is being typed, if anything is."""
        if self.editor is not None:
            self.editor.end(keep=True)

    def _ended(self, keep: bool) -> None:
        editor, self.editor = self.editor, None
        if editor is None:
            return
        words, had_focus = editor.toPlainText().strip(), editor.hasFocus()
        self._column.removeWidget(editor)
        editor.hide()
        editor.deleteLater()
        self._content.show()
        if had_focus:
            self.setFocus()
        if keep and (words or self.looked is not None):
            self.edited.emit(self.guid, words)
        else:
            self.left.emit()

    # ---- keys and looks ----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Up and Down go from item to item, Home and End to the first and the last; Enter edits."""
        if event.modifiers() == Qt.KeyboardModifier.NoModifier and event.key() in _STEPS:
            self.step.emit(_STEPS[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.edit_asked.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click makes it the current one."""
        super().mousePressEvent(event)
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A double click edits."""
        super().mouseDoubleClickEvent(event)
        self.edit_asked.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """It is the current one."""
        super().focusInEvent(event)
        self.entered.emit(self)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Take the frame away."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Frame the item that has the focus."""
        super().paintEvent(event)
        if self.hasFocus():
            with QPainter(self) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QPen(self._theme.colour("accent"), 2))
                painter.drawRoundedRect(QRect(self.rect()).adjusted(1, 1, -1, -1), 8, 8)


def kind_word(owner: QWidget, kind: ReportKind) -> str:
    """Return what an item is, in the user's words."""
    words = {
        ReportKind.HEADING: owner.tr("Heading"),
        ReportKind.TEXT: owner.tr("Text"),
        ReportKind.SENTENCE: owner.tr("Sentence"),
        ReportKind.TABLE: owner.tr("Table"),
        ReportKind.CHART: owner.tr("Chart"),
        ReportKind.QUOTATION: owner.tr("Quotation"),
    }
    return words[kind]


def _why_words(owner: QWidget, looked: LookedAt) -> str:
    if looked.state is ItemState.STALE:
        return owner.tr("Not up to date. {0}.").format(told(looked))
    if looked.state is ItemState.GONE:
        said = told(looked)
        return owner.tr("Gone: {0}. Take it out, or undo what took it away.").format(said)
    return owner.tr("Names or wording have changed, no figure.") if looked.reworded else ""
