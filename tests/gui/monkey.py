"""A monkey at the window: it does anything that a user can do, in an order that nobody would think of."""

from __future__ import annotations

import os
import random
from collections import deque
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QWidget

from fop_coder.gui.theme import Appearance
from tests.gui.hands import leave, open_above, press

LEADS_AWAY = frozenset(
    {"window.quit", "project.close", "project.open", "project.new", "project.sample", "project.restore"}
)
"""Actions after which nothing is left to undo: they have tests of their own."""

DRESSING = frozenset({"view.light", "view.dark", "view.system", "view.larger", "view.smaller", "view.usual"})
"""Actions that dress the whole window anew, which takes as long as fifty other steps: seldom done."""

KEYS = (
    *'1234567890abcdefghijlmnrstxyz/?"#@ .',
    *("Up", "Down", "Left", "Right", "PageUp", "PageDown", "Home", "End", "Tab", "Backtab", "Return", "Escape"),
    *("Delete", "Backspace", "Space", "F2", "F6", "Menu"),
    *(f"Ctrl+{key}" for key in "ABCDEFKVXYZ123456"),
    *(f"Ctrl+{key}" for key in ("Up", "Down", "Home", "End", "Return")),
    *(f"Alt+{key}" for key in ("1", "2", "3", "4", "5", "Up", "Down", "Left", "PageDown", "A", "F", "O")),
    *(f"Shift+{key}" for key in ("Up", "Down", "Left", "Right", "Home", "End", "Tab", "F6")),
    *(f"Alt+Shift+{key}" for key in ("Up", "Down", "Left", "Right")),
    *(f"Ctrl+Shift+{key}" for key in ("B", "Left", "Right", "End")),
)
WORDS = (
    "plan",
    "HF0",
    "a",
    "<b>x</b>",
    "\u05d0\u05d1",
    "e\u0301",
    "\U0001f642",
    "=1+1",
    "  ",
    "RBKC",
    "Trust & debt",
    "'",
)
SIZES = ((1100, 700), (1440, 900), (1280, 720), (1920, 1080))


class Monkey:
    """Acts on a window, by chance but always the same for the same seed.

    Args:
        log: a file to which each step is written before it is done, to find what ended the process.
    """

    def __init__(self, window, seed, log=None):
        self.window, self.chance = window, random.Random(seed)
        self.step = 0
        self.done: deque[str] = deque(maxlen=25)
        self._log = log
        self._seen: tuple[int, int, int] = (0, 0, 0)
        for spec, action in window.actions_known:
            if spec.id in LEADS_AWAY:
                action.triggered.disconnect()
        self._ways = (
            (self._press, 160),
            (self._click, 100),
            (self._act, 60),
            (self._write, 20),
            (self._change_screen, 20),
            (self._undo, 20),
            (self._pull, 12),
            (self._turn_wheel, 8),
            (self._wait, 6),
            (self._change_looks, 1),
        )

    def act(self):
        """Do one thing."""
        self.step += 1
        above = open_above()
        if above is not None and (isinstance(above, QPrintDialog | QFileDialog) or self.chance.random() < 0.15):
            self._note(f"leave {type(above).__name__} {above.windowTitle()}")
            leave(above)
        elif above is not None:
            self.chance.choice((self._press, self._press, self._click, self._push, self._write))()
        else:
            ways, weights = zip(*self._ways, strict=True)
            self.chance.choices(ways, weights)[0]()
        QApplication.processEvents()
        if QApplication.activeWindow() is None and open_above() is None:
            self.window.activateWindow()
            QApplication.processEvents()

    def answer(self, shown):
        """Answer what stops a step in its middle, for an ``Attendant``; everything else is a step of its own."""
        same = (self.step, id(shown))
        count = self._seen[2] + 1 if self._seen[:2] == same else 0
        self._seen = (*same, count)
        if count < 3:
            return
        buttons = _buttons(shown)
        if buttons and self.chance.random() < 0.7 and not isinstance(shown, QPrintDialog | QFileDialog):
            chosen = self.chance.choice(buttons)
            self._note(f"answer {chosen.text()}")
            chosen.click()
        else:
            self._note(f"leave {type(shown).__name__} in the middle")
            leave(shown)

    def _note(self, what):
        self.done.append(what)
        if self._log is not None:
            self._log.write(f"{self.step} {what}\n")
            self._log.flush()

    # ---- ways --------------------------------------------------------------------------------------------------------

    def _press(self):
        keys = self.chance.choice(KEYS)
        target = QApplication.activePopupWidget() or QApplication.focusWidget() or self.window
        for _ in range(self.chance.choice((1, 1, 1, 2, 5))):
            if _is_there(target):
                self._note(f"press {keys} in {_name(target)}")
                press(keys, target)

    def _write(self):
        words = self.chance.choice(WORDS)
        target = QApplication.focusWidget() or self.window
        self._note(f"write {words!r} in {_name(target)}")
        for letter in words:
            if _is_there(target):
                QTest.sendKeyEvent(
                    QTest.KeyAction.Click, target, Qt.Key.Key_unknown, letter, Qt.KeyboardModifier.NoModifier
                )

    def _click(self):
        target, place = self._somewhere()
        button = self.chance.choices((Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton), (9, 1))[0]
        held = self.chance.choices(
            (
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.ShiftModifier,
                Qt.KeyboardModifier.ControlModifier,
            ),
            (8, 1, 1),
        )[0]
        twice = self.chance.random() < 0.15
        self._note(f"{'double ' if twice else ''}click {button.name} {_name(target)} at {place.x()}, {place.y()}")
        QTest.mouseMove(target, place)
        (QTest.mouseDClick if twice else QTest.mouseClick)(target, button, held, place)

    def _push(self):
        buttons = _buttons(open_above() or self.window)
        if buttons:
            chosen = self.chance.choice(buttons)
            self._note(f"push {chosen.text() or chosen.accessibleName()}")
            chosen.click()

    def _pull(self):
        view = self.window.panel_named("code").transcript.viewport()
        if not view.isVisible():
            return
        ends = [QPoint(self.chance.randrange(view.width()), self.chance.randrange(view.height())) for _ in range(2)]
        self._note(f"pull from {ends[0].toTuple()} to {ends[1].toTuple()}")
        QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=ends[0])
        QTest.mouseMove(view, ends[1])
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=ends[1])

    def _act(self):
        able: list[QAction] = [
            a for s, a in self.window.actions_known if a.isEnabled() and s.id not in LEADS_AWAY | DRESSING
        ]
        chosen = self.chance.choice(able)
        self._note(f"do {chosen.objectName()}")
        chosen.trigger()

    def _change_screen(self):
        screens = ["code", "code", "code", "respondents", "tallies", "matrix", "agreement", "find", "export", "history"]
        name = self.chance.choice(screens)
        self._note(f"show {name}")
        self.window.show_panel(name)

    def _undo(self):
        name = self.chance.choice(("edit.undo", "edit.undo", "edit.redo"))
        for _ in range(self.chance.choice((1, 2, 10))):
            self._note(name)
            self.window.actions_known.action(name).trigger()

    def _turn_wheel(self):
        bar = self.window.panel_named("code").transcript.verticalScrollBar()
        bar.setValue(self.chance.randrange(bar.maximum() + 1))
        self._note(f"scroll to {bar.value()}")

    def _change_looks(self):
        size, scale = self.chance.choice(SIZES), self.chance.choice((0.8, 1.0, 1.5, 2.0))
        look = self.chance.choice((Appearance.LIGHT, Appearance.DARK))
        self._note(f"look {size} {scale} {look}")
        self.window.resize(*size)
        if self.chance.random() < 0.5:
            self.window.theme.apply(look, scale)

    def _wait(self):
        self._note("wait")
        QTest.qWait(self.chance.choice((20, 60, 200)))

    def _somewhere(self) -> tuple[QWidget, QPoint]:
        whole = open_above() or self.window
        place = QPoint(self.chance.randrange(max(1, whole.width())), self.chance.randrange(max(1, whole.height())))
        target = whole.childAt(place) or whole
        return target, target.mapFrom(whole, place)


def _buttons(shown: QWidget) -> list[QAbstractButton]:
    return [b for b in shown.findChildren(QAbstractButton) if b.isVisible() and b.isEnabled()]


def _is_there(target: QWidget) -> bool:
    import shiboken6

    return bool(shiboken6.isValid(target)) and target.isVisible()


def _name(target: QWidget) -> str:
    return f"{type(target).__name__} {target.accessibleName() or target.objectName()}".strip()


def steps(usual: int) -> int:
    """Return how many steps a monkey takes: as said by MONKEY_STEPS, for longer runs."""
    return int(os.environ.get("MONKEY_STEPS", usual))


def log_file(folder: Path, seed: int):
    """Return the file that tells what a monkey did, kept where MONKEY_LOGS says."""
    return (Path(os.environ.get("MONKEY_LOGS", folder)) / f"monkey{seed}.log").open("w", encoding="utf-8")
