"""The grid of respondents in a hurry: slips stay in their cells, what is new is asked before it comes in."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog

from fop_coder.gui import app
from fop_coder.gui.dialogs import Said
from fop_coder.gui.panels.respondents.cell_line import CellLine
from fop_coder.gui.panels.respondents.panel import RespondentsPanel
from fop_coder.model.change import Change
from fop_coder.model.people import Respondent
from fop_coder.project import Project
from fop_coder.project.codebook_edits import edit_change
from fop_coder.project.evidence import evidence_for_code
from fop_coder.project.respondent_edits import quoting_change
from fop_coder.project.respondent_grid import ColumnKind
from fop_coder.project.tallying import Question
from tests.gui.grid_hands import cell, column, editor_of, go_to, open_question, paste, row, steps, value
from tests.gui.hands import give_back, press
from tests.gui.screens import CodeScreen, StartScreen, TalliesScreen


@pytest.fixture
def bare_window(window_in_turn):
    return window_in_turn


@pytest.fixture(scope="module", autouse=True)
def screens():
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(app, "window_panels", lambda: ([StartScreen, CodeScreen, RespondentsPanel, TalliesScreen], ()))
        yield


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


def write(panel, label, name, text, end=Qt.Key.Key_Return):
    go_to(panel, label, name)
    QTest.keyClick(panel.table, Qt.Key.Key_F2)
    line = editor_of(panel)
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, end)
    QApplication.processEvents()
    return line


# ---- slips ----------------------------------------------------------------------------------------


def test_what_is_no_number_stays_in_its_cell_red_with_the_reason(panel, window, project):
    undos = steps(window)
    line = write(panel, "KC01", "training days", "1O")
    assert line.isVisible() and line.is_wrong and line.text() == "1O"
    assert line.note.isVisible() and line.note.text().startswith("'1O' is not a number.")
    assert panel.theme.colour("error_mark").name() in line.styleSheet()
    assert line.accessibleDescription() == line.note.text()
    assert value(project, "KC01", "training days") == "0" and steps(window) == undos
    QTest.keyClick(line, Qt.Key.Key_Backspace)
    assert not line.is_wrong and not line.note.isVisible()
    QTest.keyClicks(line, "10")
    QTest.keyClick(line, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert value(project, "KC01", "training days") == "10" and steps(window) == undos + 1
    assert editor_of(panel) is None


def test_esc_gives_a_slip_up(panel, window, project):
    undos = steps(window)
    line = write(panel, "KC01", "training days", "many")
    QTest.keyClick(line, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert editor_of(panel) is None and value(project, "KC01", "training days") == "0" and steps(window) == undos


def test_a_slip_stays_when_another_cell_or_screen_is_looked_at(panel, window, qtbot):
    line = write(panel, "KC01", "training days", "many")
    panel.table.show_cell(row(panel, "KC05"), 1)
    assert line.is_wrong and line.text() == "many" and line.isVisible()
    window.show_panel("tallies")
    assert not line.note.isVisible()
    window.show_panel("respondents")
    assert line.isVisible() and line.note.isVisible()
    panel.table.setFocus()
    QTest.keyClick(panel.table, Qt.Key.Key_F2)
    assert QApplication.focusWidget() is line
    QTest.keyClick(line, Qt.Key.Key_Escape)


def test_a_label_that_somebody_has_is_refused_in_its_cell(panel, project):
    line = write(panel, "KC01", "respondent", "kc02", Qt.Key.Key_Tab)
    assert line.is_wrong and "another respondent is called" in line.note.text().casefold()
    assert project.respondent_labelled("KC01")
    QTest.keyClick(line, Qt.Key.Key_Escape)


def test_a_reason_needs_a_class(panel, qtbot):
    go_to(panel, "KC01", "Analytic group")
    QTest.keyClick(panel.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: cell(panel, "KC01", "Analytic group") == "not classified")
    line = write(panel, "KC01", "reason", "because")
    assert line.is_wrong and "neither a class nor a mark" in line.note.text()
    QTest.keyClick(line, Qt.Key.Key_Escape)


def test_a_new_category_is_said_while_it_is_written_and_known_ones_are_completed(panel, project):
    go_to(panel, "KC01", "borough")
    QTest.keyClick(panel.table, Qt.Key.Key_F2)
    line = editor_of(panel)
    line.selectAll()
    QTest.keyClicks(line, "LB")
    assert line.text() == "LBHF" and line.note.text() in ("", "New value: LBHF")
    line.selectAll()
    QTest.keyClicks(line, "Ealing")
    assert line.note.isVisible() and line.note.text() == "New value: Ealing"
    QTest.keyClick(line, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert value(project, "KC01", "borough") == "Ealing"


def test_what_is_being_typed_survives_a_change_elsewhere(panel, window, project):
    go_to(panel, "KC01", "training days")
    QTest.keyClick(panel.table, Qt.Key.Key_F2)
    line = editor_of(panel)
    line.selectAll()
    QTest.keyClicks(line, "12")
    window.desk.apply(quoting_change(project, [project.respondent_labelled("KC01")], do_not_quote=False))
    panel.table.grid.dataChanged.emit(panel.table.grid.index(0, 0), panel.table.grid.index(24, 5))
    assert editor_of(panel) is line and line.text() == "12"
    QTest.keyClick(line, Qt.Key.Key_Escape)


def test_the_note_stands_above_the_last_row(panel, qtbot):
    panel.table.setFixedHeight(panel.theme.px(32 + 29 * 4))
    line = write(panel, "KC01", "training days", "many")
    assert line.note.geometry().bottom() <= panel.table.viewport().height()
    assert not line.note.geometry().intersects(line.geometry())
    QTest.keyClick(line, Qt.Key.Key_Escape)


# ---- pasting --------------------------------------------------------------------------------------


def test_new_respondents_and_values_are_asked_before_they_come_in(panel, qtbot, window, project):
    go_to(panel, "KC01", "respondent")
    undos = steps(window)
    paste(qtbot, panel, "WE09\tCamden\nNW01\tCamden\n")
    question = open_question(Said)
    assert (
        "New respondents: NW01." in question.words.text() and "New values of borough: Camden." in question.words.text()
    )
    assert steps(window) == undos
    press("Return", question)
    assert value(project, "NW01", "borough") == "Camden" and value(project, "WE09", "borough") == "Camden"
    assert steps(window) == undos + 1
    qtbot.waitUntil(lambda: panel.table.grid.rowCount() == 26)
    give_back(window)
    press("Ctrl+Z", panel.table)
    qtbot.waitUntil(lambda: panel.table.grid.rowCount() == 25)


def test_a_block_that_is_not_meant_is_left(panel, qtbot, window):
    go_to(panel, "KC01", "borough")
    undos = steps(window)
    paste(qtbot, panel, "RBKD\n")
    press("Escape", open_question(Said))
    assert steps(window) == undos and cell(panel, "KC01", "borough") == "RBKC"


def test_a_sheet_with_headings_fills_an_empty_project(bare_window, qtbot, tmp_path, sample_copy):
    with Project.open(sample_copy) as sample:
        codebook = sample.codebook
    path = tmp_path / "fresh.fop"
    Project.create(path, codebook, coder="Ann")
    assert bare_window.open_project(path)
    bare_window.show_panel("respondents")
    panel = bare_window.panel_named("respondents")
    qtbot.waitUntil(panel.page.add_first.isVisible)
    names = "".join(f"MX{n:02}\t{'North' if n % 2 else 'South'}\t{n}\n" for n in range(1, 16))
    QGuiApplication.clipboard().setText("Participant\tborough\tdays\n" + names)
    qtbot.mouseClick(panel.page.paste, Qt.MouseButton.LeftButton)
    question = open_question(Said)
    assert "MX12 and 3 more." in question.words.text() and "New columns: borough, days." in question.words.text()
    press("Return", question)
    qtbot.waitUntil(lambda: panel.table.grid.rowCount() == 15)
    assert cell(panel, "MX03", "borough") == "North" and panel.table.grid.index(0, column(panel, "days")).data() == "1"


def test_nothing_on_the_clipboard_and_nothing_new_is_said(panel, qtbot, window):
    go_to(panel, "KC01", "borough")
    paste(qtbot, panel, "")
    assert "nothing on the clipboard" in window.status.sentence.text()
    paste(qtbot, panel, "RBKC")
    assert "says so already" in window.status.sentence.text()


def test_a_project_open_for_reading_takes_no_block(bare_window, sample_copy, qtbot):
    bare_window.desk.open(sample_copy, read_only=True)
    bare_window.show_panel("respondents")
    panel = bare_window.panel_named("respondents")
    qtbot.waitUntil(lambda: panel.table.grid.rowCount() == 25)
    panel.table.setFocus()
    paste(qtbot, panel, "RBKC")
    assert "reading only" in bare_window.status.sentence.text()


# ---- quoting, following, narrowing ----------------------------------------------------------------


def test_who_is_never_to_be_quoted_is_marked_for_all_selected(panel, qtbot, window, project):
    go_to(panel, "KC04", "respondent")
    qtbot.waitUntil(lambda: panel.profile.label.text() == "KC04")
    qtbot.mouseClick(panel.profile.quoting, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert project.respondent_labelled("KC04").do_not_quote
    qtbot.waitUntil(lambda: panel.table.grid.columns[-1].kind is ColumnKind.STANDING)
    qtbot.waitUntil(lambda: cell(panel, "KC04", "takes part") == "analysed, do not quote")
    index = panel.table.grid.index(row(panel, "KC04"), 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).endswith("do not quote")
    evidence = evidence_for_code(project, project.code_named("planning"), Question())
    (kept,) = [p for people in evidence.people.values() for p in people if p.do_not_quote]
    assert kept.label == "KC04" and evidence.n == 22
    window.actions_known.action("respondents.quoting").trigger()
    assert not project.respondent_labelled("KC04").do_not_quote


def test_enter_on_a_status_leads_to_its_passage_and_back_to_the_cell(panel, window, project):
    go_to(panel, "KC04", "Planning")
    press("Return", panel.table)
    (place,) = window.panel_named("code").went
    assert place.coding is not None
    window.go_back()
    assert panel.table.currentIndex() == panel.table.grid.index(row(panel, "KC04"), column(panel, "Planning"))
    go_to(panel, "KC03", "Planning")
    press("Return", panel.table)
    assert window.panel is panel and "KC03 has no passage on Planning" in window.status.sentence.text()


def test_those_not_classified_are_shown_alone_by_a_link(panel, qtbot, project):
    go_to(panel, "KC01", "Analytic group")
    QTest.keyClick(panel.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(panel.page.show_unclassified.isVisible)
    qtbot.mouseClick(panel.page.show_unclassified, Qt.MouseButton.LeftButton)
    assert [panel.table.grid.row_at(r).respondent.label for r in range(panel.table.grid.rowCount())] == ["KC01"]
    qtbot.mouseClick(panel.page.show_unclassified, Qt.MouseButton.LeftButton)
    assert panel.table.grid.rowCount() == 25


def test_the_grid_is_narrowed_by_the_status_on_a_code(panel):
    page = panel.page
    page._fill_menu()
    (codes,) = [m for m in page.menu.findChildren(type(page.menu)) if m.title() == "Status on a code"]
    (review,) = [m for m in codes.findChildren(type(page.menu)) if m.title() == "Review"]
    next(a for a in review.actions() if a.text() == "referred").trigger()
    assert panel.table.grid.rowCount() == 11 and page.values.text() == "Show: Review referred"
    page._fill_menu()
    next(a for a in page.menu.actions() if a.text() == "Everybody").trigger()
    assert panel.table.grid.rowCount() == 25


# ---- the profile ----------------------------------------------------------------------------------


def test_all_passages_stand_on_the_sheet_and_open_in_their_transcripts(panel, qtbot, window, project):
    go_to(panel, "KC04", "respondent")
    qtbot.waitUntil(lambda: panel.profile.label.text() == "KC04")
    assert panel.profile.codes.passages == []
    panel.profile.all_passages.click()
    shown = panel.profile.codes.passages
    assert [p.row.coding for p in shown] == list(panel.profile.profile.passages) and len(shown) > 5
    first = shown[0]
    text = project.store.text(project.store.codings([first.row.coding])[0].document)
    assert first.row.text in text and first.accessibleName().startswith("\u201c")
    assert first.heightForWidth(200) > first.heightForWidth(600) and first.hasHeightForWidth()
    first.setFocus()
    press("Space", first)
    assert window.panel_named("code").went[0].coding == first.row.coding
    assert not panel.grab().isNull()


@pytest.mark.parametrize(("width", "scale", "beside"), [(1440, 1.0, True), (1100, 1.0, True), (1440, 1.5, False)])
def test_the_profile_gives_way_where_the_grid_needs_the_room(panel, window, theme, qtbot, width, scale, beside):
    theme.apply(scale=scale)
    window.resize(width, 700)
    qtbot.waitUntil(lambda: panel.profile.isVisible() is beside)
    assert panel.page.profile.isVisible() is not beside
    if not beside:
        press("Ctrl+Shift+B", panel.table)
        assert panel.profile.isVisible()
        panel.profile.memo.setFocus()
        press("Escape", panel.profile.memo)
        assert not panel.profile.isVisible() and QApplication.focusWidget() is panel.table
    theme.apply(scale=1.0)


def test_esc_leads_from_the_profile_to_the_grid_and_only_then_back(panel, window, qtbot):
    window.go(panel.place())
    panel.profile.memo.setFocus()
    press("Escape", panel.profile.memo)
    assert window.panel is panel and QApplication.focusWidget() is panel.table and panel.profile.isVisible()


def test_no_value_that_most_have_is_cut_off_at_the_smallest_window(panel, window, qtbot):
    window.resize(1100, 700)
    qtbot.waitUntil(lambda: panel.table.horizontalScrollBar().maximum() > 0)
    metrics = panel.fontMetrics()
    for name in ("borough", "role", "training days", "Analytic group"):
        wide = panel.table.columnWidth(column(panel, name))
        texts = [panel.table.grid.index(r, column(panel, name)).data() for r in range(25)]
        fits = sum(metrics.horizontalAdvance(t) + 18 <= wide for t in texts)
        assert fits >= 22, name
    go_to(panel, "KC03", "Review")
    index = panel.table.currentIndex()
    assert panel.table.viewport().rect().contains(panel.table.visualRect(index))


def test_a_code_without_a_key_has_letters_above_its_column(panel, window, project, qtbot):
    code = project.codebook.codes[0]
    window.desk.apply(edit_change(project, Change("No key", (code,), (replace(code, key=""),))))
    qtbot.waitUntil(lambda: project.codebook.codes[0].key == "")
    assert not panel.table.horizontalHeader().grab().isNull()


def test_a_double_click_on_the_frozen_label_edits_it_where_it_can_be_seen(panel, window, qtbot):
    window.resize(1100, 700)
    go_to(panel, "KC03", "Review")
    qtbot.waitUntil(panel.table._front.isVisible)
    front = panel.table._front
    place = front.visualRect(panel.table.grid.index(row(panel, "KC03"), 0)).center()
    QTest.mouseClick(front.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(front.viewport(), Qt.MouseButton.LeftButton, pos=place)
    line = editor_of(panel)
    assert isinstance(line, CellLine) and line.text() == "KC03" and not front.isVisible()
    QTest.keyClick(line, Qt.Key.Key_Escape)


def test_a_profile_is_printed_with_every_passage_as_words(panel, qtbot, project, window, monkeypatch, tmp_path):
    respondent = project.respondent_labelled("KC04")
    window.desk.apply(quoting_change(project, [respondent], do_not_quote=True))
    go_to(panel, "KC04", "borough")
    panel.table.grid.setData(panel.table.currentIndex(), "<i>RBKC</i> & co")
    qtbot.waitUntil(lambda: ("borough", "<i>RBKC</i> & co") in panel.profile.profile.attributes)
    target = tmp_path / "profile.pdf"

    def at_once(dialog):
        dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        dialog.printer().setOutputFileName(str(target))
        dialog.finished.emit(1)
        dialog.deleteLater()

    monkeypatch.setattr("PySide6.QtWidgets.QDialog.open", at_once)
    panel.print_profile()
    pdf = pypdfium2.PdfDocument(target)
    words = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pdf)
    pdf.close()
    assert "KC04" in words and "<i>RBKC</i> & co" in words and "do not quote" in words
    shown = panel.profile.profile
    assert len(shown.passages) > 5
    squeezed = "".join(words.split()).replace("\ufffe", "").replace("-", "")
    for row_ in panel._passages(shown).values():
        assert "".join(row_.text.split()).replace("-", "")[:30] in squeezed


def test_nobody_to_print_for(panel):
    panel.profile.show_profile(None, None, read_only=True)
    panel.print_profile()
    assert not [
        w for w in QApplication.topLevelWidgets() if isinstance(w, (QPrintDialog, QInputDialog)) and w.isVisible()
    ]


def test_all_respondents_are_kept_out_of_quotations_in_one_change(panel, window, project):
    panel.table.selectAll()
    undos = steps(window)
    panel._edits.toggle_quoting()
    assert all(r.do_not_quote for r in project.store.values(Respondent)) and steps(window) == undos + 1
    assert window.status.undo.isVisible()
