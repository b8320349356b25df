"""The window on a real display: under Xvfb, with the platform plugin that X11 desktops use."""

from __future__ import annotations

import ctypes.util
import os
import shutil
import subprocess
import sys

import pytest

from fop_coder.model.coding import Coding
from fop_coder.project import Project

LIBRARIES = (
    *("X11-xcb", "xcb-cursor", "xcb-icccm", "xcb-image", "xcb-keysyms", "xcb-randr", "xcb-render-util"),
    *("xcb-shape", "xcb-shm", "xcb-sync", "xcb-xfixes", "xcb-xkb", "xkbcommon-x11"),
)
"""What Qt's plugin "xcb" needs of the system."""

USER = """
import sys, traceback
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from fop_coder.gui import app
from fop_coder.gui.main_window import MainWindow
from tests.gui.hands import press

SHOWN = ("code", "respondents", "tallies", "matrix", "agreement", "find", "export", "report", "history")

def fail(*error):
    traceback.print_exception(*error)
    sys.stderr.flush()
    import os
    os._exit(7)

def use():
    window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow))
    window.activateWindow()
    assert QTest.qWaitForWindowExposed(window)
    assert QGuiApplication.platformName() == "xcb"
    for number, name in enumerate(SHOWN, start=1):
        press(f"Ctrl+{number}", window)
        assert window.panel.name == name, (window.panel.name, name)
        until_idle(window)
        picture = window.grab().toImage()
        colours = {picture.pixel(x, y) for x in range(0, picture.width(), 9) for y in range(0, picture.height(), 9)}
        assert len(colours) > 5, f"{name} is empty"
    press("Ctrl+1", window)
    code = window.panel
    code.transcript.setFocus()
    codings = len(code.opened.index)
    for key in ("Alt+Down", "5"):
        press(key, code.transcript)
    assert len(code.opened.index) != codings
    print("coded", flush=True)
    press("Ctrl+Q", window)

def until_idle(window):
    QTest.qWait(50)
    while window.runner.tasks:
        QTest.qWait(10)

sys.excepthook = fail
application = app.make_application(sys.argv[:1])
QTimer.singleShot(1500, use)
sys.exit(app.run(Path(sys.argv[1])))
"""


def _missing():
    """Return what the system lacks, '' if all is there."""
    if sys.platform != "linux":
        return "there is no X11 here"
    if shutil.which("Xvfb") is None:
        return "Xvfb is not installed"
    absent = [name for name in LIBRARIES if ctypes.util.find_library(name) is None]
    return f"libraries of Qt's X11 plugin are missing: {', '.join(absent)}" if absent else ""


@pytest.fixture
def display():
    """Return the name of a display that nobody sees."""
    missing = _missing()
    if missing:
        pytest.skip(missing)
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1440x900x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=(write,), stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as told:
        number = told.readline().strip()
    assert number, "Xvfb does not start"
    yield f":{number}"
    server.terminate()
    server.wait()


def test_the_window_works_on_a_real_display_and_quits_without_a_word(display, sample_copy, tmp_path):
    environment = {k: v for k, v in os.environ.items() if k not in ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    environment |= {
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "QT_FATAL_WARNINGS": "0",
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_RUNTIME_DIR": str(tmp_path),
    }
    tmp_path.chmod(0o700)
    with Project.open(sample_copy, read_only=True) as project:
        before = len(project.store.values(Coding))
    done = subprocess.run(
        [sys.executable, "-c", USER, str(sample_copy)],
        check=False,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert not done.stderr, done.stderr
    assert (done.returncode, done.stdout) == (0, "coded\n")
    assert not sample_copy.with_name("sample.fop.lock").exists()
    with Project.open(sample_copy) as project:
        assert len(project.store.values(Coding)) != before
        assert project.verify() == []
