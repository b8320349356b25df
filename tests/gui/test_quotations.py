"""Starring passages, leaving words out, the list of quotations, and names to keep out: by keys and clicks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QListView

from fop_coder.gui import dialogs, files
from fop_coder.gui.panels.code.quote_bar import STARRED
from fop_coder.gui.panels.export.names_dialog import NamesDialog
from fop_coder.gui.panels.find.model import HitModel
from fop_coder.gui.quotations.dialog import QuotationsDialog
from fop_coder.gui.quotations.listing import QuotationsModel
from fop_coder.project import Project
from fop_coder.project.names import keep_names_change, kept_names
from fop_coder.project.quotations import quotation_of, star_change, starred
from fop_coder.project.respondent_edits import quoting_change
from fop_coder.project.tallying import Question, passages_behind

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def code(window, qtbot):
    """The Code screen with the first passage of the first document current."""
    window.show_panel("code")
    panel = window.panel
    panel.open(panel.documents.model.entries[0].document.guid)
    panel.transcript.setFocus()
    qtbot.waitUntil(panel.transcript.hasFocus)
    qtbot.keyClick(panel.transcript, Qt.Key.Key_Down, CTRL)
    return panel


def star_some(window, many=6):
    """Star passages of planning of different respondents."""
    project = window.desk.open_project
    guids = passages_behind(project, [project.code_named("planning")], Question())[:many]
    for guid in guids:
        window.desk.do(star_change(project, guid))
    return guids


def opened(window, kind):
    return next(found for found in window.findChildren(kind) if found.isVisible())


def said(window):
    return window._sentence.text()


def test_a_key_stars_the_passage_and_the_same_key_takes_it_off(code, window, qtbot):
    project, passage = window.desk.open_project, code.transcript.current
    bar = code.right.passage.quote_bar
    assert not bar.star.isChecked() and not bar.isVisible()
    qtbot.keyClick(code.transcript, "q", CTRL | SHIFT)
    assert starred(project) == {passage}
    assert bar.star.isChecked() and bar.leave_out.isVisible()
    assert said(window) == "Starred as quotable."
    qtbot.mouseClick(bar.star, Qt.MouseButton.LeftButton)
    assert starred(project) == frozenset() and not bar.star.isChecked()
    window.desk.undo_stack.undo()
    assert bar.star.isChecked()


def test_selected_words_are_struck_and_put_back(code, window, qtbot):
    project, passage = window.desk.open_project, code.transcript.current
    (coding,) = project.store.codings([passage])
    words = project.store.text(coding.document)[coding.start : coding.end]
    qtbot.keyClick(code.transcript, "x", CTRL | SHIFT)
    assert said(window) == "Select the words to be left out of the starred passage."
    qtbot.keyClick(code.transcript, "q", CTRL | SHIFT)
    second = words.index(" ") + 1
    code.transcript.select(coding.start + second + 1, coding.start + second + 3)
    code.transcript.make_current(passage, move=False)
    qtbot.keyClick(code.transcript, "x", CTRL | SHIFT)
    assert quotation_of(project, passage).left_out
    quoted = code.right.passage.card.quoted
    struck = words[second:].split()[0].strip(",.")
    assert quoted.isVisible() and not code.right.passage.card.words.isVisible()
    assert [piece for piece, is_out in quoted.pieces if is_out] == [struck]
    assert f"(left out: {struck})" in quoted.accessibleName()
    assert quoted.height() >= quoted.heightForWidth(quoted.width()), "no line is cut off"
    code.transcript.select(coding.start + second + 1, coding.start + second + 3)
    code.transcript.make_current(passage, move=False)
    qtbot.mouseClick(code.right.passage.quote_bar.leave_out, Qt.MouseButton.LeftButton)
    assert quotation_of(project, passage).left_out == ()
    assert code.right.passage.card.words.isVisible() and not quoted.isVisible()


def test_what_cannot_be_done_is_said(code, window, qtbot, monkeypatch):
    project, passage = window.desk.open_project, code.transcript.current
    shown = []
    monkeypatch.setattr(dialogs, "show_error", lambda _parent, error: shown.append(error.what))
    qtbot.keyClick(code.transcript, "q", CTRL | SHIFT)
    (coding,) = project.store.codings([passage])
    code.transcript.select(coding.start, coding.end)
    code.transcript.make_current(passage, move=False)
    qtbot.keyClick(code.transcript, "x", CTRL | SHIFT)
    assert shown == ["nothing of the passage would be left"]
    code.transcript.select(coding.start, coding.start + 1)
    code.transcript.make_current(passage, move=False)
    qtbot.keyClick(code.transcript, "x", CTRL | SHIFT)
    qtbot.keyClick(code.transcript, "q", CTRL | SHIFT)
    assert said(window) == "The star is taken off; what was left out is forgotten."
    code.transcript.go_to_turn(0)
    qtbot.keyClick(code.transcript, "q", CTRL | SHIFT)
    qtbot.keyClick(code.transcript, "x", CTRL | SHIFT)
    assert said(window) == "Go to a coding first: Ctrl+Down."
    assert starred(project) == frozenset()


def test_nothing_is_changed_where_the_project_is_open_for_reading(bare_window, sample_copy, qtbot):
    with Project.open(sample_copy) as project:
        for guid in passages_behind(project, [project.code_named("planning")], Question())[:2]:
            project.apply(star_change(project, guid))
        project.apply(keep_names_change(project, {"Tom": ""}))
    bare_window.desk.open(sample_copy, read_only=True)
    bare_window.show_panel("code")
    code = bare_window.panel
    qtbot.keyClick(code.transcript, Qt.Key.Key_Down, CTRL)
    bar = code.right.passage.quote_bar
    assert bar.star.isChecked() and not bar.star.isEnabled() and not bar.leave_out.isEnabled()
    code.quoting.show_list()
    dialog = opened(bare_window, QuotationsDialog)
    assert len(dialog.model.rows) == 2
    assert dialog.go.isEnabled() and not dialog.off.isEnabled() and not dialog.template.keep.isEnabled()
    dialog.copy.setFocus()
    qtbot.keyClick(dialog.copy, Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text().endswith("(HF01)")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    names = NamesDialog(bare_window, bare_window._around)
    qtbot.addWidget(names)
    assert names.model.rows == [("Tom", "")]
    assert not (names.add.isEnabled() or names.take_in.isEnabled() or names.remove.isEnabled())


def test_nobody_is_starred_who_is_not_to_be_quoted(code, window, qtbot, monkeypatch):
    project = window.desk.open_project
    window.desk.do(quoting_change(project, [project.respondent_labelled("HF01")], do_not_quote=True))
    shown = []
    monkeypatch.setattr(dialogs, "show_error", lambda _parent, error: shown.append(error.what))
    qtbot.keyClick(code.transcript, "q", CTRL | SHIFT)
    assert shown == ["HF01 is not to be quoted"]
    assert starred(project) == frozenset()


def test_lists_and_hits_show_the_star(code, window, qtbot, monkeypatch):
    painted = []
    for module in ("fop_coder.gui.panels.code.passages_list", "fop_coder.gui.panels.find.delegate"):
        monkeypatch.setattr(f"{module}.paint_icon", lambda _painter, name, *_: painted.append(name))
    (guid,) = star_some(window, 1)
    code.right.tabs.setCurrentIndex(1)
    code.right.list.list.grab()
    assert painted == [STARRED]
    model = code.right.list.model
    said_of = [model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    assert [words.startswith("starred, ") for words in said_of].count(True) == 1
    (coding,) = window.desk.open_project.store.codings([guid])
    words = window.desk.open_project.store.text(coding.document)[coding.start : coding.start + 40].split()[2]
    window.show_panel("find")
    find = window.panel
    find.words.setText(words)
    qtbot.waitUntil(lambda: any(hit.document_guid == coding.document for hit in find.model.hits), timeout=10_000)
    stars = [find.model.index(row, 0).data(HitModel.STARRED) for row in range(find.model.rowCount())]
    assert any(stars)
    star = find.model.index(stars.index(True), 0)
    assert ", starred:" in star.data(Qt.ItemDataRole.AccessibleTextRole)
    find.hits.viewport().grab()
    assert painted.count(STARRED) >= 2


def test_the_list_shows_labels_spread_and_warning_and_leads_to_the_passage(code, window, qtbot):
    guids = star_some(window)
    qtbot.keyClick(code.transcript, "l", CTRL | SHIFT)
    dialog = opened(window, QuotationsDialog)
    QAbstractItemModelTester(dialog.model)
    assert [row.coding for row in dialog.model.rows] == list(guids)
    assert "6 quotations." in dialog.told.text()
    assert dialog.people.rows[0][1] >= dialog.people.rows[-1][1]
    assert "LBHF gives" in dialog.warning.text() and dialog.warning.isVisible()
    index = dialog.list.currentIndex()
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).startswith("HF01, Planning, ")
    assert isinstance(dialog.focusWidget(), QListView)
    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    row = index.data(QuotationsModel.ROW)
    assert QGuiApplication.clipboard().text() == f"“{row.text}” (HF01)"
    dialog.list.setFocus()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert window.panel is code and code.transcript.current == guids[1]


def test_the_list_is_narrowed_and_a_star_taken_off(code, window, qtbot):
    guids = star_some(window, 3)
    project = window.desk.open_project
    silent = star_change(project, passages_behind(project, [project.code_named("planning")], Question())[-1])
    window.desk.do(silent)
    window.desk.do(quoting_change(project, [project.respondent_labelled("WE09")], do_not_quote=True))
    code.quoting.show_list()
    dialog = opened(window, QuotationsDialog)
    dialog.code.setCurrentText("Review")
    dialog.code.activated.emit(0)
    assert dialog.model.rows == () and dialog.empty.text() == "No quotation of this code, class and view."
    dialog.code.setCurrentText("Planning")
    dialog.code.activated.emit(0)
    categories = {row.category for row in dialog.model.rows}
    dialog.category.setCurrentText(min(categories))
    dialog.category.activated.emit(0)
    assert {row.category for row in dialog.model.rows} == {min(categories)}
    dialog.category.setCurrentIndex(0)
    dialog.category.activated.emit(0)
    qtbot.mouseClick(dialog.off, Qt.MouseButton.LeftButton)
    assert starred(project) == {*guids[1:], silent.added[0].coding}
    assert len(dialog.model.rows) == 2
    assert dialog.told.text() == "2 quotations. 1 of respondents who are not to be quoted: left out."


def test_a_template_is_seen_at_once_kept_on_enter_and_refused_with_what_is_known(code, window, qtbot):
    star_some(window, 2)
    code.quoting.show_list()
    dialog = opened(window, QuotationsDialog)
    field = dialog.template.field
    field.setFocus()
    qtbot.keyClicks(field, "{role}, {clas")
    qtbot.waitUntil(dialog.template.fault.isVisible)
    assert "brace" in dialog.template.fault.text() and not dialog.template.keep.isEnabled()
    field.clear()
    qtbot.keyClicks(field, "{nothing}")
    qtbot.waitUntil(lambda: "Known: {respondent}, {class}, {borough}" in dialog.template.fault.text())
    field.clear()
    next(action for action in dialog.template.menu.actions() if action.text() == "role").trigger()
    next(action for action in dialog.template.menu.actions() if action.text() == "class").trigger()
    assert field.text() == "{role}, {class}"
    qtbot.waitUntil(lambda: dialog.template.reads.text() == "Reads: Long term, enthusiast")
    assert dialog.model.rows[0].label == "Long term, enthusiast"
    assert window.desk.open_project.settings.quotation_label == ""
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert window.desk.open_project.settings.quotation_label == "{role}, {class}"
    assert not dialog.template.keep.isEnabled()


def test_names_are_kept_with_pseudonyms_imported_and_removed(window, qtbot, tmp_path, monkeypatch):
    window.show_panel("export")
    export = window.panel
    qtbot.mouseClick(export.choices.whom.buttons["publication"], Qt.MouseButton.LeftButton)
    before = export.choices.before
    assert before.own.text() == "In the project: none…"
    qtbot.mouseClick(before.own, Qt.MouseButton.LeftButton)
    dialog = opened(window, NamesDialog)
    QAbstractItemModelTester(dialog.model)
    qtbot.keyClicks(dialog.name, "Ann Lee")
    qtbot.keyClick(dialog.name, Qt.Key.Key_Tab)
    qtbot.keyClicks(dialog.instead, "Ann")
    qtbot.keyClick(dialog.instead, Qt.Key.Key_Return)
    qtbot.keyClicks(dialog.name, "Ann")
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    assert "holds the name 'Ann'" in dialog.fault.text()
    monkeypatch.setattr(files, "choose_file", lambda *_: tmp_path / "names.txt")
    (tmp_path / "names.txt").write_text("Tom\nann lee = Mary\n", encoding="utf-8")
    qtbot.mouseClick(dialog.take_in, Qt.MouseButton.LeftButton)
    assert dialog.model.rows == [("Ann Lee", "Mary"), ("Tom", "")]
    assert dialog.fault.isHidden()
    dialog.name.clear()
    dialog.table.setFocus()
    dialog.table.setCurrentIndex(dialog.model.index(1, 0))
    assert dialog.name.text() == "Tom"
    qtbot.keyClick(dialog.table, Qt.Key.Key_Delete)
    assert [(k.name, k.instead) for k in kept_names(window.desk.open_project)] == [("Ann Lee", "Mary")]
    assert before.own.text() == "In the project: 1…"
    (tmp_path / "names.txt").write_text("# nobody\n", encoding="utf-8")
    qtbot.mouseClick(dialog.take_in, Qt.MouseButton.LeftButton)
    assert "no name in the list" in dialog.fault.text()
    dialog.reject()
    qtbot.waitUntil(lambda: not window.runner.tasks, timeout=10_000)


def test_the_smallest_group_is_kept_in_the_project(window, qtbot):
    window.show_panel("export")
    before = window.panel.choices.before
    qtbot.mouseClick(window.panel.choices.whom.buttons["publication"], Qt.MouseButton.LeftButton)
    before.smallest.setValue(7)
    qtbot.waitUntil(lambda: window.desk.open_project.settings.smallest_group == 7)
    window.desk.undo_stack.undo()
    assert before.smallest.value() == 5
    qtbot.waitUntil(lambda: not window.runner.tasks, timeout=10_000)
