"""Intervals: the same by the same seed, of whole respondents, and as wide as the material makes them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fop_coder.agreement.bands import krippendorff, landis_koch
from fop_coder.agreement.resampling import draw, spreads
from fop_coder.agreement.standard_errors import t_point
from fop_coder.model.agreement import Measure
from fop_coder.model.errors import ValueRefused
from tests.unit.agreement.rating import compared, compared_codes, crossed

UNITS = crossed(12, 3, 4, 11)


def interval(measure=Measure.ALPHA, **more):
    return compared(UNITS, **more).coefficients[measure].interval


def test_the_same_seed_gives_the_same_interval_and_another_seed_another():
    assert interval(seed=3) == interval(seed=3)
    assert interval(seed=3) != interval(seed=4)


def test_more_units_of_the_same_kind_give_narrower_intervals():
    few, many = (compared(UNITS * times).coefficients[Measure.ALPHA].interval for times in (1, 20))
    assert many[1] - many[0] < (few[1] - few[0]) / 3


def test_the_interval_of_kappa_is_near_that_of_its_standard_error():
    found = compared(UNITS * 20, resamples=2000).coefficients[Measure.COHEN]
    assert found.interval == pytest.approx(found.large_sample, abs=0.01)


def test_a_respondent_is_drawn_with_all_their_codes():
    """Codes that mirror one another say no more than one alone: drawn apart, the interval would be narrower."""
    code = [[1, 1]] * 9 + [[1, 0]] * 3 + [[0, 1]] * 2 + [[0, 0]] * 9
    one, four = (compared_codes([code] * times, resamples=500) for times in (1, 4))
    assert four.overall.coefficients[Measure.ALPHA].interval == pytest.approx(
        four.rows[0].coefficients[Measure.ALPHA].interval
    )
    widths = [np.subtract(*r.overall.coefficients[Measure.ALPHA].interval) for r in (one, four)]
    assert widths[0] == pytest.approx(widths[1], rel=0.15)


def test_every_draw_has_as_many_units_as_there_are():
    weights = np.arange(12.0).reshape(3, 1, 4)
    (drawn,) = draw(weights, 50, 1, singly=True)
    assert drawn.shape == (3, 1, 50)
    assert (drawn.sum(axis=0) == weights.sum()).all()
    one_each = np.eye(5)[:, np.newaxis, :]
    (drawn,) = draw(one_each, 50, 1, singly=False)
    assert (drawn.sum(axis=0) == 5).all() and drawn.max() > 1


def test_resamples_come_in_pieces_where_there_are_many():
    weights = np.ones((2, 1, 50_000))
    pieces = [piece.shape[2] for piece in draw(weights, 95, 1, singly=False)]
    assert len(pieces) > 1 and sum(pieces) == 95


def test_undefined_resamples_are_dropped_and_told():
    values = np.array([[np.nan, 0.0, 1.0, 2.0, 3.0, np.nan], [np.nan] * 6, [7.0] * 6])
    first, none, same = spreads(values)
    assert first.interval == pytest.approx((0.075, 2.925)) and first.undefined == pytest.approx(1 / 3)
    assert none.interval is None and none.undefined == 1.0
    assert same.interval is None and same.undefined == 0.0


@given(st.lists(st.floats(-1, 1), min_size=2, max_size=50))
def test_limits_are_the_percentiles(values):
    (found,) = spreads(np.array([values]))
    expected = np.percentile(values, [2.5, 97.5])
    if found.interval is None:
        assert expected[0] == pytest.approx(expected[1], abs=1e-11)
    else:
        assert found.interval == pytest.approx(tuple(expected), abs=1e-12)


@pytest.mark.parametrize("asked", [{"resamples": 0}, {"seed": -1}])
def test_what_cannot_be_drawn_is_refused(asked):
    with pytest.raises(ValueRefused):
        compared(UNITS, **asked)


@pytest.mark.parametrize("freedom", [9, 15, 24, 99, 10_000])
def test_students_t_is_that_of_scipy(freedom):
    from scipy.stats import t

    assert t_point(freedom) == pytest.approx(t.ppf(0.975, freedom), abs=5e-4)


@pytest.mark.parametrize(
    ("value", "word"),
    [
        (-0.01, "poor"),
        (-1e-12, "slight"),
        (0.0, "slight"),
        (0.204, "slight"),
        (0.206, "fair"),
        (0.40, "fair"),
        (0.41, "moderate"),
        (0.61, "substantial"),
        (0.80, "substantial"),
        (0.81, "almost perfect"),
        (1.0, "almost perfect"),
    ],
)
def test_words_of_landis_and_koch(value, word):
    assert landis_koch(value) == word


@pytest.mark.parametrize(
    ("value", "word"), [(0.8, "reliable"), (0.799, "tentative"), (0.667, "tentative"), (0.666, "not reliable")]
)
def test_words_of_krippendorff(value, word):
    assert krippendorff(value) == word
