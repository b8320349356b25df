"""The screen of the matrix: what its cells say, writing from cell to cell, order, groups, filling, finding, copying."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from fop_coder.coding.respondents import exclude, rename_respondent, set_quoting
from fop_coder.gui import app
from fop_coder.gui.desk import Desk
from fop_coder.gui.panel import Place
from fop_coder.gui.panels.matrix import panel as matrix_panel
from fop_coder.gui.panels.matrix.model import GroupLine, MatrixModel, Shown
from fop_coder.gui.panels.matrix.panel import MatrixPanel
from fop_coder.model.change import Change
from fop_coder.model.codebook import Codebook
from fop_coder.model.matrix import MatrixRow, Summary
from fop_coder.model.people import Respondent
from fop_coder.project import Project
from fop_coder.project.matrix import matrix
from fop_coder.project.summaries import write_summary
from tests.gui.hands import press, settle
from tests.gui.screens import CodeScreen, RespondentsScreen, StartScreen
from tests.study import Study

SAID = "We plan ahead, we draw a map, and afterwards we look back."


class ExportScreen(CodeScreen):
    """Stands for the screen of exports."""

    name, title, icon = "export", "Export", "ph.export"


@pytest.fixture(autouse=True)
def screens(monkeypatch):
    kinds = [StartScreen, CodeScreen, RespondentsScreen, MatrixPanel, ExportScreen]
    monkeypatch.setattr(app, "window_panels", lambda: (kinds, ()))


@pytest.fixture(scope="module")
def study_made(tmp_path_factory):
    """Return a project: MX01 refers to both codes, MX02 twice to planning, MX03 was not asked, MX04 is not read."""
    study = Study(tmp_path_factory.mktemp("study"))
    for name in ("MX01", "MX02", "MX03", "MX04"):
        study.interview(name, [("I", "How?"), (name, SAID)])
    study.code("MX01", "plan ahead")
    study.code("MX01", "look back", "review")
    study.code("MX02", "plan ahead", criteria="ab")
    study.code("MX02", "draw a map")
    study.mark("MX03", "planning", "not-asked")
    study.classify("MX01", "cautious")
    study.classify("MX02", "enthusiast")
    study.finish("MX01", "MX02", "MX03")
    study.project.close()
    return study.path


@pytest.fixture
def study_file(study_made, tmp_path):
    """Return a copy of it."""
    return shutil.copy(study_made, tmp_path / study_made.name)


@pytest.fixture
def panel(bare_window, study_file):
    assert bare_window.open_project(study_file)
    bare_window.show_panel("matrix")
    settle(bare_window)
    shown = bare_window.panel_named("matrix")
    QAbstractItemModelTester(shown.table.cells, QAbstractItemModelTester.FailureReportingMode.Warning, shown)
    return shown


@pytest.fixture
def project(bare_window, panel):
    return bare_window.desk.open_project


def choose(panel, respondent, code="Planning"):
    """Make a cell the current one, as a click does."""
    codes = [c.name for c in panel.matrix.codes]
    row = next(
        n for n, ln in enumerate(panel.table.cells.lines) if isinstance(ln, MatrixRow) and ln.label == respondent
    )
    index = panel.table.cells.index(row, codes.index(code) + 1)
    panel.table.scrollTo(index)
    spot = panel.table.visualRect(index).center()
    QTest.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    QApplication.processEvents()
    return index


def labels(panel):
    return [ln.label if isinstance(ln, MatrixRow) else f"[{ln.name}]" for ln in panel.table.cells.lines]


def written(project):
    people = {r.guid: r.label for r in project.store.values(Respondent)}
    codes = {c.guid: c.ident for c in project.codebook.codes}
    return {(people[s.respondent], codes[s.code]): s.text for s in project.store.values(Summary)}


def type_in(panel, words):
    QTest.keyClicks(panel.side.editor, words)


# ---- what is seen ----------------------------------------------------------------------------------------------------


def test_the_rail_has_the_matrix_with_the_next_number(bare_window, panel):
    assert list(bare_window.rail.buttons) == ["code", "respondents", "matrix", "export"]
    press("Ctrl+1", bare_window)
    assert bare_window.panel.name == "code"
    press("Ctrl+3", bare_window)
    assert bare_window.panel is panel


def test_no_cell_is_blank_and_headings_have_their_figures(panel):
    cells = panel.table.cells
    assert [cells.headerData(n, Qt.Orientation.Horizontal) for n in range(3)] == ["Respondent", "Planning", "Review"]
    assert [cells.text(cells.index(row, 1)) for row in range(4)] == [
        "1 passage\nNo summary yet",
        "2 passages\nNo summary yet",
        "not asked",
        "pending",
    ]
    assert [cells.text(cells.index(row, 2)) for row in range(4)][1:] == ["not referred", "not referred", "pending"]
    spoken = cells.headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Planning, 2 of 2 referred"
    told = cells.index(1, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told == "MX02, Planning: 2 passages. No summary yet"
    assert cells.index(1, 0).data() == "MX02, Enthusiast"
    assert panel.page.progress.text() == "3 cells are referred. 0 have a summary."


def test_a_cell_opens_beside_with_its_passages(panel):
    assert not panel.side.isVisible()
    choose(panel, "MX02")
    assert panel.side.isVisible()
    assert panel.side.title.text() == "MX02, Planning"
    shown = [label.text() for card in panel.side._cards for label in card.findChildren(type(panel.side.title))]
    assert "\u201cplan ahead\u201d" in shown and "\u201cdraw a map\u201d" in shown
    assert {"\u2713 ahead, mapped", "\u2713 mapped, ahead"} & set(shown)
    choose(panel, "MX03")
    assert panel.side._status.text() == "not asked" and not panel.side._cards


def test_a_passage_leads_into_its_transcript_and_back_returns(bare_window, panel, project):
    choose(panel, "MX02")
    QTest.mouseClick(panel.side.links[1], Qt.MouseButton.LeftButton)
    code = bare_window.panel
    assert code.name == "code"
    (place,) = code.went
    text = project.store.text(place.document)
    assert text[place.position :].startswith("draw a map") and place.coding is not None
    bare_window.go_back()
    assert bare_window.panel is panel
    assert panel.side.title.text() == "MX02, Planning"


def test_arrow_keys_go_from_cell_to_cell_and_enter_writes(panel):
    choose(panel, "MX01")
    press("Down", panel.table)
    press("Right", panel.table)
    assert panel.side.title.text() == "MX02, Review"
    press("Return", panel.table)
    assert panel.side.editor.hasFocus()
    press("Escape", panel.side.editor)
    assert panel.table.hasFocus() and panel.side.isVisible()
    press("Escape", panel.table)
    assert not panel.side.isVisible()


# ---- writing ---------------------------------------------------------------------------------------------------------


def test_a_summary_is_kept_as_one_step_when_its_field_is_left(bare_window, panel, project):
    choose(panel, "MX01")
    press("Return", panel.table)
    type_in(panel, "Plans ahead")
    assert written(project) == {}
    press("Escape", panel.side.editor)
    assert written(project) == {("MX01", "planning"): "Plans ahead"}
    assert panel.table.cells.text(panel.table.currentIndex()) == "1 passage\nPlans ahead"
    assert panel.page.progress.text() == "3 cells are referred. 1 has a summary."
    assert bare_window.desk.undo_stack.count() == 1
    bare_window.desk.undo_stack.undo()
    assert written(project) == {} and panel.side.editor.toPlainText() == ""
    bare_window.desk.undo_stack.redo()
    assert panel.side.editor.toPlainText() == "Plans ahead"


def test_ctrl_enter_keeps_it_and_goes_on_with_the_next_cell(panel, project):
    choose(panel, "MX01")
    press("Return", panel.table)
    type_in(panel, "First")
    press("Ctrl+Return", panel.side.editor)
    assert panel.side.title.text() == "MX02, Planning" and panel.side.editor.hasFocus()
    type_in(panel, "Second")
    press("Ctrl+Return", panel.side.editor)
    assert written(project) == {("MX01", "planning"): "First", ("MX02", "planning"): "Second"}


def test_next_without_a_summary_passes_over_the_others(panel, project):
    panel.page.next.click()
    assert panel.side.title.text() == "MX01, Planning"
    type_in(panel, "One")
    panel.page.next.click()
    assert panel.side.title.text() == "MX02, Planning"
    type_in(panel, "Two")
    panel.page.next.click()
    assert panel.side.title.text() == "MX01, Review"
    type_in(panel, "Three")
    panel.go_to_next()
    assert len(written(project)) == 3
    assert not panel.page.next.isEnabled()


@pytest.mark.parametrize("how", ["another cell", "another screen", "closing", "a passage", "the pane"])
def test_nothing_that_was_typed_is_lost(bare_window, panel, project, study_file, how):
    choose(panel, "MX02")
    press("Return", panel.table)
    type_in(panel, "Typed")
    if how == "another cell":
        choose(panel, "MX01")
    elif how == "another screen":
        bare_window.show_panel("respondents")
    elif how == "a passage":
        panel.side.links[0].click()
    elif how == "the pane":
        panel.side.close_button.click()
    else:
        bare_window.desk.close()
        with Project.open(study_file) as again:
            assert written(again) == {("MX02", "planning"): "Typed"}
        return
    assert written(project) == {("MX02", "planning"): "Typed"}


def test_an_edit_elsewhere_does_not_disturb_what_is_being_typed(bare_window, panel, project):
    choose(panel, "MX02")
    press("Return", panel.table)
    type_in(panel, "Half a sen")
    who, meant = project.respondent_labelled("MX01"), project.code_named("planning")
    bare_window.desk.apply(write_summary(project, who, meant, "By somebody else"))
    assert panel.side.editor.toPlainText() == "Half a sen"
    assert panel.table.cells.text(panel.table.cells.index(0, 1)).endswith("By somebody else")
    bare_window.desk.apply(rename_respondent(project.respondent_labelled("MX02"), "MX99"))
    settle(bare_window)
    assert panel.side.title.text() == "MX99, Planning" and panel.side.editor.toPlainText() == "Half a sen"


def test_emptying_the_field_takes_the_summary_off(panel, project):
    who, meant = project.respondent_labelled("MX01"), project.code_named("planning")
    panel.desk.apply(write_summary(project, who, meant, "Plans"))
    choose(panel, "MX01")
    assert panel.side.editor.toPlainText() == "Plans"
    press("Return", panel.table)
    press("Ctrl+A", panel.side.editor)
    press("Delete", panel.side.editor)
    press("Escape", panel.side.editor)
    assert written(project) == {}


def test_reading_only_shows_and_does_not_write(bare_window, panel, study_file):
    bare_window.desk.close()
    bare_window.desk.open(study_file, read_only=True)
    bare_window.show_panel("matrix")
    settle(bare_window)
    choose(panel, "MX01")
    assert panel.side.editor.isReadOnly() and not panel.side.fill.isEnabled()
    assert not panel.page.fill.isEnabled()
    assert not panel.side.quotes[0].isEnabled()


# ---- filling ---------------------------------------------------------------------------------------------------------


def test_a_summary_is_begun_with_the_words_of_its_passages(panel, project):
    choose(panel, "MX02")
    panel.side.fill.click()
    draft = "\u201cplan ahead\u201d (MX02)\n\u201cdraw a map\u201d (MX02)"
    assert written(project) == {("MX02", "planning"): draft}
    panel.side.quotes[0].click()
    assert panel.side.editor.toPlainText() == f"{draft}\n\u201cplan ahead\u201d", "added below, nothing overwritten"


def test_all_are_filled_in_one_step_but_what_is_written_stays(bare_window, panel, project):
    who, meant = project.respondent_labelled("MX01"), project.code_named("planning")
    bare_window.desk.apply(write_summary(project, who, meant, "Mine"))
    panel.page.fill.click()
    settle(bare_window)
    assert written(project)["MX01", "planning"] == "Mine" and len(written(project)) == 3
    bare_window.desk.undo_stack.undo()
    assert written(project) == {("MX01", "planning"): "Mine"}


def test_nothing_is_taken_from_who_is_not_to_be_quoted(bare_window, panel, project):
    bare_window.desk.apply(set_quoting(project.respondent_labelled("MX02"), do_not_quote=True))
    settle(bare_window)
    choose(panel, "MX02")
    assert not panel.side.fill.isEnabled() and not panel.side.quotes[0].isEnabled()
    assert panel.side.links[0].isEnabled(), "their words may be read"
    panel.fill_all()
    settle(bare_window)
    assert sorted(written(project)) == [("MX01", "planning"), ("MX01", "review")]


# ---- order, groups, columns ------------------------------------------------------------------------------------------


def test_a_click_on_a_heading_sorts_by_its_code_and_a_second_one_turns_it_round(panel):
    header = panel.table.horizontalHeader()
    middle = QPoint(header.sectionViewportPosition(2) + 40, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert panel.arrangement.sort.currentText() == "Review"
    assert labels(panel) == ["MX01", "MX02", "MX03", "MX04"]
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert labels(panel) == ["MX04", "MX02", "MX03", "MX01"]


def test_groups_stand_above_their_respondents_and_the_cell_stays(panel):
    choose(panel, "MX02")
    by = panel.controls.by
    by.setCurrentIndex(by.findText("Analytic group"))
    by.activated.emit(by.currentIndex())
    assert labels(panel) == ["[Enthusiast]", "MX02", "[Cautious]", "MX01", "[(no value)]", "MX03", "MX04"]
    assert panel.side.title.text() == "MX02, Planning" and panel.table.currentIndex().row() == 1
    line = panel.table.cells.lines[4]
    assert isinstance(line, GroupLine) and line.words == "(no value), 2 respondents"
    assert panel.table.columnSpan(0, 0) == 3
    assert panel.table.cells.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Enthusiast, 1 respondent"
    assert panel.table.cells.cell(panel.table.cells.index(0, 1)) is None


def test_codes_are_chosen_and_all_come_back_where_none_is(panel):
    planning, review = panel.arrangement.menu.actions()
    planning.trigger()
    assert [c.name for c in panel.matrix.codes] == ["Review"]
    assert panel.arrangement.codes.text() == "1 of 2 codes"
    review.trigger()
    assert [c.name for c in panel.matrix.codes] == ["Planning", "Review"]


def test_a_filter_narrows_the_rows_and_a_wrong_one_is_told(panel):
    panel.controls.sample.set_text("group = cautious")
    panel.ask()
    assert labels(panel) == ["MX01"]
    panel.controls.sample.set_text("shoe = 4")
    panel.ask()
    assert panel.page.refusal.isVisible() and "shoe" in panel.page.refusal.text()
    assert labels(panel) == ["MX01"], "still those of the last question"
    panel.controls.sample.set_text("")
    panel.ask()
    assert not panel.page.refusal.isVisible() and len(labels(panel)) == 4


def test_a_width_that_was_set_stays(panel):
    panel.table.setColumnWidth(1, 222)
    panel.arrangement.sort_by("review")
    panel.table.dress()
    assert panel.table.columnWidth(1) == 222


def test_cells_show_passages_or_counts_instead(panel):
    panel.arrangement.mode.buttons[Shown.PASSAGES].click()
    image = panel.table.viewport().grab().toImage()
    assert [p.text for p in panel.table.cells.passages(panel.table.cells.index(1, 1))] == ["plan ahead", "draw a map"]
    high = panel.table.rowHeight(0)
    panel.arrangement.mode.buttons[Shown.COUNTS].click()
    assert panel.table.rowHeight(0) < high
    assert panel.table.viewport().grab().toImage() != image
    assert panel.table.cells.text(panel.table.cells.index(1, 1)) == "2 passages"


# ---- finding, copying, exporting -------------------------------------------------------------------------------------


def test_finding_goes_from_one_summary_to_the_next(panel, project):
    for label, text in (("MX01", "Keeps a MAP"), ("MX03", "no map at all")):
        who, meant = project.respondent_labelled(label), project.code_named("planning")
        panel.desk.apply(write_summary(project, who, meant, text))
    panel.finding.focus_field()
    QTest.keyClicks(panel.arrangement.search, "map")
    press("Return", panel.arrangement.search)
    assert panel.side.title.text() == "MX01, Planning"
    press("Return", panel.arrangement.search)
    assert panel.side.title.text() == "MX03, Planning"
    assert panel.arrangement.search.hasFocus()
    panel.table.viewport().grab()
    panel.arrangement.search.setText("giraffe")
    press("Return", panel.arrangement.search)
    assert panel.side.title.text() == "MX03, Planning"


def test_selected_cells_and_the_whole_matrix_are_copied(panel, project):
    who, meant = project.respondent_labelled("MX01"), project.code_named("planning")
    panel.desk.apply(write_summary(project, who, meant, "=Plans\nahead"))
    panel.table.show_cell(panel.table.cells.index(0, 1))
    panel.table.selectionModel().select(panel.table.cells.index(1, 1), QItemSelectionModel.SelectionFlag.Select)
    press("Ctrl+C", panel.table)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines == ["Respondent\tPlanning", "MX01\t1 passage =Plans ahead", "MX02\t2 passages No summary yet"]
    panel.page.copy.click()
    assert len(QGuiApplication.clipboard().text().split("\n")) == 5
    assert "<table>" in QGuiApplication.clipboard().mimeData().html()


def test_export_leads_to_the_screen_of_exports_once_something_is_written(bare_window, panel, project):
    assert not panel.page.export.isEnabled()
    choose(panel, "MX01")
    press("Return", panel.table)
    type_in(panel, "Plans")
    press("Escape", panel.side.editor)
    panel.page.export.click()
    assert bare_window.panel.name == "export"
    assert [place.detail for place in bare_window.panel.went] == ["matrix"]


# ---- places, blindness, large projects -------------------------------------------------------------------------------


def test_a_place_leads_to_a_cell(bare_window, panel, project):
    bare_window.show_panel("code")
    who, meant = project.respondent_labelled("MX03"), project.code_named("review")
    bare_window.go(Place("matrix", respondent=who.guid, code=meant.guid))
    assert panel.side.title.text() == "MX03, Review"


def test_back_returns_to_the_question_the_order_and_the_cell(bare_window, panel):
    panel.controls.sample.set_text("group = cautious")
    panel.arrangement.sort_by("review")
    panel.show_as(Shown.COUNTS)
    choose(panel, "MX01", "Review")
    panel.side.links[0].click()
    panel.controls.sample.set_text("")
    panel.arrangement.sort_by("")
    panel.show_as(Shown.SUMMARIES)
    bare_window.go_back()
    assert labels(panel) == ["MX01"] and panel.side.title.text() == "MX01, Review"
    assert panel.table.cells.shown is Shown.COUNTS and panel.arrangement.sort.currentText() == "Review"


def test_what_is_hidden_says_so_and_is_not_written_over(bare_window, panel, study_file):
    bare_window.desk.close()
    study = Study.__new__(Study)
    study.path, study.project = study_file, Project.open(study_file)
    study.assign("Ben", "MX01")
    who, meant = study.project.respondent_labelled("MX01"), study.project.code_named("planning")
    study.project.apply(write_summary(study.project, who, meant, "Ann says so"))
    study.project.close()
    bare_window.desk.open(study_file)
    bare_window.desk.act_as("Ben")
    bare_window.show_panel("matrix")
    settle(bare_window)
    assert panel.table.cells.text(panel.table.cells.index(0, 1)) == "hidden until read"
    choose(panel, "MX01")
    assert panel.side.editor.isReadOnly() and panel.side.editor.toPlainText() == ""
    assert not panel.side.links
    assert panel.page.hidden.isVisible() and "MX01" in panel.page.hidden.text()
    bare_window.desk.act_as("Ann")
    settle(bare_window)
    assert panel.table.cells.text(panel.table.cells.index(0, 1)).endswith("Ann says so")


def test_a_large_project_is_read_in_the_background(bare_window, panel, monkeypatch):
    monkeypatch.setattr(matrix_panel, "AT_ONCE", 0)
    panel.controls.sample.set_text("group = cautious")
    panel.ask()
    assert panel.page.counting.isVisible() and len(labels(panel)) == 4
    settle(bare_window)
    assert labels(panel) == ["MX01"] and not panel.page.counting.isVisible()


def test_only_rows_that_are_seen_are_read(panel, project):
    asked = []
    base = matrix(project)
    model = MatrixModel(lambda guids: asked.append(list(guids)) or [], panel)
    model.show(base)
    model.passages(model.index(1, 1))
    model.passages(model.index(1, 2))
    assert len(asked) == 1, "a row is read once"
    assert model.passages(model.index(1, 0)) == []


# ---- nothing to show -------------------------------------------------------------------------------------------------


def test_an_empty_project_says_what_to_do(bare_window, panel, tmp_path):
    Project.create(tmp_path / "empty.fop", Codebook("Empty"), coder="Ann")
    assert bare_window.open_project(tmp_path / "empty.fop")
    bare_window.show_panel("matrix")
    settle(bare_window)
    assert panel.page.empty.title.text() == "Nobody to compare yet"
    assert not panel.page.card.isVisible()
    panel.page.empty.main.click()
    assert bare_window.panel.name == "code"


def test_a_sample_of_nobody_offers_everybody(bare_window, panel, project):
    for label in ("MX01",):
        bare_window.desk.apply(exclude(project.respondent_labelled(label), "asked for it"))
    panel.controls.sample.set_text("group = cautious")
    panel.ask()
    assert panel.page.empty.title.text() == "Nobody is in the sample"
    panel.page.empty.main.click()
    assert labels(panel) == ["MX02", "MX03", "MX04"] and panel.page.card.isVisible()


def test_a_respondent_who_goes_takes_the_open_cell_along(bare_window, panel, project):
    choose(panel, "MX01")
    bare_window.desk.apply(exclude(project.respondent_labelled("MX01"), "asked for it"))
    settle(bare_window)
    assert labels(panel) == ["MX02", "MX03", "MX04"]
    assert panel.side.title.text() != "MX01, Planning" or not panel.side.isVisible()


def test_closing_the_project_empties_the_screen(bare_window, panel):
    choose(panel, "MX01")
    bare_window.desk.close()
    assert panel.table.cells.rowCount() == 0 and not panel.side.isVisible()
    assert isinstance(bare_window.desk, Desk) and bare_window.desk.apply(Change("Nothing")) is False
