"""Exporting with a preview: what is seen is what is written."""

from __future__ import annotations

import csv
import json
import os
import re
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from fop_coder.coding.documents import unfinish
from fop_coder.gui import dialogs, file_writing, files
from fop_coder.model.codebook import Codebook
from fop_coder.model.documents import Document, Finish
from fop_coder.project import Project

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def bare_window(window_in_turn):
    return window_in_turn


@pytest.fixture
def export(window, qtbot):
    """The screen with its preview."""
    qtbot.keyClick(window, Qt.Key.Key_E, CONTROL)
    assert window.panel.name == "export"
    settle(window.panel, qtbot)
    return window.panel


def settle(export, qtbot):
    qtbot.waitUntil(
        lambda: not export._pause.isActive() and export._previewing is None and not export.foot.is_busy,
        timeout=30_000,
    )


def column(export, heading):
    table = export.preview.model.table
    place = table.headings.index(heading)
    return [export.preview.model.index(row, place).data() for row in range(export.preview.model.rowCount())]


def names(export):
    return [export.preview.tables.itemText(n) for n in range(export.preview.tables.count())]


def shown(export, name):
    """Return the headings and rows of one table of the preview."""
    export.preview.tables.setCurrentText(name)
    model = export.preview.model
    headings = [
        model.headerData(n, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole)
        for n in range(model.columnCount())
    ]
    rows = [[model.index(r, c).data() for c in range(model.columnCount())] for r in range(model.rowCount())]
    return headings, rows


def as_shown(value):
    return "" if value is None else str(value).replace("\n", " ")


def as_formatted(cell):
    """A cell as the spreadsheet shows it: shares as percentages, coefficients with two decimals."""
    if isinstance(cell.value, int | float) and cell.number_format in ("0%", "0.00"):
        return f"{cell.value:.0%}".replace("%", " %") if cell.number_format == "0%" else f"{cell.value:.2f}"
    return as_shown(cell.value)


def is_near(one, other):
    """Whether two coefficients differ by no more than the sixteenth digit, which a file does not keep, can round to."""
    if not re.fullmatch(r"-?\d\.\d\d", one) or not re.fullmatch(r"-?\d\.\d\d", other):
        return False
    return abs(float(one) - float(other)) < 0.0101


def test_the_preview_shows_the_figures_of_the_tally(export):
    assert export.preview.tables.currentText() == "Tally"
    assert column(export, "name") == ["Planning", "Hypotheses", "Engagement", "Techniques", "Review"]
    assert column(export, "n") == ["22", "12", "17", "17", "11"]
    assert column(export, "N") == ["25"] * 5
    assert column(export, "share") == [""] * 5
    assert "Shares are left out" in export.preview.notes.text()


def test_percentages_are_shown_when_asked_for(export, qtbot):
    export.choices.percentages.click()
    settle(export, qtbot)
    assert column(export, "share")[0] == "88 %"


def test_a_part_that_is_not_wanted_is_not_previewed(export, qtbot):
    export.choices.parts["passages"].click()
    settle(export, qtbot)
    assert "Passages" not in names(export)


def test_a_sample_narrows_the_preview(export, qtbot):
    export.choices.sample.setEditText("borough = RBKC")
    settle(export, qtbot)
    qtbot.waitUntil(
        lambda: export.preview.model.table is not None and column(export, "total")[0] != "25", timeout=10_000
    )


def test_a_sample_that_cannot_be_read_is_said_and_cannot_be_exported(export, qtbot):
    export.choices.sample.setEditText("shoe size = 9")
    qtbot.waitUntil(lambda: "shoe size" in export.preview.notes.text(), timeout=10_000)
    assert not export.foot.write.isEnabled()


def test_the_workbook_holds_what_was_previewed(export, window, qtbot, tmp_path):
    shown = column(export, "n")
    export.foot.path.setText(str(tmp_path / "out.xlsx"))
    qtbot.keyClick(export.foot.path, Qt.Key.Key_Return, CONTROL)
    settle(export, qtbot)
    assert "Written:" in export.foot.writing.said.text()
    assert "out.xlsx" in export.foot.writing.said.text()
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["Tally"]
    rows = [[c.value for c in row] for row in sheet.iter_rows()]
    head = next(i for i, row in enumerate(rows) if "n" in row)
    place = rows[head].index("n")
    assert [str(rows[head + 1 + i][place]) for i in range(5)] == shown


def test_the_preview_is_what_the_workbook_holds_sheet_by_sheet(export, qtbot, tmp_path):
    export.foot.path.setText(str(tmp_path / "out.xlsx"))
    qtbot.mouseClick(export.foot.write, Qt.MouseButton.LeftButton)
    settle(export, qtbot)
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert [name[:31] for name in names(export)] == book.sheetnames
    assert names(export)[-2:] == ["Charts", "Methods"], "words around pictures, and lines without headings"
    for name in names(export)[1:-2]:
        rows = [[as_formatted(cell) for cell in row] for row in book[name[:31]].iter_rows()]
        headings, previewed = shown(export, name)
        head = rows.index(headings)
        written = rows[head + 1 : head + 1 + len(previewed)]
        for one, other in zip(previewed, written, strict=True):
            said = [
                "(formula)" if c.startswith("=") or (not c and p == "(formula)") else p if is_near(p, c) else c
                for p, c in zip(one, other, strict=True)
            ]
            assert one == said, name
    book.close()


def test_the_preview_is_what_the_folder_of_tables_holds(export, qtbot, tmp_path):
    qtbot.mouseClick(export.formats[".csv"], Qt.MouseButton.LeftButton)
    settle(export, qtbot)
    export.foot.path.setText(str(tmp_path / "out.csv"))
    qtbot.mouseClick(export.foot.write, Qt.MouseButton.LeftButton)
    settle(export, qtbot)
    with (tmp_path / "out.csv" / "tally-by-borough.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    headings, previewed = shown(export, "Tally by borough")
    assert rows[0] == headings
    assert rows[1 : 1 + len(previewed)] == previewed


def test_rows_that_are_not_previewed_are_counted(export):
    export.preview.tables.setCurrentText("Passages")
    project = export.desk.open_project
    passages = len(project.store.coding_guids(coders=[project.coder]))
    assert export.preview.of.text() == f"first 12 of {passages} rows"
    export.preview.tables.setCurrentText("Tally")
    assert export.preview.of.text() == "all 5 rows"


def test_headings_of_numbers_stand_over_their_numbers(export):
    model = export.preview.model
    role = Qt.ItemDataRole.TextAlignmentRole
    for section in range(model.columnCount()):
        assert model.headerData(section, Qt.Orientation.Horizontal, role) == model.index(0, section).data(role)
    assert model.headerData(6, Qt.Orientation.Horizontal) == "too little\ninformation"


def test_what_is_pending_is_said_before_it_leaves(export, window, qtbot):
    assert export.preview.pending.text() == "Nothing is pending. Every figure equals the one in the window."
    assert export.preview.sentence.text().startswith("Nearly all family social workers (22/25) referred to planning")
    finish = window.desk.open_project.store.values(Finish)[0]
    window.desk.apply(unfinish(window.desk.open_project.store.values(Document)[0], finish))
    qtbot.waitUntil(lambda: "Pending: Planning 1" in export.preview.pending.text(), timeout=10_000)
    assert export.preview.pending.isVisible()


def test_intervals_come_with_their_caution(export, qtbot):
    export.choices.intervals.click()
    settle(export, qtbot)
    assert column(export, "interval from")[0].endswith(" %")
    assert "were a simple random sample" in export.preview.notes.text()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="rights do not hold for the superuser")
def test_a_folder_that_may_not_be_written_to_is_explained(export, qtbot, tmp_path, monkeypatch):
    (tmp_path / "locked").mkdir(mode=0o500)
    assert "choose a folder that you may write to" in refusal(export, qtbot, tmp_path / "locked/out.xlsx", monkeypatch)


def refusal(export, qtbot, out, monkeypatch):
    said = []
    monkeypatch.setattr(dialogs, "show_error", lambda _parent, error: said.append(error))
    monkeypatch.setattr(dialogs, "ask", lambda *_: True)
    export.foot.path.setText(str(out))
    qtbot.mouseClick(export.foot.write, Qt.MouseButton.LeftButton)
    settle(export, qtbot)
    assert export.foot.write.isEnabled() and not export.foot.writing.said.isVisible()
    return f"{said[0].where}: {said[0].what}. {said[0].do}"


def test_a_folder_that_is_not_there_is_explained(export, qtbot, tmp_path, monkeypatch):
    out = tmp_path / "nowhere" / "out.xlsx"
    assert "nowhere/out.xlsx: the folder does not exist" in refusal(export, qtbot, out, monkeypatch)


def test_a_file_that_another_program_holds_is_explained_and_left_alone(export, qtbot, tmp_path, monkeypatch):
    out = tmp_path / "out.xlsx"
    out.write_text("mine")

    def held(*_arguments, **_more):
        raise PermissionError(13, "Permission denied")

    real = Path.open
    monkeypatch.setattr(Path, "open", lambda self, *a, **k: held() if self.name == "out.xlsx" else real(self, *a, **k))
    assert "Close it if it is open in another program" in refusal(export, qtbot, out, monkeypatch)
    monkeypatch.undo()
    assert out.read_text() == "mine"
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_afterwards_the_folder_can_be_opened(export, qtbot, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(file_writing.QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile())))
    export.foot.path.setText(str(tmp_path / "out.xlsx"))
    qtbot.mouseClick(export.foot.write, Qt.MouseButton.LeftButton)
    settle(export, qtbot)
    qtbot.mouseClick(export.foot.writing.folder, Qt.MouseButton.LeftButton)
    assert opened == [tmp_path]


def test_a_place_without_the_ending_gets_it_and_an_empty_one_is_suggested_anew(export, qtbot, tmp_path):
    export.foot.path.setText(str(tmp_path / "out"))
    qtbot.mouseClick(export.foot.write, Qt.MouseButton.LeftButton)
    settle(export, qtbot)
    assert (tmp_path / "out.xlsx").is_file()
    export.foot.path.clear()
    qtbot.mouseClick(export.foot.write, Qt.MouseButton.LeftButton)
    settle(export, qtbot)
    assert "tallies" in export.foot.writing.said.text()


def test_a_place_can_be_chosen_in_the_system_s_dialog(export, qtbot, tmp_path, monkeypatch):
    out = tmp_path / "chosen.xlsx"
    out.write_text("older")
    monkeypatch.setattr(files, "choose_new_file", lambda *_: out)
    monkeypatch.setattr(dialogs, "ask", lambda *_: pytest.fail("the system has asked already"))
    export.foot._choose()
    qtbot.mouseClick(export.foot.write, Qt.MouseButton.LeftButton)
    settle(export, qtbot)
    assert openpyxl.load_workbook(out).sheetnames


def test_the_export_names_the_project_file(export, qtbot, tmp_path):
    qtbot.mouseClick(export.formats[".json"], Qt.MouseButton.LeftButton)
    export.foot.path.setText(str(tmp_path / "out.json"))
    qtbot.mouseClick(export.foot.write, Qt.MouseButton.LeftButton)
    settle(export, qtbot)
    assert "sample.fop" in json.dumps(json.loads((tmp_path / "out.json").read_text(encoding="utf-8")))


def test_a_file_that_is_there_is_only_replaced_when_asked(export, qtbot, tmp_path, monkeypatch):
    out = tmp_path / "out.xlsx"
    out.write_text("mine")
    export.foot.path.setText(str(out))
    monkeypatch.setattr(dialogs, "ask", lambda *_: False)
    qtbot.mouseClick(export.foot.write, Qt.MouseButton.LeftButton)
    settle(export, qtbot)
    assert out.read_text() == "mine"
    monkeypatch.setattr(dialogs, "ask", lambda *_: True)
    qtbot.mouseClick(export.foot.write, Qt.MouseButton.LeftButton)
    settle(export, qtbot)
    assert openpyxl.load_workbook(out).sheetnames


def test_an_export_can_be_cancelled_and_writes_nothing(export, qtbot, tmp_path):
    export.foot.path.setText(str(tmp_path / "out.xlsx"))
    qtbot.mouseClick(export.foot.write, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(export.foot.writing.work.stop, Qt.MouseButton.LeftButton)
    settle(export, qtbot)
    assert not (tmp_path / "out.xlsx").exists()
    assert export.foot.write.isEnabled()


def test_the_last_choices_are_remembered_for_this_project_alone(export, window, qtbot, sample_copy, tmp_path):
    qtbot.mouseClick(export.formats[".csv"], Qt.MouseButton.LeftButton)
    export.choices.parts["codebook"].click()
    export.choices.by.setCurrentText("borough")
    export.choices.by.activated.emit(0)
    settle(export, qtbot)
    assert not export.same.isVisible()
    (tmp_path / "report").mkdir()
    export.foot.path.setText(str(tmp_path / "report/out.csv"))
    qtbot.mouseClick(export.foot.write, Qt.MouseButton.LeftButton)
    settle(export, qtbot)
    Project.create(tmp_path / "other.fop", Codebook("none"))
    assert window.open_project(tmp_path / "other.fop")
    assert export.ending == ".xlsx"
    assert export.choices.parts["codebook"].isChecked() and export.choices.wishes.by is None
    assert window.open_project(sample_copy)
    window.show_panel("export")
    assert export.ending == ".csv"
    assert not export.choices.parts["codebook"].isChecked()
    assert export.choices.wishes.by == ("borough",)
    assert export.same.isVisible() and export.same.text().startswith("Same choices as last time, ")
    assert Path(export.foot.path.text()).expanduser().parent == tmp_path / "report"


def test_in_a_low_window_the_table_has_the_room(export, window, theme, qtbot):
    window.resize(1440, 900)
    assert export.preview.sentence.isVisible()
    theme.apply(scale=1.5)
    window.resize(1100, 700)
    qtbot.waitUntil(lambda: not export.preview.sentence.isVisible())
    assert export.preview.table.height() >= 100


def test_the_preview_model_is_sound(export, qtbot):
    QAbstractItemModelTester(
        export.preview.model, QAbstractItemModelTester.FailureReportingMode.Fatal, export.preview.model
    )
    for number in range(export.preview.tables.count()):
        export.preview.tables.setCurrentIndex(number)
    export.preview.model.show_table(None)


def test_a_frozen_workbook_is_written_beside_the_live_one(export, qtbot, tmp_path):
    export.choices.frozen.click()
    export.foot.path.setText(str(tmp_path / "out.xlsx"))
    qtbot.keyClick(export.foot.path, Qt.Key.Key_Return, CONTROL)
    settle(export, qtbot)
    live, frozen = (openpyxl.load_workbook(tmp_path / name) for name in ("out.xlsx", "out (frozen).xlsx"))
    assert any(cell.data_type == "f" for row in live["Tally"].iter_rows() for cell in row)
    assert not any(cell.data_type == "f" for sheet in frozen for row in sheet.iter_rows() for cell in row)


def test_a_frozen_workbook_that_is_there_is_not_replaced_unasked(export, qtbot, tmp_path, monkeypatch):
    (tmp_path / "out (frozen).xlsx").write_text("mine")
    asked = []
    monkeypatch.setattr(dialogs, "ask", lambda _parent, _title, words, *_: asked.append(words))
    export.choices.frozen.click()
    export.foot.path.setText(str(tmp_path / "out.xlsx"))
    qtbot.keyClick(export.foot.path, Qt.Key.Key_Return, CONTROL)
    settle(export, qtbot)
    assert len(asked) == 1 and "out (frozen).xlsx is there already" in asked[0]
    assert (tmp_path / "out (frozen).xlsx").read_text() == "mine"
    assert not (tmp_path / "out.xlsx").exists()


def test_charts_methods_and_formulas_are_offered_for_a_workbook_alone(export, qtbot):
    boxes = (export.choices.frozen, export.choices.parts["charts"], export.choices.parts["methods"])
    assert all(box.isEnabled() for box in boxes)
    export.formats[".csv"].click()
    assert not any(box.isEnabled() for box in boxes)
    export.choices.frozen.setChecked(True)
    assert not export.choices.wishes.frozen
