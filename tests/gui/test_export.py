"""Exporting with a preview: what is seen is what is written."""

from __future__ import annotations

import json

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from fop_coder.gui import dialogs

CONTROL = Qt.KeyboardModifier.ControlModifier


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
    table = export.model.table
    place = table.headings.index(heading)
    return [export.model.index(row, place).data() for row in range(export.model.rowCount())]


def test_the_preview_shows_the_figures_of_the_tally(export):
    assert export.tabs.tabText(0) == "Tally"
    assert column(export, "name") == ["Planning", "Hypotheses", "Engagement", "Techniques", "Review"]
    assert column(export, "n") == ["22", "12", "17", "17", "11"]
    assert column(export, "N") == ["25"] * 5
    assert column(export, "share") == [""] * 5
    assert "Shares are left out" in export.notes.text()


def test_percentages_are_shown_when_asked_for(export, qtbot):
    export.choices.percentages.click()
    settle(export, qtbot)
    assert column(export, "share")[0] == "88 %"


def test_a_part_that_is_not_wanted_is_not_previewed(export, qtbot):
    export.choices.parts["passages"].click()
    settle(export, qtbot)
    assert "Passages" not in [export.tabs.tabText(i) for i in range(export.tabs.count())]


def test_a_sample_narrows_the_preview(export, qtbot):
    export.choices.sample.setEditText("borough = RBKC")
    settle(export, qtbot)
    qtbot.waitUntil(lambda: export.model.table is not None and column(export, "total")[0] != "25", timeout=10_000)


def test_a_sample_that_cannot_be_read_is_said_and_cannot_be_exported(export, qtbot):
    export.choices.sample.setEditText("shoe size = 9")
    qtbot.waitUntil(lambda: "shoe size" in export.notes.text(), timeout=10_000)
    assert not export.foot.write.isEnabled()


def test_the_workbook_holds_what_was_previewed(export, window, qtbot, tmp_path):
    shown = column(export, "n")
    export.foot.path.setText(str(tmp_path / "out.xlsx"))
    qtbot.keyClick(export.foot.path, Qt.Key.Key_Return, CONTROL)
    settle(export, qtbot)
    assert "Written:" in export.foot.said.text()
    assert "out.xlsx" in export.foot.said.text()
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["Tally"]
    rows = [[c.value for c in row] for row in sheet.iter_rows()]
    head = next(i for i, row in enumerate(rows) if "n" in row)
    place = rows[head].index("n")
    assert [str(rows[head + 1 + i][place]) for i in range(5)] == shown


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
    qtbot.mouseClick(export.foot.work.stop, Qt.MouseButton.LeftButton)
    settle(export, qtbot)
    assert not (tmp_path / "out.xlsx").exists()
    assert export.foot.write.isEnabled()


def test_the_last_choices_are_remembered(export, window, qtbot, sample_copy):
    qtbot.mouseClick(export.formats[".csv"], Qt.MouseButton.LeftButton)
    export.choices.parts["codebook"].click()
    export.choices.by.setCurrentText("borough")
    export.choices.by.activated.emit(0)
    settle(export, qtbot)
    window.desk.close()
    export.choices.blockSignals(True)
    export.choices.recall({})
    export.choices.blockSignals(False)
    assert window.open_project(sample_copy)
    assert export.ending == ".csv"
    assert not export.choices.parts["codebook"].isChecked()
    assert export.choices.wishes.by == ("borough",)


def test_the_preview_model_is_sound(export, qtbot):
    QAbstractItemModelTester(export.model, QAbstractItemModelTester.FailureReportingMode.Fatal, export.model)
    for number in range(export.tabs.count()):
        export.tabs.setCurrentIndex(number)
    export.model.show_table(None)
