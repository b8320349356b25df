"""A field for words that says beneath it what cannot be, and a button that puts the delivered words back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from fop_coder.gui.second_coding.parts import button, note, say_in
from fop_coder.gui.theme import Theme


def mark_wrong(field: QLineEdit, theme: Theme, fault: str) -> None:
    """Show at the edge of a field that what is typed cannot be; '' takes it away."""
    edge = theme.colour("error_mark").name()
    style = f"QLineEdit {{ border-color: {edge}; }}" if fault else ""
    if field.styleSheet() != style:
        field.setStyleSheet(style)
    field.setAccessibleDescription(fault)


class CheckedField(QWidget):
    """A line of words with what is wrong beneath.

    Signals:
        edited: something else is typed, or the delivered words were put back.
    """

    edited = Signal()

    def __init__(self, theme: Theme, name: str, back: str = "") -> None:
        """Begin empty; ``name`` is for screen readers; ``back`` is said by the button in place of "As delivered"."""
        super().__init__()
        self._theme, self._delivered = theme, ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.line.textEdited.connect(lambda _: self.edited.emit())
        self.back = button(back or self.tr("As delivered"), self._put_back)
        self.back.setAccessibleName(f"{name}: {self.back.text()}")
        row.addWidget(self.line, 1)
        row.addWidget(self.back)
        column.addLayout(row)
        self.fault = note("error")
        column.addWidget(self.fault)
        self.setFocusProxy(self.line)

    @property
    def text(self) -> str:
        """What is typed."""
        return self.line.text()

    def show_text(self, text: str, delivered: str, *, read_only: bool) -> None:
        """Show words, and keep what was delivered; the place of the caret stays where it is the same words."""
        self._delivered = delivered
        if self.line.text() != text:
            self.line.setText(text)
            self.line.setCursorPosition(0)
        self.line.setReadOnly(read_only)
        self._allow()

    def show_fault(self, fault: str) -> None:
        """Say what cannot be; '' takes it away."""
        say_in(self.fault, fault)
        mark_wrong(self.line, self._theme, fault)
        self._allow()

    def insert(self, words: str) -> None:
        """Put words where the caret is."""
        self.line.insert(words)
        self.line.setFocus()
        self.edited.emit()

    def _put_back(self) -> None:
        self.line.setText(self._delivered)
        self.line.setFocus()
        self.edited.emit()

    def _allow(self) -> None:
        self.back.setEnabled(not self.line.isReadOnly() and self.line.text() != self._delivered)
