"""Answers to an instrument typed with one key each, and how scores lie, by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from fop_coder.gui import files
from fop_coder.gui.instruments.answers_model import ANSWER, TURNED, WORDING
from fop_coder.gui.instruments.dialog import AnswersDialog
from fop_coder.gui.instruments.scores import ScoresDialog
from fop_coder.gui.panels.respondents.panel import RespondentsPanel
from fop_coder.model.change import Change
from fop_coder.model.codebook import Codebook, Instrument, Item
from fop_coder.model.errors import ChangeRefused
from fop_coder.model.people import Attribute, AttributeValue, Respondent
from fop_coder.project import Project
from fop_coder.project.instruments import answers_change
from tests.gui.hands import press, settle
from tests.gui.watched_models import watch
from tests.made import guid

ITEMS = (
    Item(1, name="We talk about what matters", subscale="talk"),
    Item(2, True, "talk", "Nobody listens"),
    Item(3, subscale="ease"),
    Item(4, True, "ease"),
)
FOUR = Instrument(guid("four"), "four", "Four", 1, 5, ITEMS, most_missing=1)
TENS = Instrument(guid("tens"), "tens", "Tens", 0, 10, (Item(1), Item(2)), position=1)


@pytest.fixture(autouse=True)
def watched(monkeypatch):
    """Every model has Qt's tester while these dialogs are used."""
    return watch(monkeypatch)


@pytest.fixture
def project(window):
    window.desk.do(Change("Instruments", added=(FOUR, TENS)))
    window.show_panel("respondents")
    settle(window)
    return window.desk.open_project


def done(window, name, kind):
    window.actions_known.action(name).trigger()
    return front(window, kind)


def front(window, kind):
    """Return the dialog of a kind that is open, with the focus."""
    settle(window)
    dialog = window.findChildren(kind)[-1]
    dialog.activateWindow()
    QApplication.processEvents()
    return dialog


def panel_of(window):
    return window.findChildren(RespondentsPanel)[0]


def type_in(words):
    QTest.keyClicks(QApplication.focusWidget(), words)
    QApplication.processEvents()


def kept(project, label):
    """Return the answers of somebody as the project has them, by name of the attribute."""
    names = {a.guid: a.name for a in project.store.values(Attribute)}
    who = project.respondent_labelled(label)
    values = project.store.values(AttributeValue, respondent=who.guid)
    return {
        (names[v.attribute], v.occasion): v.value for v in values if names[v.attribute].startswith(("four", "tens"))
    }


def scores_shown(dialog):
    return {row[0]: (row[1], row[2]) for row in dialog.side.found.rows}


def test_answers_are_typed_with_one_key_each_and_the_next_respondent_comes_with_one_more(window, project):
    dialog = done(window, "instruments.enter", AnswersDialog)
    first, second = (p.respondent.label for p in dialog._people[:2])
    steps = window.desk.undo_stack.count()
    assert dialog.items.hasFocus() and dialog.side.of.text() == first
    assert dialog.model.index(1, TURNED).data() == "turned round"
    assert dialog.model.index(0, WORDING).data() == "We talk about what matters"
    assert "added as 6" in dialog.rules.text() and "Up to 1 answer" in dialog.rules.text()
    type_in("52")
    assert scores_shown(dialog) == {"Total": ("", "2 of 4"), "Talk": ("9", "2 of 2"), "Ease": ("", "0 of 2")}
    assert "Total: too many answers missing" in dialog.side.why.text()
    press("Down")  # item 3 stays empty
    type_in("4")
    assert scores_shown(dialog)["Total"] == ("14.67", "3 of 4")  # (5 + 4 + 2) × 4 / 3
    assert "counted as the mean of the others" in dialog.side.why.text()
    assert kept(project, first) == {}, "nothing is kept while one types"
    press("Return")  # the last item: on to the next respondent
    assert dialog.side.of.text() == second and dialog.items.currentIndex().row() == 0
    assert kept(project, first) == {("four 1", ""): "5", ("four 2", ""): "2", ("four 4", ""): "4"}
    assert window.desk.undo_stack.count() == steps + 1
    assert window.desk.undo_stack.undoText() == f"Four: answers of {first}"
    assert dialog.side.people.rows[0] == (first, "3 of 4")
    press("PageUp")
    assert dialog.side.of.text() == first and dialog.items.currentIndex().row() == 2, "the empty item is next"
    press("Ctrl+Z")
    assert kept(project, first) == {} and dialog.side.people.rows[0][1] == "–"
    press("Escape")
    settle(window)
    assert not window.findChildren(AnswersDialog)


def test_what_is_no_answer_is_said_at_once_and_what_was_there_stays(window, project):
    dialog = done(window, "instruments.enter", AnswersDialog)
    first = dialog.side.of.text()
    type_in("3")
    press("Up")
    for wrong in "7x0":
        type_in(wrong)
        assert f"'{wrong}' is no answer of Four" in dialog.fault.text() and dialog.fault.isVisible()
        assert (dialog.items.currentIndex().row(), dialog.model.index(0, ANSWER).data()) == (0, "3")
    type_in("4")
    assert not dialog.fault.isVisible() and dialog.model.answers[1] == "4"
    press("Up")
    press("Delete")
    assert dialog.model.answers[1] == ""
    type_in(" ")
    assert dialog.items.currentIndex().row() == 1, "space leaves one empty and goes on"
    type_in("2")
    press("Ctrl+Z")  # what was typed and not kept yet
    assert not dialog.model.has_changes
    type_in("1")
    dialog.leave.click()
    assert kept(project, first) == {("four 1", ""): "1"}, "closing keeps what was typed"


def test_tab_goes_from_item_to_item_and_out_behind_the_last(window, project):
    dialog = done(window, "instruments.enter", AnswersDialog)
    for row in range(1, 4):
        press("Tab")
        assert dialog.items.hasFocus() and dialog.items.currentIndex().row() == row
    press("Shift+Backtab")
    assert dialog.items.currentIndex().row() == 2
    press("Tab")
    press("Tab")
    assert not dialog.items.hasFocus()
    spoken = dialog.model.index(1, ANSWER).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Item 2, Nobody listens, turned round, talk: missing"


def test_answers_of_two_digits_wait_for_the_second(window, project):
    dialog = done(window, "instruments.enter", AnswersDialog)
    dialog.choosing.box.setCurrentIndex(1)
    dialog.choosing.box.activated.emit(1)
    dialog.items.setFocus()
    type_in("1")
    assert (dialog.items.currentIndex().row(), dialog.model.index(0, ANSWER).data()) == (0, "1…")
    press("Return")
    assert dialog.model.answers[1] == "1"
    type_in("10")
    assert dialog.model.answers == {1: "1", 2: "10"}
    press("PageDown")
    assert scores_shown(dialog) == {"Total": ("", "0 of 2")}
    label = dialog._people[0].respondent.label
    assert kept(project, label) == {("tens 1", ""): "1", ("tens 2", ""): "10"}


def test_an_occasion_of_its_own_and_what_holds_for_all_beneath(window, project):
    who = sorted(project.store.values(Respondent), key=lambda r: r.label)[3]
    window.desk.do(answers_change(project, FOUR, who, {1: "5", 2: "5", 3: "5", 4: "5"}))
    dialog = AnswersDialog(window, panel_of(window).around, who.guid)
    dialog.open()
    front(window, AnswersDialog)
    assert dialog.side.of.text() == who.label and dialog.items.currentIndex().row() == 0
    dialog.choosing.occasions.setFocus()
    type_in("time two")
    press("Tab")
    assert dialog.side.of.text() == f"{who.label}, time two"
    assert dialog.model.index(0, ANSWER).data() == "(5)" and "In brackets" in dialog.rules.text()
    dialog.items.setFocus()
    type_in("1")
    assert scores_shown(dialog)["Talk"] == ("2", "2 of 2")
    press("Escape")
    assert kept(project, who.label)[("four 1", "time two")] == "1"
    assert kept(project, who.label)[("four 1", "")] == "5"


def test_the_codebook_without_an_instrument_offers_the_one_that_comes_with_the_program(window):
    window.show_panel("respondents")
    settle(window)
    dialog = done(window, "instruments.enter", AnswersDialog)
    (add,) = [b for b in dialog.empty.offers.findChildren(QPushButton) if "SCORE-15" in b.text()]
    assert dialog.empty.words.isVisible() and not dialog.work.isVisible()
    add.click()
    settle(window)
    assert dialog.work.isVisible() and dialog.model.rowCount() == 15
    assert window.desk.open_project.codebook.instruments[0].ident == "score-15"
    type_in("123451234512345")
    assert all(answered == "5 of 5" for name, (_, answered) in scores_shown(dialog).items() if name != "Total")
    window.desk.undo_stack.undo()


def test_a_codebook_of_ones_own_or_somebody_to_ask_comes_first(window, monkeypatch, tmp_path):
    window.show_panel("respondents")
    settle(window)
    asked = []
    monkeypatch.setattr(files, "choose_file", lambda _parent, title, *_: asked.append(title))
    dialog = done(window, "instruments.enter", AnswersDialog)
    dialog.empty.offers.findChildren(QPushButton)[-1].click()
    settle(window)
    assert asked == ["Import a codebook"] and not window.findChildren(AnswersDialog)
    path = tmp_path / "empty.fop"
    Project.create(path, Codebook("Empty", instruments=(FOUR,)))
    assert window.open_project(path)
    dialog = done(window, "instruments.enter", AnswersDialog)
    assert "Nobody here yet" in dialog.empty.words.text() and not dialog.work.isVisible()
    dialog.reject()


def test_a_sheet_comes_in_as_one_step_or_not_at_all(window, project, tmp_path, monkeypatch):
    dialog = done(window, "instruments.enter", AnswersDialog)
    labels = [p.respondent.label for p in dialog._people[:2]]
    sheet = tmp_path / "answers.csv"
    monkeypatch.setattr(files, "choose_file", lambda *_: sheet)
    sheet.write_text(f"respondent,1,2,3,4\n{labels[0]},1,2,3,4\n{labels[1]},5,5,9,5\n", encoding="utf-8")
    dialog.sheet.click()
    settle(window)
    assert "answers.csv, row 3: item 3: '9' is no answer of Four" in dialog.fault.text()
    assert kept(project, labels[0]) == {}
    sheet.write_text(f"respondent,1,2,3,4,who\n{labels[0]},1,2,3,4,me\n{labels[1]},5,5,,5,\n", encoding="utf-8")
    dialog.sheet.click()
    settle(window)
    assert dialog.told.text() == "7 answers of 2 respondents. No item's, left out: who."
    assert [row[1] for row in dialog.side.people.rows[:3]] == ["4 of 4", "3 of 4", "–"]
    dialog.sheet.click()
    settle(window)
    assert dialog.told.text() == "answers.csv holds nothing new."
    sheet.write_text("respondent,1\n", encoding="utf-8")
    dialog.sheet.click()
    settle(window)
    assert "no rows below" in dialog.fault.text() and dialog.sheet.isEnabled()
    window.desk.undo_stack.undo()
    assert kept(project, labels[0]) == {}


def test_scores_by_class_say_who_has_none_and_why(window, project):
    people = sorted(project.store.values(Respondent), key=lambda r: r.label)
    for place, person in enumerate(people[:4]):
        window.desk.do(answers_change(project, FOUR, person, {n: str(place + 1) for n in range(1, 5)}))
    window.desk.do(answers_change(project, FOUR, people[4], {1: "5"}))
    dialog = done(window, "instruments.scores", ScoresDialog)
    assert dialog.spreads.rows[0][:3] == ("Four", "sample", f"4 of {len(people)}")
    place = dialog.by.findData("borough")
    dialog.by.setCurrentIndex(place)
    dialog.by.activated.emit(place)
    groups = {row[1]: row for row in dialog.spreads.rows[:4]}
    assert set(groups) == {"sample", "LBHF", "RBKC", "WCC"}
    numbers = [tuple(map(int, row[2].split(" of "))) for name, row in groups.items() if name != "sample"]
    assert tuple(map(sum, zip(*numbers, strict=True))) == (4, len(people)), "the groups make up the sample"
    said = {(row[0], row[2]) for row in dialog.without.rows}
    assert (people[4].label, "too many answers missing") in said and (people[5].label, "no answers") in said
    dialog.copy.click()
    copied = [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")]
    assert copied[0][:4] == ["Scale", "Group", "n of N", "Lowest"]
    assert [line[:2] for line in copied[1:4]] == [["Four", "sample"], ["Four", "LBHF"], ["Four", "RBKC"]]
    dialog.table.setFocus()
    press("Ctrl+End")
    last = dialog.table.viewport().mapTo(dialog, dialog.table.visualRect(dialog.table.currentIndex()).center())
    area = dialog._area.viewport()
    assert area.rect().contains(area.mapFrom(dialog, last)), "the arrow keys lead out of sight"
    dialog.list.setFocus()
    row = next(n for n, r in enumerate(dialog.without.rows) if r[0] == people[5].label)
    dialog.list.setCurrentIndex(dialog.without.index(row, 0))
    press("Return")
    settle(window)
    assert not window.findChildren(ScoresDialog)
    assert panel_of(window)._current_respondent() == people[5].guid


def test_the_profile_has_scores_and_the_grid_is_not_filled_with_items(window, project):
    panel = panel_of(window)
    assert panel.page.answers.isVisible()
    person = sorted(project.store.values(Respondent), key=lambda r: r.label)[0]
    window.desk.do(answers_change(project, FOUR, person, dict.fromkeys(range(1, 5), "2")))
    window.desk.do(answers_change(project, FOUR, person, {1: "5"}, "time two"))
    settle(window)
    QTest.qWait(60)
    facts = dict(panel.profile.profile.attributes)
    assert facts["Four"] == "total 12, 15 (time two);\ntalk 6, 9 (time two);\nease 6, 6 (time two)"
    assert not [c.name for c in panel.grid.columns if c.name.startswith("four")]
    assert not [name for name in facts if name.startswith("four")]
    panel.page.answers.click()
    dialog = front(window, AnswersDialog)
    assert dialog.side.of.text() == person.label
    dialog.reject()


def test_one_can_leaf_through_a_project_that_is_read_only(window, project, monkeypatch):
    monkeypatch.setattr(type(window.desk), "is_read_only", property(lambda _: True))
    dialog = done(window, "instruments.enter", AnswersDialog)
    first = dialog.side.of.text()
    type_in("3")
    assert not dialog.model.has_changes and not dialog.sheet.isEnabled()
    press("PageDown")
    assert dialog.side.of.text() != first
    dialog.reject()


def test_the_first_and_the_last_respondent_are_said_and_what_is_typed_is_kept(window, project):
    dialog = done(window, "instruments.enter", AnswersDialog)
    press("PageUp")
    assert dialog.told.text() == "This is the first respondent."
    dialog.side.list.setFocus()
    press("Ctrl+End")
    press("Return")
    assert dialog.items.hasFocus() and not dialog.told.isVisible()
    last = dialog._people[-1].respondent.label
    type_in("1234")
    dialog.next.click()
    assert dialog.told.text() == "Kept. That was the last respondent." and len(kept(project, last)) == 4
    type_in("5")
    dialog.ranges.click()
    scores = front(window, ScoresDialog)
    assert scores.spreads.rows[0][2].startswith("1 of ") and len(kept(project, last)) == 4
    scores.reject()
    dialog.reject()


def test_what_cannot_be_kept_stays_on_the_screen(window, project, monkeypatch):
    dialog = done(window, "instruments.enter", AnswersDialog)
    first = dialog.side.of.text()
    type_in("4")

    def refuse(_change):
        raise ChangeRefused("the disk is full", do="Make room")

    with monkeypatch.context() as patched:
        patched.setattr(window.desk, "do", refuse)
        press("PageDown")
        assert (dialog.side.of.text(), dialog.side.row, dialog.model.answers[1]) == (first, 0, "4")
        assert "disk is full" in dialog.fault.text()
        press("Escape")
        assert dialog.isVisible()
    press("Escape")
    assert kept(project, first) == {("four 1", ""): "4"}


def test_nobody_has_answered_yet_and_no_instrument(window, project):
    dialog = done(window, "instruments.scores", ScoresDialog)
    assert "o attribute holds an answer to Four" in dialog.fault.text()
    assert not dialog.table.isVisible() and not dialog.list.isVisible()
    dialog.reject()
    window.desk.undo_stack.undo()
    settle(window)
    dialog = done(window, "instruments.scores", ScoresDialog)
    assert "no instrument yet" in dialog.nobody.text() and not dialog.copy.isVisible()
    dialog.reject()
