"""Text compared by interval arithmetic, against counting every character (emoji are one each)."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fop_coder.agreement.comparing import compare
from fop_coder.agreement.figures import Terms
from fop_coder.agreement.passages import (
    _Finder,
    _Line,
    measure_characters,
    measure_stretches,
    rate_lengths,
    trimmed,
)
from fop_coder.agreement.sentences import sentences_in
from fop_coder.agreement.unitized import squared_lengths, unitized_alpha
from fop_coder.model.agreement import Measure
from fop_coder.model.errors import ValueRefused
from tests.unit.agreement.texts import CODERS, CODES, columns, everybody, ground_of, materials


def rated(rows, turns, documents, coders, *, finished=None, measure=measure_characters, codes=CODES):
    lengths = measure(columns(rows), ground_of(turns, documents), codes, coders)
    done = everybody(documents, coders, codes) if finished is None else finished
    return rate_lengths(lengths, CODERS[:coders], ("no", "yes"), done)


def counted(ratings):
    """How much text shows each pattern of coders, by code, document and pattern."""
    found = {}
    for place, pattern in enumerate(ratings.patterns.tolist()):
        for code, document in product(range(ratings.weights.shape[1]), range(ratings.weights.shape[2])):
            if amount := ratings.weights[place, code, document]:
                found[code, document, tuple(pattern)] = found.get((code, document, tuple(pattern)), 0) + amount
    return found


def one_by_one(rows, units, documents, coders, finished):
    """The same by looking at every unit (a set of characters each): who coded any of it?"""
    found = {}
    for code, document in product(range(CODES), range(documents)):
        if finished[code, document].sum() < 2:
            continue
        for where, characters in units:
            if where != document:
                continue
            pattern = tuple(
                int(
                    any(
                        (d, k, who) == (document, code, coder) and start <= character < end
                        for d, k, who, start, end in rows
                        for character in characters
                    )
                )
                if finished[code, document, coder]
                else -1
                for coder in range(coders)
            )
            found[code, document, pattern] = found.get((code, document, pattern), 0) + 1
    return found


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 300)), max_size=60), st.integers(0, 400))
def test_a_coding_begins_behind_as_many_turns_as_halving_finds(turns, behind):
    """However turns lie, many short ones close together or few far apart."""
    ends, at = [], 0
    for gap, length in turns:
        at += gap + length
        ends.append(at)
    end = np.array(ends, dtype=np.int64)
    line = _Line(np.zeros(1, np.int64), np.full(1, at), at + 1, end - 1, end)
    places = np.arange(min(at + 1, 2_000) + behind)[: at + 1]
    assert _Finder(line).ended_by(places).tolist() == np.searchsorted(end, places, side="right").tolist()


def test_what_is_coded_behind_the_last_turn_or_in_a_text_without_turns_measures_nothing():
    turns = [(0, 0, 5), (2, 0, 4)]
    rows = [(0, 0, 0, 3, 900), (0, 0, 1, 5, 900), (1, 0, 0, 0, 50), (2, 0, 1, 0, 9)]
    assert counted(rated(rows, turns, 3, 2, codes=1)) == {
        (0, 0, (1, 0)): 2.0,
        (0, 0, (0, 0)): 3.0,
        (0, 2, (0, 1)): 4.0,
    }


@given(materials())
def test_characters_are_as_counted_one_by_one(material):
    rows, turns, documents, coders, finished = material
    units = [(d, [character]) for d, start, end in turns for character in range(start, end)]
    found = counted(rated(rows, turns, documents, coders, finished=finished))
    assert found == one_by_one(rows, units, documents, coders, finished)


@given(materials())
def test_turns_are_as_counted_one_by_one(material):
    rows, turns, documents, coders, finished = material
    units = [(d, range(start, end)) for d, start, end in turns]
    found = counted(rated(rows, turns, documents, coders, finished=finished, measure=measure_stretches))
    assert found == one_by_one(rows, units, documents, coders, finished)


@given(materials(), st.randoms(use_true_random=False))
def test_coding_the_same_again_and_in_any_order_changes_nothing(material, chance):
    rows, turns, documents, coders, finished = material
    again = rows + rows
    chance.shuffle(again)
    assert counted(rated(again, turns, documents, coders, finished=finished)) == counted(
        rated(rows, turns, documents, coders, finished=finished)
    )


@given(materials())
def test_a_document_that_is_not_finished_changes_nothing(material):
    rows, turns, documents, coders, finished = material
    with_more = np.concatenate((finished, np.zeros_like(finished[:, :1])), axis=1)
    more = [*rows, (documents, 0, 0, 3, 9), (documents, 1, 1, 3, 9)]
    before = rated(rows, turns, documents, coders, finished=finished)
    after = rated(more, [*turns, (documents, 0, 20)], documents + 1, coders, finished=with_more)
    assert counted(after) == counted(before)
    terms = Terms("character", "character", "document", (("a", "A"), ("b", "B")), 1, 50)
    one, other = compare(before, terms), compare(after, terms)
    for left, right in zip((*one.rows, one.overall), (*other.rows, other.overall), strict=True):
        assert left.coefficients == right.coefficients and left.units == right.units


def test_only_text_of_turns_that_count_is_compared():
    found = counted(rated([(0, 0, 0, 0, 50), (0, 0, 1, 20, 30)], [(0, 10, 22), (0, 28, 40)], 1, 2))
    assert found == {(0, 0, (1, 0)): 20, (0, 0, (1, 1)): 4, (1, 0, (0, 0)): 24}


def test_passages_of_no_length_and_between_turns_count_for_nothing():
    for measure in (measure_characters, measure_stretches):
        ratings = rated([(0, 0, 0, 5, 5), (0, 0, 1, 20, 25)], [(0, 0, 20), (0, 25, 30)], 1, 2, measure=measure)
        assert {pattern for _, _, pattern in counted(ratings)} == {(0, 0)}


def test_documents_without_text_that_counts_are_no_hindrance():
    assert counted(rated([(0, 0, 0, 0, 9)], [], 2, 2)) == {}
    report = compare(rated([(0, 0, 0, 0, 9)], [], 2, 2), Terms("character", codes=(("a", "A"), ("b", "B")), yes=1))
    assert report.rows[0].coefficients[Measure.ALPHA].reason == "no unit was coded by two coders"


def test_nvivos_thousand_characters():
    rows = [(0, 0, 0, 0, 50), (0, 0, 1, 0, 200)]
    ratings = rated(rows, [(0, 0, 1000)], 1, 2, codes=1)
    report = compare(ratings, Terms("character", "character", "document", (("a", "A"),), 1)).rows[0]
    assert report.table == ((800, 150), (0, 50)) and report.units == 1000
    assert report.value(Measure.PERCENT) == pytest.approx(0.85)
    assert report.value(Measure.POSITIVE) == pytest.approx(2 * 50 / 250)
    assert report.coefficients[Measure.COHEN].standard_error is None
    assert report.drawn == 1 and "Too few documents (1) for intervals and bands; it takes 10" in report.notes


def test_whole_documents_are_drawn():
    rows = [row for d in range(12) for row in ((d, 0, 0, 0, 40 + 5 * d), (d, 0, 1, 20, 90))]
    turns = [(d, 0, 100) for d in range(12)]
    terms = Terms("character", "character", "document", (("a", "A"),), 1, 500)
    found = compare(rated(rows, turns, 12, 2, codes=1), terms).rows[0]
    low, high = found.coefficients[Measure.ALPHA].interval
    assert found.drawn == 12 and low < found.value(Measure.ALPHA) < high and high - low > 0.1


def test_stretches_out_of_order_are_refused():
    with pytest.raises(ValueRefused):
        ground_of([(0, 0, 10), (0, 9, 20)], 1)
    with pytest.raises(ValueRefused):
        ground_of([(1, 0, 10), (0, 0, 10)], 2)


def test_nine_coders_are_told_apart():
    rows = [(0, 0, coder, coder, coder + 10) for coder in range(9)]
    lengths = measure_characters(columns(rows), ground_of([(0, 0, 30)], 1), 1, 9)
    finished = everybody(1, 9, 1)
    finished[0, 0, 8] = 0
    ratings = rate_lengths(lengths, tuple("abcdefghi"), ("no", "yes"), finished)
    assert ratings.weights.sum() == 30
    assert ratings.patterns[:, :8].sum(axis=1) @ ratings.weights.sum(axis=(1, 2)) == 80
    assert (ratings.patterns[:, 8] == -1).all()


# ---- u-alpha ---------------------------------------------------------------------------------------------------------


def u_alpha(rows, length, coders, documents=1):
    spans = [(row[0], 0, *row[1:]) for row in rows]
    lengths = measure_characters(
        columns(spans), ground_of([(d, 0, length) for d in range(documents)], documents), 1, coders
    )
    ratings = rate_lengths(lengths, CODERS[:coders], ("no", "yes"), everybody(documents, coders, 1))
    squares = squared_lengths(lengths, 1)
    return ratings, squares, float(unitized_alpha(ratings, ratings.totals, squares.sum(axis=1)).value[0])


def test_u_alpha_of_three_coders_is_as_worked_out_with_half_open_lengths():
    rows = [(0, 0, 3, 15), (0, 0, 22, 53), (0, 1, 3, 10), (0, 1, 22, 53), (0, 2, 22, 46)]
    assert u_alpha(rows, 56, 3)[2] == pytest.approx(0.5645, abs=5e-5)


def test_what_only_a_question_divides_is_one_passage():
    def squares(rows):
        lengths = measure_characters(columns(rows), ground_of([(0, 0, 10), (0, 14, 30)], 1), 1, 1)
        return squared_lengths(lengths, 1).tolist()

    assert squares([(0, 0, 0, 5, 20)]) == squares([(0, 0, 0, 5, 10), (0, 0, 0, 14, 20)]) == [[121.0]]
    assert squares([(0, 0, 0, 5, 9), (0, 0, 0, 14, 20)]) == [[16.0 + 36.0]]


def reference_u_alpha(rows, length, coders):
    """The formula of 2016 by pairs of segments, each of which is one coder's passage or a gap."""
    segments = {coder: [] for coder in range(coders)}
    for coder in range(coders):
        coded = [any(c == coder and a <= place < b for _, c, a, b in rows) for place in range(length)]
        start = 0
        for place in range(1, length + 1):
            if place == length or coded[place] != coded[start]:
                segments[coder].append((coded[start], start, place))
                start = place
    shared = {(a, b): 0.0 for a in (True, False) for b in (True, False)}
    for i, j in product(range(coders), repeat=2):
        for (a, s, e), (b, t, f) in product(segments[i], segments[j]):
            if i != j:
                shared[a, b] += max(0, min(e, f) - max(s, t)) / (coders - 1)
    total = sum(shared.values())
    own = {a: sum(shared[a, b] for b in (True, False)) for a in (True, False)}
    apart = {
        a: sum((e - s) ** (2 if a else 1) for found in segments.values() for c, s, e in found if c == a)
        for a in (True, False)
    }
    chance = sum(total * (own[a] ** 2 - apart[a]) / (total**2 - sum(apart.values())) for a in (True, False))
    return 1 - (total - shared[True, True] - shared[False, False]) / (total - chance)


@given(
    st.lists(st.tuples(st.just(0), st.integers(0, 2), st.integers(0, 19), st.integers(1, 9)), min_size=1, max_size=8)
)
def test_u_alpha_is_that_of_the_segments(spans):
    rows = [(d, c, start, start + length) for d, c, start, length in spans]
    assert u_alpha(rows, 30, 3)[2] == pytest.approx(reference_u_alpha(rows, 30, 3), abs=1e-9)


def test_u_alpha_stands_in_the_report_with_an_interval():
    rows = [row for d in range(12) for row in ((d, 0, 2, 10 + d), (d, 1, 4, 20))]
    ratings, squares, value = u_alpha(rows, 40, 2, documents=12)
    terms = Terms("character", "character", "document", (("a", "A"),), 1, 100)
    report = compare(ratings, terms, squares=squares)
    found = report.rows[0].coefficients[Measure.UNITIZED]
    assert found.value == pytest.approx(value)
    assert found.interval[0] < value < found.interval[1]
    assert report.overall.value(Measure.UNITIZED) == pytest.approx(value)
    assert Measure.UNITIZED not in compare(ratings, terms).rows[0].coefficients


def test_u_alpha_needs_texts_that_all_finished():
    finished = everybody(2, 3)
    finished[:, 1, 2] = 0
    ratings = rated([(0, 0, 0, 0, 9)], [(0, 0, 20), (1, 0, 20)], 2, 3, finished=finished)
    with pytest.raises(ValueRefused):
        unitized_alpha(ratings, ratings.totals, np.zeros(CODES))


# ---- edges and sentences ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("passage", "kept"), [("  I plan. \n", "I plan."), ("I plan.", "I plan."), ("   ", ""), ("\u00a0😀 ", "😀")]
)
def test_white_space_at_the_edges_says_nothing(passage, kept):
    text = f"ab{passage}cd"
    start, end = trimmed(text, 2, 2 + len(passage))
    assert text[start:end] == kept


@pytest.mark.parametrize(
    ("spoken", "sentences"),
    [
        ("I plan. We meet! Do you? Yes.", ["I plan.", "We meet!", "Do you?", "Yes."]),
        ("Mr. Smith said so. Dr. Lee agreed.", ["Mr. Smith said so.", "Dr. Lee agreed."]),
        ("No. I did not. So did I. Then we left.", ["No.", "I did not.", "So did I.", "Then we left."]),
        ("He said … nothing. It cost 3.50 pounds.", ["He said … nothing.", "It cost 3.50 pounds."]),
        ('She said "Stop." And left.', ['She said "Stop."', "And left."]),
        ("first line\nsecond line", ["first line", "second line"]),
        ("Well, e.g. Monday. 😀 Good.", ["Well, e.g. Monday.", "😀 Good."]),
        ("計画します。次は？はい", ["計画します。", "次は？", "はい"]),
        ("  \n ", []),
        ("J. Doe came.", ["J. Doe came."]),
    ],
)
def test_sentences(spoken, sentences):
    text = f"R: {spoken} I: Go on."
    found = [text[a:b] for a, b in sentences_in(text, 3, 3 + len(spoken))]
    assert found == sentences


@given(st.text(alphabet="aB .!?…\n\"'😀。", max_size=40))
def test_sentences_hold_all_that_is_said_in_order(text):
    found = list(sentences_in(text, 0, len(text)))
    assert all(a < b for a, b in found)
    assert all(b <= c for (_, b), (c, _) in pairwise(found))
    left = list(text)
    for a, b in found:
        assert not text[a].isspace() and not text[b - 1].isspace()
        left[a:b] = " " * (b - a)
    assert "".join(left).isspace() or not left
