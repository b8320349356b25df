"""The sentence for the report, of the line that is current, with a way to copy it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from fop_coder.gui.painting import icon
from fop_coder.gui.panel import Surroundings
from fop_coder.gui.panels.tallies.lines import Kind, Line
from fop_coder.gui.theme import Theme


class SentenceCard(QFrame):
    """A card that holds one sentence."""

    def __init__(self, around: Surroundings) -> None:
        """Build it; ``show_line`` fills it."""
        super().__init__()
        self._around = around
        self._sentence = ""
        self.setProperty("card", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 12, 14)
        column.setSpacing(6)
        row = QHBoxLayout()
        title = QLabel(self.tr("Sentence for the report"))
        title.setProperty("role", "small")
        self.copy_button = QPushButton(self.tr("Copy"))
        self.copy_button.setAccessibleName(self.tr("Copy the sentence for the report"))
        self.copy_button.clicked.connect(self.copy)
        self.add_button = QPushButton(self.tr("Add to report"))
        self.add_button.setAccessibleName(self.tr("Add the sentence to the report"))
        self.add_button.setToolTip(self.tr("To the end of the report; while somebody is pending it says “so far”"))
        row.addWidget(title, 1)
        row.addWidget(self.add_button)
        row.addWidget(self.copy_button)
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.words.setAccessibleName(self.tr("Sentence for the report"))
        column.addLayout(row)
        column.addWidget(self.words)

    def show_line(self, line: Line | None, caution: str) -> None:
        """Show a line's sentence; ``caution`` stands after it where intervals are shown."""
        self._sentence = line.sentence if line is not None else ""
        if self._sentence and caution and line is not None and line.figure is not None and line.figure.interval:
            low, high = line.figure.interval
            share = self.tr("Interval of the share: {0} to {1} %.").format(f"{100 * low:.0f}", f"{100 * high:.0f}")
            self._sentence = f"{self._sentence} {share} {caution}"
        if self._sentence:
            shown = self._sentence
        elif line is None or line.kind is Kind.SCHEME:
            shown = self.tr("Choose a code or a category in the table.")
        elif line.figure is not None and line.figure.of == 0:
            shown = self.tr("No sentence for {0}: nobody can be counted yet.").format(line.name)
        else:
            shown = self.tr("No sentence for {0} while somebody is pending or not classified.").format(line.name)
        self.words.setFont(self._around.theme.serif())  # a style sheet set since would have taken it away
        self.words.setText(shown)
        self.copy_button.setEnabled(bool(self._sentence))
        has_figure = line is not None and (line.figure is None or line.figure.of > 0)
        self.add_button.setEnabled(has_figure and not self._around.desk.is_read_only)

    def copy(self) -> None:
        """Put the sentence on the clipboard."""
        QGuiApplication.clipboard().setText(self._sentence)
        self._around.say(self.tr("The sentence is on the clipboard"))

    def dress(self, theme: Theme) -> None:
        """Take over colours and sizes."""
        self.words.setFont(theme.serif())
        self.copy_button.setIcon(icon("ph.copy", theme.colour("text")))
        self.add_button.setIcon(icon("ph.article", theme.colour("text")))
        self.add_button.setIconSize(QSize(theme.px(16), theme.px(16)))
        self.copy_button.setIconSize(QSize(theme.px(16), theme.px(16)))
