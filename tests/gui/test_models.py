"""Every model of the window under Qt's model tester, filled, changed and emptied."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from fop_coder.coding.respondents import rename_respondent
from fop_coder.gui.panel import Place
from fop_coder.model.codebook import Code
from fop_coder.model.coding import Coding
from fop_coder.project.guide import add_change
from fop_coder.project.instruments import add_instrument_change, shipped_instruments
from fop_coder.project.quotations import star_change
from tests.gui.hands import press, put_away, settle
from tests.gui.watched_models import every_model, model_name, watch

pytestmark = pytest.mark.untraced


@pytest.fixture
def models(monkeypatch):
    """Watch every model from the moment that it is made."""
    return watch(monkeypatch)


def test_every_model_is_watched_while_it_is_filled_changed_and_emptied(models, window, qtbot, tmp_path):
    project = window.desk.open_project
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("respondent,borough\nHF01,Here\nMX09,There\n", encoding="utf-8")
    transcript = tmp_path / "MX01.txt"
    transcript.write_text("Interviewer: How?\nMX01: With a map of the family.\n", encoding="utf-8")
    code = project.store.values(Code)[0]
    window.desk.apply(star_change(project, project.store.values(Coding)[0].guid))
    window.desk.apply(add_change(project, "Have you been to the moon?", [code]))
    window.desk.apply(add_instrument_change(project, shipped_instruments(project)[0]))
    for name in ("code", "respondents", "tallies", "matrix", "agreement", "find", "export", "report", "history"):
        window.show_panel(name)
        settle(window)
    window.actions_known.action("agreement.by_group").trigger()
    settle(window)
    for name in (
        "coders.show",
        "rounds.show",
        "pack.hand_out",
        "guide.show",
        "instruments.enter",
        "wording.show",
        "analyse.quotations",
    ):
        window.actions_known.action(name).trigger()
        settle(window)
        put_away(window)
    window.show_panel("code")
    for tab in range(window.panel.right.tabs.count()):
        window.panel.right.tabs.setCurrentIndex(tab)
        settle(window)
    window.actions_known.action("code.codebook_split").trigger()
    put_away(window)
    window.go(Place("find", detail="family"))
    window.go(Place("tallies", code=code.guid))
    settle(window)
    press("Return", window.panel.table)
    settle(window)
    for tab in range(window.panel.page.tabs.count()):
        window.panel.show_tab(tab)
        settle(window)
    window.show_palette()
    put_away(window)
    window.project_actions.material.import_respondents_from(sheet)
    settle(window)
    put_away(window)
    window.project_actions.material.import_transcripts((transcript,))
    settle(window)
    put_away(window)
    window.desk.apply(rename_respondent(project.respondent_labelled("HF01"), "XX01"))
    for name in ("code", "respondents", "tallies", "matrix", "agreement", "history"):
        window.show_panel(name)
        settle(window)
        stack = window.desk.undo_stack
        stack.undo() if stack.canUndo() else stack.redo()
        settle(window)
    window.desk.close()
    settle(window)
    QApplication.processEvents()
    missing = sorted(set(map(model_name, every_model())) - set(models))
    assert missing == [], "models that no test shows"
    assert [name for name, rows in models.items() if not rows] == [], "models that were never filled"
