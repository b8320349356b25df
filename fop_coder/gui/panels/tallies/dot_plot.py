"""Numbers against numbers as dots; the arrow keys go from dot to dot, Enter or a click leads to who is there."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from fop_coder.gui.panels.tallies.lines import tr
from fop_coder.gui.theme import SMALL, Theme
from fop_coder.gui.tips import plain_tip
from fop_coder.model.crosstab import Point
from fop_coder.project.numbers import number_text

_HIGH, _WIDE = 340, 420
_NEAR = 14
"""How near to a dot a click must be, in px at 100 %."""

_MARKS = 6
"""Numbers along an axis, at most."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A place with everybody who is there."""

    x: float
    y: float
    who: tuple[str, ...]


def dots_of(points: Iterable[Point]) -> list[Dot]:
    """Return points with the same numbers as one dot, from left to right and from below."""
    places: dict[tuple[float, float], list[str]] = {}
    for point in points:
        places.setdefault((point.x, point.y), []).append(point.respondent)
    return [Dot(x, y, tuple(who)) for (x, y), who in sorted(places.items())]


def marks(lowest: float, highest: float, most: int = _MARKS) -> list[float]:
    """Return round numbers from below the lowest to above the highest, at most so many steps apart."""
    span = (highest - lowest) or 1.0
    size = 10 ** math.floor(math.log10(span / most))
    step = next(size * times for times in (1, 2, 5, 10, 20) if span / (size * times) <= most - 1)
    begin, end = math.floor(lowest / step), math.ceil(highest / step)
    return [round(n * step, 10) for n in range(begin, max(end, begin + 1) + 1)]


class DotPlot(QWidget):
    """The plot.

    Signals:
        followed: Dot: somebody wants to see who is there.
    """

    followed = Signal(object)

    def __init__(self, theme: Theme) -> None:
        """Begin without dots."""
        super().__init__()
        self._theme = theme
        self.dots: list[Dot] = []
        self._names = ("", "")
        self._current = 0
        self.is_stale = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_points(self, names: tuple[str, str], points: Iterable[Point]) -> None:
        """Show other dots; ``names`` of x and y."""
        self._names, self.dots = names, dots_of(points)
        self._current = 0
        self.is_stale = False
        self._say()
        self.update()

    def set_stale(self, stale: bool) -> None:
        """Say whether the dots still hold."""
        self.is_stale = stale
        self.update()

    @property
    def current(self) -> Dot | None:
        """The dot on which the keys are; None without dots."""
        return self.dots[self._current] if self.dots else None

    def _say(self) -> None:
        where = tr("Dot plot: {1} by {0}").format(*self._names)
        dot = self.current
        self.setAccessibleName(f"{where}. {self.words(dot)}" if dot is not None else where)
        if self.isVisible():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))

    def words(self, dot: Dot) -> str:
        """Return who is at a dot, and where it is."""
        who = ", ".join(dot.who)
        return tr("{0}: {1} {2}, {3} {4}").format(
            who, self._names[0], number_text(dot.x), self._names[1], number_text(dot.y)
        )

    # ---- places ------------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for room."""
        return QSize(self._theme.px(_WIDE), self._theme.px(_HIGH))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for some room."""
        return QSize(self._theme.px(240), self._theme.px(_HIGH))

    def _axes(self) -> tuple[list[float], list[float]]:
        if not self.dots:
            return marks(0, 1), marks(0, 1)
        xs, ys = [d.x for d in self.dots], [d.y for d in self.dots]
        return marks(min(xs), max(xs)), marks(min(ys), max(ys))

    def _field(self, up: list[float]) -> QRectF:
        """Return where dots can be."""
        theme = self._theme
        metrics = QFontMetrics(theme.sans(SMALL))
        left = max(metrics.horizontalAdvance(number_text(mark)) for mark in up) + theme.px(18)
        above, below = metrics.height() + theme.px(18), 2 * metrics.height() + theme.px(20)
        wide, high = self.width() - left - theme.px(20), self.height() - above - below
        return QRectF(left, above, max(40, wide), max(40, high))

    def place_of(self, dot: Dot) -> QPointF:
        """Return the middle of a dot."""
        across, up = self._axes()
        field = self._field(up)
        inner = field.adjusted(self._theme.px(10), self._theme.px(10), -self._theme.px(10), -self._theme.px(10))
        return QPointF(
            inner.left() + inner.width() * (dot.x - across[0]) / (across[-1] - across[0]),
            inner.bottom() - inner.height() * (dot.y - up[0]) / (up[-1] - up[0]),
        )

    def _radius(self, dot: Dot) -> float:
        return self._theme.px(5) * math.sqrt(min(len(dot.who), 9))

    def dot_at(self, place: QPointF) -> Dot | None:
        """Return the dot near a place."""
        near = [((self.place_of(dot) - place).manhattanLength(), n, dot) for n, dot in enumerate(self.dots)]
        found = min(near, default=None)
        return found[2] if found is not None and found[0] <= self._theme.px(_NEAR) else None

    # ---- painting ----------------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint axes and dots."""
        across, up = self._axes()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_axes(painter, across, up)
            for dot in self.dots:
                self._paint_dot(painter, dot)
            if self.hasFocus():
                self._paint_focus(painter)

    def _paint_axes(self, painter: QPainter, across: list[float], up: list[float]) -> None:
        theme, field = self._theme, self._field(up)
        metrics = QFontMetrics(theme.sans(SMALL))
        painter.setFont(theme.sans(SMALL))
        for mark in across:
            x = self.place_of(Dot(mark, up[0], ())).x()
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(QPointF(x, field.top()), QPointF(x, field.bottom()))
            painter.setPen(theme.colour("sub"))
            words = QRectF(x - 60, field.bottom() + 4, 120, metrics.height())
            painter.drawText(words, Qt.AlignmentFlag.AlignCenter, number_text(mark))
        for mark in up:
            y = self.place_of(Dot(across[0], mark, ())).y()
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(QPointF(field.left(), y), QPointF(field.right(), y))
            painter.setPen(theme.colour("sub"))
            words = QRectF(0, y - metrics.height() / 2, field.left() - 6, metrics.height())
            painter.drawText(words, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number_text(mark))
        painter.setFont(theme.sans(SMALL, 600))
        bold = painter.fontMetrics()
        wide = round(field.width())
        above = QRectF(field.left(), theme.px(2), field.width(), metrics.height() + 4)
        painter.drawText(above, Qt.AlignmentFlag.AlignLeft, self._cut(bold, self._names[1], wide))
        below = QRectF(
            field.left(), self.height() - metrics.height() - theme.px(6), field.width(), metrics.height() + 4
        )
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, self._cut(bold, self._names[0], wide))

    @staticmethod
    def _cut(metrics: QFontMetrics, words: str, wide: int) -> str:
        return metrics.elidedText(words, Qt.TextElideMode.ElideRight, wide)

    def _paint_dot(self, painter: QPainter, dot: Dot) -> None:
        theme, middle, radius = self._theme, self.place_of(dot), self._radius(dot)
        painter.setPen(QPen(theme.colour("base"), 2))
        painter.setBrush(theme.colour("place" if self.is_stale else "accent"))
        painter.drawEllipse(middle, radius, radius)
        if len(dot.who) > 1:
            painter.setFont(theme.sans(10, 600))
            painter.setPen(theme.colour("on_accent"))
            room = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, str(len(dot.who)))

    def _paint_focus(self, painter: QPainter) -> None:
        theme, dot = self._theme, self.current
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("accent"), 2))
        if dot is None:
            painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), 6, 6)
            return
        middle, radius = self.place_of(dot), self._radius(dot) + theme.px(4)
        painter.drawEllipse(middle, radius, radius)
        self._paint_label(painter, dot, middle, radius)

    def _paint_label(self, painter: QPainter, dot: Dot, middle: QPointF, radius: float) -> None:
        """Name those at the current dot beside it, on the side where there is room."""
        theme = self._theme
        painter.setFont(theme.sans(SMALL, 600))
        metrics = painter.fontMetrics()
        words = self._cut(metrics, ", ".join(dot.who), theme.px(160))
        wide, high = metrics.horizontalAdvance(words) + 8, metrics.height() + 2
        right = middle.x() + radius + 4
        x = right if right + wide <= self.width() else middle.x() - radius - 4 - wide
        room = QRect(round(x), round(middle.y() - high / 2), wide, high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("base"))
        painter.drawRoundedRect(room, 3, 3)
        painter.setPen(theme.colour("text"))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)

    # ---- keys and mouse ----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Left and Right go from dot to dot, Enter leads to who is there."""
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1}
        key = Qt.Key(event.key())
        if key in steps and self.dots:
            self._current = (self._current + steps[key]) % len(self.dots)
            self._say()
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current is not None:
            self.follow(self.current)
        else:
            super().keyPressEvent(event)

    def follow(self, dot: Dot) -> None:
        """Ask for who is at a dot; not while other figures are on their way."""
        if not self.is_stale:
            self._current = self.dots.index(dot)
            self._say()
            self.update()
            self.followed.emit(dot)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click on a dot leads to who is there."""
        dot = self.dot_at(event.position())
        if dot is not None and event.button() is Qt.MouseButton.LeftButton:
            self.follow(dot)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Show which dots can be clicked."""
        is_over = self.dot_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_over else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        """Name those at the dot under the mouse."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            dot = self.dot_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), plain_tip(self.words(dot)) if dot is not None else "", self)
            return True
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().event(event)
