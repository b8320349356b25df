"""The way of Tab through the window: in reading order, whenever and in whatever order its parts were made.

Qt keeps the order in which widgets were made, which is not that of a screen whose parts come and go, and it passes over
what lies before the part that a pane gives its focus to.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QMainWindow,
    QMenuBar,
    QScrollArea,
    QTabBar,
    QTextEdit,
    QWidget,
)

MARGIN = 8
"""px around what has the focus."""

_WHOLE = (QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QTabBar, QTextEdit)
"""Controls whose inner parts are their own affair."""


def step_focus(window: QMainWindow, *, forward: bool) -> bool:
    """Put the focus on the next or previous control; say whether there is one."""
    order, now = list(reading_order(window)), QApplication.focusWidget()
    if not order:
        return False
    inside = [n for n, w in enumerate(order) if now is not None and (w is now or w.isAncestorOf(now))]
    here = inside[-1] if inside else -1 if forward else 0
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    order[(here + (1 if forward else -1)) % len(order)].setFocus(reason)
    return True


def reading_order(root: QWidget) -> Iterator[QWidget]:
    """Yield the controls that Tab goes to, as they stand: row by row, pane by pane; what lies above them last."""
    if not root.isVisible() or not root.isEnabled():
        return
    if _takes_tab(root):
        yield root
    if not isinstance(root, _WHOLE):
        for part in _parts(root):
            yield from reading_order(part)


def _takes_tab(widget: QWidget) -> bool:
    """Say whether Tab stops here; of buttons of which one is chosen, at that one: the arrow keys go to the others."""
    if isinstance(widget, QAbstractButton):
        group, around = widget.group(), widget.parentWidget()
        others: list[QAbstractButton] = []
        if group is not None and group.exclusive():
            others = list(group.buttons())
        elif widget.autoExclusive() and around is not None:
            others = [b for b in around.findChildren(QAbstractButton) if b.autoExclusive()]
        if any(b.isChecked() for b in others):
            return widget.isChecked()
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None


def _parts(around: QWidget) -> list[QWidget]:
    """Return the widgets directly inside another one in reading order."""
    if isinstance(around, QMainWindow):
        whole = [w for w in (around.centralWidget(), around.statusBar()) if w is not None]
        others = [w for w in _children(around) if w not in whole and w is not around.menuWidget()]
        return [*whole, *others]  # Alt and the arrow keys go to the menus
    if isinstance(around, QScrollArea):
        inside = around.widget()
        return [inside] if inside is not None else []
    return [w for row in _rows(_children(around)) for w in row]


def _children(around: QWidget) -> list[QWidget]:
    return [w for w in around.children() if isinstance(w, QWidget) and not w.isWindow() and w.isVisible()]


def _rows(widgets: list[QWidget]) -> list[list[QWidget]]:
    """Part widgets into rows: what lies beside the first of a row belongs to it."""
    rows: list[list[QWidget]] = []
    for widget in sorted(widgets, key=lambda w: (w.y(), w.x())):
        if rows and _is_beside(rows[-1][0], widget):
            rows[-1].append(widget)
        else:
            rows.append([widget])
    return [sorted(row, key=lambda w: (w.x(), w.y())) for row in rows]


def _is_beside(one: QWidget, other: QWidget) -> bool:
    shared = min(one.y() + one.height(), other.y() + other.height()) - max(one.y(), other.y())
    return shared * 2 > min(one.height(), other.height())


def bring_into_sight(_before: QWidget | None, now: QWidget | None) -> None:
    """Scroll to what has the focus now; Qt does so only where the focus was inside the same area before."""
    around = now.parentWidget() if now is not None else None
    while now is not None and around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(now, MARGIN, MARGIN)
        around = around.parentWidget()


class LettersStayInMenus(QObject):
    """While the menu bar has the focus, letters choose a menu: Qt would take them for the keys of every screen."""

    def __init__(self, bar: QMenuBar) -> None:
        """Belong to the menu bar and listen to it."""
        super().__init__(bar)
        bar.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keep keys without Ctrl or Alt from being shortcuts."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride and not _is_held(event):
            event.accept()
            return True
        return super().eventFilter(watched, event)


def _is_held(event: QKeyEvent) -> bool:
    """Say whether Ctrl or Alt is held."""
    return bool(event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier)
