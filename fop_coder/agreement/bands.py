"""Words for coefficients: scales that their authors made for some coefficients, and that are given to no others."""

from __future__ import annotations

from fop_coder.model.agreement import Band, Interval, Measure

LANDIS_KOCH = "Landis and Koch 1977"
KRIPPENDORFF = "Krippendorff 2019"

_LANDIS_KOCH_TO = (
    (0.20, "slight"),
    (0.40, "fair"),
    (0.60, "moderate"),
    (0.80, "substantial"),
    (1.00, "almost perfect"),
)
_KAPPAS = frozenset((Measure.COHEN, Measure.LIGHT, Measure.SCOTT, Measure.FLEISS))


def landis_koch(value: float) -> str:
    """Return the word of Landis and Koch (1977), who call their limits arbitrary; they give them with two decimals."""
    if round(value, 9) < 0:
        return "poor"
    return next(word for limit, word in _LANDIS_KOCH_TO if round(value, 2) <= limit)


def krippendorff(value: float) -> str:
    """Return what Krippendorff advises: to rely on it from .800, tentative conclusions from .667, below neither."""
    if round(value, 9) >= 0.8:
        return "reliable"
    return "tentative" if round(value, 9) >= 0.667 else "not reliable"


def bands_of(measure: Measure, value: float, interval: Interval) -> tuple[Band, ...]:
    """Return what the scales made for a measure call it, and the lower limit of its interval."""
    if measure in _KAPPAS:
        return (Band(LANDIS_KOCH, landis_koch(value), landis_koch(interval[0])),)
    if measure is Measure.ALPHA:
        return (Band(KRIPPENDORFF, krippendorff(value), krippendorff(interval[0])),)
    return ()
