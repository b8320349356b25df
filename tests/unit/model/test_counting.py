"""For whom a passage counts: those on whose turns it covers at least one character that is not a space."""

from hypothesis import example, given
from hypothesis import strategies as st

from fop_coder.model.counting import Voices

PIECES = st.sampled_from(
    [
        "a",
        "we",
        " ",
        "\n",
        "\t",
        "\u00a0",
        "\u2028",
        "\u3000",
        "\u200b",
        "\U0001f600",
        "e\u0301",
        "\u0301",
        "שלום",
        "א",
        "\u200f",
        ".",
    ]
)
PEOPLE = st.sampled_from(["LB01", "LB02", None])


@st.composite
def heard(draw):
    """Return a text, its turns (for None: nobody's) and a passage."""
    text, turns = "", []
    for gap, speech, who in draw(
        st.lists(st.tuples(st.lists(PIECES, max_size=2), st.lists(PIECES, min_size=1, max_size=4), PEOPLE), max_size=6)
    ):
        text += "".join(gap)
        start = len(text)
        text += "".join(speech)
        turns.append((start, len(text), who))
    text += draw(PIECES)
    start = draw(st.integers(0, len(text) - 1))
    return text, turns, start, draw(st.integers(start + 1, len(text)))


def one_by_one(text, turns, start, end):
    """Go through a passage character by character."""
    found = set()
    for place in range(start, end):
        for turn_start, turn_end, who in turns:
            if turn_start <= place < turn_end and who is not None and text[place].strip() != "":
                found.add(who)
    return found


@given(heard())
@example(("a  b", [(0, 2, "LB01"), (2, 4, "LB02")], 1, 3))
@example(("\U0001f600 x", [(0, 1, "LB01"), (1, 3, "LB02")], 0, 2))
def test_a_passage_counts_for_those_heard_in_it_character_by_character(case):
    text, turns, start, end = case
    voices = Voices(text, [turn for turn in turns if turn[2] is not None])
    assert voices.heard_in(start, end) == one_by_one(text, turns, start, end)


def test_a_passage_that_touches_only_the_spaces_of_a_turn_does_not_count_for_it():
    #       0123456789
    text = "we   you "
    voices = Voices(text, [(0, 4, "LB01"), (4, 9, "LB02")])
    assert voices.heard_in(2, 5) == frozenset()
    assert voices.heard_in(1, 5) == {"LB01"}
    assert voices.heard_in(3, 6) == {"LB02"}
    assert voices.heard_in(0, 9) == {"LB01", "LB02"}


def test_a_combining_mark_and_half_of_a_family_are_characters_too():
    text = "e\u0301 \U0001f468\u200d\U0001f469"
    voices = Voices(text, [(0, 2, "LB01"), (2, 6, "LB02")])
    assert voices.heard_in(1, 3) == {"LB01"}
    assert voices.heard_in(4, 5) == {"LB02"}


def test_what_lies_between_turns_or_after_them_counts_for_nobody():
    voices = Voices("I: yes A: no.", [(3, 6, "LB01"), (10, 13, "LB02")])
    assert voices.heard_in(0, 3) == frozenset()
    assert voices.heard_in(6, 10) == frozenset()
    assert voices.heard_in(5, 11) == {"LB01", "LB02"}
    assert voices.heard_in(13, 20) == frozenset()
    assert Voices("alone", []).heard_in(0, 5) == frozenset()


def test_nothing_is_heard_in_no_characters():
    assert Voices("we plan", [(0, 7, "LB01")]).heard_in(3, 3) == frozenset()
