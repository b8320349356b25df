"""A button that shows the key that does the same, in a frame before its words; and a code's badge as a picture."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QPushButton, QWidget

from fop_coder.gui.painting import paint_badge, restyle
from fop_coder.gui.theme import SMALL, CodeColour, Theme

_SIDE, _GAP = 18, 5


class KeyButton(QPushButton):
    """Can be chosen; then it is dark."""

    def __init__(self, theme: Theme, key: str, words: str = "") -> None:
        """Show a key and words."""
        super().__init__(words)
        self._theme, self.key = theme, key
        self._chosen = False
        self.setAutoDefault(False)

    def say(self, words: str) -> None:
        """Show other words."""
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(self.tr("{0}, key {1}").format(words, self.key))

    @property
    def is_chosen(self) -> bool:
        """Whether it is chosen."""
        return self._chosen

    def choose(self, chosen: bool) -> None:
        """Show whether this is what was chosen."""
        self._chosen = chosen
        self.setProperty("main", chosen)
        self.setAccessibleDescription(self.tr("chosen") if chosen else "")
        restyle(self)
        self.dress()

    def dress(self) -> None:
        """Paint the key in the colours that there are."""
        self.setIconSize(QSize(self._room(), self._theme.px(_SIDE)))
        normal = self._key_pixmap("on_accent" if self._chosen else "text", "on_accent" if self._chosen else "sub")
        found = QIcon(normal)
        found.addPixmap(self._key_pixmap("disabled", "disabled"), QIcon.Mode.Disabled)
        self.setIcon(found)

    def _room(self) -> int:
        """Return how wide the key is with the space between it and the words, which Qt makes too narrow."""
        return self._key_width() + self._theme.px(_GAP)

    def _key_width(self) -> int:
        """Return how wide the frame is: a square around one letter."""
        wide = QFontMetrics(self._theme.sans(SMALL, 600)).horizontalAdvance(self.key) + self._theme.px(8)
        return max(self._theme.px(_SIDE), wide) if len(self.key) > 1 else self._theme.px(_SIDE)

    def _key_pixmap(self, ink: str, edge: str) -> QPixmap:
        theme, wide, side = self._theme, self._key_width(), self._theme.px(_SIDE)
        pixmap = _empty(self, self._room(), side)
        is_last = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        with QPainter(pixmap) as painter:
            painter.translate(theme.px(_GAP) if is_last else 0, 0)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour(edge), 1))
            painter.drawRoundedRect(QRectF(0.5, 0.5, wide - 1, side - 1), 5, 5)
            painter.setPen(theme.colour(ink))
            painter.setFont(theme.sans(SMALL, 600))
            painter.drawText(QRectF(0, 0, wide, side), Qt.AlignmentFlag.AlignCenter, self.key)
        return pixmap


def badge_pixmap(widget: QWidget, theme: Theme, key: str, colour: CodeColour) -> QPixmap:
    """Return a code's badge for a label."""
    side = theme.px(_SIDE)
    pixmap = _empty(widget, side, side)
    with QPainter(pixmap) as painter:
        rect = QRectF(0, 0, side, side).toRect()
        paint_badge(painter, rect, key, colour, theme.sans(SMALL, 700))
    return pixmap


def _empty(widget: QWidget, wide: int, high: int) -> QPixmap:
    ratio = widget.devicePixelRatioF()
    pixmap = QPixmap(round(wide * ratio), round(high * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap
