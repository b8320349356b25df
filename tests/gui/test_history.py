"""The history: read-only, with what was taken back shown as such."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from fop_coder.coding.respondents import add_coder, rename_respondent
from fop_coder.gui.panels.history.model import WHAT, WHO


@pytest.fixture
def history(window, qtbot):
    """The screen, after one edit."""
    project = window.desk.open_project
    window.desk.apply(rename_respondent(project.respondent_labelled("HF01"), "HF01a"))
    window.show_panel("history")
    settle(window.panel, qtbot)
    return window.panel


def settle(history, qtbot):
    qtbot.waitUntil(lambda: not history._pause.isActive() and history._task is None, timeout=20_000)


def shown(history, column=WHAT):
    return [history.model.index(row, column).data() for row in range(history.model.rowCount())]


def test_the_latest_stands_first_with_who_did_it(history, window):
    assert shown(history)[0] == "Rename HF01 to HF01a"
    assert shown(history, WHO)[0] == "First coder"
    assert len(shown(history)) == len(window.desk.open_project.history())
    assert history.said.text() == f"{len(shown(history))} entries"


def test_what_was_taken_back_is_struck_out_and_says_so(history, window, qtbot):
    window.desk.undo_stack.undo()
    qtbot.waitUntil(lambda: shown(history)[0] == "Undo: Rename HF01 to HF01a", timeout=20_000)
    assert shown(history)[1] == "Rename HF01 to HF01a (taken back)"
    font = history.model.index(1, WHAT).data(Qt.ItemDataRole.FontRole)
    assert font.strikeOut()
    assert not history.model.index(0, WHAT).data(Qt.ItemDataRole.FontRole).strikeOut()


def test_words_and_kinds_narrow(history, qtbot):
    qtbot.keyClicks(history.words, "rename")
    assert shown(history) == ["Rename HF01 to HF01a"]
    history.words.clear()
    history.kind.setCurrentText("respondents")
    history.kind.activated.emit(0)
    assert "Rename HF01 to HF01a" in shown(history)
    assert all("Import HF" not in what for what in shown(history))
    history.kind.setCurrentText("documents")
    history.kind.activated.emit(0)
    assert any(what.startswith("Import ") for what in shown(history))
    assert "Rename HF01 to HF01a" not in shown(history)


def test_coders_narrow(history, window, qtbot):
    window.desk.apply(add_coder("Second coder"))
    window.desk.act_as("Second coder")
    project = window.desk.open_project
    window.desk.apply(rename_respondent(project.respondent_labelled("HF01a"), "HF01b"))
    qtbot.waitUntil(lambda: shown(history)[0] == "Rename HF01a to HF01b", timeout=20_000)
    history.coder.setCurrentText("Second coder")
    history.coder.activated.emit(0)
    assert shown(history) == ["Rename HF01a to HF01b"]


def test_nothing_can_be_edited(history, qtbot):
    for column in range(history.model.columnCount()):
        assert not history.model.index(0, column).flags() & Qt.ItemFlag.ItemIsEditable
    qtbot.keyClick(history.table, Qt.Key.Key_Delete)
    assert shown(history)[0] == "Rename HF01 to HF01a"


def test_the_model_is_sound(history, qtbot):
    QAbstractItemModelTester(history.model, QAbstractItemModelTester.FailureReportingMode.Fatal, history.model)
    qtbot.keyClicks(history.words, "rename")
    history.words.clear()
