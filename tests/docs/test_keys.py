"""The list of keys in the guide is that of the window, and keys that are not actions do what the list says."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from fop_coder.gui.panel import Place
from fop_coder.gui.shortcuts import ShortcutsDialog
from fop_coder.model.coding import Coding
from fop_coder.project.documents import codings_of
from scripts.list_keys import MARK, PAGE, page, words_of
from tests.docs.test_guide import DOCS

KEY, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier


def rows(text):
    """Return keys and meaning of each row of the tables in a text."""
    found = re.findall(r"^\| (.+?) \| (.+?) \|$", text, re.MULTILINE)
    return [(k, w) for k, w in found if k not in ("keys", "key", "---")]


def by_hand(heading):
    """Return the keys that a section written by hand lists."""
    part = PAGE.read_text(encoding="utf-8").partition(MARK)[2]
    assert f"## {heading}\n" in part, heading
    return {keys for keys, _ in rows(part.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0])}


def codings(window):
    document = window.panel_named("code").opened.document
    return codings_of(window.desk.open_project, document)[0]


def test_the_list_is_what_the_window_declares(whole_window):
    present = PAGE.read_text(encoding="utf-8")
    assert page(whole_window.actions_known, present) == present, "make screenshots writes the list anew"


def test_keys_are_written_as_on_the_keyboard():
    assert [words_of(k) for k in ("Ctrl+Return", "Ctrl++", "Del", "Alt+PgDown", "/")] == [
        "Ctrl+Enter",
        "Ctrl++",
        "Delete",
        "Alt+Page Down",
        "/",
    ]


def test_keys_named_in_the_page_on_coding_are_the_actions_keys(whole_window):
    """Each name in bold in the table has the keys beside it, in the same order."""
    declared = {spec.title: words_of(spec.shortcut) for spec, _ in whole_window.actions_known}
    checked = 0
    for keys, what in rows((DOCS / "3-coding.md").read_text(encoding="utf-8")):
        names = re.findall(r"\*\*([^*]+)\*\*", what)
        for name, key in zip(names, keys.replace("`", "").split(", "), strict=bool(names)) if names else ():
            assert declared[name] == key, name
            checked += 1
    assert checked >= 9


def test_keys_everywhere(window, qtbot):
    assert by_hand("Everywhere, besides") == {"?", "Esc"}
    window.show_panel("tallies")
    window.go(Place("history"))
    qtbot.keyClick(window.panel.log.table, KEY.Key_Escape)
    assert window.panel.name == "tallies"
    for screen, widget in (("tallies", "table"), ("code", "transcript")):
        window.show_panel(screen)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        qtbot.keyClicks(getattr(window.panel, widget), "?")
        shown = window.findChildren(ShortcutsDialog)
        assert shown and shown[0].isVisible(), screen
        qtbot.keyClick(shown[0], KEY.Key_Escape)
        qtbot.waitUntil(lambda: not window.findChildren(ShortcutsDialog))


def test_keys_in_the_field_that_finds_anything(window, qtbot):
    assert by_hand("In the field of Ctrl+K") == {"Down, Up", "Enter", '> @ # "', "Esc"}
    window.show_palette()
    palette = window.palette_shown
    field = palette.findChild(QLineEdit)
    for sign in ">@#":
        field.setText(sign)
        assert palette.shown and {e.sign for e in palette.shown} == {sign}
    field.setText('"genogram')
    qtbot.waitUntil(lambda: bool(palette.shown) and {e.sign for e in palette.shown} == {'"'})
    field.setText("> history")
    qtbot.keyClick(field, KEY.Key_Down)
    qtbot.keyClick(field, KEY.Key_Up)
    qtbot.keyClick(field, KEY.Key_Return)
    assert window.panel.name == "history" and not palette.isVisible()
    window.show_palette()
    qtbot.keyClick(field, KEY.Key_Escape)
    assert not palette.isVisible()


def test_keys_in_the_transcript(window, qtbot):
    listed = by_hand("In the transcript")
    assert {"Enter, in the field for codes", "Esc, in a field at the side"} <= listed
    assert {"1 … 9, A, B, D, F …", "E, C, L", "Shift+Right, Shift+Down …"} <= listed
    screen = window.panel_named("code")
    transcript = screen.transcript
    transcript.go_to_turn(1)
    qtbot.keyClick(transcript, KEY.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(transcript, KEY.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    passage = transcript.selected()
    assert passage is not None
    before = len(codings(window))
    qtbot.keyClicks(transcript, "2")
    new = [c for c in codings(window) if (c.start, c.end) == passage]
    assert len(codings(window)) == before + 1 and len(new) == 1 and isinstance(new[0], Coding)
    qtbot.keyClicks(transcript, "2")
    assert len(codings(window)) == before
    qtbot.keyClicks(transcript, "/")
    field = screen.right.codebook.field
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "Maps on walls")
    qtbot.keyClick(field, KEY.Key_Return)
    assert "Maps on walls" in [c.name for c in window.desk.open_project.codebook.codes]
    qtbot.keyClicks(transcript, "/")
    qtbot.keyClick(field, KEY.Key_Escape)
    assert transcript.hasFocus()


def test_keys_in_the_grid_of_respondents(window, qtbot):
    assert by_hand("In the grid of respondents") == {"Enter, F2", "Delete", "Ctrl+C, Ctrl+V", "E, C, L"}
    window.show_panel("respondents")
    panel = window.panel_named("respondents")
    qtbot.waitUntil(lambda: panel.table.grid.rowCount() == 25)
    panel.table.show_cell(0, 1)

    def shown():
        return panel.table.grid.index(0, 1).data()

    for key in (KEY.Key_Return, KEY.Key_F2):
        qtbot.keyClick(panel.table, key)
        assert panel.table.state() is panel.table.State.EditingState
        editor = panel.table.focusWidget()
        qtbot.keyClick(editor, KEY.Key_Escape)
    qtbot.keyClick(panel.table, KEY.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == shown() != ""
    was = shown()
    qtbot.keyClick(panel.table, KEY.Key_Delete)
    qtbot.waitUntil(lambda: not shown())
    qtbot.keyClick(panel.table, KEY.Key_V, CONTROL)
    qtbot.waitUntil(lambda: shown() == was)


def test_keys_in_the_tallies(window, qtbot):
    assert by_hand("In the tallies") == {"Enter", "Enter, in the list behind it", "Ctrl+C", "Esc"}
    window.show_panel("tallies")
    panel = window.panel_named("tallies")
    qtbot.waitUntil(lambda: bool(panel.table.tallies.lines))
    qtbot.keyClick(panel.table, KEY.Key_C, CONTROL)
    assert "Planning" in QGuiApplication.clipboard().text()
    qtbot.keyClick(panel.table, KEY.Key_Return)
    assert panel.drawer.isVisible()
    qtbot.keyClick(panel, KEY.Key_Escape)
    assert not panel.drawer.isVisible()
    qtbot.keyClick(panel.table, KEY.Key_Return)
    panel.drawer.focus_list()
    qtbot.keyClick(panel.drawer.focusWidget(), KEY.Key_Return)
    assert window.panel.name == "code"


def test_keys_in_find(window, qtbot):
    assert by_hand("In Find") == {"Enter, in the field", "Enter, on a hit", "a code's key, on hits"}
    window.go(Place("find"))
    panel = window.panel_named("find")
    qtbot.keyClicks(panel.words, "genogram")
    qtbot.waitUntil(lambda: bool(panel.model.hits), timeout=10_000)
    qtbot.keyClick(panel.words, KEY.Key_Return)
    assert panel.hits.hasFocus()
    steps = window.desk.undo_stack.count()
    qtbot.keyClicks(panel.hits, "5")
    assert window.desk.undo_stack.count() == steps + 1
    qtbot.keyClick(panel.hits, KEY.Key_Return)
    assert window.panel.name == "code"


def test_keys_when_importing(window, qtbot, tmp_path):
    assert by_hand("When importing") == {"Enter, in a cell with a role or respondent", "Space, on a file", "Esc"}
    from fop_coder.gui.importing.dialog import ImportDialog
    from fop_coder.gui.importing.model import FILE, RESPONDENT

    (tmp_path / "KC99.txt").write_text("Interviewer: Do you plan?\nKC99: I do.\nInterviewer: Always?\nKC99: Nearly.\n")
    window.project_actions.material.import_transcripts((tmp_path / "KC99.txt",))
    dialog = window.findChildren(ImportDialog)[0]
    qtbot.waitUntil(lambda: bool(dialog.model.entries), timeout=10_000)
    table = dialog.table
    table.setCurrentIndex(dialog.model.index(0, FILE))
    qtbot.keyClick(table, KEY.Key_Space)
    assert not dialog.model.wanted()
    qtbot.keyClick(table, KEY.Key_Space)
    assert len(dialog.model.wanted()) == 1
    table.setCurrentIndex(dialog.model.index(0, RESPONDENT))
    qtbot.keyClick(table, KEY.Key_Return)
    assert table.state() is table.State.EditingState
    qtbot.keyClick(table.focusWidget(), KEY.Key_Escape)
    qtbot.keyClick(dialog, KEY.Key_Escape)
    qtbot.waitUntil(lambda: not window.findChildren(ImportDialog))
