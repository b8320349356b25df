"""Starting the window."""

from __future__ import annotations

import gc
import signal
import socket
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication

from fop_coder.gui.furnishing import furnish_behind
from fop_coder.gui.main_window import MainWindow
from fop_coder.gui.panel import Panel
from fop_coder.gui.panels.start.panel import StartPanel
from fop_coder.gui.preferences import Preferences
from fop_coder.gui.screens import SCREENS, Screen
from fop_coder.gui.theme import Appearance, Theme


def all_panels() -> list[type[Panel]]:
    """Return the screens in the order of the rail, the start screen first."""
    return [StartPanel, *(screen.load() for screen in SCREENS)]


def window_panels() -> tuple[list[type[Panel]], Sequence[Screen]]:
    """Return what a window makes at once, and what it makes when it is needed."""
    return [StartPanel], SCREENS


def make_application(arguments: Sequence[str]) -> QApplication:
    """Return the application, made once."""
    present = QApplication.instance()
    application = present if isinstance(present, QApplication) else QApplication(list(arguments))
    application.setApplicationName("FOP Coder")
    application.setOrganizationName("FOP Coder")
    return application


def make_window(application: QApplication, preferences: Preferences) -> MainWindow:
    """Return the window, dressed as the user left it; the screens of a project come when they are needed."""
    theme = Theme(application)
    chosen = preferences.text("appearance", Appearance.SYSTEM)
    appearance = Appearance(chosen) if chosen in list(Appearance) else Appearance.SYSTEM
    letters = preferences.plain("system_letters", False) is True
    theme.apply(appearance, preferences.number("text_scale", 1.0), system_letters=letters)
    return MainWindow(theme, preferences, *window_panels())


@contextmanager
def closing_when_interrupted(application: QApplication) -> Iterator[None]:
    """Let Ctrl+C in the terminal close all windows meanwhile, so that nothing half-typed is lost.

    While Qt waits, Python runs no handler; the signal's number, written into a socket, wakes Qt instead.
    """
    told, heard = socket.socketpair()
    with told, heard:
        for end in (told, heard):
            end.setblocking(False)
        notifier = QSocketNotifier(heard.fileno(), QSocketNotifier.Type.Read, application)
        notifier.activated.connect(partial(_close_all, heard))
        before = signal.signal(signal.SIGINT, lambda _number, _frame: None)
        signal.set_wakeup_fd(told.fileno(), warn_on_full_buffer=False)
        try:
            yield
        finally:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGINT, before)
            notifier.setEnabled(False)


def _close_all(heard: socket.socket, *_: object) -> None:
    heard.recv(64)
    QApplication.closeAllWindows()


def run(project: Path | None = None) -> int:
    """Open the window, on a project if one is given; return the exit code."""
    application = make_application(sys.argv[:1])
    with closing_when_interrupted(application):
        window = show_window(application, Preferences(), project)
        furnish_behind(window)
        return application.exec()


def show_window(application: QApplication, preferences: Preferences, project: Path | None = None) -> MainWindow:
    """Show the window, on a project if one is given. Garbage is not looked for until ``furnish_behind`` is done."""
    gc.disable()
    window = make_window(application, preferences)
    window.show()
    if project is not None:
        window.open_project(project)
    return window
