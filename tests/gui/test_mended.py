"""What the monkey found, one by one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from fop_coder.coding.respondents import rename_respondent
from fop_coder.gui.importing.dialog import ImportDialog
from tests.gui.hands import press, settle
from tests.gui.watched_models import watch


@pytest.fixture
def models(monkeypatch):
    """Let Qt's tester watch every model that is made from now on."""
    return watch(monkeypatch)


def test_an_import_dialog_closed_while_files_are_read_is_not_told_of_it(window, tmp_path):
    for number in range(3):
        (tmp_path / f"MX0{number}.txt").write_text(f"Interviewer: How?\nMX0{number}: With a map.\n")
    window.project_actions.material.import_transcripts((tmp_path / "MX00.txt",))
    dialog = window.findChildren(ImportDialog)[0]
    dialog.take([tmp_path / "MX01.txt"])
    dialog.take([tmp_path / "MX02.txt"])
    dialog.reject()
    settle(window)
    assert window.findChildren(ImportDialog) == []


def test_a_change_while_the_filter_shows_nobody(models, window):
    window.show_panel("respondents")
    window.panel.page.search.setText("nobody is called like this")
    window.panel._narrow()
    assert window.panel.table.grid.rowCount() == 0
    window.desk.apply(rename_respondent(window.desk.open_project.respondent_labelled("HF01"), "XX01"))
    settle(window)
    assert window.panel.table.grid.rowCount() == 0


def test_the_reason_asked_for_again_while_it_is_written(window, qtbot):
    window.show_panel("respondents")
    settle(window)
    for _ in range(2):  # Qt warns where a cell is edited twice
        window.actions_known.action("respondents.reason").trigger()
    assert window.panel.table.state() is window.panel.table.State.EditingState


def test_a_memo_half_typed_when_another_passage_is_chosen_is_written_once(window):
    window.show_panel("code")
    settle(window)
    code, do = window.panel, window.actions_known.action
    for name in ("code.next_coding", "code.next_coding", "code.memo"):
        do(name).trigger()
    typed_for = code.transcript.current
    press("4")
    press("4")
    do("code.previous_coding").trigger()
    assert code.desk.open_project.store.codings([typed_for])[0].memo == "44"
    assert code.right.passage.coding == code.transcript.current != typed_for
    assert window.desk.undo_stack.count() == 1


def test_a_letter_in_the_menu_bar_is_no_key_of_another_screen(window):
    window.show_panel("respondents")
    settle(window)
    for letter in "mn":  # of the memo on the Code screen; of "not asked" there and here
        window.menuBar().setFocus(Qt.FocusReason.MenuBarFocusReason)
        press(letter)
        assert window.panel.name == "respondents"
