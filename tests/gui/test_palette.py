"""The command palette: what it finds, in which order, how it is used by keys and mouse."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit

from fop_coder.gui.palette_entries import Entry, Heading, headed, matching, runs
from fop_coder.gui.palette_list import EntryModel

NO_KEY = Qt.KeyboardModifier.NoModifier


def entry(sign, title, detail=""):
    return Entry(sign, title, detail, "", "ph.tag", lambda: None)


SOME = [
    entry(">", "Export tables"),
    entry(">", "Show the plan"),
    entry("#", "Planning"),
    entry("@", "RB07", "respondent"),
    entry("@", "Table talk", "document"),
]


def titles(typed):
    return [e.title for e in matching(SOME, typed)]


def type_in(window, qtbot, words):
    if not window.palette_shown.isVisible():
        qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    field = window.palette_shown.findChild(QLineEdit)
    field.clear()
    qtbot.keyClicks(field, words)
    return field


def test_what_begins_with_the_words_comes_first_kind_by_kind():
    assert titles("plan") == ["Planning", "Show the plan"]
    assert titles("table") == ["Table talk", "Export tables"]
    assert titles("") == [e.title for e in sorted(SOME, key=lambda e: ">#@".index(e.sign))]


def test_a_sign_narrows_the_kind():
    assert titles(">plan") == ["Show the plan"]
    assert titles("#plan") == ["Planning"]
    assert titles("@") == ["RB07", "Table talk"]
    assert titles("@respondent") == ["RB07"]
    assert titles('"plan') == []


def test_each_kind_has_a_heading():
    rows = headed(matching(SOME, "t"))
    assert isinstance(rows[0], Heading)
    assert [r.words for r in rows if isinstance(r, Heading)] == ["Respondents and documents", "Do"]


def test_a_title_typed_in_full_comes_before_longer_ones_that_begin_with_it(window, qtbot):
    type_in(window, qtbot, ">agreement")
    assert window.palette_shown.shown[0].title == "Agreement"
    assert len(window.palette_shown.shown) > 1


def test_what_was_typed_is_marked_in_the_title():
    assert runs("Show the plan", ["plan", "sh"]) == [("Sh", True), ("ow the ", False), ("plan", True)]
    assert runs("a.b", ["."]) == [("a", False), (".", True), ("b", False)]
    assert runs("Planning", []) == [("Planning", False)]


def test_the_model_is_sound_and_steps_over_headings(qapp):
    model = EntryModel(qapp)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    assert model.step(-1, 0) == -1
    model.show(headed(matching(SOME, "")), [])
    first = model.step(-1, 0)
    assert isinstance(model.rows[0], Heading) and first == 1
    assert model.step(first, -1) == first
    assert model.rows[model.step(first, 2)].title == "Planning"
    assert model.step(first, 99) == len(model.rows) - 1
    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsSelectable
    assert model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole) == "Do"
    assert model.data(model.index(0), Qt.ItemDataRole.DecorationRole) is None
    assert model.data(model.index(1), Qt.ItemDataRole.DecorationRole) is None
    assert model.data(QModelIndex()) is None
    model.show([], [])
    model.deleteLater()


def test_every_kind_is_found_by_its_sign(window, qtbot):
    project = window.desk.open_project
    type_in(window, qtbot, "#")
    assert [e.title for e in window.palette_shown.shown] == [c.name for c in project.codebook.codes if not c.retired]
    type_in(window, qtbot, "@kc07")
    assert {e.detail for e in window.palette_shown.shown} == {"respondent", "document, its text"}
    type_in(window, qtbot, ">finish")
    assert "Finish and next" in [e.title for e in window.palette_shown.shown]
    assert all(e.sign == ">" for e in window.palette_shown.shown)


def test_arrows_choose_and_enter_goes_there(window, qtbot):
    field = type_in(window, qtbot, "@kc07")
    at = [e.detail for e in window.palette_shown.shown].index("document, its text")
    for _ in range(at):
        qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert not window.palette_shown.isVisible()
    assert window.panel.name == "code"
    assert "KC07" in window.panel.opened.document.name


def test_words_in_transcripts_are_found_and_lead_to_their_place(window, qtbot):
    field = type_in(window, qtbot, '"genogram')
    qtbot.keyClick(field, Qt.Key.Key_Return)  # at once, before the pause is over
    assert window.panel.name == "code"
    opened = window.panel.opened
    text = window.desk.open_project.store.text(opened.document.guid)
    start = window.panel.place().position
    assert text[start : start + 8].casefold() == "genogram"


def test_passages_come_below_names_after_a_pause(window, qtbot):
    type_in(window, qtbot, "plan")
    signs = [e.sign for e in window.palette_shown.shown]
    assert '"' not in signs
    qtbot.waitUntil(lambda: '"' in [e.sign for e in window.palette_shown.shown])
    signs = [e.sign for e in window.palette_shown.shown]
    assert signs[0] == "#" and signs[-1] == '"'
    assert all("plan" in e.title.casefold() for e in window.palette_shown.shown if e.sign == '"')


def test_what_is_nowhere_is_said(window, qtbot):
    field = type_in(window, qtbot, "zzzqqq")
    assert window.palette_shown._nothing.isVisible()
    qtbot.waitUntil(lambda: "Nothing has “zzzqqq”" in window.palette_shown._nothing.text())
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert window.palette_shown.isVisible()
    qtbot.keyClick(field, Qt.Key.Key_Down)
    type_in(window, qtbot, '"(')
    qtbot.wait(200)
    assert window.palette_shown.shown == []


def test_clicks_choose_or_leave(window, qtbot):
    type_in(window, qtbot, "#hypotheses")
    palette = window.palette_shown
    row = palette._model.step(-1, 0)
    place = palette._list.visualRect(palette._model.index(row)).center()
    qtbot.mouseClick(palette._list.viewport(), Qt.MouseButton.LeftButton, NO_KEY, place)
    assert window.panel.name == "tallies"
    type_in(window, qtbot, "x")
    qtbot.mouseClick(palette, Qt.MouseButton.LeftButton, NO_KEY, palette._card.geometry().center())
    assert palette.isVisible()
    qtbot.mouseClick(palette, Qt.MouseButton.LeftButton, NO_KEY, QPoint(5, palette.height() - 5))
    assert not palette.isVisible()


def test_it_gives_the_focus_back_and_follows_the_window(window, qtbot):
    window.rail.buttons["find"].setFocus()
    window.show_palette()
    window.resize(1200, 760)
    qtbot.wait(10)
    assert window.palette_shown.size() == window.rect().size()
    window.show_palette()
    assert not window.palette_shown.isVisible()
    assert window.rail.buttons["find"].hasFocus()


def test_without_a_project_it_offers_what_needs_none(bare_window, qtbot):
    type_in(bare_window, qtbot, "")
    assert {e.sign for e in bare_window.palette_shown.shown} == {">"}
    type_in(bare_window, qtbot, '"genogram')
    qtbot.wait(200)
    assert bare_window.palette_shown.shown == []
    bare_window.palette_shown.leave()
