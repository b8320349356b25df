"""Exporting agreement: offered where there is more than one coder, seen before it is written."""

from __future__ import annotations

import openpyxl
import pytest
from PySide6.QtCore import Qt

from fop_coder.model.agreement import LABELS, Measure
from fop_coder.model.codebook import Codebook
from fop_coder.project import Project
from fop_coder.project.coders_compared import Comparison, compare_coders
from tests.gui.test_export import CONTROL, column, export, names, settle  # noqa: F401 - a fixture and its hands

SHEETS = ["Agreement", "Agreement by code", "Disagreements", "Agreement in words"]
BOTH = ("First coder", "Second coder")


def sheets(export):  # noqa: F811
    return [name for name in names(export) if name in SHEETS]


def test_the_sheets_of_agreement_are_previewed_and_can_be_left_out(export, qtbot):  # noqa: F811
    assert sheets(export) == SHEETS
    qtbot.keyClick(export.choices, Qt.Key.Key_G, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: not export.choices.parts["agreement"].isChecked(), timeout=5_000)
    settle(export, qtbot)
    assert sheets(export) == []
    assert "Tally" in names(export)


def test_the_preview_shows_the_figures_of_the_project_with_two_decimals(export, window):  # noqa: F811
    export.preview.tables.setCurrentText("Agreement")
    project = window.desk.open_project
    round_ = column(export, "round")[0]
    overall = compare_coders(project, Comparison(BOTH, round=round_)).overall
    seen = dict(zip(column(export, "coefficient"), column(export, "value"), strict=True))
    assert seen[LABELS[Measure.ALPHA]] == f"{overall.value(Measure.ALPHA):.2f}"
    assert seen[LABELS[Measure.PERCENT]] == f"{overall.value(Measure.PERCENT):.2f}"
    assert not export.preview.notes.text()


def test_agreement_alone_is_written(export, qtbot, tmp_path):  # noqa: F811
    for name, box in export.choices.parts.items():
        if box.isChecked() != (name == "agreement"):
            box.click()
    settle(export, qtbot)
    export.foot.path.setText(str(tmp_path / "out.xlsx"))
    qtbot.keyClick(export.foot.path, Qt.Key.Key_Return, CONTROL)
    settle(export, qtbot)
    assert openpyxl.load_workbook(tmp_path / "out.xlsx").sheetnames == ["About", *SHEETS]


@pytest.fixture
def alone(window, qtbot, tmp_path):
    """The screen with a project of one coder."""
    Project.create(tmp_path / "alone.fop", Codebook("Nothing"), coder="Ann")
    assert window.open_project(tmp_path / "alone.fop")
    qtbot.keyClick(window, Qt.Key.Key_E, CONTROL)
    settle(window.panel, qtbot)
    return window.panel


def test_one_coder_alone_is_not_offered_it(alone, qtbot):
    assert alone.choices.parts["agreement"].isHidden()
    assert sheets(alone) == []
    for name, box in alone.choices.parts.items():
        if name != "agreement":
            box.click()
    settle(alone, qtbot)
    assert "nothing" in alone.preview.notes.text().casefold()
