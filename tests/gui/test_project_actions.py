"""The Project menu: open, back up, restore, look for damage, codebooks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent

from fop_coder.coding.respondents import rename_respondent
from fop_coder.gui import dialogs, files
from fop_coder.gui.notices import Notice
from fop_coder.project import Project


def idle(qtbot, window):
    qtbot.waitUntil(lambda: not window.runner.tasks, timeout=20_000)


def do(window, name):
    window.actions_known.action(name).trigger()


@pytest.fixture
def answer(monkeypatch):
    """Returns a function that says what the next file dialogs answer."""

    def answers(*, existing=None, new=None, yes=True):
        monkeypatch.setattr(files, "choose_file", lambda *_: existing)
        monkeypatch.setattr(files, "choose_new_file", lambda *_: new)
        monkeypatch.setattr(dialogs, "ask", lambda *_: yes)

    return answers


def notice_of(window, qtbot):
    qtbot.waitUntil(lambda: bool(window.findChildren(Notice)), timeout=20_000)
    return window.findChildren(Notice)[0]


def test_what_needs_a_project_cannot_be_done_without_one(bare_window):
    able = {s.id for s, a in bare_window.actions_known if a.isEnabled()}
    assert {"project.new", "project.open", "project.sample", "project.restore"} <= able
    assert not {"project.import", "project.backup", "project.verify", "project.codebook_export"} & able


def test_what_writes_cannot_be_done_while_reading_only(bare_window, sample_copy):
    bare_window.desk.open(sample_copy, read_only=True)
    able = {s.id for s, a in bare_window.actions_known if a.isEnabled()}
    assert not {"project.import", "project.respondents_import", "project.codebook_import"} & able
    assert {"project.backup", "project.verify", "project.codebook_export"} <= able


def test_a_project_is_opened_by_its_file(bare_window, qtbot, sample_copy, answer):
    answer(existing=sample_copy)
    qtbot.keyClick(bare_window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert bare_window.desk.open_project.store.path == sample_copy
    assert bare_window.preferences.recent() == [sample_copy]


def test_a_project_dropped_onto_the_window_is_opened(bare_window, sample_copy):
    urls = QMimeData()
    urls.setUrls([QUrl.fromLocalFile(str(sample_copy))])
    point, no_key = QPoint(9, 9), Qt.KeyboardModifier.NoModifier
    event = QDropEvent(point, Qt.DropAction.CopyAction, urls, Qt.MouseButton.LeftButton, no_key)
    assert bare_window.project_actions.material.eventFilter(bare_window, event)
    assert bare_window.desk.project is not None


def test_a_backup_is_whole_and_can_be_restored_in_place_of_the_project(window, qtbot, tmp_path, answer, sample_copy):
    backup = tmp_path / "backup.fop"
    answer(existing=backup, new=backup)
    do(window, "project.backup")
    idle(qtbot, window)
    window.desk.apply(rename_respondent(window.desk.open_project.respondent_labelled("HF01"), "other"))
    answer(existing=backup, new=sample_copy)
    do(window, "project.restore")
    qtbot.waitUntil(lambda: window.desk.project is not None and not window.runner.tasks, timeout=20_000)
    assert window.desk.open_project.respondent_labelled("HF01")
    aside = list(tmp_path.glob("sample (before restoring*.fop"))
    assert len(aside) == 1
    with Project.open(aside[0], read_only=True) as before:
        assert before.respondent_labelled("other")


def test_restoring_is_left_when_the_user_says_so(window, qtbot, tmp_path, answer, sample_copy):
    answer(existing=sample_copy, new=sample_copy, yes=False)
    project = window.desk.open_project
    do(window, "project.restore")
    assert window.desk.project is project
    assert list(tmp_path.glob("*.fop")) == [sample_copy]


def test_a_whole_project_is_said_to_be_whole(window, qtbot):
    do(window, "project.verify")
    notice = notice_of(window, qtbot)
    assert "The project is whole" in notice.sentence.text()
    qtbot.keyClick(notice, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.findChildren(Notice))


def test_damage_is_listed(window, qtbot, monkeypatch):
    monkeypatch.setattr(Project, "verify", lambda *_: ["coding 7 lies outside its text"])
    do(window, "project.verify")
    notice = notice_of(window, qtbot)
    assert "One thing is wrong" in notice.sentence.text()
    assert notice.details.toPlainText() == "coding 7 lies outside its text"
    notice.accept()


def test_a_codebook_goes_out_and_comes_into_the_same_project_without_a_change(window, qtbot, tmp_path, answer):
    out = tmp_path / "codes.yaml"
    answer(existing=out, new=out)
    do(window, "project.codebook_export")
    idle(qtbot, window)
    do(window, "project.codebook_import")
    idle(qtbot, window)
    assert window.desk.undo_stack.count() == 0
    assert "nothing that the project does not have" in window._sentence.text()


def test_a_codebook_brings_new_codes_in_one_change(window, qtbot, tmp_path, answer):
    fresh = tmp_path / "more.yaml"
    fresh.write_text(
        "format: 1\nname: More\ncodes:\n  - ident: trust\n    name: Trust\n    definition: Words of trust.\n"
    )
    answer(existing=fresh)
    do(window, "project.codebook_import")
    idle(qtbot, window)
    project = window.desk.open_project
    assert project.code_named("trust").name == "Trust"
    assert "More: 1 code added, 0 changed" in window._sentence.text()
    assert window._undo_link.isVisible()
    qtbot.mouseClick(window._undo_link, Qt.MouseButton.LeftButton)
    assert all(c.ident != "trust" for c in project.codebook.codes)


def test_all_faults_of_a_codebook_are_listed_with_their_places(window, qtbot, tmp_path, answer):
    broken = tmp_path / "broken.yaml"
    broken.write_text("format: 1\nname: Mine\ncodes:\n  - ident: a\n  - ident: A B\n")
    answer(existing=broken)
    do(window, "project.codebook_import")
    notice = notice_of(window, qtbot)
    lines = notice.details.toPlainText().splitlines()
    assert len(lines) > 1
    assert all(line[0].isdigit() for line in lines)
    notice.accept()


def test_a_format_that_loses_something_says_so_first(window, qtbot, tmp_path, answer):
    out = tmp_path / "codes.qdc"
    answer(new=out, yes=False)
    do(window, "project.codebook_export")
    idle(qtbot, window)
    assert not out.exists()
