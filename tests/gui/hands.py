"""Hands for the tests of the whole window: they press keys, answer dialogs, and wait for work to end."""

from __future__ import annotations

import time

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from fop_coder.gui.panels.start.tour import Tour
from fop_coder.model.documents import Document
from fop_coder.store.tables import MAPPED


class Attendant(QObject):
    """Answers every dialog and menu that opens, even those that wait for their answer.

    Args:
        answer: is given the dialog or menu and answers it; by default it is left with Esc.
    """

    def __init__(self, answer=None, every=5):
        super().__init__()
        self.met: list[str] = []
        self._answer = answer or leave
        self._timer = QTimer(self)
        self._timer.setInterval(every)
        self._timer.timeout.connect(self._look)

    def __enter__(self):
        self._timer.start()
        return self

    def __exit__(self, *_):
        self._timer.stop()

    def _look(self):
        shown = open_above()
        if shown is not None:
            self.met.append(f"{type(shown).__name__}: {shown.windowTitle()}")
            self._answer(shown)


def open_above() -> QWidget | None:
    """Return the menu or dialog that has the user's attention, None if none has."""
    return QApplication.activePopupWidget() or QApplication.activeModalWidget()


def leave(shown: QWidget) -> None:
    """Leave a dialog or menu without an answer."""
    if isinstance(shown, QDialog):
        shown.reject()
    elif isinstance(shown, QMenu):
        shown.close()
    else:
        shown.close()


def settle(window, most=20.0) -> None:
    """Wait until nothing works in the background, and what was deleted is gone."""
    until = time.monotonic() + most
    while True:
        QApplication.processEvents()
        if not window.runner.tasks:
            break
        assert time.monotonic() < until, f"still at work: {[t.title for t in window.runner.tasks]}"
        QTest.qWait(5)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


def give_back(window) -> None:
    """Make the window active again after a dialog, as a window manager does (the platform "offscreen" has none)."""
    if QApplication.activeWindow() is None:
        window.activateWindow()
        QTest.qWaitForWindowActive(window)


def put_away(window) -> None:
    """Leave everything that lies over the window."""
    for _ in range(20):
        shown = open_above()
        if shown is None:
            break
        leave(shown)
        QApplication.processEvents()
    if window.palette_shown.isVisible():
        window.palette_shown.leave()
    for tour in window.findChildren(Tour):
        tour.leave()
    settle(window)


def contents(project) -> dict[str, object]:
    """Return what a project holds, apart from its history: by kind, and text and turns by document."""
    found: dict[str, object] = {kind.__name__: frozenset(map(repr, project.store.values(kind))) for kind in MAPPED}
    for document in project.store.values(Document):
        guid = document.guid
        found[f"text of {document.name}"] = project.store.text(guid)
        found[f"turns of {document.name}"] = repr(project.store.turns(guid))
    return found


def press(keys: str, widget: QWidget | None = None) -> None:
    """Press keys as ``"Ctrl+Shift+B"`` where the focus is."""
    *held, last = ["+"] if keys == "+" else keys.replace("++", "+plus").split("+")
    last = "+" if last == "plus" else last
    modifiers = Qt.KeyboardModifier.NoModifier
    for name in held:
        modifiers |= {
            "Ctrl": Qt.KeyboardModifier.ControlModifier,
            "Alt": Qt.KeyboardModifier.AltModifier,
            "Shift": Qt.KeyboardModifier.ShiftModifier,
        }[name]
    target = widget or QApplication.focusWidget() or QApplication.activeWindow()
    assert target is not None, f"{keys}: no window has the focus"
    if len(last) == 1:
        letter = last if Qt.KeyboardModifier.ShiftModifier in modifiers or not held else last.lower()
        QTest.keyClick(target, letter, modifiers)  # type: ignore[call-overload] # the stubs know of numbers alone
    else:
        QTest.keyClick(target, Qt.Key[f"Key_{last}"], modifiers)
    QApplication.processEvents()
