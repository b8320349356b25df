"""Differences between coders are settled by the keyboard alone, side by side, each as one step that can be undone."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QMenu

from fop_coder.coding.passages import uncode
from fop_coder.coding.respondents import add_coder
from fop_coder.gui.panels.agreement import record
from fop_coder.gui.panels.agreement.difference_words import (
    outcome_word,
    place_of,
    place_of_coder,
    short_names,
    turn_words,
    what_differs,
)
from fop_coder.gui.panels.agreement.disagreements_model import DisagreementModel, Narrowing
from fop_coder.gui.panels.agreement.excerpt import Excerpt
from fop_coder.gui.theme import Appearance
from fop_coder.model.agreement import Measure
from fop_coder.model.change import Change
from fop_coder.model.coding import Coding
from fop_coder.model.documents import Document, Role
from fop_coder.model.second_coding import KeptAgreement, Outcome, Reason, Settlement, Stage
from fop_coder.project import Project
from fop_coder.project.coders_compared import Comparison, compare_coders
from fop_coder.project.disagreements import Over, list_disagreements
from fop_coder.project.documents import Speech
from fop_coder.project.judgements import class_change
from fop_coder.project.kept_agreement import figures_of
from fop_coder.project.reading_done import assign_documents, finish_document
from fop_coder.project.side_by_side import Around
from fop_coder.project.tallying import Question, tally
from tests.gui.hands import give_back, press, settle
from tests.study import Study

SAID = "We plan ahead \U0001f5fa with them, we meet, and <b>afterwards</b> we look back."
NAMES = [f"P{number}" for number in range(6)]


@pytest.fixture
def bare_window(window_in_turn):
    return window_in_turn


@pytest.fixture(scope="module")
def study_made(tmp_path_factory):
    """Return a study that Ann and Ben differ over: four passages, one mark, one class, one boundary."""
    study = Study(tmp_path_factory.mktemp("study"))
    for name in NAMES:
        study.interview(name, [("I", "And then?"), (name, SAID), ("I", "Why is that?"), (name, "So.")])
    study.assign("Ben", *NAMES)
    study.code("P0", "plan ahead", criteria=["a"])
    study.code("P0", "We plan", coder="Ben", criteria=["b"])
    study.code("P1", "plan ahead", criteria=["a", "b"])
    study.code("P2", "We plan", coder="Ben")
    study.code("P3", "look back", "review")
    study.code("P4", "look back", "review", coder="Ben")
    study.mark("P5", "planning", "not-asked", coder="Ben")
    study.classify("P4", "cautious")
    study.classify("P4", "enthusiast", coder="Ben")
    study.finish(*NAMES)
    study.finish(*NAMES, coder="Ben")
    study.project.close()
    return study.path


@pytest.fixture
def study_file(study_made, tmp_path):
    """Return a copy of the study."""
    return shutil.copy(study_made, tmp_path / study_made.name)


@pytest.fixture
def part(bare_window, study_file, qtbot):
    """Return the disagreements of Ann and Ben on the Agreement screen, the list having the focus."""
    assert bare_window.open_project(study_file)
    bare_window.show_panel("agreement")
    found = bare_window.panel.part
    qtbot.waitUntil(lambda: found.pane.model.rowCount() > 0, timeout=20000)
    settle(bare_window)
    found.focus_list()
    found.pane.go_to_row(0)
    QApplication.processEvents()
    return found


def lines(part):
    """Return what the list shows: about, where, and how it was settled."""
    model = part.pane.model
    rows = [model.at(row) for row in range(model.rowCount())]
    return [(d.about.name, place_of(d), outcome_word(d)) for d in rows]


def project_of(part):
    return part._desk.open_project


def settlements(part):
    return project_of(part).store.values(Settlement)


def consensus(part, code="planning"):
    """Return the numbers of a code in the consensus: referred, not referred, not asked, pending."""
    rows = {row.ident: row.counts for row in tally(project_of(part), Question(view="consensus")).rows}
    counts = rows[code]
    return counts.referred, counts.not_referred, counts.not_asked, counts.pending


OPEN = [
    ("Planning", "P1", "open"),
    ("Planning", "P2", "open"),
    ("Planning", "P5", "open"),
    ("Review", "P3", "open"),
    ("Review", "P4", "open"),
    ("Analytic group", "P4", "open"),
]


def test_the_list_says_what_is_open_and_the_sides_who_coded_what(part):
    assert lines(part) == OPEN
    assert part.pane.heading.text() == "6 disagreements"
    assert part.pane.settled.text() == "0 settled"
    assert part.view.title.text() == "P1, turn 2"
    assert part.view.number.text() == "1 of 6"
    assert part.view.definition.whole == "No definition yet."
    ann, ben = part.view.sides.columns
    assert (ann.name.whole, ann.role.text(), ann.said.text()) == ("Ann", "first coder", "Planning")
    assert (ben.name.whole, ben.role.text(), ben.said.text()) == ("Ben", "second coder", "not coded here")
    assert ann.met.whole == "Criteria: ahead, mapped"
    assert (ann.met.isHidden(), ben.met.isHidden()) == (False, True)
    assert (ann.memo.text(), ben.memo.text()) == ("No memo.", "No memo.")
    shown = ann.text.toPlainText().split("\n")
    assert shown == ["1 Interviewer", "And then?", "2 P1", SAID, "3 Interviewer", "Why is that?", "4 P1", "So."]
    assert ben.text.toPlainText() == ann.text.toPlainText()
    first = part.pane.model.index(0)
    assert first.data(Qt.ItemDataRole.AccessibleTextRole) == "Planning, P1, Only Ann coded it, open"


def test_a_passage_is_tinted_where_it_stands_also_behind_a_character_of_two_units(part):
    ann, ben = part.view.sides.columns
    tint = part._theme.code(1).tint
    for column, there in ((ann, True), (ben, False)):
        picture = column.text.viewport().grab().toImage()
        found = any(
            picture.pixelColor(x, y) == tint for x in range(0, picture.width(), 3) for y in range(picture.height())
        )
        assert found is there


def test_everything_is_settled_by_the_keyboard_alone(part, bare_window):
    assert consensus(part) == (1, 2, 0, 3)
    counted = []
    part.counted.connect(lambda open_, waiting: counted.append((open_, waiting)))
    press("O")  # why they differed: an oversight
    press("1")
    press("Ctrl+Return")
    press("4")
    press("Ctrl+Return")
    press("2")  # not asked, as the second coder said
    press("Ctrl+Return")
    press("3")
    press("W")
    press("R")
    QTest.keyClicks(QApplication.focusWidget(), "Says it twice")
    press("Ctrl+Return")
    press("2")
    press("Ctrl+Return")
    press("1")
    press("Ctrl+Return")
    assert [outcome for _, _, outcome in lines(part)] == ["first", "neither", "second", "both", "second", "first"]
    assert counted[-1] == (0, 0)
    assert part.pane.settled.text() == "6 settled"
    assert consensus(part) == (2, 3, 1, 0)
    assert consensus(part, "review")[0] == 2
    kept = {s.outcome: s for s in settlements(part)}
    assert (kept[Outcome.BOTH].reason, kept[Outcome.BOTH].because) == (str(Reason.WORDING), "Says it twice")
    assert bare_window.status.sentence.text() == "All listed here are settled"


def test_undo_opens_it_again_and_redo_settles_it(part, bare_window):
    before = consensus(part)
    press("1")
    assert lines(part)[0][2] == "first"
    assert consensus(part)[3] == before[3] - 1
    assert part.view.bar.settled.whole.startswith("Settled by Ann")
    press("Ctrl+Z")
    assert lines(part)[0][2] == "open"
    assert consensus(part) == before
    assert not part.view.bar.settled_row.isVisible()
    press("Ctrl+Y")
    assert lines(part)[0][2] == "first"
    assert part.pane.current().settlement is not None


@pytest.mark.parametrize(
    ("key", "outcome", "words"),
    [
        ("1", Outcome.FIRST, ["plan ahead"]),
        ("2", Outcome.SECOND, []),
        ("3", Outcome.BOTH, ["plan ahead"]),
        ("4", Outcome.NEITHER, []),
    ],
)
def test_each_key_says_what_stands(part, key, outcome, words):
    press(key)
    (made,) = settlements(part)
    text = project_of(part).store.text(made.document)
    assert (made.outcome, [text[p.start : p.end] for p in made.passages]) == (outcome, words)
    assert [o for o, button in part.view.bar.outcomes.items() if button.is_chosen] == [outcome]
    assert project_of(part).undo().label == "Settle Planning on P1"


def test_a_new_passage_is_selected_with_the_keyboard(part):
    press("5")
    assert part.view.bar.settled.whole.startswith("Select the passage")
    focus = QApplication.focusWidget()
    assert focus is part.view.sides.columns[0].text
    for _ in range(len("plan ahead \U0001f5fa with") + 1):  # the map takes two of Qt's units
        press("Shift+Right")
    press("Return")
    (made,) = settlements(part)
    text = project_of(part).store.text(made.document)
    assert [text[p.start : p.end] for p in made.passages] == ["plan ahead \U0001f5fa with"]
    assert made.outcome is Outcome.NEW
    assert len(made.passages[0].criteria) == 2
    assert QApplication.focusWidget() is part.pane.list
    assert lines(part)[0][2] == "new"


def test_selecting_can_be_given_up(part):
    press("5")
    press("Shift+Right")
    press("Escape")
    assert settlements(part) == []
    assert QApplication.focusWidget() is part.pane.list
    assert not part.view.bar.outcomes[Outcome.NEW].is_chosen
    press("5")
    press("Return")  # nothing is selected: it goes on asking
    assert settlements(part) == []
    assert QApplication.focusWidget() is part.view.sides.columns[0].text


def test_what_is_selected_already_is_taken_at_once_and_only_one_text_has_a_selection(part):
    ann, ben = part.view.sides.columns
    for column in (ann, ben):
        column.text.put_caret(project_of(part).store.text(part.pane.current().document.guid).index("we meet"))
        column.text.setFocus()
        for _ in range(len("we meet")):
            press("Shift+Right")
    assert ann.text.selected() is None
    press("5")
    (made,) = settlements(part)
    text = project_of(part).store.text(made.document)
    assert [text[p.start : p.end] for p in made.passages] == ["we meet"]


def test_settle_and_next_takes_the_selection_too(part):
    press("5")
    for _ in range(4):
        press("Shift+Right")
    press("Ctrl+Return")
    assert lines(part)[0][2] == "new"
    assert part.view.title.text() == "P2, turn 2"


def test_a_class_is_settled_as_the_first_the_second_or_another_one(part, qtbot):
    part.pane.go_to_row(5)
    press("3")
    assert settlements(part) == []
    ann, ben = part.view.sides.columns
    assert (ann.body.text(), ann.memo.text(), ben.body.text()) == ("Cautious", "as read", "Enthusiast")
    assert part.view.bar.outcomes[Outcome.FIRST].text() == "First: Cautious"
    assert part.view.bar.outcomes[Outcome.BOTH].isHidden()
    press("2")
    assert lines(part)[5][2] == "second"
    press("5")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [a.text() for a in menu.actions()] == ["Enthusiast", "Cautious"]
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    (made,) = settlements(part)
    scheme = project_of(part).scheme_named("group")
    assert (made.outcome, scheme.category(made.category).name) == (Outcome.NEW, "Cautious")


def test_a_status_is_settled_as_another_one(part, qtbot):
    part.pane.go_to_row(2)
    press("5")
    menu = QApplication.activePopupWidget()
    assert [a.text() for a in menu.actions()] == ["not referred", "not asked", "too little information"]
    menu.setActiveAction(menu.actions()[2])
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    (made,) = settlements(part)
    assert (made.status, made.outcome) == ("too little information", Outcome.NEW)
    assert consensus(part)[2] == 0


def test_a_class_that_somebody_did_not_give_is_none_to_settle_to(bare_window, study_file, request):
    with Project.open(study_file) as project:
        whom, scheme = project.respondent_labelled("P2"), project.scheme_named("group")
        project.apply(class_change(project, whom, scheme, "cautious", ""))
    part = request.getfixturevalue("part")
    row = next(n for n, line in enumerate(lines(part)) if line[:2] == ("Analytic group", "P2"))
    part.pane.go_to_row(row)
    assert not part.view.bar.outcomes[Outcome.SECOND].isEnabled()
    press("2")
    assert settlements(part) == []
    assert "choose another" in bare_window.status.sentence.text()


# ---- reasons and notes -----------------------------------------------------------------------------------------------


def test_a_reason_can_be_said_after_settling_and_taken_back(part):
    press("1")
    press("B")
    assert settlements(part)[0].reason == "boundary"
    press("B")
    assert settlements(part)[0].reason == ""
    press("Ctrl+Z")
    assert settlements(part)[0].reason == "boundary"
    assert part.view.bar.reasons[Reason.BOUNDARY].is_chosen


def test_letters_typed_into_the_note_settle_nothing(part):
    press("R")
    QTest.keyClicks(QApplication.focusWidget(), "1 or 2? WBOA")
    assert settlements(part) == []
    press("Escape")
    assert QApplication.focusWidget() is part.pane.list
    press("1")
    assert settlements(part)[0].because == "1 or 2? WBOA"
    press("R")
    part.view.bar.note.selectAll()
    QTest.keyClicks(QApplication.focusWidget(), "Both times")
    press("Ctrl+Down")  # leaves the note with what was typed
    assert [s.because for s in settlements(part)] == ["Both times"]
    assert part.view.bar.note.text() == ""


def test_what_was_typed_on_an_open_one_is_there_when_one_comes_back(part):
    press("A")
    press("R")
    QTest.keyClicks(QApplication.focusWidget(), "Ask Eve")
    press("Ctrl+Down")
    assert (part.view.bar.reason, part.view.bar.because) == ("", "")
    press("Ctrl+Up")
    assert (part.view.bar.reason, part.view.bar.because) == (str(Reason.AMBIGUOUS), "Ask Eve")
    assert settlements(part) == []


def test_many_differences_from_its_wording_offer_the_definition(part, bare_window, qtbot):
    for _ in range(2):
        press("W")
        press("4")
        press("Ctrl+Return")
    part.pane.go_to_row(0)
    assert part.view.reasons.whole == "2 of 2 differences over Planning came from its wording"
    assert part.view.open_definition.text() == "Open the definition of Planning"
    assert min(part.view.open_definition.height(), part.view.bar.again.height()) >= 24
    qtbot.mouseClick(part.view.open_definition, Qt.MouseButton.LeftButton)
    settle(bare_window)
    assert bare_window.panel.name == "code"
    form = QApplication.activeModalWidget()
    assert bare_window.panel.right.codebook.current().name == "Planning"
    form.reject()
    give_back(bare_window)
    bare_window.go_back()
    assert bare_window.panel.name == "agreement"
    press("O")
    part.pane.go_to_row(3)
    assert not part.view.open_definition.isVisible()


# ---- going about -----------------------------------------------------------------------------------------------------


def test_one_goes_from_disagreement_to_disagreement(part, bare_window, qtbot):
    press("Ctrl+Down")
    press("Ctrl+Down")
    assert part.view.title.text() == "P5"
    press("Ctrl+Up")
    assert part.view.title.text() == "P2, turn 2"
    press("Ctrl+Up")
    press("Ctrl+Up")
    assert bare_window.status.sentence.text() == "That was the first disagreement"
    qtbot.mouseClick(part.view.on, Qt.MouseButton.LeftButton)
    assert part.view.number.text() == "2 of 6"
    part.pane.go_to_row(5)
    press("Ctrl+Down")
    assert bare_window.status.sentence.text() == "That was the last disagreement"


def test_settle_and_next_asks_first_how(part, bare_window):
    press("Ctrl+Return")
    assert bare_window.status.sentence.text() == "Say first how it is settled: press 1 to 5"
    part.pane.go_to_row(2)
    press("Ctrl+Return")
    assert bare_window.status.sentence.text() == "Say first how it is settled: press 1, 2 or 5"


def test_enter_opens_the_place_and_back_returns(part, bare_window):
    part.pane.go_to_row(1)
    press("Return")
    settle(bare_window)
    assert bare_window.panel.name == "code"
    assert bare_window.panel.opened.document.name == "P2"
    assert bare_window.panel.transcript.textCursor().selectedText() == "We plan"  # Ben's: shown as a selection
    assert bare_window.panel.right.codebook.current().name == "Planning"
    bare_window.go_back()
    assert bare_window.panel.name == "agreement"
    assert part.view.title.text() == "P2, turn 2"
    part.pane.go_to_row(5)
    part.focus_list()
    press("Return")
    assert bare_window.panel.name == "respondents"


def test_a_settled_one_is_opened_again_or_settled_otherwise(part, qtbot):
    press("1")
    press("4")
    assert [s.outcome for s in settlements(part)] == [Outcome.NEITHER]
    qtbot.mouseClick(part.view.bar.again, Qt.MouseButton.LeftButton)
    assert settlements(part) == []
    qtbot.mouseClick(part.view.bar.outcomes[Outcome.SECOND], Qt.MouseButton.LeftButton)
    assert [s.outcome for s in settlements(part)] == [Outcome.SECOND]


def test_the_list_is_narrowed_to_open_ones_a_code_and_one_coder(part, qtbot):
    pane = part.pane
    press("1")
    pane.which.setCurrentIndex(pane.which.findText("Open"))
    pane.which.activated.emit(pane.which.currentIndex())
    assert lines(part) == OPEN[1:]
    pane.list.setFocus()
    pane.go_to_row(0)
    press("2")
    assert ("Planning", "P2", "second") in lines(part)  # it stays until the list is narrowed anew
    part.go_to(project_of(part).code_named("review").guid, "second")
    assert lines(part) == [("Review", "P4", "open")]
    assert pane.which.currentText() == "Only Ben coded it"
    assert QApplication.focusWidget() is pane.list
    part.go_to(None, "")
    assert len(lines(part)) == 6


def test_an_undone_settlement_comes_back_into_the_list_of_open_ones(part):
    press("1")
    part.pane.model.narrow(Narrowing(open_only=True))
    assert ("Planning", "P1", "open") not in lines(part)
    part._desk.undo_stack.undo()
    assert lines(part) == OPEN


def test_other_ends_are_listed_when_asked_for(part, qtbot):
    box = part.pane.boundaries
    assert box.text() == "Also other ends (1)"
    box.setChecked(True)
    assert lines(part)[0] == ("Planning", "P0", "open")
    assert part.pane.heading.text() == "7 disagreements"
    part.pane.go_to_row(0)
    part.focus_list()
    press("4")
    assert settlements(part) == []
    press("3")
    (made,) = settlements(part)
    text = project_of(part).store.text(made.document)
    assert [text[p.start : p.end] for p in made.passages] == ["We plan ahead"]


# ---- keeping in step -------------------------------------------------------------------------------------------------


@pytest.mark.own_window
def test_a_coding_taken_off_takes_the_difference_away(part, bare_window, qtbot):
    project = project_of(part)
    coding = part.pane.current().cluster.codings[0]

    change = uncode(coding, project.code_named("planning"), project.document_named("P1"))
    part._desk.apply(change)
    settle(bare_window)
    assert lines(part) == OPEN[1:]
    part._desk.undo_stack.undo()
    settle(bare_window)
    assert lines(part) == OPEN


def test_nothing_is_settled_in_a_project_that_is_only_read(bare_window, study_file, qtbot):
    bare_window.desk.open(study_file, read_only=True)
    bare_window.show_panel("agreement")
    part = bare_window.panel.part
    qtbot.waitUntil(lambda: part.pane.model.rowCount() > 0, timeout=20000)
    part.focus_list()
    press("1")
    part.settling.settle_as(Outcome.FIRST)
    assert settlements(part) == []
    assert bare_window.status.sentence.text() == "The project is open for reading only"
    assert not part.view.bar.outcomes[Outcome.FIRST].isEnabled()
    part.view.definition_asked.emit()
    assert bare_window.panel.name == "code"


def test_who_agrees_on_everything_is_told_so(bare_window, tmp_path, qtbot):
    study = Study(tmp_path, name="alike.fop")
    for name in NAMES:
        study.interview(name, [(name, SAID)])
    study.assign("Ben", *NAMES)
    for coder in ("Ann", "Ben"):
        study.code("P1", "we meet", coder=coder)
        study.finish(*NAMES, coder=coder)
    study.project.close()
    assert bare_window.open_project(study.path)
    bare_window.show_panel("agreement")
    part = bare_window.panel.part
    qtbot.waitUntil(lambda: part.empty.title.text() == "They agree on all that they finished", timeout=20000)
    settle(bare_window)
    assert "Ann and Ben coded alike" in part.empty.line.text()
    part.settling.settle_as(Outcome.FIRST)
    assert bare_window.status.sentence.text() == "There is no disagreement to settle"
    part.open_place()
    part.open_definition()
    assert bare_window.panel.name == "agreement"


def test_what_was_said_before_the_coders_changed_places_still_holds(part, bare_window, qtbot):
    press("1")
    comparison = bare_window.panel.controls.comparison()

    part.show_for(("Ben", "Ann"), replace(comparison, coders=("Ben", "Ann")))
    qtbot.waitUntil(lambda: not part.listing.is_waiting, timeout=20000)
    assert lines(part)[0][2] == "second"
    assert part.view.sides.columns[0].name.whole == "Ben"


def test_a_filter_that_cannot_be_read_is_said(part, bare_window, qtbot):

    part.show_for(("Ann", "Ben"), Comparison(("Ann", "Ben"), where="height > 3"))
    qtbot.waitUntil(lambda: not part.listing.is_waiting, timeout=20000)
    assert "height" in part.empty.title.text()
    part.show_for((), Comparison(("Ann", "Ben")))
    assert part.empty.title.text() == "No disagreements are listed yet"


def test_a_stopped_search_does_not_look_like_agreement(part, bare_window):
    part.show_for(("Ben", "Ann"), Comparison(("Ben", "Ann")))
    bare_window.status.cancel.click()
    settle(bare_window)
    assert part.empty.title.text() == "The search for disagreements was stopped"
    assert lines(part) == []
    bare_window.show_panel("code")
    bare_window.show_panel("agreement")
    settle(bare_window)
    assert lines(part)[0][2] == "open"


def test_the_model_keeps_to_the_rules_of_models(part, qtbot):
    tester = QAbstractItemModelTester(
        part.pane.model, QAbstractItemModelTester.FailureReportingMode.Fatal, part.pane.model
    )
    part.pane.model.narrow(Narrowing(open_only=True))
    press("1")
    part.pane.model.narrow(Narrowing(boundaries=True))
    assert part.pane.model.data(part.pane.model.index(0), Qt.ItemDataRole.DecorationRole) is None
    assert part.pane.model.data(part.pane.model.index(99)) is None
    assert tester.model() is part.pane.model


def test_five_thousand_are_painted_line_by_line(part, qtbot):
    project = project_of(part)
    ann, ben = project.coder_named("Ann"), project.coder_named("Ben")
    found = [d for d in list_disagreements(project, [ann, ben]) if d.over is Over.PASSAGE]

    many = [replace(found[n % len(found)], basis=f"{n:08}") for n in range(5000)]
    asked = []
    inner = DisagreementModel.data

    def data(model, index, role=Qt.ItemDataRole.DisplayRole):
        asked.append(index.row())
        return inner(model, index, role)

    DisagreementModel.data = data
    try:
        part.pane.fill(many, (ann, ben))
        part.pane.list.viewport().grab()
        part.pane.go_to_row(4999)
        part.pane.list.viewport().grab()
    finally:
        DisagreementModel.data = inner
    assert part.view.number.text() == "5,000 of 5,000"
    assert len(set(asked)) < 100


def test_everything_is_dressed_anew_when_colours_and_sizes_change(part, theme):
    before = part.pane.list.sizeHintForRow(0)
    column = part.view.sides.columns[0]
    words = column.text.toPlainText()
    theme.apply(Appearance.DARK, 1.5)
    try:
        QApplication.processEvents()
        assert part.pane.list.sizeHintForRow(0) > before
        assert column.text.palette().text().color() == theme.colour("text")
        assert column.text.toPlainText() == words
        part.window().resize(1100, 700)
        QApplication.processEvents()
        assert (column.role.isVisible(), column.said.isVisible()) == (False, False)
        part.pane.list.viewport().grab()
    finally:
        theme.apply(Appearance.LIGHT, 1.0)


@pytest.mark.own_window
def test_a_memo_stands_below_the_text_on_one_line(part, bare_window):
    coding = part.pane.current().cluster.codings[0]
    memo = "Held as a question.\n" + "Not a verdict. " * 30
    part._desk.apply(Change("Write", (coding,), (replace(coding, memo=memo),)))
    settle(bare_window)
    shown = part.view.sides.columns[0].memo
    assert shown.text().startswith("Held as a question. Not a verdict.")
    assert shown.text().endswith("…")
    assert "Not a verdict" in shown.toolTip()


def test_both_texts_scroll_in_step(part):
    ann, ben = (column.text.verticalScrollBar() for column in part.view.sides.columns)
    part.window().resize(1100, 700)
    QApplication.processEvents()
    ann.setValue(0)
    ann.setValue(ann.maximum())
    assert 0 < ann.value() == ben.value()
    ben.setValue(0)
    assert ann.value() == 0


@pytest.mark.own_window
def test_whoever_is_still_to_read_blind_is_told_that_something_is_hidden(part, bare_window):
    project = project_of(part)
    ben, document = project.coder_named("Ben"), project.document_named("P1")
    eve = add_coder("Eve")
    part._desk.apply(eve)
    assign_documents(project, project.coder_named("Eve"), [document])
    bare_window.desk.act_as("Eve")
    settle(bare_window)
    assert [line[:2] for line in lines(part)] == [line[:2] for line in OPEN[1:]]
    assert not part.pane.hidden.isHidden()
    assert ben.name in part.pane.hidden.text() or "P1" in part.pane.hidden.text()


def test_other_words_are_said_of_three_coders_and_of_other_ends(part):
    project = project_of(part)
    assign_documents(project, project.coder_or_new("Eve Adams")[0], [project.document_named("P1")])
    ann, ben, eve = (project.coder_named(name) for name in ("Ann", "Ben", "Eve Adams"))
    project.coder = eve.guid
    finish_document(project, project.document_named("P1"))
    (three,) = [d for d in list_disagreements(project, [ann, ben, eve]) if d.over is Over.PASSAGE]
    assert what_differs(three) == "Only Ann coded it"
    both = list_disagreements(project, [ann, ben], boundaries=True)[0]
    assert what_differs(both) == "Other ends"
    assert what_differs(replace(three, cluster=None, labels=("plan ahead", "plan", ""))) == "Not coded by Eve"
    assert short_names([ann, replace(eve, name="Ann Lee")]) == ["Ann", "Ann Lee"]
    assert (turn_words(3, 5), place_of_coder(2)) == ("turns 3 to 5", "coder 3")
    part.view.show_disagreement(project, three, 1, 1)
    assert [c.name.whole for c in part.view.sides.columns] == ["Ann", "Ben", "Eve"]  # first names, three being narrow
    part.view.show_disagreement(project, both, 1, 1)
    assert len(part.view.sides.columns) == 2


# ---- the text of a column --------------------------------------------------------------------------------------------


def test_an_excerpt_finds_its_way_between_text_and_column():
    text = "I: Go on\u2029?\nR: \U0001f600 one\ntwo three\n"
    speeches = (
        Speech(3, 10, "I", Role.INTERVIEWER, "", None),
        Speech(text.index("R:") + 3, len(text) - 1, "R", Role.RESPONDENT, "LB01", None),
    )
    excerpt = Excerpt(Around(text, speeches, 7, 8, 8))
    shown = [line.words for line in excerpt.lines]
    assert shown == ["7 Interviewer", "Go on ?", "8 LB01", "\U0001f600 one", "two three"]
    shown = "\n".join(line.words for line in excerpt.lines).encode("utf-16-le")
    start = text.index("one")
    end = text.index("two") + 3
    pieces = [shown[2 * first : 2 * last].decode("utf-16-le") for _, first, last in excerpt.stretches(start, end)]
    assert pieces == ["one", "two"]
    first, last = excerpt.stretches(start, start + 3)[0][1:]
    assert excerpt.passage(first, last) == (start, start + 3)
    assert excerpt.passage(0, 3) is None
    assert excerpt.first_line_of(99) == 0


def test_the_first_settlement_need_not_wait_for_what_goes_on_record(part, bare_window, monkeypatch):
    asked = []
    told = record.keep_before_settling
    monkeypatch.setattr(
        record, "keep_before_settling", lambda *given, **names: asked.append(1) or told(*given, **names)
    )
    press("1")
    assert not asked, "told anew instead of being ready"
    kept = project_of(part).store.values(KeptAgreement)
    assert {k.stage for k in kept} == {Stage.BEFORE}
    press("Ctrl+Return")
    press("2")
    settle(bare_window)
    assert project_of(part).store.values(KeptAgreement) == kept, "kept once"
    asked.clear()
    press("Ctrl+Z")
    press("Ctrl+Z")
    assert project_of(part).store.values(KeptAgreement) == []
    settle(bare_window)
    assert len(asked) == 1, "told again in the background, since it is on record no more"
    press("1")
    assert len(asked) == 1
    assert len(project_of(part).store.values(KeptAgreement)) == len(kept)


def test_who_settles_before_the_figures_are_there_has_them_on_record_all_the_same(part):
    part.settling.record.forget()
    press("1")
    assert project_of(part).store.values(KeptAgreement)


def test_what_is_ready_holds_no_more_once_somebody_codes_otherwise(part, bare_window):
    project = project_of(part)
    before = tally(project, Question(view="either"))
    coding = project.store.values(Coding)[0]
    code = next(c for c in project.codebook.codes if c.guid == coding.code)
    document = next(d for d in project.store.values(Document) if d.guid == coding.document)
    part._desk.apply(uncode(coding, code, document))
    assert tally(project, Question(view="either")) != before
    settle(bare_window)
    press("1")
    kept = next(k for k in project.store.values(KeptAgreement) if k.level == "respondent")
    now = compare_coders(project, Comparison(("Ann", "Ben")))
    assert figures_of(kept).alpha == pytest.approx(now.overall.value(Measure.ALPHA))
