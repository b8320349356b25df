"""The coefficients of agreement once more, as their authors define them: plain loops over units, exact fractions.

Nothing here is shared with ``fop_coder.agreement``. Units are lists with a category (or None) per coder; what is not
defined is None.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations, permutations

Unit = Sequence[int | None]
Figure = Fraction | None


def percent_agreement(units: Sequence[Unit]) -> Figure:
    """Mean over units with two values of the share of pairs of coders who agree."""
    shares = []
    for unit in units:
        pairs = list(combinations(_values(unit), 2))
        if pairs:
            shares.append(Fraction(sum(a == b for a, b in pairs), len(pairs)))
    return sum(shares, Fraction()) / len(shares) if shares else None


def cohen_kappa(units: Sequence[Unit], categories: int) -> Figure:
    """Cohen's kappa of two coders: chance from each coder's own margins."""
    joint = _joint(units)
    if not joint:
        return None
    n = len(joint)
    observed = Fraction(sum(a == b for a, b in joint), n)
    expected = Fraction()
    for k in range(categories):
        expected += Fraction(sum(a == k for a, _ in joint), n) * Fraction(sum(b == k for _, b in joint), n)
    return _corrected(observed, expected)


def greatest_kappa(units: Sequence[Unit], categories: int) -> Figure:
    """Return kappa with the observed agreement as great as the margins allow."""
    joint = _joint(units)
    if not joint:
        return None
    n = len(joint)
    margins = [(sum(a == k for a, _ in joint), sum(b == k for _, b in joint)) for k in range(categories)]
    expected = sum((Fraction(a * b, n * n) for a, b in margins), Fraction())
    return _corrected(Fraction(sum(min(pair) for pair in margins), n), expected)


def scott_pi(units: Sequence[Unit], categories: int) -> Figure:
    """Scott's pi of two coders: chance from both coders' choices together."""
    joint = _joint(units)
    if not joint:
        return None
    choices = [value for pair in joint for value in pair]
    observed = Fraction(sum(a == b for a, b in joint), len(joint))
    return _corrected(
        observed, sum((Fraction(choices.count(k), len(choices)) ** 2 for k in range(categories)), Fraction())
    )


def fleiss_kappa(units: Sequence[Unit], categories: int) -> Figure:
    """Fleiss' kappa, with Gwet's shares of categories where values are missing."""
    observed = percent_agreement(units)
    if observed is None:
        return None
    return _corrected(observed, sum((share**2 for share in _shares(units, categories)), Fraction()))


def gwet_ac1(units: Sequence[Unit], categories: int) -> Figure:
    """Gwet's AC1."""
    observed = percent_agreement(units)
    if observed is None or categories < 2:
        return None
    expected = sum((share * (1 - share) for share in _shares(units, categories)), Fraction()) / (categories - 1)
    return _corrected(observed, expected)


def brennan_prediger(units: Sequence[Unit], categories: int) -> Figure:
    """Brennan and Prediger's kappa."""
    observed = percent_agreement(units)
    return None if observed is None else _corrected(observed, Fraction(1, categories))


def krippendorff_alpha(units: Sequence[Unit], categories: int) -> Figure:
    """Krippendorff's alpha of nominal values, from the matrix of coincidences."""
    matrix = [[Fraction() for _ in range(categories)] for _ in range(categories)]
    for unit in units:
        values = _values(unit)
        for a, b in permutations(values, 2):
            matrix[a][b] += Fraction(1, len(values) - 1)
    totals = [sum(row, Fraction()) for row in matrix]
    n = sum(totals, Fraction())
    if n == 0:
        return None
    observed = sum((matrix[a][b] for a in range(categories) for b in range(categories) if a != b), Fraction()) / n
    unlike = sum((totals[a] * totals[b] for a in range(categories) for b in range(categories) if a != b), Fraction())
    return None if unlike == 0 else 1 - observed / (unlike / (n * (n - 1)))


def specific_agreement(units: Sequence[Unit], category: int) -> Figure:
    """Of all choices of a category beside another coder's choice, the share that is the same."""
    same = beside = 0
    for unit in units:
        for a, b in permutations(_values(unit), 2):
            beside += a == category
            same += a == b == category
    return Fraction(same, beside) if beside else None


def category_kappa(units: Sequence[Unit], category: int) -> Figure:
    """Fleiss' kappa of one category against all others."""
    return fleiss_kappa([[None if v is None else int(v == category) for v in unit] for unit in units], 2)


def _values(unit: Unit) -> list[int]:
    return [value for value in unit if value is not None]


def _joint(units: Sequence[Unit]) -> list[tuple[int, int]]:
    return [(a, b) for a, b in units if a is not None and b is not None]


def _shares(units: Sequence[Unit], categories: int) -> list[Fraction]:
    rated = [_values(unit) for unit in units if _values(unit)]
    return [
        sum((Fraction(values.count(k), len(values)) for values in rated), Fraction()) / len(rated)
        for k in range(categories)
    ]


def _corrected(observed: Fraction, expected: Fraction) -> Figure:
    return None if expected == 1 else (observed - expected) / (1 - expected)
