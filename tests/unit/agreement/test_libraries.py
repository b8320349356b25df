"""The same coefficients as statistics packages compute them, where their definitions apply.

They leave out missing values, categories nobody used, and tables without variation; there they differ from one another.
They are imported where they are used: it takes seconds.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fop_coder.agreement import coefficients as c
from fop_coder.agreement.standard_errors import kappa_error
from fop_coder.agreement.sums import parts_of
from tests.unit.agreement.rating import crossed, ratings_of


def tables(coders):
    unit = st.lists(st.integers(0, 2), min_size=coders, max_size=coders)
    return st.lists(unit, min_size=4, max_size=30)


def worked(units):
    assume(len({value for unit in units for value in unit}) == 3)
    ratings = ratings_of(units, 3)
    return parts_of(ratings).sum_up(ratings.totals[:, 0])


@given(tables(2))
def test_kappa_is_that_of_scikit_learn(units):
    from sklearn.metrics import cohen_kappa_score

    sums = worked(units)
    expected = cohen_kappa_score(*np.array(units).T)
    assert c.cohen_kappas(sums).value[0] == pytest.approx(expected, abs=1e-9)


@pytest.mark.filterwarnings("ignore:invalid value encountered:RuntimeWarning")  # the root of a variance just below 0
@given(tables(2))
def test_kappa_and_its_standard_error_are_those_of_statsmodels(units):
    from statsmodels.stats.inter_rater import cohens_kappa

    sums = worked(units)
    found = cohens_kappa(sums.tables[0])
    assert c.cohen_kappas(sums).value[0] == pytest.approx(found.kappa, abs=1e-9)
    assert c.greatest_kappa(sums).value[0] == pytest.approx(found.kappa_max, abs=1e-9)
    assert kappa_error(sums) == pytest.approx(np.sqrt(max(found.var_kappa, 0.0)), abs=1e-7)


def fleiss_of_statsmodels(units, method):
    from statsmodels.stats.inter_rater import fleiss_kappa

    return fleiss_kappa(np.array([[unit.count(k) for k in range(3)] for unit in units]), method=method)


@given(tables(4))
def test_fleiss_kappa_is_that_of_statsmodels(units):
    sums = worked(units)
    assert c.fleiss_kappa(sums).value == pytest.approx(fleiss_of_statsmodels(units, "fleiss"), abs=1e-9)
    assert c.brennan_prediger(sums).value == pytest.approx(fleiss_of_statsmodels(units, "randolph"), abs=1e-9)


@given(tables(3))
def test_alpha_of_complete_values_is_what_follows_from_the_kappa_of_statsmodels(units):
    """Without missing values 1 - alpha is 1 - Fleiss' kappa but for (n - 1) / n, n being the number of values."""
    sums = worked(units)
    values = 3 * len(units)
    kappa = fleiss_of_statsmodels(units, "fleiss")
    assert c.krippendorff_alpha(sums).value == pytest.approx(1 - (1 - kappa) * (values - 1) / values, abs=1e-9)


@given(st.tuples(*[st.integers(0, 12)] * 4))
def test_agreement_on_yes_is_the_f1_of_scikit_learn(cells):
    from sklearn.metrics import f1_score

    assume(sum(cells[:3]) > 0)
    units = crossed(*cells)
    sums = parts_of(ratings := ratings_of(units, 2)).sum_up(ratings.totals[:, 0])
    first, second = np.array(units).T
    assert c.specific_agreement(sums, 0).value == pytest.approx(f1_score(first, second, pos_label=0), abs=1e-9)
