"""A second coder at the window sees nothing of the first's until a document is finished, or the round is opened."""

from __future__ import annotations

import csv
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel

from fop_coder.coding.memos import write_memo
from fop_coder.gui.panel import Place
from fop_coder.model.base import new_guid, now
from fop_coder.model.change import Change
from fop_coder.model.coding import Coding, MemoOn
from fop_coder.model.people import Coder
from fop_coder.model.second_coding import Aim, Round
from fop_coder.project.rounds import open_round
from tests.gui.hands import settle
from tests.study import Study

SAID = "I plan ahead. I draw a map. I look back on it."
HIDDEN = "What Ann made of MX01 and MX02 is hidden until you have finished them."


@pytest.fixture
def bare_window(window_in_turn):
    return window_in_turn


@pytest.fixture
def study_file(tmp_path):
    """Return a project: Ann has read MX01 to MX03; Ben is to read MX01 and MX02, in a round of theirs."""
    study = Study(tmp_path)
    project = study.project
    for name in ("MX01", "MX02", "MX03"):
        study.interview(name, [("I", "How?"), (name, SAID)])
        study.code(name, "plan ahead", criteria="a")
        study.classify(name, "enthusiast")
    study.finish("MX01", "MX02", "MX03")
    project.coder_or_new("Ben")
    study.assign("Ben", "MX01", "MX02")
    documents = tuple(sorted(project.document_named(name).guid for name in ("MX01", "MX02")))
    coders = [project.coder_named("Ann"), project.coder_named("Ben")]
    both = tuple(sorted(c.guid for c in coders))
    made = Round(new_guid(), "Final", Aim.FINAL, documents, both, "named", None, project.version, now())
    project.apply(Change("Round", added=(made,)))
    respondent = project.respondent_labelled("MX01")
    memo = write_memo(MemoOn.RESPONDENT, respondent.guid, "MX01", coders[0].guid, "marvellously lively", None)
    project.apply(memo)
    project.close()
    return study.path


@pytest.fixture
def desk(bare_window, study_file):
    """Return the desk with Ben acting."""
    assert bare_window.open_project(study_file)
    bare_window.desk.act_as("Ben")
    return bare_window.desk


def screen(window, name):
    window.show_panel(name)
    settle(window)
    return window.panel_named(name)


def figure(window, name="Planning", view="Ann"):
    """Open what is behind a figure of the tallies in a view; return the screen."""
    tallies = screen(window, "tallies")
    tallies.controls.view.setCurrentIndex(tallies.controls.view.findText(view))
    tallies.controls.view.activated.emit(tallies.controls.view.currentIndex())
    settle(window)
    line = next(found for found in tallies.table.tallies.lines if found.name == name)
    tallies.table.ask(tallies.table.tallies.index(tallies.table.tallies.row_of(line.guid), 1))
    return tallies


def listed(drawer):
    model = drawer.model
    return [model.entry(r).person.label for r in range(model.rowCount()) if model.entry(r).coding is None]


def words_shown(window):
    """Return every label that is seen."""
    return [label.text() for label in window.findChildren(QLabel) if label.isVisible()]


def finish(window, document):
    """Finish a document with the keyboard, as its coder."""
    code = screen(window, "code")
    code.open(window.desk.project.document_named(document).guid)
    code.transcript.setFocus()
    QTest.keyClick(code.transcript, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(window)


def code_with_key(window, document, key="2"):
    """Code the first turn of the respondent with a key; return what was made."""
    project = window.desk.project
    code = screen(window, "code")
    code.open(project.document_named(document).guid)
    code.transcript.setFocus()
    code.transcript.go_to_turn(1)
    QTest.keyClicks(code.transcript, key)
    ben = project.coder_named("Ben").guid
    return next(iter(project.store.values(Coding, document=project.document_named(document).guid, coder=ben)), None)


def test_behind_a_figure_is_only_what_may_be_seen_until_the_document_is_finished(bare_window, desk):
    tallies = figure(bare_window)
    QAbstractItemModelTester(tallies.drawer.model)
    assert listed(tallies.drawer) == ["MX03"] and HIDDEN in words_shown(bare_window)
    assert tallies.drawer.behind.evidence.n == 3
    buttons = [b.text() for b in tallies.drawer._statuses.buttons()]
    assert "referred 3" in buttons
    tallies.drawer.copy_text()
    assert "MX01" not in QGuiApplication.clipboard().text()
    finish(bare_window, "MX01")
    tallies = figure(bare_window)
    assert listed(tallies.drawer) == ["MX01", "MX03"]
    assert "What Ann made of MX02 is hidden until you have finished it." in words_shown(bare_window)
    finish(bare_window, "MX02")
    assert listed(figure(bare_window).drawer) == ["MX01", "MX02", "MX03"]
    assert not any("hidden until" in words for words in words_shown(bare_window))


def test_why_this_n_names_nobody_who_is_hidden(bare_window, desk):
    tallies = figure(bare_window)
    tallies.drawer._why_button.click()
    shown = words_shown(bare_window)
    assert any("3 are" in words for words in shown)
    assert not any(words.startswith(("MX01", "MX02")) for words in shown)


def test_classes_are_hidden_alike(bare_window, desk):
    assert listed(figure(bare_window, "Enthusiast").drawer) == ["MX03"]


def test_who_acts_decides_what_is_seen(bare_window, desk):
    tallies = figure(bare_window)
    desk.act_as("Ann")
    settle(bare_window)
    assert listed(tallies.drawer) == ["MX01", "MX02", "MX03"]
    desk.act_as("Ben")
    settle(bare_window)
    assert listed(tallies.drawer) == ["MX03"]


def test_the_round_is_opened_and_everything_is_seen(bare_window, desk):
    tallies = figure(bare_window)
    assert listed(tallies.drawer) == ["MX03"]
    desk.act_as("Ann")
    assert desk.apply(open_round(desk.project, the_round(desk)))
    desk.act_as("Ben")
    settle(bare_window)
    assert listed(tallies.drawer) == ["MX01", "MX02", "MX03"]
    desk.undo_stack.undo()
    settle(bare_window)
    assert listed(tallies.drawer) == ["MX03"]


def the_round(desk):
    return desk.project.store.values(Round)[0]


def test_what_is_coded_with_a_key_is_blind_and_after_finishing_discussed(bare_window, desk):
    assert code_with_key(bare_window, "MX01").discussed is False
    finish(bare_window, "MX02")
    made = code_with_key(bare_window, "MX02")
    assert made.discussed is True
    desk.undo_stack.undo()
    assert desk.project.store.by_guid(Coding, [made.guid]) == {}
    desk.undo_stack.redo()
    assert desk.project.store.by_guid(Coding, [made.guid])[made.guid] == made


def test_a_passage_moved_after_finishing_is_discussed_and_undo_takes_that_back(bare_window, desk):
    made = code_with_key(bare_window, "MX01")
    code = bare_window.panel_named("code")
    finish(bare_window, "MX01")
    code.open(made.document)
    code.transcript.make_current(made.guid)
    code.transcript.setFocus()
    QTest.keyClick(
        code.transcript, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    )
    moved = desk.project.store.by_guid(Coding, [made.guid])[made.guid]
    assert moved.end < made.end and moved.discussed
    desk.undo_stack.undo()
    assert desk.project.store.by_guid(Coding, [made.guid])[made.guid] == made


def test_criteria_chosen_in_a_round_that_is_opened_are_discussed(bare_window, desk):
    made = code_with_key(bare_window, "MX01", "1")
    assert not made.discussed
    assert desk.apply(Change("Open", (the_round(desk),), (replace(the_round(desk), opened=now()),)))
    code = bare_window.panel_named("code")
    code.transcript.make_current(made.guid)
    code.transcript.setFocus()
    QTest.keyClick(code.transcript, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    met = desk.project.store.by_guid(Coding, [made.guid])[made.guid]
    assert len(met.criteria) == 1 and met.discussed


def look_for(window, words):
    find = screen(window, "find")
    find.words.setFocus()
    find.words.clear()
    QTest.keyClicks(find.words, words)
    QTest.keyClick(find.words, Qt.Key.Key_Return)
    settle(window)
    return find, [hit.document for hit in find.model.hits]


def test_find_does_not_find_by_what_is_hidden(bare_window, desk):
    find, hits = look_for(bare_window, "marvellously")
    assert (
        hits == []
        and find.hidden.isVisible()
        and find.hidden.text() == ("What Ann made of MX01 and MX02 is hidden until you have finished them.")
    )
    find.narrowing.code.setCurrentIndex(find.narrowing.code.findData("planning"))
    find.narrowing.code.activated.emit(find.narrowing.code.currentIndex())
    _, hits = look_for(bare_window, "plan")
    assert hits == ["MX03"]
    finish(bare_window, "MX01")
    _, hits = look_for(bare_window, "plan")
    assert hits == ["MX01", "MX03"]
    desk.act_as("Ann")
    settle(bare_window)
    assert [hit.document for hit in find.model.hits] == ["MX01", "MX02", "MX03"] and not find.hidden.isVisible()


def test_a_respondents_sheet_keeps_the_memo_of_a_colleague_back(bare_window, desk):
    respondents = screen(bare_window, "respondents")
    respondents.table.setCurrentIndex(respondents.table.grid.index(0, 0))
    QTest.qWait(80)
    assert respondents.profile.profile.respondent.label == "MX01"
    assert not any("marvellously" in words for words in words_shown(bare_window))
    assert "What Ann made of MX01 is hidden until you have finished it." in words_shown(bare_window)
    finish(bare_window, "MX01")
    screen(bare_window, "respondents")
    QTest.qWait(80)
    assert "Ann: marvellously lively" in words_shown(bare_window)


def test_the_preview_and_what_is_exported_leave_it_out(bare_window, desk, tmp_path):
    export = screen(bare_window, "export")
    assert export.preview.hidden.text() == HIDDEN and export.preview.hidden.isVisible()
    for view, is_hidden in (("Ben", False), ("Ann", True)):
        place = export.choices.view.findText(view)
        export.choices.view.setCurrentIndex(place)
        export.choices.view.activated.emit(place)
        QTest.qWait(300)
        settle(bare_window)
        assert export.preview.hidden.isVisible() is is_hidden
    export.formats[".csv"].click()
    QTest.qWait(300)
    settle(bare_window)
    export.foot.path.setText(str(tmp_path / "out.csv"))
    QTest.keyClick(export.foot.path, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(bare_window)
    with next((tmp_path / "out.csv").glob("passages*.csv")).open(encoding="utf-8-sig", newline="") as file:
        assert [row["document"] for row in csv.DictReader(file)] == ["MX03"]


def test_a_code_is_split_over_the_passages_that_may_be_seen(bare_window, desk, monkeypatch):
    code = screen(bare_window, "code")
    asked = []
    monkeypatch.setattr(
        "fop_coder.gui.panels.code.code_editing.SplitQuestion",
        lambda _screen, _code, passages, *_: asked.append(passages) or type("Asked", (), {"open": lambda self: None})(),
    )
    code.right.codebook.show_code(desk.project.code_named("planning").guid)
    code.editing.split()
    (passages,) = asked
    found = desk.project.store.codings(passages)
    assert {c.document for c in found} == {desk.project.document_named("MX03").guid}


def test_a_place_kept_from_before_shows_nothing_hidden(bare_window, desk):
    project = desk.project
    ann = project.coder_named("Ann").guid
    there = project.store.values(Coding, document=project.document_named("MX01").guid, coder=ann)[0]
    code = screen(bare_window, "code")
    code.go(Place("code", document=there.document, coding=there.guid))
    assert code.opened.document.name == "MX01" and code.transcript.selected() is None
    finish(bare_window, "MX01")
    code.go(Place("code", document=there.document, coding=there.guid))
    assert code.transcript.selected() == (there.start, there.end)


def test_nobody_else_is_hidden_from_who_works_alone(bare_window, sample_copy):
    assert bare_window.open_project(sample_copy)
    coders = bare_window.desk.project.store.values(Coder)
    figure(bare_window, view=coders[0].name)
    assert not any("hidden until" in words for words in words_shown(bare_window))
    QApplication.processEvents()


def test_the_history_follows_who_acts(bare_window, desk):
    history = screen(bare_window, "history")
    model = history.log.model

    def told():
        return {model.index(row, 2).data() for row in range(model.rowCount())}

    assert "Code Planning on MX03" in told() and "Code Planning on MX01" not in told()
    desk.act_as("Ann")
    QTest.qWait(400)
    settle(bare_window)
    assert "Code Planning on MX01" in told()
    desk.act_as("Ben")
    QTest.qWait(400)
    settle(bare_window)
    assert "Code Planning on MX01" not in told()


def test_tables_of_tallies_count_everybody_and_name_only_those_who_may_be_seen(desk, bare_window):
    from fop_coder.gui.panels.tallies.page import CROSS, NUMBERS

    tallies = screen(bare_window, "tallies")
    tallies.controls.view.setCurrentIndex(tallies.controls.view.findText("Ann"))
    tallies.controls.view.activated.emit(tallies.controls.view.currentIndex())
    tallies.show_tab(CROSS)
    settle(bare_window)
    table = tallies.page.cross.result.table
    table.follow(table.cells.index(0, 1))
    assert tallies.drawer._figure.text() == "3" and listed(tallies.drawer) == ["MX03"]
    assert tallies.drawer._hidden.text() == HIDDEN
    numbers = tallies.page.numbers
    tallies.show_tab(NUMBERS)
    settle(bare_window)
    assert [dot.who for dot in numbers.plot.dots] == [("MX03",)] and numbers.hidden.text() == HIDDEN
    assert [row[0].words for row in numbers.people.cells.sheet.rows] == ["MX03"]
    assert numbers.counted.text() == "All 3 respondents have both numbers."
    desk.act_as("Ann")
    settle(bare_window)
    assert len(numbers.people.cells.sheet.rows) == 3 and not numbers.hidden.isVisible()
