"""Bands made, tried out, changed and taken away in the window, by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fop_coder.coding.filters import keep_filter
from fop_coder.gui.bands.dialog import BandsDialog
from fop_coder.gui.bands.editor import BandDialog
from fop_coder.gui.panels.tallies.panel import TalliesPanel
from fop_coder.model.base import new_guid
from fop_coder.model.change import Change
from fop_coder.model.codebook import Band
from fop_coder.model.coding import FilterOver
from fop_coder.project.band_edits import BandWished, band_change
from fop_coder.project.band_limits import read_limits
from fop_coder.project.bands import scheme_or_band_named
from fop_coder.project.tallying import tally_scheme
from tests.gui.hands import press, settle
from tests.gui.watched_models import watch


@pytest.fixture(autouse=True)
def watched(monkeypatch):
    """Every model has Qt's tester while these dialogs are used."""
    return watch(monkeypatch)


@pytest.fixture
def project(window):
    window.show_panel("tallies")
    settle(window)
    return window.desk.open_project


@pytest.fixture
def training(window, project):
    """Return a band made from days of training."""
    wished = BandWished("Training", read_limits("none: 0, some: 1–10, much: 11+"), number_of="training days")
    window.desk.do(band_change(project, None, wished))
    return project.codebook.bands[0]


def front(window, kind):
    settle(window)
    dialog = window.findChildren(kind)[-1]
    dialog.activateWindow()
    QApplication.processEvents()
    return dialog


def shown(window):
    window.actions_known.action("bands.show").trigger()
    return front(window, BandsDialog)


def type_in(words):
    QTest.keyClicks(QApplication.focusWidget(), words)
    QApplication.processEvents()


def counted(dialog):
    """Wait until the preview stands."""
    dialog._ask()
    return [(row[0], int(row[1])) for row in dialog.bands.rows] if dialog.table.isVisibleTo(dialog) else []


def test_a_band_of_codes_is_made_by_keyboard_and_is_of_use_at_once(window, project):
    bands = shown(window)
    assert bands.empty.isVisible() and bands.new.hasFocus()
    press("Space")
    dialog = front(window, BandDialog)
    assert dialog.name.hasFocus() and not dialog.do.isEnabled()
    type_in("Breadth")
    for _ in range(4):
        press("Tab")
    assert dialog.limits.hasFocus()
    type_in("0-1, 2-4, 5+")
    preview = counted(dialog)
    assert sum(n for _, n in preview) == 25 and "25 respondents. Their numbers run from" in dialog.base.text()
    assert "heard" in dialog.base.text() and not dialog.none.isVisible()
    press("Return")
    settle(window)
    assert not window.findChildren(BandDialog) and bands.model.rows[0][:2] == ("Breadth", "0–1, 2–4, 5+")
    rows = tally_scheme(project, scheme_or_band_named(project, "breadth")).rows
    assert [(r.name, r.n) for r in rows] == preview
    assert window.desk.undo_stack.undoText() == "Add band Breadth"
    bands.reject()
    panel = window.findChildren(TalliesPanel)[0]
    settle(window)
    assert panel.controls.by.findText("Breadth") > 0
    window.desk.undo_stack.undo()
    settle(window)
    assert panel.controls.by.findText("Breadth") < 0 and not project.codebook.bands


def test_overlaps_and_gaps_are_said_in_words_and_nothing_is_made(window, project):
    shown(window).new.click()
    dialog = front(window, BandDialog)
    dialog.name.setText("Breadth")
    for limits, said in (
        ("0-2, 2-4", "overlap: 2 would fall into both"),
        ("0-1, 3+", "2 would fall into none"),
        ("few", "says no limits"),
    ):
        dialog.limits.setText(limits)
        assert counted(dialog) == [] and said in dialog.wrong.text() and dialog.wrong.isVisible()
        dialog.do.click()
        assert said in dialog.fault.text() and dialog.isVisible()
    dialog.limits.setText("0-1, 2+")
    for row in range(dialog.ticked.rowCount()):
        dialog.list.setFocus()
        dialog.list.setCurrentIndex(dialog.ticked.index(row))
        press("Space")
    dialog._ask()
    assert "No code is ticked" in dialog.wrong.text()
    assert not project.codebook.bands


def test_a_band_of_a_number_names_who_is_in_none(window, project, training):
    bands = shown(window)
    assert bands.model.rows[0] == ("Training", "none: 0, some: 1–10, much: 11+", "training days")
    bands.table.setFocus()
    press("Return")
    dialog = front(window, BandDialog)
    assert not dialog.list.isVisible() and dialog.source.currentData() == "training days"
    dialog.limits.setText("none: 0, some: 1-10")
    assert [name for name, _ in counted(dialog)] == ["none", "some"]
    assert dialog.none.text().startswith("In no band, ") and " is in no band" in dialog.none.text()
    dialog.documents.setEditText("height = 3")
    dialog._ask()
    assert "cannot ask about" in dialog.wrong.text()
    dialog.documents.setEditText("")
    dialog.limits.setText("none: 0, some: 1-10, much: 11+")
    dialog.name.setText("Days of training")
    dialog.do.click()
    settle(window)
    (found,) = project.store.values(Band)
    assert (found.name, found.ident, found.guid) == ("Days of training", "training", training.guid)
    assert bands.model.rows[0][0] == "Days of training"


def test_a_band_is_taken_away_but_for_what_a_kept_sample_asks(window, project, training):
    window.desk.do(keep_filter(FilterOver.RESPONDENTS, "trained", "training = much", None))
    bands = shown(window)
    bands.remove.click()
    assert "the kept sample 'trained' asks about Training" in bands.fault.text()
    window.desk.undo_stack.undo()
    bands.remove.click()
    assert not project.codebook.bands and bands.empty.isVisible() and bands.new.hasFocus()
    window.desk.undo_stack.undo()
    assert bands.model.rows[0][0] == "Training"


def test_the_tab_of_bands_leads_to_them(window, project):
    panel = window.findChildren(TalliesPanel)[0]
    panel.show_tab(2)
    settle(window)
    part = panel.page.parts[2]
    assert part.state.main.text() == "Make a band"
    part.state.main.click()
    assert front(window, BandsDialog).empty.isVisible()


def test_what_a_band_was_made_from_may_be_gone_and_can_be_chosen_anew(window, project):
    gone = Band(new_guid(), "height", "Height", read_limits("0–1, 2–4"), number_of="height")
    window.desk.do(Change("A band of a file", added=(gone,)))
    bands = shown(window)
    bands.edit.click()
    dialog = front(window, BandDialog)
    assert dialog.source.currentData() == "height"
    assert counted(dialog) == [] and "height" in dialog.wrong.text()
    dialog.source.setCurrentIndex(0)
    assert dialog.list.isVisible() and len(counted(dialog)) == 2
    dialog.reject()
    bands.reject()


def test_a_name_that_is_taken_is_refused(window, project, training):
    shown(window).new.click()
    dialog = front(window, BandDialog)
    dialog.name.setText("borough")
    dialog.limits.setText("0-1, 2+")
    dialog.do.click()
    assert "something else is called 'borough'" in dialog.fault.text().casefold() and dialog.isVisible()
