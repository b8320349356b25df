"""Text in cells: stays text, fits, and says what had to be changed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fop_coder.exporters.cells import CELL_LIMIT, cell_text, csv_text, is_taken_for_formula


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def off(cell: str) -> str:
    """Take the apostrophe off as the README of the folder says."""
    return cell[1:] if re.match(r"'+[=+\-@\t\r\n＝＋－＠]", cell) else cell


@pytest.mark.parametrize(
    "text", ["", "planning", "=1+1", "two\nlines\tand a tab", "émoji 🙂 עברית العربية", " spaces "]
)
def test_ordinary_text_is_stored_as_it_is(text):
    assert cell_text(text).text == text
    assert cell_text(text).marks == ()


def test_control_characters_become_visible_and_are_counted():
    stored = cell_text("one\x0btwo\x00three")
    assert stored.text == "one␋two␀three"
    assert stored.marks == ("2 control characters shown by signs",)
    assert cell_text("\x0b").marks == ("1 control character shown by a sign",)


@pytest.mark.parametrize("text", ["\ud83d", "\udc00", "\ufffe", "\uffff"])
def test_what_xml_cannot_hold_is_replaced(text):
    assert cell_text(f"a{text}b").text == "a\ufffdb"


def test_text_that_a_cell_just_holds_is_whole():
    assert cell_text("x" * CELL_LIMIT).text == "x" * CELL_LIMIT
    assert cell_text("🙂" * (CELL_LIMIT // 2)).marks == ()


def test_longer_text_is_cut_and_says_so():
    stored = cell_text("x" * 40_000)
    assert units(stored.text) <= CELL_LIMIT
    kept = len(stored.text) - len(stored.text.lstrip("x"))
    assert stored.text[kept:] == f"… [cut: {kept} of 40000 characters]"
    assert kept > 32_700
    assert stored.marks == (f"cut: {kept:,} of 40,000 characters",)


@pytest.mark.parametrize("before", ["", "x"])
def test_a_cut_never_splits_an_emoji(before):
    stored = cell_text(before + "🙂" * 20_000)
    assert units(stored.text) <= CELL_LIMIT
    kept = stored.text.count("🙂") + len(before)
    assert stored.text == before + "🙂" * (kept - len(before)) + f"… [cut: {kept} of {20_000 + len(before)} characters]"


def test_text_that_excel_would_read_as_an_escape_is_escaped():
    assert cell_text("_x0041_x0042_").text == "_x005F_x0041_x005F_x0042_"
    assert cell_text("snake_x_case _x12_").text == "snake_x_case _x12_"
    long = cell_text("_x0041_" * 6_000)
    assert units(long.text) <= CELL_LIMIT
    (mark,) = long.marks
    kept = int(mark.removeprefix("cut: ").removesuffix(" of 42,000 characters").replace(",", ""))
    plain = long.text.partition("…")[0].replace("_x005F_", "_")
    assert kept == len(plain)
    assert ("_x0041_" * 6_000).startswith(plain)


@pytest.mark.parametrize("text", ["=1+1", "+44", "-x", "@SUM(A1)", "\tx", "\rx", "#N/A", "＝1"])
def test_texts_that_look_like_formulas_are_known(text):
    assert is_taken_for_formula(text)


@pytest.mark.parametrize("text", ["", "a=b", "#tag", "x-1", "'=1"])
def test_other_texts_are_not_taken_for_formulas(text):
    assert not is_taken_for_formula(text)


@pytest.mark.parametrize("text", ["=1+1", "+44", "-x", "@SUM", "\tx", "\rx", "\nx", "＝1", "'=1", "''-1"])
def test_csv_disarms_formulas_in_a_way_that_can_be_undone(text):
    assert csv_text(text) == f"'{text}"
    assert off(csv_text(text)) == text


@pytest.mark.parametrize("text", ["", "planning", "'quoted'", "it's", "'", "a=b"])
def test_csv_leaves_other_texts_alone(text):
    assert csv_text(text) == text


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("='+-@\t\x0b🙂_x0041"))))
def test_any_text_fits_and_holds_nothing_that_xml_refuses(text):
    stored = cell_text(text).text
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", stored)
    assert units(stored) <= CELL_LIMIT


@given(st.text(alphabet=st.one_of(st.characters(exclude_categories=("Cs", "Cc", "Cn")), st.sampled_from("'=+-@"))))
def test_csv_can_always_be_undone_and_never_begins_like_a_formula(text):
    assert off(csv_text(text)) == text
    assert csv_text(text)[:1] not in tuple("=+-@")
