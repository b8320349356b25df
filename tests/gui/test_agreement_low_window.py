"""The Agreement screen in a window that is too low or too narrow for all of it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from fop_coder.gui.theme import Appearance
from tests.gui.hands import press, settle


@pytest.fixture
def low(window):
    """The screen in the smallest window; the text is made larger by the tests."""
    window.resize(1100, 700)
    window.show_panel("agreement")
    settle(window)
    assert window.panel.part.pane.model.rowCount()
    return window


def enlarge(window, scale):
    window.theme.apply(Appearance.LIGHT, scale)
    settle(window)
    QApplication.processEvents()


def is_seen(widget):
    return widget.visibleRegion().boundingRect().size() == widget.size()


def test_the_half_that_the_keys_go_to_comes_into_sight_as_a_whole(low):
    part, page = low.panel.part, low.panel.page
    assert not is_seen(part.view.bar)
    while QApplication.focusWidget() is not part.pane.list:
        press("F6")
    assert is_seen(part.view.bar)
    assert is_seen(part.view.title)
    while QApplication.focusWidget() is not page.table:
        press("F6")
    assert page.verticalScrollBar().value() == 0
    assert is_seen(page.table)


def test_where_even_a_half_is_too_high_what_has_the_focus_is_seen(low):
    enlarge(low, 1.5)
    part = low.panel.part
    part.focus_list()
    assert part.height() > low.panel.page.viewport().height(), "the window is not low enough for this test"
    assert is_seen(part.view.title)
    press("R")
    assert QApplication.focusWidget() is part.view.bar.note
    assert is_seen(part.view.bar.note)


@pytest.mark.parametrize("level", ["respondent", "group", "passage", "criterion"])
def test_nothing_lies_beyond_the_right_edge(low, level):
    enlarge(low, 1.5)
    low.actions_known.action(f"agreement.by_{level}").trigger()
    settle(low)
    page = low.panel.page
    assert page.widget().width() <= page.viewport().width()
    units = low.panel.controls.units
    assert units.height() >= units.heightForWidth(units.width()), "the words on what is compared are cut off"


def test_the_sentence_on_what_is_open_is_whole(low):
    enlarge(low, 1.5)
    status = low.status
    sentence = status.sentence
    assert sentence.text() == "11 disagreements are open. The consensus is pending for 6 respondents."
    assert sentence.width() >= sentence.fontMetrics().horizontalAdvance(sentence.text())
    assert not status.reading.isVisible()
    low.resize(1920, 900)
    QApplication.processEvents()
    assert status.reading.isVisible() and status.who.isVisible()


def test_a_coder_named_first_coder_is_not_said_to_be_that_twice(low):
    low.resize(1920, 1000)
    settle(low)
    first, second = low.panel.part.view.sides.columns
    assert (first.name.whole, second.name.whole) == ("First coder", "Second coder")
    assert not first.role.isVisible() and not second.role.isVisible()
