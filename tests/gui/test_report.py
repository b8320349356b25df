"""The report put together in the window: from Tallies, with words of one's own, watched, and written to Word."""

from __future__ import annotations

import docx
import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from fop_coder.coding.passages import uncode
from fop_coder.gui import files
from fop_coder.gui.panel import Place
from fop_coder.gui.panels.report.quoting import QuotingDialog
from fop_coder.gui.panels.report.shown import Bars, GridTable
from fop_coder.gui.panels.tallies.cross_part import ALL_CODES
from fop_coder.gui.theme import Appearance
from fop_coder.model.base import derived_guid
from fop_coder.model.change import Change
from fop_coder.model.documents import Document
from fop_coder.model.errors import Cancelled
from fop_coder.model.people import Attribute, AttributeValue, Respondent
from fop_coder.model.report import ReportKind
from fop_coder.project.quotations import star_change
from fop_coder.project.report_asked import scheme_asked, sentence_asked, tally_asked_of
from fop_coder.project.report_edits import add_heading, add_made, edit_item, renew_stale
from fop_coder.project.report_page import report_items, report_page
from fop_coder.project.tallying import Question
from tests.gui.hands import Attendant, give_back, settle
from tests.gui.hands import press as press_key


@pytest.fixture
def project(window):
    return window.desk.project


@pytest.fixture
def report(window, project):
    """Show a report of a heading, a sentence, a table and a chart."""
    for change in (
        lambda: add_heading(project, "Findings"),
        lambda: add_made(project, ReportKind.SENTENCE, sentence_asked(project, "planning", Question())),
        lambda: add_made(project, ReportKind.TABLE, tally_asked_of(project, [], Question(by="borough"))),
        lambda: add_made(project, ReportKind.CHART, scheme_asked(project, "analytic-group", Question())),
    ):
        window.desk.apply(change())
    window.show_panel("report")
    settle(window)
    window.panel.focus_first()
    return window.panel


def press(keys):
    """Press keys, and let the page follow."""
    press_key(keys)
    QApplication.processEvents()


def words(project):
    return [looked.words for looked in report_page(project)]


def shown(view):
    return [label.text() for label in view.findChildren(QLabel) if label.isVisible()]


def take_off_planning(window):
    project = window.desk.project
    code = project.code_named("planning")
    (coding,) = project.store.codings(project.store.coding_guids(codes=frozenset([code.guid]))[:1])
    window.desk.apply(uncode(coding, code, project.store.by_guid(Document, [coding.document])[coding.document]))
    settle(window)


def test_what_tallies_shows_goes_into_the_report(window, project):
    window.show_panel("tallies")
    settle(window)
    panel = window.panel
    panel.focus_first()
    panel.page.sentence.add_button.click()
    assert "The sentence is in the report" in window.status.sentence.text()
    panel.page.add_table.click()
    for name in ("report_complement", "report_chart"):
        window.actions_known.action(f"tallies.{name}").trigger()
    panel.show_tab(1)
    settle(window)
    panel.page.add_table.click()
    panel.show_tab(3)
    settle(window)
    panel.page.add_table.click()
    menu = QApplication.activePopupWidget()
    assert [action.text() for action in menu.actions()] == [
        "training days against Distinct codes: rank correlations",
        "How it lies: training days",
        "How it lies: Distinct codes",
    ]
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    said = words(project)
    assert said[5] == "How the numbers lie: training days (sample of 25)"
    assert said[0] == panel.codes.sheet.codes.rows[0].sentence and "did not mention" in said[2]
    assert [i.kind.value for i in report_items(project)] == ["sentence", "table", "sentence", "chart", *["table"] * 2]
    for _ in range(6):
        window.desk.undo_stack.undo()
    assert report_items(project) == []


def test_codes_that_meet_and_moves_go_into_the_report(window, project):
    (days,) = [a for a in project.store.values(Attribute) if a.name == "training days"]
    who = project.store.values(Respondent)[0].guid
    given = [
        AttributeValue(derived_guid("moved", time), who, days.guid, value, float(value), time)
        for time, value in (("time one", "3"), ("time two", "9"))
    ]
    window.desk.apply(Change("Seen twice", added=tuple(given)))
    window.show_panel("tallies")
    settle(window)
    panel = window.panel
    panel.show_tab(1)
    settle(window)
    panel.part.rows.choose(ALL_CODES)
    panel.part.rows.activated.emit(panel.part.rows.currentIndex())
    settle(window)
    panel.page.add_table.click()
    panel.show_tab(2)
    settle(window)
    panel.part.change.of.choose(days.guid)
    panel.page.add_table.click()
    assert words(project) == [
        "Respondents in whom two codes meet in the same respondent (sample of 25)",
        "training days: from time one (rows) to time two (columns), sample of 25",
    ]
    page = report_page(project)
    assert page[1].blocks[0].rows[0] == ("3", 0, 1, 0, 1) and page[1].blocks[0].rows[-1] == ("All", 0, 1, 24, 25)
    assert page[0].blocks[0].rows[0][:3] == ("Planning", "22/25", "12/25")


def test_the_page_shows_everything_in_order_and_moves_by_keys(window, project, report):
    views = report.page.views
    assert [view.accessibleName().partition(".")[0] for view in views] == ["1", "2", "3", "4"]
    assert shown(views[0]) == ["Findings"] and shown(views[1])[0].startswith("Nearly all family social workers (22/25)")
    (grid,), (bars,) = views[2].findChildren(GridTable), views[3].findChildren(Bars)
    assert grid.item(0, 1).text() == "22/25" and "Enthusiast: 17" in bars.accessibleName()
    press("Down")
    assert QApplication.focusWidget() is views[1]
    press("Alt+Down")
    assert words(project)[2].startswith("Nearly all") and QApplication.focusWidget() is views[1]
    press("Alt+Up")
    press("Alt+Up")
    assert words(project)[0].startswith("Nearly all")
    press("Delete")
    assert words(project)[0] == "Findings" and QApplication.focusWidget() is report.page.views[0]
    press("Ctrl+Z")
    assert words(project)[0].startswith("Nearly all") and len(report.page.views) == 4


def test_words_are_edited_in_place(window, project, report):
    press("Down")
    press("F2")
    editor = report.page.views[1].editor
    assert editor is QApplication.focusWidget()
    editor.setPlainText("Most of them planned.")
    press("Escape")
    assert "planned" not in words(project)[1] and report.page.views[1].editor is None
    press("Return")
    report.page.views[1].editor.setPlainText("Most of them planned.")
    press("Ctrl+Return")
    assert words(project)[1] == "Most of them planned." and shown(report.page.views[1]) == ["Most of them planned."]
    report.write_text()
    report.page.draft.editor.setPlainText("One.\n\nTwo.")
    report.page.views[0].setFocus()
    settle(window)
    assert words(project)[2] == "One.\n\nTwo." and report.page.draft is None
    report.write_heading()
    press("Escape")
    assert report.page.draft is None and len(report.page.views) == 5
    report.write_heading(2)
    report.page.draft.editor.setPlainText("Planning")
    press("Return")
    assert "Planning" in words(project)


def test_what_is_not_up_to_date_says_so_and_is_renewed(window, project, report):
    take_off_planning(window)
    view = report.page.views[1]
    assert report.standing_line.text() == "4 items, 2 not up to date"
    assert view.why.isVisible() and "Planning: 22/25 when written on" in view.why.text()
    assert view.now.text().startswith("It would now say: Most family") and view.keep.isHidden()
    view.renew.click()
    settle(window)
    assert not report.page.views[1].why.isVisible() and "of whom 14" in words(project)[1]
    report.renew_all.click()
    settle(window)
    assert report.standing_line.text() == "4 items" and report.renew_all.isHidden()
    window.desk.apply(edit_item(project, "2", "Ours."))
    window.desk.undo_stack.undo()
    window.desk.undo_stack.undo()
    settle(window)
    assert report.standing_line.text() == "4 items, 1 not up to date"


def test_a_sentence_of_ones_own_keeps_its_words(window, project, report):
    window.desk.apply(edit_item(project, "2", "Ours."))
    take_off_planning(window)
    view = report.page.views[1]
    assert view.keep.isVisible()
    view.keep.click()
    settle(window)
    assert words(project)[1] == "Ours." and not view.why.isVisible()


def test_starred_passages_are_chosen_for_the_report(window, project, report):
    with Attendant() as met:
        report.choose_quotations()
    assert met.met == ["QuotingDialog: Add quotations to the report"] and len(report_items(project)) == 4
    for guid in project.store.coding_guids()[:2]:
        window.desk.apply(star_change(project, guid))

    def mark_both(dialog):
        assert isinstance(dialog, QuotingDialog)
        for row in range(dialog.list.count()):
            dialog.list.item(row).setCheckState(Qt.CheckState.Checked)
        dialog.add.click()

    with Attendant(mark_both):
        report.choose_quotations()
    settle(window)
    assert [i.kind for i in report_items(project)].count(ReportKind.QUOTATION) == 2
    give_back(window)
    assert report.page.current.looked.words.startswith("“")
    press("F2")
    assert report.page.current.editor is None and "are the respondent's" in window.status.sentence.text()


def test_for_publication_small_groups_are_hidden_and_nothing_old_is_written(
    window, project, report, tmp_path, monkeypatch
):
    places = []
    out = tmp_path / "out.docx"
    monkeypatch.setattr(files, "choose_new_file", lambda *asked: places.append(asked[2].name) or out)
    QTest.mouseClick(report.publication, Qt.MouseButton.LeftButton, pos=QPoint(8, report.publication.height() // 2))
    report.page.go_to(None)
    press("Ctrl+Return")
    settle(window)
    assert "for publication" in places[0] and "out.docx" in report.writing.said.text()
    table = docx.Document(str(out)).tables[0]
    assert [cell.text for cell in table.rows[1].cells][1:] == ["22/25", "hidden", "10/12", "hidden"]
    take_off_planning(window)
    asked = []

    def leave_it(dialog):
        asked.append([b.text() for b in dialog.findChildren(type(report.write))])
        dialog.reject()

    with Attendant(leave_it):
        report.write.click()
    assert "Renew them first" in asked[0] and "Write them marked" not in asked[0]
    assert len(places) == 1


def test_the_report_is_written_to_word(window, project, report, tmp_path, monkeypatch):
    out = tmp_path / "out.docx"
    monkeypatch.setattr(files, "choose_new_file", lambda *_: out)
    press("Ctrl+Return")
    settle(window)
    assert report.writing.said.isVisible() and "out.docx" in report.writing.said.text()
    paragraphs = [p.text for p in docx.Document(str(out)).paragraphs]
    assert words(project)[1] in paragraphs
    take_off_planning(window)

    def choose(dialog):
        assert dialog.heading.text() == "2 items are not up to date."
        next(b for b in dialog.findChildren(type(report.write)) if b.text() == answers[0]).click()

    for answers in (["Leave it"], ["Write them marked"]):
        out.unlink(missing_ok=True)
        with Attendant(choose):
            report.write.click()
        settle(window)
        assert out.exists() == (answers[0] == "Write them marked")
    assert any("[Not up to date: Planning" in p.text for p in docx.Document(str(out)).paragraphs)
    answers = ["Renew them first"]
    with Attendant(choose):
        report.write.click()
    settle(window)
    assert "of whom 14" in words(project)[1] and report.standing_line.text() == "4 items"


def test_an_empty_report_says_where_to_begin(window, project):
    window.show_panel("report")
    settle(window)
    report = window.panel
    report.focus_first()
    assert report.empty.isVisible() and report.empty.title.text() == "Nothing is in the report yet"
    assert not report.write.isEnabled()
    report.write_heading()
    press("Escape")
    assert report.empty.isVisible() and report.page.draft is None
    report.focus_first()
    press("Space")
    assert window.panel.name == "tallies"


def test_lines_of_tallies_go_in_as_what_they_are(window, project):
    window.show_panel("tallies")
    settle(window)
    panel = window.panel

    def run(name):
        window.actions_known.action(f"tallies.{name}").trigger()
        settle(window)

    def choose(kind):
        model = panel.table.tallies
        row = next(n for n, line in enumerate(model.lines) if line.kind.name == kind)
        panel.table.setCurrentIndex(model.index(row, 0))

    panel.controls.set_question(Question(by="borough"))
    panel.ask()
    settle(window)
    run("report_groups")
    choose("SCHEME")
    for name in ("report_sentence", "report_table", "report_chart", "report_complement", "report_groups"):
        run(name)
    assert "Only codes have such a sentence" in window.status.sentence.text()
    choose("CATEGORY")
    run("report_sentence")
    said = words(project)
    assert " in RBKC" in said[0] and said[1].startswith("Analytic group of 25") and "by borough" in said[2]
    assert said[4].startswith("Most family social workers (17/25) were classified as Enthusiast") and len(said) == 5
    panel.show_tab(2)
    settle(window)
    run("report_table")
    assert "There is no table here" in window.status.sentence.text(), "the sample has no bands"
    run("report_chart")
    assert "Charts are of codes" in window.status.sentence.text() and len(words(project)) == 5
    panel.table.setCurrentIndex(QModelIndex())
    run("report_sentence")
    assert "Choose a code" in window.status.sentence.text()


def test_what_else_the_page_can_do(window, project, report, monkeypatch):
    window.desk.apply(add_made(project, ReportKind.CHART, tally_asked_of(project, [], Question())))
    settle(window)
    view = report.page.views[4]
    report.page.ensureWidgetVisible(view)
    assert not view.findChildren(Bars)[0].grab().isNull()
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert report.page.current is view and report.place().detail == view.guid
    QTest.mouseDClick(report.page.views[0], Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert report.page.views[0].editor is not None
    report.edit_current()
    report.page.keep_typed()
    settle(window)
    window.show_panel("code")
    window.go(Place("report", detail=view.guid))
    settle(window)
    assert report.page.current is view
    take_off_planning(window)
    window.actions_known.action("report.renew").trigger()
    settle(window)
    assert not report.page.views[4].why.isVisible() and report.standing().startswith("5 items, 2 not")
    window.theme.apply(Appearance.DARK, 1.0)
    assert len(report.page.views) == 5 and report.page.views[2].findChildren(GridTable)
    window.theme.apply(Appearance.LIGHT, 1.0)

    def take_heading(menu):
        next(a for a in menu.actions() if a.text() == "Heading within a part").trigger()
        menu.close()

    with Attendant(take_heading):
        report.add.click()
    assert report.page.draft.editor is not None
    press("Escape")
    report.writing._not_written(Cancelled("stopped"))
    assert "Nothing was written" in window.status.sentence.text()
    monkeypatch.setattr(files, "choose_new_file", lambda *_: None)
    window.desk.apply(renew_stale(project))
    settle(window)
    report.write_report()
    assert not report.writing.work.isVisible() and not window.runner.tasks


def test_what_is_refused_is_said_and_without_a_project_nothing_can_be_done(window, report):
    with Attendant() as met:
        report._apply(lambda p: edit_item(p, "9", "x"))
    assert met.met and "That did not work" in met.met[0]
    window.desk.close()
    settle(window)
    assert report.page.views == [] and report.items == []
    report.write_heading()
    report.choose_quotations()
    report.move_current(1)
    report.remove_current()
    report.renew_current()
    assert report.page.draft is None
