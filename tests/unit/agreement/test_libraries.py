"""The same coefficients as statistics packages compute them, where these are installed and their definitions apply.

They leave out missing values, categories nobody used, and tables without variation; there they differ from one another.
"""

from importlib import import_module, util

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fop_coder.agreement import coefficients as c
from fop_coder.agreement.standard_errors import kappa_error
from fop_coder.agreement.sums import parts_of
from tests.unit.agreement.rating import ratings_of


def needs(library):
    return pytest.mark.skipif(util.find_spec(library) is None, reason=f"{library} is not installed")


def tables(coders):
    unit = st.lists(st.integers(0, 2), min_size=coders, max_size=coders)
    return st.lists(unit, min_size=4, max_size=30)


def worked(units):
    assume(len({value for unit in units for value in unit}) == 3)
    ratings = ratings_of(units, 3)
    return parts_of(ratings).sum_up(ratings.totals[:, 0])


@needs("sklearn")
@given(tables(2))
def test_kappa_is_that_of_scikit_learn(units):
    sums = worked(units)
    expected = import_module("sklearn.metrics").cohen_kappa_score(*np.array(units).T)
    assert c.cohen_kappas(sums).value[0] == pytest.approx(expected, abs=1e-9)


@needs("statsmodels")
@pytest.mark.filterwarnings("ignore:invalid value encountered:RuntimeWarning")  # the root of a variance just below 0
@given(tables(2))
def test_kappa_and_its_standard_error_are_those_of_statsmodels(units):
    sums = worked(units)
    found = import_module("statsmodels.stats.inter_rater").cohens_kappa(sums.tables[0])
    assert c.cohen_kappas(sums).value[0] == pytest.approx(found.kappa, abs=1e-9)
    assert c.greatest_kappa(sums).value[0] == pytest.approx(found.kappa_max, abs=1e-9)
    assert kappa_error(sums) == pytest.approx(np.sqrt(max(found.var_kappa, 0.0)), abs=1e-7)


@needs("statsmodels")
@given(tables(4))
def test_fleiss_kappa_is_that_of_statsmodels(units):
    sums = worked(units)
    counts = [[unit.count(k) for k in range(3)] for unit in units]
    fleiss = import_module("statsmodels.stats.inter_rater").fleiss_kappa
    assert c.fleiss_kappa(sums).value == pytest.approx(fleiss(np.array(counts), method="fleiss"), abs=1e-9)
    assert c.brennan_prediger(sums).value == pytest.approx(fleiss(np.array(counts), method="randolph"), abs=1e-9)


@needs("krippendorff")
@given(tables(3))
def test_alpha_is_that_of_the_package_named_after_it(units):
    sums = worked(units)
    expected = import_module("krippendorff").alpha(np.array(units).T, level_of_measurement="nominal")
    assert c.krippendorff_alpha(sums).value == pytest.approx(expected, abs=1e-9)
