"""What all coefficients are made of: sums over units that can be weighted, resampled and pooled at will."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from fop_coder.agreement.products import product
from fop_coder.agreement.ratings import Ratings, Real


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """Sums over weighted units; categories and pairs of coders come first, then the axes of the weights but patterns.

    With r_k coders of a unit's r in category k. "Paired" units have r of 2 or more.

    Attributes:
        rated, paired: units with one value or more, with two or more.
        agreeing: over paired units, the share of pairs of coders who agree.
        shares: per category, r_k / r over rated units.
        pairable: per category, r_k over paired units (Krippendorff's n_c).
        apart: per category, over paired units the share of pairs of whom one gave it and the other did not.
        differing: over paired units, the ordered pairs of different values / (r - 1).
        same, partners: per category, r_k (r_k - 1) and r_k (r - 1) over paired units.
        tables: per pair of coders, categories of the first × of the second.
    """

    rated: Real
    paired: Real
    agreeing: Real
    shares: Real
    pairable: Real
    apart: Real
    differing: Real
    same: Real
    partners: Real
    tables: Real


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """What one unit of each pattern adds to the sums: columns × patterns, and the columns' extents."""

    matrix: Real
    categories: int
    pairs: int

    @property
    def paired(self) -> Real:
        """Patterns: 1 where two coders or more gave a value."""
        paired: Real = self.matrix[1]
        return paired

    def sum_up(self, weights: Real) -> Sums:
        """Return the sums of weighted patterns; the first axis of the weights is that of the patterns."""
        axes = weights.shape[1:]
        summed = product(self.matrix, weights.reshape(len(weights), math.prod(axes))).reshape(len(self.matrix), *axes)
        q, single = self.categories, 1
        widths = (single, single, single, q, q, q, single, q, q)
        *parts, tables = np.split(summed, np.cumsum(widths))
        rated, paired, agreeing, shares, pairable, apart, differing, same, partners = parts
        return Sums(
            rated[0],
            paired[0],
            agreeing[0],
            shares,
            pairable,
            apart,
            differing[0],
            same,
            partners,
            tables.reshape(self.pairs, q, q, *axes),
        )


def parts_of(ratings: Ratings) -> Parts:
    """Return what each pattern adds."""
    q = len(ratings.categories)
    given = ratings.patterns[:, :, np.newaxis] == np.arange(q)
    chosen: Real = given.sum(axis=1).astype(np.float64)
    many: Real = chosen.sum(axis=1)
    paired = (many >= 2).astype(np.float64)
    others = np.maximum(many - 1, 1.0)
    all_pairs = np.maximum(many * others, 1.0)[:, np.newaxis]
    same = chosen * (chosen - 1) * paired[:, np.newaxis]
    unlike = 2 * chosen * (many[:, np.newaxis] - chosen)
    columns = [
        (many >= 1).astype(np.float64)[:, np.newaxis],
        paired[:, np.newaxis],
        same.sum(axis=1, keepdims=True) / all_pairs,
        chosen / np.maximum(many, 1.0)[:, np.newaxis],
        chosen * paired[:, np.newaxis],
        unlike * paired[:, np.newaxis] / all_pairs,
        (paired * (many**2 - (chosen**2).sum(axis=1)) / others)[:, np.newaxis],
        same,
        chosen * ((many - 1) * paired)[:, np.newaxis],
    ]
    pairs = list(combinations(range(len(ratings.coders)), 2))
    for first, second in pairs:
        joint = given[:, first, :, np.newaxis] & given[:, second, np.newaxis, :]
        columns.append(joint.reshape(len(given), q * q).astype(np.float64))
    return Parts(np.ascontiguousarray(np.concatenate(columns, axis=1).T), q, len(pairs))
