"""An export for publication in the window: the switch, what is hidden, names to keep out, and what is to be judged."""

from __future__ import annotations

import openpyxl
import pytest
from PySide6.QtCore import Qt

from fop_coder.gui import files
from fop_coder.model.codebook import Codebook
from fop_coder.project import Project
from tests.gui.test_export import CONTROL, export, names, settle, shown  # noqa: F401 - a fixture

BECAUSE = "LBHF has only 4 respondents. WCC is hidden with it, because all minus the rest would give LBHF away."


def wait(screen, qtbot):
    qtbot.waitUntil(lambda: not screen.choices.before._pause.isActive(), timeout=10_000)
    settle(screen, qtbot)


def publish(screen, qtbot):
    qtbot.mouseClick(screen.choices.whom.buttons["publication"], Qt.MouseButton.LeftButton)
    wait(screen, qtbot)


@pytest.fixture
def bare_window(window_in_turn):
    return window_in_turn


@pytest.fixture
def by_borough(export, qtbot):  # noqa: F811 - the fixture
    export.choices.by.setCurrentText("borough")
    export.choices.by.activated.emit(0)
    settle(export, qtbot)
    return export


def findings(screen):
    box = screen.preview.check.list
    return [box.item(n).text() for n in range(box.count())]


def test_for_the_team_nothing_is_hidden_and_nothing_asked(by_borough):
    assert not by_borough.choices.before.isVisible()
    assert not by_borough.preview.check.isVisible()
    headings, rows = shown(by_borough, "Tally by borough")
    assert rows[0][headings.index("LBHF: n")] == "4"


def test_publication_hides_two_boroughs_and_says_why(by_borough, qtbot):
    publish(by_borough, qtbot)
    headings, rows = shown(by_borough, "Tally by borough")
    assert [row[headings.index("LBHF: n")] for row in rows] == ["hidden"] * 5
    assert [row[headings.index("WCC: N")] for row in rows] == ["hidden"] * 5
    assert rows[0][headings.index("RBKC: n")] == "10"
    check = by_borough.preview.check
    assert check.isVisible()
    assert check._whole == f"20 cells are hidden. {BECAUSE}"
    assert check.suppressed.text() in check._whole and "20 cells are hidden." in check.suppressed.text()
    assert check.suppressed.property("note") == "warning"
    assert "Tally: Planning: All but 3 respondents of 25." in findings(by_borough)


def test_hidden_cells_stand_back(by_borough, qtbot):
    publish(by_borough, qtbot)
    headings, _ = shown(by_borough, "Tally by borough")
    model = by_borough.preview.model
    hidden, plain = (model.index(0, headings.index(name)) for name in ("LBHF: n", "RBKC: n"))
    assert hidden.data(Qt.ItemDataRole.FontRole).italic()
    assert not plain.data(Qt.ItemDataRole.FontRole).italic()
    assert hidden.data(Qt.ItemDataRole.ForegroundRole) == by_borough.theme.colour("sub")
    assert hidden.data(Qt.ItemDataRole.AccessibleTextRole) == "LBHF: n: hidden"


def test_lines_of_respondents_and_passages_stay_out_until_asked_for(by_borough, qtbot):
    parts = by_borough.choices.parts
    publish(by_borough, qtbot)
    assert not parts["respondents"].isChecked() and not parts["passages"].isChecked()
    assert by_borough.choices.lines_note.isVisible()
    assert not {"Respondents × codes", "Passages"} & set(names(by_borough))
    parts["respondents"].click()
    settle(by_borough, qtbot)
    assert "Respondents × codes" in names(by_borough)
    assert findings(by_borough)[:2] == [
        f"By borough: {BECAUSE}",
        "Respondents × codes: A line for each, with whose it is, undoes the hiding.",
    ]
    qtbot.mouseClick(by_borough.choices.whom.buttons["team"], Qt.MouseButton.LeftButton)
    assert parts["respondents"].isChecked() and parts["passages"].isChecked()


def test_what_the_team_had_left_out_stays_out_of_its_exports(by_borough, qtbot):
    by_borough.choices.parts["passages"].click()
    publish(by_borough, qtbot)
    qtbot.mouseClick(by_borough.choices.whom.buttons["team"], Qt.MouseButton.LeftButton)
    assert not by_borough.choices.parts["passages"].isChecked()
    assert by_borough.choices.parts["respondents"].isChecked()


def test_the_smallest_group_can_be_changed(by_borough, qtbot):
    publish(by_borough, qtbot)
    by_borough.choices.before.smallest.setValue(3)
    wait(by_borough, qtbot)
    assert "fewer than 3: nothing is hidden" in by_borough.preview.check._whole
    assert by_borough.preview.check.suppressed.property("note") == "good"
    by_borough.choices.before.smallest.setValue(30)
    wait(by_borough, qtbot)
    assert "fewer than the 30" in by_borough.preview.notes.text()
    assert not by_borough.foot.write.isEnabled()
    assert not by_borough.preview.check.isVisible()


def test_many_reasons_stand_in_the_list(export, qtbot):  # noqa: F811
    publish(export, qtbot)
    assert export.preview.check._whole.endswith("Why is said below, table by table.")
    assert findings(export)[0] == f"By borough: {BECAUSE}"


def test_a_name_to_keep_out_stops_the_export(by_borough, qtbot, tmp_path, monkeypatch):
    (tmp_path / "names.txt").write_text("Planning\n", encoding="utf-8")
    publish(by_borough, qtbot)
    assert by_borough.foot.write.isEnabled()
    monkeypatch.setattr(files, "choose_file", lambda *_: tmp_path / "names.txt")
    qtbot.mouseClick(by_borough.choices.before.choose, Qt.MouseButton.LeftButton)
    wait(by_borough, qtbot)
    check = by_borough.preview.check
    assert check.names.isVisible()
    assert check.names.text().startswith("Cannot be exported. ") and "“Planning”" in check.names.text()
    assert not by_borough.foot.write.isEnabled()
    (tmp_path / "names.txt").write_text("Nobody Atall\n", encoding="utf-8")
    by_borough.choices.before.names.setText(f"{tmp_path}/names.txt ")
    wait(by_borough, qtbot)
    assert not check.names.isVisible()
    assert by_borough.foot.write.isEnabled()


def test_a_list_that_is_not_there_is_said(by_borough, qtbot, tmp_path):
    publish(by_borough, qtbot)
    by_borough.choices.before.names.setText(str(tmp_path / "none.txt"))
    wait(by_borough, qtbot)
    assert "list of names cannot be read" in by_borough.preview.notes.text()
    assert not by_borough.foot.write.isEnabled()


def test_what_is_written_is_what_was_previewed(by_borough, qtbot, tmp_path):
    (tmp_path / "names.txt").write_text("Nobody Atall\n", encoding="utf-8")
    publish(by_borough, qtbot)
    by_borough.choices.before.names.setText(str(tmp_path / "names.txt"))
    wait(by_borough, qtbot)
    by_borough.foot.path.setText(str(tmp_path / "out.xlsx"))
    qtbot.keyClick(by_borough.foot.path, Qt.Key.Key_Return, CONTROL)
    settle(by_borough, qtbot)
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert [name[:31] for name in names(by_borough)] == book.sheetnames
    headings, rows = shown(by_borough, "Tally by borough")
    written = [["" if c.value is None else str(c.value) for c in row] for row in book["Tally by borough"].iter_rows()]
    head = written.index(headings)
    assert written[head + 1 : head + 6] == rows


def test_the_choice_is_remembered(by_borough, window, sample_copy, qtbot, tmp_path):
    publish(by_borough, qtbot)
    by_borough.choices.before.smallest.setValue(7)
    by_borough.choices.before.names.setText("names.txt")
    wait(by_borough, qtbot)
    Project.create(tmp_path / "other.fop", Codebook("none"))
    assert window.open_project(tmp_path / "other.fop")
    assert by_borough.choices.whom.value == "team"
    assert window.open_project(sample_copy)
    window.show_panel("export")
    choices = window.panel.choices
    assert choices.whom.value == "publication"
    assert choices.before.isVisible()
    assert (choices.before.smallest.value(), choices.before.names.text()) == (7, "names.txt")
    assert not choices.parts["passages"].isChecked()
    qtbot.mouseClick(choices.whom.buttons["team"], Qt.MouseButton.LeftButton)
    assert choices.parts["passages"].isChecked()


def test_the_switch_and_the_list_work_by_keyboard(by_borough, qtbot):
    switch = by_borough.choices.whom
    switch.buttons["team"].setFocus()
    qtbot.keyClick(switch.buttons["team"], Qt.Key.Key_Right)
    qtbot.keyClick(switch.buttons["publication"], Qt.Key.Key_Space)
    wait(by_borough, qtbot)
    assert switch.value == "publication"
    assert switch.buttons["publication"].accessibleName() == "For: Publication"
    box = by_borough.preview.check.list
    box.setFocus()
    box.setCurrentRow(0)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.currentRow() == 1
    assert box.currentItem().toolTip()


def test_in_a_low_window_the_check_leaves_room_for_the_table(export, window, theme, qtbot):  # noqa: F811
    publish(export, qtbot)
    window.resize(1440, 1000)
    qtbot.waitUntil(export.preview.check.count.isVisible)
    theme.apply(scale=1.5)
    window.resize(1100, 700)
    qtbot.waitUntil(lambda: not export.preview.check.count.isVisible())
    assert export.preview.check.suppressed.text() == export.preview.check._whole.partition(". ")[0] + "."
    qtbot.waitUntil(lambda: export.preview.table.height() >= 100)
