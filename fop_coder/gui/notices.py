"""Results that deserve more than the status line: a sentence, and lines that can be scrolled and copied."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from fop_coder.gui.theme import Theme


class Notice(QDialog):
    """A result in one sentence with the lines behind it. It does not stop the window."""

    def __init__(
        self, parent: QWidget, theme: Theme, title: str, sentence: str, lines: Sequence[str] = (), *, note: str = "grey"
    ) -> None:
        """Show it with ``open``; it goes when it is closed.

        Args:
            sentence: what came of it; lines: one each, plain text.
            note: "good", "warning", "error" or "grey".
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._lines = tuple(lines)
        self.sentence = QLabel(sentence)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setWordWrap(True)
        self.sentence.setProperty("note", note)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        column.addWidget(self.sentence)
        if lines:
            column.addWidget(self._details(title), 1)
        column.addLayout(self._buttons())
        self.setMinimumWidth(theme.px(480))

    def _details(self, title: str) -> QWidget:
        self.details = QPlainTextEdit("\n".join(self._lines))
        self.details.setReadOnly(True)
        self.details.setTabChangesFocus(True)
        self.details.setAccessibleName(title)
        return self.details

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        if self._lines:
            copy = QPushButton(self.tr("Copy details"))
            copy.setAutoDefault(False)
            copy.clicked.connect(self._copy)
            row.addWidget(copy)
        close = QPushButton(self.tr("Close"))
        close.setProperty("main", True)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row.addWidget(close)
        return row

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join((self.sentence.text(), *self._lines)))
