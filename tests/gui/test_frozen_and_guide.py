"""Frozen figures and the topic guide in the window, by keyboard."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fop_coder.coding.passages import uncode
from fop_coder.gui import files
from fop_coder.gui.dialogs import Said
from fop_coder.gui.frozen.dialog import MOVE, WHO, WHY, FrozenDialog
from fop_coder.gui.frozen.freezing import FreezeDialog
from fop_coder.gui.guide.dialog import GuideDialog
from fop_coder.gui.guide.question import QuestionDialog
from fop_coder.model.change import Change
from fop_coder.model.coding import Coding, GuideQuestion, Mark
from fop_coder.model.documents import Document
from fop_coder.model.report import FrozenFigures
from fop_coder.project.guide import add_change, guide_questions
from fop_coder.project.not_asked import BECAUSE
from tests.gui.hands import Attendant, press, settle
from tests.gui.watched_models import watch

SUPERVISION = "When you have supervision, is there time to review and reflect?"
MOON = "Have you ever been to the moon with your grandmother's bicycle?"


@pytest.fixture(autouse=True)
def watched(monkeypatch):
    """Every model has Qt's tester while these dialogs are used."""
    return watch(monkeypatch)


@pytest.fixture
def project(window):
    window.show_panel("tallies")
    settle(window)
    return window.desk.open_project


def shown(window, kind):
    """Return the dialog of a kind that is open, with the focus and its answer."""
    settle(window)
    dialog = window.findChildren(kind)[-1]
    dialog.activateWindow()
    QApplication.processEvents()
    return dialog


def done(window, name, kind):
    window.actions_known.action(name).trigger()
    return shown(window, kind)


def type_in(words):
    QTest.keyClicks(QApplication.focusWidget(), words)
    QApplication.processEvents()


def freeze(window, name):
    done(window, "tallies.freeze", FreezeDialog)
    type_in(name)
    press("Return")
    settle(window)


def take_off_all(window, label, ident):
    """Take off every passage of the first coder's with a code in a document; return where it was."""
    project = window.desk.open_project
    document = next(d for d in project.store.values(Document) if d.name.startswith(label))
    code = project.code_named(ident)
    codings = project.store.values(Coding, document=document.guid, code=code.guid, coder=project.coder)
    for coding in codings:
        window.desk.do(uncode(coding, code, document))
    return document.guid, codings[-1].start


# ---- frozen figures --------------------------------------------------------------------------------------------------


def test_figures_are_frozen_from_the_tallies_and_undone(window, project):
    window.actions_known.action("tallies.freeze").trigger()
    dialog = shown(window, FreezeDialog)
    assert not dialog.do.isEnabled()
    type_in("First draft")
    press("Return")
    settle(window)
    (kept,) = project.store.values(FrozenFigures)
    assert kept.name == "First draft"
    assert "frozen as First draft" in window.status.sentence.text()
    dialog = done(window, "tallies.freeze", FreezeDialog)
    type_in("first DRAFT")
    press("Return")
    settle(window)
    assert "frozen as 'first DRAFT' already" in dialog.fault.text()
    dialog.reject()
    window.desk.undo_stack.undo()
    assert project.store.values(FrozenFigures) == []


def test_who_moved_is_shown_with_the_reason_and_followed(window, project):
    freeze(window, "First draft")
    document, start = take_off_all(window, "HF01", "planning")
    dialog = done(window, "frozen.show", FrozenDialog)
    assert dialog.summary.text() == "1 figure moved."
    (row,) = [r for r in dialog.moved.rows if r[0].startswith("Planning")]
    assert re.match(r"Planning 22/25 → 21/25", row[0])
    assert row[WHO] == "HF01"
    assert row[MOVE].endswith("→ not referred")
    assert re.match(r"(HF01's only passage was|All \d passages of HF01's were) taken off", row[WHY])
    press("Return")
    assert QApplication.focusWidget() is dialog.table, "Enter in the list goes on to the table"
    press("Ctrl+C")
    assert "HF01" in QGuiApplication.clipboard().text()
    assert "<td>HF01</td>" in QGuiApplication.clipboard().mimeData().html()
    press("Return")
    settle(window)
    assert not window.findChildren(FrozenDialog)
    place = window.panel_named("code").place()
    assert (place.document, place.position) == (document, start)


def test_the_list_follows_what_is_done_and_forgotten(window, project):
    dialog = done(window, "frozen.show", FrozenDialog)
    assert dialog.empty.isVisible()
    assert not dialog.table.isVisible()
    dialog.reject()
    freeze(window, "A")
    freeze(window, "B")
    dialog = done(window, "frozen.show", FrozenDialog)
    assert dialog.summary.text() == "Every figure is as it was."
    assert sorted(row[0] for row in dialog.frozen.rows) == ["A", "B"]
    take_off_all(window, "HF02", "planning")
    settle(window)
    assert "moved." in dialog.summary.text(), "an edit is compared at once"

    def answer(asked):
        if isinstance(asked, Said):
            asked.chosen = True
            asked.accept()

    with Attendant(answer):
        dialog.forget.click()
    settle(window)
    assert len(dialog.frozen.rows) == len(project.store.values(FrozenFigures)) == 1


def test_figures_that_cannot_be_compared_any_more_say_why(window, project):
    window.panel_named("tallies").controls.sample.set_text("borough = RBKC")
    window.panel_named("tallies").ask()
    settle(window)
    window.panel_named("tallies").controls.prompted.setChecked(True)
    freeze(window, "RBKC")
    freeze(window, "RBKC again")
    borough = project.attribute_named("borough")
    window.desk.do(Change("Rename", (borough,), (replace(borough, name="district"),)))
    dialog = done(window, "frozen.show", FrozenDialog)
    assert dialog.summary.text() == "These figures cannot be compared any more."
    assert "called 'borough'" in dialog.fault.text()
    assert "borough = RBKC" in dialog.over.text()
    assert not dialog.follow.isEnabled()
    window.desk.undo_stack.undo()
    press("Down")
    settle(window)
    assert dialog.summary.text() == "Every figure is as it was."
    assert not dialog.fault.isVisible()


# ---- the topic guide -------------------------------------------------------------------------------------------------


def test_questions_are_added_changed_moved_and_taken_out(window, project):
    dialog = done(window, "guide.show", GuideDialog)
    assert dialog.empty.isVisible()
    dialog.add.click()
    asking = shown(window, QuestionDialog)
    type_in(MOON)
    asking.list.setFocus()
    press("Space")
    asking.words.setFocus()
    press("Return")
    settle(window)
    (question,) = guide_questions(project)
    assert (question.text, question.codes) == (MOON, (project.codebook.codes[0].guid,))
    assert dialog.asked.rows[0][2].startswith("0 of ")
    window.desk.do(add_change(project, SUPERVISION, []))
    settle(window)
    dialog = shown(window, GuideDialog)
    dialog.table.setFocus()
    dialog.down.click()
    assert [q.text for q in guide_questions(project)] == [SUPERVISION, MOON]
    press("Return")
    asking = shown(window, QuestionDialog)
    assert asking.words.text() == MOON
    asking.words.setText(SUPERVISION)
    asking.do.click()
    assert "this question already" in asking.fault.text()
    asking.reject()
    settle(window)
    dialog.remove.click()
    settle(window)
    assert [q.text for q in project.store.values(GuideQuestion)] == [SUPERVISION]
    assert not dialog.up.isEnabled()
    assert not dialog.down.isEnabled()
    assert dialog.words.text().startswith("Nobody")


def test_a_guide_is_imported_and_what_is_wrong_is_said(window, project, tmp_path, monkeypatch):
    path = tmp_path / "guide.csv"
    path.write_text(f'question,codes\n"{SUPERVISION}",review\n', encoding="utf-8")
    monkeypatch.setattr(files, "choose_file", lambda *_: path)
    dialog = done(window, "guide.show", GuideDialog)
    press("Space")
    settle(window)
    assert dialog.asked.rows[0][:2] == (SUPERVISION, project.code_named("review").name)
    assert int(dialog.asked.rows[0][2].split()[0]) > 0, "the sample's interviewer asks about supervision"
    dialog.load.click()
    assert "guide.csv holds nothing new." in dialog.fault.text()
    path.write_text("question,codes\nWhy?,nonsense\n", encoding="utf-8")
    dialog.load.click()
    assert "no code called 'nonsense'" in dialog.fault.text()


def test_who_was_not_asked_is_looked_at_ticked_and_confirmed_in_one_step(window, project):
    window.desk.do(add_change(project, MOON, [project.code_named("review")]))
    dialog = done(window, "guide.show", GuideDialog)
    every = dialog.proposals.rowCount()
    assert every > 2
    assert not dialog.confirm.isEnabled()
    dialog.list.setFocus()
    press("Space")
    press("Down")
    press("Space")
    press("Space")
    assert dialog.confirm.text() == "Mark 1 as not asked"
    chosen = dialog.proposals.chosen[0]
    assert dialog.list.currentIndex().row() == 1
    before = len(project.store.values(Mark))
    dialog.confirm.click()
    settle(window)
    assert len(project.store.values(Mark)) == before + 1
    (mark,) = project.store.values(Mark, respondent=chosen.respondent, about=chosen.code)
    assert mark.because == BECAUSE
    assert dialog.proposals.rowCount() == every - 1
    dialog.all.click()
    assert dialog.confirm.text() == f"Mark {every - 1} as not asked"
    dialog.all.click()
    assert not dialog.confirm.isEnabled()
    window.desk.undo_stack.undo()
    settle(window)
    assert dialog.proposals.rowCount() == every
    dialog.share.setValue(10)
    settle(window)
    assert dialog.proposals.rowCount() < every, "with less that must be found, more counts as asked"


def test_enter_goes_to_the_nearest_turn(window, project):
    window.desk.do(add_change(project, MOON, [project.code_named("review")]))
    dialog = done(window, "guide.show", GuideDialog)
    dialog.list.setFocus()
    proposal = dialog.proposals.proposal(0)
    assert proposal is not None and proposal.nearest is not None
    read = dialog.proposals.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert read == f"{proposal.label}, not ticked"
    press("Return")
    settle(window)
    place = window.panel_named("code").place()
    assert (place.document, place.position) == (proposal.nearest.document, proposal.nearest.start)


def test_where_nothing_is_near_enter_goes_to_the_respondent(window, project):
    window.desk.do(add_change(project, "Zeitgeist?", [project.code_named("review")]))
    dialog = done(window, "guide.show", GuideDialog)
    dialog.list.setFocus()
    proposal = dialog.proposals.proposal(0)
    assert proposal is not None and proposal.nearest is None
    assert dialog.proposals.index(0, 2).data() == "not one word of it"
    dialog.go.click()
    settle(window)
    assert window.panel_named("respondents").place().respondent == proposal.respondent
