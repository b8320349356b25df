"""Coders compared: every figure of every code and of all pooled, with intervals, reasons and cautions."""

from __future__ import annotations

from collections.abc import Sequence

from fop_coder.agreement.figures import Terms, point_values, prepare, resampled
from fop_coder.agreement.ratings import Ratings, Real
from fop_coder.agreement.rows import agreement_of
from fop_coder.model.agreement import AgreementReport
from fop_coder.model.base import check


def compare(
    ratings: Ratings, terms: Terms, *, squares: Real | None = None, notes: Sequence[str] = ()
) -> AgreementReport:
    """Return the agreement of the coders, per code and pooled; of a table without codes, as a whole.

    Pooled: observed and expected disagreement are averaged over codes, then put into the coefficient (de Vries,
    Elliott, Kanouse and Teleki 2008); a mean of coefficients would mislead. A code that no coder used is left out.
    Whole respondents or documents are drawn, the same for all codes.

    Args:
        squares: codes × documents of ``unitized.squared_lengths``, for u-alpha; only where all coders finished all.
        notes: on how the material was read, handed on.

    Raises:
        ValueRefused: if rows and codes do not fit, or no resample is asked for.
    """
    check(ratings.rows == max(len(terms.codes), 1), "there are not as many rows as codes")
    check(terms.yes is None or len(ratings.categories) == 2, "yes and no are two categories")
    material = prepare(ratings, terms, squares)
    values, spread = point_values(material), resampled(material)
    rows = tuple(agreement_of(material, place, values, spread) for place in range(len(terms.codes)))
    overall = agreement_of(material, ratings.rows if terms.codes else 0, values, spread)
    return AgreementReport(
        terms.level,
        terms.unit,
        terms.drawn,
        ratings.coders,
        ratings.categories,
        "" if terms.yes is None else ratings.categories[terms.yes],
        rows,
        overall,
        terms.resamples,
        terms.seed,
        tuple(notes),
    )
