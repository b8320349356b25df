"""Finding words in all transcripts, and coding from the list of hits."""

from __future__ import annotations

import queue
import re
import threading
import time
from dataclasses import replace
from itertools import islice

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QAbstractItemModelTester

from fop_coder.coding.respondents import add_coder
from fop_coder.gui.panels.find import panel, searching
from fop_coder.gui.panels.find.delegate import fit_after, fit_before
from fop_coder.gui.panels.find.model import HitModel
from fop_coder.model.base import new_guid
from fop_coder.model.change import Change
from fop_coder.model.codebook import Codebook
from fop_coder.model.coding import Coding, Memo, MemoOn
from fop_coder.model.documents import Document
from fop_coder.model.tally import Hit
from fop_coder.project import Project

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def bare_window(window_in_turn):
    return window_in_turn


@pytest.fixture
def find(window, qtbot):
    """The screen, reached by its shortcut."""
    qtbot.keyClick(window, Qt.Key.Key_F, CONTROL)
    assert window.panel.name == "find"
    return window.panel


def look_for(find, qtbot, words):
    find.words.clear()
    qtbot.keyClicks(find.words, words)
    settle(find, qtbot)


def settle(find, qtbot):
    qtbot.waitUntil(lambda: not find._pause.isActive() and not find.searching.is_running, timeout=10_000)


def test_the_focus_is_in_the_search_field_and_examples_can_be_tried(find, qtbot):
    assert find.words.hasFocus()
    assert find.empty.isVisible() and not find.hits.isVisible() and not find.hint.isVisible()
    assert find.empty.title.text() == "Find words in all transcripts and memos"
    tried = [button.text() for button in find.empty.examples]
    assert tried == ["plan*", '"first visit"', "grandmother school", "genogram OR tree", "visit -school"]
    for number, written in enumerate(tried):
        find.words.clear()
        settle(find, qtbot)
        qtbot.mouseClick(find.empty.examples[number], Qt.MouseButton.LeftButton)
        settle(find, qtbot)
        assert find.words.text() == written
        assert find.model.rowCount() > 0, f"{written} finds something in the sample"
        assert find.hits.isVisible()


def test_hits_stand_in_context_with_their_place(find, qtbot):
    look_for(find, qtbot, "plan*")
    assert find.model.rowCount() > 10
    assert f"{find.model.rowCount()} hits in" in find.said.text()
    for row in range(find.model.rowCount()):
        hit = find.model.index(row, 0).data(HitModel.HIT)
        assert hit.text.casefold().startswith("plan")
        spoken = find.model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        assert hit.document in spoken
        assert hit.text in spoken


def test_enter_opens_the_transcript_at_the_place_and_back_comes_to_the_hit(find, window, qtbot):
    look_for(find, qtbot, "plan*")
    qtbot.keyClick(find.words, Qt.Key.Key_Return)
    assert find.hits.hasFocus()
    qtbot.keyClick(find.hits, Qt.Key.Key_Down)
    hit = find.hits.currentIndex().data(HitModel.HIT)
    qtbot.keyClick(find.hits, Qt.Key.Key_Return)
    assert window.panel.name == "code"
    assert window.panel.place().document == hit.document_guid
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.panel is find
    assert find.hits.currentIndex().row() == 1
    assert find.hits.hasFocus()
    qtbot.keyClick(find.hits, Qt.Key.Key_Return)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert window.panel is find
    assert find.hits.currentIndex().row() == 1


def test_f3_goes_from_hit_to_hit_while_reading_and_escape_comes_back_to_the_list(find, window, qtbot):
    look_for(find, qtbot, "plan*")
    qtbot.keyClick(find.words, Qt.Key.Key_Return)
    qtbot.keyClick(find.hits, Qt.Key.Key_F3)
    assert find.hits.currentIndex().row() == 1
    qtbot.keyClick(find.hits, Qt.Key.Key_Return)
    for row in (2, 3):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_F3)
        hit = find.model.hits[row]
        assert window.panel.name == "code"
        assert window.panel.place().document == hit.document_guid
        assert f"Hit {row + 1} of {find.model.rowCount()}" in window._sentence.text()
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert window.panel.place().document == find.model.hits[2].document_guid
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert window.panel is find
    assert find.hits.currentIndex().row() == 2


def test_beyond_the_last_hit_f3_stays_and_says_so(find, window, qtbot):
    look_for(find, qtbot, "garden centre")
    find.hits.go_to(find.model.rowCount() - 1)
    qtbot.keyClick(find.words, Qt.Key.Key_F3)
    assert find.hits.currentIndex().row() == find.model.rowCount() - 1
    assert "That was the last hit" in window._sentence.text()
    find.hits.go_to(0)
    qtbot.keyClick(find.words, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert "That was the first hit" in window._sentence.text()


def test_f3_without_hits_leads_to_the_search_field(window, qtbot):
    window.panel_named("find")
    window.show_panel("tallies")
    qtbot.keyClick(window, Qt.Key.Key_F3)
    assert window.panel.name == "find"
    assert window.panel.words.hasFocus()


@pytest.mark.parametrize(
    ("words", "fits"),
    [
        ('"first visit"', lambda hit: re.split(r"\W+", hit.text.casefold()) == ["first", "visit"]),
        ("genogram OR tree", lambda hit: hit.text.casefold() in ("genogram", "tree")),
        ("VISIT", lambda hit: hit.text.casefold() == "visit"),
    ],
)
def test_phrases_alternatives_and_capitals(find, qtbot, words, fits):
    look_for(find, qtbot, words)
    assert find.model.rowCount() > 1
    assert all(fits(hit) for hit in find.model.hits)


def test_a_minus_leaves_turns_out(find, window, qtbot):
    look_for(find, qtbot, "visit")
    everywhere = find.model.rowCount()
    look_for(find, qtbot, "visit -first")
    assert 0 < find.model.rowCount() < everywhere


def test_words_are_matched_as_they_are_never_as_markup(find, qtbot):
    look_for(find, qtbot, "<b>plan</b>")
    assert find.empty.title.text() == "Nothing found for <b>plan</b>"
    assert find.empty.title.textFormat() is Qt.TextFormat.PlainText


def test_speakers_codes_and_attributes_narrow(find, qtbot):
    look_for(find, qtbot, "plan*")
    everybody = find.model.rowCount()
    find.narrowing.role.setCurrentText("Respondent")
    find.narrowing.role.activated.emit(0)
    settle(find, qtbot)
    respondents = find.model.rowCount()
    assert 0 < respondents < everybody
    assert {h.role for h in find.model.hits} == {"respondent"}
    find.narrowing.code.setCurrentText("Planning")
    find.narrowing.code.activated.emit(0)
    settle(find, qtbot)
    coded = find.model.rowCount()
    assert 0 < coded < respondents
    qtbot.keyClicks(find.narrowing.where, "borough = RBKC")
    qtbot.waitUntil(lambda: find.model.rowCount() < coded, timeout=10_000)


def test_a_filter_that_cannot_be_read_is_said_and_nothing_is_listed(find, qtbot):
    look_for(find, qtbot, "plan*")
    qtbot.keyClicks(find.narrowing.where, "shoe size = 9")
    qtbot.waitUntil(lambda: "shoe size" in find.said.text(), timeout=10_000)
    assert find.model.rowCount() == 0


def test_nothing_found_is_said_with_what_may_help(find, qtbot):
    look_for(find, qtbot, "plann")
    assert find.empty.isVisible()
    assert find.empty.title.text() == "Nothing found for plann"
    assert find.empty.main.text() == "Search for plann*"
    qtbot.mouseClick(find.empty.main, Qt.MouseButton.LeftButton)
    settle(find, qtbot)
    assert find.words.text() == "plann*"
    assert find.model.rowCount() > 0
    assert find.hits.isVisible()


def test_nothing_found_where_the_search_is_narrowed_offers_to_look_everywhere(find, qtbot):
    look_for(find, qtbot, "plan*")
    everywhere = find.model.rowCount()
    qtbot.keyClicks(find.narrowing.scope, "kind = vignette")
    qtbot.waitUntil(find.empty.isVisible, timeout=10_000)
    assert find.empty.main.text() == "Search everywhere"
    assert not find.narrowing.memos.isEnabled()
    qtbot.mouseClick(find.empty.main, Qt.MouseButton.LeftButton)
    settle(find, qtbot)
    assert find.narrowing.scope.text() == ""
    assert find.narrowing.memos.isEnabled()
    assert find.model.rowCount() == everywhere


def test_a_search_already_as_wide_as_can_be_offers_nothing_more(find, qtbot):
    look_for(find, qtbot, '"zzyzx road" -visit qqq*')
    assert find.empty.isVisible() and not find.empty.main.isVisible()


def test_without_transcripts_the_list_offers_to_add_some(bare_window, qtbot, tmp_path, monkeypatch):
    Project.create(tmp_path / "new.fop", Codebook("none"))
    assert bare_window.open_project(tmp_path / "new.fop")
    bare_window.show_panel("find")
    find = bare_window.panel
    assert find.empty.title.text() == "No transcripts yet"
    asked = []
    bare_window.actions_known.action("project.import").triggered.disconnect()
    bare_window.actions_known.action("project.import").triggered.connect(lambda: asked.append(True))
    qtbot.mouseClick(find.empty.main, Qt.MouseButton.LeftButton)
    assert asked


def test_another_project_is_searched_from_the_beginning(find, window, qtbot, sample_copy):
    look_for(find, qtbot, "plan*")
    qtbot.keyClicks(find.narrowing.scope, "kind = interview")
    settle(find, qtbot)
    window.desk.close()
    assert window.open_project(sample_copy)
    assert find.words.text() == "" and find.narrowing.scope.text() == ""
    assert find.model.rowCount() == 0


def test_what_was_imported_since_is_found(find, window, qtbot):
    look_for(find, qtbot, "HF01")
    window.show_panel("tallies")
    project = window.desk.open_project
    respondent = project.respondent_labelled("HF01")
    window.desk.apply(
        Change("Memo", added=(Memo(new_guid(), MemoOn.RESPONDENT, respondent.guid, project.coder, "axolotl"),))
    )
    qtbot.keyClick(window, Qt.Key.Key_F, CONTROL)
    settle(find, qtbot)
    look_for(find, qtbot, "axolotl")
    assert find.model.rowCount() == 1


def test_a_search_shows_how_far_it_is_and_can_be_stopped(find, window, qtbot, monkeypatch):
    gate = threading.Event()

    def slow(project, words, narrowing):
        hits = iter(real(project, words, narrowing))
        yield from islice(hits, 4)
        gate.wait(10)
        yield from hits

    real = searching.find
    monkeypatch.setattr(searching, "find", slow)
    monkeypatch.setattr(searching, "FIRST", 2)
    find.words.setText("plan*")
    qtbot.waitUntil(lambda: find.model.rowCount() == 2, timeout=10_000)
    assert find.said.text() == "2 hits in 1 document so far"
    qtbot.waitUntil(find.work.isVisible, timeout=10_000)
    qtbot.mouseClick(find.work.stop, Qt.MouseButton.LeftButton)
    gate.set()
    settle(find, qtbot)
    assert not find.work.isVisible()
    assert 2 <= find.model.rowCount() < 26
    assert "There may be more" in find.said.text()


def test_of_very_many_hits_the_first_are_listed(find, qtbot, monkeypatch):
    monkeypatch.setattr(searching, "MOST", 10)
    monkeypatch.setattr(panel, "MOST", 10)
    look_for(find, qtbot, "plan*")
    assert find.model.rowCount() == 10
    assert find.said.text() == "The first 10 hits are listed; add a word to find fewer."


def test_an_earlier_search_never_shows_in_a_later_one(find, qtbot):
    find.words.setText("visit")
    find.search()
    find.words.setText("genogram")
    find.search()
    settle(find, qtbot)
    assert {hit.text.casefold() for hit in find.model.hits} == {"genogram"}


def test_fifty_thousand_hits_stay_fluent(find, qtbot):
    hit = Hit("turn", "HF01", None, 0, 4, "plan", "we ", " it", "HF01", "respondent", "HF01")
    begun = time.perf_counter()
    find.searching.found.emit([hit] * 50)
    for _ in range(5):
        find.model.add_hits([hit] * 10_000)
    find._stack.setCurrentWidget(find.hits)
    find.hits.scrollToBottom()
    find.grab()
    assert time.perf_counter() - begun < 2
    assert find.model.rowCount() == 50_050


def test_context_is_cut_between_words(theme):
    metrics = QFontMetrics(theme.serif(14))
    words = "one two three four five"
    for room in range(10, 300, 7):
        for fitted, whole in ((fit_before(words, metrics, room), words), (fit_after(words, metrics, room), words)):
            assert metrics.horizontalAdvance(fitted) <= room or fitted == "…"
            bare = fitted.strip("…")
            if metrics.horizontalAdvance("…three…") < room:
                assert all(word in whole.split() for word in bare.split())
    assert fit_before(words, metrics, 1000) == words
    assert fit_after(words, metrics, 1000) == words
    assert fit_after("x" * 200, metrics, 100).endswith("…")
    assert fit_before("x" * 200, metrics, 100).startswith("…")


def test_many_codes_at_a_place_become_badges_in_a_narrow_list(find, window, qtbot):
    look_for(find, qtbot, "garden centre")
    find.hits.setFocus()
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4):
        qtbot.keyClick(find.hits, key)
    assert len(find.model.index(0, 0).data(HitModel.CODES)) >= 4
    window.resize(1100, 700)
    assert not find.grab().isNull()
    assert "Planning" in find.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_the_codes_shown_are_those_of_the_coder_who_acts(find, window, qtbot):
    look_for(find, qtbot, "plan*")
    coded = [row for row in range(find.model.rowCount()) if find.model.index(row, 0).data(HitModel.CODES)]
    assert coded
    window.desk.apply(add_coder("Third coder"))
    window.desk.act_as("Third coder")
    assert not any(find.model.index(row, 0).data(HitModel.CODES) for row in coded)


def memo_on(window, kind, about, text):
    project = window.desk.open_project
    window.desk.apply(Change("Memo", added=(Memo(new_guid(), kind, about, project.coder, text),)))


def test_memos_lead_to_what_they_are_on(find, window, qtbot):
    project = window.desk.open_project
    document = project.store.values(Document)[3]
    code = project.codebook.codes[1]
    coding = project.store.values(Coding, coder=project.coder)[5]
    memo_on(window, MemoOn.DOCUMENT, document.guid, "wombat one")
    memo_on(window, MemoOn.RESPONDENT, project.respondent_labelled("HF02").guid, "wombat two")
    memo_on(window, MemoOn.CODE, code.guid, "wombat three")
    memo_on(window, MemoOn.PROJECT, project.settings.guid, "wombat four")
    window.desk.apply(Change("Memo", (coding,), (replace(coding, memo="wombat five"),)))
    look_for(find, qtbot, "wombat")
    places = {}
    for row, hit in enumerate(find.model.hits):
        window.show_panel("find")
        find.hits.go_to(row)
        find.hits.setFocus()
        qtbot.keyClick(find.hits, Qt.Key.Key_Return)
        places[hit.kind] = (window.panel.name, window.panel.place())
    assert places["document"][0] == "code" and places["document"][1].document == document.guid
    assert places["respondent"][1].respondent == project.respondent_labelled("HF02").guid
    assert places["code"][0] == "tallies"
    assert places["passage"][1].document == coding.document
    assert places["project"][0] == "find"
    assert "the project" in window._sentence.text()


def test_in_a_project_that_is_only_read_hits_are_not_coded(find, window, qtbot, monkeypatch):
    look_for(find, qtbot, "plan*")
    find.hits.setFocus()
    monkeypatch.setattr(type(window.desk), "is_read_only", True)
    qtbot.keyClick(find.hits, Qt.Key.Key_1)
    assert "reading only" in window._sentence.text()
    assert window.desk.undo_stack.count() == 0


def test_a_codes_key_codes_the_turn_and_again_takes_it_off(find, window, qtbot):
    look_for(find, qtbot, "garden centre")
    hit = find.model.hits[0]
    find.hits.setFocus()
    project = window.desk.open_project
    code = next(c for c in project.codebook.codes if c.key == "5")

    def on_the_turn():
        there = project.store.values(Coding, document=hit.document_guid, code=code.guid, coder=project.coder)
        return [c for c in there if c.start <= hit.start and hit.end <= c.end]

    before = len(on_the_turn())
    qtbot.keyClick(find.hits, Qt.Key.Key_5)
    assert len(on_the_turn()) == before + 1
    assert code.name in find.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    qtbot.keyClick(find.hits, Qt.Key.Key_5)
    assert len(on_the_turn()) == before
    window.desk.undo_stack.undo()
    assert len(on_the_turn()) == before + 1


def test_several_hits_are_coded_in_one_change(find, window, qtbot):
    look_for(find, qtbot, "genogram OR tree")
    find.hits.setFocus()
    find.hits.selectAll()
    project = window.desk.open_project
    before = project.store.count("coding")
    qtbot.keyClick(find.hits, Qt.Key.Key_4)
    added = project.store.count("coding") - before
    assert added > 1
    assert window.desk.undo_stack.count() == 1
    qtbot.keyClick(find.hits, Qt.Key.Key_Z, CONTROL)
    assert project.store.count("coding") == before


def test_a_key_without_a_code_says_so(find, window, qtbot):
    look_for(find, qtbot, "plan*")
    find.hits.setFocus()
    qtbot.keyClick(find.hits, Qt.Key.Key_9)
    assert "No code has the key 9" in window._sentence.text()
    assert window.desk.undo_stack.count() == 0


def test_typing_in_the_field_never_codes(find, window, qtbot):
    look_for(find, qtbot, "1 2 3")
    assert window.desk.undo_stack.count() == 0


def test_memos_are_found_but_not_coded(find, window, qtbot):
    project = window.desk.open_project
    respondent = project.respondent_labelled("HF01")
    window.desk.apply(
        Change(
            "Memo",
            added=(Memo(new_guid(), MemoOn.RESPONDENT, respondent.guid, project.coder, "a quokka in the garden"),),
        )
    )
    look_for(find, qtbot, "quokka")
    assert "memo" in find.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    find.hits.setFocus()
    qtbot.keyClick(find.hits, Qt.Key.Key_1)
    assert "Memos cannot be coded" in window._sentence.text()
    find.narrowing.memos.click()
    settle(find, qtbot)
    assert find.model.rowCount() == 0


def test_the_model_of_hits_is_sound(find, qtbot):
    QAbstractItemModelTester(find.model, QAbstractItemModelTester.FailureReportingMode.Fatal, find.model)
    look_for(find, qtbot, "plan*")
    look_for(find, qtbot, "zzyzx")


def test_hits_come_in_portions_the_first_at_once(monkeypatch):
    monkeypatch.setattr(searching, "FIRST", 2)
    monkeypatch.setattr(searching, "MOST", 9)
    hit, portions, told = Hit("turn", "HF01", None, 0, 4, "plan", "", ""), queue.SimpleQueue(), []
    tell = lambda done, of: told.append(done)  # noqa: E731
    assert searching._search(iter([hit] * 10), portions, tell, lambda: False) is True, "there are more than are listed"
    assert told == [2, 6, 9]
    assert [len(portions.get_nowait()) for _ in told] == [2, 4, 3]
    assert searching._search(iter([hit] * 9), portions, tell, lambda: False) is False
    assert searching._search(iter([hit] * 9), queue.SimpleQueue(), tell, lambda: True) is True, "it was stopped"
