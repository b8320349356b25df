"""The dot plot of alpha: from a coefficient to a place on the axis, and how dot, interval and marks are painted."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from fop_coder.gui.theme import Theme
from fop_coder.model.agreement import Interval

LEAST, MOST = -0.2, 1.0
MARKS = (0.667, 0.8)
"""Krippendorff's: from the second on reliable, from the first tentative."""

MARGIN = 14
"""Left and right of the axis within its column, in px at 100 %."""


def axis(rect: QRect, theme: Theme) -> tuple[float, float]:
    """Return where the axis begins and ends in a cell."""
    margin = theme.px(MARGIN)
    return rect.left() + margin, rect.right() - margin


def place_of(value: float, ends: tuple[float, float]) -> float:
    """Return where a value stands; what is beyond the axis stands at its end."""
    share = (min(max(value, LEAST), MOST) - LEAST) / (MOST - LEAST)
    return ends[0] + share * (ends[1] - ends[0])


def paint_alpha(
    painter: QPainter, theme: Theme, rect: QRect, value: float, interval: Interval | None, ground: QColor, dot: QColor
) -> None:
    """Paint axis, marks, interval and dot into a cell; a limit beyond the axis ends in an arrow."""
    ends = axis(rect, theme)
    middle = rect.center().y() + 0.5
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("card_edge"), 1))
    painter.drawLine(QLineF(ends[0], middle, ends[1], middle))
    pen = QPen(theme.colour("control_edge"), 1, Qt.PenStyle.DashLine)
    painter.setPen(pen)
    for mark in MARKS:
        x = round(place_of(mark, ends)) + 0.5
        painter.drawLine(QLineF(x, rect.top() + 5, x, rect.bottom() - 4))
    painter.setPen(QPen(theme.colour("text"), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    if interval is not None:
        _paint_interval(painter, theme, interval, ends, middle)
    radius = theme.px(6)
    painter.setPen(Qt.PenStyle.NoPen)
    centre = QPointF(place_of(value, ends), middle)
    painter.setBrush(ground)
    painter.drawEllipse(centre, radius + 2, radius + 2)
    painter.setBrush(dot)
    painter.drawEllipse(centre, radius, radius)


def _paint_interval(
    painter: QPainter, theme: Theme, interval: Interval, ends: tuple[float, float], middle: float
) -> None:
    low, high = (place_of(limit, ends) for limit in interval)
    half = theme.px(5)
    painter.drawLine(QLineF(low, middle, high, middle))
    for x, limit in ((low, interval[0]), (high, interval[1])):
        if limit < LEAST:
            painter.drawLine(QLineF(x, middle, x + half, middle - half))
            painter.drawLine(QLineF(x, middle, x + half, middle + half))
        else:
            painter.drawLine(QLineF(x, middle - half, x, middle + half))
