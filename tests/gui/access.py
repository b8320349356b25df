"""What somebody who uses no mouse, or sees badly, meets in a window or dialog: names, the way of Tab, rings, sizes."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QAbstractListModel, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QButtonGroup,
    QComboBox,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QMenuBar,
    QPlainTextEdit,
    QScrollBar,
    QTabBar,
    QTextEdit,
    QWidget,
)

INTERACTIVE = (
    QAbstractButton,
    QLineEdit,
    QComboBox,
    QAbstractItemView,
    QTextEdit,
    QPlainTextEdit,
    QAbstractSpinBox,
    QKeySequenceEdit,
    QAbstractSlider,
    QTabBar,
)
LEAST = 24
"""px that a thing to be hit is wide and high at least (WCAG 2.2, 2.5.8)."""

RING = 40
"""Pixels that focus changes at least; a blinking caret alone changes fewer."""

MOST_STEPS = 300


def controls(top: QWidget) -> list[QWidget]:
    """Return what can be used in a window or dialog now, without the inner parts of Qt's own controls."""
    return [
        w
        for w in top.findChildren(QWidget)
        if isinstance(w, INTERACTIVE) and w.isVisible() and w.isEnabled() and w.window() is top and not _is_inner(w)
    ]


def _is_inner(widget: QWidget) -> bool:
    if isinstance(widget, QScrollBar | QHeaderView):
        return True
    around = widget.parentWidget()
    while around is not None and not around.isWindow():
        if isinstance(around, QAbstractSpinBox | QComboBox | QLineEdit | QKeySequenceEdit | QTabBar | QHeaderView):
            return True
        if isinstance(around, QMenuBar):  # Alt and arrows, or the action's own keys, come here
            return True
        around = around.parentWidget()
    # the frozen columns of a table follow the table that is used, and a table's corner does nothing
    return widget.objectName() in ("frozen columns", "qt_tableview_cornerbutton")


def name_of(widget: QWidget) -> str:
    """Return what a screen reader says."""
    if isinstance(widget, QComboBox):  # Qt says what is chosen, which is no name
        labels = widget.window().findChildren(QLabel)
        buddy = next((label.text() for label in labels if label.buddy() is widget), "")
        return (widget.accessibleName() or buddy).strip()
    spoken = QAccessible.queryAccessibleInterface(widget)
    return spoken.text(QAccessible.Text.Name).strip() if spoken is not None else ""


def tell(widget: QWidget) -> str:
    """Say which widget is meant, for the message of a test."""
    path, around = [type(widget).__name__], widget.parentWidget()
    while around is not None and not around.isWindow():
        if not type(around).__name__.startswith("Q"):
            path.append(type(around).__name__)
        around = around.parentWidget()
    return f"{name_of(widget) or widget.objectName() or '?'} ({' < '.join(path)})"


def _press_until_left(here: QWidget, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key once; in a form whose rows Tab goes through, as often as there are rows."""
    rows = 1
    if isinstance(here, QAbstractItemView) and here.property("tab goes through rows"):
        rows = here.model().rowCount()
    for _ in range(rows):
        QTest.keyClick(here, key, held)
        QApplication.processEvents()
        if QApplication.focusWidget() is not here:
            return


@dataclass
class Way:
    """What Tab went through; ``rings``: whether each control is looked at, which needs nothing lying above it."""

    top: QWidget
    rings: bool = True
    passed: list[QWidget] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def walk(self) -> None:
        """Press Tab until the first control has the focus again, and look at each on the way."""
        start = QApplication.focusWidget()
        if start is None:
            self.faults.append("nothing has the focus to begin with")
            return
        here = start
        for _ in range(MOST_STEPS):
            self.passed.append(here)
            if here.visibleRegion().isEmpty():
                self.faults.append(f"{tell(here)} has the focus out of sight")
            with_focus = _picture(here)
            place = _place(here)
            _press_until_left(here, Qt.Key.Key_Tab)
            there = QApplication.focusWidget()
            if there is here or there is None:
                self.faults.append(f"Tab does not leave {tell(here)}")
                return
            if (
                self.rings
                and here.isVisible()
                and place == _place(here)
                and _differing(with_focus, _picture(here)) < RING
            ):
                self.faults.append(f"{tell(here)} shows no focus")
            if there is start:
                return
            if there in self.passed:
                self.faults.append(f"Tab goes from {tell(here)} back to {tell(there)}, a trap")
                return
            here = there
        self.faults.append(f"Tab never comes back to {tell(start)}")

    def walk_back(self) -> None:
        """Press Shift+Tab once around: the same controls the other way."""
        for wanted in reversed(self.passed):
            here = QApplication.focusWidget()
            if here is None:
                self.faults.append(f"nothing has the focus before {tell(wanted)}")
                return
            _press_until_left(here, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
            found = QApplication.focusWidget()
            if found is None:
                self.faults.append(f"Shift+Tab loses the focus before {tell(wanted)}")
                return
            if found is not wanted:
                self.faults.append(f"Shift+Tab goes to {tell(found)} instead of {tell(wanted)}")
                return


def _place(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


def _picture(widget: QWidget) -> QImage:
    return widget.window().grab(_place(widget).adjusted(-4, -4, 4, 4)).toImage()


def _differing(one: QImage, other: QImage) -> int:
    if one == other:
        return 0
    width, height = min(one.width(), other.width()), min(one.height(), other.height())
    return int((_pixels(one)[:height, :width] != _pixels(other)[:height, :width]).sum())


def _pixels(image: QImage) -> np.ndarray:
    """Return the colours of an image as numbers, row by row."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(plain.constBits(), np.uint32).reshape(plain.height(), -1)[:, : plain.width()].copy()


def unreachable(top: QWidget, passed: list[QWidget]) -> list[str]:
    """Return the controls that Tab does not come to."""
    missed = []
    for widget in controls(top):
        if any(w is widget or widget.isAncestorOf(w) for w in passed):
            continue
        if widget.focusProxy() in passed or _is_reached_by_arrows(widget, passed):
            continue
        missed.append(tell(widget))
    return missed


def _is_reached_by_arrows(widget: QWidget, passed: list[QWidget]) -> bool:
    """Say whether a button belongs to a group of which Tab goes to the chosen one."""
    if not isinstance(widget, QAbstractButton):
        return False
    group: QButtonGroup | None = widget.group()
    if group:
        return any(b in passed for b in group.buttons())
    around = widget.parentWidget()
    return widget.autoExclusive() and around is not None and any(b in passed for b in around.findChildren(type(widget)))


def without_name(top: QWidget) -> list[str]:
    """Return the controls that a screen reader cannot name."""
    return [tell(w) for w in controls(top) if not name_of(w)]


def too_small(top: QWidget) -> list[str]:
    """Return the controls that are hard to hit."""
    return [f"{tell(w)} is {w.width()}×{w.height()}" for w in controls(top) if min(w.width(), w.height()) < LEAST]


def read_as_markup(top: QWidget, mark: str) -> list[str]:
    """Return where a mark such as ``<b>`` in names from files would be taken for HTML: labels of which Qt guesses the
    format, and tooltips, of which it always does.
    """
    found = []
    for widget in [top, *top.findChildren(QWidget)]:
        if isinstance(widget, QLabel) and mark in widget.text() and widget.textFormat() != Qt.TextFormat.PlainText:
            found.append(f"text of {tell(widget)}: {widget.text()}")
        if mark in widget.toolTip():
            found.append(f"tooltip of {tell(widget)}: {widget.toolTip()}")
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            found += _tips_of_model(widget, mark)
    return found


def _tips_of_model(view: QAbstractItemView, mark: str) -> list[str]:
    model, found = view.model(), []
    for row in range(min(model.rowCount(), 60)):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount()):
            tip = str(model.index(row, column).data(Qt.ItemDataRole.ToolTipRole) or "")
            if mark in tip:
                found.append(f"tooltip in {tell(view)}, row {row}, column {column}: {tip}")
    return found
