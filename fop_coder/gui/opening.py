"""Opening a project from the window, and on which screen each project was left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from fop_coder.gui import dialogs
from fop_coder.gui.desk import Desk
from fop_coder.gui.preferences import Preferences
from fop_coder.model.errors import FopCoderError, ProjectLocked

_SCREENS = "window/screens"
KEPT = 50
"""So many projects' screens are remembered."""


def open_on_desk(window: QWidget, desk: Desk, path: Path, show_error: Callable[[Exception], None]) -> bool:
    """Open a project; where somebody else has it open, offer to open it for reading. Say whether it is open."""
    try:
        desk.open(path)
    except ProjectLocked as error:
        return _asked(window, path, error) and _open_for_reading(desk, path, show_error)
    except FopCoderError as error:
        show_error(error)
        return False
    return True


def _asked(window: QWidget, path: Path, error: ProjectLocked) -> bool:
    heading = window.tr("{0} is open elsewhere.").format(path.name)
    told = "\n".join(part for part in (f"{error.what}.", f"{error.do}." if error.do else "", error.where) if part)
    read, leave = window.tr("Open for reading only"), window.tr("Leave it")
    return dialogs.ask(window, window.tr("Open elsewhere"), f"{heading}\n\n{told}", read, leave)


def _open_for_reading(desk: Desk, path: Path, show_error: Callable[[Exception], None]) -> bool:
    try:
        desk.open(path, read_only=True)
    except FopCoderError as error:
        show_error(error)
        return False
    return True


def screen_left(preferences: Preferences, path: Path | None) -> str:
    """Return the screen on which a project was left, '' where that is not known."""
    return str(preferences.plain(_SCREENS, {}).get(str(path), ""))


def keep_screen(preferences: Preferences, path: Path | None, screen: str) -> None:
    """Remember at once on which screen a project is: the program may be killed."""
    kept = preferences.plain(_SCREENS, {})
    if kept.get(str(path)) != screen:
        kept.pop(str(path), None)
        preferences.set_plain(_SCREENS, dict([*kept.items(), (str(path), screen)][-KEPT:]))
