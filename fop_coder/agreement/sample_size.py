"""How many units two coders must both code, before an alpha can be shown to be high enough."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

from fop_coder.model.base import check


@dataclass(frozen=True, slots=True)
class UnitsNeeded:
    """What a target needs, and what there is.

    Attributes:
        alpha: the smallest that would be acceptable.
        share: of units in the rarest category that must be told apart (of yes, for a code).
        significance: one-sided.
        needed, available: units that both coders code.
        sentence: for the researcher.
    """

    alpha: float
    share: float
    significance: float
    needed: int
    available: int
    sentence: str

    @property
    def enough(self) -> bool:
        """Whether there are as many units as it takes."""
        return self.available >= self.needed


def units_needed(alpha: float, share: float, significance: float = 0.05) -> int:
    """Return how many units two coders must code (Bloch and Kraemer 1989, as Krippendorff uses it).

    N = 2 z² [(1 + a)(3 - a) / (4 p (1 - p)(1 - a)) - a], one-sided, rounded up to whole units.

    Args:
        alpha: smallest acceptable, from 0 to below 1.
        share: p, above 0 and at most 0.5 (a larger one is taken for the other category's).
        significance: above 0, below 0.5.

    Raises:
        ValueRefused: if one is outside its range.
    """
    check(0 <= alpha < 1, f"the smallest acceptable alpha cannot be {alpha:g}", do="Choose one from 0 to below 1")
    check(0 < share < 1, f"the share of units cannot be {share:g}", do="Choose one between 0 and 1")
    check(0 < significance < 0.5, f"the significance cannot be {significance:g}", do="Choose one such as 0.05")
    z = round(NormalDist().inv_cdf(1 - significance), 3)  # as printed tables have it, and the figures made with them
    return math.ceil(2 * z**2 * ((1 + alpha) * (3 - alpha) / (4 * share * (1 - share) * (1 - alpha)) - alpha))


def enough_units(
    available: int, alpha: float, share: float, significance: float = 0.05, *, unit: str = "respondent"
) -> UnitsNeeded:
    """Say whether so many units can show an alpha.

    Raises:
        ValueRefused: as ``units_needed``.
    """
    needed = units_needed(alpha, share, significance)
    target = f"alpha is at least {alpha:g} for a code that {share:.0%} of {unit}s refer to"
    takes = f"{needed:,} {unit}s that both coders code (Bloch and Kraemer 1989, one-sided, p < {significance:g})"
    if available >= needed:
        sentence = f"{available:,} {unit}s are enough to show that {target}: it takes {takes}."
    else:
        sentence = (
            f"{available:,} {unit}{'s' if available != 1 else ''} cannot show that {target}: it would take {takes}. "
            "Report the coefficients with their intervals, and what the coders differ on."
        )
    return UnitsNeeded(alpha, share, significance, needed, available, sentence)
