"""The coefficients as quotients of sums: formulas as published, over many rows and resamples at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fop_coder.agreement.ratings import Real
from fop_coder.agreement.sums import Sums
from fop_coder.model.agreement import Measure

_ROUNDING = 8 * float(np.finfo(np.float64).eps)
"""What lies nearer to 0 than this is 0 in exact arithmetic: of a few quotients around 1, each rounded once."""


@dataclass(frozen=True, slots=True, eq=False)
class Quotient:
    """A coefficient before the division: 1 - top / bottom if ``from_one``, else top / bottom.

    Chance-corrected coefficients are one minus the observed through the expected disagreement; keeping the two apart
    lets them be averaged over codes before they are divided, and keeps small expected disagreements exact.
    """

    top: Real
    bottom: Real
    from_one: bool = True

    @property
    def value(self) -> Real:
        """The coefficient; NaN where it is not defined."""
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio: Real = np.where(self.bottom > 0, self.top / self.bottom, np.nan)
        if not self.from_one:
            return ratio
        found: Real = 1.0 - ratio
        # What chance alone would give is 0, and not the last digit of a rounding, which may even be negative.
        return np.where(np.abs(found) < _ROUNDING, 0.0, found)

    def pooled(self, used: Real) -> Quotient:
        """Return the quotient over all rows, the last axis but one, which stays with one row.

        Observed and expected disagreement are averaged over the rows first (de Vries, Elliott, Kanouse and Teleki
        2008); parts of shares are added.

        Args:
            used: 1 for the rows that are pooled, 0 for those left out.
        """
        known = np.isfinite(self.top) & np.isfinite(self.bottom) & (used > 0)[:, np.newaxis]
        top, bottom = (np.where(known, part, 0.0).sum(axis=-2, keepdims=True) for part in (self.top, self.bottom))
        if not self.from_one:
            return Quotient(top, bottom, from_one=False)
        rows = known.sum(axis=-2, keepdims=True).astype(np.float64)
        return Quotient(_divided(top, rows), _divided(bottom, rows))


def percent(sums: Sums) -> Quotient:
    """Percent agreement: the mean over paired units of the share of agreeing pairs (Fleiss 1971; Gwet 2014)."""
    observed = _observed(sums)
    return Quotient(observed, np.ones_like(observed))


def krippendorff_alpha(sums: Sums) -> Quotient:
    """Krippendorff's alpha of nominal values, over units with two values or more (2011, 2019)."""
    n = sums.pairable.sum(axis=0)
    expected = _divided((sums.pairable * (n - sums.pairable)).sum(axis=0), n * (n - 1))
    return Quotient(_divided(sums.differing, n), expected)


def fleiss_kappa(sums: Sums) -> Quotient:
    """Fleiss' kappa (1971); with missing values the shares of categories are those of Gwet (2014)."""
    shares = _category_shares(sums)
    return Quotient(_observed(sums), (shares * (1 - shares)).sum(axis=0))


def gwet_ac1(sums: Sums) -> Quotient:
    """Gwet's AC1 (2008): chance is the mean of pi_k (1 - pi_k) / (q - 1) over the q categories declared."""
    shares = _category_shares(sums)
    q = len(shares)
    if q < 2:
        return Quotient(_observed(sums), np.zeros_like(sums.paired))
    return Quotient(_observed(sums), 1 - (shares * (1 - shares)).sum(axis=0) / (q - 1))


def brennan_prediger(sums: Sums) -> Quotient:
    """Brennan and Prediger's kappa (1981): chance is 1 / q, q the number of categories declared. PABAK where q is 2."""
    observed = _observed(sums)
    return Quotient(observed, np.full_like(observed, 1 - 1 / len(sums.shares)))


def cohen_kappas(sums: Sums) -> Quotient:
    """Cohen's kappa (1960) of each pair of coders, who are the first axis, over the units that both coded."""
    first, second = _margins(sums)
    return Quotient(_pair_disagreement(sums), (first * (1 - second)).sum(axis=1))


def greatest_kappa(sums: Sums) -> Quotient:
    """The greatest Cohen's kappa that each pair's totals allow (Cohen 1960)."""
    first, second = _margins(sums)
    return Quotient(1 - np.minimum(first, second).sum(axis=1), (first * (1 - second)).sum(axis=1))


def scott_pi(sums: Sums) -> Quotient:
    """Scott's pi (1955) of the first pair of coders."""
    first, second = _margins(sums)
    shares = (first[0] + second[0]) / 2
    return Quotient(_pair_disagreement(sums)[0], (shares * (1 - shares)).sum(axis=0))


def pair_percents(sums: Sums) -> Quotient:
    """Percent agreement of each pair of coders, who are the first axis."""
    observed = _pair_disagreement(sums)
    return Quotient(observed, np.ones_like(observed))


def specific_agreement(sums: Sums, category: int) -> Quotient:
    """Agreement on one category (Cicchetti and Feinstein 1990): of yes 2a/(2a+b+c); of many coders over all pairs."""
    return Quotient(sums.same[category], sums.partners[category], from_one=False)


def category_kappa(sums: Sums, category: int) -> Quotient:
    """Fleiss' kappa of one category against the rest (1971)."""
    share = _divided(sums.shares[category], sums.rated)
    return Quotient(_divided(sums.apart[category], sums.paired), 2 * share * (1 - share))


def prevalence_index(sums: Sums, yes: int) -> Quotient:
    """The signed prevalence index (a - d) / n of two coders (Byrt, Bishop and Carlin 1993)."""
    table, no = sums.tables[0], 1 - yes
    return Quotient(table[yes, yes] - table[no, no], table.sum(axis=(0, 1)), from_one=False)


def bias_index(sums: Sums, yes: int) -> Quotient:
    """The signed bias index (b - c) / n of two coders; b: only the first says yes (Byrt, Bishop and Carlin 1993)."""
    table, no = sums.tables[0], 1 - yes
    return Quotient(table[yes, no] - table[no, yes], table.sum(axis=(0, 1)), from_one=False)


def quotients(sums: Sums, coders: int, yes: int | None) -> dict[Measure, Quotient]:
    """Return every measure that so many coders can have and that is resampled, but Light's mean, which is no quotient.

    Args:
        yes: number of the category that means yes; None where the categories are not yes and no.
    """
    found = {
        Measure.PERCENT: percent(sums),
        Measure.ALPHA: krippendorff_alpha(sums),
        Measure.AC1: gwet_ac1(sums),
        Measure.FLEISS: fleiss_kappa(sums),
        Measure.BRENNAN_PREDIGER: brennan_prediger(sums),
    }
    if coders == 2:
        kappas = cohen_kappas(sums)
        found[Measure.COHEN] = Quotient(kappas.top[0], kappas.bottom[0])
        found[Measure.SCOTT] = scott_pi(sums)
    if yes is not None:
        found[Measure.POSITIVE] = specific_agreement(sums, yes)
        found[Measure.NEGATIVE] = specific_agreement(sums, 1 - yes)
    return found


def descriptions(sums: Sums, coders: int, yes: int | None) -> dict[Measure, Quotient]:
    """Return the measures that describe a table of two coders and are given without intervals."""
    if coders != 2:
        return {}
    greatest = greatest_kappa(sums)
    found = {Measure.COHEN_MAX: Quotient(greatest.top[0], greatest.bottom[0])}
    if yes is not None:
        found[Measure.PREVALENCE] = prevalence_index(sums, yes)
        found[Measure.BIAS] = bias_index(sums, yes)
    return found


def mean_defined(values: Real) -> Real:
    """Return the mean over the first axis of what is defined; NaN where nothing is."""
    known = np.isfinite(values)
    return _divided(np.where(known, values, 0.0).sum(axis=0), known.sum(axis=0).astype(np.float64))


def _divided(top: Real, bottom: Real) -> Real:
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Real = np.where(bottom > 0, top / bottom, np.nan)
    return found


def _observed(sums: Sums) -> Real:
    return _divided(sums.paired - sums.agreeing, sums.paired)


def _category_shares(sums: Sums) -> Real:
    return _divided(sums.shares, sums.rated)


def _pair_disagreement(sums: Sums) -> Real:
    n = sums.tables.sum(axis=(1, 2))
    return _divided(n - np.trace(sums.tables, axis1=1, axis2=2), n)


def _margins(sums: Sums) -> tuple[Real, Real]:
    n = sums.tables.sum(axis=(1, 2))[:, np.newaxis]
    return _divided(sums.tables.sum(axis=2), n), _divided(sums.tables.sum(axis=1), n)
