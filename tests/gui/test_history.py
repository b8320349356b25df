"""The history: read-only, with what was taken back shown as such; codebook versions; backups."""

from __future__ import annotations

import shutil
import time
from datetime import date, timedelta, timezone
from pathlib import Path

import pytest
from PySide6.QtCore import QDateTime, QLocale, Qt
from PySide6.QtTest import QAbstractItemModelTester

from fop_coder.coding.passages import uncode
from fop_coder.coding.respondents import add_coder, rename_respondent
from fop_coder.gui import dialogs, files
from fop_coder.gui.panels.history import model, scanning
from fop_coder.gui.panels.history.filters import BETWEEN, moment
from fop_coder.gui.panels.history.model import WHAT, WHEN, WHO, when
from fop_coder.model.base import now
from fop_coder.model.coding import Coding
from fop_coder.model.documents import Document
from fop_coder.project import Project
from fop_coder.project.happenings import latest
from fop_coder.project.safekeeping import back_up
from tests.reference.stores import connection_of


@pytest.fixture
def bare_window(window_in_turn):
    return window_in_turn


@pytest.fixture
def history(window, qtbot):
    """The screen, after one edit."""
    project = window.desk.open_project
    window.desk.apply(rename_respondent(project.respondent_labelled("HF01"), "HF01a"))
    window.show_panel("history")
    settle(window.panel, qtbot)
    return window.panel


def settle(history, qtbot):
    log = history.log
    qtbot.waitUntil(
        lambda: not history._pause.isActive() and not log.filters.is_waiting and not log.scan.is_running, timeout=20_000
    )


def shown(history, column=WHAT):
    table = history.log.model
    return [table.index(row, column).data() for row in range(table.rowCount())]


def choose(history, qtbot, box, words):
    box.setCurrentText(words)
    box.activated.emit(box.currentIndex())
    settle(history, qtbot)


def test_the_latest_stands_first_with_who_did_it(history, window):
    assert shown(history)[0] == "Rename HF01 to HF01a"
    assert shown(history, WHO)[0] == "First coder"
    assert shown(history) == [e.change.label for e in reversed(window.desk.open_project.history())]
    assert history.log.said.text() == f"{len(shown(history))} entries"
    assert history.log.table.currentIndex().row() == 0


def test_moments_are_told_in_the_time_of_this_place(history, window):
    entry = window.desk.open_project.history(last=1)[0]
    local = QDateTime.fromString(entry.at, Qt.DateFormat.ISODate).toLocalTime()
    assert shown(history, WHEN)[0] == QLocale().toString(local, "d MMM yyyy, HH:mm")
    assert when("no moment") == "no moment"


def test_what_was_taken_back_is_struck_out_and_says_so(history, window, qtbot):
    window.desk.undo_stack.undo()
    qtbot.waitUntil(lambda: shown(history)[0] == "Undo: Rename HF01 to HF01a", timeout=20_000)
    assert shown(history)[1] == "Rename HF01 to HF01a (taken back)"
    font = history.log.model.index(1, WHAT).data(Qt.ItemDataRole.FontRole)
    assert font.strikeOut()
    assert not history.log.model.index(0, WHAT).data(Qt.ItemDataRole.FontRole).strikeOut()


def test_words_and_kinds_narrow(history, window, qtbot):
    qtbot.keyClicks(history.log.filters.words, "hf01A rename")
    settle(history, qtbot)
    assert shown(history) == ["Rename HF01 to HF01a"]
    assert history.log.said.text() == f"1 entry of {latest(window.desk.open_project)}"
    history.log.filters.words.clear()
    choose(history, qtbot, history.log.filters.kind, "respondents")
    assert "Rename HF01 to HF01a" in shown(history)
    assert all("Import HF" not in what for what in shown(history))
    choose(history, qtbot, history.log.filters.kind, "documents")
    assert any(what.startswith("Import ") for what in shown(history))
    assert "Rename HF01 to HF01a" not in shown(history)


def test_coders_narrow(history, window, qtbot):
    window.desk.apply(add_coder("Third coder"))
    window.desk.act_as("Third coder")
    project = window.desk.open_project
    window.desk.apply(rename_respondent(project.respondent_labelled("HF01a"), "HF01b"))
    qtbot.waitUntil(lambda: shown(history)[0] == "Rename HF01a to HF01b", timeout=20_000)
    choose(history, qtbot, history.log.filters.coder, "Third coder")
    assert shown(history) == ["Rename HF01a to HF01b"]
    window.desk.apply(rename_respondent(project.respondent_labelled("HF01b"), "HF01c"))
    window.desk.act_as("First coder")
    window.desk.apply(rename_respondent(project.respondent_labelled("HF01c"), "HF01d"))
    qtbot.waitUntil(lambda: len(shown(history)) == 2, timeout=20_000)
    assert shown(history) == ["Rename HF01b to HF01c", "Rename HF01a to HF01b"], "what fits comes on top"


def entry_of_long_ago(window, number, at):
    connection_of(window.desk.open_project.store).execute("UPDATE history SET at = ? WHERE number = ?", (at, number))


def test_days_narrow(history, window, qtbot):
    for number, at in ((1, "2016-03-01T12:00:00Z"), (2, "2016-03-10T12:00:00Z"), (3, "2016-03-20T12:00:00Z")):
        entry_of_long_ago(window, number, at)
    all_entries = len(shown(history))
    filters = history.log.filters
    assert not filters.since.isVisible()
    for words in ("Today", "Last 7 days", "Last 30 days"):
        choose(history, qtbot, filters.days, words)
        expected = all_entries - 3 if words != "Today" else sum(e.at >= moment(date.today()) for e in entries(window))
        assert len(shown(history)) == expected
    choose(history, qtbot, filters.days, "From … to …")
    qtbot.keyClicks(filters.since, "2016-03-05")
    qtbot.keyClicks(filters.until, "10.3.2016")
    settle(history, qtbot)
    assert [history.log.model.line(0).number] == [2]
    assert history.log.model.rowCount() == 1


def entries(window):
    return window.desk.open_project.history()


def test_days_begin_at_midnight_of_this_place():
    assert moment(date(2024, 5, 3), timezone(timedelta(hours=2))) == "2024-05-02T22:00:00Z"
    assert moment(date(2024, 5, 3), timezone(timedelta(hours=-5))) == "2024-05-03T05:00:00Z"


def test_what_is_no_day_is_said(history, qtbot):
    filters = history.log.filters
    filters.days.setCurrentIndex(filters.days.findData(BETWEEN))
    filters.days.activated.emit(0)
    qtbot.keyClicks(filters.since, "Martinmas")
    settle(history, qtbot)
    assert history.log.empty.title.text() == "“Martinmas” is not a day"
    qtbot.mouseClick(history.log.empty.main, Qt.MouseButton.LeftButton)
    assert history.log.table.isVisible() and len(shown(history)) > 10
    assert not filters.since.isVisible()


def test_nothing_that_fits_is_said(history, qtbot):
    qtbot.keyClicks(history.log.filters.words, "zzyzx")
    settle(history, qtbot)
    assert history.log.empty.isVisible()
    assert history.log.empty.title.text() == "Nothing of the kind has happened"
    assert not history.log.hint.isVisible()


def test_nothing_can_be_edited(history, qtbot):
    table = history.log.model
    for column in range(table.columnCount()):
        assert not table.index(0, column).flags() & Qt.ItemFlag.ItemIsEditable
    qtbot.keyClick(history.log.table, Qt.Key.Key_Delete)
    assert shown(history)[0] == "Rename HF01 to HF01a"


def test_the_current_entry_stays_while_others_come(history, window, qtbot):
    history.log.table.setCurrentIndex(history.log.model.index(3, 0))
    held = history.log.model.line(3).number
    project = window.desk.open_project
    window.desk.apply(rename_respondent(project.respondent_labelled("HF01a"), "HF01b"))
    qtbot.waitUntil(lambda: shown(history)[0] == "Rename HF01a to HF01b", timeout=20_000)
    assert history.log.model.line(history.log.table.currentIndex().row()).number == held


# ---- following -------------------------------------------------------------------------------------------------------


def test_enter_follows_an_entry_to_its_respondent_and_back(history, window, qtbot):
    history.log.table.setFocus()
    qtbot.keyClick(history.log.table, Qt.Key.Key_Return)
    assert window.panel.name == "respondents"
    assert window.panel.place().respondent == window.desk.open_project.respondent_labelled("HF01a").guid
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.panel is history
    assert history.log.table.hasFocus()
    assert history.log.table.currentIndex().row() == 0


def test_an_entry_leads_to_its_document_and_a_taken_off_passage_to_its_place(history, window, qtbot):
    project = window.desk.open_project
    coding = project.store.values(Coding, coder=project.coder)[7]
    code = next(c for c in project.codebook.codes if c.guid == coding.code)
    document = project.store.by_guid(Document, [coding.document])[coding.document]
    window.desk.apply(uncode(coding, code, document))
    qtbot.waitUntil(lambda: code.name in shown(history)[0], timeout=20_000)
    history.log.table.setCurrentIndex(history.log.model.index(0, 0))
    qtbot.keyClick(history.log.table, Qt.Key.Key_Return)
    assert window.panel.name == "code"
    assert window.panel.place().document == coding.document


def test_an_entry_without_a_place_says_so(history, window, qtbot):
    window.desk.apply(add_coder("Third coder"))
    qtbot.waitUntil(lambda: "Third coder" in shown(history)[0], timeout=20_000)
    history.log.table.setCurrentIndex(history.log.model.index(0, 0))
    rect = history.log.table.visualRect(history.log.model.index(0, 1))
    qtbot.mouseClick(history.log.table.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    qtbot.mouseDClick(history.log.table.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert window.panel is history
    assert "no place to go to" in window._sentence.text()


# ---- long histories --------------------------------------------------------------------------------------------------


def lengthen(window, number):
    """Repeat the last entry of the history until it is this long (its chain does not matter here)."""
    connection = connection_of(window.desk.open_project.store)
    first = latest(window.desk.open_project) + 1
    connection.execute("BEGIN")
    connection.execute(
        "WITH RECURSIVE more(n) AS (SELECT ? UNION ALL SELECT n + 1 FROM more WHERE n < ?)"
        " INSERT INTO history SELECT n, h.at, h.coder, NULL, h.digest, h.chain FROM more, history h"
        " WHERE h.number = ? - 1",
        (first, number, first),
    )
    connection.execute(
        "INSERT INTO payload SELECT h.number, p.salt, p.body FROM history h, payload p"
        " WHERE h.number >= ? AND p.number = ? - 1",
        (first, first),
    )
    connection.execute("COMMIT")


def test_a_very_long_history_is_shown_at_once_and_searched_piece_by_piece(history, window, qtbot):
    lengthen(window, 100_000)
    begun = time.perf_counter()
    history.log.open_project(window.desk.open_project)
    history.log.table.scrollToBottom()
    history.log.table.grab()
    assert time.perf_counter() - begun < 1
    assert history.log.said.text() == "100,000 entries"
    assert len(history.log.model._pages) < 5
    qtbot.keyClicks(history.log.filters.words, "import hf")
    qtbot.waitUntil(lambda: history.log.scan.is_running)
    qtbot.waitUntil(history.log.work.isVisible)
    qtbot.mouseClick(history.log.work.stop, Qt.MouseButton.LeftButton)
    assert not history.log.scan.is_running
    assert "stopped, there may be more" in history.log.said.text() or history.log.empty.isVisible()


def test_pages_read_are_not_kept_for_ever(history, window, monkeypatch):
    monkeypatch.setattr(model, "PAGE", 4)
    monkeypatch.setattr(model, "PAGES_KEPT", 3)
    history.log.model.show_all(window.desk.open_project)
    labels = [e.change.label for e in reversed(entries(window))]
    assert shown(history) == labels
    assert len(history.log.model._pages) <= 3
    assert shown(history) == labels


def test_a_change_while_the_history_is_searched_begins_the_search_anew(history, window, qtbot, monkeypatch):
    monkeypatch.setattr(scanning, "FEWEST", 1)
    monkeypatch.setattr(scanning, "MOST", 1)
    history.log.filters.words.setText("rename")
    history.log.look()
    assert history.log.scan.is_running
    project = window.desk.open_project
    window.desk.apply(rename_respondent(project.respondent_labelled("HF01a"), "HF01b"))
    history.log.take_new()
    settle(history, qtbot)
    assert shown(history) == ["Rename HF01a to HF01b", "Rename HF01 to HF01a"]


def test_the_models_are_sound(history, window, qtbot):
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    for tested in (history.log.model, history.versions.model, history.backups.model):
        QAbstractItemModelTester(tested, mode, tested)
    window.desk.apply(rename_respondent(window.desk.open_project.respondent_labelled("HF02"), "HF02a"))
    qtbot.waitUntil(lambda: shown(history)[0] == "Rename HF02 to HF02a", timeout=20_000)
    qtbot.keyClicks(history.log.filters.words, "rename")
    settle(history, qtbot)
    project = window.desk.open_project
    window.desk.apply(rename_respondent(project.respondent_labelled("HF01a"), "HF01b"))
    settle(history, qtbot)
    history.log.filters.words.clear()
    settle(history, qtbot)
    history.versions.show_project(project)
    history.log.open_project(None)
    assert shown(history) == []
    assert history.log.model.line(0) is None


# ---- codebook versions and backups -----------------------------------------------------------------------------------


def turn_to(history, qtbot, name):
    number = next(n for n in range(history.tabs.count()) if history.tabs.tabText(n) == name)
    qtbot.mouseClick(history.tabs, Qt.MouseButton.LeftButton, pos=history.tabs.tabRect(number).center())


def cells(page):
    return [
        [page.model.index(r, c).data() for c in range(page.model.columnCount())] for r in range(page.model.rowCount())
    ]


def test_codebook_versions_are_listed_the_latest_first(history, window, qtbot):
    turn_to(history, qtbot, "Codebook versions")
    assert history.versions.isVisible()
    rows = cells(history.versions)
    assert rows[-1][0] == "1" and rows[-1][2].startswith("Codebook ")
    assert [int(row[0]) for row in rows] == sorted((int(row[0]) for row in rows), reverse=True)
    assert int(rows[0][0]) == window.desk.open_project.version
    spoken = history.versions.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith(f"Version {rows[0][0]}, When ")


def test_without_backups_the_page_offers_one_and_lists_it(history, window, qtbot, tmp_path, monkeypatch):
    turn_to(history, qtbot, "Backups")
    assert history.backups.empty.isVisible()
    assert not history.backups.restore.isEnabled()
    monkeypatch.setattr(files, "choose_new_file", lambda *_: tmp_path / f"sample backup {now()[:10]}.fop")
    qtbot.mouseClick(history.backups.empty.main, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: history.backups.model.rowCount() == 1, timeout=20_000)
    (row,) = cells(history.backups)
    assert row[1] == "backup"
    assert row[3] == f"sample backup {now()[:10]}.fop"


@pytest.fixture
def backups(history, window, qtbot, tmp_path):
    """The page with one backup, made before the respondent was renamed back."""
    back_up(window.desk.open_project, tmp_path / "sample backup 2024-05-03.fop")
    shutil.copy(window.desk.open_project.store.path, tmp_path / "another study.fop")
    turn_to(history, qtbot, "Backups")
    return history.backups


@pytest.mark.own_window
def test_a_backup_is_restored_and_the_present_state_kept_beside(backups, window, qtbot, tmp_path, monkeypatch):
    assert [row[3] for row in cells(backups)] == ["sample backup 2024-05-03.fop"]
    project = window.desk.open_project
    window.desk.apply(rename_respondent(project.respondent_labelled("HF01a"), "HF01 later"))
    asked = []
    monkeypatch.setattr(dialogs, "ask", lambda *words: asked.append(words[2]) or True)
    qtbot.mouseClick(backups.restore, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.runner.tasks and window.desk.project is not None, timeout=20_000)
    assert "sample backup 2024-05-03.fop takes the place of sample.fop" in asked[0]
    assert window.desk.open_project.respondent_labelled("HF01a")
    (aside,) = tmp_path.glob("sample (before restoring*.fop")
    with Project.open(aside, read_only=True) as kept:
        assert kept.respondent_labelled("HF01 later")
    window.show_panel("history")
    assert any(row[1] == "before restoring" for row in cells(backups))


@pytest.mark.own_window
def test_a_restore_can_be_left_and_a_damaged_backup_changes_nothing(backups, window, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(dialogs, "ask", lambda *_: False)
    backups.table.setFocus()
    qtbot.keyClick(backups.table, Qt.Key.Key_Return)
    assert not window.runner.tasks
    Path(backups.backups[0].path).write_bytes(b"no project")
    said = []
    monkeypatch.setattr(dialogs, "ask", lambda *_: True)
    monkeypatch.setattr(dialogs, "show_error", lambda _window, error: said.append(str(error)))
    qtbot.keyClick(backups.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(said) and window.desk.project is not None, timeout=20_000)
    assert window.desk.open_project.respondent_labelled("HF01a"), "the project is open again as it was"


def test_another_file_can_be_restored(backups, window, qtbot, monkeypatch):
    asked = []
    monkeypatch.setattr(files, "choose_file", lambda *_: asked.append(True))
    qtbot.mouseClick(backups.other, Qt.MouseButton.LeftButton)
    assert asked
