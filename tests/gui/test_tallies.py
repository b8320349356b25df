"""Tallies as their readers use them: look at a figure, follow it to its passages and back, copy it into the report."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QPushButton

from fop_coder.coding.documents import unfinish
from fop_coder.coding.passages import uncode
from fop_coder.coding.respondents import add_respondents
from fop_coder.gui import app
from fop_coder.gui.panels.tallies.delegate import broken
from fop_coder.gui.panels.tallies.drawer_model import BATCH, STARRED
from fop_coder.gui.panels.tallies.lines import PARTED, Kind
from fop_coder.gui.panels.tallies.panel import TalliesPanel
from fop_coder.gui.theme import Appearance
from fop_coder.model.change import Change
from fop_coder.model.codebook import Codebook
from fop_coder.model.coding import FilterOver, NamedFilter
from fop_coder.model.documents import Document, Finish
from fop_coder.model.people import Respondent
from fop_coder.model.status import Status
from fop_coder.project import Project, tally_sheet
from fop_coder.project.quotations import starred
from fop_coder.project.respondent_edits import quoting_change
from fop_coder.project.settings import change_settings
from fop_coder.project.tallying import Question, respondents_with, tally
from tests.gui.screens import CodeScreen, RespondentsScreen, StartScreen


@pytest.fixture
def bare_window(window_in_turn):
    return window_in_turn


@pytest.fixture(scope="module", autouse=True)
def screens():
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(app, "window_panels", lambda: ([StartScreen, CodeScreen, RespondentsScreen, TalliesPanel], ()))
        yield


@pytest.fixture
def panel(window, qtbot):
    window.show_panel("tallies")
    shown = window.panel_named("tallies")
    qtbot.waitUntil(lambda: shown.table.tallies.rowCount() > 0)
    return shown


def cells(panel, column):
    model = panel.table.tallies
    return [model.index(row, column).data() for row in range(model.rowCount()) if model.lines[row].kind is Kind.CODE]


def at(panel, name, column):
    model = panel.table.tallies
    row = next(r for r, line in enumerate(model.lines) if line.name == name)
    return model.index(row, column)


def go_to(panel, name, column):
    panel.table.setCurrentIndex(at(panel, name, column))
    panel.table.setFocus()


def drawer_words(panel):
    model = panel.drawer.model
    return [model.index(r, 0).data(Qt.ItemDataRole.AccessibleTextRole) for r in range(model.rowCount())]


def type_filter(panel, qtbot, text):
    line = panel.controls.sample.box.lineEdit()
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def test_the_published_counts_stand_in_the_table(panel):
    assert cells(panel, 0) == ["Planning", "Hypotheses", "Engagement", "Techniques", "Review"]
    assert cells(panel, 1) == ["22/25", "12/25", "17/25", "17/25", "11/25"]
    assert panel.page.nothing_pending.text() == "Nothing is pending. Every row adds up to 25."
    assert panel.page.nothing_pending.isVisible() and not panel.page.pending.isVisible()


def test_the_model_keeps_qts_rules(panel, qtbot):
    QAbstractItemModelTester(panel.table.tallies, QAbstractItemModelTester.FailureReportingMode.Fatal)
    QAbstractItemModelTester(panel.drawer.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    panel.controls.by.setCurrentIndex(1)
    panel.controls.by.activated.emit(1)
    panel.table.ask(at(panel, "Planning", 1))
    panel.close_drawer()


def test_cells_say_what_where_and_state(panel):
    index = at(panel, "Planning", 1)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Planning 22 of 25"
    panel.controls.percentages.click()
    panel.controls.intervals.click()
    said = at(panel, "Planning", 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Planning 22 of 25, 88 per cent, interval 70 to 96"


def test_percentages_and_intervals_only_if_asked_for_or_allowed(panel, window):
    assert cells(panel, 2) == [""] * 5
    panel.controls.intervals.click()
    assert cells(panel, 2)[0] == "interval 70 to 96 %"
    assert "were not drawn at random" in panel.page.caution.text() and panel.page.caution.isVisible()
    panel.controls.intervals.click()
    assert not panel.page.caution.isVisible()
    change_settings(window.desk.project, chosen="random")
    panel.ask()
    assert cells(panel, 2)[0] == "interval 70 to 96 %"
    assert not panel.controls.intervals.isVisible()
    assert panel.page.caution.text().startswith("95 % Wilson interval of the share")


def test_a_filter_is_checked_while_it_is_written(panel, qtbot):
    type_filter(panel, qtbot, "borough = RBKC")
    figures = cells(panel, 1)
    assert figures[:2] == ["10/12", "4/12"]
    panel.controls.sample.box.lineEdit().clear()
    qtbot.keyClicks(panel.controls.sample.box.lineEdit(), "borogh = RBKC")
    qtbot.waitUntil(panel.page.refusal.isVisible)
    assert "no attribute or scheme called 'borogh'" in panel.page.refusal.text()
    assert cells(panel, 1) == figures and "last question" in panel.page.refusal.text()
    assert "borough = RBKC" in panel.page.base.text()
    panel.controls.sample.box.lineEdit().clear()
    qtbot.waitUntil(lambda: cells(panel, 1)[0] == "22/25")
    assert not panel.page.refusal.isVisible()


def test_a_filter_is_kept_under_a_name_and_can_be_chosen(panel, qtbot, window):
    type_filter(panel, qtbot, "borough = RBKC")
    panel.keeping.keep_as(FilterOver.RESPONDENTS, panel.controls.sample, "Kensington")
    (kept,) = window.desk.project.store.values(NamedFilter)
    assert (kept.name, kept.filter, kept.over) == ("Kensington", "borough = RBKC", FilterOver.RESPONDENTS)
    qtbot.waitUntil(lambda: panel.controls.sample.box.findText("Kensington") > 0)
    assert panel.controls.sample.text == "Kensington" and cells(panel, 1)[0].endswith("/12")
    window.desk.undo_stack.undo()
    assert window.desk.project.store.values(NamedFilter) == []


def test_the_window_says_what_the_command_line_says(panel, window):
    by = "borough"
    panel.controls.by.setCurrentIndex(panel.controls.by.findData(by))
    panel.controls.by.activated.emit(1)
    expected = tally(window.desk.project, Question(by=by))
    groups = list(expected.base.group_sizes)
    assert panel.table.tallies.groups == groups
    for row, line in zip(expected.rows, panel.table.tallies.lines, strict=False):
        shown = {g: (f.n, f.of) for g, f in line.groups.items()}
        assert shown == {g: (c.n, c.of) for g, c in row.groups.items()}


def test_arrows_go_from_cell_to_cell_and_enter_opens_the_evidence(panel, qtbot, window):
    go_to(panel, "Planning", 0)
    qtbot.keyClick(panel.table, Qt.Key.Key_Right)
    qtbot.keyClick(panel.table, Qt.Key.Key_Down)
    assert panel.table.currentIndex().data() == "12/25"
    assert "hypotheses" in panel.page.sentence.words.text()
    qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    assert panel.drawer.isVisible()
    labels = [panel.drawer.model.entry(r).person.label for r in range(panel.drawer.model.rowCount())]
    code = window.desk.project.codebook.codes[1]
    assert list(dict.fromkeys(labels)) == respondents_with(window.desk.project, code, Status.REFERRED)
    qtbot.keyClick(panel.drawer._list, Qt.Key.Key_Escape)
    assert not panel.drawer.isVisible() and panel.table.hasFocus()


def test_a_click_on_a_status_shows_those_who_have_it(panel, qtbot):
    model, table = panel.table.tallies, panel.table
    index = at(panel, "Planning", model.went_column)
    table.scrollTo(index)
    cell = table.visualRect(index)
    delegate = table._delegate
    line = model.lines[index.row()]
    place = next(
        QPoint(x, cell.center().y())
        for x in range(cell.left(), cell.right(), 2)
        if delegate.part_at(cell, line, QPoint(x, cell.center().y())) is Status.NOT_REFERRED
    )
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert panel.drawer.behind.status == "not referred"
    assert panel.drawer.model.rowCount() == 3


def test_the_evidence_of_a_group_holds_the_group_alone(panel):
    panel.controls.by.setCurrentIndex(panel.controls.by.findData("borough"))
    panel.controls.by.activated.emit(1)
    column = panel.table.tallies.column_of("LBHF")
    panel.table.ask(at(panel, "Planning", column))
    assert panel.drawer._title.text() == "Planning in LBHF"
    assert (panel.drawer._figure.text(), panel.drawer._of.text()) == ("4", "/4")
    assert {e.person.label[:2] for e in panel.drawer.model._entries} == {"HF"}


@pytest.mark.own_window
def test_the_switch_shows_those_who_did_not_refer(panel, qtbot):
    panel.table.ask(at(panel, "Planning", 1))
    buttons = {b.text(): b for b in panel.drawer._switch.findChildren(QPushButton) if b.isVisible()}
    assert set(buttons) == {"referred 22", "not referred 3"}
    qtbot.mouseClick(buttons["not referred 3"], Qt.MouseButton.LeftButton)
    assert panel.drawer.model.rowCount() == 3
    qtbot.mouseClick(panel.drawer._why_button, Qt.MouseButton.LeftButton)
    said = [label.text() for label in panel.drawer._why.widget().findChildren(type(panel.drawer._title))]
    assert any(s.startswith("22 are counted in n and N") for s in said)


def test_a_passage_opens_in_its_transcript_and_back_returns(panel, qtbot, window):
    panel.table.ask(at(panel, "Planning", 1))
    panel.drawer.focus_list()
    qtbot.keyClick(panel.drawer._list, Qt.Key.Key_Down)
    entry = panel.drawer.model.entry(panel.drawer._list.currentIndex().row())
    qtbot.keyClick(panel.drawer._list, Qt.Key.Key_Return)
    (place,) = window.panel_named("code").went
    assert window.panel is window.panel_named("code")
    (coding,) = window.desk.project.store.codings([entry.coding])
    assert (place.document, place.coding, place.position) == (coding.document, entry.coding, coding.start)
    panel.close_drawer()
    window.go_back()
    assert window.panel is panel and panel.drawer.isVisible() and panel.drawer._title.text() == "Planning"


def test_back_returns_to_the_question_that_was_asked(panel, qtbot, window):
    type_filter(panel, qtbot, "borough = RBKC")
    panel.table.ask(at(panel, "Review", 1))
    window.go(type(panel.place())("code"))
    type_filter(panel, qtbot, "borough = WCC")
    window.go_back()
    assert panel.controls.sample.text == "borough = RBKC" and panel.drawer._title.text() == "Review"


def test_taking_a_code_off_changes_figure_and_evidence_at_once(panel, qtbot, window):
    project = window.desk.project
    panel.table.ask(at(panel, "Review", 1))
    person = panel.drawer.model.entry(0).person
    for guid in person.passages:
        (coding,) = project.store.codings([guid])
        document = project.store.by_guid(Document, [coding.document])[coding.document]
        window.desk.apply(uncode(coding, project.codebook.codes[4], document))
    qtbot.waitUntil(lambda: at(panel, "Review", 1).data() == "10/25")
    assert panel.drawer._figure.text() == "10"
    for _ in person.passages:
        window.desk.undo_stack.undo()
    qtbot.waitUntil(lambda: at(panel, "Review", 1).data() == "11/25")


def test_ctrl_c_copies_the_table_plain_and_rich(panel, qtbot):
    panel.table.setFocus()
    qtbot.keyClick(panel.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    mime = QGuiApplication.clipboard().mimeData()
    head, first, *_ = mime.text().splitlines()
    assert head.split("\t")[:3] == ["Code", "n", "N"]
    assert first.split("\t")[:4] == ["Planning", "22", "25", "3"]
    assert "<td>Planning</td><td>22</td><td>25</td>" in mime.html()


def test_the_sentence_is_copied(panel, qtbot):
    go_to(panel, "Planning", 1)
    qtbot.mouseClick(panel.page.sentence.copy_button, Qt.MouseButton.LeftButton)
    expected = "Nearly all family social workers (22/25) referred to planning before visits, of whom 15 FoP-minded."
    assert QGuiApplication.clipboard().text() == expected
    go_to(panel, "Enthusiast", 1)
    assert panel.page.sentence.words.text().startswith(
        "Most family social workers (17/25) were classified as Enthusiast"
    )


def test_classify_now_goes_to_the_one_who_is_not_classified(panel, qtbot, window):
    (widget,) = panel.page.unclassified
    link = widget.findChild(QPushButton)
    assert "1 not classified on Supervision" in link.accessibleName()
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    (place,) = window.panel_named("respondents").went
    assert place.respondent is not None and place.detail == window.desk.project.scheme_named("supervision").guid


def test_pending_is_said_in_words(panel, qtbot, window):
    project = window.desk.project
    document = project.store.values(Document)[0]
    (record,) = project.store.values(Finish, document=document.guid)
    window.desk.apply(unfinish(document, record))
    qtbot.waitUntil(panel.page.pending.isVisible)
    assert panel.page.pending.text().startswith("1 respondent is pending throughout.")
    assert not panel.page.nothing_pending.isVisible() and cells(panel, 1)[0].endswith("/24")


def test_a_large_project_is_counted_in_the_background(panel, qtbot, window, monkeypatch):
    monkeypatch.setattr(tally_sheet, "LARGE_PROJECT", 1)
    panel.ask()
    assert window.runner.tasks
    type_filter(panel, qtbot, "borough = RBKC")
    qtbot.waitUntil(lambda: not window.runner.tasks)
    qtbot.waitUntil(lambda: cells(panel, 1)[0].endswith("/12"))
    assert not panel.page.counting.isVisible()


def test_words_from_a_project_are_never_markup(panel, window, qtbot):
    code = window.desk.project.codebook.codes[0]
    named = replace(code, name="=1+1 <b>bold</b>")
    window.desk.apply(Change("Rename", (code,), (named,)))
    qtbot.waitUntil(lambda: cells(panel, 0)[0] == "=1+1 <b>bold</b>")
    panel.table.copy_table()
    mime = QGuiApplication.clipboard().mimeData()
    assert "&lt;b&gt;bold" in mime.html() and "\n'=1+1 <b>bold</b>\t" in mime.text()


def test_everything_is_seen_in_the_dark_and_large(panel, theme, qtbot):
    theme.apply(Appearance.DARK, 1.5)
    panel.table.ask(at(panel, "Planning", 1))
    assert panel.table.rowHeight(0) >= 1.5 * 58 - 1
    image = panel.grab().toImage()
    assert image.pixelColor(5, 5).lightness() < 60
    theme.apply(Appearance.LIGHT, 1.0)


def test_evidence_is_listed_in_batches(panel):
    model = panel.drawer.model
    panel.table.ask(at(panel, "Planning", 1))
    whole = len(model._entries)
    assert model.rowCount() < whole
    while model.canFetchMore(model.index(-1, 0)):
        model.fetchMore(model.index(-1, 0))
    assert model.rowCount() == whole and all(drawer_words(panel))


# ---- and back to the same number ------------------------------------------------------------------


def test_back_from_a_transcript_leads_to_the_same_passage(panel, qtbot, window):
    go_to(panel, "Planning", 1)
    qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    panel.drawer.focus_list()
    for _ in range(BATCH + 12):
        qtbot.keyClick(panel.drawer._list, Qt.Key.Key_Down)
    entry = panel.drawer.current_entry()
    assert entry is not None and panel.drawer._list.currentIndex().row() > BATCH
    qtbot.keyClick(panel.drawer._list, Qt.Key.Key_Return)
    assert window.panel_named("code").went[-1].coding is not None
    panel.drawer.clear()
    window.go_back()
    assert panel.drawer.current_entry() == entry and panel.drawer._list.hasFocus()
    assert panel.table.currentIndex() == at(panel, "Planning", 1)


def test_those_never_to_be_quoted_are_counted_and_not_copied(panel, window, qtbot):
    project = window.desk.project
    go_to(panel, "Planning", 1)
    qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    before = panel.drawer.model.whole_text()
    (kept,) = [r for r in project.store.values(Respondent) if r.label == "HF01"]
    window.desk.apply(quoting_change(project, [kept], do_not_quote=True))
    qtbot.waitUntil(lambda: drawer_words(panel)[0].endswith("do not quote"))
    copied = panel.drawer.model.whole_text()
    assert copied.splitlines()[0].endswith("do not quote") and copied.splitlines()[1].startswith("HF02")
    assert before.splitlines()[1].startswith("\u201c") and cells(panel, 1)[0] == "22/25"
    assert not panel.drawer.grab().isNull()


def test_a_project_without_codes_says_what_to_do(bare_window, tmp_path, qtbot):
    path = tmp_path / "fresh.fop"
    Project.create(path, Codebook("None"), coder="Ann")
    assert bare_window.open_project(path)
    bare_window.show_panel("tallies")
    panel = bare_window.panel_named("tallies")
    qtbot.waitUntil(panel.page.empty.isVisible)
    assert not panel.table.isVisible() and not panel.page.copy_table.isVisible()
    qtbot.mouseClick(panel.page.start, Qt.MouseButton.LeftButton)
    assert bare_window.panel.name == "code"


def test_a_codebook_without_respondents_says_so(bare_window, sample_copy, tmp_path, qtbot):
    with Project.open(sample_copy) as sample:
        codebook = sample.codebook
    path = tmp_path / "fresh.fop"
    Project.create(path, codebook, coder="Ann")
    assert bare_window.open_project(path)
    bare_window.show_panel("tallies")
    panel = bare_window.panel_named("tallies")
    qtbot.waitUntil(panel.page.empty.isVisible)
    assert "Nobody to count yet" in [x.text() for x in panel.page.empty.findChildren(QLabel)]
    bare_window.desk.apply(add_respondents(["MX01"]))
    qtbot.waitUntil(panel.table.isVisible)
    assert cells(panel, 1)[0] == "0/0" and not panel.page.empty.isVisible()


def test_a_random_sample_needs_no_warning_about_its_intervals(panel, window, qtbot):
    project = window.desk.project
    change_settings(project, chosen="random")
    panel.ask()
    qtbot.waitUntil(panel.page.caution.isVisible)
    assert panel.page.caution.property("note") == "grey" and "were not drawn" not in panel.page.caution.text()
    change_settings(project, chosen="purposive")
    panel.ask()
    assert not panel.page.caution.isVisible()
    panel.controls.intervals.click()
    assert panel.page.caution.property("note") == "warning"


def test_groups_are_headed_with_their_size_in_brackets(panel):
    panel.controls.by.setCurrentIndex(panel.controls.by.findData("training days"))
    panel.ask()
    model = panel.table.tallies
    heads = [model.headerData(c, Qt.Orientation.Horizontal) for c in range(3, model.went_column)]
    assert "0 (8)" in heads or any(h.startswith("0 (") for h in heads)
    tip = model.headerData(3, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert tip.endswith("respondents")


def test_what_is_said_of_a_figure_breaks_between_its_parts(panel):
    metrics = panel.fontMetrics()
    words = PARTED.join(("of whom 15 FoP-minded", "2 raised it unprompted", "differ: 3"))
    wide = metrics.horizontalAdvance(words)
    assert broken(words, metrics, wide + 4) == [words]
    two, last = words.rsplit(PARTED, 1)
    assert broken(words, metrics, metrics.horizontalAdvance(two) + 1) == [two, last]
    assert broken(words, metrics, 10)[0] == "of whom 15 FoP-minded" and broken("", metrics, 10) == []


def test_copying_the_table_is_said(panel, qtbot, window):
    panel.table.setFocus()
    qtbot.keyClick(panel.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "on the clipboard" in window.status.sentence.text()


def test_a_passage_of_the_evidence_is_starred_by_a_key_and_by_its_star(panel, window, qtbot):
    project, drawer = window.desk.open_project, panel.drawer
    go_to(panel, "Planning", 1)
    qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    drawer.focus_list()
    ctrl_shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(drawer._list, Qt.Key.Key_Q, ctrl_shift)
    assert window._sentence.text() == "Choose a passage in the evidence first."
    qtbot.keyClick(drawer._list, Qt.Key.Key_Down)
    index, passage = drawer._list.currentIndex(), drawer.current_entry()
    assert "starred" not in index.data(Qt.ItemDataRole.AccessibleTextRole)
    qtbot.keyClick(drawer._list, Qt.Key.Key_Q, ctrl_shift)
    assert starred(project) == {passage} and window._sentence.text() == "Starred as quotable."
    assert "starred" in drawer._list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert drawer.current_entry() == passage and window.panel is panel, "one stays where one was"
    star = drawer._list.itemDelegate().star_room(drawer._list.visualRect(index), index)
    qtbot.mouseClick(drawer._list.viewport(), Qt.MouseButton.LeftButton, pos=star.center())
    assert starred(project) == frozenset() and window.panel is panel, "a click on the star does not lead away"
    window.desk.undo_stack.undo()
    assert index.data(STARRED) is True
    person = drawer.model.entry(index.row()).person
    quiet = project.store.by_guid(Respondent, [person.respondent])[person.respondent]
    window.desk.apply(quoting_change(project, [quiet], do_not_quote=True))
    qtbot.waitUntil(lambda: drawer._list.model().index(1, 0).data(STARRED) is None)
    drawer.focus_list(passage)
    qtbot.keyClick(drawer._list, Qt.Key.Key_Q, ctrl_shift)
    assert window._sentence.text() == f"{person.label} is not to be quoted."
