"""The window around the screens: rail, status line, menus, going back, what it remembers, dialogs, settings, keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton

from fop_coder.coding.respondents import add_respondents
from fop_coder.gui import app, dialogs
from fop_coder.gui.main_window import MainWindow
from fop_coder.gui.menus import PaletteButton
from fop_coder.gui.panel import Place
from fop_coder.gui.settings_dialog import SettingsDialog
from fop_coder.gui.shortcuts import ShortcutsDialog
from fop_coder.gui.theme import Appearance
from fop_coder.model.documents import Document
from fop_coder.model.errors import ChangeRefused, ImportRefused, ProjectLocked
from fop_coder.project.reading_done import reopen_change


@pytest.fixture
def theme_after(theme):
    """The theme, put back as it was."""
    yield theme
    theme.apply(Appearance.LIGHT, 1.0, system_letters=False)


def press(window, qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget() or window, key, modifier)


# ---- the rail --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scale", [0.8, 1.0, 1.5, 2.0])
def test_every_screen_is_named_in_full_at_every_text_size(window, theme_after, scale):
    theme_after.apply(scale=scale)
    QCoreApplication.processEvents()
    for button in window.rail.findChildren(QToolButton):
        wanted = QFontMetrics(theme_after.sans(12, 600)).horizontalAdvance(button.text())
        assert button.width() >= wanted, f"{button.text()} is cut off at {scale}"
        assert button.height() >= 24
        assert window.rail.rect().contains(button.geometry()), f"{button.text()} lies outside at {scale}"


def test_the_shown_screen_is_marked_by_more_than_colour(window, qtbot):
    tallies = window.rail.buttons["tallies"]
    before = tallies.grab().toImage()
    qtbot.mouseClick(tallies, Qt.MouseButton.LeftButton)
    assert window.panel.name == "tallies"
    assert [name for name, b in window.rail.buttons.items() if b.isChecked()] == ["tallies"]
    qtbot.wait(10)
    ground = window.theme.colour("sel")
    assert tallies.grab().toImage().pixelColor(8, tallies.height() // 2) == ground
    assert before.pixelColor(8, tallies.height() // 2) != ground
    edge = window.rail.grab().toImage().pixelColor(1, tallies.geometry().center().y())
    assert edge == window.theme.colour("accent")


def test_settings_stand_at_the_foot_of_the_rail(window, qtbot):
    foot = next(b for b in window.rail.findChildren(QToolButton) if b.text() == "Settings")
    assert foot.geometry().top() > window.rail.buttons["history"].geometry().bottom()
    qtbot.mouseClick(foot, Qt.MouseButton.LeftButton)
    (dialog,) = window.findChildren(SettingsDialog)
    dialog.reject()


# ---- the status line -------------------------------------------------------------------------------------------------


def test_the_status_line_says_who_where_and_how_far(window, qtbot):
    status, project = window.status, window.desk.open_project
    documents = project.store.values(Document)
    window.go(Place("code", document=documents[2].guid))
    assert status.reading.text() == "Document 3 of 25 · 25 finished"
    window.desk.apply(reopen_change(project, documents[2]))
    assert status.reading.text() == "Document 3 of 25 · 24 finished"
    window.show_panel("tallies")
    assert status.reading.text() == "24 of 25 finished"
    assert status.saved.isVisible() and status.saved.text() == "All changes are on disk"
    assert status.who.text() == "Coder: First coder"
    left = status.saved.mapTo(status, status.saved.rect().topLeft()).x()
    assert left >= 10, "text sticks to the window's edge"


def test_choosing_another_document_is_told_at_once(window):
    documents = window.desk.open_project.store.values(Document)
    window.panel.open(documents[6].guid)
    assert window.status.reading.text().startswith("Document 7 of 25")


def test_what_can_be_undone_is_offered_for_a_while(window, qtbot):
    window.desk.apply(add_respondents(["Ash"]))
    window.offer_undo("Ash was added")
    status = window.status
    assert status.sentence.text() == "Ash was added" and status.undo.isVisible()
    qtbot.mouseClick(status.undo, Qt.MouseButton.LeftButton)
    assert "Ash" not in {r.label for r in window.desk.open_project.store.values(type(_respondent(window)))}
    status.unsay()
    assert not status.undo.isVisible() and not status.sentence.text()


def _respondent(window):
    return window.desk.open_project.respondent_labelled("HF01")


def test_long_work_is_named_with_its_progress_and_can_be_cancelled(window, qtbot):
    ended = []

    def job(progress, cancelled):
        progress(3, 8)
        while not cancelled():
            pass
        raise ChangeRefused("it was stopped")

    window.runner.run("Counting", job, ended.append, ended.append)
    qtbot.waitUntil(window.status.working.isVisible)
    qtbot.waitUntil(lambda: window.status.working.text() == "Counting, 3 of 8")
    qtbot.mouseClick(window.status.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(ended))
    assert not window.status.working.isVisible() and not window.status.cancel.isVisible()


def test_short_work_does_not_flicker(window, qtbot):
    window.runner.run("Adding", lambda progress, cancelled: 3, lambda _: None, lambda _: None)
    assert not window.status.working.isVisible()
    qtbot.waitUntil(lambda: not window.runner.tasks)
    qtbot.wait(450)
    assert not window.status.working.isVisible()


# ---- menus and ways back ---------------------------------------------------------------------------------------------


def test_the_view_menu_begins_with_the_screens_and_marks_the_colours(window, theme_after):
    names = [a.objectName() for a in window._menus.by_name["View"].actions() if not a.isSeparator()]
    assert names[:3] == ["view.code", "view.respondents", "view.tallies"]
    assert names[-3:] == ["view.light", "view.dark", "view.system"]
    window.actions_known.action("view.dark").trigger()
    assert window.actions_known.action("view.dark").isChecked()
    assert not window.actions_known.action("view.light").isChecked()


def test_filling_the_menus_again_doubles_nothing(window):
    before = {name: len(menu.actions()) for name, menu in window._menus.by_name.items()}
    window._menus.fill()
    assert {name: len(menu.actions()) for name, menu in window._menus.by_name.items()} == before


def test_the_field_in_the_menu_bar_opens_the_palette(window, qtbot):
    qtbot.mouseClick(window.menuBar().findChild(PaletteButton), Qt.MouseButton.LeftButton)
    assert window.palette_shown.isVisible()
    qtbot.keyClick(window.palette_shown._field, Qt.Key.Key_Escape)
    assert not window.palette_shown.isVisible()


def test_esc_goes_back_to_where_one_was(window, qtbot):
    document = window.desk.open_project.store.values(Document)[4]
    window.panel.open(document.guid)
    window.go(Place("tallies"))
    window.panel.setFocus()
    qtbot.keyClick(window.panel, Qt.Key.Key_Escape)
    assert window.panel.name == "code"
    assert window.panel.place().document == document.guid
    assert not window.can_go_back()


def test_a_question_mark_shows_all_keys(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_Question)
    (dialog,) = window.findChildren(ShortcutsDialog)
    assert dialog.isVisible()
    dialog.reject()


def test_f6_goes_round_the_panes_and_the_rail(window, qtbot):
    window.show_panel("code")
    seen = set()
    for _ in range(len(window._panes())):
        window.walk.next()
        seen.add(QApplication.focusWidget())
    assert window.rail.buttons["code"] in seen
    here = QApplication.focusWidget()
    window.walk.next()
    window.walk.previous()
    assert QApplication.focusWidget() is here


# ---- what is remembered ----------------------------------------------------------------------------------------------


def another_window(theme, preferences, qtbot):
    window = MainWindow(theme, preferences, app.all_panels())
    window.show()
    qtbot.waitExposed(window)
    return window


def gone(window):
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_the_next_start_is_as_the_window_was_left(bare_window, qtbot, theme, preferences, sample_copy):
    assert bare_window.open_project(sample_copy)
    bare_window.resize(1100, 720)  # no larger than the screen there is not
    bare_window.show_panel("find")
    bare_window.close()
    again = another_window(theme, preferences, qtbot)
    found = (again.height(), preferences.recent(), again.open_project(sample_copy), again.panel.name)
    gone(again)
    assert found == (720, [sample_copy], True, "find")


def test_a_screen_that_is_no_more_is_not_looked_for(bare_window, preferences, sample_copy):
    preferences.set_plain("window/screens", {str(sample_copy): "matrix of old"})
    assert bare_window.open_project(sample_copy)
    assert bare_window.panel.name == "code"


def test_reading_only_is_said_where_it_is_seen(bare_window, sample_copy):
    bare_window.desk.open(sample_copy, read_only=True)
    assert bare_window.status.saved.text() == "Open for reading only"
    assert "(reading only)" in bare_window.windowTitle()


# ---- dialogs ---------------------------------------------------------------------------------------------------------


def test_an_error_says_what_where_that_nothing_changed_and_what_to_do(window, qtbot):
    error = ImportRefused("people.xlsx", "the column days holds 1O", line=14, do="Correct the cell")
    dialog = dialogs.error_dialog(window, error)
    qtbot.addWidget(dialog)
    assert dialog.heading.text() == "people.xlsx, row 14: the column days holds 1O."
    assert dialog.words.text() == "Nothing was changed.\nCorrect the cell."
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in (dialog.heading, dialog.words))
    dialog.open()
    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == str(error)
    assert dialog.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert not dialog.isVisible()


def test_an_error_of_another_kind_is_said_as_it_is(window, qtbot):
    dialog = dialogs.error_dialog(window, ValueError("no such thing"))
    qtbot.addWidget(dialog)
    assert dialog.heading.text() == "No such thing."
    assert not dialog.words.text()


@pytest.mark.parametrize(("key", "answer"), [(Qt.Key.Key_Return, True), (Qt.Key.Key_Escape, False)])
def test_a_question_is_answered_by_enter_or_left_by_esc(window, qtbot, key, answer):
    dialog = dialogs.question_dialog(window, "Open", "study.fop\n\nIt is open elsewhere.", "Read it", "Leave it")
    qtbot.addWidget(dialog)
    dialog.open()
    assert [b.text() for b in dialog.findChildren(QPushButton)] == ["Leave it", "Read it"]
    assert dialog.heading.text() == "study.fop"
    qtbot.keyClick(dialog, key)
    assert dialog.chosen is answer
    assert not dialog.isVisible()


def test_a_project_open_elsewhere_that_cannot_be_read_either_is_an_error(bare_window, monkeypatch, sample_copy):
    told = []

    def locked(path, *, read_only=False):
        raise ProjectLocked("is open", where=str(path), do="Close it")

    monkeypatch.setattr(bare_window.desk, "open", locked)
    monkeypatch.setattr(dialogs, "ask", lambda *_: True)
    monkeypatch.setattr(dialogs, "show_error", lambda _parent, error: told.append(error))
    assert not bare_window.open_project(sample_copy)
    assert isinstance(told[0], ProjectLocked)


# ---- settings --------------------------------------------------------------------------------------------------------


def test_looks_are_tried_at_once_and_taken_back_by_cancel(window, qtbot, theme_after, preferences):
    dialog = SettingsDialog(window, window._around)
    qtbot.addWidget(dialog)
    dialog._appearance.setCurrentIndex(dialog._appearance.findData("dark"))
    dialog._size.setValue(150)
    dialog._letters.setChecked(True)
    assert theme_after.is_dark and theme_after.scale == 1.5 and theme_after.has_system_letters
    dialog.reject()
    assert not theme_after.is_dark and theme_after.scale == 1.0 and not theme_after.has_system_letters
    assert preferences.text("appearance", "none") == "none"


def test_looks_that_are_used_are_remembered(window, qtbot, theme_after, preferences):
    dialog = SettingsDialog(window, window._around)
    qtbot.addWidget(dialog)
    dialog._size.setValue(120)
    dialog.accept()
    assert preferences.number("text_scale", 0) == pytest.approx(1.2)
    assert window.desk.undo_stack.count() == 0


def test_a_project_without_a_name_is_refused_and_the_dialog_stays(window, qtbot, monkeypatch):
    told = []
    monkeypatch.setattr(dialogs, "show_error", lambda _parent, error: told.append(error))
    dialog = SettingsDialog(window, window._around)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog._name.clear()
    dialog.accept()
    assert "name" in str(told[0]) and dialog.isVisible()
    dialog.reject()


# ---- keys ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def keys(window, qtbot):
    window.show_shortcuts()
    (dialog,) = window.findChildren(ShortcutsDialog)
    yield dialog
    dialog.reject()


def choose(dialog, words):
    dialog._filter.setText(words)
    return dialog._table.currentRow()


def test_new_keys_are_typed_used_and_taken_back(window, keys, qtbot, preferences):
    row = choose(keys, "back up")
    keys._keys.setFocus()
    qtbot.keyClick(keys._keys, Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    qtbot.mouseClick(keys._set, Qt.MouseButton.LeftButton)
    assert keys._cell(row, 2) == "Ctrl+U"
    assert "Back up has the keys Ctrl+U now" in keys._note.text()
    assert window.actions_known.action("project.backup").shortcut() == QKeySequence("Ctrl+U")
    qtbot.mouseClick(keys._all_usual, Qt.MouseButton.LeftButton)
    assert keys._cell(row, 2) == ""
    assert preferences.plain("shortcuts", None) == {}
    assert not keys._all_usual.isEnabled()


def test_usual_keys_of_one_action_come_back(window, keys, qtbot):
    row = choose(keys, "new project")
    keys._keys.clear()
    qtbot.mouseClick(keys._set, Qt.MouseButton.LeftButton)
    assert keys._cell(row, 2) == "" and "no keys now" in keys._note.text()
    qtbot.mouseClick(keys._usual, Qt.MouseButton.LeftButton)
    assert keys._cell(row, 2) == "Ctrl+N"


def test_single_letters_stay_with_the_codes(window, keys, qtbot):
    choose(keys, "look for damage")
    keys._keys.setKeySequence(QKeySequence("7"))
    qtbot.mouseClick(keys._set, Qt.MouseButton.LeftButton)
    assert "kept for codes" in keys._note.text()
    assert window.actions_known.action("project.verify").shortcut().isEmpty()


def test_the_list_says_when_nothing_is_found(keys, qtbot):
    choose(keys, "no such thing")
    assert keys._nothing.isVisible()
    choose(keys, "ctrl+k")
    assert not keys._nothing.isVisible()
    shown = [keys._cell(r, 0) for r in range(keys._table.rowCount()) if not keys._table.isRowHidden(r)]
    assert shown == ["Find or do anything"]


def test_enter_on_a_row_begins_to_change_its_keys(keys, qtbot):
    choose(keys, "back up")
    keys._table.setFocus()
    qtbot.keyClick(keys._table, Qt.Key.Key_Return)
    assert keys._keys.hasFocus() or keys._keys.isAncestorOf(QApplication.focusWidget())


def test_every_label_of_the_frame_is_plain_or_ours(window):
    assert all("<" not in label.text() for label in window.status.findChildren(QLabel))


@pytest.mark.parametrize(("wide", "scale"), [(1440, 1.0), (1100, 1.5), (1100, 2.0), (1920, 1.0)])
def test_the_field_in_the_menu_bar_covers_no_menu(window, theme_after, qtbot, wide, scale):
    theme_after.apply(scale=scale)
    window.resize(wide, 700)
    qtbot.wait(30)
    bar = window.menuBar()
    button = bar.findChild(PaletteButton)
    left = button.mapTo(bar, button.rect().topLeft()).x()
    for action in bar.actions():
        if action.isVisible():
            assert bar.actionGeometry(action).right() < left, f"{action.text()} is covered at {wide}, {scale}"
    assert button.width() >= 24
    button.grab()
