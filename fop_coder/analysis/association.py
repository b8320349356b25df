"""Whether two sides of a table go together: Fisher's exact test and chi-square, from scipy, and what they may say."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from fop_coder.model.crosstab import Association

LEVEL = 0.05
"""A p below this is called an association detected."""

SMALL_EXPECTED = 5
"""Chi-square is not to be relied on where more than a fifth of the expected counts are below this, or any below 1
(Cochran 1954)."""

Counts = Sequence[Sequence[int]]


def associate(counts: Counts, chosen: str) -> Association:
    """Test a table of counts: Fisher's exact test where it has two rows and two columns, else chi-square.

    Rows and columns in which nobody is are left out first, since they say nothing.

    Args:
        counts: respondents by row and column, of those counted on both sides.
        chosen: how the respondents were chosen, as the settings say.
    """
    table = _without_empty(counts)
    n = sum(map(sum, table))
    if len(table) < 2 or len(table[0]) < 2:
        return Association("none", "", n, notes=("There is nothing to test: on one side all are alike, or nobody is.",))
    found = _fisher(table, n) if len(table) == 2 and len(table[0]) == 2 else _chi_square(table, n)
    p = found.p if found.p is not None else 1.0
    return replace(found, sentence=detected(f"{found.test}, p {p_text(p)}, N = {n}", p), assumption=assumed(n, chosen))


def detected(figures: str, p: float) -> str:
    """Return what a test says, in words that claim no more than it does; ``figures`` stand in brackets."""
    if p < LEVEL:
        return f"An association was detected ({figures}). It does not say what brings it about."
    return f"No association detected ({figures}). In a group of this size one may be there all the same."


def assumed(n: int, chosen: str) -> str:
    """Return what must hold for a test, in the words that the way of choosing respondents allows."""
    if chosen == "random":
        return "The test holds for a simple random sample of independent respondents."
    return (
        f"These respondents were not drawn at random. If these {n} were a simple random sample of independent "
        "respondents, the test would say this; of anybody else it says nothing."
    )


def p_text(p: float) -> str:
    """Return a p as it is printed, with its sign: "= 0.041", "< 0.001"."""
    return "< 0.001" if p < 0.001 else f"= {p:.3f}"


def figures_of_test(test: Association) -> str:
    """Return the figures of a test in one line: what was tested how, p, the statistic, Cramér's V, and N."""
    parts = [f"p {p_text(test.p)}"] if test.p is not None else []
    if test.degrees is not None and test.statistic is not None:
        degrees = "degree" if test.degrees == 1 else "degrees"
        parts.append(f"chi-square = {test.statistic:.2f} with {test.degrees} {degrees} of freedom")
    elif test.degrees is None:
        parts.append(f"odds ratio {'infinite' if test.statistic is None else f'{test.statistic:.2f}'}")
    parts += [f"Cramér's V = {test.cramers_v:.2f}", f"N = {test.n}"] if test.cramers_v is not None else []
    return f"{test.test[:1].upper()}{test.test[1:]} ({test.method}): {', '.join(parts)}"


def _without_empty(counts: Counts) -> list[list[int]]:
    rows = [list(row) for row in counts if any(row)]
    kept = [place for place in range(len(rows[0])) if any(row[place] for row in rows)] if rows else []
    return [[row[place] for place in kept] for row in rows] or [[]]


def _fisher(table: list[list[int]], n: int) -> Association:
    from scipy.stats import fisher_exact

    found = fisher_exact(table)
    odds = float(found.statistic)
    return Association(
        "Fisher's exact test",
        "two-sided; the statistic is the odds ratio of the sample",
        n,
        p=min(1.0, float(found.pvalue)),
        statistic=odds if math.isfinite(odds) else None,
        cramers_v=_cramers_v(table),
        smallest_expected=min(_expected(table)),
    )


def _chi_square(table: list[list[int]], n: int) -> Association:
    from scipy.stats import chi2_contingency

    found = chi2_contingency(table, correction=False)
    expected = _expected(table)
    few = sum(e < SMALL_EXPECTED for e in expected)
    notes: tuple[str, ...] = ()
    if few > len(expected) / 5 or min(expected) < 1:
        notes = (
            f"The cells are too small to test: {few} of {len(expected)} expected counts are below {SMALL_EXPECTED}, "
            f"the smallest is {min(expected):.1f}. Do not rely on this p; read the counts, or put rows or columns "
            "together.",
        )
    return Association(
        "chi-square test",
        "Pearson's, without correction",
        n,
        p=float(found.pvalue),
        statistic=float(found.statistic),
        degrees=int(found.dof),
        cramers_v=_cramers_v(table),
        smallest_expected=min(expected),
        notes=notes,
    )


def _cramers_v(table: list[list[int]]) -> float:
    """Return Cramér's V (Cramér 1946), for a table of two by two the absolute value of phi."""
    from scipy.stats.contingency import association

    return min(1.0, float(association(table, method="cramer")))


def _expected(table: list[list[int]]) -> list[float]:
    from scipy.stats.contingency import expected_freq

    return [float(value) for value in expected_freq(table).ravel()]
