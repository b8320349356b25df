"""Cross-tables at the window: read, followed to the people behind them, copied, and come back to."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester

from fop_coder.coding.documents import unfinish
from fop_coder.gui import app
from fop_coder.gui.panel import Place
from fop_coder.gui.panels.tallies.cells import Ground
from fop_coder.gui.panels.tallies.page import BANDS, CODES, CROSS, NUMBERS
from fop_coder.gui.panels.tallies.panel import TalliesPanel
from fop_coder.gui.theme import Appearance
from fop_coder.model.change import Change
from fop_coder.model.documents import Document, Finish
from fop_coder.model.people import Attribute, AttributeValue
from tests.gui.hands import settle
from tests.gui.screens import CodeScreen, RespondentsScreen, StartScreen
from tests.gui.tables_hands import body, cell, choose, cross, labels, typed, with_bands, with_occasions

SAID = Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture
def bare_window(window_in_turn):
    return window_in_turn


@pytest.fixture(scope="module", autouse=True)
def screens():
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(app, "window_panels", lambda: ([StartScreen, CodeScreen, RespondentsScreen, TalliesPanel], ()))
        yield


@pytest.fixture
def panel(window):
    window.show_panel("tallies")
    settle(window)
    return window.panel_named("tallies")


# ---- cross-tables ----------------------------------------------------------------------------------------------------


def test_a_cross_table_shows_what_the_command_line_says(panel, window):
    with_bands(window)
    for rows, columns in (("Planning", "borough"), ("Analytic group", "Breadth"), ("Supervision", "Document kind")):
        shown = body(cross(window, panel, rows, columns))
        found = typed(window, "crosstab", "--rows", rows, "--columns", columns.removeprefix("Document "))
        for expected in found["cells"]:
            assert shown[expected["row"]][expected["column"]] == str(expected["n"])
        for expected in found["left_out"]:
            assert shown[expected["row"]][expected["column"]] == str(expected["n"])
        for value in found["rows"]["values"]:
            assert shown[value["label"]]["counted"] == str(value["n"])
            assert shown[value["label"]]["sample"] == str(value["in_sample"])
        for value in found["columns"]["values"]:
            assert shown["counted"][value["label"]] == str(value["n"])
        assert shown["counted"]["counted"] == str(found["counted"])
        assert shown["sample"]["sample"] == "25"


def test_those_who_are_not_counted_have_lines_of_their_own(panel, window):
    project = window.desk.open_project
    document = project.store.values(Document)[0]
    (record,) = project.store.values(Finish, document=document.guid)
    window.desk.apply(unfinish(document, record))
    table = cross(window, panel, "Planning", "Analytic group")
    shown = body(table)
    assert shown["pending"]["sample"] == "1" and shown["counted"]["counted"] == "24"
    assert table.cells.cell(cell(table, "pending", "sample")).ground is Ground.LEFT_OUT
    assert panel.page.cross.result.counted.text().startswith("Counted on both sides: 24. Not counted: 1")
    table.follow(cell(table, "pending", "sample"))
    assert labels(panel) == [document.name[:4]]


def test_shares_wait_until_they_are_asked_for_and_small_ones_until_insisted_upon(panel, window, qtbot):
    table = cross(window, panel)
    part = panel.page.cross
    assert not table.cells.cell(cell(table, "referred", "RBKC")).below and not part.shares.anyway.isVisible()
    choose(window, part.boxes["shares"], "of rows")
    assert not table.cells.cell(cell(table, "referred", "RBKC")).below
    assert "fewer than 30" in part.result.small.text() and part.result.small.isVisible()
    qtbot.mouseClick(part.shares.anyway, Qt.MouseButton.LeftButton)
    assert table.cells.cell(cell(table, "referred", "RBKC")).below == "45 %"
    assert not part.result.small.isVisible()
    choose(window, part.boxes["shares"], "of columns")
    assert table.cells.cell(cell(table, "referred", "RBKC")).below == "83 %"
    said = cell(table, "referred", "RBKC").data(SAID)
    assert said == "Planning: referred, borough: RBKC: 10 of 22, 83 %"


@pytest.mark.own_window
def test_a_test_is_shown_on_request_in_the_cores_words(panel, window, qtbot):
    table = cross(window, panel)
    part = panel.page.cross
    assert not part.result.test.isVisible()
    qtbot.mouseClick(part.shares.test, Qt.MouseButton.LeftButton)
    settle(window)
    found = typed(window, "crosstab", "--rows", "planning", "--columns", "borough", "--test")
    said = part.result.test
    assert said.isVisible() and said.sentence.text() == found["test"]["sentence"]
    assert said.assumption.text() == found["test"]["assumption"]
    assert said.warning.isVisible() and said.warning.text() == "\n".join(found["test"]["notes"])
    assert "p = 0.670" in said.figures.text() and "Cramér's V = 0.18" in said.figures.text()
    expected = next(c["expected"] for c in found["cells"] if (c["row"], c["column"]) == ("referred", "RBKC"))
    assert table.cells.cell(cell(table, "referred", "RBKC")).below == f"expected {expected:.1f}"
    qtbot.mouseClick(part.shares.test, Qt.MouseButton.LeftButton)
    settle(window)
    assert not said.isVisible()


def test_where_there_is_nothing_to_test_it_says_so(panel, window, qtbot):
    cross(window, panel, "Planning", "Document kind")
    qtbot.mouseClick(panel.page.cross.shares.test, Qt.MouseButton.LeftButton)
    settle(window)
    said = panel.page.cross.result.test
    assert "nothing to test" in said.warning.text() and not said.figures.isVisible() and not said.sentence.isVisible()


def test_arrows_and_enter_lead_from_a_cell_to_those_in_it(panel, window, qtbot):
    table = cross(window, panel)
    table.setFocus()
    table.setCurrentIndex(cell(table, "referred", "LBHF"))
    qtbot.keyClick(table, Qt.Key.Key_Right)
    assert table.currentIndex().data() == "10"
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert panel.drawer._title.text() == "Planning: referred, borough: RBKC"
    assert (panel.drawer._figure.text(), panel.drawer._of.text()) == ("10", "/22")
    found = typed(window, "crosstab", "--rows", "planning", "--columns", "borough")
    expected = next(c for c in found["cells"] if (c["row"], c["column"]) == ("referred", "RBKC"))
    assert labels(panel) == expected["respondents"]
    assert panel.drawer.model._entries[1].coding is not None, "with their passages"
    qtbot.mouseClick(panel.drawer._why_button, Qt.MouseButton.LeftButton)
    said = [label.text() for label in panel.drawer._why.widget().findChildren(type(panel.drawer._title))]
    assert said[0] == "10 are in this cell (Planning: referred, borough: RBKC)."
    qtbot.keyClick(panel.drawer, Qt.Key.Key_Escape)
    assert not panel.drawer.isVisible() and table.hasFocus()


def test_a_click_leads_on_and_names_lead_nowhere(panel, window, qtbot):
    table = cross(window, panel)
    index = cell(table, "counted", "counted")
    table.scrollTo(index)
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(index).center())
    assert panel.drawer.isVisible() and len(labels(panel)) == 25
    panel.close_drawer()
    table.follow(table.cells.index(0, 0))
    assert not panel.drawer.isVisible()


@pytest.mark.own_window
def test_ctrl_c_copies_counts_shares_and_expected_in_columns(panel, window, qtbot):
    table = cross(window, panel)
    part = panel.page.cross
    choose(window, part.boxes["shares"], "of rows")
    part.shares.anyway.click()
    part.shares.test.click()
    settle(window)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    head, first, *rest = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert head[:4] == ["Planning", "LBHF", "LBHF: share", "LBHF: expected"]
    assert first[:4] == ["referred", "4", "18 %", "3.5"]
    assert {len(line) for line in (head, first, *rest)} == {len(head)}
    assert "Planning by borough" in QGuiApplication.clipboard().mimeData().html()
    assert "on the clipboard" in window.status.sentence.text()


def test_codes_against_codes_meet_in_respondents_or_in_passages(panel, window):
    table = cross(window, panel, "All codes", "All codes")
    part = panel.page.cross
    assert not part.shares.test.isVisible() and part.within.isVisible()
    guids = {c.ident: c.name for c in window.desk.open_project.codebook.codes}
    for words, within in (("the same respondent", "respondent"), ("the same passage", "passage")):
        choose(window, part.within, words)
        found = typed(window, "crosstab", "--rows", "codes", "--columns", "codes", "--within", within)
        shown = body(table)
        for pair in found["rows"]:
            assert shown[guids[pair["row"]]][guids[pair["column"]]] == f"{pair['n']}/{pair['of']}"
    table.follow(cell(table, "Planning", "Review"))
    pair = next(p for p in found["rows"] if (p["row"], p["column"]) == ("planning", "review"))
    assert labels(panel) == pair["respondents"]
    assert panel.drawer._title.text() == "Planning and Review in one passage"
    table.copy_table()
    head = QGuiApplication.clipboard().text().splitlines()[0].split("\t")
    assert head[:3] == ["Code", "Planning: n", "Planning: N"]


def test_all_codes_stand_on_both_sides_or_on_none(panel, window):
    cross(window, panel, "Planning", "borough")
    part = panel.page.cross
    choose(window, part.rows, "All codes")
    assert part.columns.currentText() == "All codes"
    choose(window, part.columns, "borough")
    assert part.rows.currentText() != "All codes" and not part.within.isVisible()
    assert "sample" in body(part.result.table)


def test_those_not_counted_on_a_code_stand_beside_codes_against_codes(panel, window):
    project = window.desk.open_project
    document = project.store.values(Document)[0]
    (record,) = project.store.values(Finish, document=document.guid)
    window.desk.apply(unfinish(document, record))
    table = cross(window, panel, "All codes", "All codes")
    assert body(table)["Planning"]["not counted"] == "1"
    table.follow(cell(table, "Planning", "not counted"))
    assert len(labels(panel)) == 1
    table.follow(cell(table, "Planning", "Review"))
    reasons = " ".join(r.sentence for r in panel.drawer.behind.evidence.reasons)
    assert "1 left out of N" in reasons


# ---- keeping up, and coming back -------------------------------------------------------------------------------------


def test_while_other_figures_are_on_their_way_the_old_ones_are_grey_and_lead_nowhere(panel, window):
    table = cross(window, panel)
    panel.page.cross.ask_again()
    assert table.is_stale and panel.page.counting.isVisible()
    table.follow(cell(table, "referred", "RBKC"))
    QGuiApplication.clipboard().setText("before")
    table.copy_table()
    assert not panel.drawer.isVisible() and QGuiApplication.clipboard().text() == "before"
    settle(window)
    assert not table.is_stale and not panel.page.counting.isVisible()


def test_the_open_evidence_follows_a_change_and_closes_where_its_cell_is_gone(panel, window):
    table = cross(window, panel)
    table.follow(cell(table, "referred", "RBKC"))
    project = window.desk.open_project
    borough = next(a for a in project.store.values(Attribute) if a.name == "borough")
    who = project.respondent_labelled(labels(panel)[0])
    (value,) = project.store.values(AttributeValue, attribute=borough.guid, respondent=who.guid)
    window.desk.apply(Change("Moved", (value,), (replace(value, value="LBHF"),)))
    settle(window)
    assert panel.drawer._figure.text() == "9" and who.label not in labels(panel)
    everybody = [v for v in project.store.values(AttributeValue, attribute=borough.guid) if v.value == "RBKC"]
    window.desk.apply(Change("Moved", tuple(everybody), tuple(replace(v, value="WCC") for v in everybody)))
    settle(window)
    assert not panel.drawer.isVisible()


def test_filters_hold_in_every_tab_and_what_is_not_understood_is_said(panel, window, qtbot):
    table = cross(window, panel)
    line = panel.controls.sample.line
    line.setFocus()
    qtbot.keyClicks(line, "borough = RBKC")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settle(window)
    assert body(table)["sample"]["sample"] == "12"
    line.selectAll()
    qtbot.keyClicks(line, "borogh = RBKC")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settle(window)
    assert "no attribute or scheme called 'borogh'" in panel.page.refusal.text()
    assert table.is_stale, "the old figures are not those of this question"
    line.selectAll()
    qtbot.keyClick(line, Qt.Key.Key_Delete)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settle(window)
    assert body(table)["sample"]["sample"] == "25" and not panel.page.refusal.isVisible()


def test_back_from_a_transcript_leads_to_the_same_tab_choice_and_cell(panel, window, qtbot):
    table = cross(window, panel, "Hypotheses", "Analytic group")
    table.follow(cell(table, "referred", "Enthusiast"))
    panel.drawer.focus_list()
    qtbot.keyClick(panel.drawer._list, Qt.Key.Key_Down)
    entry = panel.drawer.current_entry()
    qtbot.keyClick(panel.drawer._list, Qt.Key.Key_Return)
    assert window.panel.name == "code"
    place = window._back[-1]
    panel.page.tabs.setCurrentIndex(CODES)
    cross(window, panel, "Review", "borough")
    panel.show_tab(NUMBERS)
    window._back.append(place)
    window.go_back()
    settle(window)
    assert panel.tab == CROSS and panel.page.cross.rows.currentText() == "Hypotheses"
    assert panel.drawer._title.text() == "Hypotheses: referred, Analytic group: Enthusiast"
    assert panel.drawer.current_entry() == entry
    window.go(Place("tallies", code=window.desk.open_project.codebook.codes[0].guid))
    assert panel.tab == CODES and panel.drawer._title.text() == "Planning"


@pytest.mark.own_window
def test_tabs_are_reached_by_keys_menus_and_the_palette(panel, window, qtbot):
    panel.page.tabs.setFocus()
    qtbot.keyClick(panel.page.tabs, Qt.Key.Key_Right)
    settle(window)
    assert panel.tab == CROSS and panel.page.cross.isVisible() and not panel.table.isVisible()
    window.show_panel("code")
    window.actions_known.action("tallies.tab_numbers").trigger()
    settle(window)
    assert window.panel is panel and panel.tab == NUMBERS
    window.actions_known.action("tallies.tab_cross").trigger()
    settle(window)
    window.actions_known.action("tallies.evidence").trigger()
    assert panel.drawer.isVisible()
    window.actions_known.action("tallies.copy_table").trigger()
    assert QGuiApplication.clipboard().text().startswith("Planning\t")
    assert ("Enter", "evidence") in panel.key_hints()
    panel.show_tab(BANDS)
    assert not panel.drawer.isVisible()


def test_another_project_begins_at_the_first_tab(panel, window, sample_copy, tmp_path):
    cross(window, panel)
    other = shutil.copy(sample_copy, tmp_path / "other.fop")
    window.open_project(other)
    settle(window)
    window.show_panel("tallies")
    settle(window)
    assert panel.tab == CODES and panel.page.cross.result.table.cells.rowCount() == 0


def test_the_models_keep_qts_rules(panel, window):
    for part in panel.page.parts.values():
        for table in part.tables:
            QAbstractItemModelTester(table.cells, QAbstractItemModelTester.FailureReportingMode.Fatal, table)
    with_bands(window)
    with_occasions(window)
    for tab in (CROSS, BANDS, NUMBERS):
        panel.show_tab(tab)
        settle(window)
    assert all(t.cells.rowCount() for p in panel.page.parts.values() for t in p.tables)


def test_everything_is_painted_in_the_dark_and_large(panel, window, theme):
    table = cross(window, panel)
    theme.apply(Appearance.DARK, 1.5)
    assert table.rowHeight(0) >= 1.5 * 34 - 1
    panel.show_tab(NUMBERS)
    settle(window)
    panel.page.numbers.plot.setFocus()
    image = panel.page.numbers.plot.grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}
    assert theme.colour("accent").name() in colours and theme.colour("base").name() in colours
    theme.apply(Appearance.LIGHT, 1.0)
