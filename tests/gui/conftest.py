"""A window on a copy of the sample project, without a screen; what it leaves behind fails the test."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager, nullcontext
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fop_coder.gui import app
from fop_coder.gui.main_window import MainWindow
from fop_coder.gui.preferences import Preferences
from fop_coder.gui.theme import Appearance, Theme
from tests.gui.hands import put_away, settle

IN_MEMORY = Path("/dev/shm")


@pytest.fixture
def sample_copy(sample_file, tmp_path):
    """Return the path of a copy of the sample project."""
    return shutil.copy(sample_file, tmp_path / "sample.fop")


@pytest.fixture
def preferences(tmp_path):
    """Return preferences in a file of the test's own, in memory where that can be: each is written three times."""
    folder = tempfile.TemporaryDirectory(dir=IN_MEMORY) if IN_MEMORY.is_dir() else nullcontext(tmp_path)
    with folder as place:
        yield Preferences(QSettings(str(Path(place) / "preferences.ini"), QSettings.Format.IniFormat))


@pytest.fixture(scope="session")
def theme(qapp):
    """Return the one theme of the application, light and at 100 %."""
    found = Theme(qapp)
    found.apply(Appearance.LIGHT, 1.0)
    return found


@contextmanager
def shown_window(theme, preferences):
    """Show the window at the start screen; afterwards nothing of it may be left."""
    if (theme.appearance, theme.scale) != (Appearance.LIGHT, 1.0):
        theme.apply(Appearance.LIGHT, 1.0)
    before = set(QApplication.topLevelWidgets())
    window = MainWindow(theme, preferences, *app.window_panels())
    window.resize(1440, 900)
    window.show()
    assert QTest.qWaitForWindowActive(window)
    yield window
    if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
        QTest.mouseRelease(window, Qt.MouseButton.LeftButton)  # a double click of QTest ends pressed
    window.close()
    QApplication.clipboard().clear()  # what a test copied would outlive the interpreter, and bring it down
    assert not window.runner.tasks or window.runner._pool.activeThreadCount() == 0, "work still runs"
    QCoreApplication.processEvents()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
    left = [w for w in QApplication.topLevelWidgets() if w not in before]
    assert not left, f"left behind: {left}"


@pytest.fixture
def own_window(qtbot, theme, preferences):
    """Return the window at the start screen, made for one test alone."""
    with shown_window(theme, preferences) as window:
        yield window


@pytest.fixture
def bare_window(own_window):
    """Return the window at the start screen."""
    return own_window


@pytest.fixture(scope="module")
def window_to_look_at(theme, sample_file, tmp_path_factory):
    """Return a window on the sample project for all tests of a module that only look at it."""
    folder = tmp_path_factory.mktemp("window")
    kept = Preferences(QSettings(str(folder / "preferences.ini"), QSettings.Format.IniFormat))
    with shown_window(theme, kept) as window:
        assert window.open_project(shutil.copy(sample_file, folder / "sample.fop"))
        yield window


@pytest.fixture(scope="module")
def used_window(theme, tmp_path_factory):
    """Return a window that several tests use in turn; ask for ``window_in_turn``."""
    kept = QSettings(str(tmp_path_factory.mktemp("window") / "preferences.ini"), QSettings.Format.IniFormat)
    with shown_window(theme, Preferences(kept)) as window:
        yield window, kept


@pytest.fixture
def window_in_turn(request, used_window, theme):
    """Return a window at the start screen that another test may have used, and that remembers nothing of it.

    Modules with many tests of one screen take it as their ``bare_window``. What a screen keeps between projects stays:
    tests that are about this are marked ``own_window``.
    """
    if request.node.get_closest_marker("own_window"):
        yield request.getfixturevalue("own_window")
        return
    window, kept = used_window
    window.show()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    yield window
    put_away(window)
    window.desk.close()
    settle(window)
    kept.clear()
    window.resize(1440, 900)
    if (theme.appearance, theme.scale) != (Appearance.LIGHT, 1.0):
        theme.apply(Appearance.LIGHT, 1.0)


@pytest.fixture
def window(bare_window, sample_copy):
    """Return the window with a copy of the sample project open."""
    assert bare_window.open_project(sample_copy)
    return bare_window
