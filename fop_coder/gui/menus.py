"""The menu bar, filled from the declared actions, with the field that opens the palette at its right."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QMenuBar, QWidget

from fop_coder.gui.actions import ActionRegistry, ActionSpec, keys_shown
from fop_coder.gui.painting import paint_icon
from fop_coder.gui.theme import SMALL, Theme

MENUS = ("Project", "Edit", "View", "Code", "Respondents", "Analyse", "Window", "Help")


class Menus:
    """The menus of a window."""

    def __init__(self, bar: QMenuBar, actions: ActionRegistry, about_to_show: Callable[[], None]) -> None:
        """Make them empty; ``about_to_show`` is called before one unfolds."""
        self._actions = actions
        self.by_name: dict[str, QMenu] = {}
        for name in MENUS:
            menu = bar.addMenu(bar.tr(name))
            menu.setToolTipsVisible(True)
            menu.aboutToShow.connect(about_to_show)
            self.by_name[name] = menu

    def fill(self, *, more_come: bool = False) -> None:
        """Put all actions in, a line between groups; an empty menu is hidden unless more actions come."""
        for name, menu in self.by_name.items():
            for action in menu.actions():
                menu.removeAction(action)
                if action.isSeparator():
                    action.deleteLater()
            own = sorted(((s, a) for s, a in self._actions if s.menu == name), key=_group)
            for number, (_, group) in enumerate(groupby(own, key=_group)):
                if number:
                    menu.addSeparator()
                self._add(menu, list(group))
            menu.menuAction().setVisible(more_come or bool(own))

    def _add(self, menu: QMenu, group: list[tuple[ActionSpec, QAction]]) -> None:
        for number, (spec, action) in enumerate(group):
            if number and spec.parted:
                menu.addSeparator()
            menu.addAction(action)


def _group(pair: tuple[ActionSpec, QAction]) -> int:
    return pair[0].group


class PaletteButton(QAbstractButton):
    """Looks like a field, opens the palette: those who do not know Ctrl+K find it here."""

    def __init__(self, action: QAction, theme: Theme) -> None:
        """Follow an action's title and keys."""
        super().__init__()
        self._action, self._theme = action, theme
        self.setAccessibleName(action.text())
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Ctrl+K is shorter than any way by Tab
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(action.trigger)
        action.changed.connect(self.update)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for the words and the keys."""
        return QSize(self._theme.px(300), self._theme.px(26))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint a field with a glass, words and keys."""
        theme = self._theme
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("control_edge" if self.underMouse() else "card_edge"), 1))
            painter.setBrush(theme.colour("base"))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 6, 6)
            size = theme.px(15)
            paint_icon(
                painter,
                "ph.magnifying-glass",
                theme.colour("sub"),
                QRect(theme.px(9), (self.height() - size) // 2, size, size),
            )
            room = self.rect().adjusted(theme.px(9) + size + theme.px(7), 0, -theme.px(10), 0)
            keys = keys_shown(self._action.shortcut())
            painter.setFont(theme.sans(SMALL))
            painter.setPen(theme.colour("sub"))
            metrics, words = painter.fontMetrics(), self._action.text()
            both = metrics.horizontalAdvance(words) + theme.px(12) + metrics.horizontalAdvance(keys)
            if both <= room.width():
                painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, keys)
            painter.setPen(theme.colour("place"))
            said = words if metrics.horizontalAdvance(words) <= room.width() else keys
            if metrics.horizontalAdvance(said) <= room.width():
                painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, said)


class Corner(QWidget):
    """Holds the field in the corner of a menu bar; it is as wide as the menus leave it room."""

    def __init__(self, bar: QMenuBar, button: PaletteButton, theme: Theme) -> None:
        """Put it there and follow the bar's size."""
        super().__init__(bar)
        self._bar, self._button = bar, button
        theme.changed.connect(self._fit)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 10, 2)
        row.addWidget(button)
        bar.setCornerWidget(self)
        bar.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Fit the field when the bar is laid out anew."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.FontChange, QEvent.Type.LayoutRequest):
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        shown = [action for action in self._bar.actions() if action.isVisible()]
        menus = max((self._bar.actionGeometry(action).right() for action in shown), default=0)
        room = self._bar.width() - menus - 30
        self._button.setFixedWidth(max(self._button.sizeHint().height(), min(self._button.sizeHint().width(), room)))
