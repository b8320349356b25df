"""A field of several lines that becomes one Change when it is left, or when nothing was typed for two seconds."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit

SETTLES_AFTER = 2000
"""Milliseconds without a key."""


class TextField(QPlainTextEdit):
    """The field.

    Signals:
        settled: the text, where it is another one than was shown.
    """

    settled = Signal(str)

    def __init__(self) -> None:
        """Begin empty; Tab leaves the field."""
        super().__init__()
        self.setTabChangesFocus(True)
        self._shown = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLES_AFTER)
        self._timer.timeout.connect(self.settle)
        self.textChanged.connect(self._typed)

    def show_text(self, text: str) -> None:
        """Show a text, unless another one is being typed: that is settled later, or by the owner before."""
        if self._timer.isActive() or (text.strip() == self.toPlainText().strip() and self.hasFocus()):
            self._shown = text
            return
        self._shown = text
        if self.toPlainText() != text:
            self.setPlainText(text)
        self._timer.stop()

    def settle(self) -> None:
        """Hand over what was typed."""
        self._timer.stop()
        text = self.toPlainText().strip()
        if text != self._shown.strip():
            self._shown = text
            self.settled.emit(text)

    def _typed(self) -> None:
        if self.toPlainText().strip() != self._shown.strip():
            self._timer.start()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Settle when the field is left."""
        super().focusOutEvent(event)
        self.settle()
