"""Respondents as researchers keep them: attributes typed and pasted, classes by a key, marks and reasons, profiles."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton

from fop_coder.gui import app
from fop_coder.gui.panel import Place
from fop_coder.gui.panels.respondents.panel import RespondentsPanel
from fop_coder.gui.panels.respondents.printing import profile_document
from fop_coder.gui.panels.respondents.questions import LeaveOutQuestion, LineQuestion
from fop_coder.gui.theme import Appearance
from fop_coder.model.coding import Mark, MarkKind, Memo
from fop_coder.model.people import Standing
from fop_coder.project.pasting import cells_of
from fop_coder.project.tallying import Question, tally
from tests.gui.grid_hands import (
    CTRL,
    cell,
    classes,
    column,
    editor_of,
    go_to,
    open_question,
    paste,
    row,
    select,
    steps,
    value,
)
from tests.gui.screens import CodeScreen, StartScreen, TalliesScreen


@pytest.fixture(autouse=True)
def screens(monkeypatch):
    monkeypatch.setattr(app, "window_panels", lambda: ([StartScreen, CodeScreen, RespondentsPanel, TalliesScreen], ()))


@pytest.fixture
def refusals(monkeypatch):
    """Collect what would be shown in the dialog for errors."""
    said = []
    monkeypatch.setattr("fop_coder.gui.dialogs.show_error", lambda _parent, error: said.append(error))
    return said


@pytest.fixture
def panel(window, qtbot):
    window.show_panel("respondents")
    shown = window.panel_named("respondents")
    qtbot.waitUntil(lambda: shown.table.grid.rowCount() == 25)
    shown.table.setFocus()
    return shown


@pytest.fixture
def project(window):
    return window.desk.project


def test_the_grid_shows_attributes_class_reason_and_statuses(panel):
    assert cell(panel, "KC03", "borough") == "RBKC" and cell(panel, "KC03", "Analytic group") == "Enthusiast"
    assert cell(panel, "KC03", "Planning") == "not referred" and cell(panel, "KC03", "Review") == "referred"
    grid = panel.table.grid
    said = grid.index(row(panel, "KC03"), column(panel, "Review")).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "KC03, Review: referred"


def test_the_model_keeps_qts_rules(panel, qtbot, project):
    QAbstractItemModelTester(panel.table.grid, QAbstractItemModelTester.FailureReportingMode.Fatal)
    panel.table.sortByColumn(column(panel, "training days"), Qt.SortOrder.DescendingOrder)
    panel.page.search.setText("RBKC")
    qtbot.waitUntil(lambda: panel.table.grid.rowCount() == 12)
    go_to(panel, "KC01", "Analytic group")
    qtbot.keyClick(panel.table, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: cell(panel, "KC01", "Analytic group") == "Cautious")


def test_a_key_classifies_and_undo_takes_it_back(panel, qtbot, window, project):
    go_to(panel, "KC03", "borough")
    before = classes(project)["KC03"]
    qtbot.keyClick(panel.table, Qt.Key.Key_L)
    assert classes(project)["KC03"] == ("Limited knowledge", before[1])
    qtbot.waitUntil(lambda: cell(panel, "KC03", "Analytic group") == "Limited knowledge")
    assert panel.table.currentIndex() == panel.table.grid.index(row(panel, "KC03"), column(panel, "borough"))
    window.desk.undo_stack.undo()
    assert classes(project)["KC03"] == before


def test_a_key_classifies_all_selected_in_one_change(panel, qtbot, window, project):
    select(panel, ["KC01", "KC05"], ["borough"])
    assert len(panel.table.respondents()) == 5
    before, undos = classes(project), steps(window)
    qtbot.keyClick(panel.table, Qt.Key.Key_C)
    assert {classes(project)[f"KC0{n}"][0] for n in range(1, 6)} == {"Cautious"}
    assert steps(window) == undos + 1
    window.desk.undo_stack.undo()
    assert classes(project) == before


def test_keys_belong_to_the_active_scheme(panel, qtbot, project):
    panel.page.scheme.setCurrentIndex(panel.page.scheme.findText("Supervision"))
    panel.page.scheme.activated.emit(1)
    assert panel.page.note.text() == "1 not classified on Supervision." and panel.page.note.isVisible()
    go_to(panel, "KC10", "borough")
    qtbot.keyClick(panel.table, Qt.Key.Key_E)
    assert "KC10" not in classes(project, "supervision")
    qtbot.keyClick(panel.table, Qt.Key.Key_O)
    assert classes(project, "supervision")["KC10"] == ("No", "")
    qtbot.waitUntil(lambda: not panel.page.note.isVisible())


def test_n_and_t_mark_on_the_code_of_the_column(panel, qtbot, window, project):
    go_to(panel, "KC03", "Planning")
    qtbot.keyClick(panel.table, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: cell(panel, "KC03", "Planning") == "not asked")
    row_ = tally(project, Question()).rows[0].counts
    assert (row_.not_asked, row_.not_referred) == (1, 2)
    qtbot.keyClick(panel.table, Qt.Key.Key_T)
    qtbot.waitUntil(lambda: cell(panel, "KC03", "Planning") == "too little information")
    qtbot.keyClick(panel.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: cell(panel, "KC03", "Planning") == "not referred")


def test_a_passage_stands_against_a_mark_and_that_is_said(panel, qtbot, window):
    go_to(panel, "KC03", "Review")
    qtbot.keyClick(panel.table, Qt.Key.Key_N)
    assert "stays referred, unprompted" in window._sentence.text()
    assert cell(panel, "KC03", "Review") == "referred"


def test_n_on_another_column_marks_on_the_scheme_in_place_of_the_class(panel, qtbot, window, project):
    before = classes(project)
    go_to(panel, "KC03", "borough")
    qtbot.keyClick(panel.table, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: cell(panel, "KC03", "Analytic group") == "not asked")
    assert "KC03" not in classes(project)
    (mark,) = project.store.values(Mark, about=project.scheme_named("analytic-group").guid)
    assert mark.kind is MarkKind.NOT_ASKED
    qtbot.keyClick(panel.table, Qt.Key.Key_E)
    qtbot.waitUntil(lambda: cell(panel, "KC03", "Analytic group") == "Enthusiast")
    assert project.store.values(Mark, about=mark.about) == []
    window.desk.undo_stack.undo()
    window.desk.undo_stack.undo()
    assert classes(project) == before


def test_r_edits_the_reason_in_its_cell(panel, qtbot, project):
    go_to(panel, "KC03", "borough")
    qtbot.keyClick(panel.table, Qt.Key.Key_R)
    editor = editor_of(panel)
    assert editor is not None
    editor.selectAll()
    qtbot.keyClicks(editor, "Never tired of it")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: classes(project)["KC03"] == ("Enthusiast", "Never tired of it"))


def test_r_on_a_marked_code_asks_for_the_reason(panel, qtbot, project):
    go_to(panel, "KC03", "Planning")
    qtbot.keyClick(panel.table, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: cell(panel, "KC03", "Planning") == "not asked")
    qtbot.keyClick(panel.table, Qt.Key.Key_R)
    question = open_question(LineQuestion)
    qtbot.keyClicks(question.line, "ran out of time")
    qtbot.mouseClick(question.yes, Qt.MouseButton.LeftButton)
    (mark,) = project.store.values(Mark, about=project.code_named("planning").guid)
    assert mark.because == "ran out of time"


def test_letters_stay_letters_while_a_field_has_the_caret(panel, qtbot, window, project):
    undos = steps(window)
    panel.page.search.setFocus()
    qtbot.keyClicks(panel.page.search, "ECLNTR")
    assert panel.page.search.text() == "ECLNTR" and steps(window) == undos


def test_an_attribute_is_edited_in_place_by_f2_and_enter(panel, qtbot, window, project):
    undos = steps(window)
    for key, written in ((Qt.Key.Key_F2, "14"), (Qt.Key.Key_Return, "15,5")):
        go_to(panel, "KC01", "training days")
        qtbot.keyClick(panel.table, key)
        editor = editor_of(panel)
        editor.selectAll()
        qtbot.keyClicks(editor, written)
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda w=written: value(project, "KC01", "training days") == w)
        qtbot.waitUntil(lambda w=written: cell(panel, "KC01", "training days") == w)
    assert steps(window) == undos + 2


def test_a_class_is_chosen_from_a_list_in_its_cell(panel, qtbot, project):
    go_to(panel, "KC01", "Analytic group")
    qtbot.keyClick(panel.table, Qt.Key.Key_F2)
    (box,) = [b for b in panel.table.viewport().findChildren(QComboBox) if b.isVisible()]
    assert [box.itemText(i) for i in range(box.count())] == ["", "Enthusiast", "Cautious", "Limited knowledge"]
    box.setCurrentText("Cautious")
    panel.table.commitData(box)
    panel.table.closeEditor(box, panel.table.itemDelegate().EndEditHint.NoHint)
    assert classes(project)["KC01"][0] == "Cautious"


def test_a_block_is_pasted_in_one_change_and_one_undo(panel, qtbot, window, project):
    go_to(panel, "KC01", "borough")
    undos, before = steps(window), [value(project, x, "borough") for x in ("KC01", "KC02")]
    paste(qtbot, panel, "WCC\tlong term\r\nLBHF\tshort term\r\n")
    assert [value(project, x, "borough") for x in ("KC01", "KC02")] == ["WCC", "LBHF"]
    assert value(project, "KC02", "role") == "short term"
    assert steps(window) == undos + 1
    window.desk.undo_stack.undo()
    assert [value(project, x, "borough") for x in ("KC01", "KC02")] == before


def test_one_cell_that_cannot_be_taken_is_said_with_its_row_and_nothing_changes(panel, qtbot, window, refusals):
    go_to(panel, "KC01", "Analytic group")
    undos, before = steps(window), classes(window.desk.project)
    paste(qtbot, panel, "Cautious\nEnthusiast\nSceptical\n")
    (error,) = refusals
    assert error.where == "row 3, KC03, column Analytic group" and "Sceptical" in error.what
    assert steps(window) == undos and classes(window.desk.project) == before


def test_a_block_that_is_too_long_is_refused(panel, qtbot, window, refusals):
    go_to(panel, "WE09", "borough")
    paste(qtbot, panel, "A\nB\nC")
    (error,) = refusals
    assert error.where == "row 2" and value(window.desk.project, "WE09", "borough") == "WCC"


def test_classes_and_reasons_are_pasted_together(panel, qtbot, project):
    go_to(panel, "KC01", "Analytic group")
    paste(qtbot, panel, "Cautious\thas doubts\nnot asked\ttape ended\n\t")
    assert classes(project)["KC01"] == ("Cautious", "has doubts")
    (mark,) = project.store.values(Mark, about=project.scheme_named("analytic-group").guid)
    assert mark.because == "tape ended"
    assert "KC03" not in classes(project)


def test_a_copied_grid_pasted_back_changes_nothing(panel, qtbot, window):
    panel.table.selectAll()
    qtbot.keyClick(panel.table, Qt.Key.Key_C, CTRL)
    text = QGuiApplication.clipboard().text()
    assert len(text.splitlines()) == 25
    undos = steps(window)
    go_to(panel, "HF01", "respondent")
    paste(qtbot, panel, text)
    assert steps(window) == undos


def test_fill_down_repeats_the_first_cell(panel, qtbot, window, project):
    select(panel, ["HF01", "HF04"], ["role"])
    undos = steps(window)
    qtbot.keyClick(panel.table, Qt.Key.Key_D, CTRL)
    assert {value(project, f"HF0{n}", "role") for n in range(1, 5)} == {"long term"}
    assert steps(window) == undos + 1


def test_sorting_puts_numbers_in_their_order_and_keeps_the_current_one(panel, qtbot):
    go_to(panel, "KC03", "borough")
    panel.table.sortByColumn(column(panel, "training days"), Qt.SortOrder.AscendingOrder)
    grid = panel.table.grid
    shown = [float(grid.index(r, column(panel, "training days")).data()) for r in range(grid.rowCount())]
    assert shown == sorted(shown) and shown[-1] > 9
    assert grid.row_at(panel.table.currentIndex().row()).respondent.label == "KC03"


def test_words_and_values_narrow_the_grid(panel, qtbot):
    qtbot.keyClicks(panel.page.search, "rbkc 11")
    grid = panel.table.grid
    qtbot.waitUntil(lambda: grid.rowCount() < 12)
    shown = {grid.row_at(r).respondent.label for r in range(grid.rowCount())}
    assert shown == {"KC02", "KC07", "KC11"} and panel.page.count.text() == "3 of 25 shown"
    panel.page.search.clear()
    qtbot.waitUntil(lambda: grid.rowCount() == 25)
    panel.page._fill_menu()
    borough = next(a.menu() for a in panel.page.menu.actions() if a.menu() and a.text() == "Borough")
    borough.actions()[1].trigger()
    assert grid.rowCount() == 4 and panel.page.values.text() == "Show: LBHF"
    assert panel.page.count.text() == "4 of 25 shown"


def test_a_respondent_is_added_and_is_current(panel, qtbot, window, project, refusals):
    qtbot.mouseClick(panel.page.add, Qt.MouseButton.LeftButton)
    question = open_question(LineQuestion)
    assert not question.yes.isEnabled()
    qtbot.keyClicks(question.line, "NW01")
    qtbot.keyClick(question.line, Qt.Key.Key_Return)
    assert project.respondent_labelled("NW01")
    qtbot.waitUntil(lambda: panel.profile.label.text() == "NW01")
    assert cell(panel, "NW01", "Planning") == "no data"
    panel._edits._add("kc01")
    assert "already" in refusals[0].what


def test_leaving_out_needs_a_reason_and_can_be_taken_back(panel, qtbot, window, project):
    go_to(panel, "KC03", "respondent")
    panel._edits.leave_out()
    question = open_question(LeaveOutQuestion)
    question.withdrawn.setChecked(True)
    qtbot.keyClicks(question.line, "asked for it")
    qtbot.mouseClick(question.yes, Qt.MouseButton.LeftButton)
    found = project.respondent_labelled("KC03")
    assert (found.standing, found.because) == (Standing.WITHDRAWN, "asked for it")
    qtbot.waitUntil(panel.profile.standing.isVisible)
    assert cell(panel, "KC03", "takes part") == "withdrawn: asked for it"
    assert tally(project, Question()).base.respondents == 24
    panel._edits.take_back()
    assert project.respondent_labelled("KC03").standing is Standing.ANALYSED


def test_the_profile_follows_the_current_respondent(panel, qtbot):
    go_to(panel, "KC03", "borough")
    qtbot.waitUntil(lambda: panel.profile.label.text() == "KC03")
    qtbot.keyClick(panel.table, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: panel.profile.label.text() == "KC04")
    said = [b.accessibleName() for b in panel.profile.codes.buttons]
    assert said[0].startswith("Planning, referred") and len(said) == 5


def test_class_buttons_and_reason_of_the_profile(panel, qtbot, window, project):
    go_to(panel, "KC03", "borough")
    qtbot.waitUntil(lambda: panel.profile.label.text() == "KC03")
    buttons = {b.text().split()[-1]: b for b in panel.profile._group.buttons()}
    qtbot.mouseClick(buttons["Cautious"], Qt.MouseButton.LeftButton)
    assert classes(project)["KC03"][0] == "Cautious"
    qtbot.waitUntil(lambda: cell(panel, "KC03", "Analytic group") == "Cautious")
    undos = steps(window)
    panel.profile.reason.setFocus()
    panel.profile.reason.selectAll()
    qtbot.keyClicks(panel.profile.reason, "Enough, she says")
    assert classes(project)["KC03"][1] != "Enough, she says"
    panel.table.setFocus()
    assert classes(project)["KC03"] == ("Cautious", "Enough, she says") and steps(window) == undos + 1


def test_what_is_typed_belongs_to_the_one_it_was_typed_for(panel, qtbot, project):
    go_to(panel, "KC03", "borough")
    qtbot.waitUntil(lambda: panel.profile.label.text() == "KC03")
    panel.profile.memo.setFocus()
    qtbot.keyClicks(panel.profile.memo, "Calm, long turns")
    panel.table.show_cell(row(panel, "KC05"), 0)
    panel._show_profile()
    (memo,) = project.store.values(Memo)
    assert memo.about == project.respondent_labelled("KC03").guid and memo.text == "Calm, long turns"
    assert panel.profile.memo.toPlainText() == ""


def test_documents_and_passages_open_in_the_transcript(panel, qtbot, window):
    go_to(panel, "KC04", "borough")
    qtbot.waitUntil(lambda: panel.profile.label.text() == "KC04")
    code = window.panel_named("code")
    qtbot.mouseClick(panel.profile.codes.buttons[0], Qt.MouseButton.LeftButton)
    assert code.went[0].coding == panel.profile.profile.codes[0].passages[0]
    window.go_back()
    assert window.panel is panel and panel.profile.label.text() == "KC04"
    qtbot.mouseClick(panel.profile.open_button, Qt.MouseButton.LeftButton)
    assert code.went[1].document == panel.profile.profile.documents[0].document.guid


def test_coming_from_a_tally_to_classify(panel, window, qtbot, project):
    scheme, respondent = project.scheme_named("supervision").guid, project.respondent_labelled("KC10").guid
    window.go(Place("respondents", respondent=respondent, detail=scheme))
    assert panel.page.scheme.currentText() == "Supervision"
    assert panel.table.column().name == "Supervision" and panel.profile.label.text() == "KC10"
    qtbot.keyClick(panel.table, Qt.Key.Key_Y)
    assert classes(project, "supervision")["KC10"][0] == "Yes"


def test_the_first_column_stays_in_sight(panel, qtbot, window):
    window.resize(1100, 700)
    qtbot.waitUntil(lambda: panel.table.horizontalScrollBar().maximum() > 0)
    go_to(panel, "KC03", "Review")
    assert panel.table._front.isVisible()
    go_to(panel, "KC03", "respondent")
    assert not panel.table._front.isVisible()


def test_a_project_open_for_reading_is_not_edited(bare_window, sample_copy, qtbot):
    bare_window.desk.open(sample_copy, read_only=True)
    bare_window.show_panel("respondents")
    panel = bare_window.panel_named("respondents")
    qtbot.waitUntil(lambda: panel.table.grid.rowCount() == 25)
    before = classes(bare_window.desk.project)
    go_to(panel, "KC03", "Analytic group")
    for key in (Qt.Key.Key_L, Qt.Key.Key_N, Qt.Key.Key_Delete, Qt.Key.Key_F2):
        qtbot.keyClick(panel.table, key)
    assert classes(bare_window.desk.project) == before and editor_of(panel) is None
    assert not panel.page.add.isEnabled()


def test_the_printed_profile_holds_words_not_markup(panel, qtbot, project, theme):
    go_to(panel, "KC04", "borough")
    panel.table.grid.setData(panel.table.currentIndex(), "<b>RBKC</b>")
    qtbot.waitUntil(lambda: ("borough", "<b>RBKC</b>") in panel.profile.profile.attributes)
    document = profile_document(panel.profile.profile, {}, theme)
    text = document.toPlainText()
    assert "<b>RBKC</b>" in text and "Analytic group" in text and "Planning: referred" in text


def test_every_control_has_a_name(panel):
    for button in panel.findChildren(QPushButton):
        assert button.accessibleName() or button.text()
    for field in (*panel.findChildren(QLineEdit), *panel.findChildren(QComboBox)):
        assert field.accessibleName() or isinstance(field.parent(), QComboBox)


def test_everything_is_seen_in_the_dark_and_large(panel, theme):
    theme.apply(Appearance.DARK, 1.5)
    assert panel.table.rowHeight(0) >= 1.5 * 29 - 1
    assert panel.grab().toImage().pixelColor(5, 5).lightness() < 60
    theme.apply(Appearance.LIGHT, 1.0)


def test_blocks_from_the_clipboard():
    assert cells_of('a\tb\r\n"c\nd"\t\r\n') == [["a", "b"], ["c\nd", ""]]
    assert cells_of('12" board\tx') == [['12" board', "x"]]
    assert cells_of("'=1+1\t'-5\t'tis") == [["=1+1", "-5", "'tis"]]
    assert cells_of("") == []
