"""Respondents who belong together: linked, seen beside one another, filtered by, renamed, and taken out again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QPushButton

from fop_coder.gui import app
from fop_coder.gui.panels.respondents.panel import RespondentsPanel
from fop_coder.gui.panels.respondents.printing import profile_document
from fop_coder.gui.panels.respondents.questions import LineQuestion
from fop_coder.project.case_edits import join_change
from fop_coder.project.cases import linked_cases
from tests.gui.grid_hands import cell, go_to, open_question, row, select
from tests.gui.screens import CodeScreen, StartScreen, TalliesScreen


@pytest.fixture(autouse=True)
def screens(monkeypatch):
    monkeypatch.setattr(app, "window_panels", lambda: ([StartScreen, CodeScreen, RespondentsPanel, TalliesScreen], ()))


@pytest.fixture
def panel(window, qtbot):
    window.show_panel("respondents")
    shown = window.panel_named("respondents")
    qtbot.waitUntil(lambda: shown.table.grid.rowCount() == 25)
    QAbstractItemModelTester(shown.table.grid, QAbstractItemModelTester.FailureReportingMode.Warning)
    shown.table.setFocus()
    return shown


@pytest.fixture
def linked(panel, window):
    """Two cases, one respondent in both."""
    project = window.desk.open_project
    for name, labels in (("Family 1", ("HF01", "HF02")), ("Family 2", ("HF02", "HF03"))):
        window.desk.do(join_change(project, name, [project.respondent_labelled(x) for x in labels]))
    panel._bring_up_to_date()
    return panel


def act(window, name):
    window._around.actions.action(f"respondents.{name}").trigger()


def cases(window):
    return {c.name: c.members for c in linked_cases(window.desk.open_project)}


def press(qtbot, panel, name):
    def shown():
        return [b for b in panel.profile.findChildren(QPushButton) if b.accessibleName() == name and b.isVisible()]

    qtbot.waitUntil(lambda: len(shown()) == 1)
    qtbot.mouseClick(shown()[0], Qt.MouseButton.LeftButton)


def answer(qtbot, words):
    question = open_question(LineQuestion)
    question.line.selectAll()
    qtbot.keyClicks(question.line, words)
    qtbot.keyClick(question.line, Qt.Key.Key_Return)


def said(window):
    return window._sentence.text()


def test_selected_respondents_are_linked_and_the_grid_shows_it(panel, window, qtbot):
    act(window, "link")
    first = panel.table.grid.row_at(0).respondent.label
    assert said(window) == "Select two respondents or more: a case links them"
    select(panel, ["HF01", "HF03"], ["respondent"])
    act(window, "link")
    answer(qtbot, "Family 1")
    assert cases(window) == {"Family 1": ("HF01", "HF02", "HF03")} and first == "HF01"
    qtbot.waitUntil(lambda: any(c.name == "case" for c in panel.table.grid.columns))
    assert cell(panel, "HF02", "case") == "Family 1" and cell(panel, "KC03", "case") == ""
    select(panel, ["KC03"], ["respondent"])
    act(window, "link")
    answer(qtbot, "family 1")
    assert cases(window)["Family 1"][-1] == "KC03", "somebody is added to the case of that name"
    window.desk.undo_stack.undo()
    window.desk.undo_stack.undo()
    assert cases(window) == {}


def test_the_profile_leads_to_the_others_and_lets_one_go(linked, window, qtbot):
    go_to(linked, "HF01", "respondent")
    qtbot.waitUntil(linked.profile.cases.isVisible)
    press(qtbot, linked, "Go to HF02, Family 1")
    assert linked.table.grid.row_at(linked.table.currentIndex().row()).respondent.label == "HF02"
    assert "Family 1, HF01" in profile_document(linked.profile.profile, {}, linked.theme).toPlainText()
    act(window, "unlink")
    assert said(window) == "HF02 is in several cases: choose in the profile"
    press(qtbot, linked, "Rename Family 1")
    answer(qtbot, "Household")
    assert set(cases(window)) == {"Household", "Family 2"}
    qtbot.waitUntil(lambda: cell(linked, "HF02", "case") == "Family 2, Household")
    press(qtbot, linked, "Take out of Household")
    assert set(cases(window)) == {"Family 2"}
    act(window, "unlink")
    assert cases(window) == {}
    go_to(linked, "KC03", "respondent")
    qtbot.waitUntil(lambda: not linked.profile.cases.isVisible())
    act(window, "unlink")
    assert said(window) == "Go to somebody who is in a case"


def test_the_grid_is_filtered_by_case(linked, qtbot):
    page, grid = linked.page, linked.table.grid
    page.menu.aboutToShow.emit()
    under = next(a.menu() for a in page.menu.actions() if a.text() == "Case")
    assert [a.text() for a in under.actions()] == ["all", "Family 1", "Family 2"]
    page.menu.triggered.emit(under.actions()[2])
    shown = [grid.row_at(r).respondent.label for r in range(grid.rowCount())]
    assert shown == ["HF02", "HF03"], "whoever is in two cases is shown for both"
    qtbot.keyClicks(page.search, "family hf02")
    qtbot.waitUntil(lambda: grid.rowCount() == 1)
    assert row(linked, "HF02") == 0


def test_all_who_share_a_value_are_linked(panel, window):
    go_to(panel, "HF01", "respondent")
    act(window, "link_by")
    assert said(window).startswith("Go to the column of the attribute")
    go_to(panel, "HF01", "borough")
    act(window, "link_by")
    assert set(cases(window)) == {"RBKC", "LBHF", "WCC"}
    act(window, "link_by")
    assert said(window) == "Nothing was changed"
