"""Cross-tables, codes against codes, numbers, and what became of respondents between two occasions."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from fop_coder.cli.options import (
    ByOption,
    CodersOption,
    IntervalsOption,
    JsonOption,
    PercentagesOption,
    ProjectArgument,
    RetiredOption,
    ScopeOption,
    ViewOption,
    WhereOption,
    examples,
    question_of,
    reading,
)
from fop_coder.cli.output import one_line, print_json, say
from fop_coder.model.codebook import Within

if TYPE_CHECKING:
    from fop_coder.project.tallying import Question

app = typer.Typer()

CODES = "codes"
"""What stands for all codes on both sides of a table."""


class Shares(StrEnum):
    """What a share is of."""

    ROWS = "rows"
    COLUMNS = "columns"


TestOption = Annotated[bool, typer.Option("--test", help="Say whether the two go together, and what that rests on.")]


@app.command(
    epilog=examples(
        "crosstab study.fop --rows planning --columns borough",
        "crosstab study.fop --rows practices --columns analytic-group --test",
        "crosstab study.fop --rows planning --columns review --where 'borough = RBKC' --percentages",
        "crosstab study.fop --rows codes --columns codes --within passage",
    )
)
def crosstab(
    project: ProjectArgument,
    rows: Annotated[
        str, typer.Option("--rows", metavar="X", help="A code, scheme, band, attribute, or kind; or codes, for all.")
    ],
    columns: Annotated[str, typer.Option("--columns", metavar="Y", help="Another of them; or codes, for all.")],
    view: ViewOption = None,
    coders: CodersOption = None,
    where: WhereOption = "",
    scope: ScopeOption = "",
    test: TestOption = False,
    shares: Annotated[Shares, typer.Option("--shares", help="What shares are of.")] = Shares.ROWS,
    percentages: PercentagesOption = False,
    within: Annotated[
        Within, typer.Option("--within", help="With codes: where two must meet, in a respondent or a passage.")
    ] = Within.RESPONDENT,
    retired: RetiredOption = False,
    as_json: JsonOption = False,
) -> None:
    """Show any two things known of respondents against one another; nobody who is not counted is lost."""
    question = question_of(view, coders, where, scope, retired=retired)
    all_codes = [side.strip().casefold() == CODES for side in (rows, columns)]
    if all(all_codes):
        _refuse_test_of_codes(test)
        _show_codes(project, within, question, as_json=as_json)
        return
    if any(all_codes):
        raise typer.BadParameter(
            "stands on both sides or on none; tally --by has all codes against one thing", param_hint="codes"
        )
    from fop_coder.cli.crosstab_lines import crosstab_lines
    from fop_coder.project.crosstabs import crosstab as cross
    from fop_coder.project.figures import crosstab_to_plain

    with reading(project) as opened:
        found = cross(opened, rows, columns, question, test=test)
    if as_json:
        print_json(crosstab_to_plain(found))
    else:
        say(*map(one_line, crosstab_lines(found, shares=str(shares), percentages=percentages)))


def _refuse_test_of_codes(test: bool) -> None:
    if test:
        raise typer.BadParameter("is for two things at a time: name two codes", param_hint="--test")


def _show_codes(project: str, within: Within, question: Question, *, as_json: bool) -> None:
    from fop_coder.cli.crosstab_lines import cooccurrence_lines
    from fop_coder.project.cooccurrence import cooccurrence
    from fop_coder.project.figures import cooccurrence_to_plain

    with reading(project) as opened:
        found = cooccurrence(opened, within, question)
    if as_json:
        print_json(cooccurrence_to_plain(found))
    else:
        say(*map(one_line, cooccurrence_lines(found)))


_NUMBER = "a numeric attribute, an instrument, a band's number, codes, or 'codes: A, B'"


@app.command(
    epilog=examples(
        'correlate study.fop --x "training days" --y codes',
        'correlate study.fop --x "training days" --y practices --intervals --test',
    )
)
def correlate(
    project: ProjectArgument,
    x: Annotated[str, typer.Option("--x", metavar="NUMBER", help=f"One number: {_NUMBER}.")],
    y: Annotated[str, typer.Option("--y", metavar="NUMBER", help="The other number.")],
    view: ViewOption = None,
    coders: CodersOption = None,
    where: WhereOption = "",
    scope: ScopeOption = "",
    test: TestOption = False,
    intervals: IntervalsOption = False,
    as_json: JsonOption = False,
) -> None:
    """Show how two numbers go together over the respondents, and who was left out and why."""
    from fop_coder.analysis.correlation import INTERVALS
    from fop_coder.cli.number_lines import correlation_lines
    from fop_coder.project.correlating import correlation
    from fop_coder.project.figures import correlation_to_plain

    with reading(project) as opened:
        found = correlation(opened, x, y, question_of(view, coders, where, scope), test=test)
    if as_json:
        print_json(correlation_to_plain(found, INTERVALS))
    else:
        say(*map(one_line, correlation_lines(found, intervals=intervals, test=test)))


@app.command(
    epilog=examples(
        "numbers study.fop --of score-15 --by network-strength",
        'numbers study.fop --of "score-15: disrupted communication"',
        'numbers study.fop --of practices --scope "kind = vignette"',
    )
)
def numbers(
    project: ProjectArgument,
    of: Annotated[str, typer.Option("--of", metavar="NUMBER", help=f"What is looked at: {_NUMBER}.")],
    by: ByOption = None,
    view: ViewOption = None,
    coders: CodersOption = None,
    where: WhereOption = "",
    scope: ScopeOption = "",
    as_json: JsonOption = False,
) -> None:
    """Show how a number of the respondents lies: lowest and highest, quartiles, mean; and who has none and why."""
    from fop_coder.cli.number_lines import number_table_lines
    from fop_coder.project.correlating import number_table
    from fop_coder.project.figures import numbers_to_plain

    with reading(project) as opened:
        found = number_table(opened, of, question_of(view, coders, where, scope, by=by))
    if as_json:
        print_json(numbers_to_plain(found))
    else:
        say(*map(one_line, number_table_lines(found)))


@app.command(
    epilog=examples(
        'change study.fop --of "case type" --from "time one" --to "time two"',
        'change study.fop --of planning --from "time one" --to "time two" --json',
    )
)
def change(
    project: ProjectArgument,
    of: Annotated[str, typer.Option("--of", metavar="NAME", help="A code, scheme, band or attribute.")],
    first: Annotated[str, typer.Option("--from", metavar="OCCASION", help="The first occasion.")],
    then: Annotated[str, typer.Option("--to", metavar="OCCASION", help="The later occasion.")],
    view: ViewOption = None,
    coders: CodersOption = None,
    where: WhereOption = "",
    scope: ScopeOption = "",
    as_json: JsonOption = False,
) -> None:
    """Show what became of the same respondents between two occasions; those seen only once are named."""
    from fop_coder.cli.crosstab_lines import moves_lines
    from fop_coder.project.figures import moves_to_plain
    from fop_coder.project.moves import moves

    with reading(project) as opened:
        found = moves(opened, of, first, then, question_of(view, coders, where, scope))
    if as_json:
        print_json(moves_to_plain(found))
    else:
        say(*map(one_line, moves_lines(found)))
