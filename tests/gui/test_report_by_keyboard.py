"""From the sample project to a Word report without the mouse, by the ways that menus, hints and palette show."""

from __future__ import annotations

from dataclasses import replace

import docx
import pytest
from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QComboBox, QListView

from fop_coder.gui import files
from fop_coder.gui.panels.report.quoting import QuotingDialog
from fop_coder.gui.panels.report.shown import GridTable
from fop_coder.gui.theme import BODY, Appearance
from fop_coder.model.change import Change
from fop_coder.model.coding import Coding
from fop_coder.project.quotations import star_change
from tests.gui.hands import give_back, open_above, press, settle

pytestmark = pytest.mark.untraced

SENTENCES = [
    "Nearly all family social workers (22/25) referred to planning before visits, of whom 15 FoP-minded.",
    "About half of the family social workers (12/25) referred to hypotheses about the family, of whom 7 FoP-minded.",
    "Most family social workers (17/25) referred to engagement with the family, of whom 13 FoP-minded.",
    "Fewer than half of the family social workers (8/25) did not mention engagement with the family.",
]


@pytest.fixture
def keys(window, qtbot):
    """Return a hand that presses keys one after the other, each when the window has done with the last."""

    def pressed(*several):
        for one in several:
            press(one)
            settle(window)

    return pressed


@pytest.fixture
def do(window, keys, qtbot):
    """Return a hand that does what the palette finds for some words."""

    def done(words):
        keys("Ctrl+K")
        qtbot.keyClicks(QApplication.focusWidget(), words)
        keys("Return")

    return done


def focus():
    return QApplication.focusWidget()


def when_open(kind, answer):
    """Answer a dialog of a kind as soon as it is open and takes keys."""

    def look():
        shown = open_above()
        if isinstance(shown, kind) and focus() is not None and shown.isAncestorOf(focus()):
            answer()
        else:
            QTimer.singleShot(10, look)

    QTimer.singleShot(0, look)


def test_a_report_is_put_together_and_written_by_keys_alone(window, keys, do, qtbot, tmp_path, monkeypatch):
    out = tmp_path / "report.docx"
    monkeypatch.setattr(files, "choose_new_file", lambda *_: out)
    keys("Ctrl+3")
    for before in ((), ("Down",), ("Down",)):
        keys(*before)
        do("add the sentence to")
    do("those who did not")
    do("add the table")
    do("divide")
    keys("Down", "Return", "Ctrl+3")
    do("add the table")
    do("cross-tables")
    do("add the table")
    do("tallies of codes")
    keys("Ctrl+Home", "Right", "Return", "F6")
    for number in range(5):
        keys(*("Down", "Down", "Down") if number else (), "Return", "Ctrl+Shift+Q", "Alt+Left")
    keys("Ctrl+8", "End")
    when_open(QuotingDialog, lambda: [press(key) for key in ("Space", *("Down", "Space") * 4, "Return")])
    do("add quotations")
    give_back(window)
    assert focus().accessibleName().startswith("8. Quotation: “I spent two evenings"), "the first of the new items"
    do("add a heading to the report")
    qtbot.keyClicks(focus(), "What social workers said")
    keys("Return", *["Alt+Up"] * 13, "Ctrl+Return")
    qtbot.waitUntil(out.exists, timeout=20_000)
    settle(window)
    document = docx.Document(str(out))
    shown = [paragraph.text for paragraph in document.paragraphs]
    assert next(p.text for p in document.paragraphs if p.style.name == "Heading 1") == "What social workers said"
    assert [line for line in shown if line in SENTENCES] == SENTENCES
    assert len(document.tables) == 3
    quotations = [p.text for p in document.paragraphs if p.style.name == "Quote"]
    assert len(set(quotations)) == 5 and "“I spent two evenings on it ahead of the visit" in "".join(quotations)


def test_f6_goes_from_the_figures_to_who_is_behind_them(window, keys):
    keys("Ctrl+3", "Return", "F6")
    panel = window.panel_named("tallies")
    assert panel.drawer.isVisible() and panel.drawer.isAncestorOf(focus())
    assert isinstance(focus(), QListView) and focus().currentIndex().row() == 0, "Enter would open nothing"
    keys("Shift+F6")
    assert focus() is panel.table
    keys("F6", "Return")
    assert window.panel.name == "code", "Enter opens the passage in its transcript"


def test_the_palette_divides_the_figures(window, keys, do):
    keys("Ctrl+3")
    do("divide")
    keys("Down", "Return")
    panel = window.panel_named("tallies")
    assert panel.controls.by.currentText() == "borough" and not isinstance(open_above(), QComboBox)
    assert panel.table.tallies.groups == ["LBHF", "RBKC", "WCC"]


def test_no_group_loses_its_size_at_the_end_of_its_heading(window, keys):
    keys("Ctrl+3")
    panel = window.panel_named("tallies")
    panel.controls.by.setCurrentText("role")
    panel.ask()
    settle(window)
    header = panel.table.horizontalHeader()
    headings = {n: panel.table.tallies.heading(n) for n in range(3, panel.table.tallies.went_column)}
    assert "long term senior practitioner (1)" in headings.values()
    for column, heading in headings.items():
        assert panel.table.columnWidth(column) > header.fontMetrics().horizontalAdvance(heading), heading
    assert header.textElideMode() is Qt.TextElideMode.ElideMiddle


def test_quotations_to_be_chosen_are_shown_whole_with_their_labels(window, keys):
    project = window.desk.project
    planning = project.code_named("planning").guid
    longest = sorted(project.store.values(Coding, code=planning), key=lambda c: c.start - c.end)
    for coding in longest[:12]:
        window.desk.apply(star_change(project, coding.guid))
    keys("Ctrl+8")
    looked = []

    def look(listing):
        for row in range(listing.count()):
            item = listing.item(row)
            listing.setCurrentRow(row)
            room = listing.visualItemRect(item)
            looked.append((item.text(), room, listing.fontMetrics()))
            picture = listing.viewport().grab(room.intersected(listing.viewport().rect())).toImage()
            below = range(picture.height() - 3 - listing.fontMetrics().height() // 2, picture.height() - 3)
            ink = {picture.pixelColor(x, y).lightness() for y in below for x in range(40, picture.width() // 3)}
            assert min(ink) < 120, f"the last line is missing: {item.text()[-40:]}"

    def leave():
        try:
            look(open_above().list)
        finally:
            open_above().reject()

    when_open(QuotingDialog, leave)
    window.panel_named("report").choose_quotations()
    give_back(window)
    assert len(looked) == 12
    for text, room, metrics in looked:
        words = QRect(0, 0, room.width() - 34, 20_000)
        assert room.height() >= metrics.boundingRect(words, int(Qt.TextFlag.TextWordWrap), text).height(), text


def test_formats_are_named_whole_in_a_small_window_with_large_text(window, theme, keys):
    theme.apply(Appearance.LIGHT, 1.5)
    window.resize(1100, 700)
    keys("Ctrl+7")
    buttons = window.panel_named("export").formats.values()
    metrics = QFontMetrics(theme.sans(BODY, 600))
    for button in buttons:
        longest = max(map(metrics.horizontalAdvance, button.text().split()))
        assert longest <= button.width() - theme.px(12), button.text()
        assert button.toolTip().startswith(button.text())


def test_figures_stay_in_sight_beside_a_long_name(window, keys, do):
    project = window.desk.project
    planning = project.code_named("planning")
    long = replace(planning, name=" ".join(["What families say of the time between two visits"] * 4))
    window.desk.apply(Change("rename", (planning,), (long,)))
    keys("Ctrl+3")
    do("add the table")
    do("add a chart")
    keys("Ctrl+8", "End")
    report = window.panel_named("report")
    assert focus() is report.page.views[-1], "End goes to the last item"
    keys("Home")
    assert focus() is report.page.views[0]
    (table,) = report.findChildren(GridTable)
    assert table.horizontalScrollBar().maximum() == 0, "all figures stand beside the names"
    assert table.rowHeight(0) > 2 * table.rowHeight(1), "the name goes on beneath"
