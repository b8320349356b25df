"""The window killed in the middle of coding: opened again it is where it was, with everything that was done."""

from __future__ import annotations

import json
import os
import queue
import random
import signal
import subprocess
import sys
import threading
import time

import pytest

from fop_coder.model.coding import Coding
from fop_coder.model.documents import Finish
from fop_coder.project import Project

TYPIST = """
import json, random, sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.gui.hands import press
from fop_coder.gui import app
from fop_coder.gui.main_window import MainWindow

chance = random.Random(int(sys.argv[2]))

def window():
    return next((w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)), None)

def tell(kind):
    code = window().panel_named("code")
    project = window().desk.open_project
    print(json.dumps({
        "kind": kind, "at": time.monotonic(), "document": code.header.title.text(), "place": code.transcript.caret(),
        "history": len(project.history()),
    }), flush=True)

def begin():
    if window() is None or window().desk.project is None or not window().panel_named("code").isVisible():
        return
    waiting.stop()
    window().activateWindow()
    QTest.qWaitForWindowActive(window())
    window().panel_named("code").transcript.setFocus()
    tell("opened")
    typing.start(15)

def type_something():
    press(chance.choice(["Alt+Down"] * 4 + ["1", "2", "3", "4", "5", "Alt+1", "Ctrl+Down", "Ctrl+Return"]))
    tell("typed")

waiting, typing = QTimer(), QTimer()
application = app.make_application(sys.argv[:1])
waiting.timeout.connect(begin)
typing.timeout.connect(type_something)
waiting.start(10)
sys.exit(app.run(Path(sys.argv[1])))
"""


class Typist:
    """The window in a process of its own, in which somebody types without a rest."""

    def __init__(self, project, home, seed):
        environment = {
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / "config"),
        }
        self._running = subprocess.Popen(
            [sys.executable, "-c", TYPIST, str(project), str(seed)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            text=True,
        )
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self):
        for line in self._running.stdout:
            self._lines.put(line)

    def told(self, most):
        """Return the next thing that was told; fails if nothing comes (a question stands on the screen)."""
        try:
            return json.loads(self._lines.get(timeout=most))
        except queue.Empty:
            self.kill()
            raise AssertionError(f"the window does not go on: {self.errors}") from None

    def kill(self):
        """End the process in the middle of whatever it does, and return what it had told besides."""
        self._running.send_signal(signal.SIGKILL)
        self._reader.join()
        self.errors = self._running.stderr.read()
        self._running.wait()
        self._running.stdout.close()
        self._running.stderr.close()
        rest = []
        while not self._lines.empty():
            rest.append(self._lines.get())
        return [json.loads(line) for line in rest if line.endswith("\n")]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_killed_while_coding_the_window_opens_where_it_was(sample_copy, tmp_path):
    with Project.open(sample_copy) as project:
        for finish in project.store.values(Finish)[5:]:
            project.store.apply(_taken_away(finish), project.coder)
        codings = len(project.store.values(Coding))
    chance = random.Random(7)
    before: list[dict] = []
    for seed in range(3):
        typist = Typist(sample_copy, tmp_path, seed)
        opened = typist.told(60)
        assert opened["kind"] == "opened"
        if before:
            last = before[-1]
            assert opened["history"] in (last["history"], last["history"] + 1), "a finished edit is lost"
            recent = [(t["document"], t["place"]) for t in before if t["at"] > last["at"] - 2.5]
            assert (opened["document"], opened["place"]) in recent, "it opens at another place"
        until = time.monotonic() + 1.5 + chance.random() * 1.5
        before = [opened]
        while time.monotonic() < until:
            before.append(typist.told(30))
        before += typist.kill()
        assert "Traceback" not in typist.errors, typist.errors
        assert sample_copy.with_name("sample.fop.lock").exists(), "it was killed while it had the project open"
    with Project.open(sample_copy) as project:
        assert project.verify() == []
        assert len(project.history()) in (before[-1]["history"], before[-1]["history"] + 1)
        assert len(project.store.values(Coding)) != codings


def _taken_away(value):
    from fop_coder.model.change import Change

    return Change("Read again", (value,), ())
