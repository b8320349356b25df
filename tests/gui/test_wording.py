"""The wording of sentences: words for shares, templates and codes, tried while one types and kept as one step."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QPushButton

from fop_coder.gui import dialogs
from fop_coder.gui.wording.dialog import WordingDialog
from fop_coder.project import Project
from fop_coder.project.wording import PROGRAMS, wording_of

CTRL = Qt.KeyboardModifier.ControlModifier
PLANNING = "Nearly all family social workers (22/25) referred to planning before visits, of whom 15 FoP-minded."


def opened(window):
    window._around.actions.action("wording.show").trigger()
    return next(found for found in window.findChildren(WordingDialog) if found.isVisible())


@pytest.fixture
def dialog(window):
    return opened(window)


def retype(qtbot, field, words):
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, words)


def test_a_quantifier_follows_while_it_is_typed_and_is_kept_and_undone(dialog, window, qtbot):
    project = window.desk.open_project
    tab = dialog.quantifiers
    words, _ = tab.steps[-1]
    assert tab.reads[4].text() == PLANNING and not dialog.keep.isEnabled()
    retype(qtbot, words, "almost all")
    assert tab.reads[4].text() == PLANNING.replace("Nearly all", "Almost all")
    retype(qtbot, tab.steps[0][1], "45")
    assert tab.faults[1].text() == "45 % is not more than 45 %, where the step before ends."
    assert tab.faults[1].isVisible() and not dialog.keep.isEnabled()
    assert dialog.tabs.tabText(0) == "Words for shares (!)"
    retype(qtbot, tab.steps[0][1], "30")
    assert not tab.faults[1].isVisible() and tab._froms[1].text() == "from 30 % to below"
    qtbot.mouseClick(dialog.keep, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()
    kept = wording_of(project.settings).quantifiers
    assert (kept.scale[-1].words, kept.scale[0].below) == ("almost all", 30)
    window.desk.undo_stack.undo()
    assert wording_of(project.settings) == PROGRAMS


def test_steps_are_added_and_taken_out(dialog, qtbot):
    tab = dialog.quantifiers
    qtbot.mouseClick(tab.add, Qt.MouseButton.LeftButton)
    assert tab.steps[-2][1].text() == "92.5" and not tab.steps[-1][1].isEnabled()
    assert tab.steps[-2][0].hasFocus() and "is no word" in tab.faults[4].text()
    qtbot.keyClicks(tab.steps[-2][0], "very many")
    assert tab.quantifiers().word(90, 100) == "very many"
    off = next(b for b in tab.findChildren(QPushButton) if b.accessibleName() == "Take out step 1")
    qtbot.mouseClick(off, Qt.MouseButton.LeftButton)
    assert [words.text() for words, _ in tab.steps][:2] == ["fewer than half of the", "about half of the"]
    tab.smallest.setValue(30)
    assert tab.reads[3].text() == "no figure now"
    qtbot.mouseClick(dialog.all_back, Qt.MouseButton.LeftButton)
    assert tab.quantifiers() == PROGRAMS.quantifiers and not dialog.keep.isEnabled()


def test_a_template_is_refused_at_its_field_until_it_says_its_figure(dialog, window, qtbot):
    tab = dialog.templates
    QAbstractItemModelTester(tab.model, QAbstractItemModelTester.FailureReportingMode.Warning)
    dialog.tabs.setCurrentIndex(1)
    assert tab.reads.text() == PLANNING and tab.whence.text() == "With figures of this project."
    retype(qtbot, tab.field.line, "{n} of {N} {verbs}")
    assert tab.field.fault.text().startswith("{verbs} is not a field of this template. It may name {N}")
    first = tab.model.index(0, 0)
    assert not dialog.keep.isEnabled() and "cannot be so" in first.data()
    assert first.data(Qt.ItemDataRole.AccessibleTextRole) == "Who referred, cannot be so"
    assert first.data(Qt.ItemDataRole.ToolTipRole) and first.data(Qt.ItemDataRole.ForegroundRole) is not None
    retype(qtbot, tab.field.line, "{n} of {N} ")
    put_in = next(b for b in tab.findChildren(QPushButton) if b.text() == "{verb}")
    qtbot.mouseClick(put_in, Qt.MouseButton.LeftButton)
    assert tab.reads.text() == "22 of 25 referred to planning before visits, of whom 15 FoP-minded."
    assert not tab.field.fault.isVisible() and tab.model.index(0, 0).data().endswith("changed")
    tab.list.setFocus()
    for _ in range(12):
        qtbot.keyClick(tab.list, Qt.Key.Key_Down)
    assert tab.title.text() == "By group: without a value" and "20/22 without note" in tab.reads.text()
    qtbot.keyClick(tab.list, Qt.Key.Key_Home)
    assert tab.field.text == "{n} of {N} {verb}", "what was typed is still there"
    qtbot.mouseClick(tab.field.back, Qt.MouseButton.LeftButton)
    assert tab.reads.text() == PLANNING and not dialog.keep.isEnabled()


def test_a_code_is_told_in_other_words(dialog, window, qtbot):
    project, tab = window.desk.open_project, dialog.phrases
    dialog.tabs.setCurrentIndex(2)
    retype(qtbot, tab.verb.line, "spoke of planning")
    assert tab.reads.text().startswith("Nearly all family social workers (22/25) spoke of planning")
    assert tab.reads_not.text() == "A few family social workers (3/25) did not mention planning before visits."
    qtbot.mouseClick(tab.complement.back, Qt.MouseButton.LeftButton)
    assert tab.complement.line.placeholderText() == "did not mention planning"
    tab.complement.line.setText("x" * 200)
    qtbot.keyClicks(tab.complement.line, "x")
    assert "longer than 200" in tab.complement.fault.text() and not dialog.keep.isEnabled()
    tab.complement.line.selectAll()
    qtbot.keyClick(tab.complement.line, Qt.Key.Key_Delete)
    qtbot.mouseClick(dialog.keep, Qt.MouseButton.LeftButton)
    code = project.code_named("planning")
    assert (code.verb, code.complement) == ("spoke of planning", "")


@pytest.mark.parametrize("answer", [True, False])
def test_what_was_typed_is_not_lost_without_a_word(dialog, window, qtbot, monkeypatch, answer):
    asked = []
    monkeypatch.setattr(dialogs, "ask", lambda *words: asked.append(words[2]) or answer)
    retype(qtbot, dialog.quantifiers.words["all"], "each of the")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert len(asked) == 1 and not dialog.isVisible()
    kept = wording_of(window.desk.open_project.settings).quantifiers.all
    assert kept == ("each of the" if answer else "all")


def test_nothing_can_be_changed_where_the_project_is_open_for_reading(bare_window, sample_copy, qtbot):
    with Project.open(sample_copy):
        pass
    bare_window.desk.open(sample_copy, read_only=True)
    dialog = opened(bare_window)
    retype(qtbot, dialog.quantifiers.words["all"], "each of the")
    assert dialog.quantifiers.words["all"].text() == "all"
    assert dialog.templates.reads.text() == PLANNING
    assert not (dialog.keep.isEnabled() or dialog.all_back.isEnabled() or dialog.quantifiers.add.isEnabled())
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
