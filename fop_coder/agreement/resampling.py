"""Percentile bootstrap: whole units, respondents or documents are drawn with replacement, by a seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from fop_coder.agreement.products import product
from fop_coder.agreement.ratings import Real, Whole
from fop_coder.model.agreement import Interval
from fop_coder.model.base import check

UNRELIABLE = 0.05
"""Beyond this share of undefined resamples an interval is called unreliable."""

_LIMITS = (0.025, 0.975)
_NOTHING = 1e-12
_AT_ONCE = 2_000_000
"""So many numbers of draws are held at a time."""


@dataclass(frozen=True, slots=True)
class Spread:
    """What the resamples say of one figure: the interval if there is one; the share undefined."""

    interval: Interval | None
    undefined: float


def draw(weights: Real, resamples: int, seed: int, *, singly: bool) -> Iterator[Real]:
    """Yield the weights of resamples, some at a time: patterns × rows × resamples.

    Args:
        weights: patterns × rows × drawn.
        singly: the weights are counts of units of one row, and each unit is drawn for itself. The counts of their
            patterns are then drawn at once, whatever the number of units.

    Raises:
        ValueRefused: if there is nothing to draw, or no resample is asked for.
    """
    check(resamples >= 1, f"there cannot be {resamples} resamples", do="Choose 1,000 or more")
    check(seed >= 0, f"the seed cannot be {seed}", do="Choose 0 or more")
    check(weights.size > 0, "there is nothing to draw from")
    chance = np.random.default_rng(seed)
    patterns, rows, drawn = weights.shape
    if singly:
        counts = weights[:, 0].sum(axis=1)
        units = round(float(counts.sum()))
        picked = chance.multinomial(units, counts / counts.sum(), size=resamples)
        yield np.ascontiguousarray(picked.T.astype(np.float64)).reshape(patterns, 1, resamples)
        return
    flat = weights.reshape(patterns * rows, drawn)
    left = resamples
    while left:
        many = min(left, max(1, _AT_ONCE // max(drawn, patterns * rows)))
        yield product(flat, _times_drawn(chance, many, drawn).T).reshape(patterns, rows, many)
        left -= many


def spreads(values: Real) -> list[Spread]:
    """Return the 95 % percentile interval of each row of figures × resamples; undefined ones (NaN) are dropped.

    Where all resamples say the same there is no interval: one of no width would promise certainty.
    """
    resamples = values.shape[1]
    defined = resamples - np.isnan(values).sum(axis=1)
    low, high = _quantiles(values, defined)
    wide = (defined > 0) & (high - low > _NOTHING)
    undefined = (resamples - defined) / resamples
    limits = zip(wide.tolist(), low.tolist(), high.tolist(), undefined.tolist(), strict=True)
    return [Spread((below, above) if is_wide else None, share) for is_wide, below, above, share in limits]


def _times_drawn(chance: np.random.Generator, many: int, drawn: int) -> Real:
    """Return how often each was drawn: resamples × drawn."""
    picked = chance.integers(0, drawn, size=(many, drawn)) + drawn * np.arange(many)[:, np.newaxis]
    return np.bincount(picked.reshape(-1), minlength=many * drawn).reshape(many, drawn).astype(np.float64)


def _quantiles(values: Real, defined: Whole) -> list[Real]:
    """Return the limits of each row, of the values that are defined: between two of them by straight line."""
    places = [share * np.maximum(defined - 1, 0) for share in _LIMITS]
    below = [np.floor(place).astype(np.int64) for place in places]
    above = [np.minimum(low + 1, np.maximum(defined - 1, 0)) for low in below]
    ordered = np.sort(values, axis=1)  # NaN comes last
    rows = np.arange(len(values))
    return [
        ordered[rows, low] + (place - low) * (ordered[rows, high] - ordered[rows, low])
        for place, low, high in zip(places, below, above, strict=True)
    ]
