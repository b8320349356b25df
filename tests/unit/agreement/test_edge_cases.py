"""What is shown where coefficients are not defined, or would mislead: the value, or the reason in words."""

import pytest

from fop_coder.agreement.ratings import rate_codes, rate_units
from fop_coder.model.agreement import Measure
from fop_coder.model.errors import ValueRefused
from tests.unit.agreement.rating import CHANCE_CORRECTED, NAMES, compared, compared_codes, crossed, matrix

ALL_YES = crossed(25, 0, 0, 0)


def notes(report):
    return "\n".join(report.notes)


def test_both_said_yes_to_all_there_is_no_kappa_and_it_says_why():
    report = compared(ALL_YES)
    assert report.value(Measure.PERCENT) == 1.0
    for measure in CHANCE_CORRECTED:
        found = report.coefficients[measure]
        assert found.value is None and found.interval is None and found.bands == ()
        assert found.reason == "no variation (both coders said yes to every unit)"
    assert "Krippendorff's alpha, Cohen's kappa" in notes(report)
    assert "not defined, no variation (both coders said yes to every unit)" in notes(report)


def test_without_variation_ac1_is_defined_but_with_a_caution_and_without_an_interval():
    report = compared(ALL_YES)
    for measure in (Measure.AC1, Measure.BRENNAN_PREDIGER):
        found = report.coefficients[measure]
        assert (found.value, found.interval, found.standard_error, found.bands) == (1.0, None, None, ())
        assert "only because 2 categories are declared" in found.caution
    assert report.coefficients[Measure.NEGATIVE].reason == "nobody said no"
    assert report.value(Measure.POSITIVE) == 1.0
    assert "no interval, as all resamples gave the same" in notes(report)


def test_without_variation_between_three_categories_the_category_is_named():
    report = compared([[1, 1, 1]] * 12, categories=("a", "b", "c"), yes=None)
    assert report.coefficients[Measure.ALPHA].reason == 'no variation (all 3 coders gave every unit "b")'
    unused, always = report.categories[0], report.categories[1]
    assert (unused.agreement.reason, unused.kappa.reason) == ("nobody gave it", "nobody gave it")
    assert (always.agreement.value, always.kappa.reason) == (1.0, "every coder always gave it")


def test_one_value_known_in_all_leaves_even_ac1_undefined():
    report = compared([[0, 0]] * 12, categories=("a",), yes=None)
    assert report.coefficients[Measure.AC1].reason == "only one value is known; name all that were possible"
    assert report.value(Measure.BRENNAN_PREDIGER) is None


def test_one_coder_without_a_no_gives_a_kappa_of_nought_without_a_standard_error():
    report = compared(crossed(22, 0, 3, 0))
    found = report.coefficients[Measure.COHEN]
    assert found.value == 0.0
    assert found.caution == "Ben never said no; kappa cannot exceed 0"
    assert found.standard_error is None and found.large_sample is None
    assert report.value(Measure.ALPHA) == pytest.approx(-0.043, abs=5e-4)
    assert report.value(Measure.AC1) == pytest.approx(0.865, abs=5e-4)
    assert report.value(Measure.NEGATIVE) == 0.0
    assert "Ben never said no; kappa cannot exceed 0" in notes(report)


def test_coders_who_say_the_opposite_throughout_are_both_named():
    found = compared(crossed(0, 12, 0, 0)).coefficients[Measure.COHEN]
    assert (found.value, found.caution) == (0.0, "Ann never said no and Ben never said yes; kappa cannot exceed 0")


def test_a_constant_coder_of_three_categories_is_told_by_the_category():
    report = compared([[0, 1], [1, 1], [2, 1]] * 4, categories=("a", "b", "c"), yes=None)
    assert report.coefficients[Measure.COHEN].caution == 'Ben gave every unit "b"; kappa cannot exceed 0'


def test_the_zone_of_the_prevalence_paradox_is_as_the_literature_has_it():
    report = compared(crossed(21, 1, 1, 2), resamples=2000)
    expected = {
        Measure.PERCENT: 0.92,
        Measure.COHEN: 0.621,
        Measure.ALPHA: 0.629,
        Measure.AC1: 0.899,
        Measure.POSITIVE: 0.955,
        Measure.NEGATIVE: 0.667,
    }
    for measure, value in expected.items():
        assert report.value(measure) == pytest.approx(value, abs=5e-4)
    kappa, ac1 = report.coefficients[Measure.COHEN], report.coefficients[Measure.AC1]
    assert kappa.interval == pytest.approx((-0.06, 1.0), abs=0.01)
    assert ac1.interval == pytest.approx((0.72, 1.0), abs=0.01)
    assert kappa.undefined_share == pytest.approx((21 / 25) ** 25, abs=0.008)


def test_units_that_one_coder_lacks_are_left_out_and_listed_by_coder():
    report = compared([*crossed(10, 2, 1, 5), [0, None], [1, None], [None, 1]])
    assert (report.units, report.left_out, dict(report.lacking)) == (18, 3, {"Ann": 1, "Ben": 2})
    assert "3 units left out, coded by fewer than two coders; without a value by Ann 1, Ben 2" in notes(report)
    assert report.value(Measure.COHEN) == compared(crossed(10, 2, 1, 5)).value(Measure.COHEN)


def test_coders_who_coded_different_units_do_not_agree_by_that():
    report = compared([[0, None]] * 15 + [[None, 0]] * 15)
    assert report.units == 0 and report.left_out == 30
    assert {c.value for c in report.coefficients.values()} == {None}
    assert report.coefficients[Measure.ALPHA].reason == "no unit was coded by two coders"


def test_units_that_nobody_gave_a_value_are_left_out_and_never_drawn():
    with_them = compared([*crossed(10, 2, 1, 5), *[[None, None]] * 30])
    without = compared(crossed(10, 2, 1, 5))
    assert (with_them.units, with_them.left_out, dict(with_them.lacking)) == (18, 30, {"Ann": 30, "Ben": 30})
    assert with_them.coefficients == without.coefficients
    assert "30 units left out, without a value by any coder" in notes(with_them)


def test_one_unit_is_too_few_for_any_figure():
    report = compared([[0, 1]])
    assert report.table == ((0, 1), (0, 0))
    assert {c.value for c in report.coefficients.values()} == {None}
    assert {c.reason for c in report.coefficients.values()} == {"too few units (1)"}


@pytest.mark.parametrize(("units", "intervals"), [(9, False), (10, True)])
def test_below_ten_units_there_are_values_without_intervals_and_bands(units, intervals):
    report = compared(crossed(units - 5, 1, 1, 3))
    found = report.coefficients[Measure.COHEN]
    assert found.value is not None
    assert (found.interval is not None, found.bands != (), found.large_sample is not None) == (intervals,) * 3
    assert ("Too few units (9) for intervals and bands; it takes 10" in notes(report)) is not intervals


def test_the_smallest_number_for_intervals_can_be_set():
    assert compared(crossed(4, 1, 1, 3), smallest=5).coefficients[Measure.ALPHA].interval is not None


def test_an_interval_with_many_undefined_resamples_is_called_unreliable():
    report = compared(crossed(24, 1, 0, 0), resamples=1000)
    assert report.coefficients[Measure.ALPHA].undefined_share == pytest.approx((24 / 25) ** 25, abs=0.05)
    share = f"{100 * report.coefficients[Measure.ALPHA].undefined_share:.1f} %"
    together = "Krippendorff's alpha, Scott's pi and Fleiss' kappa: interval unreliable, not defined in"
    assert f"{together} {share} of the resamples" in notes(report)
    assert "Agreement on no and Cohen's kappa: no interval, as all resamples gave the same" in notes(report)


def test_measures_for_two_coders_are_not_given_for_three_and_pairs_stand_instead():
    report = compared([[0, 0, 0], [0, 0, 1], [1, 1, 0], [1, 1, 1]] * 5)
    assert report.coefficients[Measure.COHEN].reason == "made for two coders, not 3"
    assert report.coefficients[Measure.BIAS].reason == "made for two coders, not 3"
    assert report.table is None
    assert [(p.first, p.second, p.units, p.kappa.value) for p in report.pairs] == [
        ("Ann", "Ben", 20, 1.0),
        ("Ann", "Cem", 20, 0.0),
        ("Ben", "Cem", 20, 0.0),
    ]
    assert report.value(Measure.LIGHT) == pytest.approx(1 / 3)
    assert report.coefficients[Measure.LIGHT].interval is not None


def test_a_pair_without_variation_says_so_and_the_mean_is_over_the_others():
    report = compared([[0, 0, 0], [0, 0, 1]] * 6)
    assert report.pairs[0].kappa.reason == "no variation (both coders said yes to every unit)"
    assert report.pairs[1].kappa.caution == "Ann never said no; kappa cannot exceed 0"
    assert report.value(Measure.LIGHT) == 0.0


def test_yes_and_no_are_not_read_into_other_values():
    report = compared(crossed(5, 2, 1, 5), categories=("cautious", "keen"), yes=None)
    assert report.coefficients[Measure.POSITIVE].value is None
    assert "made for yes and no" in report.coefficients[Measure.PREVALENCE].reason
    assert [(c.category, dict(c.given)) for c in report.categories] == [
        ("cautious", {"Ann": 7, "Ben": 6}),
        ("keen", {"Ann": 6, "Ben": 7}),
    ]
    assert report.categories[0].agreement.value == pytest.approx(10 / 13)


def test_bands_are_given_to_kappas_and_alpha_alone():
    report = compared(crossed(12, 1, 1, 12))
    scales = {m: c.bands[0].scale for m, c in report.coefficients.items() if c.bands}
    assert scales == {
        Measure.ALPHA: "Krippendorff 2019",
        Measure.COHEN: "Landis and Koch 1977",
        Measure.SCOTT: "Landis and Koch 1977",
        Measure.FLEISS: "Landis and Koch 1977",
    }
    band = report.coefficients[Measure.COHEN].bands[0]
    assert (band.point, band.lower) == ("almost perfect", "substantial")


def test_large_sample_intervals_are_cut_off_at_one_and_given_per_code_alone():
    report = compared(crossed(21, 1, 1, 2))
    assert report.coefficients[Measure.AC1].large_sample == pytest.approx((0.743, 1.0), abs=1e-3)
    pooled = compared_codes([[[1, 1]] * 8 + [[0, 0]] * 5 + [[0, 1]] * 2] * 2)
    assert pooled.rows[0].coefficients[Measure.COHEN].standard_error is not None
    assert pooled.overall.coefficients[Measure.COHEN].standard_error is None
    assert pooled.overall.coefficients[Measure.COHEN].interval is not None


def test_pairs_that_each_show_one_category_have_no_mean_kappa():
    report = compared([[0, 0, None]] * 6 + [[1, None, 1]] * 6)
    assert report.coefficients[Measure.LIGHT].reason == "no variation within any pair of coders"
    assert report.value(Measure.ALPHA) == 1.0
    assert report.pairs[2].kappa.reason == "no unit was coded by two coders"


def test_every_code_was_used_by_all_for_all():
    report = compared_codes([[[1, 1]] * 12] * 2)
    assert report.overall.coefficients[Measure.ALPHA].reason == "no variation in any code"
    assert report.overall.value(Measure.PERCENT) == 1.0


def test_no_code_was_used_by_anybody():
    report = compared_codes([[[0, 0]] * 12] * 3)
    assert report.overall.coefficients[Measure.ALPHA].value is None
    assert report.overall.units == 0
    assert "3 codes that nobody used left out" in notes(report.overall)


@pytest.mark.parametrize(
    ("coders", "categories", "values"),
    [
        (("Ann",), ("no", "yes"), [[0]]),
        (("Ann", "Ann"), ("no", "yes"), [[0, 0]]),
        (("Ann", "Ben"), ("no", "no"), [[0, 0]]),
        (("Ann", "Ben"), ("no", "yes"), [[0, 2]]),
        (("Ann", "Ben", "Cem"), ("no", "yes"), [[0, 1]]),
    ],
)
def test_ratings_that_cannot_be_are_refused(coders, categories, values):
    with pytest.raises(ValueRefused):
        rate_units(matrix(values), coders, categories)


def test_many_coders_and_categories_are_told_apart_all_the_same():
    units = [[k % 40 for k in range(n, n + 14)] for n in range(30)]
    report = compared(units, categories=[f"c{k}" for k in range(40)], yes=None, resamples=5)
    assert report.value(Measure.PERCENT) == 0.0 and len(report.pairs) == 91
    codes = rate_codes(matrix(units)[None], NAMES, [f"c{k}" for k in range(40)])
    assert codes.weights.sum() == 30
