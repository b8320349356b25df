"""Words left out of quotations."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QTextBoundaryFinder

from fop_coder.analysis.ellipsis import merged, pieces, printed, widened, without
from fop_coder.model.report import LeftOut


def leave(text, *words, begin=0):
    """Leave words out of a passage that begins somewhere in its document, one after another."""
    out: tuple[LeftOut, ...] = ()
    for chosen in words:
        found = widened(text, text.index(chosen), text.index(chosen) + len(chosen))
        out = merged([*out, LeftOut(begin + found.start, begin + found.end)], text, begin)
    return printed(text, begin, out)


@pytest.mark.parametrize(
    ("text", "words", "quoted"),
    [
        ("I planned it, you know, before visits.", ["you know"], "I planned it, […], before visits."),
        ("I planned it well before visits", ["it well"], "I planned […] before visits"),
        ("I planned it well", ["t wel"], "I planned […]"),
        ("Well, I planned it", ["Well, "], "[…] I planned it"),
        ("I planned it well", ["planned", "it"], "I […] well"),
        ("I planned it well", ["it", "planned it"], "I […] well"),
        ("one two three four", ["two", "four"], "one […] three […]"),
        ("a “really good” plan", ["really"], "a “[…] good” plan"),
        ("a well-known plan, isn't it", ["known", "isn"], "a […] plan, […] it"),
        ("first line\nsecond line\nthird", ["second line"], "first line […] third"),
        ("no words", [], "no words"),
    ],
)
def test_dots_stand_between_spaces_for_whole_words(text, words, quoted) -> None:
    assert leave(text, *words) == quoted
    assert leave(text, *words, begin=700) == quoted


@pytest.mark.parametrize(
    ("text", "cut", "left"),
    [
        ("we 👩‍👩‍👧‍👦 plan", (3, 4), "👩‍👩‍👧‍👦"),
        ("we 👍🏽 plan", (4, 5), "👍🏽"),
        ("we 🇬🇧🇫🇷 plan", (5, 6), "🇫🇷"),
        ("wir fu\u0308r uns", (6, 8), "fu\u0308r"),
        ("計画を立てた", (2, 3), "を"),
        ("เป\u0e34น", (1, 2), "ป\u0e34"),
        ("की बात", (1, 2), "की"),
    ],
)
def test_nothing_that_is_read_as_one_character_is_cut(text, cut, left) -> None:
    found = widened(text, *cut)
    assert found is not None
    assert text[found.start : found.end] == left


def test_spaces_alone_are_no_words() -> None:
    assert widened("a   b", 1, 4) is None
    assert widened("a b", 2, 2) is None


def test_what_lies_outside_a_passage_that_was_moved_is_passed_over() -> None:
    out = (LeftOut(0, 12), LeftOut(16, 30))
    assert list(pieces("planned it", 10, out)) == [("pl", True), ("anne", False), ("d it", True)]
    assert printed("planned", 10, (LeftOut(40, 50),)) == "planned"
    assert printed("planned", 10, (LeftOut(0, 50),)) == "[…]"


def test_stretches_are_put_back_whole() -> None:
    out = (LeftOut(2, 5), LeftOut(8, 10))
    assert without(out, 4, 6) == (LeftOut(8, 10),)
    assert without(out, 5, 8) == out


WORDS = st.text(st.sampled_from("ab ,'-\n\u0301\u200d👩🏽🇬🇧क्षिกำ計\u00ad9"), min_size=1, max_size=30)


@given(WORDS, st.data())
def test_every_end_is_a_border_between_characters_as_readers_see_them(text, data) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    found = widened(text, start, data.draw(st.integers(start + 1, len(text))))
    if found is None:
        return
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, text)
    for place in (found.start, found.end):
        finder.setPosition(len(text[:place].encode("utf-16-le")) // 2)
        assert finder.isAtBoundary()


@given(WORDS, st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=5))
def test_what_is_left_out_and_what_is_kept_make_up_the_passage(text, chosen) -> None:
    found = [widened(text, min(one), max(one)) for one in chosen]
    out = merged([one for one in found if one], text)
    assert all(a.end < b.start for a, b in pairwise(out)), "in order, apart"
    assert "".join(piece for piece, _ in pieces(text, 0, out)) == text
    dropped = {place for one in found if one for place in range(one.start, one.end)}
    kept = "".join(piece for piece, is_out in pieces(text, 0, out) if not is_out)
    rest = "".join(c for place, c in enumerate(text) if place not in dropped)
    assert kept.split() == rest.split() or "".join(kept.split()) == "".join(rest.split())
    assert "".join(printed(text, 0, out).replace("[…]", "").split()) == "".join(rest.split())
