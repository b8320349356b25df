"""All measures of all rows at once, of the material itself and of its resamples; what is pooled stands last."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fop_coder.agreement.coefficients import Quotient, cohen_kappas, descriptions, mean_defined, quotients
from fop_coder.agreement.ratings import Ratings, Real
from fop_coder.agreement.resampling import Spread, draw, spreads
from fop_coder.agreement.sums import Parts, parts_of
from fop_coder.agreement.unitized import unitized_alpha
from fop_coder.model.agreement import RESAMPLES, SEED, Measure

SMALLEST = 10
"""Below so many respondents, documents or units there are neither intervals nor words for coefficients."""

Values = dict[Measure, Real]
"""Of each measure, (rows and, last, what is pooled) × resamples; NaN where it is not defined."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What is compared and how.

    Attributes:
        level: as in ``AgreementReport``.
        unit, drawn: a word for one of what is compared, and of what the resamples draw.
        codes: (short name, name) of each row; empty for one table, which has no codes.
        yes: number of the category that means yes; None where the categories are not yes and no.
        smallest: below so many drawn there are no intervals and no bands.
        row: a word for what a row is of, and for several of them.
    """

    level: str
    unit: str = "unit"
    drawn: str = "unit"
    codes: tuple[tuple[str, str], ...] = ()
    yes: int | None = None
    resamples: int = RESAMPLES
    seed: int = SEED
    smallest: int = SMALLEST
    row: tuple[str, str] = ("code", "codes")


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """What is compared, ready for sums.

    Attributes:
        squares: codes × documents: squared lengths of passages, for u-alpha; None where it is not asked for.
        used: rows: 1 for the codes that anybody used, 0 for those left out of what is pooled.
        totals: patterns × rows; present: rows × drawn: whether two coders coded anything there.
    """

    ratings: Ratings
    terms: Terms
    parts: Parts
    squares: Real | None
    used: Real
    totals: Real
    present: NDArray[np.bool_]


def prepare(ratings: Ratings, terms: Terms, squares: Real | None) -> Material:
    """Return the material of a comparison."""
    used = np.ones(ratings.rows)
    if terms.yes is not None and terms.codes:
        said = (ratings.patterns == terms.yes).any(axis=1)
        used = (ratings.totals[said].sum(axis=0) > 0).astype(np.float64)
    parts = parts_of(ratings)
    present = ratings.weights[parts.paired > 0].sum(axis=0) > 0
    return Material(ratings, terms, parts, squares, used, ratings.totals, present)


def point_values(material: Material) -> Values:
    """Return the measures of the material itself, as if it were the only resample."""
    squares = None if material.squares is None else material.squares.sum(axis=1, keepdims=True)
    weights = material.ratings.weights.sum(axis=2, keepdims=True)
    described = descriptions(material.parts.sum_up(weights), len(material.ratings.coders), material.terms.yes)
    more = {measure: _with_pooled(quotient, material.used) for measure, quotient in described.items()}
    return _values(material, weights, squares) | more


def resampled(material: Material) -> dict[Measure, list[Spread]]:
    """Return what the resamples say of each measure; nothing where there is nothing to draw."""
    rated = (material.ratings.patterns >= 0).any(axis=1, keepdims=True)
    weights = material.ratings.weights * np.expand_dims(rated, 2)  # units that nobody rated are not drawn
    if material.squares is not None:
        weights = np.concatenate((weights, material.squares[np.newaxis]))
    weights = weights[:, :, weights.any(axis=(0, 1))]
    if not weights.size:
        return {}
    terms, patterns = material.terms, len(material.ratings.patterns)
    singly = material.ratings.independent and material.ratings.rows == 1
    found: dict[Measure, list[Real]] = {}
    for drawn in draw(weights, terms.resamples, terms.seed, singly=singly):
        squares = None if material.squares is None else drawn[patterns]
        for measure, values in _values(material, drawn[:patterns], squares).items():
            found.setdefault(measure, []).append(values)
    rows = material.ratings.rows + 1
    together = spreads(np.concatenate([np.concatenate(values, axis=1) for values in found.values()]))
    return {measure: together[place * rows : (place + 1) * rows] for place, measure in enumerate(found)}


def _values(material: Material, weights: Real, squares: Real | None) -> Values:
    ratings, used = material.ratings, material.used
    sums = material.parts.sum_up(weights)
    coders = len(ratings.coders)
    values = {
        measure: _with_pooled(quotient, used)
        for measure, quotient in quotients(sums, coders, material.terms.yes).items()
    }
    if coders > 2:
        kappas = cohen_kappas(sums)
        both = np.concatenate((kappas.value, kappas.pooled(used).value), axis=1)
        values[Measure.LIGHT] = mean_defined(both)
    if squares is not None:
        values[Measure.UNITIZED] = _with_pooled(unitized_alpha(ratings, weights, squares), used)
    return values


def _with_pooled(quotient: Quotient, used: Real) -> Real:
    return np.concatenate((quotient.value, quotient.pooled(used).value))
