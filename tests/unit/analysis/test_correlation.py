"""Rank correlations against their definitions, and intervals against the published formulas."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fop_coder.analysis.correlation import correlate, spread

ROWS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=3, max_size=25)


def ranks(values):
    """Return mean ranks, counted one by one."""
    return [sum(v < w for v in values) + (sum(v == w for v in values) + 1) / 2 for w in values]


def pearson(x, y):
    mx, my = sum(x) / len(x), sum(y) / len(y)
    above = sum((a - mx) * (b - my) for a, b in zip(x, y, strict=True))
    return above / math.sqrt(sum((a - mx) ** 2 for a in x) * sum((b - my) ** 2 for b in y))


def tau_b(x, y):
    """Return Kendall's tau-b, pair by pair."""
    agree = differ = tied_x = tied_y = 0
    for i, j in itertools.combinations(range(len(x)), 2):
        across, up = (x[i] > x[j]) - (x[i] < x[j]), (y[i] > y[j]) - (y[i] < y[j])
        agree += across * up > 0
        differ += across * up < 0
        tied_x += across == 0
        tied_y += up == 0
    pairs = math.comb(len(x), 2)
    return (agree - differ) / math.sqrt((pairs - tied_x) * (pairs - tied_y))


@given(ROWS)
def test_coefficients_are_their_definitions(points):
    x, y = ([p[side] for p in points] for side in (0, 1))
    (spearman, kendall), notes = correlate(x, y)
    if len({*x}) == 1 or len({*y}) == 1:
        assert spearman.value is kendall.value is None and "no coefficient is defined" in notes[0]
    else:
        assert spearman.value == pytest.approx(pearson(ranks(x), ranks(y)))
        assert kendall.value == pytest.approx(tau_b(x, y))


def test_a_case_from_the_textbooks():
    """Ten persons' IQ and hours of television: rho = -29/165."""
    iq = [106, 100, 86, 101, 99, 103, 97, 113, 112, 110]
    hours = [7, 27, 2, 50, 28, 29, 20, 12, 6, 17]
    (spearman, kendall), notes = correlate(iq, hours)
    assert spearman.value == pytest.approx(-29 / 165)
    assert kendall.value == pytest.approx(-5 / 45)
    assert spearman.p == pytest.approx(0.6272, abs=5e-5)
    assert notes == ()
    half = 1.959963984540054 * math.sqrt((1 + spearman.value**2 / 2) / 7)
    ends = [math.tanh(math.atanh(spearman.value) + sign * half) for sign in (-1, 1)]
    assert spearman.interval == pytest.approx(ends)
    half = 1.959963984540054 * math.sqrt(0.437 / 6)
    ends = [math.tanh(math.atanh(kendall.value) + sign * half) for sign in (-1, 1)]
    assert kendall.interval == pytest.approx(ends)


def test_few_points_have_no_interval_and_two_no_coefficient():
    (spearman, _), notes = correlate([1, 2, 3, 4], [1, 3, 2, 4])
    assert spearman.value == pytest.approx(0.8) and spearman.interval is None
    assert notes == ("There are only 4 points: intervals need 10.",)
    (spearman, kendall), notes = correlate([1, 2], [1, 2])
    assert (spearman.value, kendall.value) == (None, None)
    assert "only 2 points" in notes[0]


def test_numbers_in_one_line_have_no_interval():
    (spearman, kendall), _ = correlate(range(12), range(12))
    assert spearman.value == pytest.approx(1) and kendall.value == pytest.approx(1)
    assert spearman.interval is kendall.interval is None


def test_many_ties_are_said():
    _, notes = correlate([0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1], range(12))
    assert notes == ("Many have the same number: intervals and tests are then only rough.",)


def test_how_numbers_lie():
    found = spread("RBKC", [15, 0, 10, 11], 2)
    assert (found.n, found.left_out, found.lowest, found.highest, found.mean, found.median) == (4, 2, 0, 15, 9, 10.5)
    assert found.quartiles == (7.5, 12)
    assert spread("", [7], 0).quartiles == (7, 7)
    assert spread("nobody", [], 3).mean is None
