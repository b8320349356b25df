"""Tables of text: aligned, in 100 columns, with every word in them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fop_coder.cli.tables import WIDTH, Column, display_width, table, wrapped

CODE, N = Column("code"), Column("n/N", right=True)


def test_words_stand_left_and_numbers_right() -> None:
    assert table((CODE, N), [("Planning", "22/25"), ("Review", "1/2")]) == [
        "code        n/N",
        "────────  ─────",
        "Planning  22/25",
        "Review      1/2",
    ]


def test_headings_of_several_lines_stand_on_the_rule() -> None:
    lines = table((CODE, Column("not\nreferred", right=True)), [("Planning", "3")])
    assert lines[:2] == ["               not", "code      referred"]


def test_a_long_text_goes_on_beneath_and_numbers_keep_their_place() -> None:
    long = "word " * 40
    lines = table((CODE, Column("definition"), N), [("Planning", long.strip(), "22/25")])
    assert all(display_width(line) <= WIDTH for line in lines)
    assert lines[2].endswith("22/25")
    assert " ".join(lines[2:]).count("word") == 40


def test_wide_letters_and_marks_do_not_break_the_columns() -> None:
    lines = table((CODE, N), [("日本語", "1/2"), ("cafe\u0301", "2/2"), ("planning", "2/2")])
    assert {display_width(line) for line in lines[2:]} == {display_width(lines[1])}


def test_control_characters_and_line_ends_do_not_break_a_row() -> None:
    lines = table((CODE, N), [("a\nb\x1bc", "1/2")])
    assert lines[2] == "a b\ufffdc  1/2"


@given(st.text(alphabet=st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=200), st.integers(2, 30))
def test_wrapping_loses_nothing_and_keeps_the_width(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(display_width(line) <= width for line in lines)
