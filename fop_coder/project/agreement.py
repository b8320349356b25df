"""Agreement between coders, for the command line and the window: of a table of ratings from anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from fop_coder.agreement.comparing import compare
from fop_coder.agreement.figures import Terms
from fop_coder.agreement.tables import rate_table
from fop_coder.exporters.plain_agreement import matches_to_plain, method_to_plain, report_to_plain
from fop_coder.importers.ratings import read_ratings
from fop_coder.model.agreement import RESAMPLES, SEED, AgreementReport

__all__ = ["agreement_of_file", "matches_to_plain", "method_to_plain", "report_to_plain"]


def agreement_of_file(
    path: Path,
    *,
    categories: Sequence[str] = (),
    yes: str | None = None,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> AgreementReport:
    """Return the agreement of the coders of a table with columns unit, coder and value; no project is needed.

    Args:
        categories: all values that were possible; empty: those found.
        yes: the value that means yes, where there are two and they do not say so themselves.

    Raises:
        ImportRefused: the table cannot be read, has one coder alone, or rates a unit twice by the same coder.
        NotFound: ``yes`` is none of two values.
        ValueRefused: a value is none of the categories, there is no value, or no resample is asked for.
    """
    rated = rate_table(read_ratings(path), categories=categories, yes=yes)
    terms = Terms("ratings", yes=rated.yes, resamples=resamples, seed=seed)
    return compare(rated.ratings, terms, notes=rated.notes)
