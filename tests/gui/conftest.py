"""A window on a copy of the sample project, without a screen; what it leaves behind fails the test."""

from __future__ import annotations

import os
import shutil

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fop_coder.gui import app
from fop_coder.gui.main_window import MainWindow
from fop_coder.gui.preferences import Preferences
from fop_coder.gui.theme import Appearance, Theme
from fop_coder.project.sample import build_sample


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory):
    """Return the path of a sample project built once; copy it, do not write to it."""
    return build_sample(tmp_path_factory.mktemp("sample"))[0]


@pytest.fixture
def sample_copy(sample_file, tmp_path):
    """Return the path of a copy of the sample project."""
    return shutil.copy(sample_file, tmp_path / "sample.fop")


@pytest.fixture
def preferences(tmp_path):
    """Return preferences in a file of the test's own."""
    return Preferences(QSettings(str(tmp_path / "preferences.ini"), QSettings.Format.IniFormat))


@pytest.fixture(scope="session")
def theme(qapp):
    """Return the one theme of the application, light and at 100 %."""
    found = Theme(qapp)
    found.apply(Appearance.LIGHT, 1.0)
    return found


@pytest.fixture
def bare_window(qtbot, theme, preferences):
    """Return the window at the start screen; afterwards nothing of it may be left."""
    theme.apply(Appearance.LIGHT, 1.0)
    before = set(QApplication.topLevelWidgets())
    window = MainWindow(theme, preferences, *app.window_panels())
    window.resize(1440, 900)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
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
def window(bare_window, sample_copy):
    """Return the window with a copy of the sample project open."""
    assert bare_window.open_project(sample_copy)
    return bare_window
