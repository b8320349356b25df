"""The Agreement screen in a window that is too low or too narrow for all of it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication

from fop_coder.gui.theme import Appearance
from fop_coder.model.base import new_guid
from fop_coder.model.codebook import Code, Codebook
from tests.gui.hands import press, settle
from tests.study import Study

pytestmark = pytest.mark.untraced


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
    """Say whether all of a widget lies inside everything around it."""
    around = widget.parentWidget()
    while around is not None and widget.isVisible():
        if not around.rect().contains(QRect(widget.mapTo(around, QPoint(0, 0)), widget.size())):
            return False
        around = around.parentWidget()
    return widget.isVisible()


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


LONG = "Tools and software that respondents say they used, built or maintained themselves in the course of their work"


@pytest.fixture(scope="module")
def long_names(tmp_path_factory):
    """Return a study with fourteen codes, in which all that has a name has a long one."""
    names = [LONG, *(f"Code {number}" for number in range(2, 15))]
    codes = tuple(Code(new_guid(), f"c{n}", name, position=n, colour=n % 12 + 1) for n, name in enumerate(names))
    study = Study(tmp_path_factory.mktemp("long"), Codebook("Many codes", codes))
    said = "We plan ahead with them, and afterwards we look back. " * 12
    visit, coder = "Second visit to the family at the end of the road, in May", "Alexandra Wolfeschlegelsteinhausen"
    study.interview(visit, [("Mia", said.strip())])
    study.assign(coder, visit)
    study.code(visit, "We plan ahead", "c0")
    study.code(visit, "we look back", "c0", coder=coder)
    study.finish(visit)
    study.finish(visit, coder=coder)
    study.project.close()
    return study.path


@pytest.mark.parametrize(("wide", "high"), [(1440, 900), (1920, 1080)])
def test_with_many_codes_and_long_names_everything_that_settles_is_in_sight(bare_window, long_names, qtbot, wide, high):
    bare_window.resize(wide, high)
    assert bare_window.open_project(long_names)
    bare_window.show_panel("agreement")
    part, page = bare_window.panel.part, bare_window.panel.page
    qtbot.waitUntil(lambda: part.pane.model.rowCount() == 2, timeout=20000)
    settle(bare_window)
    QApplication.processEvents()
    assert page.verticalScrollBar().maximum() == 0
    first, second = part.view.sides.columns
    for seen in (part.view.bar, part.view.title, part.view.on, first, second, second.said, page.table):
        assert is_seen(seen)
    assert abs(first.width() - second.width()) <= 1
    assert first.said.whole == LONG
    assert second.name.width() >= 130
    assert page.table.viewport().height() >= 6 * page.table.rowHeight(0)
