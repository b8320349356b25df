"""Agreement between coders: of any table of ratings, without a project."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fop_coder.cli.options import JsonOption, examples, separated
from fop_coder.cli.output import print_json, say, tell
from fop_coder.model.agreement import RESAMPLES, SEED

app = typer.Typer()


@app.command(
    epilog=examples(
        "agreement --ratings ratings.csv",
        "agreement --ratings ratings.csv --categories enthusiast,cautious,limited --more",
        "agreement --ratings ratings.csv --yes planning --resamples 5000 --seed 7",
    )
)
def agreement(
    ratings: Annotated[
        Path,
        typer.Option(
            "--ratings",
            metavar="FILE.csv",
            help="A table with the columns unit, coder, value (.csv, .tsv, .xlsx). An empty value is missing.",
            show_default=False,
        ),
    ],
    categories: Annotated[
        list[str] | None,
        typer.Option("--categories", metavar="A,B", help="All values that were possible; else those in the table."),
    ] = None,
    yes: Annotated[
        str | None, typer.Option("--yes", metavar="VALUE", help="Which of two values means yes, if they do not say so.")
    ] = None,
    resamples: Annotated[int, typer.Option("--resamples", min=1, metavar="N", help="For the intervals.")] = RESAMPLES,
    seed: Annotated[int, typer.Option("--seed", min=0, metavar="N", help="The same seed, the same intervals.")] = SEED,
    more: Annotated[
        bool, typer.Option("--more", help="Show the other coefficients, categories and pairs too.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Show how far coders agree: counts, coefficients and intervals, with what to bear in mind."""
    from fop_coder.cli.agreements import report_lines
    from fop_coder.project.agreement import agreement_of_file, report_to_plain

    report = agreement_of_file(ratings, categories=separated(categories), yes=yes, resamples=resamples, seed=seed)
    if as_json:
        print_json(report_to_plain(report))
        return
    say(*report_lines(report, more=more))
    tell(*(f"{ratings.name}: {note}" for note in report.notes))
