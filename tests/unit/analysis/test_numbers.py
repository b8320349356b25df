"""Totals of instruments, distinct codes and bands, on cases worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fop_coder.analysis.numbers import (
    NO_ANSWER_OF_THE_SCALE,
    NO_ANSWERS,
    NOT_A_NUMBER,
    TOO_MANY_MISSING,
    Numbers,
    band_numbers,
    distinct_codes,
    score,
    totals,
    written_numbers,
)
from fop_coder.model.base import new_guid
from fop_coder.model.codebook import Cut
from fop_coder.model.status import CodeFacts, CoderFacts, Status, statuses_of_coder
from tests.made import instrument

FOUR = instrument("four", 4, reversed_=[2, 4])
LENIENT = instrument("four", 4, reversed_=[2, 4], most_missing=1)
PEOPLE = [new_guid() for _ in range(6)]


def test_items_that_are_worded_the_other_way_are_turned_round_before_adding():
    assert score(FOUR, {1: "1", 2: "5", 3: "1", 4: "5"}) == 4
    assert score(FOUR, {1: "5", 2: "1", 3: "5", 4: "1"}) == 20
    assert score(FOUR, {1: "2", 2: "2", 3: "3", 4: "4"}) == 2 + 4 + 3 + 2
    assert score(FOUR, {1: "2", 2: "2", 3: "3", 4: "4"}, "first") == 2 + 4


def test_a_missing_answer_counts_as_the_mean_of_the_others_up_to_the_stated_number():
    answers = {1: "2", 2: "2", 3: "3", 4: "?"}
    assert score(FOUR, answers) == TOO_MANY_MISSING
    assert score(LENIENT, answers) == pytest.approx((2 + 4 + 3) * 4 / 3)
    assert score(LENIENT, {1: "2", 2: "2"}) == TOO_MANY_MISSING
    assert score(LENIENT, {1: "2", 2: "2"}, "first") == 6
    assert score(LENIENT, {1: "2"}, "first") == 4
    assert score(LENIENT, {3: "2"}, "first") == NO_ANSWERS
    assert score(LENIENT, {}) == NO_ANSWERS


@pytest.mark.parametrize("answer", ["0", "6", "2.5", "-1"])
def test_an_answer_that_the_scale_does_not_have_is_never_added(answer):
    assert score(LENIENT, {1: answer, 2: "2", 3: "3", 4: "4"}) == NO_ANSWER_OF_THE_SCALE


@given(st.lists(st.integers(1, 5), min_size=4, max_size=4))
def test_a_total_lies_between_the_best_and_the_worst_and_is_the_sum_of_its_subscales(answers):
    written = {number: str(answer) for number, answer in enumerate(answers, 1)}
    whole = score(FOUR, written)
    assert 4 <= whole <= 20
    assert whole == score(FOUR, written, "first") + score(FOUR, written, "second")


def test_everybody_has_a_total_or_a_reason():
    sample = frozenset(PEOPLE[:4])
    given_answers = {
        PEOPLE[0]: {1: "1", 2: "1", 3: "1", 4: "1"},
        PEOPLE[1]: {1: "1"},
        PEOPLE[2]: {1: "9", 2: "1", 3: "1", 4: "1"},
    }
    found = totals(sample, FOUR, given_answers)
    assert found.values == {PEOPLE[0]: 12}
    assert {reason: len(group) for reason, group in found.without.items()} == {
        NO_ANSWERS: 1,
        TOO_MANY_MISSING: 1,
        NO_ANSWER_OF_THE_SCALE: 1,
    }


def test_words_among_numbers_are_no_numbers_and_nobody_is_guessed():
    written = {PEOPLE[0]: "12", PEOPLE[1]: "Trainer", PEOPLE[2]: "1,5", PEOPLE[5]: "7"}
    found = written_numbers(frozenset(PEOPLE[:4]), written)
    assert found.values == {PEOPLE[0]: 12, PEOPLE[2]: 1.5}
    assert found.without[NOT_A_NUMBER] == {PEOPLE[1]}
    assert found.without["no value"] == {PEOPLE[3]}


def divided(referred=(), unread=(), not_asked=(), too_little=(), assigned=range(6)):
    code = new_guid()

    def group(places):
        return frozenset(PEOPLE[p] for p in places)

    facts = CodeFacts(group(unread), group(referred), frozenset(), group(not_asked), group(too_little))
    return statuses_of_coder(frozenset(PEOPLE), CoderFacts(new_guid(), group(assigned), {code: facts}), code)


def test_distinct_codes_follow_the_order_of_statuses():
    seen = range(5)
    one = divided(referred=[0, 1, 2, 3], unread=[1], not_asked=[4], assigned=seen)
    two = divided(referred=[0, 4], too_little=[2], not_asked=[3], assigned=seen)
    found = distinct_codes(frozenset(PEOPLE), [one, two])
    assert found.values == {PEOPLE[0]: 2}
    assert found.without == {
        "no data": {PEOPLE[5]},
        "pending": {PEOPLE[1]},
        "not asked": {PEOPLE[3], PEOPLE[4]},
        "too little information": {PEOPLE[2]},
    }
    assert found.pending_coded == {PEOPLE[1]}


def test_a_passage_beats_a_mark_in_a_number_too():
    raised = divided(referred=[0], not_asked=[0])
    assert distinct_codes(frozenset(PEOPLE[:1]), [raised]).values == {PEOPLE[0]: 1}


def test_a_number_falls_into_one_band_or_is_not_classified():
    low, high = new_guid(), new_guid()
    values = dict(zip(PEOPLE, (0.0, 1.0, 1.5, 2.0, 99.0), strict=False))
    without = {str(Status.PENDING): frozenset(PEOPLE[5:]), "no value": frozenset(), "not a number": frozenset()}
    found = band_numbers(
        Numbers(values, without, frozenset(PEOPLE[5:])), {low: Cut("0–1", 0, 1), high: Cut("2–50", 2, 50)}
    )
    assert found.by_category == {low: set(PEOPLE[:2]), high: {PEOPLE[3]}}
    assert found.by_status["not classified"] == {PEOPLE[2], PEOPLE[4]}
    assert found.by_status["pending"] == found.pending_classified == {PEOPLE[5]}


@pytest.mark.parametrize(
    ("reason", "status"),
    [
        ("no value", "no data"),
        ("no answers", "no data"),
        ("too many answers missing", "too little information"),
        ("not a number", "not classified"),
        ("an answer that the scale does not have", "not classified"),
        ("not asked", "not asked"),
    ],
)
def test_whoever_has_no_number_has_no_band_for_the_same_reason(reason, status):
    found = band_numbers(Numbers({}, {reason: frozenset(PEOPLE)}), {new_guid(): Cut("0+", 0, None)})
    assert found.by_status[status] == set(PEOPLE)
    assert sum(len(group) for group in found.by_status.values()) == len(PEOPLE)
