"""Which parts an export has."""

from __future__ import annotations

from dataclasses import dataclass

from fop_coder.model.errors import ExportRefused

PARTS = (
    "tally",
    "classification",
    "respondents",
    "passages",
    "quotations",
    "matrix",
    "agreement",
    "codebook",
    "charts",
    "methods",
)
"""What can be asked for; the About sheet is always there. Agreement is there where documents are double-coded,
quotations and matrix where a passage is starred and a summary written, or where they are asked for by themselves."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts that are written."""

    tally: bool
    classification: bool
    respondents: bool
    passages: bool
    quotations: bool
    matrix: bool
    agreement: bool
    codebook: bool
    charts: bool
    methods: bool


def parts_from(what: frozenset[str] | None) -> Parts:
    """Return the parts asked for by name; None asks for all of them.

    Raises:
        ExportRefused: if there is no such part, or none is asked for.
    """
    wanted = frozenset(PARTS) if what is None else what
    unknown = sorted(wanted.difference(PARTS))
    if unknown or not wanted:
        problem = f"there is no part called {unknown[0]!r}" if unknown else "nothing to export is chosen"
        raise ExportRefused(problem, do=f"Choose among {', '.join(PARTS)}")
    return Parts(*(name in wanted for name in PARTS))
