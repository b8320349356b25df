"""The figures of agreement as their readers use them: read, doubt, follow to the differences, copy into the report."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from typer.testing import CliRunner

from fop_coder.cli.main import app as command_line
from fop_coder.gui.notices import Notice
from fop_coder.gui.panel import Place
from fop_coder.gui.panels.agreement.grid import GridModel
from fop_coder.gui.panels.agreement.levels import Piece, Tab, level_of, tab_of
from fop_coder.gui.panels.agreement.matches import MatchingPassages
from fop_coder.gui.panels.agreement.more import MoreFigures
from fop_coder.gui.panels.agreement.plot import axis, paint_alpha, place_of
from fop_coder.gui.panels.agreement.resampling import ResamplingDialog
from fop_coder.gui.panels.agreement.rows import COUNTS, Column, measure_of
from fop_coder.gui.panels.agreement.stage_button import STAGES
from fop_coder.gui.panels.agreement.words import figure
from fop_coder.gui.theme import Appearance
from fop_coder.model.agreement import Measure
from fop_coder.model.change import Change
from fop_coder.model.documents import Document
from fop_coder.model.people import Coder
from fop_coder.model.second_coding import Outcome, Round, Stage
from fop_coder.project.agreement import report_to_plain
from fop_coder.project.coders_compared import Comparison, Level, Segment, compare_coders
from fop_coder.project.disagreements import settle as settled
from fop_coder.project.draws import Choice, draw
from fop_coder.project.method import method_paragraph
from fop_coder.project.packs import Wish, hand_out
from tests.gui.hands import Attendant, leave, press, put_away, settle
from tests.study import Study

SAID = "We plan ahead. Then we look back! And we stop?"


@pytest.fixture
def bare_window(window_in_turn):
    return window_in_turn


@pytest.fixture
def panel(window):
    return shown(window)


def shown(window):
    window.show_panel("agreement")
    settle(window)
    return window.panel


def asked_of(panel, tab, piece=Piece.CHARACTER):
    """Choose a level as the mouse would, and wait for its figures."""
    panel.controls.tabs.buttons[tab].click()
    if tab is Tab.PASSAGES:
        panel.controls.pieces.buttons[piece].click()
    settle(panel.window())


def cell(panel, name, column):
    model = panel.table.figures
    row = next(n for n, r in enumerate(model.rows) if r.name == name)
    return model.index(row, model.columns.index(column))


def words(index):
    return index.data(Qt.ItemDataRole.AccessibleTextRole)


def click(table, index):
    QTest.mouseClick(
        table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, table.visualRect(index).center()
    )
    QApplication.processEvents()


def study_of(folder, table, *, finish=True, more=()):
    """Return a study in which so many respondents were coded by both, by Ann, by Ben, by nobody."""
    made = Study(folder)
    both, ann, ben, nobody = table
    names = [f"P{n:02}" for n in range(both + ann + ben + nobody)]
    for name in names:
        made.interview(name, [("I", "And then?"), (name, SAID)])
    for coder in ("Ben", *more):
        made.assign(coder, *names)
    for number, name in enumerate(names):
        if number < both + ann:
            made.code(name, "We plan ahead.")
        if number < both or both + ann <= number < both + ann + ben:
            for coder in ("Ben", *more):
                made.code(name, "We plan ahead.", coder=coder)
    if finish:
        made.finish(*names)
        for coder in ("Ben", *more):
            made.finish(*names, coder=coder)
    return made


def opened(window, made):
    made.project.close()
    assert window.open_project(made.path)
    return shown(window)


# ---- the same figures as everywhere ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tab", "piece", "options"),
    [
        (Tab.RESPONDENT, Piece.CHARACTER, ["--level", "respondent"]),
        (Tab.GROUP, Piece.CHARACTER, ["--level", "classification"]),
        (Tab.PASSAGES, Piece.CHARACTER, ["--level", "character"]),
        (Tab.PASSAGES, Piece.TURN, ["--level", "segment", "--segments", "turn"]),
        (Tab.PASSAGES, Piece.SENTENCE, ["--level", "segment", "--segments", "sentence"]),
        (Tab.CRITERIA, Piece.CHARACTER, ["--level", "criterion"]),
    ],
)
def test_window_command_and_project_tell_the_same(panel, window, tmp_path, tab, piece, options):
    project = window.desk.open_project
    asked_of(panel, tab, piece)
    coders = [c.name for c in project.store.values(Coder)]
    level, segment = level_of(tab, piece)
    scheme = project.codebook.schemes[0].name if tab is Tab.GROUP else ""
    expected = compare_coders(project, Comparison(tuple(coders), level, scheme=scheme, segment=segment))
    report = panel.table.figures.report
    assert report == expected
    copy = shutil.copy(project.store.path, tmp_path / "copy.fop")
    run = CliRunner().invoke(command_line, ["agreement", str(copy), "--coders", ",".join(coders), *options, "--json"])
    assert run.exit_code == 0, run.output
    plain = json.loads(run.stdout)
    assert json.loads(json.dumps(report_to_plain(report))) == plain
    rows = [*plain["rows"], plain["overall"]] if plain["rows"] else [plain["overall"]]
    model = panel.table.figures
    assert model.rowCount() == len(rows)
    for place, row in enumerate(rows):
        for across, column in enumerate(model.columns):
            measure = measure_of(column, 2)
            said = model.index(place, across).data()
            if column in COUNTS:
                (neither, second), (first, both) = row["table"]
                assert said == f"{dict(zip(COUNTS, (both, first, second, neither), strict=True))[column]:,}"
            elif column is Column.INTERVAL:
                limits = row["intervals"].get(str(measure))
                assert said == (" to ".join(figure(measure, n) for n in limits) if limits else "none")
            elif measure is not None:
                value = row[str(measure)]
                assert said == ("not defined" if value is None else figure(measure, value))


def test_the_published_example_with_its_note(bare_window, tmp_path):
    panel = opened(bare_window, study_of(tmp_path, (21, 1, 1, 2)))
    texts = [cell(panel, "Planning", column).data() for column in panel.table.figures.columns]
    assert texts == [
        *("Planning", "21", "1", "1", "2", "92 %", "0.63", "0.63"),
        *(cell(panel, "Planning", Column.INTERVAL).data(), "0.62", "0.90", "0.95", "0.67"),
    ]
    note = panel.page.note.text
    assert "Planning: 21 of 25 are “both yes”, so alpha rests on 4 respondents and its interval is wide." in note
    assert "25 respondents cannot show alpha of .8 or more for any code." in note
    assert panel.controls.units.text() == (
        "Units: 25 respondents, each finished by both. Intervals: bootstrap, 2,000 draws, 95 %."
    )
    assert panel.controls.sample.currentText() == "Double-coded, n = 25"


def test_what_is_not_defined_says_why_and_is_neither_blank_nor_one(bare_window, tmp_path):
    panel = opened(bare_window, study_of(tmp_path, (12, 0, 0, 0)))
    for column in (Column.ALPHA, Column.KAPPA, Column.NO):
        assert cell(panel, "Planning", column).data() == "not defined"
    assert cell(panel, "Planning", Column.AC1).data() == "1.00"
    assert "no variation (both coders said yes to every respondent)" in words(cell(panel, "Planning", Column.ALPHA))
    assert "Defined without variation only because 2 categories" in words(cell(panel, "Planning", Column.AC1))
    assert "Not used by any coder" in words(cell(panel, "Review", Column.NAME))
    assert "Alpha is not defined: no variation (both coders said yes to every respondent)." in panel.page.note.text
    assert cell(panel, "All codes, pooled", Column.ALPHA).data() == "not defined"
    assert "Pooled over 1 code" in words(cell(panel, "All codes, pooled", Column.NAME))


def test_few_respondents_have_no_interval_and_it_is_said(bare_window, tmp_path):
    panel = opened(bare_window, study_of(tmp_path, (3, 1, 1, 3)))
    index = cell(panel, "Planning", Column.INTERVAL)
    assert index.data() == "none"
    assert "Too few respondents (8) for intervals" in words(index)


def test_nearly_all_is_not_told_as_all():
    assert figure(Measure.PERCENT, 246 / 247) == "99.5 %"
    assert figure(Measure.PERCENT, 1.0) == "100 %"
    assert figure(Measure.ALPHA, -0.001) == "0.00"
    assert figure(Measure.ALPHA, -0.04) == "\u22120.04"


# ---- following a figure ----------------------------------------------------------------------------------------------


def test_a_click_on_first_only_lists_what_only_the_first_coded(bare_window, tmp_path):
    panel = opened(bare_window, study_of(tmp_path, (6, 3, 2, 4)))
    assert panel.part.pane.model.rowCount() == 5
    click(panel.table, cell(panel, "Planning", Column.FIRST))
    settle(bare_window)
    model = panel.part.pane.model
    found = [model.at(row) for row in range(model.rowCount())]
    assert len(found) == 3
    assert all(d.said[0] and not d.said[1] for d in found)
    assert panel.part.isAncestorOf(QApplication.focusWidget())


def test_enter_on_second_only_does_the_same_and_nought_leads_nowhere(bare_window, tmp_path):
    panel = opened(bare_window, study_of(tmp_path, (6, 0, 2, 4)))
    panel.table.setCurrentIndex(cell(panel, "Planning", Column.SECOND))
    panel.table.setFocus()
    press("Return", panel.table)
    settle(bare_window)
    assert panel.part.pane.model.rowCount() == 2
    panel.table.setFocus()
    click(panel.table, cell(panel, "Planning", Column.FIRST))
    assert panel.table.hasFocus()
    panel.table.viewport().setCursor(Qt.CursorShape.CrossCursor)
    place = panel.table.visualRect(cell(panel, "Planning", Column.SECOND)).center()
    QTest.mouseMove(panel.table.viewport(), place + QPoint(1, 1))
    QTest.mouseMove(panel.table.viewport(), place)
    QApplication.processEvents()
    assert panel.table.viewport().cursor().shape() is Qt.CursorShape.PointingHandCursor


def test_enter_elsewhere_shows_all_figures_of_the_row(panel, window):
    panel.table.setCurrentIndex(cell(panel, "Planning", Column.ALPHA))
    panel.table.setFocus()
    press("Return", panel.table)
    dialog = window.findChildren(MoreFigures)[0]
    cells = dialog.figures.cells.table
    assert cells[1][0] == "Percent agreement"
    alpha = next(row for row in cells if row[0] == "Krippendorff's alpha")
    assert alpha[1] == cell(panel, "Planning", Column.ALPHA).data()
    assert "Krippendorff 2019" in alpha[-1]
    assert "seed 1" in dialog.words.text()
    dialog.choice.setCurrentIndex(dialog.choice.findText("All codes, pooled"))
    dialog.choice.activated.emit(dialog.choice.currentIndex())
    pooled = next(row for row in dialog.figures.cells.table if row[0] == "Krippendorff's alpha")
    assert pooled[1] == cell(panel, "All codes, pooled", Column.ALPHA).data()
    press("Ctrl+C", dialog.figures)
    assert QGuiApplication.clipboard().text().splitlines()[0].startswith("Figure\tValue")
    leave(dialog)


def test_a_double_click_shows_all_figures_too(panel, window):
    index = cell(panel, "Review", Column.KAPPA)
    click(panel.table, index)
    QTest.mouseDClick(
        panel.table.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        panel.table.visualRect(index).center(),
    )
    (dialog,) = window.findChildren(MoreFigures)
    assert dialog.choice.currentText() == "Review"
    leave(dialog)


def test_all_notes_can_be_read(panel, window):
    panel.page.all_notes.click()
    (notice,) = window.findChildren(Notice)
    lines = notice.details.toPlainText()
    for note in panel.table.figures.report.notes:
        assert note in lines
    assert "All codes, pooled: Pooled over" in lines
    leave(notice)


# ---- levels ----------------------------------------------------------------------------------------------------------


@pytest.mark.own_window
def test_levels_are_chosen_with_alt_and_a_number(panel, window):
    for keys, level in (
        ("Alt+2", "classification"),
        ("Alt+3", "character"),
        ("Alt+4", "criterion"),
        ("Alt+1", "respondent"),
    ):
        panel.table.setFocus()
        press(keys, panel.table)
        settle(window)
        assert panel.table.figures.report.level == level


def test_levels_are_chosen_with_arrows(panel, window):
    button = panel.controls.tabs.buttons[Tab.RESPONDENT]
    button.setFocus()
    press("Right", button)
    settle(window)
    assert panel.controls.tab is Tab.GROUP
    assert panel.table.figures.report.level == "classification"


def test_a_codebook_without_criteria_and_schemes_offers_neither(bare_window, tmp_path):
    made = study_of(tmp_path, (2, 1, 1, 2))
    book = made.project.codebook
    bare = tuple(replace(c, criteria=(), criteria_rule=None) for c in book.codes)
    made.project.apply(Change("bare", (*book.codes, *book.schemes), bare))
    panel = opened(bare_window, made)
    tabs = panel.controls.tabs.buttons
    assert [tab for tab, button in tabs.items() if button.isVisible()] == [Tab.RESPONDENT, Tab.PASSAGES]
    bare_window.actions_known.action("agreement.by_criterion").trigger()
    assert panel.controls.tab is Tab.RESPONDENT


def test_a_group_has_the_table_of_both_coders_and_each_category(panel, window):
    asked_of(panel, Tab.GROUP)
    report = panel.table.figures.report
    assert panel.table.figures.rows[0].name == window.desk.open_project.codebook.schemes[0].name
    counts = panel.page.classes.confusion.cells
    shown_counts = [[int(c) for c in row[1:-1]] for row in counts.table[1:-1]]
    assert tuple(map(tuple, shown_counts)) == report.overall.table
    categories = panel.page.classes.categories.cells.table
    assert [row[0] for row in categories[1:]] == list(report.categories)
    given = report.overall.categories[0].given
    assert categories[1][1:3] == [str(given[coder]) for coder in report.coders]
    asked_of(panel, Tab.RESPONDENT)
    assert not panel.page.classes.isVisible()


def test_a_count_off_the_diagonal_leads_to_the_classes_that_differ(panel, window):
    asked_of(panel, Tab.GROUP)
    grid = panel.page.classes.confusion
    model = grid.cells
    leading = [
        model.index(r, c)
        for r in range(model.rowCount())
        for c in range(model.columnCount())
        if model.cell(model.index(r, c)).leads
    ]
    grid.setCurrentIndex(leading[0])
    grid.setFocus()
    press("Return", grid)
    settle(window)
    found = [panel.part.pane.model.at(r) for r in range(panel.part.pane.model.rowCount())]
    assert found
    assert {d.about.guid for d in found} == {panel.table.figures.rows[0].about}


def test_another_scheme_can_be_chosen(panel, window):
    asked_of(panel, Tab.GROUP)
    other = window.desk.open_project.codebook.schemes[1].name
    box = panel.controls.scheme
    box.setCurrentIndex(box.findText(other))
    box.activated.emit(box.currentIndex())
    settle(window)
    assert panel.table.figures.rows[0].name == other


def test_matching_passages_are_counted(panel, window):
    assert not panel.page.matches.isVisible()
    asked_of(panel, Tab.PASSAGES)
    panel.page.matches.click()
    settle(window)
    (dialog,) = window.findChildren(MatchingPassages)
    heads, *rows = dialog.grid.cells.table
    assert heads[3:6] == ["Match", "Split", "Overlap too little"]
    assert rows[-1][0] == "All codes, pooled"
    assert int(rows[-1][1]) == sum(int(row[1]) for row in rows[:-1])
    dialog._copy()
    assert QGuiApplication.clipboard().text().startswith("Code\t")
    leave(dialog)


# ---- who is compared -------------------------------------------------------------------------------------------------


def choose(box, words_):
    box.setCurrentIndex(box.findText(words_))
    box.activated.emit(box.currentIndex())


def test_nobody_is_compared_with_themselves(panel, window):
    first, second = panel.controls.first, panel.controls.second
    before = first.currentText(), second.currentText()
    choose(second, before[0])
    settle(window)
    assert (first.currentText(), second.currentText()) == before[::-1]
    assert panel.table.figures.report.coders == before[::-1]


def test_three_coders_have_fleiss_and_pairs_and_no_yes_no_table(bare_window, tmp_path):
    panel = opened(bare_window, study_of(tmp_path, (6, 2, 2, 4), more=("Cal",)))
    others = panel.controls.others
    assert others.text() == "More coders …"
    (action,) = others.menu().actions()
    assert action.text() == "Cal"
    action.trigger()
    settle(bare_window)
    assert others.text() == "and 1 more"
    model = panel.table.figures
    assert model.report.coders == ("Ann", "Ben", "Cal")
    assert not set(COUNTS) & set(model.columns)
    report = compare_coders(bare_window.desk.open_project, Comparison(("Ann", "Ben", "Cal")))
    assert cell(panel, "Planning", Column.KAPPA).data() == figure(Measure.FLEISS, report.rows[0].value(Measure.FLEISS))
    assert cell(panel, "Planning", Column.UNITS).data() == "14"
    bare_window.actions_known.action("agreement.more").trigger()
    (dialog,) = bare_window.findChildren(MoreFigures)
    assert [row[0] for row in dialog.pairs.cells.table[1:]] == ["Ann and Ben", "Ann and Cal", "Ben and Cal"]
    dialog._copy()
    assert "Ben and Cal" in QGuiApplication.clipboard().text()
    leave(dialog)
    action.trigger()
    settle(bare_window)
    assert model.report.coders == ("Ann", "Ben")


def test_a_round_narrows_to_its_documents(panel, window):
    (round_,) = window.desk.open_project.store.values(Round)[:1]
    choose(panel.controls.sample, f"Round: {round_.name}")
    settle(window)
    expected = Comparison(panel.controls.comparison().coders, round=round_.name)
    assert panel.table.figures.report == compare_coders(window.desk.open_project, expected)
    assert panel.controls.sample.currentText().startswith(f"Round: {round_.name}, n = ")


def test_a_filter_narrows_the_respondents_and_a_wrong_one_says_so(panel, window, qtbot):
    before = panel.table.figures.report.overall.drawn
    choose(panel.controls.sample, "Narrowed by a filter …")
    field = panel.controls.filter
    assert field.isVisible()
    qtbot.keyClicks(field.line, "borough = RBKC")
    press("Return", field.line)
    settle(window)
    assert 0 < panel.table.figures.report.overall.drawn < before
    field.line.selectAll()
    qtbot.keyClicks(field.line, "nonsense = 1")
    press("Return", field.line)
    settle(window)
    assert panel.page.refusal.isVisible()
    assert "nonsense" in panel.page.refusal.text()
    assert panel.table.figures.rowCount() == 0
    assert not panel.page.splitter.isVisible()
    field.line.clear()
    press("Return", field.line)
    settle(window)
    assert not panel.page.refusal.isVisible()
    assert panel.table.figures.report.overall.drawn == before


def test_agreement_after_discussion_is_another_question(panel, window):
    assert panel.controls.stage.text() == STAGES[Stage.BEFORE]
    after = next(a for a in panel.controls.stage.menu().actions() if a.text() == STAGES[Stage.AFTER])
    after.trigger()
    settle(window)
    coders = panel.controls.comparison().coders
    assert panel.table.figures.report == compare_coders(window.desk.open_project, Comparison(coders, stage=Stage.AFTER))
    assert panel.controls.stage.text() == STAGES[Stage.AFTER]


def test_another_seed_draws_otherwise_and_is_shown(panel, window):
    panel.controls.seed.click()
    (dialog,) = window.findChildren(ResamplingDialog)
    dialog.seed.setValue(7)
    dialog.draws.setValue(500)
    press("Return", dialog)
    settle(window)
    report = panel.table.figures.report
    assert (report.seed, report.resamples) == (7, 500)
    assert panel.controls.seed.text() == "Seed 7"
    assert "500 draws" in panel.controls.units.text()


# ---- keeping up ------------------------------------------------------------------------------------------------------


def test_figures_follow_the_codings_and_undo(panel, window):
    project = window.desk.open_project
    index = cell(panel, "Planning", Column.BOTH)
    before, report = index.data(), panel.table.figures.report
    second = project.coder_named(report.coders[1])
    code = project.code_named("planning")
    codings = list(project.store.codings(project.store.coding_guids(coders=[second.guid], codes=[code.guid])))
    window.desk.apply(Change("None of it", tuple(codings)))
    settle(window)
    assert cell(panel, "Planning", Column.BOTH).data() == "0" != before
    window.desk.undo_stack.undo()
    settle(window)
    assert panel.table.figures.report == report


def test_figures_that_are_on_their_way_are_not_shown_as_those_asked_for(panel, window):
    panel.controls.tabs.buttons[Tab.PASSAGES].click()
    assert panel.controls.units.text() == "Being worked out …"
    assert all(delegate.faded for delegate in panel.table._delegates)
    settle(window)
    assert not any(delegate.faded for delegate in panel.table._delegates)


def test_what_was_worked_out_is_remembered_until_something_changes(panel, window):
    begun = []
    window.runner.started.connect(lambda task: begun.append(task.title))
    asked_of(panel, Tab.CRITERIA)
    asked_of(panel, Tab.RESPONDENT)
    assert begun.count("Working out agreement") == 1
    window.desk.apply(a_settlement(panel, window))
    settle(window)
    asked_of(panel, Tab.CRITERIA)
    assert begun.count("Working out agreement") == 1, "settling changes nothing of what was coded blind"
    document = window.desk.open_project.store.values(Document)[0]
    window.desk.apply(Change("Another name", (document,), (replace(document, name="Another name"),)))
    settle(window)
    assert begun.count("Working out agreement") == 2


def a_settlement(panel, window):
    model = panel.part.pane.model
    found = next(model.at(r) for r in range(model.rowCount()) if model.at(r).settlement is None)
    return settled(window.desk.open_project, found, Outcome.FIRST)


def test_work_can_be_stopped_and_begun_again(panel, window):
    panel.controls.tabs.buttons[Tab.PASSAGES].click()
    window._cancel_tasks()
    settle(window)
    assert panel.page.state.title.text() == "Stopped"
    assert panel.table.figures.rowCount() == 0
    panel.page.state.main.click()
    settle(window)
    assert panel.table.figures.report.level == "character"


def test_first_figures_that_last_say_so_and_can_be_stopped(panel, window):
    panel._forget_figures()
    panel._reader.forget()
    panel.page.show_figures(False)
    panel.ask()
    panel._say_at_work()
    assert panel.page.state.title.text() == "Being worked out …"
    panel.page.state.main.click()
    settle(window)
    assert panel.page.state.title.text() == "Stopped"


def test_another_project_begins_afresh(panel, window, tmp_path):
    asked_of(panel, Tab.GROUP)
    made = study_of(tmp_path, (3, 1, 1, 3))
    made.project.close()
    assert window.open_project(made.path)
    panel = shown(window)
    assert panel.controls.tab is Tab.RESPONDENT
    assert panel.table.figures.report.coders == ("Ann", "Ben")
    window.desk.close()
    settle(window)
    assert panel.table.figures.rowCount() == 0


# ---- where there is nothing yet --------------------------------------------------------------------------------------


@pytest.mark.own_window
def test_without_a_second_coder_the_ways_to_one_are_offered(bare_window, tmp_path):
    made = Study(tmp_path)
    made.interview("P01", [("P01", SAID)])
    panel = opened(bare_window, made)
    state = panel.page.state
    assert state.title.text() == "No second coder yet"
    assert state.main.text() == "Hand out a pack …"
    assert state.main.hasFocus()
    assert not panel.controls.first.isVisible()
    for button in (state.main, state.examples[0]):
        with Attendant() as met:
            button.click()
            settle(bare_window)
            put_away(bare_window)
        assert met.met or button is not state.main


def test_reading_only_no_pack_is_offered(bare_window, tmp_path):
    made = Study(tmp_path)
    made.project.close()
    bare_window.desk.open(made.path, read_only=True)
    panel = shown(bare_window)
    assert not panel.page.state.main.isEnabled()


def test_a_pack_sends_its_coder_back_to_coding(bare_window, tmp_path):
    made = study_of(tmp_path, (1, 0, 0, 1), finish=False)
    project = made.project
    wish = Wish("Cal")
    hand_out(project, tmp_path / "pack.fop", wish, draw(project, Choice()))
    project.close()
    assert bare_window.open_project(tmp_path / "pack.fop")
    panel = shown(bare_window)
    assert panel.page.state.title.text() == "This is a pack"
    panel.page.state.main.click()
    assert bare_window.panel.name == "code"


def test_who_has_not_finished_what_is_said(bare_window, tmp_path):
    made = study_of(tmp_path, (2, 1, 1, 4), finish=False)
    made.finish(*(f"P{n:02}" for n in range(8)))
    panel = opened(bare_window, made)
    state = panel.page.state
    assert state.title.text() == "No document is finished by both yet"
    assert "Ann has finished all 8." in state.line.text()
    assert "Ben has not finished 8 of 8: P00, P01, P02, P03, P04, P05 and 2 more." in state.line.text()
    assert state.main.text() == "Merge a pack …"
    bare_window.desk.act_as("Ben")
    settle(bare_window)
    assert state.main.text() == "Go to Code"
    state.main.click()
    assert bare_window.panel.name == "code"


def test_a_coder_without_documents_is_told_of(bare_window, tmp_path):
    made = Study(tmp_path)
    made.interview("P01", [("P01", SAID)])
    project = made.project
    project.coder_or_new("Ben")
    panel = opened(bare_window, made)
    assert "Ben was given no document here." in panel.page.state.line.text()


def test_who_lags_behind_is_said_beside_the_figures(bare_window, tmp_path):
    made = study_of(tmp_path, (3, 1, 1, 4))
    made.interview("Late", [("Late", SAID)])
    made.assign("Ben", "Late")
    panel = opened(bare_window, made)
    assert "Ben has not finished 1 of 10 documents: left out." in panel.page.note.text


# ---- taking out ------------------------------------------------------------------------------------------------------


def test_the_table_is_copied_for_a_spreadsheet(panel, window):
    panel.table.setFocus()
    press("Ctrl+C", panel.table)
    head, *rows = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert head[1:6] == ["Both yes", "First only", "Second only", "Both no", "Agree"]
    assert rows[0][0] == "Planning"
    assert rows[0][6] == cell(panel, "Planning", Column.ALPHA).data()
    assert "<table>" in QGuiApplication.clipboard().mimeData().html()
    assert "clipboard" in window.status.sentence.text()


def test_the_tables_of_a_group_are_copied_with_it(panel):
    asked_of(panel, Tab.GROUP)
    panel.taking_out.copy_table()
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert ["Category", *(f"{c} gave it" for c in panel.table.figures.report.coders)] in [row[:3] for row in lines]


def test_the_method_paragraph_is_copied(panel, window):
    action = next(a for a in panel.controls.taking_out.menu().actions() if a.text() == "Copy method paragraph")
    action.trigger()
    settle(window)
    expected = method_paragraph(window.desk.open_project, panel.controls.comparison())
    assert QGuiApplication.clipboard().text() == expected.text
    assert "clipboard" in window.status.sentence.text()


def test_export_opens_with_agreement_chosen_alone(panel, window):
    panel.controls.export.click()
    settle(window)
    assert window.panel.name == "export"
    assert window.panel.choices.wishes.what == {"agreement"}


# ---- places and the status line --------------------------------------------------------------------------------------


def test_back_returns_to_the_comparison_and_the_cell(panel, window):
    asked_of(panel, Tab.PASSAGES, Piece.TURN)
    panel.table.setCurrentIndex(cell(panel, "Review", Column.AC1))
    window.go(Place("history"))
    panel.controls.tabs.choose(Tab.RESPONDENT, tell=True)
    window.go_back()
    settle(window)
    report = panel.table.figures.report
    assert (report.level, report.unit) == ("segment", "turn")
    assert panel.table.current_row().name == "Review"
    assert panel.table.figures.columns[panel.table.currentIndex().column()] is Column.AC1
    assert panel.table.hasFocus()


def test_a_code_can_be_gone_to(panel, window):
    code = window.desk.open_project.code_named("review")
    window.go(Place("agreement", code=code.guid))
    settle(window)
    assert panel.table.current_row().about == code.guid


@pytest.mark.own_window
def test_the_status_line_says_what_is_open_and_which_keys_settle(panel, window):
    model = panel.part.pane.model
    open_ = sum(d.settlement is None for d in model.counted)
    assert window.status.sentence.text().startswith(f"{open_} disagreements are open. The consensus is pending for ")
    assert window.status._own_keys.isVisible()
    window.desk.apply(a_settlement(panel, window))
    settle(window)
    assert f"{open_ - 1} disagreements are open." in window.status.sentence.text()
    window.say("Something else")
    assert window.status.sentence.text() == "Something else"
    window.status.unsay()
    assert f"{open_ - 1} disagreements are open." in window.status.sentence.text()
    window.show_panel("history")
    assert window.status.sentence.text() == ""
    assert not window.status._own_keys.isVisible()


@pytest.mark.own_window
def test_the_line_between_figures_and_disagreements_is_remembered(panel, window, preferences):
    usual, rest = panel.page.splitter.sizes()
    panel.page.splitter.setSizes([usual + 60, rest - 60])
    panel.page.splitter.splitterMoved.emit(usual + 60, 1)
    window.resize(window.width() + 10, window.height())
    QApplication.processEvents()
    assert panel.page.splitter.sizes()[0] > usual + 30
    assert not preferences.bytes("agreement/splitter").isEmpty()


# ---- how it is painted -----------------------------------------------------------------------------------------------


def test_models_are_sound(panel, window):
    testers = [
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
        for model in (panel.table.figures, *window.panel.findChildren(GridModel))
    ]
    for tab in Tab:
        asked_of(panel, tab)
    assert testers
    assert panel.table.figures.index(0, 0).data() is not None
    assert panel.table.figures.data(QModelIndex()) is None


def test_each_cell_has_words_and_each_heading_a_meaning(panel):
    model = panel.table.figures
    for column in range(model.columnCount()):
        assert model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole)
        for row in range(model.rowCount()):
            name = model.rows[row].name
            assert words(model.index(row, column)).startswith(name)
    first = model.report.coders[0]
    assert f"only {first} says yes" in words(cell(panel, "Planning", Column.FIRST))


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
def test_alpha_is_a_dot_in_the_codes_colour_at_its_place(panel, window, theme, appearance, scale):
    theme.apply(appearance, scale)
    QApplication.processEvents()
    window.resize(1440, 900)
    QApplication.processEvents()
    index = cell(panel, "Planning", Column.PLOT)
    panel.table.scrollTo(index)
    QApplication.processEvents()
    rect = panel.table.visualRect(index).adjusted(0, 0, 0, -1)
    row = panel.table.figures.rows[0]
    alpha = row.found.coefficients[Measure.ALPHA].value
    picture = panel.table.viewport().grab().toImage()
    x = round(place_of(alpha, axis(rect, theme)))
    assert picture.pixelColor(x, rect.center().y()) == theme.code(row.colour).mark


def test_an_interval_beyond_the_axis_ends_in_an_arrow(theme):
    theme.apply(Appearance.LIGHT, 1.0)

    def painted(interval):
        image = QImage(220, 36, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        with QPainter(image) as painter:
            paint_alpha(
                painter, theme, QRect(0, 0, 220, 36), 0.5, interval, theme.colour("base"), theme.colour("accent")
            )
        return image

    stop = painted((-0.2, 1.0)).pixelColor(14, 14)
    arrow = painted((-0.9, 1.0)).pixelColor(14, 14)
    assert stop != arrow
    assert painted(None).pixelColor(60, 18) != painted((0.0, 1.0)).pixelColor(60, 18)


def test_nothing_is_wider_than_the_smallest_window(panel, window):
    window.resize(1100, 700)
    QApplication.processEvents()
    bar = panel.table.horizontalScrollBar()
    assert bar.maximum() == 0
    assert panel.page.horizontalScrollBar().maximum() == 0
    assert panel.controls.stage.text() == "coded blind"


def test_levels_and_pieces_go_to_and_fro():
    for tab in Tab:
        for piece in Piece:
            level, segment = level_of(tab, piece)
            back = tab_of(Comparison(("A", "B"), level, segment=segment))
            assert back == (tab, piece if tab is Tab.PASSAGES else Piece.CHARACTER)
    assert tab_of(Comparison(("A", "B"), Level.SEGMENT, segment=Segment.SENTENCE)) == (Tab.PASSAGES, Piece.SENTENCE)
