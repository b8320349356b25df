"""Ratings of units by coders, kept as how often each distinct pattern of values occurs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fop_coder.model.base import check

Whole = NDArray[np.int64]
Real = NDArray[np.float64]

MISSING = -1
"""Stands for no value; categories are numbered from 0."""

_FEW = 1 << 20
"""Keys below this are counted in bins; larger ones are sorted."""


@dataclass(frozen=True, slots=True, eq=False)
class Ratings:
    """Who gave what, how often.

    Attributes:
        coders: their names, two or more.
        categories: all that were possible, used or not: what is declared, never what was found.
        patterns: patterns × coders: the category given, or MISSING.
        weights: patterns × rows × drawn: how many units (or characters) of each row show the pattern. A row is a code,
            or the one table; what is drawn in resampling is a respondent or a document.
        independent: each unit is drawn by itself, so that large-sample standard errors may be given. Characters of a
            text are not.
    """

    coders: tuple[str, ...]
    categories: tuple[str, ...]
    patterns: Whole
    weights: Real
    independent: bool

    def __post_init__(self) -> None:
        """Check that there are two coders or more, and that the shapes fit."""
        check(len(self.coders) >= 2, "agreement needs two coders", do="Choose a second coder")
        check(len(set(self.coders)) == len(self.coders), "a coder is named twice")
        check(len(set(self.categories)) == len(self.categories) > 0, "the categories are not each named once")
        check(
            self.weights.ndim == 3 and self.patterns.shape == (len(self.weights), len(self.coders)),
            "patterns and weights do not fit together",
        )

    @property
    def rows(self) -> int:
        """How many codes there are; 1 for a table."""
        return int(self.weights.shape[1])

    @property
    def totals(self) -> Real:
        """Patterns × rows: the weights over all that is drawn."""
        total: Real = self.weights.sum(axis=2)
        return total


def rate_units(values: Whole, coders: Sequence[str], categories: Sequence[str]) -> Ratings:
    """Return the ratings of one table.

    Args:
        values: units × coders: numbers of categories, or MISSING.
    """
    patterns, place = _gather(values, len(categories))
    counts = np.bincount(place, minlength=len(patterns)).astype(np.float64)
    return Ratings(tuple(coders), tuple(categories), patterns, counts[:, np.newaxis, np.newaxis], independent=True)


def rate_codes(values: Whole, coders: Sequence[str], categories: Sequence[str]) -> Ratings:
    """Return the ratings of respondents on several codes; whole respondents are drawn.

    Args:
        values: codes × respondents × coders: numbers of categories, or MISSING.
    """
    codes, respondents, many = values.shape
    patterns, place = _gather(values.reshape(-1, many), len(categories))
    weights = np.zeros((len(patterns), codes * respondents))
    weights[place, np.arange(codes * respondents)] = 1.0
    shaped = weights.reshape(len(patterns), codes, respondents)
    return Ratings(tuple(coders), tuple(categories), patterns, shaped, independent=True)


def distinct(keys: Whole) -> tuple[Whole, Whole]:
    """Return the distinct keys, ascending, and for each key the place of its like. Keys are 0 or more."""
    if keys.size and int(keys.max()) < _FEW:
        found = np.flatnonzero(np.bincount(keys)).astype(np.int64)
        places = np.zeros(int(found[-1]) + 1, dtype=np.int64)
        places[found] = np.arange(len(found))
        return found, places[keys]
    unique, inverse = np.unique(keys, return_inverse=True)
    return unique.astype(np.int64), inverse.astype(np.int64).reshape(-1)


def _gather(values: Whole, categories: int) -> tuple[Whole, Whole]:
    """Return the distinct rows of a table of values, and for each row the place of its pattern."""
    fits = values.size == 0 or (values.min() >= MISSING and values.max() < categories)
    check(bool(fits), "a value is none of the categories")
    base, coders = categories + 1, values.shape[1]
    if base**coders >= 1 << 62:
        patterns, inverse = np.unique(values, axis=0, return_inverse=True)
        return patterns.astype(np.int64), inverse.astype(np.int64).reshape(-1)
    scale = base ** np.arange(coders, dtype=np.int64)
    keys, place = distinct((values.astype(np.int64) - MISSING) @ scale)
    return keys[:, np.newaxis] // scale % base + MISSING, place
