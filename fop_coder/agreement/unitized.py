"""Krippendorff's u-alpha of one code: where coders put the limits of passages, and which text they leave out."""

from __future__ import annotations

import numpy as np

from fop_coder.agreement.coefficients import Quotient
from fop_coder.agreement.passages import Lengths
from fop_coder.agreement.ratings import Ratings, Real
from fop_coder.model.base import check


def squared_lengths(lengths: Lengths, codes: int) -> Real:
    """Return codes × documents: the squared lengths of all coders' united passages."""
    squares = np.bincount(
        lengths.cell, weights=(lengths.end - lengths.start).astype(np.float64) ** 2, minlength=len(lengths.size)
    )
    return squares.astype(np.float64).reshape(codes, -1)


def unitized_alpha(ratings: Ratings, weights: Real, squares: Real) -> Quotient:
    """Return u-alpha of coded and not coded text (Krippendorff, Mathet, Bouvry and Widlöcher 2016).

    Args:
        ratings: of characters, as ``passages.rate_lengths`` gives them, complete.
        weights: patterns × any axes, as drawn from the ratings.
        squares: the same axes: squared lengths of the passages, drawn alike.

    Raises:
        ValueRefused: if a coder did not finish a document that the others did.
    """
    check(bool((ratings.patterns >= 0).all()), "u-alpha needs texts that all coders finished")
    many = len(ratings.coders)
    coded = ratings.patterns.sum(axis=1).astype(np.float64)
    gaps = many - coded
    both_coded = _over(coded * (coded - 1) / (many - 1), weights)
    both_gaps = _over(gaps * (gaps - 1) / (many - 1), weights)
    all_coded, all_gaps = _over(coded, weights), _over(gaps, weights)
    total = all_coded + all_gaps
    with np.errstate(divide="ignore", invalid="ignore"):
        by_chance = total * (all_coded**2 - squares + all_gaps**2 - all_gaps) / (total**2 - squares - all_gaps)
    return Quotient(total - both_coded - both_gaps, np.where(np.isfinite(by_chance), total - by_chance, 0.0))


def _over(figures: Real, weights: Real) -> Real:
    """Return a figure of each pattern, summed over the patterns."""
    summed: Real = np.tensordot(figures, weights, axes=1)
    return summed
