"""Every published or package-printed value comes out."""

import math

import pytest

from fop_coder.agreement import coefficients as c
from fop_coder.agreement.standard_errors import kappa_error, linearised_error
from fop_coder.agreement.sums import parts_of
from fop_coder.model.agreement import Measure
from tests.unit.agreement.published import CASES
from tests.unit.agreement.rating import crossed, ratings_of

FIGURES = [
    pytest.param(case, figure, id=f"{case.name}-{figure.statistic}-{figure.expected}")
    for case in CASES
    for figure in case.figures
]


class Worked:
    """One case with its sums; each method is a statistic."""

    def __init__(self, case):
        ratings = ratings_of(case.units, case.categories)
        self.parts, self.weights = parts_of(ratings), ratings.totals[:, 0]
        self.sums = self.parts.sum_up(self.weights)

    def statistic(self, name):
        sums = self.sums
        simple = {
            "percent_agreement": lambda: c.percent(sums).value,
            "cohen_kappa": lambda: c.cohen_kappas(sums).value[0],
            "cohen_kappa_max": lambda: c.greatest_kappa(sums).value[0],
            "scott_pi": lambda: c.scott_pi(sums).value,
            "fleiss_kappa": lambda: c.fleiss_kappa(sums).value,
            "brennan_prediger": lambda: c.brennan_prediger(sums).value,
            "pabak": lambda: c.brennan_prediger(sums).value,
            "gwet_ac1": lambda: c.gwet_ac1(sums).value,
            "krippendorff_alpha_nominal": lambda: c.krippendorff_alpha(sums).value,
            "positive_agreement": lambda: c.specific_agreement(sums, 0).value,
            "negative_agreement": lambda: c.specific_agreement(sums, 1).value,
            "prevalence_index": lambda: c.prevalence_index(sums, 0).value,
            "bias_index": lambda: c.bias_index(sums, 0).value,
            "expected_agreement_cohen": lambda: 1 - c.cohen_kappas(sums).bottom[0],
            "expected_agreement_ac1": lambda: 1 - c.gwet_ac1(sums).bottom,
            "expected_agreement_fleiss": lambda: 1 - c.fleiss_kappa(sums).bottom,
            "observed_disagreement": lambda: c.krippendorff_alpha(sums).top,
            "expected_disagreement": lambda: c.krippendorff_alpha(sums).bottom,
            "cohen_kappa_se_fleiss1969": lambda: kappa_error(sums),
        }
        if name in simple:
            return float(simple[name]())
        if name.startswith("fleiss_kappa_category_"):
            return float(c.category_kappa(sums, int(name[-1]) - 1).value)
        measures = {
            "percent_agreement_se": Measure.PERCENT,
            "scott_pi_se": Measure.FLEISS,  # of two coders and complete ratings they are one
            "fleiss_kappa_se": Measure.FLEISS,
            "gwet_ac1_se": Measure.AC1,
            "brennan_prediger_se": Measure.BRENNAN_PREDIGER,
        }
        which, form = name.rsplit("_", 1)
        error = linearised_error(measures[which], self.parts, self.weights)
        n = self.weights.sum()
        return error * math.sqrt((n - 1) / n) if form == "table" else error


@pytest.mark.parametrize(("case", "figure"), FIGURES)
def test_a_published_value_comes_out(case, figure):
    assert Worked(case).statistic(figure.statistic) == pytest.approx(figure.expected, abs=figure.tolerance)


def test_all_of_them_are_here():
    assert len(FIGURES) == 117


def test_the_standard_error_of_kappa_is_not_that_of_1960():
    ratings = ratings_of(crossed(80, 10, 5, 5), 2)
    assert kappa_error(parts_of(ratings).sum_up(ratings.totals[:, 0])) == pytest.approx(0.1335, abs=5e-5)
