"""Importing: what is shown, corrected, and then stands in the project."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QComboBox, QLineEdit

from fop_coder.gui import files
from fop_coder.gui.importing.dialog import ImportDialog
from fop_coder.gui.importing.model import FILE, FORMAT, OUTCOME, RESPONDENT, ROLE
from fop_coder.gui.importing.respondents import RespondentSheetDialog
from fop_coder.model.documents import Document, Role, Speaker
from fop_coder.model.people import Attribute, Respondent

CHECK = Qt.ItemDataRole.CheckStateRole
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def folder(tmp_path):
    """A folder as a transcription firm sends it, with one file that cannot be read."""
    found = tmp_path / "transcripts"
    found.mkdir()
    (found / "RX31 interview.txt").write_text(
        "Interviewer: How do you prepare?\nRX31: I read the file and draw the family.\n"
        "Interviewer: And then?\nRX31: We talk in the car about it.\n"
    )
    (found / "RX32.txt").write_text(
        "Speaker 1: How do you begin?\nSpeaker 2: With a map of the household, always.\n"
        "Speaker 1: Why?\nSpeaker 2: Because it shows who is missing from the story.\n"
    )
    (found / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    return found


@pytest.fixture
def dialog(window, qtbot, folder):
    """The dialog with the folder read."""
    window.project_actions.material.import_transcripts((folder,))
    found = window.findChildren(ImportDialog)[0]
    qtbot.waitUntil(lambda: bool(found.model.entries), timeout=20_000)
    return found


def row_of(dialog, file):
    row = next(i for i, e in enumerate(dialog.model.entries) if e.found.path.name == file)
    return dialog.model.index(row, 0)


def cell(dialog, file, column, speaker=None):
    above = row_of(dialog, file)
    if speaker is None:
        return dialog.model.index(above.row(), column)
    draft = dialog.model.entries[above.row()].draft
    row = next(i for i, s in enumerate(draft.speakers) if s.label == speaker)
    return dialog.model.index(row, column, above)


def import_all(dialog, qtbot):
    qtbot.mouseClick(dialog.bring_in, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == 2, timeout=20_000)


def test_ctrl_i_opens_an_empty_dialog_that_says_what_to_do(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_I, CONTROL)
    dialog = window.findChildren(ImportDialog)[0]
    assert dialog.empty.isVisible()
    assert not dialog.bring_in.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.findChildren(ImportDialog))


def test_the_preview_says_what_will_happen_and_writes_nothing(dialog, window):
    assert "New document RX31 interview; new respondent RX31" in cell(dialog, "RX31 interview.txt", OUTCOME).data()
    assert cell(dialog, "RX31 interview.txt", ROLE, "Interviewer").data() == "interviewer"
    assert cell(dialog, "RX31 interview.txt", RESPONDENT, "RX31").data() == "RX31"
    assert "old Word file" in cell(dialog, "old.doc", OUTCOME).data()
    assert dialog.sentence.text() == "1 cannot come in"
    assert dialog.bring_in.text() == "Import 2 documents"
    assert window.desk.open_project.store.count("document") == 25


def test_what_was_previewed_comes_in_and_is_undone_document_by_document(dialog, window, qtbot):
    import_all(dialog, qtbot)
    project = window.desk.open_project
    assert {"RX31 interview", "RX32"} <= {d.name for d in project.store.values(Document)}
    assert "2 imported. 1 did not come in." in dialog.came.text()
    assert "old.doc" in dialog.lines.toPlainText()
    window.desk.undo_stack.undo()
    window.desk.undo_stack.undo()
    assert project.store.count("document") == 25
    assert project.verify() == []


def test_a_corrected_role_stands_in_the_project(dialog, window, qtbot):
    place = cell(dialog, "RX32.txt", ROLE, "Speaker 1")
    wanted = "interviewer" if place.data() != "interviewer" else "other"
    dialog.table.setCurrentIndex(place)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    box = dialog.table.viewport().findChild(QComboBox)
    box.setCurrentText(wanted)
    box.activated.emit(box.currentIndex())
    assert cell(dialog, "RX32.txt", ROLE, "Speaker 1").data() == wanted
    import_all(dialog, qtbot)
    project = window.desk.open_project
    document = project.document_named("RX32")
    roles = {s.label: s.role for s in project.store.values(Speaker, document=document.guid)}
    assert roles["Speaker 1"] is Role(wanted)


def test_a_corrected_respondent_is_typed_and_known_ones_are_found(dialog, window, qtbot):
    place = cell(dialog, "RX32.txt", RESPONDENT)
    dialog.table.setCurrentIndex(place)
    qtbot.keyClick(dialog.table, Qt.Key.Key_F2)
    field = dialog.table.viewport().findChild(QLineEdit)
    field.selectAll()
    qtbot.keyClicks(field, "RX99")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "new respondent RX99" in cell(dialog, "RX32.txt", OUTCOME).data())
    import_all(dialog, qtbot)
    labels = {r.label for r in window.desk.open_project.store.values(Respondent)}
    assert "RX99" in labels
    assert "RX32" not in labels


def test_a_role_can_hold_for_the_same_speaker_everywhere(dialog, folder, qtbot):
    (folder / "RX33.txt").write_text(
        "Speaker 1: What helps?\nSpeaker 2: A plan that the family wrote with us.\nSpeaker 1: Always?\nSpeaker 2: No.\n"
    )
    dialog._read_again()
    qtbot.waitUntil(lambda: len(dialog.model.entries) == 4, timeout=20_000)
    dialog.same.click()
    assert dialog.model.setData(cell(dialog, "RX32.txt", ROLE, "Speaker 1"), "other")
    assert cell(dialog, "RX33.txt", ROLE, "Speaker 1").data() == "other"


def test_an_unticked_document_stays_outside(dialog, window, qtbot):
    dialog.table.setCurrentIndex(cell(dialog, "RX32.txt", FILE))
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert dialog.bring_in.text() == "Import 1 document"
    import_all(dialog, qtbot)
    assert window.desk.open_project.store.count("document") == 26


def test_the_same_text_is_not_imported_twice(dialog, window, qtbot, folder):
    import_all(dialog, qtbot)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    window.project_actions.material.import_transcripts((folder,))
    again = next(d for d in window.findChildren(ImportDialog) if d.isVisible())
    qtbot.waitUntil(lambda: bool(again.model.entries), timeout=20_000)
    assert "already as RX32" in cell(again, "RX32.txt", OUTCOME).data()
    assert not again.bring_in.isEnabled()


def test_a_table_of_respondents_among_the_transcripts_comes_in_first(dialog, window, qtbot, folder):
    (folder / "respondents.csv").write_text("respondent,team\nRX31,north\nRX32,south\n")
    dialog._read_again()
    qtbot.waitUntil(lambda: len(dialog.model.entries) == 4, timeout=20_000)
    assert "of RX31, known already" in cell(dialog, "RX31 interview.txt", OUTCOME).data()
    import_all(dialog, qtbot)
    assert "team" in {a.name for a in window.desk.open_project.store.values(Attribute)}


def test_reading_can_be_cancelled(window, qtbot, folder):
    window.project_actions.material.import_transcripts((folder,))
    dialog = window.findChildren(ImportDialog)[0]
    qtbot.mouseClick(dialog.work.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.runner.tasks, timeout=20_000)
    assert not dialog.work.isVisible()
    assert dialog.add_files.isEnabled()


def test_writing_can_be_stopped_and_what_is_in_stays(dialog, window, qtbot):
    dialog._write()
    dialog._writing.progressed.connect(lambda *_: dialog._stop())
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == 2, timeout=20_000)
    assert window.desk.open_project.store.count("document") == 26
    assert "1 imported" in dialog.came.text()


def test_files_dropped_onto_the_window_are_shown_first(window, qtbot, folder):
    urls = QMimeData()
    urls.setUrls([QUrl.fromLocalFile(str(folder / "RX32.txt"))])
    event = QDropEvent(
        QPoint(300, 300), Qt.DropAction.CopyAction, urls, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    assert window.project_actions.material.eventFilter(window, event)
    dialog = window.findChildren(ImportDialog)[0]
    qtbot.waitUntil(lambda: len(dialog.model.entries) == 1, timeout=20_000)
    assert window.desk.open_project.store.count("document") == 25


def test_the_preview_model_is_sound_while_it_changes(dialog):
    tester = QAbstractItemModelTester(dialog.model, QAbstractItemModelTester.FailureReportingMode.Fatal, dialog)
    entries = dialog.model.entries
    assert dialog.model.setData(cell(dialog, "RX32.txt", ROLE, "Speaker 2"), "other")
    dialog.model.show_entries([])
    dialog.model.show_entries(entries)
    assert tester.model() is dialog.model
    assert dialog.model.rowCount(QModelIndex()) == 3


def test_a_sheet_of_respondents_is_one_change(window, qtbot, tmp_path, monkeypatch):
    sheet = tmp_path / "people.csv"
    sheet.write_text("respondent,team\nRX31,north\nRX32,south\nRX33,north\nRX33,south\n,east\n")
    monkeypatch.setattr(files, "choose_file", lambda *_: sheet)
    window.actions_known.action("project.respondents_import").trigger()
    qtbot.waitUntil(lambda: bool(window.findChildren(RespondentSheetDialog)), timeout=20_000)
    dialog = window.findChildren(RespondentSheetDialog)[0]
    QAbstractItemModelTester(dialog.model, QAbstractItemModelTester.FailureReportingMode.Fatal, dialog)
    assert "RX33 stands in rows 4, 5" in dialog.notes.text()
    assert "without a label are left out: 6" in dialog.notes.text()
    qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    project = window.desk.open_project
    assert {"RX31", "RX32"} <= {r.label for r in project.store.values(Respondent)}
    window.desk.undo_stack.undo()
    assert not {"RX31", "RX32"} & {r.label for r in project.store.values(Respondent)}


# ---- corrections stay, encodings, reports ----------------------------------------------------------------------------


@pytest.fixture
def latin(folder):
    """A text file in an old encoding among the others."""
    path = folder / "RX41.txt"
    path.write_bytes("Interviewer: Wo?\nRX41: Im Caf\u00e9.\nInterviewer: Gern?\nRX41: Ja.\n".encode("mac-roman"))
    return path


def entry_of(dialog, file):
    return next(e for e in dialog.model.entries if e.found.path.name == file)


def test_the_encoding_of_one_file_is_corrected_and_the_others_stay(latin, dialog, window, qtbot):
    place = cell(dialog, "RX41.txt", FORMAT)
    assert dialog.model.setData(cell(dialog, "RX32.txt", RESPONDENT), "RX99")
    wanted = "MacRoman" if "MacRoman" not in place.data() else "Windows-1252"
    dialog.table.setCurrentIndex(place)
    qtbot.keyClick(dialog.table, Qt.Key.Key_F2)
    box = dialog.table.viewport().findChild(QComboBox)
    box.setCurrentText(wanted)
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: dialog._task is None and wanted in cell(dialog, "RX41.txt", FORMAT).data(), timeout=20_000)
    assert cell(dialog, "RX32.txt", RESPONDENT).data() == "RX99"
    assert dialog.model.at(dialog.table.currentIndex())[0] is entry_of(dialog, "RX41.txt")
    import_all(dialog, qtbot)
    project = window.desk.open_project
    assert project.document_named("RX41").encoding == entry_of(dialog, "RX41.txt").draft.encoding
    assert "RX99" in {r.label for r in project.store.values(Respondent)}


def test_corrections_stay_when_more_files_are_added(dialog, folder, tmp_path, qtbot):
    assert dialog.model.setData(cell(dialog, "RX32.txt", ROLE, "Speaker 1"), "other")
    assert dialog.model.setData(cell(dialog, "RX31 interview.txt", FILE), Qt.CheckState.Unchecked, CHECK)
    more = tmp_path / "RX55.txt"
    more.write_text("Interviewer: What then?\nRX55: Then we wrote it down together, all of it.\n")
    dialog.take([more])
    qtbot.waitUntil(lambda: dialog._task is None and len(dialog.model.entries) == 4, timeout=20_000)
    assert cell(dialog, "RX32.txt", ROLE, "Speaker 1").data() == "other"
    assert not entry_of(dialog, "RX31 interview.txt").wanted
    assert dialog.model.setData(cell(dialog, "RX31 interview.txt", FILE), Qt.CheckState.Checked, CHECK)
    assert dialog.bring_in.text() == "Import 3 documents"


def test_an_encoding_chosen_before_holds_when_everything_is_read_again(latin, dialog, qtbot):
    assert dialog.model.setData(cell(dialog, "RX41.txt", FORMAT), "Windows-1252")
    qtbot.waitUntil(lambda: dialog._task is None, timeout=20_000)
    dialog._read_again()
    qtbot.waitUntil(lambda: dialog._task is None, timeout=20_000)
    assert "Windows-1252" in cell(dialog, "RX41.txt", FORMAT).data()


def test_the_report_has_a_line_for_each_file_and_can_be_copied(dialog, qtbot):
    import_all(dialog, qtbot)
    lines = dialog.lines.toPlainText().splitlines()
    assert len(lines) == 3
    assert lines[0].startswith("old.doc: Cannot come in")
    qtbot.mouseClick(dialog.report.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text().startswith("2 imported. 1 did not come in.")


def test_a_report_says_what_was_not_begun(dialog, qtbot):
    dialog._write()
    dialog._writing.progressed.connect(lambda *_: dialog._stop())
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == 2, timeout=20_000)
    assert "Stopped before 1 more" in dialog.came.text()
    assert "not begun when it was stopped" in dialog.lines.toPlainText()


def test_the_empty_dialog_has_one_main_button_that_adds_files(window, qtbot, folder, monkeypatch):
    monkeypatch.setattr(files, "choose_files", lambda *_: [folder / "RX32.txt"])
    window.project_actions.material.import_transcripts()
    dialog = window.findChildren(ImportDialog)[0]
    assert dialog.bring_in.text() == "Import"
    qtbot.mouseClick(dialog.empty.add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(dialog.model.entries) == 1, timeout=20_000)
    dialog.reject()


def test_an_encoding_that_does_not_fit_is_said_and_can_be_corrected(latin, dialog, qtbot):
    assert dialog.model.setData(cell(dialog, "RX41.txt", FORMAT), "UTF-8")
    qtbot.waitUntil(lambda: dialog._task is None, timeout=20_000)
    assert "cannot be read as UTF-8" in cell(dialog, "RX41.txt", OUTCOME).data()
    place = cell(dialog, "RX41.txt", FORMAT)
    assert place.data() == "UTF-8" and place.flags() & Qt.ItemFlag.ItemIsEditable
    assert dialog.model.setData(place, "MacRoman")
    qtbot.waitUntil(lambda: dialog._task is None, timeout=20_000)
    assert entry_of(dialog, "RX41.txt").can_come_in
    assert not cell(dialog, "old.doc", FORMAT).flags() & Qt.ItemFlag.ItemIsEditable
