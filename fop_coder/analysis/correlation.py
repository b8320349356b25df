"""Numbers against numbers: rank correlations from scipy, with intervals, and how numbers lie."""

from __future__ import annotations

import math
from collections.abc import Sequence

from fop_coder.model.crosstab import Coefficient, Spread

INTERVALS = (
    "95 % intervals by Fisher's z transformation, with the standard errors of Bonett and Wright (2000) for Spearman's "
    "rho and of Fieller, Hartley and Pearson (1957) for Kendall's tau-b."
)

SMALLEST = 10
"""With fewer points than this there is no interval: the approximation does not hold."""

_Z = 1.959963984540054
"""The 97.5 % point of the normal distribution."""


def correlate(x: Sequence[float], y: Sequence[float]) -> tuple[tuple[Coefficient, ...], tuple[str, ...]]:
    """Return Spearman's rho and Kendall's tau-b of two rows of numbers, and notes on what is not defined.

    Args:
        x, y: of the same respondents, in the same order.
    """
    notes = []
    if len(x) < 3:
        notes.append(f"There are only {len(x)} points: no coefficient is defined below 3.")
    elif len({*x}) == 1 or len({*y}) == 1:
        notes.append("All have the same number on one side: no coefficient is defined.")
    if notes:
        return (Coefficient("spearman", None, None, None), Coefficient("kendall", None, None, None)), tuple(notes)
    if len(x) < SMALLEST:
        notes.append(f"There are only {len(x)} points: intervals need {SMALLEST}.")
    if min(len({*x}), len({*y})) < len(x) / 2:
        notes.append("Many have the same number: intervals and tests are then only rough.")
    return (_spearman(x, y), _kendall(x, y)), tuple(notes)


def _spearman(x: Sequence[float], y: Sequence[float]) -> Coefficient:
    from scipy.stats import spearmanr

    found = spearmanr(x, y)
    rho = float(found.statistic)
    error = math.sqrt((1 + rho**2 / 2) / (len(x) - 3)) if len(x) >= SMALLEST else None
    return Coefficient("spearman", rho, _interval(rho, error), float(found.pvalue))


def _kendall(x: Sequence[float], y: Sequence[float]) -> Coefficient:
    from scipy.stats import kendalltau

    found = kendalltau(x, y)
    tau = float(found.statistic)
    error = math.sqrt(0.437 / (len(x) - 4)) if len(x) >= SMALLEST else None
    return Coefficient("kendall", tau, _interval(tau, error), float(found.pvalue))


def _interval(value: float, error: float | None) -> tuple[float, float] | None:
    """Return the interval of a correlation; None where it is not defined, as at ±1 and with few points."""
    if error is None or abs(value) > 1 - 1e-12:
        return None
    middle = math.atanh(value)
    return (math.tanh(middle - _Z * error), math.tanh(middle + _Z * error))


def spread(group: str, values: Sequence[float], left_out: int) -> Spread:
    """Return how the numbers of a group lie; quartiles by linear interpolation (Hyndman and Fan's type 7)."""
    if not values:
        return Spread(group, 0, left_out)
    ordered = sorted(values)
    return Spread(
        group,
        len(ordered),
        left_out,
        lowest=ordered[0],
        highest=ordered[-1],
        mean=math.fsum(ordered) / len(ordered),
        median=_quantile(ordered, 0.5),
        quartiles=(_quantile(ordered, 0.25), _quantile(ordered, 0.75)),
    )


def _quantile(ordered: Sequence[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])
