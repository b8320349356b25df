"""Thousands of random actions on the sample project: nothing breaks, all can be undone, and the project is whole.

Longer: ``MONKEY_STEPS=20000 MONKEY_SEEDS=1-20 MONKEY_LOGS=build pytest tests/gui/test_monkey.py``.
"""

from __future__ import annotations

import os

import pytest
from PySide6.QtWidgets import QApplication

from fop_coder.gui import files
from tests.gui.hands import Attendant, contents, put_away, settle
from tests.gui.monkey import Monkey, log_file, steps
from tests.gui.watched_models import watch

pytestmark = pytest.mark.untraced

_FIRST, _, _LAST = os.environ.get("MONKEY_SEEDS", "1-2").partition("-")
SEEDS = range(int(_FIRST), int(_LAST or _FIRST) + 1)


@pytest.fixture
def answers(monkeypatch, tmp_path):
    """Let the system's file dialogs answer with small files; what is written goes into the test's folder."""
    folder = tmp_path / "transcripts"
    folder.mkdir()
    for label in ("MX01", "MX02"):
        (folder / f"{label}.txt").write_text(f"Interviewer: How?\n{label}: With a map of the family.\n")
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("respondent,borough\nHF01,Here\nMX09,There\n", encoding="utf-8")
    codebook = tmp_path / "codes.yaml"
    codebook.write_text("format: 1\nname: More\ncodes:\n  - ident: trust\n    name: Trust\n    definition: Trust.\n")
    places = iter(range(10**6))

    def existing(_parent, _title, _folder, _kind, endings):
        return codebook if endings == files.CODEBOOKS else sheet

    def new(_parent, _title, suggested, _kind, endings):
        return tmp_path / f"written{next(places)}{suggested.suffix or endings.split()[0].lstrip('*')}"

    monkeypatch.setattr(files, "choose_file", existing)
    monkeypatch.setattr(files, "choose_files", lambda *_: sorted(folder.iterdir()))
    monkeypatch.setattr(files, "choose_folder", lambda *_: folder)
    monkeypatch.setattr(files, "choose_new_file", new)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def models(monkeypatch):
    """Let Qt's tester watch every model that is made from now on."""
    return watch(monkeypatch)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_monkey_breaks_nothing(seed, models, answers, window, qtbot, tmp_path):
    while window.furnish_next():
        pass
    project = window.desk.open_project
    before = contents(project)
    with log_file(tmp_path, seed) as log:
        monkey = Monkey(window, seed, log)
        with Attendant(monkey.answer), qtbot.captureExceptions() as raised:
            for _ in range(steps(200)):
                monkey.act()
                assert not raised, f"step {monkey.step}, after {list(monkey.done)}"
                assert window.isVisible(), f"step {monkey.step} closed the window, after {list(monkey.done)}"
                assert window.desk.project is project, f"step {monkey.step}, after {list(monkey.done)}"
            put_away(window)
            settle(window)
    assert not raised
    refused = []
    window.desk.closing.emit()  # half-typed fields are written
    window.desk.failed.disconnect()
    window.desk.failed.connect(refused.append)
    assert project.verify() == []
    stack = window.desk.undo_stack
    while stack.canUndo():
        stack.undo()
        QApplication.processEvents()
    assert refused == []
    assert {k: v for k, v in contents(project).items() if v != before.get(k)} == {}
    assert project.verify() == []
