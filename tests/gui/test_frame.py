"""The frame without any real screen: actions, palette, keys, undo with names, appearance, a project open elsewhere."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout

from fop_coder.coding.respondents import add_respondents
from fop_coder.gui import dialogs
from fop_coder.gui.actions import ActionSpec
from fop_coder.gui.main_window import MainWindow
from fop_coder.gui.panel import Panel, Place
from fop_coder.gui.settings_dialog import SettingsDialog
from fop_coder.gui.shortcuts import ShortcutsDialog, clash
from fop_coder.gui.theme import Appearance
from fop_coder.model.errors import ChangeRefused, FopCoderError
from fop_coder.model.people import Respondent
from fop_coder.project import Project


class Beginning(Panel):
    name, title, icon = "start", "Start", "ph.house"

    def __init__(self, around):
        super().__init__(around)
        QVBoxLayout(self).addWidget(QPushButton("Begin"))


class Work(Panel):
    name, title, icon = "code", "Code", "ph.highlighter-circle"

    def __init__(self, around):
        super().__init__(around)
        self.places = []
        self.changes = []
        self.field = QLineEdit()
        QVBoxLayout(self).addWidget(self.field)

    def action_specs(self):
        add = ActionSpec("work.add", "Add Ash", "Respondents", self.add, "Ctrl+J", writes=True, context="code")
        return [add]

    def add(self):
        self.desk.apply(add_respondents(["Ash"]))

    def project_changed(self, kinds):
        self.changes.append(kinds)

    def go(self, place):
        self.places.append(place)


class Counting(Work):
    name, title, icon = "tallies", "Tallies", "ph.chart-bar-horizontal"

    def action_specs(self):
        return []


@pytest.fixture
def frame(qtbot, theme, preferences):
    theme.apply(Appearance.LIGHT, 1.0)
    before = set(QApplication.topLevelWidgets())
    window = MainWindow(theme, preferences, [Beginning, Work, Counting])
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
    assert not [w for w in QApplication.topLevelWidgets() if w not in before]


@pytest.fixture
def opened(frame, sample_copy):
    assert frame.open_project(sample_copy)
    return frame


def labels(window):
    return [r.label for r in window.desk.open_project.store.values(Respondent)]


def test_every_action_has_a_title_and_its_own_keys(frame):
    seen = {}
    for spec, action in frame.actions_known:
        assert action.text().strip() and "&" not in spec.title
        assert clash(frame.actions_known, spec.id, action.shortcut()) is None, spec.id
        seen[spec.id] = action
    assert {"edit.undo", "view.palette", "window.settings", "view.code", "work.add"} <= set(seen)


def test_an_edit_is_undone_and_redone_by_keys_and_named(qtbot, opened):
    work = opened.panel_named("code")
    work.field.setFocus()
    work.add()
    assert "Ash" in labels(opened)
    assert opened.actions_known.action("edit.undo").text() == "Undo: Add Ash"
    opened.actions_known.action("edit.undo").trigger()
    assert "Ash" not in labels(opened)
    assert opened.actions_known.action("edit.redo").text() == "Redo: Add Ash"
    opened.actions_known.action("edit.redo").trigger()
    opened.actions_known.action("edit.undo").trigger()
    assert "Ash" not in labels(opened)
    assert opened.desk.open_project.verify() == []
    assert work.changes == [frozenset({Respondent})] * 4


def test_a_refused_edit_is_one_dialog_and_changes_nothing(opened, monkeypatch):
    told = []
    monkeypatch.setattr(dialogs, "show_error", lambda parent, error: told.append(error))
    work = opened.panel_named("code")
    work.add()
    work.add()
    assert len(told) == 1 and isinstance(told[0], ChangeRefused)
    assert labels(opened).count("Ash") == 1
    assert opened.desk.undo_stack.count() == 1


def test_the_palette_finds_by_parts_of_names_and_does_it(qtbot, opened):
    opened.show_palette()
    palette = opened.palette_shown
    assert palette.isVisible()
    field = palette.findChild(QLineEdit)
    qtbot.keyClicks(field, "respondent kc0")
    assert [e.title for e in palette.shown][:3] == ["KC01", "KC02", "KC03"]
    field.clear()
    qtbot.keyClicks(field, "#hypo")
    assert [e.title for e in palette.shown] == ["Hypotheses"]
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert not palette.isVisible()
    (place,) = opened.panel_named("tallies").places
    assert place.code == opened.desk.open_project.code_named("hypotheses").guid
    opened.go_back()
    assert opened.panel.name == "code"


def test_the_palette_looks_into_the_transcripts(qtbot, opened):
    opened.show_palette()
    field = opened.palette_shown.findChild(QLineEdit)
    qtbot.keyClicks(field, '"genogram')
    qtbot.waitUntil(lambda: {e.sign for e in opened.palette_shown.shown} == {'"'})
    assert all("genogram" in e.title.casefold() for e in opened.palette_shown.shown)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not opened.palette_shown.isVisible()


def test_appearance_and_text_size_are_kept(opened, preferences):
    opened.actions_known.action("view.dark").trigger()
    opened.actions_known.action("view.larger").trigger()
    assert opened.theme.is_dark and opened.theme.scale == pytest.approx(1.1)
    assert (preferences.text("appearance"), preferences.number("text_scale", 0)) == ("dark", pytest.approx(1.1))


def test_changed_keys_are_kept_and_never_clash(qtbot, opened, preferences):
    opened.change_shortcut("work.add", QKeySequence("Ctrl+Shift+J"))
    assert preferences.plain("shortcuts", {}) == {"work.add": "Ctrl+Shift+J"}
    assert clash(opened.actions_known, "work.add", QKeySequence("Ctrl+Z")).id == "edit.undo"
    dialog = ShortcutsDialog(opened, opened.theme, opened.actions_known, opened.change_shortcut)
    qtbot.addWidget(dialog)
    dialog._filter.setText("Add Ash")
    shown = [r for r in range(dialog._table.rowCount()) if not dialog._table.isRowHidden(r)]
    assert len(shown) == 1
    assert dialog._table.currentRow() == shown[0]
    dialog._keys.setKeySequence(QKeySequence("Ctrl+Z"))
    dialog._set.click()
    assert "has these keys already: Undo. Nothing was changed." in dialog._note.text()
    assert opened.actions_known.action("work.add").shortcut() == QKeySequence("Ctrl+Shift+J")


def test_settings_of_the_project_are_one_change(qtbot, opened):
    dialog = SettingsDialog(opened, opened._around)
    qtbot.addWidget(dialog)
    dialog._name.setText("My study")
    dialog._chosen.setCurrentText("at random")
    dialog.accept()
    settings = opened.desk.open_project.settings
    assert (settings.name, settings.chosen) == ("My study", "random")
    opened.desk.undo_stack.undo()
    assert opened.desk.open_project.settings.chosen == "purposive"


def test_a_project_open_elsewhere_can_be_read(frame, sample_copy, monkeypatch):
    with Project.open(sample_copy):
        monkeypatch.setattr(dialogs, "ask", lambda *words: "has had it open since" in words[2])
        assert frame.open_project(sample_copy)
        assert frame.desk.is_read_only
        assert not frame.actions_known.action("work.add").isEnabled()
        assert "reading only" in frame.windowTitle()


def test_a_file_that_is_no_project_is_told(frame, tmp_path, monkeypatch):
    told = []
    monkeypatch.setattr(dialogs, "show_error", lambda parent, error: told.append(error))
    path = tmp_path / "notes.fop"
    path.write_text("not a project", encoding="utf-8")
    assert not frame.open_project(path)
    assert isinstance(told[0], FopCoderError) and "is not a FOP Coder project" in str(told[0])
    assert frame.desk.project is None


def test_a_place_leads_there_and_back(opened):
    opened.go(Place("tallies"))
    assert opened.panel.name == "tallies"
    opened.actions_known.action("view.back").trigger()
    assert opened.panel.name == "code"


def test_long_work_runs_beside_and_can_be_stopped(qtbot, opened):
    done, failed = [], []

    def job(progress, cancelled):
        progress(1, 2)
        while not cancelled():
            pass
        raise ChangeRefused("it was stopped")

    task = opened.runner.run("Counting", job, done.append, failed.append)
    qtbot.waitUntil(lambda: opened.runner.tasks == (task,))
    task.cancel()
    qtbot.waitUntil(lambda: bool(failed))
    assert str(failed[0]) == "it was stopped" and not done
    opened.runner.run("Adding", lambda progress, cancelled: 3, done.append, failed.append)
    qtbot.waitUntil(lambda: done == [3])
