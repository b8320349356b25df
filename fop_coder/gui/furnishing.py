"""What is made once the window can be seen: the store is loaded in a thread, then screen after screen is made."""

from __future__ import annotations

import gc
from threading import Thread
from typing import Protocol

from PySide6.QtCore import QObject, QTimer

LOOK_AFTER = 20
"""ms between two steps, so that what the user does comes first."""

GARBAGE_AFTER = 20_000
"""Objects made before garbage is looked for: a screen of codings alone is thousands."""


class Furnished(Protocol):
    """A window whose screens come one by one."""

    def furnish_next(self) -> bool:
        """Make the next screen; say whether there was one."""
        ...


class Furnishing(QObject):
    """Makes the screens of a window one by one while it can be used."""

    def __init__(self, window: Furnished, parent: QObject) -> None:
        """Begin to load the store; the screens follow."""
        super().__init__(parent)
        self._window = window
        self._loading = Thread(target=_load, name="loading")
        self._loading.start()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_AFTER)
        self._timer.timeout.connect(self._step)
        self._timer.start()

    @property
    def is_done(self) -> bool:
        """Whether all screens are there."""
        return not self._timer.isActive()

    def _step(self) -> None:
        if not self._loading.is_alive() and not self._window.furnish_next():
            self._timer.stop()
            _settle_memory()


def furnish_behind(window: Furnished) -> Furnishing:
    """Load the store behind the start screen, then make the screens that are not there yet."""
    assert isinstance(window, QObject)  # noqa: S101 - a window is
    return Furnishing(window, window)


def _load() -> None:
    """Load the store and what the first screen needs; widgets are made in the main thread alone."""
    import fop_coder.gui.panels.code.panel
    import fop_coder.project.tally_sheet  # noqa: F401 - the screens import them


def _settle_memory() -> None:
    """Leave what was loaded out of later searches for garbage: each would halt the window for 50 ms."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE_AFTER, 20, 50)
    gc.enable()
