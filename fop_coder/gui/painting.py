"""Small signs painted alike everywhere: code badges, status glyphs, bars, icons."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPen, QPixmap, QTextLayout, QTextOption
from PySide6.QtWidgets import QWidget

from fop_coder.gui.icons import phosphor
from fop_coder.gui.theme import CodeColour, Theme
from fop_coder.model.status import Status

LONGEST = 600
"""Characters of a passage beyond which nothing can be seen in a few lines."""

STATUS_WORDS: dict[Status, str] = {s: str(s) for s in Status}


def icon(name: str, colour: QColor) -> QIcon:
    """Return a Phosphor icon in a colour."""
    return _icon(name, colour.name())


@lru_cache(maxsize=512)
def _icon(name: str, colour: str) -> QIcon:
    return phosphor(name, colour)


@lru_cache(maxsize=512)
def _pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    pixmap = _icon(name, colour).pixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def paint_icon(painter: QPainter, name: str, colour: QColor, rect: QRect) -> None:
    """Paint an icon into the middle of a rectangle, as large as its shorter side."""
    size = min(rect.width(), rect.height())
    device = painter.device()
    ratio = device.devicePixelRatioF() if device is not None else 1.0
    left, top = rect.x() + (rect.width() - size) // 2, rect.y() + (rect.height() - size) // 2
    painter.drawPixmap(left, top, _pixmap(name, colour.name(), size, ratio))


def paint_badge(
    painter: QPainter, rect: QRect, key: str, colour: CodeColour, font: QFont, *, hollow: bool = False
) -> None:
    """Paint a code's key badge: filled in its mark, or hollow where the coding is not counted."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shape = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(QPen(colour.mark, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush if hollow else colour.mark)
    painter.drawRoundedRect(shape, 5, 5)
    painter.setPen(colour.ink if hollow else colour.on_mark)
    painter.setFont(font)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, key or "\u00b7")
    painter.restore()


def paint_status(painter: QPainter, theme: Theme, status: Status, rect: QRect) -> None:
    """Paint a status's glyph into a rectangle. The word stands beside it, or in the legend and tooltip."""
    name, colour = theme.status(status)
    paint_icon(painter, name, colour, rect)


def paint_bar(painter: QPainter, rect: QRect, share: float, mark: QColor, empty: QColor) -> None:
    """Paint a bar filled to a share between 0 and 1."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(empty)
    painter.drawRoundedRect(rect, 3, 3)
    if share > 0:
        filled = QRectF(rect)
        filled.setWidth(max(3.0, rect.width() * min(share, 1.0)))
        painter.setBrush(mark)
        painter.drawRoundedRect(filled, 3, 3)
    painter.restore()


def paint_lines(painter: QPainter, rect: QRect, words: str, font: QFont, lines: tuple[int, int]) -> None:
    """Paint the first lines of words, broken between words; the last one is cut with dots.

    Args:
        lines: how many, and how high each is in px.
    """
    most, step = lines
    painter.setFont(font)
    plain = " ".join(words[:LONGEST].split())
    layout = QTextLayout(plain, font)
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    layout.beginLayout()
    for number in range(most):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(rect.width())
        begin = line.textStart()
        part = plain[begin : begin + line.textLength()].rstrip()
        if number == most - 1:
            part = painter.fontMetrics().elidedText(plain[begin:], Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect.left(), rect.top() + number * step + painter.fontMetrics().ascent(), part)
    layout.endLayout()


def restyle(widget: QWidget) -> None:
    """Let the style sheet look again after a property changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
