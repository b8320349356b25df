"""The line in which a cell is edited: what the cell cannot take stays in its place, red, with the reason below it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHideEvent, QMoveEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QCompleter, QLabel, QLineEdit, QWidget

from fop_coder.gui.painting import icon
from fop_coder.gui.panels.respondents.model import tr
from fop_coder.gui.theme import Theme
from fop_coder.gui.tips import plain_tip


class CellLine(QLineEdit):
    """The line.

    Attributes:
        is_wrong: whether it holds what its cell cannot take.
        note: what is said about it below the cell.
    """

    def __init__(self, parent: QWidget, theme: Theme, known: Sequence[str] | None = None) -> None:
        """``known``: the values there are, one of which is likely meant; None where any is as good as another."""
        super().__init__(parent)
        self._theme, self._known = theme, known
        self.is_wrong = False
        self.note = QLabel(parent)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        self.note.hide()
        self._sign = self.addAction(
            icon("ph.warning-circle", theme.colour("error_mark")), QLineEdit.ActionPosition.TrailingPosition
        )
        self._sign.setVisible(False)
        if known:
            completer = QCompleter(list(known), self)
            completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            self.setCompleter(completer)
        self.textEdited.connect(self._edited)
        self.textChanged.connect(self._look)
        self.destroyed.connect(self.note.deleteLater)
        self._dress()

    def show_problem(self, problem: str) -> None:
        """Say why the cell cannot take what is written; it stays to be corrected."""
        self.is_wrong = True
        self._sign.setVisible(True)
        self._sign.setToolTip(plain_tip(problem))
        self.setAccessibleDescription(problem)
        self._say(problem, "error")
        self._dress()
        self.selectAll()

    def _edited(self) -> None:
        if self.is_wrong:
            self.is_wrong = False
            self._sign.setVisible(False)
            self._dress()

    def _look(self) -> None:
        """Say that a value is new: a slip looks like it."""
        written = self.text().strip()
        is_new = bool(self._known) and self.isModified() and written != "" and written not in (self._known or ())
        words = tr("New value: {0}").format(written) if is_new else ""
        self.setAccessibleDescription(words)
        self._say(words, "grey")

    def _say(self, words: str, kind: str) -> None:
        self.note.setText(words)
        if self.note.property("note") != kind:
            self.note.setProperty("note", kind)
            self.note.style().unpolish(self.note)
            self.note.style().polish(self.note)
        self.note.setVisible(bool(words) and self.isVisible())
        self._place_note()

    def _place_note(self) -> None:
        """Put the note below the cell, or above it where there is no room below."""
        around = self.parentWidget()
        if around is None or not self.note.text():
            return
        width = min(self._theme.px(280), around.width() - 8)
        height = self.note.heightForWidth(width)
        left = max(4, min(self.x(), around.width() - width - 4))
        below = self.geometry().bottom() + 3
        top = below if below + height <= around.height() else self.y() - height - 3
        self.note.setGeometry(left, top, width, height)
        self.note.move(QPoint(left, max(0, top)))
        self.note.raise_()

    def _dress(self) -> None:
        edge = self._theme.colour("error_mark" if self.is_wrong else "accent").name()
        ink = f" color: {self._theme.colour('error_ink').name()};" if self.is_wrong else ""
        self.setStyleSheet(f"min-height: 0px; border-radius: 0px; border: 2px solid {edge};{ink}")

    # ---- the note goes where the line goes ---------------------------------------------------------------------------

    def moveEvent(self, event: QMoveEvent) -> None:  # noqa: N802 - Qt's name
        """Take the note along."""
        super().moveEvent(event)
        self._place_note()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Take the note along."""
        super().resizeEvent(event)
        self._place_note()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Show the note again."""
        super().showEvent(event)
        self.note.setVisible(bool(self.note.text()))

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Hide the note too."""
        super().hideEvent(event)
        self.note.hide()
