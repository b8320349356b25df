"""Pictures of the window, taken without a display: for the guide, and for whoever tries the program on a bare machine.

Each ``Scene`` brings the window to something worth seeing in a project (the sample fits best) and says which widget
shows it. Nothing of the machine gets into a picture: preferences are the pictures' own, and the caret does not blink.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QSettings
from PySide6.QtGui import QColor, QGuiApplication, QImage, QImageWriter
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from fop_coder.gui.app import all_panels, make_application
from fop_coder.gui.main_window import MainWindow
from fop_coder.gui.panel import Place
from fop_coder.gui.preferences import Preferences
from fop_coder.gui.theme import Appearance, Theme
from fop_coder.model.base import Guid
from fop_coder.model.documents import Document
from fop_coder.model.errors import FopCoderError
from fop_coder.model.people import Respondent
from fop_coder.project.documents import codings_of

WIDTH, HEIGHT = 1440, 900
COLOURS = 256
QUIET = 0.45
"""Seconds without work after which a screen has come to rest; longer than any pause the screens make themselves."""
LONGEST = 60.0


@dataclass(frozen=True, slots=True)
class Scene:
    """Something worth seeing. ``show`` brings the window there and returns what is to be pictured.

    Attributes:
        name: what the picture's file is called.
        with_project: the project is open; else the start screen is shown.
    """

    name: str
    show: Callable[[MainWindow], QWidget]
    with_project: bool = True


def without_display() -> None:
    """Let Qt paint into memory; to be called before the application is made."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"


def take_pictures(
    project: Path,
    folder: Path,
    scenes: Sequence[Scene],
    appearances: Sequence[Appearance] = (Appearance.LIGHT,),
    recent: Sequence[Path] = (),
) -> list[Path]:
    """Picture scenes in a folder (made if it is not there), named by scene and appearance; return the files.

    The project is opened for work, so hand over a copy. ``recent``: other projects that the start screen lists below.

    Raises:
        FopCoderError: the project does not open, or a picture cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    application = make_application(["fop-coder"])
    application.setCursorFlashTime(0)
    theme = Theme(application)
    written = []
    with TemporaryDirectory() as kept:
        for appearance in appearances:
            theme.apply(appearance, 1.0)
            for with_project in (False, True):
                wanted = [s for s in scenes if s.with_project is with_project]
                settings = QSettings(str(Path(kept) / f"{appearance}.ini"), QSettings.Format.IniFormat)
                preferences = Preferences(settings)
                for known in (*reversed(recent), project):
                    preferences.add_recent(known)
                written += _in_window(theme, preferences, project, wanted, folder, appearance) if wanted else []
    return written


def _in_window(
    theme: Theme,
    preferences: Preferences,
    project: Path,
    scenes: Sequence[Scene],
    folder: Path,
    appearance: Appearance,
) -> list[Path]:
    """Picture scenes one after another in a window of their own."""
    window = MainWindow(theme, preferences, all_panels())
    written = []
    try:
        window.resize(WIDTH, HEIGHT)
        window.show()
        window.activateWindow()
        if scenes[0].with_project and not window.open_project(project):
            raise FopCoderError("the project does not open", where=str(project))
        for scene in scenes:
            settle(window)
            shown = scene.show(window)
            settle(window)
            written.append(folder / f"{scene.name}-{appearance}.png")
            save_picture(shown.grab().toImage(), written[-1])
            _put_away(window)
    finally:
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return written


def settle(window: MainWindow) -> None:
    """Let the window work until it has been at rest for a while.

    Raises:
        FopCoderError: it does not come to rest.
    """
    end = time.monotonic() + LONGEST
    quiet_since = time.monotonic()
    while time.monotonic() - quiet_since < QUIET:
        QGuiApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        time.sleep(0.005)
        if window.runner.tasks:
            quiet_since = time.monotonic()
        if time.monotonic() > end:
            raise FopCoderError("the window does not come to rest, so no picture was taken")


def _put_away(window: MainWindow) -> None:
    """Close dialogs, the palette and the sentence below, so that the next scene begins afresh."""
    for dialog in window.findChildren(QDialog):
        dialog.reject()
    if window.palette_shown.isVisible():
        window.palette_shown.leave()
    window.status.unsay()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def save_picture(image: QImage, path: Path) -> None:
    """Write a picture as PNG with at most 256 colours; the others go to the nearest of these.

    Raises:
        FopCoderError: the file cannot be written.
    """
    writer = QImageWriter(str(path), b"png")
    writer.setQuality(0)  # as small as it gets; nothing is lost
    if not writer.write(reduced(image)):
        raise FopCoderError("the picture was not written", where=str(path))


def reduced(image: QImage) -> QImage:
    """Return a picture with at most 256 colours."""
    import numpy as np

    whole = image.convertToFormat(QImage.Format.Format_RGB32)
    width, height = whole.width(), whole.height()
    pixels = np.frombuffer(whole.constBits(), dtype=np.uint32).reshape(height, whole.bytesPerLine() // 4)[:, :width]
    packed, places, counts = np.unique(pixels & 0xFFFFFF, return_inverse=True, return_counts=True)
    colours = np.stack([packed >> 16 & 255, packed >> 8 & 255, packed & 255], axis=-1).astype(np.int64)
    away = np.full(len(colours), 1 << 20)
    nearest = np.zeros(len(colours), dtype=np.uint8)
    kept: list[int] = []
    while len(kept) < min(COLOURS, len(colours)):
        kept.append(int(np.argmax(away * np.sqrt(counts))))  # what is seen most and shown worst so far
        distance = ((colours - colours[kept[-1]]) ** 2).sum(axis=-1)
        nearest[distance < away] = len(kept) - 1
        away = np.minimum(away, distance)
    rows = np.zeros((height, (width + 3) // 4 * 4), dtype=np.uint8)
    rows[:, :width] = nearest[places].reshape(height, width)
    made = QImage(rows.tobytes(), width, height, rows.shape[1], QImage.Format.Format_Indexed8)
    made.setColorTable([QColor(int(packed[c])).rgb() for c in kept])
    return made.copy()  # its own memory, not that of the array


# ---- scenes ----------------------------------------------------------------------------------------------------------


def _start(window: MainWindow) -> QWidget:
    return window


def _screen(name: str) -> Callable[[MainWindow], QWidget]:
    def show(window: MainWindow) -> QWidget:
        window.show_panel(name)
        return window

    return show


def _document(window: MainWindow, name: str) -> Document | None:
    documents = window.desk.open_project.store.values(Document)
    return next((d for d in documents if d.name == name), next(iter(documents), None))


def _code(window: MainWindow) -> QWidget:
    """Show a document with much in it, at a coding with a memo."""
    document = _document(window, "WE05")
    codings = codings_of(window.desk.open_project, document)[0] if document else []
    current = next((c.guid for c in codings if c.memo), None)
    window.go(Place("code", document=document.guid if document else None, coding=current))
    return window


def _respondents(window: MainWindow) -> QWidget:
    respondents = window.desk.open_project.store.values(Respondent)
    chosen = next((r.guid for r in respondents if r.label == "KC01"), None)
    window.go(Place("respondents", respondent=chosen))
    return window


def _first_code(window: MainWindow) -> Guid | None:
    return next((c.guid for c in window.desk.open_project.codebook.codes), None)


def _evidence(window: MainWindow) -> QWidget:
    """Show who is behind the first figure."""
    window.show_panel("tallies")
    settle(window)
    window.go(Place("tallies", code=_first_code(window)))
    return window


def _agreement(window: MainWindow) -> QWidget:
    """Show the agreement of two coders, and the first disagreement that is open; the figures take a moment."""
    window.show_panel("agreement")
    settle(window)
    window.panel.focus_first()
    return window


def _find(window: MainWindow) -> QWidget:
    window.go(Place("find", detail="genogram"))
    return window


def _report(window: MainWindow) -> QWidget:
    """Put a heading, sentences, a table and a chart into the report, and show it."""
    window.show_panel("tallies")
    settle(window)
    for name in ("report_sentence", "report_complement", "report_table", "report_chart"):
        window.actions_known.action(f"tallies.{name}").trigger()
    window.show_panel("report")
    settle(window)
    window.panel.focus_first()
    return window


SCREENS = (
    Scene("start", _start, with_project=False),
    Scene("code", _code),
    Scene("respondents", _respondents),
    Scene("tallies", _screen("tallies")),
    Scene("evidence", _evidence),
    Scene("agreement", _agreement),
    Scene("matrix", _screen("matrix")),
    Scene("find", _find),
    Scene("export", _screen("export")),
    Scene("history", _screen("history")),
    Scene("report", _report),
)
"""Every screen of the window, the start screen first."""


def picture_screens(project: Path, folder: Path) -> list[Path]:
    """Picture every screen of a project in a folder, light, on a machine without a display; return the files."""
    without_display()
    present = QApplication.instance()
    if present is not None and QGuiApplication.platformName() != "offscreen":
        raise FopCoderError("pictures are taken before any window is open")
    return take_pictures(project, folder, SCREENS)
