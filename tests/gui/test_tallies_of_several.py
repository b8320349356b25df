"""Tallies of three coders who are not done, with nested codes, marks, a left-out respondent; and of one respondent."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QLabel

from fop_coder.coding.codebook import change_definition
from fop_coder.gui import app
from fop_coder.gui.panels.tallies.lines import Kind
from fop_coder.gui.panels.tallies.panel import TalliesPanel
from fop_coder.model.base import new_guid
from fop_coder.model.codebook import Code
from fop_coder.model.coding import NamedFilter
from fop_coder.project.codebook_edits import edit_change
from fop_coder.project.evidence import evidence_for_code
from fop_coder.project.tallying import Question, tally
from tests.gui.screens import CodeScreen, RespondentsScreen, StartScreen
from tests.study import Study, two_codes

PEOPLE = ("MX01", "MX02", "MX03", "MX04", "MX05", "MX06")


@pytest.fixture(autouse=True)
def screens(monkeypatch):
    monkeypatch.setattr(app, "window_panels", lambda: ([StartScreen, CodeScreen, RespondentsScreen, TalliesPanel], ()))


@pytest.fixture
def study_file(tmp_path):
    """Return a project: Ann read all but MX06, Ben and Cy three; Review gathers Looking back; MX05 was not asked."""
    codebook = two_codes()
    planning, review = codebook.codes
    below = Code(new_guid(), "back", "Looking back", "3", position=2, colour=3, parent=review.guid)
    study = Study(tmp_path, replace(codebook, codes=(planning, replace(review, gathers=True), below)))
    for name in PEOPLE:
        study.interview(name, [("I", "How?"), (name, "I plan ahead. I draw a map. I look back on it.")])
    study.code("MX01", "plan ahead", criteria="a")
    study.code("MX01", "draw a map", criteria="b")
    study.code("MX02", "plan ahead", criteria="a")
    study.code("MX03", "look back", "back")
    study.code("MX06", "plan ahead")
    study.mark("MX05", "planning", "not-asked")
    study.mark("MX02", "planning", "not-asked")
    study.mark("MX04", "review", "too-little-information")
    study.classify("MX01", "enthusiast")
    study.classify("MX02", "cautious")
    study.finish(*PEOPLE[:5])
    for coder in ("Ben", "Cy"):
        study.assign(coder, "MX01", "MX02", "MX03")
        study.code("MX03", "plan ahead", coder=coder)
        study.finish("MX02", "MX03", coder=coder)
    study.project.close()
    return study.path


@pytest.fixture
def panel(bare_window, study_file, qtbot):
    assert bare_window.open_project(study_file)
    bare_window.show_panel("tallies")
    shown = bare_window.panel_named("tallies")
    qtbot.waitUntil(lambda: shown.table.tallies.rowCount() > 0)
    return shown


@pytest.fixture
def project(bare_window, panel):
    return bare_window.desk.project


def figures(panel):
    return {line.name: (line.figure.n, line.figure.of) for line in panel.table.tallies.lines if line.kind is Kind.CODE}


def line(panel, name):
    return next(found for found in panel.table.tallies.lines if found.name == name)


def at(panel, name, column):
    return panel.table.tallies.index(panel.table.tallies.row_of(line(panel, name).guid), column)


def choose_view(panel, name):
    panel.controls.view.setCurrentIndex(panel.controls.view.findText(name))
    panel.controls.view.activated.emit(panel.controls.view.currentIndex())


def press_status(panel, word):
    (button,) = [b for b in panel.drawer._statuses.buttons() if b.property("status") == word]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    model = panel.drawer.model
    return [model.entry(r).person.label for r in range(model.rowCount()) if model.entry(r).coding is None]


@pytest.mark.parametrize("view", ["Ann", "Ben", "Cy", "either", "both", "consensus"])
def test_every_view_says_what_the_tally_says_and_every_row_adds_up(panel, project, view):
    choose_view(panel, view)
    rows = {r.name: r.counts for r in tally(project, Question(view=view)).rows}
    assert figures(panel) == {name: (c.n, c.of) for name, c in rows.items()}
    for found in panel.table.tallies.lines:
        if found.went:
            assert sum(count for _, count in found.went) == 6, found.name
    for name, counts in rows.items():
        panel.table.ask(at(panel, name, 1))
        people = panel.drawer.behind.evidence.people
        assert len(people["referred"]) == counts.n and sum(len(p) for p in people.values()) == 6


def test_nested_codes_that_gather_count_for_their_parent(panel):
    assert figures(panel) == {"Planning": (2, 4), "Review": (1, 4), "Looking back": (1, 5)}
    assert line(panel, "Looking back").depth == 1
    panel.table.ask(at(panel, "Review", 1))
    assert press_status(panel, "referred") == ["MX03"] and press_status(panel, "too little information") == ["MX04"]
    assert press_status(panel, "pending") == ["MX06"]


def test_what_is_beside_a_figure_is_said_in_words(panel, project):
    detail = line(panel, "Planning").detail
    assert "of whom 1 FoP-minded" in detail and "1 raised it unprompted" in detail
    assert "1 of the pending coded" in detail
    assert "1 respondent is pending throughout" in panel.page.pending.text()
    panel.controls.prompted.click()
    assert figures(panel)["Planning"] == (1, 3)
    choose_view(panel, "either")
    assert "differ: " in line(panel, "Planning").detail
    assert panel.page.no_classes.text().startswith("Classes have no view 'either'.")


def test_pending_is_listed_by_code_where_it_differs(panel, bare_window, project):
    code = project.code_named("review")
    bare_window.desk.apply(edit_change(project, change_definition(code, reread=True, definition="another meaning")))
    panel.ask()
    words = panel.page.pending.text()
    assert words.startswith("Pending: Planning: 1 (of whom 1 already coded)") and "Review: 6" in words


def test_the_coders_of_a_view_can_be_chosen_from_three(panel, project):
    choose_view(panel, "both")
    assert panel.controls.coders.isVisible() and panel.controls.coders.text() == "of 3 coders"
    cy = next(a for a in panel.controls._coder_menu.actions() if a.text() == "Cy")
    cy.trigger()
    assert panel.controls.coders.text() == "of 2 coders"
    question = Question(view="both", coders=("Ann", "Ben"))
    assert figures(panel) == {r.name: (r.counts.n, r.counts.of) for r in tally(project, question).rows}
    place = panel.place()
    for action in panel.controls._coder_menu.actions()[:2]:
        action.trigger()  # none is left, which would count nobody
    assert panel.controls.coders.text() == "of 3 coders"
    choose_view(panel, "Ann")
    panel.go(place)
    assert panel.controls.view.currentText() == "both" and panel.controls.coders.text() == "of 2 coders"


def test_the_card_says_for_each_status_who_is_where(panel, project):
    panel.table.ask(at(panel, "Planning", 1))
    panel.drawer._why_button.click()
    said = [x.text() for x in panel.drawer._why.widget().findChildren(QLabel)]
    reasons = evidence_for_code(project, project.code_named("planning"), Question()).reasons
    assert [r.sentence for r in reasons] == [s for s in said if s in {r.sentence for r in reasons}]
    assert "MX05" in said and "MX06" in said
    panel.drawer._why_button.click()
    QTest.mouseClick(panel.drawer._close, Qt.MouseButton.LeftButton)
    assert not panel.drawer.isVisible() and panel.table.hasFocus()


def test_classes_are_followed_to_their_respondents_and_reasons(panel):
    panel.table.ask(at(panel, "Enthusiast", 1))
    assert press_status(panel, "Enthusiast") == ["MX01"] and press_status(panel, "Cautious") == ["MX02"]
    assert panel.drawer.model.entry(0).person.reason == "as read"
    panel.table.ask(at(panel, "Analytic group", panel.table.tallies.went_column))
    assert panel.drawer.behind.status == "not classified"
    assert press_status(panel, "not classified") == ["MX03", "MX04", "MX05"]


def test_a_respondent_without_passages_leads_to_the_document(panel, bare_window, project):
    panel.table.ask(at(panel, "Planning", 1))
    assert press_status(panel, "not referred") == ["MX03", "MX04"]
    panel.drawer.focus_list()
    QTest.keyClick(panel.drawer._list, Qt.Key.Key_Return)
    assert bare_window.panel_named("code").went[0].document == project.document_named("MX03").guid
    bare_window.go_back()
    assert panel.drawer.behind.status == "not referred"
    QTest.keyClick(panel.drawer._list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert [w[:4] for w in QGuiApplication.clipboard().text().splitlines()] == ["MX03", "MX04"]


def test_the_word_of_a_status_stands_in_a_tooltip(panel, monkeypatch):
    shown = []
    monkeypatch.setattr("fop_coder.gui.panels.tallies.view.QToolTip.showText", lambda _p, text, *_: shown.append(text))
    index = at(panel, "Planning", panel.table.tallies.went_column)
    cell = panel.table.visualRect(index)
    parts = panel.table._delegate.parts(cell.adjusted(8, 0, -8, -1), line(panel, "Planning"))
    for rect, *_ in parts:
        place = rect.center()
        event = QHelpEvent(QHelpEvent.Type.ToolTip, place, panel.table.viewport().mapToGlobal(place))
        QApplication.sendEvent(panel.table.viewport(), event)
    assert shown == [
        "referred: 2",
        "not referred: 2",
        "not asked: 1",
        "too little information: 0",
        "pending: 1",
        "no data: 0",
    ]
    QTest.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(parts[2][0].center()))
    assert panel.drawer.behind.status == "not asked"


def answer(words):
    (dialog,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, QInputDialog) and w.isVisible()]
    dialog.setTextValue(words)
    dialog.accept()
    return dialog.labelText()


def test_the_view_on_screen_is_kept_renamed_and_forgotten(panel, project, bare_window, qtbot, monkeypatch):
    monkeypatch.setattr("fop_coder.gui.dialogs.show_error", lambda _parent, error: pytest.fail(str(error)))
    field = panel.controls.views
    choose_view(panel, "both")
    panel.controls.coders.menu().actions()[2].trigger()  # without the third
    before = figures(panel)
    qtbot.mouseClick(field.keep_button, Qt.MouseButton.LeftButton)
    assert answer("the leads") == "Name of the view: both of Ann, Ben"
    qtbot.waitUntil(lambda: panel.codes.sheet.question.view == "the leads")
    assert figures(panel) == before and not panel.controls.coders.isVisible()
    assert field.rename_button.isVisible() and field.forget_button.isVisible() and not field.keep_button.isVisible()
    qtbot.mouseClick(field.rename_button, Qt.MouseButton.LeftButton)
    answer("the two")
    assert [(f.name, f.filter) for f in project.store.values(NamedFilter)] == [("the two", "both of Ann, Ben")]
    qtbot.waitUntil(lambda: panel.codes.sheet.question.view == "the two")
    qtbot.mouseClick(field.forget_button, Qt.MouseButton.LeftButton)
    assert project.store.values(NamedFilter) == []
    assert field.text == "both" and panel.controls.coders.text() == "of 2 coders", "what it said stays on screen"
    qtbot.waitUntil(lambda: panel.codes.sheet.question.view == "both")
    assert figures(panel) == before
    bare_window.desk.undo_stack.undo()
    assert [f.name for f in project.store.values(NamedFilter)] == ["the two"]


def test_a_filter_that_cannot_be_kept_is_refused(panel, project, monkeypatch):
    said = []
    monkeypatch.setattr("fop_coder.gui.dialogs.show_error", lambda _parent, error: said.append(error))
    panel.controls.scope.set_text("kind = interview")
    panel.controls.scope.keep_button.click()
    (dialog,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, QInputDialog) and w.isVisible()]
    dialog.setTextValue("Interviews")
    dialog.accept()
    (kept,) = project.store.values(NamedFilter)
    assert kept.name == "Interviews" and panel.controls.scope.text == "Interviews"
    panel.controls.sample.set_text("borough =")
    panel.keeping.keep_as(kept.over, panel.controls.sample, "Broken")
    assert said and len(project.store.values(NamedFilter)) == 1


def test_one_respondent_is_counted_like_many(bare_window, tmp_path, qtbot):
    study = Study(tmp_path)
    study.interview("MX01", [("I", "How?"), ("MX01", "I plan ahead.")])
    study.code("MX01", "plan ahead", criteria="ab")
    study.finish("MX01")
    study.project.close()
    assert bare_window.open_project(study.path)
    bare_window.show_panel("tallies")
    panel = bare_window.panel_named("tallies")
    qtbot.waitUntil(lambda: panel.table.tallies.rowCount() > 0)
    assert figures(panel) == {"Planning": (1, 1), "Review": (0, 1)}
    panel.table.setCurrentIndex(at(panel, "Planning", 1))
    assert panel.page.sentence.words.text().startswith("1 of 1 respondents referred to planning")
    panel.table.ask(at(panel, "Planning", 1))
    assert panel.drawer._said.text() == "respondents, 1 passage"
