"""What is painted once and kept looks as if it were painted anew: scrolled, coded, with another coding current."""

import pytest
from PySide6.QtCore import QPointF

from fop_coder.gui.panels.code import paragraph_pictures


@pytest.fixture
def transcript(window, qtbot):
    shown = window.panel.transcript
    shown.setFocus()
    shown.setCursorWidth(0)  # it blinks
    return shown


def look(transcript):
    return transcript.viewport().grab().toImage()


def anew(transcript):
    """Return the look without anything that was kept."""
    transcript._pictures.forget()
    transcript._margin.forget()
    return look(transcript)


def painted_pictures(monkeypatch):
    """Count how often a paragraph is painted."""
    painted = []
    was = paragraph_pictures.paint_under
    monkeypatch.setattr(
        paragraph_pictures, "paint_under", lambda *a, **k: (painted.append(a[2].number), was(*a, **k))[1]
    )
    return painted


def test_scrolling_shows_the_same_as_painting_everything_anew(transcript):
    bar = transcript.verticalScrollBar()
    for height in (0, 40, 163, 400, 120):
        bar.setValue(height)
        kept = look(transcript)
        assert kept == anew(transcript), height


def test_scrolling_paints_only_paragraphs_that_come_into_sight(transcript, monkeypatch):
    look(transcript)
    painted = painted_pictures(monkeypatch)
    transcript.verticalScrollBar().setValue(60)
    look(transcript)
    assert len(painted) <= 3
    painted.clear()
    transcript.verticalScrollBar().setValue(0)
    look(transcript)
    assert not painted


def test_a_new_coding_shows_at_once_and_goes_at_once(transcript, window, qtbot):
    before = look(transcript)
    index = window.panel.opened.index
    first = next(d for d in index.in_order())
    bar = transcript.verticalScrollBar().value()
    window.panel.hand.code(next(c for c in window.panel.opened.codes.values() if c.guid != first.code.guid))
    assert transcript.verticalScrollBar().value() == bar
    assert look(transcript) == anew(transcript) != before
    window.desk.undo_stack.undo()
    assert look(transcript) == anew(transcript)


def test_the_current_coding_stands_out_and_then_no_more(transcript, window):
    transcript.go_to_turn(0)
    plain = look(transcript)
    first = window.panel.opened.index.in_order()[0]
    transcript.make_current(first.coding.guid)
    assert look(transcript) == anew(transcript) != plain
    transcript.go_to_turn(0)
    assert look(transcript) == anew(transcript)


def test_the_mouse_meets_labels_where_they_were_scrolled_to(transcript, window):
    first = window.panel.opened.index.in_order()[0]
    transcript.reveal(first.first, first.last)
    look(transcript)
    target = next(t for t in transcript._targets if t.coding == first.coding.guid)
    transcript.verticalScrollBar().setValue(transcript.verticalScrollBar().value() + 30)
    look(transcript)
    moved = target.rect.center() - QPointF(0, 30)
    assert transcript._coding_under(moved) == first.coding.guid
    assert transcript._coding_under(moved + QPointF(0, 5000)) is None


def test_colours_and_sizes_are_followed(transcript, theme):
    light = look(transcript)
    theme.apply(scale=1.2)
    assert look(transcript) == anew(transcript) != light
    theme.apply(scale=1.0)


def test_what_is_kept_stays_bounded(transcript):
    bar = transcript.verticalScrollBar()
    for height in range(0, bar.maximum(), 200):
        bar.setValue(height)
        look(transcript)
    assert 0 < len(transcript._pictures._kept) <= paragraph_pictures.KEPT


def test_a_very_tall_paragraph_is_painted_as_far_as_it_is_in_sight(transcript, monkeypatch):
    monkeypatch.setattr(paragraph_pictures, "TALLEST", 10)
    kept = look(transcript)
    monkeypatch.undo()
    assert kept == anew(transcript)
