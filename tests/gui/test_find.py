"""Finding words in all transcripts, and coding from the list of hits."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from fop_coder.gui.panels.find.model import HitModel
from fop_coder.model.base import new_guid
from fop_coder.model.change import Change
from fop_coder.model.coding import Coding, Memo, MemoOn

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def find(window, qtbot):
    """The screen, reached by its shortcut."""
    qtbot.keyClick(window, Qt.Key.Key_F, CONTROL)
    assert window.panel.name == "find"
    return window.panel


def look_for(find, qtbot, words):
    find.words.clear()
    qtbot.keyClicks(find.words, words)
    settle(find, qtbot)


def settle(find, qtbot):
    qtbot.waitUntil(lambda: not find._pause.isActive() and find._task is None, timeout=10_000)


def test_the_focus_is_in_the_search_field(find):
    assert find.words.hasFocus()
    assert "Type what you look for" in find.said.text()


def test_hits_stand_in_context_with_their_place(find, qtbot):
    look_for(find, qtbot, "plan*")
    assert find.model.rowCount() > 10
    assert f"{find.model.rowCount()} hits in" in find.said.text()
    for row in range(find.model.rowCount()):
        hit = find.model.index(row, 0).data(HitModel.HIT)
        assert hit.text.casefold().startswith("plan")
        spoken = find.model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        assert hit.document in spoken
        assert hit.text in spoken


def test_enter_opens_the_transcript_at_the_place_and_back_comes_to_the_hit(find, window, qtbot):
    look_for(find, qtbot, "plan*")
    qtbot.keyClick(find.words, Qt.Key.Key_Return)
    assert find.hits.hasFocus()
    qtbot.keyClick(find.hits, Qt.Key.Key_Down)
    hit = find.hits.currentIndex().data(HitModel.HIT)
    qtbot.keyClick(find.hits, Qt.Key.Key_Return)
    assert window.panel.name == "code"
    assert window.panel.place().document == hit.document_guid
    window.go_back()
    assert window.panel is find
    assert find.hits.currentIndex().row() == 1


def test_speakers_codes_and_attributes_narrow(find, qtbot):
    look_for(find, qtbot, "plan*")
    everybody = find.model.rowCount()
    find.narrowing.role.setCurrentText("Respondent")
    find.narrowing.role.activated.emit(0)
    settle(find, qtbot)
    respondents = find.model.rowCount()
    assert 0 < respondents < everybody
    assert {h.role for h in find.model.hits} == {"respondent"}
    find.narrowing.code.setCurrentText("Planning")
    find.narrowing.code.activated.emit(0)
    settle(find, qtbot)
    coded = find.model.rowCount()
    assert 0 < coded < respondents
    qtbot.keyClicks(find.narrowing.where, "borough = RBKC")
    qtbot.waitUntil(lambda: find.model.rowCount() < coded, timeout=10_000)


def test_a_filter_that_cannot_be_read_is_said_and_nothing_is_listed(find, qtbot):
    look_for(find, qtbot, "plan*")
    qtbot.keyClicks(find.narrowing.where, "shoe size = 9")
    qtbot.waitUntil(lambda: "shoe size" in find.said.text(), timeout=10_000)
    assert find.model.rowCount() == 0


def test_nothing_found_is_said(find, qtbot):
    look_for(find, qtbot, "zzyzx")
    assert "Nothing found" in find.said.text()


def test_a_codes_key_codes_the_turn_and_again_takes_it_off(find, window, qtbot):
    look_for(find, qtbot, "garden centre")
    hit = find.model.hits[0]
    find.hits.setFocus()
    project = window.desk.open_project
    code = next(c for c in project.codebook.codes if c.key == "5")

    def on_the_turn():
        there = project.store.values(Coding, document=hit.document_guid, code=code.guid, coder=project.coder)
        return [c for c in there if c.start <= hit.start and hit.end <= c.end]

    before = len(on_the_turn())
    qtbot.keyClick(find.hits, Qt.Key.Key_5)
    assert len(on_the_turn()) == before + 1
    assert code.name in find.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    qtbot.keyClick(find.hits, Qt.Key.Key_5)
    assert len(on_the_turn()) == before
    window.desk.undo_stack.undo()
    assert len(on_the_turn()) == before + 1


def test_several_hits_are_coded_in_one_change(find, window, qtbot):
    look_for(find, qtbot, "genogram OR tree")
    find.hits.setFocus()
    find.hits.selectAll()
    project = window.desk.open_project
    before = project.store.count("coding")
    qtbot.keyClick(find.hits, Qt.Key.Key_4)
    added = project.store.count("coding") - before
    assert added > 1
    assert window.desk.undo_stack.count() == 1
    qtbot.keyClick(find.hits, Qt.Key.Key_Z, CONTROL)
    assert project.store.count("coding") == before


def test_a_key_without_a_code_says_so(find, window, qtbot):
    look_for(find, qtbot, "plan*")
    find.hits.setFocus()
    qtbot.keyClick(find.hits, Qt.Key.Key_9)
    assert "No code has the key 9" in window._sentence.text()
    assert window.desk.undo_stack.count() == 0


def test_typing_in_the_field_never_codes(find, window, qtbot):
    look_for(find, qtbot, "1 2 3")
    assert window.desk.undo_stack.count() == 0


def test_memos_are_found_but_not_coded(find, window, qtbot):
    project = window.desk.open_project
    respondent = project.respondent_labelled("HF01")
    window.desk.apply(
        Change(
            "Memo",
            added=(Memo(new_guid(), MemoOn.RESPONDENT, respondent.guid, project.coder, "a quokka in the garden"),),
        )
    )
    look_for(find, qtbot, "quokka")
    assert "memo" in find.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    find.hits.setFocus()
    qtbot.keyClick(find.hits, Qt.Key.Key_1)
    assert "Memos cannot be coded" in window._sentence.text()
    find.narrowing.memos.click()
    settle(find, qtbot)
    assert find.model.rowCount() == 0


def test_the_model_of_hits_is_sound(find, qtbot):
    QAbstractItemModelTester(find.model, QAbstractItemModelTester.FailureReportingMode.Fatal, find.model)
    look_for(find, qtbot, "plan*")
    look_for(find, qtbot, "zzyzx")
