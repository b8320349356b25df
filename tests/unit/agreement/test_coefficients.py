"""The coefficients against a second definition with exact fractions, and what must hold whoever codes what."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fop_coder.agreement import coefficients as c
from fop_coder.agreement.ratings import rate_codes, rate_units
from fop_coder.agreement.sums import parts_of
from fop_coder.model.agreement import Measure
from tests.reference import agreement as reference
from tests.unit.agreement.rating import NAMES, compared, compared_codes, crossed, matrix, ratings_of

FEW = st.integers(2, 5)


@st.composite
def tables(draw, *, coders=FEW, missing=True):
    """Units × coders, and how many categories are declared."""
    many, categories = draw(coders), draw(st.integers(1, 4))
    value = st.integers(0, categories - 1)
    unit = st.lists(st.none() | value if missing else value, min_size=many, max_size=many)
    return draw(st.lists(unit, min_size=1, max_size=12)), categories


def worked(units, categories):
    ratings = ratings_of(units, categories)
    return parts_of(ratings).sum_up(ratings.totals)


def same(found, expected):
    """Whether a figure is the fraction, or undefined as it is."""
    found = np.asarray(found).reshape(-1)[0]
    return math.isnan(found) if expected is None else found == pytest.approx(float(expected), abs=1e-12)


@given(tables())
def test_coefficients_of_any_number_of_coders_are_as_defined(table):
    units, categories = table
    sums = worked(units, categories)
    assert same(c.percent(sums).value, reference.percent_agreement(units))
    assert same(c.krippendorff_alpha(sums).value, reference.krippendorff_alpha(units, categories))
    assert same(c.fleiss_kappa(sums).value, reference.fleiss_kappa(units, categories))
    assert same(c.gwet_ac1(sums).value, reference.gwet_ac1(units, categories))
    if categories > 1:
        assert same(c.brennan_prediger(sums).value, reference.brennan_prediger(units, categories))
    for category in range(categories):
        assert same(c.specific_agreement(sums, category).value, reference.specific_agreement(units, category))
        assert same(c.category_kappa(sums, category).value, reference.category_kappa(units, category))


@given(tables(coders=st.just(2)))
def test_coefficients_of_two_coders_are_as_defined(table):
    units, categories = table
    sums = worked(units, categories)
    assert same(c.cohen_kappas(sums).value[0], reference.cohen_kappa(units, categories))
    assert same(c.greatest_kappa(sums).value[0], reference.greatest_kappa(units, categories))
    assert same(c.scott_pi(sums).value, reference.scott_pi(units, categories))


@given(tables(coders=st.integers(3, 4)))
def test_each_pair_is_compared_over_the_units_that_both_coded(table):
    units, categories = table
    found = c.cohen_kappas(worked(units, categories)).value[:, 0]
    many = len(units[0])
    pairs = [(a, b) for a in range(many) for b in range(a + 1, many)]
    for kappa, (a, b) in zip(found, pairs, strict=True):
        assert same(kappa, reference.cohen_kappa([[u[a], u[b]] for u in units], categories))


def everything(units, categories, *, relabelled=None):
    """All figures of a table by name; categories are told apart by their first spelling."""
    report = compared(units, categories=[f"c{k}" for k in range(categories)], yes=None, resamples=1)
    figures = {m: report.value(m) for m in report.coefficients}
    order = relabelled or list(range(categories))
    figures |= {("agreement", n): report.categories[k].agreement.value for n, k in enumerate(order)}
    return {key: None if value is None else round(value, 10) for key, value in figures.items()}


@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_coders_and_units_does_not_matter(table, chance):
    units, categories = table
    order = list(range(len(units[0])))
    chance.shuffle(order)
    turned = [[unit[k] for k in order] for unit in units]
    chance.shuffle(turned)
    assert everything(turned, categories) == everything(units, categories)


@given(tables(), st.randoms(use_true_random=False))
def test_the_names_of_categories_do_not_matter(table, chance):
    units, categories = table
    names = list(range(categories))
    chance.shuffle(names)
    renamed = [[None if v is None else names[v] for v in unit] for unit in units]
    assert everything(renamed, categories, relabelled=names) == everything(units, categories)


@given(tables(coders=st.just(1), missing=False))
def test_a_coder_against_themselves_agrees_wholly_or_without_variation(table):
    units, categories = table
    report = compared([unit * 2 for unit in units], categories=[f"c{k}" for k in range(categories)], yes=None)
    assert report.value(Measure.PERCENT) == (1.0 if len(units) > 1 else None)
    varied = len({unit[0] for unit in units}) > 1
    for measure in (Measure.ALPHA, Measure.COHEN, Measure.SCOTT, Measure.FLEISS):
        assert report.value(measure) == (1.0 if varied else None)


@given(tables(), st.integers(0, 3))
def test_units_that_nobody_coded_change_nothing(table, more):
    units, categories = table
    assert everything(units + [[None] * len(units[0])] * more, categories) == everything(units, categories)


@given(tables())
def test_alpha_disregards_units_with_one_value(table):
    units, categories = table
    paired = [unit for unit in units if sum(v is not None for v in unit) >= 2]
    alone = [[0, *[None] * (len(units[0]) - 1)]]
    sums = worked(units + alone, categories)
    assert same(c.krippendorff_alpha(sums).value, reference.krippendorff_alpha(paired, categories))


def test_declared_categories_that_nobody_used_count():
    units = crossed(20, 3, 2, 5)
    two, three = (compared(units, categories=names, yes=None) for names in (("a", "b"), ("a", "b", "c")))
    assert two.value(Measure.BRENNAN_PREDIGER) < three.value(Measure.BRENNAN_PREDIGER)
    assert two.value(Measure.AC1) < three.value(Measure.AC1)
    assert two.value(Measure.ALPHA) == three.value(Measure.ALPHA)


def test_what_comes_first_is_the_first_coder():
    report = compared(crossed(1, 4, 2, 3))
    assert report.table == ((1, 4), (2, 3))
    assert report.value(Measure.BIAS) == pytest.approx(0.2)
    assert report.value(Measure.PREVALENCE) == pytest.approx(-0.2)


@given(*[st.integers(1, 12)] * 4)
def test_what_chance_alone_gives_is_nought_and_not_the_last_digit_of_a_rounding(yes, no, said, denied):
    """Shares that are independent of one another: kappa is 0 in exact arithmetic, and printed as nothing else."""
    found = compared(crossed(yes * said, yes * denied, no * said, no * denied), resamples=10)
    assert found.value(Measure.COHEN) == 0.0
    assert math.copysign(1, found.value(Measure.COHEN)) == 1.0


@given(st.integers(1, 30), st.integers(1, 30))
def test_the_greatest_kappa_is_nought_where_one_coder_always_says_the_same(yes, no):
    found = compared(crossed(yes, 0, no, 0), resamples=10)
    assert found.value(Measure.COHEN_MAX) == 0.0


# ---- pooled over codes -----------------------------------------------------------------------------------------------


def corrected(observed, expected):
    return float((observed - expected) / (1 - expected))


def test_pooled_averages_agreement_and_chance_and_not_the_kappas():
    first = [[1, 1]] * 9 + [[1, 0]] + [[0, 0]] * 10  # po .95, pe .5
    second = [[1, 1]] + [[1, 0]] + [[0, 1]] + [[0, 0]] * 17  # po .9, pe .82
    report = compared_codes([first, second])
    kappas = [row.value(Measure.COHEN) for row in report.rows]
    assert kappas == pytest.approx([0.9, corrected(Fraction(9, 10), Fraction(82, 100))])
    pooled = corrected((Fraction(95, 100) + Fraction(9, 10)) / 2, (Fraction(5, 10) + Fraction(82, 100)) / 2)
    assert report.overall.value(Measure.COHEN) == pytest.approx(pooled)
    assert report.overall.value(Measure.COHEN) != pytest.approx(sum(kappas) / 2, abs=0.05)
    assert report.overall.value(Measure.POSITIVE) == pytest.approx(20 / 23)
    assert report.overall.units == 40 and report.overall.table == ((27, 1), (2, 10))


def test_a_code_that_nobody_used_is_left_out_of_what_is_pooled():
    used = [[1, 1]] * 8 + [[1, 0]] * 4 + [[0, 0]] * 8
    report = compared_codes([used, [[0, 0]] * 20])
    alone = compared_codes([used])
    for measure in report.overall.coefficients:
        assert report.overall.value(measure) == pytest.approx(alone.rows[0].value(measure))
    assert "1 code that nobody used left out" in " ".join(report.overall.notes)
    unused = report.rows[1]
    assert unused.value(Measure.PERCENT) == 1.0 and unused.value(Measure.ALPHA) is None
    assert "Not used by any coder: they agree trivially on all 20 respondents" in unused.notes


def test_marks_leave_a_respondent_out_of_one_code_alone():
    report = compared_codes([[[1, 1]] * 5 + [[0, 0]] * 6, [[None, 1]] * 2 + [[1, 1]] * 3 + [[0, 0]] * 6])
    assert [(row.units, row.left_out, dict(row.lacking)) for row in report.rows] == [
        (11, 0, {"Ann": 0, "Ben": 0}),
        (9, 2, {"Ann": 2, "Ben": 0}),
    ]


@given(st.lists(tables(coders=st.just(3)), min_size=1, max_size=3))
def test_codes_taken_together_give_each_code_what_it_has_alone(found):
    long = max(len(units) for units, _ in found)
    codes = [[[None if v is None else v % 2 for v in u] for u in units] for units, _ in found]
    codes = [units + [[None] * 3] * (long - len(units)) for units in codes]
    values = np.array([matrix(units) for units in codes])
    together = rate_codes(values, NAMES[:3], ("no", "yes"))
    sums = parts_of(together).sum_up(together.totals)
    for place, units in enumerate(values):
        alone = rate_units(units, NAMES[:3], ("no", "yes"))
        single = parts_of(alone).sum_up(alone.totals)
        for measure in (c.percent, c.krippendorff_alpha, c.gwet_ac1, c.fleiss_kappa):
            np.testing.assert_allclose(measure(sums).value[place], measure(single).value[0], atol=1e-12)
