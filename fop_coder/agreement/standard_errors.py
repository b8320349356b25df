"""Large-sample standard errors of coefficients whose units were drawn one by one, and the intervals they give."""

from __future__ import annotations

import math

import numpy as np

from fop_coder.agreement.ratings import Real
from fop_coder.agreement.sums import Parts, Sums
from fop_coder.model.agreement import Interval, Measure

_Z = 1.959963984540054
"""The 97.5 % point of the normal distribution."""

LINEARISED = (Measure.PERCENT, Measure.AC1, Measure.FLEISS, Measure.BRENNAN_PREDIGER)
"""Measures whose standard error is that of the mean of one figure per unit."""


def linearised_error(measure: Measure, parts: Parts, weights: Real) -> float:
    """Return the standard error of a measure in ``LINEARISED`` by Gwet's figures per unit (2008, 2014), with n - 1.

    Args:
        weights: units of each pattern, at least two of them paired; the measure must be defined.
    """
    each = parts.sum_up(np.eye(len(weights)))
    total = parts.sum_up(weights)
    n, paired = float(total.rated), float(total.paired)
    shares = total.shares / n
    q = parts.categories
    expected = _expected_agreement(measure, shares)
    value = (float(total.agreeing) / paired - expected) / (1 - expected)
    figures = n / paired * (each.agreeing - expected * each.paired) / (1 - expected)
    if measure is Measure.AC1:
        by_chance = (1 - shares) @ each.shares / (q - 1)
    elif measure is Measure.FLEISS:
        by_chance = shares @ each.shares
    else:
        by_chance = np.full(len(weights), expected)
    figures = figures - 2 * (1 - value) * (by_chance - expected) / (1 - expected)
    variance = float(weights @ (each.rated * (figures - value) ** 2)) / (n * (n - 1))
    return math.sqrt(variance)


def kappa_error(sums: Sums) -> float:
    """Return the standard error of the first pair's kappa, for an interval (Fleiss, Cohen and Everitt 1969).

    It must be defined.
    """
    table = sums.tables[0]
    n = float(table.sum())
    shares = table / n
    first, second = shares.sum(axis=1), shares.sum(axis=0)
    observed, expected = float(np.trace(shares)), float(first @ second)
    equal = np.diag(shares) @ ((1 - expected) - (first + second) * (1 - observed)) ** 2
    apart = (shares * (second[:, np.newaxis] + first[np.newaxis, :]) ** 2).sum() - np.diag(shares) @ (
        first + second
    ) ** 2
    middle = (observed * expected - 2 * expected + observed) ** 2
    variance = (float(equal) + (1 - observed) ** 2 * float(apart) - middle) / (n * (1 - expected) ** 4)
    return math.sqrt(max(variance, 0.0))


def normal_interval(value: float, error: float) -> Interval:
    """Return the 95 % interval by the normal distribution, clipped to -1 and 1."""
    return _clipped(value, _Z * error)


def t_interval(value: float, error: float, units: float) -> Interval:
    """Return the 95 % interval by Student's t with n - 1 degrees of freedom, clipped to -1 and 1."""
    return _clipped(value, t_point(units - 1) * error)


def t_point(freedom: float) -> float:
    """Return the 97.5 % point of Student's t (Abramowitz and Stegun 26.7.5): to four digits from 9 degrees on."""
    z = _Z
    terms = (
        z,
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return sum(term / freedom**power for power, term in enumerate(terms))


def _expected_agreement(measure: Measure, shares: Real) -> float:
    q = len(shares)
    if measure is Measure.AC1:
        return float((shares * (1 - shares)).sum()) / (q - 1)
    if measure is Measure.FLEISS:
        return float((shares**2).sum())
    return 1 / q if measure is Measure.BRENNAN_PREDIGER else 0.0


def _clipped(value: float, reach: float) -> Interval:
    return max(-1.0, value - reach), min(1.0, value + reach)
