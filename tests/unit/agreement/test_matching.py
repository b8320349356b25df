"""Passages of two coders put side by side, against the same by sets of characters."""

from __future__ import annotations

from dataclasses import asdict
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fop_coder.agreement.matching import match_lengths, pool_matches
from fop_coder.agreement.passages import measure_characters
from fop_coder.model.errors import ValueRefused
from tests.reference.matching import fates, stretches
from tests.unit.agreement.texts import CODES, columns, everybody, ground_of, materials

NAMES = tuple((f"c{n}", f"Code {n}") for n in range(CODES))
COUNTS = ("first", "second", "matched", "split", "overlapping", "missed_by_first", "missed_by_second")
PLACES = ((0, 0, 100),)


def matches(rows, turns=PLACES, documents=1, *, coders=2, finished=None, pair=(0, 1), threshold=0.5):
    lengths = measure_characters(columns(rows), ground_of(turns, documents), CODES, coders)
    done = everybody(documents, coders) if finished is None else finished
    return match_lengths(lengths, pair, done, NAMES, threshold)


def counts(row):
    return {name: value for name, value in asdict(row).items() if name in COUNTS and value}


def coded(*passages):
    """Passages of the first code in the first document: (coder, start, end)."""
    return [(0, 0, coder, start, end) for coder, start, end in passages]


@pytest.mark.parametrize(
    ("passages", "expected"),
    [
        ([(0, 10, 20), (1, 10, 20)], {"first": 1, "second": 1, "matched": 1}),
        ([(0, 10, 20), (1, 15, 20)], {"first": 1, "second": 1, "matched": 1}),
        ([(0, 10, 20), (1, 16, 20)], {"first": 1, "second": 1, "overlapping": 1}),
        ([(0, 10, 20)], {"first": 1, "missed_by_second": 1}),
        ([(1, 10, 20)], {"second": 1, "missed_by_first": 1}),
        ([(0, 10, 20), (1, 20, 30)], {"first": 1, "second": 1, "missed_by_first": 1, "missed_by_second": 1}),
        ([(0, 10, 40), (1, 10, 20), (1, 30, 40)], {"first": 1, "second": 2, "split": 1}),
        ([(0, 10, 40), (1, 10, 30), (1, 35, 40)], {"first": 1, "second": 2, "matched": 1, "split": 1}),
        ([(0, 10, 20), (0, 15, 30), (1, 10, 30)], {"first": 1, "second": 1, "matched": 1}),
        ([(0, 10, 20), (0, 20, 30), (1, 10, 30)], {"first": 1, "second": 1, "matched": 1}),
        ([(0, 0, 10), (0, 12, 22), (1, 0, 13), (1, 14, 22)], {"first": 2, "second": 2, "matched": 2}),
    ],
)
def test_what_becomes_of_passages(passages, expected):
    found = matches(coded(*passages))
    assert counts(found[0]) == expected
    assert counts(found[1]) == {}


def test_the_overlap_asked_for_decides():
    passages = coded((0, 0, 10), (1, 0, 9))
    assert matches(passages, threshold=0.9)[0].matched == 1
    assert matches(passages, threshold=0.91)[0].matched == 0
    low = coded((0, 0, 30), (1, 0, 10), (1, 12, 30))
    assert counts(matches(low, threshold=0.3)[0]) == {"first": 1, "second": 2, "matched": 1, "split": 1}


@pytest.mark.parametrize("threshold", [0.0, -0.5, 1.01])
def test_a_share_that_cannot_be_is_refused(threshold):
    with pytest.raises(ValueRefused, match="passages cannot match from"):
        matches(coded((0, 0, 10)), threshold=threshold)


def test_f1_is_dice_of_passages_and_not_defined_without_any():
    found = matches(coded((0, 10, 40), (1, 10, 30), (1, 35, 40)))
    assert found[0].f1 == pytest.approx(2 / 3)
    assert found[1].f1 is None


@st.composite
def pairs_of(draw):
    rows, turns, documents, coders, finished = draw(materials())
    pair = draw(st.sampled_from([(a, b) for a in range(coders) for b in range(coders) if a != b]))
    return rows, turns, documents, coders, finished, pair


def by_sets(rows, turns, coder, code, done):
    ground = [(document, n) for document, start, end in turns for n in range(start, end) if done[code, document]]
    counted = set(ground)
    covered = {
        (document, n) for document, k, who, start, end in rows if (k, who) == (code, coder) for n in range(start, end)
    }
    return stretches(covered & counted, ground)


@given(pairs_of(), st.sampled_from([Fraction(1, 5), Fraction(2, 5), Fraction(1, 2), Fraction(4, 5), Fraction(1)]))
def test_passages_are_matched_as_sets_of_characters_are(material, threshold):
    rows, turns, documents, coders, finished, pair = material
    found = matches(rows, turns, documents, coders=coders, finished=finished, pair=pair, threshold=float(threshold))
    done = finished[:, :, list(pair)].all(axis=2)
    for code, row in enumerate(found):
        first, second = (by_sets(rows, turns, coder, code, done) for coder in pair)
        assert {name: getattr(row, name) for name in COUNTS} == fates(first, second, threshold)
    assert {name: getattr(pool_matches(found, "all"), name) for name in COUNTS} == {
        name: sum(getattr(row, name) for row in found) for name in COUNTS
    }


@given(pairs_of(), st.sampled_from([0.2, 0.5, 0.8]))
def test_whoever_is_called_first_the_same_passages_match(material, threshold):
    rows, turns, documents, coders, finished, pair = material
    more = {"coders": coders, "finished": finished, "threshold": threshold}
    one = matches(rows, turns, documents, pair=pair, **more)
    other = matches(rows, turns, documents, pair=pair[::-1], **more)
    for left, right in zip(one, other, strict=True):
        assert (left.matched, left.split, left.overlapping, left.f1) == (
            right.matched,
            right.split,
            right.overlapping,
            right.f1,
        )
        assert (left.first, left.missed_by_first) == (right.second, right.missed_by_second)


@given(pairs_of())
def test_a_coder_against_a_copy_matches_everything(material):
    rows, turns, documents, _, _, _ = material
    own = [row for row in rows if row[2] == 0]
    found = matches(own + [(*row[:2], 1, *row[3:]) for row in own], turns, documents)
    assert all(row.f1 in (1.0, None) and row.matched == row.first == row.second for row in found)
