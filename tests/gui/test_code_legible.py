"""Texts of all kinds stay legible and stay where they are: strange signs, very long turns, many turns, deep nesting."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor

from fop_coder.coding.passages import code_passage
from fop_coder.gui.panels.code.documents_delegate import fitting
from fop_coder.model.base import new_guid
from fop_coder.model.codebook import Code, Codebook
from fop_coder.model.coding import Coding
from fop_coder.model.draft import DocumentDraft
from fop_coder.project.importing import Preview, carry_out
from tests.study import Study

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
LEFT = Qt.MouseButton.LeftButton
FAMILY, SMILE, FLAG = "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f600", "\U0001f1ec\U0001f1e7"
SIGNS = f"Fine {FAMILY} thanks, e\u0301te\u0301. Very {SMILE} well, {FLAG}."
ARABIC = "ذهبت إلى المدرسة مع الأطفال ثم عدنا إلى البيت مساء اليوم وتحدثنا طويلا عن الأسرة"
NUMBERS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen. " * 4


def sixty_codes():
    keys = "123456789ABDFGHIJKOPQSUVWXYZ"
    return tuple(
        Code(new_guid(), f"theme-{n}", f"Theme {n}", keys[n] if n < len(keys) else "", position=n, colour=n % 12 + 1)
        for n in range(60)
    )


@pytest.fixture(scope="module")
def strange_file(tmp_path_factory):
    study = Study(tmp_path_factory.mktemp("strange"), Codebook("Sixty", sixty_codes()))
    study.interview("Signs", [("I", "How are you?"), ("R", SIGNS), ("R", ARABIC)])
    study.interview("Long", [("I", "Go on."), ("R", "and more words here " * 5000)])
    study.interview("Many", [("IR"[n % 2], f"Turn {n} says little.") for n in range(1000)])
    study.interview("Nested", [("I", "Tell me."), ("R", NUMBERS), ("R", "Short.")])
    silent = DocumentDraft("Silent.txt", "Silent", "plain text", "Tape was blank.", (), (), respondent="Silent")
    assert carry_out(study.project, Preview(Path("Silent.txt"), silent)).result == "imported"
    study.project.close()
    return study.path


@pytest.fixture
def code(bare_window, strange_file, tmp_path, qtbot):
    """The Code screen on the strange project."""
    copy = tmp_path / "strange.fop"
    copy.write_bytes(strange_file.read_bytes())
    assert bare_window.open_project(copy)
    bare_window.show_panel("code")
    return bare_window.panel


def show(panel, name, qtbot):
    panel.open(panel.desk.open_project.document_named(name).guid)
    panel.transcript.setFocus()
    qtbot.waitUntil(panel.transcript.hasFocus)
    return panel.transcript


def passages(panel):
    found = panel.desk.open_project.store.values(Coding, document=panel.opened.document.guid)
    return [panel.opened.segments.text[c.start : c.end] for c in found]


def place(view):
    """Return everything that must not move: scrolling, the caret's line, the column, the whole."""
    return (
        view.verticalScrollBar().value(),
        view.cursorRect().topLeft(),
        view.viewport().mapToGlobal(QPoint()),
        view.document().size(),
        view.places,
    )


# ---- nothing moves ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Signs", "Long", "Many", "Nested"])
def test_coding_moves_nothing_under_the_readers_eyes(code, name, qtbot):
    view = show(code, name, qtbot)
    view.go_to_turn(len(code.opened.segments.speeches) * 2 // 3)
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 37)
    before = place(view)
    for key in "1234567":
        qtbot.keyClick(view, key)
        assert place(view) == before
    for key in "7654":
        qtbot.keyClick(view, key)
        assert place(view) == before
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    qtbot.keyClick(view, "z", CTRL)
    assert place(view) == before
    qtbot.wait(200)  # figures follow a moment later
    assert place(view) == before


def test_more_than_four_lanes_are_said_in_a_number_and_the_column_stays(code, qtbot):
    view = show(code, "Nested", qtbot)
    start = code.opened.segments.text.index("one two")
    before = place(view)[2:]
    for many in range(7):
        view.select(start + many * 4, start + 300 - many * 20)
        view.selected()
        qtbot.keyClick(view, "123456789"[many])
    assert place(view)[2:] == before
    assert max(d.lane for d in code.opened.index.in_order()) == 6
    view.viewport().repaint()
    labels = [t.rect for t in view._targets if t.rect.left() >= view.places.labels]
    assert len(labels) >= 4
    assert labels[0].left() > view.places.labels, "the first moved aside for +3"
    for one, other in pairwise(labels):
        assert not one.intersects(other)


def test_hovering_a_label_leaves_only_that_codings_tint(code, theme, qtbot):
    view = show(code, "Nested", qtbot)
    view.go_to_turn(1)
    qtbot.keyClick(view, "1")
    start = code.opened.segments.text.index("one two")
    view.select(start, start + 7)
    qtbot.keyClick(view, "2")
    view.go_to_turn(2)
    view.viewport().repaint()
    inner = next(d for d in code.opened.index.in_order() if d.code.key == "2")
    spot = QPoint(view.places.gutter + 300, _line(view, inner.first))
    outer_tint, inner_tint = theme.code(1).tint.name(), theme.code(2).tint.name()

    def colours(left, right):
        picture = view.viewport().grab().toImage()
        return {picture.pixelColor(x, spot.y()).name() for x in range(left, right)}

    whole = (view.places.gutter, view.places.gutter + 400)
    assert {outer_tint, inner_tint} <= colours(*whole)
    target = next(t for t in view._targets if t.coding == inner.coding.guid)
    qtbot.mouseMove(view.viewport(), target.rect.center().toPoint())
    assert inner_tint in colours(*whole)
    assert outer_tint not in colours(*whole)
    qtbot.mouseMove(view.viewport(), QPoint(view.places.gutter + 10, 400))
    assert outer_tint in colours(*whole)


def _line(view, unit):
    cursor = QTextCursor(view.document())
    cursor.setPosition(unit)
    return view.cursorRect(cursor).top() + 3


def test_the_interviewers_turn_has_no_tint(code, theme, qtbot):
    view = show(code, "Nested", qtbot)
    view.go_to_turn(0)
    qtbot.keyClick(view, "1")
    view.viewport().repaint()
    picture = view.viewport().grab().toImage()
    y = view.cursorRect().center().y()
    row = {picture.pixelColor(x, y).name() for x in range(view.places.gutter, view.places.lanes - 2)}
    assert theme.code(1).tint.name() not in row


# ---- signs of all kinds ----------------------------------------------------------------------------------------------


def test_words_are_selected_by_dragging_over_signs_outside_the_first_plane(code, qtbot):
    view = show(code, "Signs", qtbot)
    text, segments = code.opened.segments.text, code.opened.segments
    cursor = view.textCursor()

    def at(words):
        cursor.setPosition(segments.to_qt(text.index(words)))
        return view.cursorRect(cursor).center()

    begin, end = at("Fine"), at(" thanks")
    qtbot.mousePress(view.viewport(), LEFT, pos=begin)
    qtbot.mouseMove(view.viewport(), end)
    qtbot.mouseRelease(view.viewport(), LEFT, pos=end)
    assert text[slice(*view.selected())] == SIGNS.split(" thanks", maxsplit=1)[0]
    qtbot.keyClick(view, "1")
    cursor.setPosition(segments.to_qt(text.index(SMILE)))
    view.setTextCursor(cursor)
    qtbot.keyClick(view, Qt.Key.Key_Right, SHIFT)
    qtbot.keyClick(view, "2")
    assert passages(code) == [SIGNS.split(" thanks", maxsplit=1)[0], SMILE]


def test_right_to_left_words_are_coded_and_pulled(code, qtbot):
    view = show(code, "Signs", qtbot)
    start = code.opened.segments.text.index("المدرسة")
    view.select(start, start + len("المدرسة"))
    qtbot.keyClick(view, "3")
    qtbot.keyClick(view, Qt.Key.Key_Right, ALT | SHIFT)
    assert passages(code) == ["المدرسة مع"]
    view.viewport().repaint()
    drawn = code.opened.index.get(view.current)
    block = next(b for b in view._blocks(0, view.viewport().height()) if b.number in drawn.blocks)
    rect = block.across(block.line_at(drawn.first), drawn.first, drawn.last)
    assert view.places.gutter <= rect.left() < rect.right() <= view.places.column + 1


def test_a_tint_ends_at_the_last_word_of_a_line(code, qtbot):
    view = show(code, "Nested", qtbot)
    view.go_to_turn(1)
    qtbot.keyClick(view, "1")
    block = next(b for b in view._blocks(0, view.viewport().height()) if view.segments.turn_of(b.number) == 1)
    line = block.layout.lineAt(0)
    drawn = code.opened.index.in_order()[0]
    assert block.across(line, drawn.first, drawn.last).width() <= line.naturalTextWidth() + 0.5


# ---- long and empty --------------------------------------------------------------------------------------------------


def test_in_a_turn_of_100000_characters_words_are_coded_in_the_middle(code, qtbot):
    view = show(code, "Long", qtbot)
    segments = code.opened.segments
    middle = segments.text.index("more", 50_000)
    view.go_to(middle)
    for _ in range(2):
        qtbot.keyClick(view, Qt.Key.Key_Right, CTRL | SHIFT)
    qtbot.keyClick(view, "4")
    assert passages(code) == ["more words"]
    qtbot.keyClick(view, Qt.Key.Key_Left, ALT | SHIFT)
    assert passages(code) == ["more"]


def test_a_thousand_turns_are_gone_through_by_keys(code, qtbot):
    view = show(code, "Many", qtbot)
    view.go_to_turn(997)
    qtbot.keyClick(view, Qt.Key.Key_Down, ALT)
    qtbot.keyClick(view, Qt.Key.Key_Down, ALT)
    assert view.turn() == 999
    assert code.header.read.text() == "Read to turn 1000 of 1000"
    qtbot.keyClick(view, "2")
    qtbot.keyClick(view, Qt.Key.Key_PageDown, ALT)
    assert view.turn() == 1, "the first that is not coded"


def test_a_document_in_which_nobody_speaks_takes_every_key(code, bare_window, qtbot):
    view = show(code, "Silent", qtbot)
    for key in ("1", "m", "n"):
        qtbot.keyClick(view, key)
    qtbot.keyClick(view, Qt.Key.Key_Down, ALT)
    qtbot.keyClick(view, Qt.Key.Key_Down, CTRL)
    assert passages(code) == []
    assert code.header.read.text() == ""
    qtbot.keyClick(view, Qt.Key.Key_Return, CTRL)
    assert "Silent is finished" in bare_window._sentence.text()


# ---- sixty codes -----------------------------------------------------------------------------------------------------


def test_of_sixty_codes_the_one_typed_comes_first(code, bare_window, qtbot):
    view = show(code, "Nested", qtbot)
    view.go_to_turn(1)
    qtbot.keyClick(view, "/")
    qtbot.keyClicks(code.right.codebook.field, "theme 5")
    model = code.right.codebook.model
    assert [model.index(n).data() for n in range(3)] == ["Theme 5", "Theme 50", "Theme 51"]
    qtbot.keyClick(code.right.codebook.field, Qt.Key.Key_Down)
    qtbot.keyClick(code.right.codebook.field, Qt.Key.Key_Return)
    assert code.opened.index.get(view.current).code.name == "Theme 50"
    start = code.opened.segments.text.index("one two")
    view.select(start, start + 1)
    assert bare_window._sentence.text() == (
        "Selected: 1 character in turn 2. Press 1 to 9, A, B, D, F, G … to code them, or / to pick a code."
    )
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert bare_window._sentence.text() == "", "nothing is selected any more"


def test_what_is_known_of_a_respondent_is_shown_in_whole_words(code):
    metrics = code.fontMetrics()
    parts = ["RBKC", "long term", "11 training days"]
    room = metrics.horizontalAdvance("RBKC, long term") + 2
    assert fitting(parts, metrics, room) == "RBKC, long term"
    assert fitting(parts, metrics, 3) == "RBKC"
    assert fitting([], metrics, 30) == ""


def test_a_passage_over_two_turns_is_listed_with_its_turn(code, qtbot):
    show(code, "Nested", qtbot)
    project, document = code.desk.open_project, code.opened.document
    text = code.opened.segments.text
    first = next(iter(code.opened.codes.values()))
    code.desk.apply(code_passage(document, text.index("fifteen. ", 300), len(text) - 1, first, project.coder))
    code.right.tabs.setCurrentIndex(1)
    assert code.right.list.heading.text() == "1 passage of Nested"
    row = code.right.list.model.passage(0)
    assert code.right._turn_of(code.opened, row) == "turn 2"
