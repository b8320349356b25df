"""The card that shows a passage's words under its code, and the rows of criteria below it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fop_coder.gui.painting import paint_badge
from fop_coder.gui.panels.code.quoted_words import QuotedWords
from fop_coder.gui.theme import Theme
from fop_coder.model.codebook import Code

BEGINNING, END = 120, 50
"""Characters of a long passage that the card shows; all of it stands in the transcript beside."""


def shortened(words: str) -> str:
    """Return the beginning and the end of a long passage, so that criteria and memo stay in sight."""
    if len(words) <= BEGINNING + END + 30:
        return words
    return f"{words[:BEGINNING].rsplit(maxsplit=1)[0]} … {words[-END:].split(maxsplit=1)[-1]}"


class PassageCard(QFrame):
    """The words of the passage under their code, with a bar in its colour."""

    def __init__(self, theme: Theme) -> None:
        """Begin empty."""
        super().__init__()
        self._theme = theme
        self._code: Code | None = None
        self._counted = True
        self.coder = QLabel()
        self.coder.setProperty("role", "small")
        self.name = QLabel()
        self.words = QLabel()
        for label in (self.coder, self.name, self.words):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.quoted = QuotedWords(theme)
        self._top = QHBoxLayout()
        self._top.addWidget(self.name, 1)
        self._top.addWidget(self.coder)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._top)
        self._column.addWidget(self.words)
        self._column.addWidget(self.quoted)
        self.dress()

    def dress(self) -> None:
        """Take sizes from the theme."""
        theme = self._theme
        self._column.setContentsMargins(theme.px(14), theme.px(10), theme.px(12), theme.px(12))
        self._top.setContentsMargins(theme.px(26), 0, 0, 0)
        self.name.setFont(theme.sans(13, 600))
        self.words.setFont(theme.serif(14.5))
        self.update()

    def show_passage(self, code: Code, words: str, coder: str, *, counted: bool) -> None:
        """Show a passage."""
        self._code, self._counted = code, counted
        self.name.setText(code.name)
        self.coder.setText(coder if counted else self.tr("not counted"))
        self.words.setText(f"“{shortened(words)}”")
        self.update()

    def show_quoted(self, pieces: Sequence[tuple[str, bool]]) -> None:
        """Show the words with what is left out of the quotation struck through; without such, as they are."""
        self.quoted.show_pieces(pieces)
        self.words.setVisible(self.quoted.isHidden())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the card, its bar, and the code's badge."""
        theme = self._theme
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("card_edge"), 1))
            painter.setBrush(theme.colour("base"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
            if self._code is None:
                return
            colour = theme.code(self._code.colour)
            painter.setClipRect(0, 0, 4, self.height())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour.mark)
            painter.drawRoundedRect(QRectF(0, 0, 24, self.height()), 10, 10)
            painter.setClipping(False)
            size = theme.px(18)
            badge = self.name.geometry()
            place = QRect(badge.left() - theme.px(26), badge.center().y() - size // 2, size, size)
            paint_badge(painter, place, self._code.key, colour, theme.sans(12, 600), hollow=not self._counted)


class CriterionRow(QWidget):
    """A box with its words beside it, which may take several lines; a click on them ticks the box."""

    def __init__(self, box: QCheckBox, words: str) -> None:
        """Put them side by side."""
        super().__init__()
        self._box = box
        label = QLabel(words)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(4)
        row.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label, 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Tick or untick the box."""
        if self._box.isEnabled() and self.rect().contains(event.position().toPoint()):
            self._box.click()
