"""Second coding in the window, by keyboard: packs out and back, rounds, coders, and the agreement of a table."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSettings, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from fop_coder.coding.passages import code_passage
from fop_coder.gui import app, files
from fop_coder.gui.dialogs import Said
from fop_coder.gui.main_window import MainWindow
from fop_coder.gui.notices import Notice
from fop_coder.gui.preferences import Preferences
from fop_coder.gui.second_coding.choosing import ALL, NAMED, NUMBER, SHARE
from fop_coder.gui.second_coding.coders import CodersDialog
from fop_coder.gui.second_coding.hand_out import HandOutDialog
from fop_coder.gui.second_coding.merging import MergeDialog
from fop_coder.gui.second_coding.new_round import NewRoundDialog
from fop_coder.gui.second_coding.of_table import TableAgreementDialog
from fop_coder.gui.second_coding.rounds import RoundsDialog
from fop_coder.gui.theme import Appearance
from fop_coder.gui.waiting import WaitDialog
from fop_coder.model.base import new_guid
from fop_coder.model.change import Change
from fop_coder.model.coding import Coding
from fop_coder.model.documents import Document
from fop_coder.model.errors import ProjectRefused
from fop_coder.model.second_coding import Aim, KeptAgreement, Pack, Round
from fop_coder.project import Project
from fop_coder.project.agreement import agreement_of_file
from fop_coder.project.coders import new_coder
from fop_coder.project.packs import Choice, Wish, draw, hand_out, parse_choice
from fop_coder.project.reading_done import finish_document
from fop_coder.project.rounds import add_round
from fop_coder.project.sample import build_sample
from tests.gui.hands import Attendant, give_back, press, put_away, settle
from tests.gui.watched_models import watch

RATINGS = "unit,coder,value\n" + "".join(
    f"u{n},{coder},{value}\n"
    for n in range(30)
    for coder, value in (("Ann", "yes" if n % 3 else "no"), ("Ben", "yes" if n % 4 else "no"))
)


@pytest.fixture(autouse=True)
def watched(monkeypatch):
    """Every model has Qt's tester while these dialogs are used."""
    return watch(monkeypatch)


@pytest.fixture(scope="module")
def sample_file(tmp_path_factory):
    """The sample as it is before anybody codes a second time."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("fop_coder.project.sample.add_second_coder", lambda *_: None)
        return build_sample(tmp_path_factory.mktemp("one coder"))[0]


@pytest.fixture
def project(window):
    """The open project, in which Tom Birch is known, too."""
    window.desk.do(new_coder(window.desk.open_project, "Tom Birch"))
    return window.desk.open_project


def shown(window, kind):
    """Return the dialog of a kind that is open, given the focus."""
    settle(window)
    dialog = window.findChildren(kind)[-1]
    dialog.activateWindow()
    QApplication.processEvents()
    return dialog


def done(window, name, kind):
    """Do an action and return its dialog."""
    window.actions_known.action(name).trigger()
    return shown(window, kind)


def type_in(words):
    """Type words where the focus is."""
    QTest.keyClicks(QApplication.focusWidget(), words)
    QApplication.processEvents()


def write_over(words):
    """Type words in the place of what stands in the field with the focus."""
    press("Ctrl+A")
    type_in(words)


def drop(dialog, path):
    """Drop a file onto a dialog."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, held = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    coming = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, buttons, held)
    QApplication.sendEvent(dialog, coming)
    assert coming.isAccepted()
    QApplication.sendEvent(dialog, QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, buttons, held))


def code_and_finish(path, *, most=None, coder=None):
    """Do a second coder's work in a pack: every turn that holds "family" is planning, and documents are finished."""
    with Project.open(path, coder=coder) as pack:
        code = pack.codebook.codes[0]
        for document in pack.store.values(Document)[:most]:
            text = pack.store.text(document.guid)
            start = text.find("family")
            if start >= 0:
                pack.apply(code_passage(document, start, start + 6, code, pack.coder))
            finish_document(pack, document)
        return len(pack.store.values(Coding))


@pytest.fixture
def pack(project, tmp_path):
    """A pack of three documents for Tom Birch, in a round, as it was handed out."""
    path = tmp_path / "tom.fop"
    hand_out(project, path, Wish("Tom Birch", round="First round"), draw(project, parse_choice("HF03, KC03, KC05")))
    return path


# ---- handing out -----------------------------------------------------------------------------------------------------


def test_a_pack_is_handed_out_with_the_keyboard_and_undone(window, project, tmp_path):
    dialog = done(window, "pack.hand_out", HandOutDialog)
    type_in("Tom Birch")
    press("Tab")
    press("Down")
    press("Down")
    assert dialog.choice.how.currentData() == NUMBER
    press("Tab")
    write_over("4")
    settle(window)
    dialog.choice.by.setFocus()
    type_in("bor")
    dialog.because.setFocus()
    type_in("to see whether the codes are clear")
    dialog.round.setFocus()
    type_in("Calibrating")
    assert dialog.aim.isVisible()
    dialog.path.setFocus()
    write_over(str(tmp_path / "for tom"))
    dialog.choice.look_again()
    assert dialog.choice.words.text() == "4 of 25 documents drawn at random, in proportion by borough, seed 1"
    assert sum(int(row[1]) for row in dialog.choice.groups.rows) == 4
    assert sum(int(row[2]) for row in dialog.choice.groups.rows) == 25
    assert dialog.enough.text().startswith("4 respondents cannot show that alpha is at least 0.8")
    press("Return")
    settle(window)
    assert not window.findChildren(HandOutDialog)
    out = tmp_path / "for tom.fop"
    assert "4 documents for Tom Birch" in window.status.sentence.text()
    (made,) = project.store.values(Pack)
    assert (len(made.documents), made.seed, made.because) == (4, 1, "to see whether the codes are clear")
    assert project.store.values(Round)[0].name == "Calibrating"
    with Project.open(out, read_only=True) as written:
        assert len(written.store.values(Document)) == 4
        assert written.store.values(Coding) == []
    window.desk.undo_stack.undo()
    assert project.store.values(Pack) == project.store.values(Round) == []


def test_the_preview_follows_every_choice(window, project):
    dialog = done(window, "pack.hand_out", HandOutDialog)
    choice = dialog.choice
    assert choice.words.text() == "All 25 documents"
    assert not dialog.hand.isEnabled()
    type_in("Tom Birch")
    assert dialog.hand.isEnabled()
    choice.how.setCurrentIndex(choice.how.findData(SHARE))
    assert not dialog.hand.isEnabled()
    choice.look_again()
    first = choice.documents.text()
    assert len(choice.draw.documents) == 5
    choice.seed.setValue(2)
    choice.look_again()
    assert choice.documents.text() != first
    assert choice.words.text().endswith("seed 2")
    choice.how.setCurrentIndex(choice.how.findData(NAMED))
    choice.look_again()
    assert choice.words.text() == "Tick the documents"
    assert not dialog.hand.isEnabled()
    choice.list.setFocus()
    choice.list.setCurrentIndex(choice.names.index(1, 0))
    press("Space")
    choice.look_again()
    assert choice.words.text() == "1 document chosen by name"
    assert "chosen" in choice.names.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert dialog.hand.isEnabled()
    press("Space")
    choice.look_again()
    assert not dialog.hand.isEnabled()
    dialog.alpha.setCurrentIndex(0)
    dialog.share.setCurrentIndex(0)
    choice.how.setCurrentIndex(choice.how.findData(ALL))
    choice.look_again()
    assert "it would take 60 respondents" in dialog.enough.text()
    press("Escape")
    assert project.store.values(Pack) == []


def test_what_cannot_be_handed_out_is_said_in_place(window, project, pack, tmp_path):
    dialog = done(window, "pack.hand_out", HandOutDialog)
    for name, words in (
        ("consensus", "A coder cannot be called consensus"),
        ("Tom Birch", ""),
    ):
        dialog.coder.setEditText(name)
        assert words in dialog.fault.text()
        assert dialog.hand.isEnabled() is not bool(words)
    assert "Left out, because they were handed out before: HF03" in dialog.choice.left_out.text()
    dialog.path.setText(str(pack))
    assert "tom.fop is there already" in dialog.fault.text()
    dialog.path.setText(str(tmp_path / "nowhere" / "x.fop"))
    assert "There is no folder" in dialog.fault.text()
    assert not dialog.hand.isEnabled()
    dialog.path.setText(str(tmp_path / "x.fop"))
    assert dialog.hand.isEnabled()
    dialog.choice.how.setCurrentIndex(dialog.choice.how.findData(NUMBER))
    dialog.choice.number.setValue(24)
    dialog.choice.look_again()
    assert "24 documents were asked for, there are 22" in dialog.choice.fault.text()
    assert not dialog.hand.isEnabled()
    dialog.choice.number.setValue(1)
    dialog.choice.by.setCurrentIndex(dialog.choice.by.findData("borough"))
    dialog.choice.look_again()
    assert "cannot hold one of each" in dialog.choice.fault.text()
    dialog.reject()


def test_who_has_coded_already_is_named_with_a_caution(window, project):
    dialog = done(window, "pack.hand_out", HandOutDialog)
    dialog.coder.setEditText("First coder")
    settle(window)
    assert dialog.caution.isVisible() and dialog.caution.text().startswith("First coder has coded 25 documents")
    assert dialog.hand.isEnabled(), "it is a caution, and it may be meant"
    dialog.coder.setEditText("Eve Marsh")
    settle(window)
    assert not dialog.caution.isVisible()
    dialog.reject()


def test_an_open_round_takes_no_pack(window, project):
    from fop_coder.project.rounds import open_round

    both = [project.coder_named("Tom Birch"), project.store.values(type(project.coder_named("Tom Birch")))[0]]
    window.desk.do(add_round(project, "Training", Aim.TRAINING, draw(project, parse_choice("KC01")), both))
    window.desk.do(open_round(project, project.store.values(Round)[0]))
    dialog = done(window, "pack.hand_out", HandOutDialog)
    type_in("Tom Birch")
    dialog.round.setEditText("training")
    assert "Round training is open" in dialog.fault.text()
    assert not dialog.hand.isEnabled()
    dialog.reject()


def test_what_the_disk_refuses_is_said_and_nothing_is_changed(window, project, tmp_path, monkeypatch):
    dialog = done(window, "pack.hand_out", HandOutDialog)
    type_in("Tom Birch")
    dialog.path.setText(str(tmp_path / "late.fop"))
    (tmp_path / "late.fop").write_bytes(b"mine")
    dialog.hand.setEnabled(True)
    dialog.hand.click()
    settle(window)
    assert "is there already" in dialog.fault.text()
    assert project.store.values(Pack) == []
    assert (tmp_path / "late.fop").read_bytes() == b"mine"
    dialog.reject()


def test_what_the_project_refuses_leaves_no_file(window, project, tmp_path, monkeypatch):
    from fop_coder.model.errors import ChangeRefused

    dialog = done(window, "pack.hand_out", HandOutDialog)
    type_in("Tom Birch")
    out = tmp_path / "refused.fop"
    dialog.path.setText(str(out))

    def refuse(_change):
        raise ChangeRefused("the disk is full", do="Make room")

    monkeypatch.setattr(window.desk, "do", refuse)
    dialog.hand.click()
    settle(window)
    assert dialog.fault.text() == "The disk is full. Make room."
    assert not out.exists()
    dialog.reject()


def test_attributes_go_along_only_where_they_are_ticked(window, project, tmp_path, monkeypatch):
    out = tmp_path / "chosen.fop"
    monkeypatch.setattr(files, "choose_new_file", lambda *_: out)
    dialog = done(window, "pack.hand_out", HandOutDialog)
    type_in("Somebody New")
    assert "Somebody New" in dialog.path.text()
    dialog.attribute_list.setFocus()
    dialog.attribute_list.setCurrentIndex(dialog.attributes.index(0, 0))
    press("Space")
    next(b for b in dialog.findChildren(QPushButton) if b.text() == "Choose…").click()
    assert dialog.out == out
    dialog.coder.setEditText("Somebody Newer")
    assert dialog.out == out, "a file that was chosen stays"
    dialog.hand.click()
    settle(window)
    with Project.open(out, read_only=True) as written:
        from fop_coder.model.people import Attribute

        assert [a.name for a in written.store.values(Attribute)] == ["borough"]
    assert project.coder_named("Somebody Newer")


# ---- two desks -------------------------------------------------------------------------------------------------------


def test_a_pack_goes_out_is_coded_at_another_desk_and_comes_back(window, project, theme, tmp_path, qtbot):
    dialog = done(window, "pack.hand_out", HandOutDialog)
    type_in("Tom Birch")
    dialog.choice.how.setCurrentIndex(dialog.choice.how.findData(NUMBER))
    dialog.choice.number.setValue(2)
    dialog.choice.look_again()
    out = tmp_path / "tom.fop"
    dialog.round.setEditText("Final")
    dialog.path.setText(str(out))
    dialog.hand.click()
    settle(window)

    own = Preferences(QSettings(str(tmp_path / "toms.ini"), QSettings.Format.IniFormat))
    theme.apply(Appearance.DARK, 1.25)
    toms = MainWindow(theme, own, app.all_panels())
    toms.resize(1440, 900)
    toms.show()
    assert toms.open_project(out)
    settle(toms)
    qtbot.waitUntil(lambda: "A pack for second coding" in toms.status.sentence.text())
    assert "code and finish its 2 documents" in toms.status.sentence.text()
    assert "Coder: Tom Birch" in toms.status.who.text()
    enabled = {s.id for s, a in toms.actions_known if a.isEnabled()}
    assert "pack.finish" in enabled
    assert not enabled & {"pack.merge", "pack.hand_out"}
    toms.actions_known.action("pack.finish").trigger()
    notice = shown(toms, Notice)
    assert notice.sentence.text().startswith("2 documents are not finished yet.")
    assert "Send this file back" in notice.sentence.text()
    notice.accept()
    theirs = toms.desk.open_project
    code = theirs.codebook.codes[0]
    for document in theirs.store.values(Document):
        toms.desk.do(code_passage(document, document.length // 2, document.length // 2 + 30, code, theirs.coder))
        from fop_coder.project.reading_done import finish_change

        toms.desk.do(finish_change(theirs, document))
    settle(toms)
    assert toms.status.sentence.text().startswith("All 2 documents are finished")
    toms.actions_known.action("pack.finish").trigger()
    notice = shown(toms, Notice)
    assert notice.sentence.text().startswith("Everything is finished, and all of it is in the file.")
    notice.accept()
    toms.close()
    settle(toms)
    toms.deleteLater()
    theme.apply(Appearance.LIGHT, 1.0)
    give_back(window)

    assert "pack.merge" in {s.id for s, a in window.actions_known if a.isEnabled()}
    window.project_actions.second_coding.merge(out)
    merging = shown(window, MergeDialog)
    assert merging.sentence.text() == "The work of Tom Birch fits."
    assert ("Codings", "2", "0", "0") in merging.counts.rows
    assert ("Finished documents", "2", "0", "0") in merging.counts.rows
    assert "Nobody is waited for in round Final now" in merging.kept.text()
    assert merging.do.hasFocus()
    press("Return")
    settle(window)
    tom = project.coder_named("Tom Birch").guid
    assert len(project.store.values(Coding, coder=tom)) == 2
    assert project.store.values(KeptAgreement)
    assert project.store.values(Pack)[0].merged
    assert window.status.sentence.text() == "Merged the work of Tom Birch: 2 finished documents, 2 codings new"
    assert project.verify() == []
    window.status.undo.click()
    assert project.store.values(Coding, coder=tom) == []
    assert project.store.values(KeptAgreement) == []


# ---- merging ---------------------------------------------------------------------------------------------------------


def test_merging_the_same_pack_twice_is_told_and_not_offered(window, project, pack):
    code_and_finish(pack)
    window.project_actions.second_coding.merge(pack)
    shown(window, MergeDialog).do.click()
    window.project_actions.second_coding.merge(pack)
    again = shown(window, MergeDialog)
    assert again.sentence.text() == "Nothing new: everything in the pack is here already."
    assert not again.do.isEnabled()
    assert again.leave.hasFocus()
    press("Return")
    settle(window)
    assert not window.findChildren(MergeDialog)


def test_a_pack_can_be_chosen_and_dropped(window, project, pack, monkeypatch):
    code_and_finish(pack)
    monkeypatch.setattr(files, "choose_file", lambda *_: pack)
    dialog = done(window, "pack.merge", MergeDialog)
    assert dialog.choose.hasFocus()
    assert not dialog.do.isEnabled()
    press("Space")
    settle(window)
    assert dialog.sentence.text() == "The work of Tom Birch fits."
    dialog.take(pack)
    drop(dialog, pack)
    settle(window)
    assert dialog.sentence.text() == "The work of Tom Birch fits."
    dialog.reject()
    assert project.store.values(Coding, coder=project.coder_named("Tom Birch").guid) == []


def test_what_cannot_be_merged_is_refused_in_words_and_changes_nothing(window, project, pack, sample_file, tmp_path):
    other = Path(shutil.copy(sample_file, tmp_path / "other.fop"))
    damaged = tmp_path / "damaged.fop"
    damaged.write_bytes(pack.read_bytes()[:3000])
    missing = tmp_path / "missing.fop"
    before = project.fingerprint
    dialog = done(window, "pack.merge", MergeDialog)
    for path, words in ((other, "is a project, not a pack"), (damaged, "damaged.fop"), (missing, "missing.fop")):
        dialog.take(path)
        settle(window)
        assert words in dialog.fault.text()
        assert not dialog.do.isEnabled()
        assert dialog.choose.hasFocus()
    dialog.take(pack)
    settle(window)
    assert dialog.fault.isHidden()
    dialog.reject()
    assert project.fingerprint == before


def test_a_coder_who_is_not_known_is_asked_about_with_near_names_first(window, project, pack):
    with Project.open(pack) as theirs:
        theirs.apply(new_coder(theirs, "Tom Bich"))
    code_and_finish(pack, coder="Tom Bich", most=1)
    window.project_actions.second_coding.merge(pack)
    dialog = shown(window, MergeDialog)
    assert dialog.sentence.text() == "Say first who the coders are that this project does not know."
    assert not dialog.do.isEnabled()
    field = dialog._answers["Tom Bich"]
    assert field.hasFocus()
    assert field.itemText(1) == "Tom Birch"
    assert field.itemText(field.count() - 1) == "Somebody new"
    type_in("Somebody")
    settle(window)
    assert dialog.sentence.text() == "The work of Tom Bich, Tom Birch fits."
    press("Home")
    settle(window)
    assert dialog.sentence.text().startswith("Say first")
    press("Down")
    settle(window)
    assert dialog.sentence.text() == "The work of Tom Birch, Tom Birch fits."
    press("End")
    settle(window)
    assert ("Coders", "1", "0", "0") in dialog.counts.rows
    dialog.do.click()
    settle(window)
    assert project.coder_named("Tom Bich")


def test_what_cannot_fit_is_listed_and_left_out_only_when_asked(window, project, pack):
    code_and_finish(pack)
    with Project.open(pack) as theirs:
        hf, kc = theirs.document_named("HF03"), theirs.document_named("KC03")
        code = theirs.codebook.codes[1]
        theirs.apply(code_passage(hf, 100, 120, code, theirs.coder))
        theirs.apply(code_passage(kc, 100, 120, code, theirs.coder))
    from dataclasses import replace

    from fop_coder.model.change import Change
    from fop_coder.model.documents import Text

    document = project.document_named("HF03")
    text = Text.of(project.store.text(document.guid) + " ")
    changed = replace(document, sha256=text.sha256, length=len(text.content))
    window.desk.do(Change("A corrected transcript", (document,), (changed,), (text,)))
    window.project_actions.second_coding.merge(pack)
    dialog = shown(window, MergeDialog)
    assert dialog.sentence.text().startswith("Not everything in the pack fits.")
    assert "HF03: its text in the pack is not the text in the project" in dialog.unfit.toPlainText()
    assert not dialog.do.isEnabled()
    dialog.leave_out.setFocus()
    press("Space")
    assert dialog.do.isEnabled()
    dialog.do.click()
    settle(window)
    documents = {c.document for c in project.store.values(Coding, coder=project.coder_named("Tom Birch").guid)}
    assert project.document_named("KC03").guid in documents
    assert document.guid not in documents


def test_what_differs_is_told(window, project, pack):
    code_and_finish(pack)
    from fop_coder.project.coders import describe_coder

    window.desk.do(describe_coder(project, project.coder_named("Tom Birch"), name="Thomas Birch"))
    window.project_actions.second_coding.merge(pack)
    dialog = shown(window, MergeDialog)
    assert "Thomas Birch calls themselves Tom Birch in the pack" in dialog.differs.toPlainText()
    dialog.reject()


def test_what_the_project_refuses_at_the_last_moment_is_said(window, project, pack, monkeypatch):
    from fop_coder.model.errors import ChangeRefused

    code_and_finish(pack)
    window.project_actions.second_coding.merge(pack)
    dialog = shown(window, MergeDialog)

    def refuse(_change):
        raise ChangeRefused("it was changed meanwhile")

    monkeypatch.setattr(window.desk, "do", refuse)
    dialog.do.click()
    assert dialog.fault.text() == "It was changed meanwhile."
    assert dialog.isVisible()
    dialog.reject()


def test_reading_a_pack_can_be_stopped(window, project, pack):
    window.actions_known.action("pack.merge").trigger()
    dialog = shown(window, MergeDialog)
    dialog.take(pack)
    assert dialog.work.isVisible()
    dialog.work.stop.click()
    assert not dialog.work.isVisible()
    dialog.take(pack)
    dialog.reject()
    settle(window)
    assert not window.findChildren(MergeDialog)


@pytest.fixture
def long_merge(window, project, pack, monkeypatch):
    """A dialog that says what merging would do, where that is more than can be done at once."""
    monkeypatch.setattr("fop_coder.gui.second_coding.merging.AT_ONCE", 1)
    code_and_finish(pack)
    window.project_actions.second_coding.merge(pack)
    return shown(window, MergeDialog)


def test_a_long_merge_is_written_while_the_window_waits_in_words_and_can_be_taken_back(window, project, long_merge):
    tom = project.coder_named("Tom Birch").guid
    press("Return")
    assert long_merge.work.words.text() == f"Merging {long_merge.path.name}"
    assert long_merge.work.stop.hasFocus()
    assert not long_merge.do.isEnabled()
    assert not long_merge.choose.isEnabled()
    assert not long_merge.leave.isEnabled()
    long_merge.close()
    assert long_merge.isVisible(), "it stays while it is written"
    settle(window)
    assert not window.findChildren(MergeDialog)
    assert len(project.store.values(Coding, coder=tom)) == 3
    assert window.status.sentence.text().startswith("Merged the work of Tom Birch: ")
    assert project.verify() == []
    window.status.undo.click()
    assert project.store.values(Coding, coder=tom) == []
    window.desk.undo_stack.redo()
    assert len(project.store.values(Coding, coder=tom)) == 3


def test_taking_back_a_long_merge_and_doing_it_again_waits_in_words_and_nothing_interrupts_it(
    window, project, long_merge, monkeypatch
):
    monkeypatch.setattr("fop_coder.gui.desk.AT_ONCE", 1)
    tom, path = project.coder_named("Tom Birch").guid, project.store.path
    press("Return")
    settle(window)
    seen = []

    def meddle():
        waiting = window.findChild(WaitDialog)
        QTest.keyClick(waiting, Qt.Key.Key_Escape)
        waiting.close()
        window.close()
        with pytest.raises(ProjectRefused, match="something longer"):
            window.desk.open(path)
        seen.append((waiting.words.text(), waiting.isVisible(), window.isVisible()))

    for act, words, left in (("undo", "Taking back", 0), ("redo", "Doing again", 3)):
        QTimer.singleShot(0, meddle)
        window.actions_known.action(f"edit.{act}").trigger()
        assert seen.pop() == (f"{words}: Merge pack of Tom Birch", True, True)
        settle(window)
        assert window.findChild(WaitDialog) is None
        assert len(project.store.values(Coding, coder=tom)) == left
    assert project.verify() == []
    assert [e.undoes for e in project.history(last=2)] == [project.history()[-1].number - 2, None]


def test_what_can_no_longer_be_taken_back_in_the_background_is_said_and_forgotten(
    window, project, long_merge, monkeypatch
):
    monkeypatch.setattr("fop_coder.gui.desk.AT_ONCE", 1)
    press("Return")
    settle(window)
    theirs = project.store.values(Coding, coder=project.coder_named("Tom Birch").guid)[0]
    project.apply(Change("Behind the window's back", (theirs,), (replace(theirs, memo="changed"),)))
    failed = []
    window.desk.failed.disconnect()
    window.desk.failed.connect(failed.append)
    before = project.fingerprint
    window.desk.undo_stack.undo()
    assert "has changed in the meantime" in str(failed[0])
    assert project.fingerprint == before
    assert not window.desk.is_waiting
    project.apply(Change("Go on", (replace(theirs, memo="changed"),), (theirs,)))


@pytest.mark.parametrize("stop", ["button", "Escape"])
def test_a_long_merge_can_be_stopped_and_leaves_nothing(window, project, long_merge, stop):
    before = project.fingerprint
    press("Return")
    if stop == "button":
        long_merge.work.stop.click()
    else:
        press(stop)
    assert long_merge.work.words.text() == "Stopping; nothing will have been changed"
    settle(window)
    assert long_merge.fault.text() == "Merging was stopped; nothing was changed."
    assert long_merge.do.hasFocus()
    assert project.fingerprint == before
    long_merge.do.click()
    settle(window)
    assert project.coder_named("Tom Birch").guid in {c.coder for c in project.store.values(Coding)}


def test_what_is_refused_while_it_is_written_is_said(window, project, long_merge):
    tom = project.coder_named("Tom Birch").guid
    theirs = next(c for c in long_merge.merging.change.added if isinstance(c, Coding))
    mine = Coding(new_guid(), theirs.document, theirs.start, theirs.end, theirs.code, tom)
    window.desk.do(Change("Code meanwhile", added=(mine,)))
    before = project.fingerprint
    press("Return")
    settle(window)
    assert "would put something in twice" in long_merge.fault.text()
    assert project.fingerprint == before
    long_merge.reject()
    settle(window)
    window.desk.do(Change("Take off", removed=(mine,)))
    assert project.store.codings([mine.guid]) == []


def test_a_window_that_closes_meanwhile_leaves_a_whole_project_without_the_merge(window, project, long_merge):
    path, before = project.store.path, project.fingerprint
    press("Return")
    window.close()
    with Project.open(path) as again:
        assert again.fingerprint == before
        assert again.verify() == []


# ---- a pack that arrives ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "merges", "opens"), [("Merge it", 1, 0), ("Open the pack", 0, 1), ("Leave it", 0, 0)]
)
def test_a_pack_of_the_open_project_is_offered_for_merging(window, project, pack, words, merges, opens):
    def answer(dialog):
        if isinstance(dialog, Said):
            assert "tom.fop is a pack that was handed out from this project." in dialog.heading.text()
            next(b for b in dialog.findChildren(QPushButton) if b.text() == words).click()

    with Attendant(answer) as attendant:
        window.project_actions.material.take_dropped((pack,))
    assert len(attendant.met) == 1
    settle(window)
    assert len(window.findChildren(MergeDialog)) == merges
    assert (window.desk.open_project.store.path == pack) is bool(opens)
    put_away(window)


def test_other_files_open_as_projects(window, project, pack, tmp_path, monkeypatch):
    other = tmp_path / "other.fop"
    Project.create(other, project.codebook)
    with Attendant() as attendant:
        window.project_actions.material.take_dropped((other,))
        assert window.desk.open_project.store.path == other
        monkeypatch.setattr(files, "choose_file", lambda *_: pack)
        window.actions_known.action("project.open").trigger()
        settle(window)
        assert attendant.met == []
        assert window.desk.open_project.store.path == pack, "another project's pack is opened like any"
        window.project_actions.material.take_dropped((tmp_path / "no.fop",))
        assert len(attendant.met) == 1
    assert window.desk.open_project.store.path == pack


# ---- rounds ----------------------------------------------------------------------------------------------------------


def test_without_a_round_the_dialog_says_what_one_is(window, project):
    dialog = done(window, "rounds.show", RoundsDialog)
    assert dialog.empty.isVisible()
    assert dialog.new.hasFocus()
    assert not dialog.open_it.isEnabled()
    assert not dialog.keep_before.isEnabled()
    dialog._open()
    dialog._keep(None)
    press("Escape")


def test_a_round_is_made_with_the_keyboard(window, project):
    dialog = done(window, "rounds.show", RoundsDialog)
    press("Space")
    new = shown(window, NewRoundDialog)
    assert new.name.hasFocus()
    type_in("Calibration 1")
    new.aim.setFocus()
    press("Up")
    new.who.setFocus()
    press("Space")
    assert not new.make.isEnabled(), "one coder makes no round"
    press("Down")
    press("Space")
    new.choice.how.setFocus()
    press("End")
    new.choice.list.setFocus()
    press("Space")
    new.choice.look_again()
    assert new.make.isEnabled()
    new.name.setFocus()
    press("Return")
    settle(window)
    made = project.store.values(Round)[0]
    assert (made.name, made.aim, len(made.documents), len(made.coders)) == ("Calibration 1", Aim.CALIBRATION, 1, 2)
    assert dialog.rounds.rows == [("Calibration 1", "for calibration", "1", "Tom Birch", "blind")]
    assert "Tom Birch: 0 of 1 finished; waited for: HF01_transcript" in dialog.details.text()
    assert dialog.nothing_kept.isVisible()
    dialog.reject()


def test_a_second_reading_is_made_and_says_under_which_name(window, project):
    done(window, "rounds.show", RoundsDialog)
    press("Space")
    new = shown(window, NewRoundDialog)
    type_in("Again")
    new.aim.setCurrentIndex(new.aim.findData(Aim.AGAIN))
    assert "First coder (second reading)" in new.under.text()
    new.one.setCurrentIndex(1)
    assert "Tom Birch has finished no document" in new.choice.fault.text()
    assert not new.make.isEnabled()
    new.one.setCurrentIndex(0)
    new.choice.how.setCurrentIndex(new.choice.how.findData(NAMED))
    new.choice.names.setData(new.choice.names.index(2, 0), True, Qt.ItemDataRole.CheckStateRole)
    new.choice.look_again()
    new.make.click()
    assert project.coder_named("First coder (second reading)").again_of == project.coder
    put_away(window)


def test_a_name_that_is_taken_is_refused_in_place(window, project, pack):
    done(window, "rounds.show", RoundsDialog).new.click()
    new = shown(window, NewRoundDialog)
    type_in("first round")
    for row in (0, 1):
        new.ticked.setData(new.ticked.index(row, 0), True, Qt.ItemDataRole.CheckStateRole)
    new.make.click()
    assert "already" in new.fault.text()
    assert len(project.store.values(Round)) == 1
    put_away(window)


def test_opening_a_round_says_what_it_means_and_keeps_agreement(window, project, pack):
    code_and_finish(pack, most=2)
    window.project_actions.second_coding.merge(pack)
    shown(window, MergeDialog).do.click()
    dialog = done(window, "rounds.show", RoundsDialog)
    assert dialog.rounds.rows == [("First round", "final", "3", "Tom Birch", "blind")]
    assert [row[0] for row in dialog.packs.rows] == ["Tom Birch"]
    assert "merged" in dialog.packs.rows[0][4]
    asked = []

    def answer(said):
        if isinstance(said, Said):
            asked.append(said.words.text())
            (said.reject if len(asked) == 1 else said._choose)()

    with Attendant(answer):
        dialog.open_it.click()
        assert not project.store.values(Round)[0].opened
        dialog.open_it.click()
        settle(window)
    assert "Tom Birch has not finished 1." in asked[0]
    assert "put on record first" in asked[0]
    assert project.store.values(Round)[0].opened
    assert project.store.values(KeptAgreement)
    assert dialog.rounds.rows[0][4].startswith("open since ")
    assert dialog.records.rows[0][0] == "Respondent × code"
    assert dialog.records.rows[0][2].startswith("before discussion")
    assert not dialog.open_it.isEnabled()
    assert not dialog.keep_before.isEnabled()
    dialog.keep_after.click()
    settle(window)
    assert any(row[2].startswith("after discussion") for row in dialog.records.rows)
    assert "is on record" in window.status.sentence.text()
    dialog.reject()


def test_only_the_leader_opens_and_it_is_said_before_anything_is_asked(window, project, pack):
    window.desk.act_as("Tom Birch")
    dialog = done(window, "rounds.show", RoundsDialog)
    with Attendant() as attendant:
        dialog.open_it.click()
    assert attendant.met == []
    assert "Only First coder, who leads the project, may open a round" in dialog.fault.text()
    dialog.reject()


def test_nothing_to_keep_is_said(window, project, pack):
    dialog = done(window, "rounds.show", RoundsDialog)
    dialog.keep_before.click()
    settle(window)
    assert "No two of its coders have finished a document together" in dialog.fault.text()
    dialog.table.setFocus()
    press("Return")
    assert dialog.isVisible(), "Enter in a table closes nothing"
    dialog.reject()


def test_what_the_project_refuses_to_keep_is_said(window, project, pack, monkeypatch):
    from fop_coder.model.errors import ChangeRefused

    code_and_finish(pack)
    window.project_actions.second_coding.merge(pack)
    shown(window, MergeDialog).do.click()
    dialog = done(window, "rounds.show", RoundsDialog)

    def refuse(*_):
        raise ChangeRefused("it was changed meanwhile")

    monkeypatch.setattr(window.desk, "do", refuse)
    dialog.keep_after.click()
    assert not dialog.keep_after.isEnabled(), "not twice"
    dialog.reject()
    assert dialog.isVisible(), "not in the middle of it"
    settle(window)
    assert dialog.fault.text() == "It was changed meanwhile."
    monkeypatch.setattr("fop_coder.gui.second_coding.rounds.keep_round", refuse)
    dialog.keep_before.click()
    settle(window)
    assert dialog.fault.text() == "It was changed meanwhile."
    dialog.close()


def test_reading_only_rounds_are_shown_and_nothing_can_be_done(bare_window, sample_copy, tmp_path):
    with Project.open(sample_copy) as project:
        hand_out(project, tmp_path / "t.fop", Wish("Tom", round="One"), draw(project, Choice(number=2)))
    bare_window.desk.open(sample_copy, read_only=True)
    dialog = done(bare_window, "rounds.show", RoundsDialog)
    for button in (dialog.new, dialog.open_it, dialog.keep_before, dialog.keep_after):
        assert not button.isEnabled()
    dialog.reject()
    coders = done(bare_window, "coders.show", CodersDialog)
    assert not coders.add.isEnabled()
    assert not coders.model.index(0, 0).flags() & Qt.ItemFlag.ItemIsEditable
    coders.reject()
    put_away(bare_window)


# ---- coders ----------------------------------------------------------------------------------------------------------


def test_a_coder_is_described_in_place_with_the_keyboard(window, project):
    dialog = done(window, "coders.show", CodersDialog)
    assert dialog.table.hasFocus()
    press("Down")
    press("Right")
    press("Return")
    write_over("research assistant")
    press("Return")
    assert project.coder_named("Tom Birch").role == "research assistant"
    assert dialog.table.currentIndex().row() == 1
    assert dialog.model.index(1, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "Tom Birch, Role: research assistant"
    dialog.table.setCurrentIndex(dialog.model.index(1, 0))
    dialog.table.setFocus()
    press("F2")
    write_over("first coder")
    press("Return")
    assert "There is a coder called 'First coder' already" in dialog.fault.text()
    assert project.coder_named("Tom Birch")
    dialog.reject()
    window.desk.undo_stack.undo()
    assert project.coder_named("Tom Birch").role == ""


def test_a_coder_is_added(window, project):
    dialog = done(window, "coders.show", CodersDialog)
    dialog.name.setFocus()
    press("Return")
    type_in("Eve Marsh")
    press("Return")
    assert project.coder_named("Eve Marsh")
    assert dialog.isVisible()
    assert dialog.name.text() == ""
    type_in("eve marsh")
    press("Return")
    assert "already" in dialog.fault.text()
    assert dialog.model.rowCount() == 3
    assert dialog.model.index(0, 6).data() == "leads the project"
    dialog.reject()


# ---- the agreement of a table ----------------------------------------------------------------------------------------


@pytest.fixture
def ratings(tmp_path):
    path = tmp_path / "ratings.csv"
    path.write_text(RATINGS, encoding="utf-8")
    return path


def test_the_agreement_of_a_table_needs_no_project(bare_window, ratings, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "choose_file", lambda *_: ratings)
    dialog = done(bare_window, "agreement.of_table", TableAgreementDialog)
    assert dialog.choose.hasFocus()
    dialog.read()
    press("Space")
    settle(bare_window)
    assert dialog.compared.text() == "Ann, Ben: 30 units compared, 0 left out"
    assert dialog.counts.rows == [("yes", "15", "5"), ("no", "7", "3")]
    found = {row[0]: row for row in dialog.figures.rows}
    assert found["Percent agreement"][1] == "60 %"
    assert found["Cohen's kappa"][1] == "0.05"
    assert "seed 1" in dialog.notes.toPlainText()
    assert dialog.table.hasFocus()
    dialog.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert "Percent agreement\t60 %" in copied
    assert "Ann\tBen: yes\tBen: no" in copied
    for name in ("agreement.csv", "agreement.json", "agreement.xlsx"):
        monkeypatch.setattr(files, "choose_new_file", lambda *_, name=name: tmp_path / name)
        dialog.save.click()
        assert (tmp_path / name).exists()
    kept = json.loads((tmp_path / "agreement.json").read_text(encoding="utf-8"))
    assert kept["overall"]["percent_agreement"] == 0.6
    assert "percent_agreement,0.6" in (tmp_path / "agreement.csv").read_text(encoding="utf-8-sig")
    monkeypatch.setattr(files, "choose_new_file", lambda *_: tmp_path / "agreement.doc")
    dialog.save.click()
    assert "is not a format of tables" in dialog.fault.text()
    monkeypatch.setattr(files, "choose_new_file", lambda *_: None)
    dialog.save.click()
    dialog.reject()
    put_away(bare_window)


def test_options_are_taken_and_old_figures_go_when_they_change(bare_window, ratings):
    dialog = done(bare_window, "agreement.of_table", TableAgreementDialog)
    drop(dialog, ratings)
    settle(bare_window)
    dialog.categories.setFocus()
    type_in("yes, no, unclear")
    assert dialog.report is None
    assert not dialog.save.isEnabled()
    assert dialog.figures.rows == []
    dialog.seed.setValue(5)
    dialog.resamples.setValue(200)
    dialog.tell.click()
    settle(bare_window)
    assert dialog.report.categories == ("yes", "no", "unclear")
    assert (dialog.report.seed, dialog.report.resamples) == (5, 200)
    assert any(row[0].startswith("unclear: ") for row in dialog.figures.rows)
    dialog.reject()
    put_away(bare_window)


def test_figures_below_nought_have_a_minus_sign_on_the_screen_and_a_hyphen_where_they_are_pasted(bare_window, tmp_path):
    against = tmp_path / "against.csv"
    rows = (f"u{n},{coder},{v}\n" for n in range(12) for coder, v in (("Ann", "yny"[n % 3]), ("Ben", "nyn"[n % 3])))
    against.write_text(f"unit,coder,value\n{''.join(rows)}", encoding="utf-8")
    dialog = done(bare_window, "agreement.of_table", TableAgreementDialog)
    dialog.take(against)
    settle(bare_window)
    (alpha,) = [row for row in dialog.figures.rows if row[0] == "Krippendorff's alpha"]
    assert alpha[1] == "\u22120.92"
    assert "-" not in "".join(alpha[1:4])
    dialog.copy.click()
    assert "Krippendorff's alpha\t-0.92" in QGuiApplication.clipboard().text()
    dialog.reject()
    put_away(bare_window)


def test_the_bar_below_wide_coefficients_is_in_sight_at_150_per_cent(bare_window, ratings, theme, tmp_path):
    theme.apply(Appearance.LIGHT, 1.5)
    bare_window.resize(1100, 700)
    table = tmp_path / "three.csv"
    table.write_text(
        "unit,coder,value\n" + "".join(f"u{n},{who},{'abc'[n % k]}\n" for n in range(12) for who, k in THREE),
        encoding="utf-8",
    )
    dialog = done(bare_window, "agreement.of_table", TableAgreementDialog)
    dialog.take(table)
    settle(bare_window)
    bar, shown = dialog.table.horizontalScrollBar(), dialog.outcome.viewport()
    assert bar.isVisible(), "the figures are wider than the dialog"
    assert bar.mapTo(shown, bar.rect().bottomLeft()).y() < shown.height()
    dialog.reject()


THREE = (("Ann", 2), ("Ben", 3), ("Cleo", 1))


def test_what_is_refused_of_a_table_is_said_in_place(bare_window, tmp_path, ratings):
    doubled = tmp_path / "doubled.csv"
    doubled.write_text("unit,coder,value\nu1,Ann,yes\nu1,Ann,no\nu1,Ben,no\n", encoding="utf-8")
    dialog = done(bare_window, "agreement.of_table", TableAgreementDialog)
    dialog.take(doubled)
    settle(bare_window)
    assert dialog.fault.text().startswith("doubled.csv: ")
    assert "2" in dialog.fault.text()
    assert "3" in dialog.fault.text()
    assert dialog.report is None
    dialog._copy()
    dialog._save()
    dialog.yes.setText("perhaps")
    dialog.take(ratings)
    settle(bare_window)
    assert "perhaps" in dialog.fault.text()
    dialog.reject()
    put_away(bare_window)


def test_the_agreement_of_a_table_can_be_stopped_when_it_is_as_good_as_told(bare_window, ratings, monkeypatch):
    begun, stopped = Event(), Event()

    def told_late(path, **choice):
        begun.set()
        assert stopped.wait(10)
        return agreement_of_file(path, **choice)

    monkeypatch.setattr("fop_coder.gui.second_coding.of_table.agreement_of_file", told_late)
    dialog = done(bare_window, "agreement.of_table", TableAgreementDialog)
    dialog.take(ratings)
    assert begun.wait(10)  # the job looks no more whether it was stopped
    dialog.work.stop.click()
    stopped.set()
    settle(bare_window)
    assert dialog.report is None
    assert not dialog.save.isEnabled()
    assert not dialog.work.isVisible()
    assert dialog.fault.text() == ""
    dialog.tell.click()
    settle(bare_window)
    assert dialog.report is not None
    dialog.reject()
    put_away(bare_window)


def test_three_coders_are_compared_pair_by_pair(bare_window, tmp_path):
    table = tmp_path / "three.csv"
    rows = "".join(f"u{n},{c},{'yes' if (n + k) % 3 else 'no'}\n" for n in range(12) for k, c in enumerate("ABC"))
    table.write_text(f"unit,coder,value\n{rows}", encoding="utf-8")
    dialog = done(bare_window, "agreement.of_table", TableAgreementDialog)
    dialog.take(table)
    settle(bare_window)
    assert not dialog.count_view.isVisible()
    assert any(row[0].startswith("A and B: ") for row in dialog.figures.rows)
    dialog.reject()
    put_away(bare_window)
