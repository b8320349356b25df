"""The codebook edited from the Code screen, the queue of what is to be read again, and marks on respondents."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QMenu, QToolTip

from fop_coder.gui.panels.code.code_questions import TickedPassages
from fop_coder.gui.panels.code.documents_model import ROW_ROLE as ROW
from fop_coder.gui.panels.code.documents_model import Heading
from fop_coder.model.codebook import Need, Within
from fop_coder.model.coding import Coding, Mark, MarkKind
from fop_coder.project.reading_list import Reading

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def code(window, qtbot):
    """The Code screen with the first document open and the caret in the transcript."""
    window.show_panel("code")
    panel = window.panel
    panel.open(panel.documents.model.entries[0].document.guid)
    panel.transcript.setFocus()
    qtbot.waitUntil(panel.transcript.hasFocus)
    return panel


def dialog(qtbot):
    """Return the dialog that is open."""
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    return QApplication.activeModalWidget()


def edit(panel, qtbot, name):
    """Choose a code in the codebook and press F2."""
    panel.right.codebook.show_code(panel.desk.open_project.code_named(name).guid)
    qtbot.keyClick(panel.transcript, Qt.Key.Key_F2)
    return dialog(qtbot)


def press(qtbot, form):
    window = form.parentWidget().window()
    qtbot.mouseClick(form.yes, LEFT)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    window.activateWindow()  # without a window manager nobody else does
    qtbot.waitUntil(window.isActiveWindow)


def named(panel, name):
    return panel.desk.open_project.code_named(name)


def listed(panel):
    model = panel.right.codebook.model
    return [model.index(n).data() for n in range(model.rowCount())]


def said(window):
    return window._sentence.text()


def do(window, name):
    """Choose an action as from the menu."""
    window.actions_known.action(f"code.codebook_{name}").trigger()


# ---- the form --------------------------------------------------------------------------------------------------------


def test_a_changed_definition_asks_whether_finished_documents_are_to_be_reread(code, window, qtbot):
    before = named(code, "Planning")
    form = edit(code, qtbot, "Planning")
    assert form.windowTitle() == "Edit Planning"
    assert not form._question.isVisible()
    form.definition.selectAll()
    qtbot.keyClicks(form.definition, "Plans made before a visit.")
    assert form._question.isVisible()
    assert not form.yes.isEnabled(), "not before the question is answered"
    qtbot.mouseClick(form.wording, LEFT, pos=QPoint(8, form.wording.height() // 2))
    press(qtbot, form)
    after = named(code, "Planning")
    assert (after.definition, after.meaning) == ("Plans made before a visit.", before.meaning)
    assert code.documents.finished.text() == "25 of 25 finished"
    assert code.right.codebook.definition.text().startswith("Plans made before a visit.")
    qtbot.keyClick(code.transcript, "z", CTRL)
    assert named(code, "Planning") == before


def test_what_is_to_be_reread_is_a_queue_for_that_code_alone(code, window, qtbot):
    form = edit(code, qtbot, "Planning")
    qtbot.keyClicks(form.include, " Also supervision.")
    qtbot.mouseClick(form.reread, LEFT, pos=QPoint(8, form.reread.height() // 2))
    press(qtbot, form)
    assert said(window) == "Planning is changed: 25 to re-read."
    assert code.right.codebook.rereads.text() == "25 documents to re-read"
    assert code.right.codebook.model.referred(named(code, "Planning").guid).of == 0
    assert code.right.codebook.model.referred(named(code, "Review").guid).of == 25
    code.right.codebook.show_code(named(code, "Review").guid)
    assert not code.right.codebook.rereads_button.isVisible()
    code.right.codebook.show_code(named(code, "Planning").guid)
    qtbot.mouseClick(code.right.codebook.rereads_button, LEFT)
    assert code.documents.field.text() == "Planning"
    assert code.documents.model.rowCount() == 25
    assert [c.whole for c in code.header.chips.chips if c.warns] == ["Re-read for Planning"]
    first = code.opened.document.guid
    qtbot.keyClick(code.transcript, Qt.Key.Key_Return, CTRL)
    assert code.opened.document.guid != first
    assert code.documents.model.entry(first).reading is Reading.FINISHED
    assert code.documents.model.rowCount() == 24
    assert code.right.codebook.rereads.text() == "24 documents to re-read"


def test_name_key_and_colour_change_without_a_question_and_what_is_taken_is_not_offered(code, qtbot):
    form = edit(code, qtbot, "Review")
    offered = [form.key.itemData(n) for n in range(form.key.count())]
    assert {"5", "6", "A", ""} <= set(offered)
    assert not {"1", "E", "C", "L", "M", "N", "R", "T"} & set(offered)
    form.name.selectAll()
    qtbot.keyClicks(form.name, "Looking back")
    form.key.setCurrentIndex(form.key.findData("6"))
    form.colour.setCurrentIndex(8)
    assert not form._question.isVisible()
    press(qtbot, form)
    changed = named(code, "Looking back")
    assert (changed.key, changed.colour, changed.ident) == ("6", 9, "review")
    assert "Looking back" in listed(code)
    assert code.opened.code_with_key("6").guid == changed.guid


def test_a_criterion_taken_out_leaves_the_passages_and_a_new_one_can_be_ticked(code, qtbot):
    project = code.desk.open_project
    planning = named(code, "Planning")
    met = [c for c in project.store.values(Coding, code=planning.guid) if planning.criteria[0].guid in c.criteria]
    assert met
    form = edit(code, qtbot, "Planning")
    count = len(form.criteria.lines())
    out = form.criteria._rows[0][2].layout().itemAt(1).widget()
    qtbot.mouseClick(out, LEFT)
    qtbot.mouseClick(form.criteria.add_button, LEFT)
    qtbot.waitUntil(form.criteria.lines()[-1].hasFocus)
    qtbot.keyClicks(form.criteria.lines()[-1], "said when")
    form.criteria.need.setCurrentIndex(form.criteria.need.findData(Need.AT_LEAST))
    form.criteria.least.setValue(2)
    form.criteria.within.setCurrentIndex(form.criteria.within.findData(Within.PASSAGE))
    form.wording.click()
    press(qtbot, form)
    changed = named(code, "Planning")
    assert len(changed.criteria) == count
    assert changed.criteria[-1].name == "said when"
    assert changed.criteria_rule.at_least == 2 and changed.criteria_rule.within is Within.PASSAGE
    kept = {c.guid: c for c in project.store.values(Coding, code=planning.guid)}
    assert all(planning.criteria[0].guid not in kept[c.guid].criteria for c in met)
    assert project.verify() == []
    code.transcript.setFocus()
    qtbot.waitUntil(code.transcript.hasFocus)
    qtbot.keyClick(code.transcript, Qt.Key.Key_Down, CTRL)
    qtbot.keyClick(code.transcript, str(count), ALT)
    current = project.store.codings([code.transcript.current])[0]
    assert changed.criteria[-1].guid in current.criteria


def test_what_cannot_be_is_said_in_the_form_and_changes_nothing(code, qtbot):
    before = named(code, "Planning")
    form = edit(code, qtbot, "Planning")
    form.criteria.need.setCurrentIndex(form.criteria.need.findData(Need.AT_LEAST))
    form.criteria.least.setValue(9)
    qtbot.mouseClick(form.yes, LEFT)
    assert "asks for 9" in form.fault.text()
    assert form.fault.isVisible()
    assert named(code, "Planning") == before
    form.name.clear()
    assert not form.yes.isEnabled()
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert named(code, "Planning") == before


def test_a_code_stands_under_another_and_gathers(code, window, qtbot):
    form = edit(code, qtbot, "Review")
    form.above.setCurrentIndex(form.above.findText("Planning"))
    press(qtbot, form)
    assert named(code, "Review").parent == named(code, "Planning").guid
    assert listed(code)[:2] == ["Planning", "Review"]
    assert code.right.codebook.model.row(1).depth == 1
    form = edit(code, qtbot, "Planning")
    assert form.above.findText("Review") < 0, "a code cannot stand under itself"
    form.gathers.setChecked(True)
    press(qtbot, form)
    assert named(code, "Planning").gathers


def test_saved_as_it_was_nothing_is_changed(code, qtbot):
    entries = len(code.desk.open_project.history())
    press(qtbot, edit(code, qtbot, "Engagement"))
    assert len(code.desk.open_project.history()) == entries


# ---- new, moved, retired ---------------------------------------------------------------------------------------------


def test_a_new_code_from_the_codebooks_menu(code, window, qtbot):
    qtbot.mouseClick(code.right.codebook.edit_button, LEFT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    words = [a.text() for a in menu.actions() if a.text()]
    assert words[:2] == ["New code", "Edit the code"]
    menu.actions()[0].trigger()
    menu.close()
    form = dialog(qtbot)
    assert form.key.currentData() == "6"
    assert not form.yes.isEnabled()
    qtbot.keyClicks(form.name, "Housing & debt")
    qtbot.keyClicks(form.definition, "Rent, eviction, arrears.")
    qtbot.keyClicks(form.examples, "We owe the council.")
    press(qtbot, form)
    made = named(code, "Housing & debt")
    assert (made.ident, made.key, made.definition) == ("housing-debt", "6", "Rent, eviction, arrears.")
    assert made.examples == ("We owe the council.",)
    assert listed(code)[-1] == "Housing & debt"
    assert "is in the codebook" in said(window)
    assert code.right.codebook.current() == made
    do(window, "remove")
    assert "Housing & debt" not in listed(code)


def test_a_right_click_on_a_code_makes_it_current_and_shows_the_menu(code, qtbot):
    codes = code.right.codebook.list
    place = codes.visualRect(code.right.codebook.model.index(3)).center()
    codes.customContextMenuRequested.emit(place)
    menu = QApplication.activePopupWidget()
    assert code.right.codebook.current().name == "Techniques"
    menu.close()


def test_codes_are_moved_by_keys(code, qtbot):
    code.right.codebook.show_code(named(code, "Review").guid)
    qtbot.keyClick(code.transcript, Qt.Key.Key_Up, CTRL | ALT)
    assert listed(code) == ["Planning", "Hypotheses", "Engagement", "Review", "Techniques"]
    assert code.right.codebook.current().name == "Review", "and stays current"
    qtbot.keyClick(code.transcript, Qt.Key.Key_Down, CTRL | ALT)
    assert listed(code)[-1] == "Review"


def test_retire_and_take_back(code, window, qtbot):
    code.right.codebook.show_code(named(code, "Hypotheses").guid)
    passages = len(code.desk.open_project.store.coding_guids(codes=[named(code, "Hypotheses").guid]))
    do(window, "retire")
    assert "Hypotheses" not in listed(code)
    assert "its passages stay" in said(window)
    assert len(code.desk.open_project.store.coding_guids(codes=[named(code, "Hypotheses").guid])) == passages
    menu = QMenu()
    code.editing.fill_menu(menu)
    back = next(a.menu() for a in menu.actions() if a.menu() is not None)
    assert [a.text() for a in back.actions()] == ["Hypotheses"]
    back.actions()[0].trigger()
    menu.deleteLater()
    assert "Hypotheses" in listed(code)


def test_a_code_with_passages_is_not_removed(code, window, monkeypatch):
    refused = []
    monkeypatch.setattr(code.editing, "_around", replace(code.around, show_error=refused.append))
    code.right.codebook.show_code(named(code, "Review").guid)
    do(window, "remove")
    assert "passages" in refused[0].what
    assert "Review" in listed(code)


# ---- merge and split -------------------------------------------------------------------------------------------------


def test_merge_into_another_code(code, window, qtbot):
    project = code.desk.open_project
    review, planning = named(code, "Review"), named(code, "Planning")
    many = {c.guid: len(project.store.coding_guids(codes=[c.guid])) for c in (review, planning)}
    code.right.codebook.show_code(review.guid)
    do(window, "merge")
    question = dialog(qtbot)
    assert question.into.findText("Review") < 0
    question.into.setCurrentIndex(question.into.findText("Planning"))
    press(qtbot, question)
    assert "Review" not in listed(code)
    after = len(project.store.coding_guids(codes=[planning.guid]))
    assert max(many.values()) <= after <= sum(many.values())
    assert project.verify() == []
    qtbot.keyClick(code.transcript, "z", CTRL)
    assert len(project.store.coding_guids(codes=[review.guid])) == many[review.guid]


def test_split_the_ticked_passages_off(code, window, qtbot):
    project = code.desk.open_project
    planning = named(code, "Planning")
    passages = project.store.coding_guids(codes=[planning.guid])
    code.right.codebook.show_code(planning.guid)
    do(window, "split")
    question = dialog(qtbot)
    assert not question.yes.isEnabled()
    qtbot.keyClicks(question.name, "Mapping")
    question.list.setFocus()
    question.list.setCurrentIndex(question.model.index(0))
    qtbot.keyClick(question.list, Qt.Key.Key_Space)
    question.list.setCurrentIndex(question.model.index(2))
    qtbot.keyClick(question.list, Qt.Key.Key_Space)
    assert question.many.text() == f"2 of {len(passages)} ticked"
    press(qtbot, question)
    moved = {c.guid for c in project.store.values(Coding, code=named(code, "Mapping").guid)}
    assert moved == {passages[0], passages[2]}
    assert named(code, "Planning").meaning == planning.meaning + 1
    assert project.verify() == []


def test_the_list_of_passages_to_split_is_a_sound_model(code):
    model = TickedPassages(code, code.editing._fetch)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.fill(code.desk.open_project.store.coding_guids(codes=[named(code, "Review").guid]))
    index = model.index(0)
    assert model.setData(index, Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert not model.setData(index, "words")
    assert index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    assert ": " in index.data()
    tester.deleteLater()


def test_a_code_without_passages_is_not_split(code, window):
    code.hand.make_code("Empty")
    code.hand.take_off()
    code.right.codebook.show_code(named(code, "Empty").guid)
    do(window, "split")
    assert said(window) == "Empty has no passages to split."


# ---- marks -----------------------------------------------------------------------------------------------------------


def marks(panel):
    project = panel.desk.open_project
    who = project.respondent_labelled("HF01").guid
    return {(m.about, m.kind, m.because) for m in project.store.values(Mark, respondent=who)}


def test_marks_by_their_keys_with_a_reason(code, window, qtbot):
    review = named(code, "Review")
    before = marks(code)
    code.right.codebook.show_code(review.guid)
    qtbot.keyClick(code.transcript, "n")
    question = dialog(qtbot)
    assert question.windowTitle() == "Mark HF01"
    assert question.code.currentText() == "Review"
    assert question.buttons["not-asked"].isChecked()
    qtbot.keyClicks(question.reason, "time ran out")
    press(qtbot, question)
    assert marks(code) - before == {(review.guid, MarkKind.NOT_ASKED, "time ran out")}
    assert said(window) == "HF01 is marked not asked on Review."
    code.right.codebook.show_code(review.guid)
    qtbot.keyClick(code.transcript, "t")
    question = dialog(qtbot)
    assert question.reason.text() == "time ran out"
    press(qtbot, question)
    assert (review.guid, MarkKind.TOO_LITTLE, "time ran out") in marks(code)
    code.right.codebook.show_code(review.guid)
    qtbot.mouseClick(code.header.mark_button, LEFT)
    question = dialog(qtbot)
    assert question.buttons["too-little-information"].isChecked(), "the mark that stands"
    question.buttons["clear"].click()
    press(qtbot, question)
    assert marks(code) == before


def test_nothing_of_this_is_offered_where_the_project_is_open_for_reading(bare_window, sample_copy):
    bare_window.desk.open(sample_copy, read_only=True)
    bare_window.show_panel("code")
    panel = bare_window.panel
    assert not panel.header.mark_button.isEnabled()
    for spec, action in bare_window.actions_known:
        if spec.id.startswith("code.codebook_"):
            assert not action.isEnabled(), spec.id
    panel.mark()
    assert QApplication.activeModalWidget() is None
    assert "reading only" in said(bare_window)


# ---- menus -----------------------------------------------------------------------------------------------------------


def choose(menu, words):
    menu.aboutToShow.emit()
    next(a for a in menu.actions() if a.text() == words).trigger()


def test_documents_are_filtered_ordered_and_grouped_from_their_menus(code):
    pane = code.documents
    choose(pane._which.menu(), "Unfinished")
    assert pane.model.rowCount() == 0
    assert pane._nothing.isVisible()
    choose(pane._which.menu(), "All documents")
    choose(pane._order.menu(), "By name")
    choose(pane._order.menu(), "Grouped by borough")
    heads = [r.words for n in range(pane.model.rowCount()) if isinstance(r := pane.model.index(n).data(ROW), Heading)]
    assert heads == sorted(heads) and "RBKC" in heads
    assert code.around.preferences.text("code/group") == "borough"
    choose(pane._order.menu(), "Plain list")
    assert pane.model.rowCount() == 25


def test_codes_and_copy_from_the_transcripts_menu(code, qtbot):
    code.transcript.go_to_turn(5)
    before = len(code.opened.index)
    code.hand.show_menu(QPoint(200, 100))
    menu = QApplication.activePopupWidget()
    assert [a.text().split("\t")[0] for a in menu.actions()][:2] == ["Planning", "Hypotheses"]
    menu.actions()[1].trigger()
    menu.close()
    assert len(code.opened.index) == before + 1
    code.hand.show_menu(QPoint(200, 100))
    menu = QApplication.activePopupWidget()
    next(a for a in menu.actions() if a.text() == "Take Hypotheses off").trigger()
    menu.close()
    assert len(code.opened.index) == before


def test_hovering_says_code_coder_criteria_and_memo(code, qtbot):
    qtbot.keyClick(code.transcript, Qt.Key.Key_Down, CTRL)
    code.transcript.viewport().repaint()
    target = next(t for t in code.transcript._targets if t.coding == code.transcript.current)
    spot = target.rect.center().toPoint()
    view = code.transcript.viewport()
    QApplication.sendEvent(view, QHelpEvent(QEvent.Type.ToolTip, spot, view.mapToGlobal(spot)))
    assert "Planning, First coder" in QToolTip.text()
    assert "Criteria: " in QToolTip.text()
    QApplication.sendEvent(view, QHelpEvent(QEvent.Type.ToolTip, QPoint(1, 1), view.mapToGlobal(QPoint(1, 1))))
    qtbot.waitUntil(lambda: not QToolTip.isVisible())
