"""Percentile bootstrap: whole units, respondents or documents are drawn with replacement, by a seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

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
        yield (flat @ _times_drawn(chance, many, drawn).T).reshape(patterns, rows, many)
        left -= many


def spreads(values: Real) -> list[Spread]:
    """Return the 95 % percentile interval of each row of figures × resamples; undefined ones (NaN) are dropped.

    Where all resamples say the same there is no interval: one of no width would promise certainty.
    """
    figures, resamples = values.shape
    ordered = np.sort(values, axis=1)  # NaN comes last
    defined = resamples - np.isnan(values).sum(axis=1)
    low, high = (_quantile(ordered, defined, share) for share in _LIMITS)
    found = []
    for place in range(figures):
        wide = defined[place] > 0 and high[place] - low[place] > _NOTHING
        interval = (float(low[place]), float(high[place])) if wide else None
        found.append(Spread(interval, (resamples - int(defined[place])) / resamples))
    return found


def _times_drawn(chance: np.random.Generator, many: int, drawn: int) -> Real:
    """Return how often each was drawn: resamples × drawn."""
    picked = chance.integers(0, drawn, size=(many, drawn)) + drawn * np.arange(many)[:, np.newaxis]
    return np.bincount(picked.reshape(-1), minlength=many * drawn).reshape(many, drawn).astype(np.float64)


def _quantile(ordered: Real, defined: Whole, share: float) -> Real:
    """Return a quantile of the first ``defined`` values of each row, between two of them by straight line."""
    place = share * np.maximum(defined - 1, 0)
    below = np.floor(place).astype(np.int64)
    above = np.minimum(below + 1, np.maximum(defined - 1, 0))
    rows = np.arange(len(ordered))
    low, high = ordered[rows, below], ordered[rows, above]
    found: Real = low + (place - below) * (high - low)
    return found
