"""How tests write ratings down, and compare them."""

from __future__ import annotations

import numpy as np

from fop_coder.agreement.comparing import compare
from fop_coder.agreement.figures import Terms
from fop_coder.agreement.ratings import rate_codes, rate_units
from fop_coder.model.agreement import Measure

NAMES = ("Ann", "Ben", "Cem", "Dee", "Eve", "Fay", "Gil", "Hal", "Ida", "Jon", "Kim", "Lea", "Max", "Nia")


def matrix(units):
    """Units × coders as numbers; of units with fewer coders the last are missing."""
    width = max(map(len, units))
    return np.array([[-1 if v is None else v for v in (*u, *[None] * (width - len(u)))] for u in units], dtype=np.int64)


def ratings_of(units, categories):
    values = matrix(units)
    return rate_units(values, NAMES[: values.shape[1]], [f"c{k}" for k in range(categories)])


def compared(units, *, categories=("yes", "no"), yes=0, resamples=200, **more):
    """The whole of a table's agreement; category 0 is yes."""
    values = matrix(units)
    ratings = rate_units(values, NAMES[: values.shape[1]], categories)
    return compare(ratings, Terms("ratings", yes=yes, resamples=resamples, **more)).overall


def compared_codes(codes, *, resamples=200, **more):
    """Agreement on several codes, each a list of the same respondents; 1 is yes."""
    values = np.array([matrix(units) for units in codes])
    ratings = rate_codes(values, NAMES[: values.shape[2]], ("no", "yes"))
    names = tuple((f"code{n}", f"Code {n}") for n in range(len(codes)))
    terms = Terms("respondent", "respondent", "respondent", names, 1, resamples, **more)
    return compare(ratings, terms)


def crossed(a, b, c, d):
    """Units of two coders: both yes, only the first, only the second, neither; 0 is yes."""
    return [[0, 0]] * a + [[0, 1]] * b + [[1, 0]] * c + [[1, 1]] * d


CHANCE_CORRECTED = (Measure.ALPHA, Measure.COHEN, Measure.SCOTT, Measure.FLEISS)
