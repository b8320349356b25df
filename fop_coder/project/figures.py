"""How figures may be shown to people: when shares and intervals stand beside n of N, with which words, and as JSON."""

from __future__ import annotations

from fop_coder.analysis.association import figures_of_test, p_text
from fop_coder.analysis.correlation import INTERVALS
from fop_coder.analysis.sentences import ASSUMED, NOT_RANDOM
from fop_coder.exporters.cells import csv_text
from fop_coder.exporters.matrix import cell_words, matrix_to_plain
from fop_coder.exporters.plain import scheme_to_plain, tally_to_plain
from fop_coder.exporters.plain_crosstab import (
    cooccurrence_to_plain,
    correlation_to_plain,
    crosstab_to_plain,
    moves_to_plain,
    numbers_to_plain,
)
from fop_coder.exporters.tables import SMALLEST_SHARE, flow_text
from fop_coder.model.tally import Base

__all__ = [
    "COEFFICIENTS",
    "INTERVALS",
    "SMALLEST_SHARE",
    "cell_words",
    "cooccurrence_to_plain",
    "correlation_to_plain",
    "crosstab_to_plain",
    "figures_of_test",
    "flow_text",
    "interval_wording",
    "matrix_to_plain",
    "moves_to_plain",
    "numbers_to_plain",
    "p_text",
    "plain_cell",
    "scheme_to_plain",
    "shows_intervals",
    "shows_share",
    "tally_to_plain",
]

COEFFICIENTS = {"spearman": "Spearman's rho", "kendall": "Kendall's tau-b"}
"""How coefficients of rank correlation are called in tables."""


def shows_share(of: int, *, insisted: bool) -> bool:
    """Say whether a share of N is shown: shares of small groups mislead, so only if asked for."""
    return of > 0 and (insisted or of >= SMALLEST_SHARE)


def shows_intervals(chosen: str, *, insisted: bool) -> bool:
    """Say whether intervals are shown: only of a random sample, or if the user insists."""
    return insisted or chosen == "random"


def interval_wording(base: Base) -> str:
    """Return the caution that must stand beside the intervals of a tally's shares."""
    return ASSUMED if base.chosen == "random" else NOT_RANDOM.format(of=base.respondents)


def plain_cell(value: str) -> str:
    """Return a value as one cell of a table of plain text: no tab or line end in it, formulas disarmed."""
    return csv_text(" ".join(value.split()))
