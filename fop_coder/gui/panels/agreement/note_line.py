"""A line of notes with parts in bold and in the second colour; plain text, broken where the window is narrow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QSizePolicy, QWidget

from fop_coder.gui.painting import paint_icon
from fop_coder.gui.theme import Theme


@dataclass(frozen=True, slots=True)
class Part:
    """Some words; ``strong`` in bold, ``quiet`` in the second colour."""

    words: str
    strong: bool = False
    quiet: bool = False


class NoteLine(QWidget):
    """An icon and words."""

    def __init__(self, theme: Theme) -> None:
        """Begin with nothing to say."""
        super().__init__()
        self._theme = theme
        self._parts: tuple[Part, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def text(self) -> str:
        """All that is said."""
        return " ".join(part.words for part in self._parts)

    def say(self, parts: Sequence[Part]) -> None:
        """Say something else; an empty line keeps its place."""
        self._parts = tuple(parts)
        self.setAccessibleName(self.text)
        self.updateGeometry()
        self.update()
        if self.isVisible():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))

    def _left(self) -> int:
        return self._theme.px(24)

    def _layout(self, width: int) -> tuple[QTextLayout, float]:
        """Return the words laid out in a width, and how high they are."""
        theme = self._theme
        layout = QTextLayout(self.text, theme.sans())
        ranges, at = [], 0
        for part in self._parts:
            form = QTextCharFormat()
            form.setForeground(theme.colour("sub" if part.quiet else "text"))
            if part.strong:
                form.setFont(theme.sans(weight=600))
            found = QTextLayout.FormatRange()
            found.start, found.length, found.format = at, len(part.words.encode("utf-16-le")) // 2, form
            ranges.append(found)
            at += found.length + 1
        layout.setFormats(ranges)
        layout.beginLayout()
        high = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(40, width - self._left()))
            line.setPosition(QPointF(0, high))
            high += max(line.height(), theme.px(20))
        layout.endLayout()
        return layout, high

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Say that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Return how high the words are in a width."""
        return round(self._layout(width)[1]) + 2 if self._parts else 0

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for the present width."""
        wide = max(self.width(), self._theme.px(300))
        return QSize(self._theme.px(300), self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for one line."""
        return QSize(self._theme.px(200), self._theme.px(20) if self._parts else 0)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint icon and words."""
        if not self._parts:
            return
        layout, _ = self._layout(self.width())
        with QPainter(self) as painter:
            size = self._theme.px(16)
            line = max(round(layout.lineAt(0).height()), self._theme.px(20))
            place = QRect(2, (line - size) // 2, size, size)
            paint_icon(painter, "ph.info", self._theme.colour("warning_mark"), place)
            layout.draw(painter, QPointF(self._left(), 0))
