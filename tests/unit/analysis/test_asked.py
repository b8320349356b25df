"""Whether a question was asked: what interviewers say against the words of the guide."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fop_coder.analysis.asked import NOTHING, THRESHOLD, Wording, is_same_word

READY = "How do you get ready for a first visit?"

HEARD = ("how", "do", "you", "plan", "planning", "visit", "visits", "ready", "first", "für", "½", "don’t", "map", "Δ")
WORDS = st.lists(st.sampled_from(HEARD), min_size=1)


@pytest.mark.parametrize(
    "said",
    [
        READY,
        "how do YOU get ready - for a FIRST visit",
        "Thanks, that helps. And, erm, before the first visits: how do you get yourselves ready?",
        "Right. So tell me: a first visit, say. How would you get ready for it?",
    ],
)
def test_a_question_put_in_other_words_is_found(said: str) -> None:
    assert Wording(READY).likeness(said).share >= THRESHOLD


@pytest.mark.parametrize(
    "said",
    [
        "",
        "Mm-hm.",
        "How do you feel about it, and for how long have you been a social worker?",
        "And what did the family say when you asked?",
    ],
)
def test_another_question_is_not(said: str) -> None:
    assert Wording(READY).likeness(said).share < THRESHOLD


def test_words_spread_over_a_long_turn_are_not_the_question() -> None:
    between = " and so on and so forth as we said just now" * 3
    said = f"how{between} ready{between} first{between} visit"
    assert Wording(READY).likeness(said).share < 0.3


def test_the_place_is_told_in_code_points() -> None:
    said = "\U0001f600 Well. How do you get ready for a first visit then?"
    found = Wording(READY).likeness(said)
    assert said[found.start : found.end] == "How do you get ready for a first visit"


def test_a_question_without_words_is_found_nowhere() -> None:
    assert Wording("… ?").likeness("anything") == NOTHING


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("plan", "planning", True), ("plans", "plan", True), ("a", "and", False), ("for", "form", False)],
)
def test_endings_do_not_matter_where_words_are_long_enough(one: str, other: str, same: bool) -> None:
    assert is_same_word(one, other) is same


@given(WORDS, WORDS, st.sampled_from([" ", ", ", " … "]))
def test_likeness_is_a_share_and_knows_neither_case_nor_points(question, said, between) -> None:
    wording = Wording(" ".join(question))
    plain = wording.likeness(" ".join(said))
    assert 0 <= plain.share <= 1
    assert Wording(" ".join(question).upper()).likeness(between.join(said).title()).share == plain.share
    assert (plain == NOTHING) == (plain.share == 0)


@given(WORDS, WORDS, WORDS)
def test_a_question_is_found_whole_wherever_it_stands(question, before, after) -> None:
    words = " ".join(question)
    assert Wording(words).likeness(" ".join([*before, words, *after])).share == 1


@given(WORDS, WORDS, WORDS)
def test_more_that_is_said_takes_nothing_away_and_order_plays_no_part_in_a_short_turn(question, said, more) -> None:
    wording = Wording(" ".join(question))
    alone = wording.likeness(" ".join(said)).share
    assert wording.likeness(" ".join([*said, *more])).share >= alone
    short = said[: 2 * len(question)]
    assert wording.likeness(" ".join(short)).share == wording.likeness(" ".join(reversed(short))).share


@given(WORDS, WORDS)
def test_the_share_equals_a_plain_count_over_all_stretches(question, said) -> None:
    distinct = set(" ".join(question).casefold().split())
    long, heard = 2 * len(question), [w.casefold() for w in said]
    stretches = [heard[n : n + long] for n in range(len(heard))]
    plain = max(sum(len(q) for q in distinct if any(is_same_word(q, w) for w in some)) for some in stretches)
    found = Wording(" ".join(question)).likeness(" ".join(said))
    assert found.share == pytest.approx(plain / sum(map(len, distinct)))
