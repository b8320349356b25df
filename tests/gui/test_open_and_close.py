"""Windows and projects opened and closed many times: nothing is left of them."""

from __future__ import annotations

import gc
import shutil
import threading
from collections import Counter

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QThread
from PySide6.QtWidgets import QApplication

from fop_coder.gui import app
from fop_coder.gui.main_window import MainWindow
from fop_coder.project import Project
from fop_coder.store.store import Store
from tests.gui.hands import settle

pytestmark = pytest.mark.untraced

TIMES = 8


@pytest.fixture(autouse=True)
def only_what_is_new():
    """Leave what earlier tests have made out of the search: it may be millions of objects."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


def still_there():
    """Return how many projects and database sessions Python still knows of."""
    gc.collect()
    return Counter(type(o).__name__ for o in gc.get_objects() if type(o) in (Project, Store))


def test_a_project_opened_and_closed_leaves_no_session(bare_window, sample_copy):
    widgets, sessions, threads = [], [], []
    for _ in range(TIMES):
        assert bare_window.open_project(sample_copy)
        for name in ("code", "respondents", "tallies", "matrix", "agreement", "history"):
            bare_window.show_panel(name)
        settle(bare_window)
        bare_window.desk.close()
        settle(bare_window)
        widgets.append(len(QApplication.allWidgets()))
        sessions.append(still_there())
        threads.append(threading.active_count())
    for _ in range(600):  # a job in the background that was told to stop has a copy until it looks
        if still_there() <= sessions[4]:
            break
        settle(bare_window)
        threading.Event().wait(0.05)
    sessions.append(still_there())
    assert widgets[-1] <= widgets[4], f"widgets pile up: {widgets}"
    assert sessions[-1] <= sessions[4], f"sessions pile up: {sessions}"
    assert threads[-1] <= threads[4], f"threads pile up: {threads}"
    assert not sample_copy.with_name(sample_copy.name + ".lock").exists()


def test_a_window_opened_and_closed_leaves_no_widget(qtbot, theme, preferences, sample_file, tmp_path):
    path = shutil.copy(sample_file, tmp_path / "sample.fop")
    widgets = []
    for _ in range(TIMES // 2):
        window = MainWindow(theme, preferences, app.all_panels())
        window.show()
        assert window.open_project(path)
        settle(window)
        window.close()
        window.deleteLater()
        del window
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()
        widgets.append(len(QApplication.allWidgets()))
    assert widgets[-1] <= widgets[2], f"widgets pile up: {widgets}"
    assert QThread.currentThread().isRunning()
