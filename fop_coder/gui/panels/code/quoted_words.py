"""The words of a starred passage as they will be quoted: what is left out is struck through."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from fop_coder.gui.offsets import Offsets
from fop_coder.gui.theme import Theme

SIZE = 14.5
KEPT = 70
"""Characters of a long stretch that is kept: its beginning and end are shown."""


class QuotedWords(QWidget):
    """Plain words in as many lines as they need; stretches of them struck through and stood back."""

    def __init__(self, theme: Theme) -> None:
        """Begin without words."""
        super().__init__()
        self._theme = theme
        self.pieces: tuple[tuple[str, bool], ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def show_pieces(self, pieces: Sequence[tuple[str, bool]]) -> None:
        """Show words in order, each with whether it is left out; nothing where none is."""
        self.pieces = tuple((words if is_out else _shortened(words), is_out) for words, is_out in pieces)
        said = (self.tr("(left out: {0})").format(words) if is_out else words for words, is_out in self.pieces)
        self.setAccessibleName(self.tr("As quoted: {0}").format(" ".join(said)))
        self.setVisible(any(is_out for _, is_out in self.pieces))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Say that the height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Return the height of the words, broken into lines of a width."""
        return round(self._laid_out(width)[1]) + 2

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for the words at the width there is."""
        width = max(self.width(), self._theme.px(160))
        return QSize(width, self.heightForWidth(width))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the words."""
        with QPainter(self) as painter:
            painter.setPen(self._theme.colour("text"))
            self._laid_out(self.width())[0].draw(painter, QPointF(0, 0))

    def _laid_out(self, width: int) -> tuple[QTextLayout, float]:
        layout = QTextLayout("".join(words for words, _ in self.pieces).replace("\n", " "), self._theme.serif(SIZE))
        layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
        layout.setFormats(self._struck())
        height = 0.0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return layout, height

    def _struck(self) -> list[QTextLayout.FormatRange]:
        offsets = Offsets("".join(words for words, _ in self.pieces))
        found, place = [], 0
        for words, is_out in self.pieces:
            start, end = offsets.to_qt(place), offsets.to_qt(place + len(words))
            if is_out:
                struck, stretch = QTextCharFormat(), QTextLayout.FormatRange()
                struck.setFontStrikeOut(True)
                struck.setForeground(self._theme.colour("sub"))
                stretch.start, stretch.length, stretch.format = start, end - start, struck
                found.append(stretch)
            place += len(words)
        return found


def _shortened(words: str) -> str:
    """Return the beginning and end of long words that are kept."""
    if len(words) <= KEPT:
        return words
    half = KEPT // 2
    return f"{words[:half].rsplit(maxsplit=1)[0]} … {words[-half:].split(maxsplit=1)[-1]}"
