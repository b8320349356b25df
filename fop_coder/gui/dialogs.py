"""The one dialog for errors, and small questions: what, where, that nothing was changed, what to do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fop_coder.gui.painting import icon
from fop_coder.gui.sentences import sentence
from fop_coder.gui.theme import theme_in_use
from fop_coder.model.errors import FopCoderError

WIDTH = 480
"""Of the words, in px at 100 %."""


class Said(QDialog):
    """A heading, words below it, and buttons that are verbs. Plain text throughout: names come from files."""

    def __init__(self, parent: QWidget, title: str, heading: str, words: str, sign: str, token: str) -> None:
        """Build it without buttons.

        Args:
            title: of the window; heading: what happened or is asked; words: the rest.
            sign: a Phosphor icon; token: its colour in the theme.
        """
        super().__init__(parent)
        theme = theme_in_use()
        scale = theme.scale if theme else 1.0
        self.setWindowTitle(title)
        self.chosen = False
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(20)
        row = QHBoxLayout()
        row.setSpacing(16)
        size = round(24 * scale)
        colour = theme.colour(token) if theme else self.palette().color(QPalette.ColorRole.Text)
        picture = QLabel()
        picture.setPixmap(icon(sign, colour).pixmap(QSize(size, size)))
        picture.setAlignment(Qt.AlignmentFlag.AlignTop)
        row.addWidget(picture)
        texts = QVBoxLayout()
        texts.setSpacing(8)
        self.heading, self.words = _text(heading, "section"), _text(words, "")
        for label in (self.heading, self.words):
            label.setFixedWidth(round(WIDTH * scale))
            label.setVisible(bool(label.text()))
            texts.addWidget(label)
        row.addLayout(texts, 1)
        column.addLayout(row)
        self._buttons = QHBoxLayout()
        self._buttons.addStretch(1)
        column.addLayout(self._buttons)
        self.setAccessibleName(heading)
        self.setAccessibleDescription(words)

    def add_copying(self, details: str) -> None:
        """Add a button that puts details on the clipboard; the dialog stays."""
        self.copy = QPushButton(self.tr("Copy details"))
        self.copy.setAutoDefault(False)
        self._details = details
        self.copy.clicked.connect(self._copy)
        self._buttons.insertWidget(0, self.copy)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details)
        self.copy.setText(self.tr("Copied"))

    def add_leaving(self, words: str, *, main: bool = False) -> None:
        """Add the button that does nothing."""
        button = QPushButton(words)
        button.setAutoDefault(main)
        button.setDefault(main)
        button.clicked.connect(self.reject)
        self._buttons.addWidget(button)
        if main:
            button.setProperty("main", True)
            button.setFocus()

    def add_other(self, words: str, do: Callable[[], object]) -> None:
        """Add a button for another way out: the dialog closes, then it is done."""
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.clicked.connect(self.reject)
        button.clicked.connect(lambda _checked=False: do())
        self._buttons.addWidget(button)

    def add_doing(self, words: str) -> None:
        """Add the button that does it."""
        button = QPushButton(words)
        button.setProperty("main", True)
        button.setDefault(True)
        button.clicked.connect(self._choose)
        self._buttons.addWidget(button)
        button.setFocus()

    def _choose(self) -> None:
        self.chosen = True
        self.accept()


def _text(words: str, role: str) -> QLabel:
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if role:
        label.setProperty("role", role)
    return label


def error_dialog(parent: QWidget, error: Exception) -> Said:
    """Return the dialog that says what happened, to which file or row, that nothing was changed, and what to do."""
    if isinstance(error, FopCoderError):
        heading = f"{error.where}: {error.what}." if error.where else sentence(error.what)
        words = "\n".join(part for part in (parent.tr("Nothing was changed."), sentence(error.do)) if part)
    else:
        heading, words = sentence(str(error)), ""
    dialog = Said(parent, parent.tr("That did not work"), heading, words, "ph.warning-circle", "error_mark")
    dialog.add_copying(str(error))
    dialog.add_leaving(parent.tr("Close"), main=True)
    return dialog


def question_dialog(parent: QWidget, title: str, question: str, yes: str, no: str) -> Said:
    """Return the dialog that asks a question; its first paragraph is the heading."""
    heading, _, words = question.partition("\n\n")
    dialog = Said(parent, title, heading, words, "ph.question", "sub")
    dialog.add_leaving(no)
    dialog.add_doing(yes)
    return dialog


def show_error(parent: QWidget, error: Exception) -> None:
    """Show the dialog for an error and wait until it is closed."""
    dialog = error_dialog(parent, error)
    dialog.exec()
    dialog.deleteLater()


def ask(parent: QWidget, title: str, question: str, yes: str, no: str) -> bool:
    """Ask a question whose buttons are verbs; say whether the first was chosen."""
    dialog = question_dialog(parent, title, question, yes, no)
    dialog.exec()
    answer = dialog.chosen
    dialog.deleteLater()
    return answer
