"""The rail at the left: one button for each screen, its name always whole, the shown one plainly marked."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from fop_coder.gui.painting import paint_icon
from fop_coder.gui.theme import SMALL, Theme

WIDTH, HEIGHT, ICON = 82, 54, 21
"""Of a button, in px at 100 %."""


class RailButton(QToolButton):
    """Icon above name. Where the window is too low for both, the name alone."""

    def __init__(self, title: str, icon: str, theme: Theme, *, checkable: bool = True) -> None:
        """Take a screen's title and its Phosphor icon."""
        super().__init__()
        self._icon, self._theme = icon, theme
        self.setText(title)
        self.setAccessibleName(title)
        self.setCheckable(checkable)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def _words_height(self) -> int:
        return QFontMetrics(self._theme.sans(SMALL, 600)).height()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for icon and name; the name decides how wide."""
        wide = QFontMetrics(self._theme.sans(SMALL, 600)).horizontalAdvance(self.text()) + 12
        return QSize(max(self._theme.px(WIDTH) - 8, wide), max(self._theme.px(HEIGHT), self._words_height() + 20))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for the name."""
        return QSize(self.sizeHint().width(), max(24, self._words_height() + 4))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint ground, bar, icon and name."""
        theme = self._theme
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_ground(painter)
            marked = self.isChecked()
            painter.setPen(theme.colour("text" if marked else "sub"))
            painter.setFont(theme.sans(SMALL, 600 if marked else 400))
            size, line = theme.px(ICON), self._words_height()
            has_room = self.height() >= size + line + 6
            top = (self.height() - (size + 3 + line if has_room else line)) // 2
            if has_room:
                place = QRect((self.width() - size) // 2, top, size, size)
                paint_icon(painter, self._icon, theme.colour("text" if marked else "sub"), place)
                top += size + 3
            painter.drawText(QRect(0, top, self.width(), line), Qt.AlignmentFlag.AlignCenter, self.text())

    def _paint_ground(self, painter: QPainter) -> None:
        theme, ground = self._theme, ""
        if self.isChecked() or self.isDown():
            ground = "sel"
        elif self.underMouse():
            ground = "hover"
        painter.setPen(Qt.PenStyle.NoPen)
        if ground:
            painter.setBrush(theme.colour(ground))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 8, 8)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 8, 8)


class Rail(QWidget):
    """The screens of a project, and the settings at the foot.

    Signals:
        chosen: name of a screen.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        """Begin without screens."""
        super().__init__()
        self._theme = theme
        self.buttons: dict[str, RailButton] = {}
        self.setProperty("rail", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Screens"))
        self._group = QButtonGroup(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(4, 8, 4, 8)
        self._column.setSpacing(2)
        self._column.addStretch(1)
        theme.changed.connect(self.dress)

    def add(self, name: str, title: str, icon: str) -> int:
        """Add a screen below the others; return its number, from 1."""
        button = RailButton(title, icon, self._theme)
        button.setObjectName(f"rail.{name}")
        button.clicked.connect(self._chosen)
        self._group.addButton(button)
        self.buttons[name] = button
        self._column.insertWidget(len(self.buttons) - 1, button)
        self.dress()
        return len(self.buttons)

    def add_foot(self, action: QAction, title: str, icon: str) -> None:
        """Add an action at the foot."""
        button = RailButton(title, icon, self._theme, checkable=False)
        button.clicked.connect(action.trigger)
        self._column.addWidget(button)

    def show_chosen(self, name: str) -> None:
        """Mark a screen; none where the rail does not have it."""
        if name in self.buttons:
            self.buttons[name].setChecked(True)
            self.update()

    def _chosen(self) -> None:
        self.chosen.emit(next(name for name, button in self.buttons.items() if button is self.sender()))

    def dress(self) -> None:
        """Fit the width to the longest name."""
        for button in self.findChildren(RailButton):
            button.updateGeometry()
        wide = max((b.sizeHint().width() for b in self.findChildren(RailButton)), default=0)
        self.setFixedWidth(max(self._theme.px(WIDTH), wide + 8))
        self.update()

    def event(self, event: QEvent) -> bool:
        """Repaint the bar when buttons move."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint a bar at the edge beside the shown screen, so that colour alone does not tell it."""
        super().paintEvent(event)
        shown = self._group.checkedButton()
        if shown is None or not shown.isVisible():
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("accent"))
            place = shown.geometry()
            painter.drawRoundedRect(QRect(-3, place.top() + 2, 6, place.height() - 4), 3, 3)
