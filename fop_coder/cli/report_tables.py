"""Which table the options of ``report add-table`` ask for: one kind at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from fop_coder.cli.crosstabs import CODES
from fop_coder.cli.options import separated
from fop_coder.model.codebook import Within

if TYPE_CHECKING:
    from fop_coder.project.project import Project
    from fop_coder.project.report_asked import ItemAsked
    from fop_coder.project.tallying import Question


@dataclass(frozen=True, slots=True)
class Table:
    """The options as given; None for those that were not.

    Attributes:
        sides: of a cross-table, its rows and columns.
        within: of codes against codes.
        moves: what may have changed, and the two occasions.
        pair: two numbers against one another.
        numbers: one whose spread is told.
    """

    codes: Sequence[str] | None
    scheme: str | None
    sides: tuple[str | None, str | None]
    within: Within | None
    moves: tuple[str | None, str | None, str | None]
    pair: tuple[str | None, str | None]
    numbers: str | None

    def check(self, question: Question) -> None:
        """Refuse options that do not go together.

        Raises:
            typer.BadParameter: naming the option.
        """
        refuse_both(self.codes, self.scheme)
        for option, values, others in (
            ("--rows", self.sides, "goes with --columns"),
            ("--change", self.moves, "goes with --from and --to"),
            ("--x", self.pair, "goes with --y"),
        ):
            if any(values) and not all(values):
                raise typer.BadParameter(others, param_hint=option)
        figures = "--codes, --scheme" if self.codes or self.scheme else ""
        wholes = (("--rows", any(self.sides)), ("--change", any(self.moves)), ("--x", any(self.pair)))
        kinds = [
            option for option, given in (*wholes, ("--numbers", bool(self.numbers)), (figures, bool(figures))) if given
        ]
        if len(kinds) > 1:
            raise typer.BadParameter(f"does not go with {kinds[1]}", param_hint=kinds[0])
        if question.by is not None and kinds and kinds[0] in ("--rows", "--change", "--x"):
            raise typer.BadParameter(f"does not go with {kinds[0]}", param_hint="--by")
        self._check_codes()

    def _check_codes(self) -> None:
        all_codes = [side is not None and side.strip().casefold() == CODES for side in self.sides]
        if any(all_codes) and not all(all_codes):
            raise typer.BadParameter("stands on both sides or on none", param_hint=CODES)
        if self.within is not None and not all(all_codes):
            raise typer.BadParameter("goes with codes on both sides", param_hint="--within")

    def asked(self, project: Project, question: Question) -> ItemAsked:
        """Return what the table is made from.

        Raises:
            NotFound: with the names that there are.
        """
        from fop_coder.project import report_asked

        (rows, columns), (of, first, then), (x, y) = self.sides, self.moves, self.pair
        if rows is not None and columns is not None:
            if rows.strip().casefold() == CODES:
                return report_asked.codes_asked(self.within or Within.RESPONDENT, question)
            return report_asked.crosstab_asked(project, rows, columns, question)
        if of is not None and first is not None and then is not None:
            return report_asked.moves_asked(project, of, first, then, question)
        if x is not None and y is not None:
            return report_asked.correlation_asked(project, x, y, question)
        if self.numbers is not None:
            return report_asked.numbers_asked(project, self.numbers, question)
        return figures_asked(project, self.codes, self.scheme, question)


def figures_asked(project: Project, codes: Sequence[str] | None, scheme: str | None, question: Question) -> ItemAsked:
    """Return what n of N of codes, or of the categories of a scheme, is asked.

    Raises:
        NotFound: with the names that there are.
    """
    from fop_coder.project.report_asked import scheme_asked, tally_asked_of

    return scheme_asked(project, scheme, question) if scheme else tally_asked_of(project, separated(codes), question)


def refuse_both(codes: Sequence[str] | None, scheme: str | None) -> None:
    """Refuse codes together with a scheme.

    Raises:
        typer.BadParameter: if both are given.
    """
    if scheme and codes:
        raise typer.BadParameter("does not go with --codes", param_hint="--scheme")
