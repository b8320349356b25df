"""Coding with the keyboard and the mouse: what is seen, and what is in the project."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from fop_coder.gui.panel import Place
from fop_coder.model.codebook import Code, CodebookVersion
from fop_coder.model.coding import Classification, Coding
from fop_coder.model.documents import Finish
from fop_coder.project.reading_list import Reading

ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def bare_window(window_in_turn):
    return window_in_turn


@pytest.fixture
def code(window, qtbot):
    """The Code screen with the first document open and the caret in the transcript."""
    window.show_panel("code")
    panel = window.panel
    panel.open(panel.documents.model.entries[0].document.guid)
    panel.transcript.setFocus()
    qtbot.waitUntil(panel.transcript.hasFocus)
    return panel


def codings(panel):
    """Return the acting coder's codings of the open document, as in the project."""
    project = panel.desk.open_project
    found = project.store.values(Coding, document=panel.opened.document.guid, coder=project.coder)
    return {(c.start, c.end, panel.opened.codes[c.code].name) for c in found}


def current(panel):
    """Return the current coding as in the project."""
    return panel.desk.open_project.store.codings([panel.transcript.current])[0]


def turn(panel, number):
    """Return the passage of a turn, counted from 1."""
    speech = panel.opened.segments.speeches[number - 1]
    return speech.start, speech.end


def said(window):
    return window._sentence.text()


# ---- codes' keys -----------------------------------------------------------------------------------------------------


def test_a_key_codes_the_turn_and_the_same_key_takes_it_off(code, qtbot):
    before = codings(code)
    code.transcript.go_to_turn(5)
    qtbot.keyClick(code.transcript, "2")
    assert codings(code) - before == {(*turn(code, 6), "Hypotheses")}
    assert code.right.passage.coding == code.transcript.current
    qtbot.keyClick(code.transcript, "2")
    assert codings(code) == before
    qtbot.keyClick(code.transcript, "z", CTRL)
    assert codings(code) - before == {(*turn(code, 6), "Hypotheses")}
    qtbot.keyClick(code.transcript, "z", CTRL)
    assert codings(code) == before


def test_a_selection_is_coded_without_the_spaces_at_its_ends(code, qtbot):
    start, _ = turn(code, 6)
    before = codings(code)
    code.transcript.select(start, start + 8)  # "There's "
    assert code.opened.segments.text[start : start + 8] == "There's "
    qtbot.keyClick(code.transcript, "3")
    assert codings(code) - before == {(start, start + 7, "Engagement")}
    qtbot.keyClick(code.transcript, "4")
    qtbot.keyClick(code.transcript, "3")
    assert codings(code) - before == {(start, start + 7, "Techniques")}


def test_a_selection_made_with_the_keyboard(code, qtbot):
    code.transcript.go_to_turn(5)
    for _ in range(3):
        qtbot.keyClick(code.transcript, Qt.Key.Key_Right, SHIFT | CTRL)
    start, _ = turn(code, 6)
    before = codings(code)
    qtbot.keyClick(code.transcript, "1")
    ((first, last, name),) = codings(code) - before
    assert (first, name) == (start, "Planning")
    assert code.opened.segments.text[first:last] == "There's a"[: last - first]


def test_another_passage_with_the_same_code_is_never_taken_off(code, qtbot):
    there = next(c for c in codings(code) if c[2] == "Planning")
    code.transcript.select(there[0], there[1] - 3)
    qtbot.keyClick(code.transcript, "1")
    assert there in codings(code)
    assert (there[0], there[1] - 3, "Planning") in codings(code)


def test_the_status_line_says_how_many_characters_and_which_keys(code, window):
    start, _ = turn(code, 6)
    code.transcript.select(start, start + 7)
    assert said(window) == "Selected: 7 characters in turn 6. Press 1 to 5 to code them."
    code.transcript.select(start, turn(code, 8)[0] + 8)
    assert "in turns 6 to 8." in said(window)


def test_a_key_without_a_code_says_so_and_changes_nothing(code, window, qtbot):
    before = codings(code)
    qtbot.keyClick(code.transcript, "9")
    assert "No code has the key 9" in said(window)
    assert codings(code) == before


def test_coding_never_moves_the_text(code, qtbot):
    bar = code.transcript.verticalScrollBar()
    code.transcript.go_to_turn(9)
    bar.setValue(100)
    before = code.transcript.document().size()
    for key in "12345":
        qtbot.keyClick(code.transcript, key)
    assert bar.value() == 100
    assert code.transcript.document().size() == before


def test_on_an_interviewers_turn_it_is_not_counted(code, window, qtbot):
    code.transcript.go_to_turn(6)
    qtbot.keyClick(code.transcript, "2")
    drawn = code.opened.index.get(code.transcript.current)
    assert not drawn.counted
    assert "not counted" in said(window)
    assert code.right.passage.card.coder.text() == "not counted"
    assert "not counted" in code._describe(drawn.coding.guid)


def test_nothing_is_written_where_the_project_is_open_for_reading(bare_window, sample_copy, qtbot):
    bare_window.desk.open(sample_copy, read_only=True)
    bare_window.show_panel("code")
    panel = bare_window.panel
    before = codings(panel)
    panel.transcript.setFocus()
    qtbot.keyClick(panel.transcript, "1")
    assert codings(panel) == before
    assert "reading only" in said(bare_window)
    assert not panel.header.finish_button.isEnabled() or panel.documents.model.entries[0].reading is Reading.FINISHED


# ---- going about -----------------------------------------------------------------------------------------------------


def test_turns_and_codings_by_keys(code, qtbot):
    code.transcript.go_to_turn(0)
    qtbot.keyClick(code.transcript, Qt.Key.Key_Down, ALT)
    qtbot.keyClick(code.transcript, Qt.Key.Key_Down, ALT)
    qtbot.keyClick(code.transcript, Qt.Key.Key_Up, ALT)
    assert code.transcript.turn() == 1
    assert code.transcript.accessibleDescription() == "Turn 2, HF01, 0 codings"
    in_order = sorted(codings(code))
    seen = []
    for _ in in_order:
        qtbot.keyClick(code.transcript, Qt.Key.Key_Down, CTRL)
        found = current(code)
        seen.append((found.start, found.end))
    assert seen == [c[:2] for c in in_order]
    qtbot.keyClick(code.transcript, Qt.Key.Key_Up, CTRL)
    assert (current(code).start, current(code).end) == in_order[-2][:2]


def test_the_next_uncoded_turn_is_a_respondents(code, qtbot):
    code.transcript.go_to_turn(5)
    qtbot.keyClick(code.transcript, Qt.Key.Key_PageDown, ALT)
    found = code.transcript.turn()
    assert found not in (None, 5)
    assert code.opened.segments.speeches[found].role.counts
    assert not any(code.opened.index.in_block(n) for n in code.opened.segments.paragraphs_of(found))


def test_clicking_a_label_makes_its_coding_current_and_hovering_isolates_it(code, qtbot):
    first = code.opened.index.in_order()[0]
    code.transcript.reveal(first.first, first.last)
    code.transcript.viewport().repaint()
    target = next(t for t in reversed(code.transcript._targets) if t.coding == first.coding.guid)
    qtbot.mouseMove(code.transcript.viewport(), QPoint(300, 5))  # from elsewhere: the pointer may be there already
    qtbot.mouseMove(code.transcript.viewport(), target.rect.center().toPoint())
    qtbot.waitUntil(lambda: code.transcript._isolated == first.coding.guid)
    qtbot.mouseClick(code.transcript.viewport(), Qt.MouseButton.LeftButton, pos=target.rect.center().toPoint())
    assert code.transcript.current == first.coding.guid
    assert code.right.passage.coding == first.coding.guid
    qtbot.mouseMove(code.transcript.viewport(), QPoint(300, 5))
    qtbot.waitUntil(lambda: code.transcript._isolated is None)


def test_what_the_mouse_is_told_is_plain_text(code, qtbot):
    qtbot.keyClick(code.transcript, Qt.Key.Key_Down, CTRL)
    code.hand.write_memo(code.transcript.current, "<b>bold</b>\nsecond")
    words = code._describe(code.transcript.current)
    assert "Memo: <b>bold</b>\nsecond" in words
    assert words.startswith("Planning, First coder")


# ---- the passage -----------------------------------------------------------------------------------------------------


def test_criteria_by_keys_and_by_mouse(code, qtbot):
    qtbot.keyClick(code.transcript, Qt.Key.Key_Down, CTRL)
    assert code.right.passage.met.text() == "✓ FoP-minded, 3 of 3"
    qtbot.keyClick(code.transcript, "2", ALT)
    assert len(current(code).criteria) == 2
    assert code.right.passage.met.text() == "2 of 3"
    qtbot.mouseClick(code.right.passage.boxes[1], Qt.MouseButton.LeftButton)
    assert len(current(code).criteria) == 3
    qtbot.keyClick(code.transcript, "z", CTRL)
    assert not code.right.passage.boxes[1].isChecked()


def test_a_memo_is_one_change_when_its_field_is_left(code, qtbot):
    qtbot.keyClick(code.transcript, Qt.Key.Key_Down, CTRL)
    steps = code.desk.undo_stack.count()
    qtbot.keyClick(code.transcript, "m")
    assert code.right.passage.memo.hasFocus()
    qtbot.keyClicks(code.right.passage.memo, "1 more: / see M")
    assert current(code).memo == ""
    qtbot.keyClick(code.right.passage.memo, Qt.Key.Key_Escape)
    assert code.transcript.hasFocus()
    assert current(code).memo == "1 more: / see M"
    assert code.desk.undo_stack.count() == steps + 1


def test_a_memo_is_written_after_two_seconds_and_the_caret_stays(code, qtbot):
    qtbot.keyClick(code.transcript, Qt.Key.Key_Down, CTRL)
    qtbot.keyClick(code.transcript, "m")
    qtbot.keyClicks(code.right.passage.memo, "half a thou")
    qtbot.waitUntil(lambda: current(code).memo == "half a thou", timeout=4000)
    qtbot.keyClicks(code.right.passage.memo, "ght")
    assert code.right.passage.memo.toPlainText() == "half a thought"


def test_a_half_typed_memo_is_kept_when_the_project_closes(code, window, sample_copy, qtbot):
    qtbot.keyClick(code.transcript, Qt.Key.Key_Down, CTRL)
    coding = code.transcript.current
    qtbot.keyClick(code.transcript, "m")
    qtbot.keyClicks(code.right.passage.memo, "not lost")
    window.desk.close()
    window.open_project(sample_copy)
    assert window.desk.open_project.store.codings([coding])[0].memo == "not lost"


def test_take_off_and_undo(code, qtbot):
    before = codings(code)
    qtbot.keyClick(code.transcript, Qt.Key.Key_Down, CTRL)
    qtbot.mouseClick(code.right.passage.off_button, Qt.MouseButton.LeftButton)
    assert len(codings(code)) == len(before) - 1
    qtbot.keyClick(code.transcript, "z", CTRL)
    assert codings(code) == before
    assert len(code.opened.index) == len(before)


def test_the_ends_of_a_passage_move_by_words(code, qtbot):
    qtbot.keyClick(code.transcript, Qt.Key.Key_Down, CTRL)
    text, before = code.opened.segments.text, current(code)
    qtbot.keyClick(code.transcript, Qt.Key.Key_Up, ALT | SHIFT)
    assert text[current(code).start : before.start] == "Homework. "
    qtbot.keyClick(code.transcript, Qt.Key.Key_Down, ALT | SHIFT)
    assert current(code).start == before.start
    qtbot.keyClick(code.transcript, Qt.Key.Key_Left, ALT | SHIFT)
    assert text[current(code).end : before.end] == " theirs."
    qtbot.keyClick(code.transcript, Qt.Key.Key_Right, ALT | SHIFT)
    assert current(code) == before


def test_resize_to_the_selection(code, qtbot):
    qtbot.keyClick(code.transcript, Qt.Key.Key_Down, CTRL)
    before = current(code)
    qtbot.mouseClick(code.right.passage.resize_button, Qt.MouseButton.LeftButton)
    assert code.transcript.selected() == (before.start, before.end)
    code.transcript.select(before.start, before.start + 20)
    assert code.transcript.current == before.guid
    qtbot.mouseClick(code.right.passage.resize_button, Qt.MouseButton.LeftButton)
    kept = code.desk.open_project.store.codings([before.guid])[0]
    assert (kept.start, kept.end) == code.transcript.selected()


def test_an_end_is_pulled_with_the_mouse(code, qtbot):
    qtbot.keyClick(code.transcript, Qt.Key.Key_Down, CTRL)
    before, view = current(code), code.transcript
    cursor = view.textCursor()
    grip = view.cursorRect(cursor).center()
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=grip)
    cursor.setPosition(cursor.position() + 12)
    qtbot.mouseMove(view.viewport(), view.cursorRect(cursor).center())
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=view.cursorRect(cursor).center())
    kept = code.desk.open_project.store.codings([before.guid])[0]
    assert kept.end == before.end
    assert before.start < kept.start <= before.start + 13


# ---- picking and making codes ----------------------------------------------------------------------------------------


def test_slash_picks_a_code_by_typing(code, qtbot):
    before = codings(code)
    code.transcript.go_to_turn(5)
    qtbot.keyClick(code.transcript, "/")
    assert code.right.codebook.field.hasFocus()
    qtbot.keyClicks(code.right.codebook.field, "rev")
    assert code.right.codebook.model.rowCount() == 2  # Review, and a new code "rev"
    qtbot.keyClick(code.right.codebook.field, Qt.Key.Key_Return)
    assert codings(code) - before == {(*turn(code, 6), "Review")}
    assert code.transcript.hasFocus()
    assert code.right.codebook.field.text() == ""


def test_slash_makes_a_code_and_puts_it_on_in_one_change(code, qtbot):
    project, steps = code.desk.open_project, code.desk.undo_stack.count()
    version = project.version
    start, _ = turn(code, 6)
    code.transcript.select(start, start + 7)
    qtbot.keyClick(code.transcript, "/")
    qtbot.keyClicks(code.right.codebook.field, "Housing & debt")
    assert code.right.codebook.model.index(0).data() == "Housing & debt"
    qtbot.keyClick(code.right.codebook.field, Qt.Key.Key_Return)
    made = project.code_named("Housing & debt")
    assert made.key == "6"
    assert project.version == version + 1
    assert (start, start + 7, "Housing & debt") in codings(code)
    assert code.desk.undo_stack.count() == steps + 1
    assert code.right.codebook.model.number_of(made.guid) == 5
    assert code.documents.model.entries[1].reading is Reading.REREAD
    code.desk.undo_stack.undo()
    assert "Housing & debt" not in {c.name for c in project.store.values(Code)}
    assert max(v.number for v in project.store.values(CodebookVersion)) == version


def test_escape_leaves_the_field_without_coding(code, qtbot):
    before = codings(code)
    qtbot.keyClick(code.transcript, "/")
    qtbot.keyClicks(code.right.codebook.field, "12")
    qtbot.keyClick(code.right.codebook.field, Qt.Key.Key_Escape)
    assert codings(code) == before
    assert code.transcript.hasFocus()


def test_a_click_on_a_badge_codes_and_a_click_on_a_name_shows_the_definition(code, qtbot, monkeypatch):
    before = codings(code)
    code.transcript.go_to_turn(5)
    codes = code.right.codebook.list
    rect = codes.visualRect(code.right.codebook.model.index(3))
    qtbot.mouseClick(codes.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(rect.left() + 100, rect.center().y()))
    assert codings(code) == before
    assert code.right.codebook.definition.text().startswith("The respondent talks of using a range of methods")
    qtbot.keyClick(codes, Qt.Key.Key_Return)
    assert codings(code) - before == {(*turn(code, 6), "Techniques")}


def test_codes_keys_work_wherever_no_field_has_the_caret(code, qtbot):
    before = codings(code)
    code.transcript.go_to_turn(5)
    code.right.codebook.list.setFocus()
    qtbot.keyClick(code.right.codebook.list, "5")
    assert codings(code) - before == {(*turn(code, 6), "Review")}
    code.documents.field.setFocus()
    qtbot.keyClicks(code.documents.field, "KC01/m")
    assert code.documents.field.text() == "KC01/m"
    assert codings(code) - before == {(*turn(code, 6), "Review")}


# ---- figures ---------------------------------------------------------------------------------------------------------


def test_counts_here_and_referred_follow_a_coding(code, qtbot):
    model, project = code.right.codebook.model, code.desk.open_project
    guid = project.document_named("WE02").guid
    code.open(guid)
    hypotheses = project.code_named("Hypotheses").guid
    n, here = model.referred(hypotheses).n, model.here(hypotheses)
    turns = [i for i, s in enumerate(code.opened.segments.speeches) if s.role.counts]
    code.transcript.go_to_turn(turns[0])
    code.transcript.setFocus()
    qtbot.keyClick(code.transcript, "2")
    assert model.here(hypotheses) == here + 1
    qtbot.waitUntil(lambda: model.referred(hypotheses).n == n + 1)
    assert (
        model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
        == f"Hypotheses, key 2, {here + 1} passages here, {n + 1} of 25 referred"
    )
    assert hypotheses in code.documents.model.entry(guid).codes


def test_lists_of_passages_lead_to_their_place(code, qtbot):
    code.right.tabs.setCurrentIndex(1)
    listed = code.right.list.model
    assert listed.rowCount() == len(codings(code))
    qtbot.keyClick(code.transcript, Qt.Key.Key_Down, CTRL)
    code.right.tabs.setCurrentIndex(2)
    assert listed.rowCount() > 1
    elsewhere = next(r for r in range(listed.rowCount()) if listed.passage(r).document != code.opened.document.name)
    wanted = listed.passage(elsewhere)
    code.right.list.list.setCurrentIndex(listed.index(elsewhere))
    qtbot.keyClick(code.right.list.list, Qt.Key.Key_Return)
    assert code.opened.document.name == wanted.document
    assert code.transcript.current == wanted.coding
    assert "Planning" in listed.index(0).data(Qt.ItemDataRole.AccessibleTextRole)


# ---- finishing and places --------------------------------------------------------------------------------------------


def test_finish_opens_the_next_unfinished_document(code, window, qtbot):
    project = code.desk.open_project
    for name in ("HF03", "KC05", "KC03"):
        code.open(project.document_named(name).guid)
        code.reopen()
    assert code.documents.finished.text() == "22 of 25 finished"
    assert code.documents.pending.text() == "3 pending"
    assert code.right.codebook.pending.text() == "3 documents are pending. Counts cover the 22 finished."
    assert code.opened.document.name == "KC03"
    code.transcript.setFocus()
    qtbot.keyClick(code.transcript, Qt.Key.Key_Return, CTRL)
    assert code.opened.document.name == "KC05"
    assert "KC03 is finished. KC05 is open." in said(window)
    qtbot.keyClick(code.transcript, Qt.Key.Key_Return, CTRL)
    assert code.opened.document.name == "HF03"
    qtbot.keyClick(code.transcript, Qt.Key.Key_Return, CTRL)
    assert len(project.store.values(Finish, coder=project.coder)) == 25
    assert "No document is waiting." in said(window)
    entries = len(project.history())
    qtbot.keyClick(code.transcript, Qt.Key.Key_Return, CTRL)
    assert len(project.history()) == entries, "a finished document is not finished again"


def test_the_place_is_kept_for_each_document_and_coder(code, window, sample_copy, qtbot):
    project = code.desk.open_project
    first = code.opened.document.guid
    code.transcript.go_to_turn(15)
    code.transcript.verticalScrollBar().setValue(260)
    top, caret = code.transcript.top(), code.transcript.caret()
    code.open(project.document_named("KC05").guid)
    code.transcript.go_to_turn(3)
    code.open(first)
    assert (code.transcript.caret(), code.transcript.top()) == (caret, top)
    code.open(project.document_named("KC05").guid)
    window.desk.close()
    window.open_project(sample_copy)
    assert code.opened.document.name == "KC05"
    assert code.transcript.turn() == 3
    code.open(first)
    assert (code.transcript.caret(), code.transcript.top()) == (caret, top)


def test_going_to_a_coding_or_a_position_from_elsewhere(code, window, qtbot):
    project = code.desk.open_project
    other = project.document_named("KC10")
    coding = project.store.coding_guids(documents=[other.guid])[1]
    window.show_panel("tallies")
    window.go(Place("code", coding=coding))
    assert code.opened.document.guid == other.guid
    assert code.transcript.current == coding
    window.go(Place("code", document=project.document_named("KC11").guid, position=700))
    assert code.opened.document.name == "KC11"
    assert code.transcript.caret() == code.opened.segments.from_qt(code.opened.segments.to_qt(700))
    window.go_back()
    assert code.transcript.current == coding


def test_changes_made_elsewhere_are_seen_on_coming_back(code, window, qtbot):
    before = len(code.opened.index)
    drawn = code.opened.index.in_order()[0]
    window.show_panel("history")
    from fop_coder.coding.passages import uncode

    window.desk.apply(uncode(drawn.coding, drawn.code, code.opened.document))
    window.show_panel("code")
    assert len(code.opened.index) == before - 1


def test_class_of_the_respondent_by_its_key(code, window, qtbot):
    project = code.desk.open_project
    scheme = code.hand.scheme()
    given = {c.respondent: c.category for c in project.store.values(Classification, scheme=scheme.guid)}
    who = project.respondent_labelled("HF01").guid
    assert scheme.category(given[who]).name == "Enthusiast"
    qtbot.keyClick(code.transcript, "l")
    found = project.store.values(Classification, scheme=scheme.guid, respondent=who)
    assert [scheme.category(c.category).key for c in found] == ["L"]
    assert "HF01 is classified" in said(window)
    assert "L Limited knowledge" in [c.whole for c in code.header.chips.chips]


# ---- copying ---------------------------------------------------------------------------------------------------------


def test_copies_come_from_the_stored_text(code, qtbot):
    start, end = turn(code, 6)
    code.transcript.select(start, end)
    qtbot.keyClick(code.transcript, "c", CTRL)
    assert QGuiApplication.clipboard().text() == code.opened.segments.text[start:end]
    QApplication.clipboard().clear()


# ---- room ------------------------------------------------------------------------------------------------------------


def test_in_a_small_window_the_documents_are_a_drawer(code, window, qtbot):
    window.resize(1100, 700)
    qtbot.waitUntil(lambda: not code.documents.isVisible())
    assert code.right.isVisible()
    assert code.transcript.places.label_room == 0, "labels shrink to badges"
    qtbot.keyClick(code.transcript, "b", CTRL)
    assert code.documents.isVisible()
    qtbot.keyClick(code.documents.list, Qt.Key.Key_Escape)
    assert not code.documents.isVisible()
    assert code.transcript.hasFocus()
    window.resize(1440, 900)
    qtbot.waitUntil(code.documents.isVisible)
    assert code.transcript.places.label_room > 0


def test_at_large_text_both_panes_are_drawers_and_the_place_stays(code, window, theme, qtbot):
    code.transcript.go_to_turn(12)
    caret = code.transcript.caret()
    theme.apply(scale=1.5)
    assert not code.documents.isVisible()
    assert not code.right.isVisible()
    assert code.transcript.caret() == caret
    assert code.transcript.places.column + code.transcript.viewportMargins().left() < code.transcript.width()
    qtbot.keyClick(code.transcript, "/")
    assert code.right.isVisible()
    assert code.right.codebook.field.hasFocus()
    qtbot.keyClick(code.right.codebook.field, Qt.Key.Key_Escape)
    assert not code.right.isVisible()


def test_side_panes_can_be_hidden_and_stay_so(code, window, qtbot):
    qtbot.keyClick(code.transcript, "b", CTRL | SHIFT)
    assert not code.right.isVisible()
    assert code.header.codebook_button.isVisible()
    assert code.around.preferences.text("code/pane1") == "hidden"
    qtbot.mouseClick(code.header.codebook_button, Qt.MouseButton.LeftButton)
    assert code.right.isVisible()
