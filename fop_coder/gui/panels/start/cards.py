"""What is painted on the start screen: the buttons that begin something, the mark, and the sample's figures."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QAction, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from fop_coder.gui.actions import keys_shown
from fop_coder.gui.painting import paint_badge, paint_bar, paint_icon
from fop_coder.gui.theme import BODY, SMALL, Theme
from fop_coder.shipped import SAMPLE_FIGURES as FIGURES

MARK_STRIPES = ((1, 1.0), (2, 0.62), (3, 0.82))
"""The program's mark: three code colours, as long as these shares."""


class ActionCard(QAbstractButton):
    """A large button for an action: icon, title, what it does, and its keys."""

    def __init__(self, action: QAction, icon: str, theme: Theme, *, main: bool = False) -> None:
        """Show an action; pressing the card triggers it."""
        super().__init__()
        self._action, self._icon, self._theme, self._is_main = action, icon, theme, main
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        theme.changed.connect(self._dress)
        self._follow()

    def _follow(self) -> None:
        self.setText(self._action.text())
        self.setEnabled(self._action.isEnabled())
        self.setAccessibleName(self._action.text())
        keys = keys_shown(self._action.shortcut())
        self.setAccessibleDescription(" ".join(part for part in (self._action.toolTip(), keys) if part))
        self.update()

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for two lines."""
        return QSize(self._theme.px(370), self._theme.px(56))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the least room in which the title fits."""
        return QSize(self._theme.px(230), self._theme.px(56))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint ground, icon, two lines and the keys."""
        theme = self._theme
        ink = theme.colour("on_accent" if self._is_main else "text")
        quiet = ink if self._is_main else theme.colour("sub")
        if not self.isEnabled():
            ink = quiet = theme.colour("disabled")
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_ground(painter)
            size, edge = theme.px(20), theme.px(16)
            paint_icon(painter, self._icon, ink, QRect(edge, (self.height() - size) // 2, size, size))
            left = edge + size + theme.px(16)
            right = self.width() - edge
            keys = self._keys_width()
            if left + self._words_width() + theme.px(8) + keys <= right:  # keys go before words are cut
                self._paint_keys(painter, edge)
                right -= keys + theme.px(8)
            room = QRect(left, theme.px(8), max(10, right - left), self.height() - theme.px(16))
            for font, colour, text, side in (
                (theme.sans(BODY, 600), ink, self.text(), Qt.AlignmentFlag.AlignTop),
                (theme.sans(SMALL), quiet, self._action.toolTip(), Qt.AlignmentFlag.AlignBottom),
            ):
                painter.setFont(font)
                painter.setPen(colour)
                shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
                painter.drawText(room, side | Qt.AlignmentFlag.AlignLeft, shown)

    def _paint_ground(self, painter: QPainter) -> None:
        theme = self._theme
        ground, edge = ("accent", "accent") if self._is_main else ("base", "card_edge")
        if (self.underMouse() or self.isDown()) and not self._is_main and self.isEnabled():
            ground = "sel" if self.isDown() else "hover"
        painter.setBrush(theme.colour(ground))
        painter.setPen(QPen(theme.colour(edge), 1))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 10, 10)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("control_edge" if self._is_main else "accent"), 2))
            painter.drawRoundedRect(self.rect().adjusted(2, 2, -3, -3), 9, 9)

    def _words_width(self) -> int:
        """Return how wide the longer line is."""
        title = QFontMetrics(self._theme.sans(BODY, 600)).horizontalAdvance(self.text())
        return max(title, QFontMetrics(self._theme.sans(SMALL)).horizontalAdvance(self._action.toolTip()))

    def _keys(self) -> str:
        return keys_shown(self._action.shortcut()).replace("+", " ")

    def _keys_width(self) -> int:
        """Return how wide the frame around the keys is, 0 where there are none."""
        metrics = QFontMetrics(self._theme.sans(SMALL - 1))
        return metrics.horizontalAdvance(self._keys()) + self._theme.px(10) if self._keys() else 0

    def _paint_keys(self, painter: QPainter, edge: int) -> None:
        """Paint the shortcut at the right end."""
        theme, width = self._theme, self._keys_width()
        if not width:
            return
        height = theme.px(18)
        frame = QRect(self.width() - edge - width, (self.height() - height) // 2, width, height)
        colour = theme.colour("on_accent" if self._is_main else "sub")
        painter.setFont(theme.sans(SMALL - 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour if self._is_main else theme.colour("card_edge"), 1))
        painter.drawRoundedRect(frame, 4, 4)
        painter.setPen(colour)
        painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, self._keys())


class Mark(QWidget):
    """The program's mark: three stripes in code colours."""

    def __init__(self, theme: Theme) -> None:
        """Paint in the theme's colours."""
        super().__init__()
        self._theme = theme
        theme.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self.setFixedSize(self._theme.px(30), self._theme.px(34))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the stripes."""
        step, wide = self._theme.px(11), self._theme.px(7)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            for number, (colour, share) in enumerate(MARK_STRIPES):
                painter.setBrush(self._theme.code(colour).mark)
                painter.drawRoundedRect(number * step, 0, wide, round(self.height() * share), 3, 3)


class SampleFigures(QWidget):
    """The tally of the sample project, small: key, name, bar, n of N."""

    def __init__(self, theme: Theme) -> None:
        """Take the figures that come with the program."""
        super().__init__()
        self._theme = theme
        self.setAccessibleName(self.tr("Tally of the sample project"))
        self.setAccessibleDescription(", ".join(f"{name} {n} of {of}" for name, _, n, of in FIGURES))
        theme.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self.setMinimumSize(self._theme.px(250), self._theme.px(21) * len(FIGURES))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint a line for each code."""
        theme = self._theme
        line, badge = theme.px(21), theme.px(16)
        names, figures = theme.px(84), theme.px(46)
        with QPainter(self) as painter:
            for number, (name, colour, n, of) in enumerate(FIGURES):
                top = number * line + (self.height() - line * len(FIGURES)) // 2
                middle = top + (line - badge) // 2
                shades = theme.code(colour)
                key = QRect(0, middle, badge, badge)
                paint_badge(painter, key, str(colour), shades, theme.sans(SMALL - 1.5, 700))
                painter.setFont(theme.sans(SMALL))
                painter.setPen(theme.colour("text"))
                left = badge + theme.px(8)
                painter.drawText(QRect(left, top, names, line), Qt.AlignmentFlag.AlignVCenter, name)
                wide = max(theme.px(40), self.width() - left - names - figures)
                bar = QRect(left + names, top + (line - theme.px(10)) // 2, wide, theme.px(10))
                paint_bar(painter, bar, n / of, shades.mark, theme.colour("bar"))
                self._paint_figure(painter, QRect(self.width() - figures, top, figures, line), n, of)

    def _paint_figure(self, painter: QPainter, rect: QRect, n: int, of: int) -> None:
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self._theme.sans(SMALL))
        painter.setPen(self._theme.colour("sub"))
        painter.drawText(rect, right, f"/{of}")
        rest = painter.fontMetrics().horizontalAdvance(f"/{of}")
        painter.setFont(self._theme.sans(SMALL, 650))
        painter.setPen(self._theme.colour("text"))
        painter.drawText(rect.adjusted(0, 0, -rest, 0), right, str(n))
